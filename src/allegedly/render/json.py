"""The brief as JSON."""

from __future__ import annotations

from allegedly.briefing import Briefing


def json(briefing: Briefing) -> str:
    """The brief as a JSON object, schema `allegedly/1`: offsets are code points into the input as decoded."""
    from json import dumps

    return dumps(briefing.to_dict(), ensure_ascii=False, indent=2) + "\n"
