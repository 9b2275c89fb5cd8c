"""Part of the source stage: somebody out of a group that the article knows: "one of them", "the other"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allegedly.analysis import SourceKind
from allegedly.article import Span
from allegedly.phrases import lexicon
from allegedly.stages.definites import another
from allegedly.stages.mentions import Mention, read_mention
from allegedly.stages.registry import REACH, Entity
from allegedly.stages.surveys import answered

if TYPE_CHECKING:
    from allegedly.stages.continuation import Continuation

_PART_RE = re.compile(
    r"\s*(?P<count>one|two|three|four|five|some|several|many|most|another)\s+of\s+(?P<group>them\b|the\s|these\s|those\s)",
    re.IGNORECASE,
)
_PART_NAME_RE = re.compile(
    r"(?:several|some|many|most|half|one|another|two|three|four|five)(?:\s+of\s|$)", re.IGNORECASE
)
_PART_OF_RE = re.compile(
    r"(?:(?:several|some|many|most|one|another|two|three|four|five) of (?:the )?)+", re.IGNORECASE
)
_IN_ORDER_RE = re.compile(r"the (?:first|second|third|fourth|other)(?=\W|$)", re.IGNORECASE)
_NUMBERS = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "the"})
_ONE = frozenset({"one", "another", "a second", "a third", "a fourth", "a fifth", "a sixth"})
_NOT_RE = re.compile(r" \w+n['’]t\b")
_PAPERS = frozenset({"document", "e-mail", "email", "file", "letter", "memo", "message", "note", "text"})
SHARES = _ONE | {"several", "some", "many", "most", "two", "three", "four"}
"""By themselves these are some of whoever has just spoken."""


def part(reading: Continuation, span: Span, speaker: int | None, depth: int) -> int | None:
    """Somebody out of a group that the article knows: "one of them" is one of its two inspectors.

    Or a share of those who answered a survey, whose word it is: "one in six".
    """
    match = _PART_RE.match(reading.text, span.start, span.end)
    if match is None:
        return answered(reading, span)
    comma = reading.text.find(",", match.end(), span.end)
    if comma >= 0:  # "one of them, the retailer Sportland, said"
        apposed = read_mention(reading.text, Span(comma + 1, span.end), reading.names)
        if apposed is not None and apposed.form == "name":
            return reading.named(apposed)
    end = comma if comma >= 0 else span.end  # "one of the three, | a former member of the team"
    group = reading.read(Span(match.start("group"), end), speaker, depth + 1)
    if group is None or not reading.registry[group].plural or reading.registry[group].key.startswith("?"):
        return None
    known = reading.registry[group]
    if known.kind not in {"unnamed", "collective"}:
        return None
    count = match["count"].lower()
    noun = reading.text[match.end("group") : end].strip().lower()
    first = known.name.partition(" and ")[0]  # "one of the consultants", of "three consultants and a clerk"
    name = first if noun and first.lower().endswith(f" {noun}") else known.name
    name = _PART_OF_RE.sub("", name)  # "two of the sources", of whom two spoke already
    return reading.registry.put(
        "unnamed",
        f"{count} of {_as_group(name, counted=count in _ONE)}",
        span,
        head=next(iter(sorted(known.heads)), ""),
        plural=count not in _ONE,
    )


def share(reading: Continuation, mention: Mention) -> int | None:
    """Some of the group that has just spoken, if one has: "several said" behind "residents claim"."""
    before = mention.span.start
    here = reading.sentence_at(before).span.start
    own = [s for s, plural in reading.people_in(here, before) if plural]
    group = None
    if own and not reading.is_quoted(own[0].start):  # "residents were relieved, but several questioned it"
        group = reading.read(own[0], None, 3)
    floor = _floor(reading, before, 2)
    if group is None or not _is_group(reading.registry[group]):
        group = reading.registry.recent(before, _is_group, floor)
    count = mention.core.slice(reading.text).lower()
    more = count == "another" or count.startswith("a ")
    papers = None if own else _opened(reading, before)
    if papers is not None and (group is None or not _is_group(reading.registry[papers])):
        group, more = papers, False
    if group is None or (more and _spoke_since(reading, group, before, floor)):
        return another(reading, mention, floor) if more else reading.fresh(mention)
    known = reading.registry[group]
    called = "another" if count.startswith("a ") else count  # and not a third of them
    name = f"{called} of {_as_group(known.name, counted=False)}"
    kind: SourceKind = "unnamed" if count in _ONE else known.kind
    head = min(known.heads, default="")
    return reading.registry.put(kind, name, mention.span, head=head, plural=count not in _ONE)


def _opened(reading: Continuation, before: int) -> int | None:
    """The people or the papers that open the sentence before.

    "Insiders shrug. "We knew," says | one"; "Emails show it. | One | calls it a tip".

    They need not have spoken, but must be several and new: no "the".
    """
    last = next((s for s in list(reading.back(before, 2))[1:]), None)
    if last is None or last.block.paragraph != reading.sentence_at(before).block.paragraph:
        return None
    end = reading.phrase_end(last.span.start)
    shortened = _NOT_RE.search(reading.text, last.span.start, end)  # "Insiders | aren't surprised"
    span = Span(last.span.start, end if shortened is None else shortened.start())
    first = read_mention(reading.text, span, reading.names) if len(span) else None
    part_of = _PART_NAME_RE.match(reading.text, span.start, span.end)
    if part_of or first is None or not first.plural or first.form != "description":
        return None
    papers = first.head in _PAPERS
    return reading.read(span, None, 3) if papers or first.kind in {"unnamed", "collective"} else None


def _spoke_since(reading: Continuation, group: int, before: int, floor: int) -> bool:
    """Whether one of another trade spoke behind the group: "two aides said. One trader said. | Another |"."""
    registry = reading.registry
    one = registry.recent(before, lambda e: e.kind == "unnamed" and not e.plural and bool(e.heads), floor)
    if one is None or _PART_NAME_RE.match(registry[one].name) or registry[one].heads & registry[group].heads:
        return False
    last = [max(m.start for m in registry[n].mentions if m.start < before) for n in (one, group)]
    return registry[one].name.lower().startswith(("a ", "an ", "one ")) and last[0] > last[1]


def in_order(reading: Continuation, mention: Mention) -> int | None:
    """The second or the other of the group that spoke last: "The second disputed that", "the other clerk"."""
    found = _IN_ORDER_RE.match(reading.text, mention.span.start)
    if found is None:
        return None
    before = mention.span.start
    group = reading.registry.recent(before, _is_group, _floor(reading, before, REACH))
    if group is None or reading.registry[group].kind != "unnamed":
        return None
    known = reading.registry[group]
    noun = reading.text[found.end() : mention.core.end].strip().lower()
    if noun and (noun not in known.heads or known.name.partition(" ")[0].lower() not in _NUMBERS - {"the"}):
        return None  # "the second | official" of "two officials", and of no others
    name = f"{found[0].lower()} of {_as_group(known.name, counted=True)}"
    return reading.registry.put("unnamed", name, mention.span, head=min(known.heads))


def _floor(reading: Continuation, before: int, sentences: int) -> int:
    """Where the sentence begins that stands so many before the one of an offset."""
    return min((s.span.start for s in reading.back(before, sentences + 1)), default=before)


def _is_group(entity: Entity) -> bool:
    """Whether people speak as a group of which more may be said; a part of a group is none."""
    described = entity.kind in {"unnamed", "collective"} and bool(entity.heads)
    return entity.plural and described and not _PART_NAME_RE.match(entity.name)


def _as_group(name: str, *, counted: bool) -> str:
    """A group as one speaks of a part of it: "two inspectors" stays, "some survivors" is "the survivors"."""
    first, _, rest = name.partition(" ")
    grammar = lexicon("grammar")
    if first.lower() not in grammar["determiners"]:
        return f"the {name}"
    return name if rest == "" or (counted and first.lower() in _NUMBERS) else f"the {rest}"
