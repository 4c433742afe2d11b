"""Expressions of `re` are compiled late, or made again out of what was kept of them."""

from __future__ import annotations

import marshal
import os
import re
import subprocess
import sys

import pytest

from linter import lazy
from linter.lazy import pattern
from linter.matchers import matcher_of
from linter.ruleset import Ruleset

TELL = """
from linter import lazy
from linter.matchers import matcher_of
from linter.ruleset import Ruleset
import linter.corpus.exact, linter.corpus.names
print([matcher_of(rule) is None for rule in Ruleset.load().rules], sorted(lazy._met))
"""


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lazy, "_kept", {})


def test_what_is_made_of_codes_is_what_re_compiles() -> None:
    rules = Ruleset.load().select(["names", "titles"]).rules
    assert all(map(matcher_of, rules)), "their modules are imported"
    version, codes = marshal.loads(marshal.dumps(lazy.codes()))
    assert len(codes) > 30
    lazy.keep(version, codes)
    for source in codes:
        made, first = lazy._compiled(source), re.compile(*source)
        assert (made, made.groups, made.groupindex) == (
            first,
            first.groups,
            first.groupindex,
        )


def test_it_matches_like_the_first() -> None:
    source = r"(?i)(?P<one>\bÉtat)(?:s|\w{2,3})(?<!x)"
    expression = pattern(source)
    lazy.keep(*lazy.codes())
    for text in ("états", "Étatxyz", "État", "les états et ÉTATs"):
        assert [found.span("one") for found in expression.finditer(text)] == [
            found.span("one") for found in re.finditer(source, text)
        ]


def test_codes_of_another_re_are_not_used() -> None:
    expression = pattern("unheard of")
    version, codes = lazy.codes()
    lazy.keep(version + 1, dict.fromkeys(codes, ("not", "code")))
    assert expression.search("an unheard of thing")


def test_what_is_kept_is_not_told_again_and_what_is_wrong_not_at_all() -> None:
    pattern("heard of once")
    wrong = pattern("(")
    lazy.keep(*lazy.codes())
    assert lazy.codes()[1] == {}
    with pytest.raises(re.error):
        wrong.search("")


def test_expressions_are_the_same_in_every_process() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", TELL],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in "12"
    }
    assert len(told) == 1, "the order of a set is in one: its code is never found again"
