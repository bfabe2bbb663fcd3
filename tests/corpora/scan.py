"""Counts the choice boxes of a quiz file line by line: a second opinion that shares no code with the parser.

Only the structure that decides what a box is and which heading it belongs to is followed: front matter, fences,
HTML blocks and comments, quotes, list items and headings, with the rulings of the format on odd boxes and headings.
"""

import re
from dataclasses import dataclass, field

BOX = re.compile(r"(?P<marker>[-*+]|\d{1,9}[.)])\s*\[\s*(?P<tick>[xX×хХ])?\s*\](?!\()")
"""A list marker and a box, ticked in Latin or Cyrillic; an address directly after it makes it a link instead."""

ITEM = re.compile(r"(?P<marker>[-*+]|(?P<number>\d{1,9})[.)])(?P<gap> +|$)(?P<rest>.*)")

HEADING = re.compile(r"#{1,6}(?:\s|$)|#{2,6}[^#\s]")
"""Also without a blank after the hashes, but not after one hash: `#7` and `#include` are what lost fences leave."""

NESTED_HEADING = re.compile(r"#{1,6}(?: |$)")
"""Inside a list item or a quote it ends a paragraph, and no more."""

INDENTED_HEADING = re.compile(r"#{2,6} +\S")
"""Four columns in, or inside a list item, one hash is a comment in code."""

RULE = re.compile(r"(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
UNDERLINE = re.compile(r"(?:=+|-+) *$")
FENCE = re.compile(r"(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
SETTING = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)")
QUESTION_KEY = re.compile(r"question\s*:\s*\S")

BLOCK_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|"
    "menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|"
    "track|ul"
)
ATTRIBUTE = r"""\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?"""
LONE_TAG = re.compile(rf"(?:<[A-Za-z][A-Za-z\d-]*(?:{ATTRIBUTE})*\s*/?>|</[A-Za-z][A-Za-z\d-]*\s*>)\s*$")
BLANK = re.compile(r"^ *$")
HTML_BLOCKS = (
    (re.compile(r"(?i)<(?:script|pre|style|textarea)(?:[\s>]|$)"), re.compile(r"(?i)</(?:script|pre|style|textarea)>")),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), re.compile(r">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(rf"(?i)</?(?:{BLOCK_TAGS})(?:\s|/?>|$)"), BLANK),
    (LONE_TAG, BLANK),
)
"""How each kind of HTML block begins and ends."""

QUOTE = 0
"""In the list of open containers: a quote. A list item stands there as the columns that its content is in."""


@dataclass(slots=True)
class Section:
    """The boxes under one heading."""

    line: int
    """Of the heading, 1-based; 0 before the first heading and in a one-question file."""
    ticks: list[bool] = field(default_factory=list)
    """One for each box, in source order."""

    @property
    def right(self) -> tuple[int, ...]:
        """Positions of the ticked boxes, from 1."""
        return tuple(position for position, ticked in enumerate(self.ticks, start=1) if ticked)


def scan(text: str) -> tuple[Section, ...]:
    """Every heading section with at least one choice box, in source order."""
    lines = [line.expandtabs(4) for line in re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))]
    position, one_question = _front_matter(lines)
    scanner = _Scanner(one_question)
    while position < len(lines):
        settings = _settings(lines, position) if scanner.under_heading else 0
        if not settings:
            scanner.feed(position + 1, lines[position])
        position += settings or 1
    return tuple(section for section in scanner.sections if section.ticks)


def _front_matter(lines: list[str]) -> tuple[int, bool]:
    """How many lines it takes, and whether it holds the only question of the file."""
    if lines[0].rstrip() != "---":
        return 0, False
    for position, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return position + 1, any(QUESTION_KEY.match(entry) for entry in lines[1:position])
    return 0, False


def _settings(lines: list[str], start: int) -> int:
    """How many lines quizdown's settings of one question take, from `---` to `---`; 0 where none begin."""
    if lines[start].rstrip() != "---":
        return 0
    for count, line in enumerate(lines[start + 1 :], start=2):
        if line.rstrip() == "---":
            return count if count > 2 else 0
        if not SETTING.match(line):
            return 0
    return 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


class _Scanner:
    def __init__(self, one_question: bool) -> None:
        self.sections = [Section(0)]
        self.under_heading = False  # nothing but blank lines since the last heading
        self._one_question = one_question
        self._containers: list[int] = []
        self._paragraph = 0  # the line where the open one began, or 0
        self._code = False  # the last line was indented code
        self._fence = ""
        self._html_end: re.Pattern[str] | None = None

    def feed(self, number: int, line: str) -> None:
        inside, rest = self._go_on(line)
        whole = inside == len(self._containers)
        if whole and self._verbatim(rest):
            return
        if BLANK.match(line):
            self._paragraph = 0
            if QUOTE in self._containers[inside:]:
                self._close(inside)
            return
        if self._fence or self._html_end:
            self._close(inside)
        self.under_heading = False
        if self._is_heading(line, inside):
            self._heading(number)
            return
        while not BLANK.match(rest):
            step = self._open(number, rest, inside)
            if not step:
                return
            inside += 1
            rest = rest[step:]

    def _go_on(self, line: str) -> tuple[int, str]:
        """In how many of the open containers the line goes on, and what is left of it."""
        for position, container in enumerate(self._containers):
            indent = _indent(line)
            if container == QUOTE:
                if indent > 3 or not line[indent:].startswith(">"):
                    return position, line
                line = line[indent + 1 :].removeprefix(" ")
            elif indent >= container or BLANK.match(line):
                line = line[container:]
            else:
                return position, line
        return len(self._containers), line

    def _verbatim(self, rest: str) -> bool:
        """Whether the line belongs to an open fence or HTML block."""
        if self._fence:
            closing = rest.strip(" ")
            if _indent(rest) <= 3 and len(closing) >= len(self._fence) and set(closing) == {self._fence[0]}:
                self._fence = ""
            return True
        if self._html_end:
            if self._html_end.search(rest):
                self._html_end = None
            return True
        return False

    def _close(self, inside: int) -> None:
        """End whatever is open below the first containers."""
        del self._containers[inside:]
        self._paragraph = 0
        self._fence = ""
        self._html_end = None

    def _is_heading(self, line: str, inside: int) -> bool:
        """Also one that was indented, into the list above it or out of everything."""
        text = line.lstrip(" ")
        if _indent(line) <= 3 and not (inside and text != line):
            return HEADING.match(text) is not None
        return not self._code and INDENTED_HEADING.match(text) is not None

    def _heading(self, number: int) -> None:
        self._close(0)
        self._code = False
        self.under_heading = True
        if not self._one_question:
            self.sections.append(Section(number))

    def _open(self, number: int, rest: str, inside: int) -> int:
        """Open what begins here: for a container the width of its marker, for what ends the line 0."""
        indent = _indent(rest)
        text = rest[indent:]
        box = BOX.match(text)
        if indent > 3 and not (box and self._paragraph and QUOTE not in self._containers):
            if not self._paragraph:
                self._close(inside)
                self._code = True
            return 0
        self._code = False
        if text.startswith(">"):
            self._close(inside)
            self._containers.append(QUOTE)
            return indent + (2 if text.startswith("> ") else 1)
        if self._leaf(text, inside):
            return 0
        step = self._item(text, indent, inside, box)
        if not step and not self._paragraph:
            self._close(inside)
            self._paragraph = number
        return step

    def _leaf(self, text: str, inside: int) -> bool:
        """Whether a fence, an HTML block, an underlined heading or a rule is on this line."""
        whole = inside == len(self._containers)
        if fence := FENCE.match(text):
            self._close(inside)
            self._fence = fence["fence"]
        elif html_end := self._html(text):
            self._close(inside)
            self._html_end = None if html_end.search(text) else html_end
        elif self._paragraph and whole and UNDERLINE.match(text):
            if not self._containers:
                self._heading(self._paragraph)
            self._paragraph = 0
        elif RULE.match(text) or NESTED_HEADING.match(text):
            self._close(inside)
        else:
            return False
        return True

    def _html(self, text: str) -> re.Pattern[str] | None:
        for begin, end in HTML_BLOCKS:
            if begin.match(text) and not (begin is LONE_TAG and self._paragraph):
                return end
        return None

    def _item(self, text: str, indent: int, inside: int, box: re.Match[str] | None) -> int:
        """Open the list item that begins here: the width of its marker, or 0."""
        item = ITEM.match(text)
        interrupts = self._paragraph and inside == len(self._containers)
        if item:
            if interrupts and not box and not (item["rest"] and item["number"] in {None, "1"}):
                return 0
            gap = len(item["gap"]) if box or (item["rest"] and len(item["gap"]) <= 4) else 1
            width = len(item["marker"]) + gap
        elif box:
            width = len(box["marker"])
        else:
            return 0
        self._close(inside)
        if box and QUOTE not in self._containers:
            self.sections[-1].ticks.append(box["tick"] is not None)
        self._containers.append(indent + width)
        return indent + width
