"""What holds for every sitting, however it is answered, left, taken up again, and whatever the clock does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.errors import AlreadyAnsweredError, NoAttemptLeftError, TimeIsUpError
from quizzes.model import Choice, Question, Reflection, Terms, Typed
from quizzes.sitting import is_up, time_left
from store.database import open_database
from tui.study import Study
from tui.views import Finished, OpenQuiz

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MOMENTS = st.integers(-(10**7), 10**7).map(lambda seconds: START + timedelta(seconds=seconds))
LIMITS = st.integers(1, 10**6)
QUESTIONS = """
## Pool
<!-- draw: {pool} -->

### A? {{#a points=2}}

- [x] one
- [ ] two
- [ ] three {{.fixed}}
- [ ] None of the above

### B? {{#b scoring=partial}}

- [x] one {{weight=50}}
- [x] two {{weight=50}}
- [ ] three {{weight=-50}}

### C? {{#c}}

- [x] True
- [ ] False

## Others

### D? {{#d points=0.5}}

[[= 4]]

### E? {{#e type=ordering scoring=partial}}

1. first
2. second
3. third

### F? {{#f type=reflection}}

- [ ] a thought
"""


@given(LIMITS, MOMENTS)
def test_time_is_never_less_than_none_and_never_more_than_the_whole(limit: int, at: datetime) -> None:
    terms = Terms(0.7, time_limit=limit)
    left = time_left(terms, START, at)
    assert left is not None
    assert timedelta() <= left <= timedelta(seconds=limit)
    assert is_up(terms, START, at) == (at - START >= timedelta(seconds=limit))
    assert time_left(Terms(0.7), START, at) is None


@given(LIMITS, MOMENTS, MOMENTS)
def test_time_runs_with_the_wall_and_no_faster(limit: int, one: datetime, other: datetime) -> None:
    terms = Terms(0.7, time_limit=limit)
    earlier, later = sorted((one, other))
    first, second = time_left(terms, START, earlier), time_left(terms, START, later)
    assert first is not None
    assert second is not None
    assert timedelta() <= first - second <= later - earlier


@dataclass(frozen=True)
class Settings:
    """The head of a quiz."""

    mode: str
    feedback: str
    time_limit: int
    attempts: int
    draw: int
    pool: int
    shuffle: str

    @property
    def text(self) -> str:
        feedback = f"feedback: {self.feedback}\n" if self.feedback else ""
        head = f"mode: {self.mode}\n{feedback}time_limit: {self.time_limit}s\nattempts: {self.attempts}\n"
        head += f"draw: {self.draw}\nshuffle: {self.shuffle}\n"
        return f"---\ntitle: Q\nid: q\n{head}---\n{QUESTIONS.format(pool=self.pool)}"


SETTINGS = st.builds(
    Settings,
    mode=st.sampled_from(["practice", "exam"]),
    feedback=st.sampled_from(["", "end", "never"]),
    time_limit=st.sampled_from([0, 60, 600]),
    attempts=st.integers(0, 2),
    draw=st.integers(0, 4),
    pool=st.integers(0, 2),
    shuffle=st.sampled_from(["[]", "[options]", "[questions, options]"]),
)
STEPS = st.lists(
    st.sampled_from(["answer", "answer", "answer", "other", "skip", "quit", "edit", "wait", "long", "back"]),
    max_size=25,
)
JUMPS = {"wait": 20, "long": 700, "back": -45}
"""Seconds by which the clock goes on, or is set back."""


def some_answer(question: Question, random: Random) -> tuple[str, ...]:
    """An answer, right or wrong."""
    match question:
        case Choice():
            return (random.choice(question.options).id,)
        case Typed():
            return (random.choice(["4", "5"]),)
        case Reflection():
            return ("I thought", *(entry.id for entry in question.rubric if random.random() < 0.5))
    entries = [entry.id for entry in question.entries]  # type: ignore[union-attr] # an order is what is left
    random.shuffle(entries)
    return tuple(entries)


class Story:
    """A member with a quiz, who takes it as chance has it; what must hold is looked at after each step."""

    def __init__(self, folder: Path, head: Settings, random: Random) -> None:
        self.folder, self.head, self.random, self.at = folder, head, random, START
        (folder / "quizzes").mkdir()
        (folder / "course.md").write_text("---\nid: c\ntitle: C\n---\n", encoding="utf-8")
        self.write(head)
        self.database = open_database(folder / "study.db", now=lambda: self.at)
        self.study = self.begin()
        self.opened: OpenQuiz | None = None
        self.finished = 0

    def write(self, head: Settings) -> None:
        (self.folder / "quizzes" / "q.md").write_text(head.text, encoding="utf-8")

    def begin(self) -> Study:
        study = Study([self.folder], self.database, now=lambda: self.at, random=self.random)
        study.join("Ada")
        return study

    def step(self, step: str) -> None:
        match step:
            case "quit":
                self.study = self.begin()
                self.go_on()
            case "edit":  # what holds in a sitting does not change with the file
                self.write(Settings("practice", "", 5, self.head.attempts, 0, 0, "[]"))
                self.study = self.begin()
                self.go_on()
            case "answer":
                self.answer()
            case "other":
                self.answer_elsewhere()
            case "skip":
                self.skip()
            case _:
                self.at += timedelta(seconds=JUMPS[step])

    def go_on(self) -> None:
        before = self.opened
        try:
            came = self.study.start("c/q")
        except NoAttemptLeftError:
            assert self.head.attempts, "only limited attempts come to an end"
            assert self.finished >= self.head.attempts
            assert self.study.result("c/q") is not None
            return
        if isinstance(came, Finished):
            assert before is not None
            assert before.sitting.is_over(self.at)
            self.close(came)
            return
        assert not self.head.attempts or self.finished < self.head.attempts
        if before is not None:
            assert came.sitting == before.sitting, "it goes on as it was; what was skipped is known"
        assert len(set(came.sitting.questions)) == len(came.sitting.questions)
        self.opened = came

    def answer(self) -> None:
        if self.opened is None:
            self.go_on()
        if self.opened is None or self.opened.question is None:
            return
        question = self.opened.question
        assert question.id not in self.opened.sitting.answered, "nothing is asked twice"
        late = self.opened.sitting.is_over(self.at)
        try:
            answered = self.study.answer(self.opened, question.id, some_answer(question, self.random), 0)
        except TimeIsUpError:
            assert late
            self.close(self.study.time_up(self.opened))
            return
        assert not late
        self.opened = answered.quiz
        if answered.finished is not None:
            self.close(answered.finished)

    def answer_elsewhere(self) -> None:
        """Another window answers the very question that is on the screen here; this one is refused, and catches up."""
        here = self.opened
        if here is None or here.question is None or here.sitting.is_over(self.at):
            return
        given = self.begin().start("c/q")
        assert isinstance(given, OpenQuiz)
        elsewhere = self.study.answer(given, here.question.id, some_answer(here.question, self.random), 0)
        try:
            self.study.answer(here, here.question.id, some_answer(here.question, self.random), 0)
        except AlreadyAnsweredError:
            came = self.study.catch_up(here)
            if isinstance(came, Finished):
                assert elsewhere.finished is not None
                self.close(came)
            else:
                assert came.sitting == replace(elsewhere.quiz.sitting, skipped=here.sitting.skipped)
                self.opened = came
        else:
            raise AssertionError("a question of a sitting was answered twice")

    def skip(self) -> None:
        if self.opened is None or not self.opened.can_skip:
            return
        before = self.opened.sitting
        self.opened = self.study.skip(self.opened)
        after = self.opened.sitting
        assert after.open == (*before.open[1:], before.open[0]), "it comes again at the end, and nothing is lost"
        assert replace(after, skipped=before.skipped) == before, "and nothing else has changed"

    def close(self, finished: Finished) -> None:
        score, taken = finished.score, finished.quiz.sitting
        graded = [name for name in taken.questions if name != "f"]
        assert score.asked == len(graded)
        assert 0 <= score.right <= score.asked
        assert 0 <= score.marks <= score.points
        assert score.share is None if not graded else 0 <= (score.share or 0.0) <= 1
        assert finished.timed_out or taken.complete
        self.opened, self.finished = None, self.finished + 1
        told = self.study.look_back(finished)
        if taken.terms.feedback == "never":
            assert told == ()
        else:
            assert [one.question.id for one in told] == list(taken.questions)
        again = self.study.result("c/q")
        assert again is not None
        assert (again.score, again.timed_out) == (score, finished.timed_out)
        assert again.quiz.sitting.answers == taken.answers
        assert len(self.study.attempts("c/q")) == self.finished


@settings(max_examples=30)
@given(SETTINGS, STEPS, st.randoms(use_true_random=False))
def test_a_sitting_goes_on_from_its_events_whatever_happens(
    head: Settings, steps: Sequence[str], random: Random
) -> None:
    with TemporaryDirectory() as folder:
        story = Story(Path(folder), head, random)
        for step in ("answer", *steps):
            story.step(step)
        story.database.close()
