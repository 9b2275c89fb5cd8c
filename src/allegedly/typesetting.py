"""A brief or digest set on paper, so that one page is counted and not guessed."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from allegedly.briefing import Briefing, Digest
from allegedly.errors import OptionError, TemplateError
from allegedly.templating import shelf, shipped

if TYPE_CHECKING:
    from typst import Compiler, Fonts, PDFStandard

Page = Literal["a4", "letter"]
"""The papers that a brief is set on."""

PAPERS: dict[Page, str] = {"a4": "a4", "letter": "us-letter"}
"""Typst's names of the papers."""

SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)
"""Type sizes against the template's own. Full size is what `page_count` counts; the smaller ones are for a
brief that has nothing left to drop. At the last, notices have 6.3 points: the small print of a timetable."""

_MADE = 0
"""The creation time written into every PDF, the epoch: the same brief gives the same bytes on every day."""


# Characters that Typst's own fonts have: Latin with its accents, and the marks of news typography.
COVERED_RE = re.compile("[ -~\u00a0-\u00ac\u00ae-\u017f‐–—‘’‚“”„†•…€−]*")


def page_count(briefing: Briefing, page: Page, template: str | None = None) -> int:
    """How many pages the brief takes at full size, by the same layout that makes the PDF.

    Raises `OptionError` for an unknown page, `TemplateError` when the Typst template cannot be used.
    """
    source, inputs = _source("brief.typ", template), _inputs(briefing, page, SCALES[0])
    if COVERED_RE.fullmatch(
        inputs["briefing"]
    ):  # no need to write the file out to learn which fonts it takes
        return _laid_out(source, inputs, system=False)[1]
    return _set(source, inputs)[1]


def typeset(document: Briefing | Digest, page: Page, template: str | None = None) -> bytes:
    """The document as a tagged PDF with its text selectable; the same document gives the same bytes.

    A brief that `page_count` finds too long is set smaller until it has one page; only one that is too long
    even at the smallest size takes more. A digest takes the pages that it takes. Conforms to PDF/UA-1, unless
    the text has characters that no font here has. Raises as `page_count` does.
    """
    if isinstance(document, Digest):
        return _set(_source("digest.typ", template), _inputs(document, page, SCALES[0]))[0]
    pdf, pages = b"", 0
    for scale in SCALES:
        pdf, pages = _set(_source("brief.typ", template), _inputs(document, page, scale))
        if pages == 1:
            break
    return pdf


def _set(source: bytes, inputs: dict[str, str]) -> tuple[bytes, int]:
    """The PDF and its number of pages, with Typst's own fonts, the same on every machine, where they do."""
    from typst import TypstError

    universal: list[PDFStandard] = ["ua-1"]
    tries: tuple[tuple[bool, list[PDFStandard]], ...] = ((False, universal), (True, universal), (True, []))
    for system, standards in tries:
        compiler, pages = _laid_out(source, inputs, system)
        try:
            pdf, _ = compiler.compile_with_warnings(
                source, format="pdf", pdf_standards=standards, timestamp=_MADE
            )
        except TypstError as error:
            # A character that no font has, or no title: a page all the same, but not to the standard.
            if standards and "PDF/UA-1" in error.message:
                continue
            raise TemplateError(f"the page template cannot be used: {error.message}") from error
        if isinstance(pdf, bytes):
            return pdf, pages
    raise TemplateError("the page template makes no PDF")


def _laid_out(source: bytes, inputs: dict[str, str], system: bool) -> tuple[Compiler, int]:
    """The compiler that has laid out the page, and how many pages came of it."""
    from typst import Compiler

    # The shipped templates are all the files that a template can reach.
    compiler = Compiler(
        source, root=shelf(), font_paths=_fonts(system), ignore_system_fonts=True, sys_inputs=inputs
    )
    try:
        return compiler, int(compiler.query("<pages>", field="value", one=True))
    except (RuntimeError, ValueError) as error:
        reason = str(error).strip().splitlines()[-1]
        raise TemplateError(f"the page template cannot be used, or lacks <pages>: {reason}") from error


def _source(own: str, template: str | None) -> bytes:
    return (shipped(own) if template is None else template).encode()


def _inputs(document: Briefing | Digest, page: Page, scale: float) -> dict[str, str]:
    """What the template sees, as JSON: strings only, so that nothing in them is ever read as Typst."""
    if page not in PAPERS:
        raise OptionError(f"there is no page {page!r}; take one of {', '.join(PAPERS)}")
    seen: dict[str, Any] = {"paper": PAPERS[page]}
    if isinstance(document, Briefing):
        seen |= {**_brief(document.printed()), "scale": scale}
        return {"briefing": json.dumps(seen, ensure_ascii=False)}
    printed = document.printed()
    seen |= {
        "title": printed.title,
        "intro": printed.intro,
        "contents": printed.contents,
        "notice": printed.notice,
        "entries": [
            {"number": e.number, "origin": e.origin, "briefing": _brief(e.briefing), "last": e.last}
            for e in printed.entries
        ],
        "sources_heading": printed.sources_heading,
        "sources": printed.sources,
    }
    return {"digest": json.dumps(seen, ensure_ascii=False)}


def _brief(briefing: Briefing) -> dict[str, Any]:
    return {
        "title": briefing.title,
        "title_notice": briefing.title_notice,
        "provenance": briefing.provenance,
        "sections": [
            {
                "kind": section.kind,
                "heading": section.heading,
                "notice": section.notice,
                "items": [{"text": item.text, "notice": item.whole_notice} for item in section.items],
            }
            for section in briefing.sections
        ],
        "sources": briefing.sources,
    }


@cache
def _fonts(system: bool) -> Fonts:
    from typst import Fonts

    return Fonts(include_system_fonts=system)
