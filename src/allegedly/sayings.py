"""The wording of notices: what `templates/notices.toml` has, filled in."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

from allegedly.article import printable
from allegedly.templating import environment, shipped

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def wording() -> dict[str, dict[str, str]]:
    """The tables of the wording file: table, key, Jinja2 source."""
    return tomllib.loads(shipped("notices.toml"))


@cache
def _template(table: str, key: str) -> Template:
    return environment().from_string(wording()[table][key])


def say(table: str, key: str, /, **names: Any) -> str:
    """The wording under `table` and `key`, filled in."""
    return _template(table, key).render(**names)


def quotable(said: str) -> str:
    """The article's words fit to stand inside double quotation marks: their own become single ones."""
    return printable(said).translate({ord("“"): "‘", ord("”"): "’", ord('"'): "'"}).rstrip(" ,;.")
