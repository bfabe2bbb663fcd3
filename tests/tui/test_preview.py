"""The trainer's live view: the text follows the file, the place is kept, each problem is one key away."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from lessons.shelf import digest_of
from tests.tui.still import settled
from tui.preview import PreviewApp
from tui.screens.preview import PreviewScreen

Snapshot = Callable[[str, str], None]
SECONDS = 120
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SECTIONS = "".join(
    f"## Part {number}\n\nWhat part {number} is about, in one sentence.\n\n> [!NOTE]\n> Note {number}.\n\n"
    for number in range(1, 31)
)
LESSON = f"""---
title: Pumps
id: pumps
quizz: pumps
---

# Pumps

Water comes first, and power second. See [gauges](gauges.md).

> [!DANGER] Dry
> Never run it dry.

{SECTIONS}"""
QUIZ = """---
title: Pumps
id: pumps-quiz
shuffle: [options]
---

### The casing is vented, and bubbles still come. What now? {#bubbles}

> [!TIP]
> What lets air in?

- [ ] Start the motor
  > Air is what the pump cannot move.
- [x] Look at the suction valve
- [ ] Close the vent

Bubbles that do not end mean that air is still coming in.

### Which gauge? {#gauge}

- [ ] Left
- [ ] Right
"""


@dataclass
class Live:
    """The preview of one file, and the file."""

    app: PreviewApp
    pilot: Pilot[None]
    file: Path

    @property
    def screen(self) -> PreviewScreen:
        assert isinstance(self.app.screen, PreviewScreen)
        return self.app.screen

    def text(self) -> str:
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())

    async def wait_until(self, condition: Callable[[], bool]) -> None:
        """Wait until this holds for what is on the screen."""
        async with asyncio.timeout(SECONDS):
            while not condition():
                await asyncio.sleep(0.01)
                await self.pilot.pause()

    async def wait_for(self, *words: str) -> None:
        await self.wait_until(lambda: all(word in self.text() for word in words))

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await settled(self.pilot)

    async def save(self, text: str) -> None:
        """Save as an editor does, by renaming, and wait until it is shown: the file may be read before that, too."""
        beside = self.file.with_suffix(".new")
        beside.write_text(text, encoding="utf-8")
        beside.replace(self.file)
        saved = digest_of(self.file.parent, self.file.name)
        await self.wait_until(lambda: self.screen._proof is not None and self.screen._proof.digest == saved)
        await settled(self.pilot)


@asynccontextmanager
async def live(
    folder: Path,
    text: str,
    *,
    part: str = "lessons",
    size: tuple[int, int] = (120, 40),
    environment: dict[str, str] | None = None,
) -> AsyncIterator[Live]:
    (folder / part).mkdir(parents=True)
    (folder / "course.md").write_text("---\ntitle: Pump room\nid: pump-room\n---\n", encoding="utf-8")
    file = folder / part / "pumps.md"
    file.write_text(text, encoding="utf-8")
    app = PreviewApp(file, now=lambda: NOON, environment=environment or {})
    async with app.run_test(size=size, notifications=True) as pilot:
        acting = Live(app, pilot, file)
        await acting.wait_until(lambda: isinstance(app.screen, PreviewScreen) and app.screen._proof is not None)
        await settled(pilot)
        yield acting


def row_of(text: str, words: str) -> int:
    return next(row for row, line in enumerate(text.split("\n")) if words in line)


async def test_a_lesson_with_its_problems_beside_it(tmp_path: Path, snapshot: Snapshot) -> None:
    async with live(tmp_path, LESSON) as acting:
        await acting.press("n", "n", "n")
        snapshot(acting.text(), "preview-lesson")


async def test_a_quiz_shows_what_is_right_and_all_that_members_see_later(tmp_path: Path, snapshot: Snapshot) -> None:
    async with live(tmp_path, QUIZ, part="quizzes") as acting:
        snapshot(acting.text(), "preview-quiz")


async def test_in_a_narrow_window_the_problems_are_behind_a_key(tmp_path: Path, snapshot: Snapshot) -> None:
    async with live(tmp_path, LESSON, size=(80, 24)) as acting:
        assert "E-dead-link" not in acting.text()
        assert "✗ 1  ! 2" in acting.text().split("\n")[0]
        await acting.press("n", "n")
        snapshot(acting.text(), "preview-narrow")
        await acting.press("escape")
        assert "E-dead-link" not in acting.text()
        await acting.press("p")
        assert "E-dead-link" in acting.text()


async def test_a_problem_at_the_end_stays_in_view_when_the_list_takes_its_rows(tmp_path: Path) -> None:
    at_the_end = f"# Pumps\n\n{SECTIONS}See [gauges](gauges.md).\n\n" + "Line.\n\n" * 6
    async with live(tmp_path, at_the_end, size=(80, 24)) as acting:
        await acting.press("end")
        assert "E-dead-link" not in acting.text()
        await acting.press("n")
        assert "E-dead-link" in acting.text()
        assert "▌See gauges" in acting.text()


async def test_the_scroll_bar_of_the_problems_stands_right_however_fast_the_keys_are(
    tmp_path: Path, snapshot: Snapshot
) -> None:
    async with live(tmp_path, LESSON, size=(80, 24)) as acting:
        acting.screen.action_problem(1)
        acting.screen.action_problem(1)  # before the list has a size
        await settled(acting.pilot)
        snapshot(acting.text(), "preview-narrow")


async def test_every_save_is_shown_and_problems_that_are_mended_go(tmp_path: Path) -> None:
    async with live(tmp_path, LESSON) as acting:
        await acting.save(LESSON.replace("[!DANGER] Dry", "[!CAUTION] Dry run").replace("quizz: pumps\n", ""))
        await acting.wait_for("✗ Dry run", "✗ 1")
        assert "W-unknown-callout" not in acting.text()
        await acting.save("# Pumps\n\nAll is well.\n")
        await acting.wait_for("All is well.", "✓ Nothing to mend.")


async def test_what_is_on_the_screen_stays_where_it_is_whatever_is_saved_around_it(tmp_path: Path) -> None:
    async with live(tmp_path, LESSON) as acting:
        await acting.press("space", "space")
        before = acting.text()
        at = row_of(before, "Part 11")
        await acting.save(LESSON.replace("# Pumps\n", "# Pumps\n\nA new paragraph.\n\nAnother one.\n"))
        assert row_of(acting.text(), "Part 11") == at
        await acting.save(LESSON.replace("## Part 11\n", "## Part 11\n\nMore about it.\n"))
        await acting.wait_for("More about it.")
        assert row_of(acting.text(), "Part 11") == at


async def test_the_place_is_kept_where_the_topmost_text_is_edited_and_where_all_of_it_was_away(tmp_path: Path) -> None:
    async with live(tmp_path, LESSON) as acting:
        await acting.press("space", "space")
        at = row_of(acting.text(), "Part 12")
        first = acting.text().split("\n")[2][:60].strip()
        top = next(line for line in LESSON.split("\n") if line and first.lstrip("▌ ").startswith(line.lstrip("># ")))
        await acting.save(LESSON.replace(top, top + " edited"))
        assert row_of(acting.text(), "Part 12") == at
        await acting.save("")
        assert "Part" not in acting.text()
        await acting.save(LESSON)
        assert row_of(acting.text(), "Part 12") == at


async def test_a_shorter_text_is_shown_to_its_end(tmp_path: Path) -> None:
    async with live(tmp_path, LESSON) as acting:
        await acting.press("end")
        await acting.save("# Pumps\n\nShort.\n")
        assert "Short." in acting.text()


async def test_a_file_that_is_away_is_said_and_its_last_text_stays(tmp_path: Path) -> None:
    async with live(tmp_path, LESSON) as acting:
        away = acting.file.with_suffix(".away")
        acting.file.rename(away)
        await acting.wait_for("! The file cannot be read: no such file or directory.", "Water comes first")
        away.rename(acting.file)
        await acting.wait_until(lambda: "cannot be read" not in acting.text())
        await acting.save("# Back\n")
        await acting.wait_for("Back")


async def test_a_change_elsewhere_in_the_course_is_heard_of(tmp_path: Path) -> None:
    async with live(tmp_path, LESSON) as acting:
        await acting.wait_for("E-dead-link")
        (acting.file.parent / "gauges.md").write_text("# Gauges\n", encoding="utf-8")
        await acting.wait_until(lambda: "E-dead-link" not in acting.text())


async def test_problems_are_gone_through_in_both_directions_and_round(tmp_path: Path) -> None:
    async with live(tmp_path, LESSON + "\n[x](gone.md)\n") as acting:
        seen = []
        for key in ("n", "n", "n", "n", "n", "N"):
            await acting.press(key)
            problem = acting.screen.problems.problem
            assert problem is not None
            seen.append(problem.line)
        end = LESSON.count("\n") + 2
        assert seen == [4, 9, 11, end, 4, end]
        assert any(line.startswith("✗▌x") for line in acting.text().split("\n"))


async def test_the_current_problem_stays_current_when_its_line_moves(tmp_path: Path) -> None:
    async with live(tmp_path, LESSON) as acting:
        await acting.press("n", "n")
        await acting.save(LESSON.replace("# Pumps\n", "# Pumps\n\nNew.\n"))
        problem = acting.screen.problems.problem
        assert problem is not None
        assert (problem.code, problem.line) == ("E-dead-link", 11)


async def test_the_list_is_walked_and_clicked_and_the_text_follows(tmp_path: Path) -> None:
    async with live(tmp_path, LESSON) as acting:
        await acting.press("p", "p", "end")
        assert acting.screen.problems.problem == acting.screen._proof.problems[-1] if acting.screen._proof else False
        await acting.press("home", "enter")
        assert acting.app.focused is acting.screen.text
        row = row_of(acting.text(), "W-unknown-callout")
        await acting.pilot.click(offset=(100, row))
        await settled(acting.pilot)
        problem = acting.screen.problems.problem
        assert problem is not None
        assert problem.code == "W-unknown-callout"


async def test_contents_lead_to_a_section(tmp_path: Path) -> None:
    async with live(tmp_path, LESSON, size=(80, 24)) as acting:
        await acting.press("t", "end", "enter")
        assert "Part 30" in acting.text()
        assert acting.app.focused is acting.screen.text


async def test_the_links_in_view_are_shown_with_their_addresses(tmp_path: Path) -> None:
    async with live(tmp_path, LESSON) as acting:
        await acting.press("o")
        await acting.wait_for("Links in view", "gauges.md")
        await acting.press("escape")
        assert isinstance(acting.app.screen, PreviewScreen)


async def test_a_file_that_cannot_be_read_from_the_first_is_said_and_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "lesson.md"
    file.write_bytes(b"#" * (2 * 1024 * 1024 + 1))
    app = PreviewApp(file, now=lambda: NOON, environment={})
    async with app.run_test(size=(100, 20)) as pilot:
        acting = Live(app, pilot, file)
        await acting.wait_for("at most 2097152 are read. It is shown as soon as it can be read.")
        await acting.save("# Shorter\n")
        await acting.wait_for("Shorter", "✓")


async def test_without_an_editor_one_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    async with live(tmp_path, LESSON) as acting:
        await acting.press("e")
        await acting.wait_for("Set EDITOR")


async def test_the_editor_goes_to_the_problem_in_view_else_to_the_text_in_view(tmp_path: Path) -> None:
    async with live(tmp_path, LESSON) as acting:
        assert acting.screen._place() == (7, 1)
        await acting.press("n", "n")
        assert acting.screen._place() == (9, 51)
        await acting.press("end")
        line, column = acting.screen._place()
        assert column == 1
        assert line > 100
        assert LESSON.split("\n")[line - 1].strip()


async def test_a_theme_changes_all_of_it(tmp_path: Path) -> None:
    async with live(tmp_path, LESSON) as acting:
        before = acting.app.theme
        await acting.press("f3")
        assert acting.app.theme != before
        await acting.wait_for("Pumps")


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (119, 30), (120, 40), (200, 50)])
@pytest.mark.parametrize("text", [LESSON, QUIZ, "", "---\nbroken: [\n---\n# x\n"])
async def test_it_fits_at_every_size(tmp_path: Path, size: tuple[int, int], text: str) -> None:
    async with live(tmp_path, text, size=size) as acting:
        for key in ("n", "p", "t", "end", "n"):
            await acting.press(key)
            lines = acting.text().split("\n")
            assert len(lines) == size[1]
            assert max(map(len, lines)) <= size[0]
            assert "Help" in lines[-1]


async def test_escape_leaves(tmp_path: Path) -> None:
    async with live(tmp_path, LESSON) as acting:
        await acting.press("escape")
        await acting.wait_until(lambda: not acting.app.is_running)
