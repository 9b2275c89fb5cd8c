"""Who says what, as bare spans: ordered, named rules over cue words, noun phrases and quotation marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from allegedly.analysis import Found
from allegedly.article import Article, Sentence, Span
from allegedly.phrases import is_source_noun, lexicon, noun_phrase_after
from allegedly.quoting import quotations
from allegedly.stages.accords import according_to, learned_from, per
from allegedly.stages.ground import gives_reason
from allegedly.stages.hearsay import emerged, hearsay_adverb, hearsay_noun, hearsay_passive
from allegedly.stages.kinds import FORUMS
from allegedly.stages.letters import letters
from allegedly.stages.reconcile import reconciled, unread
from allegedly.stages.scan import (
    CERTAIN,
    LIKELY,
    QUOTE_MARKS,
    WEAK,
    Scan,
    adjunct_end,
    content_after,
    content_around,
    content_before,
    found_at,
    recipient_end,
    scan_sentence,
    subject_before,
    verb_group,
)
from allegedly.stages.signed import signed
from allegedly.stages.turns import turns
from allegedly.stages.utterance import continued, trimmed

if TYPE_CHECKING:
    from allegedly.model.reading import Reading

_Rule = Callable[[Scan, int], Found | None]


def attribute(
    article: Article, sentences: tuple[Sentence, ...], reading: Reading | None = None
) -> tuple[Found, ...]:
    """The attributions of the article in reading order, each with the rule that found it, or `model`.

    With the network's `reading` its spans come first; of the rules' only hearsay, "according to" and "the
    court heard" are kept, where the network saw nothing: a verb of saying is a noun too often ("tax claims",
    "one estimate").
    Without it the rules stand alone.
    """
    ruled, uncued = _by_rules(article, sentences), (*letters(article), *turns(article))
    if reading is None:
        return tuple(sorted((*ruled, *uncued), key=_place)) if uncued else ruled
    from allegedly.model.decode import find_attributions

    furniture = [s.span for s in sentences if s.is_furniture]
    found = find_attributions(article.text, reading, [s.span for s in sentences], furniture)
    read = reconciled(article, found, ruled)
    missed = unread(article.text, ruled, read, [s.span for s in sentences])
    return signed(article.text, tuple(sorted((*read, *missed, *uncued), key=_place)))


def _place(found: Found) -> int:
    return (found.content or found.cue)[0].start


def _by_rules(article: Article, sentences: tuple[Sentence, ...]) -> tuple[Found, ...]:
    """What the rules alone find.

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
        scan = scan_sentence(article.text, sentence, quotes, first)
        out.extend(trimmed(scan, list(_apply(scan))))
    return continued(article, sentences, quotes, out)


def _apply(scan: Scan) -> Iterator[Found]:
    taken = -1
    triggers = _triggers()
    for at, token in enumerate(scan.tokens):
        if at <= taken or scan.quoted[at]:
            continue
        for rule in triggers.get(token.lower, ()):
            found = rule(scan, at)
            if found is not None:
                yield found
                taken = at
                break


def _quoted_as_saying(scan: Scan, at: int) -> Found | None:
    for here in range(at + 1, min(at + 25, scan.end - 1)):
        if scan.lower(here) == "as" and scan.lower(here + 1) in {
            "saying",
            "telling",
            "describing",
            "calling",
        }:
            break
    else:
        return None
    passive = here == at + 1
    source = subject_before(scan, verb_group(scan, at)) if passive else (at + 1, here)
    content = (content_after(scan, here + 2),)
    return found_at(scan, "quoted-as-saying", source, (here, here + 2), content, CERTAIN)


def _citing(scan: Scan, at: int) -> Found | None:
    end = noun_phrase_after(scan.tokens, at + 1, scan.end)
    if end == at + 1 or not any(is_source_noun(t.lower) or t.is_capital for t in scan.tokens[at + 1 : end]):
        return None
    if gives_reason(scan.text, scan.sentence.span.start, scan.tokens[at].end):
        return None
    rest = end + 1 if scan.lower(end) == "," else end
    after = content_after(scan, rest) if scan.lower(rest) in {"that", "as"} or at == 0 else None
    before = None if after is not None else content_before(scan, at)
    return found_at(scan, "citing", (at + 1, end), (at, at + 1), (before, after), LIKELY)


def _speech(scan: Scan, at: int) -> Found | None:
    start = verb_group(scan, at)
    before = scan.lower(start - 1) if start else ""
    if scan.lower(at) in {"quoted", "cited"} and scan.lower(at + 1) in {"in", "by", "on"}:
        return None
    if before == "that" and scan.lower(at) in lexicon("cues")["hearsay_nouns"]:
        return None
    if before in {"to", "'s"} | lexicon("grammar")["articles"] or (
        start == at and before.endswith(("'s", "s'"))
    ):
        return None
    if any(scan.lower(k) in lexicon("cues")["be"] for k in range(start, at)):
        return None
    return _inverted(scan, at, start) or _with_subject(scan, at, start)


def _phrasal(scan: Scan, at: int) -> Found | None:
    """Cues of two or three words: "pointed out", "made clear", "made it clear"."""
    first = at - 2 if scan.lower(at - 1) == "it" else at - 1
    verbs = {"pointed", "points", "point"} if scan.lower(at) == "out" else {"made", "makes", "make"}
    if first < 1 or scan.lower(first) not in verbs:
        return None
    return _with_subject(scan, at, verb_group(scan, first))


def _inverted(scan: Scan, at: int, start: int) -> Found | None:
    """`"…," said X`: the cue stands between what was said and its source."""
    if start == 0 or scan.tokens[start - 1].text not in QUOTE_MARKS | {","}:
        return None
    quote = scan.is_mark(start - 1) or scan.is_mark(start - 2)
    if not quote and any(
        scan.lower(k) == "," and scan.lower(k + 1) in {"who", "whose", "which"} for k in range(start - 1)
    ):
        return None  # "Residents, who asked not to be named, | said | police arrested forty"
    grammar = lexicon("grammar")
    end = noun_phrase_after(scan.tokens, at + 1, scan.end)
    if end == at + 1 or scan.lower(at + 1) in {"that", "in", "on", "at", "to", "it", "there"}:
        return None
    if not quote and (
        (end < scan.end and scan.lower(end) not in lexicon("cues")["adjunct"] | {","})
        or scan.lower(at + 1) in grammar["they"]
    ):
        return None
    after = _next_quote(scan, end)
    return found_at(
        scan,
        "quote-cue-source",
        (at + 1, end),
        (start, at + 1),
        (content_before(scan, start), after),
        CERTAIN,
    )


def _heard(scan: Scan, at: int) -> Found | None:
    """What a court or an inquiry "heard" or "was told"."""
    start = verb_group(scan, at)
    passive = any(scan.lower(k) in lexicon("cues")["be"] for k in range(start, at))
    subject = subject_before(scan, start)
    if subject is None or passive != (scan.lower(at) == "told"):
        return None
    if FORUMS.isdisjoint(scan.lower(k) for k in range(*subject)):
        return None
    rest = adjunct_end(scan, at + 1)
    behind = rest >= scan.end and subject[0] > 0
    said = content_before(scan, subject[0]) if behind else content_after(scan, rest)
    return found_at(scan, "heard", subject, (start, at + 1), (said,), CERTAIN)


def _next_quote(scan: Scan, start: int) -> Span | None:
    """A quotation that resumes after the source: `"…," said X, "…"`."""
    for at in range(start, min(start + 12, len(scan.tokens))):
        if scan.quoted[at]:
            here = scan.tokens[at]
            return next((q for q in scan.quotes if q.start == here.start), None)
        if scan.lower(at) in lexicon("cues")["speech"]:
            return None
    return None


def _with_subject(scan: Scan, at: int, start: int) -> Found | None:
    subject = subject_before(scan, start)
    if subject is None:
        return None
    first = subject[0]
    cue = (start, at + 1)
    listener = recipient_end(scan, at)
    rest = adjunct_end(scan, listener)
    quote_before = first > 0 and (
        scan.is_mark(first - 1) or (scan.lower(first - 1) == "," and scan.is_mark(first - 2))
    )
    comma_before = first > 0 and scan.lower(first - 1) == ","
    if quote_before:
        content: tuple[Span | None, ...] = (content_before(scan, first), _next_quote(scan, rest))
        return found_at(scan, "quote-source-cue", subject, cue, content, CERTAIN)
    after = scan.lower(rest)
    needs_that = scan.lower(at) in lexicon("cues")["speech_needs_that"]
    opens = (
        after in lexicon("cues")["reporting_conjunctions"]
        or after == ":"
        or (rest < len(scan.tokens) and scan.quoted[rest])
        or (after == "," and rest + 1 < len(scan.tokens) and scan.quoted[rest + 1])
    )
    if rest >= scan.end:
        if first < 3 or (needs_that and not comma_before):
            return None
        return found_at(scan, "content-source-cue", subject, cue, (content_before(scan, first),), CERTAIN)
    if opens:
        return found_at(scan, "source-cue-content", subject, cue, (content_after(scan, rest),), CERTAIN)
    if after == ",":
        if comma_before or first > 3:
            return found_at(scan, "parenthesis", subject, cue, content_around(scan, first, rest), LIKELY)
        return None
    if needs_that:
        return None
    return found_at(scan, "source-cue-content", subject, cue, (content_after(scan, rest),), LIKELY)


def _participle(scan: Scan, at: int) -> Found | None:
    """A participle ("…, saying that"): its subject is the sentence's, or stands before it."""
    start = verb_group(scan, at)
    before = scan.lower(start - 1) if start else ""
    if any(scan.lower(k) in lexicon("cues")["be"] for k in range(start, at)):
        return _speech(scan, at) or None
    rest = adjunct_end(scan, recipient_end(scan, at))
    content = (content_after(scan, rest),)
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
        subject = None if scan.is_mark(start - 1) else subject_before(scan, start)
    else:
        subject = _first_subject(scan, start) if before in {",", "and", "by", "while"} else None
    if subject is None:
        return None
    return found_at(scan, "participle", subject, (start, at + 1), content, LIKELY)


def _first_subject(scan: Scan, end: int) -> tuple[int, int] | None:
    """The noun phrase in front of the first verb of saying of the sentence, else the one that opens it."""
    cues = lexicon("cues")
    for at in range(end):
        if not scan.quoted[at] and scan.lower(at) in cues["speech"]:
            if (subject := subject_before(scan, verb_group(scan, at))) is not None:
                return subject
            after = noun_phrase_after(scan.tokens, at + 1, end)
            return (at + 1, after) if after > at + 1 else None
    for at in range(1, end):
        if not scan.quoted[at] and (scan.lower(at) in cues["auxiliary"] or scan.lower(at).endswith("ed")):
            return subject_before(scan, verb_group(scan, at))
    return None


def _attitude(scan: Scan, at: int) -> Found | None:
    start = verb_group(scan, at)
    if start == 0 or any(scan.lower(k) in lexicon("cues")["be"] for k in range(start, at)):
        return None
    subject = subject_before(scan, start)
    if subject is None or at + 1 >= scan.end or scan.lower(at + 1) in {".", ",", "by"}:
        return None
    if not _is_speaker(scan, subject):
        return None
    content = (content_after(scan, at + 1),)
    return found_at(scan, "attitude", subject, (start, at + 1), content, WEAK)


def _is_speaker(scan: Scan, subject: tuple[int, int]) -> bool:
    grammar = lexicon("grammar")
    first = scan.tokens[subject[0]].lower
    pronouns = grammar["he"] | grammar["she"] | grammar["they"] | {"who", "i", "we"}
    return first in pronouns or any(
        is_source_noun(t.lower) or (t.is_capital and t.lower not in grammar["not_a_name"] | grammar["days"])
        for t in scan.tokens[subject[0] : subject[1]]
    )


@cache
def _triggers() -> dict[str, tuple[_Rule, ...]]:
    """The rules that each lower-case word sets off, in the order in which they are tried."""
    cues = lexicon("cues")
    ings = frozenset(word for word in cues["speech"] if word.endswith("ing"))
    ordered: tuple[tuple[frozenset[str], _Rule], ...] = (
        (frozenset({"according"}), according_to),
        (frozenset({"per"}), per),
        (frozenset({"heard", "learned", "learnt"}), learned_from),
        (cues["hearsay_adverbs"], hearsay_adverb),
        (cues["hearsay_participles"], hearsay_passive),
        (frozenset({"emerged"}), emerged),
        (frozenset({"heard", "hears", "told"}), _heard),
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
