"""Where a file's front matter stands, and what it says."""

import re
from types import MappingProxyType

from lessons import findings
from lessons.model import FrontMatter
from lessons.problem import Problem
from lessons.yaml_words import BrokenYamlError, read_words

LONGEST = 64 * 1024
"""Characters of a front matter that is read."""

_NONE = MappingProxyType[str, object]({}), MappingProxyType[str, int]({})
_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)
_FIRST_KEY = re.compile(r"""(?:[^\S\n]*+\n|[ \t]*+#.*\n)*+[ \t]*+(?:\{|["']?[^\W\d][\w .-]*["']?[ ]?:(?:\s|$))""")


def read_front_matter(path: str, text: str) -> tuple[FrontMatter, tuple[Problem, ...]]:
    r"""The front matter of a cleaned text with `\n` line ends, and what is wrong with it.

    Two thematic breaks with running text between them are no front matter. A broken front matter has no values, but
    its lines are known, and they are not read as Markdown.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return FrontMatter(*_NONE, 0), ()
    begin = opening.end()
    closing = _CLOSING.search(text, begin)
    has_key = _FIRST_KEY.match(text, begin, closing.start() if closing else len(text)) is not None
    if closing is None:
        problem = Problem(path, 1, 1, findings.FRONT_MATTER_OPEN, "---")
        return FrontMatter(*_NONE, 0), (problem,) if has_key else ()
    yaml = text[begin : closing.start()]
    if yaml.strip() and not has_key:
        return FrontMatter(*_NONE, 0), ()
    end = text.count("\n", 0, closing.start()) + 1
    try:
        if len(yaml) > LONGEST:
            raise BrokenYamlError(f"it is longer than {LONGEST} characters", 1, 1)
        words = read_words(yaml)
    except BrokenYamlError as error:
        line = min(error.line + 1, end)
        source = text.split("\n", line)[line - 1]
        values = {"reason": error.reason}
        return FrontMatter(*_NONE, end), (Problem(path, line, error.column, findings.FRONT_MATTER, source, values),)
    lines = {key: line + 1 for key, line in words.lines.items()}
    return FrontMatter(words.values, lines, end, words.written), ()
