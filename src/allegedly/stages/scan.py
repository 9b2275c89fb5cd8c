"""One sentence as the rules of attribution see it: tokens, quotations, where contents and subjects lie."""

from __future__ import annotations

from dataclasses import dataclass

from allegedly.analysis import Found
from allegedly.article import Sentence, Span
from allegedly.phrases import Token, is_source_noun, lexicon, noun_phrase_after, noun_phrase_before, tokenise

CERTAIN, LIKELY, WEAK = 0.9, 0.7, 0.5
"""How sure a rule is: roughly how often its spans agree with PolNeAR's."""

QUOTE_MARKS = frozenset("\"“”„«»'‘’`")


@dataclass(frozen=True, slots=True)
class Scan:
    """One sentence under the rules: its tokens, which of them are quoted, and the quotations."""

    text: str
    sentence: Sentence
    tokens: tuple[Token, ...]
    quoted: tuple[bool, ...]
    quotes: tuple[Span, ...]
    end: int

    def is_mark(self, at: int) -> bool:
        """Whether token `at` is a quotation mark."""
        return 0 <= at < len(self.tokens) and self.tokens[at].text in QUOTE_MARKS

    def lower(self, at: int) -> str:
        """The lower-case form of token `at`, `""` outside the sentence."""
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def span(self, start: int, end: int) -> Span:
        """The span of the tokens `start:end`."""
        return Span(self.tokens[start].start, self.tokens[end - 1].end)


def scan_sentence(text: str, sentence: Sentence, quotes: tuple[Span, ...], first: int) -> Scan:
    """The sentence with its share of the quotations; `quotes[first]` is the first that may reach it."""
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
    return Scan(text, sentence, tokens, tuple(quoted), tuple(near), end)


def content_after(scan: Scan, start: int) -> Span | None:
    """From token `start` to the end of the sentence, and to the end of a quotation that runs on beyond it."""
    while start < scan.end and scan.tokens[start].text in {",", ":", "—", "–"}:
        start += 1
    if start >= scan.end:
        return None
    end = scan.tokens[scan.end - 1].end
    for quote in scan.quotes:
        if quote.start < end < quote.end and quote.start >= scan.tokens[start].start:
            end = quote.end
    return Span(scan.tokens[start].start, end)


def content_before(scan: Scan, end: int) -> Span | None:
    """From the start of the sentence, or of the quotation that opened before it, to token `end`."""
    while end > 0 and scan.tokens[end - 1].text in {",", "—", "–"} and not scan.quoted[end - 1]:
        end -= 1
    if end <= 0:
        return None
    start = scan.tokens[0].start
    if scan.quotes and scan.quotes[0].start < start:
        start = scan.quotes[0].start
    return Span(start, scan.tokens[end - 1].end)


def content_around(scan: Scan, start: int, end: int) -> tuple[Span, ...]:
    """What stands on both sides of tokens `start:end` in the sentence."""
    spans = (content_before(scan, start), content_after(scan, end))
    return tuple(span for span in spans if span is not None)


def clause_around(scan: Scan, start: int, end: int) -> tuple[Span, ...]:
    """The clause that holds tokens `start:end`, without them."""
    here = scan.tokens[start].start
    clause = next((c for c in scan.sentence.clauses if c.start <= here < c.end), scan.sentence.span)
    left = [t for t in scan.tokens[:start] if t.start >= clause.start]
    right = [t for t in scan.tokens[end : scan.end] if t.end <= clause.end]
    while right and right[-1].text in ",;:":
        right.pop()
    return tuple(Span(side[0].start, side[-1].end) for side in (left, right) if side)


def recipient_end(scan: Scan, at: int) -> int:
    """The token after the listener ("told the BBC on Friday that …"), for verbs that have one."""
    here = at + 1
    if scan.lower(at) in lexicon("cues")["recipient"] and here < scan.end and not scan.quoted[here]:
        pronoun = scan.lower(here) in {
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
        here = here + 1 if pronoun else noun_phrase_after(scan.tokens, here, scan.end)
    return here


def adjunct_end(scan: Scan, start: int) -> int:
    """The token after "on Friday", "in a statement", "last week" behind a cue; `start` when there is none."""
    cues = lexicon("cues")
    at = start
    while at < scan.end and not scan.quoted[at] and scan.lower(at) in cues["adjunct"]:
        if scan.lower(at) in cues["weekdays"]:
            at += 1
            continue
        end = at + 1
        while end < scan.end and not scan.quoted[end] and scan.tokens[end].text not in {",", ":", ";"}:
            lower = scan.lower(end)
            if lower in cues["reporting_conjunctions"] or lower in cues["auxiliary"]:
                break
            end += 1
        if end < scan.end and scan.lower(end) in cues["auxiliary"]:
            return at
        at = end
    return at


def verb_group(scan: Scan, at: int) -> int:
    """The first token of the verb group that ends at `at`: auxiliaries and adverbs in front of the cue."""
    cues = lexicon("cues")
    start = at
    while start > 0 and not scan.quoted[start - 1]:
        lower = scan.lower(start - 1)
        if (
            lower in cues["auxiliary"]
            or lower in cues["adverbs"]
            or lower.endswith("n't")
            or (lower.endswith("ly") and not is_source_noun(lower))
        ):
            start -= 1
        else:
            break
    return start


def subject_before(scan: Scan, end: int) -> tuple[int, int] | None:
    """The noun phrase before token `end` that can be a cue's subject, appositives included."""
    tokens = scan.tokens
    grammar = lexicon("grammar")
    if end <= 0 or scan.is_mark(end - 1) or scan.quoted[end - 1]:
        return None
    last = tokens[end - 1]
    if (
        last.lower
        in grammar["who"] | grammar["he"] | grammar["she"] | grammar["they"] | grammar["it"] | grammar["i"]
    ):
        return (end - 1, end)
    if last.text == ",":
        return _with_appositives(scan, end)
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
        and not scan.is_mark(start - 2)
        and _is_role(scan, start, end)
        and (before := _with_appositives(scan, start)) is not None
    ):
        return (before[0], end)
    return (start, end)


def _is_role(scan: Scan, start: int, end: int) -> bool:
    """Whether tokens `start:end` are an appositive without a closing comma ("X, a spokesman for Y said")."""
    return (
        end - start > 2
        and scan.lower(start) in {"a", "an", "the"}
        and any(scan.lower(k) in {"for", "of", "at"} for k in range(start, end))
        and scan.tokens[max(0, start - 2)].is_capital
    )


def _with_appositives(scan: Scan, end: int) -> tuple[int, int] | None:
    """A subject in front of a comma: steps back over appositives until a phrase that is none of them."""
    tokens = scan.tokens
    right = end - 1
    for _ in range(5):
        left = right
        while left > 0 and tokens[left - 1].text != "," and not scan.quoted[left - 1]:
            left -= 1
        if left == 0 or scan.quoted[left - 1]:
            start = noun_phrase_before(tokens, right)
            return None if start is None or start < left else (start, end)
        if not _appositive(scan, left, right):
            start = noun_phrase_before(tokens, right)
            if start is None or start < left:
                return None
            return (start, end)
        right = left - 1
    return None


def _appositive(scan: Scan, start: int, end: int) -> bool:
    lower = scan.lower(start)
    return (
        lower.isdigit()
        or lower in lexicon("grammar")["relatives"]
        or lower in {"a", "an", "the", "then", "now", "one", "formerly", "aged", "jr", "r-", "d-"}
        or lower in lexicon("titles")["roles"]
        or lower.endswith("'s")
        or (end - start <= 3 and scan.tokens[start].is_capital)
        or any(t.lower in lexicon("titles")["roles"] for t in scan.tokens[start : min(end, start + 5)])
        or scan.tokens[min(start + 1, end - 1)].lower in lexicon("titles")["roles"]
        or lower in lexicon("cues")["adverbs"] | {"citing", "quoting"}
    )


def found_at(
    scan: Scan,
    rule: str,
    source: tuple[int, int] | None,
    cue: tuple[int, int],
    content: tuple[Span | None, ...],
    probability: float,
) -> Found | None:
    """An attribution from token bounds; `None` when no content is left."""
    spans = tuple(span for span in content if span is not None)
    if not spans:
        return None
    tokens = scan.tokens
    where: tuple[Span, ...] = ()
    if source is not None:
        start, end = source
        while end > start and tokens[end - 1].text == ",":
            end -= 1
        where = (scan.span(start, end),)
    return Found(where, (scan.span(*cue),), spans, rule, probability)
