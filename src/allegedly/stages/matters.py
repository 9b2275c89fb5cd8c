"""Part of the evidence stage: the claims, wherever they stand, of the matter that a reply names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from allegedly.article import Span
from allegedly.phrases import lexicon
from allegedly.stages.accounts import ALIKE, FAR, RECENT, common
from allegedly.stages.answering import Answering
from allegedly.stages.replying import THAT_CLAUSE_RE, WORD_RE, Reply, stem

WHOLE = 5
"""Letters of a stem that tell a word from others."""

_DENIED_RE = re.compile(r"(?: that)?(?! (?:it|them|these|this|those)\b)(?P<what> [^,.;“\"—]+)")
_NOTION_RE = re.compile(
    r"\b(?:claims?|idea|notion|reports?|rumou?rs?|suggestions?|talk) (?:of|that) (?P<what>.+?)"
    r"(?: (?:is|are|was|were|as)\b| [“\"'‘]|$)"
)
"""What a denial says is not so, behind the denial or inside."""


class Matters(Answering):
    """Claims by their words, as far back as the article tells the same."""

    def asked_about(self, reply: Reply, by: int | None) -> list[int]:
        """The claims, near or far, of what somebody would not speak of: "would not discuss the | ticket".

        Of two matters, "the | cash | or the | letter |", those of both; no claim that itself answers one.
        """
        if reply.kind != "no-comment" or self.is_nobodys(reply, by):
            return []
        own = set() if by is None else {stem(w) for w in self._name(by)}
        earlier = [k for k in self._earlier(reply, by) if k not in self.replied]
        matters = (self._telling_most(topic - own, earlier) for topic in self._topics_of(reply))
        return sorted({k for about in matters for k in about})

    def unchecked(self, reply: Reply) -> list[int]:
        """The claims that tell what could not be verified: "verify | that the log was changed |"."""
        end = self.judgements[reply.sentence].span.end
        clause = THAT_CLAUSE_RE.match(self.text, reply.span.end, end) if reply.kind == "unverified" else None
        if clause is None:
            return []
        return self._telling_most(self._stems(clause[0]), self._earlier(reply, None), least=ALIKE)

    def denied_by_name(self, reply: Reply, by: int | None) -> list[int]:
        """The claims of what a denial calls by its words: "the notion of | inflated rents | is wrong"."""
        inside = _NOTION_RE.search(reply.span.slice(self.text)) if reply.kind == "denial" else None
        said = self._stems(inside["what"]) if inside else set()
        return self._telling_most(said, self._earlier(reply, by), least=ALIKE) if said else []

    def denied_in_its_words(self, reply: Reply, by: int | None) -> list[int]:
        """The claims that tell what is denied: two of its words, or all: "denied | she was expecting |"."""
        end = self.judgements[reply.sentence].span.end
        behind = _DENIED_RE.match(self.text, reply.span.end, end) if reply.kind == "denial" else None
        said = self._stems(behind["what"]) if behind else set()
        said -= set() if by is None else {stem(w) for w in self._name(by)}
        return self._telling_most(said, self._earlier(reply, by), least=min(ALIKE, len(said))) if said else []

    def _stems(self, said: str) -> set[str]:
        words = {w.lower() for w in WORD_RE.findall(said) if len(w) > 2}
        return {stem(w) for w in words - common() - lexicon("grammar")["matterless"]}

    def with_titles(self, claims: Sequence[int], before: int) -> tuple[int, ...]:
        """The claims and the headline that tells one of them, or what tells most of a headline among them."""
        out = set(claims)
        for title, told in self._told_in_titles.items():
            told = {k for k in told if k < before}
            if title in claims:
                out |= told
            elif told & set(claims):
                out.add(title)
        return tuple(sorted(out))

    @cached_property
    def _told_in_titles(self) -> dict[int, set[int]]:
        """By headline that is an allegation: the allegations with most of its words."""
        alleged = [k for k, j in enumerate(self.judgements) if j.sourcing == "allegation"]
        titles = [k for k in alleged if self.judgements[k].sentence.is_headline]
        body = [k for k in alleged if k not in titles]
        return {k: set(self._telling_most(self._content(k), body, least=self._most_of(k))) for k in titles}

    def _most_of(self, title: int) -> int:
        """How many of a headline's words a claim must have: a third of them, two at least."""
        return max(ALIKE, len(self._content(title)) // 3)

    def is_nobodys(self, reply: Reply, by: int | None) -> bool:
        """Whether somebody unnamed who told a claim would not tell more of it: "the friend declined"."""
        before = range(max(0, reply.sentence - RECENT), reply.sentence)
        unnamed = by is not None and self.sources[by].kind == "unnamed" and reply.kind == "no-comment"
        return unnamed and any(self._tells(k, by) for k in before)

    def _earlier(self, reply: Reply, by: int | None) -> list[int]:
        """All allegations before it, near or far, without those of the one who replies."""
        earlier = range(max(0, reply.sentence - FAR), reply.sentence)
        alleged = (k for k in earlier if self.judgements[k].sourcing == "allegation")
        return [k for k in alleged if k not in self.silent and not self._tells(k, by)]

    def _telling_most(self, stems: set[str], claims: list[int], *, least: int = 1) -> list[int]:
        """The claims with as many of the words as any of them has, and so many at least."""
        shared = {k: len([s for s in stems if any(one_word(s, t) for t in self._content(k))]) for k in claims}
        most = max(shared.values(), default=0)
        return [k for k in claims if shared[k] == most >= least]

    def _content(self, number: int) -> set[str]:
        """The stems of what a claim tells, without its tellers: "people briefed on the | matter |"."""
        return {stem(w[0].lower()) for w in self._said(number) if w[0].lower() not in common()}

    def _said(self, number: int) -> Iterator[re.Match[str]]:
        """The words of a claim that do not belong to what its tellers are called."""
        judgement = self.judgements[number]
        tellers = [s for i in judgement.attributions for s in self.attributions[i].source]
        for word in WORD_RE.finditer(self.text, judgement.span.start, judgement.span.end):
            if len(word[0]) > 2 and not any(s.contains(Span(*word.span())) for s in tellers):
                yield word


def one_word(one: str, other: str) -> bool:
    """Whether two stems are of one word: "invitat(ion)", "invit(ed)"."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= WHOLE and long.startswith(short))
