"""The safety rules' precisions: counted on labelled articles, smoothed, and written where they are read."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from allegedly.training.ratchet import counts, write

SAID = "A source at the port said the quay would sink. "
NAMED = "Local officials said the mill would shut, Ida Brandt wrote. "
PLAIN = "The ferry sailed on Monday with forty passengers. "


def labelled(folder: Path, *labels: tuple[str, str]) -> Path:
    text, sentences = "", []
    for sentence, label in labels:
        sentences.append({"start": len(text), "end": len(text) + len(sentence) - 1, "label": label})
        text += sentence
    line = {"id": "one", "text": text.rstrip(), "sentences": sentences}
    (folder / "sourcing_train.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    return folder


def test_a_rule_is_as_precise_as_the_labels_say(tmp_path: Path) -> None:
    data = labelled(
        tmp_path, (SAID, "allegation"), (PLAIN, "fact"), (NAMED, "on-record"), (NAMED, "allegation")
    )
    found = {c.rule: c for c in counts(data)}
    assert set(found) == {"source-said", "people-said"}
    assert (found["source-said"].hits, found["source-said"].right) == (1, 1)
    assert (found["people-said"].hits, found["people-said"].right) == (2, 1)
    assert 0.5 < found["source-said"].precision < 1
    assert found["people-said"].precision == 0.5


def test_furniture_counts_neither_way(tmp_path: Path) -> None:
    assert not counts(labelled(tmp_path, (SAID, "furniture"), (PLAIN, "fact")))


def test_the_table_keeps_its_head_and_drops_what_misfires(tmp_path: Path) -> None:
    data = labelled(tmp_path, (SAID, "allegation"), (NAMED, "on-record"))
    table = tmp_path / "ratchet.toml"
    table.write_text("# why\n[unseen]\nother = 0.5\n\n[precision]\nold = 0.9\n", encoding="utf-8")
    write(counts(data), table)
    assert table.read_text(encoding="utf-8").startswith("# why\n[unseen]")
    assert set(tomllib.loads(table.read_text(encoding="utf-8"))["precision"]) == {"source-said"}
