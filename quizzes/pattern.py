r"""Patterns that an answer may match, read by RE2: its time grows with the length of the answer and with nothing else.

So no pattern of an author can hang, and the same answer gets the same verdict on every machine, which a limit of time
would not give. The price is that there is no looking around and no `\1`.
"""

import re
from functools import lru_cache
from typing import Any

from lessons.clean import clean

TOO_LARGE_WORK = 20_000
"""Steps that a pattern counts as which was given up because it is too large."""

_MOST_MEMORY = 1 << 20
"""Bytes of a compiled pattern and what it notes while it matches."""
_PART = re.compile(r"\\[QE]|\\.|\[:\^?\w+:\]|\[\^?\]?|\]", re.DOTALL)
_WORD = r"\pL\pM\pN_"
"""Word characters of every script; those of RE2 alone are ASCII."""


class PatternError(ValueError):
    """A pattern that cannot be read; its text says why, in RE2's English."""


def matches(source: str, text: str, *, any_case: bool) -> bool:
    """Whether a pattern matches the whole of a text."""
    return bool(_compiled(source, any_case).fullmatch(text))


def work(source: str, *, any_case: bool) -> int:
    """How many steps a pattern is compiled into.

    Raises:
        PatternError: it cannot be read, or is too large.
    """
    return int(_compiled(source, any_case).programsize)


@lru_cache(maxsize=128)
def _compiled(source: str, any_case: bool) -> Any:  # noqa: ANN401 - RE2 comes without types
    import re2  # noqa: PLC0415 - few quizzes have a pattern

    options = re2.Options()
    options.max_mem = _MOST_MEMORY
    options.case_sensitive = not any_case
    options.log_errors = False  # it writes to stderr, where the screen is
    try:
        return re2.compile(_of_every_script(source), options)
    except re2.error as error:
        reason = error.args[0] if error.args else b""
        raise PatternError(clean(reason.decode("utf-8", "replace"))) from None


def _of_every_script(source: str) -> str:
    r"""The pattern with `\w`, `\W` and `\d` that know more than ASCII."""
    inside = literal = False

    def widened(found: re.Match[str]) -> str:
        nonlocal inside, literal
        part = found[0]
        if part == r"\Q" or literal:
            literal = part != r"\E"
        elif part[0] == "[":
            inside = inside or part[:2] != "[:"
        elif part == "]":
            inside = False
        elif part == r"\w":
            return _WORD if inside else f"[{_WORD}]"
        elif part == r"\W" and not inside:
            return f"[^{_WORD}]"
        elif part == r"\d":
            return r"\p{Nd}"
        return part

    return _PART.sub(widened, source)
