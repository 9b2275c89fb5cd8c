"""The measuring data and scorers live beside the checkout; without them the quality tests are skipped."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

import pytest

from allegedly.pipeline import analyse

ROOT = Path(__file__).parents[2]


class Scored(Protocol):
    """Runs a scorer on what `analyse` says of articles."""

    def __call__(self, task: str, part: str, gold: Path | None = None) -> dict[str, Any]: ...


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with `data` and `eval`."""
    folder = ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("the measuring data is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def floors() -> dict[str, Any]:
    """The measured floors: they may be raised, never lowered."""
    loaded: dict[str, Any] = json.loads((Path(__file__).parent / "floors.json").read_text())
    return loaded


@pytest.fixture(scope="session")
def scored(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Scored:
    """The scorer's figures, from bare text, for a task and the part of the analysis that it is about.

    Of the development articles, or of others that are given.
    """

    def run(task: str, part: str, gold: Path | None = None) -> dict[str, Any]:
        gold = gold or shared / "data" / f"{task}_dev.jsonl"
        predicted = tmp_path_factory.mktemp(task) / "predicted.jsonl"
        with predicted.open("w", encoding="utf-8") as out:
            for record in map(json.loads, gold.read_text(encoding="utf-8").splitlines()):
                out.write(
                    json.dumps({"id": record["id"], part: analyse(record["text"]).to_dict()[part]}) + "\n"
                )
        scorer = shared / "eval" / f"score_{task}.py"
        command = [sys.executable, str(scorer), str(gold), str(predicted), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        result: dict[str, Any] = json.loads(done.stdout)
        return result

    return run
