"""The notices of a brief, composed from the analysis; their wording is `templates/notices.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from allegedly.analysis import Analysis, Attribution, Hedge, Source
from allegedly.answers import MAX_QUOTE_WORDS, answers
from allegedly.article import Span, printable
from allegedly.descriptions import (
    MAX_CUE_WORDS,
    MAX_NAME_WORDS,
    PRONOUNS,
    called,
    described,
    group_of,
    short,
    whose,
)
from allegedly.relays import chain_names, is_own, spoken_to
from allegedly.resting import silences
from allegedly.sayings import quotable, say
from allegedly.stages.kinds import LISTENERS
from allegedly.stages.wording import findings
from allegedly.statements import OPENING_QUOTES, Statement, as_described, count_words

_SOMEBODY_RE = re.compile(r"[Aa]n? [^A-ZÀ-Þ]+$")
_MANNER_RE = re.compile(r"(?:on|under|in|without|anonymously|off)\b", re.IGNORECASE)
_FIGURE_RE = re.compile(r"\d(?:[\d.,]*\d)?\s?(?:%|per cent|percent)", re.IGNORECASE)
_TELLS_RE = re.compile(r"\b(?:reported|reports|revealed|said|says|wrote)\b")
_HEARD_RE = re.compile(r"\b(?:heard|hears|(?:was|were|been|is|are) told)\b")
_WAS_TOLD_RE = re.compile(r"\b(?:(?:was|were|been) (?:\w+ly )?(?:informed|told)|heard)\b")
_OPENINGS = ("According", "Reported", "Told")
_MEDIUM_RE = re.compile(
    r"\b(?P<medium>letter|statement|filing|memo|report|list|ruling|judgment|indictment|advert|advertisement|video|notice)\b"
    r"(?: \w+){0,3}? (?:published|released|posted|issued|filed|made public)\b"
    r"|\b(?:published|released|posted|issued|filed) (?:a|an|its|his|her|their) (?:\w+[ -]){0,3}?"
    r"(?P<issued>letter|statement|filing|memo|report|list|ruling|judgment|indictment|notice)\b"
)
_NOT_RE = re.compile(r"\b(?:[Nn]o|[Nn]either|never|not)\b|n['’]t\b")
"""In a sentence that says what was not published."""
_HOW_DONE_RE = re.compile(
    r"(?:The|This) (?:[a-z-]+ ){0,2}?(?:poll|questionnaire|research|study|survey|trial)\b[^“”\"]{0,80}?"
    r" (?:asked|covered|followed|interviewed|involved|is|looked at|questioned|surveyed|tested|tracked|was)\b"
)
"""How a study was made, which is not what it found."""
_AHEAD_RE = re.compile(
    r"(?:(?!(?:\w+ed|that|which|who|whose)\b)\S+ ){1,9}"
    r"(?:will(?! (?:tell|say|argue|remember|know|never|have none))"
    r"|(?:is|are) (?:due|scheduled|set|to)\b(?: to)?) "
)
_HEARSAY_RE = re.compile(
    r"report(?:s|ed)?\b|reportedly|alleg|rumou?r|suppos|purport|said|believed|thought|understood|claim|accus|blam|suspect"
    r"|linked|tipped|sources|known to|word|appar",
    re.IGNORECASE,
)


def notice(analysis: Analysis, statement: Statement) -> str:
    """The notice of one item: whose word it is, and what the article says for and against it."""
    return whose(_notice(analysis, statement), statement.wording(analysis.article.text))


def _notice(analysis: Analysis, statement: Statement) -> str:
    if statement.sourcing == "allegation":
        return _allegation(analysis, statement)
    silent = statement.attributions and silences(analysis).issuperset(statement.attributions)
    told = (analysis.attributions[i] for i in statement.attributions)
    if (statement.sourcing == "on-record" and not silent) or any(_heard(analysis, a) for a in told):
        return _stop(_record(analysis, statement))
    return _stop(_fact(analysis, statement))


def _stop(text: str) -> str:
    """`text` as one sentence: capital in front, full stop behind."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", '."', '?"', '!"')) else ".")


def _fact(analysis: Analysis, statement: Statement) -> str:
    said = statement.wording(analysis.article.text)
    hedge = next(
        (h for h in analysis.hedges if any(s.contains(h.span) for s in statement.spans)),
        None,
    )
    if hedge is not None and not hedge.span.slice(analysis.article.text).startswith("be "):
        return say("fact", "hedged", quote=quotable(hedge.span.slice(analysis.article.text)))
    if (found := _MEDIUM_RE.search(said)) is not None and not _NOT_RE.search(said):
        return say("fact", "medium", medium=found["medium"] or found["issued"])
    if _FIGURE_RE.search(said) is not None:
        return say("fact", "figure")
    return say("fact", "ahead" if _AHEAD_RE.match(said) else "own")


def _record(analysis: Analysis, statement: Statement) -> str:
    """Each identified source that the statement names as speaking, with those who relay it."""
    relays: dict[int, tuple[int, ...]] = {}
    own_word = False
    declined = silences(analysis)  # whoever declined put nothing on the record
    for index in statement.attributions:
        attribution = analysis.attributions[index]
        by = attribution.by
        if index in declined or by is None or not analysis.sources[by].is_identified:
            continue
        if is_itself(analysis, attribution):
            own_word = True  # "The papers, seen by the Sentinel, show": that it saw them is its own word
        else:
            relays[by] = relays.get(by) or attribution.chain
    lines = []
    for by, chain in list(relays.items())[:2]:
        source = analysis.sources[by]
        heard = any(
            _heard(analysis, a) for i in statement.attributions if (a := analysis.attributions[i]).by == by
        )
        line = say("record", "heard" if heard else source.kind, source=called(analysis, source))
        lines.append(line + (say("record", "chain", chain=chain_names(analysis, chain)) if chain else ""))
    silent = {e.sentence for e in analysis.evidence if e.kind == "no-comment"}
    told = statement.wording(analysis.article.text)
    if not lines and (
        _HOW_DONE_RE.match(told)
        or own_word
        or not silent.isdisjoint(statement.judgements)
        or _found_itself(analysis, statement)
    ):
        return say("fact", "own")
    if not lines:
        if _WAS_TOLD_RE.search(told):
            return say("record", "told")
        quotes = told.lstrip("… ").startswith(tuple(OPENING_QUOTES))
        return say("record", "nobody" if quotes else "those_named")
    own = any(analysis.judgements[i].sourcing == "fact" for i in statement.judgements)
    own = own and statement.sourcing != "fact"
    first, *more = _once(lines)
    # "Marek Oland, on the record; according to tax filings": the key's own capital, never a name's.
    more = [line[0].lower() + line[1:] if line.startswith(_OPENINGS) else line for line in more]
    return "; ".join([first, *more]) + (say("record", "besides") if own else "")


def _found_itself(analysis: Analysis, statement: Statement) -> bool:
    """Whether it is what the article's own outlet found: "an investigation by | the Tribune | has found"."""
    own = (analysis.article.outlet or "").removeprefix("The ")
    wording = statement.wording(analysis.article.text)
    return bool(own) and re.search(rf"\binvestigation by (?:[Tt]he )?{re.escape(own)}\b", wording) is not None


def is_itself(analysis: Analysis, attribution: Attribution) -> bool:
    """Whether the source is the article's own outlet by its bare name, and neither said nor reported it."""
    text = analysis.article.text
    said = " ".join(s.slice(text) for s in attribution.source).casefold().strip(" ,").removeprefix("the ")
    tells = any(_TELLS_RE.search(s.slice(text)) for s in attribution.cue)
    source = None if attribution.by is None else analysis.sources[attribution.by]
    named = source is not None and said == source.name.casefold().removeprefix("the ")
    return source is not None and named and not tells and is_own(analysis, source)


def _heard(analysis: Analysis, attribution: Attribution) -> bool:
    """Whether the source only listened: "the court | heard", "the jury | was told", "court told"."""
    cue = " ".join(span.slice(analysis.article.text) for span in attribution.cue)
    words = {w.lower() for s in attribution.source for w in s.slice(analysis.article.text).split()}
    end = max((span.end for span in attribution.cue), default=0)
    # "The jury heard from a surgeon": from nobody else.
    of_whom = analysis.article.text.startswith(" from", end)
    headline = cue.lower() == "told" and len(words) == 1 and bool(words & (LISTENERS | {"coroner"}))
    return headline or (bool(_HEARD_RE.search(cue)) and not of_whom and not LISTENERS.isdisjoint(words))


def _once(lines: Iterable[str]) -> list[str]:
    """Each line once, whatever its capitals, and none that another one says with more detail."""
    first = {line.casefold(): line for line in reversed(list(lines))}
    told = list(first)
    return [
        line for key, line in reversed(first.items()) if not any(o != key and o.startswith(key) for o in told)
    ]


def speaker(analysis: Analysis, statement: Statement) -> Source | None:
    """The source that decides the statement's sourcing; None for the outlet itself or nobody known."""
    if statement.sourcing == "fact":
        return None
    wanted = statement.sourcing == "on-record"
    sources = [
        analysis.sources[by]
        for i in statement.attributions
        if (by := analysis.attributions[i].by) is not None
    ]
    return next((s for s in sources if s.is_identified is wanted), sources[0] if sources else None)


def _allegation(analysis: Analysis, statement: Statement) -> str:
    who = "; ".join(_once(_origins(analysis, statement)))
    given = list(dict.fromkeys(answers(analysis, statement)))
    supports = {e.sentence for e in analysis.evidence if e.kind == "corroboration" and e.claims}
    if given or not supports.isdisjoint(statement.judgements[1:]):  # the item itself may say who confirms
        return " ".join(_stop(part) for part in (who, *given))
    either = who.endswith(say("allegation", "nobody")) or who == say("allegation", "unclear")
    return _stop(who + say("answer", "none_either" if either else "none"))


def _origins(analysis: Analysis, statement: Statement) -> list[str]:
    """Who the claim rests on, each unidentified source of the statement with its chain and ground rule."""
    out: list[str] = []
    made = (analysis.attributions[i] for i in statement.attributions)
    named = [(a, analysis.sources[a.by]) for a in made if a.by is not None]
    first: tuple[Span, ...] = ()
    groups: set[str] = set()
    unnamed = [(a, s) for a, s in named if not s.is_identified]
    # Whoever is described comes first, and "one of" a group before "another".
    unnamed.sort(key=lambda told: (told[1].kind == "hearsay", told[1].name.startswith("another of ")))
    for attribution, source in unnamed:
        # What somebody unnamed says that others said is one claim: the first of them makes it.
        if len(out) == 2 or any(f.overlaps(c) for f in first for c in attribution.cue):
            continue
        group = source.name and group_of(short(source.name))
        if group in groups:
            if source.name.startswith("another of "):
                out.append(say("allegation", "another"))
            continue
        groups.add(group)
        first = first or attribution.content
        cue = _cue(analysis, attribution)
        line = described(analysis, source, cue)
        if out and line.endswith(say("allegation", "nobody")):
            quoted = 0 < count_words(cue) <= MAX_CUE_WORDS
            line = say("allegation", "hearsay_also", cue=quotable(cue) if quoted else "")
        if (outlet := spoken_to(analysis, attribution.chain)) is not None:
            line += say("allegation", "to", outlet=outlet)
        elif chain := chain_names(analysis, attribution.chain):
            line += say("allegation", "chain_one" if len(chain) == 1 else "chain_more", chain=chain)
        line += _ground(analysis, source)
        out.append(line[0].lower() + line[1:] if out and line.startswith(("Hearsay", "Attributed")) else line)
    if out:
        somebody = any(s.kind != "hearsay" for _, s in unnamed)
        return out + (_beside(analysis, named, [a for a, _ in unnamed]) if somebody else [])
    relay = next((s for _, s in named), None)
    if relay is not None and relay.kind == "outlet" and relay.name and not is_own(analysis, relay):
        return [say("allegation", "relayed", source=called(analysis, relay))]
    bodies = [a for a, s in named if s.kind in ("organisation", "document")]
    words = next((w for a in bodies if (w := _own_words(analysis, statement, a))), "")
    hearsay = next(
        (w for h in analysis.hedges if _touches(statement, h.span) and (w := _hearsay(analysis, h))),
        _worded(analysis, statement),
    )
    if hearsay and hearsay not in words:  # "her alleged accomplices said" is no hearsay
        return [say("allegation", "hearsay_cue", cue=quotable(hearsay)) + say("allegation", "nobody")]
    if words := as_described(quotable(words)):
        return [say("allegation", "words", source=words)]
    known = _named_elsewhere(analysis, statement, named) if named else _answering(analysis, statement)
    return [known or say("allegation", "unclear")]


def _answering(analysis: Analysis, statement: Statement) -> str | None:
    """Whoever without a name supports or denies in it what others told: "A second source backed it up"."""
    answered = (e.by for e in analysis.evidence if e.sentence in statement.judgements)
    people = (analysis.sources[by] for by in answered if by is not None)
    return next((described(analysis, source) for source in people if not source.is_identified), None)


def _named_elsewhere(
    analysis: Analysis, statement: Statement, told: list[tuple[Attribution, Source]]
) -> str | None:
    """Whom the claim describes and the article names in another place: "a retired general has claimed"."""
    for attribution, source in told:
        words = _own_words(analysis, statement, attribution)
        if source.kind == "person" and _SOMEBODY_RE.match(words):
            return say(
                "allegation", "elsewhere", words=as_described(quotable(words)), source=short(source.name)
            )
    return None


_SAYING = frozenset({"confirmed", "confirms", "said", "say", "says", "told", "wrote"})


def _beside(
    analysis: Analysis, named: list[tuple[Attribution, Source]], unnamed: list[Attribution]
) -> list[str]:
    """Who says the other half on the record: "Police say it is shut, and sources say that it was sent"."""
    taken = [span for a in unnamed for span in (*a.source, *a.cue, *a.content)]
    relays = {analysis.sources[k].name.partition(" ")[0] for a in unnamed for k in a.chain}
    for attribution, source in named:
        pieces = (*attribution.source, *attribution.cue, *attribution.content)
        said = (
            attribution.cue and attribution.cue[-1].slice(analysis.article.text).lower().split()[0] in _SAYING
        )
        whole = attribution.source and said and attribution.content and not attribution.chain
        relayed = source.name.partition(" ")[0] in relays
        if (
            source.is_identified
            and whole
            and not relayed
            and not any(p.overlaps(t) for p in pieces for t in taken)
        ):
            return [say("allegation", "beside", source=short(source.name))]
    return []


def _touches(statement: Statement, span: Span) -> bool:
    return any(s.contains(span) for s in statement.spans)


def _hearsay(analysis: Analysis, hedge: Hedge) -> str:
    """The hedge's words when they pass on what somebody says; "" for "may", which is the outlet's own."""
    said = printable(hedge.span.slice(analysis.article.text))
    return said if _HEARSAY_RE.search(said) else ""


def _worded(analysis: Analysis, statement: Statement) -> str:
    """The statement's own wording that passes on what somebody says; "" for none."""
    pieces = (span.slice(analysis.article.text) for span in statement.spans)
    seen = (f.span.slice(piece) for piece in pieces for f in findings(piece) if f.rule.startswith("hearsay"))
    said = printable(next(seen, ""))
    return said.removesuffix(" the").removesuffix(" a").removesuffix(" an")


def _own_words(analysis: Analysis, statement: Statement, attribution: Attribution) -> str:
    """How the statement itself calls whom the attribution rests on; "" for a pronoun: that tells nobody."""
    said = " ".join(
        printable(s.slice(analysis.article.text)) for s in attribution.source if _touches(statement, s)
    )
    return "" if said.lower() in PRONOUNS or count_words(said) > MAX_NAME_WORDS else said


def _cue(analysis: Analysis, attribution: Attribution) -> str:
    """The article's wording for who says so: the cue, with the source where that stands right beside it."""
    text = analysis.article.text
    spans = sorted((*attribution.cue, *attribution.source))
    cues = [k for k, span in enumerate(spans) if span in attribution.cue]
    first, last = (cues[0], cues[-1]) if cues else (0, -1)
    touch = [not text[one.end : two.start].strip(" \n") for one, two in pairwise(spans)]
    while first > 0 and touch[first - 1]:
        first -= 1
    while 0 <= last < len(touch) and touch[last]:
        last += 1
    return " ".join(printable(s.slice(text)) for s in spans[first : last + 1])


def _ground(analysis: Analysis, source: Source) -> str:
    """The ground rule and the reason for it, quoted; together when the article has them in one breath."""
    text = analysis.article.text
    rule, reason = source.ground_rule, source.reason
    if rule and reason and rule.end <= reason.start and not text[rule.end : reason.start].strip(" ,"):
        rule, reason = Span(rule.start, reason.end), None
    if reason is not None and count_words(reason.slice(text)) <= MAX_QUOTE_WORDS + 8:
        return say("allegation", "reason", reason=quotable(reason.slice(text)))
    if rule is not None and count_words(rule.slice(text)) <= MAX_QUOTE_WORDS + 8:
        key = "rule" if _MANNER_RE.match(rule.slice(text)) else "rule_aside"
        return say("allegation", key, rule=quotable(rule.slice(text)))
    return ""
