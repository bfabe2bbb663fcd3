"""A plan file as its leader proofreads it: of each course which lesson is due when, as a document.

Who is in the group, and what it is assigned already, stands in a database; nothing here looks into one.
"""

import re
from collections.abc import Iterator
from html import escape
from pathlib import PurePath

from lessons.blocks import Block, Heading, Html, Item, ListBlock, Paragraph, Table
from lessons.document import read_document
from lessons.model import Document
from quizzes.library import CourseContents
from store.events import PlanSet
from tui.commands.wording import DAYS, percent
from tui.i18n import _, count
from tui.plan_check import ENDINGS, PlanRead
from tui.plan_days import WEEKEND
from tui.plan_file import PROSE, PlanFile
from tui.sheet import NO_FRONT, literal


def plan_sheet(name: str, read: PlanRead) -> Document:
    """The sheet of a plan; lines are those of its file, so that a problem finds its place.

    Args:
        name: of the file.
        read: what stands in it.
    """
    plan = read.plan
    blocks: list[Block] = [_heading(1, 1, plan_title(name, plan))]
    if not name.endswith(ENDINGS):
        words = _("Beside a course a file with this name is no plan: call it {name}.")
        blocks.append(_aside(1, words.format(name=f"{PurePath(name).stem}.plan{PurePath(name).suffix}")))
    if plan is None:
        blocks.append(_aside(1, _("Nothing can be assigned from it as it stands.")))
    else:
        blocks.append(_aside(1, _("Who is in the group, and what it has already, is told by fivefold plan apply.")))
        for place, course in enumerate(plan.courses):
            line = max(1, plan.line_of(str(course.get("id", "")), place))
            if place in read.courses:
                blocks += _course(line, *read.courses[place])
            else:
                said = course.get("id")
                blocks.append(_heading(line, 2, said if isinstance(said, str) and said else _("A course")))
                blocks.append(_aside(line, _("Nothing of it can be assigned before it is mended.")))
    prose = _prose(name, read.text)
    return Document("", NO_FRONT, (*blocks, *(prose.blocks if prose else ())), prose.references if prose else {}, ())


def plan_title(name: str, plan: PlanFile | None) -> str:
    """What a plan is called: by its group, else by its file."""
    return _("Plan of {group}").format(group=plan.group) if plan and plan.group else name


def _course(line: int, plan: PlanSet, contents: CourseContents) -> Iterator[Block]:
    """What a group is assigned of one course: the days in their order, quizzes, targets."""
    yield _heading(line, 2, contents.course.title)
    free = sum(day.weekday() in WEEKEND for day in plan.due.values())
    facts = [
        count("{n} lesson", "{n} lessons", len(plan.due)),
        _("{n} on a Saturday or Sunday").format(n=free) if free else "",
        _("target {share}").format(share=percent(plan.target)) if plan.target is not None else "",
    ]
    yield _aside(line, " · ".join(filter(None, facts)))
    titles = {one.key: one.title for one in contents.lessons} | {one.key: one.title for one in contents.quizzes}
    numbers = {one.key: number for number, one in enumerate(contents.lessons, start=1)}
    rows = tuple(
        (f"{_(DAYS[day.weekday()])} {day}", f"{numbers.get(key, 0):02}", literal(titles.get(key, key)))
        for key, day in sorted(plan.due.items(), key=lambda due: (due[1], numbers.get(due[0], 0)))
    )
    if rows:
        head = (_("Due"), _("No."), _("Lesson"))
        yield Table(line=line, end=line, head=head, aligns=("left", "left", "left"), rows=rows)
    dimensions = {one.id: one.title for one in contents.course.dimensions}
    told = _("{quiz}: announced, its results are told to the leaders")
    by = _("{quiz}: to be taken by {day}")
    aim = _("{dimension}: target {share}")
    said = [
        *(told.format(quiz=titles.get(key, key)) for key in plan.announced),
        *(by.format(quiz=titles.get(key, key), day=day) for key, day in plan.quizzes.items()),
        *(aim.format(dimension=dimensions.get(key, key), share=percent(one)) for key, one in plan.targets.items()),
    ]
    if said:
        items = tuple(
            Item(line=line, end=line, blocks=(Paragraph(line=line, end=line, source=literal(one)),)) for one in said
        )
        yield ListBlock(line=line, end=line, ordered=False, start=1, tight=True, items=items)


def _prose(name: str, text: str) -> Document | None:
    """What is written for people below the front matter, on its own lines; None in a file that has none."""
    if not name.casefold().endswith((".md", ".markdown")):
        return None
    fenced = PROSE.match(text)
    below = re.sub(r"[^\n]", "", fenced[0]) + text[fenced.end() :] if fenced else text
    return read_document(name, below)


def _heading(line: int, level: int, text: str) -> Block:
    return Heading(line=line, end=line, level=level, source=literal(text))


def _aside(line: int, text: str) -> Block:
    """A line that steps back."""
    return Html(line=line, end=line, text=escape(text))
