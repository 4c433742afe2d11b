"""``mtlint completion``: let a shell complete commands, options and rules."""

from __future__ import annotations

import click

from linter.cli import main

SHELLS = ["bash", "zsh", "fish"]


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the script that makes SHELL complete what is typed.

    \b
    bash, in ~/.bashrc:                   eval "$(mtlint completion bash)"
    zsh, in ~/.zshrc after compinit:      eval "$(mtlint completion zsh)"
    fish, in ~/.config/fish/config.fish:  mtlint completion fish | source
    """  # noqa: D301 (click reads the mark)
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"this click knows no completion for {shell}")
    click.echo(made(main, {}, "mtlint", "_MTLINT_COMPLETE").source())
