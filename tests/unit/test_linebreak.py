from itertools import pairwise

import textual.content
from textual.content import Content

from tui import linebreak
from tui.linebreak import PAD_CLOSE, PAD_OPEN, divide_line


def broken(text: str, width: int) -> list[str]:
    offsets = [0, *divide_line(text, width), len(text)]
    return [text[start:end].rstrip() for start, end in pairwise(offsets)]


def test_mixed_text_fills_its_lines() -> None:
    assert broken("Transformer 模型的注意力机制会让每个词元都去关注序列里的其他所有词元，因此计算量很大", 40) == [
        "Transformer 模型的注意力机制会让每个词元",
        "都去关注序列里的其他所有词元，因此计算量",
        "很大",
    ]


def test_punctuation_stays_with_the_word_it_belongs_to() -> None:
    assert broken("一二三四，五六", 8) == ["一二三", "四，五六"]
    assert broken("一二三（四五）", 8) == ["一二三", "（四五）"]
    assert broken("他说“好”。再", 8) == ["他说", "“好”。再"]
    assert broken("一二三四 ，五", 9) == ["一二三", "四 ，五"]


def test_a_long_word_begins_on_its_own_line_and_is_folded() -> None:
    assert broken("看 https://example.org/a/b 吧", 10) == ["看", "https://ex", "ample.org/", "a/b 吧"]


def test_a_long_word_stands_out_where_folding_is_not_wanted() -> None:
    assert divide_line("看 https://example.org/a/b 吧", 10, fold=False) == [2, 26]


def test_pads_stay_with_their_code() -> None:
    code = f"{PAD_OPEN}变量{PAD_CLOSE}"
    assert broken(f"一二三{code}，四", 8) == ["一二三", f"{code}，", "四"]


def test_a_cluster_is_never_torn() -> None:
    family = "👨\u200d👩\u200d👧"
    assert broken(f"一{family}{family}二", 4) == [f"一{family}", f"{family}二"]


def test_every_widget_breaks_lines_this_way() -> None:
    before = textual.content.divide_line  # type: ignore[attr-defined]
    try:
        linebreak.install()
        lines = Content("Transformer 模型的注意力机制会让每个词元").wrap(24)
    finally:
        textual.content.divide_line = before  # type: ignore[attr-defined]
    assert [line.plain.rstrip() for line in lines] == ["Transformer 模型的注意力", "机制会让每个词元"]


def test_no_line_breaks_at_a_no_break_space_beside_han_either() -> None:
    assert divide_line("1\u00a0完成  22\u00a0Growing\u00a0members", 9) == divide_line(
        "1\u00a0完成  22-Growing-members", 9
    )
    assert divide_line("一二三 6\u00a0ab", 8) == [4]


def test_no_line_breaks_at_a_no_break_space_in_any_text() -> None:
    assert broken("wait 10\u00a0km and then 20\u00a0km", 6) == ["wait", "10\u00a0km", "and", "then", "20\u00a0km"]
