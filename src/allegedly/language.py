"""What language a text is in: function words for Latin script, the script itself for the rest."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib import resources

from allegedly.decoding import foreign_script

# The opening of an article decides; a quotation in another language further down must not.
_SAMPLE_CHARS = 20_000

# Names, captions and tables have few function words: below this many words only a clear sign counts.
_FEW_WORDS = 12

# English news runs at 0.35 to 0.50; a list of foreign names inside English sentences still reaches 0.15.
_ENGLISH_SHARE = 0.12

# Running text in a listed language covers 0.25 to 0.45 of its own line.
_FOREIGN_SHARE = 0.10

_WORD_RE = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@cache
def _profiles() -> dict[str, frozenset[str]]:
    source = resources.files("allegedly.lang").joinpath("function_words.txt").read_text(encoding="utf-8")
    lines = (line.partition(":") for line in source.splitlines() if line and not line.startswith("#"))
    return {name: frozenset(words.split()) for name, _, words in lines}


def foreign_language(text: str) -> str | None:
    """The language that `text` looks like, `"an unknown language"` for no known one, `None` for English.

    Judged on the first 20,000 characters; in doubt, and for a handful of words, the answer is English.
    The method is the small-words test of Grefenstette, "Comparing two language identification schemes"
    (JADT 1995).
    """
    sample = text[:_SAMPLE_CHARS]
    if script := foreign_script(sample):
        return script
    tokens = [token.replace("’", "'") for token in _WORD_RE.findall(sample)]
    words = [token.lower() for token in tokens]
    if not words:
        return None
    # "Juan de la Cruz" is no Spanish: what stands inside a name counts for no language but English.
    plain = Counter(word for word, inside in zip(words, _inside_names(tokens), strict=True) if not inside)
    profiles = _profiles()
    shares = {
        name: sum(plain[word] for word in listed & plain.keys()) / len(words)
        for name, listed in profiles.items()
    }
    english = sum(word in profiles["English"] for word in words) / len(words)
    del shares["English"]
    name = max(shares, key=lambda n: shares[n])
    if shares[name] >= _FOREIGN_SHARE and shares[name] > english and len(words) >= _FEW_WORDS // 2:
        return name
    if english < _ENGLISH_SHARE and len(words) >= 4 * _FEW_WORDS:
        return "an unknown language"
    return None


def _inside_names(tokens: list[str]) -> list[bool]:
    """For every token, whether it is one of at most two small words between two capitalised ones."""
    named = [token[0].isupper() and not token.isupper() for token in tokens]
    around = [False, False, *named, False, False]
    return [
        not here and (before or just_before) and (just_after or after)
        for before, just_before, here, just_after, after in zip(
            around, around[1:], named, around[3:], around[4:], strict=False
        )
    ]
