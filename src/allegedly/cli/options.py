"""The options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from allegedly.config import Format

Target = Literal[
    "hugo", "jekyll", "astro", "buttondown", "ghost", "substack", "mailchimp", "listmonk", "slack"
]

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
FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        show_default="md",
        help="Markdown, plain text, JSON, an HTML fragment, an HTML page for a mail (with -o FILE.html "
        "its plain text goes to FILE.txt), a whole message, or print.",
    ),
]
ForOption = Annotated[
    Target | None, typer.Option("--for", show_default=False, help="In what that place takes.")
]
TemplateOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        show_default=False,
        help="In place of the format's own template: Jinja2, for pdf Typst.",
    ),
]
Paper = Literal["a4", "letter"]
