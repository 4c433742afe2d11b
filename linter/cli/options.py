"""Options that several commands share, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import IO, Any, TypeVar

import click

from linter.cli.languagetool import LANGUAGETOOL
from linter.cli.recalling import no_cache_option
from linter.config import Loaded, Origin, Settings, load
from linter.errors import MtlintError
from linter.model import Severity
from linter.reading.units import ReadOptions
from linter.reading.walking import WalkOptions
from linter.rule import HouseStyle
from linter.rulechoice import RuleChoice
from linter.ruleset import Ruleset

Command = TypeVar("Command", bound=Callable[..., Any])

# What stands for standard input among paths.
STANDARD_INPUT = Path("-")


def complete_rules(
    context: click.Context, option: click.Parameter, incomplete: str
) -> list[str]:
    """Complete a rule or pack, or the last one of a list with commas."""
    before, comma, word = incomplete.rpartition(",")
    try:
        rules = Ruleset.load(context.params.get("rules") or ()).rules
    except MtlintError:
        return []
    names = [*sorted({rule.pack for rule in rules}), *(rule.id for rule in rules)]
    return [f"{before}{comma}{name}" for name in names if name.startswith(word)]


SETTINGS = (
    click.option(
        "--select",
        multiple=True,
        metavar="RULE",
        shell_complete=complete_rules,
        help="Only these rules or packs; all for all (repeat, or use commas).",
    ),
    click.option(
        "--ignore",
        multiple=True,
        metavar="RULE",
        shell_complete=complete_rules,
        help="Not these rules or packs.",
    ),
    click.option(
        "--severity",
        type=click.Choice([one.value for one in Severity]),
        help="The lowest severity to report  [default: warning].",
    ),
    click.option(
        "--fail-on",
        type=click.Choice([one.value for one in Severity]),
        help="The lowest severity that makes the exit code 1  [default: warning].",
    ),
    click.option(
        "--exit-zero", is_flag=True, help="Exit with 0 even if something was found."
    ),
    click.option(
        "--rules",
        multiple=True,
        metavar="FOLDER",
        type=click.Path(path_type=Path),
        help="Load the packs of this folder as well.",
    ),
    click.option(
        "--dictionary",
        "dictionaries",
        multiple=True,
        metavar="FILE",
        help="Hide findings of words that FILE lists, one a line (repeat).",
    ),
    click.option(
        "--include",
        multiple=True,
        metavar="GLOB",
        help="Take such files in folders, too.",
    ),
    click.option(
        "--exclude",
        multiple=True,
        metavar="GLOB",
        help="Leave out such files in folders.",
    ),
    click.option(
        "--force-exclude",
        is_flag=True,
        default=None,
        help="Leave out excluded files even if they are named.",
    ),
    click.option(
        "--text-field",
        metavar="NAME",
        help="The field of a JSON Lines record that holds the text  [default: text].",
    ),
    click.option(
        "--id-field",
        metavar="NAME",
        help="The field that holds the record's id  [default: id].",
    ),
    click.option(
        "--encoding",
        metavar="NAME",
        help="The encoding of files without a byte order mark  [default: UTF-8].",
    ),
    click.option(
        "--language",
        metavar="TAG",
        help="The language of the text, such as en; else each text decides.",
    ),
    *LANGUAGETOOL,
    click.option(
        "--index",
        metavar="FILE",
        help="Hold names and titles against the corpus that FILE is the index of.",
    ),
    click.option("--no-index", is_flag=True, help="Use no index."),
    click.option(
        "--config",
        "config_file",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Read the settings from this file.",
    ),
    click.option("--no-config", is_flag=True, help="Read no settings file."),
)


def settings_options(command: Command) -> Command:
    """Give a command the options that settings can come from, and --no-cache."""
    options = (*SETTINGS, no_cache_option)
    return reduce(lambda made, option: option(made), reversed(options), command)


def loaded_settings(paths: Sequence[Path], options: Mapping[str, object]) -> Loaded:
    """Return the settings for ``paths`` under the command's options."""
    given: dict[str, Any] = dict(options)
    if given.pop("no_index", False):
        loaded = loaded_settings(paths, given)
        return loaded._replace(settings=loaded.settings._replace(index=None))
    explicit, no_config = given.pop("config_file"), given.pop("no_config")
    for key in ("select", "ignore"):
        given[key] = tuple(name for text in given[key] for name in _names(text))
    given["rules"] = tuple(map(str, given["rules"]))
    start = next((path for path in paths if path.exists()), Path())
    return load(start, explicit, no_config, given)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def rule_choice(loaded: Loaded) -> RuleChoice:
    """Return which rules the settings choose.

    Somebody who selects rules wants to see them: without a word about severity,
    none of them is too mild.
    """
    settings = loaded.settings
    asked = loaded.origins["severity"] is not Origin.DEFAULT
    severity = settings.severity if asked or not settings.select else Severity.INFO
    return RuleChoice(
        settings.rules,
        settings.select,
        settings.ignore,
        severity,
        tuple(sorted(settings.severities.items())),
        settings.per_path,
        loaded.root,
        asked,
        frozenset(k for k, v in loaded.origins.items() if v is Origin.OPTION),
        *_house_styles(settings),
    )


def _house_styles(settings: Settings) -> tuple[HouseStyle, HouseStyle]:
    """Return the house style, with what is in its files."""
    styles = (settings.names, settings.titles)
    if not any(map(any, styles)):
        return styles
    from linter.housestyle import completed

    return completed(settings.names), completed(settings.titles)


def read_options(settings: Settings, unpack: bool = True) -> ReadOptions:
    """Return how the settings want files to be read."""
    return ReadOptions(
        settings.encoding,
        settings.text_field,
        settings.id_field,
        settings.language,
        unpack,
    )


def walk_options(
    loaded: Loaded, skip: Sequence[Path] = (), unpack: bool = True
) -> WalkOptions:
    """Return what the settings want taken from folders, but for ``skip``."""
    settings = loaded.settings
    ours = [file for file in (settings.baseline, settings.index) if file]
    return WalkOptions(
        settings.include,
        settings.exclude,
        settings.force_exclude,
        loaded.root,
        (*skip, *ours),
        unpack,
    )


def tolerant(stream: IO[str]) -> IO[str]:
    """Let a stream escape what its encoding lacks, rather than fail."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")
    return stream
