"""LanguageTool in a run: getting at it, and telling how far it is."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from linter.cli.options import tolerant
from linter.config import Loaded
from linter.errors import ConfigError, GrammarError
from linter.model import Safety
from linter.rulechoice import RuleChoice
from linter.ruleset import Ruleset, is_of_grammar
from linter.settings import OFF, URLS, Settings

if TYPE_CHECKING:
    from linter.grammar.asking import Asker
    from linter.grammar.client import Client
    from linter.grammar.proofreading import Proofreader, Wanted

# A run that takes longer than this many seconds is announced.
WORTH_TELLING = 10
# Of 100 characters of machine output, so many stand in flagged sentences.
FLAGGED_PERCENT = 8
MOST_CLIENTS = 8


@contextmanager
def proofread(
    rules: Ruleset, choice: RuleChoice, loaded: Loaded, fixing: Safety | None = None
) -> Iterator[Ruleset]:
    """Give rules that have LanguageTool read along, where the settings want it.

    Where it is out of reach, one line says so, and the rules are as they were.
    For a fix it is asked to judge suggestions only, if there are any to judge.
    """
    wanted = _wanted(loaded.settings, rules, choice, fixing)
    if wanted is None:
        yield rules
        return
    from linter.grammar.ruleset import ProofreadRuleset

    with ExitStack() as stack:
        try:
            asker = _asker(stack, loaded.settings, choice)
        except GrammarError as error:
            if wanted.required:
                raise
            _tell(f"grammar: {error}; checked without LanguageTool")
            yield rules
            return
        reader = _reader(asker, wanted, rules, choice)
        yield ProofreadRuleset(rules.rules, rules, reader)
        _tell_unknown(reader)


def _wanted(
    settings: Settings, rules: Ruleset, choice: RuleChoice, fixing: Safety | None
) -> Wanted | None:
    """Return what is wanted of LanguageTool; ``None`` if nothing."""
    words = settings.grammar.split(",")
    off = words == [OFF]
    judging = "judge" in words or bool(_checked(rules))
    if off or (fixing and (fixing is Safety.SAFE or not judging)):
        if (
            off
            and not fixing
            and choice.select
            and all(map(is_of_grammar, choice.select))
        ):
            raise ConfigError(
                f"{choice.select[0]}: is LanguageTool's; say --grammar=all"
            )
        return None
    from linter.grammar.proofreading import Wanted

    if not rules.rules and "all" not in words:
        hint = "say --grammar=all, or select rules that flag sentences"
        raise ConfigError(f"grammar: no rule runs that could flag a sentence; {hint}")
    return Wanted(not fixing, "all" in words, "required" in words, "judge" in words)


def _asker(stack: ExitStack, settings: Settings, choice: RuleChoice) -> Asker:
    """Open a way to a server, with what was answered before."""
    from linter.caching import cache_folder
    from linter.grammar.answers import Answers
    from linter.grammar.asking import Asker
    from linter.grammar.choosing import left_out

    client = _client(stack, settings.languagetool)
    named = [
        *choice.select,
        *(one for entry in choice.per_path for one in entry.select),
    ]
    clients = min(settings.jobs or os.cpu_count() or 1, MOST_CLIENTS)
    answers = Answers(cache_folder())
    return stack.enter_context(Asker(client, answers, left_out(named), clients))


def _client(stack: ExitStack, where: str | None) -> Client:
    if where and where.startswith(URLS):
        from linter.grammar.client import Client

        return Client(where)
    from linter.grammar.server import own_server

    return stack.enter_context(own_server(Path(where) if where else None, _tell))


def _reader(
    asker: Asker, wanted: Wanted, rules: Ruleset, choice: RuleChoice
) -> Proofreader:
    from linter.grammar.proofreading import Proofreader
    from linter.perpath import Choice, PathRuleset

    def choice_for(path: PurePath | None) -> Choice:
        if isinstance(rules, PathRuleset):
            return rules.choice_for(path)
        return choice.choice

    return Proofreader(asker, wanted, choice_for, _tell, checked=_checked(rules))


def _checked(rules: Ruleset) -> frozenset[str]:
    """Return the rules whose fixes must leave nothing to find."""
    return frozenset(rule.id for rule in rules.rules if rule.fix and rule.fix.checked)


@contextmanager
def announced(rules: Ruleset, size: int) -> Iterator[Callable[[int], None]]:
    """Say before a long run how long it will take, and show how far it is."""
    from linter.grammar.ruleset import ProofreadRuleset

    if isinstance(rules, ProofreadRuleset):
        reader = rules.proofreader
        share = 100 if reader.wanted.everything else FLAGGED_PERCENT
        long = size * share / 100 / reader.asker.rate > WORTH_TELLING
        if long:
            _tell(_forecast(size, share, reader.asker.rate))
        if long and sys.stderr.isatty():
            label = "proofreading"
            with click.progressbar(length=size, label=label, file=sys.stderr) as bar:
                reader.progress = bar.update
                yield _nothing
            return
    yield _nothing


def _nothing(done: int) -> None:
    """Show nothing: the proofreader itself tells how far it is."""


def _forecast(size: int, share: int, rate: float) -> str:
    r"""Say how long LanguageTool will take.

    >>> _forecast(2_000_000, 100, 11_000)
    'grammar: about 3 minutes for 2.0 MB, at 11 KB a second'
    """
    minutes = max(1, round(size * share / 100 / rate / 60))
    about = f"about {minutes} minute{'s' * (minutes > 1)} for {size / 1e6:.1f} MB"
    if share < 100:
        about += f", if {share} % of it is flagged,"
    return f"grammar: {about.rstrip(',')}, at {rate / 1000:.0f} KB a second"


def _tell_unknown(reader: Proofreader) -> None:
    for language, paths in sorted(reader.unknown.items()):
        count = f"{len(paths)} document{'s' * (len(paths) > 1)}"
        what = (
            f"{count} not in English: say --language to have them read"
            if language == "und"
            else f"{count} in {language!r}, which LanguageTool does not know here"
        )
        _tell(f"grammar: {what}")


def _tell(line: str) -> None:
    stream = tolerant(sys.stderr)
    stream.write(f"mtlint: {' '.join(line.split())}\n")
    stream.flush()
