"""`kill -9` while a quiz is being answered: what was shown as recorded is there, and the sitting goes on."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.soak import times

DYING = Path(__file__).parents[1] / "fixtures" / "dying.py"
QUIZZES, KILLS = times(1, 20), times(12, 25)
"""One quiz after another, and kills in each: every life reads all that was answered in its quiz before."""
QUESTIONS = times(400, 1_000)


def long_quiz(folder: Path) -> None:
    course = folder / "course"
    course.mkdir()
    (course / "course.md").write_text("# Endurance\n", encoding="utf-8")
    questions = "\n".join(
        f"### What follows {number}? {{#n{number}}}\n\n- [x] {number + 1}\n- [ ] {number - 1}\n"
        for number in range(QUESTIONS)
    )
    (course / "sums-quiz.md").write_text(f"# Sums\n\n{questions}", encoding="utf-8")


@pytest.mark.timeout(times(120, 600))
@pytest.mark.parametrize("seed", range(QUIZZES))
def test_no_answer_that_was_shown_as_recorded_is_lost(tmp_path: Path, figure: Callable[..., None], seed: int) -> None:
    long_quiz(tmp_path)
    lives = subprocess.run(
        [sys.executable, str(DYING), str(tmp_path), str(KILLS), str(seed)], capture_output=True, text=True, check=False
    )
    assert (lives.returncode, lives.stderr) == (0, "")
    shown = int(lives.stdout)
    assert shown >= KILLS
    exported = tmp_path / "export"
    program = [sys.executable, "-m", "tui", "--library", str(tmp_path), "--db", str(tmp_path / "study.db")]
    subprocess.run([*program, "data", "export", str(exported)], check=True, capture_output=True)
    events = json.loads((exported / "events.json").read_text(encoding="utf-8"))
    answered = [event for event in events if event["kind"] == "answered"]
    assert len(answered) >= shown
    assert len({event["body"]["question"] for event in answered}) == len(answered), "an answer was recorded twice"
    assert sum(event["kind"] == "sitting.started" for event in events) == 1
    figure("{} kills while answering, {} answers shown as recorded, none lost", KILLS, shown)
