"""The sections of a page about a group's plan: planned and done as a chart, its goals, its sprints."""

from collections.abc import Sequence

from store.days import first_day
from store.projections.goals import DROPPED, OPEN
from tui.commands.sprint_words import STEPS, coverage_words, improvement_words, step_of
from tui.commands.wording import month
from tui.i18n import _, named
from tui.report import charts, planned
from tui.report.contents import GroupReport
from tui.report.markup import Markup, tag
from tui.report.parts import section


def _days(weeks: Sequence[planned.WeekWords]) -> Sequence[str]:
    """The Monday of each week: its number, with the month below it where another one begins."""
    mondays = [first_day(one.week.week) for one in weeks]
    return [
        str(day.day) if place and mondays[place - 1].month == day.month else f"{day.day}\n{month(day)}"
        for place, day in enumerate(mondays)
    ]


def pace(report: GroupReport) -> Markup | None:
    """What was planned and what was done, as a chart with its numbers beside it; None without a plan."""
    weeks = planned.pace_weeks(report)
    if not weeks:
        return None
    drawn = charts.Lines(
        names=[one.name for one in weeks],
        ticks=_days(weeks),
        done=[one.week.done for one in weeks],
        planned=[one.week.planned for one in weeks],
    )
    head = tag(
        "tr",
        tag("th", _("Week"), scope="col"),
        *(tag("th", said, scope="col", class_="figure") for said in (_("planned"), _("done"))),
        tag("th", _("standing"), scope="col", class_="figure"),
    )
    rows = (
        tag(
            "tr",
            tag("th", one.name, scope="row"),
            tag("td", str(one.week.planned), class_="figure"),
            tag("td", one.done, class_="figure"),
            tag("td", one.standing, class_="figure"),
        )
        for one in weeks
    )
    table = tag(
        "table",
        tag("caption", _("Planned and done"), class_="unseen"),
        tag("thead", head),
        tag("tbody", *rows),
        class_="numbers",
    )
    chart = tag("figure", charts.lines(drawn), tag("figcaption", _legend()), class_="plot")
    return section(
        _("Planned and done"), tag("div", chart, table, class_="pair abreast"), note=planned.pace_note(weeks)
    )


def _legend() -> Markup:
    return tag(
        "ul",
        tag("li", charts.key("done"), " ", _("done")),
        tag("li", charts.key("planned"), " ", _("planned")),
        class_="legend",
    )


def goals(report: GroupReport) -> Markup | None:
    """What the group wants to reach, by when, who sees to it, and how far it has come; None without a goal."""
    found = planned.goals(report)
    return section(_("Goals"), tag("ul", *map(_goal, found), class_="goals")) if found else None


def _goal(one: planned.GoalWords) -> Markup:
    goal = one.goal
    tone = "success" if one.mark == "✓" else "muted" if goal.state == DROPPED else "primary"
    mark = "○" if one.mark == "·" else one.mark  # a dot is lost on a page
    drawn = []
    if goal.state == OPEN and goal.share is not None and goal.wanted is not None:
        drawn = [charts.rail(goal.share, goal.wanted, named(one.measure, one.standing), tone=tone)]
    return tag(
        "li",
        tag("span", mark, class_=f"mark tone-{tone}", aria_hidden="true"),
        tag(
            "div",
            tag("p", tag("bdi", goal.text), class_="who"),
            tag("p", tag("bdi", one.measure), class_="rule"),
            tag("p", tag("bdi", one.about), class_="rule"),
        ),
        tag("div", *drawn, tag("p", tag("bdi", one.standing), class_="standing"), class_="reached"),
    )


def sprints(report: GroupReport) -> Markup | None:
    """The sprints that the group takes part in, its own bands alone; None where there are none."""
    found = planned.sprints(report)
    if not found:
        return None
    return section(_("Sprints"), tag("ul", *map(_sprint, found), class_="goals bare"), note=planned.sprints_note())


def _sprint(one: planned.SprintWords) -> Markup:
    bands = one.sprint.bands
    about = tag("div", tag("p", tag("bdi", one.sprint.name), class_="who"), tag("p", one.days, class_="rule"))
    if bands is None or (bands.improvement is None and bands.coverage is None):
        standing = tag("p", one.standing, class_="standing")
    else:
        standing = tag(
            "dl",
            _band(_("improvement"), step_of(bands.improvement), improvement_words(bands)),
            _band(_("coverage"), bands.coverage, coverage_words(bands)),
            class_="bands",
        )
    return tag("li", about, tag("div", standing, class_="reached"))


def _band(name: str, step: int | None, words: str) -> Markup:
    drawn = [charts.steps(step, STEPS)] if step else []
    return tag("div", tag("dt", name), tag("dd", *drawn, tag("span", words)))
