"""The courses that ship: sound, complete, and answered by knowing rather than by the looks of an option."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from html import unescape

import pytest
from rich.cells import cell_len

from lessons.blocks import Block, Callout, Code, Heading, ListBlock, Quote, Table
from lessons.document import read_document
from lessons.problem import Severity
from lessons.shelf import Shelf, open_shelf
from quizzes.check import check
from quizzes.grade import grade
from quizzes.library import CourseContents, Library, build
from quizzes.model import Choice, Multiple, Quiz, Single, TrueFalse
from store.challenging import Said
from store.mirror import GoalRecord
from store.status import Reason
from tests.groups import TODAY, figures, lesson_key, platform, questions
from tui import i18n
from tui.commands.wording import reason_rule, reason_word
from tui.group_figures import figures_of
from tui.keys import GROUP, GROUP_PANELS
from tui.report import contents as contents_of_report
from tui.report.contents import report_of
from tui.report.page import page as report_page
from tui.roster import member_rows
from tui.screens.group import _key_figures
from tui.screens.member_rows import member_page, said_rows
from tui.settings import STARTER_COURSES

_WORD = re.compile(r"[^\W_][\w'-]*")
_FRONT_MATTER = re.compile(r"---\n.*?\n---\n", re.DOTALL)


@pytest.fixture(scope="module")
def shelves() -> list[Shelf]:
    return [open_shelf(root) for root in STARTER_COURSES]


@pytest.fixture(scope="module")
def library(shelves: list[Shelf]) -> Library:
    return build(shelves)


TRANSLATED = (("studying", "zh"), ("writing", "zh"), ("leading", "zh"))


@pytest.fixture(params=["studying", "writing", "leading"])
def contents(library: Library, request: pytest.FixtureRequest) -> CourseContents:
    found = library.course(request.param)
    assert found is not None
    return found


@pytest.fixture(params=TRANSLATED, ids=".".join)
def both(library: Library, request: pytest.FixtureRequest) -> tuple[CourseContents, CourseContents]:
    """A course in the language that it was written in, and in a further one."""
    name, language = request.param
    found = library.course(name)
    assert found is not None
    return found, found.in_language(language)


def shape(blocks: Iterable[Block]) -> list[object]:
    """What a text is made of, apart from its words: an outline, numbers of items and cells, terminal sessions."""
    made: list[object] = []
    for block in blocks:
        match block:
            case Heading():
                made.append(("heading", block.level))
            case Callout():
                made.append((block.kind, shape(block.blocks)))
            case Quote():
                made.append(("quote", shape(block.blocks)))
            case ListBlock():
                made.append(("list", block.ordered, [shape(item.blocks) for item in block.items]))
            case Table():
                made.append(("table", len(block.head), [len(row) for row in block.rows]))
            case Code():
                made.append(("code", block.info, block.text if block.info == "console" else ""))
            case _:
                made.append(type(block).__name__)
    return made


def quizzes_of_lessons(contents: CourseContents) -> list[Quiz]:
    quizzes = {quiz.id: quiz for quiz in contents.quizzes}
    return [quizzes[lesson.quiz] for lesson in contents.lessons if lesson.quiz is not None]


def choices(contents: CourseContents) -> list[Single | Multiple | TrueFalse]:
    return [
        question
        for quiz in contents.quizzes
        for question in quiz.askable
        if isinstance(question, Single | Multiple | TrueFalse)
    ]


def test_no_shipped_file_has_an_error_or_a_warning(shelves: list[Shelf], library: Library) -> None:
    assert [
        f"{problem.path}:{problem.line} {problem.code} {problem.message()}"
        for problem in check(library, shelves)
        if problem.severity is not Severity.INFORMATION
    ] == []


@pytest.mark.parametrize(("course", "lessons"), [("studying", 5), ("writing", 8), ("leading", 8)])
def test_lessons_come_in_the_order_of_their_numbers(library: Library, course: str, lessons: int) -> None:
    found = library.course(course)
    assert found is not None
    numbers = [lesson.path.rsplit("/", 1)[1][:2] for lesson in found.lessons]
    assert numbers == [f"{number:02}" for number in range(1, lessons + 1)]


def test_a_newcomer_begins_with_the_course_on_studying(library: Library) -> None:
    assert [contents.course.id for contents in library.courses] == ["studying", "writing", "leading"]


def test_every_lesson_has_a_quiz_of_five_questions_or_more(contents: CourseContents) -> None:
    quizzes = quizzes_of_lessons(contents)
    assert len(quizzes) == len(contents.lessons)
    assert {quiz.id for quiz in quizzes} == {quiz.id for quiz in contents.quizzes}
    for quiz in quizzes:
        assert len(quiz.askable) >= 5, quiz.path
        assert quiz.askable == quiz.questions, quiz.path


def test_every_question_keeps_its_history_when_it_is_reworded(contents: CourseContents) -> None:
    assert [question.stem for question in choices(contents) if not question.explicit] == []


def test_every_lesson_takes_five_to_ten_minutes(contents: CourseContents) -> None:
    for lesson in contents.lessons:
        text = (contents.root / lesson.path).read_text(encoding="utf-8")
        assert 700 <= len(_WORD.findall(_FRONT_MATTER.sub("", text, count=1))) <= 1800, lesson.path


def test_every_objective_is_declared_taught_and_asked(contents: CourseContents) -> None:
    declared = {objective.id for objective in contents.course.objectives}
    assert {id_ for lesson in contents.lessons for id_ in lesson.objectives} == declared
    asked = Counter(question.objective for question in choices(contents))
    assert set(asked) == declared
    assert min(asked.values()) >= 2


def test_the_five_pursuits_are_the_dimensions_and_each_has_an_objective(contents: CourseContents) -> None:
    dimensions = [dimension.id for dimension in contents.course.dimensions]
    assert dimensions == ["setup", "leaders", "members", "renewal", "effect"]
    assert {objective.dimension for objective in contents.course.objectives} == set(dimensions)


def test_every_question_gives_full_marks_for_its_right_options_and_for_nothing_else(contents: CourseContents) -> None:
    for question in choices(contents):
        assert grade(question, question.right).mark == 1, question.id
        wrong = tuple(option.id for option in question.options if not option.right)
        for option in wrong:
            assert not grade(question, (option,)).right, question.id


def test_every_wrong_option_says_why_and_every_question_explains(contents: CourseContents) -> None:
    for question in choices(contents):
        assert [option.source for option in question.options if not option.right and not option.feedback] == []
        assert question.explanation, question.id


def test_neither_length_nor_position_gives_the_right_option_away(contents: CourseContents) -> None:
    singles = [question for question in choices(contents) if isinstance(question, Single)]
    longest = shortest = 0
    positions: Counter[int] = Counter()
    for question in singles:
        right = next(option for option in question.options if option.right)
        others = [len(option.source) for option in question.options if not option.right]
        longest += len(right.source) > max(others)
        shortest += len(right.source) < min(others)
        positions[question.options.index(right)] += 1
    # By chance each would be a quarter of four options.
    assert longest <= len(singles) * 0.4
    assert shortest <= len(singles) * 0.4
    assert max(positions.values()) <= len(singles) * 0.4
    assert len(positions) == 4


def test_the_group_screen_is_explained_panel_by_panel_and_rule_by_rule(library: Library) -> None:
    lesson = library.lesson("leading/the-group-screen")
    assert lesson is not None
    text = (STARTER_COURSES[0].parent / "leading" / lesson.path).read_text(encoding="utf-8")
    headings = re.findall(r"(?m)^## (.*)$", text)
    assert {panel.description for panel in GROUP_PANELS} <= set(headings)
    for words in ("completed", "active this week", "announced", "raised hands", "overdue"):
        assert re.search(rf"(?m)^\| `.*{words}", text), words
    assert {binding.key_display or binding.key for binding in GROUP if binding.show} - {"/", "Esc"} <= set(
        re.findall(r"<kbd>(.*?)</kbd>", text)
    )
    for reason in Reason:
        assert f"| *{reason_word(reason)}* | {reason_rule(reason)}" in text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_figure_of_the_dashboards_is_explained_with_what_it_is_not_for(library: Library, language: str) -> None:
    """A table row begins with its name and ends with what it is never used for; a section says what it does not say."""
    i18n.use(language)
    try:
        names = dict.fromkeys(figure_names())
    finally:
        i18n.use("en")
    lesson = library.lesson("leading/the-group-screen")
    assert lesson is not None
    path = lesson.path if language == "en" else lesson.path.replace(".md", f".{language}.md")
    text = (STARTER_COURSES[0].parent / "leading" / path).read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]
    told = {cells[0]: cells[-1] for cells in rows if len(cells) > 2 and not cells[-1].startswith(":")}
    told |= {head: body for head, _, body in (part.partition("\n") for part in text.split("\n## ")[1:])}
    assert len(names) > 20
    for name in names:
        where = [body for head, body in told.items() if name.casefold() in head.casefold()]
        assert where, f"{name}: not explained"
        in_table = any(len(body) and "\n" not in body for body in where)
        assert in_table or any(_IS_NOT_FOR[language].search(body) for body in where), f"{name}: not for what"


_IS_NOT_FOR = {
    "en": re.compile(r"\b([Nn]ever|[Dd]o not|cannot|does not)\b"),
    "zh": re.compile("绝不|不要|没有说|做不到|从不表示"),
}


def figure_names() -> Iterable[str]:
    """What the figures of leaders are called on their screens and in a report, in the language in use."""
    said = Said("c-1", "id-0", "Chen Wei", lesson_key(2), "completed", "No", TODAY, "", "", None)
    goal = GoalRecord(
        goal="g",
        number=1,
        text="Bake",
        measure="judged",
        about="",
        wanted=None,
        share=None,
        withheld=None,
        owner="Ana",
        due=TODAY,
        state="open",
        ended=None,
        ended_by=None,
    )
    record = replace(platform(), said=(said,), goals=(goal,), questions=questions())
    yield from (figure.words.partition(" · ")[0] for figure in _key_figures(record, member_rows(record)))
    yield from (i18n._(panel.description) for panel in GROUP_PANELS)
    yield from (one.title for one in figures_of(figures()) if one.key in {"completion", "on-time", "active", "pace"})
    member = replace(record.members[0], as_of="2026-W47")
    page = [*member_page(member, [one.title for one in record.lessons], TODAY, 70), *said_rows([said], {}, TODAY, 70)]
    heads = (row.title for row in page[1:] if row.title and not row.key and row.title[0] != " ")
    yield from (re.split("[:：]", head)[0] for head in heads)
    report = report_of(record, hidden=True)
    yield from (figure.words.partition(" · ")[0] for figure in contents_of_report.figures(report))
    sections = re.findall(r"<h2(?: [^>]*)?>(.*?)</h2>", report_page(report))
    apart = {i18n._("Before you show it"), i18n._("At a glance"), i18n._("Members × lessons")}
    yield from (unescape(head) for head in sections if unescape(head) not in apart)


def test_a_translated_course_is_translated_to_its_last_file(both: tuple[CourseContents, CourseContents]) -> None:
    original, told = both
    ending = f".{told.course.lang}.md"
    paths = [lesson.path for lesson in original.lessons] + [quiz.path for quiz in original.quizzes]
    translations = [lesson.translation for lesson in told.lessons] + [quiz.translation for quiz in told.quizzes]
    assert translations == [path.removesuffix(".md") + ending for path in paths]
    assert told.course.translation == f"course{ending}"
    assert titles(original) & titles(told) == set()


def titles(contents: CourseContents) -> set[str]:
    course = contents.course
    return {
        course.title,
        *(lesson.title for lesson in contents.lessons),
        *(quiz.title for quiz in contents.quizzes),
        *(objective.title for objective in course.objectives),
        *(dimension.title for dimension in course.dimensions),
    }


def test_a_translated_lesson_is_made_like_its_original(both: tuple[CourseContents, CourseContents]) -> None:
    original, told = both

    def of_file(path: str) -> list[object]:
        return shape(read_document(path, (original.root / path).read_text(encoding="utf-8")).blocks)

    for lesson in told.lessons:
        assert lesson.translation is not None
        assert of_file(lesson.translation) == of_file(lesson.path), lesson.translation


def test_a_translated_question_helps_as_much_as_its_original(both: tuple[CourseContents, CourseContents]) -> None:
    original, told = both
    translations = {question.id: question for quiz in told.quizzes for question in quiz.questions}
    for quiz in original.quizzes:
        for question in quiz.questions:
            other = translations[question.id]
            assert other.stem != question.stem, question.id
            assert len(other.hints) == len(question.hints), question.id
            assert shape(other.explanation) == shape(question.explanation), question.id
            if isinstance(question, Choice) and isinstance(other, Choice):
                assert [bool(option.feedback) for option in other.options] == [
                    bool(option.feedback) for option in question.options
                ], question.id


def test_the_looks_of_a_translated_option_give_nothing_away(both: tuple[CourseContents, CourseContents]) -> None:
    _original, told = both
    singles = [question for question in choices(told) if isinstance(question, Single)]
    longest = shortest = 0
    for question in singles:
        right = next(cell_len(option.source) for option in question.options if option.right)
        others = [cell_len(option.source) for option in question.options if not option.right]
        longest += right > max(others)
        shortest += right < min(others)
    assert longest <= len(singles) * 0.4
    assert shortest <= len(singles) * 0.4
