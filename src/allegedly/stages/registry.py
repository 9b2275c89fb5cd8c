"""The sources of one article while they are being joined: an entry for each, a timeline of mentions."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from allegedly.analysis import Source, SourceKind
from allegedly.article import Span
from allegedly.phrases import lexicon
from allegedly.stages.genders import Gender

REACH = 8
"""Sentences back in which a pronoun looks for whom it means; a reader does not look further either."""

BODIES: frozenset[SourceKind] = frozenset({"organisation", "outlet", "document"})

_A_RE = re.compile(r"^an? ")
_WHAT_RE = re.compile(
    r"(?<=\w) (?:(?:news )?(?:agency|channel|outlet|portal|site|website)|broadcaster|daily|magazine|newspaper"
    r"|tabloid|weekly)$"
)
"""What an outlet is, behind its name."""
_SPACE_RE = re.compile(r"\s+")


class DoubtError(Exception):
    """Two people compete for one pronoun."""


@dataclass(slots=True)
class Entity:
    """A source in the making. `heads` are the nouns that it has been called by."""

    kind: SourceKind
    name: str
    key: str
    plural: bool = False
    gender: Gender = ""
    heads: set[str] = field(default_factory=set)
    mentions: list[Span] = field(default_factory=list)
    ground_rule: Span | None = None
    reason: Span | None = None

    def finished(self) -> Source:
        """The entry as the analysis keeps it."""
        return Source(
            self.kind,
            self.name,
            tuple(sorted(set(self.mentions))),
            self.plural,
            self.ground_rule,
            self.reason,
        )


class Registry:
    """The entries of one article, found by kind and key, and by who was mentioned last."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self._by_key: dict[tuple[SourceKind, str], int] = {}
        self._timeline: list[tuple[int, int]] = []
        self.owned: dict[str, set[int]] = {}
        """Bodies by what their names say behind whose they are: "Verland's | foreign ministry"."""

    def __getitem__(self, number: int) -> Entity:
        return self.entities[number]

    def put(self, kind: SourceKind, name: str, span: Span, *, key: str | None = None, head: str = "",
            plural: bool = False, gender: Gender = "") -> int:  # fmt: skip
        """The number of the source called `name`, new or known, with a mention at `span` added."""
        key = normal_key(name) if key is None else key
        if kind == "outlet":  # "the Walla | news site |" is Walla
            key = _WHAT_RE.sub("", key) or key
        number = self._by_key.get((kind, key))
        if number is None and kind == "organisation":
            number = self._by_key.get(("outlet", key))  # "the Kurier newspaper …. | The Kurier | said"
        if number is None:
            number = len(self.entities)
            self._by_key[kind, key] = number
            self.entities.append(Entity(kind, _SPACE_RE.sub(" ", name).strip(" ,"), key, plural, gender))
            owner, _, rest = key.partition(" ")
            if kind in {"organisation", "outlet"} and rest and owner.endswith(("'s", "s'")):
                self.owned.setdefault(rest, set()).add(number)
        entity = self.entities[number]
        if entity.name.islower() and _A_RE.sub("", name) == entity.name != name:
            entity.name = _SPACE_RE.sub(" ", name).strip(
                " ,"
            )  # the headline's "leaked log" is "a leaked log"
        if head:
            entity.heads.add(head)
        self.see(number, span)
        return number

    def rename(self, number: int, name: str) -> None:
        """Gives a known source another name, by which it is found as well."""
        entity = self.entities[number]
        entity.name = _SPACE_RE.sub(" ", name).strip(" ,")
        self._by_key.setdefault((entity.kind, normal_key(name)), number)

    def see(self, number: int, span: Span) -> int:
        """Adds a mention of a known source; the number again."""
        self.entities[number].mentions.append(span)
        insort(self._timeline, (span.start, number))
        return number

    def recent(self, before: int, fits: Callable[[Entity], bool], floor: int = 0) -> int | None:
        """The source mentioned last before offset `before`, and not before `floor`, that fits."""
        for at in range(bisect_left(self._timeline, (before, -1)) - 1, -1, -1):
            place, number = self._timeline[at]
            if place < floor:
                return None
            if fits(self.entities[number]):
                return number
        return None

    def between(self, start: int, end: int) -> list[tuple[int, int]]:
        """The mentions in `start..end` as (offset, number), in order."""
        return self._timeline[
            bisect_left(self._timeline, (start, -1)) : bisect_left(self._timeline, (end, -1))
        ]


def normal_key(name: str) -> str:
    """What two ways of writing the same name or description have in common."""
    words = _SPACE_RE.sub(" ", name).strip(" ,.").lower().replace("’", "'").split()
    while words and words[0] in {"the", "a", "an", "its", "that", "this", "those", "these"}:
        words.pop(0)
    return " ".join(words).removesuffix("'s")


def is_human(entity: Entity, gender: Gender) -> bool:
    """Whether the source is one person, and may be of that gender."""
    if entity.plural or entity.key.startswith("?") or (gender and entity.gender and gender != entity.gender):
        return False
    if entity.kind == "person":
        return True
    sources = lexicon("sources")
    # Trades have no end ("a signaller"): a single unnamed source is somebody unless its noun is a thing.
    return entity.kind == "unnamed" and not entity.heads & (sources["documents"] | sources["organisations"])


def called_among(entity: Entity, names: Collection[str]) -> str:
    """Which of `names` a person bears, with an office in front or not; `""` for none."""
    if entity.kind != "person":
        return ""
    return next((key for key in names if f" {entity.key}".endswith(f" {key}")), "")
