"""The command line: the only module that prints or exits.

Each command imports what it needs when it runs, so that `--help` is quick.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer
from typer.core import TyperGroup

from allegedly.config import Format
from allegedly.console import (
    is_terminal,
    naming,
    progress,
    read_input,
    read_template,
    say,
    shows_styles,
    warn,
    write,
)
from allegedly.errors import AllegedlyError, OptionError, VerificationError

if TYPE_CHECKING:
    from allegedly.briefing import Briefing

Target = Literal[
    "hugo", "jekyll", "astro", "buttondown", "ghost", "substack", "mailchimp", "listmonk", "slack"
]

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
      allegedly explain article.txt

    Exit status: 0 done, 1 some inputs failed, 2 the input or the options cannot be used.
    """


@app.command("brief", short_help="Write a one-page brief of an article.")
def brief_command(
    ctx: typer.Context,
    article: ArticleArgument = None,
    output: OutputOption = None,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            show_default="md",
            help="Markdown, plain text, JSON, an HTML fragment, an HTML page for a mail (with -o FILE.html "
            "its plain text goes to FILE.txt), a whole message, or a printed page.",
        ),
    ] = None,
    target: Annotated[
        Target | None, typer.Option("--for", show_default=False, help="In what that place takes.")
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            show_default=False,
            help="In place of the format's own template: Jinja2, for pdf Typst.",
        ),
    ] = None,
    page: Annotated[
        Literal["a4", "letter"], typer.Option(help="The paper that the brief fits, in every format.")
    ] = "a4",
    words: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", show_default=False, help="At most N words of the article; default one page."
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Say on standard error what was checked of the brief.")
    ] = False,
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
      allegedly brief article.txt --format pdf --page letter -o brief.pdf
      allegedly brief article.txt --for substack | pbcopy
      curl -s https://example.org/article.txt | allegedly brief - --format json -o brief.json
    """
    if target is not None and (form is not None or template is not None):
        raise OptionError("--for says what is written: leave --format and --template out")
    if form == "pdf" and output in (None, Path("-")) and is_terminal(sys.stdout):
        raise OptionError("a PDF is nothing for a terminal: name a file with -o, or pipe it to a program")
    beside = _beside(output) if form == "email" else None
    text, warnings = _read(ctx, article, output, beside)
    from allegedly.config import DEFAULT_WORDS, Options
    from allegedly.pipeline import analyse, brief_of, checks

    own = read_template(template)
    options = Options(words or DEFAULT_WORDS, ranker, page, own if form == "pdf" else None)
    analysis = analyse(text, title=title, outlet=outlet, published=published, url=url, byline=byline)
    warn(warnings, analysis, quiet)
    with naming(template):
        briefing = brief_of(analysis, options)
        shown = _shown(briefing, form, target, own, page, output)
    for passed in checks(briefing, analysis, options) if check else ():
        say(f"allegedly: checked: {passed}")
    write(shown, output)
    if beside is not None:
        write(_shown(briefing, "txt", None, None, page, beside), beside)


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
    warn(warnings, None, quiet)
    write((summary_json if form == "json" else summary_text)(summary), output)


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
    warn(warnings, analysis, quiet)
    briefing = brief_of(analysis)
    if form == "json":
        shown = explain_json(analysis, briefing)
    elif form == "html":
        from allegedly.render.explain_html import explain_html

        shown = explain_html(analysis, briefing)
    elif output is None and is_terminal(sys.stdout):
        import shutil

        shown = explain_terminal(analysis, briefing, width=shutil.get_terminal_size().columns)
    else:
        shown = explain_text(analysis, briefing)
    write(shown, output)


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

    with progress(quiet) as on_progress:
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
        say(f"allegedly: line {failure.line}: {' '.join(failure.reason.split())}")
    if not quiet:
        earlier = f" ({report.skipped} by an earlier run)" if report.skipped else ""
        say(f"allegedly: {report.done + report.skipped} done{earlier}, {len(report.failed)} failed")
    if report.failed:
        raise typer.Exit(FINDINGS)


def main() -> None:
    """Nothing: runs the command line and exits."""
    # numpy's threads cost a tenth of a second at each start, and save nothing on matrices as small as ours.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    app(prog_name="allegedly")


def _read(ctx: typer.Context, given: str | None, *outputs: Path | None) -> tuple[str, tuple[str, ...]]:
    """The article's text and the warnings of its decoding; without an article, help and exit status 2."""
    if given is None:
        _no_input(ctx, "no article given: name a file, or - to read standard input")
    return read_input(given, *outputs)


def _no_input(ctx: typer.Context, message: str) -> NoReturn:
    """Help for somebody at a terminal; for a script that forgot `-`, the message. Never waits for input."""
    if not is_terminal(sys.stdin):
        raise OptionError(message)
    say(ctx.get_help())
    sys.exit(BAD_INPUT)


def _beside(output: Path | None) -> Path | None:
    """Where the plain text of the mail in `output` goes; None when that is no file."""
    if output is None or str(output) == "-" or (output.exists() and not output.is_file()):
        return None
    beside = output.parent / f"{output.stem}.txt"
    if beside == output:
        raise OptionError(f"the plain text of the mail goes to {beside}: give another file name for -o")
    return beside


def _shown(
    briefing: Briefing,
    form: Format | None,
    target: Target | None,
    template: str | None,
    page: Literal["a4", "letter"],
    output: Path | None,
) -> str | bytes:
    """What is written: for a place, in a form, or without either on a screen as that shows it best."""
    if target is not None:
        from allegedly.render.targets import render_for

        return render_for(briefing, target)
    if form is None and template is None and output is None and shows_styles(sys.stdout):
        import shutil

        from allegedly.render.terminal import terminal

        return terminal(briefing, width=shutil.get_terminal_size().columns)
    from allegedly.render import render

    return render(briefing, form or "md", template=template, page=page)


def _fail(error: AllegedlyError) -> NoReturn:
    say("allegedly: " + " ".join(str(error).split()))
    sys.exit(FINDINGS if isinstance(error, VerificationError) else BAD_INPUT)
