"""Moodle XML -> questions. What it says that we do not is listed."""

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from lessons.clean import clean
from quizzes.errors import BrokenExchangeError
from quizzes.exchange import foreign
from quizzes.exchange.foreign import own, words
from quizzes.exchange.text import escaped
from quizzes.exchange.written import Answer, Loss, Pair, Reading, Written, answer, told
from quizzes.naming import names
from quizzes.parse.metadata import Type

UNITS = "its units: {detail}"
GRADER = "its notes for whoever marks it: {detail}"
HIDDEN = "that it is hidden"
AS_A_WHOLE = "feedback for the answer as a whole: {detail}"
PENALTY = "its penalty for further tries: {detail}"

_LINE = "\x00line"
_FORMATS = {"html": "html", "markdown": "markdown", "plain_text": "plain"}
_TOP = re.compile(r"\A\s*(?:\$(?:course|cat\d?|module|system)\$/?)?(?:top(?:/|\Z))?")
_AS_A_WHOLE = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
_USUAL = re.compile(r"(?:your answer is (?:partially )?(?:in)?correct\.?)?", re.IGNORECASE)
_USUAL_PENALTIES = frozenset({"", "0", "0.1", "0.3333333", "0.3333", "1"})
_TYPES = {"multianswer": "cloze"}


def looks_like(text: str) -> bool:
    """Whether a text is XML with a `<quiz>`."""
    return re.match(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<quiz[\s/>]", text, re.DOTALL) is not None


def read(text: str) -> Reading:
    """Read a Moodle XML file.

    Raises:
        BrokenExchangeError: it is not well formed, or declares entities of its own.
    """
    reader = _Reader()
    room = foreign.Room()
    for element in _questions(text):
        if not room.take(len(element)):
            reader.lost.append(Loss(int(element.get(_LINE, "0")), "", foreign.TOO_MANY, foreign.MOST))
            break
        reader.take(element)
    return Reading(tuple(reader.questions), tuple(reader.lost))


class _Lines(TreeBuilder):
    """Builds a tree whose questions know their lines."""

    def __init__(self) -> None:
        super().__init__()
        self.line: Callable[[], int] = lambda: 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        return super().start(tag, {**attrs, _LINE: str(self.line())} if tag == "question" else attrs)


def _questions(text: str) -> Iterator[Element]:
    target = _Lines()
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    target.line = lambda: int(parser.parser.CurrentLineNumber)
    try:
        parser.feed(re.sub(r"\A\s*<\?xml[^>]*\?>", lambda found: "\n" * found[0].count("\n"), text))
        root = parser.close()
    except ParseError as error:
        raise BrokenExchangeError(line=str(error.position[0]), reason=str(error).partition(":")[0]) from error
    except DefusedXmlException as error:
        raise BrokenExchangeError(line=str(target.line()), reason="it declares a document type or entities") from error
    return iter(root.findall("question"))


def _said(element: Element | None, path: str = "") -> str:
    found = element.find(path) if element is not None and path else element
    return clean("" if found is None else "".join(found.itertext())).strip()


class _Reader:
    def __init__(self) -> None:
        self.questions: list[Written] = []
        self.lost: list[Loss] = []
        self._section = ""
        self._line = 0
        self._name = ""

    def take(self, element: Element) -> None:
        kind = element.get("type", "")
        self._line = int(element.get(_LINE, "0"))
        self._name = words("html", _said(element, "name/text"))
        self._name = self._name or foreign.shortened(self._words(element, "questiontext"))
        if kind == "category":
            title = _TOP.sub("", _said(element, "category/text")).strip()
            self._section = escaped(" ".join(title.split())) or (self._section and "Top")
            return
        if kind == "description":
            self._lose(foreign.DISCUSSION, foreign.shortened(self._words(element, "questiontext")))
            return
        read = _READERS.get(kind)
        if read is None:
            self._lose(foreign.NO_TYPE, _TYPES.get(kind, kind), whole=True)
        elif question := read(self, element):
            self.questions.append(question)

    def _lose(self, what: str, detail: str = "", *, whole: bool = False) -> None:
        self.lost.append(Loss(self._line, self._name, what, detail, whole=whole))

    def _words(self, element: Element, path: str) -> str:
        found = element.find(path)
        return "" if found is None else words(_format(found), _said(found, "text"))

    def _text(self, element: Element | None, usual: str = "moodle") -> str:
        """A text in its own format, as Markdown."""
        if element is None:
            return ""
        source, gone = own(_format(element, usual), _said(element, "text"))
        for detail in gone:
            self._lose(foreign.LOOK, detail)
        return source

    def _asked(self, element: Element, type_: Type, **said: object) -> Written:
        label, stem, body = told(self._text(element.find("questiontext"), "html"), label=f"Q{len(self.questions) + 1}")
        given = _said(element, "idnumber")
        if given and self._name and next(names(self._name)) != next(names(given)):
            self._lose(foreign.NAME, self._name)
        self._look(element)
        tags = (" ".join(_said(tag, "text").replace(",", " ").split()) for tag in element.findall("tags/tag"))
        values: dict[str, object] = {
            "id": given or (next(names(self._name)) if self._name else ""),
            "label": label,
            "stem": stem,
            "body": body,
            "hints": tuple(hint for one in element.findall("hint") if (hint := self._text(one))),
            "tags": tuple(dict.fromkeys(tag for tag in tags if tag)),
            "explanation": self._text(element.find("generalfeedback"), "html"),
            "points": _number(_said(element, "defaultgrade"), 1.0),
            "section": self._section,
            "line": self._line,
        }
        return Written(type=type_, **{**values, **said})  # type: ignore[arg-type] # by the names of its fields

    def _look(self, element: Element) -> None:
        """List what a question says that we have no word for."""
        if _said(element, "hidden") == "1":
            self._lose(HIDDEN)
        if (penalty := _said(element, "penalty").rstrip("0").rstrip(".")) not in _USUAL_PENALTIES:
            self._lose(PENALTY, penalty)
        for name in _AS_A_WHOLE:
            told_of = self._words(element, name)
            if not _USUAL.fullmatch(told_of):
                self._lose(AS_A_WHOLE, foreign.shortened(told_of))
        units = [_said(unit, "unit_name") for unit in element.findall("units/unit")]
        if units:
            self._lose(UNITS, ", ".join(units))

    def truth(self, element: Element) -> Written | None:
        told_of = {_said(one, "text").lower(): one for one in element.findall("answer")}
        right = next((word for word, one in told_of.items() if _fraction(one) > 0), "")
        if right not in {"true", "false"}:
            self._lose(foreign.NOT_RIGHT, whole=True)
            return None
        answers = tuple(
            Answer(word.title(), word == right, feedback=self._text(_of(told_of.get(word))), fixed=True)
            for word in ("true", "false")
        )
        return self._asked(element, Type.TRUE_FALSE, answers=answers)

    def choice(self, element: Element) -> Written | None:
        found = [(self._text(one), _fraction(one), self._text(_of(one))) for one in element.findall("answer")]
        shuffled = _said(element, "shuffleanswers") in {"1", "true"}
        full = sum(percent >= 100 for _text, percent, _told in found)  # noqa: PLR2004 - per cent
        if _said(element, "single") in {"", "1", "true"} and full:
            if full > 1:
                self._lose(foreign.ANY_ONE)
                options = tuple(answer(text, percent >= 100, fb) for text, percent, fb in found)  # noqa: PLR2004
                return self._asked(element, Type.MULTIPLE, answers=options, shuffled=shuffled)
            options, scoring = foreign.one_of_several(
                [(text, percent >= 100, percent or None, fb) for text, percent, fb in found]  # noqa: PLR2004
            )
            type_ = foreign.type_of_one(options)
            return self._asked(element, type_, answers=options, scoring=scoring, shuffled=shuffled)
        several = foreign.several(found)
        if several is None or _said(element, "single") in {"", "1", "true"}:
            self._lose(foreign.NOT_RIGHT, whole=True)
            return None
        return self._asked(element, Type.MULTIPLE, answers=several[0], scoring=several[1], shuffled=shuffled)

    def essay(self, element: Element) -> Written:
        if guide := self._words(element, "graderinfo"):
            self._lose(GRADER, foreign.shortened(guide))
        return self._asked(element, Type.REFLECTION)

    def matching(self, element: Element) -> Written:
        found = [
            Pair(foreign.armless(self._text(one)), escaped(" ".join(_said(one, "answer/text").split())))
            for one in element.findall("subquestion")
        ]
        return self._asked(element, Type.MATCHING, pairs=foreign.matched(found))

    def short(self, element: Element) -> Written | None:
        case = _said(element, "usecase") in {"1", "true"}

        def source(one: Element, share: float) -> str | None:
            text = self._plain(one)
            pattern = foreign.wildcards(text)
            if pattern is not None:
                return foreign.typed_pattern(pattern, share, any_case=not case)
            return foreign.typed_words(text.replace("\\*", "*"), share)

        return self._typed(element, source, exact_case=case)

    def number(self, element: Element) -> Written | None:
        return self._typed(
            element, lambda one, share: foreign.number_source(self._plain(one), _said(one, "tolerance"), share)
        )

    def _plain(self, one: Element) -> str:
        return words(_format(one, "plain"), _said(one, "text"))

    def _typed(
        self, element: Element, source: Callable[[Element, float], str | None], *, exact_case: bool = False
    ) -> Written | None:
        sources = []
        for one in element.findall("answer"):
            feedback, text, share = self._words(one, "feedback"), self._plain(one), foreign.share_of(_fraction(one))
            if feedback:
                self._lose(foreign.FEEDBACK_OF_TYPED, foreign.shortened(feedback))
            if share <= 0:
                if text != "*":
                    self._lose(foreign.WORTHLESS, foreign.shortened(text))
                continue
            written = source(one, share)
            if written is None:
                self._lose(foreign.NO_GAP, foreign.shortened(text))
            else:
                sources.append(written)
        gap = foreign.gap_of(sources, exact_case=exact_case)
        if gap is None:
            self._lose(foreign.NOT_RIGHT, whole=True)
            return None
        return self._asked(element, foreign.type_of(gap), gaps=(gap,))


_READERS: dict[str, Callable[[_Reader, Element], Written | None]] = {
    "truefalse": _Reader.truth,
    "multichoice": _Reader.choice,
    "shortanswer": _Reader.short,
    "numerical": _Reader.number,
    "essay": _Reader.essay,
    "matching": _Reader.matching,
    "ddmatch": _Reader.matching,
}


def _format(element: Element, usual: str = "moodle") -> str:
    return _FORMATS.get(element.get("format", ""), "moodle" if element.get("format") else usual)


def _of(one: Element | None) -> Element | None:
    """The feedback of an answer."""
    return None if one is None else one.find("feedback")


def _fraction(one: Element) -> float:
    return _number(one.get("fraction", ""), 0.0)


def _number(text: str, usual: float) -> float:
    return float(text) if re.fullmatch(r"-?\d{1,6}(?:\.\d{0,12})?", text) else usual
