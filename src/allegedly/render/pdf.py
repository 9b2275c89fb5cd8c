"""A brief or digest in print."""

from __future__ import annotations

from allegedly.render.templates import Document
from allegedly.typesetting import Page, typeset


def render_pdf(document: Document, page: Page = "a4", template: str | None = None) -> bytes:
    """The document as a tagged PDF, a brief on one page; `template` is the text of a Typst file.

    Raises `OptionError` for an unknown page, `TemplateError` when the template cannot be used.
    """
    return typeset(document, page, template)
