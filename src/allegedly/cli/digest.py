"""`allegedly digest`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from allegedly.cli.delivery import FINDINGS, Delivery, no_input
from allegedly.cli.options import (
    FormatOption,
    ForOption,
    OutputOption,
    Paper,
    QuietOption,
    RankerOption,
    TemplateOption,
)
from allegedly.console import naming, read_input, read_template, say
from allegedly.errors import InputError, OptionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allegedly.analysis import Analysis


def digest_command(
    ctx: typer.Context,
    articles: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ARTICLE...",
            show_default=False,
            help="Plain text files; one may be - for standard input.",
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", show_default=False, help="The issue's title. Required.")
    ] = None,
    intro: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            show_default=False,
            help="Plain text that opens the issue, in your own words: paragraphs parted by blank lines.",
        ),
    ] = None,
    outlet: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TEXT",
            show_default=False,
            help="Who published an article: once for each, in their order, '' where it is not known.",
        ),
    ] = None,
    published: Annotated[
        list[str] | None,
        typer.Option(metavar="DATE", show_default=False, help="When it was published: once for each."),
    ] = None,
    output: OutputOption = None,
    form: FormatOption = None,
    target: ForOption = None,
    template: TemplateOption = None,
    page: Annotated[Paper, typer.Option(help="The paper of a printed issue.")] = "a4",
    words: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            show_default=False,
            help="At most N words of each article; default 200, fewer where they are many.",
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Say on standard error what was checked of the issue.")
    ] = False,
    ranker: RankerOption = "house",
    quiet: QuietOption = False,
) -> None:
    """Write a newsletter issue: contents, a short brief of each article, and all sources at the end.

    What two articles say in the same words is said once, with both outlets named. An allegation stays one;
    its notice says where another article of the issue has it on the record or as a fact. An article that
    cannot be used is named on standard error and left out; the exit status is then 1.

    \b
    Examples:
      allegedly digest port.txt minister.txt --title "The week in Verland"
      allegedly digest a.txt b.txt --outlet "Verland Post" --outlet Kapital --title "The week"
      allegedly digest *.txt --title "The week" --intro hello.txt --format eml -o week.eml
      allegedly digest *.txt --title "The week" --for buttondown | pbcopy
    """
    if not articles:
        no_input(ctx, "no article given: name files, one of which may be - for standard input")
    if title is None:
        raise OptionError('no title given: name the issue with --title "…"')
    if [*articles, str(intro)].count("-") > 1:
        raise OptionError("standard input is one text: give - once")
    outlets = _for_each(articles, outlet, "--outlet")
    days = _for_each(articles, published, "--published")
    delivery = Delivery(output, form, target, template is not None, page)
    opening, warnings = ("", ()) if intro is None else read_input(str(intro), *delivery.files)
    _warn(str(intro), warnings, quiet)
    own = read_template(template)
    analyses = _analyses(articles, outlets, days, delivery.files, quiet)
    from allegedly.issue import checks, digest

    issue = digest(analyses, title=title, intro=opening, words=words, ranker=ranker)
    with naming(template):
        shown = delivery.shown(issue, own)
    for passed in checks(issue, analyses, words) if check else ():
        say(f"allegedly: checked: {passed}")
    delivery.deliver(issue, shown)
    if len(analyses) < len(articles):
        raise typer.Exit(FINDINGS)


def _for_each(articles: Sequence[str], given: Sequence[str] | None, option: str) -> Sequence[str | None]:
    """What an option says of each article; None where it says nothing."""
    if not given:
        return [None] * len(articles)
    if len(given) != len(articles):
        raise OptionError(
            f"{len(articles)} articles and {len(given)} times {option}: give it once for each article, in "
            "their order, '' where it is not known"
        )
    return [value or None for value in given]


def _analyses(
    articles: Sequence[str],
    outlets: Sequence[str | None],
    days: Sequence[str | None],
    outputs: Sequence[Path | None],
    quiet: bool,
) -> list[Analysis]:
    """The articles that can be used, analysed; the others are named on standard error."""
    from allegedly.pipeline import analyse

    found: dict[str, str] = {}
    analyses = []
    for given, outlet, day in zip(articles, outlets, days, strict=True):
        name = "standard input" if given == "-" else given
        try:
            text, warnings = read_input(given, *outputs)
            if text in found:
                raise InputError(f"it is the same article as {found[text]}")
            analysis = analyse(text, outlet=outlet, published=day)
        except InputError as error:
            say(f"allegedly: {name}: left out: {' '.join(str(error).split())}")
            continue
        found[text] = name
        _warn(name, (*warnings, *analysis.article.warnings), quiet)
        analyses.append(analysis)
    if not analyses:
        raise InputError("none of the articles can be used: no issue was written")
    return analyses


def _warn(name: str, warnings: Sequence[str], quiet: bool) -> None:
    for warning in () if quiet else dict.fromkeys(warnings):
        say(f"allegedly: warning: {name}: {warning}")
