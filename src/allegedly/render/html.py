"""A brief or digest as HTML: Python-Markdown makes the elements, and the templates put a page around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.briefing import Digest, Entry
from allegedly.errors import TemplateError
from allegedly.render.markdown import Anchor, escape, fill_markdown
from allegedly.render.structure import name_digest, name_parts
from allegedly.render.templates import Document, name_of
from allegedly.templating import environment, shipped

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown
    from markdown.extensions import Extension


def render_html(document: Document, template: str | None = None) -> str:
    """The document as an HTML fragment: one `article` element, a brief with its two sections in it.

    It has classes and no style, so that it takes the looks of the page that it is put into. Raises
    `TemplateError` when the template cannot be used.
    """
    own = "digest.html.j2" if isinstance(document, Digest) else "brief.html.j2"
    return fill_html(template or shipped(own), document)


def plain_html(document: Document) -> str:
    """The document as headings, paragraphs, lists and quotations without attributes.

    For editors that take nothing else over from what is pasted into them.
    """
    return _converted(document, (), None) + "\n"


def anchor(entry: Entry) -> str:
    """The id of an entry of a digest: it has nothing of the article in it."""
    return f"brief-{entry.number}"


def fill_html(template: str, document: Document) -> str:
    """The text of an HTML template that may use the document, with its values escaped, and `body`, its HTML.

    Raises `TemplateError` when the template cannot be parsed or names something else.
    """
    from jinja2 import TemplateError as JinjaError
    from markupsafe import Markup

    printed = document.printed()
    # Safe: every value in it went through the Markdown renderer, which leaves no character that opens a tag.
    body = Markup(_converted(printed, (_structure(printed),), anchor))  # noqa: S704
    env = environment(autoescape=True)
    try:
        names = {name_of(printed): printed, "body": body}
        return env.from_string(template).render(names).strip() + "\n"
    except JinjaError as error:
        line = getattr(error, "lineno", None)
        place = f"line {line} of " if line else ""
        raise TemplateError(f"{place}the template cannot be used: {error}") from error


def _converted(document: Document, extensions: tuple[Extension, ...], anchor: Anchor | None) -> str:
    from markdown import markdown as convert

    own = shipped("digest.md.j2" if isinstance(document, Digest) else "brief.md.j2")
    text = fill_markdown(own, document.printed(), escape=escape, anchor=anchor)
    return convert(text, extensions=extensions, output_format="html")


def _structure(document: Document) -> Extension:
    """Python-Markdown's extension that puts each section into an element and names the parts by classes."""
    from markdown.extensions import Extension
    from markdown.treeprocessors import Treeprocessor

    class Structure(Treeprocessor):
        def run(self, root: Element) -> None:
            if isinstance(document, Digest):
                name_digest(root, document, anchor)
            else:
                name_parts(root, document)

    class StructureExtension(Extension):
        def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- Python-Markdown's name
            # After the inline patterns (20), when emphasis is an element; before the line breaks (10).
            md.treeprocessors.register(Structure(md), "allegedly-structure", 15)

    return StructureExtension()
