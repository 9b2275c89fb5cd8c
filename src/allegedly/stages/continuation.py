"""Whom a source span means: its own name, or what "he", "who", "they" and "the official" continue."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache

from allegedly.analysis import SourceKind
from allegedly.article import Article, Sentence, Span
from allegedly.phrases import (
    entries,
    lexicon,
    noun_phrase_after,
    noun_phrase_before,
    quotations,
    tokenise,
)
from allegedly.stages.mentions import Mention, read_mention
from allegedly.stages.names import Gender, Name, names
from allegedly.stages.people import in_sentence, introduced_people
from allegedly.stages.registry import Entity, Registry

_REACH = 8
"""Sentences back in which a pronoun looks for whom it means; a reader does not look further either."""

_DEPTH = 3
"""How many steps a chain of continuations may take ("who" -> "the official" -> "a senior official")."""

_BODIES: frozenset[SourceKind] = frozenset({"organisation", "outlet", "document"})


class Continuation:
    """Reads source spans of one article into a registry of sources, in reading order."""

    def __init__(self, article: Article, sentences: tuple[Sentence, ...], registry: Registry) -> None:
        self.text = article.text
        self.byline = article.byline
        self.sentences = sentences
        self.registry = registry
        self.tokens = tokenise(article.text)
        self.names = names(article, self.tokens)
        self._starts = [s.span.start for s in sentences]
        self._token_starts = [t.start for t in self.tokens]
        self._people = introduced_people(self.tokens)
        self._quotes = quotations(article)
        self._quote_starts = [q.start for q in self._quotes]
        self._places: dict[str, list[int]] = {}
        for at, token in enumerate(self.tokens):
            self._places.setdefault(token.lower, []).append(at)

    def read(self, span: Span, speaker: int | None = None, depth: int = 0) -> int | None:
        """The source that `span` means, `None` when it has no word; `speaker` is who says "I" there."""
        mention = read_mention(self.text, span, self.names)
        if mention is None or depth > _DEPTH:
            return None
        if mention.form == "relative":
            antecedent = self._antecedent(mention.span)
            if antecedent is None:
                return self._nobody(mention)
            return self.read(antecedent, speaker, depth + 1)
        if mention.form == "pronoun":
            return self._pronoun(mention, speaker)
        if mention.form == "name":
            return self._named(mention)
        if mention.form == "definite":
            earlier = self._definite(mention, depth)
            if earlier is not None:
                return self.registry.see(earlier, mention.span)
        return self._fresh(mention)

    # --- places in the text

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds `offset`, or the last one before it."""
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]

    def phrase_end(self, start: int) -> int:
        """Where the noun phrase that begins at or after offset `start` ends; `start` when none does."""
        at = bisect_left(self._token_starts, start)
        end = noun_phrase_after(self.tokens, at, min(len(self.tokens), at + 40))
        return self.tokens[end - 1].end if end > at else start

    def named_outlet(self, start: int) -> int | None:
        """The outlet that the phrase at offset `start` names, if it does ("told | Reuters")."""
        end = self.phrase_end(start)
        mention = read_mention(self.text, Span(start, end), self.names) if end > start else None
        if mention is None or mention.kind != "outlet" or mention.form not in {"name", "definite"}:
            return None
        return self.read(Span(start, end))

    # --- names and fresh descriptions

    def _named(self, mention: Mention) -> int:
        name = mention.name
        if name is None:
            return self._fresh(mention)
        printed = mention.core.slice(self.text)
        if name.kind != "person":
            return self.registry.put(name.kind, printed, mention.span, head=mention.head)
        full = self.names.full(name.key, name.gender)
        if full is None:
            if " " not in name.key and not name.titled:
                # People are introduced by their full name: one word that never had more is taken for a body.
                return self.registry.put("organisation", printed, mention.span, key=name.key)
            return self.registry.put("person", printed, mention.span, key=name.key, gender=name.gender)
        if full.core.start < name.core.start:
            printed = full.whole.slice(self.text)
        return self.registry.put(
            "person",
            printed,
            mention.span,
            key=full.key,
            gender=full.gender or self.names.genders.get(full.key, ""),
        )

    def _fresh(self, mention: Mention) -> int:
        kind = mention.kind or "unnamed"
        if kind == "hearsay":
            return self.registry.put("hearsay", "", mention.span)
        name = in_sentence(mention.core.slice(self.text))
        return self.registry.put(
            kind, name, mention.span, head=mention.head, plural=mention.plural, gender=mention.gender
        )

    def _nobody(self, mention: Mention) -> int:
        """A pronoun without an antecedent: unidentified, whatever it looks like."""
        return self.registry.put(
            "unnamed",
            mention.core.slice(self.text),
            mention.span,
            key="?" + mention.head,
            plural=mention.plural,
        )

    def _antecedent(self, span: Span) -> Span | None:
        """The noun phrase that a relative pronoun hangs on."""
        end = bisect_left(self._token_starts, span.start)
        while end > 0 and self.tokens[end - 1].text in {",", "—", "–"}:
            end -= 1
        low = max(0, end - 30)
        start = noun_phrase_before(self.tokens[low:end], end - low)
        if start is None or end == low:
            return None
        return Span(self.tokens[low + start].start, self.tokens[end - 1].end)

    # --- pronouns

    def _pronoun(self, mention: Mention, speaker: int | None) -> int | None:
        grammar = lexicon("grammar")
        if mention.head in grammar["i"] | grammar["you"]:
            if speaker is not None:
                return self.registry.see(speaker, mention.span)
            if self.byline and mention.head in {"i", "my", "me"}:
                return self.registry.put(
                    "person", self.byline.removeprefix("By "), mention.span, key="byline"
                )
            return None
        if mention.plural:
            number = self._several(mention)
        elif mention.head in grammar["it"]:
            number = self._body(mention)
        else:
            number = self._person(mention)
        return self._nobody(mention) if number is None else self.registry.see(number, mention.span)

    def _several(self, mention: Mention) -> int | None:
        before = mention.span.start
        floor = self._floor(before)
        nearest = self.registry.recent(before, lambda e: e.plural and e.kind != "hearsay", floor)
        group = self._group(before, 0 if nearest is None else self._last_place(nearest, before))
        if group is not None:
            return group
        if nearest is not None:
            return nearest
        number = self.registry.recent(before, lambda e: e.kind in _BODIES, floor)
        if number is None:
            number = self.registry.recent(
                before, lambda e: e.kind == "unnamed" and not e.key.startswith("?"), floor
            )
        return number

    def _last_place(self, number: int, before: int) -> int:
        return max(s.start for s in self.registry[number].mentions if s.start < before)

    def _group(self, before: int, after: int) -> int | None:
        """A group that the sentences just before introduce without making it a source."""
        for sentence in self._back(before, 2):
            for span, plural in self._people_in(
                max(sentence.span.start, after + 1), min(sentence.span.end, before)
            ):
                if plural and not self._is_quoted(span.start):
                    return self.read(span, None, _DEPTH)
        return None

    def _body(self, mention: Mention) -> int | None:
        before = mention.span.start
        floor = self._floor(before)
        number = self.registry.recent(before, lambda e: e.kind in _BODIES and not e.plural, floor)
        if number is not None:
            return number
        for name in reversed(self.names.between(floor, before)):
            if name.kind in _BODIES:
                return self.registry.put(name.kind, name.whole.slice(self.text), name.whole)
        return None

    def _person(self, mention: Mention) -> int | None:
        """The nearest person before "he" or "she": by sentences back, a speaker before a subject."""
        for sentence in self._back(mention.span.start, _REACH):
            end = min(sentence.span.end, mention.span.start)
            number = self._human(sentence.span.start, end, mention.gender)
            if number is not None:
                return number
        return None

    def _human(self, start: int, end: int, gender: Gender) -> int | None:
        speakers = [
            number
            for _, number in self.registry.between(start, end)
            if _is_human(self.registry[number], gender)
        ]
        if speakers:
            return speakers[-1]
        candidates = [n.whole for n in self.names.between(start, end) if self._may_be_he(n, gender)]
        candidates += [span for span, plural in self._people_in(start, end) if not plural]
        for span in sorted(candidates):
            if self._is_quoted(span.start):
                continue
            mention = read_mention(self.text, span, self.names)
            if mention is None or (mention.gender and gender and mention.gender != gender):
                continue
            if mention.form == "name":
                return self._named(mention)
            if mention.form == "description":
                return self._fresh(mention)
        return None

    def _may_be_he(self, name: Name, gender: Gender) -> bool:
        if name.kind != "person":
            return False
        full = self.names.full(name.key, name.gender)
        if full is None and not name.titled:
            return False
        after = bisect_left(self._token_starts, name.core.end)
        if after < len(self.tokens) and self.tokens[after].lower in _modified():
            return False
        known = (full or name).gender or name.gender or self.names.genders.get((full or name).key, "")
        return not (known and gender and known != gender)

    # --- definite descriptions

    def _definite(self, mention: Mention, depth: int) -> int | None:
        """The source that "the official", "the report", "the two sources" go on about."""
        before = mention.span.start
        heads = frozenset({mention.head})
        family = heads | _family(mention.head)
        for fitting in (heads, family):
            number = self._same(fitting, mention)
            if number is not None:
                return number
        if (person := self._titled(mention)) is not None:
            return person
        earlier = self._introduced(mention)
        if earlier is not None:
            number = self.read(earlier, None, depth + 1)
            if number is not None:
                self.registry[number].heads.add(mention.head)
            return number
        if mention.head in lexicon("sources")["outlets"]:
            return self._outlet(mention)
        if (
            mention.head in _family("company")
            and not mention.plural
            and (number := self._company(mention)) is not None
        ):
            return number
        if (
            mention.head in lexicon("sources")["people"]
            and not mention.plural
            and mention.head not in lexicon("sources")["epithets"]
        ):
            return self.registry.recent(
                before, lambda e: e.kind == "person" and not e.plural, self._floor(before)
            )
        return None

    def _same(self, heads: frozenset[str], mention: Mention) -> int | None:
        """The last source called by one of `heads`, of the same number."""
        return self.registry.recent(
            mention.span.start, lambda e: bool(e.heads & heads) and e.plural == mention.plural
        )

    def _company(self, mention: Mention) -> int | None:
        """The named body last mentioned before "the company"; a place is none."""
        for name in reversed(self.names.between(self._floor(mention.span.start), mention.span.start)):
            if name.kind == "organisation" and name.key.split()[-1] not in lexicon("bodies")["places"]:
                return self.registry.put("organisation", name.whole.slice(self.text), name.whole)
        return None

    def _outlet(self, mention: Mention) -> int | None:
        number = self.registry.recent(mention.span.start, lambda e: e.kind == "outlet")
        if number is not None:
            return number
        for name in reversed(self.names.between(0, mention.span.start)):
            if name.kind == "outlet":
                return self.registry.put("outlet", name.whole.slice(self.text), name.whole, head=mention.head)
        return None

    def _titled(self, mention: Mention) -> int | None:
        """The named person in front of whose name the same noun stood ("Senator Ana Ruiz … the senator")."""
        if mention.plural:
            return None
        for name in reversed(self.names.between(0, mention.span.start)):
            if name.titled and mention.head in self.text[name.whole.start : name.core.start].lower().split():
                full = self.names.full(name.key, name.gender) or name
                return self.registry.put(
                    "person", full.whole.slice(self.text), full.whole, key=full.key, gender=full.gender
                )
        return None

    def _introduced(self, mention: Mention) -> Span | None:
        """The first time the article uses the same noun, when that says more than the mention does."""
        noun = self.text[mention.span.start : mention.span.end].lower().split()
        word = (
            mention.head
            if not mention.plural
            else next((w for w in noun if w.startswith(mention.head[:-1])), "")
        )
        for at in self._places.get(word.strip(",."), ())[:6]:
            if self.tokens[at].start >= mention.span.start:
                return None
            low = max(0, at - 12)
            start = noun_phrase_before(self.tokens[low : at + 1], at + 1 - low)
            if start is None:
                continue
            end = noun_phrase_after(self.tokens, low + start, min(len(self.tokens), at + 20))
            span = Span(self.tokens[low + start].start, self.tokens[max(end, at + 1) - 1].end)
            if span.end <= mention.span.start and len(span) > len(mention.core):
                first = read_mention(self.text, span, self.names)
                if first is not None and (first.head == mention.head or first.form == "name"):
                    return span
        return None

    # --- looking back

    def _floor(self, before: int) -> int:
        at = max(0, bisect_right(self._starts, before) - 1 - _REACH)
        return self._starts[at] if self._starts else 0

    def _back(self, before: int, reach: int) -> Iterator[Sentence]:
        here = bisect_right(self._starts, before) - 1
        for at in range(here, max(-1, here - reach), -1):
            if not self.sentences[at].is_furniture:
                yield self.sentences[at]

    def _people_in(self, start: int, end: int) -> Iterator[tuple[Span, bool]]:
        at = bisect_left(self._people, (start, 0, False))
        while at < len(self._people) and self._people[at][0] < end:
            first, last, plural = self._people[at]
            if last <= end:
                yield Span(first, last), plural
            at += 1

    def _is_quoted(self, offset: int) -> bool:
        at = bisect_right(self._quote_starts, offset) - 1
        return at >= 0 and self._quotes[at].start <= offset < self._quotes[at].end


def _is_human(entity: Entity, gender: Gender) -> bool:
    if entity.plural or entity.key.startswith("?") or (gender and entity.gender and gender != entity.gender):
        return False
    if entity.kind == "person":
        return True
    return entity.kind == "unnamed" and bool(entity.heads & lexicon("sources")["people"])


@cache
def _modified() -> frozenset[str]:
    """Nouns that turn a name in front of them into a modifier ("Oland supporters")."""
    sources = lexicon("sources")
    plain = sources["people"] | sources["collective"] | sources["plural_people"] | sources["organisations"]
    return plain | {f"{word}s" for word in sources["people"]}


@cache
def _family(head: str) -> frozenset[str]:
    return frozenset(
        w for line in entries("sources", "families") if head in line.split() for w in line.split()
    )
