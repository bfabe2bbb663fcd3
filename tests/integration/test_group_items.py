"""What leaders learn of the questions of an announced quiz: sums, in batches of five, where they share a database."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

import pytest

from quizzes.model import Choice
from quizzes.statistics import Analysis
from store import backup, merge
from store.database import Database, open_database
from store.log import rebuild
from tests.histories import Clock
from tests.machines import COURSE, DUE, GROUP, LESSONS, LIBRARY, QUIZ, classroom
from tui.commands.wording import notice_lines
from tui.leading import NotLeading
from tui.study import Study
from tui.views import OpenQuiz

NAMES = ("Ana", "Ben", "Cho", "Dai", "Eva", "Fay", "Gil", "Hal", "Ida", "Jon")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "study.db", now=Clock()) as opened:
        yield opened


@pytest.fixture
def study(database: Database) -> Study:
    """Lea's, who leads ten people in her own database; a quiz is announced, and she has taken it too."""
    made = Study([LIBRARY], database, now=Clock(), random=Random(3))
    made.join("Lea")
    made.create_group(GROUP)
    made.set_plan(GROUP, COURSE, DUE, announced=["01-dough"])
    for name in NAMES:
        made.add_member(name)
        made.add_to_group(GROUP, name)
        made.join(name)
        made.accept_charter(GROUP, signed=name)
        made.join("Lea")
    take(made, "Lea", {})
    return made


def take(study: Study, name: str, chosen: Mapping[str, int]) -> None:
    """Take the quiz as somebody: of each question the right options, or the one of the number that is given."""
    study.join(name)
    opened = study.start(QUIZ)
    assert isinstance(opened, OpenQuiz)
    for id_ in opened.sitting.questions:
        question = next(one for one in opened.quiz.questions if one.id == id_)
        assert isinstance(question, Choice)
        options = question.options
        wanted = (options[chosen[id_]],) if id_ in chosen else tuple(one for one in options if one.right)
        opened = study.answer(opened, id_, tuple(one.id for one in wanted), 0).quiz


def seen(study: Study) -> Analysis:
    study.join("Lea")
    return study.announced_items(GROUP, QUIZ)[1]


def test_nothing_is_told_of_a_question_before_five_have_answered_it(study: Study) -> None:
    for name in NAMES[:4]:
        take(study, name, {})
    assert seen(study).items == ()
    take(study, NAMES[4], {"dry": 0})
    items = {one.question: one for one in seen(study).items}
    assert {id_: (one.respondents, one.right) for id_, one in items.items()} == {
        "water": (5, 5),
        "knead": (5, 5),
        "rested": (5, 5),
        "dry": (5, 4),
    }
    assert [one.count for one in items["dry"].options] == [1, 4, 0, 0]


def test_whoever_looks_before_and_after_one_has_answered_learns_nothing_of_the_answers(study: Study) -> None:
    for name in NAMES[:5]:
        take(study, name, {"dry": 0})
    before = seen(study)
    for name in NAMES[5:9]:
        take(study, name, {"dry": 2})
        assert seen(study) == before
    take(study, NAMES[9], {"dry": 2})
    dry = next(one for one in seen(study).items if one.question == "dry")
    assert [one.count for one in dry.options] == [5, 0, 5, 0]


def test_a_leader_who_looks_every_day_never_learns_what_one_person_answered(study: Study, database: Database) -> None:
    """A sum that shifts by one person would show what Ben or Fay chose."""
    chosen = dict(zip(NAMES, (0, 1, 2, 3, 0, 3, 2, 3, 0, 1), strict=True))
    looks: list[tuple[int, ...]] = []

    def look() -> tuple[int, ...]:
        dry = [one for one in seen(study).items if one.question == "dry"]
        looks.append(tuple(option.count for option in dry[0].options) if dry else (0, 0, 0, 0))
        return looks[-1]

    for name in NAMES[:6]:
        take(study, name, {"dry": chosen[name]})
        look()
    first = (2, 1, 1, 1)
    assert looks[4:] == [first, first]
    study.remove_from_group(GROUP, "Ben")
    assert look() == first, "who has left stays in the sum that was told"
    for name in NAMES[6:]:
        take(study, name, {"dry": chosen[name]})
        look()
    both = (3, 2, 2, 3)
    assert looks[-2:] == [first, both]
    study.join("Lea")
    study.add_to_group(GROUP, "Ben")
    take(study, "Cho", {"dry": 3})
    assert look() == both, "who comes back, or answers once more, is in the same sum"
    study.join("Gil")
    study.accept_charter(GROUP, signed="Gil")
    study.erase()
    assert look() == first, "what is gone takes the whole of its sum with it"
    rebuild(database)
    assert look() == first


def test_an_older_file_that_takes_in_the_newer_one_tells_the_same_sums(
    study: Study, database: Database, tmp_path: Path
) -> None:
    for number, name in enumerate(NAMES[:6]):
        take(study, name, {"dry": number % 4 if number < 5 else 3})
    older = tmp_path / "older.db"
    backup.backup(database, older)
    told = seen(study)
    study.remove_from_group(GROUP, "Ben")
    with open_database(older, now=Clock()) as again:
        merge.merge(again, database.path, now=Clock())
        assert seen(Study([LIBRARY], again, now=Clock(), random=Random(4))) == told


def test_the_sums_of_two_groups_tell_no_more_than_those_of_one(study: Study) -> None:
    """Nine are in both groups, and one in the first alone."""
    study.join("Lea")
    study.create_group("Day shift")
    study.set_plan("Day shift", COURSE, DUE, announced=["01-dough"])
    for name in NAMES[:9]:
        study.add_to_group("Day shift", name)
        study.join(name)
        study.accept_charter("Day shift", signed=name)
        study.join("Lea")
    take(study, NAMES[9], {"dry": 3})
    for name in NAMES[:9]:
        take(study, name, {})
    study.join("Lea")
    sums = [
        [
            one.count
            for item in study.announced_items(group, QUIZ)[1].items
            if item.question == "dry"
            for one in item.options
        ]
        for group in (GROUP, "Day shift")
    ]
    assert sums == [[0, 5, 0, 0]] * 2


def test_whoever_has_not_accepted_the_charter_is_not_counted(study: Study) -> None:
    for name in NAMES[:5]:
        take(study, name, {})
    study.join("Lea")
    study.add_member("Kim")
    study.add_to_group(GROUP, "Kim")
    before = seen(study)
    assert before.respondents == 5
    for name in ("Kim", *NAMES[5:9]):
        take(study, name, {})
    assert seen(study) == before, "nine may be counted, and the tenth has agreed to nothing"
    take(study, NAMES[9], {})
    assert seen(study).respondents == 10


def test_only_the_first_announced_attempt_counts(study: Study) -> None:
    for name in NAMES[:5]:
        take(study, name, {"water": 0})
        take(study, name, {})
    water = next(one for one in seen(study).items if one.question == "water")
    assert (water.respondents, water.right) == (5, 0)


def test_it_is_for_those_who_lead_the_group(study: Study) -> None:
    study.join("Ana")
    with pytest.raises(NotLeading):
        study.announced_items(GROUP, QUIZ)


def test_members_are_told_of_it_before_they_answer(study: Study, tmp_path: Path) -> None:
    study.join("Ana")
    here = study.conditions(QUIZ)
    assert any("without names" in line for line in notice_lines(here.groups, counted=here.counted))
    with classroom(tmp_path, "Wei") as (_leader, wei):
        wei.share()
        alone = wei.study.conditions(QUIZ)
        assert alone.groups == (GROUP,)
        assert not any("without names" in line for line in notice_lines(alone.groups, counted=alone.counted))


def test_what_was_answered_to_an_announced_quiz_is_in_no_file(tmp_path: Path) -> None:
    files = []
    for number, wrong in enumerate(({"dry": 0, "water": 0}, {"knead": 0, "dry": 3})):
        folder = tmp_path / str(number)
        folder.mkdir()
        with classroom(folder, "Wei") as (leader, wei):
            wei.share()
            take(wei.study, "Wei", wrong)
            wei.complete(LESSONS[0])
            files.append(wei.share().file.read_bytes())
            leader.collect()
            assert leader.study.announced_items(GROUP, QUIZ)[1].items == ()
    assert files[0] == files[1]
    assert b'"share":0.5' in files[0]
