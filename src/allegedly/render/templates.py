"""Templates filled with a briefing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from allegedly.briefing import Briefing
from allegedly.errors import TemplateError
from allegedly.templating import environment


def fill(
    template: str,
    briefing: Briefing,
    *,
    escape: Callable[[str], str],
    filters: Mapping[str, Callable[..., str]] | None = None,
) -> str:
    """The text of `template` with the values of `briefing`, its only name, each escaped.

    The end is one line break, whatever the template has. Raises `TemplateError` when the template cannot be
    parsed or names something that a briefing does not have.
    """
    from jinja2 import TemplateError as JinjaError

    env = environment(lambda value: escape(str(value)))
    env.filters.update(filters or {})
    try:
        return env.from_string(template).render(briefing=briefing).strip() + "\n"
    except JinjaError as error:
        line = getattr(error, "lineno", None)
        place = f"line {line} of " if line else ""
        raise TemplateError(f"{place}the template cannot be used: {error}") from error
