"""``mtlint ignore``: write down which finding to ignore, and why."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import click

from linter.cli.options import complete_rules
from linter.cli.recalling import no_cache_option
from linter.config import IGNORE_FILE, find_ignores, load, parsed, read_if_there
from linter.errors import ConfigError, WriteError
from linter.ignores import Ignore, as_toml, read_entries
from linter.ruleset import Ruleset

FINGERPRINT = re.compile("[0-9a-f]{16}")
HEAD = """\
# Findings that mtlint is to ignore; every entry says why, and may say until when.
# It names a rule or pack, documents by a glob, a text, a fingerprint, or several
# of these: a finding that fits them all is ignored.
"""


@click.command()
@click.argument("fingerprint", required=False)
@click.option("--reason", required=True, help="Why it is to be ignored.")
@click.option(
    "--expires",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The last day on which it is.",
)
@click.option(
    "--rule",
    metavar="RULE",
    shell_complete=complete_rules,
    help="Only findings of this rule or pack.",
)
@click.option("--path", metavar="GLOB", help="Only in these documents.")
@click.option("--text", metavar="TEXT", help="Only this text.")
@click.option(
    "--config",
    "config_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Read the settings from this file.",
)
@no_cache_option
def ignore(
    fingerprint: str | None,
    reason: str,
    expires: datetime | None,
    rule: str | None,
    path: str | None,
    text: str | None,
    config_file: Path | None,
) -> None:
    """Ignore the finding with this FINGERPRINT, as 'check --format jsonl' has it.

    Instead, or besides, what is ignored can be narrowed by a rule, documents, or
    a text. The entry goes to the nearest mtlint-ignore.toml, or to a new one
    beside the settings.
    """
    if fingerprint is not None and not FINGERPRINT.fullmatch(fingerprint):
        raise ConfigError(f"{fingerprint}: is no fingerprint; it has 16 digits of 0-f")
    if not reason.strip():
        raise ConfigError("--reason: is empty; say why")
    if not any((fingerprint, rule, path, text)):
        choices = "give a fingerprint, --rule, --path or --text"
        raise ConfigError(f"ignore: says not what; {choices}")
    entry = Ignore(
        " ".join(reason.split()),
        rule,
        path,
        text,
        fingerprint,
        _last_day(expires),
    )
    loaded = load(Path(), config_file)
    if rule is not None:
        Ruleset.load(loaded.settings.rules).select([rule])
    found = find_ignores(loaded, Path())
    file = found[0] if found else (loaded.root if loaded.file else Path()) / IGNORE_FILE
    _append(file.resolve(), entry)
    click.echo(f"{click.format_filename(file)}: ignores {entry.name}")


def _last_day(expires: datetime | None) -> date | None:
    day = expires.date() if expires else None
    if day is not None and day < date.today():
        raise ConfigError(f"--expires {day}: is over; name a day to come")
    return day


def _append(file: Path, entry: Ignore) -> None:
    """Add an entry at the end; every byte that is there stays."""
    from linter.writing.atomic import new_file

    data = read_if_there(file)
    old = HEAD.encode() if data is None else data
    entries = read_entries(parsed(file, old), file)
    _check_new(entry, entries, file)
    line_end = b"\r\n" if b"\r\n" in old else b"\n"
    begun = b"" if not old or old.endswith(b"\n") else line_end
    more = as_toml(entry).encode().replace(b"\n", line_end)
    new = old + begun + more
    if read_entries(parsed(file, new), file) != (*entries, entry):
        raise ConfigError(f"{file}: cannot be added to; write the entry by hand")
    try:
        with new_file(file, like=file) as made:
            made.write(new)
            made.take_place()
    except OSError as error:
        raise WriteError(f"{file}: cannot be written: {error.strerror}") from None


def _check_new(entry: Ignore, entries: tuple[Ignore, ...], file: Path) -> None:
    """Refuse an entry that says nothing new."""
    today = date.today()
    for number, other in enumerate(entries, 1):
        still = other.expires is None or other.expires >= today
        if still and other.name == entry.name:
            reason = f"ignores it already: {other.reason}"
            raise ConfigError(f"{file}: entry {number} {reason}")
