"""Documents are compared: a rare form is found against the usual one of the others."""

from __future__ import annotations

import json
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from linter.cli import main
from linter.corpus import compared
from linter.corpus.tallies import Tally
from linter.corpus.verdicts import is_minority
from linter.model import Document, Safety
from linter.ruleset import Ruleset

USUAL = "In May {0} said this. Then {0} said that. Later {0} and his wife left.\n"
NAMES = Ruleset.load().select(["consistency/name"])


def found(rare: str, *others: str) -> list[str]:
    """Return what is found in the first of some documents."""
    texts = (rare, *others)
    documents = [Document(text, Path(f"{n}.txt")) for n, text in enumerate(texts)]
    here, *there = compared(NAMES, documents)
    assert not any(there)
    return [finding.span.of(rare) for finding in here]


def write(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        path = folder / f"{name.replace('__', '/')}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def usual(folder: Path, name: str = "Manturov", count: int = 4) -> Path:
    return write(folder, **{f"u{n}": USUAL.format(name) for n in range(count)})


def check(folder: Path, *words: str, code: int | None = None) -> list[dict[str, Any]]:
    """Run ``mtlint check``; return the rows of its report."""
    with chdir(folder):
        args = ["check", "--format", "jsonl", "--no-config", *words]
        result = CliRunner().invoke(main, args)
    assert result.exception is None or isinstance(result.exception, SystemExit), result
    assert code is None or result.exit_code == code, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


USUALLY = [USUAL.format("Manturov")] * 4


def test_a_rare_spelling_is_found_against_the_usual_one() -> None:
    assert found("He met Mantourov there.", *USUALLY) == ["Mantourov"]


def test_a_surname_is_not_respelt_unasked_where_somebody_else_bears_it() -> None:
    others = [Document(USUAL.format("Lavrov"), Path(f"{n}.txt")) for n in range(10)]
    stranger = Document("Otto Lawrow came. In May Lawrow left.", Path("a.txt"))
    alone = Document("In May Lawrow left.", Path("b.txt"))
    first, second, *_ = compared(NAMES, [stranger, alone, *others])
    assert [finding.fix and finding.fix.safety for finding in (*first, *second)] == [
        Safety.SUGGESTED,
        Safety.SAFE,
    ]


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("He met Mantourov.", [USUAL.format("Manturov")]),  # in one document
        ("He met Mantourov. " * 2, USUALLY),  # 12 of 14 are not nine in ten
        ("He met Mantourov and Manturov.", USUALLY),  # its own document tells
        ("He met Otto Mantourov.", [*USUALLY, "Then Mikhail Manturov left."]),
        ("He met Mantourov Petrov.", USUALLY),  # a given name
        ("He met Manturovs and Manturova.", USUALLY),  # inflection
        ("A mantourov is a Mantourov.", USUALLY),  # a word
        ("See https://example.org/Mantourov now.", USUALLY),  # an address
        ("He met Fischer.", [USUAL.format("Fisher")] * 4),  # two names
    ],
)
def test_what_may_be_another_name_is_left_alone(text: str, others: list[str]) -> None:
    assert found(text, *others) == []


def test_a_given_name_that_the_usual_form_has_too_is_no_objection() -> None:
    others = [USUAL.format("Mikhail Manturov")] * 4
    assert found("He met Mikhail Mantourov.", *others) == ["Mantourov"]
    assert found("He met M. Mantourov.", *others) == ["Mantourov"]
    assert found("He met P. Mantourov.", *others) == []


@pytest.mark.parametrize(
    ("mine", "other", "is_rare"),
    [
        *(((1, 1), (9, 2), True), ((1, 1), (8, 2), False), ((1, 1), (9, 1), False)),
        *(((2, 2), (18, 2), False), ((2, 2), (18, 3), True), ((0, 0), (4, 4), False)),
    ],
)
def test_nine_in_ten_and_more_documents_make_a_form_the_usual_one(
    mine: tuple[int, int], other: tuple[int, int], is_rare: bool
) -> None:
    assert is_minority(Tally(*mine), Tally(*other)) is is_rare


def test_it_yields_to_a_rule_that_needs_no_other_document(tmp_path: Path) -> None:
    for number in range(4):
        write(tmp_path, **{f"u{number}": USUAL.format("Mishustin")})
    write(tmp_path, a="They met Mishoustine.\n")
    *rows, _ = check(tmp_path, ".", code=1)
    assert [row["rule"] for row in rows] == ["names/foreign-spelling"]
    *rows, _ = check(tmp_path, ".", "--ignore", "names", code=1)
    assert [row["rule"] for row in rows] == ["consistency/name"]


def test_it_yields_to_no_rule_that_is_off_for_the_document(tmp_path: Path) -> None:
    for number in range(4):
        write(tmp_path, **{f"u{number}": USUAL.format("Mishustin")})
    write(tmp_path, a="They met Mishoustine.\n")
    (tmp_path / "mtlint.toml").write_text(
        '[[per-path]]\npaths = ["a.txt"]\nignore = ["names/foreign-spelling"]\n'
    )
    with chdir(tmp_path):
        result = CliRunner().invoke(main, ["check", "--format", "jsonl", "."])
    *rows, _ = map(json.loads, result.stdout.splitlines())
    assert [row["rule"] for row in rows] == ["consistency/name"]


def test_a_folder_is_compared_when_all_of_it_is_read(tmp_path: Path) -> None:
    write(usual(tmp_path), a="On 1 May they met Mantourov.\n")
    *rows, summary = check(tmp_path, ".", code=1)
    assert [(row["path"], row["text"], row["rule"]) for row in rows] == [
        ("a.txt", "Mantourov", "consistency/name")
    ]
    assert summary["documents"] == 5
    told = [(one["message"], one["path"]) for one in rows[0]["related"]]
    assert told[0] == ("“Manturov” 12 times in 4 documents, first here", "u0.txt")
    assert ("“Mantourov” once in 1 document, first here", "a.txt") in told
    assert rows[0]["fix"]["safety"] == "safe"


def test_one_document_is_not_compared(tmp_path: Path) -> None:
    write(usual(tmp_path), a="On 1 May they met Mantourov.\n")
    assert len(check(tmp_path, "a.txt", code=0)) == 1


def test_records_are_documents(tmp_path: Path) -> None:
    texts = [*USUALLY, "They met Mantourov."]
    lines = [json.dumps({"id": f"r{n}", "text": text}) for n, text in enumerate(texts)]
    (tmp_path / "c.jsonl").write_text("\n".join(lines) + "\n")
    row, summary = check(tmp_path, "c.jsonl")
    assert (row["record"], row["record_line"], row["text"]) == ("r4", 5, "Mantourov")
    assert summary["documents"] == 5
    assert "record on line 1" in row["related"][0]["message"]


def test_the_number_of_processes_changes_nothing(tmp_path: Path) -> None:
    for n in range(30):
        write(usual(tmp_path / f"f{n:02}"), rare="On 1 May they met Mantourov.\n")
    alone = check(tmp_path, ".", "--jobs", "1")
    assert check(tmp_path, ".", "--jobs", "2") == alone
    assert [row["path"] for row in alone[:-1]] == [
        f"f{n:02}/rare.txt" for n in range(30)
    ]


def test_what_is_cached_is_compared_like_what_is_read(tmp_path: Path) -> None:
    filler = "Nothing is wrong with this sentence at all.\n" * 30_000
    write(usual(tmp_path), a="They met Mantourov.\n", filler=filler)
    first = check(tmp_path, ".")
    assert [row.get("text") for row in first] == ["Mantourov", None]
    assert check(tmp_path, ".") == first
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    moved = check(tmp_path, ".")
    assert [row.get("path") for row in moved] == ["b.txt", None]
    assert moved[0]["related"][-1]["path"] == "b.txt"


def test_it_can_be_left_out_and_given_a_severity(tmp_path: Path) -> None:
    write(usual(tmp_path), a="They met Mantourov.\n")
    assert len(check(tmp_path, ".", "--ignore", "consistency")) == 1
    assert len(check(tmp_path, ".", "--select", "punctuation")) == 1
    assert len(check(tmp_path, ".", "--select", "consistency")) == 2
    (tmp_path / "mtlint.toml").write_text('[severities]\nconsistency = "error"\n')
    with chdir(tmp_path):
        result = CliRunner().invoke(main, ["check", ".", "--format", "concise"])
    assert "error consistency/name" in result.stdout


def test_comments_hide_it(tmp_path: Path) -> None:
    usual(tmp_path)
    text = "<!-- mtlint-ignore: consistency -- quoted -->\nThey met Mantourov.\n"
    (tmp_path / "a.md").write_text(text)
    with chdir(tmp_path):
        result = CliRunner().invoke(main, ["check", ".", "--no-config"])
    assert result.exit_code == 0, result.output
    assert "1 finding hidden" in result.stdout
    assert result.stderr == ""


def test_a_baseline_holds_it(tmp_path: Path) -> None:
    write(usual(tmp_path), a="They met Mantourov.\n")
    with chdir(tmp_path):
        CliRunner().invoke(main, ["baseline", "write", ".", "--no-config"])
        known = ["check", ".", "--no-config", "--baseline", "mtlint-baseline.jsonl"]
        assert CliRunner().invoke(main, known).exit_code == 0
        write(tmp_path, b="They saw Mantourov. ")
        usual(tmp_path, count=9)
        again = CliRunner().invoke(main, [*known, "--format", "concise"])
    assert again.exit_code == 1
    assert "b.txt:1:10" in again.stdout
    assert "a.txt" not in again.stdout


@pytest.mark.parametrize(
    "style",
    ["text", "concise", "sarif", "github", "gitlab", "junit", "rdjson", "markdown"],
)
def test_every_report_tells_it(tmp_path: Path, style: str) -> None:
    write(
        usual(tmp_path),
        a="In areas such as coal. , gas and oil they met Mantourov.\n",
    )
    with chdir(tmp_path):
        words = ["check", ".", "--no-config", "--format", style]
        result = CliRunner().invoke(main, words)
    assert result.exit_code == 1, result.output
    assert "consistency/name" in result.stdout
    if style == "junit":
        assert 'tests="2" failures="1"' in result.stdout
        assert "4 documents without findings" in result.stdout


def fix(folder: Path, *words: str, stdin: str | None = None) -> str:
    with chdir(folder):
        args = ["fix", "--no-config", "--exit-zero", *words]
        result = CliRunner().invoke(main, args, input=stdin)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_safe_fixes_are_made_in_a_folder_others_on_request(
    tmp_path: Path, jobs: str
) -> None:
    texts = usual(tmp_path / "texts")
    write(texts, a="They met Mantourov. The doctor Purjasev left.\n")
    write(texts, **{f"p{n}": USUAL.format("Puryasev") for n in range(4)})
    fix(tmp_path, "texts", "--output", "safe", "--jobs", jobs)
    text = (tmp_path / "safe/a.txt").read_text()
    assert text == "They met Manturov. The doctor Purjasev left.\n"
    fix(tmp_path, "texts", "--output", "all", "--suggested", "--jobs", jobs)
    text = (tmp_path / "all/a.txt").read_text()
    assert text == "They met Manturov. The doctor Puryasev left.\n"
    assert fix(texts, "a.txt", "--diff") == ""


def test_an_index_serves_fixes_too(tmp_path: Path) -> None:
    usual(tmp_path)
    with chdir(tmp_path):
        CliRunner().invoke(main, ["index", "build", ".", "--no-config"])
    index = ("--index", "mtlint-index.sqlite")
    text = "They met Mantourov there.\n"
    assert fix(tmp_path, "-", *index, stdin=text) == "They met Manturov there.\n"
    write(tmp_path, new=text)
    assert "+They met Manturov there." in fix(tmp_path, "new.txt", "--diff", *index)


def test_what_the_house_accepts_is_left_alone(tmp_path: Path) -> None:
    write(usual(tmp_path), a="They met Mantourov.\n")
    (tmp_path / "mtlint.toml").write_text('[names]\naccepted = ["Mantourov"]\n')
    with chdir(tmp_path):
        assert CliRunner().invoke(main, ["check", "."]).exit_code == 0


def test_more_than_fits_in_memory_is_not_compared_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(usual(tmp_path), a="They met Mantourov.\n")
    monkeypatch.setattr("linter.cli.comparing.MOST_FORMS", 1)
    for command in ("check", "fix"):
        words = ["--no-config", *(["--diff"] if command == "fix" else []), "."]
        with chdir(tmp_path):
            result = CliRunner().invoke(main, [command, *words])
        assert "documents are not compared: they have more than" in result.stderr
        assert "Mantourov" not in result.stdout
