"""A mistake in a rule file is one line that names file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.errors import RuleError
from linter.model import Document, Safety, Severity
from linter.rulefile import read_packs
from linter.ruleset import Ruleset

RULE = """\
summary  = "Two dots."
message  = "“{match}” is one dot too many."
severity = "warning"
why      = "A text of the test."

[match]
kind  = "pattern"
regex = '(?<=[a-z])(?P<dot>\\.)\\.(?!\\.)'

[fix]
delete = "dot"
safety = "suggested"

[[bad]]
text  = "The end.. Or not"
fixed = "The end. Or not"

[[good]]
text = "The end..."
"""


def pack(folder: Path, rule: str = RULE, head: str = 'summary = "Mine."\n') -> Path:
    mine = folder / "packs" / "mine"
    mine.mkdir(parents=True)
    (mine / "pack.toml").write_text(head, encoding="utf-8")
    (mine / "two-dots.toml").write_text(rule, encoding="utf-8")
    return mine.parent


def problem(folder: Path) -> str:
    with pytest.raises(RuleError) as caught:
        _ = Ruleset.load([folder], builtin=False).engine
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_a_users_pack_is_read_by_the_same_code(tmp_path: Path) -> None:
    rules = Ruleset.load([pack(tmp_path)])
    (finding,) = rules.select(["mine"]).scan(Document("The end.. Or not"))
    assert finding.rule == "mine/two-dots"
    assert finding.message == "“..” is one dot too many."
    assert finding.severity is Severity.WARNING


def test_one_pack_can_be_named_itself(tmp_path: Path) -> None:
    (rule,) = read_packs(pack(tmp_path) / "mine")
    assert rule.id == "mine/two-dots"


def test_languages_and_default_come_from_the_pack_unless_the_rule_says(
    tmp_path: Path,
) -> None:
    head = 'summary = "x"\nlanguages = ["en"]\nenabled = false\n'
    (rule,) = read_packs(pack(tmp_path, RULE, head))
    assert rule.languages == ("en",)
    assert not rule.enabled


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('severity = "warning"', 'severity = "bad"', "severity: 'bad' is not one of"),
        ("summary ", "sumary ", "sumary: unknown key; did you mean 'summary'?"),
        ('kind  = "pattern"', "", "match: kind: is missing"),
        ('kind  = "pattern"', 'kind = "patern"', "'patern' is not one of"),
        ("delete", "delte", "delte: unknown key; did you mean 'delete'?"),
        ("[a-z])(?P", "[a-z)(?P", "match.regex: no ']'"),
        ("(?P<dot>", "(?R)(?P<dot>", "match.regex: unsupported group"),
        ("regex =", "regexp =", "match.regexp: unknown key; did you mean 'regex'?"),
        (
            "regex =",
            "unless = ['abreviation']\nregex =",
            "did you mean 'abbreviation'?",
        ),
        (
            "regex =",
            "in = {nope = 'x'}\nregex =",
            "match.in: the expression has no group",
        ),
        ("[[good]]", "[[god]]", "god: unknown key; did you mean 'good'?"),
        (
            '[[good]]\ntext = "The end..."',
            "",
            "good: a rule needs at least one good text",
        ),
        ('safety = "suggested"', "", "fix: safety: is missing"),
        ("delete =", 'transform = "narow"\n#', "did you mean 'narrow'?"),
        ("regex =", "anchor = 'a('\nregex =", "match: no scanner takes it"),
        ("[match]", "[match", "not TOML"),
        ('"Two dots."', "2", "summary: must be a text"),
    ],
)
def test_a_mistake_names_file_and_key(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert old in RULE
    message = problem(pack(tmp_path, RULE.replace(old, new)))
    assert "two-dots.toml" in message
    assert told in message


def test_a_folder_without_a_pack_and_one_that_is_not_there_are_told(
    tmp_path: Path,
) -> None:
    assert "holds no pack" in problem(tmp_path)
    assert "no such folder" in problem(tmp_path / "nowhere")


def test_a_lexicon_that_is_not_there_is_told_when_it_is_needed(tmp_path: Path) -> None:
    rule = RULE.replace("regex =", "in = {dot = 'words'}\nregex =")
    rules = Ruleset.load([pack(tmp_path, rule)], builtin=False)
    with pytest.raises(RuleError, match=r"words\.tsv: no such file"):
        rules.scan(Document("The end.. Or not"))


def test_a_rule_that_comes_twice_is_refused(tmp_path: Path) -> None:
    first, second = pack(tmp_path / "a"), pack(tmp_path / "b")
    with pytest.raises(RuleError, match="mine/two-dots is also in"):
        Ruleset.load([first, second])


def test_a_changed_rule_file_is_read_again(tmp_path: Path) -> None:
    folder = pack(tmp_path)
    assert Ruleset.load([folder], builtin=False).rules[0].summary == "Two dots."
    changed = RULE.replace('"Two dots."', '"Twice a dot."')
    (folder / "mine" / "two-dots.toml").write_text(changed, encoding="utf-8")
    assert Ruleset.load([folder], builtin=False).rules[0].summary == "Twice a dot."


def test_fixing_with_a_users_rule(tmp_path: Path) -> None:
    rules = Ruleset.load([pack(tmp_path)], builtin=False)
    document = Document("The end.. Or not")
    assert rules.fix(document).text == document.text
    assert rules.fix(document, Safety.SUGGESTED).text == "The end. Or not"


def test_a_word_list_is_one_list_for_the_rules_of_all_packs() -> None:
    rules = Ruleset.load()
    own = rules["titles/variant"].lexicon
    other = rules["consistency/title"].lexicon
    assert own is not None
    assert other is not None
    assert own("parties") is other("titles/parties")
