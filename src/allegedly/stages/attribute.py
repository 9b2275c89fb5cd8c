"""Who says what, as bare spans: ordered, named rules over cue words, noun phrases and quotation marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from allegedly.analysis import Found
from allegedly.article import Article, Sentence, Span
from allegedly.phrases import (
    Token,
    is_source_noun,
    lexicon,
    noun_phrase_after,
    noun_phrase_before,
    quotations,
    tokenise,
)

_QUOTE_MARKS = frozenset("\"“”„«»'‘’`")
_STOPS = frozenset(".!?")
_SCARE_WORDS = 4
"""A quotation of fewer words is a borrowed expression, not a statement that needs a speaker of its own."""

_CERTAIN, _LIKELY, _WEAK = 0.9, 0.7, 0.5


@dataclass(frozen=True, slots=True)
class _Reading:
    """One sentence under the rules: its tokens, which of them stand inside a quotation, and the quotations."""

    text: str
    sentence: Sentence
    tokens: tuple[Token, ...]
    quoted: tuple[bool, ...]
    quotes: tuple[Span, ...]
    end: int

    def is_mark(self, at: int) -> bool:
        """Whether token `at` is a quotation mark."""
        return 0 <= at < len(self.tokens) and self.tokens[at].text in _QUOTE_MARKS

    def lower(self, at: int) -> str:
        """The lower-case form of token `at`, `""` outside the sentence."""
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def span(self, start: int, end: int) -> Span:
        """The span of the tokens `start:end`."""
        return Span(self.tokens[start].start, self.tokens[end - 1].end)


_Rule = Callable[[_Reading, int], Found | None]


def attribute(article: Article, sentences: tuple[Sentence, ...]) -> tuple[Found, ...]:
    """The attributions of the article in reading order of their cues, each with the name of the rule that found it.

    Cues inside quotations are left alone: the speaker of the quotation vouches for them. A quotation that goes on
    without a cue joins the attribution before it in its paragraph, and keeps its speaker in the next.
    """
    quotes = quotations(article)
    out: list[Found] = []
    first = 0
    for sentence in sentences:
        if sentence.is_furniture:
            continue
        while first < len(quotes) and quotes[first].end <= sentence.span.start:
            first += 1
        reading = _read(article.text, sentence, quotes, first)
        out.extend(_trimmed(reading, list(_apply(reading))))
    return _continued(article, sentences, quotes, out)


def _read(text: str, sentence: Sentence, quotes: tuple[Span, ...], first: int) -> _Reading:
    span = sentence.span
    near = []
    for quote in quotes[first:]:
        if quote.start >= span.end:
            break
        near.append(quote)
    tokens = tuple(tokenise(text, span.start, span.end))
    quoted = [False] * len(tokens)
    at = 0
    for quote in near:
        while at < len(tokens) and tokens[at].end <= quote.start:
            at += 1
        while at < len(tokens) and tokens[at].end <= quote.end:
            quoted[at] = True
            at += 1
    end = len(tokens)
    while (
        end
        and not quoted[end - 1]
        and not tokens[end - 1].is_word
        and tokens[end - 1].text not in {"%", ")", "]"}
    ):
        end -= 1
    return _Reading(text, sentence, tokens, tuple(quoted), tuple(near), end)


def _apply(reading: _Reading) -> Iterator[Found]:
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


# --- where the content lies -------------------------------------------------------------------------------------


def _content_after(reading: _Reading, start: int) -> Span | None:
    """From token `start` to the end of the sentence, and to the end of a quotation that runs on beyond it."""
    while start < reading.end and reading.tokens[start].text in {",", ":", "—", "–"}:
        start += 1
    if start >= reading.end:
        return None
    end = reading.tokens[reading.end - 1].end
    for quote in reading.quotes:
        if quote.start < end < quote.end and quote.start >= reading.tokens[start].start:
            end = quote.end
    return Span(reading.tokens[start].start, end)


def _content_before(reading: _Reading, end: int) -> Span | None:
    """From the start of the sentence, or of the quotation that opened before it, to token `end`."""
    while end > 0 and reading.tokens[end - 1].text in {",", "—", "–"} and not reading.quoted[end - 1]:
        end -= 1
    if end <= 0:
        return None
    start = reading.tokens[0].start
    if reading.quotes and reading.quotes[0].start < start:
        start = reading.quotes[0].start
    return Span(start, reading.tokens[end - 1].end)


def _around(reading: _Reading, start: int, end: int) -> tuple[Span, ...]:
    spans = (_content_before(reading, start), _content_after(reading, end))
    return tuple(span for span in spans if span is not None)


def _clause_around(reading: _Reading, start: int, end: int) -> tuple[Span, ...]:
    """The clause that holds tokens `start:end`, without them."""
    here = reading.tokens[start].start
    clause = next((c for c in reading.sentence.clauses if c.start <= here < c.end), reading.sentence.span)
    left = [t for t in reading.tokens[:start] if t.start >= clause.start]
    right = [t for t in reading.tokens[end : reading.end] if t.end <= clause.end]
    while right and right[-1].text in ",;:":
        right.pop()
    return tuple(Span(side[0].start, side[-1].end) for side in (left, right) if side)


# --- where the source lies --------------------------------------------------------------------------------------


def _group(reading: _Reading, at: int) -> int:
    """The first token of the verb group that ends at `at`: auxiliaries and adverbs in front of the cue."""
    cues = lexicon("cues")
    start = at
    while start > 0 and not reading.quoted[start - 1]:
        lower = reading.lower(start - 1)
        if (
            lower in cues["auxiliary"]
            or lower in cues["adverbs"]
            or lower.endswith("n't")
            or (lower.endswith("ly") and len(lower) > 4)
        ):
            start -= 1
        else:
            break
    return start


def _subject(reading: _Reading, end: int) -> tuple[int, int] | None:
    """The noun phrase before token `end` that can be the subject of a cue, as token bounds; appositives included."""
    tokens = reading.tokens
    grammar = lexicon("grammar")
    if end <= 0 or reading.is_mark(end - 1) or reading.quoted[end - 1]:
        return None
    last = tokens[end - 1]
    if (
        last.lower
        in grammar["who"] | grammar["he"] | grammar["she"] | grammar["they"] | grammar["it"] | grammar["i"]
    ):
        return (end - 1, end)
    if last.text == ",":
        return _with_appositives(reading, end)
    if last.text == ")":
        opening = next((k for k in range(end - 1, max(-1, end - 8), -1) if tokens[k].text == "("), None)
        start = noun_phrase_before(tokens, opening) if opening else None
    else:
        start = noun_phrase_before(tokens, end)
    if start is None:
        return None
    if (
        start >= 2
        and tokens[start - 1].text == ","
        and not reading.is_mark(start - 2)
        and _is_role(reading, start, end)
        and (before := _with_appositives(reading, start)) is not None
    ):
        return (before[0], end)
    return (start, end)


def _is_role(reading: _Reading, start: int, end: int) -> bool:
    """Whether tokens `start:end` are an appositive that lost its closing comma ("X, a spokesman for Y said")."""
    return (
        end - start > 2
        and reading.lower(start) in {"a", "an", "the"}
        and any(reading.lower(k) in {"for", "of", "at"} for k in range(start, end))
        and reading.tokens[max(0, start - 2)].is_capital
    )


def _with_appositives(reading: _Reading, end: int) -> tuple[int, int] | None:
    """A subject in front of a comma: steps back over appositives until a phrase that is none of them."""
    tokens = reading.tokens
    right = end - 1
    for _ in range(5):
        left = right
        while left > 0 and tokens[left - 1].text != "," and not reading.quoted[left - 1]:
            left -= 1
        if left == 0 or reading.quoted[left - 1]:
            start = noun_phrase_before(tokens, right)
            return None if start is None or start < left else (start, end)
        if not _appositive(reading, left, right):
            start = noun_phrase_before(tokens, right)
            if start is None or start < left:
                return None
            return (start, end)
        right = left - 1
    return None


def _appositive(reading: _Reading, start: int, end: int) -> bool:
    lower = reading.lower(start)
    return (
        lower.isdigit()
        or lower in lexicon("grammar")["relatives"]
        or lower in {"a", "an", "the", "then", "now", "one", "formerly", "aged", "jr", "r-", "d-"}
        or lower in lexicon("titles")["roles"]
        or lower.endswith("'s")
        or (end - start <= 3 and reading.tokens[start].is_capital)
        or any(t.lower in lexicon("titles")["roles"] for t in reading.tokens[start : min(end, start + 5)])
        or reading.tokens[min(start + 1, end - 1)].lower in lexicon("titles")["roles"]
        or lower in lexicon("cues")["adverbs"]
    )


def _found(
    reading: _Reading,
    rule: str,
    source: tuple[int, int] | None,
    cue: tuple[int, int],
    content: tuple[Span | None, ...],
    probability: float,
) -> Found | None:
    spans = tuple(span for span in content if span is not None)
    if not spans:
        return None
    tokens = reading.tokens
    where = ()
    if source is not None:
        start, end = source
        while end > start and tokens[end - 1].text == ",":
            end -= 1
        where = (reading.span(start, end),)
    return Found(where, (reading.span(*cue),), spans, rule, probability)


# --- the rules --------------------------------------------------------------------------------------------------


def _according_to(reading: _Reading, at: int) -> Found | None:
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
    before = _content_before(reading, at) if at > 1 else None
    after = _content_after(reading, end) if before is None or reading.lower(end) == "," else None
    if before is not None and reading.lower(end + 1) in {"and", "but", "which", "who", "with", "while"}:
        after = None
    return _found(reading, "according-to", (at + 2, end), (at, at + 2), (before, after), _CERTAIN)


def _hearsay_adverb(reading: _Reading, at: int) -> Found | None:
    return _found(
        reading, "hearsay-adverb", None, (at, at + 1), _clause_around(reading, at, at + 1), _CERTAIN
    )


def _hearsay_passive(reading: _Reading, at: int) -> Found | None:
    cues = lexicon("cues")
    start = at
    while start > 0 and (
        reading.lower(start - 1) in cues["adverbs"] or reading.lower(start - 1).endswith("ly")
    ):
        start -= 1
    before = reading.lower(start - 1)
    if before not in cues["be"] | {"stands", "stand", "stood"} and not before.endswith("'s"):
        return None
    while start > 0 and reading.lower(start - 1) in cues["auxiliary"] | cues["adverbs"] | {
        "stands",
        "stand",
        "stood",
    }:
        start -= 1
    after = reading.lower(at + 1)
    lower = reading.lower(at)
    weak = lower in {"expected", "estimated", "considered", "seen", "regarded", "viewed", "feared"}
    if after == "by":
        end = noun_phrase_after(reading.tokens, at + 2, reading.end)
        if end == at + 2:
            return None
        content = _around(reading, start, end)
        return _found(reading, "passive-by", (at + 2, end), (start, at + 2), content, _LIKELY)
    it_that = start > 0 and reading.lower(start - 1) == "it"
    followed = after in {"to", "that", "of", "as"} or after.endswith("ed") or it_that
    if not followed or (weak and after not in {"to", "as"}):
        return None
    subject = start - 1 if it_that else start
    content = (_content_after(reading, at + 1),) if it_that else _clause_around(reading, subject, at + 1)
    rule = "expectation" if weak else "hearsay-passive"
    return _found(reading, rule, None, (subject, at + 1), content, _WEAK if weak else _CERTAIN)


def _hearsay_noun(reading: _Reading, at: int) -> Found | None:
    lower = reading.lower(at)
    source: tuple[int, int] | None = None
    next_at = at + 1
    if reading.lower(next_at) in {"by", "from"}:
        end = noun_phrase_after(reading.tokens, next_at + 1, reading.end)
        source = (next_at + 1, end) if end > next_at + 1 else None
        next_at = end
    after = reading.lower(next_at)
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
        owner = reading.tokens[at - 1]
        if owner.lower in lexicon("grammar")["possessives"]:
            source = (at - 1, at)
        elif owner.lower.endswith("'s") and (start := noun_phrase_before(reading.tokens, at)) is not None:
            source = (start, at)
    content = (_content_after(reading, next_at),)
    rule = "hearsay-noun" if source is None else "noun-cue"
    return _found(reading, rule, source, (at, at + 1), content, _LIKELY)


def _emerged(reading: _Reading, at: int) -> Found | None:
    start = _group(reading, at)
    if start == 0 or reading.lower(start - 1) != "it":
        return None
    return _found(
        reading,
        "hearsay-emerged",
        None,
        (start - 1, at + 1),
        (_content_after(reading, at + 1) or _content_before(reading, start - 1),),
        _CERTAIN,
    )


def _quoted_as_saying(reading: _Reading, at: int) -> Found | None:
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
    source = _subject(reading, _group(reading, at)) if passive else (at + 1, here)
    content = (_content_after(reading, here + 2),)
    return _found(reading, "quoted-as-saying", source, (here, here + 2), content, _CERTAIN)


def _citing(reading: _Reading, at: int) -> Found | None:
    end = noun_phrase_after(reading.tokens, at + 1, reading.end)
    if end == at + 1 or not any(
        is_source_noun(t.lower) or t.is_capital for t in reading.tokens[at + 1 : end]
    ):
        return None
    rest = end + 1 if reading.lower(end) == "," else end
    after = _content_after(reading, rest) if reading.lower(rest) in {"that", "as"} or at == 0 else None
    before = None if after is not None else _content_before(reading, at)
    return _found(reading, "citing", (at + 1, end), (at, at + 1), (before, after), _LIKELY)


def _speech(reading: _Reading, at: int) -> Found | None:
    start = _group(reading, at)
    before = reading.lower(start - 1) if start else ""
    determiners = lexicon("grammar")["determiners"] - {
        "some",
        "many",
        "others",
        "several",
        "few",
        "most",
        "both",
        "another",
        "one",
        "all",
        "that",
        "other",
    }
    if before in {"to", "'s"} | determiners or (start == at and before.endswith("'s")):
        return None
    if any(reading.lower(k) in lexicon("cues")["be"] for k in range(start, at)):
        return None
    return _inverted(reading, at, start) or _with_subject(reading, at, start)


def _phrasal(reading: _Reading, at: int) -> Found | None:
    """Cues of two or three words: "pointed out", "made clear", "made it clear"."""
    first = at - 2 if reading.lower(at - 1) == "it" else at - 1
    verbs = {"pointed", "points", "point"} if reading.lower(at) == "out" else {"made", "makes", "make"}
    if first < 1 or reading.lower(first) not in verbs:
        return None
    return _with_subject(reading, at, _group(reading, first))


def _inverted(reading: _Reading, at: int, start: int) -> Found | None:
    """`"…," said X`: the cue stands between what was said and its source."""
    if start == 0 or reading.tokens[start - 1].text not in _QUOTE_MARKS | {","}:
        return None
    quote = reading.is_mark(start - 1) or reading.is_mark(start - 2)
    grammar = lexicon("grammar")
    end = noun_phrase_after(reading.tokens, at + 1, reading.end)
    if end == at + 1 or reading.lower(at + 1) in {"that", "in", "on", "at", "to", "it", "there"}:
        return None
    if not quote and (
        end < reading.end
        and reading.lower(end) not in lexicon("cues")["adjunct"] | {","}
        or reading.lower(at + 1) in grammar["they"]
    ):
        return None
    after = _next_quote(reading, end)
    return _found(
        reading,
        "quote-cue-source",
        (at + 1, end),
        (start, at + 1),
        (_content_before(reading, start), after),
        _CERTAIN,
    )


def _next_quote(reading: _Reading, start: int) -> Span | None:
    """A quotation that resumes after the source: `"…," said X, "…"`."""
    for at in range(start, min(start + 12, len(reading.tokens))):
        if reading.quoted[at]:
            here = reading.tokens[at]
            return next((q for q in reading.quotes if q.start == here.start), None)
        if reading.lower(at) in lexicon("cues")["speech"]:
            return None
    return None


def _recipient(reading: _Reading, at: int) -> int:
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


def _adjunct_end(reading: _Reading, start: int) -> int:
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


def _with_subject(reading: _Reading, at: int, start: int) -> Found | None:
    subject = _subject(reading, start)
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
        content: tuple[Span | None, ...] = (_content_before(reading, first), _next_quote(reading, rest))
        return _found(reading, "quote-source-cue", subject, cue, content, _CERTAIN)
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
        return _found(
            reading, "content-source-cue", subject, cue, (_content_before(reading, first),), _CERTAIN
        )
    if opens:
        return _found(reading, "source-cue-content", subject, cue, (_content_after(reading, rest),), _CERTAIN)
    if after == ",":
        if comma_before or first > 3:
            return _found(reading, "parenthesis", subject, cue, _around(reading, first, rest), _LIKELY)
        return None
    if needs_that:
        return None
    return _found(reading, "source-cue-content", subject, cue, (_content_after(reading, rest),), _LIKELY)


def _participle(reading: _Reading, at: int) -> Found | None:
    """ "…, saying that …": the subject is the sentence's own, or the noun phrase right before ("with X saying")."""
    start = _group(reading, at)
    before = reading.lower(start - 1) if start else ""
    if any(reading.lower(k) in lexicon("cues")["be"] for k in range(start, at)):
        return _speech(reading, at) or None
    rest = _adjunct_end(reading, _recipient(reading, at))
    content = (_content_after(reading, rest),)
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
        subject = None if reading.is_mark(start - 1) else _subject(reading, start)
    else:
        subject = _first_subject(reading, start) if before in {",", "and", "by", "while"} else None
    if subject is None:
        return None
    return _found(reading, "participle", subject, (start, at + 1), content, _LIKELY)


def _first_subject(reading: _Reading, end: int) -> tuple[int, int] | None:
    """The noun phrase in front of the first verb of saying of the sentence, else the one that opens it."""
    cues = lexicon("cues")
    for at in range(end):
        if not reading.quoted[at] and reading.lower(at) in cues["speech"]:
            if (subject := _subject(reading, _group(reading, at))) is not None:
                return subject
            after = noun_phrase_after(reading.tokens, at + 1, end)
            return (at + 1, after) if after > at + 1 else None
    for at in range(1, end):
        if not reading.quoted[at] and (
            reading.lower(at) in cues["auxiliary"] or reading.lower(at).endswith("ed")
        ):
            return _subject(reading, _group(reading, at))
    return None


def _attitude(reading: _Reading, at: int) -> Found | None:
    start = _group(reading, at)
    if start == 0 or any(reading.lower(k) in lexicon("cues")["be"] for k in range(start, at)):
        return None
    subject = _subject(reading, start)
    if subject is None or at + 1 >= reading.end or reading.lower(at + 1) in {".", ",", "by"}:
        return None
    if not _is_speaker(reading, subject):
        return None
    content = (_content_after(reading, at + 1),)
    return _found(reading, "attitude", subject, (start, at + 1), content, _WEAK)


def _is_speaker(reading: _Reading, subject: tuple[int, int]) -> bool:
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
        (cues["hearsay_adverbs"], _hearsay_adverb),
        (cues["hearsay_participles"], _hearsay_passive),
        (frozenset({"emerged"}), _emerged),
        (frozenset({"quoted", "quotes", "quoting", "cited", "reported", "reports"}), _quoted_as_saying),
        (frozenset({"citing", "quoting"}), _citing),
        (frozenset({"out", "clear"}), _phrasal),
        (cues["speech"] - ings, _speech),
        (cues["hearsay_nouns"], _hearsay_noun),
        (ings, _participle),
        (cues["attitude"], _attitude),
    )
    out: dict[str, tuple[_Rule, ...]] = {}
    for words, rule in ordered:
        for word in words:
            out[word] = (*out.get(word, ()), rule)
    return out


# --- what spans several attributions ----------------------------------------------------------------------------


def _trimmed(reading: _Reading, found: list[Found]) -> list[Found]:
    """Ends a content in front of a later attribution that begins behind a comma (", adding …", ", he said")."""
    heads = []
    for one in found:
        head = min(
            (s.start for s in (*one.cue, *(one.source if one.rule != "participle" else ()))), default=0
        )
        if reading.text[:head].rstrip()[-1:] in {",", "—"} or one.rule == "participle":
            heads.append(head)
    out = []
    for one in found:
        spans = []
        for span in one.content:
            cut = min((h for h in heads if span.start < h < span.end and h > one.cue[-1].end), default=None)
            if cut is not None:
                body = reading.text[span.start : cut].rstrip(" ,—\n")
                span = Span(span.start, span.start + len(body))
            if span.start < span.end:
                spans.append(span)
        out.append(replace(one, content=tuple(spans)))
    return [one for one in out if one.content]


def _continued(
    article: Article, sentences: tuple[Sentence, ...], quotes: tuple[Span, ...], found: list[Found]
) -> tuple[Found, ...]:
    """Gives every quotation that no attribution covers to the speaker of the quotation before it."""
    covered: dict[Span, int] = {}
    at = 0
    for number, one in enumerate(found):
        for span in one.content:
            while at < len(quotes) and quotes[at].end <= span.start:
                at += 1
            for quote in quotes[max(0, at - 1) : at + 6]:
                if span.overlaps(quote):
                    covered.setdefault(quote, number)
    starts = {s.span.start: s for s in sentences}
    last: int | None = None
    extra: list[Found] = []
    out = list(found)
    for quote in quotes:
        if quote in covered:
            last = covered[quote]
            continue
        sentence = starts.get(quote.start)
        if sentence is None or last is None or quote.slice(article.text).count(" ") < _SCARE_WORDS:
            continue
        speaker = out[last]
        between = quote.start - speaker.content[-1].end
        paragraph = _paragraph(sentences, speaker)
        if paragraph == sentence.block.paragraph and between < 400:
            out[last] = replace(speaker, content=(*speaker.content, quote))
        elif paragraph is not None and sentence.block.paragraph - paragraph == 1 and speaker.source:
            extra.append(Found(speaker.source, (), (quote,), "quotation-goes-on", _WEAK))
    everything = [*out, *extra]
    everything.sort(key=lambda f: min(s.start for s in (*f.cue, *(f.content if not f.cue else ()))))
    return tuple(everything)


def _paragraph(sentences: tuple[Sentence, ...], found: Found) -> int | None:
    from bisect import bisect_right

    end = found.content[-1].start
    at = bisect_right(sentences, end, key=lambda s: s.span.start) - 1
    return sentences[at].block.paragraph if at >= 0 else None
