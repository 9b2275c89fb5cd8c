"""`allegedly brief`."""

from __future__ import annotations

from typing import Annotated

import typer

from allegedly.cli.delivery import Delivery, read_article
from allegedly.cli.options import (
    ArticleArgument,
    FormatOption,
    ForOption,
    OutputOption,
    Paper,
    QuietOption,
    RankerOption,
    TemplateOption,
)
from allegedly.console import naming, read_template, say, warn


def brief_command(
    ctx: typer.Context,
    article: ArticleArgument = None,
    output: OutputOption = None,
    form: FormatOption = None,
    target: ForOption = None,
    template: TemplateOption = None,
    page: Annotated[Paper, typer.Option(help="The paper that the brief fits, in every format.")] = "a4",
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
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", show_default=False, help="The headline, if not in ARTICLE.")
    ] = None,
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
    delivery = Delivery(output, form, target, template is not None, page)
    text, warnings = read_article(ctx, article, *delivery.files)
    from allegedly.config import DEFAULT_WORDS, Options
    from allegedly.pipeline import analyse, brief_of, checks

    own = read_template(template)
    options = Options(words or DEFAULT_WORDS, ranker, page, own if form == "pdf" else None)
    analysis = analyse(text, title=title, outlet=outlet, published=published, url=url, byline=byline)
    warn(warnings, analysis, quiet)
    with naming(template):
        briefing = brief_of(analysis, options)
        shown = delivery.shown(briefing, own)
    for passed in checks(briefing, analysis, options) if check else ():
        say(f"allegedly: checked: {passed}")
    delivery.deliver(briefing, shown)
