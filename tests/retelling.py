"""A leader's group page, worked out by hand from what was recorded: the rules of statuses in plain Python.

Nothing of `store.status`, of the read models or of the mirror is used: what they say is compared with this.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from quizzes.library import Library
from store import records
from store.database import Database
from store.events import Body, write_body
from store.projections.study_days import KINDS as STUDY

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Happened:
    kind: str
    subject: str
    day: date
    body: dict[str, Any]


def everything(database: Database) -> list[Happened]:
    """All events in the order in which they happened."""
    with database.reading() as connection:
        return [
            Happened(event.kind, plain(event.subject), event.day, json.loads(write_body(event.body)))
            for event in records.read(connection, "TRUE")
            if isinstance(event.body, Body)
        ]


def plain(name: str) -> str:
    return name.replace("-", "")


def week(day: date) -> str:
    year, number, _weekday = day.isocalendar()
    return f"{year}-W{number:02d}"


class Retold:
    """One group on one day."""

    def __init__(self, events: Sequence[Happened], library: Library, group: str, today: date) -> None:
        self.events = events
        self.library = library
        self.today = today
        self.group = next(one.subject for one in events if one.kind == "group.created" and one.body["name"] == group)
        self.joined = self._joined()
        self.due, self.assigned = self._plan()
        courses = [[lesson.key for lesson in contents.lessons] for contents in library.courses]
        order = [key for keys in courses for key in keys]
        self.lessons = sorted(self.due, key=lambda key: (self.due[key], order.index(key)))

    def _joined(self) -> dict[str, date]:
        """Since when each present member is one."""
        joined: dict[str, date] = {}
        for one in self.about(self.group, "group.joined", "group.left"):
            if one.body["duty"] != "member":
                continue
            if one.kind == "group.joined":
                joined.setdefault(plain(one.body["member"]), one.day)
            else:
                joined.pop(plain(one.body["member"]), None)
        return joined

    def _plan(self) -> tuple[dict[str, date], dict[str, date]]:
        """The last day for each lesson, and the day on which it was first assigned."""
        plans = {one.body["course"]: one for one in self.about(self.group, "plan.set")}
        first: dict[str, date] = {}
        for one in self.about(self.group, "plan.set"):
            for key in one.body["due"]:
                first.setdefault(key, one.day)
        return {key: date.fromisoformat(due) for plan in plans.values() for key, due in plan.body["due"].items()}, first

    def about(self, subject: str, *kinds: str) -> list[Happened]:
        return [one for one in self.events if one.subject == subject and one.kind in kinds]

    def page(self) -> dict[str, Any]:
        """What `group NAME --json` should say, as far as it is worked out here."""
        standings = {member: self.standings(member) for member in self.joined}
        lessons = {
            member: {
                key: {
                    "status": status,
                    "reason": reason,
                    "since": week(since) if since else None,
                    "due": self.due[key].isoformat(),
                }
                for key, (status, reason, since) in found.items()
            }
            for member, found in standings.items()
        }
        statuses = ("completed", "needs-help", "overdue", "in-progress", "not-started")
        return {
            "members": {
                member: {
                    "lessons": lessons[member],
                    "completed": sum(one["status"] == "completed" for one in lessons[member].values()),
                    "assigned": len(self.lessons),
                    "last_active_week": week(active) if (active := self.active(member)) else None,
                    "results": self.results(member),
                }
                for member in self.joined
            },
            "tally": {
                key: {status: sum(found[key]["status"] == status for found in lessons.values()) for status in statuses}
                for key in self.lessons
            },
            "needs_help": sorted(
                (member, key, one["reason"], one["since"])
                for member, found in lessons.items()
                for key, one in found.items()
                if one["reason"]
            ),
            "completed": sum(one["status"] == "completed" for found in lessons.values() for one in found.values()),
            "assigned": len(self.joined) * len(self.lessons),
        }

    def active(self, member: str) -> date | None:
        days = [one.day for one in self.about(member, *STUDY)]
        return max(days, default=None)

    def results(self, member: str) -> dict[str, tuple[float, bool, str]]:
        """Of each announced quiz the latest result: share, passed, day."""
        announced = {
            one.body["sitting"]
            for one in self.about(member, "sitting.started")
            if self.group in map(plain, one.body["announced"])
        }
        return {
            one.body["quiz"]: (
                round(one.body["marks"] / one.body["points"], 4),
                one.body["passed"],
                one.day.isoformat(),
            )
            for one in self.about(member, "sitting.finished")
            if one.body["sitting"] in announced
        }

    def standings(self, member: str) -> dict[str, tuple[str, str | None, date | None]]:
        """Status, reason and since when of each assigned lesson, as a leader is told."""
        done = {one.body["lesson"] for one in self.about(member, "lesson.finished")}
        in_hand = next((key for key in self.lessons if key not in done), None)
        return {
            key: ("completed", None, None) if key in done else self.standing(member, key, in_hand=key == in_hand)
            for key in self.lessons
        }

    def standing(self, member: str, key: str, *, in_hand: bool) -> tuple[str, str | None, date | None]:
        """Of a lesson that is not completed."""
        due, started = self.due[key], self.started(member, key)
        handled = max((one.day for one in self.of_lesson(member, key, "help.handled")), default=date.min)
        needs: list[tuple[str, date]] = []
        asked = self.asked(member, key)
        if asked:
            needs.append(("asked", asked))
        stuck = (self.hopeless(member, key), self.failed_twice(member, key))
        needs += [("stuck", since) for since in stuck if since and since > handled]
        assigned = max(self.assigned[key], self.joined[member])
        late = max(due, assigned) + DAY
        if not started and late > handled:
            needs.append(("overdue", late))
        quiet = self.quiet(member, assigned)
        if in_hand and quiet > handled:
            needs.append(("quiet", quiet))
        for reason, since in needs:
            # Not before the next study day, and no news after two weeks.
            if since < self.today < since + 14 * DAY:
                return "needs-help", reason, since
        if self.today > due:
            return "overdue", None, None
        return ("in-progress" if started else "not-started"), None, None

    def of_lesson(self, member: str, key: str, *kinds: str) -> list[Happened]:
        return [one for one in self.about(member, *kinds) if one.body["lesson"] == key]

    def quiz(self, key: str) -> str:
        lesson = self.library.lesson(key)
        assert lesson is not None
        return f"{lesson.course}/{lesson.quiz}"

    def of_quiz(self, member: str, key: str, *kinds: str) -> list[Happened]:
        return [one for one in self.about(member, *kinds) if one.body["quiz"] == self.quiz(key)]

    def started(self, member: str, key: str) -> bool:
        return bool(self.of_lesson(member, key, "lesson.opened") or self.of_quiz(member, key, "answered"))

    def asked(self, member: str, key: str) -> date | None:
        """Since when a hand is up: raised, and neither lowered nor seen to since then."""
        up: date | None = None
        for one in self.of_lesson(member, key, "hand.raised", "hand.lowered", "help.handled"):
            up = one.day if one.kind == "hand.raised" else None
        return up

    def failed_twice(self, member: str, key: str) -> date | None:
        ends = self.of_quiz(member, key, "sitting.finished")
        if len(ends) < 2 or any(one.body["passed"] for one in ends):
            return None
        return ends[-1].day

    def hopeless(self, member: str, key: str) -> date | None:
        """When the fourth wrong answer, or a later one, came in an open try that cannot be passed any more."""
        closed = {one.body["sitting"] for one in self.of_quiz(member, key, "sitting.finished", "sitting.abandoned")}
        tries = [one for one in self.of_quiz(member, key, "sitting.started") if one.body["sitting"] not in closed]
        if not tries:
            return None
        now = tries[-1].body
        answers = [one for one in self.of_quiz(member, key, "answered") if one.body["sitting"] == now["sitting"]]
        wrong = [one for one in answers if not one.body["right"]]
        quiz = self.library.quiz(self.quiz(key))
        assert quiz is not None
        answered = {one.body["question"] for one in answers}
        # The log leaves out a mark that is what right and wrong are mostly worth, and the usual one point.
        had = sum(one.body.get("mark", float(one.body["right"])) * one.body.get("points", 1.0) for one in answers)
        left = sum(one.points for one in quiz.questions if one.id in now["questions"] and one.id not in answered)
        all_ = sum(one.points for one in quiz.questions if one.id in now["questions"])
        if len(wrong) < 4 or (had + left) / all_ >= now["pass_mark"] - 1e-9:
            return None
        return wrong[-1].day

    def quiet(self, member: str, assigned: date) -> date:
        """The seventh day without study since then, days of the latest leave not counted."""
        leave = self.about(member, "leave.recorded")[-1:]
        away = {day for one in leave for day in days(one.body["first"], one.body["last"])}
        active = self.active(member)
        day = max(active, assigned) if active else assigned
        counted = 0
        while counted < 7:
            day += DAY
            counted += day not in away
        return day


def days(first: str, last: str) -> Iterable[date]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return [begin + number * DAY for number in range((end - begin).days + 1)]
