"""Who speaks and what answers what, against the measured floors: see `quality.speaking`.

The articles were invented and labelled by somebody who did not know the engine, to be as hard as life.
Before anybody had looked, the twelve of `politics` stood at 0.764 of named speakers and 0.161 of replies
(recall), the twelve of `business` at 0.622 and 0.147, those of `local` at 0.729 and 0.131. Rules were mended
after what they showed, a few only after `local`; the floors keep that. The six of `kept` are of all kinds,
and no rule is written for one of them: 0.729 and 0.104 before.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quality.speaking import figures

AT_MOST = ", at most"


@pytest.fixture(scope="module", params=("politics", "business", "local", "kept"))
def measured(
    request: pytest.FixtureRequest, floors: dict[str, Any]
) -> tuple[dict[str, float], dict[str, float]]:
    """The figures of a set of articles, and its floors."""
    return figures(Path(__file__).parent / "speakers" / request.param), floors[f"speakers/{request.param}"]


def test_speakers_and_replies(measured: tuple[dict[str, float], dict[str, float]]) -> None:
    found, floors = measured
    for name, floor in floors.items():
        value = found[name.removesuffix(AT_MOST)]
        assert value <= floor if name.endswith(AT_MOST) else value >= floor, name
