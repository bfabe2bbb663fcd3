"""The languages of a course: which file is whose translation, and what of it takes the place of the original.

Only words are translated. What a lesson or question is (its id, what is right, what it counts for) is said once, in the
original: a member who changes the language goes on with the same lesson, sitting and memory.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lessons.findings import DIMENSIONS, UNKNOWN_DIMENSION
from lessons.folders import COURSE_FILE
from lessons.model import Course, Document, Kind, Lesson, SourceFile
from lessons.parse import read_course
from lessons.problem import Finding, Problem
from quizzes import findings
from quizzes.gap import Code, Gap, Number
from quizzes.grade import output_lines
from quizzes.identity import revision_hash
from quizzes.model import (
    Choice,
    Cloze,
    Entry,
    Matching,
    Option,
    Ordering,
    Output,
    Question,
    Quiz,
    Reflection,
    Section,
    Translation,
    TrueFalse,
    Typed,
)
from quizzes.parse.gap import written_picks
from quizzes.reading import FileRead, inside_course

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
    """Which of the files of a course are translations: `NAME.zh.md` beside `NAME.md`, where the course has `zh`."""
    further = {language.casefold(): language for language in course.languages[1:]}
    if not further:
        return {}
    every = list(paths)
    originals = {path.rpartition(".")[0]: path for path in every}
    found: dict[str, Translated] = {}
    for path in every:
        name, _dot, language = path.rpartition(".")[0].rpartition(".")
        original = originals.get(name)
        if original is not None and language.casefold() in further:
            found[path] = Translated(further[language.casefold()], path, original)
    return found


def language_among(languages: Iterable[str], wanted: str) -> str | None:
    """The language that comes nearest to the wanted one: itself, else one with the same first part, such as zh-Hans."""
    known = list(languages)
    exact = next((one for one in known if one.casefold() == wanted.casefold()), None)
    return exact or next((one for one in known if _primary(one) == _primary(wanted)), None)


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
            texts = _Texts.of(of, documents.get(of.original), read)
            if asked:
                one.checks[asked.id] = _checks(asked, read.checks, of, problems, texts)
            elif read.checks:
                problems += _strays(read.checks, frozenset(), of, texts)
            if read.checks:
                problems += read.checks.problems
            if asked and asked.path not in told:
                told.add(asked.path)
                problems += _without_ids(asked, texts.original)
        elif isinstance(read.entry, Quiz) and (quiz := originals.get(of.original)):
            texts = _Texts.of(of, documents.get(of.original), read)
            one.quizzes[quiz.id] = _quiz(quiz, read.entry, of, problems, texts)
            problems += read.entry.problems
            if quiz.path not in told:
                told.add(quiz.path)
                problems += _without_ids(quiz, texts.original)
        elif of.original == course.introduction:
            one.course = _course(course, read, of, problems)
    paths = [course.introduction, *cards, *originals]
    problems += _without_files(course, paths, documents, [of for of, _read in translated])
    return Joined(
        tuple(_with_gaps_of_all(quiz, [one.quizzes for one in found.values()]) for quiz in quizzes),
        tuple(_with_gaps_of_all(quiz, [one.checks for one in found.values()]) for quiz in checks),
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
    source = words.text.split("\n", line)[line - 1] if words and line else ""
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


def stray(path: str, paths: Iterable[str], course: Course) -> Problem | None:
    """What is wrong with a file that is named as a translation and has no original; None where nothing is."""
    name, _dot, language = path.rpartition(".")[0].rpartition(".")
    if not name or language_among(course.languages, language) is None or len(course.languages) < 2:  # noqa: PLR2004
        return None
    if language.casefold() not in {one.casefold() for one in course.languages}:
        return None
    ending = path.rpartition(".")[2]
    if any(one.rpartition(".")[0] == name for one in paths):
        return None
    values = {"original": f"{name}.{ending}".rpartition("/")[2]}
    return Problem(path, 0, 1, findings.TRANSLATION_ALONE, values=values)


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
    lines = read.document.text.split("\n", read.document.front.end + 1)
    for key, value in read.document.front.values.items():
        if key not in _OF_A_TRANSLATION and original.front.values.get(key) != value:
            line = read.document.front.lines.get(key, 0)
            source = lines[line - 1] if 0 < line <= len(lines) else ""
            values = {"key": key, "original": _name(of.original)}
            yield Problem(read.file.path, line, 1, findings.TRANSLATION_SETTING, source, values)


def _name(path: str) -> str:
    return path.rpartition("/")[2]


# Quizzes


@dataclass(frozen=True, slots=True)
class _Texts:
    """An original and its translation as they are written, for the excerpts of problems."""

    path: str
    """Of the translation."""
    name: str
    """Of the original's file."""
    original: Sequence[str]
    translated: Sequence[str]

    @classmethod
    def of(cls, of: Translated, original: Document | None, read: FileRead) -> "_Texts":
        """Those of two files that were read."""
        lines = original.text.split("\n") if original else ()
        return cls(of.path, _name(of.original), lines, read.document.text.split("\n"))


def _at(lines: Sequence[str], line: int) -> str:
    return lines[line - 1] if 0 < line <= len(lines) else ""


def _without_ids(quiz: Quiz, lines: Sequence[str]) -> Iterator[Problem]:
    for question in quiz.questions:
        if not question.explicit:
            yield Problem(quiz.path, question.line, 1, findings.TRANSLATION_ID, _at(lines, question.line))


def _strays(translated: Quiz, known: Container[str], of: Translated, texts: _Texts) -> Iterator[Problem]:
    """Questions that the original does not have."""
    for question in translated.questions:
        if question.explicit and question.id not in known:
            values = {"id": question.id, "original": _name(of.original)}
            finding = findings.TRANSLATION_STRAY
            source = _at(texts.translated, question.line)
            yield Problem(translated.path, question.line, 1, finding, source, values)


def _missing(
    question: Question, following: Sequence[Question], there: Mapping[str, Question], texts: _Texts
) -> Problem:
    """A question that is not translated, told where it would stand: above the next one that is, else at the end."""
    below = next((there[one.id].line for one in following if one.id in there), 0)
    lines = below - 1 if below else len(texts.translated) - (texts.translated[-1] == "")
    values = {"id": question.id, "original": f"{texts.name}:{question.line}"}
    return Problem(texts.path, max(1, lines), 1, findings.TRANSLATION_MISSING, values=values)


def _checks(original: Quiz, translated: Quiz | None, of: Translated, problems: list[Problem], texts: _Texts) -> Quiz:
    """What a lesson asks in its text, in other words: a section for each check of the translation.

    What is not translated is asked where the check of the same number stands, else in the last one.
    """
    if translated is None or not translated.sections:
        problems += (_missing(question, (), {}, texts) for question in original.questions)
        return original
    quiz = _quiz(original, translated, of, problems, texts)
    known = {question.id for question in original.questions if question.explicit}
    there = [[name for name in section.questions if name in known] for section in translated.sections]
    placed = {name for names in there for name in names}
    for number, section in enumerate(original.sections):
        names = there[min(number, len(there) - 1)]
        names += (name for name in section.questions if name not in placed)
    sections = zip(translated.sections, there, strict=True)
    return replace(quiz, sections=tuple(replace(section, questions=tuple(names)) for section, names in sections))


def _quiz(original: Quiz, translated: Quiz, of: Translated, problems: list[Problem], texts: _Texts) -> Quiz:
    """The quiz in other words: each question that has a good translation in these, the others as they are."""
    path, name = translated.path, _name(of.original)
    problems += _without_ids(translated, texts.translated)
    told = {question.id: question for question in translated.questions if question.explicit}
    known = {question.id for question in original.questions if question.explicit}
    problems += _strays(translated, known, of, texts)
    questions: list[Question] = []
    for number, question in enumerate(original.questions, 1):
        other = told.get(question.id) if question.explicit else None
        if question.explicit and other is None:
            problems.append(_missing(question, original.questions[number:], told, texts))
        if other is None or not other.askable or not question.askable:
            questions.append(question)
            continue
        difference = differs(question, other)
        if difference is not None:
            finding, values = difference
            values = values | {"original": f"{name}:{question.line}"}
            problems.append(Problem(path, other.line, 1, finding, _at(texts.translated, other.line), values))
            questions.append(question)
        else:
            questions.append(_in_other_words(question, other))
    return replace(
        original,
        title=translated.title,
        lang=of.language,
        introduction=translated.introduction,
        questions=tuple(questions),
        sections=tuple(_section(one, translated.sections) for one in original.sections),
        translation=path,
        problems=translated.problems,
    )


def _section(original: Section, translated: Sequence[Section]) -> Section:
    """The section in other words: those of the section that most of its questions stand in."""
    ids = set(original.questions)

    def likeness(other: Section) -> float:
        return len(ids & set(other.questions)) / len(ids | set(other.questions))

    nearest = max(translated, key=likeness, default=None)
    if nearest is None or not likeness(nearest):
        return original
    return replace(original, title=nearest.title, introduction=nearest.introduction)


Difference = tuple[Finding, dict[str, str]]


def differs(original: Question, translated: Question) -> Difference | None:
    """What a translated question asks otherwise than its original: its type, how much there is, what is right."""
    if original.type != translated.type:
        return findings.TRANSLATION_TYPE, {"type": translated.type, "other": original.type}
    counts = [(len(one), len(other)) for one, other in zip(_parts(original), _parts(translated), strict=True)]
    for one, other in counts:
        if one != other:
            return findings.TRANSLATION_COUNT, {"count": str(other), "other": str(one)}
    return None if _right(original) == _right(translated) else (findings.TRANSLATION_RIGHT, {})


def _parts(question: Question) -> list[Sequence[object]]:
    """What a translation has as many of."""
    match question:
        case Choice():
            return [question.options]
        case Typed():
            return [question.gaps]
        case Ordering():
            return [question.entries]
        case Matching():
            return [question.left, question.right]
        case Reflection():
            return [question.rubric]
    return []


def _right(question: Question) -> object:
    """What is right, apart from the language: places, numbers, code."""
    match question:
        case TrueFalse():
            return question.right
        case Choice():
            return [option.right for option in question.options]
        case Typed():
            return [_asked(gap) for gap in question.gaps]
        case Output():
            return output_lines(question.expected)
        case Matching():
            left, right = ([entry.id for entry in side] for side in (question.left, question.right))
            return [(left.index(one), right.index(other)) for one, other in question.pairs]
    return None


def _asked(gap: Gap) -> object:
    """What a gap asks for, apart from the language: which of its offers, which numbers, which code."""
    if gap.offered:
        return [share for _text, share in written_picks(gap.source)]
    exact = (f"{one.key} {one.share:g}" for one in gap.accepted if isinstance(one, Number | Code))
    return gap.numeric, sorted(exact)


def _in_other_words(original: Question, translated: Question) -> Question:
    """The question with the words of its translation: its ids, hashes and worth stay the original's.

    The revision alone is its own, so that what is kept of an answer has the words that were on the screen.
    """
    told = replace(
        original,
        label=translated.label,
        stem=translated.stem,
        body=translated.body,
        hints=translated.hints,
        explanation=translated.explanation,
        read=translated.read,
        section=translated.section,
        introduction=translated.introduction,
        revision=revision_hash(original.revision, translated.revision),
    )
    match told, translated:
        case Choice(), Choice():
            return replace(told, options=_options(told, translated))
        case Cloze(), Cloze():
            return replace(told, gaps=_gaps(told, translated), passage=translated.passage)
        case Typed(), Typed():
            return replace(told, gaps=_gaps(told, translated))
        case Ordering(), Ordering():
            return replace(told, entries=_entries(told.entries, translated.entries))
        case Matching(), Matching():
            left, right = _entries(told.left, translated.left), _entries(told.right, translated.right)
            return replace(told, left=left, right=right)
        case Reflection(), Reflection():
            return replace(told, rubric=_entries(told.rubric, translated.rubric))
    return told


def _options(original: Choice, translated: Choice) -> tuple[Option, ...]:
    """The original's options, in its order, with the words of the translation: by place, a true/false pair by id."""
    words = list(translated.options)
    if isinstance(original, TrueFalse):
        by_id = {option.id: option for option in words}
        words = [by_id[option.id] for option in original.options]
    return tuple(
        replace(option, source=other.source, blocks=other.blocks, feedback=other.feedback)
        for option, other in zip(original.options, words, strict=True)
    )


def _entries(original: Sequence[Entry], translated: Sequence[Entry]) -> tuple[Entry, ...]:
    pairs = zip(original, translated, strict=True)
    return tuple(replace(entry, source=other.source, blocks=other.blocks) for entry, other in pairs)


def _gaps(original: Typed, translated: Typed) -> tuple[Gap, ...]:
    return tuple(_gap(one, other) for one, other in zip(original.gaps, translated.gaps, strict=True))


def _gap(original: Gap, translated: Gap) -> Gap:
    """The translation's gap; what it offers stands in the order of the original's, so that digits mean the same."""
    if not original.offered:
        return translated
    written = [text for text, _share in written_picks(original.source)]
    other = [text for text, _share in written_picks(translated.source)]
    places = {text: place for place, text in enumerate(written)}
    return replace(translated, offered=tuple(other[places[text]] for text in original.offered))


def _with_gaps_of_all(original: Quiz, languages: Sequence[dict[str, Quiz]]) -> Quiz:
    """The quiz, where each gap takes what its translations take, and the translations likewise.

    A member may type an answer in one language, and look at it in another.
    """
    holders = [by_id for by_id in languages if original.id in by_id]
    quizzes = [original, *(by_id[original.id] for by_id in holders)]
    columns = list(zip(*(quiz.questions for quiz in quizzes), strict=True))
    quizzes = [
        replace(quiz, questions=tuple(_with_gaps_of(column[number], column) for column in columns))
        for number, quiz in enumerate(quizzes)
    ]
    for by_id, quiz in zip(holders, quizzes[1:], strict=True):
        by_id[original.id] = quiz
    return quizzes[0]


def _with_gaps_of(question: Question, column: Sequence[Question]) -> Question:
    if not isinstance(question, Typed):
        return question
    others = [one.gaps for one in column if isinstance(one, Typed) and one.revision != question.revision]
    if not others:
        return question
    gaps = (
        replace(gap, elsewhere=tuple(other[number] for other in others)) for number, gap in enumerate(question.gaps)
    )
    return replace(question, gaps=tuple(gaps))
