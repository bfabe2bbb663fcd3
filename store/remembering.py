"""What events make of one question: its memory, its verdicts, and whether it is set aside. Pure."""

from dataclasses import replace
from datetime import date

from quizzes.mastery import QuestionKey, Verdicts, judged
from quizzes.memory import Rating, rate, review
from store.events import Answered, Event, QuestionBuried, QuestionResumed, QuestionSuspended, Rated
from store.items import Folded, ItemMemory

Reviewed = Answered | Rated
"""What changes a memory."""
_REVIEWED = (Answered, Rated)
_OF_QUESTIONS = (*_REVIEWED, QuestionSuspended, QuestionResumed, QuestionBuried)
"""The same for asking which it is, as every event of a replay is asked: in half the time that a union takes."""
_RATINGS = {rating.value: rating for rating in Rating}


def fold(item: Folded, event: Event) -> Folded:
    """What is known of a question after an event that is later than all in it; `SetAside()` where there is none.

    What comes of it is under the event's own key: whoever keeps it knows under which the question goes on. When a
    review is due is reckoned with that key too, so that no due day moves when a question gets another one.
    """
    body = event.body
    if isinstance(body, _REVIEWED):
        return _reviewed(item, event, body)
    before = item.aside if isinstance(item, ItemMemory) else item
    match body:
        case QuestionSuspended():
            after = replace(before, suspended=event.day)
        case QuestionResumed():
            after = replace(before, suspended=None)
        case QuestionBuried():
            after = replace(before, buried=body.until)
        case _:
            raise TypeError(event.kind)
    return replace(item, aside=after) if isinstance(item, ItemMemory) else after


def _reviewed(item: Folded, event: Event, body: Reviewed) -> ItemMemory:
    before, verdicts, aside = (
        (item.memory, item.verdicts, item.aside) if isinstance(item, ItemMemory) else (None, None, item)
    )
    if isinstance(body, Answered):
        in_quiz, rating = True, rate(right=body.right, hints=body.hints)
    else:
        in_quiz, rating = False, _RATINGS[body.rating]
    memory = review(
        before,
        rating,
        event.at,
        day=event.day,
        member=event.subject,
        question=f"{body.quiz}\n{body.question}",
        in_quiz=in_quiz,
        retention=body.retention,
    )
    verdicts = _judged(verdicts, event.day, body)
    return ItemMemory(
        body.quiz, body.question, body.identity, body.revision, body.key, memory, event.day, verdicts, aside
    )


def verdicts_after(before: Verdicts | None, event: Event) -> Verdicts | None:
    """The verdicts on a question after an event of it; the same as before where the event judges nothing."""
    body = event.body
    return _judged(before, event.day, body) if isinstance(body, _REVIEWED) else before


def _judged(before: Verdicts | None, day: date, body: Reviewed) -> Verdicts | None:
    """The verdicts after an answer or a rating."""
    if isinstance(body, Answered):
        return judged(before, day, right=body.right, mark=body.mark, in_review=False)
    if body.rating == Rating.AGAIN:  # even after a right answer: the member says that it was a guess
        mark = body.mark if body.mark is not None and not body.right else 0.0
        return judged(before, day, right=False, mark=mark, in_review=True)
    if body.right is None or body.mark is None:
        return before
    return judged(before, day, right=body.right, mark=body.mark, in_review=True)


def question_of(event: Event) -> QuestionKey:
    """The question that an event is about, by the key that it had then."""
    body = event.body
    if not isinstance(body, _OF_QUESTIONS):
        raise TypeError(event.kind)
    return body.quiz, body.question
