"""What the network is asked, and the order of its answers."""

from __future__ import annotations

from allegedly.analysis import Sourcing

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
"""Attribution roles of a word, begin-inside-outside."""

SOURCINGS: tuple[Sourcing, ...] = ("fact", "on-record", "allegation", "furniture")
"""Sourcing of a sentence."""

# fmt: off
PARTS_OF_SPEECH = (
    "NN", "IN", "NNP", "DT", "JJ", "NNS", ",", ".", "VBD", "RB", "PRP", "VB", "CC", "VBZ", "TO",
    "VBG", "VBN", "VBP", "''", "CD", "PRP$", "``", "MD", "POS", ":", "WP", "WDT", "NNPS", "WRB",
    "RP", "JJR", "JJS", "RBR", "-RRB-", "-LRB-", "EX", "$", "RBS", "PDT", "UH", "WP$", "FW", "LS",
    "SYM", "#",
)
# fmt: on
"""Penn Treebank tags."""

ENTITIES = ("none", "PERSON", "ORGANIZATION", "LOCATION", "MISC", "DATE", "NUMBER")
"""Entity types; the silver data's finer kinds of number and time are folded into the last two."""

FOLDED = {
    "DURATION": "DATE",
    "TIME": "DATE",
    "SET": "DATE",
    "PERCENT": "NUMBER",
    "MONEY": "NUMBER",
    "ORDINAL": "NUMBER",
}

LINK_SIZE = 64
"""Length of a link vector: a content word's query against the keys of source and cue words."""

FEATURE_SIZE = 192
"""Length of a word's sourcing features, pooled over a sentence or a clause."""

WORD_OUTPUTS = {
    "tag": len(TAGS),
    "clause": 2,  # logits: a clause starts here, a clause ends here
    "source_query": LINK_SIZE,
    "source_key": LINK_SIZE,
    "cue_query": LINK_SIZE,
    "cue_key": LINK_SIZE,
    "feature": FEATURE_SIZE,
}
"""The answers for each word, in the order in which the bundled network's last matrix gives them."""

TAUGHT = WORD_OUTPUTS | {
    "pos": len(PARTS_OF_SPEECH),
    "entity": len(ENTITIES),
    "marker": 1,  # logit: this word shows an unidentified source
}
"""What the network is asked in training. The last three teach the encoder syntax, and what gives an unnamed
source away; nothing asks for them at run time, so they are not shipped.
"""

DISTANCE_BUCKETS = 16
"""Signed distances between words, in powers of two, for the links: see `distance_bucket`."""


def distance_bucket(distance: int) -> int:
    """The bucket, 0..15, of a signed distance in words; 0 to 7 look back, 8 to 15 ahead."""
    size = min(abs(distance).bit_length(), 7)
    return size + 8 if distance > 0 else 7 - size
