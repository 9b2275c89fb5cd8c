"""One line or paragraph of a page, with its place among the others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """One paragraph or line of the page, as the rules see it.

    `text` is legible and on one line; `index` counts from 0 of `count` units; `in_head` says that no full
    paragraph has come yet; `before` and `after` are the neighbours' texts, `""` at the ends.
    """

    text: str
    index: int
    count: int
    in_head: bool
    before: str
    after: str

    @property
    def in_tail(self) -> bool:
        """Whether the unit is among the last few, where bylines, credits and promotions gather."""
        # The Associated Press draws a line above whoever helped, wherever the page ends.
        ruled = bool(self.before) and not self.before.strip("_ ") and self.index > self.count // 2
        return ruled or self.index >= max(2, self.count - 4)
