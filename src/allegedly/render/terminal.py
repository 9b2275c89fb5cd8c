"""The brief on a screen."""

from __future__ import annotations

import re
from io import StringIO

from allegedly.briefing import Briefing
from allegedly.render.markdown import markdown

WIDEST = 100
"""Columns of a line on the widest screen: longer lines lose the reader's eye on the way back."""

_STYLES = {"markdown.em": "italic dim", "markdown.block_quote": "dim", "markdown.h2": "bold"}
_ALLEGED = {"markdown.em": "italic yellow", "markdown.block_quote": "yellow", "markdown.h2": "bold yellow"}
_SECTION_RE = re.compile(r"^(?=## )", re.MULTILINE)


def terminal(briefing: Briefing, *, width: int) -> str:
    """The Markdown of the brief, set for a terminal of `width` columns, allegations in yellow."""
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.theme import Theme

    console = Console(file=StringIO(), force_terminal=True, width=min(width, WIDEST), highlight=False)
    top, *sections = _SECTION_RE.split(markdown(briefing.printed()))
    kinds = [section.kind for section in briefing.sections]
    for kind, part in zip(["top", *kinds], [top, *sections], strict=True):
        body, last = part, ""
        if kind == kinds[-1]:
            body, _, last = part.rstrip().rpartition("\n\n")
        with console.use_theme(Theme(_ALLEGED if kind == "allegations" else _STYLES)):
            console.print(Markdown(body, hyperlinks=False))
            console.print()
        if last:
            with console.use_theme(Theme(_STYLES)):
                console.print(Markdown(last, hyperlinks=False))
    assert isinstance(console.file, StringIO)  # noqa: S101 -- for mypy: the file given above
    return "".join(line.rstrip() + "\n" for line in console.file.getvalue().splitlines())
