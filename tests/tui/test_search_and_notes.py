"""Search from anywhere, letter by letter; notes written to a sentence, found again, deleted and brought back."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from store.errors import BusyError, StoreError
from store.notes import Note
from tests.shell import ran
from tests.tui.pilot import LIBRARY, Performance, performance
from tests.tui.test_reading import reversed_text
from tests.tui.test_review import QUIZ, miss_the_first
from tui.app import Aim
from tui.commands.passages import find_passage, quoted
from tui.screens.note_editor import NoteEditor
from tui.screens.notes import NotesScreen
from tui.screens.reader import ReaderScreen
from tui.screens.search import SearchScreen
from tui.screens.today import TodayScreen
from tui.study import Study
from tui.widgets.lesson_reader import LessonReader

Snapshot = Callable[[str, str], None]
BILINGUAL = Path(__file__).parents[1] / "fixtures" / "bilingual"


async def write(acting: Performance, text: str) -> None:
    """Write a note in the window that is open, and close it."""
    assert isinstance(acting.app.screen, NoteEditor)
    area = acting.app.screen.query_one(TextArea)
    area.text = text
    await acting.press("escape")


async def test_what_is_typed_is_found_and_opened_at_its_block(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("slash")
        assert isinstance(acting.app.screen, SearchScreen)
        await acting.shown(snapshot, "search-empty")
        await acting.press(*"team")
        assert "Nothing found." in acting.text(), "a word is found by its beginning alone"
        await acting.press(*["backspace"] * 4, *"stea")
        assert "found" in acting.text()
        await acting.press("m")
        await acting.shown(snapshot, "search")
        await acting.press("enter")
        assert isinstance(acting.app.screen, ReaderScreen)
        await acting.press("escape")
        assert isinstance(acting.app.screen, SearchScreen)
        assert "steam" in acting.text()
        await acting.press("escape")
        assert isinstance(acting.app.screen, TodayScreen)


async def test_what_was_found_is_marked_below_the_title_of_its_callout(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    long = "\n\n".join(f"Paragraph {number} says nothing." for number in range(30))
    callout = "> [!NOTE] Mind the valve\n>\n> Open it slowly.\n>\n> - The gasket of it leaks.\n"
    (library / "pump.md").write_text(f"# Pump\n\n{long}\n\n{callout}\n{long}\n", encoding="utf-8")
    async with performance(tmp_path, library=library) as acting:
        await acting.press("slash", *"leaks gasket")
        await acting.press("enter")
        screen = acting.app.screen
        assert isinstance(screen, ReaderScreen)
        shown = acting.text().split("\n")
        title = next(number for number, line in enumerate(shown) if "Mind the valve" in line)
        hit = next(number for number, line in enumerate(shown) if "The gasket of it leaks." in line)
        assert title < 5 <= hit
        assert screen.reader.matches == 2
        assert "1 of 2" in acting.text()
        assert reversed_text(acting) == "gasket"
        await acting.press("n")
        assert "2 of 2" in acting.text()
        assert reversed_text(acting) == "leaks", "of two words of one line each is marked in its turn"
        await acting.press("slash", "escape")
        assert screen.reader.matches == 0
        await acting.press("escape")
        assert isinstance(acting.app.screen, SearchScreen)


async def test_with_an_input_method_on_the_search_opens_and_takes_words(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=BILINGUAL) as acting:
        await acting.press("f2", "ideographic_comma")
        assert isinstance(acting.app.screen, SearchScreen)
        acting.app.screen.words.value = "泡茶"
        await acting.settle()
        snapshot(acting.text(), "search-zh")
        await acting.press("down", "enter")
        assert isinstance(acting.app.screen, ReaderScreen)


async def test_a_command_is_found_and_runs_where_one_was(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("ctrl+f", *"quit zz")
        assert "Nothing found." in acting.text()
        acting.app.screen.query_one("#search-words", Input).value = "notes"
        await acting.settle()
        await acting.press("enter")
        assert isinstance(acting.app.screen, NotesScreen)
        await acting.press("escape")
        assert isinstance(acting.app.screen, TodayScreen)


async def test_a_question_that_was_found_opens_where_it_is_read_up(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("slash")
        acting.app.screen.query_one("#search-words", Input).value = "hollow sound mean"
        await acting.settle()
        await acting.press("enter")
        assert isinstance(acting.app.screen, ReaderScreen)
        assert "Done?" in acting.text()


async def test_notes_are_exported_from_anywhere_as_the_command_tells_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: folder)
    async with performance(tmp_path, aim=Aim(lesson="01")) as acting:
        acting.app.export_notes()
        await acting.settle()
        assert acting.notices() == "There are no notes yet."
        assert not list(folder.iterdir())
        found = find_passage(quoted(acting.study, acting.study.find_lesson("01")), "", at="parts flour", section=None)
        key, code = acting.study.find_lesson("01").key, "one\n    two\n```"
        acting.study.note_passage(key, block=found.block, section=1, quote=code, text="Of *code*.")
        acting.study.set_bookmark(key, block=found.block, section=found.section, quote=found.words)
        await acting.press("ctrl+p", *"export")
        await acting.press("enter")
        acting.app.show_notes()
        await acting.settle()
        await acting.press("s")
        first, second = sorted(folder.iterdir(), key=lambda path: len(path.name))
        assert (first.name, second.name) == ("fivefold-notes.md", "fivefold-notes-2.md")
        assert str(second) in acting.notices()
        text = second.read_text(encoding="utf-8")
        assert "> ````\n> one\n>     two\n> ```\n> ````\n\nOf *code*." in text
        assert f"> {found.words}\n\n*Bookmark, " in text
        command = ("--library", LIBRARY, "--db", tmp_path / "study.db", "--member", "Xiaoming Li", "notes")
        assert first.read_text(encoding="utf-8") == text == ran(*command).stdout
        assert second.stat().st_mode & 0o777 == 0o600


async def test_a_note_is_written_to_a_sentence_and_leads_back_to_it(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, aim=Aim(lesson="01")) as acting:
        await acting.press("enter")  # what they cannot do now, they say
        assert "at the end of the lesson Enter goes on" in acting.notices()
        await acting.press("o")
        assert "No link, picture or footnote is in view." in acting.notices()
        await acting.press("n", "ctrl+down")
        await acting.shown(snapshot, "note")
        await write(acting, "One ratio: five to three.")
        assert "The note is kept." in acting.notices()
        await acting.press("n")
        screen = acting.app.screen
        assert isinstance(screen, NoteEditor)
        assert screen.area.text == "One ratio: five to three."
        assert acting.text().splitlines()[-1] == " Ctrl+S Keep  Ctrl+N New note  Ctrl+G Discard  Esc Keep and close"
        await acting.press("ctrl+n")
        assert (screen.area.text, screen._subjects[screen._at].text) == ("", "")
        assert acting.text().splitlines()[-1] == " Ctrl+S Keep  Ctrl+G Discard  Esc Keep and close"
        await acting.press("ctrl+up", "x", "ctrl+g")
        assert "What you wrote is discarded." in acting.notices()
        await acting.press("end", "escape", "n")
        assert isinstance(acting.app.screen, NotesScreen)
        await acting.shown(snapshot, "notes")
        await acting.press("e")
        await write(acting, "Five to three.")
        assert "Five to three." in acting.text()
        await acting.press("enter")
        assert isinstance(acting.app.screen, ReaderScreen)
        assert "Flour and water want" in acting.text()


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (120, 40)], ids=lambda size: "x".join(map(str, size)))
async def test_the_sentence_that_a_note_is_written_to_is_marked_and_left_in_view(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    def plain(text: str) -> str:
        """Without what is only drawn: blanks, and the lines of a table."""
        return re.sub(r"[\s│┼─]", "", text)

    def marked() -> str:
        """What is marked in the lesson."""
        reader = acting.app.screen_stack[-2].query_one(LessonReader)
        selection = reader.text_selection
        found = reader.get_selection(selection) if selection else None
        return plain(found[0]) if found else ""

    async with performance(tmp_path, aim=Aim(lesson="01"), size=size) as acting:
        await acting.press("n")
        screen = acting.app.screen
        assert isinstance(screen, NoteEditor)
        assert marked() == plain("Flour and water want time more than force.")
        assert "Flour and water want" in acting.text().split("Note, for you alone")[0], "the window stands below it"
        for number in range(1, len(screen._subjects)):
            await acting.press("ctrl+down")
            assert screen._at == number
            assert marked() == plain(screen._subjects[number].quote), "it goes along"
        assert acting.text().index("Note, for you alone") < 3 * size[0], "and the window above the last one"
        await acting.press("escape")
        assert not acting.app.screen.selections, "nothing is marked any more"


async def test_a_deleted_note_comes_back_with_its_sentence(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(lesson="01")) as acting:
        await acting.press("n")
        await write(acting, "mine")
        acting.app.show_notes()
        await acting.settle()
        await acting.press("d")
        assert "No notes yet." in acting.text()
        await acting.press("ctrl+z")
        (noted,) = acting.study.notes()
        assert (noted.note.text, noted.note.quote) == ("mine", "Flour and water want time more than force.")
        lesson = noted.lesson
        assert lesson is not None
        passage = find_passage(quoted(acting.study, lesson), lesson.title, at="more than force", section=None)
        note = noted.note
        assert (passage.block, passage.section, passage.words) == (note.block, note.section, note.quote), (
            "a note from the command line stands where one of the app does"
        )
        assert "mine" in acting.text()


async def test_a_note_that_cannot_be_deleted_is_not_called_deleted(tmp_path: Path) -> None:
    class Busy(Study):
        def delete_note(self, note: Note) -> bool:  # noqa: ARG002 - as it is called
            raise BusyError(path=self.database_file, pid=None)

    async with performance(tmp_path, verbs=Busy) as acting:
        lesson = acting.study.find_lesson("01").key
        acting.study.note_passage(lesson, block="dough-1", section=0, quote="Flour.", text="Weigh it.")
        acting.app.show_notes()
        await acting.settle()
        await acting.press("d")
        assert "The database is busy" in acting.notices()
        assert "deleted" not in acting.notices()
        assert "Weigh it." in acting.text()


async def test_what_another_window_wrote_to_a_note_is_kept_and_that_is_said(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(lesson="01")) as acting:
        said = "Another window wrote to this note meanwhile: what it says is kept too."
        await acting.press("n")
        await write(acting, "first")
        (noted,), seen = acting.study.notes(), "an hour's work"
        await acting.press("n")  # it is open here, as it was
        acting.clock.pass_days(1)
        assert not acting.study.rewrite_note(noted.note, seen)
        acting.clock.pass_days(1)
        assert said not in acting.notices()
        await write(acting, "first, with a comma")
        assert {one.note.text for one in acting.study.notes()} == {seen, "first, with a comma"}
        assert {one.note.quote for one in acting.study.notes()} == {noted.note.quote}
        assert said in acting.notices()
        acting.app.show_notes()
        await acting.settle()
        shown = {one.note.id: one.note for one in acting.study.notes()}[noted.note.id]
        acting.clock.pass_days(1)
        assert not acting.study.rewrite_note(shown, "longer")
        assert acting.study.delete_note(shown), "what it says now was not on the screen"
        acting.clock.pass_days(1)
        assert not acting.study.rewrite_note(shown, "longer"), "both wrote the same"
        assert {one.note.text for one in acting.study.notes()} == {seen, "longer"}


async def test_a_note_to_a_question_is_shown_with_its_answer(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await miss_the_first(acting)
        acting.clock.pass_days(1)
        acting.app.review()
        await acting.settle()
        await acting.press("e")
        await write(acting, "ask Mei\nand Bo")
        await acting.press("enter")
        assert "Your note" in acting.text()
        lines = [line.strip() for line in acting.text().split("\n")]
        assert lines.index("and Bo") == lines.index("ask Mei") + 1, "its lines stay as they were written"
        (noted,) = acting.study.notes()
        assert noted.note.question


async def test_a_bookmark_is_set_seen_gone_to_and_taken_away(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, aim=Aim(lesson="01")) as acting:
        await acting.press("space", "m", "n")
        await write(acting, "mine")
        await acting.shown(snapshot, "reader-signs")
        (kept,) = acting.study.bookmarks()
        (noted,) = acting.study.notes()
        await acting.press("escape", "n")
        assert isinstance(acting.app.screen, NotesScreen)
        await acting.shown(snapshot, "bookmarks")
        await acting.press("up", "enter")
        assert isinstance(acting.app.screen, ReaderScreen)
        first = acting.app.screen.reader.passage_here()
        assert first
        assert (first.block, first.words) == (kept.bookmark.block, kept.bookmark.quote)
        await acting.press("m")
        assert "The bookmark is taken away." in acting.notices()
        assert not acting.study.bookmarks()
        await acting.press("escape", "u")
        assert [one.bookmark.quote for one in acting.study.bookmarks()] == [kept.bookmark.quote]
        await acting.press("d", "d")
        assert "No notes yet." in acting.text()
        assert noted.note.block == kept.bookmark.block


async def test_a_click_on_the_sign_of_a_note_opens_it_and_ascii_has_signs_too(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(lesson="01")) as acting:
        await acting.press("n", "ctrl+down")
        await write(acting, "mine")
        acting.app.look(theme="dark", glyphs="ascii", motion="none")
        await acting.press("m")
        screen = acting.app.screen
        assert isinstance(screen, ReaderScreen)
        rows = acting.text().split("\n")
        assert sum(row.startswith("#") for row in rows) == 1
        (row,) = (number for number, row in enumerate(rows) if row.startswith("*"))
        await acting.pilot.click(offset=(0, row))
        await acting.settle()
        assert isinstance(acting.app.screen, NoteEditor)
        assert acting.app.screen.area.text == "mine"


async def test_a_note_whose_sentence_was_edited_is_still_there(tmp_path: Path) -> None:
    shutil.copytree(LIBRARY, tmp_path / "library")
    async with performance(tmp_path, library=tmp_path / "library", aim=Aim(lesson="01")) as acting:
        await acting.press("n")
        await write(acting, "mine")
        (noted,) = acting.study.notes()
    path = tmp_path / "library" / "bread" / "lessons" / "01-dough.md"
    text = path.read_text(encoding="utf-8").replace("more than force", "and patience")
    assert noted.note.quote not in " ".join(text.split())
    path.write_text(text, encoding="utf-8")
    async with performance(tmp_path, library=tmp_path / "library", aim=Aim(lesson="01")) as acting:
        assert isinstance(acting.app.screen, ReaderScreen)
        assert any(row.startswith("✎") for row in acting.text().split("\n"))
        await acting.press("n")
        assert isinstance(acting.app.screen, NoteEditor)
        assert acting.app.screen.area.text == "mine"
        await write(acting, "still mine")
        assert [one.note.text for one in acting.study.notes()] == ["still mine"]


async def test_a_note_that_was_being_written_when_the_app_was_killed_is_there_again(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(lesson="01")) as acting:
        await acting.press("n", "ctrl+down")
        assert isinstance(acting.app.screen, NoteEditor)
        acting.app.screen.area.text = "Half a thou"
        acting.app.screen._keep_drafts()  # as the timer does
    async with performance(tmp_path, aim=Aim(lesson="01")) as acting:
        await acting.press("n")
        assert isinstance(acting.app.screen, NoteEditor)
        assert acting.app.screen.area.text == "Half a thou"
        assert "is here again" in acting.notices()
        await acting.press("escape")
        assert [one.note.text for one in acting.study.notes()] == ["Half a thou"]
        assert acting.study.drafts() == {}


async def test_a_note_that_is_being_written_is_kept_when_the_app_is_quit(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(lesson="01")) as acting:
        await acting.press("n", *"half", "ctrl+q")
        assert [noted.note.text for noted in acting.study.notes()] == ["half"]
        assert acting.study.drafts() == {}


async def test_a_note_that_cannot_be_kept_is_said_before_the_app_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise StoreError

    async with performance(tmp_path, aim=Aim(lesson="01")) as acting:
        await acting.press("n", *"half")
        with monkeypatch.context() as broken:
            broken.setattr(acting.study, "note_passage", refuse)
            await acting.press("ctrl+q")
        assert "The data cannot be used." in acting.notices()
        await acting.press("escape")
        assert [noted.note.text for noted in acting.study.notes()] == ["half"]
