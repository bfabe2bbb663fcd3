"""Anki's text files -> questions: one note a line, in columns that the file's head names."""

import csv
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lessons.clean import clean, unify_line_ends
from lessons.document import read_document
from lessons.entities import unescaped
from lessons.model import Course, SourceFile
from quizzes.exchange import anki_out, foreign, gap_text, wordings
from quizzes.exchange.foreign import own, words
from quizzes.exchange.ours import written
from quizzes.exchange.passage import MARK, gapped, unmarked
from quizzes.exchange.text import escaped, shortened
from quizzes.exchange.written import Loss, Reading, Written, told
from quizzes.gap import Gap
from quizzes.parse import read_quiz
from quizzes.parse.cloze import MOST_GAPS
from quizzes.parse.metadata import Type

_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "colon": ":", "space": " "}
_HEAD = re.compile(r"#(separator|html|columns|tags|deck|notetype|guid|[a-z]+ column):(.*)", re.IGNORECASE)
_PLACE = re.compile(r"[0-9]{1,4}")
"""The number of a column, counted from 1."""
_LONGEST_BACK = 60
_MOST_COLUMNS = 200
_DELETION = re.compile(r"\{\{c\d{1,4}::")
_SOUND = re.compile(r"\[sound:([^\]\[]{1,200})\]")


def looks_like(text: str) -> bool:
    """Whether a text has the head of an Anki file, or a tab in every line."""
    lines = [line for line in text.split("\n", 200)[:200] if line.strip()]
    if lines and _HEAD.match(lines[0]):
        return True
    return len(lines) > 1 and len({line.count("\t") for line in lines}) == 1 and "\t" in lines[0]


def read(text: str) -> Reading:
    """Read a file of notes."""
    lines = unify_line_ends(text.removeprefix("\ufeff")).split("\n")
    head: dict[str, str] = {}
    first = 0
    while first < len(lines) and (found := _HEAD.match(lines[first])):
        head[found[1].lower()] = found[2].strip()
        first += 1
    mark = head.get("separator") or _guessed(lines[first] if first < len(lines) else "")
    separator = _SEPARATORS.get(mark.lower(), mark if len(mark) == 1 else "\t")
    names = [name.strip() for name in head["columns"].split(separator)[:_MOST_COLUMNS]] if head.get("columns") else []
    reader = _Reader(head, names)
    room = foreign.Room()
    for line, row, remark in _rows(lines[first:], separator):
        if isinstance(row, csv.Error):
            reader.lost.append(Loss(first + line, "", wordings.BROKEN_ROW, str(row), whole=True))
        elif not room.take(len(row)):
            reader.lost.append(Loss(first + line, "", wordings.TOO_MANY, foreign.MOST))
            break
        elif row and not remark:
            reader.take(row, first + line)
    return reader.reading()


def _rows(lines: Sequence[str], separator: str) -> Iterator[tuple[int, list[str] | csv.Error, bool]]:
    """The cells of each row, or what is wrong with it; the number of its last line, and whether it is a remark.

    No row keeps another from being read. A cell in quotes may begin with the mark of a remark, as ids of Anki do.
    """
    rows = csv.reader((f"{line}\n" for line in lines), delimiter=separator)
    while True:
        first = rows.line_num
        try:
            row: list[str] | csv.Error = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            row = error
        yield rows.line_num, row, lines[first].startswith("#")


def _guessed(line: str) -> str:
    """What parts the columns of a file that does not say it."""
    return next((mark for mark in ("\t", ";", ",") if mark in line), "\t")


class _Reader:
    def __init__(self, head: dict[str, str], names: Sequence[str]) -> None:
        self.questions: list[Written] = []
        self.lost: list[Loss] = []
        self._html = head.get("html", "true").lower() != "false"
        self._title = clean(head.get("deck", "")).rpartition("::")[2].strip()
        self._tags = tuple(head.get("tags", "").split())
        special = {
            key.removesuffix(" column"): int(place) - 1 for key, place in head.items() if _PLACE.fullmatch(place)
        }
        self._tags_at = special.get("tags", _place(names, "tags"))
        self._ours_at = _place(names, anki_out.OURS.lower())
        self._id_at = special.get("guid", _place(names, "id"))
        self._deck_at = special.get("deck", -1)
        skipped = {self._tags_at, self._ours_at, self._id_at, *special.values()}
        named = [place for place in range(len(names)) if place not in skipped]
        front = _place(names, "front")
        unnamed = (place for place in itertools.count() if place not in skipped)
        self._front = front if front >= 0 else named[0] if named else next(unnamed)
        back = _place(names, "back")
        others = [back] * (back >= 0) + [place for place in named if place not in {self._front, back}] or [
            next(unnamed)
        ]
        self._back = others[0]
        unread = [names[place] for place in others[1:] if place < len(names)]
        unread += special.keys() - {"tags", "guid", "deck", "notetype"}
        self.lost += [Loss(0, "", wordings.COLUMN, name) for name in unread]
        self._decks: list[str] = []

    def reading(self) -> Reading:
        """What was read: each question in the section of its deck; what all decks begin with is the title."""
        paths = [[part.strip() for part in deck.split("::")] for deck in self._decks]
        shared = len({path[0] for path in paths}) == 1
        sections = [escaped(" / ".join(part for part in path[shared:] if part)) for path in paths]
        questions = [
            question if question.section else replace(question, section=section)
            for question, section in zip(self.questions, sections, strict=True)
        ]
        return Reading(tuple(questions), tuple(self.lost), self._title or (paths[0][0] if shared else ""))

    def take(self, row: Sequence[str], line: int) -> None:
        """Read a note."""
        cells = dict(enumerate(row))
        question = _ours(cells.get(self._ours_at, ""), self._html, line) if self._ours_at >= 0 else None
        question = question or self._asked(cells, line)
        if question is not None:
            self.questions.append(question)
            self._decks.append(clean(cells.get(self._deck_at, "")))

    def _asked(self, cells: Mapping[int, str], line: int) -> Written | None:
        front, back = (self._silent(cells.get(place, ""), line) for place in (self._front, self._back))
        form = "html" if self._html else "plain"
        name = shortened(words(form, front))
        answered = self._cloze(front, back, line, name) if _DELETION.search(front) else None
        if answered is None and _DELETION.search(front):
            many = front.count("}}") > MOST_GAPS
            what = (wordings.TOO_MANY_GAPS, str(MOST_GAPS)) if many else (wordings.NOT_RIGHT, "")
            self.lost.append(Loss(line, name, *what, whole=True))
            return None
        if answered is None and not (front.strip() and back.strip()):
            self.lost.append(Loss(line, name, wordings.FEW_COLUMNS, whole=True))
            return None
        if answered is None:
            answered = self._card(front, back, line, name)
        label, stem, body = told(str(answered.pop("text")), label=f"Q{len(self.questions) + 1}")
        tags = dict.fromkeys((*self._tags, *(cells.get(self._tags_at, "").split() if self._tags_at >= 0 else ())))
        return Written(
            id=clean(cells.get(self._id_at, "")) if self._id_at >= 0 else "",
            label=label,
            stem=stem,
            body=body,
            tags=tuple(tags),
            line=line,
            **answered,  # type: ignore[arg-type] # by the names of its fields
        )

    def _silent(self, cell: str, line: int) -> str:
        """A cell without its sounds."""
        for found in _SOUND.finditer(cell):
            self.lost.append(Loss(line, "", wordings.SOUND, clean(found[1])))
        return _SOUND.sub("", cell)

    def _own(self, text: str, line: int, name: str) -> str:
        source, gone = own("html" if self._html else "plain", text)
        self.lost += [Loss(line, name, what, detail) for what, detail in gone]
        return source

    def _card(self, front: str, back: str, line: int, name: str) -> dict[str, object]:
        """A note with two sides: what may be typed is asked so, anything longer is a model answer."""
        answer = words("html" if self._html else "plain", back)
        source = gap_text.typed_words(answer)
        gap = gap_text.gap_of([source]) if source and len(answer) <= _LONGEST_BACK else None
        return {
            "text": self._own(front, line, name),
            "type": gap_text.type_of(gap) if gap else Type.REFLECTION,
            "gaps": (gap,) if gap else (),
            "explanation": "" if gap else self._own(back, line, name),
        }

    def _cloze(self, text: str, extra: str, line: int, name: str) -> dict[str, object] | None:
        """A note with deletions, all of which are asked for at once: `{{c1::what is hidden::a hint}}`."""
        gaps: list[Gap] = []
        parts: list[str] = []
        for part in unmarked(text).split("}}"):
            if len(gaps) > MOST_GAPS:
                break
            opened = [found.span() for found in _DELETION.finditer(part)]
            if not opened:
                parts.append(part)
                continue
            hidden, _, hint = part[opened[-1][1] :].partition("::")
            gap = gap_text.gap_of([gap_text.typed_words(words("html" if self._html else "plain", hidden)) or ""])
            if gap is None:
                return None
            gaps.append(gap)
            if hint:
                self.lost.append(Loss(line, name, wordings.HINT_OF_GAP, shortened(clean(hint))))
            parts.append(f"{part[: opened[-1][0]]}{MARK.format(len(gaps))}")
        found = gapped(self._own("".join(parts), line, name), gaps)
        if found is None:
            return None
        told_after = [found.behind, self._own(extra, line, name)]
        if found.behind:
            self.lost.append(Loss(line, name, wordings.TEXT_BEHIND))
        explanation = "\n\n".join(part for part in told_after if part)
        said = {"text": found.before, "type": found.type, "passage": found.passage, "explanation": explanation}
        return {**said, "gaps": tuple(gaps)}


def _place(names: Sequence[str], sought: str) -> int:
    """The place of a column by its name, or -1."""
    return next((place for place, name in enumerate(names) if name.lower() == sought), -1)


def _ours(cell: str, html: bool, line: int) -> Written | None:
    """The question of a cell with our Markdown; None where it holds none, or more than one."""
    text = unescaped(cell.replace("<br>", "\n")) if html else cell
    document = read_document("note.md", text, repair_headings=True)
    quiz = read_quiz(SourceFile("note.md", text, ""), document, Course("n", "", ".", "en", (), (), (), (), 0.7, ""))
    found = [written(question) for question in quiz.questions if question.askable]
    return replace(found[0], line=line) if len(found) == len(quiz.questions) == 1 else None
