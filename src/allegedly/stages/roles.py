"""Part of the source stage: named people whom a noun means by what the article says they do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allegedly.stages.mentions import Mention
from allegedly.stages.names import Name

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_TITLE = 50
"""Characters in which a title and the beginning of a name stand."""
_RECALL = 3000
"""Characters back in which somebody's part in a hearing or a meeting is looked up."""
_PROSECUTES = r"[Oo]pening the case|[Pp]rosecuting|for the (?:Crown|prosecution)"
_DEFENDS = r"[Cc]ross-examin(?:es?|ed|ing)|[Dd]efending|for the defen[cs]e|[Mm]itigating"
_CHAIRS_RE = re.compile(r"\b(?:chaired by|chairs|chairing)\b")
_ACTS = {
    "barrister": re.compile(rf"\b(?:{_PROSECUTES}|{_DEFENDS})\b"),
    "chairman": _CHAIRS_RE,
    "chairwoman": _CHAIRS_RE,
    "chair": _CHAIRS_RE,
    "editor": re.compile(r"\b(?:edited by|edits)\b"),
    "prosecutor": re.compile(rf"\b(?:{_PROSECUTES})\b"),
}
"""What whoever goes by the noun does, in the sentence that names them."""
_TESTIFIES_RE = re.compile(
    r"\b(?:[Cc]ross-examined|[Ee]xamined by|(?:gave|[Gg]iving) evidence|testified|witness box"
    r"|told (?:the|a|an) (?:commission|court|hearing|inquest|inquiry|jury|panel|tribunal))\b"
)
_A_WITNESS_RE = re.compile(r"\b(?:[Aa]|[Aa]nother|[Oo]ne) (?:[a-z-]+ ){0,3}witness\b(?!,? [A-ZÀ-Þ])")
_TESTIMONY = 8
"""How many sentences a testimony goes on without a word of it."""
_NEAR = 60
"""Characters between what somebody does and their name."""


def acting(reading: Continuation, mention: Mention) -> int | None:
    """Who does it: "Opening the case, Helen Boyce told the jury …. | The prosecutor | said".

    Of several the last: after the Crown's witness the defence cross-examines.
    """
    acts, before = _ACTS.get(mention.head), mention.span.start
    if acts is None or mention.plural:
        return None
    for found in reversed(list(acts.finditer(reading.text, max(0, before - _RECALL), before))):
        own = reading.sentence_at(found.start()).span
        around = reading.names.between(
            max(own.start, found.start() - _NEAR), min(own.end, found.end() + _NEAR)
        )
        people = [n for n in around if n.kind == "person" and " " in n.key and not _is_client(reading, n)]
        if people and not reading.is_quoted(found.start()):
            near = min(people, key=lambda n: max(n.core.start - found.end(), found.start() - n.core.end))
            return reading.named_person(near)
    return None


def _is_client(reading: Continuation, name: Name) -> bool:
    """Whether somebody else is there for them: "Rupert Aylward, for | Terence Maddox|, rose"."""
    return reading.text.endswith("for ", 0, name.whole.start)


def identified(reading: Continuation, mention: Mention) -> int | None:
    """Who the article says is it: "The first witness was Pamela Oddie …. | The witness | replied"."""
    floor = mention.span.start - _RECALL
    for at in reversed(reading.places.get(mention.head, ())):
        if reading.tokens[at].start < floor:
            break
        after = reading.tokens[at + 1 : at + 3]
        if after[-1:] and after[-1].start < mention.span.start and after[0].lower in {"is", "was"}:
            start = after[-1].start
            named = next(iter(reading.names.between(start, start + _TITLE)), None)
            known = named is not None and reading.names.full(named.key) is not None and " " in named.key
            if named is not None and known and named.whole.start <= start < named.core.end:
                return reading.named_person(named)
    return None


def examined(reading: Continuation, mention: Mention) -> int | None:
    """Who was last in the box: "Cross-examined by Ida Ro KC, Agnes Dudek agreed ….  | The witness | said".

    The one person who speaks where the article tells of a testimony; nobody where two do.
    """
    words = mention.core.slice(reading.text).lower().split()
    if mention.head != "witness" or mention.plural or words != ["the", "witness"]:
        return None
    for sentence in list(reading.back(mention.span.start, _TESTIMONY))[1:]:
        span = sentence.span
        if _A_WITNESS_RE.search(reading.text, span.start, span.end) is not None:
            return None  # "She told the court that it rested on | a protected witness |"
        if _TESTIFIES_RE.search(reading.text, span.start, span.end) is None:
            continue
        spoke = {n for _, n in reading.registry.between(span.start, span.end)}
        number = spoke.pop() if len(spoke) == 1 else None
        return number if number is not None and reading.registry[number].kind == "person" else None
    return None
