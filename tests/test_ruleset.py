"""Rules are chosen by id, pack, alias and severity."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter import caching
from linter.errors import UnknownRuleError
from linter.model import Document, Severity
from linter.ruleset import Ruleset

RULES = Ruleset.load()
STRAY = Document("areas such as energy. , aerospace and more")


def ids(rules: Ruleset) -> set[str]:
    return {rule.id for rule in rules.rules}


def test_a_pack_a_rule_and_all_can_be_selected() -> None:
    one = RULES.select(["tokens", "punctuation/period-before-comma"])
    assert "punctuation/period-before-comma" in ids(one)
    assert {rule.pack for rule in one.rules} == {"tokens", "punctuation"}
    assert ids(RULES.select(["all"])) == ids(RULES)


def test_what_is_ignored_goes_even_if_it_was_selected() -> None:
    left = RULES.select(["tokens"], ["tokens/unknown-token"])
    assert "tokens/unknown-token" not in ids(left)


def test_by_default_rules_that_are_off_and_too_mild_do_not_run() -> None:
    default = RULES.select(at_least=Severity.WARNING)
    assert default.rules
    assert all(rule.enabled for rule in default.rules)
    assert all(rule.severity is not Severity.INFO for rule in default.rules)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        (
            "punctuation/period-before-coma",
            "did you mean 'punctuation/period-before-comma'?",
        ),
        ("period-before-comma", "did you mean 'punctuation/period-before-comma'?"),
        ("tokns", "did you mean 'tokens'?"),
        ("zzzzzzzz", "'mtlint rules list' shows all"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest_one(name: str, hint: str) -> None:
    with pytest.raises(UnknownRuleError) as caught:
        RULES.select([name])
    assert hint in str(caught.value)


def test_severities_can_be_changed_and_the_rule_beats_its_pack() -> None:
    changed = RULES.with_severities(
        {"tokens": "info", "tokens/unknown-token": "error", "encoding": "off"}
    )
    assert changed["tokens/unknown-token"].severity is Severity.ERROR
    assert changed["tokens/special-token"].severity is Severity.INFO
    assert not any(rule.pack == "encoding" for rule in changed.rules)


def test_a_cache_that_is_damaged_foreign_or_away_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MTLINT_CACHE_DIR", str(tmp_path))
    expected = Ruleset.load().scan(STRAY)
    files = list(tmp_path.iterdir())
    assert len(files) == 2
    for damage in (b"", b"foreign", caching.MAGIC + b"0" * 40):
        for file in files:
            file.write_bytes(damage)
        assert Ruleset.load().scan(STRAY) == expected
    whole = {file: file.read_bytes() for file in files}
    for file, data in whole.items():
        file.write_bytes(data[: len(data) // 2])
    assert Ruleset.load().scan(STRAY) == expected
    monkeypatch.setenv("MTLINT_CACHE_DIR", str(tmp_path / "file"))
    (tmp_path / "file").write_text("not a folder")
    assert Ruleset.load().scan(STRAY) == expected
    monkeypatch.setenv("MTLINT_CACHE_DIR", "")
    assert Ruleset.load().scan(STRAY) == expected


def test_of_a_cache_file_that_is_cut_anywhere_nothing_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "kept.bin"
    caching._write(path, b"head", [b"one", b"another"])
    kept, whole = caching._read(path), path.read_bytes()
    assert kept == caching._Kept(memoryview(b"head"), [b"one", b"another"])
    for size in range(len(whole)):
        path.write_bytes(whole[:size])
        assert caching._read(path) is None


def test_a_cached_ruleset_finds_what_a_fresh_one_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MTLINT_CACHE_DIR", str(tmp_path))
    texts = [example.document for rule in RULES.rules for example in rule.bad]
    fresh = [found for _, found in Ruleset.load().scan_all(texts)]
    cached = [found for _, found in Ruleset.load().scan_all(texts)]
    assert cached == fresh
    assert all(fresh[:1])
