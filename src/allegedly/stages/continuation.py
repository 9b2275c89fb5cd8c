"""Whom a source span means: its own name, or what "he", "who", "they" and "the official" continue."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from allegedly.article import Article, Sentence, Span
from allegedly.phrases import lexicon, noun_phrase_after, noun_phrase_before, tokenise
from allegedly.quoting import quotations
from allegedly.stages.aliases import aliases, renamed
from allegedly.stages.bodies import BODY_RE, whole_body
from allegedly.stages.definites import continued, described
from allegedly.stages.genders import Gender, is_given
from allegedly.stages.ground import GROUND_RULE_RE
from allegedly.stages.kinds import is_human
from allegedly.stages.known_people import by_one_word
from allegedly.stages.mentions import Mention, read_mention
from allegedly.stages.names import Name, names
from allegedly.stages.outlets import own_outlets, shown_to
from allegedly.stages.pairs import together
from allegedly.stages.parts import SHARES, in_order, part, share
from allegedly.stages.people import in_sentence, introduced_people
from allegedly.stages.pronouns import owner, pronoun
from allegedly.stages.registry import REACH, Entity, Registry, called_among
from allegedly.stages.relatives import antecedent, whose_owner
from allegedly.stages.spokespeople import speaks_for
from allegedly.stages.unsigned import is_anonymous, unknown_author, unsigned

_DEPTH = 3
"""How many steps a chain of continuations may take ("who" -> "the official" -> "a senior official")."""

_HIDES_RE = re.compile(r",? (?:who )?(?:asked|declined|did not|didn['’]t|refused|requested|would not)\b")
"""Behind somebody who will not be named: "The mother | asked us not to use her name"."""
_AFTER_RE = re.compile(
    r" in (?:19|20)\d\d$|(?:(?<= statement)|(?<= memo)|(?<= letter)) (?:issued|posted|released|sent|signed)$"
    r"|(?<=\w) (?:obtained|reviewed|seen|viewed)$"
)
"""What follows a name and is no part of it: "a report | in 2019", "a letter | obtained"."""
_INITIAL_RE = re.compile(r"[A-Z]\w*\.? (?:[A-Z]\.?|\d{1,3})|[A-Z]\.?")
"""Whom a court or an outlet calls by a letter or a number: "Mr K", "Nurse B", "Witness 4"."""
_CONTACTS_RE = re.compile(
    r"\b(?P<name>[A-Z][\w'’]{1,30}(?: [A-Z][\w'’]{1,30}){0,3}) (?:has|have) (?:contacted|approached)\b"
)
_OF_SELF_RE = re.compile(r" \w+(?: that)? (he|she|his|her)\b")
"""Behind a surname that a man and a woman have: "Pell | said he would"."""
_OF_PLACE_RE = re.compile(r" of (?:the )?[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?")
_COUNTS = frozenset({"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"})
_ENDS = frozenset({".", "!", "?", ":", '"', "“"})
_RECALL = 3000
"""Characters back in which "a former chief" is the one that "the former chief" goes on about."""
_FORMER_RE = re.compile(r"\b[Ff]ormer (?:(?!(?:claimed|said|says|told|wrote)\b)[a-z]+ ){0,2}$")
_BORN_RE = re.compile(r"^[A-ZÀ-Þ][\w-]+-(?:based|born) ")
_TITLE = 24  # characters of a comma and a title in front of a name in apposition
_OWNER = 24  # characters in front of a body's name in which its owner's stands


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
        self.token_starts = [t.start for t in self.tokens]
        self.introduced = introduced_people(self.tokens)
        self._quotes = quotations(article)
        self._quote_starts = [q.start for q in self._quotes]
        # Whoever "has contacted" somebody for the article is its own outlet, if it is one at all.
        contacted = {match["name"].lower() for match in _CONTACTS_RE.finditer(article.text)}
        self.own_outlets = own_outlets(article) | contacted | shown_to(article.text)
        self.aliases = aliases(article.text)
        self.places: dict[str, list[int]] = {}
        for at, token in enumerate(self.tokens):
            self.places.setdefault(token.lower, []).append(at)
        self.small_words = {t.lower for t in self.tokens if not t.is_capital}

    def read(self, span: Span, speaker: int | None = None, depth: int = 0) -> int | None:
        """The source that `span` means, `None` when it has no word; `speaker` is who says "I" there."""
        if depth > _DEPTH:
            return None
        if (one := part(self, span, speaker, depth)) is not None:
            return one
        mention = read_mention(self.text, span, self.names)
        if mention is None:
            return None
        if mention.form in {"pronoun", "relative"}:
            return self._by_pronoun(mention, speaker, depth)
        if mention.pair:
            return together(self, mention)
        if mention.form == "name":
            known = by_one_word(self, mention)
            return self.named(mention) if known is None else self.see(known, mention)
        if mention.form == "definite":
            earlier = continued(self, mention, depth)
            if earlier is not None:
                return self.see(earlier, mention)
            if (one := in_order(self, mention)) is not None:
                return one
        elif (earlier := described(self, mention)) is not None:
            return self.see(earlier, mention)
        elif mention.core.slice(self.text).lower() in SHARES:
            return share(self, mention)
        body = speaks_for(self, mention)
        return self.fresh(mention) if body is None else self.see(body, mention)

    def _by_pronoun(self, mention: Mention, speaker: int | None, depth: int) -> int | None:
        if mention.form == "pronoun":
            return pronoun(self, mention, speaker)
        whom = antecedent(self, mention.span)
        return self.nobody(mention) if whom is None else self.read(whom, speaker, depth + 1)

    def see(self, number: int, mention: Mention) -> int:
        """A mention of a known source, from which its gender may be learnt."""
        entity = self.registry[number]
        if mention.head in lexicon("sources")["spokespeople"]:
            entity.heads.add(mention.head)  # "a spokeswoman said …. | The spokeswoman | added"
        if not entity.plural and not mention.plural:
            entity.gender = entity.gender or mention.gender
        return self.registry.see(number, mention.span)

    # --- places in the text

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds `offset`, or the last one before it."""
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]

    def phrase_end(self, start: int) -> int:
        """Where the noun phrase that begins at or after offset `start` ends; `start` when none does."""
        at = bisect_left(self.token_starts, start)
        end = noun_phrase_after(self.tokens, at, min(len(self.tokens), at + 40))
        return self.tokens[end - 1].end if end > at else start

    def named_end(self, end: int) -> int:
        """`end`, or where the name in apposition there ends ("her daughter|, Solveig Thorvald")."""
        for name in self.names.between(end, end + _TITLE):
            if name.kind == "person" and self.text[end : name.whole.start].strip() == ",":
                return name.core.end
        return end

    def phrase_before(self, end: int, floor: int) -> Span | None:
        """The noun phrase that ends just before offset `end` and begins at or after `floor`."""
        stop = bisect_left(self.token_starts, end)
        low = max(bisect_left(self.token_starts, floor), stop - 30)
        start = noun_phrase_before(self.tokens[low:stop], stop - low) if low < stop else None
        return None if start is None else Span(self.tokens[low + start].start, self.tokens[stop - 1].end)

    def is_quotable(self, span: Span) -> bool:
        """Whether the words are a name or a description of somebody or something that can be quoted."""
        mention = read_mention(self.text, span, self.names) if span.start < span.end else None
        return mention is not None and mention.kind is not None

    # --- names and fresh descriptions

    def named(self, mention: Mention) -> int | None:
        """The source that a mention by name means."""
        name = mention.name
        if name is None:
            return self.fresh(mention)
        printed = mention.core.slice(self.text)
        whole = len(name.key.split()) >= len(printed.split())  # "Ministry | of Health" is not "of Justice"
        if whole and (longer := whole_body(self, name)) is not None:
            return self.registry.see(longer, mention.span)
        if name.kind == "organisation" and len(self.places.get(name.key, ())) == 1 and self._is_common(name):
            return self.fresh(replace(mention, kind="collective", head=name.key, plural=True))
        alias = self.aliases.get(name.key)
        if name.kind != "person" and (alias is None or name.kind == "outlet"):
            return self.registry.put(
                name.kind, self._with_article(name, printed), mention.span, head=mention.head
            )
        full = self.meant(name, mention.span.start)
        if alias is not None:
            own = full if full is not None and full.key in self.aliases else name
            return self._alias(mention.span, own.core.slice(self.text), own.key, alias, mention.gender)
        if full is None and (says := self.changed(name)) is not None:
            return self._alias(mention.span, printed, name.key, says, mention.gender)
        if full is None:
            relation = self.registry.recent(mention.span.start, lambda e: e.name.endswith(f", {printed}"))
            return self._unlengthened(mention, name) if relation is None else self.see(relation, mention)
        if full.core.start < name.core.start:
            printed = self.with_office(full)
        printed = _small_office(_BORN_RE.sub("", printed))
        sex = self.names.gender_of(full)
        return self.registry.put("person", printed, mention.span, key=full.key, head=mention.head, gender=sex)

    def changed(self, name: Name) -> Span | None:
        """What says that a name alone is nobody's: "a nurse whose name has been changed …. | Carla | said".

        In the sentence before, or of all in a note.
        """
        if " " in name.key or name.titled or not is_given(name.key):
            return None
        floor = min((s.span.start for s in self.back(name.core.start, 2)), default=name.core.start)
        return renamed(self.text, floor, name.core.start)

    def _unlengthened(self, mention: Mention, name: Name) -> int | None:
        """The source of a name of which the article knows no more: a group, a lord, a body, a person."""
        printed = mention.core.slice(self.text)
        if self._is_common(name):
            return self.fresh(replace(mention, kind="collective", head=name.key, plural=True))
        if name.key in lexicon("titles")["lords"] and not name.titled and self._behind_the(name):
            sex: Gender = "f" if name.key in lexicon("titles")["ladies"] else "m"
            return self.registry.put("person", f"the {printed}", mention.span, key=name.key, gender=sex)
        if " " not in name.key and not name.titled and not is_given(name.key):
            # People are introduced by their full name: one word that never had more is taken for a body,
            # but for a given name.
            if (longer := whole_body(self, replace(name, kind="organisation"))) is not None:
                return self.registry.see(longer, mention.span)
            return self.registry.put("organisation", printed, mention.span, key=name.key)
        gender = self.names.gender_of(name)
        return self.registry.put("person", printed, mention.span, key=name.key, gender=gender)

    def meant(self, name: Name, before: int) -> Name | None:
        """Whose name it is: of several with a surname who goes by it, or spoke last, or is named first."""
        full = self.names.full(name.key, name.gender)
        if full is None or full.key == name.key:
            return full
        shared = {n.key: n for n in self.names.namesakes(name.key, name.gender)}
        said = _OF_SELF_RE.match(self.text, name.core.end)
        sex: Gender = name.gender or (("m" if said[1] in {"he", "his"} else "f") if said else "")
        genders = {key: self.names.gender_of(n) for key, n in shared.items()}
        fitting = [key for key in shared if genders[key] in ({sex} if sex in genders.values() else {"", sex})]
        shared = {key: shared[key] for key in fitting} if sex and fitting else shared
        if len(shared) < 2:
            return next(iter(shared.values()), full)
        called = {i: k for i, e in enumerate(self.registry.entities) if (k := called_among(e, shared))}
        going = {i for i in called if self._goes_by(self.registry[i], name.key)}
        numbers = {id(self.registry[i]) for i in going or called}
        spoke = self.registry.recent(before, lambda e: id(e) in numbers)
        return full if spoke is None else shared[called[spoke]]

    def _goes_by(self, entity: Entity, surname: str) -> bool:
        """Whether somebody was called by the surname alone."""
        return any(m.slice(self.text).lower() == surname for m in entity.mentions)

    def _alias(self, span: Span, printed: str, key: str, says: Span | None, gender: Gender) -> int:
        """Somebody who goes by a name that is not the whole or not the real one: not identified."""
        called = f"somebody called “{printed}”"
        for number, entity in enumerate(self.registry.entities):
            if says and entity.kind == "unnamed" and any(m.overlaps(says) for m in entity.mentions):
                entity.ground_rule = entity.ground_rule or says
                if entity.name in {"another", "one"}:
                    self.registry.rename(number, called)
                entity.gender = entity.gender or ("" if entity.plural else gender)
                return self.registry.see(number, span)
        gender = self.names.genders.get(key, gender)
        number = self.registry.put("unnamed", called, span, key=key, gender=gender)
        self.registry[number].ground_rule = says
        return number

    def _is_common(self, name: Name) -> bool:
        """Whether the name is a plain plural whose capital is the sentence's ("Shippers said")."""
        at = bisect_left(self.token_starts, name.core.start)
        if " " in name.key or not name.key.endswith("s") or not is_human(name.key, name.key[:-1]):
            return False
        opens = at == 0 or self.tokens[at - 1].text in _ENDS or name.core.start in self._starts
        return opens and all(
            not self.tokens[k].is_capital or self.tokens[k].start in self._starts or k == at
            for k in self.places.get(name.key, ())
        )

    def _with_article(self, name: Name, printed: str) -> str:
        """A body that has only a noun for its name with the article before it: "the Commission"."""
        noun = name.key in lexicon("sources")["organisations"]
        return f"the {printed}" if noun and self._behind_the(name) else printed

    def _behind_the(self, name: Name) -> bool:
        return self.text[max(0, name.core.start - 4) : name.core.start].lower() == "the "

    def fresh(self, mention: Mention) -> int | None:
        """A source known by the mention's own words; `None` when nobody could quote it."""
        kind = mention.kind
        if kind is None:
            return None
        if kind == "hearsay":
            return self.registry.put("hearsay", "", mention.span)
        whose = owner(self, mention)
        unnamed = whose is not None and self.registry[whose].kind == "unnamed"
        hidden = kind == "person" and (self.was_anybody(mention) or self._will_not_be_named(mention))
        if hidden or (kind == "person" and unnamed):
            kind = "unnamed"
        says = next((span for span in self.aliases.values() if mention.span.overlaps(span)), None)
        if kind in {"document", "outlet"} or (kind == "unnamed" and is_anonymous(self.text, mention.core)):
            says = unsigned(self.text, mention.span, self.aliases)
        elif kind == "person":
            says = says or unknown_author(self.text, mention.span)
        if kind in {"document", "outlet", "person"} and says is not None:
            kind = "unnamed"  # "The finance manager, who we are calling Alan"
        if kind == "unnamed" and BODY_RE.search(self.text, mention.span.start, mention.span.end):
            kind = "organisation"  # "a three-member committee headed by Justice Ida Ro"
        if kind == "unnamed" and _INITIAL_RE.fullmatch(printed := mention.core.slice(self.text)):
            says = self.aliases.get(printed.lower())
            return self._alias(mention.span, printed, printed.lower(), says, mention.gender)
        number = self.registry.put(
            kind,
            self._owned(mention, whose),
            mention.span,
            head=mention.head,
            plural=mention.plural,
            gender=mention.gender,
        )
        if kind == "unnamed" and says is not None:
            self.registry[number].ground_rule = says
        return number

    def _owned(self, mention: Mention, whose: int | None) -> str:
        """What a description is called, with whose it is: "her spokesman" is "Ida Brandt's spokesman"."""
        name = self.called(mention)
        if owns := whose_owner(self, mention):
            return f"{owns} {name}"
        full = None if whose is None else self.names.full(self.registry[whose].key)
        if full is None or mention.head in lexicon("sources")["kin"] or not self.names.gender_of(full):
            return name
        return f"{full.core.slice(self.text)}'s {name.partition(' ')[2]}"

    def _will_not_be_named(self, mention: Mention) -> bool:
        """Whether it is somebody who would not be named: "Its head said, asking", "the mother asked us"."""
        first = mention.core.slice(self.text).split(" ", 1)[0].lower()
        whose = first in lexicon("grammar")["possessives"]
        if not (whose or _HIDES_RE.match(self.text, mention.span.end)):
            return False
        end = self.sentence_at(mention.span.start).span.end
        return GROUND_RULE_RE.search(self.text, mention.span.end, end) is not None

    def was_anybody(self, mention: Mention) -> bool:
        """Whether the article brought in "a former chief" without a name before "the former chief"."""
        words = mention.core.slice(self.text).split()
        if len(words) < 3 or words[0].lower() != "the":
            return False
        before = re.compile(rf"\b[Aa]n? {re.escape(' '.join(words[1:]))}\b(?!,? [A-ZÀ-Þ])")
        return before.search(self.text, max(0, mention.span.start - _RECALL), mention.span.start) is not None

    def called(self, mention: Mention) -> str:
        """A description as it stands inside a sentence: a capital that is only the sentence's goes."""
        name = _AFTER_RE.sub("", in_sentence(mention.core.slice(self.text)))
        if name.lower() in _COUNTS:
            return f"{name.lower()} people"  # "Four confirmed it": of whom is not known
        first = bisect_left(self.token_starts, mention.core.start)
        if mention.core.start in self._starts and first < len(self.tokens):
            places = self.places[self.tokens[first].lower]
            # No "prime Minister", no "channel 9".
            small = not any(word[:1].isupper() or word[:1].isdigit() for word in name.split()[1:2])
            if small and any(self.tokens[at].text.islower() for at in places):
                word, blank, rest = name.partition(" ")  # "THE inquest", "The inquest"
                return (word.lower() if word.isupper() else word[0].lower() + word[1:]) + blank + rest
        return name

    def nobody(self, mention: Mention) -> int:
        """A pronoun without an antecedent: unidentified, whatever it looks like."""
        return self.registry.put(
            "unnamed",
            mention.core.slice(self.text),
            mention.span,
            key="?" + mention.head,
            plural=mention.plural,
        )

    def named_person(self, name: Name) -> int:
        """The number of the person whom `name` mentions."""
        full = self.names.full(name.key, name.gender) or name
        gender = self.names.gender_of(full)
        alone = self.changed(full) if full is name else None
        if (says := self.aliases.get(full.key) or alone) is not None:
            return self._alias(name.whole, full.core.slice(self.text), full.key, says, gender)
        printed = _small_office(self.with_office(full))
        return self.registry.put("person", printed, name.whole, key=full.key, gender=gender)

    def with_office(self, name: Name) -> str:
        """A name with its title, and what it is no longer: "former infrastructure | minister Ida Brandt"."""
        printed = name.whole.slice(self.text)
        before = _FORMER_RE.search(self.text, max(0, name.whole.start - _TITLE), name.whole.start)
        if before is None or name.whole.start == name.core.start:
            return printed
        return f"{before[0][0].lower()}{before[0][1:]}{printed}"

    def named_body(self, name: Name) -> int:
        """The number of the body whom `name` mentions."""
        kind = "organisation" if name.kind == "person" else name.kind
        for _, number in self.registry.between(max(0, name.whole.start - _OWNER), name.whole.end):
            entity = self.registry[number]
            if entity.kind == kind and any(m.contains(name.whole) for m in entity.mentions):
                return number  # read already, with more of its name: "Russia's | Foreign Ministry"
        span = name.whole
        if " " not in name.key and (of := _OF_PLACE_RE.match(self.text, span.end)) is not None:
            span = Span(span.start, of.end())  # "the University| of Sund|. The university"
        return self.registry.put(kind, span.slice(self.text), span)

    # --- looking back

    def floor(self, before: int) -> int:
        """The offset of the first sentence in reach before `before`."""
        at = max(0, bisect_right(self._starts, before) - 1 - REACH)
        return self._starts[at] if self._starts else 0

    def back(self, before: int, reach: int) -> Iterator[Sentence]:
        """The sentence at `before` and those in front of it, nearest first, furniture skipped."""
        here = bisect_right(self._starts, before) - 1
        for at in range(here, max(-1, here - reach), -1):
            if not self.sentences[at].is_furniture:
                yield self.sentences[at]

    def following(self, offset: int, reach: int) -> Iterator[Span]:
        """The spans of `reach` sentences that begin at or after `offset`, as one."""
        at = bisect_left(self._starts, offset)
        if at < len(self.sentences):
            last = self.sentences[min(len(self.sentences), at + reach) - 1]
            yield Span(self.sentences[at].span.start, last.span.end)

    def people_in(self, start: int, end: int) -> Iterator[tuple[Span, bool]]:
        """The people whom `text[start:end]` introduces, and whether they are several."""
        at = bisect_left(self.introduced, (start, 0, False))
        while at < len(self.introduced) and self.introduced[at][0] < end:
            first, last, plural = self.introduced[at]
            if last <= end:
                yield Span(first, last), plural
            at += 1

    def is_quoted(self, offset: int) -> bool:
        """Whether `offset` stands inside a quotation."""
        at = bisect_right(self._quote_starts, offset) - 1
        return at >= 0 and self._quotes[at].start <= offset < self._quotes[at].end


def _small_office(printed: str) -> str:
    """A name without the capital that its office has from the sentence: "Club chair Ida Ro"."""
    first, office, *_ = (*printed.split(" ", 2), "")
    modifiers = lexicon("titles")["modifiers"]
    modifies = first.lower() in modifiers and office in modifiers | lexicon("titles")["roles"]
    return printed[0].lower() + printed[1:] if first == "Former" or modifies else printed
