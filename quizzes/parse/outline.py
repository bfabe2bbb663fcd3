"""The headings of a quiz file: which are questions, which are sections, and what belongs to whom."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lessons.blocks import Block
from quizzes import findings
from quizzes.parse.comment import is_comment
from quizzes.parse.draft import Draft
from quizzes.parse.forms import answer_body
from quizzes.parse.heading import asks
from quizzes.parse.hints import take_hints
from quizzes.parse.idle_weights import idle_weights
from quizzes.parse.label import lone_label
from quizzes.parse.metadata import Metadata, Type
from quizzes.parse.page import Page
from quizzes.parse.settings import Settings
from quizzes.parse.unanswered import without_answer


@dataclass(slots=True)
class SectionDraft:
    """A section while its questions are read."""

    level: int
    line: int
    title: str
    """Inline source; empty for the file's own title."""
    metadata: Metadata
    draw: int
    introduction: tuple[Block, ...]
    questions: list[Draft] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """A quiz file by its headings."""

    title: str = ""
    """Inline source of the first heading, where it is no question and no section among others."""
    introduction: list[Block] = field(default_factory=list)
    questions: list[Draft] = field(default_factory=list)
    sections: list[SectionDraft] = field(default_factory=list)


def read_outline(page: Page, drafts: Sequence[Draft], settings: Settings) -> Outline:
    """Tell questions from sections, and give each question what it inherits."""
    walk = _Walk(page, drafts, settings)
    for index in range(len(drafts)):
        walk.step(index)
    sections = walk.outline.sections
    if sections and (sections[0].draw or any(one.questions and one.level == sections[0].level for one in sections[1:])):
        walk.outline.title = ""
    return walk.outline


class _Walk:
    """A walk over the headings in the order of the file."""

    def __init__(self, page: Page, drafts: Sequence[Draft], settings: Settings) -> None:
        self.outline = Outline()
        self._page = page
        self._drafts = drafts
        self._outermost = replace(settings.questions, shuffle=settings.shuffle_options)
        self._types = [self._type(index) for index in range(len(drafts))]
        self._open: list[SectionDraft] = []
        """The sections that the walk stands in, the outermost first."""
        self._question: Draft | None = None
        """The question met last, while only deeper headings follow."""

    def step(self, index: int) -> None:
        draft = self._drafts[index]
        if self._question and draft.level <= self._question.level:
            self._question = None
        while self._open and self._open[-1].level >= draft.level > 0:
            self._open.pop()
        if self._explains(index) and self._question:
            self._explain(self._question, draft)
        elif self._types[index]:
            self._ask(draft)
            self._seek_reflected(index)
        elif draft.heading is None:
            self._introduce(draft)
        elif self._deepens(index):
            self._begin(draft, whole=index == self._first and self._spans_all(index))
        else:
            self._page.problems.append(without_answer(draft))

    def _type(self, index: int) -> Type | None:
        """The type of an answer body; any of the choice types stands for all of them."""
        draft = self._drafts[index]
        draft.metadata = draft.own
        if draft.heading is None and not draft.stem and not draft.options.items:
            return None
        found = answer_body(draft, leaf=not self._deepens(index))
        return found[1].type if found else None

    @property
    def _first(self) -> int:
        """The index of the first heading."""
        return 1 if self._drafts and self._drafts[0].heading is None else 0

    def _deepens(self, index: int) -> bool:
        """Whether a deeper heading follows."""
        return index + 1 < len(self._drafts) and self._drafts[index + 1].level > self._drafts[index].level

    def _below(self, index: int) -> range:
        """The deeper headings that follow, up to the next that is not."""
        level, end = self._drafts[index].level, index + 1
        while end < len(self._drafts) and self._drafts[end].level > level:
            end += 1
        return range(index + 1, end)

    def _spans_all(self, index: int) -> bool:
        return self._below(index).stop == len(self._drafts)

    def _explains(self, index: int) -> bool:
        """Whether a heading under a question only continues it: it asks nothing, and nor does any below it."""
        if self._question is None or (not self._drafts[index].blocks and not self._deepens(index)):
            return False
        return not any(self._asks(inner) for inner in (index, *self._below(index)))

    def _asks(self, index: int) -> bool:
        """Whether a heading under a question begins another one; a numbered list alone does not."""
        draft = self._drafts[index]
        listed = self._types[index] is Type.ORDERING and draft.own.type is None
        return asks(draft) or (self._types[index] is not None and not listed)

    def _explain(self, question: Draft, draft: Draft) -> None:
        if draft.heading:
            question.explanation.append(draft.heading)
        question.explanation += draft.blocks
        question.end = draft.end

    def _introduce(self, draft: Draft) -> None:
        """What stands before the first heading."""
        self.outline.introduction += draft.blocks
        if draft.stem:
            self._page.problems.append(self._page.problem(findings.WITHOUT_ANSWER, draft.place))

    def _ask(self, draft: Draft) -> None:
        outer = self._open[-1].metadata if self._open else self._outermost
        draft.metadata = draft.own.over(outer)
        draft.section = next((section.title for section in reversed(self._open) if section.title), "")
        for section in self._open:
            if not section.questions:
                draft.introduction += section.introduction
        if found := answer_body(draft, leaf=True):
            form, body = found
            draft.read = form.read
            draft.take_answer(body)
            draft.faults += idle_weights(draft)
        draft.hints = take_hints(draft.blocks, quotes=self._page.quizdown)
        self._seek_words(draft)
        if draft.own.draw is not None:
            problem = self._page.at(findings.VALUE, draft.place, "draw", key="draw", expected="said of a section")
            self._page.problems.append(problem)
        if draft.heading is None and not draft.stem:
            draft.faults.append(self._page.problem(findings.LIST_BEFORE_HEADING, draft.place))
        for section in self._open:
            section.questions.append(draft)
        self.outline.questions.append(draft)
        self._question = draft

    def _seek_reflected(self, index: int) -> None:
        """See that a reflection is no section: what it is called holds for no question under it."""
        draft = self._drafts[index]
        if draft.type is Type.REFLECTION and any(self._asks(inner) for inner in self._below(index)):
            self._page.problems.append(self._page.at(findings.REFLECTION_SECTION, draft.place, "type"))

    def _seek_words(self, draft: Draft) -> None:
        """See that the question says something beside its answer; a label alone is all its words."""
        if draft.heading is None or draft.type is Type.CLOZE or not all(map(is_comment, draft.blocks)):
            return
        if draft.label and not draft.stem:  # its words were looked for under the heading, where only the answer stands
            draft.label, draft.stem = "", draft.lone or draft.label
        if not draft.stem:
            draft.faults.append(self._page.problem(findings.WITHOUT_WORDS, draft.place))
        elif label := lone_label(draft.stem):
            draft.faults.append(self._page.problem(findings.ONLY_A_LABEL, draft.place, label=label))

    def _begin(self, draft: Draft, *, whole: bool) -> None:
        """Begin a section; the one that spans the whole file is the file's title and introduction."""
        self._question = None
        outer = self._open[-1].metadata if self._open else self._outermost
        if draft is self._drafts[self._first]:
            self.outline.title = draft.stem
        if whole:
            self.outline.introduction += draft.blocks
        section = SectionDraft(
            level=draft.level,
            line=draft.line,
            title="" if whole else draft.stem,
            metadata=draft.own.over(outer),
            draw=draft.own.draw or 0,
            introduction=() if whole else tuple(draft.blocks),
        )
        self._open.append(section)
        self.outline.sections.append(section)
