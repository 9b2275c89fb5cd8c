"""Part of the evidence stage: the words by which an article weakens what it tells."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from allegedly.analysis import Hedge
from allegedly.article import Article, Sentence, Span
from allegedly.phrases import flattened

MONTH_RE = re.compile(r"May(?=\s+\d|\s*[,.]|\s+(?:after|when|with|and|to|in|by|last|this|\w+day)\b)")
_MISTERS = frozenset({"Dr", "Miss", "Mr", "Mrs", "Ms"})
BEFORE_MONTH_RE = re.compile(r"(?:\d|\b(?:in|of|since|until|last|next|by|this|late|early|mid))[\s-]$")


@cache
def patterns(name: str) -> dict[str, re.Pattern[str]]:
    """The word lists of `lang/en/NAME.toml` as one expression each, for flattened text."""
    tables = tomllib.loads(files("allegedly.lang.en").joinpath(f"{name}.toml").read_text("utf-8"))
    return {k: re.compile(r"(?<![\w-])(?:" + "|".join(v) + r")(?!\w)") for k, v in tables.items()}


def hedges(article: Article, sentences: tuple[Sentence, ...]) -> tuple[Hedge, ...]:
    """Every hedge outside furniture with the clause that it weakens; a condition weakens all its sentence."""
    clause_re, sentence_re = patterns("hedges")["clause"], patterns("hedges")["sentence"]
    out: list[Hedge] = []
    for sentence in sentences:
        if sentence.is_furniture:
            continue
        text, start = sentence.span.slice(article.text), sentence.span.start
        flat = flattened(text)
        conditions = [m.span() for m in sentence_re.finditer(flat)]
        out.extend(Hedge(Span(start + s, start + e), sentence.span) for s, e in conditions)
        for m in clause_re.finditer(flat):
            if any(s < m.end() and m.start() < e for s, e in conditions) or _is_month(text, m.start()):
                continue
            span = Span(start + m.start(), start + m.end())
            out.append(Hedge(span, clause_at(sentence, span)))
    return tuple(sorted(out, key=lambda h: h.span))


def _is_month(text: str, at: int) -> bool:
    """Whether "May" at `at` is the month, or somebody's name: only a headline gives the verb a capital."""
    if not text.startswith("May", at):
        return False
    before, after = text[:at].split()[-1:], text[at + 3 :].split()[:1]
    title_case = bool(before and after) and before[0][0].isupper() and after[0][0].isupper()
    named = not title_case or before[0].rstrip(".") in _MISTERS
    return named or bool(MONTH_RE.match(text, at) or BEFORE_MONTH_RE.search(text[max(0, at - 8) : at]))


def clause_at(sentence: Sentence, span: Span) -> Span:
    """The clause of the sentence that holds `span`; all of the sentence when none does."""
    return next((c for c in sentence.clauses if c.contains(span)), sentence.span)
