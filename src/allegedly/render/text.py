"""A brief or digest as plain text."""

from __future__ import annotations

from textwrap import TextWrapper

from allegedly.briefing import Digest
from allegedly.render.templates import Document, fill
from allegedly.templating import shipped

COLUMNS = 72
"""What a plain-text mail stays under, so that a reply's quote marks still fit into 80."""


def text(document: Document, template: str | None = None) -> str:
    """The document as plain text in lines of at most 72 columns, longer only where one word is."""
    filters = {"wrap": _wrap, "underline": _underline}
    own = "digest.txt.j2" if isinstance(document, Digest) else "brief.txt.j2"
    return fill(template or shipped(own), document, escape=str, filters=filters)


def _wrap(value: str, first: str = "", rest: str = "") -> str:
    wrapper = TextWrapper(
        COLUMNS, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
    return wrapper.fill(value)


def _underline(value: str) -> str:
    return "=" * min(COLUMNS, max(3, len(value)))
