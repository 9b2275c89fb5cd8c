"""Part of the source stage: who stands at a cue, where the source was found far from it or not at all."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from allegedly.analysis import Found
from allegedly.article import Span
from allegedly.stages.mentions import read_mention
from allegedly.stages.unnamed import words

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_OPENS_CLAUSE = frozenset({"that", "which", "what", "who", "whom", "and", "but", "as", "while", "because"})
_IMPERSONAL_RE = re.compile(
    r"it\s+(?:is|was|has\s+been|had\s+been)\s+(?:\w+\s+)?"
    r"(?:understood|said|believed|thought|reported|claimed|alleged|rumou?red|suggested|feared|suspected)\b",
    re.IGNORECASE,
)
_TELLS_RE = re.compile(
    r"\s+(?:had\s+|has\s+)?(?:told|said|tells|says|warned|assured|informed|asked)\b", re.IGNORECASE
)
_SAID_RE = re.compile(r"(?:, [^,.]{2,60},)? (?:added|said|says|told|wrote)\b")
_IN_RE = re.compile(r"\b(?:in|at|of|from|near|outside|around|across)\s+(?:the\s+)?\Z")
_ASKED_BY_RE = re.compile(
    r"(?:Asked|Challenged|Cross-examined|Pressed|Questioned|Quizzed) by [^;:“”\"]{3,160}?, "
    r"(?P<who>he|she|they|the [a-z]+|(?:[A-ZÀ-Þ][\w.'’-]* ){0,3}[A-ZÀ-Þ][\w'’-]*) (?:[a-z]+ed|said|told)\b"
)
_DONE_BY_RE = re.compile(
    r"\b(?:allegedly|purportedly|reportedly|supposedly)(?: \w+)?"
    r" (?!(?:believed|claimed|described|reported|said|told)\b)\w+(?:ed|en|ought|aught|eld) by$"
)
_OF_WHOM_RE = re.compile(
    r"(?:^|(?<=[.!?”\"] )|(?<=\n))(?P<who>[A-Z][\w'’-]*(?: [\w'’-]+){0,8}), "
    r"(?:(?:all|both|each|half|many|most|neither|none|several|some) of whom"
    r"|(?:all|both|none) (?:asking|of them|requesting|seeking|speaking|willing)|but not|but who|neither"
    r"|not (?:allowed|authori[sz]ed|permitted)) [^.;,“”\"]{3,100}, \Z"
)
_FRONT = 200
"""Characters in front of a cue in which its subject opens the sentence."""
_PHRASE_WORDS = 12
_VERBS = frozenset(
    {"is", "are", "was", "were", "has", "have", "had", "say", "says", "said", "told", "who", "that"}
)
_GOVERNS_RE = re.compile(r"\b(?:according\s+to|by)\s+", re.IGNORECASE)
_PASSIVE_RE = re.compile(r"(?:is|are|was|were|be|been|being)\b", re.IGNORECASE)


def first_tellers(text: str, found: tuple[Found, ...]) -> tuple[Found, ...]:
    """The attributions with whoever stands before the cue as its source, where who stands behind it tells.

    "One miner, who would not give his name, said a foreman told him …": the miner said it. "Six of
    them, all of whom asked not to be named, said the principal ordered …": the six.
    """
    ends = {one.source[-1].end: one.source for one in found if one.source}
    out = []
    for one in found:
        behind = one.source and one.cue and 0 <= one.source[0].start - one.cue[-1].end <= 1
        if behind and _TELLS_RE.match(text, one.source[-1].end):
            teller = next(
                (ends[e] for e in range(one.cue[0].start, one.cue[0].start - 3, -1) if e in ends), None
            )
            one = replace(one, source=teller or one.source)
        if one.cue and (behind or not one.source):
            start = one.cue[0].start
            some = _OF_WHOM_RE.search(text, max(0, start - _FRONT), start)
            one = replace(one, source=(Span(*some.span("who")),)) if some else one
        out.append(one)
    return tuple(out)


def settled_at_cue(reading: Continuation, one: Found) -> Found:
    """The attribution with the source at its cue, where it was found far from it or not at all."""
    if (answerer := _answerer(reading, one)) is not None:
        return replace(one, source=(answerer,))
    cue = " ".join(span.slice(reading.text) for span in one.cue)
    if _DONE_BY_RE.search(cue):
        return replace(one, source=())  # "was | reportedly | questioned by detectives": they did it
    agent = _agent(reading, one)
    if agent is not None:
        return replace(one, source=(_whose_place(reading, agent) or agent,))
    if one.source and one.cue and _IMPERSONAL_RE.match(reading.text, one.cue[0].start):
        sentence = reading.sentence_at(one.cue[0].start).span
        if not any(sentence.overlaps(span) for span in one.source):
            return replace(one, source=())  # "It is understood that …" has no source, whoever speaks next
    if len(one.source) == 1 and (group := _whose_place(reading, one.source[0])) is not None:
        return replace(one, source=(group,))
    return one


def _answerer(reading: Continuation, one: Found) -> Span | None:
    """Who answers, where whoever asked was found: "Asked by Senator Obi who paid him, | Mr Dada | named"."""
    if not one.source:
        return None
    sentence = reading.sentence_at(one.source[0].start).span
    asked = _ASKED_BY_RE.match(reading.text, sentence.start, sentence.end)
    if asked is None or not asked.start() <= one.source[0].start < asked.start("who") - 1:
        return None
    return Span(*asked.span("who"))


def _whose_place(reading: Continuation, span: Span) -> Span | None:
    """The people of whose description `span` is only the place: "guests at a hotel outside | Sant Oriol"."""
    start = reading.sentence_at(span.start).span.start
    if start >= span.start or not _IN_RE.search(reading.text, start, span.start):
        return None
    phrase = Span(start, span.end)
    words = phrase.slice(reading.text).lower().split()
    if len(words) > _PHRASE_WORDS or any(w.endswith((",", "ed")) or w in _VERBS for w in words):
        return None
    mention = read_mention(reading.text, phrase, reading.names)
    group = mention is not None and mention.plural and mention.kind in {"unnamed", "collective"}
    return phrase if group else None


def _agent(reading: Continuation, one: Found) -> Span | None:
    """Who stands at the cue, when the source was found in another sentence or not at all.

    That is what follows "according to" or a passive's "by"; for a source in another sentence also the subject
    in front of an active cue. `None` when the cue has nobody at hand, so that what was found stands.
    """
    if not one.cue or one.rule.startswith("hearsay"):
        return None
    cue = Span(one.cue[0].start, one.cue[-1].end)
    sentence = reading.sentence_at(cue.start).span
    if one.source and any(sentence.overlaps(span) for span in one.source):
        return _adjacent(reading, one, cue, sentence)
    by = _GOVERNS_RE.search(reading.text, cue.start, sentence.end)
    if by is not None and by.start() <= cue.end + 1:
        phrase = Span(by.end(), reading.named_end(reading.phrase_end(by.end())))
        return phrase if reading.is_quotable(phrase) else None
    if not one.source or _PASSIVE_RE.match(reading.text, cue.start):
        return None
    subject = reading.phrase_before(cue.start, sentence.start)
    return subject if subject is not None and reading.is_quotable(subject) else None


def _adjacent(reading: Continuation, one: Found, cue: Span, sentence: Span) -> Span | None:
    """The group right in front of a verb of saying, where the source was found further to the left.

    "Kamara has ruled since a vote that opponents said was rigged": it is they who said it.
    """
    if one.source[-1].end > cue.start or cue.slice(reading.text).lower() not in words("cues", "speech"):
        return None
    subject = reading.phrase_before(cue.start, sentence.start)
    if subject is None or cue.start - subject.end != 1 or any(subject.overlaps(s) for s in one.source):
        return None
    said = subject.slice(reading.text).lower().split()
    before = reading.text[sentence.start : subject.start].lower().split()[-1:]
    group = any(said[-1] in words("heads", kind) for kind in ("source", "plural", "open"))
    return subject if group and before[:1] and before[0] in _OPENS_CLAUSE else None


def speaker_inside(reading: Continuation, one: Found, by: int) -> int | None:
    """Whose words an outlet relays: "Prosecutor Ivo Brandt | said so, according to the Gazette"."""
    cue = one.cue[0].slice(reading.text).lower() if one.cue else ""
    if cue != "according to" or reading.registry[by].kind != "outlet":
        return None
    for content in one.content:
        for name in reading.names.between(content.start, content.end):
            if name.kind == "person" and _SAID_RE.match(reading.text, name.whole.end, content.end):
                return reading.read(name.whole)
    return None
