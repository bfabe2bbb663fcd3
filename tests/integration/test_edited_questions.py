"""A course is edited under its members: what they know of its questions goes on, on real files and a real database."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from quizzes.memory import Rating
from quizzes.model import Choice, Question
from quizzes.statistics import Past
from store import log, merge, records
from store.database import Database, open_database
from store.errors import FullError
from store.events import QuestionAliased
from store.items import ItemMemory
from store.log import rebuild
from store.projections import item_memory
from tests.histories import dump
from tui.commands.ids import write_ids
from tui.reviewing import Practice
from tui.study import Study
from tui.views import Finished, OpenQuiz

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FILE = "quizzes/pumps.md"
PUMPS = """# Pumps

### Which gauge is red before the pump starts?

- [x] The left gauge in the boiler room
- [ ] The right gauge in the boiler room
- [ ] None of them

### Which valve does the night shift close first?

- [x] The inlet valve under the stairs
- [ ] The outlet valve under the stairs
- [ ] The drain behind the tank

### Which valve does the day shift close first?

- [ ] The inlet valve under the stairs
- [x] The outlet valve under the stairs
- [ ] The drain behind the tank

### A pump may run dry for a minute.

- [ ] True
- [x] False
"""
GAUGE, NIGHT, SHIFT, DRY = range(4)


def begun(opened: OpenQuiz | Finished) -> OpenQuiz:
    """A sitting that is open, since it has no time limit."""
    assert isinstance(opened, OpenQuiz)
    return opened


class Course:
    """A course in a folder, and a member who studies it on a clock."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder = folder
        self.database = database
        self.at = MONDAY
        self.study = self.opened()

    def opened(self) -> Study:
        """Fivefold, opened anew on the files as they are."""
        study = Study([self.folder], self.database, now=lambda: self.at, random=Random(7))
        study.join("Ada")
        study.read()
        self.study = study
        return study

    def write(self, text: str, path: str = FILE) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def edit(self, old: str, new: str, path: str = FILE) -> Study:
        text = (self.folder / path).read_text(encoding="utf-8")
        assert old in text
        self.write(text.replace(old, new), path)
        return self.opened()

    def questions(self, quiz: str = "pumps") -> list[Question]:
        found = self.study.read().quiz(f"pump-room/quizzes/{quiz}")
        return list(found.questions) if found else []

    def take_the_quiz(self, quiz: str = "pump-room/quizzes/pumps") -> None:
        """Everything right."""
        opened = begun(self.study.start(quiz))
        while (question := opened.question) is not None:
            assert isinstance(question, Choice)
            opened = self.study.answer(opened, question.id, question.right, 0).quiz

    def items(self) -> list[ItemMemory]:
        me = self.study.member
        assert me
        return list(item_memory.of_member(self.database, me.id))

    def item(self, number: int, quiz: str = "pumps") -> ItemMemory:
        """What is known of a question, by its place in the file as it is."""
        me, question = self.study.member, self.questions(quiz)[number]
        assert me
        found = item_memory.of_question(self.database, me.id, f"pump-room/quizzes/{quiz}", question.id)
        assert found, f"nothing is known of {question.stem}"
        return found

    def aliases(self) -> list[QuestionAliased]:
        with self.database.reading() as connection:
            found = [event.body for event in records.read(connection, "kind = 'question.aliased'")]
        return [body for body in found if isinstance(body, QuestionAliased)]


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Course]:
    folder = tmp_path / "pump-room"
    folder.mkdir()
    (folder / "course.md").write_text("---\ntitle: Pump room\nid: pump-room\n---\n", encoding="utf-8")
    with open_database(tmp_path / "study.db", now=lambda: MONDAY) as database:
        (folder / "quizzes").mkdir()
        (folder / FILE).write_text(PUMPS, encoding="utf-8")
        made = Course(folder, database)
        made.take_the_quiz()
        yield made
        before = dump(database)
        rebuild(database)
        assert dump(database) == before


def schedule(item: ItemMemory) -> object:
    return item.memory, item.verdicts, item.last_day, item.aside


def test_a_typo_is_mended_and_the_question_is_due_when_it_was(course: Course) -> None:
    before = schedule(course.item(GAUGE))
    course.edit("Which gauge is red before the pump starts?", "Which gauge is red when the pump starts?")
    assert schedule(course.item(GAUGE)) == before
    assert len(course.items()) == 4
    course.opened()
    assert [one.how for one in course.aliases()] == ["likeness"], "and nothing more when it is read again"
    course.at += DAY
    asked = course.study.review()
    while asked and asked.asked.question.id != course.questions()[GAUGE].id:
        asked = course.study.review(after=asked.asked.identity) if course.study.rate(asked, Rating.GOOD) else None
    assert asked
    course.study.rate(asked, Rating.GOOD)
    assert course.item(GAUGE).memory.reviews == 2, "it goes on from what was"


def test_an_edit_that_is_taken_back_and_made_again_loses_nothing(course: Course) -> None:
    before = schedule(course.item(GAUGE))
    for _time in range(3):
        course.edit("is red before", "is red when")
        assert schedule(course.item(GAUGE)) == before
        course.edit("is red when", "is red before")
        assert schedule(course.item(GAUGE)) == before
    assert len(course.items()) == 4
    assert len(course.aliases()) == 6


def test_another_key_begins_the_statistics_anew_and_says_so(course: Course) -> None:
    before = course.item(NIGHT)
    course.edit("- [x] The inlet valve", "- [ ] The inlet valve")
    course.edit("- [ ] The drain behind", "- [x] The drain behind")  # of both shifts: but those are two questions
    course.edit("- [x] The outlet valve", "- [ ] The outlet valve")
    assert schedule(course.item(NIGHT)) == schedule(before), "what is remembered stays as it is"
    asked = course.study.review(practice=Practice(((before.quiz, before.question),)))
    assert asked
    assert asked.asked.earlier_key
    found = course.study.analysis("pump-room/quizzes/pumps")
    earlier = [one for one in found.past if one.why is Past.EARLIER_KEY]
    assert {(one.question, one.respondents, one.right) for one in earlier} == {
        (course.questions()[NIGHT].id, 1, 1),
        (course.questions()[SHIFT].id, 1, 1),
    }
    assert {one.question for one in found.items} == {course.questions()[GAUGE].id, course.questions()[DRY].id}
    course.at += DAY
    course.take_the_quiz()
    found = course.study.analysis("pump-room/quizzes/pumps")
    assert [(one.respondents, one.right) for one in found.items] == [(1, 1)] * 4
    assert len([one for one in found.past if one.why is Past.EARLIER_KEY]) == 2
    assert course.item(NIGHT).key != before.key


def test_a_question_that_moves_to_another_file_takes_its_history_along(course: Course) -> None:
    before = schedule(course.item(DRY))
    answers = course.study.analysis("pump-room/quizzes/pumps").respondents
    moved = PUMPS[PUMPS.index("### A pump may run dry") :]
    course.edit(moved, "")
    assert [one.stem for one in course.study.me().retired] == ["A pump may run dry for a minute."]
    course.write(f"# Care\n\n{moved}", "quizzes/care.md")
    course.opened()
    assert schedule(course.item(0, "care")) == before
    assert not course.study.me().retired
    found = course.study.analysis("pump-room/quizzes/care")
    assert [(one.respondents, one.right) for one in found.items] == [(answers, 1)], "its answers came along"


def test_a_file_gets_another_name(course: Course) -> None:
    before = [schedule(course.item(number)) for number in range(4)]
    (course.folder / FILE).rename(course.folder / "quizzes" / "machines.md")
    course.edit("is red before", "is red when", "quizzes/machines.md")
    assert [schedule(course.item(number, "machines")) for number in range(4)] == before
    assert {one.how for one in course.aliases()} == {"fingerprint", "likeness"}


def test_ids_that_are_written_keep_everything(course: Course) -> None:
    before = [schedule(course.item(number)) for number in range(4)]
    write_ids(course.folder)
    course.opened()
    assert all(question.explicit for question in course.questions())
    assert [schedule(course.item(number)) for number in range(4)] == before
    assert len(course.items()) == 4
    moved = (course.folder / FILE).read_text(encoding="utf-8")
    course.write("# Pumps\n\n### Q?\n\n- [x] a\n- [ ] b\n")
    course.write(moved.replace("Which gauge is red", "What is shown"), "quizzes/other.md")
    course.opened()
    assert [schedule(course.item(number, "other")) for number in range(4)] == before, (
        "an id goes anywhere in its course"
    )
    assert {one.how for one in course.aliases()} == {"fingerprint", "id"}


def test_options_that_are_split_and_joined(course: Course) -> None:
    before = schedule(course.item(GAUGE))
    course.edit("- [ ] None of them", "- [ ] The gauge on the deck\n- [ ] The gauge on the bridge\n- [ ] None of them")
    assert schedule(course.item(GAUGE)) == before
    course.edit("- [ ] The gauge on the deck\n- [ ] The gauge on the bridge\n", "- [ ] A gauge on deck or bridge\n")
    assert schedule(course.item(GAUGE)) == before


def test_two_questions_that_are_nearly_the_same_are_never_mistaken_for_each_other(course: Course) -> None:
    night, day = schedule(course.item(NIGHT)), schedule(course.item(SHIFT))
    before = {one.question for one in course.items()}
    course.edit("Which valve does the night shift close first?", "Which valve does the nightshift close first?")
    course.edit("Which valve does the day shift close first?", "Which valve does the day shift shut first?")
    assert (schedule(course.item(NIGHT)), schedule(course.item(SHIFT))) == (night, day)
    pairs = [(one.question, one.new_question) for one in course.aliases()]
    assert len(pairs) == 2
    course.edit("the nightshift close", "the NIGHT crew close")
    gone = PUMPS[PUMPS.index("### Which valve does the night") : PUMPS.index("### Which valve does the day")]
    course.write(PUMPS.replace(gone, ""))
    course.opened()
    assert len(course.study.me().retired) == 1
    assert {one.question for one in course.items()} - before, "what the file has lost went into no other question"
    assert schedule(course.item(1)) == day


@pytest.mark.parametrize("record", ["7", "{", '{"stem":"?"}', '{"stem":"?","body":"","type":"text","options":[1]}'])
def test_a_text_that_cannot_be_read_is_passed_over(course: Course, record: str) -> None:
    before = schedule(course.item(GAUGE))
    with course.database.transaction() as connection:
        connection.execute("UPDATE questions SET body = ?", (record,))
    course.edit("Which gauge is red before the pump starts?", "Which gauge is red when the pump starts?")
    assert len(course.study.me().retired) == 1, "nothing tells what it was like"
    course.edit("Which gauge is red when the pump starts?", "Which gauge is red before the pump starts?")
    assert schedule(course.item(GAUGE)) == before


def test_what_hides_in_a_text_that_is_kept_is_shown(course: Course) -> None:
    hostile = '{"stem":"Why\\u202e\\u200b?","body":"","type":"text","label":"\U000e0041"}'
    with course.database.transaction() as connection:
        connection.execute("UPDATE questions SET body = ?", (hostile,))
    course.edit("- [x] The inlet valve under the stairs\n- [ ] The outlet", "- [ ] The inlet valve\n- [x] The outlet")
    shown = "Why<U+202E><U+200B>?"
    assert shown in [one.stem for one in course.study.analysis("pump-room/quizzes/pumps").past]
    course.edit("Which gauge is red before the pump starts?", "Who is there?")
    assert shown in [one.stem for one in course.study.me().retired]


def test_what_is_gone_is_kept_and_comes_back_by_itself(course: Course) -> None:
    lost = course.item(DRY)
    before = schedule(lost)
    dry = PUMPS[PUMPS.index("### A pump may run dry") :]
    study = course.edit(dry, "### May a pump have holes?\n\n- [x] True\n- [ ] False\n")
    course.at += 5 * DAY
    assert [one.stem for one in study.me().retired] == ["A pump may run dry for a minute."]
    assert lost.question not in {asked.question for asked in study._due()}
    assert study.analysis("pump-room/quizzes/pumps").past[0].why is Past.RETIRED
    assert len(course.items()) == 4
    course.write(PUMPS)
    assert not course.opened().me().retired
    assert schedule(course.item(DRY)) == before
    assert not course.aliases(), "true and false tell no question from another"


def test_an_author_in_the_middle_of_something_takes_nothing_away(course: Course) -> None:
    before = [schedule(course.item(number)) for number in range(4)]
    course.write("# Pumps\n")
    assert not course.opened().me().retired
    course.write(PUMPS)
    course.opened()
    assert [schedule(course.item(number)) for number in range(4)] == before
    assert not course.aliases()


def test_an_open_quiz_goes_on_with_what_was_edited(course: Course) -> None:
    course.at += DAY
    opened = begun(course.study.start("pump-room/quizzes/pumps"))
    first = opened.question
    assert isinstance(first, Choice)
    course.study.answer(opened, first.id, first.right, 0)
    study = course.edit("Which valve does the night shift close first?", "Which valve does the night crew close first?")
    study = course.edit("Which gauge is red before", "Which gauge is red when")
    again = begun(study.start("pump-room/quizzes/pumps"))
    assert again.resumed
    assert again.sitting.answers[0].question == course.questions()[GAUGE].id
    assert again.question == course.questions()[NIGHT]
    assert not again.sitting.passed_over
    course.take_the_quiz()


def test_a_question_moves_out_of_the_text_of_a_lesson(course: Course) -> None:
    asked = "### What is the ladder for?\n\n- [x] The upper gauge\n- [ ] The painter\n"
    course.write(f"# Ladders\n\nUp.\n\n<!-- quiz -->\n\n{asked}\n<!-- /quiz -->\n", "lessons/ladders.md")
    study = course.opened()
    lesson = study.open("pump-room/lessons/ladders")
    assert lesson.checks
    (question,) = lesson.checks.questions
    assert isinstance(question, Choice)
    answered = study.answer_check(lesson, question.id, question.right, 0, question.right)
    (before,) = (one for one in course.items() if one.quiz == answered.quiz.quiz.key)
    course.write("# Ladders\n\nUp.\n", "lessons/ladders.md")
    course.write(f"# Care\n\n{asked}", "quizzes/care.md")
    course.opened()
    assert schedule(course.item(0, "care")) == schedule(before)
    course.write(
        f"# Ladders\n\n<!-- quiz -->\n\n{asked.replace('What is', 'What was')}\n<!-- /quiz -->\n", "lessons/ladders.md"
    )
    (course.folder / "quizzes" / "care.md").unlink()
    study = course.opened()
    assert len(study.me().retired) == 1, "moved and reworded at once it is not known again, and not lost"


@pytest.mark.parametrize("named", [False, True], ids=["by its words", "by an author's id"])
def test_a_file_that_is_away_for_a_moment_takes_its_history_back(course: Course, *, named: bool) -> None:
    """Its first question is asked in another quiz too, which nobody has taken, and that has one like its second."""
    twice, like = PUMPS.split("###")[1], PUMPS.split("###")[2].replace("close first", "open first")
    course.write(f"# Again\n\n###{twice}###{like}### What is oil for?\n\n- [x] Joints\n- [ ] Tea\n", "quizzes/again.md")
    if named:
        course.edit("before the pump starts?", "before the pump starts? {#gauge}")
    study, away = course.opened(), (course.folder / FILE).read_text(encoding="utf-8")
    before = course.items()
    (course.folder / FILE).unlink()
    study.look_again()
    assert {one.quiz for one in course.items()} == {"pump-room/quizzes/pumps", "pump-room/quizzes/again"}
    course.at += DAY
    course.take_the_quiz("pump-room/quizzes/again")
    course.write(away)
    course.opened()
    mine = [one for one in course.items() if one.quiz == "pump-room/quizzes/pumps"]
    assert mine == before, "as if it had never been away"
    assert course.item(0, "again").memory.reviews == 1, "what was answered there stays there"
    recorded = len(course.aliases())
    course.opened()
    assert len(course.aliases()) == recorded, "it is recorded once"


def test_an_id_that_is_given_to_another_question_begins_anew(course: Course) -> None:
    course.edit(
        "### Which gauge is red before the pump starts?", "### Which gauge is red before the pump starts? {#one}"
    )
    before = schedule(course.item(GAUGE))
    course.edit("starts? {#one}", "starts? {#gauge}")
    course.write(
        PUMPS.replace("starts?", "starts? {#gauge}") + "\n### What is oil for? {#one}\n\n- [x] Joints\n- [ ] Tea\n"
    )
    course.opened()
    assert schedule(course.item(GAUGE)) == before
    course.at += DAY
    course.take_the_quiz()
    assert course.item(4).memory.reviews == 1
    assert course.item(GAUGE).memory.reviews == 2


def test_a_file_that_cannot_be_written_is_read_all_the_same(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:

        def full(*_arguments: object, **_words: object) -> None:
            raise FullError(path=course.database.path)

        patch.setattr(log, "append", full)
        study = course.edit("is red before", "is red when")
        assert study.read().courses
    before = len(course.aliases())
    course.opened()
    assert (before, len(course.aliases())) == (0, 1), "and done the next time"


def test_two_machines_that_followed_the_same_edit_come_to_the_same(course: Course, tmp_path: Path) -> None:
    shutil.copytree(course.folder, tmp_path / "away" / "pump-room")
    with open_database(tmp_path / "away" / "study.db", now=lambda: MONDAY) as away:
        merge.merge(away, course.database.path, now=lambda: MONDAY)
        machines = course, Course(tmp_path / "away" / "pump-room", away)
        for hours, machine in enumerate(machines):
            machine.at = MONDAY + DAY + timedelta(hours=hours)
            machine.edit("is red before", "is red when")
            machine.take_the_quiz()
        merge.merge(away, course.database.path, now=lambda: MONDAY)
        merge.merge(course.database, away.path, now=lambda: MONDAY)
        assert dump(away) == dump(course.database)
        rebuild(away)
        assert dump(away) == dump(course.database)
        for machine in machines:
            machine.opened()
            assert machine.item(GAUGE).memory.reviews == 3
            assert len(machine.aliases()) == 2, "one of each machine, and no third"


def test_a_new_machine_that_had_begun_before_the_old_one_was_brought_in(course: Course, tmp_path: Path) -> None:
    """There the edited question has answers of its own when the earlier ones come."""
    shutil.copytree(course.folder, tmp_path / "away" / "pump-room")
    with open_database(tmp_path / "away" / "study.db", now=lambda: MONDAY) as away:
        machine = Course(tmp_path / "away" / "pump-room", away)
        machine.at = MONDAY + DAY
        machine.edit("is red before", "is red when")
        machine.take_the_quiz()
        me = machine.study.member
        assert me
        merge.merge(away, course.database.path, mine=me.id, now=lambda: MONDAY)
        machine.opened()
        assert machine.item(GAUGE).memory.reviews == 2
        assert not machine.study.me().retired
