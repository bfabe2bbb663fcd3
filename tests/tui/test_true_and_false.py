"""True or false is answered by its letter wherever it is asked: in a quiz, in a lesson, in Review."""

from pathlib import Path

import pytest

from tests.tui.pilot import performance
from tui.app import Aim
from tui.widgets.contents import Contents

ASKED = "### Pumps may run dry. {{#{0}}}\n\n- [ ] No\n- [x] Yes\n\nWhy.\n"
OTHER = "### Which? {#which}\n\n- [x] this\n- [ ] that\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    course = tmp_path / "pumps"
    for folder in ("lessons", "quizzes"):
        (course / folder).mkdir(parents=True)
    (course / "course.md").write_text("---\nid: pumps\n---\n# Pumps\n", encoding="utf-8")
    text = f"# Dry\n\nText.\n\n<!-- quiz -->\n\n{ASKED.format('inside')}\n<!-- /quiz -->\n\n## More\n\nText.\n"
    (course / "lessons" / "dry.md").write_text(text, encoding="utf-8")
    (course / "quizzes" / "dry.md").write_text(f"{OTHER}\n{ASKED.format('dry')}", encoding="utf-8")
    return course


async def test_in_a_quiz_and_in_review(tmp_path: Path, library: Path) -> None:
    async with performance(tmp_path, library=library, aim=Aim(quiz="pumps/quizzes/dry")) as acting:
        await acting.press("t", "f")
        assert "Question 1 of 2" in acting.text(), "these letters answer nothing else"
        assert "your answer" not in acting.text()
        await acting.press("1", "enter", "t")
        assert "✓ Right" in acting.text()
        await acting.press("f", "enter", "escape")
        acting.clock.pass_days(1)
        acting.app.review()
        await acting.settle()
        await acting.press("f")
        assert "Not quite" in acting.text()
        await acting.press("t")
        assert "Not quite" in acting.text(), "an answer is given once"


async def test_digits_of_full_width_choose_as_the_others_do(tmp_path: Path, library: Path) -> None:
    async with performance(tmp_path, library=library, aim=Aim(quiz="pumps/quizzes/dry")) as acting:
        await acting.press("１")
        assert "✓ Right" in acting.text()


async def test_in_the_text_of_a_lesson(tmp_path: Path, library: Path) -> None:
    async with performance(tmp_path, library=library, aim=Aim(lesson="dry")) as acting:
        await acting.press("tab", "f")
        assert "Not quite" in acting.text()
        await acting.press("r", "t")
        assert "✓ Right" in acting.text()
        await acting.press("t")
        assert type(acting.app.focused) is Contents, "answered, the letter is the lesson's again"
