"""House style: what a corpus owner wants of names and titles wins over every rule."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from linter.cli import main
from linter.config import load
from linter.errors import ConfigError
from linter.housestyle import completed, house_style, merged
from linter.model import Document
from linter.rule import NO_STYLE, HouseStyle
from linter.ruleset import Ruleset
from linter.settings import SettingError

RULES = Ruleset.load().select(["names", "titles"])
GARBLED = "Treaty of Good Neighborliness and China-Russia Friendly Cooperation"


def style(**told: object) -> HouseStyle:
    return house_style(told)


def found(
    text: str, names: HouseStyle = NO_STYLE, titles: HouseStyle = NO_STYLE
) -> list[tuple[str, str, str | None]]:
    """Return the rule, the text and the replacement of each finding."""
    rules = RULES.with_house_style(names, titles)
    return [
        (
            one.rule,
            one.span.of(text),
            one.fix.edits[0].text if one.fix else None,
        )
        for one in rules.scan(Document(text))
    ]


def test_a_forbidden_form_is_reported_with_its_replacement() -> None:
    told = found("He left Kiev. KIEV is old.", style(forbidden={"Kiev": "Kyiv"}))
    assert told == [
        ("names/forbidden-form", "Kiev", "Kyiv"),
        ("names/forbidden-form", "KIEV", "KYIV"),
    ]
    told = found(
        "the Washington Treaty", titles=style(forbidden={"Washington Treaty": "NAT"})
    )
    assert told == [("titles/forbidden-form", "Washington Treaty", "NAT")]


def test_without_a_house_style_nothing_is_forbidden() -> None:
    assert found("He left Kiev, and signed the Washington Treaty.") == []


def test_what_is_forbidden_is_reported_once() -> None:
    text = "Lukashenko met Lukashenko, and Loukachenko was there."
    ours = [("names/spelling-variant", "Loukachenko", "Lukashenko")]
    assert found(text) == ours
    told = found(text, style(forbidden={"Loukachenko": "Lukashenka"}))
    assert told == [("names/forbidden-form", "Loukachenko", "Lukashenka")]


@pytest.mark.parametrize("form", ["Loukachenko", "Aleksandr Loukachenko"])
def test_an_accepted_form_is_not_reported(form: str) -> None:
    text = "Lukashenko met Lukashenko; Aleksandr Loukachenko was there."
    assert found(text, style(accepted=[form])) == []


def test_an_accepted_title_is_not_reported_with_its_parties_either() -> None:
    text = f"the {GARBLED} and the Organization of Shanghai Cooperation met"
    assert len(found(text)) == 2
    accepted = [GARBLED, "Organization of Shanghai\nCooperation"]
    assert found(text, titles=style(accepted=accepted)) == []
    accepted = ["Treaty of Friendship and Good-Neighborly Cooperation"]
    text = f"the {accepted[0]} between Russia and China"
    assert len(found(text)) == 1
    assert found(text, titles=style(accepted=accepted)) == []


def test_what_is_accepted_says_nothing_of_a_longer_form() -> None:
    text = "the Organization of Shanghai Cooperation met"
    assert len(found(text, titles=style(accepted=["Organization of Shanghai"]))) == 1
    assert (
        len(found(text, style(accepted=["Organization of Shanghai Cooperation"]))) == 1
    )


def test_a_canonical_form_is_what_fixes_offer() -> None:
    text = "Zelensky spoke. Zelensky left. Selenskyj did not."
    assert found(text) == [("names/spelling-variant", "Selenskyj", "Zelensky")]
    wanted = ("names/spelling-variant", "Selenskyj", "Zelenskyy")
    assert found(text, style(canonical={"Zelenskyy": ["Zelensky"]})) == [wanted]
    assert found(text, style(canonical=["Zelenskyy"])) == [wanted]
    assert found(text, style(canonical=["Selenskyj"])) == []


def test_a_message_says_what_the_house_wants() -> None:
    rules = RULES.with_house_style(style(canonical=["Zelenskyy"]), NO_STYLE)
    (finding,) = rules.scan(Document("Zelensky. Zelensky. Selenskyj."))
    assert finding.message.endswith("House style: “Zelenskyy”.")


def test_a_canonical_title_is_registered_and_wins_over_ours() -> None:
    british = (
        "Treaty of Good-Neighbourliness and Friendly Cooperation between China and"
        " Russia"
    )
    ours = style(canonical=[british, "Pact on Ocean Fisheries"])
    assert found(f"the {GARBLED}", titles=ours) == [
        ("titles/not-canonical", GARBLED, british)
    ]
    assert found("the Pact on Fisheries of Oceans", titles=ours) == [
        (
            "titles/not-canonical",
            "Pact on Fisheries of Oceans",
            "Pact on Ocean Fisheries",
        )
    ]
    assert found(f"the {british} and the Pact on Ocean Fisheries", titles=ours) == []


def test_a_forbidden_replacement_of_ours_becomes_what_the_house_wants() -> None:
    text = "the World Organization of Health"
    ours = style(forbidden={"World Health Organization": "WHO"})
    assert found(text, titles=ours) == [("titles/organisation-name", text[4:], "WHO")]


def test_the_plan_of_a_run_depends_on_the_house_style() -> None:
    one, other = style(forbidden={"Kiev": "Kyiv"}), style(forbidden={"Kieff": "Kyiv"})
    plans = {RULES.with_house_style(s, NO_STYLE).fingerprint for s in (one, other)}
    assert len(plans | {RULES.fingerprint}) == 3


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"canonicl": []}, "canonicl: unknown key; did you mean 'canonical'?"),
        ({"accepted": "a"}, "accepted: must be a list of texts, not a text"),
        ({"accepted": [""]}, "accepted: item 1 must be a text, not an empty text"),
        ({"canonical": {"a": "b"}}, "canonical: must be a list of texts, not a text"),
        ({"canonical": 3}, "canonical: must be a table, not a whole number"),
        ({"forbidden": ["a"]}, "forbidden: must be a table, not a list"),
        ({"forbidden": {"": "a"}}, "forbidden: a form must not be empty"),
        (
            {"forbidden": {"a": ""}},
            "forbidden: 'a' needs what to write instead: must not be empty",
        ),
        (
            {"forbidden": {"a": "b"}, "accepted": ["a"]},
            "forbidden: 'a' is also accepted; choose one",
        ),
        (
            {"forbidden": {"a": "b", "b": "c"}},
            "forbidden: 'a' is to become 'b', which is forbidden itself",
        ),
        ({"file": 3}, "file: must be a text, not a whole number"),
    ],
)
def test_a_wrong_table_is_told_with_its_key(
    told: Mapping[str, object], message: str
) -> None:
    with pytest.raises(SettingError) as error:
        house_style(dict(told))
    assert str(error.value) == message


def test_a_file_says_more_and_the_table_wins(tmp_path: Path) -> None:
    file = tmp_path / "names.tsv"
    file.write_text(
        "# house names\nKiev\tforbidden\tKyiv\n\nPeking\tcanonical\tBeijing;Pekin\n"
        "Poutine\taccepted\nBombay\tforbidden\tMumbai\n",
        encoding="utf-8-sig",
    )
    told = style(accepted=["Kiev"], file=str(file))
    assert completed(told) == HouseStyle(
        {"Peking": ("Beijing", "Pekin")},
        ("Poutine", "Kiev"),
        {"Bombay": "Mumbai"},
        file,
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "Kiev\tforbiden\tKyiv",
            "1: 'forbiden' is not canonical, accepted or forbidden",
        ),
        ("Kiev", "1: '' is not canonical, accepted or forbidden behind the form"),
        ("Kiev\tforbidden", "1: forbidden: 'Kiev' needs what to write instead"),
        ("\taccepted", "1: accepted: item 1 must be a text, not an empty text"),
    ],
)
def test_a_wrong_line_of_a_file_is_told_with_its_number(
    tmp_path: Path, line: str, message: str
) -> None:
    file = tmp_path / "names.tsv"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        completed(style(file=str(file)))
    assert str(error.value).startswith(f"{file}:{message}")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    for name, content in (("none.tsv", None), ("latin.tsv", b"Kiew\xfc\taccepted")):
        if content:
            (tmp_path / name).write_bytes(content)
        with pytest.raises(ConfigError, match=name):
            completed(style(file=str(tmp_path / name)))


def test_of_two_styles_the_later_one_wins_form_by_form() -> None:
    below = style(forbidden={"Kiev": "Kyiv"}, accepted=["Odessa"])
    above = style(accepted=["Kiev"], canonical=["Odesa"])
    assert merged(below, above) == HouseStyle(
        {"Odesa": ()}, ("Odessa", "Kiev"), {}, None
    )


def run(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    monkeypatch.chdir(folder)
    return CliRunner().invoke(main, arguments)


def test_settings_are_obeyed_shown_and_inherited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "base.toml").write_text("[names]\nforbidden = { Kiev = 'Kyiv' }\n")
    (tmp_path / "mtlint.toml").write_text(
        "extends = 'base.toml'\n[names]\nfile = 'names.tsv'\n"
        "[titles]\naccepted = ['International Currency Fund']\n"
    )
    (tmp_path / "names.tsv").write_text("Bombay\tforbidden\tMumbai\n")
    (tmp_path / "a.txt").write_text(
        "From Kiev to Bombay, the International Currency Fund was asked for money.\n"
    )
    checked = run(tmp_path, monkeypatch, "check", "a.txt", "--format", "concise")
    assert checked.exit_code == 1
    assert [line.split(": ")[2] for line in checked.output.splitlines()[:-1]] == [
        "House style",
        "House style",
    ]
    shown = run(tmp_path, monkeypatch, "config", "show").output
    assert 'forbidden = { "Kiev" = "Kyiv" }' in shown
    assert f'file = "{tmp_path / "names.tsv"}"' in shown
    loaded = load(tmp_path)
    assert loaded.places["names"] == (tmp_path / "base.toml", tmp_path / "mtlint.toml")


def test_a_fix_on_request_writes_what_the_house_wants(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mtlint.toml").write_text("[names]\nforbidden = { Kiev = 'Kyiv' }\n")
    (tmp_path / "a.txt").write_text("He went from Kiev to Lviv.\n")
    run(tmp_path, monkeypatch, "fix", "a.txt", "--output", "out", "--suggested")
    assert (tmp_path / "out" / "a.txt").read_text() == "He went from Kyiv to Lviv.\n"
