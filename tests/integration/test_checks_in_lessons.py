"""Answering in the text of a lesson: recorded, kept, reviewed; never in the way of reading, and nobody else's."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from quizzes.errors import QuizError
from store.database import Database, open_database
from store.projections import sittings
from tests.shell import ran
from tui.study import Study

LIBRARY = Path(__file__).parents[1] / "fixtures" / "checks"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "study.db", now=lambda: NOW) as opened:
        yield opened


def studying(database: Database) -> Study:
    study = Study([LIBRARY], database, now=lambda: NOW, random=Random(7))
    study.join("Ada")
    return study


def chosen(study: Study, question: str, *words: str) -> tuple[str, ...]:
    found = study.open("pumps/start").find_check(question)
    assert found is not None
    return tuple(option.id for option in getattr(found, "options") if option.source in words)  # noqa: B009


def answer(study: Study, question: str, *words: str) -> bool:
    opened = study.open("pumps/start")
    found = opened.find_check(question)
    assert found is not None
    choice = chosen(study, question, *words)
    return study.answer_check(opened, question, choice, 0, study.check_order(found)).verdict.right


def test_an_answer_is_kept_with_the_lesson_and_may_be_given_again(database: Database) -> None:
    study = studying(database)
    assert study.answered_check(study.open("pumps/start"), "first") is None
    assert not answer(study, "first", "Power")
    again = studying(database)
    kept = again.answered_check(again.open("pumps/start"), "first")
    assert kept is not None
    assert (kept.verdict.right, kept.answer.choice) == (False, chosen(again, "first", "Power"))
    assert answer(again, "first", "Water")
    kept = again.answered_check(again.open("pumps/start"), "first")
    assert kept is not None
    assert kept.verdict.right


def test_it_joins_the_review_and_is_asked_there_with_its_lesson(database: Database) -> None:
    study = studying(database)
    answer(study, "first", "Power")
    coming = study.next_review()
    assert coming is not None
    assert coming.questions == 1
    later = Study([LIBRARY], database, now=lambda: NOW.replace(day=26), random=Random(7))
    later.join("Ada")
    card = later.review()
    assert card is not None
    assert (card.asked.question.id, card.lesson and card.lesson.key) == ("first", "pumps/start")


def test_it_leaves_no_quiz_open_and_completes_nothing_by_itself(database: Database) -> None:
    study = studying(database)
    answer(study, "heard", "Bubbles", "Humming")
    assert study.member is not None
    assert sittings.open_sittings(database, study.member.id) == ()
    assert study.today().quiz is None
    assert study.course("pumps").completed == 0
    assert study.finish("pumps/start")  # with a question of it unanswered


def test_it_is_announced_to_nobody(database: Database) -> None:
    study = studying(database)
    answer(study, "first", "Power")
    assert study.member is not None
    assert [one.announced for one in sittings.of_quiz(database, study.member.id, "pumps/start#checks")] == [()]


def test_what_is_broken_or_not_there_is_not_asked(database: Database) -> None:
    study = studying(database)
    opened = study.open("pumps/start")
    assert opened.checks is not None
    broken = next(question for question in opened.checks.questions if not question.askable)
    for name in (broken.id, "nowhere"):
        with pytest.raises(QuizError):
            study.answer_check(opened, name, ("x",), 0, ())


def test_links_lead_to_lessons_of_the_library_and_nowhere_else(database: Database) -> None:
    study = studying(database)
    lesson = study.find_lesson("start")
    found = study.linked(lesson, "02-stop.md#the-last-valve")
    assert found is not None
    assert (found.lesson.id, found.title) == ("stop", "The last valve")
    here = study.linked(lesson, "#the-end")
    assert here is not None
    assert (here.lesson.id, here.title) == ("start", "The end")
    for address in ("https://example.org", "../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "none.md"):
        assert study.linked(lesson, address) is None


def read_in_a_pipe(tmp_path: Path, typed: str) -> str:
    options = ("--library", LIBRARY, "--db", tmp_path / "study.db", "--member", "Ada")
    done = ran(*options, "read", "start", "--plain", stdin=typed)
    return done.stdout


def test_a_pipe_answers_the_questions_of_a_lesson_one_a_line(tmp_path: Path) -> None:
    told = read_in_a_pipe(tmp_path, "1\n\n?\n1,2\n\n")
    assert "2. Water\n3. Neither\nNot quite\nYou answered: Power\n  A pump that runs dry is lost." in told
    assert "\nGap 1 of 2:\n\n  Section: The end\n" in told, "an empty line reads on"
    assert "There is 1 hint: ? says it.\nHint:\n  Two of them.\nRight\n" in told
    assert told.endswith("Lesson done: Before you start\nNext: fivefold read stop --plain\n")


NOTED = """# Pumps

Water comes first.[^a]

[^a]: And power second.

<!-- quiz -->
What comes first?

- [ ] Power
- [x] Water
<!-- /quiz -->

That is all.
"""


def test_footnotes_are_said_at_the_end_and_not_between_the_text_and_its_question(tmp_path: Path) -> None:
    (tmp_path / "course" / "lessons").mkdir(parents=True)
    (tmp_path / "course" / "course.md").write_text("# Pumps\n", encoding="utf-8")
    (tmp_path / "course" / "lessons" / "pumps.md").write_text(NOTED, encoding="utf-8")
    options = ("--library", tmp_path / "course", "--db", tmp_path / "study.db", "--member", "Ada")
    told = ran(*options, "read", "pumps", "--plain", stdin="").stdout
    assert told.index("Check yourself") < told.index("That is all.") < told.index("[1] And power second.")


def test_where_the_input_ends_a_lesson_goes_on_and_gives_no_answer_away(tmp_path: Path) -> None:
    told = read_in_a_pipe(tmp_path, "")
    for said in ("1. Power\n2. Water\n3. Neither\n", "Gap 1 of 2:", "1. Bubbles\n2. Humming\n", "The last line."):
        assert said in told
    for answer in ("Right", "Not quite", "Without water", "Every one of them", "Two of them", "1970"):
        assert answer not in told
    assert "Lesson done" not in told
