"""Training windows: slices of labelled articles, roughened so that the network leans on no house style."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from allegedly.model import labels
from allegedly.training.prepare import NOWHERE, UNKNOWN, Labelled

LENGTH = 288
"""Word pieces of a window, with its two marks."""

BEFORE, AFTER = 64, 12
"""Words of context, at most, on each side of the words that a window asks for: somewhat more than the engine
reads, and often less, so that the network leans on no length."""

NO_COMMAS = 0.15
NO_PARAGRAPHS = 0.3
STRAIGHT_QUOTES = 0.2
NO_QUOTES = 0.1
NO_CAPITALS = 0.1
OTHER_NAMES = 0.25
"""Shares of windows that each roughening touches. The labelled corpora lost commas (FA-KES) and paragraphs
(CNN/DailyMail) by accident, and what users paste will have lost any of them."""

DOUBLE_QUOTES = frozenset('"“”')
SINGLE_QUOTES = frozenset("‘’'")
WORD_LABELS = ("tag", "pos", "entity", "opens_clause", "ends_clause", "marker")


@dataclass(slots=True)
class Window:
    """Word pieces and labels. Labels have one entry for each word asked for, `first` the place of its first
    piece; the other pieces are its context, or the rest of a word.
    """

    pieces: list[int] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    word_labels: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in WORD_LABELS})
    links: list[tuple[int, int, int]] = field(default_factory=list)
    """(0 for source or 1 for cue, word, word linked to or `NOWHERE`)."""
    sentences: list[tuple[int, int, int, bool]] = field(default_factory=list)
    tag_trust: float = 1.0
    sourcing_trust: float = 1.0


@dataclass(slots=True)
class _Rough:
    """One window's draw: marks lost or exchanged, paragraphs and capitals lost, names exchanged."""

    drop: set[int] = field(default_factory=set)
    swap: dict[int, int] = field(default_factory=dict)
    flat: bool = False
    small: bool = False
    renaming: bool = False
    names: dict[tuple[int, ...], tuple[int, ...]] = field(default_factory=dict)


class Roughener:
    """Makes windows, each with its own draw of roughenings."""

    def __init__(self, articles: list[Labelled], marks: dict[str, int], rng: random.Random) -> None:
        self._marks = marks
        self._rng = rng
        self._names = [
            article.words.pieces[i]
            for article in articles
            for i in range(1, len(article.words))
            if article.capital[i] and not _opens_sentence(article, i, marks)
        ]

    def window(self, article: Labelled, reach: range, asked: range, cls: int, sep: int) -> Window:
        """The words in `reach` as a window that asks for those in `asked`, and for whole sentences."""
        rough = self._draw()
        out = Window(
            pieces=[cls], shapes=[0], tag_trust=article.tag_trust, sourcing_trust=article.sourcing_trust
        )
        place: dict[int, int] = {}
        for i in reach:
            pieces = self._roughened(article, i, rough)
            if pieces is None:
                continue
            if len(out.pieces) + len(pieces) >= LENGTH:
                break
            if i in asked:
                place[i] = len(out.first)
                out.first.append(len(out.pieces))
                for name in WORD_LABELS:
                    out.word_labels[name].append(getattr(article, name)[i])
            case, opens = article.words.shapes[i] % 4, article.words.shapes[i] // 4
            shape = (0 if rough.small and case in (1, 2) else case) + (0 if rough.flat else 4 * opens)
            out.pieces.extend(pieces)
            out.shapes.extend([shape] * len(pieces))
        out.pieces.append(sep)
        out.shapes.append(0)
        self._link(article, place, out)
        for first, last, sourcing, mixed in article.sentences:
            if first < asked.start or (first not in place and first + 1 not in place):
                continue
            inside = [place[i] for i in range(first, last) if i in place]
            whole = last - 1 in place or last - 2 in place
            if inside and whole:
                out.sentences.append((inside[0], inside[-1] + 1, sourcing, mixed))
        return out

    def _draw(self) -> _Rough:
        rng, marks = self._rng, self._marks
        rough = _Rough()
        double = {marks[q] for q in DOUBLE_QUOTES if q in marks}
        if rng.random() < NO_COMMAS:
            rough.drop.add(marks[","])
        quotes = rng.random()
        if quotes < NO_QUOTES:
            rough.drop |= double
        elif quotes < NO_QUOTES + STRAIGHT_QUOTES:
            rough.swap = dict.fromkeys(double, marks['"'])
            rough.swap |= {marks[q]: marks["'"] for q in SINGLE_QUOTES if q in marks}
        rough.flat = rng.random() < NO_PARAGRAPHS
        rough.small = rng.random() < NO_CAPITALS
        rough.renaming = rng.random() < OTHER_NAMES
        return rough

    def _roughened(self, article: Labelled, i: int, rough: _Rough) -> tuple[int, ...] | None:
        """The pieces of word `i` as the window shows them; `None` for a word that is lost."""
        pieces = article.words.pieces[i]
        if len(pieces) == 1:
            if pieces[0] in rough.drop:
                return None
            pieces = (rough.swap.get(pieces[0], pieces[0]),)
        if rough.renaming and article.capital[i] and i and not _opens_sentence(article, i, self._marks):
            if pieces not in rough.names:
                rough.names[pieces] = self._rng.choice(self._names) if self._rng.random() < 0.5 else pieces
            pieces = rough.names[pieces]
        return pieces

    @staticmethod
    def _link(article: Labelled, place: dict[int, int], out: Window) -> None:
        for which, links in enumerate((article.source_link, article.cue_link)):
            for i, here in place.items():
                target = links[i]
                if target == NOWHERE:
                    out.links.append((which, here, NOWHERE))
                elif target != UNKNOWN and target in place:
                    out.links.append((which, here, place[target]))

    def epoch(self, articles: list[Labelled], cls: int, sep: int) -> Iterator[Window]:
        """Windows of all lengths that ask for every word of every article once, in random order."""
        rng = self._rng
        cuts: list[tuple[Labelled, range, range]] = []
        for article in articles:
            sizes = [len(p) for p in article.words.pieces]
            about = 0
            while about < len(sizes):
                budget = rng.randrange(LENGTH // 2, LENGTH)
                begin = max(0, about - rng.randrange(BEFORE))
                after = rng.randrange(AFTER)
                size, stop = 2 + after + sum(sizes[begin:about]), about
                while stop < len(sizes) and size + sizes[stop] < budget:
                    size += sizes[stop]
                    stop += 1
                stop = _whole_sentences(article, about, max(stop, about + 1))
                cuts.append((article, range(begin, min(stop + after, len(sizes))), range(about, stop)))
                about = stop
        rng.shuffle(cuts)
        for article, reach, asked in cuts:
            yield self.window(article, reach, asked, cls, sep)


def _whole_sentences(article: Labelled, about: int, end: int) -> int:
    """Where the words asked for end: before the sentence that `end` would cut, so that none is in two."""
    for first, last, _, _ in article.sentences:
        if about < first < end < last:
            return first
    return end


def _opens_sentence(article: Labelled, i: int, marks: dict[str, int]) -> bool:
    before = article.words.pieces[i - 1]
    return len(before) == 1 and before[0] in {marks[m] for m in '.?!"“”:' if m in marks}


def distances(words: int) -> list[list[int]]:
    """The distance bucket of every pair of words of a window, rows querying columns."""
    return [[labels.distance_bucket(there - here) for there in range(words)] for here in range(words)]
