"""The brief as a printed page."""

from __future__ import annotations

from allegedly.briefing import Briefing
from allegedly.typesetting import Page, typeset


def render_pdf(briefing: Briefing, page: Page = "a4", template: str | None = None) -> bytes:
    """The brief as a PDF of one page, tagged for screen readers; `template` is the text of a Typst file.

    Raises `OptionError` for an unknown page, `TemplateError` when the template cannot be used.
    """
    return typeset(briefing, page, template)
