"""`allegedly summarise` and `allegedly explain`: what somebody reads who has one article."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from allegedly import console
from allegedly.cli.delivery import read_article
from allegedly.cli.options import ArticleArgument, OutputOption, QuietOption, RankerOption
from allegedly.console import warn, write


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
    text, warnings = read_article(ctx, article, output)
    from allegedly.pipeline import summarise
    from allegedly.render.summary import summary_json, summary_text

    summary = summarise(text, sentences=sentences, words=words, ranker=ranker)
    warn(warnings, None, quiet)
    write((summary_json if form == "json" else summary_text)(summary), output)


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
    text, warnings = read_article(ctx, article, output)
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
    elif output is None and console.is_terminal(sys.stdout):
        import shutil

        shown = explain_terminal(analysis, briefing, width=shutil.get_terminal_size().columns)
    else:
        shown = explain_text(analysis, briefing)
    write(shown, output)
