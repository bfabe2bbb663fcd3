from collections.abc import Callable

import pytest

from lessons.blocks import Paragraph
from tests.reading import FIXTURES, colours, drawn, manuscript, shown
from tests.unit.test_import_hygiene import imported
from tui.render import inline
from tui.render.glyphs import ASCII
from tui.render.html import html_text
from tui.render.text import Line
from tui.render.typeset import Typesetter

Snapshot = Callable[[str, str], None]


@pytest.mark.parametrize("width", [76, 34])
def test_every_kind_of_block(width: int, snapshot: Snapshot) -> None:
    text = (FIXTURES / "kinds.md").read_text(encoding="utf-8")
    snapshot(shown(drawn(text, width)), f"blocks-{width}")


def test_every_kind_of_block_in_chinese(snapshot: Snapshot) -> None:
    text = (FIXTURES / "kinds.zh.md").read_text(encoding="utf-8")
    snapshot(shown(drawn(text, 60, lang="zh")), "blocks-zh-60")


def test_a_terminal_without_unicode_gets_marks_it_can_draw() -> None:
    text = (FIXTURES / "kinds.md").read_text(encoding="utf-8")
    assert shown(drawn(text.replace("°", " "), 60, glyphs=ASCII)).isascii()


def segments(lines: list[Line]) -> dict[str, object]:
    return {segment.text: segment.style for line in lines for segment in line.segments}


def test_a_link_looks_like_one_only_when_it_may_be_opened() -> None:
    style = segments(drawn("[good](https://example.org) [near](02-oven.md) [bad](ms-msdt:/id) [worse](//host/x)", 80))
    link = colours().base + colours().style("link")
    assert style["good"] == style["near"] == link
    assert "bad" in " ".join(style)
    assert style[" <ms-msdt:/id>"] == colours().base + colours().style("muted")
    assert link not in [style[text] for text in style if "bad" in text or "worse" in text]


def test_no_address_and_no_action_reaches_the_terminal() -> None:
    lines = drawn("[x](https://example.org) and `[@click=app.quit]` [@click=app.quit]", 60)
    styles = [segment.style for line in lines for segment in line.segments if segment.style]
    assert not any(style.link or style.meta for style in styles)


def test_control_characters_are_not_drawn() -> None:
    block = Paragraph(line=1, end=1, source="a\x1b]52;c;x\x07b `c\x9bd`\ue000\ufdd0")
    setting = manuscript("x")
    piece = setting.pieces[0]._replace(part=block)
    text = shown(setting.typesetter(colours()).lines(piece, 40))
    assert all(character == "\n" or character >= " " for character in text)
    assert not set("\x7f\x9b\ufdd0") & set(text)


def test_an_error_in_one_block_shows_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(inline, "_write_mark", broken)
    assert shown(drawn("Before\n\nA **bad** one\n\nAfter", 60)).split("\n") == [
        "",
        "Before",
        "",
        "! This part could not be drawn. Its source:",
        "A **bad** one",
        "",
        "After",
    ]


def test_gaps_show_no_answers() -> None:
    setting = manuscript("Paris is the [[1]] of [[France|Gaul]].\n\n```python cloze\nx = [[3]] # [[2]]\n```")
    typesetter = setting.typesetter(colours())
    typesetter._look.gaps = ("__1__", "", "__3__")
    text = shown([line for piece in setting.pieces for line in typesetter.lines(piece, 60)])
    assert "Paris is the __1__ of ____." in text
    assert "x = __3__ # ____" in text
    setting = manuscript("Paris is the [[1]] of France, 也就是那座 [[2]]，或者别的什么。")
    typesetter._look.gaps = ("[1 ____]", "[2 塞纳河畔的城]")
    for width in range(18, 60):
        text = shown([line for piece in setting.pieces for line in typesetter.lines(piece, width)])
        assert "[1 ____]" in text
        assert "[2 塞纳河畔的城]" in text


def test_double_brackets_in_a_lesson_are_text() -> None:
    assert "a[[0]] and [[wiki]]" in shown(drawn("a[[0]] and [[wiki]]", 60))


def test_code_in_a_line_keeps_its_hair_of_space() -> None:
    lines = shown(drawn("Press the key that is written `[` to go back and `git commit -m` to go on.", 40)).split("\n")
    assert lines[1:] == ["Press the key that is written  [  to go", "back and  git commit -m  to go on."]


def test_code_is_not_broken_where_there_is_room_for_it() -> None:
    table = "| a | what it does |\n|---|---|\n| `HEAD~3` | three commits before `技巧危险`, and `git reset --hard` |"
    for width in range(24, 90):
        text = shown(drawn(f"看看 `技巧` 和 `危险` 会不会断开，`技巧与危险` 也是。\n\n{table}", width))
        assert all(code in text for code in ("技巧 ", "危险 ", "技巧与危险", "HEAD~3", "技巧危险"))
    narrow = shown(drawn("看 `git commit --amend` 吧", 16)).split("\n")
    assert narrow[1:] == ["看  git commit", "--amend  吧"], "where there is none it breaks at its blanks"


def test_what_html_says() -> None:
    image = "[image: {alt}]"
    assert html_text('<p align="center"><img src=x alt="A &lt;b"></p>', image) == "[image: A <b]"
    assert html_text("<script>steal()</script>Hello<style>x</style> <!-- no --> there", image) == "Hello there"
    assert html_text("<!-- never closed", image) == ""
    assert html_text("1 < 2 and 3 > 2", image) == "1 < 2 and 3 > 2"


def test_pygments_waits_for_the_first_code_block() -> None:
    assert "pygments" not in imported("import tui.widgets.reader, tui.widgets.passage, tui.widgets.contents")


def test_plain_text_needs_no_terminal() -> None:
    assert imported("import tui.render.plain") & {"textual", "rich", "pygments"} == set()


@pytest.mark.parametrize(("lang", "said"), [("en", "! This part could not be drawn."), ("zh", "! 这一段无法排版")])
def test_a_block_that_fails_shows_its_source_with_a_mark_and_takes_nothing_else_away(
    monkeypatch: pytest.MonkeyPatch, lang: str, said: str
) -> None:
    def fail(*_arguments: object) -> None:
        raise ValueError

    monkeypatch.setattr(Typesetter, "_table", fail)
    text = shown(drawn("Before.\n\n| Word | Meaning |\n|--|--|\n| yeast | `alive` |\n\nBehind.\n", 60, lang=lang))
    assert said in text
    assert "yeast | `alive`" in text
    assert "Before." in text
    assert "Behind." in text
