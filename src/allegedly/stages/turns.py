"""Part of the attribution stage: the answers of an interview, whose speaker stands in a label above them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from allegedly.analysis import TURN, Found
from allegedly.article import Article, Span
from allegedly.phrases import is_outlet, is_source_noun, lexicon
from allegedly.stages.aliases import aliases
from allegedly.stages.ground import GROUND_RULE_RE
from allegedly.transcripts import ANSWERS, ASKS, LABEL_RE, OWN_RE, QUESTION

_HIDDEN_RE = re.compile(
    r"\b(?:not (?:to )?use (?:his|her|their) names?|only (?:his|her|their) (?:initials?|first names?)"
    r"|chang(?:ed|ing) (?:his|her|their|the) names?|names? (?:is|are) known to"
    r"|fear(?:s|ed|ing) (?:for|of))\b",
    re.IGNORECASE,
)
"""Further ways of saying that who answers is not named."""
_A_RE = re.compile(r"(?<!&)(?<!& )\b[Aa]n? (?P<who>[a-z][\w-]*(?: [a-z][\w-]*){0,3})")
_SURE = 0.9
_LONG = 6
"""More paragraphs than these between two labels are no longer one answer."""
_WORD = r"[A-ZÀ-Þ][\w'’-]+"
_NAME = rf"{_WORD}(?: (?:[A-Z]\.|al-\w+|bin|de|del|la|van|der|von|{_WORD})){{0,3}} {_WORD}"
_NAME_RE = re.compile(_NAME)
_PUT = r"(?:is interviewed|spoke|speaks|talks|talked|sat down|answers|answered|tells us|told us)\b"
_TITLE = r"(?:(?:[Tt]he |our )?[a-z][\w'’-]+ ){0,6}?"
_INTERVIEWED_RE = re.compile(
    rf"(?:(?<!the )(?<!The )\b(?P<before>{_NAME})(?:,[^.:;,]{{1,90}},)? {_PUT}"
    r"|\b(?i:interview(?:ed)?|q ?& ?a|conversation|sat down|spoke|talked|caught up|speaks)"
    rf"(?:(?i: with| to)|:) {_TITLE}"
    rf"(?P<behind>{_NAME})"
    rf"|(?P<told>{_NAME})\b[^.?!]{{0,200}}[.!] (?:He|She) (?:\w+ )?{_PUT})"
)

_UNNAMED_RE = re.compile(
    rf"\b(?:[Aa]n? (?P<who>[a-z][^.:;?!\n]{{2,90}}?) {_PUT}"
    r"|(?i:interview|conversation|sat down|spoke|talked|speaks)(?i: with|:) "
    r"an? (?P<with>[a-z][^.,:;?!\n]{2,60}))"
)
"""Somebody without a name is interviewed: "a former employee of the bank | speaks of the night"."""


def turns(article: Article) -> tuple[Found, ...]:
    """An attribution for each answer of an interview whose speaker the article names; mostly none.

    Initials and a surname are whoever has them above the first turn; "A", or an answer without a label, is
    the one whom the article says it interviewed, or the only one whom it names above. Where that is in doubt,
    nobody answers for it here. Who was promised anonymity above is nobody, whatever the label.
    """
    first = next((b.span.start for b in article.blocks if b.why in {ANSWERS, ASKS, QUESTION}), None)
    if first is None:
        return ()
    answers = tuple(_answers(article))
    # "Q: Why has it gone under? | A: It ran out of cash.": an outlet that explains says no "I".
    own = any(OWN_RE.search(article.text, s.start, s.end) for _, answer in answers for s in answer)
    above = _Above(article, first, own=own)
    out = []
    for label, answer in answers:
        who = above.speaker(label)
        if above.hides(label):
            out.append(Found((), (), answer, TURN, _SURE))
        elif who is not None:
            out.append(Found((who,), (), answer, TURN, _SURE))
    return tuple(out)


def _answers(article: Article) -> Iterator[tuple[Span | None, tuple[Span, ...]]]:
    """The label, if any, and the paragraphs of each answer; of the last one only the first paragraph.

    Behind the first, a paragraph without "I" or "we" may be the narrator's, and ends the answer.
    """
    text = article.text
    label: Span | None = None
    answer: list[Span] | None = None
    for block in article.blocks:
        if block.why in {ANSWERS, ASKS, QUESTION}:
            if answer and len(answer) <= _LONG:
                yield label, tuple(answer)
            label = block.span if block.why == ANSWERS else None
            answer = None if block.why == ASKS else []
        elif block.kind == "paragraph" and answer is not None:
            own = OWN_RE.search(text, block.span.start, block.span.end)
            labelled = LABEL_RE.match(text, block.span.start, block.span.end)
            if answer and (labelled or not own):
                yield label, tuple(answer)
                answer = None
                continue
            answer.append(block.span)
    if answer:
        yield label, tuple(answer[:1])


class _Above:
    """What stands above the first turn: the names in it, who was interviewed, who is not to be named."""

    def __init__(self, article: Article, end: int, *, own: bool) -> None:
        self._text = article.text
        spans = [b.span for b in article.blocks if b.kind != "furniture" and b.span.end <= end]
        hidden = (GROUND_RULE_RE, _HIDDEN_RE)
        self._promised = any(
            any(p.search(self._text, s.start, s.end) for p in hidden)
            or any(self._is_unnamed(m) for m in _UNNAMED_RE.finditer(self._text, s.start, s.end))
            for s in spans
        )
        somebody = any(
            _is_anybody(self._text, found)
            for s in spans
            for found in _A_RE.finditer(self._text, s.start, s.end)
        )
        byline = (article.byline or "").removeprefix("By ")
        self._aliases = aliases(self._text[:end])
        self._names = [Span(*m.span()) for s in spans for m in _NAME_RE.finditer(self._text, s.start, s.end)]
        found = (m for s in spans for m in _INTERVIEWED_RE.finditer(self._text, s.start, s.end))
        named = (
            Span(*m.span(m.lastgroup or 0))
            for m in found
            if m[m.lastgroup or 0] not in byline and not self._is_beside(m.start(m.lastgroup or 0))
        )
        # Where somebody without a name is told of, it may be that one who answers.
        others = (n for n in self._names if n.slice(self._text) not in byline)
        asked = None if somebody else self._one(named)
        self._interviewed = None if somebody else asked or self._one(others)
        self._asked = self._interviewed if own else asked

    def hides(self, label: Span | None) -> bool:
        """Whether who answers was promised anonymity, or goes by a name that the outlet gave."""
        said = "" if label is None else label.slice(self._text).lower()
        plain = said in {"", "a"} or self.speaker(label) is None
        return said in self._aliases or (plain and (self._promised or bool(self._aliases)))

    def speaker(self, label: Span | None) -> Span | None:
        """Where the speaker of an answer is named; `None` when nothing shows who it is."""
        said = "" if label is None else label.slice(self._text).rstrip(".")
        words = said.lower().split()
        if words == ["a"]:
            return self._asked
        if label is None:
            return self._interviewed
        known = self._one(
            name for name in self._names if _calls(words, name.slice(self._text).lower().split())
        )
        if known is not None or len(words) < 2 or any(map(is_source_noun, words)):
            return known
        return label

    def _is_unnamed(self, found: re.Match[str]) -> bool:
        """Whether no name says who it is: "a clerk of the Mint", and not "a clerk, Ana Ruiz,"."""
        said = found["who"] or found["with"]
        of = lexicon("grammar")["prepositions"] | {"the"}
        before = ((said[: m.start()].split() or [""])[-1] for m in _NAME_RE.finditer(said))
        people = lexicon("sources")["people"]
        return all(w in of for w in before) and any(w in people for w in re.findall(r"[a-z][\w-]*", said))

    def _is_beside(self, start: int) -> bool:
        """Whether another name is joined to the one at `start`: "Ana Ruiz and | Jo Tran"."""
        return self._text[max(0, start - 5) : start] == " and "

    def _one(self, names: Iterator[Span]) -> Span | None:
        """The first of the names, if all are one person's and no outlet's."""
        called = ((n, n.slice(self._text)) for n in names)
        found = [n for n, name in called if not (name.startswith("The ") or _is_body(name.lower().split()))]
        last = {n.slice(self._text).split()[-1].lower() for n in found}
        return found[0] if len(last) == 1 else None


def _is_body(words: list[str]) -> bool:
    bodies = lexicon("bodies")["endings"] | lexicon("sources")["organisations"]
    return is_outlet(words) or words[-1] in bodies


def _is_anybody(text: str, found: re.Match[str]) -> bool:
    """Whether "a former clerk" stands there for somebody, and does not say who a name is: "Ana, a clerk"."""
    words = found["who"].lower().split()
    apposed = text[: found.start()][-2:] == ", "
    return not apposed and any(w in lexicon("sources")["people"] for w in words)


def _calls(label: list[str], name: list[str]) -> bool:
    """Whether a label in small letters may be the name: its initials, or its last name behind a title."""
    if len(label) == 1 and label[0] == "".join(word[0] for word in name):
        return True
    titles = lexicon("titles")
    given = [word for word in label[:-1] if not any(word.rstrip(".") in listed for listed in titles.values())]
    return label[-1] == name[-1] and (not given or given[0] == name[0])
