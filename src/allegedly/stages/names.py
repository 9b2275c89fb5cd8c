"""The people and bodies that an article names: where each is introduced, and every later mention of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from allegedly.analysis import SourceKind
from allegedly.article import Article, Span
from allegedly.furniture import has_verb
from allegedly.phrases import Token, is_outlet, lexicon
from allegedly.stages.genders import Gender, given_gender, is_given, stated_gender
from allegedly.stages.lone import lone_people, parted, surnames
from allegedly.stages.name_kinds import is_body_apposed, kind_of_run
from allegedly.stages.name_words import (
    abbreviates,
    bare,
    behind_portfolio,
    called_a_body,
    ends_name,
    goes_by,
    has_capitals,
    is_name_word,
    letters_behind,
    name_start,
    particles,
    parts_run,
    ranked,
    runs_a_country,
    stands_alone,
    takes_number,
    with_roles,
)
from allegedly.stages.outlets import own_outlets

_TICKER_RE = re.compile(r"\((?:[A-Z]{1,5}\.[A-Z]{1,3}|(?:NYSE|NASDAQ|LSE|TSX|ASX)\s?: ?[A-Z.]{1,6})\)")
_CHIEF = ["chief", "of", "staff"]
_BREAK_RE = re.compile(r"\n|\s{2,}")
_PLURAL_VERBS = frozenset({"have", "are", "were"})
_THREE = 3
_VOTE_WORDS = 12
_VOTES = 2
"""A name is "he" or "she" when so many pronouns within so many words behind it agree and none differs."""


@dataclass(frozen=True, slots=True)
class Name:
    """One run of capitalised words. `core` is the name without titles; `whole` has the titles in front."""

    kind: SourceKind
    core: Span
    whole: Span
    key: str
    gender: Gender = ""
    titled: bool = False


@dataclass(slots=True)
class Names:
    """The names of one article, in reading order, with the first full form of each.

    `body` is where the article begins behind its headline: what it says there goes before the headline.
    `bodies` has the first body of several words that each word opens.
    """

    text: str
    body: int = 0
    found: list[Name] = field(default_factory=list)
    genders: dict[str, Gender] = field(default_factory=dict)
    _full: dict[str, Name] = field(default_factory=dict)
    _last: dict[str, list[Name]] = field(default_factory=dict)
    _first: dict[str, list[Name]] = field(default_factory=dict)
    _misters: set[str] = field(default_factory=set)
    _addressed: set[str] = field(default_factory=set)
    bodies: dict[str, Name] = field(default_factory=dict)

    def add(self, name: Name, *, goes_by: bool = False) -> None:
        """Records a mention; the first of a full name is the one that later mentions are joined to.

        A single word is a full name only for somebody who goes by it.
        """
        words = name.key.split()
        if ranked(words, self._last):
            words.pop(0)
            core = Span(name.core.end - len(words[0]), name.core.end)
            name = replace(name, kind="person", core=core, key=words[0], titled=True)
        self.found.append(name)
        if name.gender == "m" and len(words) == 1:
            self._misters.add(words[0])
        if name.gender and name.titled and len(words) == 1:
            self._addressed.add(words[0])
        if name.kind != "person" or (len(words) < 2 and not goes_by):
            return
        if any(ends_name(n.key, name.key) for n in self._last.get(words[-1], ())):
            return  # "Duncan Smith", of Iain Duncan Smith
        if name.key not in self._full:
            self._full[name.key] = name
            self._last.setdefault(words[-1], []).append(name)
            if len(words) >= _THREE and "-" in words[-1]:  # "Victor | Lam | Ka-ho"
                self._last.setdefault(words[-2], []).append(name)
            self._first.setdefault(words[0], []).append(name)
        elif (old := self._full[name.key]).core.start < self.body or (name.gender and not old.gender):
            form = name if old.core.start < self.body else replace(old, gender=name.gender)
            self._full[name.key] = form
            for table, word in ((self._last, words[-1]), (self._first, words[0])):
                table[word] = [form if n.key == name.key else n for n in table[word]]

    def full(self, key: str, gender: Gender = "") -> Name | None:
        """The first full mention of the person called `key`: a full name, a surname or a first name."""
        if key in self._full:
            return self._full[key]
        return next(iter(self.namesakes(key, gender)), None)

    def namesakes(self, key: str, gender: Gender = "") -> list[Name]:
        """The first full mentions of all whom a surname or a first name may mean, in reading order."""
        words = key.split()
        for table, word in ((self._last, words[-1]), (self._first, words[0])):
            if len(words) > 1 and table is self._first:
                break
            matching = [n for n in table.get(word, ()) if not gender or _sex(n) in {"", gender}]
            if len(words) > 1:
                # "I. Brandt"; and "Mac Giolla Bhríde", of Séamus Mac Giolla Bhríde.
                initial = words[0] if len(words[0]) == 1 else "?"
                matching = [n for n in matching if n.key.startswith(initial) or ends_name(n.key, key)]
            if matching:
                return matching
        return []

    def is_addressed(self, key: str) -> bool:
        """Whether somewhere "Mr" or "Ms" stands before a surname, which no firm's name has."""
        return key.split()[-1] in self._addressed

    def full_names(self) -> Iterable[str]:
        """The full names of all people, in small letters."""
        return self._full

    def is_first(self, name: Name) -> bool:
        """Whether it is the mention that stands for a full name."""
        return self._full.get(name.key) is name

    def goes_by(self, name: Name) -> None:
        """Takes one word for all that somebody is called."""
        self._full.setdefault(name.key, name)

    def forget_headline(self, *, capitals: bool) -> None:
        """Takes nobody's full name from a headline in capitals: "Dutch Rival Hallmeer", "Tells Brandt".

        From another only what the text has in full with another first name: "| Late Okoro | double stuns
        Carrow ¶ Chidi Okoro". But for what the text says as well, and what begins with a given name.
        """
        told = {name.key for name in self.found if name.core.start >= self.body}
        gone = {key for key in self._full if key not in told and not is_given(key.split()[0])}
        if not capitals:
            whole = {key.split()[-1] for key in told & self._full.keys() if " " in key}
            gone = {key for key in gone if key.split()[-1] in whole}
        for key in gone:
            del self._full[key]
        for table in (self._last, self._first):
            for word, known in table.items():
                table[word] = [name for name in known if name.key not in gone]

    def part(self, relative: Name) -> None:
        """Parts a full name from its surname, which is somebody else's."""
        last = relative.key.split()[-1]
        self._last[last] = [n for n in self._last[last] if n is not relative]

    def learn_bodies(self, tokens: Sequence[Token]) -> None:
        """Takes for a body what the article calls "the Kestrels", or what "have" or "said its" follow."""
        starts = [t.start for t in tokens]
        plural: set[str] = set()
        bodies: set[str] = set()
        told = Counter(name.key for name in self.found)
        for name in self.found:
            after = bisect_left(starts, name.core.end)
            before = bisect_left(starts, name.whole.start) - 1
            following = tokens[after] if after < len(tokens) else None
            around = tokens[max(0, before)], tokens[before + 1 : after], tokens[after : after + 3]
            called = called_a_body(*around, titled=name.titled)
            if (called or is_body_apposed(tokens, before)) and not is_given(name.key.partition(" ")[0]):
                bodies.add(name.key)
            joined = before >= 0 and tokens[before].lower in {"and", "&", "or", ","}
            if following is None or joined or not name.key.endswith("s"):
                continue
            phrase_ends = not following.is_word or following.lower in _PLURAL_VERBS
            # ""Losses | were booked in Malta"": a capital that is the sentence's, of a word told once.
            opens = before < 0 or not (tokens[before].is_word or tokens[before].text == ",")
            if opens and " " not in name.key and told[name.key] < _VOTES:
                continue
            if following.lower in _PLURAL_VERBS or (name.kind == "organisation" and phrase_ends):
                plural.add(name.key.split()[-1])
        opened = {tuple(n.key.split()[:2]): n.key for n in reversed(self.found) if n.kind == "organisation"}
        for at, name in enumerate(self.found):
            is_body = name.key in bodies or name.key.split()[-1] in plural
            # "Big Gate Events said …. | Big Gate | did not"; but Ida Brandt is no Ida Brandt Foundation.
            begins = opened.get(tuple(name.key.split()[:2]), "").startswith(f"{name.key} ")
            is_body = is_body or (begins and " " in name.key and not given_gender(name.key))
            if name.kind == "person" and not name.titled and is_body:
                self.found[at] = replace(name, kind="organisation")
                self._full.pop(name.key, None)
                words = name.key.split()
                for table, word in ((self._last, words[-1]), (self._first, words[0])):
                    table[word] = [n for n in table.get(word, ()) if n.key != name.key]

    def gender_of(self, name: Name) -> Gender:
        """What title, pronouns or given name say of the person; `""` when they say nothing."""
        full = self.full(name.key, name.gender) or name
        known = full.gender or name.gender or self.genders.get(full.key, "") or given_gender(full.key)
        return known or ("m" if full.key.split()[-1] in self._misters else "")

    def learn_genders(self, tokens: Sequence[Token]) -> None:
        """Settles who is "he" and who is "she" where the pronouns that follow a name agree."""
        grammar = lexicon("grammar")
        starts = [t.start for t in tokens]
        votes: dict[str, list[int]] = {}
        for name in self.found:
            full = self.full(name.key, name.gender) if name.kind == "person" else None
            if full is None:
                continue
            at = bisect_left(starts, name.core.end)
            for token in tokens[at : at + _VOTE_WORDS]:
                he, she = token.lower in grammar["he"], token.lower in grammar["she"]
                if he or she:
                    votes.setdefault(full.key, [0, 0])[she] += 1
                if he or she or token.is_capital or token.text in '."“':
                    break
        for key, (he_votes, she_votes) in votes.items():
            if max(he_votes, she_votes) >= _VOTES and not min(he_votes, she_votes):
                self.genders[key] = "m" if he_votes else "f"

    def between(self, start: int, end: int) -> Sequence[Name]:
        """The names mentioned in `text[start:end]`, in order."""
        left = bisect_left(self.found, start, key=lambda n: n.core.start)
        right = bisect_left(self.found, end, key=lambda n: n.core.start)
        return self.found[left:right]


def _sex(name: Name) -> Gender:
    """What the title or the given name says."""
    return name.gender or given_gender(name.key)


def lone_names(found: Names, tokens: Sequence[Token]) -> None:
    """Settles whom one word names by itself: the well known, and who is never called by more."""
    for relative, known in parted(found.found, found.body, found.is_first):
        found.part(relative)
        found.goes_by(known)
    for name in lone_people([n for n in found.found if found.full(n.key) is None], tokens):
        found.goes_by(name)


def names(article: Article, tokens: Sequence[Token]) -> Names:
    """Every run of capitalised words of the article that names somebody or something, in reading order.

    A caption names people of the article; not who wrote it: the name of a byline is no "prime minister".
    """
    other = (b for b in article.blocks if b.kind == "furniture" and b.why != "dateline")
    aside = [b.span for b in other if b.why != "caption" or not has_verb(b.span.slice(article.text))]
    aside += [Span(*ticker.span()) for ticker in _TICKER_RE.finditer(article.text)]
    starts = [t.start for t in tokens]
    skipped = {k for s in aside for k in range(bisect_left(starts, s.start), bisect_left(starts, s.end))}
    body = next((b.span.start for b in article.blocks if b.kind == "paragraph"), 0)
    out = Names(article.text, body)
    own = own_outlets(article)
    at = 0
    while at < len(tokens):
        if at in skipped or not is_name_word(tokens[at]):
            at += 1
            continue
        end = _run_end(article.text, tokens, at)
        at = behind_portfolio(tokens, at, end)
        if (name := read_name(tokens, at, end)) is not None:
            named_so = goes_by(tokens, at)
            if named_so:
                name = replace(name, kind="person", titled=True)
            out.add(replace(name, kind="outlet") if name.key in own else name, goes_by=named_so)
        at = max(end, at + 1)
    free = [k for k, token in enumerate(tokens) if token.is_capital and k not in skipped]
    for core, whole in surnames(out.full_names(), out.found, tokens, free):
        key = core.slice(article.text).lower()
        out.found.append(Name("person", core, whole, key, titled=whole != core))
    out.found.sort(key=lambda name: name.core.start)
    out.forget_headline(capitals=has_capitals(tokens, bisect_left(starts, body)))
    lone_names(out, tokens)
    out.learn_bodies(tokens)
    out.learn_genders(tokens)
    for name in out.found:
        if name.kind == "organisation" and " " in name.key:
            out.bodies.setdefault(name.key.split()[0], name)
    return out


def _run_end(text: str, tokens: Sequence[Token], start: int) -> int:
    joining = lexicon("grammar")["name_particles"]
    at = start
    while at < len(tokens):
        token = tokens[at]
        if at > start and _BREAK_RE.search(text, tokens[at - 1].end, token.start):
            break
        if is_name_word(token):
            if parts_run(tokens, start, at):
                break
            following = tokens[at + 1] if at + 1 < len(tokens) else token
            if at > start and token.lower in {"a", "an", "the"} and not following.is_capital:
                break  # a line without its point: "Ida Brandt | The writer was a guest"
            at += 1 + takes_number(token, following)
            if token.lower.endswith(("'s", "s'")):
                break
        elif (token.text == "." and at > start and abbreviates(tokens, start, at)) or (
            (
                token.lower in joining
                or token.text == "&"
                or [t.lower for t in tokens[at - 1 : at + 2]] == _CHIEF
            )
            and at > start
            and at + 1 < len(tokens)
            and (is_name_word(tokens[at + 1]) or particles(tokens, at))
        ):
            at += 1
        else:
            break
    return at


def read_name(tokens: Sequence[Token], start: int, end: int) -> Name | None:
    """What the capitalised tokens `start:end` name; `None` for a sentence's first word, a day, a demonym."""
    grammar, titles, sources = lexicon("grammar"), lexicon("titles"), lexicon("sources")
    start = name_start(tokens, start, end)
    while end > start and (not tokens[end - 1].is_word or tokens[end - 1].lower in grammar["days"]):
        end -= 1
    while end - start > 2 and letters_behind(tokens[end - 1]):
        end -= 1  # "Fiona Trahair | SC"
    held = [t.lower for t in tokens[end : end + 1]] in (["to"], ["for"])
    if start >= end or (held and tokens[end - 1].lower in titles["portfolios"]):
        return None
    # Titles end where the name begins: "Syrian President | Bashar al-Assad".
    core = start
    whole_run = [bare(t.lower) for t in tokens[start:end] if t.is_word]
    is_body = (
        whole_run[-1] in lexicon("bodies")["endings"] or is_outlet(whole_run) or runs_a_country(whole_run)
    )
    for at in range(start, start if is_body else end - 1):
        staff = [t.lower for t in tokens[max(0, at - 2) : at + 1]] == _CHIEF
        if staff or bare(tokens[at].lower) in titles["short"] | titles["roles"]:
            core = at + 1
            while core < end - 1 and tokens[core].text == ".":
                core += 1
    told = with_roles(tokens, start)
    relations = frozenset() if tokens[told].is_capital else sources["kin"] - {"partner", "partners"}
    kin = (k for k in range(start - 1, told - 1, -1) if tokens[k].lower in relations)
    whole = next(kin, told - 1) + 1  # not "her | husband | Ida Brandt": whose, the name does not say
    titled = core > start or whole < start
    last = tokens[end - 1]
    stop = last.end - (2 if last.lower.endswith("'s") else 1 if last.lower.endswith("s'") else 0)
    span = Span(tokens[core].start, stop)
    words = [bare(t.lower) for t in tokens[core:end] if t.is_word]
    kind = kind_of_run(tokens, core, end, words, titled=titled)
    if kind is None:
        return None
    if len(words) == 1 and words[0] in titles["lords"] and stands_alone(tokens, start, end):
        kind = "person"  # "the Duke"
    if kind != "person":
        whole = core = start
        span = Span(tokens[start].start, stop)
        words = [bare(t.lower) for t in tokens[start:end] if t.is_word]
    return Name(
        kind,
        span,
        Span(tokens[whole].start, stop),
        " ".join(words),
        stated_gender(tokens, told, core),
        titled,
    )
