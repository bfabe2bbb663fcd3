"""A report in each of its formats: the page, and the same as Markdown, CSV and JSON."""

import csv
import io
import json
from collections.abc import Iterator

from lessons.clean import as_cell, clean
from store.mirror import FEW
from tui.commands.difficult import stem_text
from tui.commands.group import group_json
from tui.commands.sprint_words import STEPS
from tui.report import markdown
from tui.report.contents import Format, GroupReport, overdue, results
from tui.report.page import page

COLUMNS = ("part", "member", "key", "title", "status", "reason", "since", "day", "count", "of", "share", "withheld")
"""Of the CSV; each row says by its part what it is about, and leaves empty what it does not have."""


def written(report: GroupReport, format_: Format) -> str:
    """The text of a report's file, in the language in use; keys and words of CSV and JSON are of no language."""
    match format_:
        case Format.HTML:
            return page(report)
        case Format.MARKDOWN:
            return markdown.document(report)
        case Format.CSV:
            return _table(report)
        case Format.JSON:
            return as_json(report) + "\n"


def as_json(report: GroupReport) -> str:
    """What `group NAME --json` prints, with numbers for members where names are hidden."""
    text = json.dumps(group_json(report.record, report.sprints), ensure_ascii=False, indent=2, allow_nan=False)
    return "".join(one if clean(one) == one else json.dumps(one)[1:-1] for one in text) if clean(text) != text else text


def _table(report: GroupReport) -> str:
    # Without a byte order mark a spreadsheet takes UTF-8 for something else, and names for noise.
    out = io.StringIO("\ufeff", newline="")
    out.seek(0, io.SEEK_END)
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(report):
        writer.writerow({key: _cell(value) for key, value in row.items()})
    return out.getvalue()


def _cell(value: object) -> object:
    """A cell that no spreadsheet calculates; numbers stay numbers."""
    return as_cell(clean(value).replace("\n", " ")) if isinstance(value, str) else value


def _rows(report: GroupReport) -> Iterator[dict[str, object]]:
    record = report.record
    yield {"part": "group", "title": record.name, "day": record.as_of.isoformat(), "count": len(record.members)}
    for leader in record.leaders:
        yield {"part": "leader", "title": leader}
    if report.demo:
        yield {"part": "about", "key": "demo"}
    for key, said in (("team", record.about.team), ("purpose", record.about.purpose)):
        if said:
            yield {"part": "about", "key": key, "title": said}
    for key, number, whole in (
        ("completed", record.completed, record.assigned),
        ("active", "" if record.active is None else record.active, len(record.members)),
        ("hands", record.hands, ""),
        ("overdue", record.overdue, ""),
        ("overdue-needing-help", record.overdue_needing_help, record.overdue),
        ("results-not-taken", record.not_taken, ""),
        ("waiting", len(record.waiting), ""),
    ):
        yield {"part": "figure", "key": key, "count": number, "of": whole, "withheld": FEW if number == "" else ""}
    yield from _of_members(report)
    for lesson in record.lessons:
        for status, number in lesson.tally.items():
            yield {
                "part": "tally",
                "key": lesson.lesson,
                "title": lesson.title,
                "status": status.value,
                "day": lesson.due.isoformat(),
                "count": number,
                "of": len(record.members),
            }
    for one in record.dimensions:
        about = {"key": one.dimension, "title": one.title, "withheld": one.withheld or ""}
        yield {"part": "dimension", **about, "share": _share(one.share)}
        if one.target is not None:
            yield {"part": "target", "key": one.dimension, "title": one.title, "share": _share(one.target)}
        if one.by_now is not None:
            yield {"part": "target-by-now", "key": one.dimension, "title": one.title, "share": _share(one.by_now)}
    for week in record.weeks:
        withheld = FEW if week.active is None else ""
        studied = "" if week.active is None else week.active
        yield {
            "part": "studied",
            "key": week.week,
            "of": week.members,
            "count": studied,
            "withheld": withheld,
        }
        yield {"part": "completed", "key": week.week, "count": week.completed}
    yield from _of_plan(report)
    yield from _of_questions(report)


def _of_plan(report: GroupReport) -> Iterator[dict[str, object]]:
    for week in report.record.pace:
        yield {"part": "planned", "key": week.week, "count": week.planned, "of": week.assigned}
        yield {"part": "done", "key": week.week, "count": week.done, "of": week.assigned}
    for goal in report.record.goals:
        yield {
            "part": "goal",
            "member": goal.owner,
            "key": goal.goal,
            "title": goal.text,
            "status": goal.state,
            "day": goal.due.isoformat(),
            "share": _share(goal.share),
            "withheld": goal.withheld or "",
        }
        wanted = {"key": goal.goal, "title": goal.about, "reason": goal.measure, "share": _share(goal.wanted)}
        yield {"part": "goal-measure", **wanted}
        if goal.ended:
            ended = {"member": goal.ended_by or "", "key": goal.goal, "status": goal.state}
            yield {"part": "goal-ended", **ended, "day": goal.ended.isoformat()}
    for one in report.sprints:
        days = {"since": one.first.isoformat(), "day": one.last.isoformat()}
        yield {"part": "sprint", "title": one.name, "status": one.state.value, **days, "count": one.groups}
        if one.bands:
            band, quarter = one.bands.improvement, one.bands.coverage
            withheld = one.bands.withheld or ""
            improved = {"title": one.name, "status": band.value if band else "", "withheld": "" if band else withheld}
            yield {"part": "sprint-improvement", **improved}
            covered = {"title": one.name, "count": quarter or "", "of": STEPS, "withheld": "" if quarter else withheld}
            yield {"part": "sprint-coverage", **covered}


def _of_questions(report: GroupReport) -> Iterator[dict[str, object]]:
    for quiz in report.record.questions:
        if quiz.respondents is None:
            yield {"part": "question", "key": quiz.quiz, "title": quiz.title, "withheld": FEW}
        for question in quiz.questions:
            yield {
                "part": "question",
                "key": f"{quiz.quiz}/{question.question}",
                "title": stem_text(question),
                "status": "difficult" if question.difficult else "",
                "count": question.right,
                "of": question.respondents,
                "share": _share(question.figures.facility if question.figures else None),
            }


def _of_members(report: GroupReport) -> Iterator[dict[str, object]]:
    titles = {lesson.lesson: lesson.title for lesson in report.record.lessons}
    for member in report.members:
        yield {
            "part": "member",
            "member": member.name,
            "since": member.as_of or "",
            "key": member.last_active_week or "",
            "count": member.completed,
            "of": member.assigned,
        }
        for key, lesson in member.lessons.items():
            yield {
                "part": "lesson",
                "member": member.name,
                "key": key,
                "title": titles.get(key, key),
                "status": lesson.status.value,
                "reason": lesson.reason.value if lesson.reason else "",
                "since": lesson.since or "",
                "day": lesson.due.isoformat(),
            }
    for said in report.record.said:
        yield {
            "part": "called-wrong",
            "member": said.name,
            "key": said.lesson,
            "title": titles.get(said.lesson, said.lesson),
            "status": said.status,
            "since": said.week,
            "day": "" if said.week else said.day.isoformat(),
        }
    for done in report.record.handled:
        about = {"member": done.name, "key": done.lesson, "title": titles.get(done.lesson, done.lesson)}
        yield {"part": "handled", **about, "day": done.day.isoformat()}
    for member, late in overdue(report):
        first = min(one.due for one in late)
        yield {"part": "overdue", "member": member.name, "day": first.isoformat(), "count": len(late)}
    for quiz in results(report):
        for member, result in quiz.results:
            yield {
                "part": "result",
                "member": member.name,
                "key": quiz.quiz,
                "title": quiz.title,
                "status": "passed" if result.passed else "not-passed",
                "day": result.day.isoformat(),
                "share": _share(result.share),
            }


def _share(share: float | None) -> object:
    return "" if share is None else round(share, 4)
