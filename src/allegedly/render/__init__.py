"""A brief or digest in each form that it can leave the program in."""

from __future__ import annotations

from typing import Literal, get_args, overload

from allegedly.config import Format
from allegedly.errors import AllegedlyError, OptionError, TemplateError
from allegedly.render.templates import Document

FORMATS: tuple[Format, ...] = get_args(Format)
"""The formats of `render`."""


@overload
def render(
    document: Document,
    format: Literal["md", "txt", "json", "html", "email"],
    *,
    template: str | None = None,
    page: Literal["a4", "letter"] = "a4",
) -> str: ...


@overload
def render(
    document: Document,
    format: Literal["eml", "pdf"],
    *,
    template: str | None = None,
    page: Literal["a4", "letter"] = "a4",
) -> bytes: ...


@overload
def render(
    document: Document,
    format: Format,
    *,
    template: str | None = None,
    page: Literal["a4", "letter"] = "a4",
) -> str | bytes: ...


def render(
    document: Document,
    format: Format,  # noqa: A002
    *,
    template: str | None = None,
    page: Literal["a4", "letter"] = "a4",
) -> str | bytes:
    """The document in one of `FORMATS`: text that ends with one line break, bytes for `eml` and `pdf`.

    All formats say the same. `template` is the text of a template in place of the shipped one: Typst for
    `pdf`, else Jinja2; `page` matters to `pdf` only. Raises `OptionError` for an unknown format or page, and
    for a template where there is none to replace (`json`); `TemplateError` for whatever goes wrong in a
    template.
    """
    try:
        return _rendered(document, format, template, page)
    except AllegedlyError:
        raise
    except Exception as error:
        if template is None:
            raise
        # A template is its author's program, and may fail in any way that a program can.
        what = " ".join(f"{type(error).__name__}: {error}".split())
        raise TemplateError(f"the template cannot be used: {what}") from error


def _rendered(
    document: Document, form: Format, template: str | None, page: Literal["a4", "letter"]
) -> str | bytes:
    if form == "md":
        from allegedly.render.markdown import markdown

        return markdown(document, template)
    if form == "txt":
        from allegedly.render.text import text

        return text(document, template)
    if form == "json":
        from allegedly.render.json import json

        if template is not None:
            raise OptionError("JSON has no template: its schema is the same for everybody")
        return json(document)
    if form == "html":
        from allegedly.render.html import render_html

        return render_html(document, template)
    if form in ("email", "eml"):
        from allegedly.render.email import render_email, render_eml

        return (
            render_email(document, template) if form == "email" else render_eml(document, template=template)
        )
    if form == "pdf":
        from allegedly.render.pdf import render_pdf

        return render_pdf(document, page, template)
    raise OptionError(f"there is no format {form!r}; take one of {', '.join(FORMATS)}")
