"""Whatever a document holds: it is drawn, within its width, and the same however one comes to a line."""

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich._wrap import divide_line as divide_at_blanks
from rich.cells import cell_len

from lessons.document import read_document
from tests.reading import colours, drawn, manuscript, shown
from tui.linebreak import _CLOSING, _OPENING, divide_line
from tui.render.flow import Flow, Spot
from tui.render.plain import plain_blocks
from tui.render.window import BELOW, Kept, Window
from tui.render.words import words

LATIN = "abcdefg hij.,;:!?-()[]{}/\\\"'0123 "
HAN = "中文书写学习模型注意力，。、；：？！（）《》“”……——％～"
ODD = "é\u0301☎\ufe0f👨\u200d👩\u200d👧🎉\u3000\xa0한글ｶﾅ①\u2028\x07\x1b\x9b\ufdd0\ue000\t"

latin = st.text(LATIN, max_size=200)
mixed = st.text(LATIN + HAN, max_size=200)
anything = st.text(LATIN + HAN + ODD, max_size=200)

MARKED = (
    "**bold** *em* `code span` `代码` ~~no~~ [text](https://example.org) [bad](x:y) ![alt](a.png) [[gap]] <kbd>K</kbd> "
    "<br> [^1] &amp; a\\ 中文， **重点（强调）**后 word averyverylongwordindeedthatfillsmorethanonelineofasmallterminal"
)
marked = st.sampled_from([*MARKED.split(" "), "\n"])
inline = st.lists(st.one_of(marked, st.text(LATIN + HAN + ODD, max_size=12)), max_size=12).map(" ".join)
one_line = inline.map(lambda text: text.replace("\n", " ").replace("|", ""))
headings = st.builds(lambda level, text: f"{'#' * level} {text}", st.integers(1, 6), one_line)
fences = st.builds(
    lambda info, text: f"```{info}\n{text}\n```", st.sampled_from(["", "python", "zz", "text cloze"]), anything
)
tables = st.lists(st.tuples(one_line, one_line, one_line), max_size=5).map(
    lambda rows: "\n".join(["|a|中文|c|", "|:-|-:|:-:|", *(f"|{'|'.join(row)}|" for row in rows)])
)
ASIDES = ("<quiz>", "</quiz>", "<!-- quiz -->", "<!-- /quiz -->", "<details><summary>s</summary>", "</details>")
others = st.sampled_from(
    ["---", "<div>html</div>", "<!-- x -->", "[^1]: A note.", "Term\n: meaning", "| a |\n|-|", *ASIDES]
)


def behind(first: str, rest: str) -> Callable[[str], str]:
    """Puts a block into another one."""
    return lambda text: first + text.replace("\n", f"\n{rest}")


blocks = st.recursive(
    st.one_of(inline, headings, fences, tables, others),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("\n\n".join),
        inner.map(behind("> ", "> ")),
        inner.map(behind("> [!WARNING] title\n> ", "> ")),
        inner.map(behind("- ", "  ")),
        inner.map(behind("1. [x] ", "   ")),
    ),
    max_leaves=8,
)


@given(latin, st.integers(2, 120))
def test_english_breaks_as_rich_breaks_it(text: str, width: int) -> None:
    assert divide_line(text, width) == divide_at_blanks(text, width)


code = st.text("ab~" + HAN[:12], min_size=1, max_size=9).map(lambda text: f"`{text}`")


@given(st.lists(st.one_of(code, st.text(HAN[:12], max_size=30)), max_size=12).map("和".join), st.integers(20, 60))
def test_code_that_a_line_has_room_for_stands_in_one(text: str, width: int) -> None:
    told = shown(drawn(f"和{text}", width)).split("\n")
    for one in text.split("`")[1::2]:
        assert any(one in line for line in told)


@given(anything, st.integers(2, 60), st.integers(0, 30), st.integers(0, 60))
def test_no_line_is_wider_than_the_width(text: str, width: int, first: int, size: int) -> None:
    whole = [(first, min(len(text), first + size))] if first < len(text) else []
    offsets = [0, *divide_line(text, width, whole=whole), len(text)]
    assert offsets == sorted(set(offsets) | {0, len(text)}) or not text
    for start, end in pairwise(offsets):
        assert cell_len(text[start:end].rstrip()) <= width


@given(mixed, st.integers(8, 60))
def test_closing_marks_begin_no_line_and_opening_ones_end_none(text: str, width: int) -> None:
    text = " ".join(text.split())
    for start, at in pairwise([0, *divide_line(text, width)]):
        before, after = text[:at].rstrip()[-1:], text[at]
        if before in "（《" or after in "，。、；：？！）》":
            # No other place would have been better: the line is nothing but such marks.
            assert all(text[other] in _CLOSING or text[other - 1] in _OPENING for other in range(start + 1, at))


@given(blocks, st.integers(20, 120), st.sampled_from(["en", "zh"]))
def test_every_document_is_drawn_within_its_width(text: str, width: int, lang: str) -> None:
    lines = drawn(text, width, lang=lang)
    assert words(lang).undrawn not in shown(lines)
    for line in lines:
        assert sum(cell_len(segment.text) for segment in line.segments) == line.cells <= width
        assert not any(character < " " or "\x7f" <= character < "\xa0" for character in shown([line]))


@given(blocks)
def test_every_document_is_said(text: str) -> None:
    document = read_document("lesson.md", text)
    assert all("\n" not in line for line in plain_blocks(document.blocks, document.references))


@given(st.lists(blocks, min_size=1, max_size=8).map("\n\n".join), st.integers(20, 80), st.data())
def test_a_line_is_the_same_however_one_comes_to_it(text: str, width: int, data: st.DataObject) -> None:
    setting = manuscript(text)
    typesetter = setting.typesetter(colours())
    whole = Flow(setting.pieces, typesetter, width)
    every = [Spot(piece, line) for piece in range(len(setting.pieces)) for line in range(len(whole.lines(piece)))]
    height = data.draw(st.integers(2, 30))
    window = Window(setting, Flow(setting.pieces, typesetter, width), height, Kept(Spot(0, 0)))
    at, last = 0, max(0, len(every) + BELOW - height)
    for _ in range(6):
        step = data.draw(st.integers(-40, 40))
        window.move(step)
        at = max(0, min(at + step, last))
        assert list(window.rows) == every[at : at + height]
    window.put(window.flow.end)
    assert list(window.rows) == every[last:]
    assert window.at_end
    assert window.share == 1.0
