"""What a reader does besides turning pages: find words, look up a note, copy code, see the end of a long line."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from textual.widgets import Input

from lessons.clean import clean
from tests.tui.pilot import MONDAY, Performance, performance
from tui.app import Aim
from tui.screens.reader import ReaderScreen
from tui.screens.search import SearchScreen
from tui.themes import LIGHT
from tui.widgets.find_bar import FindField
from tui.widgets.lesson_reader import LessonReader
from tui.widgets.progress_line import ProgressLine

Snapshot = Callable[[str, str], None]

LESSON = """# Sourdough

Wild yeast lives in flour.[^wild] It wakes when water comes to it, and **sour**dough is born.

<details><summary>The numbers</summary>

A ＳＯＵＲ starter has a pH of about 3.8.

</details>

```python
def feed(starter, flour, water): return starter + flour + water  # the starter turns sour after some ten hours
```

| Word | 中文 |
|---|---|
| sour | 酸的 |

酸面团是**天然**酵母，发酵 很慢。

## Feeding

{filling}

```sh
echo "one\x1b]52;c;eA==\x07"
```

Done, says the [miller](https://example.org/sour).[^wild][^late]

[^wild]: They are on the *grain* itself.
[^late]: Not before noon.
""".replace("{filling}", "\n\n".join(f"Day {day}: flour and water, as on the day before it." for day in range(1, 15)))


@asynccontextmanager
async def lesson(folder: Path, text: str = LESSON, *, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Performance]:
    course = folder / "sourdough"
    course.mkdir(parents=True)
    (course / "course.md").write_text("# Sourdough course\n", encoding="utf-8")
    (course / "start.md").write_text(text, encoding="utf-8")
    async with performance(folder, library=course, aim=Aim(lesson="start"), size=size) as acting:
        assert isinstance(acting.app.screen, ReaderScreen)
        yield acting


def count_shown(acting: Performance) -> str:
    return acting.text().split("\n")[-2].split("  ")[-1].strip()


def texts(acting: Performance) -> list[str]:
    """The lines of the text, without the scroll bar and the pointer."""
    return [line[:78].strip("▸ ") for line in acting.text().split("\n")[2:-2]]


def here(acting: Performance) -> list[str]:
    return [line for line in acting.text().split("\n")[2:] if line.startswith("▸")]


async def test_words_are_found_with_an_input_method_on(tmp_path: Path, snapshot: Snapshot) -> None:
    async with lesson(tmp_path) as acting:
        await acting.press("、", *"sour", "down", "down")
        await acting.shown(snapshot, "reader-find")
        assert count_shown(acting) == "3 of 5"
        assert here(acting) == ["▸   A ＳＯＵＲ starter has a pH of about 3.8."]
        await acting.press("enter")
        assert isinstance(acting.app.focused, LessonReader)
        assert "turns sour" in here(acting)[0]  # the code has moved sideways
        await acting.press("enter")
        assert "酸的" in here(acting)[0]
        await acting.press("N", "shift+enter", "N")
        assert count_shown(acting) == "2 of 5"
        await acting.press("N", "N")
        assert count_shown(acting) == "5 of 5"
        place = texts(acting)
        await acting.press("escape")
        assert texts(acting)[: len(place)] == place
        assert here(acting) == []
        await acting.press("escape")
        assert not isinstance(acting.app.screen, ReaderScreen)


async def test_han_is_found_without_blanks_and_nothing_leads_back(tmp_path: Path) -> None:
    async with lesson(tmp_path) as acting:
        before = texts(acting)
        await acting.press("ctrl+f", *"天然酵母,发酵很")
        assert count_shown(acting) == "1 of 1"
        await acting.press("ctrl+u", *"zz")
        assert count_shown(acting) == "✗ not here"
        assert texts(acting)[:18] == before[:18]
        assert "Next match" not in acting.text()
        await acting.press("enter", "backspace", "backspace", "escape")
        assert isinstance(acting.app.focused, LessonReader)


async def test_tab_takes_the_words_to_the_search_of_everything(tmp_path: Path) -> None:
    async with lesson(tmp_path) as acting:
        await acting.press("ctrl+f", *"Day", "tab")
        assert isinstance(acting.app.screen, SearchScreen)
        assert isinstance(acting.app.focused, Input)
        assert acting.app.focused.value == "Day"


def reversed_text(acting: Performance) -> str:
    """What is marked as the match that was gone to."""
    reader = acting.app.screen.query_one(LessonReader)
    strips = [reader.render_line(y) for y in range(reader.size.height)]
    return "".join(part.text for strip in strips for part in strip if part.style and part.style.reverse)


async def test_matches_stay_marked_in_another_theme_size_and_language(tmp_path: Path) -> None:
    async with lesson(tmp_path) as acting:
        await acting.press("slash", *"day 9", "enter")
        assert reversed_text(acting) == "Day 9"
        acting.app.theme = LIGHT
        await acting.settle()
        assert reversed_text(acting) == "Day 9"
        await acting.pilot.resize_terminal(46, 18)
        await acting.settle()
        assert reversed_text(acting) == "Day 9"
        assert count_shown(acting) == "1 of 1"
        await acting.press("f2")
        assert reversed_text(acting) == "Day 9"
        await acting.press("f2", "slash")
        assert isinstance(acting.app.focused, FindField)
        await acting.press("escape")
        assert reversed_text(acting) == ""


async def test_a_long_lesson_is_searched_to_its_end(tmp_path: Path) -> None:
    text = "\n\n".join(f"Paragraph {number}." for number in range(900)) + "\n\nThe needle."
    async with lesson(tmp_path, text) as acting:
        await acting.press("slash", *"needle")
        assert count_shown(acting) == "1 of 1"
        assert here(acting) == ["▸ The needle."]


async def test_a_note_is_shown_over_the_text(tmp_path: Path) -> None:
    async with lesson(tmp_path) as acting:
        before = acting.text()
        await acting.press("o")
        assert "They are on the grain itself." in acting.text()
        await acting.press("escape")
        assert acting.text() == before
        await acting.press("end", "ctrl+o")
        assert [row in acting.text() for row in ("[1]  They are", "[2]  Not before noon.", "example.org")] == [True] * 3
        assert "Enter Show  Esc Close" in acting.text(), "what Enter does with a note, an address, a lesson"
        await acting.press("down", "down")
        assert "Enter Copy address  Esc Close" in acting.text()
        await acting.press("up", "enter")
        assert "Note 2" in acting.text()
        await acting.press("escape")
        assert "Links in view" in acting.text()
        await acting.press("escape", "home")
        line = next(row for row, line in enumerate(acting.text().split("\n")) if "[1]" in line)
        await acting.pilot.click(offset=(acting.text().split("\n")[line].index("[1]") + 1, line))
        await acting.settle()
        assert "Note 1" in acting.text()


async def test_an_address_is_listed_whole_however_long_and_hostile(tmp_path: Path, snapshot: Snapshot) -> None:
    far = "https://example.org/a/very/long/address/that/does/not/stand/in/one/line/of/the/list?of=links&in=view"
    hostile = "x:" + "[red]长\x1b]8;;" * 12
    text = f"# One\n\n[Far]({far}) and [bad]({hostile}) and [near](b.md)."
    async with lesson(tmp_path, text) as acting:
        await acting.press("o")
        await acting.shown(snapshot, "links")
        await acting.press("down", "down")
        listed = "".join(line.split("│")[1].strip() for line in acting.text().split("\n") if "│" in line)
        assert far in listed
        assert clean(hostile) in listed
        await acting.press("up", "y")
        assert acting.app.clipboard == clean(hostile)


async def test_code_is_copied_whole_and_harmless(tmp_path: Path) -> None:
    async with lesson(tmp_path, size=(80, 60)) as acting:
        await acting.press("ctrl+y")
        assert "python · 1 line" in acting.text()
        await acting.press("2")
        assert acting.app.clipboard == 'echo "one<U+001B>]52;c;eA==<U+0007>"'
        assert "Copied: sh · 1 line." in acting.notices()
    async with lesson(tmp_path / "again", size=(80, 18)) as acting:
        await acting.press("y")
        assert acting.app.clipboard.startswith("def feed(")
        assert acting.app.clipboard.endswith("ten hours")
        await acting.pilot.mouse_down(offset=(2, 6))
        await acting.pilot.hover(offset=(12, 6))
        await acting.pilot.mouse_up(offset=(12, 6))
        await acting.press("y")
        assert acting.app.clipboard == "Wild yeast"


async def test_wide_code_moves_under_the_arrows_and_no_further_than_it_goes(tmp_path: Path) -> None:
    async with lesson(tmp_path) as acting:
        for _ in range(6):
            await acting.press("right")
        assert "‹ " in acting.text()
        assert "after some ten hours\n" in acting.text()
        await acting.press(*["left"] * 6)
        assert "  def feed(" in acting.text()
        assert "‹" not in acting.text()
        assert acting.text().count("›") == 2  # in the top bar, and where the code goes on


async def test_many_headings_are_chosen_from_where_one_is_in_a_narrow_window(tmp_path: Path) -> None:
    text = "# All of it\n\n" + "\n\n".join(f"## Part {part}\n\nSome words." for part in range(1, 1667))
    async with lesson(tmp_path, text, size=(60, 16)) as acting:
        await acting.press("end", "b", "b", "t")
        screen = acting.app.screen
        assert isinstance(screen, ReaderScreen)
        assert screen.contents.cursor == screen.reader.section > 1600
        here = f"Part {screen.reader.section}"
        assert any(here in line and "▸" in line for line in acting.text().split("\n"))
        await acting.press("up", "up", "enter")
        assert f"Part {int(here[5:]) - 2}" in acting.text()
        assert screen.reader.has_focus


async def test_the_time_of_who_only_reads_is_recorded_every_five_minutes(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(lesson="01")) as acting:
        kept: list[int] = []
        for minute in range(11):
            acting.clock.at += timedelta(minutes=1)
            await acting.press("j" if minute % 2 else "k")
            await acting.app.workers.wait_for_complete()
            kept.append(sum(acting.study.me().seconds.values()) // 60)
        assert kept == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]


async def test_the_header_says_where_one_is_in_a_lesson_that_was_read_before(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(lesson="01"), size=(80, 12)) as acting:
        await acting.press("end")
        assert "at the end  100%" in acting.text()
        await acting.press("escape")
    async with performance(tmp_path, aim=Aim(lesson="01"), at=MONDAY + timedelta(days=1), size=(80, 12)) as acting:
        await acting.press("home", "space", "escape")
    async with performance(tmp_path, aim=Aim(lesson="01"), at=MONDAY + timedelta(days=2), size=(80, 12)) as acting:
        top = acting.text().split("\n")[0]
        assert "min left" in top
        assert "100%" not in top
        assert acting.app.screen.query_one(ProgressLine).share == 1.0, "what was read stays read"
        await acting.press("end")
        assert "at the end  100%" in acting.text()


FOLDS = """# Starter

<details><summary>Before</summary>

Hidden.

</details>

A needle in between.

<details><summary>Behind</summary>

Hidden too.

</details>
"""


async def test_tab_goes_on_from_the_match_that_was_gone_to(tmp_path: Path) -> None:
    def pointed(acting: Performance) -> str:
        reader = acting.app.screen.query_one(LessonReader)
        assert reader._palette
        cursor = reader._palette.cursor.bgcolor
        strips = [reader.render_line(y) for y in range(reader.size.height)]
        lines = [strip for strip in strips if any(part.style and part.style.bgcolor == cursor for part in strip)]
        assert all("▌" in strip.text.split("▸")[0] for strip in lines), "its place is seen without colours, too"
        return "".join(strip.text for strip in lines)

    async with lesson(tmp_path, FOLDS) as acting:
        await acting.press("slash", *"needle", "enter", "tab")
        assert "Behind" in pointed(acting)
        assert "  n Next match" in acting.text().splitlines()[-1]
        await acting.press("shift+tab")
        assert "Before" in pointed(acting)
        await acting.press("slash", "enter", "shift+tab")
        assert "Before" in pointed(acting)
        await acting.press("n")
        assert here(acting) == ["▸ A needle in between."]
