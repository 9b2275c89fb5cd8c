"""How a source's name or description is printed in a notice: short, and marked as naming nobody."""

from __future__ import annotations

import re

from allegedly.article import printable
from allegedly.statements import as_described, count_words

MAX_NAME_WORDS = 14
"""A longer description of a source is cut at its first comma or relative clause."""

_NUMERAL_RE = re.compile(
    r"(?P<count>(?:at least |more than |nearly |about )?"
    r"(?:(?:some )?\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens of|scores of|"
    r"several|many|some|a few|a number of|a couple of|a pair of|a group of|numerous|various|most|both|other|"
    r"another|multiple)"
    r"(?: other| more)?) (?!of )(?P<rest>.+)$",
    re.IGNORECASE,
)
PART_RE = re.compile(
    r"(?:one|two|three|several|some|another|most|many|both|a third|a second) of (?:the )?", re.IGNORECASE
)
"""How a description takes some of a group that was described before."""

_ARTICLE_RE = re.compile(r"an? (?P<rest>.+)$", re.IGNORECASE)
DEFINITE_RE = re.compile(r"(?:the|these|those|that|this) (?P<rest>.+)$", re.IGNORECASE)
"""A description that points at somebody known."""
_SUPERLATIVE_RE = re.compile(r"\w+est\b|most\b|first\b|last\b|few\b|only\b", re.IGNORECASE)
_SAYS_UNNAMED_RE = re.compile(
    r"\b(?:unnamed|anonymous|unidentified|not named|unknown|nameless|undisclosed)\b", re.IGNORECASE
)
_POSSESSED_RE = re.compile(
    r"(?i:his|her|their|its|our|my)\b|[A-Z][\w.-]*(?: [A-Z][\w.-]*)*(?:['’]s\b|s['’] )"
)
_RELATIVE_RE = re.compile(r",| who | which | that | whose | speaking | reporting from | and who ")


def short(name: str) -> str:
    """The name on one line, an overlong description cut where its first clause ends.

    A description that stood at the head of a sentence loses its capital; a name keeps it.
    """
    name = as_described(printable(name))
    if (
        count_words(name) > MAX_NAME_WORDS
        and (found := _RELATIVE_RE.search(name)) is not None
        and found.start() > 3
    ):
        name = name[: found.start()]
    words = name.split()
    return name if len(words) <= 2 * MAX_NAME_WORDS else " ".join(words[: 2 * MAX_NAME_WORDS]) + " …"


def marked(name: str) -> str | None:
    """The description with "unnamed" where English puts it; None where it has no good place."""
    if _SAYS_UNNAMED_RE.search(name):
        return name
    if _POSSESSED_RE.match(name) or name.isdigit():
        return None
    if (found := _NUMERAL_RE.match(name)) is not None:
        return f"{found['count']} unnamed {found['rest']}"
    part = PART_RE.match(name)
    if part is not None:
        rest = name[part.end() :]
        whole = part.group().endswith("the ") and not _SUPERLATIVE_RE.match(rest) and "’s" not in rest
        return part.group() + (marked(rest) or rest) if whole and "'s" not in rest else None
    if (found := _ARTICLE_RE.match(name)) is not None:
        return f"an unnamed {found['rest']}"
    if DEFINITE_RE.match(name) is not None or name.split(" ", 1)[0].lower() in {
        "someone",
        "somebody",
        "those",
        "one",
    }:
        return None
    return f"unnamed {name}"


def group_of(name: str) -> str:
    """What "three people with knowledge" and "two of the people with knowledge" have in common."""
    whole = PART_RE.sub("", name, count=1)
    counted = _NUMERAL_RE.match(whole)
    return (counted["rest"] if counted else whole).casefold()
