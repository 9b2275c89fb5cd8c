"""A brief or digest as JSON."""

from __future__ import annotations

from allegedly.render.templates import Document


def json(document: Document) -> str:
    """The document as a JSON object, schema `allegedly/1`: offsets are code points into the input."""
    from json import dumps

    return dumps(document.to_dict(), ensure_ascii=False, indent=2) + "\n"
