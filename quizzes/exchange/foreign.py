"""What foreign formats share: texts in their several formats, names and ids, sections."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lessons.clean import clean
from lessons.inline import plain
from lessons.markdown import read_inline
from quizzes.exchange import wordings
from quizzes.exchange.hypertext import from_html, looks_like_html, plain_text
from quizzes.exchange.text import adopted, escaped, shortened
from quizzes.exchange.written import (
    MOST_OPTIONS,
    MOST_QUESTIONS,
    Loss,
    Pair,
    Written,
    one_line,
    settled,
)
from quizzes.model import Scoring
from quizzes.naming import names
from quizzes.parse.matching import ARROW

MOST = f"{MOST_QUESTIONS} questions and {MOST_OPTIONS} options"

Lack = tuple[str, str]
"""One of `wordings`, and its detail: what a text does not say any more."""

_STORED = re.compile(r"!?\[([^\[\]\n]{0,300})\]\(<?@@PLUGINFILE@@/([^()<>\s]{1,300})[^()\n]{0,300}\)")
"""A picture or a link to a file that Moodle keeps beside a Markdown text."""
_ID = re.compile(r"[^\s#{}\"'=\x00-\x1f]{1,120}")
_SLASHES = re.compile(r"(?<!/)/(?!/)")
_TOP = re.compile(r"\A\s*(?:\$(?:course|cat\d?|module|system)\$/?)?(?:top(?:/|\Z))?")
FEWEST_STEPS = 2
"""Things to put in order."""
_OUR_WAY = "RELATIVE_NEXT_EXCLUDE_LAST"
"""Moodle's way of marking them that is ours under partial scoring."""


class Room:
    """How much of a file is still read: whoever writes more questions or options than there can be waits for none."""

    def __init__(self) -> None:
        self._questions, self._options = MOST_QUESTIONS, MOST_OPTIONS

    def take(self, options: int) -> bool:
        """Whether one more question with so many options is read."""
        self._questions -= 1
        self._options -= options
        return self._questions >= 0 and self._options >= 0


def own(format_: str, text: str) -> tuple[str, tuple[Lack, ...]]:
    """A text of a foreign format as Markdown that may stand in a question, and what it does not say any more.

    Args:
        format_: `html`, `markdown`, `plain`, or `moodle` for text in which tags and line ends count.
        text: As it is written.
    """
    match format_:
        case "markdown":
            files = [(wordings.PICTURE, found[2]) for found in _STORED.finditer(text)]
            return adopted(_STORED.sub(_alternative, text) if files else text), tuple(files)
        case "html":
            return from_html(text)
        case "moodle" if looks_like_html(text):
            return from_html(text, breaks=True)
    return escaped(text), ()


def _alternative(found: re.Match[str]) -> str:
    """The words that stand for a picture, apart from the text that it stands in."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return f"{' ' * before.isalnum()}{found[1]}{' ' * after.isalnum()}"


def words(format_: str, text: str) -> str:
    """The words of a text alone, in one line: what is typed, and names."""
    if format_ == "markdown":
        return " ".join(plain(read_inline(_STORED.sub(_alternative, text.strip()), {})).split())
    return plain_text(text) if format_ != "plain" else " ".join(clean(text).split())


def said(source: str) -> str:
    """The words of our own running text, in one line."""
    return " ".join(plain(read_inline(source, {})).split())


def armless(source: str) -> str:
    """Running text whose arrows part no sides."""
    return ARROW.sub(lambda found: "&rarr;" if found[0] == "→" else f"\\{found[0]}", one_line(source))


def matched(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """Pairs, what matches nothing at the end."""
    return tuple(sorted(pairs, key=lambda one: not one.left))


def cannot(question: Written, what: str, detail: str = "") -> Loss:
    """That a question cannot be said in a format, and why."""
    return Loss(question.line, named(question), what, detail, whole=True)


def is_true_or_false(question: Written) -> bool:
    """Whether a question has the two answers that others have a type for, and nothing more to say of them."""
    return [(one.text, one.body, one.weight) for one in question.answers] == [("True", "", None), ("False", "", None)]


def way_of_order(scoring: Scoring) -> str:
    """How Moodle marks what is put in order, as we do."""
    return "ALL_OR_NOTHING" if scoring is Scoring.EXACT else _OUR_WAY


def scoring_of_order(way: str) -> tuple[Scoring, str]:
    """How what is put in order is marked here, and Moodle's own way where that gets lost."""
    name = way.upper()
    if name in {"ALL_OR_NOTHING", "-1"}:
        return Scoring.EXACT, ""
    return Scoring.PARTIAL, "" if name in {"", _OUR_WAY, "1", "RELATIVE"} else way


def named(question: Written) -> str:
    """How a question is called when something is told of it."""
    name = question.id if question.id and not question.id.startswith("~") else ""
    return name or shortened(said(question.stem)) or question.label or question.id


def with_ids(questions: Iterable[Written], taken: set[str]) -> tuple[tuple[Written, ...], list[Loss]]:
    """The questions, each with an id that no other has: its own where it can be one, else one made of its words."""
    found: list[Written] = []
    lost: list[Loss] = []
    series: dict[tuple[str, str], Iterator[str]] = {}
    for question in questions:
        wanted = clean(question.id)
        if wanted and _ID.fullmatch(wanted) and wanted not in taken:
            id_ = wanted
        else:
            words_, label = wanted or said(question.stem), question.label
            free = series.setdefault((words_, label), names(words_, label))
            id_ = next(name for name in free if name not in taken)
            if wanted:
                lost.append(Loss(question.line, id_, wordings.ID, shortened(wanted)))
        taken.add(id_)
        found.append(settled(replace(question, id=id_)))
    return tuple(found), lost


def of_no_section(question: Written) -> list[Loss]:
    """That a question stands in no section, where one went before that can only be followed by another."""
    return [] if question.section else [Loss(question.line, named(question), wordings.NO_SECTION)]


def section_of(path: str) -> str:
    """The section that a category of Moodle becomes, as running text; empty for the top one.

    Categories in categories stand with a slash between them; a slash that is doubled stands for itself.
    """
    below = path[found.end() :] if (found := _TOP.match(path)) else path
    parts = (" ".join(part.replace("//", "/").split()) for part in _SLASHES.split(below))
    return escaped(" / ".join(part for part in parts if part))


def category_of(section: str) -> str:
    """The category of Moodle that a section becomes."""
    parts = (part.strip().replace("/", "//") for part in said(section).split(" / "))
    return "/".join(["$course$", "top", *parts])
