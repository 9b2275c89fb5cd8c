"""The shipped templates, and how Jinja2 reads them: strict, without a way to leave a name blank."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from allegedly.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment


_NAME_RE = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[a-z0-9]+)+")


def shipped(name: str) -> str:
    """The text of a shipped template. Raises `TemplateError` when it is not there."""
    path = shelf() / name
    if not _NAME_RE.fullmatch(name) or not path.is_file():
        raise TemplateError(f"the template {name} is missing from this installation; install allegedly again")
    return path.read_text("utf-8")


def shelf() -> Path:
    """The folder of the shipped templates.

    A wheel has it in `allegedly/templates`, a checkout or an editable install in `templates` at the top.
    """
    packaged = Path(__file__).parent / "templates"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "templates"


def environment(
    finalize: Callable[[object], object] | None = None, *, autoescape: bool = False
) -> Environment:
    """A Jinja2 environment that refuses unknown names; `finalize` sees every value before it is printed.

    A template may include or extend the shipped ones, by their names, and nothing else.
    With `autoescape` every value is then escaped for HTML, as a page with macros of its own needs it.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    def load(name: str) -> str | None:
        return shipped(name) if _NAME_RE.fullmatch(name) and (shelf() / name).is_file() else None

    return Environment(
        autoescape=autoescape,  # noqa: S701 -- off where a renderer says in `finalize` what it escapes for
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        loader=FunctionLoader(load),
    )
