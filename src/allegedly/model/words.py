"""Words and their word pieces: the one view of a text that training and reading share."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SHAPES = 8
"""Values of a word's shape: letter case (lower, Capitalised, UPPER, other) times starts-a-paragraph."""

OPENS_PARAGRAPH = 4
"""Shapes from here on are those of words that start a paragraph."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words (runs of letters and digits, or one mark), each with its word pieces.

    `starts` and `ends` are code points into the text, `pieces` the vocabulary ids of each word, `shapes` in
    0..`SHAPES`-1. All four have one entry for each word.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    pieces: tuple[tuple[int, ...], ...]
    shapes: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.starts)

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of words that lie inside characters `start` to `end`, or touch them."""
        return bisect.bisect_right(self.ends, start), bisect.bisect_left(self.starts, end)


@cache
def bundled_tokenizer() -> Tokenizer:
    """The tokenizer that ships with the weights."""
    from tokenizers import Tokenizer

    data = resources.files("allegedly.model").joinpath("tokenizer.json").read_text(encoding="utf-8")
    return Tokenizer.from_str(data)


def letter_case(word: str) -> int:
    """0 lower case, 1 capitalised, 2 upper case of two letters or more, 3 anything else."""
    if word.islower():
        return 0
    if len(word) > 1 and word.isupper():
        return 2
    return 1 if word[:1].isupper() else 3


def shape_of(case: int, opens_paragraph: bool) -> int:
    """The shape value of a word of this letter case."""
    return case + OPENS_PARAGRAPH * opens_paragraph


def cut_words(text: str, paragraphs: Sequence[int], tokenizer: Tokenizer) -> Words:
    """`text` as words. `paragraphs` are the offsets at which a paragraph starts, ascending."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    starts: list[int] = []
    ends: list[int] = []
    pieces: list[tuple[int, ...]] = []
    last = None
    for piece, word, (start, end) in zip(encoding.ids, encoding.word_ids, encoding.offsets, strict=True):
        if word == last:
            pieces[-1] += (piece,)
            ends[-1] = max(ends[-1], end)
            continue
        last = word
        starts.append(start)
        ends.append(end)
        pieces.append((piece,))
    opening = {bisect.bisect_left(starts, place) for place in paragraphs}
    shapes = [
        shape_of(letter_case(text[start:end]), i in opening)
        for i, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    return Words(tuple(starts), tuple(ends), tuple(pieces), tuple(shapes))
