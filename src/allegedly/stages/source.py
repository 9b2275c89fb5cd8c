"""Who stands behind each attribution: kind, name, chain and ground rule, and whom "he" and "the official" continue."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from allegedly.analysis import IDENTIFIED, Attribution, Found, Source, SourceKind
from allegedly.article import Article, Sentence, Span
from allegedly.phrases import Token, lexicon, noun_phrase_after, noun_phrase_before, tokenise
from allegedly.stages.ground import grounds
from allegedly.stages.mentions import Mention, read_mention
from allegedly.stages.names import Gender, Names, names

_REACH = 8
"""Sentences back in which a pronoun looks for whom it means; beyond that a reader would look back too."""

_SPACE_RE = re.compile(r"\s+")
_HEARSAY_RE = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|purportedly|apparently|alleged|rumou?rs?|rumou?red|speculation|hearsay"
    r"|said to|reported|believed|thought|understood|claimed|suspected|accused|accusations?|allegations?|claims?"
    r"|reports?|presumed|tipped|emerged|charges?|suggestions?|suspicions?|assertions?|complaints?)\b",
    re.IGNORECASE,
)
_RELAY_RE = re.compile(
    r"\s+(?:quoted|cited|interviewed|contacted|named|referred to)\s+(?:in|by|on)\s+", re.IGNORECASE
)
_TOLD_RE = re.compile(
    r"\b(?:told|tells|telling|tell|spoke to|speaking to|speaks to|interview with|informed)\s+", re.IGNORECASE
)
_CITING_RE = re.compile(r"\b(?:citing|quoting|quoted|cited|quotes|cites)\s+", re.IGNORECASE)


@dataclass(slots=True)
class _Entity:
    """A source in the making."""

    kind: SourceKind
    name: str
    key: str
    plural: bool
    gender: Gender = ""
    heads: set[str] = field(default_factory=set)
    mentions: list[Span] = field(default_factory=list)
    ground_rule: Span | None = None
    reason: Span | None = None


def source(
    article: Article, sentences: tuple[Sentence, ...], found: tuple[Found, ...]
) -> tuple[tuple[Source, ...], tuple[Attribution, ...]]:
    """The sources of the article in order of first mention, and an attribution for each of `found`, in its order.

    Works on spans alone, whoever found them. A pronoun or description that nothing in the article resolves stays
    unidentified, whatever it looks like. `Attribution.by` is the weakest link of a chain, except that a named
    person or body who relays others vouches for them.
    """
    return _Resolver(article, sentences).run(found)


class _Resolver:
    """The state of one article while its sources are being joined."""

    def __init__(self, article: Article, sentences: tuple[Sentence, ...]) -> None:
        self.article = article
        self.text = article.text
        self.sentences = sentences
        self.starts = [s.span.start for s in sentences]
        self.tokens = tokenise(article.text)
        self.token_starts = [t.start for t in self.tokens]
        self.names = names(article, self.tokens)
        self.entities: list[_Entity] = []
        self.by_key: dict[str, int] = {}
        self.timeline: list[tuple[int, int]] = []
        self.people = _people(self.tokens)

    def run(self, found: tuple[Found, ...]) -> tuple[tuple[Source, ...], tuple[Attribution, ...]]:
        order = sorted(range(len(found)), key=lambda i: _place(found[i]))
        links: dict[int, tuple[int | None, tuple[int, ...]]] = {}
        resolved: dict[int, int | None] = {}
        for number in order:
            by, chain = self._link(found[number], found, resolved)
            resolved[number] = by
            links[number] = (by, chain)
        self._relay(found, links)
        self._ground(found, links)
        return self._finish(found, links)

    # -- one attribution ----------------------------------------------------------------------------------------

    def _link(
        self, one: Found, found: tuple[Found, ...], resolved: dict[int, int | None]
    ) -> tuple[int | None, tuple[int, ...]]:
        if not one.source:
            return self._nobody(one), ()
        span = Span(one.source[0].start, one.source[0].end)
        if len(one.source) > 1 and all(
            b.start - a.end <= 3 for a, b in zip(one.source, one.source[1:], strict=False)
        ):
            span = Span(one.source[0].start, one.source[-1].end)
        relay = _RELAY_RE.search(self.text, span.start, self._sentence_end(span))
        chain: list[int] = []
        if relay is not None and relay.start() <= span.end:
            outlet = self._entity(Span(relay.end(), self._phrase_end(relay.end())), found, resolved)
            span = Span(span.start, min(span.end, relay.start()))
            if outlet is not None and self.entities[outlet].kind in {"outlet", "document"}:
                chain.append(outlet)
        by = self._entity(span, found, resolved) if span.end > span.start else None
        if by is None:
            return by, ()
        entity = self.entities[by]
        if (
            entity.kind == "outlet"
            and (cited := self._cited(one, found, resolved)) is not None
            and cited != by
        ):
            return cited, (*chain, by)
        if not chain and (channel := self._told(one)) is not None and channel != by:
            chain.append(channel)
        return by, tuple(c for c in chain if c != by)

    def _nobody(self, one: Found) -> int | None:
        spans = one.cue or one.content
        if not spans:
            return None
        words = " ".join(s.slice(self.text) for s in one.cue)
        if one.rule.startswith("hearsay") or _HEARSAY_RE.search(words):
            return self._put("hearsay", "", "", spans[0], plural=False, head="")
        return None

    def _cited(self, one: Found, found: tuple[Found, ...], resolved: dict[int, int | None]) -> int | None:
        """Whom an outlet quotes in the same sentence: "Kapital reported, citing people close to the inquiry"."""
        start, end = self._sentence(one.source[0].start)
        for match in _CITING_RE.finditer(self.text, max(start, one.source[0].end - 1), end):
            stop = self._phrase_end(match.end())
            if stop > match.end():
                cited = self._entity(Span(match.end(), stop), found, resolved)
                if cited is not None:
                    return cited
        return None

    def _told(self, one: Found) -> int | None:
        """The outlet that a source spoke to, when the cue names it: "told Reuters"."""
        start, end = self._sentence(one.source[0].start)
        for cue in one.cue:
            for match in _TOLD_RE.finditer(self.text, max(start, cue.start), min(end, cue.end + 12)):
                if match.start() > cue.end:
                    continue
                stop = self._phrase_end(match.end())
                if stop <= match.end():
                    continue
                mention = read_mention(self.text, Span(match.end(), stop), self.names)
                if mention is not None and mention.kind == "outlet" and mention.form == "name":
                    return self._named(mention)
        return None

    # -- whom a span means --------------------------------------------------------------------------------------

    def _entity(
        self, span: Span, found: tuple[Found, ...], resolved: dict[int, int | None], depth: int = 0
    ) -> int | None:
        mention = read_mention(self.text, span, self.names)
        if mention is None or depth > 2:
            return None
        if mention.form == "relative":
            antecedent = self._antecedent(mention.span)
            if antecedent is None:
                return self._put("unnamed", mention.core.slice(self.text), "?", span, plural=False, head="")
            return self._entity(antecedent, found, resolved, depth + 1)
        if mention.form == "pronoun":
            return self._pronoun(mention, found, resolved)
        if mention.form == "name":
            return self._named(mention)
        if mention.form == "definite" or mention.kind is None:
            earlier = self._continued(mention, found, resolved, depth)
            if earlier is not None:
                self._see(earlier, mention.span)
                return earlier
        return self._fresh(mention)

    def _named(self, mention: Mention) -> int:
        name = mention.name
        if name is None:
            return self._fresh(mention)
        if name.kind == "person":
            full = self.names.full(name.key, name.gender)
            if full is None and " " not in name.key and not name.titled:
                # People are introduced by their full name; a single word that never had one is a body.
                return self._put(
                    "organisation",
                    mention.core.slice(self.text),
                    name.key,
                    mention.span,
                    plural=False,
                    head="",
                )
            shown = full or name
            printed = mention.core if full is None or full.core.start >= name.core.start else shown.whole
            return self._put(
                "person",
                printed.slice(self.text),
                shown.key,
                mention.span,
                plural=False,
                head="",
                gender=shown.gender,
            )
        key = _key(mention.core.slice(self.text))
        return self._put(
            name.kind,
            mention.core.slice(self.text),
            key,
            mention.span,
            plural=False,
            head=key.split()[-1] if key else "",
        )

    def _fresh(self, mention: Mention) -> int:
        kind: SourceKind = mention.kind or "unnamed"
        name = "" if kind == "hearsay" else mention.core.slice(self.text)
        key = "" if kind == "hearsay" else _key(name)
        return self._put(
            kind, name, key, mention.span, plural=mention.plural, head=mention.head, gender=mention.gender
        )

    def _put(
        self,
        kind: SourceKind,
        name: str,
        key: str,
        span: Span,
        *,
        plural: bool,
        head: str,
        gender: Gender = "",
    ) -> int:
        whole = f"{kind}:{key}"
        number = self.by_key.get(whole)
        if number is None:
            number = len(self.entities)
            self.by_key[whole] = number
            self.entities.append(_Entity(kind, _SPACE_RE.sub(" ", name).strip(" ,"), key, plural, gender))
        entity = self.entities[number]
        if head:
            entity.heads.add(head)
        self._see(number, span)
        return number

    def _see(self, number: int, span: Span) -> None:
        if span not in self.entities[number].mentions:
            self.entities[number].mentions.append(span)
            self.timeline.append((span.start, number))

    def _antecedent(self, span: Span) -> Span | None:
        """The noun phrase that a relative pronoun hangs on."""
        at = bisect_right(self.token_starts, span.start) - 1
        end = at
        while end > 0 and self.tokens[end - 1].text in {",", "—", "–"}:
            end -= 1
        low = max(0, end - 30)
        start = noun_phrase_before(self.tokens[low:end], end - low)
        if start is None or end == low:
            return None
        return Span(self.tokens[low + start].start, self.tokens[end - 1].end)

    # -- pronouns and definite descriptions ---------------------------------------------------------------------

    def _pronoun(
        self, mention: Mention, found: tuple[Found, ...], resolved: dict[int, int | None]
    ) -> int | None:
        grammar = lexicon("grammar")
        if mention.head in grammar["i"] | grammar["you"]:
            for number, one in enumerate(found):
                if number in resolved and any(c.contains(mention.span) for c in one.content):
                    return resolved[number]
            if self.article.byline and mention.head in {"i", "my", "me"}:
                return self._put(
                    "person",
                    self.article.byline.removeprefix("By "),
                    "byline",
                    mention.span,
                    plural=False,
                    head="",
                )
            return None
        human = mention.head not in grammar["it"]
        if mention.plural:
            number = self._recent(
                mention.span.start, lambda e: e.plural and e.kind != "hearsay"
            ) or self._group(mention)
            if number is None:
                number = self._recent(
                    mention.span.start, lambda e: e.kind in {"organisation", "document", "outlet"}
                )
            if number is None:
                number = self._recent(mention.span.start, lambda e: e.kind == "unnamed")
        elif human:
            number = self._person(mention)
        else:
            number = self._recent(
                mention.span.start, lambda e: e.kind in {"organisation", "outlet", "document"}
            )
            if number is None:
                bodies = [
                    n
                    for n in self.names.between(max(0, mention.span.start - 400), mention.span.start)
                    if n.kind != "person"
                ]
                if bodies:
                    number = self._put(
                        bodies[-1].kind,
                        bodies[-1].whole.slice(self.text),
                        _key(bodies[-1].whole.slice(self.text)),
                        bodies[-1].whole,
                        plural=False,
                        head="",
                    )
        if number is None:
            return self._put(
                "unnamed",
                mention.core.slice(self.text),
                "?" + mention.head,
                mention.span,
                plural=mention.plural,
                head="",
            )
        self._see(number, mention.span)
        return number

    def _recent(self, before: int, fits) -> int | None:  # type: ignore[no-untyped-def]
        floor = self._floor(before, _REACH)
        best: tuple[int, int] | None = None
        for place, number in self.timeline:
            if floor <= place < before and fits(self.entities[number]) and (best is None or place >= best[0]):
                best = (place, number)
        return None if best is None else best[1]

    def _group(self, mention: Mention) -> int | None:
        """A group of people that the sentences before introduce without making them a source."""
        here = self._sentence_number(mention.span.start)
        for number in range(here, max(-1, here - 3), -1):
            span = self.sentences[number].span
            for start, end, plural in self._people_in(span.start, min(span.end, mention.span.start)):
                if plural:
                    return self._entity(Span(start, end), (), {}, 1)
        return None

    def _person(self, mention: Mention) -> int | None:
        """The nearest person before a "he" or "she": per sentence, going back, a speaker before a subject."""
        here = self._sentence_number(mention.span.start)
        for number in range(here, max(-1, here - _REACH), -1):
            if number < len(self.sentences) and self.sentences[number].is_furniture:
                continue
            span = self.sentences[number].span
            end = min(span.end, mention.span.start)
            found = self._humans(span.start, end, mention.gender)
            if found is not None:
                return found
        return None

    def _humans(self, start: int, end: int, gender: Gender) -> int | None:
        speakers = [
            (place, number)
            for place, number in self.timeline
            if start <= place < end and self._is_human(number, gender)
        ]
        if speakers:
            return max(speakers)[1]
        candidates: list[tuple[int, int, int | None]] = []
        for name in self.names.between(start, end):
            if name.kind == "person" and not self._in_quotation(start, name.core.start):
                full = self.names.full(name.key, name.gender)
                if full is None and not name.titled:
                    continue
                known: Gender = (full or name).gender
                if not (known and gender and known != gender):
                    candidates.append((name.core.start, name.core.end, None))
        for first, last, plural in self._people_in(start, end):
            if not plural and not self._in_quotation(start, first):
                candidates.append((first, last, None))
        for first, last, _ in sorted(candidates):
            mention = read_mention(self.text, Span(first, last), self.names)
            if mention is None or (mention.gender and gender and mention.gender != gender):
                continue
            if mention.form in {"name", "description"}:
                return self._named(mention) if mention.form == "name" else self._fresh(mention)
        return None

    def _is_human(self, number: int, gender: Gender) -> bool:
        entity = self.entities[number]
        if entity.plural or entity.kind not in {"person", "unnamed"} or entity.key.startswith("?"):
            return False
        if entity.heads & (lexicon("sources")["documents"] | lexicon("sources")["organisations"]):
            return False
        return not (gender and entity.gender and gender != entity.gender)

    def _in_quotation(self, start: int, at: int) -> bool:
        part = self.text[start:at]
        return (part.count('"') + part.count("“") - part.count("”")) % 2 == 1

    def _people_in(self, start: int, end: int) -> Iterable[tuple[int, int, bool]]:
        left = bisect_right(self.people, (start, -1, False))
        for first, last, plural in self.people[left:]:
            if first >= end:
                return
            if last <= end:
                yield first, last, plural

    def _continued(
        self, mention: Mention, found: tuple[Found, ...], resolved: dict[int, int | None], depth: int
    ) -> int | None:
        """The source that "the official", "the report", "the two sources" go on about."""
        before = mention.span.start
        sources = lexicon("sources")
        family = _family(mention.head)
        for heads in ({mention.head}, family):
            number = self._recent_far(before, lambda e: bool(e.heads & heads) and e.plural == mention.plural)
            if number is not None:
                return number
        if mention.head in sources["outlets"] | {"report", "paper"}:
            number = self._recent_far(before, lambda e: e.kind == "outlet")
            if number is not None and mention.head in sources["outlets"]:
                return number
        earlier = self._introduced(mention)
        if earlier is not None and depth < 2:
            return self._entity(earlier, found, resolved, depth + 1)
        if mention.head in sources["outlets"]:
            outlets = [n for n in self.names.between(0, before) if n.kind == "outlet"]
            if outlets:
                return self._put(
                    "outlet",
                    outlets[-1].whole.slice(self.text),
                    _key(outlets[-1].whole.slice(self.text)),
                    outlets[-1].whole,
                    plural=False,
                    head=mention.head,
                )
        number = self._recent_far(before, lambda e: bool(e.heads & heads))
        if number is not None and not mention.plural:
            return None
        return number if mention.head in {"source", "official", "person", "report"} else None

    def _recent_far(self, before: int, fits) -> int | None:  # type: ignore[no-untyped-def]
        best: tuple[int, int] | None = None
        for place, number in self.timeline:
            if place < before and fits(self.entities[number]) and (best is None or place >= best[0]):
                best = (place, number)
        return None if best is None else best[1]

    def _introduced(self, mention: Mention) -> Span | None:
        """The first time the article uses the same head noun, when that says more than the mention does."""
        for at, token in enumerate(self.tokens):
            if token.start >= mention.span.start:
                return None
            if token.lower != mention.core.slice(self.text).lower().split()[-1]:
                continue
            low = max(0, at - 12)
            start = noun_phrase_before(self.tokens[low : at + 1], at + 1 - low)
            if start is None:
                continue
            end = noun_phrase_after(self.tokens, at, min(len(self.tokens), at + 25))
            span = Span(self.tokens[low + start].start, self.tokens[max(end, at + 1) - 1].end)
            if span.end <= mention.span.start and len(span) > len(mention.core):
                return span
        return None

    # -- between attributions -----------------------------------------------------------------------------------

    def _relay(self, found: tuple[Found, ...], links: dict[int, tuple[int | None, tuple[int, ...]]]) -> None:
        """An outlet whose words are that somebody unidentified said so relays them: "…, an official said, according to SPA"."""
        for outer, one in enumerate(found):
            by, chain = links[outer]
            if by is None or self.entities[by].kind != "outlet":
                continue
            for inner, other in enumerate(found):
                below = links[inner][0]
                if (
                    inner == outer
                    or below is None
                    or below == by
                    or self.entities[below].kind in IDENTIFIED - {"outlet"}
                ):
                    continue
                if not other.source or not any(c.contains(other.source[0]) for c in one.content):
                    continue
                if not any(a.overlaps(b) for a in one.content for b in other.content):
                    continue
                links[outer] = (below, (*chain, by))
                if by not in links[inner][1]:
                    links[inner] = (below, (by, *links[inner][1]))
                break

    def _ground(self, found: tuple[Found, ...], links: dict[int, tuple[int | None, tuple[int, ...]]]) -> None:
        for ground in grounds(self.text, self.sentences):
            span = self.sentences[ground.sentence].span
            here = [
                (abs(place - ground.rule.start), place, number)
                for place, number in self.timeline
                if span.start <= place < span.end and self.entities[number].kind in {"unnamed", "collective"}
            ]
            if here:
                before = [h for h in here if h[1] < ground.rule.start]
                number = min(before or here)[2]
            else:
                recent = self._recent(span.end, lambda e: e.kind == "unnamed")
                if recent is None:
                    continue
                number = recent
            entity = self.entities[number]
            if entity.ground_rule is None:
                entity.ground_rule = ground.rule
                entity.reason = ground.reason
            elif entity.reason is None and ground.reason is not None:
                entity.reason = ground.reason

    def _finish(
        self, found: tuple[Found, ...], links: dict[int, tuple[int | None, tuple[int, ...]]]
    ) -> tuple[tuple[Source, ...], tuple[Attribution, ...]]:
        used = {n for by, chain in links.values() for n in (*chain, by) if n is not None}
        order = sorted(used, key=lambda n: (min(self.entities[n].mentions), n))
        place = {number: index for index, number in enumerate(order)}
        sources = tuple(
            Source(e.kind, e.name, tuple(sorted(e.mentions)), e.plural, e.ground_rule, e.reason)
            for e in (self.entities[n] for n in order)
        )
        attributions = tuple(
            Attribution(
                one.source,
                one.cue,
                one.content,
                None if links[i][0] is None else place[links[i][0]],  # type: ignore[index]
                tuple(place[c] for c in links[i][1]),
                one.rule,
                one.probability,
            )
            for i, one in enumerate(found)
        )
        return sources, attributions

    # -- places in the text -------------------------------------------------------------------------------------

    def _sentence_number(self, at: int) -> int:
        return max(0, bisect_right(self.starts, at) - 1)

    def _sentence(self, at: int) -> tuple[int, int]:
        span = self.sentences[self._sentence_number(at)].span
        return span.start, max(span.end, at)

    def _sentence_end(self, span: Span) -> int:
        return max(self._sentence(span.start)[1], span.end)

    def _floor(self, at: int, back: int) -> int:
        return self.starts[max(0, self._sentence_number(at) - back)]

    def _phrase_end(self, start: int) -> int:
        """Where the noun phrase that begins at offset `start` ends; `start` when none does."""
        at = bisect_right(self.token_starts, start) - 1
        if at < 0 or self.tokens[at].start < start:
            at += 1
        end = noun_phrase_after(self.tokens, at, min(len(self.tokens), at + 40))
        return self.tokens[end - 1].end if end > at else start


def _place(one: Found) -> tuple[int, int]:
    """Where an attribution stands in reading order: its source, else its cue."""
    spans = one.source or one.cue or one.content
    return (spans[0].start, spans[0].end) if spans else (0, 0)


def _key(name: str) -> str:
    words = _SPACE_RE.sub(" ", name).strip(" ,.").lower().replace("’", "'").split()
    while words and words[0] in {"the", "a", "an", "its", "that", "this"}:
        words.pop(0)
    return " ".join(words).removesuffix("'s")


def _family(head: str) -> set[str]:
    from allegedly.phrases import entries

    out: set[str] = set()
    for line in entries("sources", "families"):
        words = line.split()
        if head in words:
            out.update(words)
    return out


def _people(tokens: Sequence[Token]) -> list[tuple[int, int, bool]]:
    """The undefined people that the text introduces ("a bartender", "two aides"), as offsets, and whether several."""
    people, grammar = lexicon("sources")["people"], lexicon("grammar")
    plural_people = lexicon("sources")["plural_people"]
    out = []
    for at, token in enumerate(tokens):
        if token.lower not in grammar["indefinite"] or (at and tokens[at - 1].text == ","):
            continue
        if at and tokens[at - 1].lower in {"is", "was", "be", "as", "been", "being", "are", "were"}:
            continue
        for here in range(at + 1, min(at + 5, len(tokens))):
            lower = tokens[here].lower
            if not tokens[here].is_word or lower in grammar["prepositions"]:
                break
            following = tokens[here + 1].lower if here + 1 < len(tokens) else ""
            if (
                lower in people or lower in plural_people or lower.removesuffix("s") in people
            ) and following not in people:
                plural = lower in plural_people or (lower not in people)
                out.append((token.start, tokens[here].end, plural))
                break
    return out
