"""The safety rules' precisions: counted on labelled articles, smoothed, and written where they are read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from allegedly.training.ratchet import ENOUGH, counts, write

SAID = "A source at the port said the quay would sink. "
NAMED = "Local officials said the mill would shut, Ida Brandt wrote. "
PLAIN = "The ferry sailed on Monday with forty passengers. "


def labelled(*labels: tuple[str, str]) -> list[tuple[str, list[dict[str, Any]]]]:
    text, sentences = "", []
    for sentence, label in labels:
        sentences.append({"start": len(text), "end": len(text) + len(sentence) - 1, "label": label})
        text += sentence
    return [(text.rstrip(), sentences)]


def test_a_rule_is_as_precise_as_the_labels_say() -> None:
    articles = labelled((SAID, "allegation"), (PLAIN, "fact"), (NAMED, "on-record"), (NAMED, "allegation"))
    found = {c.rule: c for c in counts(articles)}
    assert set(found) == {"source-said", "people-said"}
    assert (found["source-said"].hits, found["source-said"].right) == (1, 1)
    assert (found["people-said"].hits, found["people-said"].right) == (2, 1)
    assert 0.5 < found["source-said"].precision < 1
    assert found["people-said"].precision == 0.5


def test_furniture_counts_neither_way() -> None:
    assert not counts(labelled((SAID, "furniture"), (PLAIN, "fact")))


def test_the_table_keeps_its_head_and_drops_what_misfires(tmp_path: Path) -> None:
    articles = labelled((SAID, "allegation"), (NAMED, "on-record"))
    table = tmp_path / "ratchet.toml"
    table.write_text("# why\n[unseen]\nother = 0.5\n\n[precision]\nold = 0.9\n", encoding="utf-8")
    write(counts(articles), table)
    assert table.read_text(encoding="utf-8").startswith("# why\n[unseen]")
    assert set(tomllib.loads(table.read_text(encoding="utf-8"))["precision"]) == {"source-said"}


def test_a_guess_stands_until_the_articles_show_enough(tmp_path: Path) -> None:
    table = tmp_path / "ratchet.toml"
    table.write_text("[unseen]\nsource-said = 0.8\n\n[precision]\n", encoding="utf-8")
    write(counts(labelled((SAID, "allegation"))), table)
    assert tomllib.loads(table.read_text(encoding="utf-8")) == {
        "unseen": {"source-said": 0.8},
        "precision": {},
    }
    write(counts(labelled(*[(SAID, "allegation")] * ENOUGH)), table)
    found = tomllib.loads(table.read_text(encoding="utf-8"))
    assert not found["unseen"]
    assert found["precision"]["source-said"] > 0.9
