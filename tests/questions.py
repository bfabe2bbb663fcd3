"""Questions of every kind that can be written, with hostile texts, for what must survive a way out and back."""

import re
from collections.abc import Collection
from dataclasses import replace

from hypothesis import strategies as st

from quizzes.exchange import foreign, gap_text, moodle_cloze
from quizzes.exchange.blocks import markdown
from quizzes.exchange.foreign import armless
from quizzes.exchange.markdown import write_quiz
from quizzes.exchange.ours import written
from quizzes.exchange.passage import MARK, gapped
from quizzes.exchange.text import adopted, blocks_of, escaped
from quizzes.exchange.worth import settled_weights
from quizzes.exchange.written import Answer, Pair, Step, Written, answer, settled, told, unquoted
from quizzes.gap import Gap
from quizzes.identity import canonical
from quizzes.model import Scoring
from quizzes.parse.metadata import Type
from tests.kinds import quiz_in as read

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


def without_quotes(text: str) -> str:
    return markdown(unquoted(blocks_of(text)))


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


def again(questions: Collection[Written]) -> list[Written]:
    """Questions after a way through our own Markdown."""
    return [written(question) for question in read(write_quiz(tuple(questions), title="T")).questions]


IDS = st.from_regex(r"[a-z]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
TAG = st.sampled_from(["tag", "two words", "标签", "a:b", "a, b", "x]y", "-"])
TAGS = st.lists(TAG, unique=True, max_size=3).map(tuple)


SHARES = (1.0, 0.5, 0.25)


PLAIN_SECTIONS = st.sampled_from(["", "Baking", "TCP/IP", "Bread / Rye", "top", "汉字：一", "a::b"])
SECTIONS = PLAIN_SECTIONS | st.sampled_from(["*Bread* and `rye`", "a / / b", "\\\\# one"])
PASSAGES = (
    "{before} {gaps} {after}",
    "- {before}\n- x {gaps}",
    "| a | b |\n| --- | --- |\n| 1 {gaps} | {after} |",
    "> {before} {gaps}",
    "{before} {gaps}",
    "```rust cloze\nlet {gaps} = 1; {{x}}\n```",
)


@st.composite
def typed(draw: st.DrawFn, features: Collection[str], *, exact_case: bool, picks: bool = False) -> Gap:
    """A gap with words, code, patterns, numbers, or some to pick from."""
    shares = [1.0, *draw(st.lists(st.sampled_from(SHARES), max_size=2))]
    kind = draw(
        st.sampled_from(["words", "number", *(["pick"] * picks), *(["code", "pattern"] * ("code" in features))])
    )
    if kind == "number":
        sources = [draw(numbers(features, share)) for share in shares]
        gap = gap_text.gap_of(sources)
    elif kind == "pick":
        offered = draw(st.lists(LINES.map(str.strip).filter(bool), min_size=2, max_size=4, unique_by=canonical))
        worth = [1.0, *draw(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=3, max_size=3))]
        gap = moodle_cloze.pick([*zip(offered[1:], worth[:-1], strict=False), (offered[0], 0.0)])
        gap = gap or moodle_cloze.pick([("yes", 1.0), ("no", 0.0)])
    else:
        sources = [draw(sources_of(kind, share, exact_case=exact_case)) for share in shares]
        gap = gap_text.gap_of(sources, exact_case=exact_case)
    assert gap is not None
    return gap


@st.composite
def numbers(draw: st.DrawFn, features: Collection[str], share: float) -> str:
    """A number, perhaps with a tolerance or as a range."""
    middle, within = draw(st.decimals(-1000, 1000, places=3)), draw(st.decimals(0, 10, places=2))
    prefix = "" if share == 1 else f"%{100 * share:g}%"
    forms = [gap_text.number_source(f"{middle:f}", f"{within:f}", share) or ""]
    forms += [gap_text.range_source(f"{middle:f}", f"{middle + within:f}", share) or ""] * ("range" in features)
    forms += [f"{prefix}= {middle:f} +- {within:f}%"] * ("percent" in features)
    return draw(st.sampled_from(forms))


@st.composite
def sources_of(draw: st.DrawFn, kind: str, share: float, *, exact_case: bool) -> str:
    """What is typed, as it stands in a gap."""
    prefix = "" if share == 1 else f"%{100 * share:g}%"
    text = draw(LINES)
    if kind == "code":
        return f"{prefix}`{draw(st.sampled_from(['a = b', 'x', 'f(*a)', '#{}', '汉']))}`"
    if kind == "pattern":
        either = draw(st.sampled_from(["colou?rs?", "a.*b", "\\\\{x\\\\}.*", "x|y"]))
        return f"{prefix}/{either}/{'' if exact_case else 'i'}"
    return gap_text.typed_words(text, share) or f"{prefix}word"


def distinct(least: int) -> st.SearchStrategy[list[str]]:
    """Running texts that differ by more than their marks."""
    return st.lists(
        texts(), min_size=least, max_size=5, unique_by=lambda text: re.sub(r"\W+", "", foreign.said(text)).casefold()
    )


@st.composite
def answers(draw: st.DrawFn, features: Collection[str], *, many: bool) -> tuple[tuple[Answer, ...], Scoring]:
    """Options that differ, and how they are scored."""
    told_apart = draw(distinct(2))
    count = draw(st.integers(1, len(told_apart) - 1)) if many else 1
    found = []
    for place, text in enumerate(told_apart):
        body = draw(passages()) if draw(st.booleans()) else ""
        comment = draw(passages()) if "feedback" in features else ""
        found.append(answer(f"{text}\n\n{body}" if body else text, place < count, comment))
    scoring = draw(st.sampled_from(Scoring)) if many else Scoring.EXACT
    if "weights" in features and draw(st.booleans()):
        low, high = ([-0.5, 0.0, -0.25, -1.0], [0.5, 0.7, 0.25]) if many else ([0.5, 0.25, 0.0], [1.0])
        weights = [draw(st.sampled_from([None, *(high if one.right and many else low)])) for one in found]
        weights = [weight if many or not one.right else None for weight, one in zip(weights, found, strict=True)]
        found = [replace(one, weight=weight) for one, weight in zip(found, weights, strict=True)]
        idle = [Scoring.EXACT] if "idle weights" in features else []
        scoring = draw(st.sampled_from([Scoring.PARTIAL, *idle]))
        if all(one.weight is None for one in found) and not many:
            scoring = Scoring.EXACT
    if "fixed" in features:
        found = [replace(one, fixed=one.fixed or draw(st.booleans())) for one in found]
    settled_answers = tuple(draw(st.permutations(found)))
    return settled_weights(settled_answers, scoring, many=many)


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
        section=draw(SECTIONS)
        if "section's look" in features
        else draw(PLAIN_SECTIONS)
        if "section" in features
        else "",
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
            options, scoring = draw(answers(features, many=type_ is Type.MULTIPLE))
            shuffled = "shuffled" in features and draw(st.booleans())
            return settled(replace(question, answers=options, scoring=scoring, shuffled=shuffled))
        case Type.CLOZE:
            exact = "case" in features and draw(st.booleans())
            found = [draw(typed(features, exact_case=exact, picks=True)) for _ in range(draw(st.integers(2, 3)))]
            marks = [MARK.format(number) for number in range(1, len(found) + 1)]
            form = draw(st.sampled_from(PASSAGES))
            before, after = draw(texts()), draw(texts())
            text = adopted(form.format(before=before, gaps=" or ".join(marks), after=after, first=marks[0]))
            whole = gapped(text if all(mark in text for mark in marks) else " ".join(marks), found)
            assert whole is not None
            assert not whole.before
            question = replace(question, points=draw(st.sampled_from([question.points, float(len(found))])))
            return settled(replace(question, passage=whole.passage, gaps=tuple(found)))
        case Type.OUTPUT:
            lines = draw(st.lists(st.text("ab `~#-[]|", max_size=8).map(str.rstrip), min_size=1, max_size=4))
            scoring = (
                draw(st.sampled_from([Scoring.EXACT, Scoring.PARTIAL])) if "weights" in features else Scoring.EXACT
            )
            return settled(replace(question, output="\n".join([*lines, "x"]), scoring=scoring))
        case Type.ORDERING | Type.REFLECTION:
            least = 2 if type_ is Type.ORDERING else 0
            if least:  # the last numbered list of such a question is what is put in order
                question = replace(question, explanation=draw(texts()) if "explanation" in features else "")
            elif "___" in question.body.split("\n"):  # there a rule begins the model answer
                question = replace(question, body="")
            if not least and "rubric" not in features:
                return settled(replace(question, points=1.0))
            rich = type_ is Type.REFLECTION or "steps' look" in features
            texts_ = [text if rich else escaped(foreign.said(text)) for text in draw(distinct(least))]
            steps = [Step(armless(text), without_quotes(draw(passages())) if rich else "") for text in texts_]
            scoring = (
                draw(st.sampled_from([Scoring.EXACT, Scoring.PARTIAL])) if "weights" in features else Scoring.EXACT
            )
            question = replace(question, scoring=scoring if least else Scoring.EXACT)
            return settled(replace(question, steps=tuple(steps), points=1.0 if least == 0 else question.points))
        case Type.MATCHING:
            sides = draw(distinct(4))
            half = len(sides) // 2
            look = "sides' look" in features
            sides = [one if look else escaped(foreign.said(one)) for one in sides]
            partners = [
                Pair(armless(left), right, without_quotes(draw(passages())) if look else "")
                for left, right in zip(sides[:half], sides[half:], strict=False)
            ]
            partners += [Pair("", sides[-1])] * (len(sides) % 2)
            return settled(replace(question, pairs=tuple(partners)))
    gap = draw(typed(features, exact_case="case" in features and draw(st.booleans())))
    return settled(replace(question, type=gap_text.type_of(gap), gaps=(gap,)))
