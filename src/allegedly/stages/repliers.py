"""Part of the evidence stage: who denies, confirms or is silent, by the words before and behind the reply."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from allegedly.analysis import Attribution, Source, SourceKind
from allegedly.article import Span
from allegedly.phrases import lexicon
from allegedly.stages.accounts import Accounts, common
from allegedly.stages.genders import given_gender
from allegedly.stages.heads import singular
from allegedly.stages.hedges import clause_at
from allegedly.stages.kinds import PROSECUTES_RE
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
    EXPLAINED_RE,
    FOR_IS_RE,
    HANGS_RE,
    HE_RE,
    JOINED_RE,
    NAME,
    OPENER_RE,
    OWN_RULE_RE,
    OWNED_RE,
    PRONOUN_RE,
    RELATIVE_RE,
    SAID_WRONG_RE,
    SOMEBODY_RE,
    SPOKES_RE,
    START_RE,
    SUBJECT_RE,
    TAIL_RE,
    TITLED_RE,
    WHICH_RE,
    WHICH_SAID_RE,
    WHO_RE,
    WORD_RE,
    Reply,
)
from allegedly.stages.scenes import IN_ASIDE_RE
from allegedly.stages.sought import whom_sought

REACH = 300
"""How many characters in front of a reply its subject may begin."""

OPENING = 12
"""Characters from the start of a sentence within which its subject begins."""

_PHONE_RE = re.compile(r"\b(?:number|phone|telephone)s?$")
_THINGS = frozenset(
    {"accusations", "allegations", "claims", "moment", "reports", "rumors", "rumours", "stories", "time"}
)
"""What denies nothing: it is denied, or says when."""

RECALL = 2000
"""How many characters back a surname is looked up for the whole name."""

_ITS_SPOKESMAN_RE = re.compile(r"Its (?:\w+ )?spokes(?:man|person|woman)")
_EXPLAINS_RE = re.compile(
    r",\s+(?:an?|the|approached|asked|contacted|now|reached|then|formerly|one of)\s+[^,]+$"
)
"""What somebody is, between the name and a comma."""
_PLACED_RE = re.compile(r"\b(?:at|in|of) (?:the )?[A-ZÀ-Þ][\w’'-]+(?: (?:of )?[A-ZÀ-Þ][\w’'-]+)*, $")
"""In front of the country in which a place lies."""
_SEEN_BY_RE = re.compile(rf"\b(?:obtained|reviewed|seen|viewed) by (?:the )?{NAME}\s*$")
_IT_RE = re.compile(r"it\b")
_PARTICIPLE_RE = re.compile(
    r"(?:Confirm|Corroborat|Deny|Dismiss|Disput|Rebutt|Refut|Reject|Rubbish|Call|Describ)ing\b"
)
_PROSECUTING_RE = re.compile(r", (?:prosecuting|for the (?:Crown|prosecution))\b")
_PLEADS_RE = re.compile(r"\W*(?:(?:has|had) )?(?:plead(?:s|ed)?|pled|den(?:y|ies|ied))\b")
_PRONOUN_OPENS_RE = re.compile(r"(?:He|She)\b")


class Repliers(Accounts):
    """Who stands behind a reply."""

    def replier(self, reply: Reply) -> int | None:
        """Who replies: the source whose cue it is, else the subject before it, or the "by …" behind it."""
        judgement = self.judgements[reply.sentence]
        if (cued := self._cued(reply)) is not None:
            return cued
        if (opens := self._who_opens(reply)) is not None:
            return opens
        before = self.text[judgement.span.start : reply.span.start]
        if _SEEN_BY_RE.search(before) is not None:
            return None  # "Records seen by | the Herald | support that account": the records do
        clause = clause_at(judgement.sentence, reply.span)
        if (behind := self._by(reply, clause)) is not None:
            return self._agent(behind, clause)
        if (body := WHICH_SAID_RE.search(before)) is not None:
            start = judgement.span.start
            return self._named(Span(start + body.start("name"), start + body.end("name")), "organisation")
        if (which := WHICH_RE.search(before)) is not None:
            if PRONOUN_RE.search(before):
                return self._told_of(judgement.span.start, before)
            first = which.start("one" if which["one"] else "other")
            return self._of_clause(Span(judgement.span.start + first, reply.span.start))
        if (who := WHO_RE.search(before)) is not None:
            start = judgement.span.start
            return self._named(Span(start + who.start("name"), start + who.end("name")), "person")
        quoted = self.text[max(0, reply.span.start - 1)] in '"“‘'  # "“This is nonsense,” | Ana Ruiz said"
        spoken = quoted or SAID_WRONG_RE.match(self.text, reply.span.start)
        if spoken and (speaker := self._speaker(reply)) is not None:
            return speaker  # ""This Herald story is wrong," a Carrow spokesman said"
        # "rumours that … were untrue, | police | said", "an aide said the director's | account was wrong"
        said_of = reply.kind != "no-comment" and COPULA_RE.match(self.text, reply.span.start)
        if said_of or before.rstrip().endswith(("'s", "’s")):
            return self._speaker(reply)
        # "said it knew of the matter but | could not comment", "said the company | does not comment"
        own = JOINED_RE.search(before) or OWN_RULE_RE.match(self.text, reply.span.start)
        if own and (speaker := self._speaker(reply)) is not None:
            return speaker
        near = max(clause.start, reply.span.start - REACH)
        before = Span(near, reply.span.start).slice(self.text)
        end = near + (tail.start() if (tail := TAIL_RE.search(before)) else len(before))
        opener = OPENER_RE.match(self.text[clause.start : end])
        subject = self._subject(
            Span(min(end, max(near, clause.start + (opener.end() if opener else 0))), end)
        )
        return self._speaker(reply) if subject is None else subject

    def _by(self, reply: Reply, clause: Span) -> int | None:
        """Where whoever "was denied | by |" begins; "by" may be the last word of the reply."""
        ends = reply.span.slice(self.text).lower().endswith(" by")
        behind = BY_RE.match(self.text, reply.span.end - ends * len(" by"), clause.end)
        return behind.end() if behind else None

    def _agent(self, start: int, clause: Span) -> int | None:
        """Who is named behind "by": "denied by | Marek Oland |", "by | the local health district |"."""
        named = START_RE.match(self.text, start, clause.end)
        if named is None:
            if (body := AGENT_RE.match(self.text, start, clause.end)) is not None:
                return self._named(Span(*body.span()), "organisation")
            return self._somebody(start, self.text[start : clause.end].rstrip(".,;"))  # "by two lawyers"
        word = WORD_RE.match(self.text, named.end() + 1, clause.end)
        if word is not None and singular(word[0]) in lexicon("sources")["organisations"]:
            the = len("the ") if self.text.endswith("the ", 0, named.start("name")) else 0
            return self._named(
                Span(named.start("name") - the, word.end()), "organisation"
            )  # "the US | embassy"
        kind: SourceKind = "person" if " " in named["name"] else "organisation"
        ends = named.end("name") == clause.end and self.text[clause.end - 1] == "."
        return self._named(Span(named.start("name"), named.end("name") - ends), kind)

    def _cued(self, reply: Reply) -> int | None:
        """The source whose cue the reply is; not "the army, which | the Herald | said had lost, denied"."""
        judgement = self.judgements[reply.sentence]
        for i in judgement.attributions:
            attribution = self.attributions[i]
            first = attribution.source[0].start if attribution.source else judgement.span.start
            aside = IN_ASIDE_RE.search(self.text, judgement.span.start, first)
            if aside is not None or self.text.startswith("which ", first):
                continue
            if attribution.by is not None and any(c.overlaps(reply.span) for c in attribution.cue):
                return attribution.by
        return None

    def _of_clause(self, where: Span) -> int | None:
        """Who denies in a clause about what was told: "a claim which | the minister, Ida Ro, | denied"."""
        first = bisect_left(self.mentions, (where.start, 0, 0))
        inside = [i for start, end, i in self.mentions[first : first + OPENING] if end <= where.end]
        if inside:
            return inside[-1]
        if _IT_RE.match(where.slice(self.text)):
            return self._body_told_of(where.start)
        tail = TAIL_RE.search(where.slice(self.text))
        return self._subject(Span(where.start, where.start + tail.start() if tail else where.end))

    def _told_of(self, start: int, before: str) -> int | None:
        """Who opens a sentence that tells of them: "Mr Oland is accused of it, something | he | denies".

        Nobody for "rumours, which | she | denied": of whoever they tell, named behind or before.
        """
        opens = START_RE.match(before)
        if opens is None:
            return None
        pronoun = PRONOUN_RE.search(before)
        gender = {"he": "m", "she": "f"}.get(pronoun[0].strip().lower()) if pronoun else None
        hers = gender is not None and given_gender(opens["name"].lower()) == gender
        if not (TITLED_RE.match(opens["name"]) or opens["name"].split()[-1] in self.last_names or hers):
            return None
        number = self._named(Span(start + opens.start("name"), start + opens.end("name")), "person")
        return number if self.sources[number].kind == "person" else None

    def _body_told_of(self, end: int) -> int | None:
        """The body that opens a sentence that tells of it: "Norrvik paid them, a charge | it | rejects"."""
        start = self.starts[bisect_right(self.starts, end) - 1]
        opens = START_RE.match(self.text, start, end)
        if opens is None or _is_plain(opens["name"]) or given_gender(opens["name"].lower()):
            return self._last_body(end)
        return self._named(Span(opens.start("name"), opens.end("name")), "organisation")

    def _who_opens(self, reply: Reply) -> int | None:
        """Whoever opens the sentence and goes on behind an aside: "A clerk, said to be ill, disputed it".

        Or whom "efforts to reach" them did not reach.
        """
        judgement = self.judgements[reply.sentence]
        if reply.span.start == judgement.span.start and _PARTICIPLE_RE.match(self.text, reply.span.start):
            return self._who_goes_on(reply)
        if reply.kind == "no-comment":
            sought = whom_sought(self.text, judgement.span, reply.span)
            if sought is not None:
                return self._sought(sought)
        for i in judgement.attributions:
            a = self.attributions[i]
            opens = a.source and a.source[0].start <= judgement.span.start + OPENING
            aside = a.source and ASIDE_RE.fullmatch(self.text, a.source[-1].end, reply.span.start)
            if opens and aside and not any(c.overlaps(reply.span) for c in a.content):
                return a.by
        return None

    def _who_goes_on(self, reply: Reply) -> int | None:
        """Who speaks behind what they do first: "Confirming the sale, | Ida Brandt | said it was late"."""
        made = (self.attributions[i] for i in self.judgements[reply.sentence].attributions)
        behind = (a.by for a in made if a.source and a.source[0].start > reply.span.start)
        return next(behind, None)

    def _sought(self, whom: Span) -> int | None:
        """Whom nobody could reach, by the last name in what they are called."""
        *_, last = [None, *re.finditer(NAME, whom.slice(self.text))]
        if last is None and _PHONE_RE.search(whom.slice(self.text)):
            return None  # "calls to | his mobile phone |": whose, the words do not say
        body = singular(whom.slice(self.text).split()[-1]) in lexicon("sources")["organisations"]
        if last is None:
            return self._named(whom, "organisation" if body else "unnamed")
        if body or (OWNED_RE.search(last[0]) and whom.start + last.end() < whom.end):
            return self._named(whom, "organisation")  # "Oland's team", "the US embassy"
        kind: SourceKind = "person" if " " in last[0] else "organisation"
        return self._named(Span(whom.start + last.start(), whom.start + last.end()), kind)

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
        if piece.strip().lower() == "it" or _ITS_SPOKESMAN_RE.fullmatch(piece.strip()):
            return self._last_body(where.start)
        subject = self._explained(piece, comma=self.text[where.end : where.end + 1] == ",")
        if subject is not None and PRONOUN_RE.search(subject.group()):
            subject = None  # "told the hearing | she | rejected it"
        if subject is None or _is_plain(subject.group()):
            if (pronoun := PRONOUN_RE.search(piece)) is not None:
                return self._last_person(where.end, pronoun.group().strip().lower())
            subject = EXPLAINED_RE.match(piece) or START_RE.match(piece)
            if subject is None or _is_plain(subject["name"]):
                return self._somebody(where.start, piece)
        if CLIENT_RE.match(subject.group()) or subject.group().endswith(" as"):  # "dismissed the report as |"
            return None  # "Ms Ro said that | her client | rejected": who speaks for them says so
        if subject.group().split()[-1].lower() in _THINGS:  # "the team's doctor at | the time, | denied"
            subject = START_RE.match(piece)
        if subject is not None and HANGS_RE.search(piece[: subject.start()]):
            return self._somebody(where.start, piece)  # "Two officers at | the border | disputed that"
        if subject is None or ADVERB_RE.match(self.text, where.start + subject.start()):
            return None  # "Unfortunately, | that report is untrue"
        return self._replying(where, piece, subject)

    def _replying(self, where: Span, piece: str, subject: re.Match[str]) -> int:
        """Whoever the words of a subject mean: whom a spokesman speaks for, a name, several, a body."""
        found = Span(where.start + subject.start(), where.start + subject.end())
        one = FOR_IS_RE.match(subject.group())
        if one is not None and self.text[where.end : where.end + 1] == ",":
            return self._named(Span(found.start + one.start("name"), found.end), "person")
        spoken = SPOKES_RE.search(subject.group())
        if spoken:
            part = "name" if spoken["name"] else "body"
            inner = Span(found.start + spoken.start(part), found.start + spoken.end(part))
            several = "," in spoken[part] or " and " in spoken[part]
            return self._several(inner) if several else self._named(inner, "organisation")
        if self._apposed(where, subject.start()):
            subject = START_RE.match(piece) or subject
            found = Span(where.start + subject.start("name"), where.start + subject.end("name"))
        groups = subject.groupdict()
        if groups.get("several"):
            return self._several(found)
        whole = groups.get("name") or ""
        return self._named(found, "person" if " " in whole.strip() or groups.get("for") else "organisation")

    def _explained(self, piece: str, *, comma: bool) -> re.Match[str] | None:
        """The subject of a piece; the name that opens it where the last one only tells of that.

        "Ida Brandt|, a former head of the miner Prandtl|, could not be reached", "Aino Ro of the University
        of Espoo, | Finland,| did not respond".
        """
        subject, opens = SUBJECT_RE.search(piece), START_RE.match(piece)
        if opens is None or subject is None or _is_plain(opens["name"]):
            return subject
        aside = comma and not opens["name"].startswith("The ") and _EXPLAINS_RE.match(piece, opens.end())
        return opens if aside or _PLACED_RE.search(piece[: subject.start()]) else subject

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
        if named is None or DAY_RE.match(named["name"]) or OWNED_RE.search(named["name"]):
            return False  # "Corvo's managing partner, | Ida Brandt,": she is meant
        first = named["name"].lower().split()[0]  # "The Emirati businessman, | Ana Ruiz,": she is meant
        return before.endswith(",") and first not in common()

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
        back = bisect_right(self.starts, end - 1) - 2
        pleads = _PLEADS_RE.match(self.text, end) is not None
        if pleads and (own := next((a for a in self.attributions if _is_at(a, end)), None)) is not None:
            return own.by
        while back > 0 and _PRONOUN_OPENS_RE.match(self.text, self.starts[back]):
            back -= 1  # "Oland posted it. He deleted it. | He | did not respond"
        floor = self.starts[max(0, back)]
        other = {"he": "f", "she": "m"}.get(pronoun)
        at = bisect_right(self.mentions, (end, 0, 0)) - 1
        for _, last, i in reversed(self.mentions[max(0, at - 8) : at + 1]):
            if last < floor:
                return None
            called = " ".join(self.sources[i].name.lower().split()[-2:])  # "councillor | marek oland"
            gender = given_gender(called)
            prosecutes = PROSECUTES_RE.search(self.sources[i].name) or _PROSECUTING_RE.match(self.text, last)
            if prosecutes and pleads:
                continue  # "Prosecutor Ida Ro said …. | She | pleaded not guilty": not Ro
            if self.sources[i].kind == "person" and (not gender or gender != other):
                between = list(TITLED_RE.finditer(self.text, last, end))
                return self._named(Span(*between[-1].span()), "person") if between else i
        return None

    def _named(self, span: Span, kind: SourceKind) -> int:
        """The source that stands at `span` or bears its name; a new one when nobody does."""
        at = bisect_right(self.mentions, (span.end, 0, 0)) - 1
        for start, end, i in self.mentions[max(0, at - 3) : at + 1]:
            owned = self.text.startswith(("'s ", "’s "), end) and end < span.end
            if span.overlaps(Span(start, end)) and not owned:  # "Brandt's | campaign |"
                return i
        name = BLANK_RE.sub(" ", span.slice(self.text))
        if (whole := self._body_opening(name)) is not None:
            return whole
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

    def _several(self, span: Span) -> int:
        """Those who reply together: "Representatives for | Corvane, Lazard and Hallmeer |"."""
        name = BLANK_RE.sub(" ", span.slice(self.text))
        known = (i for i, s in enumerate(self.sources) if s.name == name)
        if (number := next(known, None)) is not None:
            return number
        self.sources.append(Source("organisation", name, (span,), plural=True))
        return len(self.sources) - 1

    def _body_opening(self, name: str) -> int | None:
        """The body whose name begins so: "Big Gate Events said …. | Big Gate | did not respond"."""
        words = tuple(name.lower().removeprefix("the ").split())
        whole = self.opened.get((words[0], words[1])) if len(words) > 1 else None
        known = () if whole is None else tuple(self.sources[whole].name.lower().removeprefix("the ").split())
        return whole if len(words) < len(known) and known[: len(words)] == words else None

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


def _is_at(attribution: Attribution, end: int) -> bool:
    """Whether its source, one word, ends there, right in front of its cue: "| He | denies fraud"."""
    both = attribution.source and attribution.cue
    return bool(both) and attribution.source[-1].end == end and attribution.cue[0].start == end + 1


def _is_plain(word: str) -> bool:
    """Whether a capital is the sentence's: "| Any | suggestion otherwise is false"."""
    bare = word.lower().replace("’", "'").partition("'")[0]  # "She's not selling it"
    return bare in common() | lexicon("grammar")["determiners"]
