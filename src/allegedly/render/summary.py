"""A plain summary as text and as JSON."""

from __future__ import annotations

import json

from allegedly.briefing import Summary


def summary_text(summary: Summary) -> str:
    """One sentence a line, line breaks inside a sentence joined with a space."""
    return "".join(" ".join(text.split()) + "\n" for _, text in summary.sentences)


def summary_json(summary: Summary) -> str:
    """The JSON form, schema `allegedly/1`."""
    return json.dumps(summary.to_dict(), ensure_ascii=False, indent=2) + "\n"
