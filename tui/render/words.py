"""The few words that stand inside a lesson's text; they speak the lesson's language, not the program's."""

from collections.abc import Mapping
from typing import NamedTuple


class Words(NamedTuple):
    """Titles and labels in one language."""

    callouts: Mapping[str, str]
    """The title of each kind of callout that has none of its own."""
    image: str
    """What stands for an image, with `{alt}`."""
    undrawn: str
    """Above the source of a block that could not be drawn."""
    colon: str
    """Between the head of a column and what stands in it."""
    semicolon: str
    """Between the columns of a row."""
    check: str
    """Where questions stand in a lesson."""
    fold: str
    """On a fold that its author gave no name."""
    headings: tuple[str, str, str]
    """Before a heading read aloud, by its level: a title, a section, and what is deeper."""
    code: str
    """Before a block of code, read aloud."""
    code_in: str
    """The same, with its `{language}`."""
    code_end: str
    """After it."""
    called: str
    """A callout with a title of its own, read aloud: its `{kind}` and `{title}`."""
    quote: str
    """Before a quote read aloud; empty where what is quoted says so itself."""
    done: str
    """A ticked box, read aloud."""
    open: str
    """A box that is not ticked, read aloud."""


_ENGLISH = Words(
    callouts={
        "note": "Note",
        "tip": "Tip",
        "important": "Important",
        "warning": "Warning",
        "caution": "Caution",
    },
    image="[image: {alt}]",
    undrawn="This part could not be drawn. Its source:",
    colon=": ",
    semicolon="; ",
    check="Check yourself",
    fold="Details",
    headings=("Title: ", "Section: ", "Subsection: "),
    code="Code:",
    code_in="Code, {language}:",
    code_end="End of code.",
    called="{kind}: {title}",
    quote="Quote:",
    done="[done]",
    open="[open]",
)
_CHINESE = Words(
    callouts={"note": "说明", "tip": "提示", "important": "重点", "warning": "注意", "caution": "危险"},
    image="[图片：{alt}]",
    undrawn="这一段无法排版，原文如下：",
    colon="：",
    semicolon="；",
    check="自测",
    fold="详情",
    headings=("标题：", "章节：", "小节："),
    code="代码：",
    code_in="代码（{language}）：",
    code_end="代码结束。",
    called="{kind}：{title}",
    quote="引用：",
    done="[已完成]",
    open="[未完成]",
)


def is_chinese(lang: str) -> bool:
    """Whether a language tag such as `zh`, `zh-CN` or `en` names Chinese."""
    return lang.casefold().replace("_", "-").split("-")[0] == "zh"


def words(lang: str) -> Words:
    """The words for a lesson in this language: Chinese, and English for every other."""
    return _CHINESE if is_chinese(lang) else _ENGLISH
