"""What holds for every quiz text, every answer and every interrupted sitting."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from lessons.document import read_document
from quizzes.grade import grade
from quizzes.model import Choice, Multiple, Option, Question, Quiz, Scoring, Single
from quizzes.record import question_record
from quizzes.sitting import Sitting, answer, begin, introduction, restore, score
from tests.kinds import quiz_in as read

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TYPES = {"single", "multiple", "true-false", "text", "numeric", "cloze", "matching", "ordering", "output", "reflection"}

LINES = st.sampled_from(
    [
        *("", "", "", "### a?", "## Section", "#### Q2. b?", "# T {#id points=2}", "####glued", "  ## indented", "###"),
        *("- [ ] one", "- [x] two", "- [X] two", "-[x] three", "- []four", "* [×] five", "1. [x] six", "2.[ ] seven"),
        *(
            "  - [ ] nested",
            "    - [x] deep",
            "-      [x] code",
            "- [ ]",
            "- plain",
            "+ [x](link)",
            "[x] bare",
            "> - [ ] q",
        ),
        *("> quote", "  > feedback", "> [!TIP]", "> hint", "---", "===", "text", "Q9. question", "a -> b", "- a -> b"),
        *(
            "<!-- draw: 1 -->",
            "<!-- points: x -->",
            "{#id .multiple}",
            "[[gap]]",
            "[[= 3]]",
            "[[a|`b`|/c+/i|%50%d]]",
            "[[/a(/]]",
            "[[mut",
            "It is [[a]], [[ ]] and [[(b)|c|%50%d]].",
            "### R {type=reflection}",
            "- -> extra",
            "1. first",
            "| a | b |",
            "|---|---|",
        ),
        *(
            "\t- [x] tab",
            "\u3000- [ ] wide",
            "- [ ]\u00a0blank",
            "- [ ] True",
            "- [x] False",
            "- [x] None of the above {.fixed}",
        ),
        *(
            "title: x",
            "question: What?",
            "dialect: quizdown",
            "shuffle: [questions, options]",
            "draw: 2",
            "[ref]: <x> 'y'",
            "\u202e\x1b[",
        ),
    ]
)
CODE = st.sampled_from(
    ["```", "```python", "```output", "```rust cloze", "~~~", "    code", "<details>", "<!--", "-->"]
)


@given(st.lists(LINES | CODE | st.text(max_size=12), max_size=40))
def test_every_text_is_read_and_every_finding_stands_in_it(lines: list[str]) -> None:
    text = "\n".join(lines)
    quiz = read(text)
    last = len(read_document("q.md", text).text.split("\n"))
    assert len({question.id for question in quiz.questions}) == len(quiz.questions)
    for problem in quiz.problems:
        assert 0 <= problem.line <= last
        assert problem.column >= 1
        assert "{" not in problem.finding.code
        assert problem.message()
        assert problem.fix()
    for question in quiz.questions:
        assert 0 <= question.line <= last
        assert question.type in TYPES
        assert question_record(question)
        if isinstance(question, Choice):
            assert all(1 <= option.line <= last for option in question.options)
            assert len({option.id for option in question.options}) == len(question.options) > 0
            assert not question.askable or question.right
    if quiz.askable:
        sitting = begin(quiz, id="s", random=Random(1), at=AT)
        asked = [question.id for question in quiz.graded if question.id in sitting.questions]
        assert score(sitting, quiz).asked == len(asked)


@given(st.lists(LINES, max_size=30))
def test_no_box_is_lost_without_a_word(lines: list[str]) -> None:
    quiz = read("\n".join(["# T", *lines]))
    told = {problem.line for problem in quiz.problems}
    for question in quiz.questions:
        if isinstance(question, Choice):
            told.update(option.line for option in question.options)
    boxes = [
        number
        for number, line in enumerate(["# T", *lines], 1)
        if re.match(r"\s*([-*+]|\d+\.) ?\[[ xX]?\](?!\()", line)
    ]
    rubric = any(question.type == "reflection" for question in quiz.questions)
    assert rubric or set(boxes) <= told


@st.composite
def choices(draw: st.DrawFn) -> tuple[Single | Multiple, tuple[str, ...]]:
    """A question of any scoring with any weights, and any answer to it."""
    count = draw(st.integers(1, 7))
    right = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    weights = draw(st.lists(st.none() | st.floats(-1, 1), min_size=count, max_size=count))
    options = tuple(
        Option(id=str(number), source="", blocks=(), right=correct, feedback=(), line=1, weight=weight)
        for number, (correct, weight) in enumerate(zip(right, weights, strict=True))
    )
    kind: type[Single | Multiple] = Multiple if draw(st.booleans()) else Single
    most = count if kind is Multiple else 1
    chosen = draw(st.lists(st.sampled_from([option.id for option in options]), unique=True, max_size=most))
    question = kind(
        id="q",
        explicit=True,
        label="",
        line=1,
        stem="",
        body=(),
        hints=(),
        explanation=(),
        scoring=draw(st.sampled_from(Scoring)),
        identity="",
        key="",
        revision="",
        options=options,
    )
    return question, tuple(chosen)


@given(choices(), st.randoms(use_true_random=False))
def test_a_mark_is_between_nothing_and_all_and_knows_no_order(
    case: tuple[Single | Multiple, tuple[str, ...]], random: Random
) -> None:
    question, chosen = case
    verdict = grade(question, chosen)
    assert 0 <= verdict.mark <= 1
    assert not (verdict.right and verdict.partly)
    assert verdict.right == (bool(chosen) and set(chosen) == set(question.right))
    if question.scoring is Scoring.EXACT:
        assert verdict.mark == verdict.right
    if verdict.right and all(option.weight is None for option in question.options):
        assert verdict.mark == 1
    shuffled = list(chosen)
    random.shuffle(shuffled)
    assert grade(question, tuple(shuffled)) == verdict


def text_of(count: int, head: str = "") -> str:
    return head + "".join(
        f"### Q{n}. Question {n}?\n\n- [x] right {n}\n- [ ] wrong {n}\n- [ ] other\n\n" for n in range(count)
    )


def moves(quiz: Quiz, sitting: Sitting, random: Random) -> Iterator[Sitting]:
    """The sitting after each of some answers, given in any order."""
    names = list(sitting.questions)
    random.shuffle(names)
    for name in names[: random.randint(0, len(names))]:
        sitting, _ = answer(sitting, quiz, name, (random.choice(sitting.options[name]),), random.randint(0, 2), at=AT)
        yield sitting


SETTINGS = st.sampled_from(
    ["", "---\nshuffle: [questions, options]\ndraw: 3\n---\n", "---\nmode: exam\n---\n## A\n<!-- draw: 1 -->\n\n"]
)


def restored(quiz: Quiz, sitting: Sitting) -> Sitting:
    return restore(
        quiz,
        id=sitting.id,
        questions=sitting.questions,
        options=sitting.options,
        answers=sitting.answers,
        terms=sitting.terms,
        started=sitting.started,
    )


@given(st.integers(1, 6), SETTINGS, st.randoms(use_true_random=False))
def test_a_sitting_restored_from_its_record_is_the_sitting_itself(count: int, head: str, random: Random) -> None:
    quiz = read(text_of(count, head))
    for sitting in moves(quiz, begin(quiz, id="s", random=random, at=AT), random):
        assert restored(quiz, sitting) == sitting
        result = score(sitting, quiz)
        assert result.asked == len(sitting.questions)
        assert result.right == sum(one.right for one in sitting.answers)


@given(
    st.integers(1, 6),
    SETTINGS,
    st.lists(st.tuples(st.integers(0, 30), LINES), max_size=8),
    st.randoms(use_true_random=False),
)
def test_a_sitting_survives_any_edit_of_its_quiz(
    count: int, head: str, edits: list[tuple[int, str]], random: Random
) -> None:
    quiz = read(text_of(count, head))
    begun = begin(quiz, id="s", random=random, at=AT)
    sitting = [begun, *moves(quiz, begun, random)][-1]
    lines = text_of(count, head).split("\n")
    for place, line in edits:
        lines[place % len(lines)] = line
    edited = read("\n".join(lines))
    sitting = restored(edited, sitting)
    while (current := sitting.current) is not None:
        introduction(sitting, edited, current)
        sitting, _ = answer(sitting, edited, current, sitting.options[current][:1], at=AT)
    result = score(sitting, edited)
    assert result.share is None or 0 <= result.share <= 1
    assert result.asked == len(sitting.answers)
    assert set(sitting.answered) | sitting.passed_over == set(sitting.questions)


def names(quiz: Quiz) -> dict[str, tuple[str, str, frozenset[str]]]:
    return {question.stem: (question.id, question.key, options_of(question)) for question in quiz.questions}


def options_of(question: Question) -> frozenset[str]:
    return frozenset(option.id for option in question.options) if isinstance(question, Choice) else frozenset()


@given(st.integers(1, 5), st.randoms(use_true_random=False))
def test_ids_survive_cosmetic_edits(count: int, random: Random) -> None:
    """Questions moved and renumbered, options moved, other bullets and levels, more empty lines, more explanation."""
    before = text_of(count)
    questions = [part.strip().split("\n") for part in before.split("### ")[1:]]
    random.shuffle(questions)
    parts = []
    for number, (heading, _, *options) in enumerate(questions):
        random.shuffle(options)
        bullet, level = random.choice("-*+"), "#" * random.randint(2, 5)
        stem = heading.partition(" ")[2]
        moved = [f"{bullet}{' ' * random.randint(1, 3)}{option[2:]}" for option in options]
        spaced = ("\n" * random.randint(1, 3)).join(moved)
        explained = random.choice(["", "\n\n---\nBecause.", "\n\n> So it is."])
        parts.append(f"{level} {number + 40}) {stem}\n{chr(10) * random.randint(0, 2)}{spaced}{explained}\n")
    assert names(read("\n".join(parts))) == names(read(before))
