"""What is known of one question that a member was asked: its memory, its verdicts, and whether it is set aside."""

from datetime import date

from lessons.light import dataclass
from quizzes.mastery import Verdicts
from quizzes.memory import Memory, State


@dataclass(frozen=True, slots=True)
class SetAside:
    """Whether a question is asked at all, by its member's own word."""

    suspended: date | None = None
    """Since which study day it is not asked until it is resumed; None where it is asked."""
    buried: date | None = None
    """The study day before which it is not asked; None where it never was put off."""


@dataclass(frozen=True, slots=True)
class ItemMemory:
    """One member's memory of one question."""

    quiz: str
    """`course/quiz`, as it is now."""
    question: str
    """Its id in the quiz, as it is now."""
    identity: str
    """Hash of what it was when it was answered last; the same question in another quiz is a sibling."""
    revision: str
    """Hash of everything in it then; its text is kept under this."""
    key: str
    """Hash of its right answers then: where they are others now, it was an answer to an earlier key."""
    memory: Memory
    last_day: date
    """The study day of the latest review."""
    verdicts: Verdicts | None
    """What the answers came to; None where it was only turned over."""
    aside: SetAside = SetAside()

    @property
    def missed(self) -> bool:
        """Whether it was missed last, and not recalled since: the curve, which begins at 1, does not know that.

        To rate as Good what was only turned over is no verdict, and takes the memory a step on.
        """
        missed = self.verdicts is not None and not self.verdicts.right
        return missed and self.memory.state is not State.REVIEW and self.memory.step == 0

    @property
    def day(self) -> date:
        """The first study day on which it is asked, unless it is suspended."""
        return self.memory.due_day if self.aside.buried is None else max(self.memory.due_day, self.aside.buried)


Folded = ItemMemory | SetAside
"""What some events make of a question: without any answer among them, only whether it is set aside."""
