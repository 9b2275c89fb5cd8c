"""The shipped templates, and how Jinja2 reads them: strict, without a way to leave a name blank."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from allegedly.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment


def shipped(name: str) -> str:
    """The text of a shipped template.

    A wheel has it in `allegedly/templates`, a checkout or an editable install in `templates` at the top.
    Raises `TemplateError` when neither has it.
    """
    packaged = files("allegedly") / "templates" / name
    if packaged.is_file():
        return packaged.read_text("utf-8")
    checkout = Path(__file__).parents[2] / "templates" / name
    if checkout.is_file():
        return checkout.read_text("utf-8")
    raise TemplateError(f"the template {name} is missing from this installation; install allegedly again")


def environment(
    finalize: Callable[[object], object] | None = None, *, autoescape: bool = False
) -> Environment:
    """A Jinja2 environment that refuses unknown names; `finalize` sees every value before it is printed.

    With `autoescape` every value is then escaped for HTML, as a page with macros of its own needs it.
    """
    from jinja2 import Environment, StrictUndefined

    return Environment(
        autoescape=autoescape,  # noqa: S701 -- off where a renderer says in `finalize` what it escapes for
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
