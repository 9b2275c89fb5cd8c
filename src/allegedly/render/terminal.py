"""A brief or digest on a screen."""

from __future__ import annotations

import re
from io import StringIO

from allegedly.briefing import Digest
from allegedly.render.markdown import escape, fill_markdown
from allegedly.render.templates import Document
from allegedly.templating import shipped

WIDEST = 100
"""Columns of a line on the widest screen: longer lines lose the reader's eye on the way back."""

_STYLES = {
    "markdown.em": "italic dim",
    "markdown.block_quote": "dim",
    "markdown.h2": "bold",
    "markdown.h3": "bold",
}
_ALLEGED = {
    "markdown.em": "italic yellow",
    "markdown.block_quote": "yellow",
    "markdown.h2": "bold yellow",
    "markdown.h3": "bold yellow",
}
_SECTION_RE = re.compile(r"^(?=#{2,3} )", re.MULTILINE)


def terminal(document: Document, *, width: int) -> str:
    """The Markdown of the document, set for a terminal of `width` columns, allegations in yellow."""
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.theme import Theme

    printed = document.printed()
    briefings = [e.briefing for e in printed.entries] if isinstance(printed, Digest) else [printed]
    alleged = {escape(s.heading) for b in briefings for s in b.sections if s.kind == "allegations"}
    console = Console(file=StringIO(), force_terminal=True, width=min(width, WIDEST), highlight=False)
    plain = fill_markdown(
        shipped("digest.md.j2" if isinstance(printed, Digest) else "brief.md.j2"),
        printed,
        escape=escape,
        anchor=None,
    )
    for part in _SECTION_RE.split(plain):
        heading, last = part.split("\n", 1)[0].lstrip("# "), ""
        if heading in alleged:  # the line under the allegations is none
            part, _, last = part.rstrip().rpartition("\n\n")
        with console.use_theme(Theme(_ALLEGED if heading in alleged else _STYLES)):
            console.print(Markdown(part, hyperlinks=False))
            console.print()
        if last:
            with console.use_theme(Theme(_STYLES)):
                console.print(Markdown(last, hyperlinks=False))
                if isinstance(printed, Digest):
                    console.print()
    assert isinstance(console.file, StringIO)  # noqa: S101 -- for mypy: the file given above
    return "".join(line.rstrip() + "\n" for line in console.file.getvalue().splitlines())
