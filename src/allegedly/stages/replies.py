"""Part of the evidence stage: hedges, and the statements that support, deny or leave open what others say."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

from allegedly.analysis import Attribution, Evidence, EvidenceKind, Hedge, Judgement, Source, SourceKind
from allegedly.article import Article, Sentence, Span, hull

BACK = 3
"""How many paragraphs back a reply may look for the claim that it answers."""

BLANK_RE = re.compile(r"\s")
WORD_RE = re.compile(r"\w+(?:[-'’]\w+)*")
NAME_RE = re.compile(r"[A-ZÀ-Þ][\w'’.-]*(?:\s+(?:of |de |al-|bin |van |von )?[A-ZÀ-Þ][\w'’.-]*)*")
PLURAL_RE = re.compile(
    r"\b(?:allegations|claims|accusations|charges|reports|rumou?rs|suggestions|stories|assertions)\b",
    re.IGNORECASE,
)
BY_RE = re.compile(r"\s+by\s+", re.IGNORECASE)
MONTH_RE = re.compile(r"May(?=\s+\d|\s*[,.]|\s+(?:after|when|with|and|to|in|by|last|this|\w+day)\b)")
SPOKES_RE = re.compile(
    r"\bspokes(?:man|woman|person|people)\s+(?:for|of|at)\s+(?:the\s+)?(?P<name>[A-ZÀ-Þ][\w'’.-]*(?:\s+[A-ZÀ-Þ][\w'’.-]*)*)"
)
BODY_RE = re.compile(r"(?:The|the)\s+(?:\w+\s+){0,3}\w+$")
COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "but",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "with",
        "by",
        "as",
        "that",
        "this",
        "these",
        "those",
        "it",
        "its",
        "he",
        "his",
        "she",
        "her",
        "they",
        "their",
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "has",
        "have",
        "had",
        "not",
        "no",
        "said",
        "says",
        "told",
        "about",
        "which",
        "who",
        "what",
        "when",
        "after",
        "before",
        "over",
        "into",
        "out",
        "up",
        "would",
        "could",
        "had",
        "will",
        "may",
        "mr",
        "mrs",
        "ms",
    ]
)


@dataclass(frozen=True, slots=True)
class _Reply:
    kind: EvidenceKind
    span: Span
    sentence: int


@cache
def _patterns(name: str) -> dict[str, re.Pattern[str]]:
    tables = tomllib.loads(files("allegedly.lang.en").joinpath(f"{name}.toml").read_text("utf-8"))
    return {k: re.compile(r"(?<!\w)(?:" + "|".join(v) + r")(?!\w)", re.IGNORECASE) for k, v in tables.items()}


def _flat(text: str) -> str:
    """`text` with every blank a space and straight apostrophes: same length, so that offsets hold."""
    return BLANK_RE.sub(" ", text).replace("’", "'")


def hedges(article: Article, sentences: tuple[Sentence, ...]) -> tuple[Hedge, ...]:
    """Every hedge outside furniture with the clause that it weakens; a condition weakens its whole sentence."""
    clause_re, sentence_re = _patterns("hedges")["clause"], _patterns("hedges")["sentence"]
    out: list[Hedge] = []
    for sentence in sentences:
        if sentence.is_furniture:
            continue
        text, start = sentence.span.slice(article.text), sentence.span.start
        flat = _flat(text)
        conditions = [m.span() for m in sentence_re.finditer(flat)]
        out.extend(Hedge(Span(start + s, start + e), sentence.span) for s, e in conditions)
        for m in clause_re.finditer(flat):
            if any(s < m.end() and m.start() < e for s, e in conditions) or MONTH_RE.match(text, m.start()):
                continue
            span = Span(start + m.start(), start + m.end())
            scope = next((c for c in sentence.clauses if c.contains(span)), sentence.span)
            out.append(Hedge(span, scope))
    return tuple(sorted(out, key=lambda h: h.span))


def replies(
    article: Article,
    judgements: tuple[Judgement, ...],
    sources: tuple[Source, ...],
    attributions: tuple[Attribution, ...],
) -> tuple[tuple[Evidence, ...], tuple[Source, ...]]:
    """The evidence, and the sources grown by those who appear only in it ("Bluewater did not respond").

    A denial, a silence or a doubt with nothing to answer within reach is kept without claims; a "confirmed" that
    confirms no earlier claim is no evidence and is dropped.
    """
    grown = list(sources)
    out = []
    for reply in _found(article, judgements):
        by = _by(article, judgements, reply, grown, attributions)
        claims = _claims(article, judgements, reply, by, grown, attributions)
        if not claims and reply.kind == "corroboration":
            continue
        out.append(Evidence(reply.kind, reply.span, reply.sentence, by, claims))
    return tuple(out), tuple(grown)


def _found(article: Article, judgements: tuple[Judgement, ...]) -> list[_Reply]:
    patterns = _patterns("replies")
    out = []
    for k, judgement in enumerate(judgements):
        if judgement.sourcing == "furniture":
            continue
        flat = _flat(judgement.span.slice(article.text))
        taken: list[tuple[int, int]] = []
        # Silence and doubt first: "declined to confirm" and "could not be confirmed" are no corroboration.
        for kind in ("unverified", "no-comment", "denial", "corroboration"):
            for m in patterns[kind].finditer(flat):
                if any(s < m.end() and m.start() < e for s, e in taken):
                    continue
                taken.append(m.span())
                start = judgement.span.start
                out.append(_Reply(_kind(kind), Span(start + m.start(), start + m.end()), k))
    return sorted(out, key=lambda r: r.span)


def _kind(name: str) -> EvidenceKind:
    return next(k for k in get_args(EvidenceKind) if k == name)


def _by(
    article: Article,
    judgements: tuple[Judgement, ...],
    reply: _Reply,
    sources: list[Source],
    attributions: tuple[Attribution, ...],
) -> int | None:
    """Who replies: the attribution whose cue it is, else the subject before it or the "by …" behind it."""
    for attribution in attributions:
        if attribution.by is not None and any(c.overlaps(reply.span) for c in attribution.cue):
            return attribution.by
    if reply.kind == "unverified":
        return None
    sentence = judgements[reply.sentence].sentence
    clause = next((c for c in sentence.clauses if c.contains(reply.span)), sentence.span)
    behind = BY_RE.match(article.text, reply.span.end, clause.end)
    where = Span(behind.end(), clause.end) if behind else Span(clause.start, reply.span.start)
    known = _known(article, where, sources, nearest_end=not behind)
    if known is not None:
        return known
    subject = _subject(article.text, where, last=not behind)
    if subject is None:
        return None
    span, kind, name = subject
    sources.append(Source(kind, name, (span,)))
    return len(sources) - 1


def _known(article: Article, where: Span, sources: list[Source], *, nearest_end: bool) -> int | None:
    """The source mentioned in `where`, by a mention of its own or by its last name, nearest to the reply."""
    text = where.slice(article.text)
    best: tuple[int, int] | None = None
    for i, source in enumerate(sources):
        places = [m.start - where.start for m in source.mentions if where.contains(m)]
        words = WORD_RE.findall(source.name)
        if words and words[-1][:1].isupper() and len(words[-1]) > 2:
            places.extend(m.start() for m in re.finditer(rf"\b{re.escape(words[-1])}\b", text))
        for place in places:
            near = place if nearest_end else -place
            if best is None or near > best[0]:
                best = (near, i)
    return None if best is None else best[1]


def _subject(text: str, where: Span, *, last: bool) -> tuple[Span, SourceKind, str] | None:
    """The name or the body that stands next to the reply, when it can be read off the words."""
    piece = where.slice(text).rstrip(" ,")
    spoken = SPOKES_RE.search(piece)
    if spoken:
        return (
            Span(where.start + spoken.start("name"), where.start + spoken.end("name")),
            "organisation",
            spoken["name"],
        )
    names = list(NAME_RE.finditer(piece))
    names = [m for m in names if m.group().lower() not in COMMON and (m.end() == len(piece) or not last)]
    if names:
        m = names[-1] if last else names[0]
        kind: SourceKind = "person" if " " in m.group().strip() else "organisation"
        return Span(where.start + m.start(), where.start + m.end()), kind, m.group()
    body = BODY_RE.search(piece)
    if body and last:
        name = body.group()
        return (
            Span(where.start + body.start(), where.start + body.end()),
            "organisation",
            name[0].lower() + name[1:],
        )
    return None


def _claims(
    article: Article,
    judgements: tuple[Judgement, ...],
    reply: _Reply,
    by: int | None,
    sources: list[Source],
    attributions: tuple[Attribution, ...],
) -> tuple[int, ...]:
    """The allegations that the reply is about: the nearest run before it, first those that name who replies."""
    text = article.text
    here = judgements[reply.sentence]
    paragraph = here.sentence.block.paragraph
    near = [
        k
        for k in range(max(0, reply.sentence - 40), reply.sentence)
        if judgements[k].sourcing == "allegation"
        and paragraph - judgements[k].sentence.block.paragraph <= BACK
        and not (by is not None and _speaks(judgements[k], by, attributions))
    ]
    own = (reply.sentence,) if here.sourcing == "allegation" and _own_claim(here, reply) else ()
    if not near:
        return own
    if reply.kind == "corroboration":
        words = _content(here.span.slice(text))
        alike = [k for k in near if len(words & _content(judgements[k].span.slice(text))) >= 2]
        return tuple(alike[-1:])
    if by is not None:
        keys = {
            w.lower() for w in WORD_RE.findall(sources[by].name) if w.lower() not in COMMON and len(w) > 2
        }
        named = [
            k for k in near if keys & {w.lower() for w in WORD_RE.findall(judgements[k].span.slice(text))}
        ]
        if named:
            near = named
    if PLURAL_RE.search(here.span.slice(text)) or reply.kind == "no-comment":
        last = judgements[near[-1]].sentence.block.paragraph
        return tuple(k for k in near if last - judgements[k].sentence.block.paragraph <= 1) + own
    return (near[-1], *own)


def _own_claim(here: Judgement, reply: _Reply) -> bool:
    """Whether the reply shares its sentence with a claim of somebody else."""
    if here.mixed:
        return any(p.sourcing == "allegation" and not p.span.contains(reply.span) for p in here.mixed)
    clauses = here.sentence.clauses
    return len(clauses) > 1 and not hull(clauses[:1]).contains(reply.span)


def _speaks(judgement: Judgement, by: int, attributions: tuple[Attribution, ...]) -> bool:
    return any(attributions[i].by == by for i in judgement.attributions[:1])


def _content(text: str) -> set[str]:
    return {w.lower() for w in WORD_RE.findall(text) if len(w) > 3 and w.lower() not in COMMON}
