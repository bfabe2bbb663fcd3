"""What a leader receives of the questions of an announced quiz: sums over those who took it, and nobody's answers.

Marks and choices do not leave a member's file for another's. A file says whose it is, and so does where, when and by
whom it was put; and a row of marks adds up to the result that is told by name. So there is no respondent in what this
answers, and nothing that is of fewer people than `mirror.FEWEST`: of each question the sittings are counted in whole
batches of so many, in the order in which they ended. Whoever looks before and after somebody has ended sees the same,
or the sum of a batch.
"""

from collections.abc import Sequence
from datetime import date

from quizzes.model import Choice, Quiz, Reflection
from quizzes.statistics import Analysis, Response, analyse
from store import groups
from store.database import Database
from store.groups import Group
from store.mirror import FEWEST
from store.projections import sitting_answers, sittings


def announced_items(database: Database, group: Group, quiz: Quiz, day: date) -> Analysis:
    """What the first announced sittings of a group's members who study here, as of a day, say about a quiz's questions.

    Answers to an earlier key and to what is retired are not counted; what was typed is not among it.

    Raises:
        StoreError: it cannot be read.
    """
    members = [member.id for member in groups.people_of(database, group.id, groups.MEMBER, day)]
    taken = [sitting for key, sitting in sittings.first_announced(database, group.id, members) if key == quiz.key]
    asked = {question.id: question.key for question in quiz.questions if not isinstance(question, Reflection)}
    given: dict[str, list[Response]] = {id_: [] for id_ in asked}
    for number, sitting in enumerate(taken):
        for one in sitting_answers.of_sitting(database, sitting):
            if one.type != Reflection.type and asked.get(one.question) == one.key and one.quiz == quiz.key:
                said = Response(str(number), one.question, one.key, one.choice, one.mark, one.points)
                given[one.question].append(said)
    options = {
        (question.id, question.key): {option.id: option.right for option in question.options}
        for question in quiz.questions
        if isinstance(question, Choice)
    }
    return analyse((one for answers in given.values() for one in released(answers)), options)


def released(answers: Sequence[Response]) -> Sequence[Response]:
    """Those of the answers to one question, in the order of their sittings, that may be counted by now."""
    return answers[: len(answers) // FEWEST * FEWEST]
