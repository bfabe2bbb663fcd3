"""`kill -9` while a quiz is being answered: what was shown as recorded is there, and the sitting goes on."""

import json
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.soak import times

KILLS = times(12, 500)
QUESTIONS = times(400, 4_800)
VERDICTS = ("Right", "Partly right", "Not quite")


def long_quiz(folder: Path) -> None:
    course = folder / "course"
    course.mkdir()
    (course / "course.md").write_text("# Endurance\n", encoding="utf-8")
    questions = "\n".join(
        f"### What follows {number}? {{#n{number}}}\n\n- [x] {number + 1}\n- [ ] {number - 1}\n"
        for number in range(QUESTIONS)
    )
    (course / "sums-quiz.md").write_text(f"# Sums\n\n{questions}", encoding="utf-8")


@pytest.mark.timeout(times(120, 3_600))
def test_no_answer_that_was_shown_as_recorded_is_lost(tmp_path: Path, figure: Callable[[str], None]) -> None:
    long_quiz(tmp_path)
    chance = random.Random(5)
    program = [sys.executable, "-m", "tui", "--library", str(tmp_path), "--db", str(tmp_path / "study.db")]
    shown = 0
    for kill in range(KILLS):
        with subprocess.Popen(
            [*program, "quiz", "sums-quiz", "--plain"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as session:
            assert session.stdin is not None
            assert session.stdout is not None
            wanted = chance.randrange(1, 7)
            session.stdin.write("1\n" * 40)
            session.stdin.flush()
            seen = 0
            asked = ""
            for line in session.stdout:
                if line.startswith("Question ") and not asked:
                    asked = line.split()[1]
                    # Answers recorded at the very kill may be more than were shown, never fewer.
                    assert int(asked) - 1 >= shown, f"kill {kill}: answers are gone"
                    shown = int(asked) - 1
                if line.startswith(VERDICTS):
                    seen += 1
                    if seen == wanted:
                        session.send_signal(signal.SIGKILL)
                        break
            seen += sum(line.startswith(VERDICTS) for line in session.stdout)
        shown += seen
    exported = tmp_path / "export"
    subprocess.run([*program, "data", "export", str(exported)], check=True, capture_output=True)
    events = json.loads((exported / "events.json").read_text(encoding="utf-8"))
    answered = [event for event in events if event["kind"] == "answered"]
    assert len(answered) >= shown
    assert len({event["body"]["question"] for event in answered}) == len(answered), "an answer was recorded twice"
    assert sum(event["kind"] == "sitting.started" for event in events) == 1
    figure(f"{KILLS} kills while answering, {shown} answers shown as recorded, none lost")
