"""The title of a brief, and the headline that outruns its body."""

from __future__ import annotations

import re

from allegedly.analysis import Analysis, Judgement, Source
from allegedly.article import Span, printable
from allegedly.brackets import source_in_words
from allegedly.descriptions import origin
from allegedly.phrases import lexicon
from allegedly.sayings import say
from allegedly.stages.select import terms
from allegedly.statements import count_words, unsettled

MAX_TITLE_WORDS = 28
"""A lead's opening clause with more words is no title; it ends with `…`."""

MIN_TITLE_WORDS = 6
"""An opening with fewer words tells nothing yet: "In a surprise move"."""

SHARED = 0.5
"""How much of a headline's wording a sentence must have to be what the headline tells."""

# A semicolon or colon, or a comma before a word that opens another clause.
_CLAUSE_END_RE = re.compile(
    r"[;:](?=\s)|,(?=\s+(?:and|but|while|which|who|whose|as|after|before|when|where|because|although|amid)\b)"
)
_ASIDE_RE = re.compile(r"\b(?:in|of|on|by|from|for) (?:which|whom|whose)\b|, (?:which|who|whose)\b")
_LINKS = frozenset(
    {"and", "or", "but", "that", "which", "who", "as", "than", "to", "its", "their", "his", "her"}
)
"""Words that lead on, so that no title ends with them."""

_ATTRIBUTED_RE = re.compile(
    r"\b(?:says?|said|tells?|told(?! (?:[\w’'-]+ ){1,3}?to\b)|hears?|heard|claims?|claimed|alleges?|alleged"
    r"|allegedly|reportedly|reports?|reported|accused|accuses|"
    r"sources?|officials|may|might|could|rumou?rs?|rumou?red|denies|denied|according|suspected|believed|thought|feared|"
    r"fears?|witnesses|critics|experts|insiders?|claim|warns?|suggests?|urged?|urges|calls?|vows?|expected|likely)\b"
    r"|\?",
    re.IGNORECASE,
)


_TO_WHOM_RE = re.compile(
    r"(?:(?<=\btell)|(?<=\btells)|(?<=\btold))\s(?:[Tt]he\s)?"
    r"(?:[A-Z][\w.&'’-]*(?:\s(?:and |of |the )?[A-Z][\w.&'’-]*){0,4}|journalists|reporters)"
)
"""Whom they told: "…, two sources told | OBR"."""


def headline(analysis: Analysis) -> tuple[str, str]:
    """The title and its notice, which is empty unless the headline tells as fact what the body does not.

    An article without a headline lends the opening clause of its lead, hedge included.
    """
    title = printable(analysis.article.title or "")
    if not title:
        return _from_lead(analysis)
    if _ATTRIBUTED_RE.search(title):
        return title, ""
    told = _told_by(analysis, title)
    if told is None or told.sourcing != "allegation":
        return title, ""
    title, key, source = _attributed(analysis, title, told)
    return title, key and say("title", key, source=source)


def _told_by(analysis: Analysis, title: str) -> Judgement | None:
    """The sentence that tells most of what the headline does, a fact in a tie; None when none does.

    Headlines have other words than their text ("Navy to axe two frigates", "may retire two ships early"):
    where no sentence has half of them, it is the lead, if that has one of them and no fact has more.
    """
    wanted = terms(title)
    text = analysis.article.text
    best, most = None, 0.0
    lead, led = None, 0.0
    for judgement in _body(analysis):
        for span, sourcing in [(p.span, p.sourcing) for p in judgement.mixed] or [
            (judgement.span, judgement.sourcing)
        ]:
            shared = len(terms(span.slice(text)) & wanted) / max(1, len(wanted))
            here = Judgement(judgement.sentence, sourcing, 1.0, "", judgement.attributions)
            if lead is None or (lead.sentence is here.sentence and shared > led):
                lead, led = here, shared
            if shared > most or (
                shared == most and best is not None and best.sourcing == "allegation" != sourcing
            ):
                best, most = here, shared
    if most >= SHARED or best is None:
        return best
    return lead if led and (best.sourcing == "allegation" or led == most) else None


def _body(analysis: Analysis) -> list[Judgement]:
    return [
        j
        for j in analysis.judgements
        if j.sourcing != "furniture" and not j.sentence.is_furniture and not j.sentence.is_headline
    ]


def _attributed(analysis: Analysis, title: str, told: Judgement) -> tuple[str, str, str]:
    """The title with whom it rests on in brackets; the key of its notice and the source that this names.

    The key is empty where nothing that the headline tells is weakened.
    """
    text = analysis.article.text
    source = _unidentified(analysis, told)
    if source is not None and source.name and source.kind != "hearsay":
        name = source_in_words(printable(text), printable(source.name))
        told_by = origin(source)
        if told_by == say("allegation", "unclear"):
            return title, "unclear", ""
        key = "attributed" if source.kind == "collective" else "source"
        told_by = told_by[:1].lower() + told_by[1:] if key == "attributed" else told_by
        return (f"{title} [{name}]" if name else title), key, told_by
    hedges = [h.span for h in analysis.hedges if told.span.contains(h.span)]
    if not hedges:
        return title, "unclear", ""
    if all(_is_aside(text, told.span, hedge, terms(title)) for hedge in hedges):
        return title, "", ""
    word = printable(hedges[0].slice(text))
    return f"{title} [{word}]", "hearsay", word


def _is_aside(text: str, told: Span, hedge: Span, wanted: frozenset[str]) -> bool:
    """Whether a hedge weakens only a clause of which the headline tells nothing.

    "Trustee resigns" of "A trustee resigned, hours after a tape surfaced | in which a voice said to be hers".
    """
    openings = [m.start() for m in _ASIDE_RE.finditer(text, told.start, hedge.start)]
    return bool(openings) and not wanted & terms(text[openings[-1] : told.end])


def _unidentified(analysis: Analysis, told: Judgement) -> Source | None:
    found = (analysis.attributions[i].by for i in told.attributions)
    return next((s for by in found if by is not None and not (s := analysis.sources[by]).is_identified), None)


def _opening_end(analysis: Analysis, lead: Judgement, start: int) -> int:
    """Where the lead's opening clause ends, with every hedge that weakens it."""
    text = analysis.article.text
    for found in _CLAUSE_END_RE.finditer(text, start, lead.span.end):
        end = found.start()
        if count_words(text[start:end]) < MIN_TITLE_WORDS:
            continue
        if not any(h.scope.start < end < h.span.end for h in analysis.hedges if lead.span.contains(h.span)):
            return end
    return lead.span.end


def _from_lead(analysis: Analysis) -> tuple[str, str]:
    """The lead's opening clause, lengthened until it has its hedges and, for an allegation, who makes it."""
    text = analysis.article.text
    lead = next(iter(_body(analysis)), None)
    if lead is None:
        return "", ""
    # Behind a caption that ran into the lead.
    told = next((s[0] for i, s in unsettled(analysis).items() if analysis.judgements[i] is lead), None)
    start = lead.span.start if told is None else told.spans[0].start
    end = _opening_end(analysis, lead, start)
    hedged = any(h.span.end <= end and lead.span.contains(h.span) for h in analysis.hedges)
    if lead.sourcing == "allegation" and not hedged:
        unnamed = _unidentified(analysis, lead) is not None
        made = [analysis.attributions[i] for i in lead.attributions]
        each = [[s for s in (*a.source, *a.cue) if lead.span.contains(s)] for a in made if a.source and a.cue]
        # One is enough, and where nobody unnamed is found its words may say so: "…, as per sources".
        ends = [max(s.end for s in spans) for spans in each if spans]
        end = max(end, min(ends, default=end)) if unnamed else lead.span.end
        if to_whom := _TO_WHOM_RE.match(text, end, lead.span.end):
            end = to_whom.end()
    words = _words(text, start, end)
    if len(words) > MAX_TITLE_WORDS and lead.sourcing == "allegation":
        before = _words(text, start, _first_told(analysis, lead, end))
        if MIN_TITLE_WORDS <= len(before) <= MAX_TITLE_WORDS:  # "…, | three people with knowledge said"
            title, key, source = _attributed(analysis, " ".join(before), lead)
            return title, key and say("lead", key, source=source)
    kept = words[:MAX_TITLE_WORDS]
    if len(words) > MAX_TITLE_WORDS:
        small = lexicon("grammar")["determiners"] | lexicon("grammar")["prepositions"] | _LINKS
        while len(kept) > MIN_TITLE_WORDS and (kept[-1].lower() in small or kept[-1][0].isdigit()):
            kept.pop()  # "to Beijing to …"
    title = " ".join(kept).rstrip(",;:") + (" …" if len(words) > MAX_TITLE_WORDS else "")
    if len(words) > MAX_TITLE_WORDS and lead.sourcing == "allegation":
        title, key, source = _attributed(analysis, title, lead)
        return title, key and say("lead", key, source=source)
    return title, ""


def _words(text: str, start: int, end: int) -> list[str]:
    """The words of a piece of the article as a title has them."""
    return printable(text[start:end]).rstrip(" ,;:–—.").split()


def _first_told(analysis: Analysis, lead: Judgement, end: int) -> int:
    """Where the lead says, behind a comma, who says so: "…, | three clerks said"; `end` where it does not."""
    made = [analysis.attributions[i] for i in lead.attributions]
    told = (s.start for a in made for s in (*a.source, *a.cue) if lead.span.contains(s))
    behind = (at for at in told if analysis.article.text[lead.span.start : at].rstrip().endswith(","))
    return min(behind, default=end)
