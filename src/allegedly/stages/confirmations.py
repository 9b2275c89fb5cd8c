"""Part of the evidence stage: the claims that somebody else confirms."""

from __future__ import annotations

from allegedly.article import Span
from allegedly.stages.accounts import ALIKE, common
from allegedly.stages.heads import singular
from allegedly.stages.kinds import is_human
from allegedly.stages.matters import one_word
from allegedly.stages.negations import Negations
from allegedly.stages.replying import (
    ANY,
    CHANGES,
    GENUINE_RE,
    THAT_CLAUSE_RE,
    TOPIC_OF_RE,
    WORD_RE,
    Reply,
    confirmed,
    stem,
)


class Confirmations(Negations):
    """What is confirmed: by the words of the confirmation, else what was told right before."""

    def confirmed_by(self, near: list[int], reply: Reply, by: int | None) -> tuple[int, ...]:
        """The last claim of which what is confirmed speaks, not only of the same people and places."""
        here = self.judgements[reply.sentence]
        if GENUINE_RE.search(self.text, here.span.start, reply.span.start):
            return ()  # "its authenticity | confirmed | by a spokeswoman": of a paper, not of what it says
        words, what = self._words(here), confirmed(self.text, here.span, reply)
        if by is not None:  # "The Charity Commission | confirmed | it", of "The Charity Bulletin reported"
            words -= {w.lower() for w in WORD_RE.findall(self.sources[by].name)}
        # "confirmed | that the striker had been told": all that it says is in the claim.
        said = THAT_CLAUSE_RE.match(self.text, reply.span.end, here.span.end)
        clause = {stem(w) for w in self._told(Span(*said.span()))} if said else set()
        lower = {w for w in WORD_RE.findall(here.span.slice(self.text)) if w.islower()}
        small = {w for w in lower if w != "police" and not is_human(w, singular(w))}
        alike = [
            k
            for k in near
            if (len(shared := words & (told := self._words(self.judgements[k]))) >= ALIKE and shared & small)
            or any(one_word(what, stem(w)) for w in told)
            or (clause and clause <= {stem(w) for w in told})
            or ((what == ANY or what in CHANGES) and k == near[-1])
        ]
        return tuple(alike[-1:] or self._told_farther_back(reply, by))

    def _told_farther_back(self, reply: Reply, by: int | None) -> list[int]:
        """The claims with most of what is confirmed, two words at least; or of the one thing that is named.

        "Acknowledged | that a crane was sold |", "backed up the account of the | safe |".
        """
        earlier = [k for k in self._earlier(reply, by) if k not in self.replied]
        end = self.judgements[reply.sentence].span.end
        if (topic := TOPIC_OF_RE.search(self.text, reply.span.start, end)) is not None:
            return self._telling_most({stem(topic["of"] or topic["before"])}, earlier)
        clause = THAT_CLAUSE_RE.match(self.text, reply.span.end, end)
        said = WORD_RE.findall(clause[0]) if clause else []
        small = {stem(w) for w in said if len(w) > 2 and not w[0].isupper() and w not in common()}
        return self._telling_most(small, earlier, least=ALIKE)
