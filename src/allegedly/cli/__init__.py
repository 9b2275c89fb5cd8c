"""The command line: the only package that prints or exits.

Each command imports what it needs when it runs, so that `--help` is quick.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from allegedly.cli.batch import batch_command
from allegedly.cli.brief import brief_command
from allegedly.cli.delivery import BAD_INPUT, FINDINGS
from allegedly.cli.digest import digest_command
from allegedly.cli.reading import explain_command, summarise_command
from allegedly.console import say, write
from allegedly.errors import AllegedlyError, VerificationError

INTERRUPTED, BROKEN_PIPE = 130, 141


class _Commands(TyperGroup):
    """The commands, with every expected failure turned into one line and an exit status."""

    def invoke(self, ctx: Any) -> Any:  # the context's type is private to Typer
        try:
            return super().invoke(ctx)
        except AllegedlyError as error:
            _fail(error)
        except BrokenPipeError:
            # The reader went away. Python would complain again when it flushes at exit: point it elsewhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(BROKEN_PIPE)
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)


app = typer.Typer(
    cls=_Commands,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,  # Typer would load rich for --help
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        write(f"allegedly {version('allegedly')}\n", None)
        raise typer.Exit


@app.callback()
def allegedly(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """One news article in, a one-page brief out: what is reported, apart from what unnamed people allege.

    \b
    Examples:
      allegedly brief article.txt
      pbpaste | allegedly brief - --outlet "Verland Post" -o brief.md
      allegedly digest *.txt --title "The week" -o week.md
      allegedly explain article.txt

    Exit status: 0 done, 1 some inputs failed, 2 the input or the options cannot be used.
    """


app.command("brief", short_help="Write a one-page brief of an article.")(brief_command)
app.command("digest", short_help="Write a newsletter issue of several articles.")(digest_command)
app.command("summarise", short_help="Write an article's most telling sentences.")(summarise_command)
app.command("explain", short_help="Show how each sentence is sourced, and why.")(explain_command)
app.command("batch", short_help="Do the same for many articles, a line of JSON each.")(batch_command)


def main() -> None:
    """Nothing: runs the command line and exits."""
    # numpy's threads cost a tenth of a second at each start, and save nothing on matrices as small as ours.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    app(prog_name="allegedly")


def _fail(error: AllegedlyError) -> NoReturn:
    say("allegedly: " + " ".join(str(error).split()))
    sys.exit(FINDINGS if isinstance(error, VerificationError) else BAD_INPUT)
