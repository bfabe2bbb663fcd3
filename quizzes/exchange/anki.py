"""Anki's text files <-> questions: one note a line, in columns that the file's head names.

What we write has a column of our own with the whole question as Markdown, so that it comes back as it went.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from html import escape, unescape

from markdown_it import MarkdownIt

from lessons.clean import clean, unify_line_ends
from lessons.document import read_document
from lessons.model import Course, SourceFile
from quizzes.exchange import foreign
from quizzes.exchange.foreign import own, words
from quizzes.exchange.losses import FEATURES, lost_by
from quizzes.exchange.markdown import write_question
from quizzes.exchange.text import escaped
from quizzes.exchange.written import Loss, Reading, Writing, Written, tidied, told, written
from quizzes.parse import read_quiz
from quizzes.parse.metadata import Type

CARRIED = frozenset(FEATURES) - {"section"}
"""What a note has a place for; the names are those of `losses`."""

OURS = "Fivefold"
"""The column that holds the question as Markdown."""
COLUMNS = ("Id", "Front", "Back", OURS, "Tags")

FEW_COLUMNS = "a note without a back"
COLUMN = "the column {detail}"
CLOZE = "a note with deletions: {detail}"

_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}
_HEAD = re.compile(r"#(separator|html|columns|tags|deck|notetype|guid|[a-z]+ column):(.*)", re.IGNORECASE)
_LONGEST_BACK = 60
_DELETION = re.compile(r"\{\{c\d+::")
_HTML = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def looks_like(text: str) -> bool:
    """Whether a text has the head of an Anki file, or a tab in every line."""
    lines = [line for line in text.split("\n", 200)[:200] if line.strip()]
    if lines and _HEAD.match(lines[0]):
        return True
    return len(lines) > 1 and len({line.count("\t") for line in lines}) == 1 and "\t" in lines[0]


def read(text: str) -> Reading:
    """Read a file of notes."""
    lines = unify_line_ends(text).split("\n")
    head: dict[str, str] = {}
    first = 0
    while first < len(lines) and (found := _HEAD.match(lines[first])):
        head[found[1].lower()] = found[2].strip()
        first += 1
    mark = head.get("separator", "tab")
    separator = _SEPARATORS.get(mark.lower(), mark if len(mark) == 1 else "\t")
    names = [name.strip() for name in head.get("columns", "").split(separator)] if head.get("columns") else []
    reader = _Reader(head, names)
    rows = csv.reader(lines[first:], delimiter=separator)
    room = foreign.Room()
    try:
        for row in rows:
            if not room.take(len(row)):
                reader.lost.append(Loss(first + rows.line_num, "", foreign.TOO_MANY, foreign.MOST))
                break
            if row and not row[0].startswith("#"):
                reader.take(row, first + rows.line_num)
    except csv.Error as error:
        reader.lost.append(Loss(first + rows.line_num, "", foreign.BROKEN, str(error), whole=True))
    return Reading(tuple(reader.questions), tuple(reader.lost))


class _Reader:
    def __init__(self, head: dict[str, str], names: Sequence[str]) -> None:
        self.questions: list[Written] = []
        self.lost: list[Loss] = []
        self._html = head.get("html", "true").lower() != "false"
        self._tags = tuple(head.get("tags", "").split())
        special = {key.removesuffix(" column"): int(place) - 1 for key, place in head.items() if place.isdecimal()}
        self._tags_at = special.get("tags", _place(names, "tags"))
        self._ours_at = _place(names, OURS.lower())
        self._id_at = special.get("guid", _place(names, "id"))
        skipped = {self._tags_at, self._ours_at, self._id_at, *special.values()}
        named = [place for place in range(len(names)) if place not in skipped]
        self._front = _place(names, "front") if _place(names, "front") >= 0 else (named or [0])[0]
        back = _place(names, "back")
        others = [back] * (back >= 0) + [place for place in named if place not in {self._front, back}] or [
            place for place in range(1, 8) if place not in skipped and place != self._front
        ]
        self._back = others[0]
        self.lost += [Loss(0, "", COLUMN, names[place]) for place in others[1:] if place < len(names)]

    def take(self, row: Sequence[str], line: int) -> None:
        cells = dict(enumerate(row))
        if self._ours_at >= 0 and (question := _ours(cells.get(self._ours_at, ""), self._html, line)):
            self.questions.append(question)
            return
        front, back = cells.get(self._front, ""), cells.get(self._back, "")
        form = "html" if self._html else "plain"
        name = foreign.shortened(words(form, front))
        if _DELETION.search(front):
            self.lost.append(Loss(line, name, CLOZE, name, whole=True))
            return
        if not front.strip() or not back.strip():
            self.lost.append(Loss(line, name, FEW_COLUMNS, whole=True))
            return
        question_text, gone = own(form, front)
        answer = words(form, back)
        source = foreign.typed_words(answer)
        gap = foreign.gap_of([source]) if source and len(answer) <= _LONGEST_BACK else None
        model, unsaid = own(form, back) if gap is None else ("", ())
        self.lost += [Loss(line, name, foreign.LOOK, detail) for detail in (*gone, *unsaid)]
        label, stem, body = told(question_text, label=f"Q{len(self.questions) + 1}")
        tags = dict.fromkeys((*self._tags, *(cells.get(self._tags_at, "").split() if self._tags_at >= 0 else ())))
        self.questions.append(
            Written(
                type=foreign.type_of(gap) if gap else Type.REFLECTION,
                id=clean(cells.get(self._id_at, "")) if self._id_at >= 0 else "",
                label=label,
                stem=stem,
                body=body,
                gaps=(gap,) if gap else (),
                explanation=model,
                tags=tuple(tag.replace(",", " ") for tag in tags),
                line=line,
            )
        )


def _place(names: Sequence[str], sought: str) -> int:
    """The place of a column by its name, or -1."""
    return next((place for place, name in enumerate(names) if name.lower() == sought), -1)


def _ours(cell: str, html: bool, line: int) -> Written | None:
    """The question of a cell with our Markdown; None where it holds none, or more than one."""
    text = unescape(cell.replace("<br>", "\n")) if html else cell
    document = read_document("note.md", text, repair_headings=True)
    quiz = read_quiz(SourceFile("note.md", text, ""), document, Course("n", "", ".", "en", (), (), (), (), 0.7, ""))
    found = [written(question) for question in quiz.questions if question.askable]
    return replace(found[0], line=line) if len(found) == len(quiz.questions) == 1 else None


def write(questions: Sequence[Written], *, title: str = "") -> Writing:
    """A quiz as notes: the question, its answer, the whole of it as Markdown, and its tags."""
    lost = [loss for question in questions for loss in lost_by(question, CARRIED)]
    text = io.StringIO()
    text.write("#separator:Tab\n#html:true\n#guid column:1\n#tags column:5\n")
    text.write(f"#columns:{chr(9).join(COLUMNS)}\n")
    if title:
        text.write(f"#deck:{' '.join(title.split())}\n")
    rows = csv.writer(text, delimiter="\t", lineterminator="\n")
    for question in questions:
        tags = " ".join("_".join(tag.split()) for tag in question.tags)
        ours = escape(write_question(question), quote=False).replace("\n", "<br>")
        rows.writerow((question.id, _html(_front(question)), _html(_back(question)), ours, tags))
    return Writing(text.getvalue(), tidied(lost))


def _html(text: str) -> str:
    return str(_HTML.render(text)).strip().replace("\n", "<br>" if "<pre>" in text else " ")


def _front(question: Written) -> str:
    """What is asked, with the options in their order."""
    options = "\n".join(f"{number}. {_line(one.whole)}" for number, one in enumerate(question.answers, 1))
    return "\n\n".join(part for part in (question.question, options) if part)


def _line(text: str) -> str:
    return text.replace("\n", "\n   ")


def _back(question: Written) -> str:
    """What is right, and why."""
    right = "\n".join(f"- {_line(one.whole)}" for one in question.answers if one.right)
    if question.type in {Type.TEXT, Type.NUMERIC}:
        right = "\n".join(f"- {escaped(text)}" for gap in question.gaps for text in gap.right)
    return "\n\n".join(part for part in (right, question.explanation) if part)
