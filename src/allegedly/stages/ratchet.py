"""Safety rules that may only move a sentence towards `allegation`: they read words alone, not attributions.

Every rule must hold on bare text: commas lost, quotation marks straight, capitals gone. That makes it independent
of whatever else decides the sourcing, so that the two do not fail together.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from allegedly.article import Article, Sentence, Span

TOKEN_RE = re.compile(r"\w+(?:[.'’-]\w+)*\.?(?<!\w\w\w\.)|[^\w\s]")
BLANK_RE = re.compile(r"\s")
NAME_RE = re.compile(r"[A-ZÀ-Þ][\w'’.-]*")
QUOTES = frozenset("\"“”‘’'«»`")
REACH = 16
"""How many words may stand between an unnamed source and its verb: long enough for "who spoke on condition …"."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a safety rule saw: its name and the span of the wording, in the article's own offsets."""

    rule: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    low: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun phrase with an unnamed head: token range `first..head`, the kind of head and its determiner."""

    first: int
    head: int
    kind: str
    determiner: str
    plural: bool


@cache
def words(table: str, key: str) -> frozenset[str]:
    """The word list `key` of `table` in `lang/en/unnamed.toml`."""
    return frozenset(_unnamed()[table][key])


@cache
def _unnamed() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("allegedly.lang.en").joinpath("unnamed.toml").read_text("utf-8"))


@cache
def _hearsay() -> tuple[tuple[str, re.Pattern[str]], ...]:
    tables = tomllib.loads(files("allegedly.lang.en").joinpath("hearsay.toml").read_text("utf-8"))
    return tuple(
        (t["rule"], re.compile(r"(?<![\w-])(?:" + "|".join(t["patterns"]) + r")(?!\w)", re.IGNORECASE))
        for t in tables.values()
    )


def tokens(text: str) -> tuple[_Word, ...]:
    """The words and signs of `text` with their offsets."""
    return tuple(
        _Word(m.group(), m.group().lower().replace("’", "'"), m.start(), m.end())
        for m in TOKEN_RE.finditer(text)
    )


def _kind(low: str) -> str:
    for kind in ("source", "plural", "open", "singular", "quantity", "report"):
        if low in words("heads", kind):
            return kind
    return ""


def _phrases(toks: tuple[_Word, ...]) -> Iterator[_Phrase]:
    for i, tok in enumerate(toks):
        kind = _kind(tok.low)
        if not kind:
            continue
        if (
            i + 1 < len(toks)
            and toks[i + 1].low in ("'", "’")
            and i + 2 < len(toks)
            and toks[i + 2].low == "s"
        ):
            continue
        first, determiner = i, tok.low if kind == "quantity" else ""
        for j in range(i - 1, max(-1, i - 8), -1):
            low = toks[j].low
            if low in words("words", "determiners"):
                first, determiner = j, low
                if low not in ("other", "such", "two", "three", "four", "five", "six"):
                    break
                continue
            if not low[0].isalnum() or low in words("words", "stops") or low in _DAYS or low[0].isdigit():
                break
            if low in words("cues", "speech") and low not in ("report", "reports", "states"):
                break
            first = j
            if low.endswith("'s"):
                determiner = determiner or "'s"
        yield _Phrase(first, i, kind, determiner, tok.low.endswith(("s", "people")))


def _named_after(toks: tuple[_Word, ...], i: int) -> bool:
    """Whether a personal name stands right behind the head ("aide Huma Abedin", "the analyst, John Smith,")."""
    j = i + 1
    if j < len(toks) and toks[j].low == ",":
        j += 1
        return (
            j + 1 < len(toks)
            and bool(NAME_RE.fullmatch(toks[j].text))
            and bool(NAME_RE.fullmatch(toks[j + 1].text))
        )
    return j < len(toks) and bool(NAME_RE.fullmatch(toks[j].text)) and toks[j].low not in _DAYS


_DAYS = frozenset(
    [
        "sunday",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "here",
        "there",
        "today",
        "yesterday",
        "tonight",
    ]
)
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "not", "n't", "never"])


def _verb(toks: tuple[_Word, ...], i: int) -> tuple[int, str] | None:
    """The cue whose subject ends at token `i`: its index and class, `None` when there is none within reach."""
    opened = False
    comma = False
    j = i + 1
    while j < min(len(toks), i + 1 + (REACH * 2 if comma else REACH)):
        low = toks[j].low
        if low in words("cues", "speech") or low in words("cues", "belief"):
            if _finite(toks, j, opened):
                return j, "speech" if low in words("cues", "speech") else "belief"
            if not opened:
                return None
        elif low in words("words", "adverbs"):
            pass
        elif low in words("words", "openers") and not opened:
            opened = True
        elif low == "," and (opened or j == i + 1):
            comma = not comma
            opened = True
        elif not opened or low in (".", ";", "?", "!", ":", "that") or low[0] in QUOTES:
            return None
        j += 1
    return None


def _finite(toks: tuple[_Word, ...], j: int, opened: bool) -> bool:
    after = toks[j + 1].low if j + 1 < len(toks) else "."
    before = toks[j - 1].low
    if after == "of" or (
        after in ("to", "as", "by") and toks[j].low not in ("pointed", "point", "say", "says")
    ):
        return False
    if before in _BE or before in ("to", "a", "an", "the", "of", "his", "her", "their", "its", "in"):
        return False
    if opened and before in ("who", "which", "they", "he", "she", "it", "that"):
        return False
    return not (before in words("words", "adverbs") and j > 1 and toks[j - 2].low in _BE)


def _subject(toks: tuple[_Word, ...], phrase: _Phrase) -> str | None:
    """The name of the rule that makes the phrase a speaking subject."""
    if not _speaks(toks, phrase):
        return None
    verb = _verb(toks, phrase.head)
    if verb is None or not _agrees(phrase, toks[verb[0]].low) or not _leads(toks, phrase):
        return None
    return f"{_label(phrase)}-{'said' if verb[1] == 'speech' else 'believe'}"


def _agrees(phrase: _Phrase, verb: str) -> bool:
    """Whether verb and subject agree in number, which tells "employees claim" from "Acme's employees' claims"."""
    third = verb.endswith("s") and verb[:-1] in words("cues", "speech") | words("cues", "belief")
    base = verb + "s" in words("cues", "speech") | words("cues", "belief")
    if phrase.kind == "singular" or (phrase.kind == "source" and not phrase.plural):
        return not base
    return not third


def _leads(toks: tuple[_Word, ...], phrase: _Phrase) -> bool:
    """Whether the phrase can be a subject where it stands: neither governed by a preposition nor in apposition."""
    if phrase.first == 0:
        return True
    before = toks[phrase.first - 1]
    if before.low in words("words", "governors"):
        return phrase.kind == "source"
    if phrase.kind != "singular" or phrase.determiner not in words("words", "indefinite"):
        return True
    if before.low in (",", "-", "–", "—") and phrase.first > 1:
        before = toks[phrase.first - 2]
    named = bool(NAME_RE.fullmatch(before.text)) and before.low not in _DAYS and phrase.first > 1
    return not (named or before.low[0].isdigit() or before.low in ("and", ")"))


def _speaks(toks: tuple[_Word, ...], phrase: _Phrase) -> bool:
    if _named_after(toks, phrase.head):
        return False
    low = toks[phrase.head].low
    if phrase.kind == "singular":
        return bool(phrase.determiner) or low in ("official",)
    if phrase.kind == "quantity":
        after = toks[phrase.head + 1].low if phrase.head + 1 < len(toks) else ""
        if low in ("those", "people"):
            return after in words("words", "knowing")
        return phrase.first == phrase.head and after in (
            words("cues", "speech") | words("cues", "belief") | words("words", "adverbs") | {","}
        )
    if phrase.kind == "report" and (phrase.determiner == "the" or toks[phrase.head - 1].low == "social"):
        return False
    return phrase.determiner != "no"


def _label(phrase: _Phrase) -> str:
    if phrase.kind == "singular":
        if phrase.determiner in words("words", "indefinite"):
            return "a-person"
        return "the-person" if phrase.determiner in words("words", "definite") else "bare-person"
    if phrase.kind in ("plural", "open") and phrase.determiner in words("words", "definite"):
        return "the-people"
    return {"source": "source", "plural": "people", "open": "group", "quantity": "some", "report": "reports"}[
        phrase.kind
    ]


def _object(toks: tuple[_Word, ...], phrase: _Phrase) -> str | None:
    """The name of the rule that makes the phrase a source in another place than the subject's."""
    if phrase.first == 0 or not _speaks(toks, phrase):
        return None
    before = toks[phrase.first - 1].low
    two = toks[phrase.first - 2].low if phrase.first > 1 else ""
    if before == "to" and two == "according":
        return f"according-to-{_label(phrase)}"
    if before in words("cues", "relays"):
        return f"cited-{_label(phrase)}"
    if before == "by" and two in words("cues", "passive"):
        return f"by-{_label(phrase)}"
    if before in ("said", "says", "told", "added", "adds", "explains", "wrote", "claimed") and (
        two[:1] in QUOTES or two == ","
    ):
        return f"inverted-{_label(phrase)}"
    return None


def findings(text: str, offset: int = 0) -> tuple[Finding, ...]:
    """Every unnamed source and every hearsay wording of one sentence, in reading order, whatever its precision."""
    flat = BLANK_RE.sub(" ", text).replace("’", "'")
    out = [
        Finding(rule, Span(offset + m.start(), offset + m.end()))
        for rule, pattern in _hearsay()
        for m in pattern.finditer(flat)
    ]
    toks = tokens(text)
    for phrase in _phrases(toks):
        for place in PLACES:
            rule = place(toks, phrase)
            if rule is not None:
                span = Span(offset + toks[phrase.first].start, offset + toks[phrase.head].end)
                out.append(Finding(rule, span))
                break
    return tuple(sorted(out, key=lambda f: (f.span, f.rule)))


PLACES: tuple[Callable[[tuple[_Word, ...], _Phrase], str | None], ...] = (_object, _subject)


@dataclass(frozen=True, slots=True)
class _Speaker:
    """The unnamed source that spoke last: its head noun, whether several, and how far back in sentences."""

    head: str
    plural: bool
    quoted: bool
    age: int = 0


def ratchet(article: Article, sentences: tuple[Sentence, ...]) -> tuple[Finding | None, ...]:
    """For every sentence the safety rule that makes it an allegation, `None` for most.

    It looks at words and at the few sentences before; it never sees attributions, a network's answer or a name list,
    so it also holds on text without commas, capitals or curly quotation marks. Furniture is skipped.
    """
    out: list[Finding | None] = []
    speaker: _Speaker | None = None
    heads: set[str] = set()
    for sentence in sentences:
        if sentence.is_furniture:
            out.append(None)
            continue
        text = sentence.span.slice(article.text)
        found = findings(text, sentence.span.start)
        best = max(
            (
                f
                for f in found
                if f.rule in PRECISION and (f.rule not in _DEFINITE or _introduced(article, f, heads))
            ),
            key=lambda f: (PRECISION[f.rule], -f.span.start),
            default=None,
        )
        if best is None and speaker is not None and speaker.age < 2:
            best = _continues(text, sentence.span, speaker)
        out.append(best)
        last = _speaker(article, best, text)
        if last is not None:
            heads.add(last.head)
            speaker = last
        elif best is not None and best.rule.startswith("continues") and speaker is not None:
            speaker = _Speaker(speaker.head, speaker.plural, _open(text))
        elif speaker is not None:
            speaker = (
                None
                if _other_speaker(text)
                else _Speaker(speaker.head, speaker.plural, False, speaker.age + 1)
            )
    return tuple(out)


_DEFINITE = frozenset({"the-person-said", "inverted-the-person"})
_SPOKEN_RE = re.compile(r"(said|source|cited-|according-to-|inverted-)")
_TITLE_RE = re.compile(
    r"\b[A-Z][\w'’-]+ (?:said|says|told|added|adds|wrote|argued|claimed|explained|tweeted)\b|\b(?:said|says|added) [A-Z]"
)
_THEY_RE = re.compile(
    r"\bthey(?: \w+ly| also| have| had| all| both| then| later| further)? (\w+)", re.IGNORECASE
)
_ONE_RE = re.compile(
    r"\b(?:he|she)(?: \w+ly| also| has| had| then| later| further)? (\w+)|\b(?:said|added) (?:he|she)\b",
    re.IGNORECASE,
)


def _introduced(article: Article, finding: Finding, heads: set[str]) -> bool:
    return finding.span.slice(article.text).split()[-1].lower() in heads


def _speaker(article: Article, finding: Finding | None, text: str) -> _Speaker | None:
    if (
        finding is None
        or not _SPOKEN_RE.search(finding.rule)
        or finding.rule.startswith(("hearsay", "reports"))
    ):
        return None
    head = finding.span.slice(article.text).split()[-1].lower()
    return _Speaker(head, head.endswith("s") or head == "people", _open(text))


def _open(text: str) -> bool:
    return any(c in text for c in '"“”')


def _other_speaker(text: str) -> bool:
    return bool(_TITLE_RE.search(text))


def _continues(text: str, span: Span, speaker: _Speaker) -> Finding | None:
    speech = words("cues", "speech") | words("cues", "belief")
    pattern, rule = (_THEY_RE, "continues-they") if speaker.plural else (_ONE_RE, "continues-one")
    for m in pattern.finditer(text):
        if m.group(1) is None or m.group(1).lower() in speech:
            return Finding(rule, Span(span.start + m.start(), span.start + m.end()))
    if (
        speaker.quoted
        and speaker.age == 0
        and text[0] in '"“'
        and not _other_speaker(text)
        and not _ONE_RE.search(text)
    ):
        return Finding("continues-quote", Span(span.start, span.start + 1))
    return None


PRECISION = {
    "source-said": 0.97,
    "according-to-source": 0.99,
    "cited-source": 0.99,
    "inverted-source": 0.99,
    "according-to-a-person": 0.99,
    "cited-a-person": 0.99,
    "inverted-a-person": 0.99,
    "anonymity": 0.95,
    "cited-people": 0.95,
    "cited-some": 0.95,
    "people-said": 0.91,
    "according-to-people": 0.8,
    "according-to-some": 0.9,
    "the-people-said": 0.75,
    "by-people": 0.8,
    "by-some": 0.5,
    "hearsay-adverb": 0.74,
    "hearsay-said-to": 0.66,
    "hearsay-it-is-said": 0.78,
    "hearsay-accused": 0.64,
    "hearsay-reports": 0.81,
    "reports-said": 0.7,
    "a-person-said": 0.7,
    "people-believe": 0.66,
    "group-said": 0.65,
    "according-to-group": 0.8,
    "cited-group": 0.8,
    "some-said": 0.5,
    "some-believe": 0.5,
    "the-person-said": 0.8,
    "inverted-the-person": 0.7,
    "continues-they": 0.7,
    "continues-one": 0.7,
    "continues-quote": 0.7,
}
"""The share of sentences on which a rule fires that are labelled allegations (sourcing_train); the rest never count."""
