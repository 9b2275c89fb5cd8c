"""Claims that nobody makes: "reportedly", "is said to", "was accused of", "allegations that"."""

from __future__ import annotations

from allegedly.analysis import Found
from allegedly.article import Span
from allegedly.phrases import lexicon, noun_phrase_after, noun_phrase_before
from allegedly.stages.scan import (
    CERTAIN,
    LIKELY,
    WEAK,
    Scan,
    clause_around,
    content_after,
    content_around,
    content_before,
    found_at,
    verb_group,
)


def hearsay_adverb(scan: Scan, at: int) -> Found | None:
    """The clause that "reportedly" or "allegedly" stands in."""
    return found_at(scan, "hearsay-adverb", None, (at, at + 1), clause_around(scan, at, at + 1), CERTAIN)


def hearsay_passive(scan: Scan, at: int) -> Found | None:
    """A passive of saying or believing ("is said to", "was accused of"); "by" brings a source."""
    cues = lexicon("cues")
    start = at
    while start > 0 and (scan.lower(start - 1) in cues["adverbs"] or scan.lower(start - 1).endswith("ly")):
        start -= 1
    before = scan.lower(start - 1)
    if before not in cues["be"] | {"stands", "stand", "stood"} and not before.endswith("'s"):
        return None
    while start > 0 and scan.lower(start - 1) in cues["auxiliary"] | cues["adverbs"] | {
        "stands",
        "stand",
        "stood",
    }:
        start -= 1
    if any(scan.lower(k) in {"never", "not", "n't"} for k in range(start, at)):
        return None  # "has not been accused of"
    after = scan.lower(at + 1)
    lower = scan.lower(at)
    weak = lower in {"expected", "estimated", "considered", "seen", "regarded", "viewed", "feared"}
    if after == "by":
        end = noun_phrase_after(scan.tokens, at + 2, scan.end)
        if lower in {"accused", "suspected"}:
            end = next((k for k in range(at + 3, end) if scan.lower(k) == "of"), end)
        if end == at + 2:
            return None
        content = content_around(scan, start, end)
        return found_at(scan, "passive-by", (at + 2, end), (start, at + 2), content, LIKELY)
    it_that = start > 0 and scan.lower(start - 1) == "it"
    followed = after in {"to", "that", "of", "as"} or after.endswith("ed") or it_that
    if not followed or (weak and after not in {"to", "as"}):
        return None
    subject = start - 1 if it_that else start
    said: tuple[Span | None, ...] = clause_around(scan, subject, at + 1)
    if it_that:
        said = (content_after(scan, at + 1),)
    rule = "expectation" if weak else "hearsay-passive"
    return found_at(scan, rule, None, (subject, at + 1), said, WEAK if weak else CERTAIN)


def hearsay_noun(scan: Scan, at: int) -> Found | None:
    """A noun of saying before "that" or "of": nobody's claim, unless a possessive or "by" says whose."""
    lower = scan.lower(at)
    source: tuple[int, int] | None = None
    next_at = at + 1
    if scan.lower(next_at) in {"by", "from"}:
        end = noun_phrase_after(scan.tokens, next_at + 1, scan.end)
        source = (next_at + 1, end) if end > next_at + 1 else None
        next_at = end
    after = scan.lower(next_at)
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
        owner = scan.tokens[at - 1]
        if owner.lower in lexicon("grammar")["possessives"]:
            source = (at - 1, at)
        elif owner.lower.endswith("'s") and (start := noun_phrase_before(scan.tokens, at)) is not None:
            source = (start, at)
    content = (content_after(scan, next_at),)
    rule = "hearsay-noun" if source is None else "noun-cue"
    return found_at(scan, rule, source, (at, at + 1), content, LIKELY)


def emerged(scan: Scan, at: int) -> Found | None:
    """What "has emerged": nobody says through whom."""
    start = verb_group(scan, at)
    if start == 0 or scan.lower(start - 1) != "it":
        return None
    return found_at(
        scan,
        "hearsay-emerged",
        None,
        (start - 1, at + 1),
        (content_after(scan, at + 1) or content_before(scan, start - 1),),
        CERTAIN,
    )
