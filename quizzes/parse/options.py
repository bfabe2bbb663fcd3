"""Options: all items with a box in a section, over all its lists, and what belongs to each of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lessons.blocks import Block, Callout, Code, Heading, Item, ListBlock, Paragraph, Quote, Rule
from lessons.problem import Finding, Problem
from quizzes import findings
from quizzes.parse.box import BULLET, Box, read_box
from quizzes.parse.comment import is_comment
from quizzes.parse.label import question_label
from quizzes.parse.page import MOST_PROBLEMS, Page

_OF_WORDS = (Paragraph, Heading)
_QUOTES = (Quote, Callout)
_ENOUGH = 200
"""Characters that show whether a box stands there: behind `[x]` the address of a link may follow."""
_GLUED = re.compile(rf"^{BULLET.pattern}", re.MULTILINE)


@dataclass(slots=True)
class OptionDraft:
    """An option while it is read."""

    source: str
    """Inline source of its first paragraph, without the box."""
    ticked: bool
    ordered: bool
    """Whether it stands in a numbered list."""
    line: int
    end: int
    """Last line of what belongs to it."""
    blocks: list[Block] = field(default_factory=list)
    feedback: list[Block] = field(default_factory=list)
    told: bool = False
    """Whether the last thing that was added is feedback at the margin."""


@dataclass(slots=True)
class Options:
    """What the section holds before, in and after its options."""

    before: list[Block] = field(default_factory=list)
    items: list[OptionDraft] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_options(page: Page, blocks: Sequence[Block]) -> Options:
    """Tell the options of a section from what stands before and after them."""
    walk = _Walk(page)
    walk.through(blocks)
    walk.finish()
    return walk.options


class _Walk:
    """A walk over the blocks of a section in reading order."""

    def __init__(self, page: Page) -> None:
        self.options = Options()
        self._page = page
        self._between: set[bool] = set()
        """The kinds of code, fenced and not, that stood at the margin between two options."""
        self._texts: list[tuple[int, Paragraph]] = []
        """Each text at the margin between two options, with how many options stand before it."""

    def through(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, ListBlock):
                self._list(block)
            elif isinstance(block, Paragraph) and _glued(block.source):
                self._lines(block.source, block.line)
            else:
                self._other(block)

    def finish(self) -> None:
        """Give the last option its own; the rest is the explanation."""
        self._tell_of_texts()
        if not self.options.after:
            return
        option, after = self.options.items[-1], self.options.after
        if self._between:
            first = next((index for index, block in enumerate(after) if not is_comment(block)), 0)
            code = after[first]
            if isinstance(code, Code) and code.fenced in self._between:
                self._give(option, code)
                del after[first]
        while after and _is_quote(after[0]) and after[0].line == option.end + 1:
            self._give(option, after.pop(0))
        if after and isinstance(after[0], Rule):
            del after[0]

    def _other(self, block: Block) -> None:
        (self.options.after if self.options.items else self.options.before).append(block)

    def _list(self, block: ListBlock) -> None:
        boxes = [item_box(item) if item.blocks else self._lost_box(item) for item in block.items]
        if not any(boxes):
            if any(holds_boxes(item.blocks) for item in block.items):
                for item in block.items:
                    self.through(item.blocks)
            else:
                self._other(block)
            return
        for number, (item, box) in enumerate(zip(block.items, boxes, strict=True), block.start):
            if box:
                self._item(item, box, ordered=block.ordered)
            elif holds_boxes(item.blocks):
                self.through(item.blocks)
            else:
                self._loose(block, item, number)

    def _item(self, item: Item, box: Box, *, ordered: bool) -> None:
        first = item.blocks[0] if item.blocks else item
        begin = self._begin_all if "\n" in box.text else self._begin
        own = begin(box, box.text, line=first.line, end=item.end, ordered=ordered)
        if isinstance(first, Code):
            self._report(findings.ODD_BOX, first.line, box=box.written, read=box.read)
        for block in item.blocks[1:]:
            if self.options.items[-1] is own and not holds_boxes((block,)):
                (own.feedback if _is_quote(block) else own.blocks).append(block)
                continue
            if isinstance(block, ListBlock):
                self._report(findings.NESTED_BOX, block.line)
            self.through((block,))

    def _lost_box(self, item: Item) -> Box | None:
        """The box of an item that Markdown takes for the definition of a link: `- [x]: text`."""
        line = self._page.lines[item.line - 1]
        marker = BULLET.match(line, item.column - 1)
        return read_box(line[marker.end() :]) if marker else None

    def _loose(self, block: ListBlock, item: Item, number: int) -> None:
        """An item without a box among options is a part of the option before."""
        alone = ListBlock(
            line=item.line, end=item.end, ordered=block.ordered, start=number, tight=block.tight, items=(item,)
        )
        finding = findings.ITEM_WITHOUT_BOX if self.options.items else findings.FIRST_WITHOUT_BOX
        if len(self.options.problems) < MOST_PROBLEMS:
            self.options.problems.append(self._page.problem(finding, item.line, item.column))
        if self.options.items:
            self._settle()
            self._give(self.options.items[-1], alone)
        else:
            self.options.before.append(alone)

    def _lines(self, source: str, line: int) -> None:
        """A paragraph with options whose markers have no blank behind them: `-[x]`."""
        starts = _glued(source)
        head = source[: starts[0].start()].rstrip()
        if head:
            self._other(Paragraph(line=line, end=line + head.count("\n"), source=head))
        counted = 0
        for found, following in zip(starts, [*starts[1:], None], strict=True):
            text = source[found.end() : following.start() if following else len(source)].rstrip()
            line += source.count("\n", counted, found.end())
            counted = found.end()
            box = read_box(text)
            if box is None:
                raise AssertionError(text)
            self._begin(box, box.text, line=line, end=line + box.text.count("\n"), ordered=found[1] is not None)
            self._report(findings.ODD_BOX, line, box=found[0].strip() + box.written, read=f"- {box.read}")

    def _begin_all(self, box: Box, text: str, *, line: int, end: int, ordered: bool) -> OptionDraft:
        """Begin an option of several lines; options that they hide follow at once."""
        starts = _glued(text)
        if not starts:
            return self._begin(box, text, line=line, end=end, ordered=ordered)
        own = text[: starts[0].start()]
        option = self._begin(box, own.rstrip(), line=line, end=line + own.count("\n") - 1, ordered=ordered)
        self._lines(text[starts[0].start() :], option.end + 1)
        return option

    def _begin(self, box: Box, text: str, *, line: int, end: int, ordered: bool) -> OptionDraft:
        if self.options.after:
            self._settle()
        if self.options.items:
            before = self.options.items[-1]
            if before.blocks or "\n" in before.source:
                self._seek_questions(before)
        option = OptionDraft(text, box.ticked, ordered, line, end)
        self.options.items.append(option)
        if box.odd:
            self._report(box.odd, line, box=box.written, read=box.read)
        return option

    def _settle(self) -> None:
        """Something belongs to the option before: all since then does."""
        if not self.options.items:
            return
        for block in self.options.after:
            self._give(self.options.items[-1], block)
            if isinstance(block, Code):
                self._between.add(block.fenced)
            elif isinstance(block, Paragraph):
                self._texts.append((len(self.options.items), block))
        self.options.after.clear()

    def _give(self, option: OptionDraft, block: Block) -> None:
        """Add a block at the margin; a quote that touches is feedback, and so are the quotes that follow it."""
        if _is_quote(block) and (option.told or block.line == option.end + 1):
            option.feedback.append(block)
            option.told = True
        else:
            option.blocks.append(block)
            option.told = False
        option.end = block.end

    def _seek_questions(self, option: OptionDraft) -> None:
        """Another option follows this one: a line that begins a question must not stand between them."""
        texts = [(option.source.partition("\n")[2], option.line + 1)] if "\n" in option.source else []
        texts += [(block.source, block.line) for block in option.blocks if isinstance(block, Paragraph)]
        for text, first in texts:
            for number, line in enumerate(text.split("\n"), first):
                label = question_label(line)
                if label and len(self.options.problems) < MOST_PROBLEMS:
                    problem = self._page.at(findings.QUESTION_AS_PARAGRAPH, number, label, label=label)
                    self.options.problems.append(problem)

    def _tell_of_texts(self) -> None:
        """Say what was taken for a part of an option, and may have been meant for more."""
        told = {problem.line for problem in self.options.problems if problem.finding is findings.QUESTION_AS_PARAGRAPH}
        ticked = [item.ticked for item in self.options.items]
        for number, text in self._texts:
            known = not told.isdisjoint(range(text.line, text.end + 1))
            if not known and any(ticked[:number]) and any(ticked[number:]):
                self._report(findings.TEXT_BETWEEN, text.line)
        last = self.options.items[-1] if self.options.items else None
        if last and "\n" in last.source and self._page.lines[last.line][:1].strip(" \t>"):
            self._report(findings.TEXT_IN_OPTION, last.line + 1)

    def _report(self, finding: Finding, line: int, **values: str) -> None:
        """A finding about a box."""
        if len(self.options.problems) < MOST_PROBLEMS:
            self.options.problems.append(self._page.at(finding, line, "[", **values))


def _glued(source: str) -> list[re.Match[str]]:
    """The markers of options in running text."""
    return [found for found in _GLUED.finditer(source) if read_box(source[found.end() : found.end() + _ENOUGH])]


def item_box(item: Item) -> Box | None:
    """The box that a list item begins with, if it does."""
    first = item.blocks[0] if item.blocks else None
    if isinstance(first, _OF_WORDS):
        return read_box(first.source)
    if isinstance(first, Code) and not first.fenced:  # five blanks between marker and box
        return read_box(first.text)
    return None


def holds_boxes(blocks: Iterable[Block]) -> bool:
    """Whether there are options in a list or paragraph among the blocks, at any depth of lists."""
    for block in blocks:
        if isinstance(block, ListBlock):
            if any(item_box(item) or holds_boxes(item.blocks) for item in block.items):
                return True
        elif isinstance(block, Paragraph) and _glued(block.source):
            return True
    return False


def _is_quote(block: Block) -> bool:
    return isinstance(block, _QUOTES)
