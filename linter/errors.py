"""What can go wrong, as one tree.

MtlintError            a mistake in the input: told in one line, never a traceback
    ReadError          a document cannot be read or decoded
    WriteError         a document cannot be written, or would not come back the same
    RuleError          a rule file, pack or lexicon does not say what it must
    UnknownRuleError   a rule id that no rule has
    ConfigError        a setting is unknown or has a wrong value
    LedgerError        a ledger does not fit what it should undo
    ScanError          a document cannot be checked in time
    UnsettledError     the fixes of a document undo each other
    GrammarError       LanguageTool cannot be had, or gave no whole answer

Every message is one line: place, what, why or what to do.
"""

from __future__ import annotations


class MtlintError(Exception):
    """A mistake in the input: told in one line, without a traceback."""


class ReadError(MtlintError):
    """A document cannot be read or decoded."""


class WriteError(MtlintError):
    """A document cannot be written, or would not come back the same."""


class RuleError(MtlintError):
    """A rule file does not say what a rule must say.

    >>> str(RuleError("rules/a/b.toml", "severity", "'bad' is not one of error"))
    "rules/a/b.toml: severity: 'bad' is not one of error"
    """

    def __init__(self, where: str, key: str, problem: str) -> None:
        super().__init__(f"{where}: {key}: {problem}" if key else f"{where}: {problem}")
        self.where = where
        self.key = key


class UnknownRuleError(MtlintError):
    """A rule id that no rule has."""


class ConfigError(MtlintError):
    """A setting is unknown or has a wrong value."""


class LedgerError(MtlintError):
    """A ledger cannot be read, or does not fit the files it tells of."""


class ScanError(MtlintError):
    """A document cannot be checked in time."""


class UnsettledError(MtlintError):
    """The fixes of a document undo each other and would never end."""


class GrammarError(MtlintError):
    """LanguageTool cannot be had, or gave no whole answer."""


def did_you_mean(word: str, known: list[str]) -> str:
    """Return ``; did you mean 'x'?`` for the nearest known word, or nothing.

    >>> did_you_mean("fromat", ["format", "jobs"])
    "; did you mean 'format'?"
    """
    from difflib import get_close_matches

    near = get_close_matches(word, known, n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else ""
