"""Part of the evidence stage: the statements that support, deny or leave open what others say."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from allegedly.analysis import Attribution, Evidence, Judgement, Source, SourceKind
from allegedly.article import Article, Span
from allegedly.phrases import lexicon
from allegedly.stages.genders import given_gender
from allegedly.stages.heads import singular
from allegedly.stages.hedges import clause_at
from allegedly.stages.kinds import is_human
from allegedly.stages.replying import (
    AGENT_RE,
    ANY,
    BLANK_RE,
    BY_RE,
    CHARGE_RE,
    CLAIM_NOUN_RE,
    COPULA_RE,
    DAY_RE,
    ENDING_RE,
    OBJECT_RE,
    OPENER_RE,
    PLURAL_RE,
    POINTS_RE,
    PRONOUN_RE,
    SPOKES_RE,
    START_RE,
    SUBJECT_RE,
    TAIL_RE,
    THAT_RE,
    TIMES,
    TITLED_RE,
    TOPIC_RE,
    UNFOLDED,
    WHICH_RE,
    WORD_RE,
    Reply,
    found_replies,
    same_subject,
)

BACK = 4
"""How many paragraphs back a reply may look for the claim that it answers."""
SHORT = 6
"""How many sentences back it may look at least, where each is a paragraph of its own."""
REACH = 300
"""How many characters in front of a reply its subject may begin."""
RECENT = 15
"""How many sentences back it looks at most, where paragraphs were lost."""

RECALL = 2000
"""How many characters back a surname is looked up for the whole name."""

ALIKE = 2
"""How many words a denial must share with a claim farther back to be taken for an answer to it."""


@cache
def _common() -> frozenset[str]:
    return lexicon("grammar")["plain"]


def _stem(word: str) -> str:
    return ENDING_RE.sub("", word)


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
        if reply.kind == "unverified":
            by = None
        elif last is not None and same_subject(article.text, last[0], reply):
            by = last[1]
        else:
            by = room.replier(reply)
        last = (reply, by)
        room.replied.add(reply.sentence)
        claims = room.claims(reply, by)
        if claims or (reply.kind != "corroboration" and (by is not None or reply.kind == "unverified")):
            out.append(Evidence(reply.kind, reply.span, reply.sentence, by, claims))
    return tuple(out), tuple(room.sources)


class _Room:
    """Who has spoken so far and what was claimed: looked up once, not for each reply."""

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
        before = self.text[judgement.span.start : reply.span.start]
        if WHICH_RE.search(before) and PRONOUN_RE.search(before):
            return None  # "rumours, which | she | denied": of whoever they tell, named behind or before
        if COPULA_RE.match(self.text, reply.span.start):  # "rumours that … were untrue, | police | said"
            return self._speaker(reply)
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
        subject = SUBJECT_RE.search(piece)
        if subject is None or subject.group().lower() in _common():
            if (pronoun := PRONOUN_RE.search(piece)) is not None:
                return self._last_person(where.end, pronoun.group().strip().lower())
            subject = START_RE.match(piece)
            if subject is None or subject["name"].lower() in _common():
                return None
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

    def _apposed(self, where: Span, start: int) -> bool:
        """Whether a comma stands before the subject, which then explains a name at the clause's start."""
        before = self.text[where.start : where.start + start].rstrip()
        named = START_RE.match(before)  # "The group that employs them, | Lakeside": "The" is no name
        if named is None or DAY_RE.match(named["name"]):
            return False
        return before.endswith(",") and named["name"].lower() not in _common()

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

    def claims(self, reply: Reply, by: int | None) -> tuple[int, ...]:
        """The allegations that it answers: the nearest run before it, those that name the replier first."""
        here = self.judgements[reply.sentence]
        near = self._near(reply, by)
        own = (reply.sentence,) if here.sourcing == "allegation" and self._answers_itself(here, reply) else ()
        if reply.kind == "denial" and self._answers_elsewhere(reply, by):
            return (reply.sentence,) if here.sourcing == "allegation" else own
        if not near:
            return own
        words = self._words(here)
        if reply.kind == "corroboration":
            what = self._confirmed(reply)
            alike = [
                k
                for k in near
                if len(words & (told := self._words(self.judgements[k]))) >= 2
                or what in {_stem(w) for w in told}
                or (what == ANY and k == near[-1])
            ]
            return tuple(alike[-1:])
        several = PLURAL_RE.search(here.span.slice(self.text)) is not None
        keys: set[str] = set()
        if by is not None and not THAT_RE.search(here.span.slice(self.text)):
            keys = {w.lower() for w in WORD_RE.findall(self.sources[by].name) if len(w) > 2} - _common()
        if reply.kind == "no-comment" and self._answers_the_record(reply.sentence, keys):
            return own
        named = [k for k in near if keys & self._words(self.judgements[k])] or near
        if several and self._paragraph(near[-1]) - self._paragraph(named[-1]) <= 1:
            named = near  # those about the replier by any name end where the others do
        if several or reply.kind == "no-comment":
            last = self.judgements[named[-1]].sentence.block.paragraph
            named = [k for k in named if last - self.judgements[k].sentence.block.paragraph <= 1]
            named = self._on_topic(named, reply)
            return tuple(self._accounts(near, named)) + own
        chosen = self._most_alike(named, reply.sentence, by)
        return (*self._accounts(near, [chosen]), *own)

    def _answers_elsewhere(self, reply: Reply, by: int | None) -> bool:
        """Whether a denial answers what its own sentence tells of, or what somebody just said on the record.

        "Rumours that … were untrue", "rumours, which she denied, that …"; "X sued, alleging …. Y denied the
        allegations", "His lawyer said …. The ministry denied this".
        """
        here = self.judgements[reply.sentence]
        before = self.text[here.span.start : reply.span.start]
        copula = COPULA_RE.match(self.text, reply.span.start) is not None
        if WHICH_RE.search(before) or (copula and CLAIM_NOUN_RE.search(before)):
            return True
        points = POINTS_RE.match(self.text, reply.span.end) is not None
        for k in range(reply.sentence - 1, -1, -1):
            judgement = self.judgements[k]
            if judgement.sentence.block.paragraph != here.sentence.block.paragraph:
                return False
            if k in self.replied:
                continue
            if judgement.sourcing == "allegation":
                return False
            said = [self.attributions[i].by for i in judgement.attributions]
            charge = CHARGE_RE.search(self.text, judgement.span.start, judgement.span.end) is not None
            return by not in said and (charge or (points and bool(said)))
        return False

    def _most_alike(self, claims: list[int], reply: int, by: int | None) -> int:
        """The claim that a denial, or the quotation right behind it, speaks of; in doubt the nearest."""
        said = self._words(self.judgements[reply])
        after = self.judgements[reply + 1 : reply + 2]
        if after and after[0].sourcing == "on-record" and self.text[after[0].span.start] in '"“':
            said |= self._words(after[0])
        if by is not None:
            said -= {w.lower() for w in WORD_RE.findall(self.sources[by].name)}
        said = {_stem(w) for w in said}
        shared = {k: len(said & {_stem(w) for w in self._words(self.judgements[k])}) for k in claims}
        best = max(claims, key=lambda k: (shared[k], k))
        nearest = shared[claims[-1]]
        return best if shared[best] > nearest and (shared[best] >= ALIKE or not nearest) else claims[-1]

    def _confirmed(self, reply: Reply) -> str:
        """The stem of what is confirmed ("that a | raid | took place"), `ANY` for the claim itself."""
        found = OBJECT_RE.match(self.text, reply.span.end, self.judgements[reply.sentence].span.end)
        if found is None or is_human(found["noun"], singular(found["noun"])):
            return ""
        return ANY if found["bare"] and found["noun"] in UNFOLDED else _stem(found["noun"])

    def _on_topic(self, claims: list[int], reply: Reply) -> list[int]:
        """The claims that share words with what the replier would not speak of; all when none does."""
        end = self.judgements[reply.sentence].span.end
        topic = TOPIC_RE.match(self.text, reply.span.end, end)
        if topic is None:
            return claims
        days = lexicon("grammar")["days"]
        said = {w for w in WORD_RE.findall(topic[1].lower()) if len(w) > 2 and not w[0].isdigit()}
        words = {_stem(w) for w in said - _common()} - days - TIMES
        return [k for k in claims if words & {_stem(w) for w in self._words(self.judgements[k])}] or claims

    def _answers_the_record(self, sentence: int, keys: set[str]) -> bool:
        """Whether the sentence right before is about the replier and no allegation: the reply is to it."""
        if not keys or sentence == 0:
            return False
        before = self.judgements[sentence - 1]
        return before.sourcing in ("fact", "on-record") and bool(keys & self._words(before))

    def _accounts(self, near: list[int], chosen: list[int]) -> list[int]:
        """The claims chosen, each with what the same source says in the same paragraph: one account.

        How they spoke ("They asked not to be named") is part of the account right before it.
        """
        told = [k if self._teller(k) is not None else k - 1 for k in chosen]
        tellers = {
            (self._teller(k), self._paragraph(k)) for k in told if k in near and self._teller(k) is not None
        }
        return [k for k in near if k in chosen or (self._teller(k), self._paragraph(k)) in tellers]

    def _teller(self, number: int) -> int | None:
        made = self.judgements[number].attributions
        return self.attributions[made[0]].by if made else None

    def _paragraph(self, number: int) -> int:
        return self.judgements[number].sentence.block.paragraph

    def _near(self, reply: Reply, by: int | None) -> list[int]:
        """The allegations shortly before the reply, without those of the one who replies."""
        paragraph = self.judgements[reply.sentence].sentence.block.paragraph
        out = []
        for k in range(max(0, reply.sentence - RECENT), reply.sentence):
            judgement = self.judgements[k]
            back = paragraph - judgement.sentence.block.paragraph
            if judgement.sourcing != "allegation" or (back > BACK and reply.sentence - k > SHORT):
                continue
            if by is None or not any(self.attributions[i].by == by for i in judgement.attributions[:1]):
                out.append(k)
        return out

    def _answers_itself(self, here: Judgement, reply: Reply) -> bool:
        """Whether the reply shares its sentence with a claim of somebody else."""
        if here.mixed:
            return any(p.sourcing == "allegation" and not p.span.contains(reply.span) for p in here.mixed)
        clauses = here.sentence.clauses
        return len(clauses) > 1 and not clauses[0].contains(reply.span)

    def _words(self, judgement: Judgement) -> set[str]:
        return {w.lower() for w in WORD_RE.findall(judgement.span.slice(self.text)) if len(w) > 2} - _common()
