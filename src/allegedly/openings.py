"""How a sentence opens when it leans on the one before it, as patterns."""

from __future__ import annotations

import re
from functools import cache

from allegedly.statements import openers


@cache
def opener_res() -> dict[str, re.Pattern[str]]:
    """The opener lists as patterns over printable text by name, to be matched at its start."""
    words = openers()

    def either(key: str) -> str:
        return "|".join(sorted(words[key], key=len, reverse=True))

    pattern = {
        "connective": (
            rf"(?!(?:{either('not_connectives')})\b)"
            rf"(?:(?:{either('connectives')})\b,?\s+|(?:{either('connectives_with_comma')}),\s+)"
        ),
        "adjunct": (
            # "At that rate" is a condition: without it what follows is told flat.
            rf"(?!at\s+(?:that|this)\s+(?:pace|rate)\b)(?:{either('adjuncts')})\s+(?:{either('pointers')})\b[^,;.“”\"]{{0,60}},\s+"
            r"|as part of (?:this|that|the) \w+\s+"
        ),
        "empty": rf"(?:{either('empty_subjects')})\b",
        "subject": rf"(?:{either('subjects')})\b",
        "possessive": rf"(?:{either('possessives')})\b",
        "speaker": rf"(?:the|those|these|that)\s+(?:(?:same|two|three)\s+)?(?:{either('speakers')})$",
        "pronoun": r"(?:he|she|they|it)$",
        "replaceable": r"(he|she|it|his|her|its)\s+(?=[\w])",
        "group": rf"(?:{either('groups')})\b",
        "faceless": (
            r"(?-i:(?:The|It|In|At|On|There|When|After|Before|By|For|As|With|From|To|Until|While|That)\s+"
            r"(?:[a-z0-9,'’-]+\s+){0,11}?(?:he|she|him|his|her)\b"
            rf"|(?:In|At|On|By|Since|From|Until)\s+(?:(?:[a-z0-9'’-]+|{either('calendar')}),?\s+){{1,4}}?(?:he|she|they|his|her|their)\b)"
        ),
    }
    return {k: re.compile(v, re.IGNORECASE) for k, v in pattern.items()}
