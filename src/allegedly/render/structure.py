"""The parts of a brief and of a digest, found among the elements that Python-Markdown makes, and named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from allegedly.briefing import Briefing, Digest, Entry

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def name_parts(root: Element, briefing: Briefing) -> None:
    """Nothing; afterwards the parts of a brief have their elements and classes. The text stays as it is."""
    children = list(root)
    if _count(children, "h2") != len(briefing.sections):
        return
    last = children.pop() if children and children[-1].tag == "p" else None
    _name_lines(children, "h2")
    _gather(root, children, "h2", [section.kind for section in briefing.sections])
    _name_notices(root)
    if last is not None:
        last.set("class", "sources")


def name_digest(root: Element, digest: Digest, anchor: Callable[[Entry], str]) -> None:
    """Nothing; afterwards the parts of a digest have their elements and classes, and each entry its id."""
    children = list(root)
    if _count(children, "h2") != len(digest.entries) + 2:
        return
    for child in children[: next(i for i, c in enumerate(children) if c.tag == "h2")]:
        if child.tag == "p":
            child.set("class", "intro")
    names = ["contents", *("entry" for _ in digest.entries), "issue-sources"]
    contents, *entries, _ = _gather(root, children, "h2", names)
    for child in contents:
        if child.tag == "blockquote":
            child.set("class", "reading")
    for section, entry in zip(entries, digest.entries, strict=True):
        section.set("id", anchor(entry))
        inside = list(section)
        if _count(inside, "h3") == len(entry.briefing.sections) and inside[-1].tag == "p":
            inside.pop().set("class", "last")
            _name_lines(inside, "h3")
            _gather(section, inside, "h3", [part.kind for part in entry.briefing.sections])
        _name_notices(section)


def _count(children: Sequence[Element], tag: str) -> int:
    return sum(1 for child in children if child.tag == tag)


def _gather(root: Element, children: Sequence[Element], tag: str, names: Sequence[str]) -> list[Element]:
    """The sections made of the children, each from a heading `tag` on, with class names in that order."""
    from xml.etree.ElementTree import Element

    made: list[Element] = []
    for child in children:
        if child.tag == tag:
            made.append(Element("section", {"class": names[len(made)]}))
            root.insert(list(root).index(child), made[-1])
        if made:
            root.remove(child)
            made[-1].append(child)
    return made


def _name_lines(children: Sequence[Element], tag: str) -> None:
    """Nothing; afterwards the notices and the line of provenance of a brief have their classes."""
    is_top = True
    for child in children:
        is_top = is_top and child.tag != tag
        if child.tag == "blockquote":
            child.set("class", "title-notice" if is_top else "section-notice")
        elif child.tag == "p" and is_top:
            child.set("class", "provenance")


def _name_notices(root: Element) -> None:
    for item in root.iter("li"):
        if len(item) and item[-1].tag == "em":
            item[-1].set("class", "notice")
