"""The brief as Markdown that says the same to every parser."""

from __future__ import annotations

import re

from allegedly.briefing import Briefing
from allegedly.render.templates import fill
from allegedly.templating import shipped

# Marks at the start of a line that open a heading, a list or a quotation. Escaped wherever a value starts:
# only the template knows what stands in front of it.
_START_RE = re.compile(r"^(?:([#>])|([-+])(?=\s|$|-)|(\d{1,9})([.)])(?=\s|$)|(\[)(?=[ xX]\]))")
_INLINE_RE = re.compile(
    r"[\\`*]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # an underscore inside a word is a letter to both families of parsers
    r"|\](?=[(\[:])|\[(?=\^)|#(?=#*\s*$)"
)
_ENTITY_RE = re.compile(r"&(?=#?\w{1,31};)")


def markdown(briefing: Briefing, template: str | None = None) -> str:
    """The brief as CommonMark: headings of two levels, a list, block quotations; one line for an item.

    No text from the article can become markup: CommonMark and Python-Markdown both give the characters back.
    """
    return fill(template or shipped("brief.md.j2"), briefing, escape=escape)


def escape(value: str) -> str:
    """`value` as Markdown that prints it: backslashes where all parsers take them, else entities."""
    value = " ".join(value.split())
    value = _ENTITY_RE.sub("&amp;", value)
    value = _INLINE_RE.sub(lambda m: "\\" + m[0], value)
    value = value.replace("<", "&lt;")
    if value.count("~") > 1:
        value = value.replace("~", "&#126;")
    return _START_RE.sub(_escape_start, value)


def _escape_start(found: re.Match[str]) -> str:
    if found[3] is not None:
        return f"{found[3]}\\{found[4]}"
    return "\\" + found[0]
