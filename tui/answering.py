"""The verbs of a quiz: beginning a sitting, answering, and what it came to.

They are a part of Study, set apart because a sitting has rules of its own: its terms are those of its beginning, and it
goes on from its events alone. It is long because a sitting whose time is up ends by whichever verb comes upon it:
beginning it, going on with it and looking back at it lead into one another.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from shlex import quote
from typing import TYPE_CHECKING, Protocol

from lessons.errors import LessonError
from lessons.late import LateModule
from lessons.model import Criterion, Lesson
from lessons.shelf import read_file
from quizzes.errors import AlreadyAnsweredError, NoAttemptLeftError, NotInSittingError, QuizError
from quizzes.model import Feedback
from store import groups, sitting_events
from store.errors import StoreError
from store.projections import item_memory, quiz_results, sittings
from tui.i18n import _
from tui.reviewing import Practice, Return
from tui.unknown import Unknown
from tui.views import Answered, Begun, Conditions, Finished, OpenLesson, OpenQuiz, References

if TYPE_CHECKING:
    from quizzes import arrangement, sitting
    from quizzes import grade as grading
    from quizzes import record as recording
    from quizzes.library import Library
    from quizzes.mastery import QuestionKey
    from quizzes.model import Confidence, Question, Quiz
    from store import details, events
    from store.database import Database
    from store.groups import Group
    from store.kept_due import KeptDue
    from store.people import Member
    from store.projections.sittings import SittingRecord
    from tui import open_answers
    from tui.preferences import Preferences
else:  # Today asks nothing
    arrangement, events, sitting = map(LateModule, ("quizzes.arrangement", "store.events", "quizzes.sitting"))
    grading, recording = LateModule("quizzes.grade"), LateModule("quizzes.record")
    details, open_answers = LateModule("store.details"), LateModule("tui.open_answers")


_BEHIND = 0.1
"""Seconds behind a moment at which it is surely over."""


class Record(Protocol):
    """Records what happened, in the transaction that is open."""

    def __call__(self, *bodies: events.Body, questions: Sequence[tuple[str, str]] = ()) -> tuple[events.Event, ...]:
        """Record it, with the questions that were answered; answer its events."""


class Answering(ABC):
    """What there is to do with a quiz."""

    _database: Database
    _now: Callable[[], datetime]
    _random: Random
    preferences: Preferences
    _run_out: dict[str, SittingRecord]
    """Sittings that ended by being looked at, by their quizzes, and that the member was not shown since."""

    @abstractmethod
    def read(self) -> Library:
        """The library."""

    @abstractmethod
    def look_again(self) -> bool:
        """Look at every file of the library, and read what has changed; whether anything had."""

    @abstractmethod
    def day(self) -> date:
        """The study day of this moment."""

    @abstractmethod
    def announced_to(self, quiz_key: str) -> tuple[Group, ...]:
        """The groups that are told how a quiz comes out."""

    @abstractmethod
    def _me(self) -> Member:
        """Who is acting."""

    @abstractmethod
    def _references(self, quiz: Quiz) -> References:
        """The link definitions of a quiz."""

    @abstractmethod
    def _lesson(self, key: str) -> Lesson:
        """The lesson with this key."""

    @abstractmethod
    def note_reading(self, lesson: Lesson) -> None:
        """Record that a lesson was opened to be read."""

    @abstractmethod
    def _completed(self, lesson: Lesson) -> bool:
        """Whether a lesson is completed."""

    @abstractmethod
    def _record(
        self, *bodies: events.Body, questions: Sequence[tuple[str, str]] = (), at: datetime | None = None
    ) -> tuple[events.Event, ...]:
        """Record what happened, in one transaction."""

    @abstractmethod
    def _recording(self, at: datetime | None = None) -> AbstractContextManager[Record]:
        """A transaction in which to see what is recorded, and then to record what follows from it."""

    @abstractmethod
    def _kept_due(self) -> KeptDue:
        """What may be asked again, kept between two questions."""

    # Before it

    def conditions(self, quiz_key: str) -> Conditions:
        """What applies to a quiz for whoever opens it now, as its file is; nothing has begun."""
        quiz, me = self._quiz_as_it_is(quiz_key), self._me().id
        now_open = self._run_out.get(quiz.key) or sittings.open_sitting(self._database, me, quiz.key)
        told = () if now_open else self.announced_to(quiz.key)
        return Conditions(
            quiz=quiz,
            questions=len(now_open.questions) if now_open else quiz.size,
            terms=now_open.terms if now_open else sitting.terms(quiz),
            attempts=quiz.attempts,
            used=self._used(quiz),
            groups=tuple(group.name for group in told),
            goes_on=now_open is not None,
            counted=any(groups.people_of(self._database, group.id, groups.LEADER, self.day()) for group in told),
        )

    def start(self, quiz_key: str) -> OpenQuiz | Finished:
        """Go on with the open sitting of a quiz, or begin one.

        A sitting whose time ran out since it was left comes to its end now, and is answered with.

        Raises:
            LessonError: its file cannot be read.
            NoAttemptLeftError: it may not be finished any more often.
            QuizError: none of its questions can be asked.
        """
        quiz = self._quiz_as_it_is(quiz_key)
        if quiz.key in self._run_out and (unseen := self.result(quiz.key)):
            return unseen
        recorded = sittings.open_sitting(self._database, self._me().id, quiz.key)
        if recorded is not None:
            resumed = self._restored(quiz, recorded)
            if resumed.is_over(self._now()):
                return self.time_up(self._opened(quiz, resumed, resumed=True))
            if not resumed.complete:
                resumed = replace(resumed, skipped=self._skipped(resumed.id))
                return self._opened(quiz, resumed, resumed=bool(resumed.answers or resumed.terms.time_limit))
            # The author has taken out all that was left of it, so it cannot be finished.
            self._record(events.SittingAbandoned(sitting=recorded.id, quiz=quiz.key))
            self._forget_begun(recorded.id)
        if quiz.attempts and (used := self._used(quiz)) >= quiz.attempts:
            raise NoAttemptLeftError(quiz=quiz.title, id=quote(quiz.id), used=str(used), attempts=str(quiz.attempts))
        at = self._now()
        begun = sitting.begin(quiz, id=self._database.ids.next(at, self._random), random=self._random, at=at)
        told = [group.id for group in self.announced_to(quiz.key)]
        (started,) = self._record(sitting_events.started(begun, quiz, told))
        # The moment of the event is the one that counts when it goes on.
        return self._opened(quiz, replace(begun, started=started.at), resumed=False)

    # In it

    def time_left(self, opened: OpenQuiz) -> timedelta | None:
        """How much of its time a sitting has left, never less than nothing; None where it has no limit."""
        return opened.sitting.time_left(self._now())

    def seconds_to(self, moment: datetime) -> float:
        """How long it is until a moment is over, in seconds; always some."""
        return max(0.0, (moment - self._now()).total_seconds()) + _BEHIND

    def skip(self, opened: OpenQuiz) -> OpenQuiz:
        """Put the question to answer now off to the end of the sitting. Nothing is recorded of it.

        That it was put off is kept beside what is begun, for whoever goes on with the sitting.

        Raises:
            NotInSittingError: no question is open.
        """
        put_off = sitting.skip(opened.sitting, opened.sitting.current or "")
        with suppress(StoreError):  # who goes on then has it in its first order again
            open_answers.keep_skipped(self._database, self._me().id, put_off.id, put_off.skipped)
        return replace(opened, sitting=put_off)

    def _skipped(self, sitting_id: str) -> tuple[str, ...]:
        """The ids of the questions of an open sitting that were put off, as far as that can be read."""
        with suppress(StoreError):
            return open_answers.skipped(self._database, self._me().id, sitting_id)
        return ()

    def begun(self, opened: OpenQuiz) -> Mapping[str, Begun]:
        """What was answered of the open questions of a sitting when it was left, by their ids.

        Raises:
            StoreError: it cannot be read.
        """
        known = open_answers.of_sitting(self._database, self._me().id, opened.sitting.id)
        return {question: one for question, one in known.items() if question not in opened.sitting.answered}

    def keep_begun(self, opened: OpenQuiz, begun: Mapping[str, Begun]) -> None:
        """Keep what is answered so far of the open questions of a sitting, for whoever answers it; never recorded.

        Raises:
            StoreError: nothing was kept, and why.
        """
        open_answers.keep_of_sitting(self._database, self._me().id, opened.sitting.id, begun)

    def begun_again(self, question: QuestionKey) -> Begun:
        """What was answered of a question when it was asked again and left, and its hints that were open.

        Raises:
            StoreError: it cannot be read.
        """
        return open_answers.of_question(self._database, self._me().id, question)

    def keep_begun_again(self, question: QuestionKey, begun: Begun) -> None:
        """Keep what is answered so far of a question that is asked again; never recorded. Where it is nothing it goes.

        Raises:
            StoreError: nothing was kept, and why.
        """
        with self._kept_due().following(None):
            open_answers.keep_of_question(self._database, self._me().id, question, begun)

    def _forget_begun(self, sitting_id: str) -> None:
        """Of a sitting that has ended, nothing is gone on with."""
        with suppress(StoreError):  # what is left of it is seen by nobody, and erased with the rest
            open_answers.forget(self._database, self._me().id, sitting_id)

    def answer(
        self,
        opened: OpenQuiz,
        question_id: str,
        choice: tuple[str, ...],
        hints: int,
        confidence: Confidence | None = None,
    ) -> Answered:
        """Record an answer, and with the last one the sitting and what it completes, in one transaction.

        When this returns, the answer is on disk, behind those that other windows have recorded in this sitting.

        Args:
            opened: The sitting.
            question_id: Of the question.
            choice: What was answered.
            hints: Those that were open.
            confidence: How sure the member is of it, where they say so; it is for them alone.

        Raises:
            StoreError: it could not be recorded; nothing of it was.
            TimeIsUpError: it came too late: `time_up` is next.
            AlreadyAnsweredError: another window has answered it, or ended the sitting: `catch_up` is next.
            QuizError: it is no answer to this question.
        """
        quiz, at = opened.quiz, self._now()
        with self._recording() as record:
            caught_up = self._caught_up(opened)
            if caught_up is None:
                raise AlreadyAnsweredError(question=question_id)
            moved, given = sitting.answer(caught_up, quiz, question_id, choice, hints, at=at, confidence=confidence)
            question = next(question for question in quiz.questions if question.id == question_id)
            bodies: list[events.Body] = [sitting_events.answered(moved, question, given, self.preferences.recall)]
            score, completed = None, None
            if moved.complete:
                score = sitting.score(moved, quiz)
                bodies.append(sitting_events.finished(moved, score, events.ANSWERED))
                completed = self._completed_by(opened.lesson, passed=score.passed)
                if completed:
                    bodies.append(lesson_finished(completed))
            record(*bodies, questions=[(given.revision, recording.question_record(question))])
        if score is not None:
            self._forget_begun(moved.id)
        after = replace(opened, sitting=moved)  # no file is read between what is recorded and its verdict
        return Answered(
            quiz=after,
            question=question,
            answer=given,
            verdict=grading.grade(question, given.choice),
            finished=None if score is None else self._ended(after, score, completed, timed_out=False),
            back=self._back(quiz.key, question),
        )

    def time_up(self, opened: OpenQuiz) -> Finished:
        """End a sitting whose time is up, as of the moment when it was: what is not answered counts as wrong.

        One that another window has ended since is answered with as it was then.

        Raises:
            StoreError: it could not be recorded.
        """
        over = min(self._now(), sitting.over(opened.sitting.terms, opened.sitting.started))
        with self._recording(at=over) as record:
            if came_out := self._came_out(opened):
                return came_out
            caught_up = self._caught_up(opened) or opened.sitting
            score = sitting.score(caught_up, opened.quiz)
            completed = self._completed_by(opened.lesson, passed=score.passed)
            bodies: list[events.Body] = [sitting_events.finished(caught_up, score, events.TIMED_OUT)]
            if completed:
                bodies.append(lesson_finished(completed))
            (ended, *_others) = record(*bodies)
        self._forget_begun(caught_up.id)
        after = replace(opened, sitting=caught_up)
        return replace(self._ended(after, score, completed, timed_out=True), day=ended.day)

    def catch_up(self, opened: OpenQuiz) -> OpenQuiz | Finished:
        """A quiz with what other windows have answered in its sitting, or how it came out where one has ended it.

        Raises:
            StoreError: it cannot be read.
            QuizError: another window gave it up, and no other sitting can be begun.
        """
        caught_up = self._caught_up(opened)
        if caught_up is not None:
            return replace(opened, sitting=caught_up)
        return self._came_out(opened) or self.start(opened.quiz.key)

    def _came_out(self, opened: OpenQuiz) -> Finished | None:
        """How a sitting came out that another window has ended; None where none has."""
        known = sittings.by_id(self._database, self._me().id, opened.sitting.id)
        if known is None or known.outcome is None:
            return None
        past = replace(opened, sitting=self._restored(opened.quiz, known), resumed=False)
        return self._result(past, known)

    def _caught_up(self, opened: OpenQuiz) -> sitting.Sitting | None:
        """A sitting with the answers that are recorded in it by now; None where it is not open any more."""
        mine = opened.sitting
        if sittings.goes_on_after(self._database, mine.id, len(mine.answers)):  # as a rule, and soon seen
            return mine
        known = sittings.by_id(self._database, self._me().id, mine.id)
        if known is None or known.state is not sittings.State.OPEN:
            return None
        return replace(self._restored(opened.quiz, known), skipped=mine.skipped)

    def _still_open(self) -> tuple[SittingRecord, ...]:
        """The member's open sittings, the one touched last first; those whose time is up come to their end by this.

        They are among those that are answered with until the member has been shown in this run how they came out.
        """
        found = sittings.open_sittings(self._database, self._me().id)
        timed = ((one, one.started) for one in found if one.terms.time_limit and one.started)
        over = [one for one, started in timed if sitting.is_up(one.terms, started, self._now())]
        ended = [one for one in over if self._end(one)]
        self._run_out.update((one.quiz, one) for one in ended)
        unseen = [one for one in self._run_out.values() if one not in ended]
        return (*found, *(one for one in unseen if all(one.quiz != other.quiz for other in found)))

    def _end(self, record: SittingRecord) -> bool:
        """End a sitting whose time is up; False where its quiz is not to be had, or nothing can be written now."""
        quiz = self.read().quiz(record.quiz)
        if quiz is None or self._database.unwritable is not None:
            return False
        # What cannot be written or read now is found again when somebody next looks.
        with suppress(StoreError, LessonError, QuizError):
            self.time_up(self._opened(quiz, self._restored(quiz, record), resumed=True))
            return True
        return False

    # After it

    def attempts(self, quiz_key: str) -> tuple[SittingRecord, ...]:
        """The finished sittings of a quiz, in the order in which they were begun."""
        self._still_open()
        every = sittings.of_quiz(self._database, self._me().id, quiz_key)
        return tuple(one for one in every if one.outcome is not None)

    def result(self, quiz_key: str) -> Finished | None:
        """How a quiz came out that was finished last; None where none was."""
        quiz, found = self._quiz(quiz_key), self.attempts(quiz_key)
        self._run_out.pop(quiz.key, None)
        if not found:
            return None
        last = max(found, key=lambda one: (one.closed_day or date.min, one.id))
        return self._result(self._opened(quiz, self._restored(quiz, last), resumed=False), last)

    def asked_as(self, quiz_key: str, number: int) -> Question | None:
        """The question that the member saw under a number, as in "Question 3 of 7"; None where that is not clear.

        Where a quiz was asked several times in different orders, one number stands for several questions.
        """
        quiz, me = self._quiz(quiz_key), self._me().id
        now_open = sittings.open_sitting(self._database, me, quiz.key)
        known = [*([now_open] if now_open else []), *self.attempts(quiz.key)]
        asked = {self._restored(quiz, one).asked[number - 1 : number] for one in known} if number else set()
        if len(asked) != 1 or not (found := asked.pop()):
            return None
        return next((one for one in quiz.questions if one.id == found[0]), None)

    def _result(self, opened: OpenQuiz, record: SittingRecord) -> Finished:
        outcome = record.outcome
        if outcome is None:
            raise RuntimeError("a finished sitting has no outcome")
        return Finished(
            quiz=opened,
            score=sitting.Score(
                outcome.marks, outcome.points, outcome.right, outcome.asked, outcome.share, outcome.passed
            ),
            timed_out=outcome.timed_out,
            day=record.closed_day or self.day(),
            completed=None,
            attempts_left=self._left(opened.quiz),
            gone=self._gone(opened.sitting, record),
        )

    def _gone(self, past: sitting.Sitting, record: SittingRecord) -> frozenset[str]:
        """Ids of the questions of a finished sitting whose answers were erased since.

        Where the time was up, those that were not answered are among them: which they were is erased too.
        """
        missing = frozenset(past.questions) - past.passed_over - past.answered.keys()
        if not missing or record.started is None or record.closed is None:
            return frozenset()
        went = details.answers_went(self._database, self._me().id, record.started, record.closed)
        return missing if went else frozenset()

    def look_back(self, finished: Finished) -> tuple[Answered, ...]:
        """Each question of a finished sitting with its answer and verdict, in the order asked.

        It is empty where no verdict is told.
        A question that was not answered in time has an answer without a choice, as has one whose answer was erased when
        it was old; one that the quiz has lost is left out.
        """
        if finished.quiz.sitting.terms.feedback is Feedback.NEVER:
            return ()
        return tuple(self._looked_back(finished))

    def missed(self, finished: Finished) -> tuple[Answered, ...]:
        """Those questions of a finished sitting that were not right, or not answered, as `look_back` gives them."""
        return tuple(one for one in self.look_back(finished) if one.kept and one.answer.graded and not one.answer.right)

    def practise_missed(self, finished: Finished) -> Practice:
        """A practice of what was missed in a sitting; it may be empty.

        It is review, and no attempt at the quiz. What was never answered waits for its first answer.
        """
        return Practice(tuple((one.quiz.quiz.key, one.question.id) for one in self.missed(finished) if one.back))

    def _looked_back(self, finished: Finished) -> Iterator[Answered]:
        opened = finished.quiz
        given = opened.sitting.answered
        for name in opened.sitting.questions:
            question = opened.find(name)
            if question is None or (name not in given and not question.askable):
                continue
            answer = given.get(name) or sitting.unanswered(question)
            back = self._back(opened.quiz.key, question)
            verdict = grading.Verdict(answer.mark, answer.right)
            yield Answered(opened, question, answer, verdict, None, back, kept=name not in finished.gone)

    # In another language

    def reworded_quiz(self, opened: OpenQuiz) -> OpenQuiz:
        """An open quiz in the language in use now; its sitting is the same.

        Raises:
            LessonError: its file cannot be read.
        """
        return self._opened(self._quiz(opened.quiz.key), opened.sitting, resumed=opened.resumed)

    def reworded_answer(self, answered: Answered) -> Answered:
        """What followed from an answer, in the language in use now.

        Raises:
            LessonError: a file cannot be read.
        """
        opened = self.reworded_quiz(answered.quiz)
        finished = self.reworded_result(answered.finished) if answered.finished else None
        question = opened.find(answered.question.id) or answered.question
        return replace(answered, quiz=opened, question=question, finished=finished)

    def reworded_result(self, finished: Finished) -> Finished:
        """How a quiz came out, in the language in use now.

        Raises:
            LessonError: a file cannot be read.
        """
        completed = self._lesson(finished.completed.key) if finished.completed else None
        return replace(finished, quiz=self.reworded_quiz(finished.quiz), completed=completed)

    # In the text of a lesson

    def check_order(self, question: Question) -> tuple[str, ...]:
        """The ids of options or entries in the order in which a lesson shows them."""
        return arrangement.shown_again(question, self._random)

    def answer_check(
        self, opened: OpenLesson, question_id: str, choice: tuple[str, ...], hints: int, order: tuple[str, ...]
    ) -> Answered:
        """Record an answer to a question in the text of a lesson: a whole sitting of that one question.

        When this returns, the answer is on disk. The question may be answered again, any number of times.

        Args:
            opened: The lesson.
            question_id: Of the question.
            choice: What was answered.
            hints: Those that were open.
            order: In which its options or entries were shown.

        Raises:
            StoreError: it could not be recorded; nothing of it was.
            QuizError: it is no answer to this question.
        """
        checks = opened.checks
        question = opened.find_check(question_id)
        if checks is None or question is None:
            raise NotInSittingError(question=question_id)
        at = self._now()
        begun = sitting.Sitting(
            id=self._database.ids.next(at, self._random),
            quiz=checks.key,
            questions=(question_id,),
            options={question_id: order},
            terms=sitting.terms(checks),
            started=at,
        )
        moved, given = sitting.answer(begun, checks, question_id, choice, hints, at=at)
        self.note_reading(opened.lesson)
        self._record(
            sitting_events.started(begun, checks),
            sitting_events.answered(moved, question, given, self.preferences.recall),
            sitting_events.finished(moved, sitting.score(moved, checks), events.ANSWERED),
            questions=[(given.revision, recording.question_record(question))],
        )
        return self._answered_check(opened, checks, question, moved, given)

    def answered_check(self, opened: OpenLesson, question_id: str) -> Answered | None:
        """How a question in the text of a lesson was answered last; None where it was not, as it is now."""
        checks, question, given = opened.checks, opened.find_check(question_id), opened.answers.get(question_id)
        if checks is None or question is None or given is None:
            return None
        past = sitting.Sitting("", checks.key, (question_id,), {}, sitting.terms(checks), self._now(), (given,))
        try:
            return self._answered_check(opened, checks, question, past, given)
        except QuizError:  # its options have changed since, and what was chosen is none of them
            return None

    def _answered_check(
        self, opened: OpenLesson, checks: Quiz, question: Question, moved: sitting.Sitting, given: sitting.Answer
    ) -> Answered:
        return Answered(
            quiz=OpenQuiz(checks, opened.document.references, moved, None, resumed=False),
            question=question,
            answer=given,
            verdict=grading.grade(question, given.choice),
            finished=None,
            back=self._back(checks.key, question),
        )

    def _restored(self, quiz: Quiz, record: SittingRecord) -> sitting.Sitting:
        return sitting_events.restored(self._database, quiz, record, self._now)

    def _quiz(self, key: str) -> Quiz:
        quiz = self.read().quiz(key)
        if quiz is None:
            raise Unknown(_("There is no quiz {words}.").format(words=repr(key)))
        return quiz

    def _quiz_as_it_is(self, key: str) -> Quiz:
        """A quiz as its file is now: where that has changed since the library was read, it is read again."""
        quiz, library = self._quiz(key), self.read()
        with suppress(LessonError):  # what cannot be read is said where it is wanted
            path = quiz.path
            if read_file(library.root_of(key), path).digest != quiz.digest:
                self.look_again()
                return self._quiz(key)
        return quiz

    def _opened(self, quiz: Quiz, now_open: sitting.Sitting, *, resumed: bool) -> OpenQuiz:
        return OpenQuiz(
            quiz=quiz,
            references=self._references(quiz),
            sitting=now_open,
            lesson=self._lesson_of(quiz),
            resumed=resumed,
        )

    def _lesson_of(self, quiz: Quiz) -> Lesson | None:
        return self.read().lesson_of(quiz)

    def _used(self, quiz: Quiz) -> int:
        """How many sittings of a quiz are finished."""
        result = quiz_results.of_quiz(self._database, self._me().id, quiz.key)
        return result.times if result else 0

    def _left(self, quiz: Quiz) -> int | None:
        return max(0, quiz.attempts - self._used(quiz)) if quiz.attempts else None

    def _ended(self, opened: OpenQuiz, score: sitting.Score, completed: Lesson | None, *, timed_out: bool) -> Finished:
        return Finished(opened, score, timed_out, self.day(), completed, self._left(opened.quiz))

    def _back(self, quiz: str, question: Question) -> Return | None:
        """When a question is asked again; None for what members write for themselves, and what was never answered."""
        if question.type == "reflection":
            return None
        item = item_memory.of_question(self._database, self._me().id, quiz, question.id)
        return Return(item.memory.due_day, item.memory.due_at) if item else None

    def _completed_by(self, lesson: Lesson | None, *, passed: bool) -> Lesson | None:
        """The lesson that a finished sitting completes now."""
        if lesson is None or lesson.complete is Criterion.READ or self._completed(lesson):
            return None
        return lesson if passed or lesson.complete is Criterion.QUIZ_TAKEN else None


def lesson_finished(lesson: Lesson) -> events.LessonFinished:
    """That a lesson is completed, by its own criterion."""
    return events.LessonFinished(lesson=lesson.key, criterion=lesson.complete.value, digest=lesson.digest)
