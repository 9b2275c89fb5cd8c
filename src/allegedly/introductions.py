"""What a reader must have been told before a statement: who a short name is, what "the contract" was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from allegedly.analysis import Analysis
from allegedly.article import printable
from allegedly.stages.select import terms
from allegedly.statements import Statement, openers, unsettled

REACH = 12
"""A thing that was introduced more sentences ago is not what a reader takes "the contract" for."""

_FULL_RE = re.compile(r"\b[A-ZÀ-Þ][\w'’-]+(?: (?:al-|de |van |von |bin |el-)?[A-ZÀ-Þ][\w-]+)+")
_SHORT_RE = re.compile(
    r"(?<![\w’'-])(?:(?:Mr|Mrs|Ms|Dr|Cllr|Sen|Rep|Gov)\.? )?([A-ZÀ-Þ][\w-]{2,})(?![\w-]| [A-ZÀ-Þ])"
)
_KNOWN_RE = re.compile(r"\b(?:the|that|those|this|these) ([a-z]{4,})(?= [a-z]|[,.;]|$)")


def needs(analysis: Analysis, candidates: Sequence[Statement]) -> tuple[frozenset[int], ...]:
    """For each statement the sentences that introduce what it takes for known; none where the title does.

    A short name ("Oland") needs the sentence with the full one; in an allegation "the contract" needs the
    sentence of "a dredging contract", "the inspection" that of what was inspected. That is by the words
    alone: a name that two people share, or a thing that comes under another noun, is missed.
    """
    text = analysis.article.text
    body = {i: printable(analysis.judgements[i].span.slice(text)) for i in unsettled(analysis)}
    names = _introduced(body, _names)
    things = _introduced(body, _things)
    title = printable(analysis.article.title or "")
    out = []
    for candidate in candidates:
        wording = candidate.wording(text)
        wanted = [names[w] for w in _short_names(wording) if w in names and names[w][1] not in title]
        if candidate.section == "allegations":
            near = (t for t in _known(wording) if t in things)
            near = (t for t in near if candidate.judgements[0] - things[t][0] <= REACH)
            wanted += [things[t] for t in near if t not in terms(title)][:1]
        out.append(frozenset(i for i, _ in wanted if i < candidate.judgements[0]))
    return tuple(out)


def _introduced(
    body: Mapping[int, str], find: Callable[[str], Iterator[tuple[str, str]]]
) -> dict[str, tuple[int, str]]:
    """Where each name or thing is told for the first time, and in which words."""
    out: dict[str, tuple[int, str]] = {}
    for index, sentence in body.items():
        for key, whole in find(sentence):
            out.setdefault(key, (index, whole))
    return out


def _names(sentence: str) -> Iterator[tuple[str, str]]:
    for found in _FULL_RE.finditer(sentence):
        yield found[0].split()[-1], found[0]


def _things(sentence: str) -> Iterator[tuple[str, str]]:
    for term in sorted(terms(sentence)):
        yield term, term


def _known(wording: str) -> list[str]:
    """The things that the statement takes for known, as terms, in its order."""
    found = (m[1] for m in _KNOWN_RE.finditer(wording))
    return [term for noun in found if noun not in openers()["always_known"] for term in terms(noun)]


def _short_names(wording: str) -> list[str]:
    """The names of one word in the statement whose full form it does not have."""
    full = {key for key, _ in _names(wording)}
    return [m[1] for m in _SHORT_RE.finditer(wording) if m[1] not in full]
