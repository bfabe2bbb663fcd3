"""A file is edited between two runs: the member is told what that did, and goes on."""

import shutil
from pathlib import Path

from tests.tui.pilot import LIBRARY, MONDAY, performance
from tests.tui.test_review import QUIZ, miss_the_first
from tui.app import Aim
from tui.screens.me import MeScreen
from tui.screens.review import ReviewScreen


async def test_another_key_is_said_where_it_is_asked_and_what_is_gone_where_one_looks(tmp_path: Path) -> None:
    library = tmp_path / "library"
    shutil.copytree(LIBRARY, library)
    async with performance(tmp_path, library=library, aim=Aim(quiz=QUIZ)) as acting:
        await miss_the_first(acting)
    (file,) = library.rglob("quizzes/01-dough.md")
    text = file.read_text(encoding="utf-8")
    text = text.replace("- [ ] True\n- [x] False", "- [x] True\n- [ ] False")
    text = text.replace("[ ] 500 g", "[x] 500 g").replace("[x] 300 g", "[ ] 300 g")
    file.write_text(text[: text.index("### What happens when it is too dry?")], encoding="utf-8")
    async with performance(tmp_path, library=library, at=MONDAY.replace(day=24)) as acting:
        acting.app.review()
        await acting.settle()
        assert isinstance(acting.app.screen, ReviewScreen)
        assert "! new key" in acting.text()
        await acting.press("escape")
        acting.app.show_me()
        await acting.settle()
        assert isinstance(acting.app.screen, MeScreen)
        lines = [str(widget.render()) for widget in acting.app.screen.query("#left, #right")]
        assert any("1 question you answered is retired" in line for line in lines)
        assert any("! new key" in line for line in lines)


async def test_a_quiz_is_asked_as_its_file_is_when_it_is_opened(tmp_path: Path) -> None:
    library = tmp_path / "library"
    shutil.copytree(LIBRARY, library)
    (file,) = library.rglob("quizzes/01-dough.md")
    async with performance(tmp_path, library=library) as acting:
        await acting.press("enter", "end")
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("How much water goes with", "How much water belongs to"), encoding="utf-8")
        await acting.press("enter")
        assert "How much water belongs to" in acting.text()
        file.unlink()
        await acting.press("escape", "escape")
        acting.app.answer(QUIZ)
        await acting.settle()
        assert "This quiz cannot be opened" in [notice.title for notice in acting.app._notifications]
