"""The course for trainers: each example is what it is said to be, and nothing that a file may say is left out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args

import pytest
from rich.cells import cell_len

from lessons import findings as of_lessons
from lessons.blocks import Block, Code, Html
from lessons.document import read_document
from lessons.folds import Fold, with_folds
from lessons.front_matter import read_front_matter
from lessons.inline import CodeSpan, Inline
from lessons.markdown import read_inline
from lessons.model import Criterion, Kind, Lesson
from lessons.parse import COURSE_KEYS, LESSON_KEYS
from lessons.problem import Finding
from lessons.shelf import open_shelf
from lessons.syntax.callout import KINDS
from lessons.syntax.footnote_mark import footnote_key
from quizzes import findings as of_quizzes
from quizzes.library import CourseContents, build
from quizzes.model import Feedback, Mode, Question, Quiz, Scoring
from quizzes.parse.choice import OPTION_CLASSES, OPTION_KEYS
from quizzes.parse.metadata import CLASSES, KEYS, Type
from quizzes.parse.settings import KNOWN_KEYS, SHUFFLED
from quizzes.sitting import terms
from tests.examples import COURSE, Example, answers, examples, language_of, mark
from tui.checking import check_path
from tui.commands.new import QUIZ
from tui.commands.quiz_words import condition_lines
from tui.i18n import use
from tui.views import Conditions

_CODE = re.compile(r"\b[EWI]-[a-z]+(?:-[a-z]+)*")
_BRACES = re.compile(r"\{([^{}\n]+)\}$", re.MULTILINE)
_YAML = re.compile(r"<!--(.*?)-->", re.DOTALL)
_FOOTNOTE = re.compile(r"\[\^(\w+)\]")
_WORD = re.compile(r"[\w-]+")
_SOURCES = frozenset({"source", "term", "title", "head", "rows"})
"""Fields of blocks that hold running text."""
COLUMNS = 74
"""Of code in a lesson."""
EXAMPLES = list(examples())


def contents_of(folder: Path) -> CourseContents:
    (contents,) = build([open_shelf(folder)]).courses
    return contents


def asked(contents: CourseContents, example: Example) -> list[Question]:
    made = [*contents.quizzes, *contents.checks]
    return [question for quiz in made if quiz.path == example.path for question in quiz.questions]


def kinds(node: object) -> Iterator[str]:
    """The names of all blocks and pieces of running text in a tree."""
    if isinstance(node, (*get_args(Block), *get_args(Inline), Fold)):
        yield type(node).__name__
    if isinstance(node, tuple | list):
        for one in node:
            yield from kinds(one)
    elif is_dataclass(node) and not isinstance(node, type):
        for field in fields(node):
            value = getattr(node, field.name)
            written = field.name in {"source", "term", "title", "head", "rows"} and not isinstance(
                node, get_args(Inline)
            )
            yield from kinds(_inlines(value) if written else value)


def _inlines(source: object) -> object:
    """The running text of a block, whose footnotes are all taken to be there."""
    if isinstance(source, str):
        return read_inline(source, {footnote_key(label): ("", "") for label in _FOOTNOTE.findall(source)})
    return tuple(map(_inlines, source)) if isinstance(source, tuple) else source


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.place for example in EXAMPLES])
def test_an_example_becomes_what_it_is_said_to(tmp_path: Path, example: Example) -> None:
    said = example.said
    assert example.kind in {"course", "lesson", "quiz", "question", "text"}
    checked = check_path(example.write(tmp_path))
    told = [f"{problem.line} {problem.code} {problem.message()}" for problem in checked.problems]
    assert [problem.code for problem in checked.problems] == said.get("finds", []), told
    contents = contents_of(tmp_path)
    questions = asked(contents, example)
    assert [{question.type: answers(question)} for question in questions] == [
        {kind: right if isinstance(right, list) else [right] for kind, right in one.items()}
        for one in said.get("asks", [])  # type: ignore[attr-defined] # YAML of our own
    ]
    if example.kind in {"quiz", "question"}:
        assert questions
    if "finds" not in said:
        assert all(question.askable for question in questions)
    for name, value in said.get("has", {}).items():  # type: ignore[attr-defined] # the same
        assert str(getattr(_made(contents, example), name)) == str(value), name
    for answer, worth in said.get("worth", []):  # type: ignore[attr-defined] # the same
        assert mark(questions[0], answer) == pytest.approx(worth, abs=1e-4), answer
    document = read_document("example.md", example.file)
    assert set(said.get("holds", [])) <= set(kinds(with_folds(document.blocks)))  # type: ignore[call-overload] # the same


def test_no_line_of_an_example_is_cut_off_on_a_terminal_of_eighty_columns() -> None:
    lines = [f"{one.place}: {line}" for one in EXAMPLES for line in one.text.split("\n") if cell_len(line) > COLUMNS]
    assert lines == []


def _made(contents: CourseContents, example: Example) -> object:
    if example.kind == "course":
        return contents.course
    made: list[Lesson | Quiz] = [*contents.lessons, *contents.quizzes]
    return next(one for one in made if one.path == example.path)


# Nothing is left out, in neither language


@pytest.fixture(scope="module", params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def given(language: str) -> list[Example]:
    """The examples of one language."""
    return [one for one in EXAMPLES if one.language == language]


@pytest.fixture(scope="module")
def shown(given: list[Example], tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Example, CourseContents]]:
    """All of them, read."""
    return [(one, contents_of(one.write(tmp_path_factory.mktemp("example")))) for one in given]


@pytest.fixture(scope="module")
def spoken(language: str) -> frozenset[str]:
    """Every word that stands between backticks in the text of the course."""
    words: set[str] = set()
    for path in COURSE.glob("lessons/*.md"):
        if language_of(path.name) != language:
            continue
        document = read_document(path.name, path.read_text(encoding="utf-8"))
        for span in spans([block for block in document.blocks if not isinstance(block, Code | Html)]):
            words.update(_WORD.findall(span))
    return frozenset(words)


def spans(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield from (one.text for one in read_inline(node, {}) if isinstance(one, CodeSpan))
    elif isinstance(node, tuple | list):
        for one in node:
            yield from spans(one)
    elif isinstance(node, Block) and not isinstance(node, Code):
        for field in fields(node):
            yield from spans(getattr(node, field.name))
    elif is_dataclass(node) and hasattr(node, "blocks"):
        yield from spans(node.blocks)


def keys_of(given: list[Example], *wanted: str) -> set[str]:
    """The keys in the front matter of the examples of some kinds."""
    return {key for one in given if one.kind in wanted for key in read_front_matter("a.md", one.file)[0].values}


def braces_and_comments(given: list[Example]) -> set[str]:
    """What stands in braces at the end of a line, and in comments, of the quizzes that are shown."""
    words: set[str] = set()
    for one in given:
        for text in (*_BRACES.findall(one.text), *_YAML.findall(one.text)):
            words.update(re.findall(r"(?:^|\s)\.?([\w-]+)(?=[=:\s]|$)", text))
    return words


def test_every_key_of_front_matter_stands_in_an_example_and_is_explained(
    given: list[Example], spoken: frozenset[str]
) -> None:
    assert set(COURSE_KEYS) - keys_of(given, "course") == set()
    assert set(LESSON_KEYS) - keys_of(given, "lesson") == set()
    assert KNOWN_KEYS - keys_of(given, "quiz") == set()
    assert {*COURSE_KEYS, *LESSON_KEYS, *KNOWN_KEYS} - spoken == set()


def test_every_key_and_class_of_questions_and_options_is_shown_and_explained(
    given: list[Example], spoken: frozenset[str]
) -> None:
    known = {*KEYS, *CLASSES, *OPTION_KEYS, *OPTION_CLASSES}
    assert known - braces_and_comments(given) - keys_of(given, "quiz") == set()
    assert known - spoken == set()


def test_every_type_of_question_and_every_setting_is_shown_and_explained(
    shown: list[tuple[Example, CourseContents]], spoken: frozenset[str]
) -> None:
    quizzes = [quiz for _, contents in shown for quiz in contents.quizzes]
    questions = [question for example, contents in shown for question in asked(contents, example)]
    assert {question.type for question in questions} == set(Type)
    assert {question.scoring for question in questions} == set(Scoring)
    assert {quiz.feedback for quiz in quizzes} == set(Feedback)
    assert {quiz.mode for quiz in quizzes} == set(Mode)
    assert {lesson.complete for _, contents in shown for lesson in contents.lessons} == set(Criterion)
    values: Iterable[str] = (*Type, *Scoring, *Feedback, *Mode, *Criterion, *SHUFFLED, *Kind)
    assert set(values) - spoken == set()


def test_every_kind_of_block_and_of_running_text_is_shown(given: list[Example]) -> None:
    held: set[str] = set()
    for one in given:
        held.update(kinds(with_folds(read_document("example.md", one.file).blocks)))
    every = {kind.__name__ for kind in (*get_args(Block), *get_args(Inline), Fold)}
    assert every - held == {"Raw"}, "what cannot be read is nothing to be shown"


def test_every_word_that_makes_a_callout_is_explained(spoken: frozenset[str]) -> None:
    assert {word.upper() for word in KINDS} - spoken == set()


def test_the_example_of_a_finding_is_what_the_check_says_of_a_new_quiz(tmp_path: Path) -> None:
    shown = next(COURSE.glob("lessons/*-checking-and-keeping.md")).read_text(encoding="utf-8")
    begun = QUIZ.format(title="A", heading="First step", id="first-step", objective=" objective=first-step")
    unticked = Example("", "quiz", begun.replace("- [x]", "- [ ]", 1))
    problem = check_path(unticked.write(tmp_path)).problems[0]
    place = f"pump-room/quizzes/01-first-step.md:{problem.line}:{problem.column} {problem.code}"
    assert f"{place} {problem.message()}\n    | {problem.source}\n    Fix: {problem.fix()}\n" in shown


def test_what_the_course_says_of_an_exam_is_what_members_are_told(
    tmp_path: Path, language: str, given: list[Example]
) -> None:
    use(language)
    licence = next(one for one in given if "mode: exam" in one.text)
    (quiz,) = contents_of(licence.write(tmp_path)).quizzes
    told = condition_lines(Conditions(quiz, quiz.draw, terms(quiz), quiz.attempts, used=0, groups=(), goes_on=False))
    shown = (COURSE / "lessons" / licence.place.partition(":")[0]).read_text(encoding="utf-8")
    assert "\\\n".join(f"> {line}" for line in told) in shown


def test_every_code_that_the_course_names_is_one_that_the_check_knows() -> None:
    known = {
        one.code for module in (of_lessons, of_quizzes) for one in vars(module).values() if isinstance(one, Finding)
    }
    named = {code for path in COURSE.rglob("*.md") for code in _CODE.findall(path.read_text(encoding="utf-8"))}
    assert "W-fence-open" in named
    assert named - known == set()
