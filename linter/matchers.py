"""What rules match with, made of their tables; a wrong key is told by its name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from linter.engine.plan import Plan, plan_for
from linter.errors import RuleError
from linter.kinds import Anchor, Matcher, TableError, build_matcher, check, revived
from linter.lexicon import Lexicon
from linter.rule import Rule
from linter.rulefile import builtin_folder


def lexicon_of(rule: Rule, name: str) -> Lexicon:
    """Return the word list that a rule names so; raise `RuleError` if there is none."""
    opened = rule.lexicon(name) if rule.lexicon else None
    if not isinstance(opened, Lexicon):
        raise RuleError(rule.source, "match", f"no word list {name!r} can be opened")
    return opened


def matcher_of(rule: Rule, anchors: Sequence[Anchor] = ()) -> Matcher:
    """Return what a rule matches with; ``anchors`` are those it is known to have."""
    try:
        matcher = build_matcher(rule.kind, rule.match, partial(lexicon_of, rule))
    except TableError as error:
        raise RuleError(rule.source, f"match.{error.key}", error.problem) from None
    return revived(matcher, anchors) if anchors else matcher


def checked_plan(rules: Sequence[Rule]) -> Plan:
    """Make every matcher once, so that a wrong one is told before any work."""
    ours = str(builtin_folder())
    matchers = []
    for rule in rules:
        matcher = matcher_of(rule)
        try:
            _ = matcher.anchors
            # Ours are checked by the test suite, and there are many.
            if not rule.source.startswith(ours):
                check(matcher)
        except TableError as error:
            raise RuleError(rule.source, f"match.{error.key}", error.problem) from None
        matchers.append(matcher)
    waiting = [index for index, rule in enumerate(rules) if rule.near]
    return plan_for(matchers, waiting)
