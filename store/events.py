"""The closed set of what can happen: one frozen body for each kind, checked at the door, written as canonical JSON.

A kind is never changed. What has to say more gets a new version, and older bodies go on being read. The module is long
because it is the one list of what can be recorded.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Any, ClassVar, cast, get_args

from lessons.light import dataclass
from lessons.model import Criterion
from quizzes.memory import LEAST_RETENTION, MOST_RETENTION, RETENTION
from quizzes.model import Confidence, Feedback, How, Mode
from store import checks, ids, strict_json
from store.duties import DUTIES
from store.errors import UnfitError, UnreadableEventError

LONGEST_NAME = 80
"""Characters of a member's name."""
MOST_QUESTIONS = 5_000
"""Questions of one sitting: several times the largest quiz known."""
TYPES = ("single", "multiple", "true-false", "text", "numeric", "cloze", "matching", "ordering", "output", "reflection")
"""The types of question that an answer can be to."""
PRIVATE = "reflection"
"""The type of what members write for themselves: it is kept, and counts for nothing."""
LONGEST_TIME = 100_000_000
"""Seconds of a sitting: what an author can write is less."""
MOST_GONE_BY = 31
"""Days without study that are told of when somebody is back."""
LONGEST_STUDY = 86_400
"""Seconds that are told of at once."""
ANSWERED, TIMED_OUT = "answered", "timed-out"
"""Why a sitting came to its end: all was answered, or its time was up."""
LONGEST_CHARTER = 20_000
"""Characters of the norms of a group."""
LONGEST_SENTENCE = 1_000
"""Characters in which a member says what is wrong, and somebody answers."""
LONGEST_PURPOSE = 400
"""Characters in which a group says what it is for."""
WRONG_KEY, UNCLEAR, OUTDATED, TYPO, OTHER = "wrong-key", "unclear", "outdated", "typo", "other"
REASONS = (WRONG_KEY, UNCLEAR, OUTDATED, TYPO, OTHER)
"""What a member may find wrong with a question."""
LONGEST_REASON = 1_000
"""Characters of what they say of it."""
WITHDRAWN, SETTLED = "withdrawn", "settled"
"""Why a flag counts no more: its member took it back, or its trainer has dealt with it."""
COMPLETED, REACHED_ON, PASSED, JUDGED = "completed", "dimension", "passed", "judged"
MEASURES = (COMPLETED, REACHED_ON, PASSED, JUDGED)
"""What tells how far a goal has come: lessons completed, objectives of a dimension reached, announced quizzes passed,
each a share that is counted; or nothing that is, and a person judges."""
LONGEST_GOAL = 200
"""Characters of a goal."""
ANEW = "anew"
"""How an id stands for a question of its own again, after what was recorded under it had gone on elsewhere."""

_key = checks.text(400)
_word = checks.text(100)
_given = checks.lines(10_000)
_most_points = 1_000_000.0

Id = Annotated[str, checks.ident]
Name = Annotated[str, checks.words(LONGEST_NAME)]
Key = Annotated[str, _key]
Word = Annotated[str, _word]
Digest = Annotated[str, checks.text(100, least=0)]
Flag = Annotated[bool, checks.flag]
Count = Annotated[int, checks.whole(0, MOST_QUESTIONS)]
Share = Annotated[float, checks.real(0.0, 1.0)]
Points = Annotated[float, checks.real(0.0, _most_points)]
Marks = Annotated[float, checks.real(-_most_points, _most_points)]
Words = Annotated[tuple[str, ...], checks.several(_word, MOST_QUESTIONS)]
Given = Annotated[tuple[str, ...], checks.sequence(_given, MOST_QUESTIONS)]
"""What was answered, by the question's type: ids of options, or the text of each gap in its order."""
Ids = Annotated[tuple[str, ...], checks.several(checks.ident, 1_000)]
Day = Annotated[date, checks.day]
DueDays = Annotated[Mapping[str, date], checks.mapping(_key, checks.day, MOST_QUESTIONS)]
Days = Annotated[tuple[date, ...], checks.several(checks.day, MOST_GONE_BY)]
Orders = Annotated[
    Mapping[str, tuple[str, ...]], checks.mapping(_word, checks.several(_word, MOST_QUESTIONS), MOST_QUESTIONS)
]


@dataclass(frozen=True, slots=True)
class MemberAdded:
    """Somebody began to study here."""

    KIND: ClassVar = "member.added"
    VERSION: ClassVar = 1
    name: Name


@dataclass(frozen=True, slots=True)
class MemberRenamed:
    """A member took another name."""

    KIND: ClassVar = "member.renamed"
    VERSION: ClassVar = 1
    name: Name


@dataclass(frozen=True, slots=True)
class MemberErased:
    """A member had everything erased that was recorded about them; that it was, and when, is all that stays."""

    KIND: ClassVar = "member.erased"
    VERSION: ClassVar = 1


@dataclass(frozen=True, slots=True)
class DetailsErased:
    """A member had the details erased of what they did long ago; what came of it stays."""

    KIND: ClassVar = "details.erased"
    VERSION: ClassVar = 1
    before: Day
    """The details of earlier study days, of the kinds in `DETAILS`; it is never later than the day of the event."""


@dataclass(frozen=True, slots=True)
class LessonOpened:
    """A lesson came on the screen."""

    KIND: ClassVar = "lesson.opened"
    VERSION: ClassVar = 1
    lesson: Key
    """`course/lesson`."""
    digest: Digest
    """Of the file as it was."""


@dataclass(frozen=True, slots=True)
class LessonFinished:
    """A lesson was completed by its own criterion."""

    KIND: ClassVar = "lesson.finished"
    VERSION: ClassVar = 1
    lesson: Key
    criterion: Annotated[str, checks.one_of(*Criterion)]
    """What completed it, as the lesson said then."""
    digest: Digest


@dataclass(frozen=True, slots=True)
class SittingStarted:
    """A quiz was begun: what is asked, and in which order, is settled here."""

    KIND: ClassVar = "sitting.started"
    VERSION: ClassVar = 4
    sitting: Id
    quiz: Key
    """`course/quiz`."""
    digest: Digest
    questions: Words
    """Ids in the order asked."""
    options: Orders
    """Of each question that has options, their ids in the order shown."""
    pass_mark: Share
    announced: Ids = ()
    """Ids of the groups whose plan announced this quiz when it was begun: they are told how it came out."""
    mode: Annotated[str, checks.one_of(*Mode)] = Mode.PRACTICE
    feedback: Annotated[str, checks.one_of(*Feedback)] = Feedback.IMMEDIATE
    """When verdicts are shown."""
    time_limit: Annotated[int, checks.whole(0, LONGEST_TIME)] = 0
    """Seconds from this event on, 0 where there is no limit; like `mode` and `feedback`, as the quiz said then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question was answered and marked."""

    KIND: ClassVar = "answered"
    VERSION: ClassVar = 5
    sitting: Id
    quiz: Key
    question: Word
    """Its id in the quiz."""
    identity: Word
    """Hash of what it is."""
    revision: Word
    """Hash of everything in it; its text is kept under this."""
    key: Word
    """Hash of its right answers."""
    type: Annotated[str, checks.one_of(*TYPES)]
    choice: Given
    mark: Share
    """Of the answer."""
    points: Points
    """What the question counts."""
    right: Flag
    hints: Count
    """Shown before it was answered."""
    number: Annotated[int, checks.whole(1, 10 * MOST_QUESTIONS)]
    """1 for the first answer of the sitting."""
    confidence: Annotated[int | None, checks.maybe(checks.whole(min(Confidence), max(Confidence)))] = None
    """How sure the member was before the verdict, from 1, a guess, to 3, sure; None where that was not said."""
    retention: Annotated[float, checks.real(LEAST_RETENTION, MOST_RETENTION)] = RETENTION
    """That the member wished for then, as in `rated`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingFinished:
    """A quiz was answered to its end, or its time was up: what was not answered then counts as wrong."""

    KIND: ClassVar = "sitting.finished"
    VERSION: ClassVar = 3
    sitting: Id
    quiz: Key
    marks: Marks
    """Points earned."""
    points: Points
    """Points to be had."""
    right: Count
    """Questions answered right."""
    asked: Count
    """Questions that are marked; 0 where there are reflections alone, and nothing came out but that it was done."""
    passed: Flag
    pass_mark: Share
    ended: Annotated[str, checks.one_of(ANSWERED, TIMED_OUT)] = ANSWERED
    """Why it came to its end."""


@dataclass(frozen=True, slots=True)
class SittingAbandoned:
    """A quiz was given up."""

    KIND: ClassVar = "sitting.abandoned"
    VERSION: ClassVar = 1
    sitting: Id
    quiz: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """A question was asked again outside a quiz, and how the answer came was rated."""

    KIND: ClassVar = "rated"
    VERSION: ClassVar = 4
    quiz: Key
    question: Word
    """Its id in the quiz."""
    identity: Word
    revision: Word
    key: Word
    """The three hashes of the question as it was, as in `answered`."""
    rating: Annotated[int, checks.whole(1, 4)]
    """From 1, again, to 4, easy."""
    source: Annotated[str, checks.one_of("review")]
    """Where it was asked."""
    retention: Annotated[float, checks.real(LEAST_RETENTION, MOST_RETENTION)]
    """That the member wished for then: with another wish later, what was scheduled stays so."""
    choice: Given
    """As in `answered`; empty where it was not answered but turned over."""
    mark: Annotated[float | None, checks.maybe(checks.real(0.0, 1.0))]
    """Of the answer; None where there was none."""
    right: Annotated[bool | None, checks.maybe(checks.flag)]
    confidence: Annotated[int | None, checks.maybe(checks.whole(min(Confidence), max(Confidence)))] = None
    """As in `answered`; None where it was only turned over, too."""


@dataclass(frozen=True, slots=True)
class QuestionSuspended:
    """A member does not want to be asked a question again in review, until it is resumed."""

    KIND: ClassVar = "question.suspended"
    VERSION: ClassVar = 1
    quiz: Key
    question: Word
    """Its id in the quiz."""


@dataclass(frozen=True, slots=True)
class QuestionResumed:
    """A suspended question is asked again."""

    KIND: ClassVar = "question.resumed"
    VERSION: ClassVar = 1
    quiz: Key
    question: Word


@dataclass(frozen=True, slots=True)
class QuestionBuried:
    """A member does not want to be asked a question again before a day."""

    KIND: ClassVar = "question.buried"
    VERSION: ClassVar = 1
    quiz: Key
    question: Word
    until: Day
    """The first study day on which it may be asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAliased:
    """A question that the member has a history with was found under another key: its author had edited or moved it."""

    KIND: ClassVar = "question.aliased"
    VERSION: ClassVar = 1
    quiz: Key
    question: Word
    """Its id in the quiz, until then."""
    new_quiz: Key
    """Where what was recorded of it goes on."""
    new_question: Word
    """The same as before where an id that had gone on elsewhere is there again: anew, or with what it had before."""
    how: Annotated[str, checks.one_of(*How, ANEW)]
    """What tells that it is the same question."""
    identity: Word
    revision: Word
    """Two of its hashes as it was found; its text is kept under the revision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFlagged:
    """A member told the trainer that something is wrong with a question. What they answered to it is not in it."""

    KIND: ClassVar = "question.flagged"
    VERSION: ClassVar = 1
    quiz: Key
    question: Word
    """Its id in the quiz."""
    edition: Word
    """Hash of everything in it then."""
    reason: Annotated[str, checks.one_of(*REASONS)]
    text: Annotated[str, checks.lines(LONGEST_REASON)]
    """What else they say; it may be empty."""


@dataclass(frozen=True, slots=True)
class FlagClosed:
    """A flag counts no more. It is about the member who put it, whoever closed it."""

    KIND: ClassVar = "flag.closed"
    VERSION: ClassVar = 1
    flag: Id
    """Id of the event that put it."""
    why: Annotated[str, checks.one_of(WITHDRAWN, SETTLED)]


@dataclass(frozen=True, slots=True)
class Undone:
    """A rating, or that a question was set aside or taken up again, was taken back, as if it had never been."""

    KIND: ClassVar = "undone"
    VERSION: ClassVar = 1
    event: Id
    """Id of the event that was undone."""


@dataclass(frozen=True, slots=True)
class LeaveRecorded:
    """A member is away: not studying then means nothing. Why is not asked."""

    KIND: ClassVar = "leave.recorded"
    VERSION: ClassVar = 1
    first: Day
    last: Day


@dataclass(frozen=True, slots=True)
class LeaveEnded:
    """A member is not away any more: from this day on no day is one of leave, until another is noted."""

    KIND: ClassVar = "leave.ended"
    VERSION: ClassVar = 1


@dataclass(frozen=True, slots=True)
class DayBegun:
    """A member studied for the first time on a study day. It is for the member alone, as is all that is made of it."""

    KIND: ClassVar = "day.begun"
    VERSION: ClassVar = 1
    scheduled: Flag
    """Whether the member means to study on such a day, and was not away."""
    went_by: Days
    """The latest of the days since the member studied last on which the member meant to, and something was due."""


@dataclass(frozen=True, slots=True)
class Studied:
    """A member spent time in lessons, quizzes or reviews. It is for the member alone."""

    KIND: ClassVar = "studied"
    VERSION: ClassVar = 1
    seconds: Annotated[int, checks.whole(1, LONGEST_STUDY)]
    """Up to this event; a pause counts for three minutes at most."""


@dataclass(frozen=True, slots=True)
class HandRaised:
    """A member asked for help with a lesson."""

    KIND: ClassVar = "hand.raised"
    VERSION: ClassVar = 1
    lesson: Key


@dataclass(frozen=True, slots=True)
class HandLowered:
    """A member needs that help no longer."""

    KIND: ClassVar = "hand.lowered"
    VERSION: ClassVar = 1
    lesson: Key


@dataclass(frozen=True, slots=True)
class HelpHandled:
    """A leader saw to the help that a member needed with a lesson."""

    KIND: ClassVar = "help.handled"
    VERSION: ClassVar = 2
    lesson: Key
    need: Annotated[str | None, checks.maybe(checks.ident)] = None
    """Id of the entry with which the need was shared; None where the member studies in the leader's database."""
    week: Annotated[str | None, checks.maybe(checks.week)] = None
    """In which it was seen to, where the leader's file told of it; None where it was on the day of the event."""


@dataclass(frozen=True, slots=True)
class HandlingUndone:
    """A leader took back that they, or another, had seen to a need: it is open as it was before."""

    KIND: ClassVar = "handling.undone"
    VERSION: ClassVar = 1
    lesson: Key
    event: Id
    """Id of the event by which it was handled."""


@dataclass(frozen=True, slots=True)
class GroupCreated:
    """A group came to be. Its events are about the group."""

    KIND: ClassVar = "group.created"
    VERSION: ClassVar = 1
    name: Name


@dataclass(frozen=True, slots=True)
class GroupRenamed:
    """A group took another name."""

    KIND: ClassVar = "group.renamed"
    VERSION: ClassVar = 1
    name: Name


@dataclass(frozen=True, slots=True)
class GroupDescribed:
    """A group was matched to a team of work, or it was said what it is for."""

    KIND: ClassVar = "group.described"
    VERSION: ClassVar = 1
    team: Annotated[str, checks.words(LONGEST_NAME, least=0)]
    """Empty where it is matched to none."""
    purpose: Annotated[str, checks.words(LONGEST_PURPOSE, least=0)]
    """In one line; empty where nothing was said."""
    courses: Words
    """Ids of the courses that it exists for, in the order in which they were named."""


@dataclass(frozen=True, slots=True)
class GroupArchived:
    """A group came to its end: it assigns nothing more, and is shown as it was then."""

    KIND: ClassVar = "group.archived"
    VERSION: ClassVar = 1


@dataclass(frozen=True, slots=True)
class GroupReopened:
    """An archived group goes on."""

    KIND: ClassVar = "group.reopened"
    VERSION: ClassVar = 1


@dataclass(frozen=True, slots=True)
class GroupJoined:
    """A member took on a duty in a group."""

    KIND: ClassVar = "group.joined"
    VERSION: ClassVar = 2
    member: Id
    duty: Annotated[str, checks.one_of(*DUTIES)]
    first: Annotated[date | None, checks.maybe(checks.day)] = None
    """The day from which on it holds; None for that of the event."""
    last: Annotated[date | None, checks.maybe(checks.day)] = None
    """The last day on which it holds; None where no end is set."""
    mentees: Ids = ()
    """Of a mentor: ids of the members whose records this duty opens."""


@dataclass(frozen=True, slots=True)
class GroupLeft:
    """A member gave up a duty in a group."""

    KIND: ClassVar = "group.left"
    VERSION: ClassVar = 2
    member: Id
    duty: Annotated[str, checks.one_of(*DUTIES)]
    first: Annotated[date | None, checks.maybe(checks.day)] = None
    """The first day on which it holds no more; None for that of the event."""


@dataclass(frozen=True, slots=True)
class PlanSet:
    """A group was assigned a course, or its earlier plan for that course was replaced."""

    KIND: ClassVar = "plan.set"
    VERSION: ClassVar = 2
    course: Word
    due: DueDays
    """Of each lesson assigned, by its key, the last day to complete it."""
    target: Annotated[float | None, checks.maybe(checks.real(0.0, 1.0))]
    """Share of its objectives that each dimension should reach; None where the plan sets none."""
    announced: Annotated[tuple[str, ...], checks.several(_key, MOST_QUESTIONS)]
    """Keys of the quizzes whose results the group is told."""
    targets: Annotated[Mapping[str, float], checks.mapping(_word, checks.real(0.0, 1.0), MOST_QUESTIONS)] = field(
        default_factory=dict
    )
    """The same share of single dimensions, by their ids, in place of the one for each."""
    quizzes: DueDays = field(default_factory=dict)
    """Of quizzes that are to be taken by a day, by their keys, the last one for it."""


@dataclass(frozen=True, slots=True)
class GoalSet:
    """A group took on a goal, or one that it has was put in other words."""

    KIND: ClassVar = "goal.set"
    VERSION: ClassVar = 1
    goal: Id
    text: Annotated[str, checks.words(LONGEST_GOAL)]
    measure: Annotated[str, checks.one_of(*MEASURES)]
    """What tells how far it has come."""
    about: Annotated[str, checks.text(400, least=0)]
    """The id of the dimension, or the key of the quiz, that is measured; empty for all quizzes, and otherwise."""
    wanted: Annotated[float | None, checks.maybe(checks.real(0.0, 1.0))]
    """The share that is to be reached; None where a person judges."""
    owner: Id
    """Of those with a duty in the group, the one who sees to it."""
    due: Day


@dataclass(frozen=True, slots=True)
class GoalReached:
    """Somebody who leads the group said that a goal is reached."""

    KIND: ClassVar = "goal.reached"
    VERSION: ClassVar = 1
    goal: Id


@dataclass(frozen=True, slots=True)
class GoalDropped:
    """Somebody who leads the group said that a goal is not pursued any more."""

    KIND: ClassVar = "goal.dropped"
    VERSION: ClassVar = 1
    goal: Id


@dataclass(frozen=True, slots=True)
class CharterSet:
    """The norms of a group were set, or replaced."""

    KIND: ClassVar = "charter.set"
    VERSION: ClassVar = 1
    text: Annotated[str, checks.lines(LONGEST_CHARTER)]
    """Markdown; empty where there are none any more."""
    digest: Digest
    """Of the text; empty without one."""


@dataclass(frozen=True, slots=True)
class CharterAccepted:
    """A member accepted the norms of a group, and the notice of what its leaders receive."""

    KIND: ClassVar = "charter.accepted"
    VERSION: ClassVar = 1
    group: Id
    charter: Digest
    """Of the norms as they were; empty where there were none."""
    notice: Digest
    """Of the fields that the notice named."""


@dataclass(frozen=True, slots=True)
class StatusChallenged:
    """A member said that a status that leaders see is wrong."""

    KIND: ClassVar = "status.challenged"
    VERSION: ClassVar = 1
    group: Id
    lesson: Key
    status: Word
    """As it was shown then."""
    text: Annotated[str, checks.lines(LONGEST_SENTENCE)]


@dataclass(frozen=True, slots=True)
class ChallengeAnswered:
    """A leader answered what a member had said of a status."""

    KIND: ClassVar = "challenge.answered"
    VERSION: ClassVar = 1
    challenge: Id
    """Id of the event that is answered."""
    text: Annotated[str, checks.lines(LONGEST_SENTENCE)]


@dataclass(frozen=True, slots=True)
class SharingAgreed:
    """A member was told what the leaders of a group receive in a file, and agreed to share it."""

    KIND: ClassVar = "sharing.agreed"
    VERSION: ClassVar = 1
    group: Id
    person: Id
    """A random id by which the group, and nobody else, knows the member."""


@dataclass(frozen=True, slots=True)
class SprintProposed:
    """A group proposed to others to study beside each other for some weeks, and takes part itself."""

    KIND: ClassVar = "sprint.proposed"
    VERSION: ClassVar = 1
    sprint: Id
    name: Name
    first: Day
    """A Monday."""
    last: Day
    """A Sunday."""
    groups: Ids
    """Ids of the groups that are asked."""


@dataclass(frozen=True, slots=True)
class SprintJoined:
    """A group takes part in a sprint that it was asked to."""

    KIND: ClassVar = "sprint.joined"
    VERSION: ClassVar = 1
    sprint: Id


@dataclass(frozen=True, slots=True)
class SprintLeft:
    """A group takes part in a sprint no more."""

    KIND: ClassVar = "sprint.left"
    VERSION: ClassVar = 1
    sprint: Id


Body = (
    MemberAdded
    | MemberRenamed
    | MemberErased
    | DetailsErased
    | LessonOpened
    | LessonFinished
    | SittingStarted
    | Answered
    | SittingFinished
    | SittingAbandoned
    | Rated
    | QuestionSuspended
    | QuestionResumed
    | QuestionBuried
    | QuestionAliased
    | QuestionFlagged
    | FlagClosed
    | Undone
    | LeaveRecorded
    | LeaveEnded
    | DayBegun
    | Studied
    | HandRaised
    | HandLowered
    | HelpHandled
    | HandlingUndone
    | GroupCreated
    | GroupRenamed
    | GroupDescribed
    | GroupArchived
    | GroupReopened
    | GroupJoined
    | GroupLeft
    | PlanSet
    | GoalSet
    | GoalReached
    | GoalDropped
    | CharterSet
    | CharterAccepted
    | StatusChallenged
    | ChallengeAnswered
    | SharingAgreed
    | SprintProposed
    | SprintJoined
    | SprintLeft
)

KINDS: Mapping[str, type[Body]] = {body.KIND: body for body in get_args(Body)}
"""Every kind that this version writes."""

DETAILS = frozenset(
    {
        *(Answered.KIND, Rated.KIND, Undone.KIND, QuestionFlagged.KIND),
        *(DayBegun.KIND, Studied.KIND, HandRaised.KIND, HandLowered.KIND),
    }
)
"""Kinds of which only memory and statistics are made: they may be erased by their age. The log's trigger names them."""

FIELDS: Mapping[str, Mapping[str, checks.Check[object]]] = {
    kind: {name: cast("checks.Check[object]", get_args(body.__annotations__[name])[1]) for name in body.__slots__}
    for kind, body in KINDS.items()
}
"""Of each kind, what each of its fields may hold."""
_TAKES: Mapping[str, tuple[tuple[str, Callable[[object], object]], ...]] = {
    kind: tuple((name, check.take) for name, check in checks_.items()) for kind, checks_ in FIELDS.items()
}
"""The same, at hand for each answer that is recorded."""

FIXED: Mapping[str, tuple[str, ...]] = {
    Answered.KIND: ("identity", "key", "type"),
    Rated.KIND: ("identity", "key"),
}
"""Of the kinds of answers, the fields that the revision of the question fixes: the log has them with the question."""
_AS_A_RULE: Mapping[str, Mapping[str, object]] = {
    SittingStarted.KIND: {"announced": (), "mode": "practice", "feedback": "immediate", "time_limit": 0},
    Answered.KIND: {"hints": 0, "points": 1.0, "confidence": None, "retention": 0.9},
    SittingFinished.KIND: {"ended": "answered"},
    Rated.KIND: {"source": "review", "retention": 0.9, "confidence": None},
}
"""What fields are where the log leaves them out. What was written goes by these figures: they never change."""
IN_ORDER: Mapping[str, tuple[str, ...]] = {
    SittingStarted.KIND: ("quiz", "sitting", "digest", "questions", "options", "pass_mark"),
    Answered.KIND: ("quiz", "question", "revision", "sitting", "number", "right", "choice"),
    SittingFinished.KIND: ("quiz", "sitting", "marks", "points", "right", "asked", "passed", "pass_mark"),
    Rated.KIND: ("quiz", "question", "revision", "rating", "right", "choice"),
}
"""Of the most frequent kinds, the fields that the log lists without their names; what else there is follows in an
object at the end. This too is what was written: it never changes."""
_MARKS: Mapping[bool | None, float | None] = {None: None, False: 0.0, True: 1.0}
"""Of an answer, by whether it was right, the mark that goes without saying: the whole of it, or nothing."""
_SITTING, _REVISION, _RIGHT, _CHOICE = "sitting", "revision", "right", "choice"
"""In such a list 16 bytes are 22 letters, whether an answer was right is 1 or 0, and a choice of one stands alone."""
_PLACES: Mapping[str, tuple[int, ...]] = {
    kind: tuple(order.index(name) if name in order else -1 for name in (_SITTING, _REVISION, _RIGHT, _CHOICE))
    for kind, order in IN_ORDER.items()
}
"""Where those stand in the list of each kind; -1 for what a kind does not say."""
_NOTHING: Mapping[str, object] = {}
_DECODER = json.JSONDecoder()
_KEPT: Mapping[str, tuple[tuple[str, Callable[[object], object]], ...]] = {
    kind: tuple((name, check.kept) for name, check in checks_.items() if check.kept is not None)
    for kind, checks_ in FIELDS.items()
}
_EARLIER: Mapping[tuple[str, int], Callable[[Mapping[str, object]], Mapping[str, object]]] = {
    (SittingStarted.KIND, 1): lambda values: {**values, "announced": ()},
    # Before the third version nothing was timed, and every verdict was shown at once.
    (SittingStarted.KIND, 2): lambda values: {
        **values,
        "mode": Mode.PRACTICE.value,
        "feedback": Feedback.IMMEDIATE.value,
        "time_limit": 0,
    },
    (SittingFinished.KIND, 1): lambda values: {**values, "ended": ANSWERED},
    (PlanSet.KIND, 1): lambda values: {**values, "targets": {}, "quizzes": {}},
    (HelpHandled.KIND, 1): lambda values: {**values, "need": None, "week": None},
    # Before the second version a duty began and ended on the day on which it was recorded.
    (GroupJoined.KIND, 1): lambda values: {**values, "first": None, "last": None, "mentees": ()},
    (GroupLeft.KIND, 1): lambda values: {**values, "first": None},
    (Answered.KIND, 3): lambda values: {**values, "confidence": None},
    # Before the fifth version what an answer in a quiz was scheduled for was 0.90, whatever the member wished for.
    (Answered.KIND, 4): lambda values: {**values, "retention": 0.9},
    (Rated.KIND, 3): lambda values: {**values, "confidence": None},
    # The second version may leave out what goes without saying; the first left nothing out. From the third on, and of
    # sittings from the fourth and third on, the log may have a list. As documents by themselves they are all the same.
    **dict.fromkeys(
        (
            (SittingStarted.KIND, 3),
            (Answered.KIND, 1),
            (Answered.KIND, 2),
            (SittingFinished.KIND, 2),
            (Rated.KIND, 1),
            (Rated.KIND, 2),
        ),
        lambda values: values,
    ),
}
"""How the fields of an earlier version are read as those of the next."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A body of a kind or version that a newer Fivefold wrote: kept, and skipped."""

    text: str
    """Its JSON as it stands."""


@dataclass(frozen=True, slots=True)
class Erased:
    """A body that its member erased."""


PASSED_OVER = (Unknown, Erased)
"""What changes no read model. It is asked of every event, and a union would be made anew each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, as the log has it."""

    id: str
    kind: str
    actor: str
    """Id of the member who did it."""
    subject: str
    """Id of the member or the group it is about."""
    at: datetime
    """UTC, whole milliseconds."""
    day: date
    """The study day where it happened."""
    version: int
    salt: bytes | None
    """16 random bytes; None where the body was erased."""
    body: Body | Unknown | Erased


def write_body(body: Body) -> str:
    """The canonical JSON of a body that stands alone: every field is written.

    Raises:
        UnreadableEventError: a field holds what its kind does not allow.
    """
    return _written(body.KIND, _taken(body))


def shorten_body(body: Body, fixed: Mapping[str, object] = _NOTHING) -> str:
    """The JSON of a body in the log, which leaves out what goes without saying: two thirds of an answer.

    Args:
        body: what is written.
        fixed: of an answer, the fields that are kept with its question.

    Raises:
        UnreadableEventError: a field holds what its kind does not allow.
    """
    kind, values = body.KIND, _taken(body)
    order = IN_ORDER.get(kind)
    if order is None:
        return _written(kind, values)
    spare = _as_a_rule(kind, values)
    spare.update(fixed)
    if isinstance(body, SittingStarted) and body.options.keys() <= set(body.questions):
        values["options"] = [body.options.get(question) for question in body.questions]
    listed: list[Any] = [values.pop(name) for name in order]
    sitting, revision, right, choice = _PLACES[kind]
    if sitting >= 0:
        listed[sitting] = ids.to_letters(listed[sitting])
    if revision >= 0:
        listed[revision] = _shortened(listed[revision])
        listed[right] = None if listed[right] is None else int(listed[right])
        if len(listed[choice]) == 1:
            (listed[choice],) = listed[choice]
    more = {name: value for name, value in values.items() if name not in spare or spare[name] != value}
    return _written(kind, [*listed, more] if more else listed)


def read_body(kind: str, version: int, text: str) -> Body | Unknown:
    """The body in a JSON text from anywhere, checked in every field; Unknown for a kind or version not known here.

    Raises:
        UnreadableEventError: a known kind's text is not of its form.
    """
    body = KINDS.get(kind)
    if body is None or version > body.VERSION:
        return Unknown(text)
    try:
        found = strict_json.read(text)
    except UnfitError as error:
        raise UnreadableEventError(kind=kind, error=error) from error
    values = present(kind, version, _object(kind, found))
    checks_ = FIELDS[kind]
    if len(values) != len(checks_):
        raise _other_fields(kind)
    checked: dict[str, object] = {}
    for name, check in checks_.items():
        try:
            checked[name] = checks.taken(name, check, values[name])
        except KeyError as error:
            raise UnreadableEventError(kind=kind, error=UnfitError("{name} is missing", name=name)) from error
        except UnfitError as error:
            raise UnreadableEventError(kind=kind, error=error) from error
    make: Callable[..., Body] = body  # each value was checked for its field
    return make(**checked)


def recall_body(
    kind: str, version: int, text: str, fixed: Callable[[str, str], Mapping[str, object]]
) -> Body | Unknown:
    """The body in a JSON text of the log, which was checked when it was written: three times as fast.

    Args:
        kind: of the event.
        version: of the body.
        text: its JSON.
        fixed: by kind and revision, the fields that are kept with a question.

    Raises:
        UnreadableEventError: a known kind's text is not of its form.
    """
    body = KINDS.get(kind)
    if body is None or version > body.VERSION:
        return Unknown(text)
    try:
        found, end = _DECODER.raw_decode(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableEventError(kind=kind, error=UnfitError("its text is damaged")) from error
    if end != len(text):
        raise UnreadableEventError(kind=kind, error=UnfitError("its text is damaged"))
    try:
        if isinstance(found, list):
            values = _arranged(kind, found, fixed)
        elif kind in FIXED:
            values = _object(kind, found)
            values = {**_as_a_rule(kind, values), **fixed(kind, cast("str", values[_REVISION])), **values}
        else:
            values = dict(present(kind, version, _object(kind, found)))
        if kind == SittingStarted.KIND and isinstance(values["options"], list):
            asked = zip(cast("list[str]", values["questions"]), values["options"], strict=True)
            values["options"] = {question: order for question, order in asked if order is not None}
        for name, kept in _KEPT[kind]:
            values[name] = kept(values[name])
        make: Callable[..., Body] = body  # each value was checked when it was written
        return make(**values)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _other_fields(kind) from error


def _other_fields(kind: str) -> UnreadableEventError:
    return UnreadableEventError(kind=kind, error=UnfitError("its fields are not those of its kind"))


def _taken(body: Body) -> dict[str, object]:
    values = {}
    for name, take in _TAKES[body.KIND]:
        try:
            values[name] = take(getattr(body, name))
        except UnfitError as error:
            named = UnfitError("{name} {error}", name=name, error=error)
            raise UnreadableEventError(kind=body.KIND, error=named) from error
    return values


def _written(kind: str, values: object) -> str:
    try:
        text = strict_json.write(values)
    except UnfitError as error:
        raise UnreadableEventError(kind=kind, error=error) from error
    if len(text) > strict_json.LONGEST:
        long = UnfitError("it is longer than {most} characters", most=strict_json.LONGEST)
        raise UnreadableEventError(kind=kind, error=long)
    return text


def _as_a_rule(kind: str, values: Mapping[str, object]) -> dict[str, object]:
    """What is left out where it is so: a right answer is worth the whole mark, a wrong one nothing."""
    rule = dict(_AS_A_RULE[kind])
    if kind in FIXED:
        rule["mark"] = _MARKS[cast("bool | None", values[_RIGHT])]
    return rule


def _arranged(kind: str, listed: list[Any], fixed: Callable[[str, str], Mapping[str, object]]) -> dict[str, object]:
    """The fields of a body that the log has as a list, with those that it leaves out."""
    order, (sitting, revision, right, choice) = IN_ORDER[kind], _PLACES[kind]
    more = _object(kind, listed.pop()) if len(listed) == len(order) + 1 else _NOTHING
    if len(listed) != len(order):
        raise ValueError("another number of fields")
    if sitting >= 0:
        listed[sitting] = _in_words(listed[sitting])
    if revision >= 0:
        listed[revision] = _lengthened(listed[revision])
        values = {**_AS_A_RULE[kind], "mark": _MARKS[listed[right]], **fixed(kind, listed[revision])}
        if listed[right] is not None:
            listed[right] = bool(listed[right])
        if isinstance(listed[choice], str):
            listed[choice] = (listed[choice],)
    else:
        values = dict(_AS_A_RULE[kind])
    values.update(zip(order, listed, strict=True))
    if more:
        values.update(more)
    return values


_in_words = lru_cache(maxsize=1000)(ids.of_letters)
"""The answers of a sitting follow one another."""
_HASH = re.compile(r"[0-9a-f]{32}", re.ASCII)
_AS_IT_IS = "="
"""Before what could be taken for letters that stand for a hash."""


def _shortened(revision: str) -> str:
    """A hash of 32 digits as 22 letters; whatever else says which revision it is, as it is."""
    if _HASH.fullmatch(revision):
        return ids.to_letters(revision)
    return f"{_AS_IT_IS}{revision}" if len(revision) == ids.LETTERS or revision.startswith(_AS_IT_IS) else revision


@lru_cache(maxsize=10_000)
def _lengthened(revision: str) -> str:
    if revision.startswith(_AS_IT_IS):
        return revision[len(_AS_IT_IS) :]
    return ids.bytes_of(revision).hex() if len(revision) == ids.LETTERS else revision


def revision_of(kind: str, text: str) -> str | None:
    """The revision that an event of the log names, by the JSON of its body; None where it names none.

    It is asked of what a newer Fivefold wrote too, which may be of any form.
    """
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(said, dict):
        found = said.get(_REVISION)
        return found if isinstance(found, str) else None
    place = IN_ORDER[kind].index(_REVISION) if kind in FIXED else -1
    if not isinstance(said, list) or not 0 <= place < len(said) or not isinstance(said[place], str):
        return None
    try:
        return _lengthened(said[place])
    except ValueError:
        return None


def _object(kind: str, values: object) -> dict[str, object]:
    if not isinstance(values, dict):
        raise _other_fields(kind)
    return values


def present(kind: str, version: int, values: Mapping[str, object]) -> Mapping[str, object]:
    """The fields of a version of a body as those of the present one; what they hold is not looked at."""
    for earlier in range(version, KINDS[kind].VERSION):
        values = _EARLIER[kind, earlier](values)
    return values
