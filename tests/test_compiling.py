"""Expressions are made again out of what was kept of them, and only of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import regex

from linter import caching
from linter.engine.plan import with_code
from linter.kinds import Anchor, compiling
from linter.kinds.compiling import code_of, compiled
from linter.kinds.pattern import Pattern
from linter.matchers import matcher_of
from linter.model import Document, Span
from linter.ruleset import Ruleset

SOURCE = r"(?i)(?P<one>\bÉtat)(?:s|\w{2,3})(?<!x)"


def test_an_expression_made_of_its_code_matches_like_the_first() -> None:
    made, first = compiled(SOURCE, code_of(SOURCE)), regex.compile(SOURCE)
    for text in ("états", "Étatxyz", "État", "les états et ÉTATs"):
        assert [m.spans("one") for m in made.finditer(text)] == [
            m.spans("one") for m in first.finditer(text)
        ]
    assert (made.pattern, made.groupindex) == (first.pattern, first.groupindex)


def test_code_of_something_else_is_not_used() -> None:
    assert compiled("a", code_of("ab")).findall("ab a") == ["a", "a"]


def test_code_of_another_regex_has_another_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = tmp_path / "_regex.so"
    monkeypatch.setattr(compiling, "regex_folders", lambda: (str(tmp_path),))
    names = {caching._code()}
    for content in (b"1", b"12"):
        build.write_bytes(content)
        os.utime(build, (len(content), len(content)))
        names.add(caching._code())
    assert len(names) == 3


def test_what_was_compiled_once_is_matched_without_all_of_regex() -> None:
    program = (
        "import sys; from linter.kinds.compiling import compiled;"
        "print(compiled(sys.argv[1], bytes.fromhex(sys.argv[2])).findall('ab a'));"
        "print(*[name for name in sys.modules if name.startswith('regex')]);"
        "import regex; print(regex.sub(r'(a)', r'\\1\\1', 'ab'))"
    )
    code = code_of("a+").hex()
    run = subprocess.run(
        [sys.executable, "-c", program, "a+", code],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines() == ["['a', 'a']", "regex._regex", "aab"]


def test_an_expression_that_is_wrong_is_no_value() -> None:
    with pytest.raises(ValueError, match="missing"):
        compiled("(")


def test_what_is_no_expression_has_no_code() -> None:
    assert code_of("(") == b""


def test_a_plan_that_is_kept_has_the_code_of_each_expression_once() -> None:
    rules = Ruleset.load().select(["llm/preamble", "punctuation/glued-bracket"])
    plan = with_code(rules.engine.plan)
    told = [(o, a) for o, a in zip(plan.owners, plan.anchors, strict=True) if a.confirm]
    with_one = [(owner, a.confirm) for owner, a in told if a.code]
    assert len(with_one) == len(set(with_one))
    assert set(with_one) == {(owner, a.confirm) for owner, a in told}


def test_a_plan_that_is_kept_has_the_code_of_what_has_no_anchor() -> None:
    rules = Ruleset.load().select(["repetition/loop", "numbers/impossible-date"])
    sources = {one for rule in rules.rules for one in expressions(matcher_of(rule))}
    kept = dict(with_code(rules.engine.plan).codes)
    assert kept == {source: code_of(source) for source in sources}
    assert sources


def expressions(matcher: object) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(matcher, "expressions", ())
    return found


def test_an_expression_is_made_of_the_code_that_was_kept_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compiling, "_kept", {})
    compiling.keep([(SOURCE, code_of(SOURCE))])
    monkeypatch.delattr(regex, "compile")
    assert compiled(SOURCE).findall("les états") == ["état"]


def test_a_pattern_is_made_of_the_code_of_its_anchor() -> None:
    anchor = Anchor("ab", 2, confirm="ab", code=code_of("ab"))
    (match,) = Pattern("ab", known=(anchor,)).find(Document("xab"), [Span(0, 3)])
    assert match.span == Span(1, 3)
