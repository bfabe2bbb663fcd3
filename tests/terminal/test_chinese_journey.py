"""A member who speaks Chinese and whose input method is on: no letter arrives as a letter, in a real terminal."""

from collections.abc import Callable
from pathlib import Path

from tests.terminal.stage import Stage

LIBRARY = Path(__file__).parents[1] / "fixtures" / "bilingual"


def test_the_whole_way_is_gone_without_a_letter(stage: Callable[..., Stage], tmp_path: Path) -> None:
    """First run, lesson, find, note, quiz, result, search, Me, help and palette, with what an input method sends."""
    options = ("--library", LIBRARY, "--db", tmp_path / "study.db", "--lang", "zh", "--member", "李明")
    terminal = stage(*options)
    reads(terminal)
    answers(terminal)
    looks_around(terminal)
    terminal.press("f2")
    terminal.wait_for("Today", "Water, tried", "2 of 9 answered")
    terminal.press("ctrl+q")
    assert terminal.wait_for_end() == 0


def reads(terminal: Stage) -> None:
    """From the first run on: sections, words in the lesson, a note."""
    terminal.wait_for("欢迎使用 Fivefold", "李明", "Enter 开始")
    terminal.press("enter")
    terminal.wait_for("茶 › 01 泡茶的水", "绿茶要用刚停止沸腾的水。")
    terminal.press("】")
    terminal.wait_for("▌ 温度")
    terminal.press("】")
    terminal.wait_until(lambda screen: "▌ 时间" in screen.split("\n")[3], "the section at the top")
    terminal.press("【")
    terminal.wait_until(lambda screen: "▌ 温度" in screen.split("\n")[3], "the section before")
    terminal.press("、")
    terminal.wait_for("Tab 所有课程")
    terminal.write("窄杯")
    terminal.wait_for("窄杯", "1/1")
    terminal.press("enter")
    terminal.press("escape")
    terminal.wait_for("Space 翻页")
    terminal.press("ctrl+n")
    terminal.wait_for("笔记，只有自己能看")
    terminal.write("先温壶")
    terminal.wait_for("先温壶")
    terminal.press("escape")
    terminal.wait_for("笔记已保存")


def answers(terminal: Stage) -> None:
    """Two questions of the quiz, one by a digit of full width, one typed; then out in the middle."""
    terminal.press("end")
    terminal.wait_for("Enter 测验")
    terminal.press("enter")
    terminal.wait_for("第 1 题", "泡绿茶的水要多热？")
    terminal.press("f6")
    terminal.wait_for("低于沸点。")
    terminal.write("２")
    terminal.wait_for("✓ 正确", "Enter 下一题")
    terminal.press("enter")
    terminal.wait_for("什么会变苦？")
    terminal.write("茶水")
    terminal.press("enter")
    terminal.wait_for("✓ 正确")
    terminal.press("escape")
    terminal.wait_for("已到末尾")
    terminal.press("escape")
    terminal.wait_for("今天", "已答 2/9 题")


def looks_around(terminal: Stage) -> None:
    """Search, Me, help, palette."""
    terminal.press("／")
    terminal.write("螃蟹")
    terminal.wait_for("找到 1 处", "泡茶的水 › 温度")
    terminal.press("enter")
    terminal.wait_for("小得像螃蟹的眼睛")
    terminal.press("escape")  # what was looked for
    terminal.wait_for("Space 翻页")
    terminal.press("escape")
    terminal.wait_for("找到 1 处")
    terminal.press("escape")
    terminal.wait_for("今天")
    terminal.press("f7")
    terminal.wait_for("已答 2 道题")
    terminal.press("escape")
    terminal.wait_for("今天")
    terminal.press("？")
    terminal.wait_for("输入文字筛选，Enter 执行")
    terminal.write("课程")
    terminal.wait_for("F4")
    terminal.press("escape")
    terminal.wait_until_gone("输入文字筛选，Enter 执行")
    terminal.press("：")
    terminal.wait_for("前往一课")
    terminal.write("设置")
    terminal.wait_for("外观、语言")
    terminal.press("escape")
    terminal.wait_until_gone("前往一课")
