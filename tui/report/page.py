"""A report as one page of HTML that needs nothing else: no script, no address, its style and its drawings in it.

Its policy lets a browser use nothing but the one style sheet, which it names by its hash. It is long because style,
drawings and text of the page are made for each other.
"""

import base64
from collections.abc import Iterator, Sequence
from functools import cache, partial
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from store.mirror import GroupLesson, MemberRecord, QuestionDone, QuizQuestions, Week
from store.status import Status
from tui.commands.difficult import stem_text
from tui.commands.wording import (
    by_now_note,
    difficult_note,
    difficult_words,
    fraction,
    need_note,
    percent,
    question_share,
    seen_to_rule,
    seen_to_words,
    status_word,
    tally_note,
    week_name,
)
from tui.i18n import _, count, language, named
from tui.render.rail import Reached
from tui.report import charts, contents, plan
from tui.report.contents import GroupReport
from tui.report.markup import Markup, tag
from tui.report.parts import scrolled, section
from tui.roster import courses_told, numbers_of

LANGUAGE_TAGS = {"en": "en", "zh": "zh-Hans"}
_ABREAST = 24
"""Lessons side by side in one table: more would be cut off on paper."""
_MARKS = {
    Reached.UNTOLD: ("", "primary"),
    Reached.BELOW: ("✗", "error"),
    Reached.CLOSE: ("!", "warning"),
    Reached.REACHED: ("✓", "success"),
}
_ORDER = (Status.COMPLETED, Status.IN_PROGRESS, Status.NEEDS_HELP, Status.OVERDUE, Status.NOT_STARTED)


@cache
def _style() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")


def policy() -> str:
    """What the page lets a browser do: use its own style, and nothing else."""
    digest = base64.b64encode(sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def page(report: GroupReport) -> str:
    """The page, in the language in use."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy()),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="robots", content="noindex, nofollow, noarchive"),
        tag("title", contents.title(report)),
        tag("style", Markup(_style())),
    )
    main = tag("main", *_top(report), *_body(report), tag("footer", tag("p", _("Made by Fivefold."))))
    document = tag("html", head, tag("body", charts.shapes(), main), lang=LANGUAGE_TAGS[language()])
    return f"<!doctype html>\n{document}\n"


def _top(report: GroupReport) -> Iterator[Markup]:
    record = report.record
    purpose = [tag("p", record.about.purpose, class_="purpose")] if record.about.purpose else []
    parts = [part for said in contents.about(report) for part in (" · ", tag("bdi", said))][1:]
    yield tag(
        "header",
        tag("p", _("Group report"), class_="eyebrow"),
        tag("h1", tag("bdi", record.name)),
        tag("p", *parts, class_="lede"),
        *purpose,
    )
    yield tag(
        "section",
        tag("h2", _("Before you show it"), class_="unseen"),
        tag(
            "dl",
            *(tag("div", tag("dt", one.heading), tag("dd", one.sentence)) for one in contents.notices(report)),
        ),
        class_="notice" if report.hidden else "notice named",
    )


def _body(report: GroupReport) -> Iterator[Markup]:
    record = report.record
    if not record.members or not record.lessons:
        yield tag("p", _("No members yet.") if not record.members else _("No plan yet."), class_="nothing")
        if not record.members:
            return
    yield _figures(report)
    if remarks := contents.remarks(report):
        yield tag("ul", *(tag("li", one) for one in remarks), class_="remarks")
    yield tag("div", _needs(report), _overdue(report), class_="pair")
    yield from filter(None, (plan.pace(report), plan.goals(report), plan.sprints(report)))
    if record.lessons:
        yield _matrix(report)
        yield _lessons(report)
    dimensions = [_dimensions(report)] if record.dimensions else []
    yield tag("div", *dimensions, _weeks(report), class_="pair" if dimensions else None)
    if record.questions:
        yield _difficult(report)
    if found := _results(report):
        yield found


def _figures(report: GroupReport) -> Markup:
    def card(one: contents.Figure) -> Markup:
        mark = [charts.shape(one.alarm)] if one.alarm else []
        drawn = [] if one.share is None else [charts.bar(one.share, named(one.words, str(one.number)), tone="success")]
        number = tag("dd", *mark, one.number, *drawn, class_=f"number is-{one.alarm}" if one.alarm else "number")
        return tag("div", tag("dt", one.words), number)

    cards = tag("dl", *map(card, contents.figures(report)), class_="figures")
    return tag("section", tag("h2", _("At a glance"), class_="unseen"), cards)


def _needs(report: GroupReport) -> Markup:
    numbers, day = report.numbers, report.record.as_of
    parts: list[str] = []
    for group in contents.needs(report):
        rows = (
            tag(
                "li",
                charts.shape(Status.NEEDS_HELP),
                _who(one.name),
                tag("span", _("since {week}").format(week=week_name(one.since, day)), class_="when"),
                _lesson(numbers.get(one.lesson), one.title),
            )
            for one in group.needs
        )
        parts += [tag("h3", group.word), tag("p", group.rule, class_="rule"), tag("ul", *rows, class_="list")]
    note = need_note() if parts or report.record.overdue else ""
    parts = parts or [_nothing(_("Nobody needs help."))]
    if report.record.handled:
        titles = {one.lesson: one.title for one in report.record.lessons}
        done = (
            tag(
                "li",
                _who(one.name),
                tag("span", seen_to_words(one, partial(contents.day_words, report)), class_="when"),
                _lesson(numbers.get(one.lesson), titles.get(one.lesson, one.lesson)),
            )
            for one in report.record.handled
        )
        rule = tag("p", seen_to_rule(), class_="rule")
        parts += [tag("h3", _("handled")), rule, tag("ul", *done, class_="list")]
    return section(_("Needs help"), *parts, note=note)


def _overdue(report: GroupReport) -> Markup:
    rows = [
        tag(
            "li",
            charts.shape(Status.OVERDUE),
            _who(member.name),
            tag(
                "ul",
                *(
                    tag(
                        "li",
                        _lesson(one.number, one.title),
                        tag("span", _("was due {day}").format(day=contents.day_words(report, one.due)), class_="when"),
                    )
                    for one in late
                ),
            ),
        )
        for member, late in contents.overdue(report)
    ]
    listed = tag("ul", *rows, class_="list late") if rows else _nothing(_("Nothing is overdue."))
    note = _("Past its day and not completed, what needs help included.") if rows else ""
    return section(_("Overdue"), listed, note=note)


def _nothing(sentence: str) -> Markup:
    return tag("p", "✓ ", sentence, class_="nothing")


def _who(name: str) -> Markup:
    return tag("bdi", name, class_="who")


def _lesson(number: int | None, title: str) -> Markup:
    placed = [tag("span", f"{number:02}", class_="place"), " "] if number else []
    return tag("span", *placed, tag("bdi", title), class_="what")


def _matrix(report: GroupReport) -> Markup:
    lessons = report.record.lessons
    tables = -(-len(lessons) // _ABREAST)
    each = -(-len(lessons) // tables)  # of one size, as far as they can be: none has a single column left over
    blocks = (
        _block(report, lessons[at : at + each], at + 1, last=at + each >= len(lessons))
        for at in range(0, len(lessons), each)
    )
    return section(
        _("Members × lessons"), _legend(), *blocks, note=_("Each column is a lesson; their titles follow below.")
    )


def _legend() -> Markup:
    shown = (tag("li", charts.shape(status), " ", status_word(status)) for status in _ORDER)
    return tag("ul", *shown, class_="legend")


def _block(report: GroupReport, lessons: Sequence[GroupLesson], first: int, *, last: bool) -> Markup:
    """Some lessons of every member; the last table has what there is of all of them."""
    head = tag(
        "tr",
        tag("th", _("Member"), scope="col"),
        *(
            tag("th", f"{number:02}", tag("span", " ", one.title, class_="unseen"), scope="col", title=one.title)
            for one in lessons
            for number in [report.numbers[one.lesson]]
        ),
        *([tag("th", said, scope="col", class_="end") for said in (_("done"), _("last active"))] if last else []),
    )
    rows = (_row(report, member, lessons, last=last) for member in report.members)
    foot = tag(
        "tr",
        tag("th", _("done by"), scope="row"),
        *(tag("td", str(one.tally.get(Status.COMPLETED, 0))) for one in lessons),
        *([tag("td", class_="end"), tag("td", class_="end")] if last else []),
    )
    caption = _("Lessons {first} to {last}").format(first=first, last=first + len(lessons) - 1)
    whole = len(lessons) == len(report.record.lessons)
    table = tag(
        "table",
        tag("caption", caption, class_="unseen" if whole else None),
        tag("thead", head),
        tag("tbody", *rows),
        tag("tfoot", foot),
        class_="matrix",
    )
    return scrolled(table, caption)


def _row(report: GroupReport, member: MemberRecord, lessons: Sequence[GroupLesson], *, last: bool) -> Markup:
    day = report.record.as_of
    shared = (
        [tag("span", _("as shared in the {week}").format(week=week_name(member.as_of, day)), class_="aside")]
        if member.as_of
        else []
    )

    def cell(lesson: GroupLesson) -> Markup:
        standing = member.lessons.get(lesson.lesson)
        if standing is None:
            return tag("td")
        return tag("td", charts.shape(standing.status, contents.standing_words(standing, day)))

    ending = (
        [
            tag("td", fraction(member.completed, member.assigned), class_="end"),
            tag("td", contents.active_text(member, day), class_="end"),
        ]
        if last
        else []
    )
    return tag("tr", tag("th", tag("bdi", member.name), *shared, scope="row"), *map(cell, lessons), *ending)


def _lessons(report: GroupReport) -> Markup:
    words = {status: status_word(status) for status in Status}
    head = tag(
        "tr",
        tag("th", _("Lessons"), scope="col"),
        *(
            tag("th", charts.shape(status), tag("span", words[status], class_="word"), scope="col", class_="count")
            for status in _ORDER
        ),
    )

    def row(number: int, one: GroupLesson) -> Markup:
        counts = (
            tag("td", str(one.tally.get(status, 0)), class_="count" if one.tally.get(status, 0) else "count none")
            for status in _ORDER
        )
        about = named(one.title, charts.counted(one.tally, words))
        due = tag("span", _("due {day}").format(day=contents.day_words(report, one.due)), class_="when")
        name = tag("th", _lesson(number, one.title), " ", due, charts.tally_bar(one.tally, about), scope="row")
        return tag("tr", name, *counts)

    lessons = report.record.lessons
    courses, numbers = courses_told(lessons), numbers_of(lessons)
    bodies = []
    for course, part in groupby(zip(numbers, lessons, strict=True), key=lambda one: courses.get(one[1].lesson, "")):
        head_of = [tag("tr", tag("th", course, colspan="6", scope="rowgroup"), class_="course")] if course else []
        bodies.append(tag("tbody", *head_of, *(row(number, one) for number, one in part)))
    table = tag(
        "table",
        tag("caption", _("How many members stand how on each lesson"), class_="unseen"),
        tag("thead", head),
        *bodies,
        class_="tallies",
    )
    return section(_("Lessons"), table, note=tally_note(report.record))


def _dimensions(report: GroupReport) -> Markup:
    rows: list[Markup] = []
    for one in report.record.dimensions:
        said = contents.dimension_words(one)
        mark, tone = _MARKS[said.reached]
        name = tag("th", tag("bdi", one.title), scope="row")
        target = tag("td", said.target or "–", class_="figure")
        if one.share is None:
            rows.append(tag("tr", name, tag("td", said.share, colspan=2, class_="withheld"), target))
            continue
        aims = _("{share}, target {target}").format(share=said.share, target=said.target) if said.target else said.share
        about = named(one.title, aims)
        standing = f"{said.share} {mark}".rstrip()
        meaning = [tag("span", " ", said.words, class_="unseen")] if said.words else []
        rows.append(
            tag(
                "tr",
                name,
                tag("td", charts.rail(one.share, one.target, about, tone=tone, now=one.by_now), class_="chart"),
                tag("td", standing, *meaning, class_=f"figure tone-{tone}"),
                target,
            )
        )
    head = tag(
        "tr",
        tag("th", _("Dimension"), scope="col"),
        tag("th", _("where the group is"), scope="col", class_="chart"),
        tag("th", _("share"), scope="col", class_="figure"),
        tag("th", _("target"), scope="col", class_="figure"),
    )
    table = tag(
        "table",
        tag("caption", _("Dimensions"), class_="unseen"),
        tag("thead", head),
        tag("tbody", *rows),
        class_="rails",
    )
    note = contents.dimensions_note(report.record.dimensions)
    key = (
        _(
            "The dot is where the group is, the tick its target, the broken tick what of it is due by now. ✓ reached "
            "by that, ! within ten of it, ✗ below."
        )
        if by_now_note(report.record.dimensions)
        else _("The dot is where the group is, the tick its target. ✓ reached, ! within ten of it, ✗ below.")
    )
    parts = [tag("p", key, class_="rule")] if any(one.share is not None for one in report.record.dimensions) else []
    return section(_("Dimensions"), table, *parts, note=note)


def _weeks(report: GroupReport) -> Markup:
    day = report.record.as_of
    most = max((one.completed for one in report.record.weeks), default=0)

    def row(one: Week) -> Markup:
        name = week_name(one.week, day)
        active = contents.active_words(one.active, one.members)
        share = one.active / one.members if one.active is not None and one.members else None
        studied = f"{name}: {_('studied')}: {active}"
        finished = named(name, count("{n} lesson completed", "{n} lessons completed", one.completed))
        chart = (
            [tag("td", active, colspan=2, class_="withheld")]
            if one.active is None
            else [tag("td", charts.bar(share, studied), class_="chart"), tag("td", active, class_="figure")]
        )
        done = charts.bar(one.completed / most if most else None, finished, tone="success")
        return tag(
            "tr",
            tag("th", name, scope="row"),
            *chart,
            tag("td", done, class_="chart"),
            tag("td", str(one.completed), class_="figure"),
        )

    head = tag(
        "tr",
        tag("th", _("Week"), scope="col"),
        tag("th", _("members who studied"), scope="col", colspan=2),
        tag("th", _("lessons completed"), scope="col", colspan=2),
    )
    table = tag(
        "table",
        tag("caption", _("Activity by week"), class_="unseen"),
        tag("thead", head),
        tag("tbody", *map(row, report.record.weeks)),
        class_="weeks",
    )
    return section(_("Activity by week"), table)


def _difficult(report: GroupReport) -> Markup:
    tables = (scrolled(_questions(quiz), quiz.title) for quiz in report.record.questions if quiz.difficult)
    rest = tag(
        "ul",
        *(
            tag("li", tag("bdi", named(quiz.title, difficult_words(quiz))))
            for quiz in report.record.questions
            if not quiz.difficult
        ),
        class_="rest",
    )
    return section(_("Difficult questions"), *tables, rest, note=difficult_note())


def _questions(quiz: QuizQuestions) -> Markup:
    """The difficult questions of a quiz."""

    def row(one: QuestionDone) -> Markup:
        stem, share = stem_text(one), question_share(one)
        return tag(
            "tr",
            tag("th", tag("bdi", stem), scope="row"),
            tag("td", charts.bar(one.share, named(stem, share)), class_="chart"),
            tag("td", share, class_="figure"),
        )

    head = tag(
        "tr",
        tag("th", _("Question"), scope="col"),
        tag("th", _("reached"), scope="col", colspan=2),
    )
    return tag(
        "table",
        tag("caption", tag("bdi", quiz.title), " ", tag("span", difficult_words(quiz), class_="when")),
        tag("thead", head),
        tag("tbody", *map(row, quiz.difficult)),
        class_="weeks questions",
    )


def _results(report: GroupReport) -> Markup | None:
    found = contents.results(report)
    if not found:
        return None
    tables = (scrolled(_quiz_results(report, quiz), quiz.title) for quiz in found)
    note = _("Members were told before the first question that their leaders receive these.")
    return section(_("Announced results"), *tables, note=note)


def _quiz_results(report: GroupReport, quiz: contents.QuizResults) -> Markup:
    rows = (
        tag(
            "tr",
            tag("th", tag("bdi", member.name), scope="row"),
            tag("td", percent(result.share), class_="figure"),
            tag("td", f"✓ {_('passed')}" if result.passed else f"✗ {_('not passed')}"),
            tag("td", contents.day_words(report, result.day), class_="figure"),
        )
        for member, result in quiz.results
    )
    head = tag(
        "tr",
        tag("th", _("Member"), scope="col"),
        tag("th", _("result"), scope="col", class_="figure"),
        tag("th", _("outcome"), scope="col"),
        tag("th", _("day"), scope="col", class_="figure"),
    )
    return tag(
        "table",
        tag("caption", tag("bdi", quiz.title)),
        tag("thead", head),
        tag("tbody", *rows),
        class_="results",
    )
