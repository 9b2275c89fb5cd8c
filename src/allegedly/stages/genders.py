"""What a name's own words say of whom it names: he, she, or nobody in particular."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from allegedly.phrases import Token, lexicon

Gender = Literal["m", "f", ""]


def given_gender(key: str) -> Gender:
    """What the given name in front of a surname says, where it is a man's or a woman's alone."""
    words = key.split()
    given = lexicon("given")
    if len(words) < 2 or not words[0].isalpha():
        return ""
    return "m" if words[0] in given["male"] else "f" if words[0] in given["female"] else ""


def is_given(key: str) -> bool:
    """Whether the one word is nearly always somebody's given name, and no place's."""
    given = lexicon("given")
    return (key in given["male"] or key in given["female"]) and key not in given["places"]


def stated_gender(tokens: Sequence[Token], start: int, end: int) -> Gender:
    """What the tokens in front of a name say: "Mr", "his brother"."""
    grammar = lexicon("grammar")
    for token in tokens[start:end]:
        if token.lower in grammar["male"]:
            return "m"
        if token.lower in grammar["female"]:
            return "f"
    return ""
