"""A newsletter issue of several articles: a brief of each, and each claim of the issue told once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from allegedly.analysis import Analysis, Source
from allegedly.article import printable
from allegedly.briefing import Briefing, Digest, Elsewhere, Entry, Item, Section, SectionKind
from allegedly.claims import Claim, claims, names_in
from allegedly.compose import SECTIONS, compose
from allegedly.config import Options
from allegedly.crosscheck import crosscheck
from allegedly.descriptions import origin, short
from allegedly.errors import InputError, OptionError, VerificationError
from allegedly.keys import Key
from allegedly.pipeline import salience_of
from allegedly.sayings import say
from allegedly.verify import verify

ISSUE_WORDS = 720
"""Item words of a whole issue: with notices and headings about 1,300 words, a coffee's reading."""

FEWEST_WORDS, MOST_WORDS = 90, 200
"""What each brief of an issue may have at least, so that its lead always fits, and at most: a digest points
to an article, and does not stand in for a brief of a page."""

SHARED_NAMES = 2
"""So many names must two articles share before a claim of one is looked for in the other."""

_PARAGRAPH_RE = re.compile(r"\n[ \t\r]*\n\s*")


@dataclass(frozen=True, slots=True)
class _Page:
    """One article of the issue: its claims, and which of them an earlier brief tells, by its number."""

    number: int
    analysis: Analysis
    claims: tuple[Claim, ...]
    names: frozenset[str]
    told: dict[tuple[int, SectionKind], int] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """How another brief calls this one."""
        outlet = printable(self.analysis.article.outlet or "")
        return say("digest", "place" if outlet else "place_unnamed", outlet=outlet, brief=self.number)


def digest(
    analyses: Sequence[Analysis],
    *,
    title: str,
    intro: str = "",
    words: int | None = None,
    ranker: str = "house",
) -> Digest:
    """A verified issue of a brief for each of the articles `analyses`, in their order.

    What two briefs would tell under the same heading in the same words is told by the first; its notice names
    the other outlet and whose word it is there. An allegation stays one, whatever another article makes
    of it: the notice says where it is on the record or told as fact. `intro` is the editor's own text,
    paragraphs parted by blank lines. `words` bounds the items of each brief; by
    default the issue's length is shared.

    Raises `InputError` without an article, `OptionError` for a title of nothing, an unknown ranker or a
    number of words that is not positive, and `VerificationError` as `brief` does.
    """
    if not analyses:
        raise InputError("there is no article to make an issue of")
    if not printable(title):
        raise OptionError("the title of the issue is empty")
    if words is not None and words < 1:
        raise OptionError(f"the number of words must be at least 1, not {words}")
    bound = words or _share(analyses)
    pages = [_Page(n, a, claims(a), names_in(a)) for n, a in enumerate(analyses, start=1)]
    table = _Table(pages)
    entries = []
    for page in pages:
        table.mark(page)
        options = Options(bound, ranker)
        briefing = compose(
            page.analysis, options, salience_of(page.analysis, ranker), told=frozenset(page.told)
        )
        briefing = _with_others(briefing, page, table)
        _verify(briefing, page, bound)
        entries.append(Entry(page.number, _origin(page.analysis), briefing, _last(briefing, page, pages)))
    made = Digest(
        title=printable(title),
        intro=tuple(p for part in _PARAGRAPH_RE.split(intro) if (p := printable(part))),
        contents=say("digest", "contents"),
        notice=say("digest", "notice"),
        entries=tuple(entries),
        sources_heading=say("digest", "sources"),
        sources=tuple(_sources(entries, pages)),
    )
    crosscheck(made, analyses)
    return made


def checks(issue: Digest, analyses: Sequence[Analysis], words: int | None = None) -> tuple[str, ...]:
    """What holds of an issue that `digest` made of `analyses`, one line for each check.

    Raises `VerificationError`.
    """
    bound = words or _share(analyses)
    held: dict[str, None] = {}
    for entry, analysis in zip(issue.entries, analyses, strict=True):
        held |= dict.fromkeys(verify(entry.briefing, analysis, bound))
    return (*(f"in each brief, {line}" for line in held), *crosscheck(issue, analyses))


def _share(analyses: Sequence[Analysis]) -> int:
    """The item words that each brief of the issue may have."""
    return min(MOST_WORDS, max(FEWEST_WORDS, ISSUE_WORDS // len(analyses)))


def _verify(briefing: Briefing, page: _Page, words: int) -> None:
    try:
        verify(briefing, page.analysis, words)
    except VerificationError as error:
        raise VerificationError(f"in brief {page.number}, {error}") from error


class _Table:
    """Every claim of the issue by its key, and which brief tells it."""

    def __init__(self, pages: Sequence[_Page]) -> None:
        self.pages = pages
        self.by_key: dict[Key, list[tuple[_Page, Claim]]] = defaultdict(list)
        self.by_head: dict[Key, list[tuple[_Page, Claim]]] = defaultdict(list)
        self.teller: dict[tuple[Key, SectionKind], list[_Page]] = defaultdict(list)
        for page in pages:
            for claim in page.claims:
                self.by_key[claim.key].append((page, claim))
                for head in claim.heads:
                    self.by_head[head].append((page, claim))

    def mark(self, page: _Page) -> None:
        """Nothing; afterwards `page.told` has what the briefs before it tell already."""
        for claim in page.claims:
            tellers = self.teller.get((claim.key, claim.section), ())
            first = next((p for p in tellers if _same_affair(p, page)), None)
            if first is not None and claim.whole:
                page.told[claim.judgement, claim.section] = first.number

    def tell(self, page: _Page, claim: Claim) -> None:
        """Nothing: the brief of `page` has the claim in it, and with it what its openings say."""
        for key in (claim.key, *claim.heads):
            self.teller[key, claim.section].append(page)

    def others(self, page: _Page, claim: Claim) -> Iterator[tuple[_Page, Claim]]:
        """The other articles that have the claim, each once and by its firmest word for it.

        One that has only an opening of the claim is among them when it has that under the same heading.
        """
        found = [
            (p, c)
            for key in (claim.key, *claim.heads)
            for p, c in self.by_key.get(key, ())
            if c.section == claim.section and c.whole
        ]
        if claim.section == "allegations":
            firm = (*self.by_key[claim.key], *self.by_head.get(claim.key, ()))
            found += [(p, c) for p, c in firm if c.section == "facts"]
        best: dict[int, tuple[_Page, Claim]] = {}
        for other, said in found:
            if other is page or not _same_affair(page, other):
                continue
            known = best.get(other.number)
            if known is None or _FIRMNESS[said.sourcing] > _FIRMNESS[known[1].sourcing]:
                best[other.number] = (other, said)
        for number in sorted(best):
            yield best[number]


_FIRMNESS = {"furniture": 0, "allegation": 0, "fact": 1, "on-record": 2}
"""Which of several statements of one article a notice names: one with a name behind it first."""


def _same_affair(one: _Page, other: _Page) -> bool:
    return len(one.names & other.names) >= SHARED_NAMES


def _with_others(briefing: Briefing, page: _Page, table: _Table) -> Briefing:
    """The brief with what other articles have of its claims, and the short notices of a digest."""
    sections = []
    for section in briefing.sections:
        items = tuple(_with_other(item, section.kind, page, table) for item in section.items)
        notice = say("digest", section.kind) if items else section.notice
        numbers = {n for (_, kind), n in page.told.items() if kind == section.kind}
        if not items and numbers:
            notice = say(
                "digest", "told", place=" and ".join(table.pages[n - 1].place for n in sorted(numbers))
            )
        sections.append(Section(section.kind, section.heading, notice, items))
    return replace(briefing, sections=tuple(sections))


def _with_other(item: Item, kind: SectionKind, page: _Page, table: _Table) -> Item:
    """The item, with the other articles that have its claim. Only an item of one claim can have any."""
    claim = _claim_of(item, kind, page)
    if claim is None:
        return item
    table.tell(page, claim)
    return replace(
        item,
        elsewhere=tuple(
            Elsewhere(other.number, said.sourcing, said.spans, _stop(_said_elsewhere(claim, other, said)))
            for other, said in table.others(page, claim)
        ),
    )


def _claim_of(item: Item, kind: SectionKind, page: _Page) -> Claim | None:
    """The one claim that the item carries; None when it has several sentences, or more than the claim."""
    touched = {
        i
        for i, j in enumerate(page.analysis.judgements)
        if j.sourcing != "furniture" and any(s.overlaps(j.span) for s in item.spans)
    }
    if len(touched) != 1:
        return None
    return next((c for c in page.claims if c.judgement in touched and c.section == kind and c.whole), None)


def _said_elsewhere(claim: Claim, other: _Page, said: Claim) -> str:
    """What the notice of `claim` says of the same claim in another article."""
    place = other.place
    if said.key in claim.heads:  # it has less: nobody is credited with the rest
        place = say("digest", "part", place=place)
    source = said.source
    if said.sourcing == "allegation":
        if source is None or not source.name:
            return say("digest", "same_nobody", place=place)
        return say("digest", "same_unnamed", place=place, source=_uncapped(origin(source)))
    named = "" if source is None or not _stands_alone(source) else short(source.name)
    if claim.sourcing == "allegation":
        if said.sourcing == "fact":
            return say("digest", "as_fact", place=place)
        return say("digest", "on_record" if named else "on_record_nobody", place=place, source=named)
    if said.sourcing == claim.sourcing and (said.sourcing == "fact" or _alike(said.source, claim.source)):
        return say("digest", "same", place=place)
    if said.sourcing == "fact":
        return say("digest", "same_own", place=place)
    return say("digest", "same_record" if named else "same", place=place, source=named)


def _stands_alone(source: Source) -> bool:
    """Whether the name says who it is away from its article: not "its accounts", not "minister"."""
    return _is_proper(source) or source.name.lower().startswith(("the ", "a ", "an "))


def _alike(one: Source | None, other: Source | None) -> bool:
    return one is not None and other is not None and one.name.casefold() == other.name.casefold()


def _uncapped(text: str) -> str:
    """A wording that opens a notice, fit to go on behind a comma."""
    return text[:1].lower() + text[1:] if text.startswith(("Attributed", "Hearsay", "The ")) else text


def _stop(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", '."')) else f"{text}."


def _origin(analysis: Analysis) -> str:
    article = analysis.article
    return " · ".join(printable(part) for part in (article.outlet, article.published) if part)


def _last(briefing: Briefing, page: _Page, pages: Sequence[_Page]) -> str:
    """What the brief leaves out, and what another brief tells."""
    left = briefing.omitted
    parts = [say("sources", f"left_{kind}", count=left[kind]) for kind in SECTIONS if left[kind]]
    lines = [say("digest", "left", parts=parts) if parts else say("digest", "left_nothing")]
    told: dict[tuple[int, SectionKind], int] = defaultdict(int)
    for (_, kind), number in page.told.items():
        told[number, kind] += 1
    for (number, kind), count in sorted(
        told.items(), key=lambda pair: (pair[0][0], SECTIONS.index(pair[0][1]))
    ):
        lines.append(say("digest", f"told_{kind}", place=pages[number - 1].place, count=count))
    return " ".join(lines)


def _sources(entries: Iterable[Entry], pages: Sequence[_Page]) -> Iterator[str]:
    """A line for each sort of source behind the items of the issue, each source with its briefs' numbers."""
    found: dict[str, dict[tuple[str, int], tuple[str, set[int]]]] = {sort: {} for sort in _SORTS}
    nobody: list[int] = []
    items = [(e.number, i) for e in entries for section in e.briefing.sections for i in section.items]
    # Where a claim is told once for two articles, it rests on the sources of both.
    told = [(e.brief, replace(i, spans=e.spans, sourcing=e.sourcing)) for _, i in items for e in i.elsewhere]
    for number, item in (*items, *told):
        behind = list(_behind(item, pages[number - 1].analysis))
        if item.sourcing == "allegation" and not any(sort == "unnamed" for sort, *_ in behind):
            nobody.append(number)
        for sort, name, is_proper in behind:
            # "The ministry" of two articles may be two ministries: only a proper name is one source.
            key = (name.casefold(), 0 if is_proper else number)
            found[sort].setdefault(key, (name, set()))[1].add(number)
    for sort, names in found.items():
        numbered = [say("digest", "numbered", source=name, briefs=sorted(n)) for name, n in names.values()]
        if numbered:
            yield say("digest", sort, names=numbered)
    if nobody:
        yield say("digest", "hearsay", count=len(nobody), briefs=sorted(set(nobody)))


_SORTS = ("own", "record", "relaying", "unnamed")


def _behind(item: Item, analysis: Analysis) -> Iterator[tuple[str, str, bool]]:
    """Each source of an item: its sort, its name, and whether that is a proper name."""
    if item.sourcing == "fact":
        outlet = printable(analysis.article.outlet or "")
        yield "own", outlet or say("digest", "outlet_unnamed"), True
        return
    for attribution in analysis.attributions:
        framing = (*attribution.source, *attribution.cue, *attribution.content)
        if attribution.by is None or not any(s.overlaps(x) for s in item.spans for x in framing):
            continue
        source = analysis.sources[attribution.by]
        if source.name and source.is_identified == (item.sourcing == "on-record"):
            yield "record" if source.is_identified else "unnamed", short(source.name), _is_proper(source)
        for index in attribution.chain:
            if (relay := analysis.sources[index]).name:
                yield "relaying", short(relay.name), _is_proper(relay)


def _is_proper(source: Source) -> bool:
    """Whether the name alone says who it is in any article: a person's in full, or that of a body."""
    words = source.name.split()
    capitals = sum(1 for word in words if word[:1].isupper())
    return (
        source.is_identified and words[0][:1].isupper() and capitals >= (2 if source.kind == "person" else 1)
    )
