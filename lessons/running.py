"""Running text, read when somebody needs it: most of it has no marks, and of the rest little is ever shown.

The parser is loaded when there is something for it to do: to open a lesson where it was left does without.
"""

import re
from collections.abc import Mapping

from lessons.inline import Inline, Text

_MARKS = re.compile(r"[\\`*_\[\]<>&!~\n]")
"""Characters that can mean something in running text; without them it is what it says."""
_MOST_HELD = 100
"""Texts whose trees are held: as many as a screen and its surroundings have."""


class References(dict[str, tuple[str, str]]):
    """A document's link references, with the trees of those of its texts that were read first."""

    def __init__(
        self, pairs: Mapping[str, tuple[str, str]], trees: Mapping[str, tuple[Inline, ...]] | None = None
    ) -> None:
        super().__init__(pairs)
        self._known = dict(trees or {})
        self.trees: dict[str, tuple[Inline, ...]] = {}
        """By their source, those that were asked for since."""

    def read(self, source: str) -> tuple[Inline, ...]:
        """The inline tree of a source."""
        found = self.trees.get(source) or self._known.get(source) or _read(source, self)
        if len(self.trees) < _MOST_HELD:
            self.trees[source] = found
        return found

    @property
    def are_known(self) -> bool:
        """Whether all that was asked for was known before."""
        return self.trees.keys() <= self._known.keys()


def read(source: str, references: Mapping[str, tuple[str, str]]) -> tuple[Inline, ...]:
    """The inline tree of a source; text without any mark is not parsed. `references` are the document's."""
    if _MARKS.search(source) is None:
        return (Text(source),)
    return references.read(source) if isinstance(references, References) else _read(source, references)


def _read(source: str, references: Mapping[str, tuple[str, str]]) -> tuple[Inline, ...]:
    from lessons.markdown import read_inline  # noqa: PLC0415 - see above

    return read_inline(source, references)
