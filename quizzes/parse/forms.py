"""The forms that an answer can take: how each is found in a section, and how it is read.

A type of question is one file here, and one line in `FORMS`.
"""

from collections.abc import Callable
from typing import NamedTuple

from quizzes.model import Question
from quizzes.parse.choice import find_choice, read_choice
from quizzes.parse.cloze import find_cloze, read_cloze
from quizzes.parse.draft import AnswerBody, Draft
from quizzes.parse.matching import find_matching, read_matching
from quizzes.parse.numeric import find_numeric, read_numeric
from quizzes.parse.ordering import find_ordering, read_ordering
from quizzes.parse.output import find_output, read_output
from quizzes.parse.reflection import find_reflection, read_reflection
from quizzes.parse.text import find_text, read_text


class Form(NamedTuple):
    """A form of answer."""

    find: Callable[[Draft, bool], AnswerBody | None]
    """The answer body of a section; None where it has none of this form.

    The flag says that no deeper heading follows: what only looks like an answer is then no part of a section's text.
    """
    read: Callable[[Draft], Question]
    """The question, from a draft whose answer body was taken."""


FORMS: tuple[Form, ...] = (
    Form(find_reflection, read_reflection),
    Form(find_choice, read_choice),
    Form(find_numeric, read_numeric),
    Form(find_text, read_text),
    Form(find_cloze, read_cloze),
    Form(find_matching, read_matching),
    Form(find_output, read_output),
    Form(find_ordering, read_ordering),
)
"""The first that finds its answer body reads the question."""


def answer_body(draft: Draft, *, leaf: bool) -> tuple[Form, AnswerBody] | None:
    """What of a section is answered, and in which form; None where nothing is."""
    return next(((form, body) for form in FORMS if (body := form.find(draft, leaf))), None)
