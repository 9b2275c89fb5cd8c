"""`allegedly batch`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from allegedly.cli.delivery import FINDINGS, no_input
from allegedly.cli.options import QuietOption, RankerOption
from allegedly.console import progress, say
from allegedly.errors import OptionError


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
        no_input(ctx, "no input given: name a file of JSON Lines, or - to read standard input")
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
