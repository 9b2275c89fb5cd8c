"""Part of the source stage: whom "who" and "which" hang on."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from allegedly.article import Span
from allegedly.phrases import lexicon, noun_phrase_before
from allegedly.stages.mentions import Mention, read_mention
from allegedly.stages.people import in_sentence

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_SEEN = frozenset({"obtained", "reviewed", "seen", "viewed"})
"""How a paper came to the outlet that tells of it."""
_OWNER = 5
"""The longest, in words, that is printed as an owner."""
_FULL = 60
"""Characters in which a full name with its title stands."""


def antecedent(reading: Continuation, span: Span) -> Span | None:
    """The noun phrase that a relative pronoun hangs on: people for "who", no people for "which".

    Where the whole phrase is of the wrong kind, what hangs on its last preposition is meant ("under
    investigation by | the tax authority, which said").
    """
    end = bisect_left(reading.token_starts, span.start)
    while end > 0 and reading.tokens[end - 1].text in {",", "—", "–"}:
        end -= 1
    if end > 3 and reading.tokens[end - 1].text == ")" and reading.tokens[end - 3].text == "(":
        end -= 3  # "the Nursing Council | (NC), which"
    opens = bisect_left(reading.token_starts, reading.sentence_at(span.start).span.start)
    low = max(0, opens, end - 30)
    start = noun_phrase_before(reading.tokens[low:end], end - low)
    if start is None or end == low:
        return None
    who = reading.text[span.start : span.end].lower() in {"who", "whom", "whose"}
    if not who and [t.lower for t in reading.tokens[low + start - 1 : low + start]] == ["by"]:
        paper = low + start - 2  # "a report | reviewed by the Post, which describes four collisions"
        if paper > low and reading.tokens[paper].lower in _SEEN:
            first = noun_phrase_before(reading.tokens[low:paper], paper - low)
            start = start if first is None else first
    prepositions = lexicon("grammar")["prepositions"] | {"under"}
    starts = [low + start]
    starts += [at + 1 for at in range(low + start, end - 1) if reading.tokens[at].lower in prepositions]
    if who and (named := _named_before(reading, starts[0])) is not None:
        return named
    for at in starts:
        phrase = Span(reading.tokens[at].start, reading.tokens[end - 1].end)
        mention = read_mention(reading.text, phrase, reading.names)
        if mention is None or mention.kind is None or reading.tokens[at].lower in prepositions:
            continue
        if (mention.kind in {"person", "unnamed", "collective"}) == who:
            return phrase
    return Span(reading.tokens[starts[0]].start, reading.tokens[end - 1].end)


def whose_owner(reading: Continuation, mention: Mention) -> str:
    """What "whose" hangs on, as its owner: "its inspector general, | whose | office" is "the inspector
    general's"; `""` where it is long, or nothing is owned.
    """
    opens = Span(mention.span.start, mention.core.start)
    owner = antecedent(reading, opens) if opens.slice(reading.text).strip().lower() == "whose" else None
    words = [] if owner is None else owner.slice(reading.text).split()
    plain = all(word.replace("-", "").isalpha() for word in words)
    if not 0 < len(words) <= _OWNER or not plain or set(words) & lexicon("grammar")["prepositions"]:
        return ""
    if words[0].lower() in lexicon("grammar")["possessives"]:
        words[0] = "the"
    return f"{in_sentence(' '.join(words))}'s"


def _named_before(reading: Continuation, at: int) -> Span | None:
    """The person whose name the phrase at that token explains: "Ida Brandt|, a former auditor, who"."""
    if at < 2 or reading.tokens[at - 1].text != "," or reading.tokens[at].lower not in {"a", "an", "the"}:
        return None
    end = reading.tokens[at - 2].end
    people = [
        n
        for n in reading.names.between(max(0, end - _FULL), end)
        if n.kind == "person" and n.whole.end == end
    ]
    if not people or " " not in people[-1].key:
        return None
    before = reading.text[max(0, people[-1].whole.start - 3) : people[-1].whole.start]
    opens = reading.sentence_at(end).span.start == people[-1].whole.start
    return people[-1].whole if opens or before == "by " else None  # and not "a friend of | Ana Ruiz, a judge"
