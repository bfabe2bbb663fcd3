"""Quiz files, case by case: `tests/fixtures/quizzes/*.md`, in the form title / . / input / . / expected / .

Of each quiz and question only the keys that a case names are compared; problems are compared whole. `rulings.md` has
the oddities of real files, with what is read of them, where each is told, and the fix.
"""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from lessons.blocks import Block, Html, ListBlock
from lessons.document import read_document
from lessons.model import Course, Objective, SourceFile
from quizzes.identity import content
from quizzes.model import Choice, Cloze, Matching, Ordering, Output, Question, Quiz, Reflection, Typed
from quizzes.parse import is_quiz, read_quiz

FIXTURES = Path(__file__).parent.parent / "fixtures" / "quizzes"
COURSE = Course(
    id="course",
    title="Course",
    path="shelf/course",
    lang="en",
    languages=(),
    objectives=(Objective("known", "Known", ""),),
    dimensions=(),
    order=(),
    pass_mark=0.75,
    introduction="shelf/course/course.md",
)
PATH = "shelf/course/quizzes/fixture.md"


def cases() -> Iterable[Any]:
    for file in sorted(FIXTURES.glob("*.md")):
        parts = re.split(r"^\.\n", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for number in range(0, len(parts) - 1, 3):
            title, text, expected = parts[number : number + 3]
            yield pytest.param(text, json.loads(expected), id=f"{file.stem}: {title.strip()}")


def read(text: str) -> Quiz:
    document = read_document(PATH, text, repair_headings=True)
    return read_quiz(SourceFile(PATH, text, "digest"), document, COURSE)


def words(blocks: Iterable[Block]) -> str:
    return content(blocks)


def told(question: Question) -> dict[str, Any]:
    """A question as the fixtures tell it."""
    view: dict[str, Any] = {
        name: getattr(question, name)
        for name in (
            "id",
            "explicit",
            "label",
            "line",
            "type",
            "stem",
            "askable",
            "section",
            "points",
            "difficulty",
            "objective",
            "time",
        )
    }
    view |= {
        "tags": list(question.tags),
        "scoring": question.scoring.value,
        "body": words(question.body),
        "hints": [words(hint) for hint in question.hints],
        "explanation": words(question.explanation),
        "explained_by": [type(block).__name__ for block in question.explanation],
        "introduction": words(question.introduction),
    }
    if isinstance(question, Choice):
        options = question.options
        view |= {
            "options": [f"[{'x' if option.right else ' '}] {option.source}" for option in options],
            "option_lines": [option.line for option in options],
            "ids": [option.id for option in options],
            "distinct_ids": len({option.id for option in options}) == len(options),
            "contents": [words(option.blocks) for option in options],
            "feedback": [words(option.feedback) for option in options],
            "weights": [option.weight for option in options],
            "fixed": [option.id for option in options if option.fixed],
            "fixed_options": [index for index, option in enumerate(options) if option.fixed],
            "right": len(question.right),
            "shuffled": question.shuffled,
        }
    if isinstance(question, Typed):
        accepted = [one for gap in question.gaps for one in gap.accepted]
        view |= {
            "accepted": [f"{type(one).__name__.lower()} {one.shown}" for one in accepted],
            "shares": [one.share for one in accepted],
            "told": list(question.right),
            "case": any(gap.exact_case for gap in question.gaps),
        }
    match question:
        case Cloze():
            view |= {
                "passage": words(question.passage),
                "sources": [gap.source for gap in question.gaps],
                "offered": [list(gap.offered) for gap in question.gaps],
            }
        case Output():
            view["output"] = question.expected
        case Ordering():
            view["entries"] = [entry.source for entry in question.entries]
            view["distinct_entries"] = len({entry.id for entry in question.entries}) == len(question.entries)
        case Matching():
            said = {entry.id: entry.source for entry in (*question.left, *question.right)}
            view["left"] = [entry.source for entry in question.left]
            view["entries"] = [entry.source for entry in question.right]
            view["pairs"] = [[said[one], said[other]] for one, other in question.pairs]
        case Reflection():
            view["entries"] = [entry.source for entry in question.rubric]
    return view


def compared(actual: Mapping[str, Any], expected: Mapping[str, Any]) -> dict[str, Any]:
    return {key: actual[key] for key in expected}


@pytest.mark.parametrize(("text", "expected"), list(cases()))
def test_reads_as_the_fixture_says(text: str, expected: dict[str, Any]) -> None:
    quiz = read(text)
    views = [told(question) for question in quiz.questions]
    settings = {name: getattr(quiz, name) for name in Quiz.__slots__} | {"introduction": words(quiz.introduction)}
    assert compared(settings, expected.get("quiz", {})) == expected.get("quiz", {})
    if "labels" in expected:
        assert [[view["label"], view["stem"]] for view in views] == expected["labels"]
        return
    assert len(views) == len(expected["questions"]), views
    for view, wanted in zip(views, expected["questions"], strict=True):
        assert compared(view, wanted) == wanted
    if "suffixes" in expected:
        assert [question.id[13:] for question in quiz.questions] == expected["suffixes"]
    if "sections" in expected:
        assert [[one.title, one.draw, len(one.questions)] for one in quiz.sections] == expected["sections"]
    if "codes" in expected:
        assert [problem.code for problem in quiz.problems] == expected["codes"]
    else:
        problems = [f"{problem.line}:{problem.column} {problem.code}" for problem in quiz.problems]
        assert problems == expected.get("problems", [])
    if "fixes" in expected:
        assert [problem.fix() for problem in quiz.problems] == expected["fixes"]


def test_problems_carry_the_line_and_a_fix() -> None:
    quiz = read("### a?\n\n- [×] this\n- [ ] that\n")
    (problem,) = quiz.problems
    assert problem.source == "- [×] this"
    assert problem.message() == "`[×]` is read as `[x]`."
    assert problem.fix() == "Write `[x] `."
    assert problem in quiz.questions[0].faults


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_and_a_mark_of_bytes_move_nothing(end: str) -> None:
    text = "\ufeff---\ntitle: Ports\n---\n### Which port?\n\n- [x] 443\n- [] 80\n".replace("\n", end)
    quiz = read(text)
    (question,) = quiz.questions
    assert (quiz.title, question.line) == ("Ports", 4)
    assert [(problem.line, problem.column, problem.source) for problem in quiz.problems] == [(7, 3, "- [] 80")]


ASKED = "### a?\n\n- [x] a\n- [ ] b\n"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("notes.md", "---\ntype: quiz\n---\n", True),
        ("quizzes/notes.md", "---\ntype: lesson\n---\n" + ASKED, False),
        ("notes.md", "---\npass_mark: 70%\n---\n", True),
        ("notes.md", "---\npassingGrade: 70\n---\n", True),
        ("notes.md", "---\ntitle: Notes\ntags: [a]\nminutes: 5\n---\n", False),
        ("unit/quizzes/notes.md", "# Notes\n", True),
        ("git_quiz_fr.md", "# Notes\n", True),
        ("python-quiz.ja.md", "# Notes\n", True),
        ("Quiz.md", "# Notes\n", True),
        ("quizzical.md", "# Notes\n", False),
        ("quiz/notes.md", "# Notes\n", False),
        ("notes.md", "# Notes\n\n" + ASKED + "\n### c?\n\n- [x] c\n- [ ] d\n", True),
        ("notes.md", "# Notes\n\n" + ASKED, False),
        ("notes.md", "# To do\n\n- [ ] a\n- [ ] b\n", False),
        ("notes.md", ASKED, True),
        ("lessons/notes.md", ASKED, False),
        ("lessons/quiz-notes.md", ASKED, True),
        ("lessons/notes.md", "---\npass_mark: 70%\n---\n" + ASKED, True),
        ("notes.md", "---\nminutes: 5\n---\n" + ASKED, False),
    ],
)
def test_knows_a_quiz_from_a_lesson(path: str, text: str, expected: bool) -> None:
    assert is_quiz(path, read_document(path, text)) is expected


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Which? {#a b}", "{#a b}"),
        ("Which? {# a}", "{# a}"),
        ("Which? {#half objective=", "{#half objective="),
        ("Which? {points=}", "{points=}"),
        ("Which? {#a points=2 objective = x}", "{#a points=2 objective = x}"),
        ("Which? {#a points=2}", ""),
        ("Which set is {a, b}", ""),
        ("What is `{#a b}`", ""),
        ("Is it \\{#a b}", ""),
        ("What is {{#a b}}", ""),
        ("What is {x=1 y}", ""),
    ],
)
def test_braces_that_say_nothing_are_told(heading: str, told: str) -> None:
    quiz = read(f"### {heading}\n\n- [x] a\n- [ ] b\n")
    assert [problem.values["braces"] for problem in quiz.problems] == ([told] if told else [])


def test_braces_of_an_option_are_told_only_where_they_were_meant() -> None:
    quiz = read("### Which?\n\n- [x] a {weight=50 %}\n- [ ] b {#a b}\n- [ ] {x: 1}\n")
    assert [(problem.code, problem.line, problem.column) for problem in quiz.problems] == [("W-broken-braces", 3, 9)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("x [[a]] y [[c", 3, 11),
        ("x [[a]] y\nz [[c and [[b]]", 4, 3),
        ("x [[a]] `[[c`", 0, 0),
        ("x [[a]] \\[[c", 0, 0),
        ("x [[a]] and [[`b[[0]]`]]", 0, 0),
    ],
)
def test_a_gap_that_is_never_closed_is_told_where_it_begins(text: str, line: int, column: int) -> None:
    (question,) = read(f"### Which?\n\n{text}\n").questions
    assert [(one.line, one.column) for one in question.faults] == ([(line, column)] if line else [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1. a\n2. b\n\nMore.", "line 3"),
        ("- a -> b\n- c - d\n- e -> f", "line 4"),
        ("The\n[[word is open.", "line 4"),
        ("- a\n- b", "nothing to answer"),
    ],
)
def test_a_heading_without_an_answer_says_what_it_is_nearest_to(text: str, said: str) -> None:
    (problem,) = read(f"### Which?\n\n{text}\n").problems
    assert problem.code == "E-question-without-answer"
    assert said in problem.message()


LONG = "[[" + "words " * 200 + "]]"


def test_a_gap_that_is_too_long_is_told_alone_or_beside_others() -> None:
    quiz = read(
        f"### What is it?\n\n{LONG}\n\n### And this?\n\nIt is [[a]] or\n{LONG}.\n\n### And `{LONG}`?\n\n[[a]]\n"
    )
    assert [(one.code, one.line, one.message()) for one in quiz.problems] == [
        (
            "E-question-without-answer",
            1,
            "The gap that begins at line 3 is longer than 1,000 characters, so no question comes of the heading.",
        ),
        (
            "E-gap-syntax",
            8,
            "The gap that begins with `[[words words words words words words word` is longer than 1,000 characters, so "
            "the question is not asked.",
        ),
    ]
    assert [question.askable for question in quiz.questions] == [False, True]


def test_an_id_that_is_taken_says_that_the_question_is_not_asked() -> None:
    quiz = read(ASKED.replace("?", "? {#a}") + "\n" + ASKED.replace("a?", "c? {#a}"))
    assert [one.message() for one in quiz.problems] == [
        f"The id `a` is already taken at {PATH}:1, so the question is not asked."
    ]
    assert [question.askable for question in quiz.questions] == [True, False]


def test_an_id_that_an_author_gave_stays_with_the_question_that_has_it_first() -> None:
    ids = ("{#a}", "{#a}", "{#a-2}", "{#a}")
    quiz = read("\n".join(ASKED.replace("a?", f"{number}? {id_}") for number, id_ in enumerate(ids)))
    assert [one.id for one in quiz.questions] == ["a", "a-3", "a-2", "a-4"]
    assert [question.askable for question in quiz.questions] == [True, False, True, False]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("### Which? {weight=50}\n\n- [x] a\n- [ ] b\n", 1, 12),
        ("### Which? {scoring=partial}\n\n- [x] a {weight=100}\n- [ ] b {weight=-50}\n", 0, 0),
        ("### Which? {scoring=partial-lenient}\n\n- [x] a {weight=100}\n- [ ] b {weight=20}\n", 0, 0),
        ("### Think {type=reflection}\n\n- [ ] a\n- [ ] b {weight=20}\n", 4, 9),
        ("### What goes with what?\n\n- a -> b\n- c -> d {weight=20}\n", 4, 10),
    ],
)
def test_a_weight_that_counts_for_nothing_is_told(text: str, line: int, column: int) -> None:
    told = [(one.line, one.column) for one in read(text).problems if one.code == "W-weight-idle"]
    assert told == ([(line, column)] if line else [])


def test_gaps_where_none_is_asked_are_told_at_any_depth_and_others_are_asked() -> None:
    quiz = read(
        "### What is [[it]]?\n\nIt is [[a]].\n\n> term\n> : - one [[b]] two\n\nIt[^n] is.\n\n"
        "[^n]: x\n\n    > `[[c]]` [[d]]\n"
    )
    told = [(one.line, one.column, one.values["text"]) for one in quiz.problems if one.code == "W-gap-not-asked"]
    assert told == [(1, 13, "[[it]]"), (6, 11, "[[b]]"), (12, 15, "[[d]]")]


def test_an_item_without_a_box_keeps_its_number() -> None:
    (question,) = read("### Which?\n\n1. [x] a\n2. b\n3. [ ] c\n").questions
    assert isinstance(question, Choice)
    assert [one.start for one in question.options[0].blocks if isinstance(one, ListBlock)] == [2]


def test_words_behind_a_comment_are_kept() -> None:
    (question,) = read("### Which?\n\n- [x] a\n- [ ] b\n\n<!-- note --> Because of a.\n").questions
    assert [block.text for block in question.explanation if isinstance(block, Html)] == ["<!-- note --> Because of a."]


def test_more_than_a_quiz_can_hold_is_told_once() -> None:
    quiz = read("### a?\n\n" * 4_001)
    assert len(quiz.problems) == 1_001
    assert quiz.problems[-1].code == "E-too-many-problems"
    quiz = read("".join(f"### {number}?\n- [x] a\n- [ ] b\n" for number in range(4_001)))
    assert len(quiz.askable) == 4_000
    assert [(problem.code, problem.line) for problem in quiz.problems] == [("E-too-many-headings", 12_001)]


@pytest.mark.parametrize(
    "body",
    ["[[" * 400, "[[a " * 240, "|" * 900, "= 1 +- 1|" * 100, "`a" * 450, "/" + "[^a]" * 200 + "x", r"/\w{1,900}/"],
    ids=["opened", "nested", "bars", "numbers", "ticks", "classes", "large"],
)
def test_a_file_of_hostile_gaps_costs_no_more_than_others(body: str) -> None:
    text = f"### What?\n\n[[{body}]]\n\n" * (1_900_000 // (len(body) + 18))
    began = process_time()
    quiz = read(text)
    assert process_time() - began < 10, "five times what it takes"
    assert "E-gap-syntax" in {problem.code for problem in quiz.problems}
    assert len(quiz.problems) <= 1_001
