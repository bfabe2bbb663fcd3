"""Groups whose names and titles try to act, for tests of reports."""

from dataclasses import replace

from store.mirror import GroupRecord, QuestionDone, QuizQuestions
from tests.groups import PLATFORM, group

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


def hostile() -> GroupRecord:
    """Twelve people and fourteen lessons whose names and titles are hostile."""
    letters = list(PLATFORM.values())
    people = dict(zip(HOSTILE, letters, strict=True))
    titles = [f"{text} {number}" for number, text in enumerate((*HOSTILE, "plain", "1. item"))]
    dimensions = [(f"{MARKUP} one", 0.5, 0.7), ("-2 two", 0.9, None), ("a|b", 0.1, 0.1)]
    record = group(f"{MARKUP} | `group`", people, titles=titles, dimensions=dimensions)
    asked = tuple(QuestionDone(f"q{number}", text, 3, 5, number % 6) for number, text in enumerate(HOSTILE))
    quizzes = (QuizQuestions("c/q", f"{MARKUP} quiz", 5, asked), QuizQuestions("c/r", "=1+1", None, ()))
    return replace(record, leaders=("<b>Lea</b>", "\u202eoeL"), questions=quizzes)
