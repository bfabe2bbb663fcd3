"""What a leader receives of the questions of an announced quiz: sums over those who took it, and nobody's answers.

Marks and choices do not leave a member's file for another's. A file says whose it is, and so does where, when and by
whom it was put; and a row of marks adds up to the result that is told by name. So there is no respondent in what this
answers, and nothing that is of fewer people than `mirror.FEWEST`: of each question the sittings are counted in whole
batches of so many, in the order in which they ended. Whoever looks before and after somebody has ended sees the same,
or the sum of a batch.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from quizzes.library import Library
from quizzes.model import Choice, Quiz, Reflection
from quizzes.statistics import Analysis, Response, analyse
from store import charter, groups
from store.database import Database
from store.groups import Group
from store.mirror import FEWEST, QuestionDone, QuizQuestions
from store.projections import sitting_answers, sittings
from store.projections.sitting_answers import AnswerRecord


def announced_items(database: Database, group: Group, quiz: Quiz, day: date) -> Analysis:
    """What the first announced sittings of a group's members who study here, as of a day, say about a quiz's questions.

    Answers to an earlier key and to what is retired are not counted; what was typed is not among it. Nor is anything of
    somebody who has not accepted the charter.

    Raises:
        StoreError: it cannot be read.
    """
    members = [member.id for member in groups.people_of(database, group.id, groups.MEMBER, day)]
    agreed = charter.accepted(database, group, members, day)
    members = [member for member in members if agreed.get(member)]
    taken = [one for key, one in sittings.first_announced(database, group.id, members, day) if key == quiz.key]
    answers = sitting_answers.of_sittings(database, taken, members)
    return _analysis(quiz, [answers.get(sitting, ()) for sitting in taken])


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
        StoreError: it cannot be read.
    """
    taken: dict[str, list[str]] = {}
    for quiz, sitting in sittings.first_announced(database, group.id, members, day):
        taken.setdefault(quiz, []).append(sitting)
    wanted = [key for key in dict.fromkeys(announced) if len(taken.get(key, ())) >= FEWEST]
    answers = sitting_answers.of_sittings(database, [one for key in wanted for one in taken[key]], members)
    return tuple(
        _questions(key, library.quiz(key), [answers.get(one, ()) for one in taken.get(key, ())])
        for key in dict.fromkeys(announced)
    )


def released(answers: Sequence[Response]) -> Sequence[Response]:
    """Those of the answers to one question, in the order of their sittings, that may be counted by now."""
    return answers[: len(answers) // FEWEST * FEWEST]


def _questions(key: str, quiz: Quiz | None, taken: Sequence[Sequence[AnswerRecord]]) -> QuizQuestions:
    analysis = _analysis(quiz, taken) if quiz and len(taken) >= FEWEST else None
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


def _analysis(quiz: Quiz, taken: Sequence[Sequence[AnswerRecord]]) -> Analysis:
    """What sittings, given by their answers in the order in which they ended, say about a quiz's questions."""
    asked = {question.id: question.key for question in quiz.questions if not isinstance(question, Reflection)}
    given: dict[str, list[Response]] = {id_: [] for id_ in asked}
    for number, answers in enumerate(taken):
        for one in answers:
            if one.type != Reflection.type and asked.get(one.question) == one.key and one.quiz == quiz.key:
                said = Response(str(number), one.question, one.key, one.choice, one.mark, one.points)
                given[one.question].append(said)
    options = {
        (question.id, question.key): {option.id: option.right for option in question.options}
        for question in quiz.questions
        if isinstance(question, Choice)
    }
    return analyse((one for answers in given.values() for one in released(answers)), options)
