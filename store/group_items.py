"""What a leader receives of the questions of an announced quiz: sums over those who took it, and nobody's answers.

Marks and choices do not leave a member's file for another's. A file says whose it is, and so does where, when and by
whom it was put; and a row of marks adds up to the result that is told by name. So there is no respondent in what this
answers, and nothing that is of fewer people than `mirror.FEWEST`: the answers to each question are counted in whole
batches of so many. Once told, a batch stays one (`released.py`): it is counted whole, also when one of those in it has
left the group, or not at all, when an answer of it is gone. What is new makes a batch of its own. So whoever looks
before and after somebody has left, joined, answered or had everything erased sees the same, or a whole batch more or
less. A batch is of sittings that were announced for the same groups: the sums of two groups overlap in whole batches
too.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from quizzes.library import Library
from quizzes.model import Quiz, Reflection
from quizzes.statistics import Analysis, Response, analyse, options_of
from store import charter, groups, released
from store.database import Database
from store.groups import Group
from store.mirror import FEWEST, QuestionDone, QuizQuestions
from store.projections import sitting_answers, sittings
from store.projections.sitting_answers import AnswerRecord
from store.projections.sittings import Taken


class _Given(NamedTuple):
    """An answer to a question of a quiz as it is now, and the sitting that it belongs to."""

    taken: Taken
    answer: AnswerRecord


_Answers = Mapping[str, Sequence[_Given]]
"""By question, in the order in which the sittings ended."""


def announced_items(database: Database, group: Group, quiz: Quiz, day: date) -> Analysis:
    """What the first announced sittings of a group's members who study here, as of a day, say about a quiz's questions.

    Answers to an earlier key and to what is retired are not counted; what was typed is not among it. Nor is anything of
    somebody who has not accepted the charter.

    Raises:
        StoreError: it cannot be read, or that it was told cannot be noted; then nothing is.
    """
    members = [member.id for member in groups.people_of(database, group.id, groups.MEMBER, day)]
    agreed = charter.accepted(database, group, members, day)
    taken = [one for one in sittings.taken_for(database, group.id, day) if one.quiz == quiz.key]
    return _analysis(database, quiz, taken, [member for member in members if agreed.get(member)])


def announced_questions(
    database: Database, group: Group, announced: Iterable[str], members: Sequence[str], *, library: Library, day: date
) -> tuple[QuizQuestions, ...]:
    """How the questions of several announced quizzes did, as of a day: of each quiz, the most difficult first.

    Args:
        database: what is read.
        group: the group.
        announced: the keys of the quizzes.
        members: the ids of those who are counted: of the group, with its charter accepted, studying here.
        library: where the questions stand.
        day: on which it is judged.

    Raises:
        StoreError: it cannot be read, or that it was told cannot be noted; then nothing is.
    """
    taken: dict[str, list[Taken]] = defaultdict(list)
    for one in sittings.taken_for(database, group.id, day):
        taken[one.quiz].append(one)
    return tuple(
        _questions(database, key, library.quiz(key), taken.get(key, ()), members) for key in dict.fromkeys(announced)
    )


def _questions(
    database: Database, key: str, quiz: Quiz | None, taken: Sequence[Taken], members: Collection[str]
) -> QuizQuestions:
    analysis = _analysis(database, quiz, taken, members) if quiz and len(taken) >= FEWEST else None
    if quiz is None or analysis is None or not analysis.items:
        return QuizQuestions(key, quiz.title if quiz else key, None, ())
    asked = {one.id: one for one in quiz.questions}
    done = [
        QuestionDone(
            one.question,
            asked[one.question].stem,
            asked[one.question].line,
            one.respondents,
            one.right,
            one.figures,
        )
        for one in analysis.items
    ]
    hardest = sorted(done, key=lambda one: (one.share, one.line))
    return QuizQuestions(key, quiz.title, analysis.respondents, tuple(hardest))


def _analysis(database: Database, quiz: Quiz, taken: Sequence[Taken], members: Collection[str]) -> Analysis:
    """What the sittings of a quiz say about its questions; new batches are made of those of some members."""
    every = [one.sitting for one in taken]
    answers = sitting_answers.of_sittings(database, every, sorted({one.member for one in taken}))
    given = _given(quiz, taken, answers)
    told = released.of_sittings(database, every)
    if database.unwritable is None and _new_batches(given, told, members):
        with database.transaction():  # another window may have told of some meanwhile
            told = released.of_sittings(database, every)
            new = _new_batches(given, told, members)
            released.note(database, new)
        told = {**told, **{answer: batch[0] for batch in new for answer in batch}}
    return analyse(chain.from_iterable(_counted(of_one, told) for of_one in given.values()), options_of(quiz))


def _given(quiz: Quiz, taken: Sequence[Taken], answers: Mapping[str, Sequence[AnswerRecord]]) -> _Answers:
    """What was answered to a quiz's questions as they are now."""
    asked = {question.id: question.key for question in quiz.questions if not isinstance(question, Reflection)}
    given: dict[str, list[_Given]] = {id_: [] for id_ in asked}
    for sitting in taken:
        for one in answers.get(sitting.sitting, ()):
            if one.type != Reflection.type and asked.get(one.question) == one.key and one.quiz == quiz.key:
                given[one.question].append(_Given(sitting, one))
    return given


def _new_batches(given: _Answers, told: Mapping[str, str], members: Collection[str]) -> list[list[str]]:
    """The batches that may be told besides those that are, each of the ids of its answers.

    They are made of first sittings, in the order in which these ended. Nobody is in two batches of one question.
    """
    batches: list[list[str]] = []
    for of_one in given.values():
        seen = {one.taken.member for one in of_one if one.answer.id in told}
        waiting: dict[frozenset[str], list[str]] = defaultdict(list)
        for one in of_one:
            if one.taken.first and one.taken.member in members and one.taken.member not in seen:
                seen.add(one.taken.member)
                waiting[one.taken.groups].append(one.answer.id)
        for some in waiting.values():
            batches += [some[start : start + FEWEST] for start in range(0, len(some) // FEWEST * FEWEST, FEWEST)]
    return batches


def _counted(of_one: Sequence[_Given], told: Mapping[str, str]) -> list[Response]:
    """The answers to one question that are counted: those of whole batches."""
    whole: dict[str, list[Response]] = defaultdict(list)
    for sitting, one in of_one:
        if one.id in told:
            said = Response(sitting.sitting, one.question, one.key, one.choice, one.mark, one.points)
            whole[told[one.id]].append(said)
    return [said for batch in whole.values() if len(batch) == FEWEST for said in batch]
