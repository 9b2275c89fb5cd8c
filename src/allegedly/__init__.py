"""Briefs that keep reported facts apart from anonymous-source allegations.

`import allegedly` loads nothing but this module: each public name is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allegedly.analysis import Analysis
    from allegedly.article import Article
    from allegedly.briefing import Briefing, Digest, Summary
    from allegedly.config import Options
    from allegedly.errors import (
        AllegedlyError,
        InputError,
        OptionError,
        OutputError,
        TemplateError,
        VerificationError,
    )
    from allegedly.issue import digest
    from allegedly.pipeline import analyse, brief, summarise

__all__ = [
    "AllegedlyError",
    "Analysis",
    "Article",
    "Briefing",
    "Digest",
    "InputError",
    "OptionError",
    "Options",
    "OutputError",
    "Summary",
    "TemplateError",
    "VerificationError",
    "analyse",
    "brief",
    "digest",
    "summarise",
]

_HOME = {
    "AllegedlyError": "errors",
    "Analysis": "analysis",
    "Article": "article",
    "Briefing": "briefing",
    "Digest": "briefing",
    "InputError": "errors",
    "OptionError": "errors",
    "Options": "config",
    "OutputError": "errors",
    "Summary": "briefing",
    "TemplateError": "errors",
    "VerificationError": "errors",
    "analyse": "pipeline",
    "brief": "pipeline",
    "digest": "issue",
    "summarise": "pipeline",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value  # the next look-up is a plain one
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
