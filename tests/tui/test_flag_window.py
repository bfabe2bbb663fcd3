"""The window in which a question is flagged, in a small terminal and beside its bar of keys."""

from pathlib import Path

import pytest

from tests.tui.pilot import performance
from tui.app import Aim
from tui.screens.flag import FlagScreen

EXAMS = Path(__file__).parents[1] / "fixtures" / "exams"


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (40, 10)], ids=lambda size: "x".join(map(str, size)))
async def test_every_reason_and_the_line_can_be_reached(tmp_path: Path, size: tuple[int, int]) -> None:
    async with performance(tmp_path, library=EXAMS, aim=Aim(quiz="pumps/licence"), size=size) as acting:
        await acting.press("enter", "g")
        assert isinstance(acting.app.screen, FlagScreen)
        assert acting.text().count("Esc") == 1, "the keys are told once"
        seen = acting.text()
        for _step in range(10):
            await acting.press("down")
            seen += acting.text()
        assert all(f"{number} ( )" in seen for number in range(1, 6))
        assert "a few words" in seen
        assert "your answer." in seen
        await acting.press("5")
        assert "a few words" in acting.text(), "what is written is seen"
        await acting.press("x", "enter")
        assert "Flagged. Thank you." in acting.notices()
