"""Part of the evidence stage: whether a reply answers its own sentence, or somebody who spoke by name."""

from __future__ import annotations

from allegedly.analysis import Judgement
from allegedly.stages.repliers import Repliers
from allegedly.stages.replying import (
    CHARGE_RE,
    CLAIM_END_RE,
    CLAIM_NOUN_RE,
    COPULA_RE,
    HALF_RE,
    IT_RE,
    OWN_TOPIC_RE,
    POINTED_RE,
    POINTS_RE,
    THAT_WAS_RE,
    THE_CHARGE_RE,
    TOLD_RE,
    TOPIC_THAT_RE,
    UNCHECKED_RE,
    WHICH_RE,
    WHICH_SAID_RE,
    WHO_RE,
    Reply,
)


class Answering(Repliers):
    """What a reply answers that is no earlier allegation."""

    def _within(self, reply: Reply, by: int | None, own: tuple[int, ...]) -> tuple[int, ...] | None:
        """What it answers where that stands in its own sentence, or was said by name; else `None`."""
        alleged = self.judgements[reply.sentence].sourcing == "allegation"
        if reply.kind in {"denial", "unverified"} and self._answers_within(reply):
            return (reply.sentence,) if alleged else own
        if alleged and self._answers_half(reply, by):
            return (reply.sentence,)
        return own if reply.kind == "unverified" and self._unchecked_is_named(reply) else None

    def _answers_half(self, reply: Reply, by: int | None) -> bool:
        """Whether it answers what somebody without a name tells in the same sentence.

        "…, a clerk said, though the bank disputed that", "officials say Oland, who did not respond, took it".
        """
        here = self.judgements[reply.sentence]
        before = self.text[here.span.start : reply.span.start]
        halves = list(HALF_RE.finditer(before))
        half = halves[-1] if halves else WHO_RE.search(before) or WHICH_SAID_RE.search(before)
        if reply.kind == "corroboration" or half is None:
            return False
        end = here.span.start + half.start()
        told = [self.attributions[i] for i in here.attributions]
        tellers = {a.by for a in told if a.by is not None and a.cue and a.cue[0].start < end}
        unnamed = not tellers or any(not self.sources[i].is_identified for i in tellers)
        return unnamed and by not in tellers

    def _answers_within(self, reply: Reply) -> bool:
        """Whether a denial, or doubt, answers what its own sentence tells of.

        "Rumours that … were untrue", "Reports that … could not be confirmed", "rumours, which she denied,
        that …", "of theft, a charge he denies".
        """
        before = self.text[self.judgements[reply.sentence].span.start : reply.span.start]
        copula = reply.kind == "unverified" or COPULA_RE.match(self.text, reply.span.start) is not None
        return bool(WHICH_RE.search(before) or (copula and CLAIM_NOUN_RE.search(before)))

    def _answers_the_named(self, reply: Reply, by: int | None) -> bool:
        """Whether a denial answers what somebody just said on the record.

        "X sued, alleging …. Y denied the allegations", "His lawyer said …. Two officers disputed that".
        """
        here = self.judgements[reply.sentence]
        behind = any(p.match(self.text, reply.span.end) for p in (POINTS_RE, IT_RE))
        said = reply.span.slice(self.text)
        points = behind or POINTED_RE.search(said) or said.lower().endswith((" that", " this", " it"))
        points = bool(points or THAT_WAS_RE.search(said))
        the_claim = THE_CHARGE_RE.search(self.text, reply.span.start - len("the "), reply.span.end)
        the_report = UNCHECKED_RE.match(self.text, reply.span.end + 1)
        keys = set() if by is None else self._name(by)
        last = self.before(reply.sentence)
        for k in range(reply.sentence - 1, -1, -1):
            judgement = self.judgements[k]
            on_record = judgement.sourcing == "on-record"
            elsewhere = judgement.sentence.block.paragraph != here.sentence.block.paragraph
            right_before = k == last
            # "Tamsir says the Front did it", "the Front's men did"
            about = right_before and bool(keys & self._words(judgement))
            charged = on_record and THE_CHARGE_RE.search(said)
            charged = charged and CHARGE_RE.search(self.text, judgement.span.start, judgement.span.end)
            if elsewhere and not ((points or about or charged) and right_before):
                return False
            if k in self.replied:
                if right_before and points and said.lower().startswith("disput"):
                    return True  # "The bank denied it. | A clerk disputed that |": the bank's denial
                continue
            if judgement.sourcing == "allegation":
                return False
            tellers = [self.attributions[i].by for i in judgement.attributions]
            if right_before and not elsewhere and on_record and (the_claim or the_report):
                return by not in tellers  # "The government says …. Groups say | the claim is nonsense |"
            charge = self._charges(k)
            named = on_record and about and bool(tellers)
            if right_before and by in (None, *tellers) and THAT_WAS_RE.match(said):
                # ""We were told it was safe," she said. "| That was a lie |."": of what others had told her.
                return TOLD_RE.search(self.text, judgement.span.start, judgement.span.end) is not None
            return by not in tellers and (charge or named or bool(points and tellers))
        return False

    def _unchecked_is_named(self, reply: Reply) -> bool:
        """Whether what could not be verified is what somebody named just told."""
        here, before = self.judgements[reply.sentence], self.judgements[max(0, self.before(reply.sentence))]
        same = self._paragraph(reply.sentence) == self._paragraph(max(0, self.before(reply.sentence)))
        told = bool(before.attributions) and before.sourcing == "on-record" and same
        return told and UNCHECKED_RE.search(self.text, here.span.start, here.span.end) is not None

    def _has_topic(self, reply: Reply) -> bool:
        """Whether the denial says in its own words what it denies: "denied reports that he had left"."""
        said = reply.span.slice(self.text)
        inside = CLAIM_END_RE.search(said) and TOPIC_THAT_RE.match(self.text, reply.span.end)
        return bool(OWN_TOPIC_RE.match(self.text, reply.span.end) or OWN_TOPIC_RE.match(f" {said}") or inside)

    def _answers_itself(self, here: Judgement, reply: Reply) -> bool:
        """Whether the reply shares its sentence with a claim of somebody else."""
        if here.mixed:
            return any(p.sourcing == "allegation" and not p.span.contains(reply.span) for p in here.mixed)
        clauses = here.sentence.clauses
        return len(clauses) > 1 and not clauses[0].contains(reply.span)
