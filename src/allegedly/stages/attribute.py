"""Who says what, as bare spans: ordered, named rules over cue words, noun phrases and quotation marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from allegedly.analysis import Found
from allegedly.article import Article, Sentence, Span
from allegedly.phrases import is_source_noun, lexicon, noun_phrase_after, quotations
from allegedly.stages.hearsay import emerged, hearsay_adverb, hearsay_noun, hearsay_passive
from allegedly.stages.reading import (
    CERTAIN,
    LIKELY,
    QUOTE_MARKS,
    WEAK,
    Reading,
    content_after,
    content_around,
    content_before,
    found_at,
    read_sentence,
    subject_before,
    verb_group,
)
from allegedly.stages.utterance import continued, trimmed

_Rule = Callable[[Reading, int], Found | None]


def attribute(article: Article, sentences: tuple[Sentence, ...]) -> tuple[Found, ...]:
    """The attributions of the article in reading order of their cues, each with the rule that found it.

    Cues inside quotations are left alone: the speaker vouches for them. A quotation that goes on without cue
    joins the attribution before it in its paragraph, and keeps its speaker in the next.
    """
    quotes = quotations(article)
    out: list[Found] = []
    first = 0
    for sentence in sentences:
        if sentence.is_furniture:
            continue
        while first < len(quotes) and quotes[first].end <= sentence.span.start:
            first += 1
        reading = read_sentence(article.text, sentence, quotes, first)
        out.extend(trimmed(reading, list(_apply(reading))))
    return continued(article, sentences, quotes, out)


def _apply(reading: Reading) -> Iterator[Found]:
    taken = -1
    triggers = _triggers()
    for at, token in enumerate(reading.tokens):
        if at <= taken or reading.quoted[at]:
            continue
        for rule in triggers.get(token.lower, ()):
            found = rule(reading, at)
            if found is not None:
                yield found
                taken = at
                break


def _according_to(reading: Reading, at: int) -> Found | None:
    if reading.lower(at + 1) != "to" or reading.lower(at + 2) in {
        "plan",
        "schedule",
        "whether",
        "how",
        "what",
    }:
        return None
    end = noun_phrase_after(reading.tokens, at + 2, reading.end)
    if end == at + 2:
        return None
    end = _relayed(reading, end)
    opens = at <= 1 or reading.lower(at - 1) in {";", ":"} or (reading.is_mark(at - 1) and at <= 2)
    before = None if opens else content_before(reading, at)
    after = content_after(reading, end) if before is None or reading.lower(end) == "," else None
    if before is not None and reading.lower(end + 1) in {"and", "but", "which", "who", "with", "while"}:
        after = None
    return found_at(reading, "according-to", (at + 2, end), (at, at + 2), (before, after), CERTAIN)


def _relayed(reading: Reading, end: int) -> int:
    """The end of a source with the outlet that quotes it: "officials | quoted in the daily Kapital"."""
    if reading.lower(end) in {"quoted", "cited", "interviewed"} and reading.lower(end + 1) in {
        "in",
        "by",
        "on",
    }:
        return max(end, noun_phrase_after(reading.tokens, end + 2, reading.end))
    return end


def _quoted_as_saying(reading: Reading, at: int) -> Found | None:
    for here in range(at + 1, min(at + 25, reading.end - 1)):
        if reading.lower(here) == "as" and reading.lower(here + 1) in {
            "saying",
            "telling",
            "describing",
            "calling",
        }:
            break
    else:
        return None
    passive = here == at + 1
    source = subject_before(reading, verb_group(reading, at)) if passive else (at + 1, here)
    content = (content_after(reading, here + 2),)
    return found_at(reading, "quoted-as-saying", source, (here, here + 2), content, CERTAIN)


def _citing(reading: Reading, at: int) -> Found | None:
    end = noun_phrase_after(reading.tokens, at + 1, reading.end)
    if end == at + 1 or not any(
        is_source_noun(t.lower) or t.is_capital for t in reading.tokens[at + 1 : end]
    ):
        return None
    rest = end + 1 if reading.lower(end) == "," else end
    after = content_after(reading, rest) if reading.lower(rest) in {"that", "as"} or at == 0 else None
    before = None if after is not None else content_before(reading, at)
    return found_at(reading, "citing", (at + 1, end), (at, at + 1), (before, after), LIKELY)


def _speech(reading: Reading, at: int) -> Found | None:
    start = verb_group(reading, at)
    before = reading.lower(start - 1) if start else ""
    if reading.lower(at) in {"quoted", "cited"} and reading.lower(at + 1) in {"in", "by", "on"}:
        return None
    if before == "that" and reading.lower(at) in lexicon("cues")["hearsay_nouns"]:
        return None
    if before in {"to", "'s"} | lexicon("grammar")["articles"] or (
        start == at and before.endswith(("'s", "s'"))
    ):
        return None
    if any(reading.lower(k) in lexicon("cues")["be"] for k in range(start, at)):
        return None
    return _inverted(reading, at, start) or _with_subject(reading, at, start)


def _phrasal(reading: Reading, at: int) -> Found | None:
    """Cues of two or three words: "pointed out", "made clear", "made it clear"."""
    first = at - 2 if reading.lower(at - 1) == "it" else at - 1
    verbs = {"pointed", "points", "point"} if reading.lower(at) == "out" else {"made", "makes", "make"}
    if first < 1 or reading.lower(first) not in verbs:
        return None
    return _with_subject(reading, at, verb_group(reading, first))


def _inverted(reading: Reading, at: int, start: int) -> Found | None:
    """`"…," said X`: the cue stands between what was said and its source."""
    if start == 0 or reading.tokens[start - 1].text not in QUOTE_MARKS | {","}:
        return None
    quote = reading.is_mark(start - 1) or reading.is_mark(start - 2)
    grammar = lexicon("grammar")
    end = noun_phrase_after(reading.tokens, at + 1, reading.end)
    if end == at + 1 or reading.lower(at + 1) in {"that", "in", "on", "at", "to", "it", "there"}:
        return None
    if not quote and (
        (end < reading.end and reading.lower(end) not in lexicon("cues")["adjunct"] | {","})
        or reading.lower(at + 1) in grammar["they"]
    ):
        return None
    after = _next_quote(reading, end)
    return found_at(
        reading,
        "quote-cue-source",
        (at + 1, end),
        (start, at + 1),
        (content_before(reading, start), after),
        CERTAIN,
    )


def _next_quote(reading: Reading, start: int) -> Span | None:
    """A quotation that resumes after the source: `"…," said X, "…"`."""
    for at in range(start, min(start + 12, len(reading.tokens))):
        if reading.quoted[at]:
            here = reading.tokens[at]
            return next((q for q in reading.quotes if q.start == here.start), None)
        if reading.lower(at) in lexicon("cues")["speech"]:
            return None
    return None


def _recipient(reading: Reading, at: int) -> int:
    """The token after the listener ("told the BBC on Friday that …"), for verbs that have one."""
    here = at + 1
    if reading.lower(at) in lexicon("cues")["recipient"] and here < reading.end and not reading.quoted[here]:
        pronoun = reading.lower(here) in {
            "him",
            "her",
            "them",
            "me",
            "us",
            "you",
            "it",
            "reporters",
            "journalists",
        }
        here = here + 1 if pronoun else noun_phrase_after(reading.tokens, here, reading.end)
    return here


def _adjunct_end(reading: Reading, start: int) -> int:
    """The token after "on Friday", "in a statement", "last week" behind a cue; `start` when there is none."""
    cues = lexicon("cues")
    at = start
    while at < reading.end and not reading.quoted[at] and reading.lower(at) in cues["adjunct"]:
        if reading.lower(at) in cues["weekdays"]:
            at += 1
            continue
        end = at + 1
        while (
            end < reading.end and not reading.quoted[end] and reading.tokens[end].text not in {",", ":", ";"}
        ):
            lower = reading.lower(end)
            if lower in cues["reporting_conjunctions"] or lower in cues["auxiliary"]:
                break
            end += 1
        if end < reading.end and reading.lower(end) in cues["auxiliary"]:
            return at
        at = end
    return at


def _with_subject(reading: Reading, at: int, start: int) -> Found | None:
    subject = subject_before(reading, start)
    if subject is None:
        return None
    first = subject[0]
    cue = (start, at + 1)
    listener = _recipient(reading, at)
    rest = _adjunct_end(reading, listener)
    quote_before = first > 0 and (
        reading.is_mark(first - 1) or (reading.lower(first - 1) == "," and reading.is_mark(first - 2))
    )
    comma_before = first > 0 and reading.lower(first - 1) == ","
    if quote_before:
        content: tuple[Span | None, ...] = (content_before(reading, first), _next_quote(reading, rest))
        return found_at(reading, "quote-source-cue", subject, cue, content, CERTAIN)
    after = reading.lower(rest)
    needs_that = reading.lower(at) in lexicon("cues")["speech_needs_that"]
    opens = (
        after in lexicon("cues")["reporting_conjunctions"]
        or after == ":"
        or (rest < len(reading.tokens) and reading.quoted[rest])
        or (after == "," and rest + 1 < len(reading.tokens) and reading.quoted[rest + 1])
    )
    if rest >= reading.end:
        if first < 3 or (needs_that and not comma_before):
            return None
        return found_at(
            reading, "content-source-cue", subject, cue, (content_before(reading, first),), CERTAIN
        )
    if opens:
        return found_at(reading, "source-cue-content", subject, cue, (content_after(reading, rest),), CERTAIN)
    if after == ",":
        if comma_before or first > 3:
            return found_at(
                reading, "parenthesis", subject, cue, content_around(reading, first, rest), LIKELY
            )
        return None
    if needs_that:
        return None
    return found_at(reading, "source-cue-content", subject, cue, (content_after(reading, rest),), LIKELY)


def _participle(reading: Reading, at: int) -> Found | None:
    """A participle ("…, saying that"): its subject is the sentence's, or stands before it."""
    start = verb_group(reading, at)
    before = reading.lower(start - 1) if start else ""
    if any(reading.lower(k) in lexicon("cues")["be"] for k in range(start, at)):
        return _speech(reading, at) or None
    rest = _adjunct_end(reading, _recipient(reading, at))
    content = (content_after(reading, rest),)
    if before and before not in {
        ",",
        "and",
        "by",
        "of",
        "in",
        "for",
        "from",
        "as",
        "after",
        "before",
        "without",
        "while",
    }:
        subject = None if reading.is_mark(start - 1) else subject_before(reading, start)
    else:
        subject = _first_subject(reading, start) if before in {",", "and", "by", "while"} else None
    if subject is None:
        return None
    return found_at(reading, "participle", subject, (start, at + 1), content, LIKELY)


def _first_subject(reading: Reading, end: int) -> tuple[int, int] | None:
    """The noun phrase in front of the first verb of saying of the sentence, else the one that opens it."""
    cues = lexicon("cues")
    for at in range(end):
        if not reading.quoted[at] and reading.lower(at) in cues["speech"]:
            if (subject := subject_before(reading, verb_group(reading, at))) is not None:
                return subject
            after = noun_phrase_after(reading.tokens, at + 1, end)
            return (at + 1, after) if after > at + 1 else None
    for at in range(1, end):
        if not reading.quoted[at] and (
            reading.lower(at) in cues["auxiliary"] or reading.lower(at).endswith("ed")
        ):
            return subject_before(reading, verb_group(reading, at))
    return None


def _attitude(reading: Reading, at: int) -> Found | None:
    start = verb_group(reading, at)
    if start == 0 or any(reading.lower(k) in lexicon("cues")["be"] for k in range(start, at)):
        return None
    subject = subject_before(reading, start)
    if subject is None or at + 1 >= reading.end or reading.lower(at + 1) in {".", ",", "by"}:
        return None
    if not _is_speaker(reading, subject):
        return None
    content = (content_after(reading, at + 1),)
    return found_at(reading, "attitude", subject, (start, at + 1), content, WEAK)


def _is_speaker(reading: Reading, subject: tuple[int, int]) -> bool:
    grammar = lexicon("grammar")
    first = reading.tokens[subject[0]].lower
    pronouns = grammar["he"] | grammar["she"] | grammar["they"] | {"who", "i", "we"}
    return first in pronouns or any(
        is_source_noun(t.lower) or (t.is_capital and t.lower not in grammar["not_a_name"] | grammar["days"])
        for t in reading.tokens[subject[0] : subject[1]]
    )


@cache
def _triggers() -> dict[str, tuple[_Rule, ...]]:
    """The rules that each lower-case word sets off, in the order in which they are tried."""
    cues = lexicon("cues")
    ings = frozenset(word for word in cues["speech"] if word.endswith("ing"))
    ordered: tuple[tuple[frozenset[str], _Rule], ...] = (
        (frozenset({"according"}), _according_to),
        (cues["hearsay_adverbs"], hearsay_adverb),
        (cues["hearsay_participles"], hearsay_passive),
        (frozenset({"emerged"}), emerged),
        (frozenset({"quoted", "quotes", "quoting", "cited", "reported", "reports"}), _quoted_as_saying),
        (frozenset({"citing", "quoting"}), _citing),
        (frozenset({"out", "clear"}), _phrasal),
        (cues["speech"] - ings, _speech),
        (cues["hearsay_nouns"], hearsay_noun),
        (ings, _participle),
        (cues["attitude"], _attitude),
    )
    out: dict[str, tuple[_Rule, ...]] = {}
    for words, rule in ordered:
        for word in words:
            out[word] = (*out.get(word, ()), rule)
    return out
