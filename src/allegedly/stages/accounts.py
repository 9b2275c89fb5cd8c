"""Part of the evidence stage: what was claimed, whose account it is, and of what a reply speaks."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from allegedly.analysis import Attribution, Judgement, Source
from allegedly.article import Article, Span
from allegedly.phrases import lexicon
from allegedly.stages.replying import (
    ASKED_OF_RE,
    BY_TRADE_RE,
    CHARGE_RE,
    COUNTED_RE,
    ITS_LAWYER_RE,
    OF_GROUP_RE,
    ONLY_ASKS_RE,
    OR_RE,
    OTHER_RE,
    OWNED_RE,
    REPORTED_RE,
    SPEAKS_FOR_RE,
    SPOKEN_OF_RE,
    THEIR_RE,
    THESE_RE,
    THEY_RE,
    TIMES,
    TOLD_OF_IT_RE,
    TOPIC_OF_RE,
    TOPIC_RE,
    UNFOLDED,
    WORD_RE,
    Reply,
    stem,
)

BACK = 4
"""How many paragraphs back a reply may look for the claim that it answers."""
SHORT = 6
"""How many sentences back it may look at least, where each is a paragraph of its own."""
RECENT = 15
"""How many sentences back it looks at most, where paragraphs were lost."""
FAR = 30
"""How many sentences back a claim that names somebody still waits for their answer."""

ALIKE = 2
"""How many words a denial must share with a claim farther back to be taken for an answer to it."""

PRINCIPAL = 80
"""Characters on both sides of a name in which stands for whom somebody speaks."""

APART = 6
"""Characters between the two: a comma, an article and a blank."""

BEFORE_NTH = {"third": "two", "fourth": "three", "fifth": "four", "sixth": "five"}
"""How many spoke before one more did."""


@cache
def common() -> frozenset[str]:
    """Words too plain to tell one claim or source from others."""
    return lexicon("grammar")["plain"]


class Accounts:
    """What was claimed so far and by whom: looked up once, not for each reply."""

    def __init__(
        self,
        article: Article,
        judgements: tuple[Judgement, ...],
        sources: list[Source],
        attributions: tuple[Attribution, ...],
    ) -> None:
        self.text = article.text
        self.judgements = judgements
        self.sources = sources
        self.attributions = attributions
        self.replied: set[int] = set()
        self.silent: set[int] = set()
        self.parting: set[int] = set()  # that confirm something else
        self.supported: dict[int, tuple[int, ...]] = {}  # by sentences that confirm them
        self.starts = [j.span.start for j in judgements]
        made: dict[int, list[Attribution]] = {}
        for a in attributions:
            if a.by is not None and a.source:
                made.setdefault(bisect_right(self.starts, a.source[0].start) - 1, []).append(a)
        self.spoke = {
            k: {a.by for a in here if not any(c.contains(a.source[0]) for o in here for c in o.content)}
            for k, here in made.items()
        }
        self.mentions = sorted((m.start, m.end, i) for i, s in enumerate(sources) for m in s.mentions)
        bodies = [(s.name.lower().removeprefix("the ").split(), i) for i, s in enumerate(sources)]
        self.opened = {
            (words[0], words[1]): i
            for words, i in reversed(bodies)
            if len(words) > 2 and sources[i].kind in {"organisation", "outlet"}
        }
        self.last_names = {
            name[-1]: i
            for i, s in reversed(list(enumerate(sources)))
            if s.is_identified and s.kind != "document" and (name := s.name.split())
        }

    def _name(self, by: int) -> set[str]:
        """The words of a source's name by which a claim may speak of it, without the office before it."""
        source = self.sources[by]
        words = [w for w in WORD_RE.findall(source.name) if len(w) > 2]
        small = [k for k, w in enumerate(words) if source.kind == "person" and w.islower()]
        name = words[small[-1] + 1 if small else 0 :] + self._principal(source)
        called = name or words  # "the health minister" has no other name
        keys = {OWNED_RE.sub("", w.lower()) for w in called} - common()
        own = keys - lexicon("sources")["organisations"] if source.kind == "organisation" else keys
        # "The FBI's Kansas City office" is no matter of City Hall, nor "the Cabinet Office" of any cabinet.
        return own or (keys if len(keys) == 1 else set())

    def _principal(self, source: Source) -> list[str]:
        """The name of whom somebody speaks for: "A lawyer for | Mr. Oland|", "| Mr. Oland|'s lawyer, Ida"."""
        if source.kind not in {"person", "organisation"} or not source.mentions:
            return []
        first = source.mentions[0]
        start = max(0, first.start - PRINCIPAL)
        for own in ITS_LAWYER_RE.finditer(self.text, start, first.end):
            if own.end() >= first.start:
                return [w for w in WORD_RE.findall(own["whom"]) if len(w) > 2]
        for found in SPEAKS_FOR_RE.finditer(self.text[start : first.end + PRINCIPAL]):
            here = Span(start + found.start(), start + found.end())
            if here.start - first.end <= APART and first.start - here.end <= APART:
                return [w for w in WORD_RE.findall(found["whom"]) if len(w) > 2]
        return []

    def _words(self, judgement: Judgement) -> set[str]:
        return self._told(judgement.span)

    def _told(self, span: Span) -> set[str]:
        words = (w.lower() for w in WORD_RE.findall(span.slice(self.text)) if len(w) > 2)
        return {OWNED_RE.sub("", w) for w in words} - common()

    def _on_topic(self, claims: list[int], reply: Reply) -> list[int]:
        """The claims that share words with what the replier would not speak of.

        When none does it is all of them, unless it is plainly another matter: "whether anyone was held".
        """
        words = self._topic_of(reply)
        about = self._telling(claims, words)
        other = words and OTHER_RE.match(self._topic_text(reply))
        return about if about or other else claims

    def _topic_text(self, reply: Reply) -> str:
        """What follows a reply and says of what somebody would not speak; mostly nothing."""
        start, end = (here := self.judgements[reply.sentence].span).start, here.end
        if SPOKEN_OF_RE.search(reply.span.slice(self.text)):  # "would not discuss the | June ticket"
            return f" about {self.text[reply.span.end : end].partition(';')[0]}"
        topic = TOPIC_RE.match(self.text, reply.span.end, end)
        if topic is None and (asked := ASKED_OF_RE.match(self.text, start, reply.span.start)) is not None:
            return f" about {asked['what']}"
        return topic.group() if topic else ""

    def _topic_of(self, reply: Reply) -> set[str]:
        """The stems of what somebody would not speak of."""
        return {word for topic in self._topics_of(reply) for word in topic}

    def _topics_of(self, reply: Reply) -> list[set[str]]:
        """The stems of each matter of which somebody would not speak: "on the | cash | or the | letter |"."""
        topic = TOPIC_RE.match(self._topic_text(reply))
        out = []
        for part in OR_RE.split(topic[1].lower()) if topic else []:
            words = {
                w for w in WORD_RE.findall(TOLD_OF_IT_RE.sub("", part)) if len(w) > 2 and not w[0].isdigit()
            }
            words -= common() | UNFOLDED | TIMES | lexicon("grammar")["matterless"]
            out.append({stem(w) for w in words} - lexicon("grammar")["days"])
        return out

    def _telling(self, claims: list[int], stems: set[str]) -> list[int]:
        """The claims with any of the words."""
        return [k for k in claims if stems & {stem(w) for w in self._words(self.judgements[k])}]

    def _accounts(self, near: list[int], chosen: list[int]) -> list[int]:
        """The claims chosen, each with what the same source says in the same paragraph: one account.

        How they spoke ("They asked not to be named") is part of the account right before it.
        """
        told = [k if self.judgements[k].attributions else self._told_by(k) for k in chosen]
        tellers = {
            (self._teller(k), self._paragraph(k)) for k in told if k in near and self._teller(k) is not None
        }
        return [k for k in near if k in chosen or (self._teller(k), self._paragraph(k)) in tellers]

    def _told_by(self, number: int) -> int:
        """The sentence whose teller a claim without one has: "They asked not to be named" goes on from it."""
        front = number and self._paragraph(number - 1) == self._paragraph(number)
        span = self.judgements[number].span
        return number - 1 if front or THEY_RE.match(self.text, span.start) else number

    def _told_together(
        self, near: list[int], chosen: list[int], by: int | None, *, whole: bool = False
    ) -> list[int]:
        """The claims chosen, and what their group says of whoever answers, or all of it if that is meant."""
        group = {g for k in chosen if (g := self._group(k))}
        keys = self._name(by) if by is not None and self.sources[by].kind == "person" else set()
        return [
            k
            for k in near
            if k in chosen or (self._group(k) in group and (whole or keys & self._words(self.judgements[k])))
        ]

    def _whole_account(self, reply: Reply, near: list[int]) -> list[int]:
        """All that a group told, where "their account" could not be verified, or is disputed."""
        behind = THEIR_RE.match(self.text, reply.span.end)
        said = THEIR_RE.search(f" {reply.span.slice(self.text)}")
        denied = reply.kind == "denial" and said is not None and "their" in said[0]  # "her claims" are one's
        if not (denied or (reply.kind == "unverified" and behind)):
            return []
        earlier = range(max(0, reply.sentence - FAR), reply.sentence)
        told = [k for k in earlier if self.judgements[k].sourcing == "allegation"]
        groups = [k for k in told if self._group(k)] if denied else near
        return self._told_together(told, self._accounts(told, groups[-1:]), None, whole=True)

    def _of_the_others(self, near: list[int], by: int) -> list[int]:
        """What the others tell where one more differs: "Three people said …. | A fourth person | differs"."""
        words = self.sources[by].name.lower().split()
        count = BEFORE_NTH.get(words[1], "") if words[:1] == ["a"] and len(words) > 1 else ""
        tellers = {k: self._teller(k) for k in near} if count else {}
        return [
            k for k, t in tellers.items() if t is not None and self.sources[t].name.startswith(f"{count} ")
        ]

    def _of_its_matter(self, near: list[int], reply: Reply) -> list[int]:
        """The claims of what a denial names: "denied the | fuel | claims", "account of the | meeting"."""
        end = self.judgements[reply.sentence].span.end
        topic = TOPIC_OF_RE.search(self.text, reply.span.start, end)
        noun = {stem(topic["of"] or topic["before"])} if topic else set()
        return self._accounts(near, about) if (about := self._telling(near, noun)) else []

    def _group(self, number: int) -> str:
        """The name of the group that makes a claim, or that one of it makes; `""` for anybody else."""
        by = self._teller(number)
        if by is None or self.sources[by].is_identified:
            return ""
        name = self.sources[by].name.lower()
        part = OF_GROUP_RE.match(name)
        if part is None and not self.sources[by].plural:
            return ""
        # "two survivors", "one of the survivors"
        return COUNTED_RE.sub("", name[part.end() if part else 0 :])

    def _teller(self, number: int) -> int | None:
        """Whose account it is; nobody's when it is hearsay, of which every piece stands alone."""
        made = self.judgements[number].attributions
        by = self.attributions[made[0]].by if made else None
        return None if by is None or self.sources[by].kind == "hearsay" else by

    def _tells(self, number: int, by: int | None) -> bool:
        """Whether the claim is somebody's own: nobody denies or leaves open what they say themselves."""
        own = (self.attributions[i].by for i in self.judgements[number].attributions[:1])
        return by is not None and (by in self.spoke.get(number, ()) or by in own)

    def _paragraph(self, number: int) -> int:
        return self.judgements[number].sentence.block.paragraph

    def _is_told_by(self, number: int, noun: str) -> bool:
        """Whether somebody who goes by the noun makes the claim."""
        by = self._teller(number)
        called = {stem(word) for word in self.sources[by].name.lower().split()} if by is not None else set()
        return stem(noun) in called

    def _is_relayed(self, number: int) -> bool:
        """Whether the claim is what another outlet reported."""
        made = [self.attributions[i] for i in self.judgements[number].attributions]
        return any(a.chain or (a.by is not None and self.sources[a.by].kind == "outlet") for a in made)

    def _outlets(self, number: int) -> set[int]:
        """The outlets through which a claim came."""
        made = [self.attributions[i] for i in self.judgements[number].attributions]
        through = {i for a in made for i in (*a.chain, a.by) if i is not None}
        return {i for i in through if self.sources[i].kind == "outlet"}

    def _reported(self, sentence: int) -> int | None:
        """The sentence before that tells of a report by an outlet, or in which one relays something."""
        for k in range(sentence - 1, max(-1, sentence - RECENT), -1):
            span = self.judgements[k].span
            if self._is_relayed(k) or REPORTED_RE.search(self.text, span.start, span.end):
                return k
        return None

    def _trade(self, reply: Reply) -> str:
        """What whoever replies is, in front of the name: "The Emirati | businessman, Ana Ruiz,"; or `""`."""
        start = self.judgements[reply.sentence].span.start
        found = BY_TRADE_RE.match(self.text, start, reply.span.start)
        return found["noun"] if found else ""

    def _leaving_unnamed(self, noun: str, claims: list[int]) -> list[int]:
        """The claims that tell of somebody by the noun alone: "arranged by an Emirati | businessman"."""
        some = re.compile(rf"\ban? (?:[\w-]+ ){{0,3}}?{re.escape(noun)}\b")
        return [k for k in claims if some.search(self.judgements[k].span.slice(self.text))]

    def before(self, sentence: int) -> int:
        """The sentence right before one, of the article and not of its page; -1 when there is none."""
        earlier = range(sentence - 1, -1, -1)
        return next((k for k in earlier if self.judgements[k].sourcing != "furniture"), -1)

    def _near(self, reply: Reply, by: int | None) -> list[int]:
        """The allegations shortly before the reply, without those of the one who replies."""
        paragraph = self.judgements[reply.sentence].sentence.block.paragraph
        out = []
        for k in range(max(0, reply.sentence - RECENT), reply.sentence):
            judgement = self.judgements[k]
            back = paragraph - judgement.sentence.block.paragraph
            if judgement.sourcing != "allegation" or (back > BACK and reply.sentence - k > SHORT):
                continue
            if k not in self.silent and (by is None or not self._tells(k, by)):
                out.append(k)
        return out

    def _far(self, reply: Reply, keys: set[str], by: int | None) -> list[int]:
        """The allegations that name the replier, farther back than another reply would reach."""
        earlier = range(max(0, reply.sentence - FAR), reply.sentence)
        alleged = (k for k in earlier if self.judgements[k].sourcing == "allegation")
        return [k for k in alleged if keys & self._words(self.judgements[k]) and not self._tells(k, by)]

    def _since_named(self, reply: Reply, keys: set[str], by: int | None) -> list[int]:
        """All that was told since a claim first named who denies: "| These stories | are nonsense"."""
        found = THESE_RE.search(self.judgements[reply.sentence].span.slice(self.text))
        if found is None:
            return []
        # "Dismissed | the story |", "could not verify | the reports |": all that the article tells.
        whole = "stor" in found[0].lower() or reply.kind == "unverified"
        first = next(iter(self._far(reply, keys, by) or (self._near(reply, by) if whole else [])), None)
        if first is None or reply.sentence - first > RECENT:
            return []
        told = range(first, reply.sentence)
        return [k for k in told if self.judgements[k].sourcing == "allegation" and not self._tells(k, by)]

    def _charges(self, number: int) -> bool:
        """Whether a sentence, or the one before by the same teller beside it, tells of an accusation."""
        by, first = self._teller(number), max(0, number - 1)
        same = self._paragraph(first) == self._paragraph(number) and self._teller(first) == by is not None
        start = self.judgements[first if same else number].span.start
        return CHARGE_RE.search(self.text, start, self.judgements[number].span.end) is not None

    def _charged(self, reply: Reply, by: int | None) -> list[int]:
        """What the one who denies stands accused of, however long ago a report of a trial said so."""
        if reply.kind != "denial" or by is None or self.sources[by].kind != "person":
            return []
        far = self._far(reply, self._name(by), by)
        return [k for k in far if CHARGE_RE.search(self.judgements[k].span.slice(self.text))][-1:]

    def _of_its_words(self, claims: list[int], reply: Reply) -> list[int]:
        """The claim that speaks of what the denial says it denies; none where no two words are shared."""
        span = self.judgements[reply.sentence].span
        said = {stem(w) for w in self._told(Span(reply.span.start, span.end)) - UNFOLDED}
        shared = {k: len(said & {stem(w) for w in self._words(self.judgements[k])}) for k in claims}
        best = max(claims, key=lambda k: (shared[k], k))
        return [best] if shared[best] >= ALIKE else []

    def _most_alike(self, claims: list[int], reply: Reply, by: int | None) -> int:
        """The claim that a denial, or the quotation right behind it, speaks of; in doubt the nearest.

        Behind the cue stands what is denied; in front of it who denies: "the Trust's director, Ida Brandt".
        """
        claims = [k for k in claims if not self._only_asks(k)] or claims
        shared = {k: self._shared(k, reply, by) for k in claims}
        best = max(claims, key=lambda k: (shared[k], k))
        nearest = shared[claims[-1]]
        return best if shared[best] > nearest and (shared[best] >= ALIKE or not nearest) else claims[-1]

    def _only_asks(self, claim: int) -> bool:
        """Whether it tells only how somebody spoke: "The people asked for anonymity because it is secret"."""
        span = self.judgements[claim].span
        return ONLY_ASKS_RE.match(self.text, span.start, span.end) is not None

    def _shared(self, claim: int, reply: Reply, by: int | None) -> int:
        """How many words a claim has of what is denied, and of the quotation right behind."""
        here = self.judgements[reply.sentence].span
        said = self._told(Span(reply.span.start, here.end))
        said = said if len(said) > 1 else self._told(here)
        after = self.judgements[reply.sentence + 1 : reply.sentence + 2]
        if after and after[0].sourcing == "on-record" and self.text[after[0].span.start] in '"“':
            said |= self._words(after[0])
        if by is not None:
            said -= {w.lower() for w in WORD_RE.findall(self.sources[by].name)}
        return len({stem(w) for w in said} & {stem(w) for w in self._words(self.judgements[claim])})

    def _answers_the_record(self, sentence: int, keys: set[str]) -> bool:
        """Whether the sentence right before is about the replier and no allegation: the reply is to it."""
        if not keys or sentence == 0:
            return False
        before = self.judgements[sentence - 1]
        return before.sourcing in ("fact", "on-record") and bool(keys & self._words(before))
