from collections.abc import Callable

from lessons.document import read_document
from tests.reading import FIXTURES
from tui.render.plain import plain_blocks, plain_inline

Snapshot = Callable[[str, str], None]
DRAWN = set("─│━┃╭▌▆█●▪◦▸│┼")


def said(name: str, lang: str) -> str:
    document = read_document(name, (FIXTURES / name).read_text(encoding="utf-8"))
    return "\n".join(plain_blocks(document.blocks, document.references, lang=lang))


def test_every_kind_of_block_is_said(snapshot: Snapshot) -> None:
    text = said("kinds.md", "en")
    assert not DRAWN & set(text)
    snapshot(text, "plain-en")


def test_every_kind_of_block_is_said_in_chinese(snapshot: Snapshot) -> None:
    snapshot(said("kinds.zh.md", "zh"), "plain-zh")


def test_gaps_are_text_in_a_lesson_and_empty_in_a_question() -> None:
    assert plain_inline("a [[b]] c [[d]]", {}) == "a [[b]] c [[d]]"
    assert plain_inline("a [[b]] c [[d]]", {}, gaps=()) == "a ____ c ____"
    assert plain_inline("a [[2]] c [[1]] [[b]]", {}, gaps=("x", "y")) == "a y c x ____"


def test_a_line_break_between_han_leaves_no_blank() -> None:
    assert plain_inline("第一行，\n第二行 line\nthree", {}) == "第一行，第二行 line three"
