"""How right the brief's words about people are: who speaks, and which claim a reply answers.

The scorers beside the checkout judge sentences and spans; a brief also says whose the words are, by name, and
prints "Denied by …" under a claim. The articles in `speakers/` are labelled for both. A line is

    CODE sentence {speaker; the same in other words} #1 >1 denial

The speaker stands behind every sentence that hands on somebody's words: the fullest name that the article
gives, or how it first describes somebody unnamed, `nobody` where it passes on talk. `#1` numbers a claim,
`>1 denial` answers the claim of that number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from allegedly.analysis import Analysis, Judgement, Source
from allegedly.article import Span
from allegedly.pipeline import analyse

LINE_RE = re.compile(
    r"(?P<code>AF|AR|[FRAX]) (?P<text>.+?)(?: \{(?P<who>[^{}]+)\})?(?: #(?P<number>\d+))?"
    r"(?: >(?P<answers>\d+(?:,\d+)*) (?P<kind>denial|no-comment|corroboration|unverified))?"
)
LIGHT = frozenset(
    re.findall(
        r"\w+",
        "a an the of for in at on with and to from who was is by one two three four five six another other"
        " second third mr mrs ms dr sir lord its his her their spokesman spokeswoman spokesperson familiar",
    )
)
"""Words that two names of one source need not share."""


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled sentence. `speakers` are words for one and the same source, none for the article."""

    span: Span
    code: str
    speakers: tuple[str, ...]
    number: int | None
    answers: tuple[int, ...]
    kind: str


def labelled(folder: Path) -> Iterator[tuple[str, str, list[Line]]]:
    """The articles of a folder: id, text, labelled sentences. Raises `ValueError` for a line that is none."""
    for path in sorted(folder.glob("*.txt")):
        for article in re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            head, _, body = article.partition("\n")
            text, lines = "", []
            for row in body.rstrip().split("\n"):
                if not row:
                    text += "\n\n"
                    continue
                match = LINE_RE.fullmatch(row)
                if match is None:
                    raise ValueError(f"{path}: not a labelled sentence: {row}")
                text += "" if not text or text.endswith("\n") else " "
                span = Span(len(text), len(text) + len(match["text"]))
                lines.append(
                    Line(
                        span,
                        match["code"],
                        tuple(w.strip() for w in (match["who"] or "").split(";") if w.strip()),
                        int(match["number"]) if match["number"] else None,
                        tuple(map(int, (match["answers"] or "").split(",")) if match["answers"] else ()),
                        match["kind"] or "",
                    )
                )
                text += match["text"]
            yield f"{path.stem}/{head.partition('|')[0].strip()}", text, lines


def words(name: str) -> frozenset[str]:
    """What tells a source's name from others: its words without endings, roles and articles."""
    found = re.findall(r"\w+", re.sub(r"['’]s\b", "", name.lower()))
    return frozenset(w.removesuffix("s") for w in found if w not in LIGHT)


def is_same(one: str, other: str) -> bool:
    """Whether two names can be of one source: all the words of one are the other's."""
    some, more = words(one), words(other)
    return bool(some and more) and (some <= more or more <= some)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the engine makes of one labelled sentence.

    `right`; `wrong`: another's words; `nameless`: of somebody named, but only by a noun; `other`: of
    somebody else unnamed; `missing`: nobody's. Of an allegation `wrong` is the worst: anonymous words in a
    named mouth.
    """

    line: Line
    verdict: str
    said: tuple[str, ...]


def speakers(analysis: Analysis, lines: list[Line]) -> Iterator[Verdict]:
    """A verdict for each sentence with a speaker: by the sources of the attributions that touch it."""
    for line in lines:
        if not line.speakers:
            continue
        here = [
            analysis.sources[a.by]
            for a in analysis.attributions
            if a.by is not None and any(s.overlaps(line.span) for s in (*a.source, *a.cue, *a.content))
        ]
        known = [s for s in here if any(is_same(s.name, who) for who in line.speakers)]
        verdict = (_of_named if line.code == "R" else _of_unnamed)(line, here, known)
        yield Verdict(line, verdict, tuple(dict.fromkeys(s.name or "nobody" for s in here)))


def _of_named(_: Line, here: list[Source], known: list[Source]) -> str:
    named = [s for s in here if s.is_identified]
    if any(s in known for s in named):
        return "right"
    if not here:
        return "missing"
    return "wrong" if any(re.search(r"[A-Z]", s.name) for s in named) else "nameless"


def _of_unnamed(line: Line, here: list[Source], known: list[Source]) -> str:
    unnamed = [s for s in here if not s.is_identified]
    if known or ("nobody" in line.speakers and len(unnamed) == len(here)):
        return "right"
    return "other" if unnamed else "wrong" if here else "missing"


def replies(
    analysis: Analysis, lines: list[Line]
) -> tuple[set[tuple[int, int, str]], set[tuple[int, int, str]]]:
    """Labelled and found pairs: labelled sentence that answers, labelled sentence answered, kind of reply."""
    numbered = {
        line.number: k for k, line in enumerate(lines) if line.number is not None and "A" in line.code
    }
    wanted = {
        (k, numbered[n], line.kind) for k, line in enumerate(lines) for n in line.answers if n in numbered
    }

    def place(judgement: Judgement) -> list[int]:
        return [k for k, line in enumerate(lines) if line.span.overlaps(judgement.span)]

    found = {
        (k, n, str(e.kind))
        for e in analysis.evidence
        for claim in e.claims
        for k in place(analysis.judgements[e.sentence])[:1]
        for n in place(analysis.judgements[claim])[:1]
        if k != n and "A" in lines[n].code
    }
    return wanted, found


def figures(folder: Path) -> dict[str, float]:
    """Shares in 0..1 over all articles of a folder."""
    who: Counter[tuple[bool, str]] = Counter()
    hits = wanted = found = 0
    for _, text, lines in labelled(folder):
        analysis = analyse(text)
        who.update((v.line.code == "R", v.verdict) for v in speakers(analysis, lines))
        labels, engine = replies(analysis, lines)
        hits, wanted, found = hits + len(labels & engine), wanted + len(labels), found + len(engine)
    named, unnamed = (sum(n for (kind, _), n in who.items() if kind is named) for named in (True, False))
    return {
        "named speaker right": who[True, "right"] / named,
        "named speaker wrong": who[True, "wrong"] / named,
        "unnamed speaker right": who[False, "right"] / unnamed,
        "unnamed words in a named mouth": who[False, "wrong"] / unnamed,
        "replies, precision": hits / found,
        "replies, recall": hits / wanted,
    }
