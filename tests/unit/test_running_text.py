"""Running text -> inline tree, and its plain text."""

import pytest

from lessons.inline import (
    CodeSpan,
    Emphasis,
    FootnoteMark,
    Gap,
    HardBreak,
    Image,
    Inline,
    Key,
    Link,
    SoftBreak,
    Strike,
    Strong,
    Text,
    plain,
)
from lessons.markdown import read_inline


def read(source: str, **references: str) -> tuple[Inline, ...]:
    return read_inline(source, {label: (address, "") for label, address in references.items()})


def test_every_mark_is_read() -> None:
    assert read("*a* **b** ~~c~~ `d` [e](f 'g') ![h](i) <kbd>j</kbd>") == (
        Emphasis((Text("a"),)),
        Text(" "),
        Strong((Text("b"),)),
        Text(" "),
        Strike((Text("c"),)),
        Text(" "),
        CodeSpan("d"),
        Text(" "),
        Link("f", "g", (Text("e"),)),
        Text(" "),
        Image("i", "h"),
        Text(" "),
        Key((Text("j"),)),
    )


def test_breaks_are_kept_apart() -> None:
    assert read("a\nb  \nc\\\nd<br>e") == (
        Text("a"),
        SoftBreak(),
        Text("b"),
        HardBreak(),
        Text("c"),
        HardBreak(),
        Text("d"),
        HardBreak(),
        Text("e"),
    )


@pytest.mark.parametrize(
    "source",
    [
        "**重点（强调）**后面",
        "**“引号”**后面",
        "前面**《书名》**后面",
        "这是**注意：**后面",
        "他说**“好。”**然后",
        "用**Python（3.11）**写",
        "见**第1章、**再说",
        "*强调。*然后",
        "中文**`code`**中文",
    ],
)
def test_chinese_emphasis_needs_no_blanks(source: str) -> None:
    assert any(isinstance(inline, Strong | Emphasis) for inline in read(source))
    assert "*" not in plain(read(source))


@pytest.mark.parametrize(
    ("source", "text"),
    [("snake_case_name", "snake_case_name"), ("2 * 3 * 4", "2 * 3 * 4"), ("a *b*c", "a bc"), ('a*"b"*c', 'a*"b"*c')],
)
def test_english_emphasis_stays_as_it_was(source: str, text: str) -> None:
    assert plain(read(source)) == text


@pytest.mark.parametrize(
    ("source", "bodies"),
    [
        ("a [[mut]] b [[colour|color]]", ["mut", "colour|color"]),
        ("[[/colou?rs?/i]] and [[= 9.81 +- 1%]]", ["/colou?rs?/i", "= 9.81 +- 1%"]),
        ("[[`a[b[0]]`]] [[a[0]]]", ["`a[b[0]]`", "a[0]"]),
        ("[[plural]](s)", ["plural"]),
        ("`[[code]]` \\[[escaped]] [[ ]] [[]] [[open", []),
        ("[[1]](https://example.org/1)", []),
    ],
)
def test_gaps(source: str, bodies: list[str]) -> None:
    assert [inline.body for inline in read(source) if isinstance(inline, Gap)] == bodies


def test_a_gap_wins_over_a_reference_and_knows_its_line() -> None:
    assert read("one\ntwo [[yes]]", YES="/u") == (Text("one"), SoftBreak(), Text("two "), Gap("yes", 1, 4))


@pytest.mark.parametrize("box", ["[x] ", "[X] ", "[ ] "])
def test_a_box_at_the_beginning_is_text_even_where_a_link_has_its_name(box: str) -> None:
    assert read(f"{box}yes", X="/u") == (Text(f"{box}yes"),)
    assert read(f"so {box}", X="/u") != (Text(f"so {box}"),) or box == "[ ] "


def test_references_and_footnotes_are_those_of_the_document() -> None:
    references = {"THE LABEL": ("/u", "T"), "[^N]": ("", "")}
    assert read_inline("[a][The  label] [^n] [^m] [b][^n]", references) == (
        Link("/u", "T", (Text("a"),)),
        Text(" "),
        FootnoteMark("n"),
        Text(" [^m] [b]"),
        FootnoteMark("n"),
    )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a<!-- no -->b", "ab"),
        ("a<!-- no --->b<!-- c -->", "ab<!-- c -->"),
        ("<b>x</b><script>y", "<b>x</b><script>y"),
        ("<span\nclass=a>", "<span class=a>"),
        ("<kbd>x", "<kbd>x"),
        ("x</kbd>", "x</kbd>"),
        ("<kbd>*a</kbd>*", "<kbd>a</kbd>"),
    ],
)
def test_raw_html_is_text_and_comments_are_not(source: str, text: str) -> None:
    assert plain(read(source)) == text


def test_entities_cannot_smuggle_what_is_not_let_in_plainly() -> None:
    assert read("a&#x202e;b&#x200b;c&NewLine;d [e](/f&#x202e;g 'h&#10;i') ![j&#x2066;k](l 'm')") == (
        Text("a<U+202E>b<U+200B>c d "),
        Link("/f<U+202E>g", "h i", (Text("e"),)),
        Text(" "),
        Image("l", "j<U+2066>k", "m"),
    )


def test_addresses_stay_as_they_are_written() -> None:
    assert read("<https://例え.jp/%1b> [a](图/一.md)") == (
        Link("https://例え.jp/%1b", "", (Text("https://例え.jp/%1b"),)),
        Text(" "),
        Link("图/一.md", "", (Text("a"),)),
    )


def test_marks_nested_too_deep_lose_their_look_and_keep_their_text() -> None:
    tree = read("*a **b " * 100 + "c" + "***" * 100)
    depth, level = 0, tree
    while found := [inline for inline in level if isinstance(inline, Strong | Emphasis)]:
        depth, level = depth + 1, found[0].children
    assert 10 < depth < 30
    assert plain(tree).count("a") == 100


@pytest.mark.parametrize("pattern", ["[", "![", "[a](", "*a ", "<a", "[[", "`a``", "~~", "_a"])
def test_a_long_paragraph_of_broken_marks_keeps_its_text(pattern: str) -> None:
    source = (pattern * 40_000)[:40_000]
    assert plain(read(source)) == source


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("one\ntwo", "one two"),
        ("第一行\n第二行", "第一行第二行"),
        ("第一行，\n第二行", "第一行，第二行"),
        ("第一行\nword", "第一行 word"),
        ("他说“好”\n“为什么”", "他说“好” “为什么”"),
        ("“Why?”\n“Because,” he said", "“Why?” “Because,” he said"),
        ("他说：\n“好”", "他说：“好”"),
        ("문장은\n띄어쓰기", "문장은 띄어쓰기"),
        ("**粗体**\n`code`", "粗体 code"),
        ("![图](a.png) [b](c) [[d]]", "图 b [[d]]"),
        ("a  \nb", "a b"),
    ],
)
def test_plain_text(source: str, text: str) -> None:
    assert plain(read(source)) == text
