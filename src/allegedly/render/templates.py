"""Templates filled with a brief or a digest."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from allegedly.briefing import Briefing, Digest
from allegedly.errors import TemplateError
from allegedly.templating import environment

Document = Briefing | Digest
"""What can be rendered: a template calls it `briefing` or `digest`."""


class Verbatim(str):
    """Text that a filter has escaped already."""

    __slots__ = ()


def name_of(document: Document) -> str:
    """The one name that a template knows the document by."""
    return "digest" if isinstance(document, Digest) else "briefing"


def fill(
    template: str,
    document: Document,
    *,
    escape: Callable[[str], str],
    filters: Mapping[str, Callable[..., str]] | None = None,
) -> str:
    """The text of `template` with the values of the document, its only name, each escaped.

    The end is one line break, whatever the template has. Raises `TemplateError` when the template cannot be
    parsed or names something that the document does not have.
    """
    from jinja2 import TemplateError as JinjaError

    env = environment(lambda value: value if isinstance(value, Verbatim) else escape(str(value)))
    env.filters.update(filters or {})
    try:
        return env.from_string(template).render({name_of(document): document}).strip() + "\n"
    except JinjaError as error:
        line = getattr(error, "lineno", None)
        place = f"line {line} of " if line else ""
        raise TemplateError(f"{place}the template cannot be used: {error}") from error
