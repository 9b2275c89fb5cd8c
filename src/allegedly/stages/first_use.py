"""Part of the source stage: where the article first used a description's noun, and said more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from allegedly.article import Span
from allegedly.phrases import Token, is_source_noun, lexicon, noun_phrase_after, noun_phrase_before
from allegedly.stages.mentions import Mention, read_mention
from allegedly.stages.papers import is_other_paper

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_DEATH_RE = re.compile(r"\b(?:deaths?|disappearance|killing|murder)$")
_OF_WHOM_RE = re.compile(r" of (?:the )?(?:[a-z-]+ ){0,3}[A-ZÀ-Þ][\w'’-]*\w(?: [A-ZÀ-Þ][\w'’-]*\w)*(?!['’])")
"""Whose death a court looks into: "an inquest into the death| of cyclist Peter Moss|"."""
_TIMES = frozenset({"century", "centurie", "decade", "hour", "month", "week", "year"})


def introduced(reading: Continuation, mention: Mention) -> Span | None:
    """The first time the article uses the same noun, when that says more than the mention does."""
    noun = reading.text[mention.span.start : mention.span.end].lower().split()
    word = mention.head
    if which(reading, mention):
        return None
    if mention.plural:
        word = next((w for w in noun if w.startswith(mention.head[:-1])), "")
    tokens = reading.tokens
    for at in reading.places.get(word.strip(",."), ())[:6]:
        if tokens[at].start >= mention.span.start:
            return None
        low = max(0, at - 12)
        start = noun_phrase_before(tokens[low : at + 1], at + 1 - low)
        if start is None:
            continue
        end = noun_phrase_after(tokens, low + start, min(len(tokens), at + 20))
        end = _phrase_end(tokens, low + start, at, end)
        # "The health minister|, Ann Corr, …. The minister": she is brought in with her name; no company is.
        last = tokens[max(end, at + 1) - 1].end
        named = last if mention.kind == "organisation" else reading.named_end(last)
        span = Span(tokens[low + start].start, named)
        if (whom := _OF_WHOM_RE.match(reading.text, span.end)) is not None and _DEATH_RE.search(
            span.slice(reading.text)
        ):
            span = Span(span.start, whom.end())
        if tokens[at - 1].lower == "the" and any(t.lower == "who" for t in tokens[low + start : at]):
            continue  # "Peter Njoroge, who shares a name with the minister"
        if tokens[low + start].lower in lexicon("grammar")["i"] | {"our"}:
            continue  # "our Agency issued computer" is in a statement of the agency's
        if (
            span.start < reading.names.body
            and tokens[low + start].lower not in lexicon("grammar")["articles"]
        ):
            continue  # a headline has no articles that would part "Nurses accuse | trust of hiding deaths"
        brought = span.end <= mention.span.start and len(span) > len(mention.core)
        if brought and not is_other_paper(mention, span.slice(reading.text), reading.text):
            first = _brings_in(reading, mention, span, at)
            if first is not None:
                return first
    return None


def _phrase_end(tokens: Sequence[Token], first: int, at: int, end: int) -> int:
    """Where the phrase of the noun at `at` ends that begins at `first` and may reach to `end`."""
    if at + 1 < len(tokens) and tokens[at + 1].lower == "and":
        end = at + 1  # "bank records | and interviews with nine workers"
    goes_on = (k for k in range(at + 1, end - 1) if tokens[k].lower == "and" and _is_done(tokens[k + 1]))
    end = next(goes_on, end)  # "written by an engineer at the office | and addressed to members"
    items = lexicon("grammar")["determiners"]  # "two officers, a lawyer |, a relative and a chief"
    listed = (k for k in range(at + 1, end - 1) if tokens[k].text == "," and tokens[k + 1].lower in items)
    end = next(listed, end)
    if at + 1 < end and at + 2 < len(tokens) and _is_done(tokens[at + 1]):
        # "residents say | the company | dumped waste", "after | the man | refused to go"
        end = at + 1 if _acts(tokens[first], tokens[at + 2]) else end
    timed = (
        k for k in range(at + 1, end - 1) if tokens[k].lower in {"in", "since"} and _is_time(tokens, k + 1)
    )
    end = next(timed, end)  # "the worst attack on | the police | in a decade"
    asked = (k for k in range(at + 1, end - 1) if tokens[k].lower == "to" and _is_verb(tokens[k + 1]))
    end = next(asked, end)  # "ordered | the governor | to close the border"
    doing = (k for k in range(at + 1, end - 1) if tokens[k].lower == "of" and _is_doing(tokens[k + 1]))
    return next(doing, end)  # "accused the rebels | of looking for a pretext"


def which(reading: Continuation, mention: Mention) -> frozenset[str]:
    """The words that tell one body from others: "the transport | ministry" is not the health ministry."""
    words = mention.core.slice(reading.text).lower().replace("’", "'").split()
    if mention.kind == "organisation" and not mention.plural:
        return frozenset(w.removesuffix("'s") for w in words[1:-1])
    former = frozenset(words[1:2] if mention.plural and words[1:2] == ["former"] else ())
    # "The commission's | spokeswoman" is not the ministry's, nor "the | former | deputies" who serve now.
    return former | frozenset(w.removesuffix("'s") for w in words[1:-1] if w.endswith("'s"))


def _is_time(tokens: Sequence[Token], at: int) -> bool:
    """Whether a time begins there: "a decade", "three years", "months", "May"."""
    ahead = [t.lower for t in tokens[at : at + 3]]
    dated = ahead[0] in lexicon("grammar")["days"] | {"may"}
    return dated or any(word.removesuffix("s") in _TIMES for word in ahead)


def _is_verb(token: Token) -> bool:
    """Whether what follows "to" may be what is done, and not to whom it is: "to close", "to the board"."""
    plain = token.text.islower() and not is_source_noun(token.lower)
    return plain and token.lower not in lexicon("grammar")["determiners"]


def _is_doing(token: Token) -> bool:
    return token.text.islower() and token.lower.endswith("ing") and not is_source_noun(token.lower)


def _is_done(token: Token) -> bool:
    return token.text.islower() and token.lower.endswith("ed")


def _acts(first: Token, behind: Token) -> bool:
    """Whether a word in "-ed" is what somebody did, and not what was done: by what stands on both sides."""
    passive = behind.lower in lexicon("grammar")["prepositions"]
    return first.lower == "the" or not passive


def _brings_in(reading: Continuation, mention: Mention, span: Span, at: int) -> Span | None:
    """Whoever the phrase around token `at` brings in, if it is whom the mention's noun calls so."""
    first = read_mention(reading.text, span, reading.names)
    loose = first is not None and (first.form == "name" or (mention.plural and first.form == "description"))
    if first is not None and loose and first.head != mention.head:
        span = _own_phrase(reading, first, span, at)
        first = read_mention(reading.text, span, reading.names)
    if first is None or (mention.kind == "organisation" and first.kind == "person"):
        return None  # "plans to replace | army | chief Ida Ro": the army is no chief
    return span if first.head == mention.head or first.form == "name" else None


def _own_phrase(reading: Continuation, first: Mention, span: Span, at: int) -> Span:
    """The noun's own phrase, where it only hangs on another: "Dr Ida Brandt of | the university"."""
    tokens, ends = reading.tokens, first.core.start if first.name is None else first.name.whole.end
    ties = lexicon("grammar")["phrase_prepositions"]
    tied = [k for k in range(max(0, at - 6), at) if tokens[k].lower in ties]
    if not tied or not ends <= tokens[tied[-1]].start:
        return span
    return Span(tokens[tied[-1] + 1].start, max(span.end, tokens[at].end))
