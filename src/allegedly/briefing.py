"""Briefing: all that a template may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from allegedly.analysis import SCHEMA, Sourcing
from allegedly.article import Span, printable

SectionKind = Literal["facts", "allegations"]


@dataclass(frozen=True, slots=True)
class Item:
    """One statement of the brief: the article's own words, and the notice that goes with them.

    `text` is made of the slices `spans` in order, joined by `…` where words were left out, with bracketed
    insertions `[…]` taken from the article. `notice` has no brackets or markup of its own.
    `source` is the name of the source it rests on; `None` for the outlet's own voice.
    """

    text: str
    spans: tuple[Span, ...]
    sourcing: Sourcing
    notice: str
    source: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """Reported facts or anonymous-source allegations; `items` may be empty, then `notice` says so."""

    kind: SectionKind
    heading: str
    notice: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A plain extractive summary: `sentences` in reading order, each with its verbatim text."""

    sentences: tuple[tuple[Span, str], ...]
    id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, schema `allegedly/1`."""
        out: dict[str, Any] = {"schema": SCHEMA}
        if self.id is not None:
            out["id"] = self.id
        out["sentences"] = [{"start": s.start, "end": s.end, "text": t} for s, t in self.sentences]
        return out


@dataclass(frozen=True, slots=True)
class Briefing:
    """A one-page brief, ready for a template.

    `provenance` is the line under the title and `sources` the last line, both plain text without markup.
    `title_notice` is empty unless the headline outruns its body. `omitted` counts the statements left out,
    by section.
    """

    title: str
    title_notice: str
    provenance: str
    sections: tuple[Section, ...]
    sources: str
    omitted: dict[SectionKind, int]
    id: str | None = None

    def printed(self) -> Briefing:
        """The briefing with every text on one line and fit for print, as `compose` makes them.

        For a form that a stray control or direction character would break, and a briefing made by hand.
        """
        sections = (
            replace(
                section,
                heading=printable(section.heading),
                notice=printable(section.notice),
                items=tuple(
                    replace(item, text=printable(item.text), notice=printable(item.notice))
                    for item in section.items
                ),
            )
            for section in self.sections
        )
        return replace(
            self,
            title=printable(self.title),
            title_notice=printable(self.title_notice),
            provenance=printable(self.provenance),
            sections=tuple(sections),
            sources=printable(self.sources),
        )

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, schema `allegedly/1`."""
        out: dict[str, Any] = {"schema": SCHEMA}
        if self.id is not None:
            out["id"] = self.id
        out["title"] = self.title
        out["title_notice"] = self.title_notice
        out["provenance"] = self.provenance
        out["sections"] = [
            {
                "kind": section.kind,
                "notice": section.notice,
                "items": [
                    {
                        "text": item.text,
                        "spans": [s.to_list() for s in item.spans],
                        "sourcing": item.sourcing,
                        "notice": item.notice,
                        "source": item.source,
                    }
                    for item in section.items
                ],
            }
            for section in self.sections
        ]
        out["sources"] = self.sources
        out["omitted"] = dict(self.omitted)
        return out
