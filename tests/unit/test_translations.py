"""A course in several languages: which file is whose translation, and what of it takes the original's place."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from lessons.model import Course, SourceFile
from lessons.problem import Problem, Severity
from lessons.shelf import CourseFolder, Shelf
from quizzes.findings import TRANSLATION_NO_FILES
from quizzes.grade import grade
from quizzes.library import Library, build
from quizzes.model import Question
from quizzes.parse.gap import written_picks
from quizzes.translations import Translated, language_among, told_apart
from quizzes.untranslated import untranslated

HEAD = "---\nid: c\nlanguages: [en, zh, de]\n---\n\n# C\n"


def library(files: Mapping[str, str], head: str = HEAD) -> Library:
    texts = {"course.md": head, **files}
    read = tuple(SourceFile(path, text, f"{hash(text):032x}"[-32:]) for path, text in texts.items())
    return build([Shelf(Path("/"), (CourseFolder(".", read, "c"),), ())])


def told(of: Library) -> list[Problem]:
    """What is wrong, without the files that are not translated at all: most courses here have some."""
    return [problem for problem in of.problems if problem.finding is not TRANSLATION_NO_FILES]


def codes(of: Library) -> list[tuple[str, int, str]]:
    return [(problem.path, problem.line, problem.code) for problem in told(of)]


def questions(of: Library, language: str) -> dict[str, Question]:
    quiz = of.in_language(language).quiz("c/q-quiz")
    assert quiz is not None
    return {question.id: question for question in quiz.questions}


def pair(original: str, translated: str) -> Library:
    """A quiz of one question, `### Q {#q}` and its answers, and its translation."""
    return library({"q-quiz.md": f"### Q {{#q}}\n\n{original}", "q-quiz.zh.md": f"### 问 {{#q}}\n\n{translated}"})


def test_a_lesson_and_its_translation_are_one() -> None:
    read = library({"lessons/a.md": "# A\n", "lessons/a.zh.md": "# 甲\n", "lessons/b.md": "# B\n"})
    assert [lesson.id for lesson in read.courses[0].lessons] == ["lessons/a", "lessons/b"]
    chinese = read.in_language("zh").courses[0].lessons
    assert [(one.key, one.title, one.lang, one.path, one.source_path) for one in chinese] == [
        ("c/lessons/a", "甲", "zh", "lessons/a.md", "lessons/a.zh.md"),
        ("c/lessons/b", "B", "en", "lessons/b.md", "lessons/b.md"),
    ]
    assert [one.digest for one in chinese] == [one.digest for one in read.courses[0].lessons]
    assert codes(read) == []


def test_files_without_a_translation_are_told_once_for_each_language() -> None:
    lessons = {f"lessons/{name}.md": "# A\n" for name in "abcd"}
    read = library({**lessons, "lessons/a.zh.md": "# 甲\n", "a-quiz.md": "### Q {#q}\n\n[[a]]\n"})
    found = [one for one in read.problems if one.finding is TRANSLATION_NO_FILES]
    assert [(one.path, one.line, one.source, one.severity) for one in found] == [
        ("course.md", 3, "languages: [en, zh, de]", Severity.WARNING)
    ] * 2
    assert [one.message() for one in found] == [
        "Files without a translation into `zh`: 5 of 6 (course.md, lessons/b.md, lessons/c.md, ...). They appear in "
        "the original's words.",
        "Files without a translation into `de`: 6 of 6 (course.md, lessons/a.md, lessons/b.md, ...). They appear in "
        "the original's words.",
    ]
    assert "`course.zh.md`" in found[0].fix()


def test_a_course_that_is_translated_as_a_whole_has_nothing_told() -> None:
    files = {"course.zh.md": "# 课\n", "a.md": "# A\n", "a.zh.md": "# 甲\n"}
    assert library(files, "---\nlanguages: [en, zh]\n---\n").problems == ()


def test_all_further_languages_work_the_same_way() -> None:
    read = library({"a.md": "# A\n", "a.zh.md": "# 甲\n", "a.de.md": "# Das A\n"})
    titles = [read.in_language(language).courses[0].lessons[0].title for language in ("en", "zh", "de", "fr")]
    assert titles == ["A", "甲", "Das A", "A"]
    assert read.in_language("zh").in_language("de").courses[0].lessons[0].title == "Das A"
    assert read.in_language("zh").in_language("en") is read


def test_without_languages_every_file_is_its_own() -> None:
    read = library({"a.md": "# A\n", "a.zh.md": "# 甲\n"}, head="---\nid: c\n---\n")
    assert [lesson.id for lesson in read.courses[0].lessons] == ["a", "a.zh"]
    assert read.in_language("zh") is read


def test_the_first_of_the_languages_is_the_original() -> None:
    read = library({"a.md": "# 甲\n", "a.en.md": "# A\n"}, head="---\nid: c\nlanguages: [zh, en]\n---\n")
    assert [(lesson.title, lesson.lang) for lesson in read.courses[0].lessons] == [("甲", "zh")]
    assert read.in_language("en").courses[0].lessons[0].title == "A"
    assert read.in_language("zh") is read


def test_a_translation_without_an_original_stands_for_itself_and_is_told() -> None:
    read = library({"a.zh.md": "# 甲\n", "b.fr.md": "# B\n"})
    assert [lesson.id for lesson in read.courses[0].lessons] == ["a.zh", "b.fr"]
    assert codes(read) == [("a.zh.md", 0, "W-translation-alone")]


@pytest.mark.parametrize("second", ["a.ZH.md", "a.zh.de.md"])
def test_a_second_translation_and_one_of_a_translation_stand_for_themselves_and_are_told(second: str) -> None:
    read = library({"a.md": "# A\n", "a.zh.md": "# 甲\n", second: "# 乙\n"})
    assert [lesson.path for lesson in read.courses[0].lessons] == ["a.md", second]
    assert read.in_language("zh").courses[0].lessons[0].source_path == "a.zh.md"
    assert codes(read) == [(second, 0, "W-translation-alone")]


def test_the_course_itself_is_translated_by_its_ids() -> None:
    head = (
        "---\nid: c\ntitle: C\nlanguages: [en, zh]\ndimensions:\n"
        "  - {id: x, title: X}\n  - {id: y, title: Y}\n  - {id: z, title: Z}\n"
        "objectives:\n  - {id: o, title: O, dimension: x}\n  - {id: p, title: P}\n---\n"
    )
    words = (
        "---\ntitle: 课\ndimensions: [{id: x, title: 甲}, {id: w, title: 丁}]\n"
        "objectives:\n  - {id: o, title: 目标, dimension: x}\n---\n"
    )
    read = library({"course.zh.md": words}, head=head)
    course = read.in_language("zh").courses[0].course
    assert (course.id, course.title, course.lang) == ("c", "课", "zh")
    assert [(one.id, one.title, one.dimension) for one in course.objectives] == [("o", "目标", "x"), ("p", "P", "")]
    assert [one.title for one in course.dimensions] == ["甲", "Y", "Z"]
    assert [code for code in codes(read) if code[2].startswith("E")] == [("course.zh.md", 3, "E-translation-stray")]
    assert read.courses[0].lessons == ()


def test_settings_of_a_translation_that_say_something_else_are_told() -> None:
    quiz = "---\npass_mark: {}%\ntitle: {}\n---\n### Q {{#q}}\n\n- [x] a\n- [ ] b\n"
    read = library({"q-quiz.md": quiz.format(80, "Q"), "q-quiz.zh.md": quiz.format(50, "问")})
    told = read.in_language("zh").quiz("c/q-quiz")
    assert told is not None
    assert (told.title, told.pass_mark) == ("问", 0.8)
    assert codes(read) == [("q-quiz.zh.md", 2, "W-translation-setting")]


def test_questions_are_paired_by_their_ids_in_any_order() -> None:
    english = "### One {#a}\n\n- [x] yes it is\n- [ ] no\n\nWhy one.\n\n### Two {#b}\n\n- [ ] p\n- [x] r\n"
    chinese = "### 二 {#b}\n\n- [ ] 甲\n- [x] 乙\n\n### 一 {#a}\n\n- [x] 是的\n- [ ] 不\n\n为什么。\n"
    read = library({"q-quiz.md": english, "q-quiz.zh.md": chinese})
    original, translated = questions(read, "en"), questions(read, "zh")
    assert list(translated) == ["a", "b"]
    assert [question.stem for question in translated.values()] == ["一", "二"]
    for name, question in original.items():
        other = translated[name]
        assert (other.identity, other.key, other.type) == (question.identity, question.key, question.type)
        assert [option.id for option in other.options] == [option.id for option in question.options]  # type: ignore[union-attr] # both are choices
        assert other.revision != question.revision
    assert grade(translated["a"], original["a"].right).right  # type: ignore[union-attr, arg-type] # the same
    assert codes(read) == []


def test_a_revision_tells_of_an_edit_to_either_text() -> None:
    revisions = {
        questions(pair(f"- [x] {one}\n- [ ] b", f"- [x] {other}\n- [ ] 乙"), "zh")["q"].revision
        for one in ("a", "A!")
        for other in ("甲", "甲！")
    }
    assert len(revisions) == 4


def test_what_has_no_partner_is_told_and_asked_in_the_original_words() -> None:
    english = "### One {#a}\n\n- [x] p\n- [ ] r\n\n### Two {#b}\n\n- [x] p\n- [ ] s\n\n### Three\n\n- [x] p\n- [ ] t\n"
    chinese = "### 一 {#a}\n\n- [x] 甲\n- [ ] 乙\n\n### 四 {#d}\n\n- [x] 甲\n- [ ] 乙\n\n### 三\n\n- [x] 甲\n- [ ] 丙\n"
    read = library({"q-quiz.md": english, "q-quiz.zh.md": chinese})
    assert [question.stem for question in questions(read, "zh").values()] == ["一", "Two", "Three"]
    assert codes(read) == [
        ("q-quiz.md", 11, "E-translation-id"),
        ("q-quiz.zh.md", 6, "E-translation-stray"),
        ("q-quiz.zh.md", 11, "E-translation-id"),
        ("q-quiz.zh.md", 14, "W-translation-missing"),
    ]
    assert [one.source for one in told(read)] == ["### Three", "### 四 {#d}", "### 三", ""]
    assert "`#b` of q-quiz.md:6 is not" in read.problems[-1].message()
    assert all(question.askable for question in questions(read, "zh").values())


@pytest.mark.parametrize(
    ("original", "translated"),
    [
        ("- [x] a\n- [ ] b", "- [ ] 甲\n- [x] 乙"),  # another one is right
        ("- [x] a\n- [ ] b", "- [x] 甲\n- [ ] 乙\n- [ ] 丙"),
        ("- [x] a\n- [ ] b", "- [x] 甲\n- [x] 乙"),  # of another type
        ("- [x] True\n- [ ] False", "- [ ] 对\n- [x] 错"),
        ("[[= 3]]", "[[= 4]]"),
        ("[[`a`]]", "[[`b`]]"),
        ("[[one]] and\n[[two]].", "[[一]]。"),
        ("It is [[(a)|b]].", "是[[甲|(乙)]]。"),
        ("It is [[(a)|b]].", "是[[(甲)|乙|丙]]。"),
        ("1. a\n2. b", "1. 甲\n2. 乙\n3. 丙"),
        ("- a -> b\n- c -> d\n- e -> b", "- 甲 -> 乙\n- 丙 -> 丁\n- 戊 -> 丁"),
        ("```output\na\n```", "```output\nb\n```"),
        ("[[UDP]] is faster than [[TCP]].", "[[TCP]] 比 [[UDP]] 慢。"),
        ("It is [[(a)|b]].", "是[[(b)|a]]。"),
        ("[[21]], then [[80]].", "先 [[80]]，后 [[21]]。"),
    ],
)
def test_a_translation_that_asks_something_else_is_an_error_and_not_used(original: str, translated: str) -> None:
    read = pair(original, translated)
    assert [code for code in codes(read) if "translation" in code[2]] == [("q-quiz.zh.md", 1, "E-translation-differs")]
    assert questions(read, "zh")["q"].stem == "Q"


@pytest.mark.parametrize(
    ("original", "translated"),
    [
        ("- [x] True\n- [ ] False", "- [ ] 错\n- [x] 对"),  # a pair is known by what it says, not by its place
        ("[[one\\|uno]]", "[[一|壹|uno]]"),
        ("[[red\\|blue]] and [[blue\\|red]]", "[[red\\|blue\\|红]] 和 [[blue\\|red\\|蓝]]"),
        ("[[/colou?r/i]]", "[[颜色]]"),
        ("[[= 3 +- 1]]", "[[= 3 +- 1]]"),
        ("- a -> b\n- c -> d\n- -> e", "- 甲 -> 乙\n- 丙 -> 丁\n- -> 戊"),
    ],
)
def test_a_translation_may_say_it_in_its_own_words(original: str, translated: str) -> None:
    read = pair(original, translated)
    assert [code for code in codes(read) if "translation" in code[2]] == []
    assert questions(read, "zh")["q"].stem == "问"


@pytest.mark.parametrize(
    ("original", "translated", "excerpts"),
    [
        ("- [x] a\n- [ ] b\n\nWhy.", "- [x] 甲\n- [ ] 乙", ["Why."]),
        ("- [x] a\n- [ ] b\n  > No.\n", "- [x] 甲\n  > 对。\n- [ ] 乙\n", ["> No."]),
        ("- [x] a\n\n  ```\n  x\n  ```\n- [ ] b\n", "- [x] 甲\n- [ ] 乙\n", ["```"]),
        ("- [x] True\n  > Yes.\n- [ ] False\n", "- [ ] 错\n- [x] 对\n  > 是。\n", []),
        ("Some.\n\nMore.\n\n- [x] a\n- [ ] b\n", "都有。\n\n- [x] 甲\n- [ ] 乙\n", []),
        ("<div>Map</div>\n\n- [x] a\n- [ ] b\n", "- [x] 甲\n- [ ] 乙\n", ["<div>Map</div>"]),
        ("Some.\n\n<div>Map</div>\n\n[[a]]\n", "一些。\n\n<!-- 图 -->\n\n[[甲]]\n", ["<div>Map</div>"]),
        ("<!-- note -->\n\n- [x] a\n- [ ] b\n", "- [x] 甲\n- [ ] 乙\n", []),
        (
            "- [x] a\n- [ ] b\n\nSee:\n\n```\n1\n```\n\n- p\n\n  ```\n  2\n  ```\n",
            "- [x] 甲\n- [ ] 乙\n\n见：\n\n```\n1\n```\n",
            ["- p"],  # with the code in it
        ),
        ("1. a\n\n   | A |\n   |---|\n2. b", "1. 甲\n2. 乙", ["| A |"]),
        ("- a -> b\n- c -> d\n\nWhy.", "- 甲 -> 乙\n- 丙 -> 丁", ["Why."]),
        ("It is [[a]] here.\n\n| A |\n|---|\n| [[b]] |\n", "是[[甲]]和[[乙]]。", ["| A |"]),
    ],
)
def test_what_a_translation_leaves_out_of_a_question_is_told(
    original: str, translated: str, excerpts: list[str]
) -> None:
    read = pair(original, translated)
    assert [one.values["excerpt"] for one in told(read) if one.code == "I-part-untranslated"] == excerpts
    assert {(one.path, one.line, one.source) for one in told(read)} <= {("q-quiz.zh.md", 1, "### 问 {#q}")}
    assert questions(read, "zh")["q"].stem == "问", "it is asked in the words that there are"


def test_what_a_translation_leaves_out_between_its_questions_is_told() -> None:
    english = "# Q\n\nFor all.\n\n## Part\n\nFor some.\n\n### One {#a}\n\n- [x] p\n- [ ] r\n"
    chinese = "# 问\n\n## 部\n\n### 一 {#a}\n\n- [x] 甲\n- [ ] 乙\n"
    read = library({"q-quiz.md": english, "q-quiz.zh.md": chinese})
    assert [(one.line, one.values["at"], one.values["excerpt"]) for one in told(read)] == [
        (1, "3", "For all."),
        (5, "7", "For some."),
    ]


@pytest.mark.parametrize(
    ("original", "translated", "told"),
    [
        ("Before all.\n\n# A\n", "# 甲\n", [(1, "1", "Before all.")]),
        (
            "---\ntitle: A\n---\n\n<!-- note -->\n\nBefore all.\n\n# A\n",
            "---\ntitle: 甲\n---\n\n# 甲\n",
            [(5, "7", "Before all.")],
        ),
        ("Before all.\n\n# A\n", "首先。\n\n# 甲\n", []),
        ("<!-- note -->\n\n# A\n", "# 甲\n", []),
        ("A\n=\n\nWords.\n", "# 甲\n\n词。\n", []),
        ("Before all.\n", "", [(1, "1", "Before all.")]),
        ("", "# 甲\n", []),
    ],
)
def test_a_beginning_without_a_heading_that_is_not_translated_is_told(
    original: str, translated: str, told: list[tuple[int, str, str]]
) -> None:
    files = [SourceFile("a.md", original, "d"), SourceFile("a.zh.md", translated, "d")]
    found = untranslated(files, {"a.zh.md": Translated("zh", "a.zh.md", "a.md")}, ["a.md"])
    assert [(one.line, one.values["at"], one.values["excerpt"]) for one in found] == told


def test_what_is_right_in_one_language_is_right_in_the_other() -> None:
    read = pair("[[mut]]", "[[可变]]")
    for language in ("en", "zh"):
        question = questions(read, language)["q"]
        assert [grade(question, (text,)).right for text in ("mut", "可变", "other")] == [True, True, False]
    assert questions(read, "zh")["q"].right == ("可变",)  # type: ignore[union-attr] # typed; only its own is told


def test_what_a_gap_offers_stands_in_the_order_of_the_original() -> None:
    read = pair("It is [[(one)|two|three]].", "是[[(一)|二|三]]。")
    offered = [questions(read, language)["q"].gaps[0].offered for language in ("en", "zh")]  # type: ignore[union-attr] # typed
    assert offered == [("one", "three", "two"), ("一", "三", "二")]
    assert grade(questions(read, "en")["q"], ("二",)).mark == 0  # it is no answer of another question


def test_picks_are_read_in_the_order_in_which_they_are_written() -> None:
    assert written_picks(" (a) | %50%b | `c|d` | e\\|f ") == (("a", 1.0), ("b", 0.5), ("c|d", 0.0), ("e|f", 0.0))


def test_lessons_and_quizzes_are_found_by_their_names_in_every_language() -> None:
    read = library({"a.md": "# Water\n", "a.zh.md": "# 水\n"})
    for language in ("en", "zh"):
        spoken = read.in_language(language)
        for words in ("c/a", "a.md", "a.zh.md", "water", "水"):
            assert spoken.find_lesson(words) == spoken.lesson("c/a"), words


def test_sections_speak_the_language_of_their_questions() -> None:
    english = "# Q\n\n## Part\n\nAbout it.\n\n### One {#a}\n\n- [x] p\n- [ ] r\n"
    chinese = "# 问\n\n## 部分\n\n关于它。\n\n### 一 {#a}\n\n- [x] 甲\n- [ ] 乙\n"
    read = library({"q-quiz.md": english, "q-quiz.zh.md": chinese})
    quiz = read.in_language("zh").quiz("c/q-quiz")
    assert quiz is not None
    assert [(section.title, section.questions) for section in quiz.sections] == [("部分", ("a",))]


def test_an_uppercase_language_and_another_ending_are_the_same() -> None:
    course = Course("c", "C", ".", "en", ("en", "zh-Hans"), (), (), (), 0.7, "course.md")
    assert set(told_apart(["a.md", "a.ZH-hans.markdown", "a.zh.md"], course)) == {"a.ZH-hans.markdown"}
    assert language_among(["en", "zh-Hans"], "zh") == "zh-Hans"
    assert language_among(["en"], "zh") is None


def test_what_a_lesson_asks_in_its_text_is_paired_too() -> None:
    check = "<!-- quiz -->\n### {} {{#{}}}\n\n- [x] {}\n- [ ] {}\n<!-- /quiz -->\n\n"
    english = "# A\n\nWords.\n\n" + check.format("One", "a", "p", "r") + check.format("Two", "b", "p", "s")
    chinese = "# 甲\n\n词。\n\n" + check.format("一", "a", "丙", "丁") + check.format("三", "c", "丙", "丁")
    read = library({"a.md": english, "a.zh.md": chinese})
    lesson = read.in_language("zh").lesson("c/a")
    assert lesson is not None
    checks = read.in_language("zh").checks(lesson)
    assert checks is not None
    assert (checks.key, [question.stem for question in checks.questions]) == ("c/a#checks", ["一", "Two"])
    assert [section.questions for section in checks.sections] == [("a",), ("b",)]
    assert codes(read) == [("a.zh.md", 13, "E-translation-stray"), ("a.zh.md", 18, "W-translation-missing")]


def test_a_translation_without_the_checks_of_its_lesson_is_told() -> None:
    check = "<!-- quiz -->\n### One {#a}\n\n- [x] p\n- [ ] r\n<!-- /quiz -->\n"
    read = library(
        {
            "a.md": "# A\n\nWords.\n\n" + check,
            "a.zh.md": "# 甲\n",
            "b.md": "# B\n",
            "b.zh.md": "# 乙\n\n词。\n\n" + check,
        }
    )
    assert codes(read) == [("a.zh.md", 1, "W-translation-missing"), ("b.zh.md", 6, "E-translation-stray")]
    assert read.in_language("zh").quiz("c/a#checks") is not None  # it is still asked in review
