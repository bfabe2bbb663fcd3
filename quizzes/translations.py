"""The languages of a course: which file is whose translation, and what of it takes the place of the original.

Only words are translated. What a lesson or question is (its id, what is right, what it counts for) is said once, in the
original: a member who changes the language goes on with the same lesson, sitting and memory.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lessons.findings import DIMENSIONS, UNKNOWN_DIMENSION
from lessons.folders import COURSE_FILE
from lessons.model import Course, Document, Kind, Lesson, SourceFile
from lessons.parse import read_course
from lessons.problem import Problem
from quizzes import findings
from quizzes.model import Quiz, Translation
from quizzes.reading import FileRead, inside_course
from quizzes.translated_quiz import (
    Texts,
    checks_in_other_words,
    in_other_words,
    strays,
    with_gaps_of_all,
    without_ids,
)

_OF_A_TRANSLATION = frozenset({"title", "lang", "type", "minutes", "question", "dialect", "objectives", "dimensions"})
"""Keys of front matter that a translation may have for itself; `objectives` and `dimensions` in `course.md`."""
_FEW = 3
"""Files without a translation that are named; of more, their number is told."""


@dataclass(frozen=True, slots=True)
class Translated:
    """A file whose name says that it is the translation of another."""

    language: str
    path: str
    """Relative to the library's root."""
    original: str
    """That of the original."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What comes of a course and all its translations."""

    quizzes: tuple[Quiz, ...]
    """The originals. What is typed into them may be in any language."""
    checks: tuple[Quiz, ...]
    """The same, of what the lessons ask in their text."""
    translations: Mapping[str, Translation]
    """By language."""
    problems: tuple[Problem, ...]
    """Of the translations, and of originals that cannot be translated."""


def told_apart(paths: Iterable[str], course: Course) -> dict[str, Translated]:
    """Which of the files of a course are translations: `NAME.zh.md` beside `NAME.md`, where the course has `zh`.

    An original has one in each language, and a translation has none itself: what is left over stands for itself.
    """
    further = {language.casefold(): language for language in course.languages[1:]}
    if not further:
        return {}
    every = list(paths)
    originals = {path.rpartition(".")[0]: path for path in every}
    found: dict[tuple[str, str], Translated] = {}
    for path in every:
        name, language = _name_and_language(path)
        original = originals.get(name)
        if original is not None and language in further and _name_and_language(original)[1] not in further:
            found.setdefault((language, original), Translated(further[language], path, original))
    return {of.path: of for of in found.values()}


def _name_and_language(path: str) -> tuple[str, str]:
    """What stands before the language in the name of a file, its folder included, and what may be that language."""
    name, _dot, language = path.rpartition(".")[0].rpartition(".")
    return name, language.casefold()


def language_among(languages: Iterable[str], wanted: str) -> str | None:
    """The language that comes nearest to the wanted one: itself, else one with the same first part, such as zh-Hans."""
    known = list(languages)
    exact = next((one for one in known if one.casefold() == wanted.casefold()), None)
    return exact or next((one for one in known if _primary(one) == _primary(wanted)), None)


def title_among(titles: Mapping[str, str], wanted: str) -> str:
    """A title in a language, else the first of them; `titles` by their languages, the original's before the others."""
    found = language_among(titles, wanted)
    return next(iter(titles.values()), "") if found is None else titles[found]


def _primary(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].casefold()


def join(
    course: Course,
    lessons: Sequence[Lesson],
    quizzes: Sequence[Quiz],
    checks: Sequence[Quiz],
    *,
    documents: Mapping[str, Document],
    translated: Sequence[tuple[Translated, FileRead]],
) -> Joined:
    """Put the translations of a course beside their originals.

    Args:
        course: The original, as its lessons and quizzes.
        lessons: In the course's order.
        quizzes: In the course's order.
        checks: What the lessons ask in their text.
        documents: Every original file, by path.
        translated: The translations, read as the kind of file that their originals are.
    """
    problems: list[Problem] = []
    originals = {quiz.path: quiz for quiz in quizzes}
    in_text = {quiz.path: quiz for quiz in checks}
    cards = {lesson.path: lesson for lesson in lessons}
    found: dict[str, _Found] = {language: _Found(replace(course, lang=language)) for language in course.languages[1:]}
    told: set[str] = set()
    for of, read in translated:
        one = found[of.language]
        problems += _other_settings(read, documents.get(of.original), of)
        if isinstance(read.entry, Lesson) and (lesson := cards.get(of.original)):
            one.lessons[lesson.id] = _lesson(lesson, read.entry, of.language)
            problems += read.entry.problems
            asked = in_text.get(of.original)
            texts = Texts.of(documents.get(of.original), _name(of.original), read)
            if asked:
                one.checks[asked.id] = checks_in_other_words(asked, read.checks, of.language, problems, texts)
            elif read.checks:
                problems += strays(read.checks, frozenset(), texts)
            if read.checks:
                problems += read.checks.problems
            if asked and asked.path not in told:
                told.add(asked.path)
                problems += without_ids(asked, texts.original)
        elif isinstance(read.entry, Quiz) and (quiz := originals.get(of.original)):
            texts = Texts.of(documents.get(of.original), _name(of.original), read)
            one.quizzes[quiz.id] = in_other_words(quiz, read.entry, of.language, problems, texts)
            problems += read.entry.problems
            if quiz.path not in told:
                told.add(quiz.path)
                problems += without_ids(quiz, texts.original)
        elif of.original == course.introduction:
            one.course = _course(course, read, of, problems)
    paths = [course.introduction, *cards, *originals]
    problems += _without_files(course, paths, documents, [of for of, _read in translated])
    return Joined(
        tuple(with_gaps_of_all(quiz, [one.quizzes for one in found.values()]) for quiz in quizzes),
        tuple(with_gaps_of_all(quiz, [one.checks for one in found.values()]) for quiz in checks),
        {language: Translation(one.course, one.lessons, one.quizzes, one.checks) for language, one in found.items()},
        tuple(problems),
    )


def _without_files(
    course: Course, paths: Sequence[str], documents: Mapping[str, Document], translated: Iterable[Translated]
) -> Iterator[Problem]:
    """For each further language, once, the files of a course that it does not have."""
    found = {(of.language, of.original) for of in translated}
    words = documents.get(course.introduction)
    line = words.front.lines.get("languages", 0) if words else 0
    source = words.line(line) if words else ""
    for language in course.languages[1:]:
        missing = [path for path in paths if (language, path) not in found]
        if not missing:
            continue
        inside = [inside_course(path, course.path) for path in missing]
        name, _dot, ending = inside[0].rpartition(".")
        values = {
            "language": language,
            "count": str(len(missing)),
            "all": str(len(paths)),
            "names": ", ".join(inside[:_FEW]) + (", ..." if len(inside) > _FEW else ""),
            "first": f"{name}.{language}.{ending}",
        }
        yield Problem(course.introduction, line, 1, findings.TRANSLATION_NO_FILES, source, values)


@dataclass(slots=True)
class _Found:
    """A translation while its files are gone through."""

    course: Course
    lessons: dict[str, Lesson] = field(default_factory=dict)
    quizzes: dict[str, Quiz] = field(default_factory=dict)
    checks: dict[str, Quiz] = field(default_factory=dict)


def left_over(paths: Iterable[str], course: Course) -> Iterator[Problem]:
    """What is wrong with the files of a course that are named as translations, and stand for themselves."""
    every = list(paths)
    translated = told_apart(every, course)
    languages = {language.casefold() for language in course.languages}
    originals = {path.rpartition(".")[0]: path for path in every}
    for path in every if len(languages) > 1 else ():
        name, language = _name_and_language(path)
        if path in translated or not name or language not in languages:
            continue
        if name not in originals:
            values = {"original": _name(f"{name}.{path.rpartition('.')[2]}")}
            yield Problem(path, 0, 1, findings.TRANSLATION_ALONE, values=values)
        elif language != course.languages[0].casefold():
            values = {"original": _name(originals[name])}
            yield Problem(path, 0, 1, findings.TRANSLATION_SECOND, values=values)


def read_words(folder: str, file: SourceFile, document: Document) -> FileRead:
    """The course's own words in another language, read."""
    return FileRead(file, read_course(folder, file, document), document, None, kind=Kind.COURSE)


def is_words(path: str, folder: str, of: Translated) -> bool:
    """Whether a translation is that of `course.md`."""
    return inside_course(of.original, folder) == COURSE_FILE and inside_course(path, folder).startswith("course.")


def _lesson(original: Lesson, translated: Lesson, language: str) -> Lesson:
    return replace(
        original,
        title=translated.title,
        lang=language,
        minutes=translated.minutes,
        translation=translated.path,
        problems=translated.problems,
    )


def _course(original: Course, read: FileRead, of: Translated, problems: list[Problem]) -> Course:
    """The course with its titles in another language; what the translation leaves out stays as it is."""
    words = read.course
    # A translation names objectives and dimensions only to give them titles.
    problems += [one for one in words.problems if one.finding not in {DIMENSIONS, UNKNOWN_DIMENSION}]
    titles: dict[str, dict[str, str]] = {}
    for key, known, told in (
        ("objectives", {one.id for one in original.objectives}, words.objectives),
        ("dimensions", {one.id for one in original.dimensions}, words.dimensions),
    ):
        titles[key] = {one.id: one.title for one in told if one.title != one.id}
        for one in told:
            if one.id not in known:
                values = {"id": one.id, "key": key, "original": _name(of.original)}
                line = read.document.front.lines.get(key, 0)
                problems.append(Problem(read.file.path, line, 1, findings.TRANSLATION_STRAY_KEY, f"{key}:", values))
    objectives = (replace(one, title=titles["objectives"].get(one.id, one.title)) for one in original.objectives)
    dimensions = (replace(one, title=titles["dimensions"].get(one.id, one.title)) for one in original.dimensions)
    return replace(
        original,
        title=words.title,
        lang=of.language,
        objectives=tuple(objectives),
        dimensions=tuple(dimensions),
        translation=read.file.path,
    )


def _other_settings(read: FileRead, original: Document | None, of: Translated) -> Iterator[Problem]:
    """Settings count in the original alone: one that says something else here is told, and has no effect."""
    if original is None:
        return
    for key, value in read.document.front.values.items():
        if key not in _OF_A_TRANSLATION and original.front.values.get(key) != value:
            line = read.document.front.lines.get(key, 0)
            values = {"key": key, "original": _name(of.original)}
            source = read.document.line(line)
            yield Problem(read.file.path, line, 1, findings.TRANSLATION_SETTING, source, values)


def _name(path: str) -> str:
    return path.rpartition("/")[2]
