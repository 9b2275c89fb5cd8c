"""The measuring data and scorers live beside the checkout; without them the quality tests are skipped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


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
