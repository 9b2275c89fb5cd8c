"""The brief as HTML: Python-Markdown makes the elements, and the templates put a page around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.briefing import Briefing
from allegedly.errors import TemplateError
from allegedly.render.markdown import markdown
from allegedly.templating import environment, shipped

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown
    from markdown.extensions import Extension


def render_html(briefing: Briefing, template: str | None = None) -> str:
    """The brief as an HTML fragment: one `article` element with the two sections in it.

    It has classes and no style, so that it takes the looks of the page that it is put into. Raises
    `TemplateError` when the template cannot be used.
    """
    return fill_html(template or shipped("brief.html.j2"), briefing)


def plain_html(briefing: Briefing) -> str:
    """The brief as headings, paragraphs, lists and quotations without attributes.

    For editors that take nothing else over from what is pasted into them.
    """
    return _converted(briefing, ()) + "\n"


def fill_html(template: str, briefing: Briefing) -> str:
    """The text of an HTML template that may use `briefing`, with its values escaped, and `body`, its HTML.

    Raises `TemplateError` when the template cannot be parsed or names something else.
    """
    from jinja2 import TemplateError as JinjaError
    from markupsafe import Markup

    printed = briefing.printed()
    # Safe: every value in it went through the Markdown renderer, which leaves no character that opens a tag.
    body = Markup(_converted(printed, (_structure(printed),)))  # noqa: S704
    env = environment(autoescape=True)
    try:
        return env.from_string(template).render(briefing=printed, body=body).strip() + "\n"
    except JinjaError as error:
        line = getattr(error, "lineno", None)
        place = f"line {line} of " if line else ""
        raise TemplateError(f"{place}the template cannot be used: {error}") from error


def _converted(briefing: Briefing, extensions: tuple[Extension, ...]) -> str:
    from markdown import markdown as convert

    return convert(markdown(briefing.printed()), extensions=extensions, output_format="html")


def _structure(briefing: Briefing) -> Extension:
    """Python-Markdown's extension that puts each section into an element and names the parts by classes."""
    from markdown.extensions import Extension
    from markdown.treeprocessors import Treeprocessor

    class Structure(Treeprocessor):
        def run(self, root: Element) -> None:
            _name_parts(root, briefing)

    class StructureExtension(Extension):
        def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- Python-Markdown's name
            # After the inline patterns (20), when emphasis is an element; before the line breaks (10).
            md.treeprocessors.register(Structure(md), "allegedly-structure", 15)

    return StructureExtension()


def _name_parts(root: Element, briefing: Briefing) -> None:
    """Classes for the parts of a brief, wherever they are found; the text stays as it is."""
    from xml.etree.ElementTree import Element

    children = list(root)
    if sum(1 for child in children if child.tag == "h2") != len(briefing.sections):
        return
    last = children.pop() if children and children[-1].tag == "p" else None
    kinds = iter(section.kind for section in briefing.sections)
    section: Element | None = None
    for child in children:
        if child.tag == "h2":
            section = Element("section", {"class": next(kinds)})
            root.insert(list(root).index(child), section)
        if section is not None:
            root.remove(child)
            section.append(child)
        if child.tag == "blockquote":
            child.set("class", "title-notice" if section is None else "section-notice")
        elif child.tag == "p" and section is None:
            child.set("class", "provenance")
    for item in root.iter("li"):
        if len(item) and item[-1].tag == "em":
            item[-1].set("class", "notice")
    if last is not None:
        last.set("class", "sources")
