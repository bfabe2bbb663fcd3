"""Text of a lesson that is chosen by keys alone: line by line, to copy it or to write a note to it."""

from collections.abc import Callable
from pathlib import Path

from textual.widgets import TextArea

from tests.tui.pilot import performance
from tui.app import Aim
from tui.render.glyphs import UNICODE
from tui.screens.note_editor import NoteEditor
from tui.widgets.lesson_reader import LessonReader

Snapshot = Callable[[str, str], None]
LESSON = "# One\n\n" + "".join(f"Paragraph {number} says this. And it says that.\n\n" for number in range(30))
LINES = [f"Paragraph {number} says this. And it says that." for number in range(30)]


def library(folder: Path, text: str = LESSON) -> Path:
    (folder / "course" / "lessons").mkdir(parents=True)
    (folder / "course" / "course.md").write_text("---\ntitle: A course\nid: a-course\n---\n", encoding="utf-8")
    (folder / "course" / "lessons" / "01-one.md").write_text(text, encoding="utf-8")
    return folder / "course"


async def test_lines_are_chosen_by_arrows_and_copied(tmp_path: Path) -> None:
    async with performance(tmp_path, library=library(tmp_path), aim=Aim(lesson="01")) as acting:
        reader = acting.app.screen.query_one(LessonReader)
        await acting.press("v", "down")
        assert reader.chosen == LINES[0]
        bar = acting.text().split("\n")[-1]
        assert "Enter Copy" in bar
        assert "Shift+↓ Line more" in bar
        assert "Page" not in bar
        assert f"▌ {LINES[0]}" in acting.text()  # without colour too
        await acting.press("shift+down", "shift+down", "shift+up")
        assert reader.chosen.split("\n\n") == LINES[:2]
        await acting.press("enter")
        assert acting.app.clipboard.split("\n\n") == LINES[:2]
        assert not reader.choosing
        assert "▌ Paragraph" not in acting.text()


async def test_an_input_method_and_a_terminal_without_shifted_arrows_are_enough(tmp_path: Path) -> None:
    async with performance(tmp_path, library=library(tmp_path), aim=Aim(lesson="01")) as acting:
        reader = acting.app.screen.query_one(LessonReader)
        await acting.press("shift+down", "down", "space", *["down"] * 12)
        assert reader.chosen.split("\n\n") == LINES[:13]  # the text follows
        assert f"▌ {LINES[12]}" in acting.text()
        await acting.press("space")
        assert reader.chosen == LINES[12]
        await acting.press("escape")
        assert not reader.choosing
        assert acting.app.screen.query_one(LessonReader) is reader  # of the lesson nothing is left


async def test_a_note_begins_at_what_is_chosen(tmp_path: Path) -> None:
    async with performance(tmp_path, library=library(tmp_path), aim=Aim(lesson="01")) as acting:
        await acting.press("v", "down", "down", "down", "n")
        assert isinstance(acting.app.screen, NoteEditor)
        assert "Paragraph 2 says this." in acting.text().split("Keep")[0]
        await acting.press("x", "ctrl+s")
        assert [note.quote for note in acting.study.notes_to("a-course/lessons/01-one")] == ["Paragraph 2 says this."]


async def test_an_arrow_alone_leaves_what_shift_chose(tmp_path: Path) -> None:
    async with performance(tmp_path, library=library(tmp_path), aim=Aim(lesson="01")) as acting:
        reader = acting.app.screen.query_one(LessonReader)
        await acting.press("v", "down", "shift+down", "down")
        assert reader.chosen == LINES[2]
        assert [row for row in acting.text().split("\n") if row.startswith("▌")] == [f"▌ {LINES[2]}"]
        await acting.press("space", "shift+down", "down")  # but not what is held
        assert reader.chosen.split("\n\n") == LINES[2:5]


KINDS = """# One

A paragraph of more than one line: it goes on and on, until the first line of it is full, and then in a second one.

> [!NOTE] A title
> Its text.

| a | b |
|---|---|
| 一二 | 3 |

```python
answer = "a line of code that is far wider than the screen is, and of which the end is out of sight at 80 cells"

---
```

- 每个词元都去关注序列里的其他所有词元，因此计算量随长度平方增长。这是第二句，它也要换到下一行去，再写一些字。
- two
"""


async def test_every_line_that_says_something_is_chosen_once_and_code_as_it_is(tmp_path: Path) -> None:
    async with performance(tmp_path, library=library(tmp_path, KINDS), aim=Aim(lesson="01")) as acting:
        reader = acting.app.screen.query_one(LessonReader)
        await acting.press("v")
        found = [reader.chosen]
        for _line in range(40):
            await acting.press("down")
            if reader.chosen == found[-1]:
                break
            found.append(reader.chosen)
            rows = [row for row in acting.text().split("\n")[2:] if row.startswith("▌")]
            assert len(rows) == 1
        words = [" ".join(one.split()) for one in found]
        assert words[0] == "One"
        assert " ".join(words[1:3]) == KINDS.split("\n")[2]
        assert words[3:5] == ["i A title", "Its text."]
        assert words[5:7] == ["a │ b", "一二 │ 3"]
        assert found[7:9] == [KINDS.split("\n")[12], "---"]
        assert "".join(words[9:11]).endswith("再写一些字。")
        assert words[11:] == ["two"] or words[11:] == ["▪ two"]


async def test_what_is_chosen_is_marked_as_wide_as_the_text(tmp_path: Path) -> None:
    async with performance(tmp_path, library=library(tmp_path, KINDS), aim=Aim(lesson="01")) as acting:
        reader = acting.app.screen.query_one(LessonReader)
        await acting.press("end", "v", "space", *["down"] * 30)
        await acting.press("home")
        colours = reader._palette
        assert colours
        left, width = reader.column
        marked = set()
        for y in range(reader.size.height):
            at, cells = 0, []
            for segment in reader.render_line(y):
                back = segment.style.bgcolor if segment.style else None
                cells += [back == colours.selection.bgcolor] * segment.cell_length
                at += segment.cell_length
            if any(cells):
                marked.add((cells.index(True), len(cells) - cells[::-1].index(True)))
        assert marked == {(left, left + width)}


LONG = "# One\n\n" + " ".join(f"Sentence {number} of a long paragraph says this." for number in range(60))


async def test_a_note_goes_to_what_is_chosen_of_a_paragraph_that_began_above_the_screen(tmp_path: Path) -> None:
    lesson = "a-course/lessons/01-one"
    text = f"{LONG}\n\n{LESSON[7:]}"
    async with performance(tmp_path, library=library(tmp_path, text), aim=Aim(lesson="01")) as acting:
        await acting.press("space", *["down"] * 6)
        assert LINES[0] in acting.text()  # others begin on the screen
        await acting.press("v", "down")
        chosen = acting.app.screen.query_one(LessonReader).chosen
        await acting.press("n")
        assert isinstance(acting.app.screen, NoteEditor)
        await acting.press("x", "ctrl+s")
        (note,) = acting.study.notes_to(lesson)
        number = int(note.quote.split()[1])
        assert note.quote == f"Sentence {number} of a long paragraph says this."
        assert f"Sentence {number} of" in chosen


async def test_a_note_and_a_bookmark_go_to_where_the_chosen_text_begins_also_above_the_screen(tmp_path: Path) -> None:
    lesson = "a-course/lessons/01-one"
    async with performance(tmp_path, library=library(tmp_path), aim=Aim(lesson="01")) as acting:
        await acting.press("v", "down", "down", "space", *["down"] * 25)
        assert LINES[1] not in acting.text()
        await acting.press("m", "n", "x", "ctrl+s")
        assert [note.quote for note in acting.study.notes_to(lesson)] == ["Paragraph 1 says this."]
        assert [one.quote for one in acting.study.bookmarks_in(lesson)] == ["Paragraph 1 says this."]


CODE = """# One

Before.

```markdown
---
title: Pump
    id: licence

type: quiz
---
```

Term
:   What it means.

After.[^1]

[^1]: At the end.

Last.
"""


async def test_a_note_quotes_the_chosen_lines_of_code_alone_and_as_lines(tmp_path: Path, snapshot: Snapshot) -> None:
    lesson = "a-course/lessons/01-one"
    async with performance(tmp_path, library=library(tmp_path, CODE), aim=Aim(lesson="01")) as acting:
        await acting.press("v", *["down"] * 3, "n", "x", "ctrl+s")
        await acting.press("v", *["down"] * 3, "space", "down", "down", "n")
        await acting.shown(snapshot, "note-code")
        editor = acting.app.screen
        assert isinstance(editor, NoteEditor)
        editor.area.text = "Two lines:\nthe second one."
        await acting.press("ctrl+s")
        quotes = ["title: Pump", "title: Pump\n    id: licence\n\ntype: quiz"]
        assert [note.quote for note in acting.study.notes_to(lesson)] == quotes
        await acting.press("v", *["down"] * 3, "space", "down", "down", "n")  # what is noted already is gone to
        assert acting.app.screen.query_one(TextArea).text == "Two lines:\nthe second one."
        await acting.press("escape")
        acting.app.show_notes(acting.study.notes_to(lesson)[1].id)
        await acting.settle()
        await acting.shown(snapshot, "notes-lines")


async def test_a_note_to_a_term_stands_at_it_and_passages_come_in_their_order(tmp_path: Path) -> None:
    lesson = "a-course/lessons/01-one"
    async with performance(tmp_path, library=library(tmp_path, CODE), aim=Aim(lesson="01"), size=(80, 30)) as acting:
        await acting.press("n")
        editor = acting.app.screen
        assert isinstance(editor, NoteEditor)
        quotes = [subject.quote for subject in editor._subjects]
        code = CODE.split("```")[1].removeprefix("markdown\n").rstrip()
        assert quotes == ["Before.", code, "Term", "What it means.", "After.", "Last.", "At the end."]
        await acting.press("ctrl+down", "ctrl+down", "x", "ctrl+s")
        (row,) = [row for row in acting.text().split("\n") if row.lstrip().startswith(UNICODE.note)]
        assert row.split() == [UNICODE.note, "Term"]
        (note,) = acting.study.notes_to(lesson)
        assert acting.app.screen.query_one(LessonReader).line_in_view(note) == 14
