"""Who is known where the network, which reads a window, takes a sentence for an allegation."""

from __future__ import annotations

import pytest

from test_evidence import by_network

ENVOY = "Norland's envoy Ida Noll said that it rained. "


@pytest.mark.parametrize(
    "text",
    [
        ENVOY + "She said that undergraduate fees would surely rise.",
        ENVOY + "The diplomat said that undergraduate fees would surely rise.",
    ],
)
def test_whoever_is_pointed_at_and_named_elsewhere_is_on_record(text: str) -> None:
    assert by_network(text)[-1] == "on-record"


@pytest.mark.parametrize(
    "text",
    [
        ENVOY + "She said that a clerk told her undergraduate fees would surely rise.",
        ENVOY + "An anonymous letter came. Anonymous or not, she said, undergraduate fees would surely rise.",
        "Noll spoke in Orford. She said that undergraduate fees would surely rise.",
        "The clerk spoke in Orford. The clerk said that undergraduate fees would surely rise.",
    ],
    ids=["brings in a clerk", "hidden", "never named in full", "unnamed"],
)
def test_whoever_may_be_somebody_else_is_not(text: str) -> None:
    assert by_network(text)[-1] == "allegation"
