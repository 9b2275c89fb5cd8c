"""Dates and times as pages print them: the patterns, and the day on which an article says it came out."""

from __future__ import annotations

import re

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
DAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
NUMERIC_DATE = r"\d{1,4}[-./]\d{1,2}[-./]\d{2,4}"

_ZONE = (
    r"(?:(?:GMT|UTC)(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|A[CEKW]?[DS]T|[BIJNP]ST|P[DK]?T|CE?[DS]?T|E[ADS]?T"
    r"|EAT|GST|[HN]KT|MSK|P[HK]T|SGT|UK|WA?T|WIB)"
)
_TIME = rf"(?:at |on |, ?)?\d{{1,2}}[:.]?\d{{2}}\s*(?:[ap]\.?m\.?)?(?:\s*(?:{_ZONE}|local time|h(?:rs)?)\b)?"
_TIMESTAMP_RE = re.compile(
    rf"^(?:[A-Z][\w .]{{2,30}}\s?[|]\s?(?=(?:updated|published|posted)\b))?"
    rf"(?:(?:first |last )?(?:published|updated?|posted|modified|created|date|issued"
    rf"|date of publication)(?: date)?(?: at| on)?\s*:?\s*|on\s+(?=[A-Z\d])|(?:[A-Z]{{3}} )?[|]\s*|"
    rf"{DAY}\.?,?\s+|(?:the )?\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH},?\s*(?:\d{{4}})?"
    rf"|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?"
    rf"|{NUMERIC_DATE}|\d{{1,2}}/\d{{1,2}}\s|{_TIME}|\d{{1,2}}\s*[ap]\.?m\.?"
    rf"|(?:about )?(?:a|an|\d{{1,3}}) (?:minutes?|mins?|hours?"
    rf"|hrs?|days?|weeks?|months?) ago|today|yesterday"
    r"|\d{1,2} min(?:ute)?s? (?:to )?read"
    rf"|and\s+(?=(?:last )?updated)|{_ZONE}\b|[|·•,;()–—./-]|\s)++\.?$",
    re.IGNORECASE,
)

_WHOLE_DATE_RE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH},?\s+\d{{4}}|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\d{4}-\d{1,2}-\d{1,2})\b",
    re.IGNORECASE,
)
_FIGURES_RE = re.compile(r"\b(\d{1,2})/(\d{1,2})/\d{4}\b")
_MONTHS = 12
_CHANGED_RE = re.compile(r"^(?:(?:last )?(?:updated|modified))\b", re.IGNORECASE)


def is_time(text: str) -> bool:
    """Whether a line is a date or a time and nothing else."""
    return len(text) <= 120 and any(c.isalnum() for c in text) and bool(_TIMESTAMP_RE.match(text))


def date_of(lines: tuple[str, ...]) -> str | None:
    """The first whole date in lines that are times, as printed; one of a change only if there is no other.

    `None` for "3 hours ago", and for figures like 3/4/2024, which mean two days; 22/7/2024 means one.
    """
    found = [(line, match.group()) for line in lines if (match := _WHOLE_DATE_RE.search(line))]
    for line in lines:
        figures = _FIGURES_RE.search(line)
        if figures and (int(figures[1]) > _MONTHS) != (int(figures[2]) > _MONTHS):
            found.append((line, figures[0]))
    found.sort(key=lambda pair: bool(_CHANGED_RE.match(pair[0])))
    return found[0][1] if found else None
