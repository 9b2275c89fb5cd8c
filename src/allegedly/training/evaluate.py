"""Figures of the engine on labelled data: rules alone, network alone, both; int8 or fp32."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

from allegedly.analysis import Found
from allegedly.article import Span
from allegedly.ingest import ingest
from allegedly.model import labels
from allegedly.model.decode import find_attributions
from allegedly.model.reading import Reading, read
from allegedly.stages.attribute import attribute
from allegedly.stages.evidence import evidence
from allegedly.stages.segment import segment
from allegedly.stages.source import source
from allegedly.training.prepare import APART_LABELS, read_lines, read_news

Engine = Literal["rules", "network", "both"]


def fp32_session(path: Path) -> Any:
    """The network before quantising, as `export` left it in its work folder."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def predict(text: str, title: str | None, engine: Engine, session: Any = None) -> dict[str, Any]:
    """What one engine says of one text, in the form that the scorers read."""
    article = ingest(text, title=title)
    sentences = segment(article)
    reading: Reading | None = None
    if engine != "rules":
        starts = [block.span.start for block in article.blocks]
        reading = read(text, starts, [s.span for s in sentences], session)
    if engine == "network" and reading is not None:
        return {
            "sentences": [
                _sentence(s.span, labels.SOURCINGS[best])
                for s, best in zip(
                    sentences, reading.sourcing([s.span for s in sentences]).argmax(1), strict=True
                )
            ],
            "attributions": [
                _attribution(f) for f in find_attributions(text, reading, [s.span for s in sentences])
            ],
        }
    found = attribute(article, sentences, reading)
    sources, attributions = source(article, sentences, found)
    analysis = evidence(article, sentences, sources, attributions, reading)
    return analysis.to_dict()


def _sentence(span: Span, sourcing: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "sourcing": sourcing}


def _attribution(found: Found) -> dict[str, Any]:
    return {role: [s.to_list() for s in getattr(found, role)] for role in ("source", "cue", "content")}


def flatten(sentences: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sentences with mixed ones replaced by their parts, each with its own sourcing."""
    out: list[dict[str, Any]] = []
    for sentence in sentences:
        out.extend(sentence.get("mixed") or [sentence])
    return out


def evaluate(
    data: Path,
    scorers: Path,
    work: Path,
    *,
    engine: Engine = "both",
    fp32: bool = False,
    news: Path | None = None,
) -> dict[str, Any]:
    """The scorers' figures on the dev data and the words read in a CPU second; predictions stay in `work`.

    With the wheel `news` the figures also of those of its articles that were kept apart from training.

    Raises `OSError` when data or scorers are missing, `subprocess.CalledProcessError` when a scorer fails,
    `ValueError` when the wheel is another than the one that was labelled.
    """
    work.mkdir(parents=True, exist_ok=True)
    session = fp32_session(work / "network-fp32.onnx") if fp32 else None
    out: dict[str, Any] = {}
    words, started = 0, time.process_time()
    golds = {task: data / f"{task}_dev.jsonl" for task in ("attribution", "sourcing")}
    if news:
        golds["news"] = work / "news.jsonl"
        golds["news"].write_text("".join(f"{json.dumps(doc)}\n" for doc in _apart(news)), encoding="utf-8")
    for task, gold in golds.items():
        guess = work / f"{task}_{engine}.jsonl"
        with guess.open("w", encoding="utf-8") as file:
            for doc in read_lines(gold):
                said = predict(doc["text"], None, engine, session)
                line = {
                    "id": doc["id"],
                    "sentences": flatten(said["sentences"]),
                    "attributions": said["attributions"],
                }
                file.write(json.dumps(line) + "\n")
                words += len(doc["text"].split())
        scorer = scorers / f"score_{'sourcing' if task == 'news' else task}.py"
        printed = subprocess.run(  # noqa: S603
            [sys.executable, str(scorer), str(gold), str(guess), "--json"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        out[task] = json.loads(printed)
    out["sourcing"] |= {name: row for name, row in out.pop("news", {}).items() if name != "ALL"}
    out["words_a_cpu_second"] = round(words / (time.process_time() - started))
    return out


def _apart(wheel: Path) -> Iterator[dict[str, Any]]:
    """The news that was kept apart, as the scorer reads it: taken at random, or where the network doubted."""
    rows = zip(read_lines(APART_LABELS), read_news(wheel, APART_LABELS), strict=True)
    for row, (doc_id, text, sentences) in rows:
        yield {"id": doc_id, "slice": row["slice"], "text": text, "sentences": sentences}


def table(figures: dict[str, Any]) -> str:
    """The figures that the floors speak of, in lines to read."""
    lines = []
    for name, row in figures["sourcing"].items():
        lines.append(
            f"sourcing {name:12} allegation F1 {row['allegation']['f1']:.3f} "
            f"laundered {row['laundered']:.3f} over-hedged {row['over_hedged']:.4f} "
            f"macro F1 {row['macro_f1']:.3f}"
        )
    row = figures["attribution"]["all"]
    for measure in ("tokens", "spans"):
        shown = " ".join(
            f"{role} {100 * row[measure][role]['f1']:.1f}" for role in ("content", "source", "cue")
        )
        lines.append(f"attribution {measure} F1 {shown}")
    lines.append(
        f"attribution content IoU>=0.5 F1 {100 * row['iou50']['f1']:.1f} joint {100 * row['joint']['f1']:.1f}"
    )
    lines.append(f"words a CPU second {figures['words_a_cpu_second']}")
    return "\n".join(lines)
