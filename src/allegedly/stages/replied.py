"""Part of the evidence stage: the replies that an article holds, by their words alone."""

from __future__ import annotations

import re
from typing import Literal, get_args

from allegedly.analysis import EvidenceKind, Judgement
from allegedly.article import Article, Span
from allegedly.phrases import flattened
from allegedly.stages.hedges import patterns
from allegedly.stages.replying import Reply
from allegedly.stages.sought import REPORTER_RE

CLOSING = '"”'
FRONT = 120
"""Characters in front of a reply in which stands what it hangs on."""
_RULE_OF_RE = re.compile(
    r"\b(?:add(?:ed|ing)|repl(?:ied|ying)|sa(?:id|ying|ys)|told [^.;,]{2,40}?)(?: that)?"
    r" (?:it|he|she|they|we|(?:the|its|his|her|their|our) [\w'-]+(?: [\w'-]+)?) [\"“'‘]?$"
)
"""In front of a rule of one's own, who says whose it is: "said the company | does not discuss | it"."""
PLAIN: dict[str, Literal["not-so", "none"]] = {"not-so": "not-so", "none": "none"}
"""The tables of what is no denial by its words."""

_CHARGE_RE = re.compile(
    r"(?:, | ?(?:—|–|--?) ?)(?:something|(?:an? )?(?:account|accusation|allegation|assertion|charge|claim"
    r"|figure|number|report|suggestion|toll|version)s?)(?: (?:that|which))? (?:[\w'-]+[.,]? ){1,6}$"
)
"""In front of a verb that denies what was told in the sentence: "…, a charge | it | rejects"."""
_BEHIND: dict[str, tuple[EvidenceKind, re.Pattern[str]]] = {
    "own-rule": ("no-comment", _RULE_OF_RE),
    "not-reached": ("no-comment", REPORTER_RE),
    "of-which": ("denial", _CHARGE_RE),
}
"""The tables of what is a reply only behind certain words, and what it is there."""

_OWN_SILENCE_RE = re.compile(r"\bsa(?:id|ys) (?:that )?(?:it|he|she|they|the \w+) $")
"""Who says of themselves that they could not confirm it: it is not the article that could not."""


def found_replies(article: Article, judgements: tuple[Judgement, ...]) -> list[Reply]:
    """The replies that the article holds, in reading order, whoever makes them."""
    tables = patterns("replies")
    kinds = {str(k): k for k in get_args(EvidenceKind)}
    out = []
    names = ("unverified", "no-comment", "denial", "corroboration", *_BEHIND, *PLAIN)
    for k, judgement in enumerate(judgements):
        if judgement.sourcing == "furniture":
            continue
        start = judgement.span.start
        flat = flattened(judgement.span.slice(article.text))
        taken: list[tuple[int, int]] = []
        # Doubt and silence first: "could not be confirmed" and "declined to confirm" are no corroboration.
        for name in names:
            kind, behind = _BEHIND.get(name, (kinds.get(name, "denial"), None))
            for m in tables[name].finditer(flat):
                if behind is not None and behind.search(flat, max(0, m.start() - FRONT), m.start()) is None:
                    continue
                if not any(s < m.end() and m.start() < e for s, e in taken):
                    taken.append(m.span())
                    end = m.end() + (flat[m.end() : m.end() + 1] in CLOSING and m.end() < len(flat))
                    span = Span(start + m.start(), start + end)
                    if name == "unverified" and _OWN_SILENCE_RE.search(
                        flat, max(0, m.start() - 40), m.start()
                    ):
                        out.append(Reply("no-comment", span, k))
                        continue
                    out.append(Reply(kind, span, k, PLAIN.get(name, "")))
    return sorted(out, key=lambda r: r.span)
