"""Which statements go onto the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from allegedly.briefing import SectionKind

RESERVED = 0.35
"""The share of the words that a section may count on, so that none crowds out the other."""

REDUNDANCY = 0.5
"""What a statement loses when it repeats one that is already in, word for word. Plain summaries measured best
at 0.3; more here, because a brief that says a thing twice reads as carelessness."""

REPETITION = 0.85
"""A statement of which so much is said already is the same over again: a standfirst, a caption."""

FEW_TERMS = 4
"""With fewer words of subject two statements look alike by chance."""

ANSWERED = 0.3
"""What an answer adds to an allegation, in shares of the whole range of salience: what somebody troubled to
deny weighs more."""

ABOUT = 0.5
"""How much of the headline's wording an allegation must share for the article to be about it."""

_WORD_RE = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement as selection sees it.

    `covers` are the sentences that it uses; two candidates under one heading that share a sentence never both
    go in, but the one that covers more may take the other's place. `lead` marks the article's first news,
    `salience` is on any scale. `needs` are sentences without which a reader does not understand it;
    `answered` is an allegation that somebody denies, confirms or will not comment on.
    """

    section: SectionKind
    words: int
    salience: float
    terms: frozenset[str]
    covers: frozenset[int]
    lead: bool = False
    needs: frozenset[int] = frozenset()
    answered: bool = False


@cache
def _common() -> frozenset[str]:
    lines = (files("allegedly.lang.en") / "common.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def terms(wording: str) -> frozenset[str]:
    """The words of `wording` that carry its subject, crudely stemmed."""
    out = set()
    for word in _WORD_RE.findall(wording.lower()):
        word = word.split("'")[0].split("’")[0]
        if (len(word) > 3 and word not in _common()) or word.isdigit():
            out.add(word[:6] if len(word) > 6 else word.removesuffix("s"))
    return frozenset(out)


def select(
    candidates: Sequence[Candidate], words: int, headline: frozenset[str] = frozenset()
) -> tuple[int, ...]:
    """Indices of the chosen candidates, the least dispensable first; together at most `words` words.

    The lead and the allegation that the article is about go first, then the most salient that add something
    (maximal marginal relevance, Carbonell and Goldstein 1998), each section within what the other leaves it.
    What an allegation needs to be understood goes in before it: with those that are left out from the end of
    the result, it stays as long as they do.
    """
    page = _Page(candidates, words)
    for index in _musts(candidates, page.salience, headline):
        page.take(index)
    for share in (RESERVED, 0.0):
        while (best := page.best(share)) is not None:
            page.take(best)
            page.open.discard(best)
    return tuple(page.chosen)


def _musts(candidates: Sequence[Candidate], salience: Sequence[float], headline: frozenset[str]) -> list[int]:
    """The lead, then the strongest allegation, then those that share most of the headline."""
    lead = [i for i, c in enumerate(candidates) if c.lead]
    allegations = [i for i, c in enumerate(candidates) if c.section == "allegations" and not c.lead]
    shared = {i: len(candidates[i].terms & headline) / max(1, len(headline)) for i in allegations}
    weight = {i: salience[i] + shared[i] + ANSWERED * candidates[i].answered for i in allegations}
    strongest = max(allegations, key=lambda i: (weight[i], -i), default=None)
    about = [i for i in allegations if shared[i] >= ABOUT and i != strongest]
    # A fact beside them keeps the section of facts from falling empty on a page of allegations.
    facts = [i for i, c in enumerate(candidates) if c.section == "facts" and not c.lead]
    fact = [] if any(candidates[i].section == "facts" for i in lead) else facts
    first = max(fact, key=lambda i: (salience[i], -i), default=None)
    return [*lead, *(i for i in (strongest, first) if i is not None), *about]


class _Page:
    """What is chosen so far, and what it costs."""

    def __init__(self, candidates: Sequence[Candidate], words: int) -> None:
        self.candidates, self.words = candidates, words
        self.chosen: list[int] = []
        self.used: dict[SectionKind, int] = {"facts": 0, "allegations": 0}
        low, high = (f((c.salience for c in candidates), default=0.0) for f in (min, max))
        self.salience = [(c.salience - low) / (high - low) if high > low else 0.5 for c in candidates]
        self.repeats = [0.0] * len(candidates)
        self.said = [0.0] * len(candidates)
        self.open = set(range(len(candidates)))
        self.telling: dict[int, list[int]] = {}
        for i, candidate in enumerate(candidates):
            for sentence in candidate.covers:
                self.telling.setdefault(sentence, []).append(i)
        self.supply: dict[SectionKind, int] = {
            s: sum(c.words for c in candidates if c.section == s) for s in ("facts", "allegations")
        }

    def take(self, index: int) -> None:
        """Put the candidate in, if it fits and is still open, in place of those that it covers.

        What it needs goes in before it where both fit.
        """
        candidate = self.candidates[index]
        if index not in self.open or sum(self.used.values()) + self.cost(index) > self.words:
            return
        self.open.discard(index)
        for before in self.needed(index):
            if sum(self.used.values()) + self.cost(before) + self.cost(index) <= self.words:
                self.take(before)
        if sum(self.used.values()) + self.cost(index) > self.words or self.is_told(index):
            return
        self.used[candidate.section] += self.cost(index)
        # In the place of the first that it covers, not at the end: what brings the lead along is the lead.
        at = next((n for n, i in enumerate(self.chosen) if self.extends(index, i)), len(self.chosen))
        rest = [i for i in self.chosen[at:] if not self.extends(index, i)]
        self.chosen = [*self.chosen[:at], index, *rest]
        for i in list(self.open):
            other = self.candidates[i]
            if self.extends(i, index):
                continue
            if other.section == candidate.section and other.covers & candidate.covers:
                self.open.discard(i)
            elif other.terms:
                shared = len(other.terms & candidate.terms)
                self.repeats[i] = max(
                    self.repeats[i], shared / min(len(other.terms), len(candidate.terms) or 1)
                )
                self.said[i] = max(self.said[i], shared / len(other.terms))

    def is_told(self, index: int) -> bool:
        """Whether what is chosen has a sentence of the candidate already, which it does not extend."""
        own = self.candidates[index]
        return any(
            self.candidates[i].section == own.section
            and self.candidates[i].covers & own.covers
            and not self.extends(index, i)
            for i in self.chosen
        )

    def needed(self, index: int) -> list[int]:
        """The shortest candidate for each sentence that this one needs and nothing chosen tells."""
        own = self.candidates[index]
        if not own.needs:
            return []
        told = {n for i in self.chosen for n in self.candidates[i].covers} | own.covers
        out = []
        for sentence in sorted(own.needs - told):
            telling = [i for i in self.telling.get(sentence, ()) if i in self.open and i != index]
            if telling:
                out.append(
                    min(telling, key=lambda i: (len(self.candidates[i].covers), self.candidates[i].words, i))
                )
        return list(dict.fromkeys(out))

    def extends(self, longer: int, shorter: int) -> bool:
        """Whether the one says all that the other says, and brings more."""
        one, other = self.candidates[longer], self.candidates[shorter]
        return one.section == other.section and one.covers > other.covers

    def cost(self, index: int) -> int:
        """The words that the candidate would add to the page."""
        return self.candidates[index].words - sum(
            self.candidates[i].words for i in self.chosen if self.extends(index, i)
        )

    def best(self, share: float) -> int | None:
        """The open candidate that adds most and fits, with `share` of the words kept for each section."""
        rest = self.words - sum(self.used.values())
        fitting = []
        for i in self.open:
            candidate = self.candidates[i]
            other: SectionKind = "allegations" if candidate.section == "facts" else "facts"
            owed = max(0, min(self.supply[other], int(share * self.words)) - self.used[other])
            if self.said[i] >= REPETITION and len(candidate.terms) >= FEW_TERMS:
                continue
            if self.cost(i) + sum(self.cost(n) for n in self.needed(i)) <= rest - owed:
                fitting.append(i)
        return max(fitting, key=lambda i: (self.worth(i), -i), default=None)

    def worth(self, index: int) -> float:
        """What the candidate adds to those chosen."""
        answered = ANSWERED * self.candidates[index].answered
        return self.salience[index] + answered - REDUNDANCY * self.repeats[index] ** 2
