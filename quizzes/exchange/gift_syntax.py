r"""GIFT as it is written: text -> what each question says, before anything of it means a question of ours.

The syntax is Moodle's (question/format/gift), read as the reference grammar reads it: questions part at empty lines,
`::name::` and `[format]` come first, answers stand in braces, `\` takes the meaning from one of `~=#{}:\` and makes a
line end of `n`.
Of Moodle's further types, ordering has a form: `{>6 ALL VERTICAL ...` and one thing a line. Lines that begin with
`//` are comments; one before a question may carry `[id:...]` and `[tag:...]`. It is long because it is one grammar.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice, pairwise, takewhile

from lessons.clean import file_text

EMBEDDED = "_____"
"""What stands in a stem in the place of answers inside it."""

_CONTROL = "~=#{}:\\"
_TITLE = re.compile(r"\s*::(?P<title>(?:\\.|(?!::)[^\\])*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
ALL_OR_NOTHING = "// [scoring:exact]"
"""A comment of ours before a question with several right options: its percents cannot say that."""
_ID = re.compile(r"\[id:((?:\\.|[^\\\]]){0,300})\]")
_TAG = re.compile(r"\[tag:((?:\\.|[^\\\]]){0,300})\]")
_CATEGORY = re.compile(r"\s*\$CATEGORY:(.*)")
_TRUTH = re.compile(r"\s*(TRUE|True|true|T|FALSE|False|false|F)\s*(?=#|\Z)")
_WEIGHT = re.compile(r"\s*%(-?\d{1,4}(?:\.\d{0,12})?)%")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ORDER = re.compile(
    r"\s*>\s*(?P<shown>\d{1,4})\b[^\S\n]*(?P<some>[A-Z]+)?[^\S\n]*(?:HORI\w*|VERT\w*|[HV01]\b)?"
    r"[^\S\n]*(?P<way>[A-Z_]+)?"
    r"[^\S\n]*(?:SHOW|HIDE|TRUE|FALSE|YES|NO|0|1)?[^\S\n]*(?:none|123|abc|ABCD|iii|IIII)?[^\S\n]*\n"
)
"""The first line of Moodle's ordering question: how many, which, laid out how, marked how, told of, numbered how."""
_BLANKS = re.compile(r"[ \t]*\n\s*|[ \t]+")
_MOST_CHOICES = 25_000
"""Answers of one question that are told apart: more than a whole file may have."""
_LONGEST_NOTES = 4_000
"""Characters of the comments before a question that may tell its id and tags: the last ones."""
_LONGEST_PART = 2_000
"""Lines after which braces count as never closed."""
_MOST_UNCLOSED = 20
"""Braces that are never closed, after which no more are waited for: each costs a look at all those lines."""


class Kind(StrEnum):
    """What a piece of a GIFT file is."""

    CATEGORY = "Category"
    DESCRIPTION = "Description"
    ESSAY = "Essay"
    TRUE_FALSE = "TF"
    CHOICE = "MC"
    SHORT = "Short"
    NUMERICAL = "Numerical"
    MATCHING = "Matching"
    ORDERING = "Ordering"
    BROKEN = "Broken"


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the format that it is written in."""

    format: str
    """`moodle`, `html`, `plain` or `markdown`."""
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer in braces."""

    right: bool
    """Whether it is marked with `=`."""
    weight: float | None
    """Percent, where a share is given."""
    text: Text
    feedback: Text | None
    match: str | None = None
    """What stands behind `->`."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A question, a description or a category."""

    kind: Kind
    line: int
    title: str = ""
    stem: Text = Text("moodle", "")
    id: str = ""
    tags: tuple[str, ...] = ()
    embedded: bool = False
    """Whether the stem goes on behind the answers."""
    alone: bool = False
    """Whether its only answer stands in the braces without a mark."""
    choices: tuple[Choice, ...] = ()
    """Of TRUE_FALSE none; of NUMERICAL one without `=` too, where it stands alone."""
    truth: bool = False
    first: Text | None = None
    """Of TRUE_FALSE: feedback for the wrong answer."""
    second: Text | None = None
    """Of TRUE_FALSE: feedback for the right answer."""
    general: Text | None = None
    order: tuple[str, str, int] = ("", "", 0)
    """Of ORDERING: how it is marked, which things are chosen, and how many."""
    exact: bool = False
    """Whether `ALL_OR_NOTHING` stands before it."""


def read_pieces(text: str) -> Iterator[Piece]:
    """The pieces of a GIFT file, in its order."""
    notes: list[str] = []
    for first, part, comments in _parts(file_text(text)):
        notes += comments
        lines = part.split("\n")
        categories = list(takewhile(bool, (_CATEGORY.match(line) for line in lines)))
        for number, category in enumerate(categories, first):
            yield Piece(Kind.CATEGORY, number, title=_plain(category[1]) if category else "")
        line, written = first + len(categories), "\n".join(lines[len(categories) :])
        if not written.strip():
            notes = [] if categories else notes
            continue
        said = "\n".join(notes)[-_LONGEST_NOTES:]
        ids, tags = _ID.findall(said), _TAG.findall(said)
        piece = _piece(written, line, _marked(ids[-1]) if ids else "", tuple(_marked(tag) for tag in tags))
        yield replace(piece, exact=True) if ALL_OR_NOTHING in map(str.strip, notes) else piece
        notes = []


def _parts(text: str) -> Iterator[tuple[int, str, list[str]]]:
    """Each part between empty lines: its first line, its text without comments, and its comments.

    Empty lines inside braces part nothing, unless the braces are never closed.
    """
    lines = text.split("\n")
    number = unclosed = 0
    while number < len(lines):
        if not lines[number].strip():
            number += 1
            continue
        end, closed = _end(lines, number, patient=unclosed < _MOST_UNCLOSED)
        unclosed += not closed
        own = lines[number:end]
        comments = [line for line in own if line.lstrip().startswith("//")]
        first = next((place for place, line in enumerate(own) if line not in comments), 0)
        yield number + first + 1, "\n".join(line for line in own if line not in comments), comments
        number = end


def _end(lines: list[str], start: int, *, patient: bool) -> tuple[int, bool]:
    """The line behind a part that begins at `start`, and whether its braces are closed there."""
    depth, first_blank = 0, 0
    last = min(len(lines), start + _LONGEST_PART)
    for number in range(start, last):
        line = lines[number]
        if not line.strip():
            first_blank = first_blank or number
            if depth <= 0 or not patient:
                return number, depth <= 0
        elif not line.lstrip().startswith("//"):
            bare = _ESCAPE.sub("", line)
            depth += bare.count("{") - bare.count("}")
    return (last, True) if depth <= 0 else (first_blank or last, False)


def _piece(written: str, line: int, id_: str, tags: tuple[str, ...]) -> Piece:
    title = ""
    if found := _TITLE.match(written):
        title, written = _said(" ".join(found["title"].split())), written[found.end() :]
    format_ = "moodle"
    if found := _FORMAT.match(written):
        format_, written = found[1].lower(), written[found.end() :]
    opening = _find(written, "{", 0)
    closing = _find(written, "}", opening + 1) if opening >= 0 else -1
    if opening >= 0 > closing:
        return Piece(Kind.BROKEN, line, title, Text(format_, written), id_, tags)
    if opening < 0:
        return Piece(Kind.DESCRIPTION, line, title, _text(written, format_), id_, tags)
    before, behind = _text(written[:opening], format_), _text(written[closing + 1 :], format_)
    embedded = bool(behind.text)
    stem = " ".join(part for part in (before.text, EMBEDDED, behind.text) if part) if embedded else before.text
    head = Piece(Kind.ESSAY, line, title, Text(format_, stem), id_, tags, embedded)
    return _answered(head, written[opening + 1 : closing], format_)


def _answered(head: Piece, body: str, format_: str) -> Piece:
    """The piece with what its braces say."""

    def piece(kind: Kind, **said: object) -> Piece:
        return replace(head, kind=kind, **said)  # type: ignore[arg-type] # by the names of its fields

    cut = _find(body, "####", 0)
    general = _formatted(body[cut + 4 :], format_) if cut >= 0 else None
    body = body[:cut] if cut >= 0 else body
    if general is not None and not general.text:
        general = None
    if not body.strip():
        return piece(Kind.ESSAY, general=general)
    if truth := _TRUTH.match(body):
        told = [_formatted(part, format_) for part in _split(body[truth.end() :], "#")[1:]]
        first, second = ([part if part.text else None for part in told] + [None, None])[:2]
        return piece(Kind.TRUE_FALSE, truth=truth[1][0] in "Tt", first=first, second=second, general=general)
    if ordered := _ORDER.match(body):
        steps = [line for line in body[ordered.end() :].split("\n") if line.strip()]
        order = (ordered["way"] or "", ordered["some"] or "", int(ordered["shown"]))
        choices = tuple(Choice(True, None, _text(step, "moodle"), None) for step in steps)
        return piece(Kind.ORDERING, choices=choices, general=general, order=order)
    numerical = body.lstrip().startswith("#")
    if numerical:
        body = body.lstrip()[1:]
    choices = tuple(_choices(body, format_))
    if not choices:
        kind = Kind.NUMERICAL if numerical else Kind.SHORT
        parts = _split(body, "#")
        feedback = _formatted("#".join(parts[1:]), format_) if parts[1:] else None
        alone = Choice(True, None, _formatted(parts[0], format_), feedback if feedback and feedback.text else None)
        return piece(kind, choices=(alone,), alone=True, general=general)
    if numerical:
        unmarked = _formatted(body[: next(_bare(body, "=~"), 0)], format_)
        if unmarked.text:  # Moodle takes it for right
            choices = (Choice(True, None, unmarked, None), *choices)
        return piece(Kind.NUMERICAL, choices=tuple(_any_other(choice) for choice in choices), general=general)
    if any(not choice.right for choice in choices):
        return piece(Kind.CHOICE, choices=tuple(_unmatched(choice) for choice in choices), general=general)
    if all(choice.match is not None for choice in choices):
        return piece(Kind.MATCHING, choices=tuple(_choices(body, format_, shares=False)), general=general)
    return piece(Kind.SHORT, choices=tuple(_unmatched(choice) for choice in choices), general=general)


def _any_other(choice: Choice) -> Choice:
    """A number that is not named stands for every other one."""
    return choice if choice.right or choice.text.text else replace(choice, text=Text(choice.text.format, "*"))


def _unmatched(choice: Choice) -> Choice:
    """A choice in which `->` is text."""
    return choice if choice.match is None else replace(choice, match=None)


def _choices(body: str, format_: str, *, shares: bool = True) -> Iterator[Choice]:
    """The answers that begin with `=` or `~`; none where the braces hold nothing of the kind."""
    starts = list(islice(_bare(body, "=~"), _MOST_CHOICES))
    for start, end in pairwise([*starts, len(body)]):
        written = body[start + 1 : end]
        weight = None
        if shares and (found := _WEIGHT.match(written)):
            weight, written = float(found[1]), written[found.end() :]
        cut = _find(written, "#", 0)
        feedback = _formatted(written[cut + 1 :], format_) if cut >= 0 else None
        said = written[:cut] if cut >= 0 else written
        arrow = said.find("->")
        yield Choice(
            right=body[start] == "=",
            weight=weight,
            text=_formatted(said, format_),
            feedback=feedback if feedback and feedback.text else None,
            match=None if arrow < 0 else _formatted(said[arrow + 2 :], "moodle").text,
        )


def pair(choice: Choice) -> tuple[Text, str]:
    """The two sides of a match."""
    left, _, _ = choice.text.text.partition("->")
    return Text(choice.text.format, left.strip()), choice.match or ""


def _formatted(written: str, format_: str) -> Text:
    """A text that may name its own format."""
    found = _FORMAT.match(written)
    return _text(written[found.end() :], found[1].lower()) if found else _text(written, format_)


def _text(written: str, format_: str) -> Text:
    """A text without its escapes; line ends of the file are blanks, but where the format needs them."""
    folded = _BLANKS.sub(" ", written) if format_ in {"moodle", "plain"} else written
    return Text(format_, _said(folded.strip()).strip())


def _plain(written: str) -> str:
    return _said(written.strip())


def _said(written: str) -> str:
    return _ESCAPE.sub(
        lambda found: "\n" if found[1] == "n" else found[1] if found[1] in _CONTROL else found[0], written
    )


def _marked(written: str) -> str:
    """A text in square brackets, without its escapes."""
    return _ESCAPE.sub(lambda found: found[1] if found[1] in f"{_CONTROL}]" else found[0], written)


def _bare(written: str, marks: str) -> Iterator[int]:
    """The places of some characters that no backslash takes the meaning from."""
    for found in re.finditer(rf"\\.|[{re.escape(marks)}]", written, re.DOTALL):
        if found[0][0] != "\\":
            yield found.start()


def _find(written: str, sought: str, start: int) -> int:
    """The first place of a text behind `start` that no backslash stands before, or -1."""
    places = (place for place in _bare(written, sought[0]) if place >= start and written.startswith(sought, place))
    return next(places, -1)


def _split(written: str, mark: str) -> list[str]:
    places = list(_bare(written, mark))
    starts, ends = [0, *(place + 1 for place in places)], [*places, len(written)]
    return [written[start:end] for start, end in zip(starts, ends, strict=True)]
