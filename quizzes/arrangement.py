"""What a sitting asks of a quiz, and in which order it shows the parts of each question: all that chance decides."""

from collections.abc import Iterable
from random import Random

from quizzes.model import Choice, Matching, Ordering, Question, Quiz, arranged_entries


def size(quiz: Quiz) -> int:
    """How many questions a sitting of the quiz asks; the same whatever is drawn."""
    return len(drawn(quiz, Random(0)))  # noqa: S311 - the number does not depend on chance


def _ids_of(question: Question) -> tuple[str, ...]:
    """Ids of the options or entries of a question, in the order of the file."""
    if isinstance(question, Choice):
        return tuple(option.id for option in question.options)
    return tuple(entry.id for entry in arranged_entries(question))


def drawn(quiz: Quiz, random: Random) -> list[Question]:
    """The questions that a sitting asks, in the order of the file.

    Pools are drawn from first, the deepest before those they stand in, then the quiz draws from what is left.
    """
    left = {question.id: question for question in quiz.askable}
    for section in reversed(quiz.sections):
        pool = [name for name in section.questions if name in left]
        if 0 < section.draw < len(pool):
            chosen = frozenset(random.sample(pool, section.draw))
            for name in pool:
                if name not in chosen:
                    del left[name]
    names = list(left)
    if 0 < quiz.draw < len(names):
        chosen = frozenset(random.sample(names, quiz.draw))
        names = [name for name in names if name in chosen]
    return [left[name] for name in names]


def arranged(question: Question, random: Random) -> tuple[str, ...]:
    """The ids of options or entries in the order they are shown.

    Fixed options keep their place; what is to be put in order never stands in the right one.
    """
    if isinstance(question, Ordering | Matching):
        return _mixed(_ids_of(question), random)
    if not isinstance(question, Choice) or not question.shuffled:
        return _ids_of(question)
    movable = [option.id for option in question.options if not option.fixed]
    random.shuffle(movable)
    moved = iter(movable)
    return tuple(option.id if option.fixed else next(moved) for option in question.options)


def shown_again(question: Question, random: Random) -> tuple[str, ...]:
    """The ids in the order in which a review shows them: options as in the file, entries mixed."""
    return _ids_of(question) if isinstance(question, Choice) else arranged(question, random)


def _mixed(ids: tuple[str, ...], random: Random) -> tuple[str, ...]:
    """In another order; two of them change places where chance gave the same one."""
    mixed = list(ids)
    random.shuffle(mixed)
    if len(mixed) > 1 and tuple(mixed) == ids:
        mixed[0], mixed[-1] = mixed[-1], mixed[0]
    return tuple(mixed)


def rearranged(question: Question, recorded: Iterable[str]) -> tuple[str, ...]:
    """The ids in the order in which they were shown; what the question has lost is left out, new ones stand last."""
    now = dict.fromkeys(_ids_of(question))
    kept = dict.fromkeys(one for one in recorded if one in now)
    return tuple(kept | now)
