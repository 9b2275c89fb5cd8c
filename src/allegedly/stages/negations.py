"""Part of the evidence stage: denials that say only that something is not so."""

from __future__ import annotations

import re

from allegedly.analysis import Evidence
from allegedly.article import Span
from allegedly.stages.accounts import ALIKE, RECENT, common
from allegedly.stages.matters import Matters, one_word
from allegedly.stages.replying import NAME_WORD_RE, NEGATION_RE, WORD_RE, Reply, stem

_DONE = {"meet": "met", "payment": "paid"}
"""The verbs of what there was not, by the stems of their nouns."""
_HANGS = r"(?:about|and|as|at|but|by|for|from|in|more|of|on|or|other|than|that|to|who|with(?:out)?)\b"
_NO_RE = re.compile(
    r"\b(?:(?:nobody|no[ -]one)(?: (?:is|was|has|had|been|being|ever)\b)* (?P<done>[\w'-]+)"
    rf"|(?:no|any)(?! such thing as\b)(?P<such> such)? (?P<what>(?:(?!{_HANGS})[\w'-]+ ?){{1,3}}))"
)
"""What there is not, in up to three words in front of what hangs on it, or what was not done."""
_ANY_OF_RE = re.compile(
    r"(?: on \w+day)?(?: that| there (?:was|were|had been))* any (?P<what>[a-z]{4,})\b(?! of\b)"
)
_VERB_RE = re.compile(r"(?:\b(?:also|been|ever|yet|\w+ly) )*(?P<verb>[\w'’-]+)")
"""What was not done, behind the negation: "hadn't been | approached |"."""
_CUT_RE = re.compile(r"[,;:—“\"]|\bthat\b")
"""Where a negation in front does no longer reach."""


class Negations(Matters):
    """What contradicts a claim without a word of denying."""

    def contradicted(self, reply: Reply) -> Evidence | None:
        """The denial of the claims that tell what somebody says is not so; `None` when no claim does."""
        here = self.judgements[reply.sentence]
        by = next((i for a in here.attributions if (i := self.attributions[a].by) is not None), None)
        if by is None:
            return None
        if reply.plain == "none":
            claims = self._of_none(reply, by)
        else:
            claims = self._undone(reply, by) if here.sourcing == "on-record" else []
        if not claims:
            return None
        return Evidence("denial", reply.span, reply.sentence, by, self.with_titles(claims, reply.sentence))

    def _of_none(self, reply: Reply, by: int) -> list[int]:
        """The claims of what there is not: "There was | no list |", "Nobody was | hurt |".

        Or the one right before that shares two words with the rest: "had no plans | to sell the mill |".
        """
        flat = self.text[reply.span.start : reply.span.end].lower().replace("’", "'")
        if (none := _NO_RE.search(flat)) is None:
            return []
        what = {
            stem(w) for w in WORD_RE.findall(none["done"] or none["what"]) if len(w) > 2 and w not in common()
        }
        what |= {_DONE[w] for w in what & _DONE.keys()}
        end = self.judgements[reply.sentence].span.end
        said = {stem(w) for w in self._told(Span(reply.span.start, end))}
        out = []
        for k in self._earlier(reply, by):
            told = self._content(k)
            # "There is no such proposal" can only be what was told right before.
            adjacent = k == self.before(reply.sentence) and (len(said & told) >= ALIKE or none["such"])
            if reply.sentence - k <= RECENT and (self._is_told(k, what) or adjacent):
                out.append(k)
        return out

    def told_of_any(self, reply: Reply, by: int | None) -> list[int]:
        """The claims of what somebody denies any of, the lead's too: "denied that any | warning | came"."""
        what = _ANY_OF_RE.match(self.text, reply.span.end) if reply.kind == "denial" else None
        if what is None:
            return []
        stems = self._stems(what["what"])
        return [k for k in self._earlier(reply, by) if self._is_told(k, stems)]

    def _is_told(self, number: int, what: set[str]) -> bool:
        """Whether a claim says that there is such a thing, not that there is none."""
        span = self.judgements[number].span
        for word in self._said(number):
            if any(one_word(stem(word[0].lower()), w) for w in what):
                front = _CUT_RE.split(self.text[span.start : word.start()])[-1]
                return NEGATION_RE.search(front) is None
        return False

    def _undone(self, reply: Reply, by: int) -> list[int]:
        """The claim that "he ordered it", where "his client | did not order | it".

        Only by those whom the claim names, or who speak for them: others say that they never did as much. The
        verb must be the claim's, with another of its words, and the claim no negation of its own.
        """
        here = self.judgements[reply.sentence].span
        verb = _VERB_RE.search(self.text, reply.span.end, here.end)
        if verb is None or not self.sources[by].is_identified:
            return []
        done = stem(verb["verb"].lower())
        said = {stem(w) for w in self._told(Span(reply.span.start, here.end))} - {done}
        front = Span(here.start, reply.span.start).slice(self.text)
        speaker = {w.lower() for w in NAME_WORD_RE.findall(front)} - common()
        for k in reversed(self._near(reply, by)):
            claim = self.judgements[k].span.slice(self.text)
            told = {stem(w) for w in self._words(self.judgements[k])}
            named = {w.lower() for w in NAME_WORD_RE.findall(claim)} - common()
            about = (speaker | self._name(by)) & named
            same = done in told and (k == self.before(reply.sentence) or said & told)
            if about and same and not NEGATION_RE.search(claim):
                return self._accounts([k], [k])
        return []
