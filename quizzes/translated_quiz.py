"""A quiz in other words: which of its questions have a good translation, and what of it takes their place.

What a question is stays the original's: its ids, its hashes, its worth. A question that asks something else in its
translation, or is not there, is asked in the original's words, and told. It is long because what a question of each
kind asks, and what of it is words, are told apart here twice: to compare two of them, and to put the words of the one
into the other.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from lessons.blocks import Block
from lessons.model import Document
from lessons.problem import Finding, Problem
from quizzes import findings
from quizzes.gap import Code, Gap, Number, Words
from quizzes.grade import output_lines
from quizzes.identity import revision_hash
from quizzes.left_out import blocks_left_out, left_out
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
    TrueFalse,
    Typed,
)
from quizzes.parse.gap import written_picks
from quizzes.reading import FileRead

_MOST_LEFT_OUT = 50
"""Pieces of a quiz that are told not to be translated; who has more begins with these."""
_LONGEST = 60
"""Characters of such a piece that are told."""


@dataclass(frozen=True, slots=True)
class Texts:
    """An original and its translation as they are written, for the excerpts of problems."""

    path: str
    """Of the translation."""
    name: str
    """Of the original's file."""
    original: Sequence[str]
    translated: Sequence[str]

    @classmethod
    def of(cls, original: Document | None, name: str, read: FileRead) -> "Texts":
        """Those of two files that were read; `name` is that of the original's file."""
        lines = original.text.split("\n") if original else ()
        return cls(read.file.path, name, lines, read.document.text.split("\n"))


def _at(lines: Sequence[str], line: int) -> str:
    return lines[line - 1] if 0 < line <= len(lines) else ""


def without_ids(quiz: Quiz, lines: Sequence[str]) -> Iterator[Problem]:
    """Questions that cannot be told in another language, as they have no id; `lines` are those of the quiz's file."""
    for question in quiz.questions:
        if not question.explicit:
            yield Problem(quiz.path, question.line, 1, findings.TRANSLATION_ID, _at(lines, question.line))


def strays(translated: Quiz, known: Container[str], texts: Texts) -> Iterator[Problem]:
    """Questions that the original does not have."""
    for question in translated.questions:
        if question.explicit and question.id not in known:
            values = {"id": question.id, "original": texts.name}
            finding = findings.TRANSLATION_STRAY
            source = _at(texts.translated, question.line)
            yield Problem(translated.path, question.line, 1, finding, source, values)


def _missing(question: Question, following: Sequence[Question], there: Mapping[str, Question], texts: Texts) -> Problem:
    """A question that is not translated, told where it would stand: above the next one that is, else at the end."""
    below = next((there[one.id].line for one in following if one.id in there), 0)
    lines = below - 1 if below else len(texts.translated) - (texts.translated[-1] == "")
    values = {"id": question.id, "original": f"{texts.name}:{question.line}"}
    return Problem(texts.path, max(1, lines), 1, findings.TRANSLATION_MISSING, values=values)


def _left_out(block: Block, line: int, texts: Texts) -> Problem:
    """What is not translated of a question or an introduction, told where this begins in the translation."""
    excerpt = _at(texts.original, block.line).strip()
    excerpt = excerpt if len(excerpt) <= _LONGEST else f"{excerpt[: _LONGEST - 1]}…"
    values = {"original": texts.name, "at": str(block.line), "excerpt": excerpt}
    line = max(1, line)
    return Problem(texts.path, line, 1, findings.TRANSLATION_LEFT_OUT, _at(texts.translated, line), values)


def checks_in_other_words(
    original: Quiz, translated: Quiz | None, language: str, problems: list[Problem], texts: Texts
) -> Quiz:
    """What a lesson asks in its text, in other words: a section for each check of the translation.

    What is not translated is asked where the check of the same number stands, else in the last one.
    """
    if translated is None or not translated.sections:
        ids = ", ".join(f"#{question.id}" for question in original.questions if question.explicit)
        if ids:
            last = max(1, len(texts.translated) - (texts.translated[-1] == ""))
            values = {"original": texts.name, "ids": ids}
            problems.append(Problem(texts.path, last, 1, findings.TRANSLATION_NO_CHECKS, values=values))
        return original
    quiz = in_other_words(original, translated, language, problems, texts)
    known = {question.id for question in original.questions if question.explicit}
    there = [[name for name in section.questions if name in known] for section in translated.sections]
    placed = {name for names in there for name in names}
    for number, section in enumerate(original.sections):
        names = there[min(number, len(there) - 1)]
        names += (name for name in section.questions if name not in placed)
    sections = zip(translated.sections, there, strict=True)
    return replace(quiz, sections=tuple(replace(section, questions=tuple(names)) for section, names in sections))


def in_other_words(original: Quiz, translated: Quiz, language: str, problems: list[Problem], texts: Texts) -> Quiz:
    """The quiz in other words: each question that has a good translation in these, the others as they are."""
    problems += without_ids(translated, texts.translated)
    told = {question.id: question for question in translated.questions if question.explicit}
    known = {question.id for question in original.questions if question.explicit}
    problems += strays(translated, known, texts)
    questions: list[Question] = []
    missing: list[Problem] = []
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
            values = values | {"original": f"{texts.name}:{question.line}"}
            problems.append(Problem(texts.path, other.line, 1, finding, _at(texts.translated, other.line), values))
            questions.append(question)
        else:
            missing += (_left_out(block, other.line, texts) for block in left_out(question, other))
            questions.append(_reworded(question, other))
    problems += islice(chain(missing, _introductions_left_out(original, translated, told, texts)), _MOST_LEFT_OUT)
    return replace(
        original,
        title=translated.title,
        lang=language,
        introduction=translated.introduction,
        questions=tuple(questions),
        sections=tuple(_section(one, translated.sections) for one in original.sections),
        translation=texts.path,
        problems=translated.problems,
    )


def _introductions_left_out(
    original: Quiz, translated: Quiz, told: Mapping[str, Question], texts: Texts
) -> Iterator[Problem]:
    """What is not translated of the texts of a quiz and of its sections, of which at least one question is."""
    for block in blocks_left_out(original.introduction, translated.introduction):
        yield _left_out(block, 1, texts)
    for section in original.sections:
        first = next((told[name] for name in section.questions if name in told), None)
        nearest = _nearest(section, translated.sections)
        if first:
            for block in blocks_left_out(section.introduction, nearest.introduction if nearest else ()):
                yield _left_out(block, first.line, texts)


def _section(original: Section, translated: Sequence[Section]) -> Section:
    """The section in other words."""
    nearest = _nearest(original, translated)
    return replace(original, title=nearest.title, introduction=nearest.introduction) if nearest else original


def _nearest(original: Section, translated: Sequence[Section]) -> Section | None:
    """The section that most of the questions of another one stand in."""
    ids = set(original.questions)

    def likeness(other: Section) -> float:
        return len(ids & set(other.questions)) / len(ids | set(other.questions))

    nearest = max(translated, key=likeness, default=None)
    return nearest if nearest and likeness(nearest) else None


Difference = tuple[Finding, dict[str, str]]


def differs(original: Question, translated: Question) -> Difference | None:
    """What a translated question asks otherwise than its original: its type, how much there is, what is right."""
    if original.type != translated.type:
        return findings.TRANSLATION_TYPE, {"type": translated.type, "other": original.type}
    counts = [(len(one), len(other)) for one, other in zip(_parts(original), _parts(translated), strict=True)]
    for one, other in counts:
        if one != other:
            return findings.TRANSLATION_COUNT, {"count": str(other), "other": str(one)}
    if isinstance(original, Typed) and isinstance(translated, Typed) and _is_crossed(original.gaps, translated.gaps):
        return findings.TRANSLATION_GAPS, {}
    return None if _right(original) == _right(translated) else (findings.TRANSLATION_RIGHT, {})


def _is_crossed(gaps: Sequence[Gap], others: Sequence[Gap]) -> bool:
    """Whether a gap of one language takes what is wrong there in the other: another gap's answer, or a wrong pick.

    As each takes what is right in every language, a wrong answer would be right.
    """
    return any(
        gap.worth(answer) == 0 and (answer in gap.offered or any(one.worth(answer) for one in mine if one is not gap))
        for mine, theirs in ((gaps, others), (others, gaps))
        for gap, other in zip(mine, theirs, strict=True)
        for answer in _full(other)
    )


def _full(gap: Gap) -> Iterator[str]:
    """What is typed for the full mark, as far as it can be named."""
    return (one.shown for one in gap.accepted if isinstance(one, Words | Code) and one.share == 1)


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


def _reworded(original: Question, translated: Question) -> Question:
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


def with_gaps_of_all(original: Quiz, languages: Sequence[dict[str, Quiz]]) -> Quiz:
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
