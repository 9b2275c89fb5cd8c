"""Part of the source stage: how much of what stands there is a body's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile, pairwise, takewhile

from allegedly.article import Span
from allegedly.phrases import Token, is_source_noun, lexicon
from allegedly.stages.names import Name, Names

_SPOKES = 4
"""Words among which "spokesman" stands: "an official government | spokesman"."""
_NEXT_WORD_RE = re.compile(r"\W*(\w+)")


def spoken_for(tokens: Sequence[Token]) -> Name | None:
    """The body for which a spokesman speaks, where its name is no plain run of capitals.

    With a small word, a possessive or a number in it: "a | Department for Transport | spokesperson", "a
    spokesman for the | Sheriff's Department|", "for | Channel 4|".
    """
    spokes, small = lexicon("sources")["spokespeople"], {"for", "of", "and", "the"}
    if tokens[-1].lower in spokes:
        inside = list(tokens[1:-1])
        special = len(inside) > 2 and any(t.lower in small for t in inside)
    else:
        inside, special = _behind_spokesman(tokens, spokes)
    if not inside or not all(t.is_capital or t.lower in small or _is_figure(t) for t in inside):
        return None
    owned = any(t.lower.endswith(("'s", "s'")) for t in inside[:-1])
    if not inside[0].is_capital or not (special or owned or inside[-1].text.isdigit()):
        return None
    core = Span(inside[0].start, inside[-1].end)
    return Name("organisation", core, core, " ".join(t.lower for t in inside))


def _is_figure(token: Token) -> bool:
    return token.text == "." or token.text.isdigit()


def _behind_spokesman(tokens: Sequence[Token], spokes: frozenset[str]) -> tuple[list[Token], bool]:
    """The capitals behind "a spokesman for", and whether a possessive ends them all: "for | McDonald's".

    Nothing before a comma and a name, who then speaks: "for the Sheriff's Office, Ida Brandt,".
    """
    at = next((k for k, t in enumerate(tokens[:_SPOKES]) if t.lower in spokes), len(tokens))
    if [t.lower for t in tokens[at + 1 : at + 2]] not in (["for"], ["of"]):
        return [], False
    behind = tokens[at + 2 :]
    behind = behind[1:] if behind and behind[0].lower == "the" else behind
    inside = list(takewhile(lambda t: t.is_capital or _is_figure(t), behind))
    match behind[len(inside) :]:
        case []:
            return inside, bool(inside) and inside[-1].lower.endswith("'s")
        case [comma, name, *_] if comma.text == "," and name.is_capital:
            return [], False
        case [noun, name, *_] if noun.text.islower() and name.is_capital and is_source_noun(noun.lower):
            return [], False  # "for Drum Cup | winner | Ida Noll"
    return inside, False


def fellowship(text: str, tokens: Sequence[Token]) -> Name | None:
    """The body that people's plural and a preposition with a capital name: "Doctors Across Borders".

    Never "Sources In …", and `None` where the next word has a capital too: in a headline it is any doctors.
    """
    run = list(takewhile(lambda t: t.is_capital, tokens))
    prepositions = lexicon("grammar")["prepositions"] | {"without"}
    if len(run) < 3 or run[0].lower not in lexicon("bodies")["fellows"]:
        return None
    following = _NEXT_WORD_RE.match(text, run[-1].end)
    if run[1].lower not in prepositions or following is None or not following[1].islower():
        return None
    whole = Span(run[0].start, run[-1].end)
    return Name("organisation", whole, whole, " ".join(t.lower for t in run))


def whole_body(tokens: Sequence[Token], name: Name, names: Names) -> Span:
    """A body's name with what hangs on it: "Department of Justice", "Observatory for Human Rights"."""
    end = name.core.end
    for at, token in enumerate(tokens[:-1]):
        if token.start >= end and token.lower in {"of", "for", "on", "and"} and token.start - end <= 1:
            nxt = tokens[at + 1] if tokens[at + 1].lower != "the" or at + 2 >= len(tokens) else tokens[at + 2]
            if nxt.is_capital:
                following = names.between(nxt.start, nxt.end)
                end = following[-1].core.end if following else _run_of(tokens, nxt)
    start = name.core.start
    owner = next((t for t in tokens if t.end + 1 == start), None)
    if owner is not None and owner.is_capital and owner.lower.endswith(("'s", "s'")) and _is_any(name):
        start = owner.start
    return Span(start, max(name.core.end, min(end, tokens[-1].end)))


def _run_of(tokens: Sequence[Token], first: Token) -> int:
    """Where the capitals end that begin with what names nobody: "of | Defense", "for | Police Standards"."""
    behind = dropwhile(lambda t: t.start < first.start, tokens)
    return list(takewhile(lambda t: t.is_capital, behind))[-1].end


def _is_any(name: Name) -> bool:
    """Whether a body's name alone may be that of many: "Foreign Ministry", "Bloc"."""
    sources = lexicon("sources")
    *first, last = name.key.split()
    return (
        last in lexicon("bodies")["endings"] | sources["organisations"]
        and set(first) <= lexicon("bodies")["fields"]
    )


def body_of(tokens: Sequence[Token], inside: Sequence[Name], names: Names) -> Name | None:
    """The body that a spokesman speaks for: a name that is nobody's whom the article names in full.

    Not the place where he does: "a spokesman for the UN in | Geneva".
    """
    placed = {two.start for one, two in pairwise(tokens) if one.lower in {"at", "in"}}
    apart = [name for name in inside if name.whole.start not in placed]
    for name in reversed(apart or inside):
        if name.kind != "person" or (names.full(name.key) is None and not name.titled):
            return name
    return None


def from_its_head(tokens: Sequence[Token], body: Name, inside: Sequence[Name], names: Names) -> Name:
    """The whole of a body's name of which `body` is the end: "the Department of | Health"."""
    for name in inside:
        span = whole_body(tokens, name, names)
        if name.core.start < body.core.start and span.end >= body.core.end:
            key = " ".join(t.lower for t in tokens if span.start <= t.start < span.end)
            return replace(name, kind="organisation", core=span, whole=span, key=key)
    return body


def with_nouns(tokens: Sequence[Token], body: Name) -> Name:
    """A body's name with the small words that end it: "the U.S. | attorney's office"."""
    behind = (t for t in tokens if t.start >= body.core.end and t.text != ".")
    prepositions = lexicon("grammar")["prepositions"]
    nouns = list(takewhile(lambda t: t.text.islower() and t.lower not in prepositions, behind))[:3]
    bodies = lexicon("sources")["organisations"]
    holder = next((t for t in tokens if t.start < body.core.end <= t.end), None)
    if nouns and holder is not None and holder.lower.endswith(("'s", "s'")):
        bodies |= {nouns[-1].lower}  # "a spokesperson for | Lumo's administrators|": not for Lumo
    while nouns and not (nouns[-1].lower in bodies or nouns[-1].lower.endswith("maker")):
        nouns.pop()  # "a spokesperson for the Danish | drugmaker"
    if not nouns:
        return body
    span = Span(body.core.start, nouns[-1].end)
    return replace(body, core=span, whole=span, key=" ".join([body.key, *(t.lower for t in nouns)]))
