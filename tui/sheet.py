"""A quiz as its trainer proofreads it: every question as its members see it, with all that they see only later.

A sheet is a document, so that the reader and the plain form show it as they show a lesson. No Textual in it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from types import MappingProxyType

from lessons.blocks import Block, Callout, Check, Code, Heading, Html, Item, ListBlock, Paragraph, Quote
from lessons.model import Document, FrontMatter
from lessons.problem import Severity
from quizzes.gap import Gap
from quizzes.model import (
    Choice,
    Cloze,
    Entry,
    Feedback,
    Matching,
    Mode,
    Multiple,
    Numeric,
    Option,
    Ordering,
    Output,
    Question,
    Quiz,
    Reflection,
    Scoring,
    Section,
    Text,
    TrueFalse,
    Typed,
)
from tui.commands.quiz_words import exact_time_words, hint_title, question_facts
from tui.i18n import _, aside, count, later, listed

NO_FRONT = FrontMatter(MappingProxyType({}), MappingProxyType({}), 0)
_TITLE, _UNDER_TITLE, _OF_A_CHECK = 1, 2, 4
_KINDS = {
    Text.type: later("type the answer"),
    Numeric.type: later("type a number"),
    Cloze.type: later("fill in the gaps"),
    Output.type: later("type what is printed"),
    Ordering.type: later("put in order"),
    Matching.type: later("find the partners"),
    Reflection.type: later("for the member alone"),
}


def sheet(quiz: Quiz, document: Document) -> Document:
    """The sheet of a quiz; lines are those of its file, so that a problem finds its place.

    Args:
        quiz: Read.
        document: What it was read from.
    """
    blocks = tuple(_Sheet(quiz).blocks())
    return Document("", NO_FRONT, blocks, document.references, ())


def lesson_sheet(document: Document, checks: Quiz | None) -> Document:
    """A lesson as its trainer proofreads it: in the place of each check stand its questions, with what is right."""
    if checks is None:
        return document
    sections = iter(checks.sections)
    blocks = [
        _check_sheet(checks, next(sections), block) if isinstance(block, Check) else block for block in document.blocks
    ]
    return replace(document, blocks=tuple(blocks))


def _check_sheet(checks: Quiz, section: Section, check: Check) -> Block:
    asked = [question for question in checks.questions if question.id in section.questions]
    inner = _Sheet(replace(checks, questions=tuple(asked)), level=_OF_A_CHECK).questions()
    title = _("Check yourself")
    return Callout(
        line=check.line, end=check.end, kind="important", title=title, blocks=(*section.introduction, *inner)
    )


def quiz_facts(quiz: Quiz) -> str:
    """What a member is told, or meets, of the quiz as a whole."""
    asked, drawn = len(quiz.askable), quiz.size
    facts = [
        count("{n} question", "{n} questions", asked),
        _("{n} drawn").format(n=drawn) if drawn < asked else "",
        _("pass mark {share}").format(share=f"{100 * quiz.pass_mark:g}%"),
        _("questions shuffled") if quiz.shuffle_questions else "",
        _("options shuffled") if quiz.shuffle_options else "",
        _("{name} scoring").format(name=quiz.scoring) if quiz.scoring is not Scoring.EXACT else "",
        _("exam") if quiz.mode is Mode.EXAM else "",
        _("told at the end") if quiz.feedback is Feedback.END else "",
        _("never told what was right") if quiz.feedback is Feedback.NEVER else "",
        count("{n} attempt", "{n} attempts", quiz.attempts) if quiz.attempts else "",
        exact_time_words(quiz.time_limit) if quiz.time_limit else "",
    ]
    return " · ".join(filter(None, facts))


class _Sheet:
    """The blocks of one sheet, while they are put down."""

    def __init__(self, quiz: Quiz, level: int = 0) -> None:
        """Take the quiz, and the level of its questions' headings where it does not follow from their sections."""
        self._quiz = quiz
        self._level = level or _UNDER_TITLE + any(question.section for question in quiz.questions)
        self._line = 1

    def blocks(self) -> Iterator[Block]:
        quiz = self._quiz
        yield Heading(line=1, end=1, level=_TITLE, source=literal(quiz.title))
        yield self._aside(quiz_facts(quiz))
        yield from quiz.introduction
        yield from self.questions()

    def questions(self) -> Iterator[Block]:
        pools = {one.questions[0]: one for one in self._quiz.sections if 0 < one.draw < len(one.questions)}
        section, number = "", 0
        for question in self._quiz.questions:
            self._line = question.line or self._line
            if question.section and question.section != section:
                yield Heading(line=self._line, end=self._line, level=_UNDER_TITLE, source=question.section)
            if pool := pools.get(question.id):
                yield self._aside(_("{n} drawn of {all}").format(n=pool.draw, all=len(pool.questions)))
            section = question.section
            yield from question.introduction
            number += question.askable
            yield from self._question(question, number)

    def _question(self, question: Question, number: int) -> Iterator[Block]:
        line = self._line
        label = f"{number}. " if question.askable else "✗ "
        stem = question.stem or _("(without words)")
        yield Heading(line=line, end=line, level=self._level, source=f"{label}{stem}")
        yield self._aside(_facts(question))
        for fault in question.faults:
            if fault.severity is Severity.ERROR:
                said = Paragraph(line=line, end=line, source=fault.message(_))
                yield Callout(line=line, end=line, kind="caution", title=_("Not asked"), blocks=(said,))
        yield from question.body
        for place, hint in enumerate(question.hints, start=1):
            yield self._callout("tip", hint_title(place, len(question.hints)), hint)
        if isinstance(question, Choice) and question.options:
            yield self._options(question)
        elif isinstance(question, Typed):
            yield from _gaps(question, line)
        elif isinstance(question, Output):
            yield Code(line=line, end=line, info="output", text=question.expected)
        elif isinstance(question, Ordering):
            yield _entries(question.entries, ordered=True)
        elif isinstance(question, Matching):
            yield _pairs(question)
        elif isinstance(question, Reflection) and question.rubric:
            yield _entries(question.rubric, ordered=False)
        if question.explanation:
            title = _("A model answer") if isinstance(question, Reflection) else _("Explanation")
            yield self._callout("note", title, question.explanation)

    def _options(self, question: Choice) -> Block:
        shuffled = question.shuffled and not isinstance(question, TrueFalse)
        items = tuple(_item(option, stays=shuffled and option.fixed) for option in question.options)
        tight = not any(option.blocks or option.feedback for option in question.options)
        first, last = items[0], items[-1]
        return ListBlock(line=first.line, end=last.end, ordered=True, start=1, tight=tight, items=items)

    def _callout(self, kind: str, title: str, blocks: tuple[Block, ...]) -> Block:
        # Its mark stands in the line above what it says.
        line = max(1, blocks[0].line - 1) if blocks else self._line
        return Callout(line=line, end=line, kind=kind, title=title, blocks=blocks)

    def _aside(self, text: str) -> Block:
        """A line that steps back."""
        return Html(line=self._line, end=self._line, text=escape(text))


def _gaps(question: Typed, line: int) -> Iterator[Block]:
    """The text with its gaps by number, and for each of them what it accepts and what it offers."""
    if isinstance(question, Cloze):
        yield from question.passage
        line = question.passage[0].line
    items = [Item(line=line, end=line, blocks=tuple(_gap(gap, line))) for gap in question.gaps]
    yield ListBlock(line=line, end=line, ordered=len(items) > 1, start=1, tight=True, items=tuple(items))


def _gap(gap: Gap, line: int) -> Iterator[Block]:
    told = [
        aside(_code(one.shown), _("{n} % of the mark").format(n=f"{100 * one.share:g}") if one.share < 1 else "")
        for one in gap.accepted
    ]
    yield Paragraph(line=line, end=line, source=_(" or ").join(told) or _code(gap.source))
    if gap.offered:
        offered = _("offered: {texts}").format(texts=listed(gap.offered))
        yield Html(line=line, end=line, text=escape(offered))


def _entries(entries: Sequence[Entry], *, ordered: bool) -> Block:
    items = tuple(_entry(entry, entry.source) for entry in entries)
    tight = not any(entry.blocks for entry in entries)
    return ListBlock(line=items[0].line, end=items[-1].end, ordered=ordered, start=1, tight=tight, items=items)


def _entry(entry: Entry, source: str) -> Item:
    blocks = (Paragraph(line=entry.line, end=entry.line, source=source), *entry.blocks)
    return Item(line=entry.line, end=blocks[-1].end, blocks=blocks)


def _pairs(question: Matching) -> Block:
    """Each left side with its partner, then what matches nothing."""
    partners = {entry.id: entry for entry in question.right}
    used = dict(question.pairs)
    items = [
        _entry(replace(partners[used[left.id]], line=left.line), f"{left.source} → {partners[used[left.id]].source}")
        for left in question.left
    ]
    items += [_entry(entry, f"→ {entry.source}") for entry in question.right if entry.id not in used.values()]
    first, last = items[0], items[-1]
    return ListBlock(line=first.line, end=last.end, ordered=False, start=1, tight=True, items=tuple(items))


def _code(text: str) -> str:
    """A text as code, whatever backticks are in it."""
    ticks = "`" * (1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
    blank = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{blank}{text}{blank}{ticks}"


def _item(option: Option, *, stays: bool) -> Item:
    line, box = option.line, "x" if option.right else " "
    blocks: list[Block] = [Paragraph(line=line, end=line, source=f"[{box}] {option.source}")]
    facts = [
        _("weight {n} %").format(n=f"{100 * option.weight:g}") if option.weight is not None else "",
        _("never moved") if stays else "",
    ]
    if any(facts):
        blocks.append(Html(line=line, end=line, text=escape(" · ".join(filter(None, facts)))))
    blocks += option.blocks
    if option.feedback:
        blocks.append(Quote(line=option.feedback[0].line, end=option.feedback[-1].end, blocks=option.feedback))
    return Item(line=line, end=blocks[-1].end, blocks=tuple(blocks))


def _facts(question: Question) -> str:
    """What stands in the head of a question, and what kind it is."""
    if isinstance(question, TrueFalse):
        kind = _("true or false")
    elif isinstance(question, Multiple):
        kind = _("choose all that are right")
    elif isinstance(question, Choice):
        kind = _("choose one")
    else:
        kind = _(_KINDS.get(question.type, question.type))
    facts = [
        question.label,
        kind,
        *question_facts(question),
        _("{name} scoring").format(name=question.scoring) if question.scoring is not Scoring.EXACT else "",
        question.objective,
        " ".join(question.tags),
        f"#{question.id}" if question.explicit else "",
    ]
    return " · ".join(filter(None, facts))


def literal(text: str) -> str:
    """Plain text as Markdown that says the same."""
    return "".join(f"\\{one}" if one in r"\`*_[]<>&!~" else one for one in text)
