"""Groups whose names and titles try to act, for tests of reports."""

from dataclasses import replace
from datetime import date, timedelta

from store.days import week_of
from store.events import COMPLETED, JUDGED, PASSED, REACHED_ON
from store.group_pace import PaceWeek
from store.mirror import FEW, FEWEST, GoalRecord, GroupRecord, QuestionDone, QuizQuestions
from store.sprint_mirror import OwnSprint
from store.sprints import EARLY, Band, Bands, State
from tests.groups import PLATFORM, TODAY, group, questions

MARKUP = "<img src=x onerror=alert(1)>"
HOSTILE = (
    MARKUP,
    "</title></style><script>alert(2)</script>",
    '" onclick="alert(3)" x="',
    "\u202eevil\u202c\u2066",
    "bell\x07esc\x1b]8;;http://x\x1b\\nul\x00",
    '=HYPERLINK("http://x","y")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\uff1d1+1",
    "a|b\\|c `code` *x* _y_ [l](javascript:alert(4)) ![i](http://x) #h ~~s~~ &lt; <b>",
    "Zalgo" + "\u0301" * 40 + " " + "W" * 60,
)
"""A name for each member of a group of twelve."""


SPRING = OwnSprint("Autumn", date(2026, 11, 2), date(2026, 11, 29), State.RUNNING, 3, Bands(Band.MUCH_MORE, 2, None))
SPRINTS = (
    replace(SPRING, name="Advent", first=date(2026, 11, 30), last=date(2026, 12, 20), state=State.COMING, bands=None),
    SPRING,
    replace(SPRING, name="August", state=State.OVER, bands=Bands(None, None, FEW)),
    replace(SPRING, name="May", groups=2, bands=Bands(None, None, EARLY)),
)


def planned(record: GroupRecord) -> GroupRecord:
    """The same group with a plan that it is behind, with goals of each kind, and with difficult questions."""
    size = len(record.members)
    steps = ((size, 4 * size), (2 * size, 5 * size), (4 * size, 5 * size), (6 * size, 6 * size))
    weeks = (*steps, *(((number + 1) * size, 6 * size + number * size // 3) for number in range(6, 14)))
    pace = tuple(
        PaceWeek(week_of(TODAY - timedelta(weeks=11 - place)), plan, min(done, 14 * size), 14 * size)
        for place, (plan, done) in enumerate(weeks)
    )
    few = size < FEWEST
    owner = record.members[0].name if record.members else ""
    open_ = GoalRecord(
        goal="g1",
        number=1,
        text=f"Everybody through by Christmas, and {owner} shows how",
        measure=COMPLETED,
        about="",
        wanted=0.8,
        share=record.completed / record.assigned if record.assigned else None,
        withheld=None,
        owner=owner,
        due=date(2026, 12, 20),
        state="open",
        ended=None,
        ended_by=None,
    )
    goals = (
        open_,
        replace(
            open_,
            goal="g2",
            text="Safe by design",
            measure=REACHED_ON,
            about="Safety",
            wanted=0.7,
            share=None if few else 0.73,
            withheld=FEW if few else None,
            owner="Mira Olsen",
            due=date(2026, 11, 1),
        ),
        replace(
            open_, goal="g3", text="The quiz", measure=PASSED, wanted=0.9, share=0.5, owner="", due=date(2026, 11, 1)
        ),
        replace(open_, goal="g4", text="A talk is held", measure=JUDGED, wanted=None, share=None, owner="Mira Olsen"),
        replace(
            open_,
            goal="g5",
            text="A first demo",
            measure=JUDGED,
            wanted=None,
            share=None,
            state="reached",
            ended=date(2026, 10, 2),
            ended_by=owner,
        ),
    )
    return replace(record, pace=pace, goals=goals, questions=record.questions or questions())


def hostile() -> GroupRecord:
    """Twelve people and fourteen lessons whose names and titles are hostile."""
    letters = list(PLATFORM.values())
    people = dict(zip(HOSTILE, letters, strict=True))
    titles = [f"{text} {number}" for number, text in enumerate((*HOSTILE, "plain", "1. item"))]
    dimensions = [(f"{MARKUP} one", 0.5, 0.7), ("-2 two", 0.9, None), ("a|b", 0.1, 0.1)]
    record = group(f"{MARKUP} | `group`", people, titles=titles, dimensions=dimensions)
    asked = tuple(QuestionDone(f"q{number}", text, 3, 5, number % 6) for number, text in enumerate(HOSTILE))
    quizzes = (QuizQuestions("c/q", f"{MARKUP} quiz", 5, asked), QuizQuestions("c/r", "=1+1", None, ()))
    whole = planned(replace(record, leaders=("<b>Lea</b>", "\u202eoeL"), questions=quizzes))
    goals = [replace(whole.goals[0], goal=f"h{number}", text=text, owner=text) for number, text in enumerate(HOSTILE)]
    return replace(whole, goals=(*goals, replace(whole.goals[1], about=MARKUP, owner=MARKUP)))
