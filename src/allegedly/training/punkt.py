"""Trains Punkt's parameters with NLTK's own trainer and writes them as plain data.

usage: python -m allegedly.training.punkt DATA.jsonl… > lang/en/punkt.json

The method is Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection" (Computational
Linguistics 32, 2006). Only counts and word types leave the training text, no running text.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from allegedly.stages.segment import abbreviations, punkt_text

# How often a word type must occur for its capitals to be evidence; the rare ones are names and most of the
# bulk.
MIN_ORTHO_COUNT = 12


def train(texts: Iterable[str]) -> dict[str, Any]:
    """Abbreviations, collocations, sentence starters and orthographic contexts found in `texts`, JSON-ready.

    Orthographic contexts are kept for types seen at least 12 times. Names are left out of the starters, and
    titles with names out of the collocations: they say who was in the news, not how English is written.
    """
    from nltk.tokenize.punkt import _ORTHO_LC, PunktTrainer

    trainer = PunktTrainer()
    trainer.INCLUDE_ALL_COLLOCS = False
    trainer.INCLUDE_ABBREV_COLLOCS = True
    for text in texts:
        trainer.train(punkt_text(text), finalize=False)
    trainer.finalize_training()
    parameters = trainer.get_params()
    counts = trainer._type_fdist
    titles = abbreviations()["titles"]
    return {
        "abbreviations": sorted(t for t in parameters.abbrev_types if any(c.isalpha() for c in t)),
        "collocations": sorted([a, b] for a, b in parameters.collocations if a not in titles and len(a) > 1),
        "starters": sorted(t for t in parameters.sent_starters if parameters.ortho_context[t] & _ORTHO_LC),
        "contexts": {
            word: context
            for word, context in sorted(parameters.ortho_context.items())
            if counts[word] + counts[word + "."] >= MIN_ORTHO_COUNT and context and word.isalpha()
        },
    }


def main(paths: list[str]) -> None:
    """Writes the parameters trained on every distinct `text` of the JSON-lines files `paths` to stdout."""
    texts: dict[str, None] = {}
    for path in paths:
        with Path(path).open(encoding="utf-8") as lines:
            texts.update((json.loads(line)["text"], None) for line in lines)
    json.dump(train(texts), sys.stdout, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main(sys.argv[1:])
