"""An article as given, and the pieces of it that have a place: spans, blocks and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["headline", "standfirst", "paragraph", "furniture"]
"""What a block of text is for. Furniture is never part of a brief."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points into `Article.text`: `start <= i < end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def slice(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def to_list(self) -> list[int]:
        """`[start, end]`, the JSON form."""
        return [self.start, self.end]


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that covers all of `spans`. Raises `ValueError` when there are none."""
    spans = tuple(spans)
    return Span(min(s.start for s in spans), max(s.end for s in spans))


_QUOTING_RE = re.compile(r"\n[ \t]*(?:>[ \t]?)+")
_PARTED_RE = re.compile(r"(?<=[^\W\d_])-[ \t\r]*\n[ \t]*(?=[a-z])")
_C1_RE = re.compile("[\x80-\x9f]")


def printable(text: str) -> str:
    """`text` on one line, fit for print: white space is single blanks, what cannot be printed is gone.

    That is control and direction characters, lone surrogates and noncharacters. C1 controls are cp1252
    characters that somebody decoded as Latin-1, and are put back. A word parted at a line's end keeps its
    hyphen and loses the gap; the ">" in front of a mail's lines is gone. Nothing else changes, so that words
    can be compared with the article's own.
    """
    text = _PARTED_RE.sub("-", _QUOTING_RE.sub("\n", text))
    text = _C1_RE.sub(lambda m: m[0].encode("latin-1").decode("cp1252", "ignore"), text)
    return " ".join(_UNPRINTED_RE.sub("", " ".join(text.split())).split())


# Controls, lone surrogates, noncharacters, and what prints nothing but can turn a line round: soft hyphens,
# zero-width spaces, direction marks.
_UNPRINTED_RE = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text with one purpose: a paragraph, a headline, or a piece of furniture.

    `why` names the rule that set a furniture block aside ("byline", "caption", …) and is empty otherwise.
    A dateline ("SUND —") is a furniture block of its own in front of its paragraph.
    `paragraph` counts the article's paragraphs as a reader sees them; a dateline shares it with its
    paragraph.
    """

    span: Span
    kind: BlockKind
    paragraph: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One news article: `text` exactly as decoded, and what its layout says.

    Only what a page says of its links to those who do not see them, ", opens new tab", is blank in `text`.

    `blocks` are in reading order, disjoint, and cover every character that is not white space.
    `title` is the headline given from outside, else the one found in the text, else `None`;
    `headline` is that headline's span when it stands in the text.
    `byline` and `dateline` are cleaned for print ("By Ida Brandt", "Sund"); `None` when not found.
    """

    text: str
    blocks: tuple[Block, ...]
    id: str | None = None
    title: str | None = None
    headline: Span | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    byline: str | None = None
    dateline: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article, or one piece of furniture, as a span without outer white space.

    `clauses` are disjoint, in order, inside `span`; a sentence that is not cut has exactly one clause, its
    span.
    """

    span: Span
    block: Block
    clauses: tuple[Span, ...]

    @property
    def is_furniture(self) -> bool:
        """Whether layout alone already sets the sentence aside."""
        return self.block.kind == "furniture"

    @property
    def is_headline(self) -> bool:
        """Whether the sentence belongs to the article's headline."""
        return self.block.kind == "headline"
