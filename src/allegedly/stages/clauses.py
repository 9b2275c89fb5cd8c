"""Clauses: where one sentence says two things that each stand alone. Cuts only where rules can be sure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

HALF_RE = re.compile(r"[,;—–-]+ (?:but|and|while|whereas|though|although) $")
"""What stands in front of the second half of a sentence that has two."""

# A clause of fewer words is a tag or a fragment.
_MIN_WORDS = 3

# No sentence that was written is longer; what is, has lost its full stops, and each joint looks at it all.
_MAX_CHARS = 2_000

_JOINT_RE = re.compile(
    r"(?P<stop>;\s+)(?:and\s+|but\s+)?"
    r"|(?P<comma>,\s+)(?P<word>and|but|while|although|though|whereas|yet)\s+"
    r"|(?P<bare>\s+)(?P<plain>and|but)\s+"
)
_CONJUNCTION_RE = re.compile(r"\s(?P<word>and|but|while|whereas|although)\s+", re.IGNORECASE)
_WORD_RE = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_TOKEN_RE = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?|[,;:—–()\"“”]")

_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "there", "nobody", "everyone", "no-one"})
_POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my"})
_DETERMINERS = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "these",
        "those",
        "both",
        "some",
        "many",
        "most",
        "several",
        "no",
        "two",
        "three",
        "another",
        "other",
        "one",
        "each",
    }
)
_AUXILIARIES = frozenset(
    [
        "is",
        "was",
        "are",
        "were",
        "has",
        "have",
        "had",
        "does",
        "did",
        "do",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "should",
        "shall",
        "isn't",
        "wasn't",
        "aren't",
        "weren't",
        "hasn't",
        "haven't",
        "hadn't",
        "doesn't",
        "didn't",
        "don't",
        "won't",
        "wouldn't",
        "can't",
        "couldn't",
    ]
)
_SINGULAR = frozenset({"is", "was", "has", "does", "isn't", "wasn't", "hasn't", "doesn't"})
_BARE_SUBORDINATORS = frozenset(
    [
        "that",
        "if",
        "whether",
        "because",
        "when",
        "after",
        "before",
        "who",
        "which",
        "whom",
        "whose",
        "unless",
        "since",
        "until",
        "as",
        "where",
        "while",
        "although",
        "though",
        "how",
        "why",
        "what",
        "than",
        "whoever",
        "whatever",
        "to",
        "between",
        "both",
        "either",
        "neither",
    ]
)

# Whose word the first half is, reaches over "and": such a sentence is cut only where the second half names
# its own.
_REPORTING_RE = re.compile(
    r"\b(?:said|says?|saying|told|tells?|telling|according|report(?:s|ed|edly|ing)?|claim(?:s|ed"
    r"|ing)?|believ(?:e|es|ed|ing)"
    r"|think(?:s|ing)?|thought|argu(?:e|es|ed|ing)|add(?:s|ed|ing)|insist(?:s|ed|ing)?|warn(?:s|ed"
    r"|ing)?|alleg(?:e|es|ed|edly|ing)"
    r"|accus(?:e|es|ed|ing)|suggest(?:s|ed|ing)?|announc(?:e|es|ed|ing)|den(?:y|ies|ied|ying)"
    r"|confirm(?:s|ed|ing)?|not(?:es|ed|ing)"
    r"|stat(?:es|ed|ing)|cit(?:e|es|ed|ing)|quot(?:es|ed|ing)|reveal(?:s|ed|ing)?|admit(?:s|ted"
    r"|ting)?|acknowledg(?:e|es|ed|ing)"
    r"|estimat(?:e|es|ed|ing)|expect(?:s|ed|ing)?|fear(?:s|ed|ing)?|hop(?:e|es|ed|ing)|explain(?:s|ed"
    r"|ing)?|describ(?:e|es|ed|ing)"
    r"|recall(?:s|ed|ing)?|testif(?:y|ies|ied|ying)|wr(?:ote|ites|iting)|tweet(?:s|ed|ing)?|asked"
    r"|asks|wondered|predict(?:s|ed|ing)?"
    r"|declar(?:e|es|ed|ing)|maintain(?:s|ed|ing)?|contend(?:s|ed|ing)?|assert(?:s|ed|ing)?"
    r"|speculat(?:e|es|ed|ing)|showed|shows?|found|finds?"
    r"|learned|hear(?:s|d)?|understand(?:s)?|understood|rumou?r(?:s|ed)?|view(?:s|ed)?|seen|regarded"
    r"|considered|vow(?:s|ed|ing)?|pledg(?:es?|ed)"
    r"|promis(?:es?|ed)|agree(?:s|d)?|indicat(?:es?|ed)|conced(?:es?|ed)|charg(?:es?|ed)|complain(?:s"
    r"|ed)?|observ(?:es?|ed)|allegations?|accusations?)\b",
    re.IGNORECASE,
)
_TRAILING_RE = re.compile(
    r"(?:,|\s)\s*according to\b[^;]*$"
    r"|,\s+(?:[\w.'’-]+\s+){1,9}?(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )(?<!been )(?:said|says?"
    r"|told|added|reported|wrote|claimed|insisted|warned|argued)\b[^,;]{0,80}$",
    re.IGNORECASE,
)


def clauses(sentence: str, *, quoted: bool = False) -> tuple[tuple[int, int], ...]:
    """Start and end of each clause that stands alone, in order, as offsets into `sentence`.

    One pair over all of it when in doubt, or when it is `quoted` by marks that stand in its neighbours;
    never a cut inside quotation marks or brackets, nor one that would part a clause from the words that
    say whose word it is. A conjunction opens the clause that it joins.
    """
    if quoted or len(sentence) > _MAX_CHARS:
        return ((0, len(sentence)),)
    cuts: list[tuple[int, int]] = []
    begin = 0
    joints = list(_JOINT_RE.finditer(sentence))
    depth = _depths(sentence) if joints else []
    for match in joints:
        if depth[match.start()] or match.start() <= begin:
            continue
        left, right = sentence[begin : match.start()], sentence[match.end() :]
        if _stands(left, right, match):
            end = match.start() + (1 if match["stop"] or match["comma"] else 0)
            cuts.append((begin, end))
            begin = match.end("stop") if match["stop"] else match.start("word" if match["comma"] else "plain")
    return (*cuts, (begin, len(sentence)))


def joined(sentence: str, starts: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Start and end of each clause where "and", "but", "while" or the like stands before one of `starts`.

    `starts` are offsets at which something else, a network, sees clauses open. As in `clauses`, no cut inside
    quotation marks or brackets, and each side must be able to stand alone.
    """
    depth = _depths(sentence)
    cuts = [0]
    for start in starts:
        joint = _CONJUNCTION_RE.search(sentence, max(0, start - 12), start)
        if joint is None or joint.end() != start or depth[joint.start()] or depth[start]:
            continue
        place = joint.start("word")
        if _has_verb(sentence[cuts[-1] : place]) and _has_verb(sentence[start:]):
            cuts.append(place)
    ends = [len(sentence[:cut].rstrip()) for cut in cuts[1:]]
    return tuple(zip(cuts, [*ends, len(sentence)], strict=True))


def _has_verb(part: str) -> bool:
    words = [w.lower() for w in _WORD_RE.findall(part)]
    return len(words) > _MIN_WORDS and any(_is_finite(w) for w in words[1:])


def _depths(sentence: str) -> list[bool]:
    """For every offset, whether it lies inside quotation marks or brackets."""
    inside, single, brackets = False, False, 0
    out: list[bool] = []
    for i, c in enumerate(sentence):
        if c in '"“”':
            inside = c == "“" or (c == '"' and not inside)
        elif c in "'‘’":
            # An apostrophe has letters on both sides or only before it; a quotation opens at a word's start.
            before, after = sentence[i - 1 : i].isalnum(), sentence[i + 1 : i + 2].isalnum()
            single = (single or (after and c != "’")) if not before else single and after
        elif c in "([":
            brackets += 1
        elif c in ")]":
            brackets = max(0, brackets - 1)
        out.append(inside or single or brackets > 0)
    # A mark that is never closed, or opened before the sentence, says nothing sure about either half.
    odd = inside or single or sentence.count("“") != sentence.count("”")
    return [True] * len(out) if odd else out


def _stands(left: str, right: str, joint: re.Match[str]) -> bool:
    words = [w.lower() for w in _WORD_RE.findall(left)]
    if len(words) < _MIN_WORDS or len(_WORD_RE.findall(right)) < _MIN_WORDS:
        return False
    if not any(_is_finite(w) for w in words) or _subordinate(left):
        return False
    if _REPORTING_RE.search(left) and not _REPORTING_RE.search(right):
        return False
    trailing = _TRAILING_RE.search(right)
    if trailing and len(_WORD_RE.findall(right[: trailing.start()])) >= _MIN_WORDS:
        return False
    if joint["stop"]:
        return any(_is_finite(w.lower()) for w in _WORD_RE.findall(right))
    return _has_subject_and_verb(right, bare=bool(joint["bare"]), before=left)


def _subordinate(left: str) -> bool:
    """Whether the joint may lie inside a subordinate clause: one is open, or opens the sentence."""
    words = [w.lower() for w in _WORD_RE.findall(left)]
    if words[0] in _BARE_SUBORDINATORS - {"to", "that", "both"} or words[0].endswith("ing"):
        return True
    last = re.split(r"[,;:—–]", left)[-1]
    return any(w.lower() in _BARE_SUBORDINATORS - {"to", "as"} for w in _WORD_RE.findall(last))


def _has_subject_and_verb(right: str, *, bare: bool, before: str) -> bool:
    """Whether `right` opens with a noun phrase and a finite verb of its own."""
    tokens = _TOKEN_RE.findall(right[:160])[:14]
    if not tokens:
        return False
    first = tokens[0].lower()
    if first in _PRONOUNS:
        return any(_is_finite(t.lower()) for t in tokens[1:3])
    owned = first in _POSSESSIVES
    named = tokens[0][0].isupper()
    if not (owned or named or first in _DETERMINERS):
        return False
    last = (_WORD_RE.findall(before) or [""])[-1]
    if bare and named and last[:1].isupper():
        return False
    verb = _first_verb(tokens[1:])
    if verb is None:
        return False
    # Without a comma, "the mayor and the minister were" is one subject; a singular verb is not.
    return not bare or owned or verb in _SINGULAR or (named and not last[:1].isupper())


def _first_verb(tokens: list[str]) -> str | None:
    """The first finite verb, with at most one apposition between commas before it."""
    commas = 0
    for i, word in enumerate(tokens):
        lower = word.lower().replace("’", "'")
        if word == ",":
            commas += 1
            if commas > 2 or (commas == 2 and i > 9):
                return None
            continue
        if not word[0].isalnum() or lower in {"and", "or", "but"} | _BARE_SUBORDINATORS:
            return None
        if _is_finite(lower):
            return lower if (commas in (0, 2) and i > 0) or commas == 0 else None
        if commas == 0 and i >= 6:
            return None
    return None


@cache
def _finite() -> frozenset[str]:
    text = resources.files("allegedly.lang.en").joinpath("finite.txt").read_text(encoding="utf-8")
    return frozenset(w for line in text.splitlines() if not line.startswith("#") for w in line.split())


def _is_finite(word: str) -> bool:
    return word in _AUXILIARIES or word in _finite()
