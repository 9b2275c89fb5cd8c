"""Part of the evidence stage: who denies, confirms or is silent, by the words before and behind the reply."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from allegedly.analysis import Attribution, Judgement, Source, SourceKind
from allegedly.article import Article, Span
from allegedly.phrases import lexicon
from allegedly.stages.genders import given_gender
from allegedly.stages.heads import singular
from allegedly.stages.hedges import clause_at
from allegedly.stages.replying import (
    ADVERB_RE,
    AGENT_RE,
    ASIDE_RE,
    BLANK_RE,
    BY_RE,
    CLIENT_RE,
    COMING_RE,
    COPULA_RE,
    DAY_RE,
    HANGS_RE,
    HE_RE,
    JOINED_RE,
    OF_GROUP_RE,
    OPENER_RE,
    OTHER_RE,
    OWN_RULE_RE,
    PRONOUN_RE,
    RELATIVE_RE,
    SAID_WRONG_RE,
    SOMEBODY_RE,
    SPEAKS_FOR_RE,
    SPOKEN_OF_RE,
    SPOKES_RE,
    START_RE,
    SUBJECT_RE,
    TAIL_RE,
    TIMES,
    TITLED_RE,
    TOPIC_RE,
    UNFOLDED,
    WHICH_RE,
    WHICH_SAID_RE,
    WORD_RE,
    Reply,
    stem,
)

REACH = 300
"""How many characters in front of a reply its subject may begin."""

OPENING = 12
"""Characters from the start of a sentence within which its subject begins."""

_THINGS = frozenset(
    {"accusations", "allegations", "claims", "moment", "reports", "rumors", "rumours", "stories", "time"}
)
"""What denies nothing: it is denied, or says when."""

PRINCIPAL = 80
"""Characters on both sides of a name in which stands for whom somebody speaks."""

APART = 6
"""Characters between the two: a comma, an article and a blank."""

RECALL = 2000
"""How many characters back a surname is looked up for the whole name."""


@cache
def common() -> frozenset[str]:
    """Words too plain to tell one claim or source from others."""
    return lexicon("grammar")["plain"]


class Repliers:
    """Who has spoken so far: looked up once, not for each reply."""

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
        self.last_names = {
            name[-1]: i
            for i, s in reversed(list(enumerate(sources)))
            if s.is_identified and s.kind != "document" and (name := s.name.split())
        }

    def replier(self, reply: Reply) -> int | None:
        """Who replies: the source whose cue it is, else the subject before it, or the "by …" behind it."""
        judgement = self.judgements[reply.sentence]
        for i in judgement.attributions:
            attribution = self.attributions[i]
            if attribution.by is not None and any(c.overlaps(reply.span) for c in attribution.cue):
                return attribution.by
        if (opens := self._who_opens(reply)) is not None:
            return opens
        before = self.text[judgement.span.start : reply.span.start]
        if WHICH_RE.search(before) and PRONOUN_RE.search(before):
            return None  # "rumours, which | she | denied": of whoever they tell, named behind or before
        quoted = self.text[max(0, reply.span.start - 1)] in '"“‘'  # "“This is nonsense,” | Ana Ruiz said"
        spoken = quoted or SAID_WRONG_RE.match(self.text, reply.span.start)
        if spoken and (speaker := self._speaker(reply)) is not None:
            return speaker  # ""This Herald story is wrong," a Carrow spokesman said"
        if (which := WHICH_SAID_RE.search(before)) is not None:
            start = judgement.span.start
            return self._named(Span(start + which.start("name"), start + which.end("name")), "organisation")
        if COPULA_RE.match(self.text, reply.span.start):  # "rumours that … were untrue, | police | said"
            return self._speaker(reply)
        if before.rstrip().endswith(("'s", "’s")):
            return self._speaker(reply)  # "a spokeswoman said the director's | account was wrong"
        # "said it knew of the matter but | could not comment", "said the company | does not comment"
        own = JOINED_RE.search(before) or OWN_RULE_RE.match(self.text, reply.span.start)
        if own and (speaker := self._speaker(reply)) is not None:
            return speaker
        sentence = judgement.sentence
        clause = clause_at(sentence, reply.span)
        behind = BY_RE.match(self.text, reply.span.end, clause.end)
        if behind:
            named = START_RE.match(self.text, behind.end(), clause.end)
            if named is None:
                body = AGENT_RE.match(self.text, behind.end(), clause.end)
                return self._named(Span(*body.span()), "organisation") if body else None
            kind: SourceKind = "person" if " " in named["name"] else "organisation"
            ends = named.end("name") == clause.end and self.text[clause.end - 1] == "."
            return self._named(Span(named.start("name"), named.end("name") - ends), kind)
        near = max(clause.start, reply.span.start - REACH)
        before = Span(near, reply.span.start).slice(self.text)
        end = near + (tail.start() if (tail := TAIL_RE.search(before)) else len(before))
        opener = OPENER_RE.match(self.text[clause.start : end])
        subject = self._subject(
            Span(min(end, max(near, clause.start + (opener.end() if opener else 0))), end)
        )
        return self._speaker(reply) if subject is None else subject

    def _who_opens(self, reply: Reply) -> int | None:
        """Whoever opens the sentence and goes on behind an aside: "A clerk, said to be ill, disputed it"."""
        judgement = self.judgements[reply.sentence]
        for i in judgement.attributions:
            a = self.attributions[i]
            opens = a.source and a.source[0].start <= judgement.span.start + OPENING
            aside = a.source and ASIDE_RE.fullmatch(self.text, a.source[-1].end, reply.span.start)
            if opens and aside and not any(c.overlaps(reply.span) for c in a.content):
                return a.by
        return None

    def _speaker(self, reply: Reply) -> int | None:
        """Who speaks around the reply, if identified ("a spokesman said … but declined to discuss it")."""
        for i in self.judgements[reply.sentence].attributions:
            attribution = self.attributions[i]
            inside = any(c.contains(reply.span) for c in attribution.content)
            if inside and attribution.by is not None and self.sources[attribution.by].is_identified:
                return attribution.by
        return None

    def _subject(self, where: Span) -> int | None:
        piece = where.slice(self.text)
        if self.text[where.end : where.end + 1] == ",":
            piece = RELATIVE_RE.sub("", piece)
        if piece.strip().lower() == "it":
            return self._last_body(where.start)
        subject = SUBJECT_RE.search(piece)
        if subject is None or subject.group().lower() in common():
            if (pronoun := PRONOUN_RE.search(piece)) is not None:
                return self._last_person(where.end, pronoun.group().strip().lower())
            subject = START_RE.match(piece)
            if subject is None or subject["name"].lower() in common():
                return self._somebody(where.start, piece)
        if CLIENT_RE.match(subject.group()):
            return None  # "Ms Ro said that | her client | rejected": who speaks for them says so
        if subject.group().split()[-1].lower() in _THINGS:  # "the team's doctor at | the time, | denied"
            subject = START_RE.match(piece)
        if subject is not None and HANGS_RE.search(piece[: subject.start()]):
            return None  # "Two officers with knowledge of | the search | disputed that"
        if subject is None or ADVERB_RE.match(self.text, where.start + subject.start()):
            return None  # "Unfortunately, | that report is untrue"
        found = Span(where.start + subject.start(), where.start + subject.end())
        spoken = SPOKES_RE.search(subject.group())
        if spoken:
            part = "name" if spoken["name"] else "body"
            inner = Span(found.start + spoken.start(part), found.start + spoken.end(part))
            return self._named(inner, "organisation")
        if self._apposed(where, subject.start()):
            subject = START_RE.match(piece) or subject
            found = Span(where.start + subject.start("name"), where.start + subject.end("name"))
        groups = subject.groupdict()
        whole = groups.get("name") or ""
        return self._named(found, "person" if " " in whole.strip() or groups.get("for") else "organisation")

    def _somebody(self, start: int, piece: str) -> int | None:
        """Somebody without a name as the subject: "A third official | disagreed"."""
        found = SOMEBODY_RE.match(piece)
        if found is None or singular(found["noun"]) not in lexicon("sources")["people"]:
            return None
        return self._named(Span(start + found.start("who"), start + found.end("who")), "unnamed")

    def _apposed(self, where: Span, start: int) -> bool:
        """Whether a comma stands before the subject, which then explains a name at the clause's start."""
        before = self.text[where.start : where.start + start].rstrip()
        named = START_RE.match(before)  # "The group that employs them, | Lakeside": "The" is no name
        if named is None or DAY_RE.match(named["name"]):
            return False
        return before.endswith(",") and named["name"].lower() not in common()

    def _last_body(self, end: int) -> int | None:
        """The body that the sentence before opens with: "The bank said …. | It | did not answer"."""
        here = bisect_right(self.starts, end) - 1
        if here < 1:
            return None
        start = self.starts[here - 1]
        first = bisect_left(self.mentions, (start, 0, 0))
        opening = [i for at, _, i in self.mentions[first : first + OPENING] if at < start + OPENING]
        return next((i for i in opening if self.sources[i].kind in {"organisation", "outlet"}), None)

    def _last_person(self, end: int, pronoun: str) -> int | None:
        """The named person mentioned last before `end`, who need not be a source: "Mr. Malenik made gas".

        A man is no "she", whoever he is, and nobody is meant from farther back than the sentence before.
        """
        floor = self.starts[max(0, bisect_right(self.starts, end - 1) - 2)]
        other = {"he": "f", "she": "m"}.get(pronoun)
        at = bisect_right(self.mentions, (end, 0, 0)) - 1
        for _, last, i in reversed(self.mentions[max(0, at - 8) : at + 1]):
            if last < floor:
                return None
            called = " ".join(self.sources[i].name.lower().split()[-2:])  # "councillor | marek oland"
            gender = given_gender(called)
            if self.sources[i].kind == "person" and (not gender or gender != other):
                between = list(TITLED_RE.finditer(self.text, last, end))
                return self._named(Span(*between[-1].span()), "person") if between else i
        return None

    def _named(self, span: Span, kind: SourceKind) -> int:
        """The source that stands at `span` or bears its name; a new one when nobody does."""
        at = bisect_right(self.mentions, (span.end, 0, 0)) - 1
        for start, end, i in self.mentions[max(0, at - 3) : at + 1]:
            if span.overlaps(Span(start, end)):
                return i
        name = BLANK_RE.sub(" ", span.slice(self.text))
        last = name.split()[-1]
        if last[:1].isupper() and last in self.last_names:
            full = self._last_called(last, span.start) if name == last else None
            if full is None or full.slice(self.text) in self.sources[self.last_names[last]].name:
                return self.last_names[last]
            # "Ziad Kanaan … | Kanaan | did not reply": no namesake
            span, name, kind = full, full.slice(self.text), "person"
        if name.split()[0] in ("A", "An", "The", "His", "Her", "Their"):
            name = name[0].lower() + name[1:]
        self.sources.append(Source(kind, name, (span,)))
        self.last_names.setdefault(last, len(self.sources) - 1)
        return len(self.sources) - 1

    def _last_called(self, last: str, end: int) -> Span | None:
        """Where somebody of that surname was last called by two names before `end`."""
        pattern = re.compile(rf"[A-ZÀ-Þ][\w'’-]+ {re.escape(last)}\b")
        found = list(pattern.finditer(self.text, max(0, end - RECALL), end))
        return Span(*found[-1].span()) if found else None

    def _is_done(self, number: int, keys: set[str]) -> bool:
        """Whether a claim is of what the one of that name did, not of what others are going to do."""
        claim = self.judgements[number].span.slice(self.text)
        coming = COMING_RE.search(claim)
        before = claim[: coming.start()] if coming else claim
        by_them = HE_RE.search(before) or keys & {w.lower() for w in WORD_RE.findall(before)}
        return coming is None or bool(by_them)

    def _name(self, by: int) -> set[str]:
        """The words of a source's name by which a claim may speak of it, without the office before it."""
        source = self.sources[by]
        words = [w for w in WORD_RE.findall(source.name) if len(w) > 2]
        small = [k for k, w in enumerate(words) if source.kind == "person" and w.islower()]
        name = words[small[-1] + 1 if small else 0 :] + self._principal(source)
        return {w.lower() for w in name or words} - common()  # "the health minister" has no other name

    def _principal(self, source: Source) -> list[str]:
        """The name of whom somebody speaks for: "A lawyer for | Mr. Oland|, Ida Brandt,"."""
        if source.kind not in {"person", "organisation"} or not source.mentions:
            return []
        first = source.mentions[0]
        start = max(0, first.start - PRINCIPAL)
        for found in SPEAKS_FOR_RE.finditer(self.text[start : first.end + PRINCIPAL]):
            here = Span(start + found.start(), start + found.end())
            if here.start - first.end <= APART and first.start - here.end <= APART:
                return [w for w in WORD_RE.findall(found["whom"]) if len(w) > 2]
        return []

    def _words(self, judgement: Judgement) -> set[str]:
        return self._told(judgement.span)

    def _told(self, span: Span) -> set[str]:
        return {w.lower() for w in WORD_RE.findall(span.slice(self.text)) if len(w) > 2} - common()

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
        end = self.judgements[reply.sentence].span.end
        if SPOKEN_OF_RE.search(reply.span.slice(self.text)):  # "would not discuss the | June ticket"
            return f" about {self.text[reply.span.end : end].partition(';')[0]}"
        topic = TOPIC_RE.match(self.text, reply.span.end, end)
        return topic.group() if topic else ""

    def _topic_of(self, reply: Reply) -> set[str]:
        """The stems of what somebody would not speak of."""
        topic = TOPIC_RE.match(self._topic_text(reply))
        said = WORD_RE.findall(topic[1].lower()) if topic else []
        words = {w for w in said if len(w) > 2 and not w[0].isdigit()}
        return {stem(w) for w in words - common() - UNFOLDED - TIMES} - lexicon("grammar")["days"]

    def _telling(self, claims: list[int], stems: set[str]) -> list[int]:
        """The claims with any of the words."""
        return [k for k in claims if stems & {stem(w) for w in self._words(self.judgements[k])}]

    def _accounts(self, near: list[int], chosen: list[int]) -> list[int]:
        """The claims chosen, each with what the same source says in the same paragraph: one account.

        How they spoke ("They asked not to be named") is part of the account right before it.
        """
        told = [k if self.judgements[k].attributions else k - 1 for k in chosen]
        tellers = {
            (self._teller(k), self._paragraph(k)) for k in told if k in near and self._teller(k) is not None
        }
        return [k for k in near if k in chosen or (self._teller(k), self._paragraph(k)) in tellers]

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

    def _group(self, number: int) -> str:
        """The name of the group that makes a claim, or that one of it makes; `""` for anybody else."""
        by = self._teller(number)
        if by is None or self.sources[by].is_identified:
            return ""
        name = self.sources[by].name.lower()
        part = OF_GROUP_RE.match(name)
        return name[part.end() :].removeprefix("the ") if part else name if self.sources[by].plural else ""

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
