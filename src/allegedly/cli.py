"""The command line: the only module that prints or exits.

Each command imports what it needs when it runs, so that `--help` is quick.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn, TextIO

import typer
from typer.core import TyperGroup

from allegedly.errors import AllegedlyError, InputError, OptionError, VerificationError

if TYPE_CHECKING:
    from allegedly.analysis import Analysis
    from allegedly.batch import Progress

BAD_INPUT, FINDINGS, INTERRUPTED, BROKEN_PIPE = 2, 1, 130, 141


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

ArticleArgument = Annotated[
    str | None,
    typer.Argument(metavar="ARTICLE", show_default=False, help="A plain text file, or - for standard input."),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", show_default=False, help="Write to FILE, whole or not at all."
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No warnings and no progress.")]
RankerOption = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help="How sentences are ranked: house, or one of sumy's algorithms: lex-rank, text-rank, lsa, luhn, "
        "edmundson, kl, sum-basic, reduction.",
    ),
]
TitleOption = Annotated[
    str | None, typer.Option(metavar="TEXT", show_default=False, help="The headline, if not in ARTICLE.")
]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        _write(f"allegedly {version('allegedly')}\n", None)
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
      allegedly explain article.txt

    Exit status: 0 done, 1 some inputs failed, 2 the input or the options cannot be used.
    """


@app.command("brief", short_help="Write a one-page brief of an article.")
def brief_command(
    ctx: typer.Context,
    article: ArticleArgument = None,
    output: OutputOption = None,
    form: Annotated[
        Literal["md", "txt", "json"], typer.Option("--format", help="Markdown, plain text or JSON.")
    ] = "md",
    words: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", show_default=False, help="At most N words of the article; default one page."
        ),
    ] = None,
    ranker: RankerOption = "house",
    title: TitleOption = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="TEXT", show_default=False, help="Who published the article.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", show_default=False, help="When it was published.")
    ] = None,
    url: Annotated[
        str | None, typer.Option(metavar="URL", show_default=False, help="Where it stands.")
    ] = None,
    byline: Annotated[
        str | None, typer.Option(metavar="TEXT", show_default=False, help="Who wrote it, if not in ARTICLE.")
    ] = None,
    quiet: QuietOption = False,
) -> None:
    """Write a one-page brief: reported facts, then anonymous-source allegations, each item with its notice.

    \b
    Examples:
      allegedly brief article.txt
      allegedly brief article.txt --words 120 --outlet "Verland Post" --published 2026-03-02
      curl -s https://example.org/article.txt | allegedly brief - --format json -o brief.json
    """
    text, warnings = _read(ctx, article, output)
    from allegedly.config import Options
    from allegedly.pipeline import analyse, brief_of
    from allegedly.render import render

    options = Options(ranker=ranker) if words is None else Options(words=words, ranker=ranker)
    analysis = analyse(text, title=title, outlet=outlet, published=published, url=url, byline=byline)
    _warn(warnings, analysis, quiet)
    _write(render(brief_of(analysis, options), form), output)


@app.command("summarise", short_help="Write an article's most telling sentences.")
def summarise_command(
    ctx: typer.Context,
    article: ArticleArgument = None,
    sentences: Annotated[
        int | None, typer.Option(min=1, metavar="N", show_default=False, help="N sentences; default 3.")
    ] = None,
    words: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", show_default=False, help="As many sentences as fit into N words."),
    ] = None,
    ranker: RankerOption = "house",
    output: OutputOption = None,
    form: Annotated[Literal["txt", "json"], typer.Option("--format", help="Plain text or JSON.")] = "txt",
    quiet: QuietOption = False,
) -> None:
    """Write the article's most telling sentences, verbatim, in reading order, one a line.

    A summary knows nothing of sourcing: what unnamed people allege stands in it as the article has it.

    \b
    Examples:
      allegedly summarise article.txt --sentences 3
      allegedly summarise article.txt --words 100 --ranker lex-rank
    """
    text, warnings = _read(ctx, article, output)
    from allegedly.pipeline import summarise
    from allegedly.render.summary import summary_json, summary_text

    summary = summarise(text, sentences=sentences, words=words, ranker=ranker)
    _warn(warnings, None, quiet)
    _write((summary_json if form == "json" else summary_text)(summary), output)


@app.command("explain", short_help="Show how each sentence is sourced, and why.")
def explain_command(
    ctx: typer.Context,
    article: ArticleArgument = None,
    output: OutputOption = None,
    form: Annotated[
        Literal["term", "html", "json"],
        typer.Option("--format", help="For reading, a page for a browser, or JSON for programs."),
    ] = "term",
    quiet: QuietOption = False,
) -> None:
    """Show the article sentence by sentence: its sourcing, what decided that, and whether it made the brief.

    What was set aside (byline, caption, promotion) is listed with the reason. Colours only in a terminal, and
    not when NO_COLOR is set; the labels say the same.

    \b
    Examples:
      allegedly explain article.txt
      allegedly explain article.txt --format html -o explained.html
      allegedly explain article.txt --format json | jq '.sentences[] | select(.sourcing == "allegation").text'
    """
    text, warnings = _read(ctx, article, output)
    from allegedly.pipeline import analyse, brief_of
    from allegedly.render.explain import explain_json, explain_terminal, explain_text

    analysis = analyse(text)
    _warn(warnings, analysis, quiet)
    briefing = brief_of(analysis)
    if form == "json":
        shown = explain_json(analysis, briefing)
    elif form == "html":
        from allegedly.render.explain_html import explain_html

        shown = explain_html(analysis, briefing)
    elif output is None and _is_terminal(sys.stdout):
        import shutil

        shown = explain_terminal(analysis, briefing, width=shutil.get_terminal_size().columns)
    else:
        shown = explain_text(analysis, briefing)
    _write(shown, output)


@app.command("batch", short_help="Do the same for many articles, a line of JSON each.")
def batch_command(
    ctx: typer.Context,
    source: Annotated[
        str | None,
        typer.Argument(metavar="IN.jsonl", show_default=False, help="JSON Lines, or - for standard input."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="OUT.jsonl", show_default=False, help="Required.")
    ] = None,
    what: Annotated[
        Literal["analysis", "brief", "summary"], typer.Option(help="What to make of each article.")
    ] = "brief",
    jobs: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", show_default=False, help="Processes; default every core."),
    ] = None,
    sentences: Annotated[
        int | None, typer.Option(min=1, metavar="N", show_default=False, help="Bounds each summary.")
    ] = None,
    words: Annotated[
        int | None, typer.Option(min=1, metavar="N", show_default=False, help="Bounds each brief or summary.")
    ] = None,
    ranker: RankerOption = "house",
    quiet: QuietOption = False,
) -> None:
    """Write one line of JSON for each line of IN.jsonl, in the same order, on all cores.

    A line is an object with "text" and, where known, "id", "title", "outlet", "published", "url", "byline".
    A bad line is reported with its number and passed over; the exit status is then 1. After an interruption
    the same command goes on where it stopped.

    \b
    Examples:
      allegedly batch articles.jsonl -o briefs.jsonl
      allegedly batch articles.jsonl -o analyses.jsonl --what analysis --jobs 2
      allegedly batch articles.jsonl -o summaries.jsonl --what summary --words 100
    """
    if source is None:
        _no_input(ctx, "no input given: name a file of JSON Lines, or - to read standard input")
    if output is None or str(output) == "-":
        raise OptionError("no output file given: name one with -o, a batch goes on where it stopped")
    from allegedly.batch import run_batch

    with _progress(quiet) as on_progress:
        report = run_batch(
            "-" if source == "-" else Path(source),
            output,
            what,
            sentences=sentences,
            words=words,
            ranker=ranker,
            jobs=jobs,
            on_progress=on_progress,
        )
    for failure in report.failed:
        _say(f"allegedly: line {failure.line}: {' '.join(failure.reason.split())}")
    if not quiet:
        earlier = f" ({report.skipped} by an earlier run)" if report.skipped else ""
        _say(f"allegedly: {report.done + report.skipped} done{earlier}, {len(report.failed)} failed")
    if report.failed:
        raise typer.Exit(FINDINGS)


def main() -> None:
    """Nothing: runs the command line and exits."""
    app(prog_name="allegedly")


def _read(ctx: typer.Context, given: str | None, output: Path | None) -> tuple[str, tuple[str, ...]]:
    """The article's text and the warnings of its decoding; without an article, help and exit status 2."""
    from allegedly.config import MAX_INPUT_BYTES
    from allegedly.ingest import read_text

    if given is None:
        _no_input(ctx, "no article given: name a file, or - to read standard input")
    if given == "-":
        if sys.stdin is None:
            raise InputError("standard input is closed: name a file")
        return read_text(sys.stdin.buffer.read(MAX_INPUT_BYTES + 1))
    path = Path(given)
    if output is not None and output.exists() and path.exists() and output.samefile(path):
        raise OptionError(f"the output would overwrite the article {path}: choose another file for -o")
    return read_text(path)


def _no_input(ctx: typer.Context, message: str) -> NoReturn:
    """Help for somebody at a terminal; for a script that forgot `-`, the message. Never waits for input."""
    if not _is_terminal(sys.stdin):
        raise OptionError(message)
    _say(ctx.get_help())
    sys.exit(BAD_INPUT)


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """A bar on standard error when that is a terminal, else a function that shows nothing."""
    if quiet or not _is_terminal(sys.stderr):
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


def _warn(decoding: tuple[str, ...], analysis: Analysis | None, quiet: bool) -> None:
    warnings = decoding if analysis is None else (*decoding, *analysis.article.warnings)
    if not quiet:
        for warning in dict.fromkeys(warnings):
            _say(f"allegedly: warning: {warning}")


def _write(text: str, output: Path | None) -> None:
    """Nothing: the text goes to `output`, or to standard output, as UTF-8 with plain line ends anywhere."""
    if output is None or str(output) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    else:
        from allegedly.output import write_whole

        write_whole(output, text)


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _fail(error: AllegedlyError) -> NoReturn:
    _say("allegedly: " + " ".join(str(error).split()))
    sys.exit(FINDINGS if isinstance(error, VerificationError) else BAD_INPUT)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()
