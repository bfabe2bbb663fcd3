"""Aiken -> questions: a line with the question, lettered options, `ANSWER: B`."""

import re

from lessons.clean import file_text
from quizzes.exchange import foreign, wordings, worth
from quizzes.exchange.text import escaped, shortened
from quizzes.exchange.written import Loss, Reading, Written, answer, told

_OPTION = re.compile(r"\s*([A-Za-z])[.)]\s*(.*)")
_ANSWER = re.compile(r"\s*ANSWER:\s*(.*)", re.IGNORECASE)
_FEWEST = 2


def looks_like(text: str) -> bool:
    """Whether a text has lettered options and says which is right."""
    lettered = re.search(r"(?m)^[ \t]*A[.)].*\n[ \t]*B[.)]", text)
    return lettered is not None and re.search(r"(?m)^[ \t]*ANSWER:", text) is not None


def read(text: str) -> Reading:
    """Read a file; what is no question in it is listed."""
    reader = _Reader()
    for number, line in enumerate(file_text(text).split("\n"), 1):
        if not reader.take(number, line):
            reader.lost.append(Loss(number, "", wordings.TOO_MANY, foreign.MOST))
            break
    reader.drop()
    return Reading(tuple(reader.questions), tuple(reader.lost))


class _Reader:
    def __init__(self) -> None:
        self.questions: list[Written] = []
        self.lost: list[Loss] = []
        self._line = 0
        self._room = foreign.Room()
        self._stem: list[str] = []
        self._options: list[tuple[str, str]] = []

    def take(self, number: int, line: str) -> bool:
        """Take a line; False where the file has more than is read."""
        if found := _ANSWER.fullmatch(line):
            self._line = self._line or number
            if not self._room.take(len(self._options)):
                self._clear()
                return False
            self._end(found[1].strip())
        elif found := _OPTION.fullmatch(line):
            self._line = self._line or number
            self._options.append((found[1].upper(), found[2].strip()))
        elif line.strip():
            if self._options:
                self.drop()
            self._line = self._line or number
            self._stem.append(line.strip())
        return True

    def drop(self) -> None:
        """What was begun has no answer."""
        if self._options or self._stem:
            self._lose(wordings.NO_ANSWER)
        self._clear()

    def _clear(self) -> None:
        self._line, self._stem, self._options = 0, [], []

    def _lose(self, what: str, detail: str = "") -> None:
        name = shortened(" ".join(self._stem) or ", ".join(text for _letter, text in self._options))
        self.lost.append(Loss(self._line, name, what, detail, whole=True))

    def _end(self, letter: str) -> None:
        if not self._stem:
            self._lose(wordings.NO_STEM)
        elif len(self._options) < _FEWEST:
            self._lose(wordings.NO_OPTIONS)
        elif letter.upper() not in {known for known, _text in self._options}:
            self._lose(wordings.NO_SUCH_OPTION, shortened(letter))
        else:
            label, stem, body = told(escaped("\n".join(self._stem)), label=f"Q{len(self.questions) + 1}")
            answers = tuple(answer(escaped(text), known == letter.upper()) for known, text in self._options)
            type_ = worth.type_of(answers)
            self.questions.append(
                Written(type=type_, label=label, stem=stem, body=body, answers=answers, line=self._line)
            )
        self._clear()
