"""Who stands behind each attribution: kind, name, chain and ground rule, whoever found the spans."""

from __future__ import annotations

import re
from bisect import bisect_right

from allegedly.analysis import IDENTIFIED, SIGNED, TURN, Attribution, Found, Source
from allegedly.article import Article, Sentence, Span
from allegedly.stages.continuation import Continuation
from allegedly.stages.ground import SOMEBODY_RE, gives_reason, grounds
from allegedly.stages.kinds import FORUMS
from allegedly.stages.papers import named_outlet
from allegedly.stages.publishing import published
from allegedly.stages.registry import Entity, Registry, normal_key
from allegedly.stages.tellers import first_tellers, settled_at_cue, speaker_inside

_Link = tuple[int | None, tuple[int, ...]]
"""The weakest link of an attribution, and the sources that relay it, outermost first."""

_HEARSAY_RE = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|purportedly|apparently|alleged|rumou?rs?|rumou?red|speculation"
    r"|hearsay|reported|believed|thought|understood|claimed|suspected|accused|accusations?|allegations?|claims?"
    r"|reports?|presumed|tipped|emerged|charges?|suggestions?|suspicions?|assertions?|complaints?|said)\b",
    re.IGNORECASE,
)
_AGE_RE = re.compile(r", (?:\d{1,3}, )?")  # between a name and its cue
_RELAY_RE = re.compile(r",?\s+(?:quoted|cited|interviewed|contacted)\s+(?:in|by|on)\s+", re.IGNORECASE)
_TOLD_RE = re.compile(
    r"\b(?:told|tells|telling|tell|informed|(?:spoke|speaking|speaks|talking|talked)\s+(?:to|with)"
    r"|interview\s+(?:with|on)|quoted\s+by|cited\s+by)\s+",
    re.IGNORECASE,
)
_CONTINUES_RE = re.compile(r"(?:[Tt]he\s+[a-z]+|[Ii]t)[\s,]*")
_AS_SAYING_RE = re.compile(r"[^.;]*? as (?:saying|telling)\b")
_HEARD_RE = re.compile(
    r"(?:(?:has|had|have)\s+been|was|were)\s+(?:\w+ly\s+)?(?:advised|informed|notified|told|warned)\b"
)
_CITES_RE = re.compile(r"\s*,?\s+(?:citing|quoting|which\s+(?:cited|quoted))\s+")
_CITING_SOURCES_RE = re.compile(r", (?:citing|quoting) (?:\w+ ){0,2}?(?:insiders|officials|people|sources)\b")
_CITER_RE = re.compile(
    r"\b(?:aide|diplomat|insider|officer|official|person|source|witness)s?(?P<who>(?: [A-ZÀ-Þ][\w'’-]+)+)"
    r"(?P<cited> (?:cited|interviewed|quoted))?$"
)
_RELAYS_RE = re.compile(r",?\s+(?:citing|quoting)\s")
_CITING_RE = re.compile(
    r"\b(?:citing|quoting|quoted|cited|quotes|cites|according\s+to"
    r"|attribut(?:ed|es|ing)\s+(?:[\w’'-]+\s+){1,4}?to)\s+(?:an?\s+[\"“‘'](?=\w))?",
    re.IGNORECASE,
)

_AS_WELL_RE = re.compile(r",? as well as ")
_SO_CALLED_RE = re.compile(
    r"[\w -]{2,30}[\"”’'] (?P<who>(?:[\w-]+ ){0,2}?(?:source|official|aide|insider|diplomat|person)s?)\b"
)
"""Whom an outlet calls something in quotation marks: an "informed | source"."""


def source(
    article: Article, sentences: tuple[Sentence, ...], found: tuple[Found, ...]
) -> tuple[tuple[Source, ...], tuple[Attribution, ...]]:
    """The article's sources in order of first mention, and an attribution for each of `found`, in its order.

    Works on spans alone, whoever found them. A pronoun that nothing in the article resolves stays nobody's.
    `Attribution.by` is the weakest link of a chain, except that a named person or body who relays others
    vouches for them; it is `None` when there is neither a source nor a word of hearsay.
    """
    if not sentences:
        return (), tuple(
            Attribution(f.source, f.cue, f.content, None, (), f.rule, f.probability) for f in found
        )
    registry = Registry()
    reading = Continuation(article, sentences, registry)
    links: dict[int, _Link] = {}
    settled = tuple(settled_at_cue(reading, one) for one in first_tellers(article.text, found))
    speakers = _Speakers(settled)
    earlier: list[tuple[int, _Link]] = []
    for number in sorted(range(len(settled)), key=lambda n: _place(settled[n])):
        one = settled[number]
        links[number] = _link(reading, one, speakers.around(one, links), earlier)
        earlier.append((_place(one)[0], links[number]))
    _relay(settled, links, registry)
    _settle_grounds(reading, registry)
    kept = tuple(one if now.source else now for one, now in zip(found, settled, strict=True))
    return _finished(kept, links, registry)


class _Speakers:
    """Whose words surround a place: the attribution in whose content it stands."""

    def __init__(self, found: tuple[Found, ...]) -> None:
        spans = [(span.start, span.end, number) for number, one in enumerate(found) for span in one.content]
        self._spans = sorted(spans)
        self._starts = [start for start, _, _ in self._spans]

    def around(self, one: Found, links: dict[int, _Link]) -> int | None:
        """The source, if already known, of the innermost content around the source of `one`."""
        if not one.source:
            return None
        offset = one.source[0].start
        at = bisect_right(self._starts, offset) - 1
        for start, end, number in reversed(self._spans[max(0, at - 8) : at + 1]):
            if start <= offset < end and number in links:
                return links[number][0]
        return None


def _relayed_before(
    reading: Continuation, by: int, span: Span, earlier: list[tuple[int, _Link]]
) -> _Link | None:
    """The chain that an outlet opened just before and goes on with: "Kapital, citing …. The paper said …".

    An outlet that is named again speaks for itself.
    """
    if reading.registry[by].kind != "outlet" or not _CONTINUES_RE.fullmatch(span.slice(reading.text)):
        return None
    floor = next((s.span.start for s in list(reading.back(span.start, 3))[-1:]), 0)
    for place, (weakest, chain) in reversed(earlier[-3:]):
        if (
            by in chain
            and place >= floor
            and weakest is not None
            and not _identified(reading.registry[weakest])
        ):
            return weakest, chain
    return None


def _link(reading: Continuation, one: Found, speaker: int | None, earlier: list[tuple[int, _Link]]) -> _Link:
    if not one.source:
        return _hearsay(reading, one), ()
    span = _joined(one.source)
    if one.rule in {SIGNED, TURN}:
        return _labelled(reading, one, span), ()
    sentence = reading.sentence_at(span.start).span
    chain: list[int] = []
    relay = _RELAY_RE.search(reading.text, span.start, max(sentence.end, span.end))
    # Not "who, like others quoted in this article".
    own = relay is not None and reading.text.startswith("this ", relay.end())
    if relay is not None and not own and span.start < relay.start() <= span.end:
        outlet = reading.read(Span(relay.end(), reading.phrase_end(relay.end())))
        span = Span(span.start, relay.start())
        if outlet is not None and reading.registry[outlet].kind in {"outlet", "document"}:
            chain.append(outlet)
    span = _without_citer(reading, one, span)
    if (cites := _citing_itself(reading, span)) is not None:
        return cites
    by = reading.read(_with_name(reading, one, span), speaker)
    if by is None:
        cited = _cited(reading, one, sentence)  # "Broadcasters quoted an informed source as saying"
        return cited, ()
    if _only_told(reading, one, by):
        return reading.registry.put("hearsay", "", one.cue[0]), ()  # by whom they were, nobody says
    by = published(reading, one, span, by)
    if (before := _relayed_before(reading, by, span, earlier)) is not None:
        return before
    cited = _cited(reading, one, sentence) if _may_cite(reading, one, by, sentence) else None
    cited = speaker_inside(reading, one, by) if cited is None else cited
    if cited is not None and cited != by:
        return cited, (*chain, by)
    if not chain and (outlet := _relaying(reading, one, sentence)) is not None:
        chain.append(outlet)
    if not chain and (channel := _channel(reading, one, sentence)) is not None:
        chain.append(channel)
    return by, tuple(number for number in chain if number != by)


def _only_told(reading: Continuation, one: Found, by: int) -> bool:
    """Whether unnamed people are not who tells it: "Three senators | were told in writing | that"."""
    told = _HEARD_RE.match(reading.text, one.cue[0].start) if one.cue else None
    hears = told is not None and one.source[-1].end <= one.cue[0].start
    forum = not reading.registry[by].heads.isdisjoint(FORUMS)
    return hears and not forum and reading.registry[by].kind in {"unnamed", "collective"}


def _labelled(reading: Continuation, one: Found, span: Span) -> int:
    """Who signs a letter or answers in an interview, by the name alone."""
    name = span.slice(reading.text)
    who = reading.registry.put("person", name.title() if name.isupper() else name, span)
    return reading.registry.see(who, one.content[0])


def _without_citer(reading: Continuation, one: Found, span: Span) -> Span:
    """The source without who had it from there: "The US official | Abarbanel | cited said"."""
    cue = one.cue[0].slice(reading.text).lower() if one.cue else ""
    behind = _CITER_RE.search(reading.text, span.start, span.end)
    cited = cue.startswith(("cited ", "quoted ", "interviewed "))
    return Span(span.start, behind.start("who")) if behind and (cited or behind["cited"]) else span


def _citing_itself(reading: Continuation, span: Span) -> _Link | None:
    """The chain that the source's own words hold: "The daily Kapital , | citing people …|, said"."""
    inside = _CITES_RE.search(reading.text, span.start, span.end + 1)
    if (
        inside is None
        or inside.start() == span.start
        or gives_reason(reading.text, span.start, inside.end() - 1)
    ):
        return None
    outlet = reading.read(Span(span.start, inside.start()))
    cited = reading.read(Span(inside.end(), reading.phrase_end(inside.end())))
    if cited is None or cited == outlet:
        return None
    return cited, () if outlet is None else (outlet,)


def _may_cite(reading: Continuation, one: Found, by: int, sentence: Span) -> bool:
    """Whether who tells it passes it on: an outlet does, and whoever is said to be "citing sources"."""
    if reading.registry[by].kind == "outlet" or _cites(reading, one):
        return True
    end = max((s.end for s in one.cue), default=sentence.start)
    return _CITING_SOURCES_RE.search(reading.text, end, sentence.end) is not None


def _with_name(reading: Continuation, one: Found, span: Span) -> Span:
    """The source with the name between it and its cue: "The accused|, Sohel Rana,| told the court".

    Or the name alone that ends it: "A farmer who backed the last mayor, | Hobard | said".
    """
    for name in reading.names.between(span.start + 1, span.end):
        ends = name.kind == "person" and " " not in name.key and name.whole.end == span.end
        ends = ends and not any(" " in n.key for n in reading.names.between(span.start, name.whole.start))
        who = " who " in span.slice(reading.text)
        before = reading.text[name.whole.start - 6 : name.whole.start]  # not "by his middle name, Ray"
        if ends and who and before.endswith(", ") and before != "name, ":
            return name.whole
    cue = one.cue[0].start if one.cue else span.start
    for name in reading.names.between(span.end, cue) if span.end < cue else ():
        before, behind = reading.text[span.end : name.whole.start], reading.text[name.whole.end : cue]
        if before == ", " and _AGE_RE.fullmatch(behind) and " " in name.key:
            return Span(span.start, name.whole.end)
    return span


def _joined(spans: tuple[Span, ...]) -> Span:
    """The source as one span where its parts touch, else its first part."""
    end = spans[0].end
    for span in spans[1:]:
        if span.start - end > 3:
            break
        end = span.end
    return Span(spans[0].start, end)


def _hearsay(reading: Continuation, one: Found) -> int | None:
    spans = one.cue or one.content
    cue = " ".join(span.slice(reading.text) for span in one.cue)
    if spans and (one.rule.startswith("hearsay") or _HEARSAY_RE.search(cue)):
        return reading.registry.put("hearsay", "", spans[0])
    return None


def _cited(reading: Continuation, one: Found, sentence: Span) -> int | None:
    """Whom an outlet quotes in the same sentence: "Kapital reported, citing people close to the inquiry"."""
    opening = _CITING_RE.match(reading.text, sentence.start)  # "Citing two people …, Kapital said"
    start = sentence.start if opening else one.source[0].start
    for match in _CITING_RE.finditer(reading.text, start, sentence.end):
        if gives_reason(reading.text, sentence.start, match.end() - 1):
            continue
        quoted = _SO_CALLED_RE.match(reading.text, match.end(), sentence.end)
        if quoted:
            return reading.read(Span(*quoted.span("who")))
        end = reading.phrase_end(match.end())
        if end > match.end():
            cited = reading.read(Span(match.end(), end))
            too = _AS_WELL_RE.match(reading.text, end, sentence.end)
            people = None if too is None else reading.read(Span(too.end(), reading.phrase_end(too.end())))
            known = people is not None and reading.registry[people].kind in {"collective", "unnamed"}
            return people if known else cited  # "an internal report | as well as people familiar with it"
    return None


def _cites(reading: Continuation, one: Found) -> bool:
    """Whether the cue says that the source passes on what others told it, whatever kind of body it is.

    Or the words between source and cue: "Bantayog, | quoting a Palace insider, | reported".
    """
    between = reading.text[one.source[-1].end : one.cue[0].start] if one.cue else ""
    if _RELAYS_RE.match(between):
        return True
    end = max((s.end for s in one.cue), default=0)
    saying = _AS_SAYING_RE.search(reading.text, end, end + 120) is not None
    cues = {"citing", "quoting"} | ({"cited", "quoted", "cites", "quotes"} if saying else set())
    cited = (s for s in one.cue if s.slice(reading.text).lower().split()[-1] in cues)
    opens = reading.sentence_at(one.source[0].start).span.start
    return any(not gives_reason(reading.text, opens, s.end) for s in cited)


def _relaying(reading: Continuation, one: Found, sentence: Span) -> int | None:
    """The outlet that opens the sentence in which it is the one who cites: "Kapital reported, citing …"."""
    cue = one.cue[0].slice(reading.text).lower() if one.cue else ""
    before = reading.text[max(0, one.source[0].start - 12) : one.source[0].start].lower().split()[-1:]
    if cue not in {"citing", "quoting", "as saying"} and before not in (["citing"], ["quoting"]):
        return None
    return named_outlet(reading, sentence.start)


def _channel(reading: Continuation, one: Found, sentence: Span) -> int | None:
    """The outlet that a source spoke to, when the cue says so and it is another one: "told Reuters"."""
    start = min((s.start for s in one.cue), default=one.source[-1].end)
    end = max((s.end for s in one.cue), default=one.source[-1].end)
    for match in _TOLD_RE.finditer(reading.text, max(start, sentence.start), sentence.end):
        if match.start() > end + 4:
            return None
        outlet = named_outlet(reading, match.end())
        own = outlet is not None and normal_key(reading.registry[outlet].name) in reading.own_outlets
        return None if own else outlet
    return None


def _relay(found: tuple[Found, ...], links: dict[int, _Link], registry: Registry) -> None:
    """Chains an outlet to the unidentified source in its words: "…, an official said, according to SPA"."""
    places = sorted((one.source[0].start, number) for number, one in enumerate(found) if one.source)
    starts = [start for start, _ in places]
    for outer, one in enumerate(found):
        by, chain = links[outer]
        if by is None or registry[by].kind != "outlet":
            continue
        for span in one.content:
            inside = places[bisect_right(starts, span.start - 1) : bisect_right(starts, span.end)]
            for _, inner in inside:
                below, relayed = links[inner]
                if inner == outer or below is None or below == by or registry[below].kind in IDENTIFIED:
                    continue
                if any(a.overlaps(b) for a in one.content for b in found[inner].content):
                    links[outer] = (below, (*chain, by))
                    links[inner] = (below, relayed if by in relayed else (by, *relayed))
                    break


def _settle_grounds(reading: Continuation, registry: Registry) -> None:
    """Gives each ground rule to the unidentified source next to it, else to the last one before."""
    for ground in grounds(reading.text, reading.sentences):
        span = reading.sentences[ground.sentence].span
        here = [(p, n) for p, n in registry.between(span.start, span.end) if not _identified(registry[n])]
        before = [number for place, number in here if place < ground.rule.start]
        own = [n for _, n in here if any(m.contains(ground.rule) for m in registry[n].mentions)]
        relative = reading.text[span.start : ground.rule.start].rstrip().lower().endswith(" who")
        behind = [] if relative else [n for _, n in here]  # "The four others, who asked …, met a lawyer"
        number = (own + before[::-1] + behind + [None])[0]  # "one of the three, who asked …"
        if number is None and SOMEBODY_RE.search(reading.text, span.start, ground.rule.start) is None:
            number = _gone_on(
                reading, registry, Span(span.start, ground.rule.start), ground.rule.slice(reading.text)
            )
        if number is None:
            continue
        entity = registry[number]
        entity.ground_rule = entity.ground_rule or ground.rule
        entity.reason = entity.reason or ground.reason


def _gone_on(reading: Continuation, registry: Registry, before: Span, rule: str) -> int | None:
    """Who spoke last, for a ground rule in a sentence that names nobody: "They asked not to be named".

    Not where somebody else is told of: "The fourth | could not be named", "The boy | cannot be named".
    """
    number = registry.recent(before.end, lambda e: e.kind == "unnamed")
    the, *noun = before.slice(reading.text).lower().split()[:2] or [""]
    other = the == "the" and noun and number is not None and noun[0] not in registry[number].heads
    if the in {"he", "she"} and number is not None:
        floor = min((s.span.start for s in reading.back(before.start, 2)), default=before.start)
        near = any(floor <= m.start for m in registry[number].mentions if m.start < before.end)
        if registry[number].plural or not near:
            return None  # "He did not give his name", of another man
    if before.slice(reading.text).rstrip().lower().endswith(" who"):
        return None  # "Two members of the group, | who did not want to be named,| remember it"
    return None if other and rule.lower().startswith(("can", "could")) else number


def _identified(entity: Entity) -> bool:
    return entity.kind in IDENTIFIED or entity.kind == "hearsay"


def _finished(
    found: tuple[Found, ...], links: dict[int, _Link], registry: Registry
) -> tuple[tuple[Source, ...], tuple[Attribution, ...]]:
    used = {number for by, chain in links.values() for number in (by, *chain) if number is not None}
    order = sorted(used, key=lambda number: (min(registry[number].mentions), number))
    place = {number: index for index, number in enumerate(order)}
    attributions = []
    for number, one in enumerate(found):
        by, chain = links[number]
        attributions.append(
            Attribution(
                one.source,
                one.cue,
                one.content,
                None if by is None else place[by],
                tuple(place[link] for link in chain),
                one.rule,
                one.probability,
            )
        )
    return tuple(registry[number].finished() for number in order), tuple(attributions)


def _place(one: Found) -> tuple[int, int]:
    """Where an attribution stands in reading order: its source, else its cue."""
    spans = one.source or one.cue or one.content
    return (spans[0].start, spans[0].end) if spans else (0, 0)
