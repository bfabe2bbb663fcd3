"""Shelves become courses: who belongs to whom, and what is wrong with a course as a whole."""

from collections import Counter
from pathlib import Path

import pytest

from lessons.model import Criterion, SourceFile
from lessons.shelf import CourseFolder, Shelf
from quizzes.check import check
from quizzes.errors import NotFound
from quizzes.library import CourseContents, Library, build

ASKED = "### {0}? {{#{0}}}\n\n- [x] right {0}\n- [ ] wrong\n"
COURSE = "---\nid: sea\ntitle: The sea\npass_mark: 60%\n{0}\n---\n\n# The sea\n"


def shelf(files: dict[str, str], *, root: str = "/shelf", folder: str = "sea") -> Shelf:
    found = tuple(SourceFile(f"{folder}/{path}", text, path) for path, text in files.items())
    return Shelf(Path(root), (CourseFolder(folder, found, folder),), ())


def course(files: dict[str, str]) -> CourseContents:
    (contents,) = build([shelf(files)]).courses
    return contents


def codes(problems: object) -> list[str]:
    return [problem.code for problem in problems]  # type: ignore[attr-defined]


def test_a_course_has_its_lessons_and_quizzes() -> None:
    contents = course(
        {
            "course.md": COURSE.format("lang: en"),
            "lessons/tides.md": "# Tides\n\nWater.\n",
            "quizzes/tides.md": ASKED.format("moon"),
            "lessons/waves.md": "# Waves\n\nWind.\n",
        }
    )
    assert [lesson.key for lesson in contents.lessons] == ["sea/lessons/tides", "sea/lessons/waves"]
    assert [quiz.key for quiz in contents.quizzes] == ["sea/quizzes/tides"]
    assert contents.quizzes[0].pass_mark == 0.6
    assert contents.problems == ()


@pytest.mark.parametrize(
    ("lesson", "quiz", "belongs", "complete"),
    [
        ("", "quizzes/tides.md", True, Criterion.QUIZ_PASSED),
        ("quiz: quizzes/other", "quizzes/other.md", True, Criterion.QUIZ_PASSED),
        ("quiz: other.md", "quizzes/other.md", True, Criterion.QUIZ_PASSED),
        ("quiz: own-id", "quizzes/other.md", True, Criterion.QUIZ_PASSED),
        ("complete: read", "quizzes/tides.md", True, Criterion.READ),
        ("complete: quiz-taken", "quizzes/tides.md", True, Criterion.QUIZ_TAKEN),
        ("", "quizzes/waves.md", False, Criterion.READ),
    ],
)
def test_a_quiz_belongs_to_the_lesson_that_names_it_or_has_its_name(
    lesson: str, quiz: str, belongs: bool, complete: Criterion
) -> None:
    head = "---\nid: own-id\n---\n" if "own-id" in lesson else ""
    contents = course({"lessons/tides.md": f"---\n{lesson}\n---\n# Tides\n", quiz: head + ASKED.format("moon")})
    assert contents.lessons[0].quiz == (contents.quizzes[0].id if belongs else None)
    assert contents.lessons[0].complete is complete
    assert contents.problems == ()


def test_a_lesson_whose_quiz_is_missing_or_asks_nothing_is_completed_by_reading() -> None:
    contents = course(
        {
            "lessons/a.md": "---\nquiz: nowhere\n---\n# A\n",
            "lessons/b.md": "---\ncomplete: quiz-passed\n---\n# B\n",
            "quizzes/b.md": "### b?\n\n- [ ] a\n- [ ] b\n",
        }
    )
    assert [lesson.complete for lesson in contents.lessons] == [Criterion.READ, Criterion.READ]
    assert Counter(codes(contents.problems)) == Counter(
        ["E-unknown-quiz", "E-no-quiz-to-complete", "E-no-quiz-to-complete", "E-no-correct"]
    )


def test_order_is_the_courses_own_then_that_of_files() -> None:
    contents = course(
        {
            "course.md": COURSE.format("order: [waves, lessons/tides.md, own]"),
            "lessons/a.md": "# A\n",
            "lessons/b.md": "---\nid: own\n---\n# B\n",
            "lessons/tides.md": "# Tides\n",
            "lessons/waves.md": "# Waves\n",
        }
    )
    assert [lesson.title for lesson in contents.lessons] == ["Waves", "Tides", "B", "A"]


def test_ids_are_unique_over_lessons_quizzes_and_shelves() -> None:
    one = shelf(
        {"course.md": COURSE.format("lang: en"), "a.md": "---\nid: x\n---\n# A\n", "b.md": "---\nid: x\n---\n# B\n"}
    )
    other = shelf({"course.md": COURSE.format("lang: en"), "a.md": "# A\n"}, root="/other")
    library = build([one, other])
    assert [contents.course.id for contents in library.courses] == ["sea", "sea-2"]
    assert [lesson.key for contents in library.courses for lesson in contents.lessons] == [
        "sea/x",
        "sea/x-2",
        "sea-2/a",
    ]
    assert codes(library.problems) == ["E-duplicate-id", "E-duplicate-id"]
    assert library.root_of("sea/x") == Path("/shelf")
    assert library.root_of("sea-2/a") == Path("/other")


def test_the_same_question_id_in_two_quizzes_of_a_course_is_asked_in_the_first_alone() -> None:
    contents = course(
        {"quizzes/a.md": ASKED.format("same"), "quizzes/b.md": ASKED.format("same") + "\n" + ASKED.format("own")}
    )
    first, second = contents.quizzes
    assert [question.askable for question in first.questions] == [True]
    assert [question.askable for question in second.questions] == [False, True]
    (problem,) = contents.problems
    assert (problem.code, problem.path, problem.line, problem.column) == ("E-duplicate-id", "sea/quizzes/b.md", 1, 12)
    assert problem.source == "### same? {#same}"
    assert "sea/quizzes/a.md:1" in problem.message()


def test_broken_files_take_nothing_down() -> None:
    contents = course(
        {"a-quiz.md": "---\na: [\n---\n- [x\n", "b-quiz.md": "", "c-quiz.md": ASKED.format("c"), "d.md": "\x00"}
    )
    assert [len(quiz.questions) for quiz in contents.quizzes] == [0, 0, 1]
    assert "E-front-matter" in codes(contents.problems)


def test_quizzes_of_one_title_are_told_apart_by_their_files() -> None:
    text = "# Git\n\n### a?\n\n- [x] a\n- [ ] b\n"
    contents = course({"git-quiz.md": text, "git-quiz-fr.md": text, "own-quiz.md": "---\ntitle: Git\n---\n" + text})
    assert [quiz.title for quiz in contents.quizzes] == ["Git (git-quiz)", "Git (git-quiz-fr)", "Git"]


def test_a_quiz_without_a_title_bears_that_of_its_lesson() -> None:
    contents = course(
        {
            "lessons/01-ssh.md": "# SSH keys\n\nTwo halves.\n",
            "quizzes/01-ssh.md": ASKED.format("half"),
            "lessons/02-gpg.md": "# Signing\n\nA name.\n",
            "quizzes/02-gpg.md": "# Gpg\n\n" + ASKED.format("name"),
            "quizzes/03-pgp.md": ASKED.format("alone"),
        }
    )
    assert [quiz.title for quiz in contents.quizzes] == ["SSH keys", "Gpg", "Pgp"]


def test_headings_are_read_kindly_in_quizzes_alone() -> None:
    contents = course({"quizzes/a.md": "##a?\n\n- [x] a\n- [ ] b\n", "b.md": "# B\n\n##no heading\n"})
    assert codes(contents.problems) == ["W-heading-no-space"]
    mostly = "# T\n\n##a?\n\n- [x] a\n- [ ] b\n\n## b?\n\n- [x] a\n- [ ] c\n\n## c?\n\n- [x] a\n- [ ] d\n"
    assert [len(quiz.questions) for quiz in course({"tasks.md": mostly}).quizzes] == [3]


def library() -> Library:
    return build(
        [
            shelf(
                {
                    "course.md": COURSE.format("lang: en"),
                    "lessons/tides.md": "---\nid: tides\n---\n# High and low water\n",
                    "lessons/waves.md": "# Waves\n",
                    "quizzes/tides.md": "---\ntitle: High and low water\n---\n" + ASKED.format("moon"),
                }
            ),
            shelf({"lessons/more.md": "# Waves\n"}, folder="air"),
        ]
    )


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("sea/tides", "sea/tides"),
        ("TIDES", "sea/tides"),
        ("sea/lessons/tides.md", "sea/tides"),
        (" high and LOW water ", "sea/tides"),
    ],
)
def test_finds_a_lesson_by_any_of_its_names(words: str, key: str) -> None:
    assert library().find_lesson(words).key == key


def test_finds_a_quiz_and_not_the_lesson_of_its_name() -> None:
    assert library().find_quiz("High and low water").key == "sea/quizzes/tides"


def test_tells_what_is_near_a_name_that_nothing_has() -> None:
    with pytest.raises(NotFound, match="did you mean") as caught:
        library().find_lesson("tids")
    assert caught.value.nearest == ("sea/tides",)
    with pytest.raises(NotFound) as caught:
        library().find_lesson("Waves")
    assert set(caught.value.nearest) == {"sea/lessons/waves", "air/lessons/more"}
    with pytest.raises(NotFound, match="fivefold list"):
        library().find_quiz("zzz")


def many(right: int, *, long: str = "", head: str = "") -> str:
    """Twelve questions of four options, the right one at a place, and perhaps the longest."""
    parts = [head]
    for number in range(12):
        options = [f"- [ ] {'wrong'} {number}{letter}" for letter in "abcd"]
        options[right if right >= 0 else number % 4] = f"- [x] right {number}{long}"
        parts.append(f"### question {number}? {{#q{number}}}\n\n" + "\n".join(options) + "\n")
    return "\n".join(parts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (many(-1), []),
        (many(2), ["W-key-position"]),
        (many(2, head="---\nid: own\nshuffle: options\n---\n"), []),
        (many(-1, long=" and more"), ["W-longest-is-right"]),
    ],
)
def test_patterns_by_which_one_could_score_are_told(text: str, expected: list[str]) -> None:
    library = build([shelf({"a-quiz.md": text})])
    assert [code for code in codes(check(library)) if code[0] == "W"] == expected


def test_what_has_no_id_is_told_once() -> None:
    library = build([shelf({"a-quiz.md": "### a?\n\n- [x] a\n- [ ] b\n\n### b?\n\n- [x] a\n- [ ] c\n"})])
    assert codes(check(library)) == ["I-no-quiz-id", "I-no-question-id"]
    assert check(library)[0].fix() == "Write `id: a-quiz` into the front matter."
    assert "of their own: 2 (line 1, 6)." in check(library)[1].message()


def test_objectives_that_no_question_asks_for_are_told() -> None:
    head = COURSE.format("objectives: [{id: swim, title: Swim}, {id: dive, title: Dive}]")
    quiz = "---\nid: q\n---\n" + ASKED.format("a").replace("{#a}", "{#a objective=swim}")
    (problem,) = check(build([shelf({"course.md": head, "a-quiz.md": quiz})]))
    assert (problem.code, problem.values["objective"], problem.path) == (
        "W-objective-uncovered",
        "dive",
        "sea/course.md",
    )


def test_tells_about_the_named_files_alone() -> None:
    library = build([shelf({"a-quiz.md": "### a?\n", "b-quiz.md": "### b?\n", "c/d-quiz.md": "### d?\n"})])
    named = check(library, files=[Path("/shelf/sea/a-quiz.md"), Path("/shelf/sea/c")])
    assert {problem.path for problem in named} == {"sea/a-quiz.md", "sea/c/d-quiz.md"}


def test_the_same_question_in_two_files_is_told_but_for_exams_and_other_languages() -> None:
    again = "---\nid: b\n{}---\n### Which? {{#two}}\n\n- [{}] a\n- [{}] b\n"
    first = "---\nid: a\n---\n### Which? {#one}\n\n- [x] a\n- [ ] b\n"

    def told(name: str, text: str) -> list[tuple[str, int, str]]:
        problems = check(build([shelf({"a-quiz.md": first, name: text})]))
        return [(one.code, one.line, one.values.get("other", "")) for one in problems]

    assert told("b-quiz.md", again.format("", "x", " ")) == [("W-duplicate-question", 4, "sea/a-quiz.md:4")]
    assert told("b-quiz.md", again.format("", " ", "x")) == [("W-conflicting-key", 4, "sea/a-quiz.md:4")]
    assert told("b-quiz.md", again.format("mode: exam\n", "x", " ")) == []
    for other in ("a-quiz.zh.md", "a_quiz_ptbr.md", "a-quiz-fr.md"):
        assert told(other, again.format("", "x", " ")) == []


def test_a_lesson_without_a_quiz_is_told_where_most_have_one() -> None:
    quizzes = {f"quizzes/{name}.md": f"---\nid: {name}\n---\n" + ASKED.format(name) for name in "ab"}
    lessons = {f"lessons/{name}.md": f"# {name}\n" for name in "abc"}
    (problem,) = check(build([shelf({**lessons, **quizzes})]))
    assert (problem.path, problem.code) == ("sea/lessons/c.md", "I-no-quiz")
    assert problem.fix() == "Write its quiz as `quizzes/c.md`, or name one by `quiz:`."
    assert check(build([shelf({**lessons, "lessons/d.md": "# d\n", **quizzes})])) == ()


def test_a_quiz_that_lost_its_lesson_is_told_of_both() -> None:
    quizzes = {f"quizzes/{name}.md": f"---\nid: {name}\n---\n" + ASKED.format(name) for name in ("02-b", "01-own")}
    lessons = {f"lessons/{name}.md": f"# {name}\n" for name in ("01-ownership", "02-b", "03-c")}
    told = [problem for problem in check(build([shelf({**lessons, **quizzes})])) if "01" in problem.path]
    assert [(problem.path, problem.code) for problem in told] == [
        ("sea/lessons/01-ownership.md", "I-no-quiz"),
        ("sea/quizzes/01-own.md", "I-quiz-alone"),
    ]
    assert all("`quiz: 01-own`" in problem.fix() for problem in told)
    exam = {"quizzes/01-own.md": "---\nid: own\nmode: exam\n---\n" + ASKED.format("own")}
    assert "I-quiz-alone" not in codes(check(build([shelf({**lessons, **exam})])))


def test_what_order_and_prerequisites_name_in_vain_is_told_at_its_line() -> None:
    head = "---\ntitle: Sea\norder: [b, nix, lessons/a.md]\n---\n"
    told = "---\nprerequisites: [b, zzz]\n---\n# A\n"
    found = build([shelf({"course.md": head, "lessons/a.md": told, "lessons/b.md": "# B\n"})]).problems
    assert [(one.path, one.line, one.code, one.values["name"]) for one in found] == [
        ("sea/course.md", 3, "W-unknown-order", "nix"),
        ("sea/lessons/a.md", 2, "W-unknown-prerequisite", "zzz"),
    ]


def test_questions_without_an_objective_ask_for_those_of_their_lesson() -> None:
    head = COURSE.format("objectives: [swim, dive]")
    lesson = "---\nobjectives: [swim]\n---\n# Tides\n"
    quiz = "---\nid: q\n---\n" + ASKED.format("a")
    problems = check(build([shelf({"course.md": head, "lessons/a.md": lesson, "quizzes/a.md": quiz})]))
    assert [(one.code, one.values["objective"]) for one in problems] == [("W-objective-uncovered", "dive")]
