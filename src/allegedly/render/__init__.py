"""A briefing in each form that it can leave the program in."""

from __future__ import annotations

from allegedly.briefing import Briefing
from allegedly.errors import OptionError

FORMATS = ("md", "txt", "json")
"""The formats of `render`, by the file ending that they take."""


def render(briefing: Briefing, format: str) -> str:  # noqa: A002 -- the name of the option
    """The brief as text in one of `FORMATS`, ending with one line break. All formats say the same.

    Raises `OptionError` for an unknown format.
    """
    if format == "md":
        from allegedly.render.markdown import markdown

        return markdown(briefing)
    if format == "txt":
        from allegedly.render.text import text

        return text(briefing)
    if format == "json":
        from allegedly.render.json import json

        return json(briefing)
    raise OptionError(f"there is no format {format!r}; take one of {', '.join(FORMATS)}")
