"""What speaks for a machine, what speaks for people, and what comes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from linter.cli import main
from linter.describing import read_rates
from linter.evidence import Scales, density
from linter.model import Document, Evidence
from linter.rule import Rule
from linter.ruleset import Ruleset

RULES = Ruleset.load()
SCALES = Scales(RULES)
PLAIN = "The road to the port was opened in May, and the bridge was mended after it. "
PROOF = "It was <unk> and cheap. "
SIGN = "The bus leaves at 10: 30 today. "
OTHER_SIGN = "They want support and support. "
SLIP = "He went to the the port. "
DOUBLED = "The plan plan was new.\n"


def points(text: str) -> float:
    return SCALES.weigh(Document(text)).points


def run(*arguments: str | Path, text: str | None = None) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments), "--no-config"], input=text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PLAIN, 0),
        (PROOF, 2),
        (SIGN, 1),
        (SIGN + SIGN, 1),
        (SIGN + OTHER_SIGN, 2),
        (SIGN + SLIP, 0),
        (PROOF + SLIP, 1),
        (PROOF + PLAIN * 250, 0.5),
        (PROOF * 9 + PLAIN * 250, 2),
    ],
)
def test_points_add_up_by_rule_and_grow_thin_in_long_texts(
    text: str, expected: float
) -> None:
    assert points(text) == pytest.approx(expected, rel=0.05)


def test_a_writer_without_capitals_is_no_machine() -> None:
    text = "we went home. it was late. then we ate. so what. i liked it. no idea. "
    assert points(text) == -1
    assert points(text + PROOF) == 1


def test_one_proof_is_enough_and_one_sign_is_not() -> None:
    assert SCALES.weigh(Document(PROOF)).confident
    assert not SCALES.weigh(Document(SIGN)).confident
    assert density(1, 0) == 1


ONE_FINDING = 0.18  # per 100,000 of the 560,000 words of human translation
MEASURED = [rule for rule in RULES.rules if rule.evidence]


@pytest.mark.parametrize("rule", MEASURED, ids=lambda rule: rule.id)
def test_what_a_rule_says_of_the_writer_is_what_was_measured(rule: Rule) -> None:
    rates = read_rates()[rule.id]
    machine, human, clean = map(float, (rates.machine, rates.human, rates.clean))
    if rule.evidence is Evidence.PROOF:
        assert human == clean == 0
    elif rule.evidence is Evidence.SIGN:
        assert max(human, clean) <= ONE_FINDING or machine >= 10 * max(human, clean)
    else:
        assert max(human, clean) >= 3 * machine


@pytest.mark.parametrize("rule", MEASURED, ids=lambda rule: rule.id)
def test_no_good_text_of_a_rule_is_evidence_of_it(rule: Rule) -> None:
    own = Scales(Ruleset((rule,)))
    assert [one for one in rule.good if own.weigh(one.document).found] == []


def test_nothing_is_weighed_unless_somebody_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(PROOF, encoding="utf-8")
    monkeypatch.setattr(Scales, "__init__", None)
    assert run("check", tmp_path).exit_code == 1
    assert run("fix", "--suggested", "--diff", tmp_path).exit_code == 1
    assert isinstance(run("check", "-v", tmp_path).exception, TypeError)


def test_every_document_has_a_line_clean_ones_too(tmp_path: Path) -> None:
    for name, text in (("a", PROOF), ("b", PLAIN), ("c", SIGN + SLIP)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    lines = run("check", "--verbose", tmp_path).output.splitlines()
    told = [line.removeprefix(f"{tmp_path}/") for line in lines if "evidence" in line]
    assert told == [
        "a.txt: evidence 2.0 (confident): tokens/unknown-token 1",
        "b.txt: evidence 0.0: none",
        "c.txt: evidence 0.0: punctuation/split-time 1, "
        "repetition/doubled-function-word 1",
    ]


def test_json_lines_have_an_object_a_record_before_the_summary(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    records = [{"id": "x", "text": PROOF}, {"id": "y", "text": PLAIN}]
    file.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    output = run("check", "-v", "--format", "jsonl", file).stdout
    rows = [json.loads(line) for line in output.splitlines()]
    assert [row["type"] for row in rows] == [
        *("finding", "document", "document", "summary"),
    ]
    assert rows[1] == {
        "type": "document",
        "schema": 1,
        "path": str(file),
        "record": "x",
        "words": 5,
        "evidence": {
            "points": 2,
            "confident": True,
            "found": {"tokens/unknown-token": 1},
            "informal": False,
        },
        "record_line": 1,
    }
    assert [rows[2]["record"], rows[2]["evidence"]["points"]] == ["y", 0]


def test_standard_input_is_weighed_too() -> None:
    assert "evidence 2.0 (confident)" in run("check", "-v", "-", text=PROOF).output


def test_what_is_selected_has_no_say_but_what_is_ignored_has(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROOF, encoding="utf-8")
    chosen = run("check", "-v", "--select", "names", tmp_path).output
    assert "evidence 2.0 (confident): tokens/unknown-token 1" in chosen
    ignored = run("check", "-v", "--ignore", "tokens", tmp_path).output
    assert "evidence 0.0: none" in ignored


def test_formats_that_cannot_tell_it_refuse() -> None:
    refused = run("check", "-v", "--format", "sarif", "-", text=PLAIN)
    assert refused.exit_code == 2
    assert "--verbose is for the formats text and jsonl" in refused.output


@pytest.mark.parametrize(
    ("option", "fixed"),
    [
        ("--suggested=confident", {"machine.txt"}),
        ("--suggested=all", {"machine.txt", "human.txt"}),
        ("--suggested", {"machine.txt", "human.txt"}),
    ],
)
def test_suggested_fixes_are_made_in_the_documents_that_were_asked_for(
    option: str, fixed: set[str], tmp_path: Path
) -> None:
    given = {"machine.txt": PROOF + DOUBLED, "human.txt": SIGN + DOUBLED}
    for name, text in given.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    # The option stands before a path, and takes none for its value.
    assert run("fix", "--in-place", option, tmp_path).exit_code == 1
    changed = {n for n in given if "plan plan" not in (tmp_path / n).read_text()}
    assert changed == fixed


def test_no_other_value_of_suggested_is_taken(tmp_path: Path) -> None:
    refused = run("fix", "--diff", "--suggested=sure", tmp_path)
    assert refused.exit_code == 2
    assert "'sure' is not one of 'all', 'confident'" in refused.output
