"""Originals and translations under random edits: nothing is lost, and a translation never changes what is right."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from lessons.model import SourceFile
from lessons.shelf import CourseFolder, Shelf
from quizzes.library import Library, build
from quizzes.model import Choice, Quiz

HEAD = "---\nid: c\nlanguages: [en, zh]\n---\n"
Asked = tuple[str, tuple[bool, ...]]
"""The id of a question, empty for none, and which of its options are ticked."""

ASKED: st.SearchStrategy[Asked] = st.tuples(
    st.sampled_from(["a", "b", "c", "d", ""]),
    st.lists(st.booleans(), min_size=2, max_size=4).filter(any).map(tuple),
)
QUIZZES = st.lists(ASKED, max_size=5, unique_by=lambda one: one[0] or object())


def written(quiz: list[Asked], words: str) -> str:
    lines = [f"# {words}", ""]
    for number, (name, options) in enumerate(quiz):
        lines += [f"### {words} {number} {{#{name}}}" if name else f"### {words} {number}", ""]
        lines += [f"- [{'x' if right else ' '}] {words} {number} {place}" for place, right in enumerate(options)]
        lines.append("")
    return "\n".join(lines)


def read(original: list[Asked], translated: list[Asked]) -> Library:
    texts = {"course.md": HEAD, "q-quiz.md": written(original, "word"), "q-quiz.zh.md": written(translated, "词")}
    files = tuple(SourceFile(path, text, "") for path, text in texts.items())
    return build([Shelf(Path("/"), (CourseFolder(".", files, "c"),), ())])


def quiz_in(library: Library, language: str) -> Quiz:
    quiz = library.in_language(language).quiz("c/q-quiz")
    assert quiz is not None
    return quiz


@given(QUIZZES, QUIZZES)
def test_pairing_loses_nothing_and_changes_nothing_but_words(original: list[Asked], translated: list[Asked]) -> None:
    library = read(original, translated)
    english, chinese = quiz_in(library, "en"), quiz_in(library, "zh")
    facts = [
        [(one.id, one.identity, one.key, one.type, one.askable, one.points, one.line) for one in quiz.questions]
        for quiz in (english, chinese)
    ]
    assert facts[0] == facts[1]
    kept = {name: options for name, options in translated if name}
    for (name, options), one, other in zip(original, english.questions, chinese.questions, strict=True):
        assert isinstance(one, Choice)
        assert isinstance(other, Choice)
        assert [(option.id, option.right) for option in one.options] == [
            (option.id, option.right) for option in other.options
        ]
        is_translated = bool(name) and kept.get(name) == options
        assert other.stem.startswith("词" if is_translated else "word")
        assert (other.revision != one.revision) == is_translated


@given(QUIZZES, QUIZZES)
def test_whatever_is_not_used_is_told(original: list[Asked], translated: list[Asked]) -> None:
    library = read(original, translated)
    codes = [problem.code for problem in library.problems if not problem.path.endswith("course.md")]
    mine, theirs = dict(original), dict(translated)
    both = {name for name in mine.keys() & theirs.keys() if name}
    assert codes.count("W-translation-missing") == sum(bool(name) and name not in theirs for name in mine)
    assert codes.count("E-translation-stray") == sum(bool(name) and name not in mine for name in theirs)
    assert codes.count("E-translation-id") == [name for name, _ in [*original, *translated]].count("")
    assert codes.count("E-translation-differs") == sum(mine[name] != theirs[name] for name in both)
