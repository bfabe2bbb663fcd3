"""Questions -> Anki's text files: one note a line, its two sides, and the whole question as Markdown.

The latter is a column of our own, so that a note comes back as it went.
"""

import csv
import io
from collections.abc import Sequence
from html import escape

from markdown_it import MarkdownIt

from quizzes.exchange import cards, foreign
from quizzes.exchange.losses import FEATURES, lost_by
from quizzes.exchange.markdown import write_question
from quizzes.exchange.written import Writing, Written, tidied

CARRIED = frozenset(FEATURES)
"""What a note has a place for; the names are those of `losses`."""

OURS = "Fivefold"
"""The column that holds the question as Markdown."""
COLUMNS = ("Id", "Front", "Back", OURS, "Tags", "Deck")

_HTML = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def write(questions: Sequence[Written], *, title: str = "") -> Writing:
    """A quiz as notes: the question, its answer, the whole of it as Markdown, its tags and its deck.

    A section is a deck in the deck of the quiz.
    """
    lost = [loss for question in questions for loss in lost_by(question, CARRIED)]
    text = io.StringIO()
    text.write("#separator:Tab\n#html:true\n#guid column:1\n#tags column:5\n#deck column:6\n")
    text.write(f"#columns:{chr(9).join(COLUMNS)}\n")
    rows = csv.writer(text, delimiter="\t", lineterminator="\n")
    for question in questions:
        tags = " ".join("_".join(tag.split()) for tag in question.tags)
        above = f"# {OURS}\n\n## {question.section}\n\n" if question.section else ""
        ours = escape(f"{above}{write_question(question)}", quote=False).replace("\n", "<br>")
        deck = "::".join(_deck(part) for part in (title or OURS, foreign.said(question.section)) if part)
        front, back = _html(cards.asked(question)), _html(cards.answered(question))
        rows.writerow((question.id, front, back, ours, tags, deck))
    return Writing(text.getvalue(), tidied(lost))


def _deck(name: str) -> str:
    """A name in which nothing parts a deck from the one that it is in."""
    return " ".join(name.replace("::", ": :").split())


def _html(text: str) -> str:
    html = str(_HTML.render(text)).strip()
    return html.replace("\n", "<br>" if "<pre>" in html else " ")
