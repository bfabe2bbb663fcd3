"""Questions as mkdocs-quiz wrote them before its version 1.0 -> the same lines in the marks of today.

    <?quiz?>
    question: Which comes first?
    answer-correct: Water
    answer: Power
    content:
    <p>Without water nothing is cooled.</p>
    <?/quiz?>

No line is added or taken away, so that all that is found keeps its true line.
"""

import re
from collections.abc import Iterator, Sequence

from lessons.fences import Fences

_OPENS, _CLOSES = "<?quiz?>", "<?/quiz?>"
_SAID = re.compile(r" {0,3}(?P<key>question|answer-correct|answer|content):[ \t]*(?P<text>.*)")
_TAGGED = re.compile(r"<(?P<tag>code|b|strong|i|em)>(?P<text>[^\s<>`*]|[^\s<>`*][^<>`*]*[^\s<>`*])</(?P=tag)>")
_MARKS = {"code": "`", "b": "**", "strong": "**", "i": "*", "em": "*"}
_MEANS = {"question": "", "answer-correct": "- [x] ", "answer": "- [ ] "}


def with_marks_of_today(lines: Sequence[str]) -> list[str]:
    """The lines of a text, those of such a question as they would be written now; code is left as it is."""
    return list(_rewritten(lines)) if any(_is(line, _OPENS) for line in lines) else list(lines)


def _rewritten(lines: Sequence[str]) -> Iterator[str]:
    fences = Fences()
    asking = explaining = False
    for line in lines:
        if fences.take(line):
            yield line
        elif _is(line, _OPENS):
            asking, explaining = True, False
            yield "<quiz>"
        elif _is(line, _CLOSES):
            asking = False
            yield "</quiz>"
        elif asking and not explaining and (said := _SAID.fullmatch(line)):
            explaining = said["key"] == "content"
            yield said["text"] if explaining else f"{_MEANS[said['key']]}{_marked(said['text'])}"
        else:
            yield line


def _marked(text: str) -> str:
    """Running text whose few tags are marks: such questions were written as HTML."""
    return _TAGGED.sub(lambda found: f"{_MARKS[found['tag']]}{found['text']}{_MARKS[found['tag']]}", text)


def _is(line: str, mark: str) -> bool:
    return mark in line and line.strip() == mark and not line.startswith(("    ", "\t"))
