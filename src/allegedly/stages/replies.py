"""Part of the evidence stage: the statements that support, deny or leave open what others say."""

from __future__ import annotations

from allegedly.analysis import Attribution, Evidence, Judgement, Source
from allegedly.article import Article, Span
from allegedly.stages.accounts import ALIKE, FAR, RECENT, common
from allegedly.stages.confirmations import Confirmations
from allegedly.stages.replied import found_replies
from allegedly.stages.replying import (
    ASKED_RE,
    DEATH_RE,
    DIGIT_RE,
    FIGURE_RE,
    FURTHER_RE,
    HE_RE,
    INNOCENCE_RE,
    INVOLVED_RE,
    IT_RE,
    NO_SUCH_RE,
    NOT_ANY_RE,
    OF_TELLER_RE,
    ONE_RE,
    PAPER_RE,
    PLURAL_RE,
    POINTED_RE,
    ROLE_RE,
    THAT_RE,
    THAT_REPORT_RE,
    THEN_RE,
    TOLL_RE,
    UNFOLDING_RE,
    WORD_RE,
    WRONGDOING_RE,
    Reply,
    goes_on,
    same_subject,
    stem,
)

CLOSE = 3
"""So near a claim who is silent was asked about it, if others only answered in between."""
ADJACENT = 5
"""Farther back than so many sentences a claim that names the replier yields to the one right before."""


def replies(
    article: Article,
    judgements: tuple[Judgement, ...],
    sources: tuple[Source, ...],
    attributions: tuple[Attribution, ...],
) -> tuple[tuple[Evidence, ...], tuple[Source, ...]]:
    """The evidence, and the sources grown by those who appear only in it ("Bluewater did not respond").

    A denial or a silence with nothing to answer within reach is kept without claims if it is known whose it
    is; a "confirmed" that confirms no earlier claim is no evidence and is dropped.
    """
    room = _Room(article, judgements, list(sources), attributions)
    out = []
    last: tuple[Reply, int | None] | None = None
    for reply in found_replies(article, judgements):
        if reply.plain:
            if (answer := room.contradicted(reply)) is not None:
                out.append(answer)
            continue
        if reply.kind == "unverified":
            by = None
        elif last is not None and same_subject(article.text, last[0], reply):
            by = last[1]
        else:
            by = room.replier(reply)
            if by is None and last is not None and last[0].sentence == reply.sentence:
                by = last[1] if last[0].kind == reply.kind else None  # "denied it, | calling them lies"
        same = last is not None and by == last[1] and goes_on(article.text, last[0], reply) and bool(out)
        claims = out[-1].claims if same else room.claims(reply, by)
        last = (reply, by)
        if reply.kind == "corroboration":
            room.supported[reply.sentence] = claims
            room.parting |= set() if claims else {reply.sentence}
        elif claims:  # "A second person confirmed it. The Senate leader | denied it |": of what both say
            more = {k for c in claims for k in room.supported.get(c, ())}
            claims = tuple(sorted({*claims, *more}))
        if claims or reply.kind != "corroboration":  # else a "confirmed" is of another matter
            room.replied.add(reply.sentence)
        if reply.kind == "no-comment" and by is not None:
            room.silent.add(reply.sentence)
        if claims or (reply.kind != "corroboration" and (by is not None or reply.kind == "unverified")):
            out.append(Evidence(reply.kind, reply.span, reply.sentence, by, claims))
    return tuple(e for e in out if not _spoke_after_all(e, out)), tuple(room.sources)


def _spoke_after_all(silence: Evidence, found: list[Evidence]) -> bool:
    """Whether who declined goes on to deny it: "declined to answer questions, but said: "That is false"."""
    denials = (e for e in found if e.kind == "denial" and e.sentence == silence.sentence)
    return silence.kind == "no-comment" and any(e.by == silence.by for e in denials)


class _Room(Confirmations):
    """What was claimed so far, and by whom."""

    def claims(self, reply: Reply, by: int | None) -> tuple[int, ...]:
        """The allegations that it answers, near or far, and the headline that tells them."""
        named = self.asked_about(reply, by) or self.unchecked(reply) or self.denied_by_name(reply, by)
        found = (*(named or self._nearest(reply, by)), *self.told_of_any(reply, by))
        found = found or tuple(self.denied_in_its_words(reply, by))
        return self.with_titles(found, reply.sentence)

    def _nearest(self, reply: Reply, by: int | None) -> tuple[int, ...]:
        """The nearest run of allegations before it that it answers, those that name the replier first."""
        here = self.judgements[reply.sentence]
        alleged = here.sourcing == "allegation"
        own = (reply.sentence,) if alleged and self._answers_itself(here, reply) else ()
        if (within := self._within(reply, by, own)) is not None:
            return within
        near = self._near(reply, by) or self._charged(reply, by)
        if reply.kind == "corroboration":
            return self.confirmed_by(near, reply, by) or (() if near else own)
        if not near or (reply.kind == "denial" and self._answers_the_named(reply, by)):
            return own
        if not (near := self._countable(near, reply)) or self.is_nobodys(reply, by):
            return own
        if (what := NO_SUCH_RE.search(reply.span.slice(self.text))) is not None:
            about = self._telling([*near, *own], {stem(what["noun"])})
            about = about or [
                k for k in near if k == self.before(reply.sentence)
            ]  # "had met": "no such meeting"
            return tuple(self._accounts(near, about[-1:])) if about else own
        if reply.kind == "denial" and self._has_topic(reply):
            return (*self._accounts(near, self._of_its_words(near, reply)), *own)
        pointed = IT_RE.match(self.text, reply.span.end) or POINTED_RE.search(reply.span.slice(self.text))
        if THEN_RE.match(self.text, reply.span.end) and near[-1] != self.before(reply.sentence):
            return own  # "Last year we told how she left. The palace denied it | at the time"
        if pointed and near[-1] == self.before(reply.sentence):
            return (*self._told_together(near, self._accounts(near, near[-1:]), by), *own)
        keys: set[str] = set()
        if by is not None and not THAT_RE.search(here.span.slice(self.text)):
            keys = self._name(by)
        if whole := self._whole_account(reply, near):
            return (*whole, *own)
        if reply.kind == "no-comment":
            return (*self._unanswered(near, reply, keys, by), *own)
        return (*self._denied(near, reply, by, keys), *own)

    def _countable(self, near: list[int], reply: Reply) -> list[int]:
        """Those that tell a number, where a figure is denied; a death, where the toll is not verified."""
        if reply.kind == "denial" and FIGURE_RE.search(reply.span.slice(self.text)):
            return [k for k in near if DIGIT_RE.search(self.judgements[k].span.slice(self.text))]
        if reply.kind == "unverified":  # what was told paragraphs before is not what was asked about last
            near = [k for k in near if self._paragraph(k) == self._paragraph(near[-1])]
        start = self.judgements[reply.sentence].span.start
        thing = PAPER_RE.match(self.text, reply.span.end) or PAPER_RE.search(
            self.text, start, reply.span.start
        )
        if reply.kind == "unverified" and thing is not None:
            noun = {stem(thing["behind"] or thing["before"])}
            return [k for k in near if k == self.before(reply.sentence) or k in self._telling([k], noun)]
        if reply.kind == "unverified" and TOLL_RE.search(self.text, start, reply.span.start):
            return [k for k in near if DEATH_RE.search(self.judgements[k].span.slice(self.text))]
        return near

    def _denied(self, near: list[int], reply: Reply, by: int | None, keys: set[str]) -> list[int]:
        """The claims that a denial is of: of several the whole run, else the one that it speaks of."""
        named = told_of = [k for k in near if keys & self._words(self.judgements[k])]
        here = self.judgements[reply.sentence].span
        if (teller := OF_TELLER_RE.search(self.text, reply.span.start, here.end)) is not None:
            earlier = range(max(0, reply.sentence - FAR), reply.sentence)
            told = [k for k in earlier if self._is_told_by(k, teller["who"])]
            told = [k for k in told if self.judgements[k].sourcing == "allegation"]
            told = [k for k in told if self.judgements[k].rule != "anonymity"]
            if told:  # "called the examiner's account false"
                return self._told_together(told, self._accounts(told, told[-1:]), None, whole=True)
        others = self._of_its_matter(near, reply) or ([] if by is None else self._of_the_others(near, by))
        if others:
            return others
        if not named and (trade := self._trade(reply)):
            named = [k for k in near if trade in self._words(self.judgements[k])]
        ours = INNOCENCE_RE.search(self.text, reply.span.start, reply.span.end)
        if not named and (ours or ROLE_RE.match(self.text, reply.span.end)):
            return []  # of the charge that he stands on, not of what was said just before
        if WRONGDOING_RE.match(self.text, reply.span.end) or WRONGDOING_RE.match(
            f" {reply.span.slice(self.text)}"
        ):
            near = [k for k in near if self._is_done(k, keys)]
            named = [k for k in named if k in near]
        if not near:
            return []
        if THAT_REPORT_RE.search(self.text, here.start, here.end):
            reported = self._reported(reply.sentence)
            if reported is not None:  # "The Post reported …. He said the report was false"
                return self._of_its_report(near, reported) if reported in near else []
        named = named or near
        if PLURAL_RE.search(here.slice(self.text)):
            return self._of_several(near, named, reply, by, keys)
        return self._accounts(near, self._spoken_of(near, named, told_of, reply, by))

    def _of_several(
        self, near: list[int], named: list[int], reply: Reply, by: int | None, keys: set[str]
    ) -> list[int]:
        """All that a denial of several is of; of "that account", what its own paragraph tells."""
        said = self.judgements[reply.sentence].span.slice(self.text)
        if ONE_RE.search(said) and PLURAL_RE.findall(said) == ONE_RE.findall(said):
            same = [k for k in named if self._paragraph(k) == self._paragraph(reply.sentence)]
            if same:
                return self._accounts(near, same)
        since = self._since_named(reply, keys, by)
        return since or self._run(near, named, reply, several=True)

    def _of_its_report(self, near: list[int], reported: int) -> list[int]:
        """All that the outlet tells whose report is denied."""
        told = self._outlets(reported)
        return [k for k in near if k == reported or told & self._outlets(k)]

    def _spoken_of(
        self, near: list[int], named: list[int], told_of: list[int], reply: Reply, by: int | None
    ) -> list[int]:
        """The one claim of which a denial speaks; none where it says what no claim tells."""
        unfolds = UNFOLDING_RE.match(self.text, reply.span.end) is not None
        chosen = self._most_alike(near if unfolds else named, reply, by)
        if unfolds and told_of and self._shared(chosen, reply, by) < ALIKE:
            chosen = self._most_alike(told_of, reply, by)  # one word may be chance: "denied that | the firm"
            unfolds = INVOLVED_RE.match(self.text, reply.span.end) is None
        he = HE_RE.search(self.judgements[chosen].span.slice(self.text)) is not None
        stranger = (
            by is not None
            and self.sources[by].kind in {"person", "unnamed"}
            and not (he or chosen in told_of)
        )
        adjacent = all(k in self.replied for k in range(chosen + 1, reply.sentence))
        any_of_it = adjacent and NOT_ANY_RE.match(self.text, reply.span.end) is not None
        if unfolds and not any_of_it and (stranger or chosen != self.before(reply.sentence)):
            end = self.judgements[reply.sentence].span.end
            said = {stem(w) for w in self._told(Span(reply.span.end, end))}
            claim = WORD_RE.findall(self.judgements[chosen].span.slice(self.text))
            if said.isdisjoint({stem(w) for w in claim if w.islower()} - {stem(w) for w in common()}):
                return []  # "denied | having met the reporter": of what no claim tells
        return [chosen]

    def _unanswered(self, near: list[int], reply: Reply, keys: set[str], by: int | None) -> list[int]:
        """The claims on which somebody would not comment: those that name the silent one, or right before."""
        named = [k for k in near if keys & self._words(self.judgements[k])]
        if near[-1] == self.before(reply.sentence) and ASKED_RE.match(
            self.text, self.judgements[reply.sentence].span.start
        ):
            return self._accounts(near, near[-1:])
        # "said it was helping the police and would not comment | further": of its own part in it.
        further = FURTHER_RE.match(self.text, reply.span.end) is not None
        if self._answers_the_record(reply.sentence, keys) or (
            further and not named and near[-1] != self.before(reply.sentence)
        ):
            return []
        if not named and (trade := self._trade(reply)):
            named = self._leaving_unnamed(trade, self._far(reply, {trade}, by))
            near = named or near
        if not named:
            named = self._far(reply, keys, by)  # "Ruud could not be reached" stands at the end of many a page
            near = named or near
            earlier = range(reply.sentence - 1, max(-1, reply.sentence - RECENT), -1)
            told = (k for k in earlier if self.judgements[k].sourcing != "furniture")
            before = next((k for k in told if k not in self.replied and not self._is_aside(k, reply)), -1)
            close = reply.sentence - near[-1] <= CLOSE and self._only_told_by_name(near[-1], reply)
            if (keys or by is not None) and not named and near[-1] != before and not close:
                return []  # whom no claim names was asked about what stands right before, if about any
            here = self._paragraph(reply.sentence)
            named = named or [k for k in near if self._paragraph(k) == here]
        named = named or near
        adjacent = near[-1] == self.before(reply.sentence)
        if adjacent and self._paragraph(named[-1]) == self._paragraph(near[-1]):
            # What nobody is named for is told in the same breath.
            named = [k for k in near if k in named or (k > named[-1] and self._teller(k) is None)]
        if (topic := self._topic_of(reply)) and not self._telling(named, topic):
            named = self._telling(near, topic) or (near[-1:] if adjacent else named)
        elif adjacent and named[-1] < near[-1] - ADJACENT:
            named = near[-1:]
        several = PLURAL_RE.search(self.judgements[reply.sentence].span.slice(self.text)) is not None
        return self._run(near, named, reply, several=several)

    def _only_told_by_name(self, claim: int, reply: Reply) -> bool:
        """Whether only somebody named answers between a claim and a silence: both are of the claim."""
        between = range(claim + 1, reply.sentence)
        answer = all(self.judgements[k].sourcing == "on-record" and k not in self.parting for k in between)
        apart = self._paragraph(reply.sentence) - self._paragraph(claim)
        return answer and apart <= 1 and not self._topic_text(reply)

    def _is_aside(self, number: int, reply: Reply) -> bool:
        """Whether it is the article's word, of the claim and of what the reply is about.

        "There is | a list |. Big Gate did not respond when asked about | the list |".
        """
        same = self._paragraph(number) == self._paragraph(reply.sentence)
        asked = self._told(Span(reply.span.start, self.judgements[reply.sentence].span.end))
        told = self._words(self.judgements[number])
        return same and self.judgements[number].sourcing == "fact" and not asked.isdisjoint(told)

    def _run(self, near: list[int], named: list[int], reply: Reply, *, several: bool) -> list[int]:
        """The claims of the last paragraphs among `named`, those on the topic first, with their accounts."""
        if several and self._paragraph(near[-1]) - self._paragraph(named[-1]) <= 1:
            named = near  # those about the replier by any name end where the others do
        run = named[-1:]
        row = several and reply.kind == "denial"
        for k in reversed(named[:-1]):  # of several to the first in a row, else to the paragraph before
            reach = self._paragraph(run[-1] if row else named[-1])
            if reach - self._paragraph(k) <= 1:
                run.append(k)
        named = run[::-1]
        about = self._on_topic(named, reply)
        return self._accounts(near, about) if len(about) == len(named) else about
