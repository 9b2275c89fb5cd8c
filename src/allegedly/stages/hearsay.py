"""Claims that nobody makes: "reportedly", "is said to", "was accused of", "allegations that"."""

from __future__ import annotations

from allegedly.analysis import Found
from allegedly.article import Span
from allegedly.phrases import lexicon, noun_phrase_after, noun_phrase_before
from allegedly.stages.reading import (
    CERTAIN,
    LIKELY,
    WEAK,
    Reading,
    clause_around,
    content_after,
    content_around,
    content_before,
    found_at,
    verb_group,
)


def hearsay_adverb(reading: Reading, at: int) -> Found | None:
    """The clause that "reportedly" or "allegedly" stands in."""
    return found_at(
        reading, "hearsay-adverb", None, (at, at + 1), clause_around(reading, at, at + 1), CERTAIN
    )


def hearsay_passive(reading: Reading, at: int) -> Found | None:
    """A passive of saying or believing ("is said to", "was accused of"); "by" brings a source."""
    cues = lexicon("cues")
    start = at
    while start > 0 and (
        reading.lower(start - 1) in cues["adverbs"] or reading.lower(start - 1).endswith("ly")
    ):
        start -= 1
    before = reading.lower(start - 1)
    if before not in cues["be"] | {"stands", "stand", "stood"} and not before.endswith("'s"):
        return None
    while start > 0 and reading.lower(start - 1) in cues["auxiliary"] | cues["adverbs"] | {
        "stands",
        "stand",
        "stood",
    }:
        start -= 1
    after = reading.lower(at + 1)
    lower = reading.lower(at)
    weak = lower in {"expected", "estimated", "considered", "seen", "regarded", "viewed", "feared"}
    if after == "by":
        end = noun_phrase_after(reading.tokens, at + 2, reading.end)
        if lower in {"accused", "suspected"}:
            end = next((k for k in range(at + 3, end) if reading.lower(k) == "of"), end)
        if end == at + 2:
            return None
        content = content_around(reading, start, end)
        return found_at(reading, "passive-by", (at + 2, end), (start, at + 2), content, LIKELY)
    it_that = start > 0 and reading.lower(start - 1) == "it"
    followed = after in {"to", "that", "of", "as"} or after.endswith("ed") or it_that
    if not followed or (weak and after not in {"to", "as"}):
        return None
    subject = start - 1 if it_that else start
    said: tuple[Span | None, ...] = clause_around(reading, subject, at + 1)
    if it_that:
        said = (content_after(reading, at + 1),)
    rule = "expectation" if weak else "hearsay-passive"
    return found_at(reading, rule, None, (subject, at + 1), said, WEAK if weak else CERTAIN)


def hearsay_noun(reading: Reading, at: int) -> Found | None:
    """A noun of saying before "that" or "of": nobody's claim, unless a possessive or "by" says whose."""
    lower = reading.lower(at)
    source: tuple[int, int] | None = None
    next_at = at + 1
    if reading.lower(next_at) in {"by", "from"}:
        end = noun_phrase_after(reading.tokens, next_at + 1, reading.end)
        source = (next_at + 1, end) if end > next_at + 1 else None
        next_at = end
    after = reading.lower(next_at)
    emptied = lower in {
        "speculation",
        "rumours",
        "rumors",
        "allegations",
        "accusations",
        "suggestions",
        "suspicions",
    }
    if not (after == "that" or (after in {"of", "the"} and emptied)):
        return None
    if source is None and at > 0:
        owner = reading.tokens[at - 1]
        if owner.lower in lexicon("grammar")["possessives"]:
            source = (at - 1, at)
        elif owner.lower.endswith("'s") and (start := noun_phrase_before(reading.tokens, at)) is not None:
            source = (start, at)
    content = (content_after(reading, next_at),)
    rule = "hearsay-noun" if source is None else "noun-cue"
    return found_at(reading, rule, source, (at, at + 1), content, LIKELY)


def emerged(reading: Reading, at: int) -> Found | None:
    """What "has emerged": nobody says through whom."""
    start = verb_group(reading, at)
    if start == 0 or reading.lower(start - 1) != "it":
        return None
    return found_at(
        reading,
        "hearsay-emerged",
        None,
        (start - 1, at + 1),
        (content_after(reading, at + 1) or content_before(reading, start - 1),),
        CERTAIN,
    )
