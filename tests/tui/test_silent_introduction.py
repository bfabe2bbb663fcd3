"""What a quiz says to its author alone takes no room on the screen."""

from pathlib import Path

from tests.tui.pilot import performance
from tui.app import Aim


async def test_a_comment_before_the_first_question_leaves_no_empty_lines(tmp_path: Path) -> None:
    texts = []
    for name, comment in (("one", ""), ("two", "<!--\nImported from x.gift.\n-->\n\n")):
        folder = tmp_path / name
        folder.mkdir()
        question = "### Which? {#which}\n\n- [x] this\n- [ ] that\n"
        (folder / "x-quiz.md").write_text(f"# Bread\n\n{comment}{question}", encoding="utf-8")
        async with performance(folder, library=folder, aim=Aim(quiz="x-quiz")) as acting:
            texts.append(acting.text())
    assert "Which?" in texts[0]
    assert texts[0] == texts[1]
