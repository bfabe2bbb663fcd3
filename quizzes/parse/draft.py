"""A heading section on its way to a question."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypedDict

from lessons.blocks import Block, Heading, Paragraph, Rule
from lessons.inline import Gap
from lessons.problem import Problem
from quizzes.identity import canonical, content, fingerprint, revision_hash
from quizzes.model import Question, Scoring
from quizzes.parse.comment import is_comment
from quizzes.parse.metadata import NOTHING, Metadata, Type
from quizzes.parse.options import Options
from quizzes.parse.page import Page


class Asked(TypedDict):
    """What every type of question is built with."""

    id: str
    explicit: bool
    label: str
    line: int
    stem: str
    body: tuple[Block, ...]
    hints: tuple[tuple[Block, ...], ...]
    explanation: tuple[Block, ...]
    section: str
    introduction: tuple[Block, ...]
    points: float
    difficulty: str
    tags: tuple[str, ...]
    objective: str
    time: int
    scoring: Scoring
    read: str
    identity: str
    key: str
    revision: str
    faults: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class AnswerBody:
    """What of a section is answered."""

    type: Type
    start: int | None = None
    """Index of its first block among those under the heading; None where it is none of them, as with options."""
    end: int | None = None
    """Index of the block behind its last one: the explanation begins there."""


@dataclass(frozen=True, slots=True)
class PlacedGap:
    """A gap, and where it stands."""

    block: int
    """Index of the block under the heading that it stands in, at any depth."""
    text: Paragraph
    """The running text, the cell or the code around it, with the line where that begins."""
    gap: Gap
    alone: bool
    """Whether it is all there is in a paragraph, which stands in nothing else."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps of a section."""

    placed: tuple[PlacedGap, ...]
    """In the order of the text."""
    blocks: tuple[Block, ...]
    """All blocks under the heading, with the number of each gap between its brackets: `[[1]]`."""
    unfilled: tuple[int, ...]
    """Indices of fences that are marked for gaps and have none."""

    @property
    def count(self) -> int:
        """How many there are; a fence that is marked for them and has none counts for one."""
        return len(self.placed) + len(self.unfilled)

    @property
    def alone(self) -> tuple[tuple[int, Gap], ...]:
        """Those that are all there is in a paragraph: its index, and the gap."""
        return tuple((one.block, one.gap) for one in self.placed if one.alone)


@dataclass(slots=True)
class Draft:
    """A heading section while it is read; the rules take their parts out of it."""

    page: Page
    heading: Heading | None
    """None for what stands before the first heading."""
    place: int
    """The line for a finding about the whole of it."""
    end: int
    """The last line of the section."""
    blocks: list[Block] = field(default_factory=list)
    """What stands under the heading and before the options, without what a rule has taken."""
    stem: str = ""
    label: str = ""
    lone: str = ""
    """What the heading says where that is a label alone, with whatever ends it."""
    id: str = ""
    """Empty where the author gave none."""
    own: Metadata = NOTHING
    """What the section says itself."""
    metadata: Metadata = NOTHING
    """What holds for it."""
    options: Options = field(default_factory=Options)
    gaps: Gaps | None = None
    """None before they were looked for."""
    type: Type | None = None
    """What its answer body looks like; None before that is known."""
    read: "Callable[[Draft], Question] | None" = None
    """The rule that reads it; None where it asks nothing."""
    answer: list[Block] = field(default_factory=list)
    """The blocks of the answer body, where it has some of its own."""
    hints: tuple[tuple[Block, ...], ...] = ()
    explanation: list[Block] = field(default_factory=list)
    section: str = ""
    introduction: tuple[Block, ...] = ()
    faults: list[Problem] = field(default_factory=list)

    @property
    def level(self) -> int:
        """Of the heading; 0 before the first one."""
        return self.heading.level if self.heading else 0

    @property
    def line(self) -> int:
        """Of the heading; 0 before the first one."""
        return self.heading.line if self.heading else 0

    def take_answer(self, body: AnswerBody) -> None:
        """Tell the answer body from the stem before it and the explanation behind it."""
        self.type = body.type
        self.explanation = self.options.after
        if body.start is None:
            return
        self.answer, after = self.blocks[body.start : body.end], self.blocks[body.end :]
        del self.blocks[body.start :]
        self.explanation = [*(after[1:] if after and isinstance(after[0], Rule) else after), *self.explanation]

    def canonical_stem(self) -> str:
        """The words of the question and what is shown with them: two codes under one heading text are two questions."""
        return canonical(f"{self.stem}\n{content(self.blocks)}")

    def source(self) -> str:
        """All lines under the heading, as they stand in the file."""
        first = self.heading.end if self.heading else self.page.front.end
        return "\n".join(self.page.lines[first : self.end]).strip("\n")

    def asked(self, *, identity: str, key: str, shuffled: bool = False) -> Asked:
        """What a question of any type is built with."""
        said = self.metadata
        return Asked(
            id=self.id or fingerprint(identity),
            explicit=bool(self.id),
            label=self.label,
            line=self.line,
            stem=self.stem,
            body=tuple(self.blocks),
            hints=self.hints,
            explanation=() if all(map(is_comment, self.explanation)) else tuple(self.explanation),
            section=self.section,
            introduction=self.introduction,
            points=1.0 if said.points is None else said.points,
            difficulty=said.difficulty or "",
            tags=said.tags or (),
            objective=said.objective or "",
            time=said.time or 0,
            scoring=said.scoring or Scoring.EXACT,
            read=said.read or "",
            identity=identity,
            key=key,
            revision=revision_hash(self.id, self.stem, self.source(), _written(said), str(shuffled)),
            faults=tuple(self.faults),
        )


@lru_cache(maxsize=64)
def _written(said: Metadata) -> str:
    """All that holds for a question, for its revision; most questions of a quiz share it."""
    values = ((name, getattr(said, name)) for name in Metadata.__slots__)
    return ";".join(f"{name}={value}" for name, value in values if value is not None)
