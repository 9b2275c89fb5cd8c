"""Briefing: all that a template may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from allegedly.analysis import SCHEMA, Sourcing
from allegedly.article import Span, printable

SectionKind = Literal["facts", "allegations"]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another article of the same issue with the claim of an item, and what that adds to the item's notice.

    `brief` is the number of its brief in the issue; `spans` are offsets into that other article, and
    `sourcing` is whose word the claim is there.
    """

    brief: int
    sourcing: Sourcing
    spans: tuple[Span, ...]
    notice: str


@dataclass(frozen=True, slots=True)
class Item:
    """One statement of the brief: the article's own words, and the notice that goes with them.

    `text` is made of the slices `spans` in order, joined by `…` where words were left out, with bracketed
    insertions `[…]` taken from the article. `notice` has no brackets or markup of its own.
    `source` is the name of the source it rests on; `None` for the outlet's own voice.
    `elsewhere` is empty outside of a digest.
    """

    text: str
    spans: tuple[Span, ...]
    sourcing: Sourcing
    notice: str
    source: str | None
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def whole_notice(self) -> str:
        """The notice, and behind it what other articles of the issue have of the same claim."""
        return " ".join([self.notice, *(e.notice for e in self.elsewhere)])


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
                    replace(
                        item,
                        text=printable(item.text),
                        notice=printable(item.notice),
                        elsewhere=tuple(replace(e, notice=printable(e.notice)) for e in item.elsewhere),
                    )
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


@dataclass(frozen=True, slots=True)
class Entry:
    """One brief of an issue: `number` counts from 1, `origin` says where the article comes from, or nothing.

    `last` says what the brief leaves out, and what another brief of the issue tells.
    """

    number: int
    origin: str
    briefing: Briefing
    last: str


@dataclass(frozen=True, slots=True)
class Digest:
    """A newsletter issue of several briefs, ready for a template.

    `title` and the paragraphs of `intro` are the editor's own words. `notice` says how to read the briefs;
    `sources` has a line for each sort of source behind what stands in them.
    """

    title: str
    intro: tuple[str, ...]
    contents: str
    notice: str
    entries: tuple[Entry, ...]
    sources_heading: str
    sources: tuple[str, ...]

    def printed(self) -> Digest:
        """The digest with every text on one line and fit for print, as `Briefing.printed`."""
        return replace(
            self,
            title=printable(self.title),
            intro=tuple(printable(paragraph) for paragraph in self.intro),
            entries=tuple(
                replace(e, origin=printable(e.origin), briefing=e.briefing.printed(), last=printable(e.last))
                for e in self.entries
            ),
            sources=tuple(printable(line) for line in self.sources),
        )

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, schema `allegedly/1`; offsets of a brief are into its own article."""
        return {
            "schema": SCHEMA,
            "title": self.title,
            "intro": list(self.intro),
            "notice": self.notice,
            "briefs": [_entry(entry) for entry in self.entries],
            "sources": list(self.sources),
        }


def _entry(entry: Entry) -> dict[str, Any]:
    """A brief as it stands in an issue: in place of its list of sources the line about what is left out."""
    out = entry.briefing.to_dict()
    del out["schema"], out["sources"]
    for shown, section in zip(out["sections"], entry.briefing.sections, strict=True):
        for printed, item in zip(shown["items"], section.items, strict=True):
            printed["elsewhere"] = [
                {
                    "brief": e.brief,
                    "sourcing": e.sourcing,
                    "spans": [s.to_list() for s in e.spans],
                    "notice": e.notice,
                }
                for e in item.elsewhere
            ]
    return {"number": entry.number, "origin": entry.origin, **out, "last": entry.last}
