"""Part of the attribute stage: who it is that small words name: "according to", "as per", "learned from"."""

from __future__ import annotations

from allegedly.analysis import Found
from allegedly.phrases import is_source_noun, lexicon, noun_phrase_after
from allegedly.stages.scan import (
    CERTAIN,
    LIKELY,
    Scan,
    content_after,
    content_before,
    found_at,
    subject_before,
    verb_group,
)

_ORDERS = frozenset(
    {"act", "agreement", "law", "laws", "norms", "order", "orders", "plan", "protocol", "rules", "schedule"}
)
"""What something is done by, and not told by: "as per the Companies | Act |"."""


def per(scan: Scan, at: int) -> Found | None:
    """Who stands behind one small word: "…, as per sources", "As per an official, …"."""
    first = at - (scan.lower(at - 1) == "as")
    end = noun_phrase_after(scan.tokens, at + 1, scan.end)
    opens = first <= 0 or scan.lower(first - 1) in {",", ";", ":"}
    if not opens or not _may_be_told_by(scan, at + 1, end):
        return None
    said = content_after(scan, end) if first <= 0 else content_before(scan, first)
    return found_at(scan, "according-to", (at + 1, end), (first, at + 1), (said,), CERTAIN)


def _may_be_told_by(scan: Scan, start: int, end: int) -> bool:
    """Whether tokens `start:end` are somebody or a paper: "as per | the FIR", not "as per | the rules"."""
    said = scan.tokens[start:end]
    kin = lexicon("sources")["kin"]
    someone = any(is_source_noun(t.lower) or t.lower in kin or t.is_capital for t in said)
    return someone and scan.lower(end - 1) not in _ORDERS


def according_to(scan: Scan, at: int) -> Found | None:
    """According to whom it is: "…, according to two officials", "According to the daily Kapital, …"."""
    if scan.lower(at + 1) != "to" or scan.lower(at + 2) in {
        "plan",
        "schedule",
        "whether",
        "how",
        "what",
    }:
        return None
    end = noun_phrase_after(scan.tokens, at + 2, scan.end)
    if end == at + 2:
        return None
    end = _relayed(scan, end)
    opens = at <= 1 or scan.lower(at - 1) in {";", ":"} or (scan.is_mark(at - 1) and at <= 2)
    before = None if opens else content_before(scan, at)
    after = content_after(scan, end) if before is None or scan.lower(end) == "," else None
    if before is not None and scan.lower(end + 1) in {"and", "but", "which", "who", "with", "while"}:
        after = None
    return found_at(scan, "according-to", (at + 2, end), (at, at + 2), (before, after), CERTAIN)


def learned_from(scan: Scan, at: int) -> Found | None:
    """From whom an outlet has it: "The envoy left, the Courier has learned from | three diplomats"."""
    start = verb_group(scan, at)
    end = noun_phrase_after(scan.tokens, at + 2, scan.end)
    outlet = subject_before(scan, start) if scan.lower(at + 1) == "from" else None
    if outlet is None or start == at or not scan.tokens[outlet[1] - 1].is_capital:
        return None
    if not any(is_source_noun(t.lower) for t in scan.tokens[at + 2 : end]):
        return None
    that = scan.lower(end) == "that"
    said = content_after(scan, end) if that else content_before(scan, outlet[0])
    return found_at(scan, "according-to", (at + 2, end), (start, at + 2), (said,), LIKELY)


def _relayed(scan: Scan, end: int) -> int:
    """The end of a source with the outlet that quotes it: "officials | quoted in the daily Kapital"."""
    if scan.lower(end) in {"quoted", "cited", "interviewed"} and scan.lower(end + 1) in {
        "in",
        "by",
        "on",
    }:
        return max(end, noun_phrase_after(scan.tokens, end + 2, scan.end))
    return end
