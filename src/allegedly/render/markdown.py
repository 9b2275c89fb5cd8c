"""A brief or digest as Markdown that says the same to every parser."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from allegedly.briefing import Digest, Entry
from allegedly.render.templates import Document, Verbatim, fill
from allegedly.templating import shipped

# Marks at the start of a line that open a heading, a list or a quotation. Escaped wherever a value starts:
# only the template knows what stands in front of it.
_START_RE = re.compile(r"^(?:([#>])|([-+])(?=\s|$|-)|(\d{1,9})([.)])(?=\s|$)|(\[)(?=[ xX]\]|[^\[\]]*\]:))")
_INLINE_RE = re.compile(
    r"[\\`*]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # an underscore inside a word is a letter to both families of parsers
    r"|\](?=[(\[:])|\[(?=\^)|#(?=#*\s*$)"
)
_BRACKET_RE = re.compile(r"\\.|[\[\]]")
_ENTITY_RE = re.compile(r"&(?=#?\w{1,31};)")


Anchor = Callable[[Entry], str]
"""What a link to an entry of a digest points to."""


def markdown(document: Document, template: str | None = None) -> str:
    """The document as CommonMark: headings, lists, block quotations; one line for an item.

    No text from an article can become markup: CommonMark and Python-Markdown both give the characters back.
    The contents of a digest link to its headings, by the anchors that GitHub, Hugo, Jekyll and Astro make.
    """
    own = "digest.md.j2" if isinstance(document, Digest) else "brief.md.j2"
    anchor = slugs(document) if isinstance(document, Digest) else None
    return fill_markdown(template or shipped(own), document, escape=escape, anchor=anchor)


def fill_markdown(
    template: str, document: Document, *, escape: Callable[[str], str], anchor: Anchor | None
) -> str:
    """The text of a Markdown template; without an `anchor` the contents of a digest are no links."""

    def linked(entry: Entry) -> str:
        title = escape(entry.briefing.title)
        if anchor is None or not title:
            return Verbatim(title)
        # Brackets in pairs would do, but nothing says that they are in pairs.
        title = _BRACKET_RE.sub(lambda m: m[0] if m[0][0] == "\\" else "\\" + m[0], title)
        # Python-Markdown takes "[\\]:" for the definition of a link, whatever stands before the bracket.
        title = title.replace("\\]:", "&#93;:")
        return Verbatim(f"[{title}](#{anchor(entry)})")

    return fill(template, document, escape=escape, filters={"linked": linked})


def slugs(digest: Digest) -> Anchor:
    """The anchor of each entry's heading as GitHub makes it: letters, digits, hyphens and underscores alone.

    A heading that an earlier one has taken gets a number behind it.
    """
    taken: dict[str, int] = {}
    found = {}
    headings = [(0, digest.title), (0, digest.contents)]
    for number, heading in [
        *headings,
        *((e.number, f"{e.number}. {e.briefing.title}") for e in digest.entries),
    ]:
        kept = (c for c in heading.lower() if c in " -_" or unicodedata.category(c)[0] in "LNM")
        slug = "".join(kept).replace(" ", "-")
        taken[slug] = taken.get(slug, -1) + 1
        found[number] = f"{slug}-{taken[slug]}" if taken[slug] else slug
    return lambda entry: found[entry.number]


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
