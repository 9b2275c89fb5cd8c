"""The streams of the command line: an article comes in, a form goes out, and what is to be said is said."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from allegedly.errors import InputError, OptionError, TemplateError

if TYPE_CHECKING:
    from allegedly.analysis import Analysis
    from allegedly.batch import Progress


def read_input(given: str, *outputs: Path | None) -> tuple[str, tuple[str, ...]]:
    """The article's text and the warnings of its decoding.

    Raises `InputError` for what cannot be read, `OptionError` when one of the `outputs` is the article.
    """
    from allegedly.config import MAX_INPUT_BYTES
    from allegedly.ingest import read_text

    if given == "-":
        if sys.stdin is None:
            raise InputError("standard input is closed: name a file")
        return read_text(sys.stdin.buffer.read(MAX_INPUT_BYTES + 1))
    path = Path(given)
    for output in outputs:
        if output is not None and output.exists() and path.exists() and output.samefile(path):
            raise OptionError(f"the output would overwrite the article {path}: choose another file for -o")
    return read_text(path)


def read_template(path: Path | None) -> str | None:
    """The text of a template, None for none. Raises `TemplateError` for a file that cannot be read."""
    if path is None:
        return None
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise TemplateError(f"cannot read the template {path}: {error.strerror or error}") from error
    except ValueError as error:
        raise TemplateError(f"the template {path!s} cannot be used: {error}") from error
    if not text.strip():
        raise TemplateError(f"the template {path} is empty")
    return text


@contextmanager
def naming(template: Path | None) -> Iterator[None]:
    """Nothing; a `TemplateError` raised inside names the file that it is about."""
    try:
        yield
    except TemplateError as error:
        raise TemplateError(str(error) if template is None else f"{template}: {error}") from error


def write(data: str | bytes, output: Path | None) -> None:
    """Nothing: `data` goes to `output` or to standard output; text as UTF-8 with plain line ends anywhere."""
    if output is None or str(output) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data if isinstance(data, bytes) else data.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    else:
        from allegedly.output import write_whole

        write_whole(output, data)


def say(text: str) -> None:
    """Nothing: a line on standard error."""
    sys.stderr.write(text + "\n")


def warn(decoding: tuple[str, ...], analysis: Analysis | None, quiet: bool) -> None:
    """Nothing: the warnings of an article, each once."""
    warnings = decoding if analysis is None else (*decoding, *analysis.article.warnings)
    if not quiet:
        for warning in dict.fromkeys(warnings):
            say(f"allegedly: warning: {warning}")


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """A bar on standard error when that is a terminal, else a function that shows nothing."""
    if quiet or not is_terminal(sys.stderr):
        yield lambda _: None
        return
    from rich import progress
    from rich.console import Console

    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.TimeRemainingColumn(),
    )
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("0 articles", total=None)

        def show(now: Progress) -> None:
            failed = f", {now.failed} failed" if now.failed else ""
            text = f"{now.lines} articles{failed}"
            bar.update(task, description=text, completed=now.bytes_done, total=now.bytes_total)

        yield show


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody looks at the stream."""
    return stream is not None and stream.isatty()


def shows_styles(stream: TextIO | None) -> bool:
    """Whether somebody looks at the stream on a screen with styles and wants them: see https://no-color.org."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
