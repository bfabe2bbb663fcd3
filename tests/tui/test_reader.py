"""The reader and the widgets around it, on a bare stage."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from textual.app import App
from textual.containers import Vertical
from textual.geometry import Offset
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from lessons.document import read_document
from tui.render.places import Place
from tui.themes import DARK, LIGHT, THEMES, variable_defaults
from tui.widgets.contents import Contents
from tui.widgets.passage import Passage
from tui.widgets.progress_line import ProgressLine
from tui.widgets.reader import Reader

PARAGRAPH = (
    "Paragraph {number} is about bread, and it is long enough to fill more than one line on a terminal of eighty "
    "columns, so that another width gives it another height."
)
LESSON = "# Bread\n\n" + "\n\n".join(
    f"## Part {part}\n\n" + "\n\n".join(PARAGRAPH.format(number=part * 10 + number) for number in range(8))
    for part in range(1, 5)
)


class Stage(App[None]):
    """Some widgets and nothing else."""

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self._shown = widgets
        self.heard: list[Message] = []
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return variable_defaults(self.current_theme)

    def compose(self) -> Iterable[Widget]:
        yield from self._shown

    @property
    def text(self) -> list[str]:
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]

    def on_reader_moved(self, message: Reader.Moved) -> None:
        self.heard.append(message)

    def on_contents_chosen(self, message: Contents.Chosen) -> None:
        self.heard.append(message)

    def on_contents_pointed(self, message: Contents.Pointed) -> None:
        self.heard.append(message)


@dataclass
class Reading:
    app: Stage
    pilot: Pilot[None]
    reader: Reader = field(init=False)

    def __post_init__(self) -> None:
        self.reader = self.app.query_one(Reader)

    def show(self, text: str, place: Place | None = None, lang: str = "en") -> None:
        self.reader.show(read_document("lesson.md", text), lang, place)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    @property
    def moved(self) -> Reader.Moved:
        return [message for message in self.app.heard if isinstance(message, Reader.Moved)][-1]

    @property
    def text(self) -> list[str]:
        """The rows, without the scroll bar."""
        return [line[:78].rstrip() for line in self.app.text]


@asynccontextmanager
async def reading(text: str = LESSON, *, size: tuple[int, int] = (80, 24), lang: str = "en") -> AsyncIterator[Reading]:
    app = Stage(Reader())
    async with app.run_test(size=size) as pilot:
        stage = Reading(app, pilot)
        stage.reader.focus()
        stage.show(text, lang=lang)
        await pilot.pause()
        yield stage


async def test_a_page_keeps_two_lines_of_the_last_one() -> None:
    async with reading() as stage:
        assert stage.text[1:3] == ["  Bread", "  ━━━━━"]
        last = stage.text[-2:]
        await stage.press("space")
        assert stage.text[:2] == last
        await stage.press("b")
        assert stage.text[1] == "  Bread"


@pytest.mark.parametrize("width", [44, 60, 100])
async def test_how_much_is_read_is_the_same_at_every_width_and_never_falls(width: int) -> None:
    async with reading() as stage:
        await stage.press("space", "space", "space")
        place, share = stage.moved.place, stage.moved.share
        assert 0.2 < share < 0.8
    async with reading(size=(width, 24)) as stage:
        stage.show(LESSON, place)
        await stage.pilot.pause()
        assert abs(stage.moved.share - share) < 0.01
        stage.reader.show(read_document("lesson.md", LESSON), "en", place, read=share + 0.02)
        await stage.pilot.pause()
        assert stage.moved.share == share + 0.02
        await stage.press("up", "up", "up", "up", "up", "up")
        assert stage.moved.share < share


async def test_every_line_comes_once_and_the_end_is_told_once() -> None:
    async with reading() as stage:
        seen = list(stage.text)
        while not stage.reader.at_end:
            await stage.press("down")
            seen.append(stage.text[-1])
        await stage.press("up", "end", "down")
        assert [line for line in seen if "Paragraph" in line] == [
            line for number in range(10, 50) for line in seen if f"Paragraph {number} " in line
        ]
        assert sum("Paragraph" in line for line in seen) == 32
        assert stage.reader.at_end
        assert stage.moved.share == 1.0
        assert stage.text[-2].endswith("height.")


async def test_a_lesson_of_one_screen_is_at_its_end_at_once() -> None:
    async with reading("# Short\n\nOne line.") as stage:
        assert stage.reader.at_end
        assert stage.reader.share == 1.0
        assert {key.binding.id for key in stage.app.screen.active_bindings.values() if key.enabled} & {
            "reading.page_down", "reading.page_up", "reading.end", "reading.next_section",
        } == set()  # fmt: skip


async def test_keys_that_would_do_nothing_are_not_on_offer() -> None:
    def offered(stage: Reading) -> set[str | None]:
        return {key.binding.id for key in stage.app.screen.active_bindings.values() if key.node is stage.reader}

    async with reading() as stage:
        assert "reading.page_down" in offered(stage)
        assert "reading.page_up" not in offered(stage)
        await stage.press("end")
        assert "reading.page_down" not in offered(stage)
        assert "reading.page_up" in offered(stage)


async def test_sections_are_found_by_keys_that_a_chinese_input_method_lets_through() -> None:
    async with reading() as stage:
        await stage.press("】", "]")
        assert "Part 2" in stage.text[1]
        assert stage.moved.section == 2
        await stage.press("down", "【")
        assert "Part 2" in stage.text[1]
        await stage.press("[")
        assert "Part 1" in stage.text[1]
        stage.reader.goto_section(4)
        await stage.pilot.pause()
        assert any("Part 4" in line for line in stage.text)
        assert [section.title for section in stage.reader.sections] == ["Bread", "Part 1", "Part 2", "Part 3", "Part 4"]


async def test_the_place_is_kept_when_the_lesson_is_edited_elsewhere() -> None:
    async with reading() as stage:
        await stage.press("]", "]", "space", "down")
        before, place = stage.text, stage.moved.place
        edited = LESSON.replace("Paragraph 10 is", "Paragraph 10 was, some time ago and far from here,")
        stage.show("A new first paragraph.\n\n" + edited, place)
        await stage.pilot.pause()
        assert stage.text == before


async def test_the_place_is_kept_when_the_terminal_changes_its_size_and_back() -> None:
    async with reading() as stage:
        await stage.press("]", "]", "space", "down")
        before = stage.text
        for size in ((60, 16), (130, 60), (41, 12), (80, 24)):
            await stage.pilot.resize_terminal(*size)
            await stage.pilot.pause()
            assert any("Paragraph 25" in line or "Paragraph 26" in line for line in stage.app.text), size
        assert stage.text == before


async def test_the_column_is_centred_and_no_wider_than_can_be_read() -> None:
    async with reading("Wide " * 60, size=(140, 20)) as stage:
        assert stage.app.text[1] == " " * 28 + " ".join(["Wide"] * 17)
        stage.show("宽" * 200, lang="zh")
        await stage.pilot.pause()
        assert stage.app.text[1] == " " * 32 + "宽" * 38


async def test_another_theme_changes_colours_and_nothing_else() -> None:
    def background(stage: Reading) -> object:
        strip = stage.app.screen._compositor.render_strips()[1]
        return {segment.style.bgcolor for segment in strip if segment.style}

    async with reading() as stage:
        await stage.press("space")
        before, dark = stage.text, background(stage)
        stage.app.theme = LIGHT
        await stage.pilot.pause()
        assert stage.text == before
        assert background(stage) != dark


async def test_the_wheel_and_a_far_jump_of_the_scroll_bar() -> None:
    async with reading() as stage:
        for _ in range(3):
            stage.reader._scroll_down_for_pointer(animate=False)
        await stage.pilot.pause()
        assert stage.text[0].startswith("  Paragraph 10 is")
        stage.reader.scroll_to(y=stage.reader.max_scroll_y // 2, animate=False)
        await stage.pilot.pause()
        middle = stage.text
        assert 0.3 < stage.moved.share < 0.7
        await stage.press("up", "up", "down", "down")
        assert stage.text == middle
        stage.reader.scroll_to(y=stage.reader.max_scroll_y, animate=False)
        await stage.pilot.pause()
        assert stage.reader.at_end


async def test_a_selection_is_copied_without_bars_and_with_its_paragraphs_whole() -> None:
    text = (
        "> [!NOTE]\n> " + "A note that is long enough to be broken over two lines of this small terminal.\n\n- 一\n- 二"
    )
    async with reading(text, size=(50, 12)) as stage:
        await stage.pilot.mouse_down(offset=(3, 2))
        await stage.pilot.hover(offset=(10, 6))
        await stage.pilot.mouse_up(offset=(10, 6))
        await stage.pilot.pause()
        copied = stage.app.screen.get_selected_text()
        assert copied == "A note that is long enough to be broken over two lines of this small terminal.\n\n▪ 一\n▪ 二"
        styles = {segment.style.bgcolor for segment in stage.app.screen._compositor.render_strips()[2] if segment.style}
        assert len(styles) > 1


@pytest.mark.parametrize("name", ["ansi-dark", "textual-light"])
async def test_themes_of_textual_itself_can_be_read_with(name: str) -> None:
    async with reading("# One\n\n> [!TIP]\n> `Two`\n\n```python\nx = 1\n```") as stage:
        stage.app.theme = name
        await stage.pilot.pause()
        assert "  x = 1" in "\n".join(stage.text)


async def test_the_links_on_the_screen_and_no_others() -> None:
    async with reading(f"[First](https://example.org/1)\n\n{LESSON}\n\n![Last](b.png)") as stage:
        assert [reference.address for reference in stage.reader.references_in_view()] == ["https://example.org/1"]
        await stage.press("end")
        assert stage.reader.references_in_view() == (("Last", "b.png"),)


async def test_an_empty_document_is_no_reason_to_fail() -> None:
    async with reading("") as stage:
        await stage.press("space", "end", "]", "up")
        assert stage.reader.at_end
        assert stage.moved.section == -1


async def test_a_passage_is_as_high_as_its_text_and_shows_no_answers() -> None:
    long = "Paris is the [[capital]] of France, which is a sentence of more than forty cells."
    app = Stage(Vertical(Passage(long, blocks=read_document("q.md", "- one\n- two").blocks)))
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert app.text[:6] == [
            "Paris is the ____ of France, which is a",
            "sentence of more than forty cells.",
            "",
            "▪ one",
            "▪ two",
            "",
        ]
        assert app.query_one(Passage).size.height == 5
        app.query_one(Passage).styles.background = "red"
        await pilot.pause()
        last = list(app.screen._compositor.render_strips()[1])[-1]
        assert last.style is not None
        assert last.style.bgcolor is not None
        assert last.style.bgcolor.get_truecolor() == (255, 0, 0)


async def test_contents_mark_where_you_are_and_lead_elsewhere() -> None:
    contents = Contents()
    reader = Reader()
    app = Stage(contents)
    async with app.run_test(size=(30, 10)) as pilot:
        reader.show(read_document("lesson.md", LESSON), "en")
        contents.list_sections(reader.sections)
        contents.current = 1
        contents.focus()
        await pilot.pause()
        marked = [line for line in app.text if "▸" in line]
        assert len(marked) == 1
        assert marked[0].endswith("Part 1")
        assert app.heard == []
        await pilot.press("down", "enter")
        await pilot.click(Contents, offset=Offset(5, 1))
        await pilot.pause()
        assert [(type(message), getattr(message, "section", None)) for message in app.heard] == [
            (Contents.Pointed, 2),
            (Contents.Chosen, 2),
            (Contents.Chosen, 0),
        ]


@pytest.mark.parametrize(
    ("share", "line"),
    [
        (0, "─" * 10),
        (0.01, "╸" + "─" * 9),
        (0.5, "━" * 5 + "─" * 5),
        (0.999, "━" * 9 + "╸"),
        (1, "━" * 10),
        (7, "━" * 10),
    ],
)
async def test_the_progress_line_shows_its_share_by_its_shape(share: float, line: str) -> None:
    progress = ProgressLine()
    app = Stage(progress)
    async with app.run_test(size=(10, 3)) as pilot:
        progress.share = share
        await pilot.pause()
        assert app.text[0] == line
