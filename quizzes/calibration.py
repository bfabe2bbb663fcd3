"""How sure a member was of answers, beside how many of them were right. It is the member's own, and changes no mark."""

from dataclasses import dataclass

from quizzes.evidence import Evidence, evidence_of
from quizzes.model import Confidence


@dataclass(frozen=True, slots=True)
class Calibration:
    """What came of all the answers that a member was equally sure of."""

    confidence: Confidence
    answers: int
    right: int

    @property
    def evidence(self) -> Evidence:
        """What so many answers allow to be said."""
        return evidence_of(self.answers)

    @property
    def share(self) -> float | None:
        """Right answers of all, 0 to 1; None where there are too few for one."""
        return None if self.evidence is Evidence.COUNTS else self.right / self.answers
