"""What a result is compared with: the forecasts in "below the 350 million that analysts expected"."""

from __future__ import annotations

import re

from allegedly.article import Span

_WHO = r"(?:analysts?|brokers|economists?|forecasters|investors|markets?|traders|wall street)"
_FORESEEN = r"(?:anticipat\w+|estimat\w+|expect\w+|forecasts?|forecasted|pencilled in|predict\w+|project\w+)"
_AGAINST = (
    r"(?:above|ahead of|against|beat(?:ing|s)?|below|compared (?:to|with)|exceed(?:ed|ing|s)|in line with"
    r"|miss(?:ed|es|ing)|short of|surpass(?:ed|ing)|than|topp(?:ed|ing)|tops|under|versus|vs)"
)
_NEAR = r"(?:[^.;,“”\"]|[.,](?=\d)){0,70}?"
_TAIL = (
    r"(?:,? (?:according to|based on|compiled by|in (?:an?|the)|on average|polled by|surveyed by)\b"
    r"(?:[^.;,“”\"]|[.,](?=\d)){0,60})*"
)
_COMPARED_RE = re.compile(
    rf"\b{_AGAINST}\b{_NEAR}"
    rf"(?:\b{_WHO}['’]?s?\b{_NEAR}\b(?:{_FORESEEN}|consensus)"
    rf"|\b{_FORESEEN}\b{_NEAR}\b(?:by|from|in|of)\b{_NEAR}\b(?:consensus|polls?|surveys?|{_WHO}))"
    rf"(?: (?:at|of) [^.;,“”\" ]*\d(?:[^.;,“”\"]|[.,](?=\d)){{0,20}})?(?: of {_WHO})?{_TAIL}",
    re.IGNORECASE,
)


def compared(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Where a text tells what was expected of the result that it gives: who did so vouches for no more."""
    return tuple(Span(*found.span()) for found in _COMPARED_RE.finditer(text, start, end))
