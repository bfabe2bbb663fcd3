"""Moodle XML as it is written: a text -> its questions as elements that know their lines -> questions of ours."""

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from quizzes.errors import BrokenExchangeError
from quizzes.exchange import foreign, wordings
from quizzes.exchange.moodle_questions import LINE, Questions
from quizzes.exchange.moodle_said import ALL_OR_NOTHING, EXACT
from quizzes.exchange.written import Loss, Reading

_DEEPEST = 100
"""Elements in one another: those of a quiz are five."""


def looks_like(text: str) -> bool:
    """Whether a text is XML with a `<quiz>`."""
    return re.match(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<quiz[\s/>]", text, re.DOTALL) is not None


def read(text: str) -> Reading:
    """Read a Moodle XML file.

    Raises:
        BrokenExchangeError: it is not well formed, is no quiz, or declares entities of its own.
    """
    reader = Questions()
    room = foreign.Room()
    for element in _questions(text):
        if not room.take(len(element)):
            reader.lost.append(Loss(int(element.get(LINE, "0")), "", wordings.TOO_MANY, foreign.MOST))
            break
        reader.take(element)
    return Reading(tuple(reader.questions), tuple(reader.lost))


class _Lines(TreeBuilder):
    """Builds a tree whose questions know their lines."""

    def __init__(self) -> None:
        super().__init__()
        self.line: Callable[[], int] = lambda: 0
        self._deep = 0
        self._question: Element | None = None

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        self._deep += 1
        if self._deep > _DEEPEST:
            raise BrokenExchangeError(line=str(self.line()), reason=wordings.TOO_DEEP)
        if tag != "question":
            return super().start(tag, attrs)
        self._question = super().start(tag, {**attrs, LINE: str(self.line())})
        return self._question

    def end(self, tag: str) -> Element:
        self._deep -= 1
        if tag == "question":
            self._question = None
        return super().end(tag)

    def comment(self, text: str | None) -> Element | None:  # type: ignore[override] # as no comment is kept
        """Take a comment of ours to heart."""
        if self._question is not None and (text or "").strip() == ALL_OR_NOTHING:
            self._question.set(EXACT, "")
        return None


def _questions(text: str) -> Iterator[Element]:
    target = _Lines()
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    target.line = lambda: int(parser.parser.CurrentLineNumber)
    try:
        parser.feed(re.sub(r"\A\s*<\?xml[^>]*\?>", lambda found: "\n" * found[0].count("\n"), text))
        root = parser.close()
    except ParseError as error:
        reason = str(error).rpartition(":")[0] or str(error)
        raise BrokenExchangeError(line=str(error.position[0]), reason=reason) from error
    except DefusedXmlException as error:
        raise BrokenExchangeError(line=str(target.line()), reason=wordings.ENTITIES) from error
    if root.tag != "quiz":
        raise BrokenExchangeError(line="1", reason=wordings.NO_QUIZ)
    return iter(root.findall("question"))
