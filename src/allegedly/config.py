"""Options and the thresholds behind them, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Format = Literal["md", "txt", "json", "html", "email", "eml", "pdf"]
"""The forms that a brief can leave the program in."""

MAX_INPUT_BYTES = 10_000_000
"""A long read has 60 kB; ten million bytes is a database dump given by mistake."""

MIN_SENTENCES = 2
"""Under two sentences there is nothing to choose from, and nothing that a brief would add."""

ALLEGED = 0.54
"""Probability from which the network alone makes an allegation: about even odds, of a network in whose
training an allegation counted twice, since to launder one is worse than to hedge a fact."""

DOUBTED = 0.4
"""The same where somebody who was not identified is found to speak, and nothing else in the article shows
that nobody names them: the network has seen the words that the finding rests on."""

TOLD_ON = 0.3
"""The same for a sentence without a source behind one that unnamed people told: an account often goes on."""

TOLD = 0.65
"""How likely on record a sentence without a source must be to go on with what somebody identified told."""

AGREED = 0.2
"""The same where a rule over the bare words and an attribution see the same person without a name."""

THINKABLE = 0.04
"""Under this probability of an allegation a weak safety rule is taken for a misfire; a plain one never is."""

CALM = 0.3
"""Probability of an allegation up to which one half of a mixed sentence is let go to the reported facts."""

DEFAULT_WORDS = 330
"""Item words of a default brief: with notices and headings about 600 words, what an A4 page holds at 10.5
points."""

MOST_WORDS = 600
"""Item words that still go onto one page in the smallest type, notices and all."""

DEFAULT_SENTENCES = 3
"""Sentences of a plain summary: what the peers' command lines and the published comparisons take."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may choose for a brief.

    `words` bounds the body: the items' own words, without notices. `page` bounds the whole, by real layout.
    `page_template` is the text of a Typst template that is laid out in place of the shipped one.
    """

    words: int = DEFAULT_WORDS
    ranker: str = "house"
    page: Literal["a4", "letter"] = "a4"
    page_template: str | None = None
