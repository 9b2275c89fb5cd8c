"""Who "he" is at the head of a statement, when the sentence before leaves no doubt."""

from __future__ import annotations

import re
from functools import lru_cache

from allegedly.article import printable
from allegedly.phrases import lexicon

_NAME_RE = re.compile(r"[A-ZÀ-Þ][\w'’-]*[^\W_'’](?:\s+(?:al-|de |van |von |bin )?[A-ZÀ-Þ][\w-]+)*")
_NO_FIRST = r"(?:[A-Z][a-z]+day|And|As|At|But|If|In|On|The|When) "
_AGE_RE = re.compile(r"^,\s*\d{1,3},")
_THING_RE = re.compile(
    r"((?:The|This|That)\s+(?:[a-z-]+\s+)?[a-z-]+)"
    r"\s+(?:is|was|has|had|does|did|will|would|employs|said|says|shows|showed|opened|closed|cost|fell|rose)\b"
)
_EVENT_RE = re.compile(
    r"[Ii]ts?\s+(?:(?:was|is)\s+(?:[^.,]{0,60}\b(?:that|who)\b|the\s+\w+est\b|not\b|unclear\b|only\b|thought\b)"
    r"|(?:also\s+)?(?:came|comes|come|follows?|followed|happen(?:s|ed)?|occur(?:s|red)?|took\s+place|takes\s+place|marks|marked|ended|began))\b"
)
"""What goes on about an event or a clause, or points ahead ("It was the name that led agents back")."""

_PLURAL_RE = re.compile(r"(?<![su])s$")
_PLACE_BEFORE_RE = re.compile(r"\b(?:in|at|near|from|to|of|on|for|by|through|off)\s+(?:the\s+)?$")
# First words of a sentence that are no name, although they have a capital.
_NO_NAME_RE = re.compile(
    r"(?:An?|All|And|As|At|But|By|Each|For|He|If|In|It|No|On|One|She|So|Some|That|The|There|These|They|This|Those|To"
    r"|We|When|While|With|You)$"
)
_FAR = 110
"""Characters of a sentence in which "he" stands behind the people who open it."""
_PEOPLE = frozenset({"he", "she", "his", "her"})
_HE = frozenset({"he", "his", "him"})
_PRONOUN_RE = re.compile(r"\b(?:he|his|him|she|hers?)\b", re.IGNORECASE)
_OTHERS = frozenset({"first", "latter", "other", "second", "third"})
_POSSESSIVE = frozenset({"his", "her", "its"})


_SAYS = (
    r"(?:accus|add|alleg|argu|believ|claim|complain|confirm|den(?:y|i)|expect|fear|insist|maintain|recall"
    r"|report|sa(?:y|id)\b|suggest|suspect|th(?:ink|ought)\b|warn)(?:e?[ds]|ied)?"
)
_SEVERAL = (
    r"(?:[A-Z][a-z-]*[^s\W]s|People|Police|(?:[A-Z]?[a-z-]+ )?(?:[a-z-]+ ){0,4}?"
    r"(?!(?:always|as|has|his|is|its|perhaps|says|sometimes|this|was)\b)(?:[a-z-]+[^s\W]s|people|police))"
)
_IN_REACH = r"(?:(?! (?:an?|one|where|whose?) )[^.,;“\"A-ZÀ-Þ]){2,60}?"
_KNOWING = rf"(?: (?:aware|briefed|familiar|in|involved|of|with)\b{_IN_REACH})?"
_OFFICE = r"(?:administration|cabinet|camp|campaign|circle|entourage|government|office|team)"
_OTHERS_RE = re.compile(
    # "Leaders close to | him |", "A friend of | hers |": somebody else's.
    rf"(?P<near>{_SEVERAL}) (?:around|close to|for|in|loyal to|near|of|on|with) (?P<him>him|his|hers?)\b"
    r"|(?:An?|One|Another) (?:[a-z-]+ ){1,4}?(?:close to (?P<to>him|her)\b"
    rf"|of (?P<hers>his|hers)(?= (?:said|says|told)\b|[.,])|in (?P<in>his|her)(?= {_OFFICE}\b))"
    # "According to two clerks, | he |", "Two clerks said | he |": nobody of several is he.
    rf"|[Aa]ccording to (?P<told>{_SEVERAL})(?:{_KNOWING}| who {_IN_REACH}), (?P<after>he|his|she|her)\b"
    rf"|(?P<say>{_SEVERAL}){_KNOWING} {_SAYS}(?: that)? (?P<said>he|his|she|her)\b"
)
_OBJECT_RE = re.compile(
    r" (?:also |have |has )?(?:accuse|believe|claim|deni|deny|fear|insist|sa[iy]|tell|think|told|want)|[.,]"
)
_PLAIN = {"him": "he", "hers": "her"}


def of_another(article: str, sentence: str) -> tuple[int, str] | None:
    """Where the "he" ends that is none of the people who open `sentence`, and which pronoun it is.

    Whoever opens it must be no name that the `article` has elsewhere: "Oland believes critics say he".
    """
    found = _OTHERS_RE.match(sentence)
    if found is None or found.end() > _FAR:
        return None
    pronoun = found[0].rsplit(" ", 1)[-1]
    if pronoun == "her" and (found["him"] or found["to"]) and _OBJECT_RE.match(sentence, found.end()):
        pronoun = "she"  # "Leaders close to | her | said"
    first, *more = (found["near"] or found["told"] or found["say"] or "a").split()
    sources = lexicon("sources")
    known = sources["people"] | sources["plural_people"] | sources["collective"] | {"police"}
    if not more and first.istitle() and not {first.lower(), first.lower().removesuffix("s")} & known:
        return None  # "James said he"
    named = first.istitle() and re.search(rf"[a-z,] {re.escape(first)}\b", article) is not None
    return None if named else (found.end(), pronoun)


def antecedent(article: str, before: str, sentence: str, pronoun: str) -> str | None:
    """The name, in the article's own words, that goes into brackets for the `pronoun` that opens `sentence`.

    None unless the subject of the sentence `before` is a name (for "he": a person's, given in full somewhere)
    and no second name competes with it. A possessive comes as one, and only when the article prints that
    form. `article`, `before` and `sentence` are printable text.
    """
    pronoun = _PLAIN.get(pronoun.lower(), pronoun.lower())
    if pronoun in _PEOPLE:
        name = _person(article, before)
        if name is not None and _is_other(article, name, pronoun):
            return None
    else:
        plain = pronoun in {"it", "its"} and not _EVENT_RE.match(sentence)
        name = _thing(article, before) if plain else None
    if name is None or pronoun not in _POSSESSIVE:
        return name
    for owner in (name, name.split()[-1], name.split("-")[-1]):
        for ending in ("'s", "’s"):
            if f"{owner}{ending}" in article:
                return f"{owner}{ending}"
    return None


def _is_other(article: str, name: str, pronoun: str) -> bool:
    """Whether the person is a "she" where the pronoun is "he", or the reverse."""
    he, she = _votes(article, name.split()[-1])
    return she > he if pronoun in _HE else he > she


@lru_cache(maxsize=256)
def _votes(article: str, last: str) -> tuple[int, int]:
    """How often "he", and how often "she", is the first pronoun behind a surname in its sentence."""
    behind = (m[1] for m in re.finditer(rf"\b{re.escape(last)}\b(?=([^.!?]{{0,80}}))", article))
    first = [found[0].lower() for text in behind if (found := _PRONOUN_RE.search(text)) is not None]
    he = sum(word in _HE for word in first)
    return he, len(first) - he


def _person(article: str, before: str) -> str | None:
    """The full name of the person who is the subject of `before`, alone in it."""
    subject = _NAME_RE.match(before)
    if subject is None or _NO_NAME_RE.match(subject[0]):
        return None
    last = subject[0].split()[-1].removesuffix("'s").removesuffix("’s")
    full = re.search(
        rf"(?<![\w-])(?!{_NO_FIRST})([A-ZÀ-Þ][\w-]+ (?:al-|de |van |von |bin )?{re.escape(last)})(?![\w-])",
        article,
    )
    known = _AGE_RE.match(before[subject.end() :]) or re.search(
        rf"\b{re.escape(last)}\b", article.replace(before, "", 1)
    )
    if full is None or not known:
        return None
    for other in _NAME_RE.finditer(before, subject.end()):
        if (
            other[0].split()[-1] != last
            and not _PLACE_BEFORE_RE.search(before, 0, other.start())
            and " " in other[0]
        ):
            return None
    return full[1]


def _thing(article: str, before: str) -> str | None:
    """The subject of `before` when it is plainly a thing or a body: "The bridge", a name that is nobody's."""
    if (found := _THING_RE.match(before)) is not None:
        noun = found[1].split()[-1]
        somebody = noun in lexicon("sources")["people"] | _OTHERS  # "The boss is livid. It is the third time"
        return None if somebody or _PLURAL_RE.search(noun) else found[1]
    subject = _NAME_RE.match(before)
    if (
        subject is None
        or _NO_NAME_RE.match(subject[0])
        or _AGE_RE.match(before[subject.end() :])
        or _person(article, before) is not None
    ):
        return None
    others = {m[0] for m in _NAME_RE.finditer(before, subject.end())}
    if any(not _PLACE_BEFORE_RE.search(before, 0, before.find(other)) for other in others):
        return None  # "Lutz opened Happy Trails. It …"
    elsewhere = re.search(rf"[a-z,] {re.escape(subject[0])}\b", printable(article))
    return subject[0] if elsewhere and before[subject.end() : subject.end() + 1] == " " else None
