"""Where each question of the starter courses is read again: the section that explains it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from lessons.document import read_document
from lessons.parse import sections
from lessons.shelf import open_shelf, read_file
from quizzes.library import CourseContents, build
from quizzes.source import section_of

COURSES = Path(__file__).parents[2] / "lessons" / "content"

SECTIONS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "studying/first-ten-minutes": {
        "Your first ten minutes": ("new-screen",),
        "Stop, and come back": (
            "interrupted-quiz",
            "safe-to-stop",
        ),
        "Answer": (
            "completed-by-reading",
            "several-right",
        ),
        "Read": ("see-the-plan",),
        "Where your answers go": ("what-is-recorded",),
    },
    "studying/answering-is-learning": {
        "What the effort does": (
            "ana-and-ben",
            "name-it",
        ),
        "Why a second reading deceives": (
            "feeling-sure",
            "signs-of-recall",
            "before-the-options",
        ),
        "Wrong answers belong to it": ("wrong-guess",),
        "What to do after a wrong answer": ("read-first",),
        "Hints are the smallest help that works": ("order-of-help",),
    },
    "studying/little-and-often": {
        "Little and often": ("two-hours",),
        "Why forgetting is useful": (
            "some-effort",
            "why-forget",
        ),
        "Do not trust the feeling": (
            "noticed-mixing",
            "three-faults",
        ),
        "Make it fit the week": ("likely-plans",),
        "An experiment on yourself": ("fair-comparison",),
        "Sleep is part of it": ("past-midnight",),
    },
    "studying/reading-to-understand": {
        "What an explanation looks like": ("label-samples",),
        "Explain it to yourself": (
            "study-1994",
            "border-of-a-rule",
        ),
        "Write a note in your own words": ("not-clear",),
        "Ask so that you can be helped": (
            "best-request",
            "danger-first",
        ),
        "Use it on the real thing": (
            "passed-so-right",
            "criterion-beforehand",
        ),
    },
    "studying/studying-as-a-group": {
        "Five pursuits": (
            "enjoyable-year",
            "most-for-renewal",
        ),
        "Goals that can be judged": (
            "goals-with-criterion",
            "attitude-goal",
        ),
        "What stays yours": (
            "stays-with-member",
            "shown-afterwards",
        ),
        "Help that leaves the thinking where it belongs": (
            "see-the-mistake",
            "lead-a-quarter",
        ),
    },
    "writing/a-course-in-a-folder": {
        "What lies where": ("same-stem",),
        "Order": ("move-a-lesson",),
        "To the members": (
            "library-add",
            "pull-keeps-answers",
            "ways-to-deliver",
            "several-courses",
            "see-the-draft",
        ),
    },
    "writing/writing-a-lesson": {
        "One idea, five to ten minutes": (
            "two-ideas",
            "begin-with-a-case",
            "order-of-a-lesson",
        ),
        "The head of the file": (
            "when-completed",
            "attempt-matters",
        ),
        "When this is the wrong form": ("checklist",),
    },
    "writing/the-marks-of-a-lesson": {
        "Callouts": (
            "scald",
            "find-the-way",
        ),
        "Tables": ("figures-right",),
        "Code and formulas": ("formula-as-source",),
        "Links and pictures": ("words-of-a-picture",),
        "Folded away, or not shown at all": ("folded-reason",),
        "A question in the text": ("checks-are-private",),
    },
    "writing/writing-questions": {
        "Answers that are typed": (
            "two-spellings",
            "largest-right",
        ),
        "Wrong options worth choosing": (
            "from-life",
            "give-away",
        ),
        "Help, each in its place": (
            "mixed-up-valves",
            "hint-thinks",
        ),
    },
    "writing/asking-and-marking": {
        "How it is marked": (
            "every-step",
            "half-a-mark",
        ),
        "The head of a quiz": ("ten-of-thirty",),
        "What a question says for itself": (
            "nearest-wins",
            "natural-order",
        ),
        "Practice or exam?": (
            "ready-or-not",
            "exam-alone",
        ),
    },
    "writing/what-exists-already": {
        "Questions with numbers": ("labels-stay",),
        "Read as it was meant": (
            "one-of-twenty",
            "odd-tick",
        ),
        "quizdown": ("words-of-quizdown",),
        "From other programs": ("after-import",),
    },
    "writing/checking-and-keeping": {
        "Let the check read it first": ("not-asked",),
        "With every change, by itself": ("strict-in-ci",),
        "What an id protects": (
            "safe-edits",
            "new-subject",
        ),
        "What counts can tell you": (
            "others-practice",
            "missed-my-own",
        ),
        "Read it as its proofreader": ("proofread",),
    },
    "writing/more-ways-to-answer": {
        "Which one?": ("form-for-what",),
        "Gaps in a text": ("rules-for-gaps",),
        "What is printed": ("prints",),
        "Pairs": ("pairs-steps",),
        "A thought of one's own": ("another-form",),
    },
    "leading/why-groups-study": {
        "Three good reasons": ("best-reason",),
        "What a group does not do by itself": ("seven-colleagues",),
        "The five pursuits": (
            "leader-ill",
            "report-48",
        ),
        "They lean on each other": ("makes-up",),
        "Where to begin": ("empty-line",),
        "What a leader is, and is not": ("leaders-task",),
    },
    "leading/sound-set-up": {
        "Match the group to the work": (
            "new-valve",
            "nineteen",
        ),
        "Make the roles clear": (
            "fewer-come",
            "everybody-everything",
        ),
        "Say what is shared, before anything is": (
            "tell-before",
            "shared-file",
        ),
        "The first month": ("failed-trial",),
    },
    "leading/able-leaders": {
        "Able leaders": ("twenty-minutes",),
        "What an able leader can do": (
            "one-second",
            "observable-goals",
        ),
        "Feedback that can be used": (
            "most-useful-remark",
            "feedback-1996",
            "notes-for-manager",
        ),
        "Learn it on the real thing": ("order-of-learning",),
        "A session of 45 minutes": ("who-speaks",),
    },
    "leading/growing-members": {
        "Self-study: make it possible": (
            "half-not-read",
            "knows-already",
        ),
        "Self-examination: keep it private": (
            "collect-self",
            "find-out-need",
        ),
        "Asking: make it safe": (
            "more-errors",
            "which-question",
            "asked-again",
        ),
        "Helping: let it be learned as well": ("two-helpers",),
    },
    "leading/renewal": {
        "Try it like a trial": (
            "two-reports",
            "when-criterion",
            "first-week",
        ),
        "Role models: show the work": (
            "role-model-use",
            "thinking-aloud",
        ),
        "Ideas: answer every one": ("video-idea",),
        "Report the failures": ("seven-of-seven",),
    },
    "leading/effect": {
        "Four things that are easily confused": ("all-passed-level",),
        "Evidence that is cheap and honest": (
            "evidence-of-use",
            "complaints-fell",
        ),
        "Goals with a criterion": (
            "judged-alike",
            "first-month-goal",
        ),
        "A review that ends in a decision": (
            "goal-missed",
            "see-then-explain",
            "good-exchange",
        ),
    },
    "leading/reading-a-dashboard": {
        "A figure is a question": (
            "five-of-nine",
            "needs-help-asked",
        ),
        "Small numbers jump": (
            "down-forty",
            "scolding",
        ),
        "When a measure becomes a target": ("near-misses",),
        "What must not be measured": (
            "in-disguise",
            "fair-list",
        ),
        "Groups beside groups": ("bars-of-groups",),
        "Fair procedure": ("cannot-see",),
    },
    "leading/the-group-screen": {
        "Members × lessons": (
            "one-column",
            "projector",
        ),
        "Needs help": ("what-stuck-says",),
        "Dimensions": ("rail-fell",),
        "Activity by week": ("target-for-activity",),
    },
}
"""By lesson and heading, as somebody read them who looked for the answer of each question in the lesson's text."""


TRANSLATED = (("studying", "zh"), ("writing", "zh"), ("leading", "zh"))


def found(contents: CourseContents) -> Iterator[tuple[str, str, int | None, str | None]]:
    """Of each question: its lesson, its id, and the section's number and heading in the language of the contents."""
    quizzes = {quiz.id: quiz for quiz in contents.quizzes}
    for lesson in contents.lessons:
        path = lesson.translation or lesson.path
        document = read_document(path, read_file(contents.root, path).text)
        headings = sections(document)
        starts = [heading.block for heading in headings]
        parts = [document.blocks[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
        for question in quizzes[lesson.quiz].questions if lesson.quiz else ():
            index = section_of(question, [heading.source for heading in headings], parts)
            yield lesson.key, question.id, index, None if index is None else headings[index].source


def course(name: str) -> CourseContents:
    (contents,) = build([open_shelf(COURSES / name)]).courses
    return contents


def test_every_question_of_the_starter_courses_leads_to_the_section_that_explains_it() -> None:
    expected = {
        (lesson, question): heading
        for lesson, by_heading in SECTIONS.items()
        for heading, questions in by_heading.items()
        for question in questions
    }
    assert {
        (lesson, question): heading
        for name in ("studying", "writing", "leading")
        for lesson, question, _index, heading in found(course(name))
    } == expected


@pytest.mark.parametrize(("name", "language"), TRANSLATED)
def test_a_translated_question_leads_to_the_same_section(name: str, language: str) -> None:
    original = course(name)
    sought = {question: index for _lesson, question, index, _heading in found(original)}
    assert {
        question: (index, heading)
        for _lesson, question, index, heading in found(original.in_language(language))
        if index != sought[question]
    } == {}


@pytest.mark.parametrize("read", ["the-vent", "The%20vent"])
def test_the_author_may_name_the_section(tmp_path: Path, read: str) -> None:
    (tmp_path / "course.md").write_text("---\nid: c\n---\n")
    for folder in ("lessons", "quizzes"):
        (tmp_path / folder).mkdir()
    (tmp_path / "lessons" / "a.md").write_text("# A\n\n## The valve\n\nopens left\n\n## The vent\n\nnothing\n")
    asked = f"### Which way does the valve open? {{read={read}}}\n\n- [x] left\n- [ ] right\n"
    (tmp_path / "quizzes" / "a.md").write_text(asked)
    library = build([open_shelf(tmp_path)])
    wrong = [problem.code for problem in library.problems if problem.code == "W-unknown-section"]
    document = read_document("a.md", (tmp_path / "lessons" / "a.md").read_text())
    headings = [heading.source for heading in sections(document)]
    parts = [document.blocks[:1], document.blocks[1:3], document.blocks[3:]]
    (question,) = library.courses[0].quizzes[0].questions
    if read == "the-vent":
        assert (wrong, section_of(question, headings, parts)) == ([], 2)
    else:
        assert (wrong, section_of(question, headings, parts)) == (["W-unknown-section"], 1)
