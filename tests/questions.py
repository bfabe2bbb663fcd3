"""Questions of every kind that can be written, with hostile texts, for what must survive a way out and back."""

import re
from collections.abc import Collection
from dataclasses import replace

from hypothesis import strategies as st

from lessons.document import read_document
from lessons.model import Course, SourceFile
from quizzes.exchange import foreign
from quizzes.exchange.foreign import armless
from quizzes.exchange.markdown import write_quiz
from quizzes.exchange.text import adopted, escaped
from quizzes.exchange.written import Answer, Pair, Step, Written, answer, settled, told, unquoted, written
from quizzes.gap import Gap
from quizzes.model import Quiz, Scoring
from quizzes.parse import read_quiz
from quizzes.parse.metadata import Type

COURSE = Course("c", "C", ".", "en", (), (), (), (), 0.7, "")

MARKS = st.sampled_from(
    [
        *(
            "[",
            "]",
            "[[",
            "]]",
            "[x] ",
            "[ ] ",
            "(",
            ")",
            "](",
            "{",
            "}",
            "{#id}",
            "{.fixed}",
            "`",
            "``",
            "```",
            "~~",
            "~",
        ),
        *(
            "*",
            "**",
            "_",
            "__",
            "#",
            "# ",
            "## ",
            "- ",
            "- [x] ",
            "+ ",
            "> ",
            "> [!TIP]",
            "1. ",
            "12) ",
            "|",
            "| ",
            "---",
            "===",
        ),
        *(
            "->",
            " -> ",
            "=>",
            "=",
            "= ",
            ":",
            "::",
            "\\",
            "\\n",
            "<",
            "</b>",
            "<b>",
            "<!--",
            "-->",
            "&amp;",
            "&",
            "&#35;",
            "![",
        ),
        *(
            "Q2. ",
            "Q9) ",
            "问题3：",
            "//",
            "$CATEGORY:",
            "%50%",
            "汉字",
            "。",
            "，",
            "e\u0301",
            "a\u0308\u0323",
            "\u200d",
            "ｘ",
            "　",
        ),
        *("word", "a", "b_c", "3.14", "50%", "'", '"', ";", ",", "\t", "@", "$x$", "http://a.b/c_d"),
    ]
)
LINES = st.lists(MARKS | st.sampled_from([" ", " ", "of", "Why"]), min_size=1, max_size=8).map("".join)
BLOCKS = st.sampled_from(
    [
        "```rust\nlet a = [[0]]; // {x}\n```",
        "````\n```\n\n- [x] no\n````",
        "- one\n- two\n\n  more",
        "1. first\n2. second",
        "| a | b\\|c |\n| --- | :-: |\n| 1 | `x` |",
        "> quoted\n>\n> - list",
        "> [!NOTE] Title\n> text",
        "___",
        "Running *text*,\non two lines.",
        "- a\n  - b\n    - c",
        "| a |\n| --- |",
        "<details>\nraw\n</details>",
    ]
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """One line of running text."""
    line = " ".join(escaped(draw(LINES)).split())
    return line if line and foreign.said(line) else "words"


@st.composite
def passages(draw: st.DrawFn) -> str:
    """Blocks, or nothing."""
    parts = draw(st.lists(BLOCKS | texts(), max_size=3))
    return adopted("\n\n".join(parts))


def read(text: str) -> Quiz:
    """A quiz file, read."""
    return read_quiz(SourceFile("q.md", text, "d"), read_document("q.md", text, repair_headings=True), COURSE)


def again(questions: Collection[Written]) -> list[Written]:
    """Questions after a way through our own Markdown."""
    return [written(question) for question in read(write_quiz(tuple(questions), title="T")).questions]


IDS = st.from_regex(r"[a-z]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
TAGS = st.lists(st.sampled_from(["tag", "two words", "标签", "a:b", "x]y", "-"]), unique=True, max_size=3).map(tuple)


@st.composite
def typed(draw: st.DrawFn, *, exact_case: bool, ranges: bool) -> Gap:
    """A gap with words or numbers."""
    if draw(st.booleans()):
        sources = [
            source
            for text in draw(st.lists(LINES, min_size=1, max_size=3))
            if (source := foreign.typed_words(text)) is not None
        ]
        gap = foreign.gap_of(sources or ["word"], exact_case=exact_case)
    else:
        middle = draw(st.decimals(-1000, 1000, places=3))
        within = draw(st.decimals(0, 10, places=2))
        source = foreign.number_source(f"{middle:f}", f"{within:f}", 1.0) or ""
        extra = foreign.number_source(f"{middle:f}", f"{within + 1:f}", 0.5) or ""
        ranged = foreign.range_source(f"{middle:f}", f"{middle + within:f}", 1.0) or ""
        gap = foreign.gap_of(draw(st.sampled_from([[source], [source, extra], *([[ranged]] if ranges else [])])))
    assert gap is not None
    return gap


def distinct(least: int) -> st.SearchStrategy[list[str]]:
    """Running texts that differ by more than their marks."""
    return st.lists(
        texts(), min_size=least, max_size=5, unique_by=lambda text: re.sub(r"\W+", "", foreign.said(text)).casefold()
    )


@st.composite
def answers(draw: st.DrawFn, *, many: bool, feedback: bool) -> tuple[tuple[Answer, ...], Scoring]:
    """Options that differ, and how they are scored."""
    told_apart = draw(distinct(2))
    count = draw(st.integers(1, len(told_apart) - 1)) if many else 1
    found = []
    for place, text in enumerate(told_apart):
        body = draw(passages()) if draw(st.booleans()) else ""
        comment = draw(passages()) if feedback else ""
        found.append(answer(f"{text}\n\n{body}" if body else text, place < count, comment))
    scoring = draw(st.sampled_from(Scoring)) if many else Scoring.EXACT
    return tuple(draw(st.permutations(found))), scoring


@st.composite
def questions(draw: st.DrawFn, features: Collection[str], types: Collection[Type] = tuple(Type)) -> Written:
    """A question that has no more than these features, by the names of `losses`."""
    type_ = draw(st.sampled_from(sorted(types)))
    label, stem, body = told(draw(texts()))
    extra = draw(passages())
    question = Written(
        type=type_,
        id=draw(IDS) if "id" in features else "",
        label=label,
        stem=stem,
        body="\n\n".join(part for part in (body, extra) if part),
        explanation=draw(passages()) if "explanation" in features else "",
        hints=tuple(one for one in draw(st.lists(passages(), max_size=2)) if one) if "hints" in features else (),
        tags=draw(TAGS) if "tags" in features else (),
        points=draw(st.sampled_from([1.0, 2.0, 0.5])) if "points" in features else 1.0,
        difficulty=draw(st.sampled_from(["", "hard", "very hard"])) if "difficulty" in features else "",
        time=draw(st.sampled_from([0, 90])) if "time" in features else 0,
        objective=draw(st.sampled_from(["", "first-step"])) if "objective" in features else "",
    )
    feedback = "feedback" in features
    match type_:
        case Type.TRUE_FALSE:
            truth = draw(st.booleans())
            comments = [draw(passages()) if feedback else "" for _ in range(2)]
            pair = (
                Answer("True", truth, feedback=comments[0], fixed=True),
                Answer("False", not truth, feedback=comments[1], fixed=True),
            )
            return settled(replace(question, answers=pair))
        case Type.SINGLE | Type.MULTIPLE:
            options, scoring = draw(answers(many=type_ is Type.MULTIPLE, feedback=feedback))
            shuffled = "shuffled" in features and draw(st.booleans())
            return settled(replace(question, answers=options, scoring=scoring, shuffled=shuffled))
        case Type.CLOZE:
            gap = draw(typed(exact_case="case" in features and draw(st.booleans()), ranges=True))
            before = draw(texts())
            passage = adopted(f"{before} and") + f" [[{gap.source}]] or [[{gap.source}]]."
            return settled(replace(question, passage=passage, gaps=(gap, gap)))
        case Type.OUTPUT:
            lines = draw(st.lists(st.text("ab `~#-[]|", max_size=8).map(str.rstrip), min_size=1, max_size=4))
            return settled(replace(question, output="\n".join([*lines, "x"])))
        case Type.ORDERING | Type.REFLECTION:
            least = 2 if type_ is Type.ORDERING else 0
            if least:  # the last numbered list of such a question is what is put in order
                question = replace(question, explanation=draw(texts()) if "explanation" in features else "")
            elif "___" in question.body.split("\n"):  # there a rule begins the model answer
                question = replace(question, body="")
            if not least and "rubric" not in features:
                return settled(replace(question, points=1.0))
            steps = [Step(armless(text), draw(passages())) for text in draw(distinct(least))]
            steps = [replace(one, body=unquoted(one.body)) for one in steps]
            return settled(replace(question, steps=tuple(steps), points=1.0 if least == 0 else question.points))
        case Type.MATCHING:
            sides = draw(distinct(4))
            half = len(sides) // 2
            partners = [Pair(armless(left), right) for left, right in zip(sides[:half], sides[half:], strict=False)]
            partners += [Pair("", sides[-1])] * (len(sides) % 2)
            return settled(replace(question, pairs=tuple(partners)))
    gap = draw(typed(exact_case="case" in features and draw(st.booleans()), ranges="range" in features))
    return settled(replace(question, type=foreign.type_of(gap), gaps=(gap,)))
