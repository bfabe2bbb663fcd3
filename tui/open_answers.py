"""What is begun of answers and not recorded: it is kept as drafts of the member, so that it is gone on with.

All of these raise StoreError where the database cannot be read or written.
"""

import json
from collections.abc import Mapping, Sequence

from quizzes.mastery import QuestionKey
from store import drafts
from store.database import Database
from tui.views import Begun

_OF_SITTING, _SKIPPED = "answers", "skipped"
"""What drafts of a sitting are named by, beside its id: its open answers, and which questions were put off."""
_OF_QUESTION = "review"
"""And that of a question outside a sitting, beside its key: one asked again, or in the text of a lesson."""


def of_sitting(database: Database, member: str, sitting: str) -> Mapping[str, Begun]:
    """What is begun of the questions of a sitting, by their ids."""
    kept = drafts.drafts(database, member).get(drafts.place_of(_OF_SITTING, sitting), "")
    known = json.loads(kept) if kept else {}
    return {question: Begun(tuple(parts), hints) for question, (hints, *parts) in known.items()}


def keep_of_sitting(database: Database, member: str, sitting: str, begun: Mapping[str, Begun]) -> None:
    """Keep what is begun of the questions of a sitting, by their ids; where that is nothing, nothing is kept."""
    said = {question: [one.hints, *one.parts] for question, one in begun.items()}
    text = json.dumps(said, ensure_ascii=False) if said else ""
    drafts.keep_drafts(database, member, {drafts.place_of(_OF_SITTING, sitting): text})


def of_question(database: Database, member: str, question: QuestionKey) -> Begun:
    """What is begun of a question outside a sitting."""
    kept = drafts.drafts(database, member).get(drafts.place_of(_OF_QUESTION, *question), "")
    known = json.loads(kept) if kept else []
    hints, parts = (known[0], known[1:]) if known and isinstance(known[0], int) else (0, known)
    return Begun(tuple(parts), hints)


def keep_of_question(database: Database, member: str, question: QuestionKey, begun: Begun) -> None:
    """Keep what is begun of a question outside a sitting; where that is nothing, nothing is kept."""
    said = [begun.hints, *begun.parts] if begun.hints else begun.parts
    text = json.dumps(said, ensure_ascii=False) if said else ""
    drafts.keep_drafts(database, member, {drafts.place_of(_OF_QUESTION, *question): text})


def skipped(database: Database, member: str, sitting: str) -> tuple[str, ...]:
    """The ids of the questions of a sitting that were put off."""
    return tuple(json.loads(drafts.drafts(database, member).get(drafts.place_of(_SKIPPED, sitting), "[]")))


def keep_skipped(database: Database, member: str, sitting: str, questions: Sequence[str]) -> None:
    """Keep which questions of a sitting are put off, by their ids."""
    drafts.keep_drafts(
        database, member, {drafts.place_of(_SKIPPED, sitting): json.dumps(questions, ensure_ascii=False)}
    )


def forget(database: Database, member: str, sitting: str) -> None:
    """Keep nothing more of a sitting."""
    kept = drafts.drafts(database, member)
    places = (drafts.place_of(name, sitting) for name in (_OF_SITTING, _SKIPPED))
    if gone := {place: "" for place in places if place in kept}:
        drafts.keep_drafts(database, member, gone)
