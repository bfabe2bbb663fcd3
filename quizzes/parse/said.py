"""What an author calls a question, against what it is."""

from quizzes.findings import VALUE
from quizzes.parse.draft import Draft


def said_otherwise(draft: Draft, expected: str) -> None:
    """Tell where a question calls itself something else; it stays what it is."""
    if draft.own.type not in (None, draft.type):
        problem = draft.page.at(VALUE, draft.place, "type", key="type", expected=expected)
        draft.page.problems.append(problem)
