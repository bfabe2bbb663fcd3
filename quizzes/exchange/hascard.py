"""hascard's decks of cards -> questions."""

import re
from collections.abc import Iterator, Sequence

from lessons.clean import clean, unify_line_ends
from quizzes.exchange import foreign
from quizzes.exchange.text import adopted
from quizzes.exchange.written import Loss, Reading, Written, answer, told
from quizzes.parse.metadata import Type

CARD = "a card whose back is told, not asked for: {detail}"
IMAGE = "image {detail}"

_RULE = re.compile(r"---+\s*")
_TITLE = re.compile(r"#\s+(.*)")
_CHOICE = re.compile(r"([-*])\s+(.*)")
_BOX = re.compile(r"\[([* ])\]\s+(.*)")
_STEP = re.compile(r"(\d+)\.\s+(.*)")
_GAP = re.compile(r"(?<![\\\w])_([^_\n]+)_(?!\w)")
_IMAGE = re.compile(r"!\[[^\]]*\]\(([^)]*)\)")


def looks_like(text: str) -> bool:
    """Whether a text is made of cards: a title behind `# `, and rules between them."""
    cards = [lines for _line, lines in _cards(text[:20_000])]
    return bool(cards) and all(_TITLE.match(lines[0]) for lines in cards[:5]) and "- [x]" not in text


def read(text: str) -> Reading:
    """Read a deck; a card that only tells something is listed."""
    questions: list[Written] = []
    lost: list[Loss] = []
    room = foreign.Room()
    for line, lines in _cards(clean(unify_line_ends(text.removeprefix("\ufeff")))):
        if not room.take(len(lines)):
            lost.append(Loss(line, "", foreign.TOO_MANY, foreign.MOST))
            break
        found = _TITLE.match(lines[0])
        title, below = (found[1], lines[1:]) if found else ("", lines)
        asked = _question(title, below, line, len(questions) + 1, lost)
        if asked:
            questions.append(asked)
    return Reading(tuple(questions), tuple(lost))


def _cards(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each card's first line and its lines; fences hide rules."""
    lines: list[str] = []
    first, fenced = 0, False
    for number, line in enumerate(text.split("\n"), 1):
        fenced ^= line.startswith("```")
        if _RULE.fullmatch(line) and not fenced:
            if lines:
                yield first, lines
            lines = []
        elif lines or line.strip():
            first = first if lines else number
            lines.append(line.rstrip())
    if any(line.strip() for line in lines):
        yield first, lines


def _question(title: str, below: Sequence[str], line: int, number: int, lost: list[Loss]) -> Written | None:
    name = foreign.shortened(title or " ".join(below))
    images = [found[1] for text in below for found in _IMAGE.finditer(text)]
    texts = [text for text in below if text.strip() and not _IMAGE.fullmatch(text.strip())]
    head, rest = _head(texts)
    label, stem, body = told(
        adopted("\n\n".join(part for part in (title, "\n".join(head)) if part)), label=f"Q{number}"
    )
    boxes, choices = [_BOX.fullmatch(text) for text in rest], [_CHOICE.fullmatch(text) for text in rest]
    if rest and all(boxes):
        options = tuple(answer(adopted(one[2]), one[1] == "*") for one in boxes if one)
        type_ = Type.MULTIPLE
    elif rest and all(choices) and any(one and one[1] == "*" for one in choices):
        options = tuple(answer(adopted(one[2]), one[1] == "*") for one in choices if one)
        right = sum(one.right for one in options)
        type_ = Type.MULTIPLE if right > 1 else foreign.type_of_one(options)
    else:
        lost.append(Loss(line, name, *_left_out(texts), whole=True))
        return None
    if not any(one.right for one in options):
        lost.append(Loss(line, name, foreign.NOT_RIGHT, whole=True))
        return None
    lost += [Loss(line, name, IMAGE, image) for image in images]
    return Written(type=type_, label=label, stem=stem, body=body, answers=options, line=line)


def _head(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines before the options, and the options."""
    first = next((place for place, text in enumerate(texts) if _BOX.match(text) or _CHOICE.match(text)), len(texts))
    return list(texts[:first]), list(texts[first:])


def _left_out(texts: Sequence[str]) -> tuple[str, str]:
    """Why no question comes of a card."""
    if texts and all(_STEP.fullmatch(text) for text in texts):
        return foreign.NO_TYPE, "ordering"
    if any(_GAP.search(text) for text in texts):
        return foreign.NO_TYPE, "cloze"
    return CARD, foreign.shortened(" ".join(texts))
