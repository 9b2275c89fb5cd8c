"""How a source's name or description is printed in a notice: short, and marked as naming nobody."""

from __future__ import annotations

import re
from functools import lru_cache

from allegedly.analysis import Analysis, Source
from allegedly.article import printable
from allegedly.quotations import left_open
from allegedly.sayings import quotable, say
from allegedly.statements import as_described, count_words, with_article

MAX_CUE_WORDS = 6
"""Hearsay wording is short ("is said to be"); what is longer was read wrongly."""
PRONOUNS = frozenset(
    {"another", "he", "her", "him", "it", "she", "that", "them", "they", "this", "those", "which", "who"}
)

MAX_NAME_WORDS = 14
"""A longer description of a source is cut at its first comma or relative clause."""

_NUMERAL_RE = re.compile(
    r"(?P<count>(?:at least |more than |nearly |about )?"
    r"(?:(?:(?:half )?a|two|three|four) dozen|(?:some )?\d+|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|dozens of|scores of|several|many|some|a few|a number of|a couple of|a pair of|a group of|"
    r"numerous|various|most|both|other|"
    r"another|multiple)"
    r"(?: other| more)?) (?!of )(?P<rest>.+)$",
    re.IGNORECASE,
)
PART_RE = re.compile(
    r"(?:one|two|three|half|several|some|another|most|many|both|a third|a second) of (?:the )?", re.IGNORECASE
)
"""How a description takes some of a group that was described before."""

_PAPERS_AND_RE = re.compile(
    r"(?P<papers>[\w -]*\b(?:documents|emails|e-mails|files|letters|memos|messages|papers|records|reports))"
    r" and an? (?P<rest>.+)$"
)
_SEVERAL_AND_RE = re.compile(r"[\w -]*\ws and an? ")
"""Several with one more: "local officials and a security source"."""
_ARTICLE_RE = re.compile(r"an? (?P<rest>.+)$", re.IGNORECASE)
DEFINITE_RE = re.compile(r"(?:the|these|those|that|this) (?P<rest>.+)$", re.IGNORECASE)
"""A description that points at somebody known."""
_NO_GROUP_RE = re.compile(r"^(?:\w+est|most|first|last|few|only)\b|['’]s\b", re.IGNORECASE)
"""A superlative, or somebody's: "one of the | largest studies", "one of the | company's engineers"."""
_SAYS_UNNAMED_RE = re.compile(
    r"\b(?:unnamed|anonymous|unidentified|not named|unknown|nameless|undisclosed)\b", re.IGNORECASE
)
_POSSESSED_RE = re.compile(
    r"(?i:his|her|their|its|our|my)\b|[A-Z][\w.-]*(?: [A-Z][\w.-]*)*(?:['’]s\b|s['’] )"
)
_ORDINAL_RE = re.compile(r"(?:a|an) (?:second|third|fourth|fifth|sixth) (?!of )", re.IGNORECASE)
_ONE = frozenset({"aide", "diplomat", "insider", "official", "person", "source", "whistleblower"})
"""Nouns for one person that a headline prints without an article."""
_RELATIVE_RE = re.compile(r",| who | which | that | whose | speaking | reporting from | and who ")


_PAPER_RE = re.compile(
    r"^(?!.*\b(?:of|in|by|from|for|with) )"
    r".*\b(?:report|review|document|study|survey|poll|memo|letter|article|paper|file|email|list)$"
    r"|^(?:[\w-]+ ){0,3}(?:documents|emails|e-mails|files|letters|memos|messages|papers|records)"
    r"(?: (?:leaked|obtained|released|reviewed|seen)\b.*)?$"
    r"|^(?:another|one|several|some|three|two) of the (?:[\w-]+ ){0,2}"
    r"(?:documents|emails|e-mails|files|letters|memos|messages|notes|papers|records|texts)$"
)
_WHOSE_RE = re.compile(r"\b((?:[\w’'-]+ ){1,2}(?:him|his|hers?|its|their|them)) (\[[^\[\]]+\])")
_OPENS_RE = re.compile(r"(?:… )?\[([^\[\]]+['’]s)\] (\w+)")
_NO_MARKS = str.maketrans("", "", '"“”')
_OWNED_RE = re.compile(r"^(?:his|her|its|their|my|our) [a-z -]{2,40}, (?=[A-ZÀ-Þ])")


def short(name: str) -> str:
    """The name on one line, an overlong description cut where its first clause ends.

    A description that stood at the head of a sentence loses its capital; a name keeps it.
    """
    name = as_described(printable(name))
    name = _OWNED_RE.sub("", name)  # "his brother, | Daryush Domanov"
    if (
        count_words(name) > MAX_NAME_WORDS
        and (found := _RELATIVE_RE.search(name)) is not None
        and found.start() > 3
    ):
        name = name[: found.start()]
    if name.count('"') % 2 or name.count("“") != name.count("”"):
        name = name.partition(",")[0] if "," in name else name.translate(_NO_MARKS)
    words = name.split()
    return name if len(words) <= 2 * MAX_NAME_WORDS else " ".join(words[: 2 * MAX_NAME_WORDS]) + " …"


def called(analysis: Analysis, source: Source) -> str:
    """What a notice calls a source: its name, short, a body's with the article that the text gives it."""
    name = short(source.name)
    body = source.kind in ("organisation", "outlet")
    return with_article(analysis.article.text, name, source.mentions[0]) if body else name


def marked(name: str) -> str | None:
    """The description with "unnamed" where English puts it; None where it has no good place."""
    if _SAYS_UNNAMED_RE.search(name):
        return name
    if _POSSESSED_RE.match(name) or _ORDINAL_RE.match(name) or name.isdigit() or name.startswith("all "):
        return None
    if (found := _NUMERAL_RE.match(name)) is not None:
        if found["rest"].lower() == "one":
            return None  # "another one, not named"
        return f"{found['count']} unnamed {found['rest']}"
    if (part := PART_RE.match(name)) is not None:
        rest = name[part.end() :]
        plain = part.group().endswith("the ") and not _NO_GROUP_RE.search(rest)
        return part.group() + (marked(rest) or rest) if plain else None
    if (found := _PAPERS_AND_RE.match(name)) is not None:
        return f"{found['papers']} and an unnamed {found['rest']}"
    if (found := _ARTICLE_RE.match(name)) is not None:
        return f"an unnamed {found['rest']}"
    if DEFINITE_RE.match(name) is not None or name.split(" ", 1)[0].lower() in {
        "someone",
        "somebody",
        "those",
        "one",
    }:
        return None
    one = name.rsplit(" ", 1)[-1] in _ONE and not _SEVERAL_AND_RE.match(name)
    return f"an unnamed {name}" if one else f"unnamed {name}"


def group_of(name: str) -> str:
    """What "three people with knowledge" and "two of the people with knowledge" have in common."""
    whole = PART_RE.sub("", name, count=1).removeprefix("the ")
    counted = _NUMERAL_RE.match(whole)
    return (counted["rest"] if counted else whole).casefold()


def described(analysis: Analysis, source: Source, cue: str = "") -> str:
    """The source as `origin` has it, but not in quotation marks what the article does not print."""
    name = short(source.name)
    if name.lower().startswith("our ") and not _quoted(analysis.article.text, source):
        return say("allegation", "ours", source=name[len("our ") :])
    if source.kind == "collective" and name.casefold() not in _folded(analysis.article.text):
        return say("allegation", "not_named", source=name)
    return origin(source, cue)


def _quoted(text: str, source: Source) -> bool:
    """Whether "our" is said by whom the article quotes, and not by its writer."""
    at = source.mentions[0].start
    return left_open(text[text.rfind("\n", 0, at) + 1 : at])


def whose(line: str, wording: str) -> str:
    """The notice `line` with whom the item's brackets name: "leaders close to him [Marek Oland]"."""
    for found in _WHOSE_RE.finditer(wording):
        at = re.search(rf"\b{re.escape(found[1])}\b(?! \[)", line, re.IGNORECASE)
        line = line if at is None else f"{line[: at.end()]} {found[2]}{line[at.end() :]}"
    if (owner := _OPENS_RE.match(wording)) is not None:
        line = re.sub(rf"\b(?:[Hh]is|[Hh]er|[Ii]ts) {owner[2]}\b", f"{owner[1]} {owner[2]}", line, count=1)
    return line


@lru_cache(maxsize=4)
def _folded(text: str) -> str:
    return printable(text).casefold()


def origin(source: Source, cue: str = "") -> str:
    """An unidentified source as a notice calls it: its own description, marked as naming nobody."""
    if source.kind == "hearsay" or not source.name:
        quoted = cue and count_words(cue) <= MAX_CUE_WORDS
        first = (
            say("allegation", "hearsay_cue", cue=quotable(cue)) if quoted else say("allegation", "hearsay")
        )
        return first + say("allegation", "nobody")
    name = short(source.name)
    if source.kind == "unnamed" and _PAPER_RE.search(name):
        return say("allegation", "paper", source=name)
    if name.lower() in PRONOUNS:
        return say("allegation", "unclear")
    if source.kind == "collective":
        key = "group" if DEFINITE_RE.match(name) else "collective"
        return say("allegation", key, source=quotable(name))
    unnamed = marked(name)
    return say("allegation", "not_named" if unnamed is None else "unnamed", source=unnamed or name)
