"""The command line: one module a command, each loaded when it is called."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from enum import IntEnum
from errno import EBADF, EDQUOT, EFBIG, EIO, ENOSPC
from importlib import import_module
from typing import TYPE_CHECKING

import click

from linter import __version__
from linter.errors import MtlintError, did_you_mean

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# name: (module, what the list of commands says)
COMMANDS = {
    "check": "Report artifacts in files, folders or standard input.",
    "fix": "Write a cleaned copy, with a record of every edit.",
    "undo": "Take edits back that a fix recorded.",
    "baseline": "Hide the findings a corpus has today, and see only new ones.",
    "index": "Keep the names and titles of a corpus, and look them up.",
    "ignore": "Ignore one finding, and say why.",
    "explain": "Say what a rule finds, why, and how often.",
    "rules": "List the rules, or test a pack of rules.",
    "config": "Look into the settings.",
    "init": "Write a file with settings to start from.",
    "completion": "Let a shell complete commands, options and rules.",
}


_VALUED = {"--grammar": "--grammar=flagged"}

_FULL = {EDQUOT, EFBIG, EIO, ENOSPC}


class Exit(IntEnum):
    """What the shell is told."""

    CLEAN = 0
    FOUND = 1
    MISUSE = 2  # also for documents that could not be checked
    CRASH = 3
    INTERRUPTED = 130  # 128 + SIGINT, as shells have it
    PIPE_CLOSED = 141  # 128 + SIGPIPE


class LazyGroup(click.Group):
    """Commands that are imported when they are asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Name all commands in the order to show them."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Import one command."""
        if name not in COMMANDS:
            return None
        command = getattr(import_module(f"linter.cli.{name}"), name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say the nearest one."""
        if args and args[0] not in COMMANDS:
            near = did_you_mean(args[0], list(COMMANDS))
            raise click.UsageError(f"no such command {args[0]!r}{near}", context)
        # An option whose value may be missing would take the path after it.
        end = args.index("--") if "--" in args else len(args)
        args = [_VALUED.get(arg, arg) for arg in args[:end]] + args[end:]
        return super().resolve_command(context, args)

    def shell_complete(
        self, context: click.Context, incomplete: str
    ) -> list[CompletionItem]:
        """Complete the name of a command without importing one."""
        from click.shell_completion import CompletionItem

        named = [
            CompletionItem(name, help=told)
            for name, told in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return named + click.Command.shell_complete(self, context, incomplete)

    def format_commands(
        self, context: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """List the commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mtlint")
def main() -> None:
    """Find machine-translation artifacts in text, explain them, clean them up."""


def run() -> None:
    """Run the command line; every ending becomes one line and an exit code."""
    _open_closed_streams()
    code: object = Exit.MISUSE
    # What went wrong cannot be told where standard error is full.
    with suppress(OSError):
        code = _guarded_run()
        code = _flushed(code if isinstance(code, int) else Exit.CLEAN)
        sys.stderr.flush()
    assert isinstance(code, int)
    if "multiprocessing" in sys.modules:
        _end_processes()
    # Taking modules apart object by object takes a tenth of a short run, and
    # everything that matters is flushed and closed by now.
    os._exit(code)


def _open_closed_streams() -> None:
    """Put something in the place of standard streams that the caller has closed.

    The next file to be opened would be taken for one of them. Reading from closed
    input, or writing to closed output, fails as it should.
    """
    for name, mode, way in (
        ("stdin", "r", os.O_WRONLY),
        ("stdout", "w", os.O_RDONLY),
        ("stderr", "w", os.O_WRONLY),
    ):
        if getattr(sys, name) is None:
            stream = os.fdopen(os.open(os.devnull, way), mode, encoding="utf-8")
            setattr(sys, name, stream)


def _flushed(code: int) -> int:
    """Write what is held of the output; where that fails, all is not well."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
    except OSError as error:
        return _output_lost(error)
    return code


def _end_processes() -> None:
    """End the processes that somebody left behind, if any: they would be orphans."""
    from multiprocessing import active_children

    for child in active_children():
        child.kill()
        child.join()


def _run() -> object:
    """Call the command without click's own handling of errors."""
    if "_MTLINT_COMPLETE" in os.environ:
        return main.main(prog_name="mtlint", standalone_mode=False)
    with main.make_context("mtlint", sys.argv[1:]) as context:
        code: object = main.invoke(context)
    sys.stdout.flush()
    return code


def _guarded_run() -> object:
    code: object
    try:
        return _run()
    except click.exceptions.Exit as ending:
        code = ending.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        code = Exit.MISUSE
    except click.UsageError as error:
        code = _complain(_usage(error))
    except click.ClickException as error:
        code = _complain(error.format_message())
    except MtlintError as error:
        code = _complain(str(error))
    except (click.Abort, KeyboardInterrupt):
        code = Exit.INTERRUPTED
        click.echo("mtlint: interrupted", err=True)
    except BrokenPipeError:
        # The reader has gone, as `head` does.
        _drop_output()
        code = Exit.PIPE_CLOSED
    except OSError as error:
        code = _system_failed(error)
    except RecursionError as error:
        code = _complain(f"nested too deeply: {error}")
    except Exception:
        code = _crash()
    except SystemExit as ending:
        code = ending.code
    return code


def _complain(message: str) -> Exit:
    line = " ".join(message.split())
    click.echo(f"mtlint: {line.encode('utf-8', 'backslashreplace').decode()}", err=True)
    return Exit.MISUSE


def _usage(error: click.UsageError) -> str:
    """Return what is wrong with the call, and where help is, in one line."""
    command = error.ctx.command_path if error.ctx else "mtlint"
    message = error.format_message().rstrip(".")
    return f"{message[:1].lower()}{message[1:]}; see '{command} --help'"


def _system_failed(error: OSError) -> Exit:
    """Tell what is wrong with the standard streams; anything else is our mistake.

    Errors of files have been told by now, so that what is full is the output.
    """
    if error.filename is None and error.errno in _FULL:
        return _output_lost(error)
    if error.errno == EBADF:
        return _complain("-: standard input or output is closed")
    return _crash()


def _output_lost(error: OSError) -> Exit:
    _drop_output()
    why = error.strerror or error
    return _complain(f"standard output: cannot be written: {str(why).lower()}")


def _drop_output() -> None:
    """Give up on standard output: Python flushes it once more on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _crash() -> Exit:
    import traceback

    traceback.print_exc()
    click.echo(
        f"mtlint: this is a mistake in mtlint {__version__}, not in your text;"
        " please report it with the lines above",
        err=True,
    )
    return Exit.CRASH
