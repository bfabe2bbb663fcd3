"""text2qti's Markdown -> questions. Groups become sections; what has no place here is listed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lessons.clean import file_text
from quizzes.exchange import foreign, gap_text, wordings, worth
from quizzes.exchange.text import adopted, shortened
from quizzes.exchange.written import MOST_QUESTIONS, Answer, Loss, Reading, Written, answer, told
from quizzes.naming import names
from quizzes.parse.metadata import Type

_START = re.compile(r"(?P<number>\d+)\.(?P<gap>[ \t]+)(?P<text>.*)")
_LETTER = re.compile(r"(?P<right>\*?)[a-zA-Z]\)(?P<gap>[ \t]+)(?P<text>.*)")
_BOX = re.compile(r"\[(?P<right>[* ])\](?P<gap>[ \t]+)(?P<text>.*)")
_TYPED = re.compile(r"\*(?P<gap>[ \t]+)(?P<text>.*)")
_NUMBER = re.compile(r"=(?P<gap>[ \t]+)(?P<text>.*)")
_FEEDBACK = re.compile(r"(?P<mark>\.\.\.|\+|-)(?P<gap>[ \t]+)(?P<text>.*)")
_POINTS = re.compile(r"\d{1,4}(\.\d{1,6})?")
_LONGEST_NUMBER = 100
_LOOKED_AT = 300
"""Lines of a file by which it is recognised."""
_FILE = re.compile(r"_{3,}\s*|\^{3,}\s*")
_SAID = re.compile(
    r"(?P<key>title|points|quiz title|quiz description|text title|text|shuffle answers|show correct answers|"
    r"one question at a time|can't go back|feedback is solution|solutions sample groups|pick|points per question)"
    r":[ \t]*(?P<text>.*)",
    re.IGNORECASE,
)
_GROUP = re.compile(r"(GROUP|END_GROUP)\s*")
_RANGE = re.compile(r"\[\s*(?P<low>[^,\]]+),\s*(?P<high>[^\]]+)\]")
_AROUND = re.compile(r"(?P<middle>.+?)\s*(?:\+-|\+/-|±)\s*(?P<within>[^%]+?)\s*(?P<percent>%?)")


def looks_like(text: str) -> bool:
    """Whether a text has numbered questions with text2qti's answers below them."""
    lines = text.split("\n", _LOOKED_AT)[:_LOOKED_AT]
    asked = next((place for place, line in enumerate(lines) if _START.fullmatch(line)), None)
    if asked is None or any(line.startswith("# ") for line in lines[:asked]):
        return False
    answers = (_LETTER, _BOX, _TYPED, _NUMBER, _FILE)
    return any(pattern.fullmatch(line) for line in lines[asked + 1 :] for pattern in answers)


@dataclass(slots=True)
class _Part:
    """A text with a mark in front, and where it goes on."""

    kind: str
    right: bool
    lines: list[str]
    line: int
    indent: int = 0


@dataclass(slots=True)
class _Draft:
    """A question while it is read."""

    line: int
    title: str
    points: float
    section: str
    parts: list[_Part] = field(default_factory=list)


def read(text: str) -> Reading:
    """Read a file; what is no question in it is listed."""
    reader = _Reader()
    for number, line in enumerate(file_text(text).split("\n"), 1):
        reader.take(number, line.expandtabs(4))
        if len(reader.lost) > MOST_QUESTIONS and not reader.full:
            reader.lost.append(Loss(number, "", wordings.TOO_MANY, foreign.MOST))
            reader.full = True
        if reader.full:
            break
    reader.end()
    return Reading(tuple(reader.questions), tuple(reader.lost), reader.title)


class _Reader:
    def __init__(self) -> None:
        self.questions: list[Written] = []
        self.lost: list[Loss] = []
        self.title = ""
        self.full = False
        """Whether the file has more than is read."""
        self._room = foreign.Room()
        self._draft: _Draft | None = None
        self._title, self._points = "", 1.0
        self._groups, self._section, self._each = 0, "", 1.0

    def take(self, number: int, line: str) -> None:
        part = self._draft.parts[-1] if self._draft and self._draft.parts else None
        if not line.strip() or (part and line.startswith(" " * max(part.indent, 1))):
            if part:
                part.lines.append(line[part.indent :])
            return
        if found := _GROUP.fullmatch(line):
            self._group(opens=found[1] == "GROUP")
        elif found := _SAID.fullmatch(line):
            self._say(number, found["key"].lower(), found["text"].strip())
        elif found := _START.fullmatch(line):
            self.end()
            self._draft = _Draft(number, self._title, self._points * self._each, self._section)
            self._title, self._points = "", 1.0
            self._begin("question", found, number)
        elif self._draft is None:
            self.lost.append(Loss(number, "", wordings.NO_START, shortened(line)))
        elif found := _FEEDBACK.fullmatch(line):
            self._begin(found["mark"], found, number)
        elif found := _LETTER.fullmatch(line) or _BOX.fullmatch(line):
            self._begin("box" if line.startswith("[") else "letter", found, number)
            self._draft.parts[-1].right = found["right"] == "*"
        elif found := _TYPED.fullmatch(line) or _NUMBER.fullmatch(line):
            self._begin("number" if line.startswith("=") else "typed", found, number)
        elif _FILE.fullmatch(line):
            self._draft.parts.append(_Part("essay" if line.startswith("_") else "upload", False, [], number, 1))
        else:
            self.lost.append(Loss(number, self._name(), wordings.NO_START, shortened(line)))

    def _begin(self, kind: str, found: re.Match[str], number: int) -> None:
        if self._draft:
            self._draft.parts.append(_Part(kind, False, [found["text"]], number, found.start("text")))

    def _group(self, *, opens: bool) -> None:
        self.end()
        self._groups += opens
        self._section, self._each = (f"Group {self._groups}" if opens else ""), 1.0

    def _say(self, number: int, key: str, text: str) -> None:
        self.end()
        match key:
            case "quiz title":
                self.title = text
            case "title":
                self._title = text
            case "points" if _POINTS.fullmatch(text):
                self._points = float(text)
            case "points per question" if _POINTS.fullmatch(text):
                self._each = float(text)
            case "pick":
                self.lost.append(Loss(number, self._section, wordings.POOL, shortened(text)))
            case _:
                self.lost.append(Loss(number, "", wordings.QUIZ_SETTING, shortened(f"{key}: {text}")))

    def _name(self) -> str:
        if self._draft is None:
            return ""
        return self._draft.title or shortened(" ".join(self._draft.parts[0].lines))

    def _lose(self, what: str, detail: str = "", *, whole: bool = False) -> None:
        if self._draft:
            self.lost.append(Loss(self._draft.line, self._name(), what, detail, whole=whole))

    def end(self) -> None:
        """The question that was begun has all its parts."""
        draft = self._draft
        if draft is None:
            return
        if not self._room.take(len(draft.parts)):
            if not self.full:
                self.lost.append(Loss(draft.line, "", wordings.TOO_MANY, foreign.MOST))
            self.full = True
        elif asked := self._asked(draft):
            self.questions.append(asked)
        self._draft = None

    def _asked(self, draft: _Draft) -> Written | None:
        label, stem, body = told(_text(draft.parts[0]), label=f"Q{len(self.questions) + 1}")
        essay = False
        explanation, answers, typed, right_or_wrong = [], list[tuple[str, Answer]](), list[_Part](), list[str]()
        for part in draft.parts[1:]:
            match part.kind:
                case "..." if answers:
                    kind, last = answers[-1]
                    answers[-1] = kind, Answer(last.text, last.right, last.body, _text(part), None, last.fixed)
                case "...":
                    explanation.append(_text(part))
                case "+" | "-":
                    right_or_wrong.append(shortened(" ".join(part.lines)))
                case "letter" | "box":
                    answers.append((part.kind, answer(_text(part), part.right)))
                case "typed" | "number":
                    typed.append(part)
                case "essay":
                    essay = True
                case kind:
                    self._lose(wordings.NO_TYPE, kind, whole=True)
                    return None
        for told_of in right_or_wrong:
            self._lose(wordings.BY_VERDICT, told_of)
        values = {
            "id": next(names(draft.title)) if draft.title else "",
            "label": label,
            "stem": stem,
            "body": body,
            "explanation": "\n\n".join(explanation),
            "points": draft.points,
            "section": draft.section,
            "line": draft.line,
        }
        if essay and not answers and not typed:
            return Written(type=Type.REFLECTION, **{**values, "points": 1.0})  # type: ignore[arg-type] # by their names
        if any(one.right for _kind, one in answers):
            options = tuple(one for _kind, one in answers)
            type_ = _type(answers)
            self._leave(typed)
            return Written(type=type_, answers=options, **values)  # type: ignore[arg-type] # by their names
        gap = gap_text.gap_of([source for part in typed if (source := _source(part))])
        if gap is None or len(gap.accepted) != len(typed):
            self._lose(wordings.NOT_RIGHT, whole=True)
            return None
        self._leave(part for part in draft.parts if part.kind in {"letter", "box"})
        return Written(type=gap_text.type_of(gap), gaps=(gap,), **values)  # type: ignore[arg-type] # by their names

    def _leave(self, parts: Iterable[_Part]) -> None:
        """Tell of answers of another kind than those by which a question is answered."""
        self.lost += [
            Loss(part.line, self._name(), wordings.NO_START, shortened(" ".join(part.lines))) for part in parts
        ]


def _text(part: _Part) -> str:
    return adopted("\n".join(part.lines).strip("\n"))


def _type(answers: list[tuple[str, Answer]]) -> Type:
    if any(kind == "box" for kind, _one in answers):
        return Type.MULTIPLE
    return worth.type_of([one for _kind, one in answers])


def _source(part: _Part) -> str | None:
    """What is typed, as it stands in a gap."""
    text = " ".join(" ".join(part.lines).split())
    if part.kind == "typed":
        return gap_text.typed_words(foreign.words("markdown", text))
    if len(text) > _LONGEST_NUMBER:
        return None
    if found := _RANGE.fullmatch(text):
        return gap_text.range_source(found["low"], found["high"], 1.0)
    found = _AROUND.fullmatch(text)
    if found and found["percent"]:
        gap = gap_text.gap_of([f"= {found['middle']} +- {found['within']}%"])
        return gap.source if gap else None
    return gap_text.number_source(found["middle"] if found else text, found["within"] if found else "", 1.0)
