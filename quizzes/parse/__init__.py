"""A Markdown file -> a quiz: the outline tells its questions apart, then each is read by the rule for its form.

A type of question is one file here, named in `forms.FORMS`.
"""

from pathlib import PurePosixPath

from lessons.clean import clean
from lessons.inline import plain
from lessons.markdown import read_inline
from lessons.model import Course, Document, SourceFile
from lessons.parse import named_after
from lessons.problem import Problem
from quizzes import findings
from quizzes.model import Question, Quiz, Section
from quizzes.parse.checks import read_checks, without_checks
from quizzes.parse.duplicates import told_apart
from quizzes.parse.lost_boxes import lost_boxes
from quizzes.parse.lost_gaps import lost_gaps
from quizzes.parse.outline import Outline, read_outline
from quizzes.parse.page import MOST_PROBLEMS, Page
from quizzes.parse.recognise import boxed_sections, gapped_sections, is_named_quiz, is_quiz, says_lesson
from quizzes.parse.settings import Settings, read_settings
from quizzes.parse.split import split

__all__ = [
    "boxed_sections",
    "gapped_sections",
    "is_named_quiz",
    "is_quiz",
    "quiz_id",
    "read_checks",
    "read_quiz",
    "says_lesson",
]


def read_quiz(file: SourceFile, document: Document, course: Course) -> Quiz:
    """Read one quiz file; whatever it holds, a quiz comes of it, and its problems say what is wrong."""
    lines = document.text.split("\n")
    quizdown = str(document.front.values.get("dialect")).lower() == "quizdown"
    page = Page(file.path, lines, document.front, course, end=len(lines), quizdown=quizdown)
    settings = read_settings(page)
    blocks = tuple(without_checks(document.blocks))
    drafts = split(page, blocks, settings)
    outline = read_outline(page, drafts, settings)
    questions = told_apart(page, [draft.read(draft) for draft in outline.questions if draft.read])
    sections = _sections(page, outline, questions)
    faults = [fault for question in questions for fault in question.faults]
    if not questions and not page.problems:
        page.problems.append(page.problem(findings.NO_QUESTION, 0))
    told = {problem.line for problem in (*page.problems, *document.problems, *faults)}
    told.update(option.line for draft in drafts for option in draft.options.items)
    page.problems += lost_boxes(page, blocks, told)
    page.problems += lost_gaps(page, blocks)
    if settings.draw > (count := sum(question.askable for question in questions)):
        place = page.front.lines.get("draw", 1)
        page.problems.append(page.problem(findings.DRAW_TOO_MANY, place, draw=str(settings.draw), count=str(count)))
    return Quiz(
        id=settings.id or quiz_id(file.path, course),
        course=course.id,
        title=settings.title or _title(file, outline, settings, document),
        path=file.path,
        lang=settings.lang,
        introduction=tuple(outline.introduction),
        questions=questions,
        sections=sections,
        pass_mark=settings.pass_mark,
        shuffle_questions=settings.shuffle_questions,
        shuffle_options=settings.shuffle_options,
        feedback=settings.feedback,
        mode=settings.mode,
        scoring=settings.scoring,
        attempts=settings.attempts,
        draw=settings.draw,
        time_limit=settings.time_limit,
        digest=file.digest,
        problems=_told(page, [*file.problems, *document.problems, *page.problems, *faults]),
    )


def quiz_id(path: str, course: Course) -> str:
    """The id of a quiz to which its author gave none: its path in its course, without extension."""
    inside = path if course.path == "." else path.removeprefix(f"{course.path}/")
    return clean(inside.removesuffix(".md").removesuffix(".markdown"))


def _told(page: Page, problems: list[Problem]) -> tuple[Problem, ...]:
    """The problems in the order of lines; of very many the first."""
    problems.sort()
    surplus = len(problems) - MOST_PROBLEMS
    if surplus > 0:
        line = problems[MOST_PROBLEMS].line
        rest = page.problem(findings.TOO_MANY_PROBLEMS, line, count=str(surplus), most=str(MOST_PROBLEMS))
        problems[MOST_PROBLEMS:] = [rest]
    return tuple(problems)


def _sections(page: Page, outline: Outline, questions: tuple[Question, ...]) -> tuple[Section, ...]:
    """The sections that have something to show or to draw, with the ids that their questions were given."""
    final = {id(draft): question for draft, question in zip(outline.questions, questions, strict=True)}
    sections = []
    unasked = 0
    """Level of the section without a question that the walk stands in; 0 in none."""
    for section in outline.sections:
        members = [final[id(draft)] for draft in section.questions]
        if unasked and section.level <= unasked:
            unasked = 0
        if not members and section.introduction and not unasked:
            unasked = section.level
            page.problems.append(page.problem(findings.SECTION_UNASKED, section.line))
        askable = sum(question.askable for question in members)
        if section.draw > askable:
            page.problems.append(
                page.problem(findings.DRAW_TOO_MANY, section.line, draw=str(section.draw), count=str(askable))
            )
        if members and (section.introduction or section.draw):
            ids = tuple(question.id for question in members)
            sections.append(Section(section.title, section.introduction, ids, section.draw))
    return tuple(sections)


def _title(file: SourceFile, outline: Outline, settings: Settings, document: Document) -> str:
    words = settings.question or outline.title
    text = plain(read_inline(words, document.references)).strip() if words else ""
    return text or named_after(PurePosixPath(file.path).stem)
