"""Simulate documents with one respelt name in each, and tell what is found of it.

    python -m benchmarks.simulated [--documents N] [--misses]

A document names thirty people: twelve with surnames that are kept in Cyrillic here
and spelt by the tables below, three public figures, and fifteen from other
countries, among them names that look alike. One surname that is named at least
twice is spelt once as another language spells it: as the French, Germans, Poles
or Dutch do, or half in English, half in French ("Mishoustine"). The tables are
those of textbooks, written for this and not taken from the linter. The dice
fall the same way each time.
"""

from __future__ import annotations

import argparse
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from linter.model import Document, Span
from linter.ruleset import Ruleset

# Surnames of Russia, Ukraine, Belarus and Central Asia, as their bearers write them.
CYRILLIC = """
Абрамченко Алаудинов Балицкий Бастрыкин Безруков Белоусов Беляев Бочаров Булгаков
Вавилов Васнецов Верещагин Вишневский Воробьёв Воскресенский Вышинский Гагарин Герасимов
Глазунов Голубев Горохов Грибоедов Гринько Гуляев Давыдов Данилов Державин Дзержинский
Дмитрук Довгань Жданов Желязков Жириновский Жуковский Журавлёв Забелин Завадский Замятин
Захаренко Зубарев Зюганов Казанцев Каменский Карпенко Кириенко Колокольцев Комаров
Коновалов Корчагин Косачёв Косыгин Кочетков Кравчук Красовский Кудрявцев Кузнецов
Куприянов Курочкин Кучеренко Лаптев Левченко Лисицын Литвинов Лопухин Луговой Лукьянов
Лысенко Мамонтов Матвиенко Медынский Мельниченко Мироненко Михайлов Мишустин Мокрушин
Морозов Мурашко Назарбаев Нарышкин Немцов Нечаев Новиков Орешкин Островский Пашинин
Петрушевский Печенегов Поздняков Пономаренко Порошенко Потапов Прохоров Пугачёв Путин
Рахманинов Решетников Рогозин Рожков Рыбаков Рябков Савченко Садовничий Самойлов
Селезнёв Сердюков Силуанов Синицын Скрипниченко Слуцкий Собянин Сокуров Стрелков Суриков
Сухоруков Сыроежкин Тарасенко Терешкова Тимченко Титаренко Ткачук Токаев Трубецкой
Тулеев Тюленев Улюкаев Усманов Ушаков Фадеев Филатов Хабаров Хлебников Храпунов
Хуснуллин Цветков Циолковский Чайковский Чемезов Черненко Чернышенко Чубайс Чуйченко
Шапошников Шаталов Шевченко Шишкин Шойгу Шувалов Шульгин Щедрин Щербаков Юшкевич
Яковенко Якушев Ярошенко
""".split()
PUBLIC = """
Biden Macron Merkel Scholz Starmer Sunak Trudeau Erdogan Modi Lula Guterres Blinken
Sullivan Austin Borrell Michel Orban Meloni Sanchez Ramaphosa Kishida Albanese Ardern
Obama Clinton Bush Trump Pence Harris Kerry Powell Johnson Cameron Blair Thatcher
""".split()
# Those in one line may stand in one document, and are different people.
OTHERS = """
Smith Schmidt Schmitt | Johnson Johansson Jonsson | Meyer Maier Mayer | Fisher Fischer |
Miller Müller Muller | Nguyen Nguema | Garcia Garzia | Martin Martins | Peters Peterson
Pettersson | Fox Fuchs | Baker Becker | Shepherd Schaefer Shaffer | Wagner Vagner |
Novak Nowak | Kovacs Kovac | Horvat Horvath | Ivanov Ivanova | Petrov Petrova | Popov
Popova | Hansen Hanson | Olsen Olson | Andersen Anderson | Nielsen Nelson | Christensen
Christiansen | Berg Burg | Lindberg Lindbergh | Stein Steen | Hall Hull | Walker Volker
| White Wight | Brown Braun | Young Jung | Clark Clarke | Steward Stewart Stuart |
Philips Phillips | Davis Davies | Thomson Thompson | Simons Simmons | Mathews Matthews |
Allan Allen | Reid Read Reed | Gray Grey | Silva Sylva | Santos Santo | Ferreira Ferrer
| Costa Coster | Rossi Russo | Bianchi Bianco | Ricci Rizzi | Moretti Moreau | Dupont
Dupond | Durand Durant | Lefevre Lefebvre | Moreno Morena | Jimenez Gimenez | Chavez
Chaves | Gonzalez Gonzales | Lopez Lopes | Tanaka Takada | Suzuki Suzuka | Watanabe
Watabe | Sato Saito | Okafor Okonkwo | Mensah Mansah | Diallo Diarra | Traore Toure |
Cissokho Cissé | Rahman Rehman | Hussain Hasan | Singh Sinha | Sharma Shah | Gupta Dutta
| Kapoor Kapadia | Fernando Fernandes | Bakker Backer | Jansen Janssen | Visser Fisser |
Dekker Decker | Virtanen Vartanen | Korhonen Karhunen | Papadopoulos Papandreou
"""

LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
LATIN = "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya"
PLAIN = dict(zip(LETTERS, LATIN.split(" "), strict=True))
VOWEL, SOFT = "[аеёиоуыэюя]", "[бвгдзклмнпрстфх]"
Changes = Sequence[tuple[str, str]]


class Scheme(NamedTuple):
    """How a language spells Cyrillic, in small letters.

    First expressions in Cyrillic are replaced, then letters, then expressions in
    Latin letters.
    """

    name: str
    before: Changes
    letters: Mapping[str, str]
    after: Changes = ()


ENGLISH = Scheme(
    "English",
    (
        ("[иы]й$", "y"),
        ("(?<=[жчшщ])ё", "e"),
        (f"(?:^|(?<={VOWEL})|(?<=ь))е", "ye"),
        (f"(?<={VOWEL})й(?=[яю])", ""),
    ),
    PLAIN,
)
ABROAD = (
    Scheme(
        "French",
        (
            ("[иы]й$", "i"),
            ("г(?=[еи])", "gu"),
            (f"(?<={VOWEL})с(?={VOWEL})", "ss"),
            ("(?<=[аоу])е", "ïe"),
            ("ин$", "ine"),
            ("(?<=[жчшщ])ё", "e"),
            ("й", "ï"),
        ),
        PLAIN
        | {"ж": "j", "у": "ou", "ч": "tch", "ш": "ch", "щ": "chtch", "ё": "io"}
        | {"ю": "iou", "я": "ia"},
    ),
    Scheme(
        "German",
        (
            ("[иы]й$", "i"),
            (f"(?<={VOWEL})с(?={VOWEL})", "ss"),
            (f"(?:^|(?<={VOWEL})|(?<=ь))е", "je"),
            ("(?<=[жчшщ])ё", "o"),
        ),
        PLAIN
        | {"в": "w", "ж": "sch", "з": "s", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch"}
        | {"щ": "schtsch", "ю": "ju", "я": "ja", "ё": "jo", "й": "i"},
    ),
    Scheme(
        "Polish",
        (
            ("[иы]й$", "i"),
            (f"(?<={SOFT})е", "ie"),
            ("лie", "ле"),
            ("л(?![еёиьюя])", "ł"),
            (f"(?:^|(?<={VOWEL})|(?<=ь))е", "je"),
            ("(?<=[жчшщ])ё", "o"),
            (f"(?<={SOFT})я", "ia"),
            (f"(?<={SOFT})ю", "iu"),
        ),
        PLAIN
        | {"в": "w", "ж": "ż", "х": "ch", "ц": "c", "ч": "cz", "ш": "sz", "щ": "szcz"}
        | {"ю": "ju", "я": "ja", "ё": "io", "й": "j"},
    ),
    Scheme(
        "Dutch",
        (
            ("[иы]й$", "i"),
            (f"(?:^|(?<={VOWEL})|(?<=ь))е", "je"),
            ("(?<=[жчшщ])ё", "o"),
        ),
        PLAIN
        | {"ж": "zj", "у": "oe", "х": "ch", "ч": "tsj", "ш": "sj", "щ": "sjtsj"}
        | {"ю": "joe", "я": "ja", "ё": "jo", "й": "j"},
    ),
    Scheme("half French", (*ENGLISH.before, ("ин$", "ine")), PLAIN | {"у": "ou"}),
)
SENTENCES = """
{0} met {1} in the morning. | After that, {0} spoke with {1} about the budget. | It was
{0} who answered first. | Nobody had asked {0} before. | The delegation of {0} left at
noon, and {1} stayed. | According to {0}, the plan was sound. | In the evening {0}
thanked {1} for the visit. | The letter from {0} was read to {1}. | “We shall see,” {0}
told reporters. | A proposal by {0} was put off.
"""


class Simulated(NamedTuple):
    """A document, where its respelt name stands, and which scheme it is in."""

    document: Document
    place: Span
    scheme: str


def spelt(name: str, scheme: Scheme) -> str:
    """Return a Cyrillic name as a language spells it.

    >>> [spelt("Мишустин", scheme) for scheme in (ENGLISH, *ABROAD)][:3]
    ['Mishustin', 'Michoustine', 'Mischustin']
    """
    text = name.lower()
    for expression, new in scheme.before:
        text = re.sub(expression, new, text)
    text = "".join(scheme.letters.get(letter, letter) for letter in text)
    for expression, new in scheme.after:
        text = re.sub(expression, new, text)
    return text.capitalize()


def simulated(number: int) -> Iterator[Simulated]:
    """Yield documents; the same ones each time."""
    dice = random.Random(5)
    sentences = [" ".join(one.split()) for one in SENTENCES.split("|")]
    others = [row.split() for row in OTHERS.split("|")]
    while number:
        native = dice.sample(CYRILLIC, 12)
        scheme = dice.choice(ABROAD) if dice.random() < 0.5 else ABROAD[-1]
        right, wrong = (spelt(native[0], one) for one in (ENGLISH, scheme))
        if plain(right) == plain(wrong):
            continue
        names = [spelt(name, ENGLISH) for name in native[1:]] + dice.sample(PUBLIC, 3)
        names += [name for row in dice.sample(others, 9) for name in row][:15]
        mentions = [right] * dice.randint(2, 4) + [wrong]
        mentions += [name for name in names for _ in range(dice.randint(1, 3))]
        dice.shuffle(mentions)
        text = told(mentions, sentences, dice)
        start = text.index(wrong)
        yield Simulated(Document(text), Span(start, start + len(wrong)), scheme.name)
        number -= 1


def plain(name: str) -> str:
    """Return a name without accents: a matter of style, and not reported."""
    letters = unicodedata.normalize("NFD", name.replace("ł", "l").lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def told(names: Sequence[str], sentences: Sequence[str], dice: random.Random) -> str:
    """Return a text that has the names in their order."""
    waiting, text = list(names), ""
    while waiting:
        sentence = dice.choice(sentences)
        here = [waiting.pop(0) for _ in range(min(len(waiting), sentence.count("{")))]
        text += sentence.format(*here, "the others") + (
            "\n" if dice.random() < 0.2 else " "
        )
    return text


class Tally(NamedTuple):
    """What was found: right ones by scheme, all of a scheme, and wrong ones."""

    found: Counter[str]
    made: Counter[str]
    wrong: list[tuple[str, str]]
    missed: list[tuple[str, str]]

    @property
    def recall(self) -> float:
        """How many of the respelt names are found."""
        return self.found.total() / self.made.total()

    @property
    def precision(self) -> float:
        """How many of what is found are respelt names."""
        return self.found.total() / (self.found.total() + len(self.wrong))


def judged(number: int, rules: Ruleset) -> Tally:
    """Count what rules find in so many documents."""
    tally = Tally(Counter(), Counter(), [], [])
    made = list(simulated(number))
    scanned = rules.scan_all([one.document for one in made])
    for one, (_, findings) in zip(made, scanned, strict=True):
        spans = {finding.span for finding in findings}
        tally.made[one.scheme] += 1
        tally.found[one.scheme] += one.place in spans
        word = one.place.of(one.document.text)
        if one.place not in spans:
            tally.missed.append((one.scheme, word))
        tally.wrong.extend(
            (span.of(one.document.text), word) for span in spans - {one.place}
        )
    return tally


def main() -> None:
    """Print precision, and recall by scheme."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1500)
    parser.add_argument("--misses", action="store_true", help="print them, too")
    options = parser.parse_args()
    tally = judged(options.documents, Ruleset.load().select(["names"]))
    print(f"precision {tally.precision:.3f}, recall {tally.recall:.3f}")
    for scheme, made in sorted(tally.made.items()):
        print(f"{scheme}: recall {tally.found[scheme] / made:.3f} of {made:,}")
    if options.misses:
        print("wrong", *tally.wrong, sep="\n  ")
        print("missed", *sorted(tally.missed), sep="\n  ")


if __name__ == "__main__":
    main()
