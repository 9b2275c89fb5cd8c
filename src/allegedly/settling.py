"""Statements made to stand alone: no opening leans on a sentence that the reader does not have."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import Literal

from allegedly.analysis import Analysis, Sourcing
from allegedly.antecedents import antecedent, of_another
from allegedly.article import Span, printable
from allegedly.brackets import beyond, is_apposed, is_pronoun, mentions, speaks
from allegedly.openings import opener_res
from allegedly.phrases import lexicon
from allegedly.quotations import left_open, open_at
from allegedly.statements import (
    MIN_HALF_WORDS,
    OPENING_QUOTES,
    Bit,
    Statement,
    as_described,
    count_words,
    keeps_hedges,
    unsettled,
)

MAX_SAME = 3
"""So many sentences in a row may open with the same pronoun, and it means whom it meant in the first."""

SAME = {
    **dict.fromkeys(("he", "his", "him"), ("he", "his", "him")),
    **dict.fromkeys(("she", "her", "hers"), ("she", "her", "hers")),
    **dict.fromkeys(("it", "its"), ("it", "its")),
}

# What only an earlier sentence says: "The Post has seen a list that appears to | support that |".
_BEARS_OUT_RE = re.compile(
    r"\b(?:backs? up|bears? out|confirm|contradicts?|corroborates?|supports?) (?:it|that|this)(?=[.,]|$)"
    r"|\b(?:is|was|were) among them(?=[.,]|$)"
)

# What somebody called what another sentence says: "Mr Oland called | that | "a lie"".
_CALLED_RE = re.compile(r"\b(?:called|calls|described) (?:it|that|this)(?: as)?(?= [\"“‘'])")

_SAYS_SHE_RE = re.compile(r"\b(?:added|adds|said|says)(?: that)? (?:he|she)$")

_FULL_NAME_RE = re.compile(r"[A-ZÀ-Þ][\w'’-]+ [A-ZÀ-Þ]\w")

# The mark that opens a quotation at the head of a statement.
_MARK_RE = re.compile(r"(?:''|[\"“‘'])(?=\w)")

# The first pronoun of a clause in which nobody is named before it.
_INSIDE_RE = re.compile(r"[^A-ZÀ-Þ\"“]{1,80}?\b(he|his|she|her)\b(?= )")

_VERBS = 2
"""Words of a verb between who opens a sentence and "his": "has left"."""

MAX_CHAIN = 2
"""How many earlier sentences one statement may bring along before it is simply a paragraph."""


def statements(analysis: Analysis) -> tuple[Statement, ...]:
    """Every statement of the article that a brief could carry, in reading order.

    Mixed sentences come as two. A statement that leans on an earlier one has been settled (a bracket, a cut,
    or the earlier sentence with it) or is missing here.
    """
    page = _Page(analysis)
    settled = (_settle(page, s, MAX_CHAIN) for group in page.raw.values() for s in group)
    return tuple(s for s in settled if s is not None and keeps_hedges(analysis, s.spans))


class _Page:
    """What settling one statement needs of the whole article, gathered once."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis, self.text = analysis, analysis.article.text
        self.raw = unsettled(analysis)
        self.printed = printable(self.text)
        self.mentions = sorted(dict(mentions(analysis, self.printed)).items())
        self.starts = [mention.start for mention, _ in self.mentions]
        body = list(self.raw)
        inside = open_at(self.text, [analysis.judgements[i].span for i in body])
        self.inside = frozenset(body[number] for number in inside)
        self.first = next(iter(body), None)

    def before(self, index: int) -> int | None:
        """The body's sentence before the sentence `index`; furniture between them does not count."""
        return next((i for i in range(index - 1, -1, -1) if i in self.raw), None)

    def mentions_in(self, span: Span) -> list[tuple[Span, str]]:
        """The pronouns and short names in `span`, each with the source's name for the brackets."""
        first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return [(m, name) for m, name in self.mentions[first:last] if span.contains(m)]


def _settle(page: _Page, statement: Statement, depth: int) -> Statement | None:
    """The statement made to stand alone, or None when it cannot be."""
    statement = _cut_opening(page, statement)
    statement = _name_behind(page, _name_in_half(page, _name_speakers(page, statement)))
    leans = _leans(page, statement)
    first = statement.judgements[0] == page.first and statement.bits[0] != "…"
    if leans == "no" or (leans in ("yes", "slightly") and first):
        return statement  # nothing stands before the article's first sentence, for its own readers either
    if leans == "unclosed":
        whole = _bring_later(page, statement)
        return whole if whole is None or not _opens_on_another(page, whole) else None
    named = _name_subject(page, statement) if leans == "yes" else None
    if named is not None and not _points(named, page.text):
        return named
    behind = _bring_earlier(page, statement, depth) if depth else None
    if leans == "slightly" and (behind is None or not _fit_together(page, behind, statement)):
        return statement
    return behind


def _fit_together(page: _Page, whole: Statement, last: Statement) -> bool:
    """Whether a quotation that says not whose it is has its speaker in what was brought along."""
    if not printable(last.spans[0].slice(page.text)).startswith(tuple(OPENING_QUOTES)):
        return True
    before = [s for i in whole.judgements[:-1] for s in page.raw[i]]
    return any(_same_voice(page, s, last) for s in before)


def _name_subject(page: _Page, statement: Statement) -> Statement | None:
    """The statement, its opening pronoun replaced by the subject before it; None where that is in doubt."""
    text, index = page.text, statement.judgements[0]
    first = next((b for b in statement.bits if b != "…"), None)
    if not isinstance(first, Span) or (found := opener_res()["replaceable"].match(first.slice(text))) is None:
        return None
    if len(page.raw[index]) > 1 and first != page.raw[index][0].spans[0] and statement.bits[0] == "…":
        before: Span | None = Span(page.analysis.judgements[index].span.start, first.start)
    else:
        earlier = _subject_told(page, index, found[1])
        before = None if earlier is None else page.analysis.judgements[earlier].span
    if before is None:
        return None
    name = antecedent(page.printed, printable(before.slice(text)), printable(first.slice(text)), found[1])
    if name is None:
        return None
    rest = _lstrip(text, Span(first.start + found.end(1), first.end))
    after = statement.bits[statement.bits.index(first) + 1 :]
    return replace(statement, bits=(f"[{name}]", rest, *after))


def _name_in_half(page: _Page, statement: Statement) -> Statement:
    """The second half of a sentence, its first "his" named when that is the subject of the half cut off.

    "Oland has promised a bridge, but | clerks say his [Oland's] plans are late".
    """
    whole = page.raw[statement.judgements[0]]
    first = next((b for b in statement.bits if b != "…"), None)
    if statement.bits[0] != "…" or not isinstance(first, Span) or first.start <= whole[0].spans[0].start:
        return statement
    found = _INSIDE_RE.match(first.slice(page.text))
    if found is None or len(whole) < 2:
        return statement
    before = Span(page.analysis.judgements[statement.judgements[0]].span.start, first.start)
    return _bracketed(page, statement, first, (found.end(), found[1]), before)


def _name_behind(page: _Page, statement: Statement) -> Statement:
    """The statement, "he" named who is none of the people that open it: "Two clerks said he [Oland] knew"."""
    index = statement.judgements[0]
    first = next((b for b in statement.bits if b != "…"), None)
    if not isinstance(first, Span) or not page.raw[index][0].spans[0].contains(first):
        return statement
    found = of_another(page.printed, first.slice(page.text))
    earlier = None if found is None else _subject_told(page, index, found[1])
    if found is None or earlier is None:
        return statement
    before, (end, pronoun) = page.analysis.judgements[earlier].span, found
    named = _bracketed(page, statement, first, found, before)
    plain = "he" if pronoun in SAME["he"] else "she"  # the article may never print "Oland's"
    return named if named is not statement else _bracketed(page, statement, first, (end, plain), before)


def _bracketed(
    page: _Page, statement: Statement, first: Span, pronoun: tuple[int, str], before: Span
) -> Statement:
    """The statement with the subject of `before` behind the pronoun that ends there in `first`, when sure."""
    told, said = (printable(span.slice(page.text)) for span in (before, first))
    name = antecedent(page.printed, told, said, pronoun[1])
    if name is None:
        return statement
    at = first.start + pronoun[0]
    number = statement.bits.index(first)
    rest = _lstrip(page.text, Span(at, first.end))
    bits = (*statement.bits[:number], Span(first.start, at), f"[{name}]", rest, *statement.bits[number + 1 :])
    return replace(statement, bits=bits)


def _subject_told(page: _Page, index: int, pronoun: str) -> int | None:
    """The sentence before `index` that may name its subject, past those that open with the same pronoun."""
    for _ in range(MAX_SAME + 1):
        earlier = page.before(index)
        if earlier is None:
            return None
        said = printable(page.analysis.judgements[earlier].span.slice(page.text))
        same = SAME[pronoun.lower()]
        behind = of_another(page.printed, said)
        goes_on = said.split(" ", 1)[0].lower() in same or (behind is not None and behind[1] in same)
        if not goes_on or _FULL_NAME_RE.search(said):
            return earlier
        index = earlier
    return None


def _cut_opening(page: _Page, statement: Statement) -> Statement:
    """The statement without a connective or an adjunct that points back, `…` in its place."""
    text, span = page.text, statement.spans[0]
    mark = _MARK_RE.match(span.slice(text))
    if mark is not None:
        span = Span(span.start + mark.end(), span.end)
    for _ in range(3):
        piece = span.slice(text)
        found = next((m for k in ("connective", "adjunct") if (m := opener_res()[k].match(piece))), None)
        if found is None:
            break
        cut, rest = Span(span.start, span.start + found.end()), Span(span.start + found.end(), span.end)
        if count_words(rest.slice(text)) < MIN_HALF_WORDS or _weighty(page, cut):
            break
        span = rest
    opening = statement.spans[0].start + (0 if mark is None else mark.end())
    if span.start == opening:
        return statement
    after = statement.bits[statement.bits.index(statement.spans[0]) + 1 :]
    quote = () if mark is None else (Span(statement.spans[0].start, opening),)
    return replace(statement, bits=(*quote, "…", span, *after))


def _weighty(page: _Page, cut: Span) -> bool:
    """Whether a hedge, a source or a cue would go with the cut."""
    return any(cut.overlaps(h.span) for h in page.analysis.hedges) or any(
        cut.overlaps(s) for a in page.analysis.attributions for s in (*a.source, *a.cue)
    )


def _name_speakers(page: _Page, statement: Statement) -> Statement:
    """The statement with "he" and "the sources" named in brackets where the analysis knows who they are."""
    text = page.text
    bits: list[Bit] = []
    for bit in statement.bits:
        if isinstance(bit, str):
            bits.append(bit)
            continue
        start = bit.start
        for mention, name in page.mentions_in(bit):
            said = mention.slice(text)
            opens = mention.start == bit.start and bit == statement.spans[0]
            if mention.start < start or is_apposed(text, mention) or (said == "it" and not opens):
                continue
            if said == "they" and not opens and not speaks(text, mention):
                continue  # in the middle of a sentence it may mean whatever stands before it
            if _named_before(page, statement, mention, name):
                continue
            if not is_pronoun(said):
                name = beyond(name, printable(said))
            if not name:
                continue
            name = name[:1].upper() + name[1:] if opens and is_pronoun(said) else as_described(name)
            before = Span(start, mention.start if opens and is_pronoun(said) else mention.end)
            bits += [b for b in (before, f"[{name}]") if not isinstance(b, Span) or len(b)]
            start = mention.end
        if start < bit.end:
            bits.append(_lstrip(text, Span(start, bit.end)))
    if bits[0] == "…" and isinstance(bits[1], str):
        del bits[0]  # brackets in front say already that words were replaced
    return replace(statement, bits=tuple(bits))


def _named_before(page: _Page, statement: Statement, mention: Span, name: str) -> bool:
    """Whether the statement has said the name's last word before the mention, so that a reader knows."""
    key = [w for w in re.findall(r"\w[\w'’.-]*", name) if w[0].isupper()] or name.split()
    said = " ".join(
        Span(s.start, min(s.end, mention.start)).slice(page.text)
        for s in statement.spans
        if s.start < mention.start
    )
    return re.search(rf"\b{re.escape(key[-1])}\b", said) is not None


def _lstrip(text: str, span: Span) -> Span:
    piece = span.slice(text)
    return Span(span.start + len(piece) - len(piece.lstrip()), span.end)


def _leans(page: _Page, statement: Statement) -> Literal["no", "slightly", "yes", "unclosed"]:
    """Whether the statement opens with what it does not resolve, or closes a quotation opened before."""
    first = next(b for b in statement.bits if b != "…")
    said = statement.wording(page.text)
    if _points(statement, page.text) and len(statement.judgements) == 1:
        return "yes"
    if isinstance(first, str):
        return "no"
    wording = printable(first.slice(page.text))
    opened, closed = said.find("“"), said.find("”")
    odd = said.count('"') % 2 == 1
    if (closed >= 0 and (opened < 0 or closed < opened)) or (odd and said.endswith('"')):
        return "yes"
    begins = page.raw[statement.judgements[0]][0].spans[0].start
    if statement.judgements[0] in page.inside and first.start == begins:
        return "yes"
    if odd or said.endswith(":") or said.rfind("“") > said.rfind("”") or left_open(said):
        return "unclosed"
    if wording[:1] in OPENING_QUOTES:
        return "slightly" if _only_quotes(page, statement) else "no"
    if _opens_on_another(page, statement):
        return "yes"
    if len(statement.bits) == 1 and of_another(page.printed, wording) is not None:
        return "slightly"
    found = opener_res()["faceless"].match(wording)
    named = len(statement.bits) > 1 and found is not None and found.end() == len(wording)
    if found is None or named or _tells_itself(page, statement, Span(first.start, first.start + found.end())):
        return "no"
    if found[0].lower().endswith((" his", " her")) and _is_his_own(found[0]):
        return "no"
    return "yes" if found[0].lower().endswith("they") else "slightly"  # "they" may be anybody, or things


def _points(statement: Statement, text: str) -> bool:
    """Whether it says something of what only an earlier sentence tells."""
    said = statement.wording(text)
    called = statement.section == "facts" and _CALLED_RE.search(said) is not None
    return called or _BEARS_OUT_RE.search(said) is not None


def _is_his_own(opening: str) -> bool:
    """Whether "his" is of who opens the sentence: "| The former official | left his"."""
    *front, _ = opening.lower().split()
    people = [k for k, word in enumerate(front) if word in lexicon("sources")["people"]]
    behind = front[people[-1] + 1 :] if people else []
    return 0 < len(behind) <= _VERBS and set(behind).isdisjoint(lexicon("grammar")["prepositions"])


def _tells_itself(page: _Page, statement: Statement, opening: Span) -> bool:
    """Whether "she" is who speaks at its head: "| The nurse | says she still dreams"; no body is "she"."""
    if not _SAYS_SHE_RE.search(opening.slice(page.text)):
        return False
    told = [page.analysis.attributions[i] for i in statement.attributions]
    people = [
        a for a in told if a.by is not None and page.analysis.sources[a.by].kind in {"person", "unnamed"}
    ]
    return any(opening.contains(s) and not is_pronoun(s.slice(page.text)) for a in people for s in a.source)


def _only_quotes(page: _Page, statement: Statement) -> bool:
    """Whether the statement is a quotation that leaves it to another sentence to say whose."""
    told = (page.analysis.attributions[i] for i in statement.attributions)
    return not any(s.overlaps(span) for a in told for s in (*a.source, *a.cue) for span in statement.spans)


def _same_voice(page: _Page, one: Statement, other: Statement) -> bool:
    told = page.analysis.attributions
    by, of = ({told[i].by for i in s.attributions} - {None} for s in (one, other))
    return bool(by & of)


def _opens_on_another(page: _Page, statement: Statement) -> bool:
    """Whether the statement opens with a pronoun or connective that its own words leave open."""
    first = next(b for b in statement.bits if b != "…")
    if isinstance(first, str):
        return False
    wording, res = printable(first.slice(page.text)), opener_res()
    heads = ("connective", "subject", "possessive", "group")
    return not res["empty"].match(wording) and any(res[k].match(wording) for k in heads)


def _bring_later(page: _Page, statement: Statement) -> Statement | None:
    """The statement with the sentences that finish its quotation, at most two under its heading; else None.

    Across a paragraph's end an open quotation is good style: there it stays as it is.
    """
    out = statement
    for index in range(statement.judgements[-1] + 1, statement.judgements[-1] + 1 + MAX_CHAIN):
        last = page.analysis.judgements[out.judgements[-1]].sentence.block.paragraph
        if index not in page.raw or page.analysis.judgements[index].sentence.block.paragraph != last:
            break
        (after, *more) = page.raw[index]
        if more or after.section != statement.section:
            return None
        out = Statement(
            out.bits + after.bits,
            _weaker(out.sourcing, after.sourcing),
            out.judgements + after.judgements,
            tuple(dict.fromkeys(out.attributions + after.attributions)),
        )
        if _leans(page, out) != "unclosed":
            return out
    return statement if out is statement else None


def _weaker(one: Sourcing, other: Sourcing) -> Sourcing:
    order: tuple[Sourcing, ...] = ("allegation", "on-record", "fact")
    return next(s for s in order if s in (one, other))


def _bring_earlier(page: _Page, statement: Statement, depth: int) -> Statement | None:
    """The statement behind the sentence before it, when that stands under the same heading; else None."""
    index = statement.judgements[0]
    earlier = page.before(index)
    if (
        earlier is None
        or len(page.raw[earlier]) != 1
        or (statement.bits[0] == "…" and len(page.raw[index]) != 1)
    ):
        return None
    before = page.raw[earlier][0]
    same = (
        page.analysis.judgements[earlier].sentence.block.paragraph,
        page.analysis.judgements[index].sentence.block.paragraph,
    )
    if before.section != statement.section or same[1] - same[0] > 1:
        return None
    settled = _settle(page, before, depth - 1)
    if settled is None or settled.judgements[-1] != earlier:
        return settled if settled is not None and index in settled.judgements else None
    own = page.raw[index][0].bits
    between = page.text[settled.spans[-1].end : page.raw[index][0].spans[0].start]
    if printable(between) and own[0] != "…":  # a caption, or what else was set aside
        own = ("…", *own)
    return Statement(
        settled.bits + own,
        _weaker(settled.sourcing, statement.sourcing),
        settled.judgements + statement.judgements,
        tuple(dict.fromkeys(settled.attributions + statement.attributions)),
    )
