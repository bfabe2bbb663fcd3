"""Names of the files that lessons are saved in: safe on every system, and of no file that is there."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from store.database import open_database
from tui.saving import save_lesson
from tui.study import Study
from tui.views import OpenLesson

Open = Callable[[str], OpenLesson]


@pytest.fixture
def lesson(tmp_path: Path) -> Open:
    """Opens a lesson with a title, in a course of its own."""

    def made(title: str) -> OpenLesson:
        course = tmp_path / "library" / "sea"
        course.mkdir(parents=True)
        (course / "course.md").write_text("# Sea\n", encoding="utf-8")
        text = f"# {title}\n\nOne *wave*.[^1]\n\n- two\n\n[^1]: Wet.\n"
        (course / "waves.md").write_text(f"---\ntype: lesson\n---\n{text}", encoding="utf-8")
        with open_database(tmp_path / "study.db", now=lambda: datetime(2026, 3, 2, tzinfo=UTC)) as database:
            study = Study(
                [tmp_path / "library"], database, now=lambda: datetime(2026, 3, 2, tzinfo=UTC), random=Random(1)
            )
            study.join("Ada")
            return study.open(study.find_lesson("waves").key)

    return made


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Waves & tides", "01-waves-tides.txt"),
        ("../../etc/passwd", "01-etc-passwd.txt"),
        ("海 的 潮汐", "01-海-的-潮汐.txt"),
        ("CON", "01-con.txt"),
        ("…", "01-lesson.txt"),
        ("a" * 300, f"01-{'a' * 57}.txt"),
    ],
)
def test_a_name_is_safe(lesson: Open, tmp_path: Path, title: str, name: str) -> None:
    assert save_lesson(lesson(title), tmp_path).relative_to(tmp_path) == Path(name)


def test_the_text_is_whole_and_nothing_is_written_over(lesson: Open, tmp_path: Path) -> None:
    opened = lesson("Waves")
    (tmp_path / "01-waves.txt").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "01-waves-2.txt").write_text("mine", encoding="utf-8")
    path = save_lesson(opened, tmp_path)
    assert path.name == "01-waves-3.txt"
    text = path.read_text(encoding="utf-8")
    assert text.startswith("Sea, lesson 1 of 1\n\n")
    assert all(words in text for words in ("Waves", "One wave.", "two", "Wet."))
    assert (tmp_path / "01-waves-2.txt").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "elsewhere").exists()
