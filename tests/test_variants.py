"""A name in foreign spelling is found beside its English form, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.kinds import Match, TableError
from linter.kinds.variants import Variants, build
from linter.lexicon import Lexicon
from linter.model import Document, Safety, Span

ROOT = Path(__file__).parent.parent
TABLE = {
    "kind": "variants",
    "known": "public-names",
    "ordinary": "ordinary-words",
    "apart": "two-names",
    "before": "before-names",
}


def open_lexicon(name: str) -> Lexicon:
    path = ROOT / "rules" / "names" / "lexicons" / f"{name}.tsv"
    return Lexicon(name, lambda: path.read_text(encoding="utf-8"))


MATCHER: Variants = build(TABLE, open_lexicon)


def found(text: str, regions: list[Span] | None = None) -> list[Match]:
    whole = [Span(0, len(text))]
    return list(MATCHER.find(Document(text), whole if regions is None else regions))


def rare_and_common(text: str) -> list[tuple[str, str | None]]:
    return [(match.span.of(text), match.replacement) for match in found(text)]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Mishustin spoke. Mishoustine left.", [("Mishoustine", "Mishustin")]),
        ("Mishoustine spoke. Mishustin left.", [("Mishoustine", "Mishustin")]),
        ("Lavrov, Lavrov, Lawrow’s plane.", [("Lawrow", "Lavrov")]),
        (
            "Lukashenko, Lukashenko. Loukachenko met Lukaschenko.",
            [("Loukachenko", "Lukashenko"), ("Lukaschenko", "Lukashenko")],
        ),
        (
            "Tokayev, Tokayev, Tokayev. Tokaïev and Tokaïev.",
            [("Tokaïev", "Tokayev"), ("Tokaïev", "Tokayev")],
        ),
        (
            "Mikhail Mishustin came. Mikhaïl Mishoustine went.",
            [("Mishoustine", "Mishustin")],
        ),
        (
            "Mikhail Mishustin came. Prime Minister Mishoustine went.",
            [("Mishoustine", "Mishustin")],
        ),
        (
            "M. Mishustin came. Mikhail Mishoustine went.",
            [("Mishoustine", "Mishustin")],
        ),
        (
            "When Mishustin came, Mikhail Mishoustine went.",
            [("Mishoustine", "Mishustin")],
        ),
        ("From Tashkent to Tachkent.", [("Tachkent", "Tashkent")]),
        ("He saw Putin.\nPoutine left\nPutin.", [("Poutine", "Putin")]),
        ("Šojgu met Shojgu, Shoigu and Shoigu.", [("Šojgu", "Shoigu")]),
    ],
)
def test_the_rarer_form_is_found(text: str, pairs: list[tuple[str, str]]) -> None:
    assert [p for p in rare_and_common(text) if p[0] != "Shojgu"] == pairs


@pytest.mark.parametrize(
    "text",
    [
        "Mishoustine spoke. Mishoustine left.",
        "Mishoustine and Mishoustine. Mishustin was there once.",
        "Mishustin spoke; mishoustine is a word. Mishoustine left.",
        "MISHOUSTINE MET MISHUSTIN",
        "Sergei Mishustin came. Mikhail Mishoustine went.",
        "Pyotr Lavrov met Otto Lawrow. Lavrov left.",
        "Sergei Lavrov and Sergueï Choïgou met.",
        "Lavrov, Lavrova, Lavrovs.",
        "Sergei and Sergey; Yevgeni and Evgeny.",
        "Erdogan and Erdoğan; Hradec and Hrádek; Lukasz and Łukasz.",
        "Fisher and Fischer. Burke and Bourke. Michel and Mitchell. Irvin and Irvine.",
        "Johannes met Yohannes. Julia met Yulia. Andrej met Andrei.",
        "Busch and Bush. Lee and Li. Rice and Ryce. Moore and More.",
        "Shanghai, Shanghai and Changhai. Kaiyang and Kaijiang. Ishii and Ichii.",
        "The Ministry and the Minister. Shanshan was in Shanghai.",
        "Should the House vote? Shuld, Huse, Suth and South.",
        "English, English and Englishman. March and Marsh. Welch and Welsh.",
        "Mishustin, @Mishoustine, #Mishoustine, mishoustine.example/Mishoustine",
        "Turin and the Turins. Gandhi and Gandhiji.",
        "Morawiecki met Moravetsky and Moravetsky.",
        "Borisov and Borisov spoke with Borissov.",
        "",
        "no capitals at all",
    ],
)
def test_nothing_is_found(text: str) -> None:
    assert rare_and_common(text) == []


def test_the_seeds_show_one_respelt_name_and_the_official_text_none() -> None:
    dirty = (ROOT / "seeds" / "002_3eee78afa67e2e0f.txt").read_text("utf-8")
    clean = (ROOT / "seeds" / "000_bf30e21cd431873d.txt").read_text("utf-8")
    (match,) = found(dirty)
    assert match.span == Span(3709, 3720)
    assert (match.replacement, match.safety) == ("Mishustin", Safety.SAFE)
    assert found(clean) == []


def test_a_finding_says_how_often_the_other_form_occurs_and_where_first() -> None:
    text = "Here is Mishustin. Mishustin again. Now Mishoustine."
    (match,) = found(text)
    assert match.values == {
        "common": "Mishustin",
        "scheme": "French",
        "times": "2 times",
    }
    (related,) = match.related
    assert related.message == "“Mishustin” 2 times, first here"
    assert related.span == Span(8, 17)


@pytest.mark.parametrize(
    ("text", "safety"),
    [
        ("Mishustin, Mishustin, Mishoustine.", Safety.SAFE),
        ("Sergei Lavrov, Lavrov. Then Sergei Lawrow.", Safety.SAFE),
        ("Minister Lavrov, Lavrov. Then Otto Lawrow.", Safety.SUGGESTED),
        ("Shostakovich, Shostakovich. The Schostakowitsch Festival.", Safety.SUGGESTED),
        ("Puryasev, Puryasev, Purjasev.", Safety.SUGGESTED),
        ("Lavrov came. Lavrov left. A dentist, one Lawrow, slept.", Safety.SUGGESTED),
        ("Lavrov came. Lavrov left. Lawrow, a dentist, slept.", Safety.SUGGESTED),
        ("Lavrov came. Lavrov left. Lawrow, the minister, slept.", Safety.SAFE),
    ],
)
def test_only_a_spelling_the_press_agrees_on_is_safe(text: str, safety: Safety) -> None:
    assert [match.safety for match in found(text)] == [safety]


def test_no_fix_is_safe_where_the_rare_form_has_a_first_name_of_its_own() -> None:
    text = "The minister Lavrov, Lavrov. Later Otto Lawrow came. Lawrow is a baker."
    assert [match.safety for match in found(text)] == [Safety.SUGGESTED] * 2


def test_spellings_side_by_side_are_a_list_of_them() -> None:
    assert not found("Chekhov wrote. Tschechow, Tchekhov or Chekhov is the heading.")


def test_a_name_with_a_usual_english_spelling_is_never_the_wrong_one() -> None:
    assert "Zourabichvili" in MATCHER.known
    assert found("Zourabishvili met Zourabishvili. Zourabichvili left.") == []


@pytest.mark.parametrize(
    "change", [{"known": None}, {"apart": 3}, {"frequency": "public-names"}]
)
def test_a_table_without_its_word_lists_is_refused(change: dict[str, object]) -> None:
    table = {k: v for k, v in {**TABLE, **change}.items() if v is not None}
    with pytest.raises(TableError):
        build(table, open_lexicon)


def test_the_word_lists_agree_with_each_other() -> None:
    apart = [set(pair) for pair in MATCHER.two_names]
    assert all(len(pair) == 2 for pair in apart)
    assert not MATCHER.known.words & MATCHER.ordinary.words
    assert all(len(name) >= 5 for name in MATCHER.known.words)


PIECES = st.sampled_from(
    "Mishustin Mishoustine Mikhail Mikhaïl Sergei Lavrov Lawrow lavrov Putin Poutine"
    " Šojgu Shoigu . , 's ’s the President \n @ - Nekrassov Nekrasov é".split(" ")
)


@given(st.lists(PIECES, max_size=40))
def test_every_occurrence_is_found_and_mending_them_leaves_none(
    pieces: list[str],
) -> None:
    text = " ".join(pieces)
    matches = found(text)
    spans = [match.span for match in matches]
    assert spans == sorted(set(spans))
    for match in reversed(matches):
        span = match.span
        assert match.replacement
        text = text[: span.start] + match.replacement + text[span.end :]
    mended = {match.replacement for match in matches}
    assert not mended & {match.replacement for match in found(text)}
