"""hascard's decks of cards -> questions."""

import re
from collections.abc import Iterator, Sequence

from lessons.clean import file_text
from quizzes.exchange import foreign, gap_text, wordings, worth
from quizzes.exchange.passage import MARK, gapped, unmarked
from quizzes.exchange.text import adopted, shortened
from quizzes.exchange.written import Loss, Reading, Step, Written, answer, one_line, told
from quizzes.gap import Gap
from quizzes.parse.cloze import MOST_GAPS
from quizzes.parse.metadata import Type

_RULE = re.compile(r"---+\s*")
_TITLE = re.compile(r"#\s+(.*)")
_CHOICE = re.compile(r"([-*])\s+(.*)")
_BOX = re.compile(r"\[([* ])\]\s+(.*)")
_STEP = re.compile(r"(\d{1,9})\.\s+(.*)")
_GAP = re.compile(r"(?<![\\\w])_([^_\n]{1,300})_(?!\w)")
_IMAGE = re.compile(r"!\[[^\]]{0,300}\]\(([^)]{0,300})\)")


def looks_like(text: str) -> bool:
    """Whether a text is made of cards: a title behind `# `, and rules between them."""
    cards = [lines for _line, lines in _cards(text[:20_000])]
    return bool(cards) and all(_TITLE.match(lines[0]) for lines in cards[:5]) and "- [x]" not in text


def read(text: str) -> Reading:
    """Read a deck; a card that only tells something is listed."""
    questions: list[Written] = []
    lost: list[Loss] = []
    room = foreign.Room()
    for line, lines in _cards(file_text(text)):
        if not room.take(len(lines)):
            lost.append(Loss(line, "", wordings.TOO_MANY, foreign.MOST))
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
    name = shortened(title or " ".join(below))
    images = [found[1] for text in below for found in _IMAGE.finditer(text)]
    texts = [text for text in below if not _IMAGE.fullmatch(text.strip())]
    head, rest = _head([text for text in texts if text.strip()])
    asked = _asked(head, rest, "\n".join(texts).strip("\n"))
    if isinstance(asked, str):
        lost.append(Loss(line, name, asked, whole=True))
        return None
    chosen = bool(asked.get("answers"))
    whole = "\n\n".join(part for part in (title, "\n".join(head) if chosen else "") if part)
    label, stem, body = told(adopted(whole), label=f"Q{number}")
    lost += [Loss(line, name, wordings.PICTURE, image) for image in images]
    before = "\n\n".join(part for part in (body, str(asked.pop("body", ""))) if part)
    return Written(label=label, stem=stem, body=before, line=line, **asked)  # type: ignore[arg-type] # by their names


def _head(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines before the options, and the options."""
    first = next((place for place, text in enumerate(texts) if _BOX.match(text) or _CHOICE.match(text)), len(texts))
    return list(texts[:first]), list(texts[first:])


def _asked(head: Sequence[str], rest: Sequence[str], text: str) -> dict[str, object] | str:
    """Type and answers by the names of their fields; or why no question comes of a card."""
    boxes, choices = [_BOX.fullmatch(one) for one in rest], [_CHOICE.fullmatch(one) for one in rest]
    if rest and all(boxes):
        options = tuple(answer(adopted(one[2]), one[1] == "*") for one in boxes if one)
        return {"type": Type.MULTIPLE, "answers": options} if any(one.right for one in options) else wordings.NOT_RIGHT
    if rest and all(choices) and any(one and one[1] == "*" for one in choices):
        options = tuple(answer(adopted(one[2]), one[1] == "*") for one in choices if one)
        return {"type": worth.type_of(options), "answers": options}
    steps = [_STEP.fullmatch(one) for one in head]
    if len(steps) > 1 and not rest and all(steps):
        ordered = sorted((int(one[1]), one[2]) for one in steps if one)
        return {"type": Type.ORDERING, "steps": tuple(Step(one_line(adopted(words))) for _place, words in ordered)}
    if _GAP.search(text) and "```" not in text:
        return _cloze(text)
    return {"type": Type.REFLECTION, "explanation": adopted(text)} if text else wordings.EMPTY_CARD


def _cloze(text: str) -> dict[str, object] | str:
    """A text with gaps: `_right|right as well_`."""
    gaps: list[Gap] = []

    def taken(found: re.Match[str]) -> str:
        gap = gap_text.gap_of([source for one in found[1].split("|") if (source := gap_text.typed_words(one))])
        if gap is None:
            return found[0]
        gaps.append(gap)
        return MARK.format(len(gaps))

    whole = gapped(adopted(_GAP.sub(taken, unmarked(text), count=MOST_GAPS + 1)), gaps)
    if whole is None:
        return wordings.NOT_RIGHT
    said = {"type": whole.type, "passage": whole.passage, "body": whole.before, "explanation": whole.behind}
    return {**said, "gaps": tuple(gaps)}
