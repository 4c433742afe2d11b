"""Each guard, once where it holds and once where it does not."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linter.engine.guards import GUARDS, Context, point_of
from linter.engine.topics import CODES, MODELS, PROGRAMS, Topic
from linter.kinds import Match
from linter.model import Document, Span
from linter.rulefile import builtin_folder, lexicon_opener

OPEN = lexicon_opener(builtin_folder() / "lexicons")
MANUAL = "Give --output or /etc/mtlint, call read_all() or Text::split. "
CHATTY = "we met. then we ate. it was fine. nobody spoke. all slept. "


def holds(guard: str, text: str, stray: str = ".") -> bool:
    """Ask a guard about the mark that ``|`` stands before, and the word behind it."""
    point = text.index("|")
    text = text.replace("|", "")
    after = point + len(stray) + 1
    end = next((i for i in range(after, len(text)) if text[i] in " ,"), len(text))
    match = Match(
        Span(point, max(end, after)),
        {
            "stray": Span(point, point + len(stray)),
            "next": Span(after, max(end, after)),
        },
    )
    return GUARDS[guard](Context(Document(text), OPEN), match)


@pytest.mark.parametrize(
    ("guard", "held", "not_held"),
    [
        ("abbreviation", "pumps, bolts, etc|. and so on", "such as energy|. and so on"),
        ("abbreviation", "the Smith Mfg|. of Ohio", "the smith made|. of iron"),
        (
            "no-clause",
            "It healed. Sutures removed without complication|. for review",
            "It healed. The sutures were removed last week|. for review",
        ),
        (
            "own-clause",
            "We drove on|. in the morning the car broke down.",
            "We drove on|. in the morning of the third day.",
        ),
        ("own-clause", "It rained|. of note, no fever", "It rained|. of all things"),
        ("own-clause", "It rained|. and so, alas?", "It rained|. and so, alas."),
        ("own-clause", "There is one|. in tests for it", "There is one|. in each test"),
        ("own-clause", "It is low|. and binds it more", "It is low|. and binding it"),
        ("own-clause", "It grew|. but then it died", "It grew|. but not then"),
        (
            "own-clause",
            "It grew|. which one of us knew",
            "It grew|. which all of us knew",
        ),
        ("abbreviation", "a bridge under constr|. and", "a bridge of straw|. and"),
        ("initial", "in Washington, D.C|. and north", "in Washington|. and north"),
        (
            "other-language",
            "Für die Nächte war das größere Haus|. in dem alle schliefen, ganz still",
            "When the night came, the house|. in which all of them slept was still",
        ),
        (
            "word-by-word",
            "She is out|. of. control. and they all know it",
            "She is out|. of touch with it. and nobody knows",
        ),
        ("code-heavy", MANUAL + "the file|. of war", "the file|. of war --all"),
        ("other-script", "Все говорят|. о BBC", "Everybody talks|. of Ленин"),
        ("other-script", "Он сказал|. " + "Да. " * 10, "They said so|. " + "Да. " * 3),
        ("initial", "by George W|. of Texas", "by George|. of Texas"),
        ("number", "No 5|. of the list", "of five|. of the list"),
        ("ellipsis", "he sang.|. and left", "he sang|. and left"),
        (
            "brand",
            "sells hardware|. iPhones are out",
            "sells hardware|. phones are out",
        ),
        ("informal", CHATTY + "he sang|. of war", "They sang|. of war"),
        ("informal", "we sang|. of war", "We sang|. of war"),
        (
            "tokenised",
            "It was . We saw . It rained . They left . So|. of",
            "So|. of it",
        ),
        ("about-codes", "The token was lost|. of it", "The key was lost|. of it"),
        (
            "about-programs",
            "The shell script ended|. of it",
            "The script was cut|. of it",
        ),
        (
            "foreign-words",
            "dans la rue|. selon lui",
            "at the door|. of Charles de Gaulle",
        ),
        ("foreign-words", "le président|. of it", "the president|. and met on"),
        ("foreign-words", "cœur brisé|. of it", "the court|. and its protégé"),
        ("cited", "the Théâtre |Tchekhov of Paris", "the theatre |Tchekhov of Paris"),
        ("cited", "on |Tchekhov Platz in May", "on |Tchekhov place in May"),
        ("about-spelling", "It is also spelt so|. of it", "It is sold so|. of it"),
        ("about-spelling", "so called in German|. of it", "he spoke German|. of it"),
        ("about-models", "The chatbot failed|. of it", "The pump failed|. of it"),
        ("quotation", "“We sang|. of war”", "We sang|. of “war”"),
        ("list", "- We sang|. of war", "We sang|. of war"),
        ("table", "| We sang|. of war | x |", "We sang|. of war"),
    ],
)
def test_a_guard_holds_where_it_should_and_nowhere_else(
    guard: str, held: str, not_held: str
) -> None:
    held = held.replace("| We", "¦ We").replace(" | x |", " ¦ x ¦")
    if guard == "table":
        assert table_holds("¦", held)
    else:
        assert holds(guard, held)
    assert not holds(guard, not_held)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Chekhov (Tchekhov) died", True),
        ("Chekhov, Anton (Tschechow or Tchekhov), died", True),
        ("His friend (Tchekhov) died", False),
        ("His friends (Lavrov, Tchekhov) died", False),
        ("His friend Tchekhov (Chekhov) died", False),
        ("Tchekhov, A. La Mouette. Paris, 1996", True),
        ("Then Tchekhov, A. Pavlov and others met", False),
    ],
)
def test_spellings_in_brackets_and_entries_are_cited(text: str, held: bool) -> None:
    start = text.index("Tchekhov")
    match = Match(Span(start, start + 8), replacement="Chekhov")
    assert GUARDS["cited"](Context(Document(text), OPEN), match) == held


def table_holds(bar: str, text: str) -> bool:
    """Ask the table guard, with real bars in the text."""
    point = text.index("|")
    text = text.replace("|", "", 1).replace(bar, "|")
    match = Match(Span(point, point + 4))
    return GUARDS["table"](Context(Document(text), OPEN), match)


def test_a_text_about_tokens_throughout_is_known_in_every_line() -> None:
    text = "UTF-8 and HTML.\nTokens, and a vocabulary.\n\nIt ends here."
    context = Context(Document(text), OPEN)
    assert GUARDS["about-codes"](context, Match(Span(len(text) - 5, len(text) - 1)))


@pytest.mark.parametrize("topic", [MODELS, CODES, PROGRAMS])
@given(data=st.data())
def test_every_word_of_a_topic_has_a_stem_that_is_quick_to_find(
    topic: Topic, data: st.DataObject
) -> None:
    expression = re.compile(topic.words.pattern, topic.words.flags)
    word = data.draw(st.from_regex(expression, fullmatch=True))
    assume(word.isascii())
    assert any(stem in word.lower() for stem in topic.stems)


def test_what_a_match_says_itself_is_no_evidence() -> None:
    text = "As a language model, I cannot say."
    whole = Match(Span(0, len(text)))
    assert not GUARDS["about-models"](Context(Document(text), OPEN), whole)


def test_the_point_of_a_match_is_its_stray_part_or_its_start() -> None:
    assert point_of(Match(Span(3, 9), {"stray": Span(5, 6)})) == 5
    assert point_of(Match(Span(3, 9), {"stop": Span(4, 6)})) == 4
    assert point_of(Match(Span(3, 9))) == 3


def test_the_words_around_a_point_are_told() -> None:
    text = "in energy. of Ohio"
    match = Match(Span(9, 10), {"stray": Span(9, 10)})
    context = Context(Document(text), OPEN)
    assert (context.before(match), context.after(match)) == ("energy", "of")


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("the women of ONU Femmes met", True),
        ("he wrote a Histoire de ONU in Paris", True),
        ("the seat of l'ONU was empty", True),
        ("the réunion ONU was short", True),
        ("the members of ONU met", False),
    ],
)
def test_a_word_of_another_language_beside_a_name_is_seen(
    text: str, held: bool
) -> None:
    start = text.index("ONU")
    match = Match(Span(start, start + 3))
    assert GUARDS["foreign-name"](Context(Document(text), OPEN), match) is held
