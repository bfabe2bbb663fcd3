"""mdbook-quiz's TOML -> questions."""

import re
import tomllib
from collections.abc import Callable, Mapping
from itertools import accumulate, islice, pairwise

from lessons.clean import clean
from quizzes.errors import BrokenExchangeError
from quizzes.exchange import foreign, gap_text, wordings, worth
from quizzes.exchange.blocks import fenced
from quizzes.exchange.text import adopted, shortened
from quizzes.exchange.written import MOST_QUESTIONS, Loss, Reading, Written, answer, told
from quizzes.grade import output_lines
from quizzes.parse.metadata import Type

COMPILES = "Does this program compile?"
PRINTS = "What does this program print?"
"""What mdbook-quiz asks of a program; the stems of such questions."""

_STARTS = re.compile(r"(?m)^[ \t]*\[\[questions\]\]")
_KNOWN = frozenset({"id", "type", "prompt", "answer", "context", "multipart"})


def looks_like(text: str) -> bool:
    """Whether a text has mdbook-quiz's table of questions."""
    return _STARTS.search(text) is not None


def read(text: str) -> Reading:
    """Read a TOML file.

    Raises:
        BrokenExchangeError: it is no TOML.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    starts = [found.start() for found in islice(_STARTS.finditer(text), MOST_QUESTIONS + 1)]
    cut = len(starts) > MOST_QUESTIONS
    text = text[: starts.pop()] if cut else text
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is no error of TOML
        found = re.search(r"line (\d+)", str(error))
        line = found[1] if found else str(text.count("\n") + 1)
        raise BrokenExchangeError(line=line, reason=wordings.NO_TOML, detail=str(error).partition(" (at")[0]) from error
    given = document.get("questions")
    tables = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    lines = list(accumulate((text.count("\n", *span) for span in pairwise([0, *starts])), initial=1))[1:]
    known = lines if len(lines) == len(tables) else [0] * len(tables)
    reader = _Reader()
    room = foreign.Room()
    for table, line in zip(tables, known, strict=True):
        wrong, right = _table(table, "prompt").get("distractors"), _table(table, "answer").get("answer")
        if not room.take(len(_texts(wrong)) + len(_texts(right))):
            reader.lost.append(Loss(line, "", wordings.TOO_MANY, foreign.MOST))
            break
        reader.take(table, line)
    if cut:
        reader.lost.append(Loss(lines[-1], "", wordings.TOO_MANY, foreign.MOST))
    return Reading(tuple(reader.questions), tuple(reader.lost))


class _Reader:
    def __init__(self) -> None:
        self.questions: list[Written] = []
        self.lost: list[Loss] = []
        self._line = 0
        self._name = ""

    def take(self, table: Mapping[str, object], line: int) -> None:
        prompt, right = _table(table, "prompt"), _table(table, "answer")
        kind = clean(_text(table.get("type")))
        self._line = line
        self._name = shortened(_text(prompt.get("prompt")) or _text(prompt.get("program"))) or kind
        read = _READERS.get(kind)
        if read is None:
            self._lose(wordings.NO_TYPE, kind or "none", whole=True)
            return
        question = read(self, prompt, right)
        if question is None:
            return
        for key in sorted(table.keys() - _KNOWN):
            self._lose(wordings.UNKNOWN_KEY, clean(key))
        label, stem, body, said = question
        self.questions.append(
            Written(
                id=clean(_text(table.get("id"))),
                label=label,
                stem=stem,
                body=body,
                explanation=adopted(_text(table.get("context"))),
                line=line,
                **said,  # type: ignore[arg-type] # by the names of its fields
            )
        )

    def _lose(self, what: str, detail: str = "", *, whole: bool = False) -> None:
        self.lost.append(Loss(self._line, self._name, what, detail, whole=whole))

    def _told(self, prompt: Mapping[str, object]) -> tuple[str, str, str]:
        return told(adopted(_text(prompt.get("prompt"))), label=f"Q{len(self.questions) + 1}")

    def choice(self, prompt: Mapping[str, object], right: Mapping[str, object]) -> "_Asked | None":
        rights, wrongs = _texts(right.get("answer")), _texts(prompt.get("distractors"))
        if not rights or not rights + wrongs:
            self._lose(wordings.NOT_RIGHT, whole=True)
            return None
        options = [answer(adopted(text), True) for text in rights] + [answer(adopted(text), False) for text in wrongs]
        many = isinstance(right.get("answer"), list)
        type_ = Type.MULTIPLE if many else worth.type_of(options)
        return (*self._told(prompt), {"type": type_, "answers": tuple(options), "shuffled": True})

    def short(self, prompt: Mapping[str, object], right: Mapping[str, object]) -> "_Asked | None":
        texts = [*_texts(right.get("answer")), *_texts(right.get("alternatives"))]
        gap = gap_text.gap_of([source for text in texts if (source := gap_text.typed_words(text))])
        if gap is None:
            self._lose(wordings.NO_GAP, shortened(", ".join(texts)), whole=True)
            return None
        return (*self._told(prompt), {"type": gap_text.type_of(gap), "gaps": (gap,)})

    def tracing(self, prompt: Mapping[str, object], right: Mapping[str, object]) -> "_Asked | None":
        """What a program prints; of one that does not compile, whether it does."""
        body = adopted(fenced(clean(_text(prompt.get("program"))).strip("\n"), "rust"))
        printed = "\n".join(output_lines(clean(_text(right.get("stdout"))).strip("\n")))
        if right.get("doesCompile") is not False:
            if not printed.strip():
                self._lose(wordings.NOT_RIGHT, whole=True)
                return None
            return "", PRINTS, body, {"type": Type.OUTPUT, "output": printed}
        if "lineNumber" in right:
            self._lose(wordings.TRACED_LINE, clean(str(right["lineNumber"])))
        options = (answer("Yes", False), answer("No", True))
        return "", COMPILES, body, {"type": Type.TRUE_FALSE, "answers": options}


_Asked = tuple[str, str, str, dict[str, object]]
"""Label, stem, body, and what else a question says."""

_READERS: dict[str, Callable[[_Reader, Mapping[str, object], Mapping[str, object]], _Asked | None]] = {
    "MultipleChoice": _Reader.choice,
    "ShortAnswer": _Reader.short,
    "Tracing": _Reader.tracing,
}


def _table(table: Mapping[str, object], key: str) -> Mapping[str, object]:
    found = table.get(key)
    return found if isinstance(found, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str) and one.strip()]
