"""What can be asked: one dataclass for each type of question.

It is apart from `quizzes.model`, where it is found as well: a list of quizzes needs none of them, and making their
classes takes as long as making that list.
"""

from typing import ClassVar

from lessons.blocks import Block
from lessons.light import dataclass
from lessons.problem import Problem, Severity
from quizzes.gap import Gap
from quizzes.model import QuestionCard, Scoring


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice question."""

    id: str
    """Stable under edits elsewhere: `t`/`f` of a true/false pair, else 8 hex digits of its canonical text."""
    source: str
    """Inline source of its first paragraph, without box and attributes; may be empty where it begins with a block."""
    blocks: tuple[Block, ...]
    """What else belongs to it: code, further paragraphs, lists."""
    right: bool
    feedback: tuple[Block, ...]
    """Shown when it was chosen."""
    line: int
    weight: float | None = None
    """Author's weight, 1.0 = full marks; None for the scoring rule's own."""
    fixed: bool = False
    """Never moved by shuffling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What every question has."""

    id: str
    """Explicit `{#id}`, else `~` and 12 hex digits; unique in its quiz."""
    explicit: bool
    """True where the author wrote the id."""
    label: str
    """`Q2`, as taken off the stem; may be empty."""
    line: int
    """Of its heading, 1-based; 0 for a question before the first heading."""
    stem: str
    """Inline source of the heading, without label and attributes."""
    body: tuple[Block, ...]
    """What stands between the heading and the answers: code, tables, further text."""
    hints: tuple[tuple[Block, ...], ...]
    explanation: tuple[Block, ...]
    section: str = ""
    """Inline source of the section's heading it stands in, or empty."""
    introduction: tuple[Block, ...] = ()
    """The section's own text, on its first question in the file; where questions are drawn or shuffled, ask
    `sitting.introduction` instead."""
    points: float = 1.0
    difficulty: str = ""
    tags: tuple[str, ...] = ()
    objective: str = ""
    time: int = 0
    """Seconds that the author thinks it takes: members are told, and nothing ends by it; 0 = nothing is said."""
    scoring: Scoring = Scoring.EXACT
    read: str = ""
    """The heading of its lesson to read again after a wrong answer, as a link names it; empty where nothing is said."""
    identity: str
    """Hash of stem, options and gaps: what it is."""
    key: str
    """Hash of its right answers."""
    revision: str
    """Hash of everything in it."""
    faults: tuple[Problem, ...] = ()
    """What is wrong with it. An error keeps it from being asked, never from being kept."""

    @property
    def askable(self) -> bool:
        """Whether the question can be asked: it has no fault that is an error."""
        return not any(fault.severity is Severity.ERROR for fault in self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(_Asked):
    """A question answered by choosing: the three choice types share it."""

    options: tuple[Option, ...]
    shuffled: bool = False
    """Whether the quiz asks for its options in a random order."""

    @property
    def right(self) -> tuple[str, ...]:
        """Ids of the right options, in source order."""
        return tuple(option.id for option in self.options if option.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Single(Choice):
    """One option is right."""

    type: ClassVar[str] = "single"


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiple(Choice):
    """Several options may be right; all of them and only them are asked for."""

    type: ClassVar[str] = "multiple"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Choice):
    """A known pair such as True/False or 对/错, in fixed order, ids `t` and `f`."""

    type: ClassVar[str] = "true-false"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed(_Asked):
    """A question answered by typing: into one gap, or into several."""

    gaps: tuple[Gap, ...]
    """In the order of the text."""

    @property
    def right(self) -> tuple[str, ...]:
        """What is told as the right answers, gap by gap."""
        return tuple(text for gap in self.gaps for text in gap.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Typed):
    """One gap with words, code or a pattern, alone in its paragraph."""

    type: ClassVar[str] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric(Typed):
    """One gap with a number, alone in its paragraph."""

    type: ClassVar[str] = "numeric"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze(Typed):
    """Gaps inside a text; each is worth the same."""

    type: ClassVar[str] = "cloze"
    passage: tuple[Block, ...]
    """The text with the gaps: `[[...]]` in running text, and in fences that are marked `cloze`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output(_Asked):
    """What code prints, typed line by line."""

    type: ClassVar[str] = "output"
    expected: str
    """The right output; blanks at the ends of lines and empty lines at its end do not count."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to put in order or to match, or a point of a rubric."""

    id: str
    """8 hex digits of its canonical text; where the same text stands there before, with `-2`, `-3` behind it."""
    source: str
    """Inline source of its first paragraph."""
    blocks: tuple[Block, ...] = ()
    """What else belongs to it."""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(_Asked):
    """Things to put in order."""

    type: ClassVar[str] = "ordering"
    entries: tuple[Entry, ...]
    """In the right order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(_Asked):
    """Left sides that each have a partner on the right."""

    type: ClassVar[str] = "matching"
    left: tuple[Entry, ...]
    right: tuple[Entry, ...]
    """Every partner once, in source order, and those that match nothing."""
    pairs: tuple[tuple[str, str], ...]
    """Ids of each left side and of its partner, in source order; several left sides may share one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection(_Asked):
    """Something to think about in writing, and to judge by oneself; its explanation is a model answer.

    It is private: no statistics and no group ever hear of it, and it counts for nothing in a score.
    """

    type: ClassVar[str] = "reflection"
    rubric: tuple[Entry, ...]
    """What a good answer has; may be empty."""


Question = Single | Multiple | TrueFalse | Text | Numeric | Cloze | Output | Ordering | Matching | Reflection


Shown = Option | Entry
"""What of a question is shown in an order of its own."""


def arranged_entries(question: Question) -> tuple[Entry, ...]:
    """What of a question is shown in an order of its own, beside options: all entries, or all partners; mostly none."""
    match question:
        case Ordering():
            return question.entries
        case Matching():
            return question.right
    return ()


def card_of(question: Question) -> QuestionCard:
    """The card of a question."""
    return QuestionCard(
        id=question.id,
        line=question.line,
        label=question.label,
        type=question.type,
        options=len(question.options) if isinstance(question, Choice) else len(arranged_entries(question)),
        right=len(question.right) if isinstance(question, Choice | Typed) else 0,
        objective=question.objective,
        identity=question.identity,
        askable=question.askable,
    )
