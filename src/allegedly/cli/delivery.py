"""What goes in and out of a command: an article, and a document in a form and to a place."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from allegedly import console
from allegedly.cli.options import Paper, Target
from allegedly.config import Format
from allegedly.console import read_input, say, write
from allegedly.errors import OptionError

if TYPE_CHECKING:
    from allegedly.render.templates import Document

FINDINGS, BAD_INPUT = 1, 2


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where a document goes, and in what form; `template` is the text of a template of the user's own.

    Raises `OptionError` for choices that do not go together.
    """

    output: Path | None
    form: Format | None
    target: Target | None
    has_template: bool
    page: Paper

    def __post_init__(self) -> None:
        if self.target is not None and (self.form is not None or self.has_template):
            raise OptionError("--for says what is written: leave --format and --template out")
        if self.form == "pdf" and self.output in (None, Path("-")) and console.is_terminal(sys.stdout):
            raise OptionError("a PDF is nothing for a terminal: name a file with -o, or pipe it to a program")
        if self.beside is not None and self.beside == self.output:
            raise OptionError(
                f"the plain text of the mail goes to {self.beside}: give another file name for -o"
            )

    @property
    def beside(self) -> Path | None:
        """Where the plain text of a mail goes; None where there is no mail, or it goes to no file."""
        output = self.output
        if self.form != "email" or output is None or str(output) == "-":
            return None
        return None if output.exists() and not output.is_file() else output.parent / f"{output.stem}.txt"

    @property
    def files(self) -> tuple[Path | None, ...]:
        """What will be written, for a check that no article is among it."""
        return self.output, self.beside

    def shown(self, document: Document, template: str | None) -> str | bytes:
        """What is written: for a place, in a form, or without either on a screen as that shows it best."""
        if self.target is not None:
            from allegedly.render.targets import render_for

            return render_for(document, self.target)
        if (
            self.form is None
            and template is None
            and self.output is None
            and console.shows_styles(sys.stdout)
        ):
            import shutil

            from allegedly.render.terminal import terminal

            return terminal(document, width=shutil.get_terminal_size().columns)
        from allegedly.render import render

        return render(document, self.form or "md", template=template, page=self.page)

    def deliver(self, document: Document, shown: str | bytes) -> None:
        """Nothing: `shown` goes out, and the plain text of a mail beside it."""
        write(shown, self.output)
        if self.beside is not None:
            from allegedly.render import render

            write(render(document, "txt"), self.beside)


def read_article(ctx: typer.Context, given: str | None, *outputs: Path | None) -> tuple[str, tuple[str, ...]]:
    """The article's text and the warnings of its decoding; without an article, help and exit status 2."""
    if given is None:
        no_input(ctx, "no article given: name a file, or - to read standard input")
    return read_input(given, *outputs)


def no_input(ctx: typer.Context, message: str) -> NoReturn:
    """Help for somebody at a terminal; for a script that forgot `-`, the message. Never waits for input."""
    if not console.is_terminal(sys.stdin):
        raise OptionError(message)
    say(ctx.get_help())
    sys.exit(BAD_INPUT)
