"""What the words of one sentence show about unnamed sources and hearsay, whatever else is known about it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from allegedly.article import Span
from allegedly.phrases import flattened
from allegedly.stages.unnamed import (
    NAME_RE,
    Phrase,
    Word,
    Words,
    by_account,
    exemplified,
    is_plural,
    joins_a_name,
    kind_of,
    named_after,
    words,
)

TOKEN_RE = re.compile(r"\w+(?:[.'’-]\w+)*|[^\w\s]")
QUOTES = frozenset("\"“”‘’'«»`")
REACH = 16
"""How many words may stand between a source and its verb: "who spoke on condition of anonymity" fits."""
FRONT = 7
"""How many words of a noun phrase may stand before its head."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule and the span of the wording that it saw, in the article's own offsets."""

    rule: str
    span: Span


@cache
def _hearsay() -> tuple[tuple[str, re.Pattern[str]], ...]:
    tables = tomllib.loads(files("allegedly.lang.en").joinpath("hearsay.toml").read_text("utf-8"))
    filed = tables.pop("filed")  # shared by several rules
    return tuple(
        (rule, re.compile(r"(?<![\w-])(?:" + "|".join(patterns).replace("{filed}", filed) + r")(?!\w)"))
        for rule, patterns in tables.items()
    )


@cache
def cues() -> frozenset[str]:
    """Every verb, in its finite forms, that reports speech or belief."""
    return words("cues", "speech") | words("cues", "belief")


def findings(text: str, offset: int = 0) -> tuple[Finding, ...]:
    """Every unnamed source and hearsay wording of one sentence, in reading order, however weak the rule.

    Spans are shifted by `offset`. It holds for text without commas, capitals or curly quotation marks.
    """
    flat = flattened(text)
    out = [
        Finding(rule, Span(offset + m.start(), offset + m.end()))
        for rule, pattern in _hearsay()
        for m in pattern.finditer(flat)
    ]
    toks = _tokens(text, flat)
    for phrase in _phrases(toks):
        rule = next((r for place in PLACES if (r := place(toks, phrase)) is not None), None)
        if rule is not None:
            out.append(Finding(rule, Span(offset + toks[phrase.first].start, offset + toks[phrase.head].end)))
    return tuple(sorted(out, key=lambda f: (f.span, f.rule)))


def _tokens(text: str, flat: str) -> Words:
    return tuple([Word(text[s:e], flat[s:e], s, e) for s, e in (m.span() for m in TOKEN_RE.finditer(text))])


def _phrases(toks: Words) -> Iterator[Phrase]:
    for i, tok in enumerate(toks):
        if not (kind := kind_of(tok.low) or _knowing(toks, i)):
            continue
        alone = kind == "quantity" and tok.low not in ("people", "those")
        first, determiner = (i, tok.low) if alone else _front(toks, i)
        yield Phrase(first, i, kind, determiner, is_plural(tok.low))


def _knowing(toks: Words, at: int) -> str:
    """The kind of a body at work of which only some are said to know: "lawyers | following the case |"."""
    behind = toks[at + 1].low if at + 1 < len(toks) else ""
    some = toks[at].low in words("heads", "bodies") and behind in words("words", "knowing")
    return "plural" if some else ""


def _front(toks: Words, head: int) -> tuple[int, str]:
    """The first token of the noun phrase that ends in `head`, and its determiner."""
    first, determiner = head, ""
    for j in range(head - 1, max(-1, head - 1 - FRONT), -1):
        low = toks[j].low
        if low in ("that", "this") and toks[head].low.endswith(("s", "people")):
            break  # "the soundings that colleagues sent"
        if low in words("words", "determiners"):
            first, determiner = j, low
            if low not in words("words", "numbers"):
                break
            continue
        if low == "." and j and _DOTTED_RE.fullmatch(toks[j - 1].low):
            continue  # "a senior U.S. | official"
        stops = low in words("words", "stops") and toks[j].text != "US"
        if not low[0].isalpha() or stops or low in words("words", "days"):
            break
        if low in words("cues", "speech") and low not in ("report", "reports", "states"):
            break
        if low == "and":
            before = toks[j - 2 if j > 1 and toks[j - 1].low == "." else j - 1] if j else None  # "U.S. | and"
            known = before and (before.low == "current" or kind_of(before.low))
            if not (known or (before and NAME_RE.fullmatch(before.text))):
                break
        first = j
        if low.endswith("'s"):
            determiner = determiner or "'s"
    return first, determiner


def _object(toks: Words, phrase: Phrase) -> str | None:
    """The rule that makes the phrase a source in another place than the subject's."""
    if phrase.first == 0 or not (_speaks(toks, phrase) or _are_counted(toks, phrase)):
        return None
    before = toks[phrase.first - 1].low
    two = toks[phrase.first - 2].low if phrase.first > 1 else ""
    after = [t.low for t in toks[phrase.head + 1 : phrase.head + 4] if t.low not in QUOTES][:2]
    before = two if before in QUOTES else before  # quoted “informed circles” as saying
    if (before == "to" and two == "according") or before == "per" or by_account(toks, phrase.first):
        return f"according-to-{_label(phrase)}"
    if _accords_too(toks, phrase):  # the article in front is the paper's
        return f"according-to-{_label(replace(phrase, determiner=''))}"
    if (
        before in words("cues", "relays")
        or (before == "from" and two in _LEARNS)
        or after == ["as", "saying"]
        or _ascribed(toks, phrase)
    ):
        return f"cited-{_label(phrase)}"
    if before == "by" and two in words("cues", "passive"):
        return f"by-{_label(phrase)}"
    verb = before in words("cues", "inverting") and (two[:1] in QUOTES or two == ",")
    on = any(w.isalpha() and w not in words("words", "openers") for w in after[:1])
    if verb and not (
        phrase.plural and (before in ("says", "told", "tells") or on)
    ):  # "Ruiz, a nurse, says | residents | left"
        return f"inverted-{_label(phrase)}"
    return None


def _accords_too(toks: Words, phrase: Phrase) -> bool:
    """Whether unnamed people join a paper: "according to emails seen by the Post and | two aides"."""
    low = [t.low for t in toks[max(0, phrase.head - REACH) : phrase.head]]
    joint = max((k for k, word in enumerate(low) if word == "and"), default=-1)
    at = next((k for k in range(joint) if low[k : k + 2] == ["according", "to"]), None)
    apart = phrase.first > phrase.head - len(low) + joint + 1
    if at is None or apart or phrase.kind == "singular" or toks[phrase.head].text.istitle():
        return False
    return _ENDS.union(cues(), {","}).isdisjoint(low[at + 2 : joint])


def _are_counted(toks: Words, phrase: Phrase) -> bool:
    """Whether so many people join a paper: "according to emails and | three people | who worked there".

    Not at the head of a sentence: without its comma, "According to police a car and three people fell in".
    """
    counted = toks[phrase.head].low == "people" and toks[phrase.head - 1].low in words("words", "numbers")
    return counted and toks[0].low != "according" and _accords_too(toks, phrase)


def _ascribed(toks: Words, phrase: Phrase) -> bool:
    """Whether what is told is put down to the phrase: "attributed the figure to | a senior source"."""
    verbs = [t.low for t in toks[max(0, phrase.first - FRONT) : phrase.first]]
    ascribed = "to" in verbs[-3:] and not _ASCRIBING.isdisjoint(verbs)
    return ascribed and (phrase.kind == "source" or not _TOLD.isdisjoint(verbs))


def _subject(toks: Words, phrase: Phrase) -> str | None:
    """The rule that makes the phrase a speaking or believing subject."""
    if not _speaks(toks, phrase):
        return None
    verb = _verb(toks, phrase.head) or _described(toks, phrase)
    if verb is not None and toks[verb].text.islower() and _is_name(toks, phrase):
        return None
    if verb is None or not _agrees(phrase, toks[verb].low) or not _leads(toks, phrase):
        return None
    with_them = phrase.first > 0 and toks[phrase.first - 1].low == "with"
    if with_them and toks[verb].low in words("cues", "participles"):
        return "with-saying"
    if phrase.kind == "quantity" and toks[verb].low in words("cues", "opinions"):
        return "some-say"
    if phrase.kind == "open" and toks[verb].low in _ACCUSES:
        return "group-accuses"
    return f"{_label(phrase)}-{'believe' if toks[verb].low in words('cues', 'belief') else 'said'}"


def _part(toks: Words, phrase: Phrase) -> str | None:
    """The rule for one or some out of a group who speak: "one of the divers who went down called it"."""
    at = phrase.first
    if at < 2 or toks[at - 1].low != "of" or toks[at - 2].low not in words("words", "shares"):
        return None
    if phrase.determiner not in words("words", "parting") or named_after(toks, phrase.head):
        return None
    if phrase.kind == "trade":
        return None  # "two of the men who had said so" are told of, not asked
    verb = _verb(toks, phrase.head)
    return "part-said" if verb and toks[verb].low in words("cues", "speech") | {"called", "call"} else None


PLACES: tuple[Callable[[Words, Phrase], str | None], ...] = (_object, _part, _subject)
"""Where a source can stand, in order: the first that fits names the rule."""


def _speaks(toks: Words, phrase: Phrase) -> bool:
    """Whether the phrase, by itself, is somebody whom the article leaves unnamed."""
    low = toks[phrase.head].low
    after = toks[phrase.head + 1].low if phrase.head + 1 < len(toks) else ""
    if named_after(toks, phrase.head) or exemplified(toks, phrase.head) or phrase.determiner == "no":
        return False
    if joins_a_name(toks, phrase):
        return False
    if phrase.kind == "singular":  # not "no matter what | that person | says"
        return bool(phrase.determiner) and not (phrase.first and toks[phrase.first - 1].low == "what")
    if phrase.kind == "quantity":
        if low in ("those", "people"):
            before = toks[phrase.first - 1].low if phrase.first else ""
            ahead = [t.low for t in toks[phrase.head + 2 : phrase.head + 5]]
            with_it = after == "with" and "knowledge" in ahead
            return (
                with_it
                or after in words("words", "knowing")
                or before == "to"
                or before in words("cues", "relays")
            )
        return after in cues() or after in words("words", "adverbs") or after == ","
    named = phrase.head > 0 and toks[phrase.head - 1].low == "named"
    if low in ("source", "sources") and (named or after in ("of", "for")):
        # "A source of the ministry" speaks; "the source of the claim" and "sources of pressure" are things.
        return any(NAME_RE.fullmatch(t.text) for t in toks[phrase.head + 2 : phrase.head + 5])
    if phrase.kind == "report":
        if phrase.head and toks[phrase.head - 1].low in words("words", "filed"):
            return False
        return phrase.determiner != "the" and (phrase.head == 0 or toks[phrase.head - 1].low != "social")
    return True


def _is_name(toks: Words, phrase: Phrase) -> bool:
    """Whether a group's noun ends a proper name ("the Northern Protection Forces", "the Conservatives").

    American party names are in capitals whoever speaks.
    """
    head = toks[phrase.head]
    if phrase.head and f"{toks[phrase.head - 1].low} {head.low}" in words("words", "parties"):
        return True
    if phrase.kind != "open" or not head.text[0].isupper() or head.low in words("words", "capitals"):
        return False
    return phrase.determiner == "the" or bool(phrase.head and NAME_RE.fullmatch(toks[phrase.head - 1].text))


_LABELS = {"plural": "people", "open": "group", "trade": "trades", "quantity": "some", "report": "reports"}


def _label(phrase: Phrase) -> str:
    if phrase.kind == "singular":
        if phrase.determiner in words("words", "indefinite"):
            return "a-person"
        return "the-person" if phrase.determiner in words("words", "definite") else "bare-person"
    if phrase.kind in ("plural", "open") and phrase.determiner in words("words", "definite"):
        return "the-people" if phrase.kind == "plural" else "the-group"
    if phrase.kind == "trade" and phrase.determiner in words("words", "definite"):
        return "the-trades"
    return _LABELS.get(phrase.kind, phrase.kind)


def _verb(toks: Words, head: int) -> int | None:
    """The token of the verb whose subject ends at `head`, `None` when there is none within reach."""
    opened = comma = False
    limit = head + 1 + REACH
    j = head + 1
    while j < min(len(toks), limit):
        low = toks[j].low
        if low in _PUTS and "at" in [t.low for t in toks[j + 1 : j + FRONT + 1]]:
            return j  # "officials | put | the toll at 90"
        if low in cues():
            if _finite(toks, j, opened):
                return j
            if not opened:
                return None
        elif low in words("cues", "participles") and not opened:
            return j if toks[j - 1].low in ("are", "is", "were", "was") or j == head + 1 else None
        elif low in words("words", "adverbs") or (low in ("are", "is", "were", "was") and j == head + 1):
            pass
        elif low in words("words", "openers") and not opened:
            opened = True
        elif low == "," and (opened or (j == head + 1 and _aside(toks, j))):
            if opened and not (_resumes(toks, j) or (not comma and _aside(toks, j))):
                return None
            comma, opened = not comma, True
            limit = head + 1 + 2 * REACH
        elif not opened or low in _ENDS or low[0] in QUOTES or _is_verb_of(toks, head, j):
            return None
        j += 1
    return None


def _is_verb_of(toks: Words, head: int, j: int) -> bool:
    """Whether the token is the verb of "reports of looting | are | not true, police say"."""
    between = [t.low for t in toks[head + 1 : j]]
    return toks[j].low in _TO_BE and between[:1] == ["of"] and {"who", "which"}.isdisjoint(between)


def _described(toks: Words, phrase: Phrase) -> int | None:
    """The verb of "what analysts described as old tactics", whose object stands before its subject."""
    at = phrase.head + 1
    if phrase.first and toks[phrase.first - 1].low == "what" and at + 1 < len(toks):
        return at if toks[at].low in cues() and toks[at + 1].low in ("as", "to") else None
    return None


def _aside(toks: Words, comma: int) -> bool:
    """Whether the comma opens an aside about the noun before it: "officials, who …, said".

    Or about the body that they are at: "officials at the bureau, a branch of the ministry, said".
    """
    following = toks[comma + 1].low if comma + 1 < len(toks) else ""
    if following in ("a", "an", "the"):
        close = next((k for k in range(comma + 2, min(len(toks), comma + REACH)) if toks[k].low == ","), None)
        return close is not None and _resumes(toks, close)
    return following in words("words", "asides")


def _resumes(toks: Words, comma: int) -> bool:
    """Whether the verb may follow the comma that closes an aside: "officials, who met it, left, X said"."""
    ahead = [t.low for t in toks[comma + 1 : comma + 5]]
    return any(low in cues() or low in words("cues", "participles") for low in ahead)


_PUTS = frozenset({"put", "puts"})
_ACCUSES = frozenset({"accuse", "accused"})
_DOTTED_RE = re.compile(r"[a-z](?:\.[a-z])+")
_CAUSES = frozenset({"after", "amid", "denied", "denies", "despite", "dismissed", "following", "rejected"})
_ASCRIBING = frozenset({"attributed", "attributes", "attributing", "credited"})
_TOLD = frozenset(
    {"account", "claim", "claims", "figure", "figures", "information", "quote", "quotes", "remark", "remarks"}
)
"""What somebody can be the origin of, when it is attributed to them; a fire is put down to them otherwise."""
_ENDS, _TO_BE = frozenset({".", ";", "?", "!", ":", "that"}), frozenset({"is", "are", "was", "were"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "not", "never"})
_LEARNS = frozenset({"heard", "learned", "learnt", "understands"})
"""In front of "from": "the Courier has learned from | three diplomats"."""
_HANDED = frozenset({"posted", "added", "adds", "add"})
"""Verbs that report nothing before "to": "soundings that colleagues posted to her"."""
_NOUN_SIGNS = frozenset({"to", "a", "an", "the", "of", "his", "her", "their", "its", "in", "same", "this"})


def _finite(toks: Words, j: int, opened: bool) -> bool:
    """Whether the cue at `j` is a main verb: "officials accused of" and "the claims" are not."""
    after = toks[j + 1].low if j + 1 < len(toks) else "."
    before = toks[j - 1].low
    next_ = toks[j + 2].low if j + 2 < len(toks) else ""
    if after in ("of", "as", "by") or (after == "to" and next_ in words("words", "infinitives")):
        return False
    if after == "to" and toks[j].low in _HANDED:
        return False
    if before in _BE or before in _NOUN_SIGNS:
        return False
    if opened and before in ("who", "which", "they", "he", "she", "it", "that"):
        return False
    return not (before in words("words", "adverbs") and j > 1 and toks[j - 2].low in _BE)


def _agrees(phrase: Phrase, verb: str) -> bool:
    """Whether verb and subject agree in number, which tells "employees claim" from "employees' claims"."""
    if phrase.kind == "singular" or (phrase.kind == "source" and not phrase.plural):
        return verb + "s" not in cues()
    return not (verb.endswith("s") and verb[:-1] in cues())


def _leads(toks: Words, phrase: Phrase) -> bool:
    """Whether the phrase can be a subject here: neither governed by a preposition nor in apposition."""
    if phrase.first == 0:
        return True
    before = toks[phrase.first - 1]
    if phrase.kind == "report" and before.low in _CAUSES:
        return False  # reports that are told of: "after media | reports about it, the force confirmed"
    if before.low == "and" and phrase.determiner == "other" and phrase.first > 1:
        return not NAME_RE.fullmatch(toks[phrase.first - 2].text)
    if before.low == "of" and phrase.first > 1 and toks[phrase.first - 2].low in words("words", "shares"):
        return True
    if before.low in words("words", "governors"):
        participle = phrase.head + 1 < len(toks) and toks[phrase.head + 1].low in words("cues", "participles")
        return phrase.kind == "source" or (before.low == "with" and participle)
    if phrase.kind != "singular" or phrase.determiner not in words("words", "indefinite"):
        return True
    if before.low in (",", "-", "–", "—") and phrase.first > 1:
        before = toks[phrase.first - 2]
    named = (
        bool(NAME_RE.fullmatch(before.text)) and before.low not in words("words", "days") and phrase.first > 1
    )
    return not (named or before.low[0].isdigit() or before.low in ("and", ")"))
