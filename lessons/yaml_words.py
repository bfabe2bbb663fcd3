"""YAML read as what its author wrote: strings, numbers, booleans, lists and mappings, and the line of each key.

Only the pure-Python events of YAML are used: they become values here and nowhere else. No aliases, no tags, no key
twice; `yes`, `012`, `1:30` and dates stay the words they are.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import cast

from yaml.error import Mark, MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.parser import Parser
from yaml.reader import Reader, ReaderError
from yaml.scanner import Scanner

from lessons.clean import clean
from lessons.light import dataclass

DEEPEST = 20
"""Lists and mappings inside each other."""

_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FRACTION = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_CONSTANTS: Mapping[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

_SIMPLE_LINE = re.compile(
    r"""(?P<key>[A-Za-z_][\w-]*):[ ]+
        (?: (?P<word>[^\W_][^\#:\t]*)
          | "(?P<quoted>[^"\\\t]*)"
          | \[(?P<list>[^\W_][^\#:?\t,"'\[\]{}]*(?:,[ ]*[^\W_][^\#:?\t,"'\[\]{}]*)*)\]
        )[ ]*""",
    re.VERBOSE,
)
_UNPRINTABLE = re.compile("[\ufffe\uffff]")


class BrokenYamlError(Exception):
    """The text cannot be read; `line` and `column` are 1-based."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column


_PLAIN_WORDS = (
    ("scanning a quoted scalar", "a quotation mark is opened here and never closed", True),
    ("unknown escape", "`\\{character}` means nothing between double quotation marks: use single ones", False),
    ("flow sequence", "a `[` is opened here, and neither `,` nor `]` follows where it should", True),
    ("flow mapping", "a `{{` is opened here, and neither `,` nor `}}` follows where it should", True),
    ("flow node", "something is missing before this `,` or bracket", False),
    ("mapping values are not allowed", "a second `: ` stands in the value of a key", False),
    (
        "sequence entries are not allowed",
        "a list begins in the line of its key; each `- ` needs its own",
        False,
    ),
    ("'\\t' that cannot start", "a tab stands where only blanks may", False),
    ("cannot start any token", "a value cannot begin with `{character}`", False),
    ("expected <block end>", "the value had ended before this", False),
    ("could not find expected ':'", "the line before has no `: `", False),
    ("<document start>", "the line does not stand under the one before", False),
)
"""What PyYAML says, what it means, and whether to tell of it where it began instead of where it was noticed."""
_CHARACTER = re.compile(r"character '(.)'")


@dataclass(frozen=True, slots=True)
class Words:
    """A mapping read from YAML."""

    values: dict[str, object] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    """The line of each top-level key, 1-based."""
    written: dict[str, str] = field(default_factory=dict)
    """The top-level values that are single words or numbers, as they are written."""


def read_words(text: str) -> Words:
    """Read a YAML mapping from a cleaned text; an empty text is an empty mapping.

    Raises:
        BrokenYamlError: It is no YAML, no mapping, or more than a front matter needs.
    """
    return _simple(text) or full(text)


def _simple(text: str) -> Words | None:
    """Flat lines of words and lists, hundreds of times faster than YAML; None where there is anything else."""
    if _UNPRINTABLE.search(text):
        return None
    words = Words()
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.isspace() or line[0] == "#":
            continue
        found = _SIMPLE_LINE.fullmatch(line)
        if found is None or found["key"] in words.values:
            return None
        key = found["key"]
        words.lines[key] = number
        if found["list"] is not None:
            words.values[key] = [_item(item.strip(" ")) for item in found["list"].split(",")]
        elif found["quoted"] is not None:
            words.values[key] = words.written[key] = found["quoted"]
        else:
            words.written[key] = found["word"].rstrip(" ")
            words.values[key] = _resolved(words.written[key])
    return words


def full(text: str) -> Words:
    """The same by the whole of YAML.

    Raises:
        BrokenYamlError: As above.
    """
    events: _Events | None = None
    try:
        events = _Events(text)
        return events.mapping()
    except MarkedYAMLError as error:
        reason, mark = _in_plain_words(error)
        raise BrokenYamlError(reason, mark.line + 1 if mark else 1, mark.column + 1 if mark else 1) from error
    except ReaderError as error:
        before = text[: error.position].split("\n")
        raise BrokenYamlError("a character is not allowed in YAML", len(before), len(before[-1]) + 1) from error
    except (YAMLError, ValueError, OverflowError) as error:  # an escape such as "\\UFFFFFFFF" is no character
        line = events.line + 1 if events else 1
        raise BrokenYamlError("an escape in it is no character", line, 1) from error


class _Events(Reader, Scanner, Parser):
    """The events of a YAML text, and the values they tell."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def mapping(self) -> Words:
        """Read the whole text as one mapping."""
        words = Words()
        self._take()  # the stream begins
        if self.check_event(StreamEndEvent):
            return words
        self._take()  # the document begins
        event = self._take()
        if isinstance(event, ScalarEvent) and not event.value and not event.style:
            return words
        if not isinstance(event, MappingStartEvent):
            raise _refused(event, "it must be made of `key: value` lines")
        while not self.check_event(MappingEndEvent):
            line = self._line()
            key = self._key(words.values)
            words.lines[key] = line
            words.values[key] = self._value(1)
            if isinstance(self._last, ScalarEvent):
                words.written[key] = clean(self._last.value)
        self._take()
        self._take()  # the document ends
        if self.check_event(DocumentStartEvent):
            raise _refused(self._take(), "there is a second document in it")
        return words

    def _take(self) -> Event:
        event: Event = self.get_event()  # type: ignore[no-untyped-call] # its stubs leave it open
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None) is not None:
            raise _refused(event, "aliases (`&` and `*`) are not read")
        if getattr(event, "tag", None) is not None:
            raise _refused(event, "tags (`!`) are not read")
        self._last = event
        return event

    def _line(self) -> int:
        mark = self.peek_event().start_mark  # type: ignore[no-untyped-call] # its stubs leave it open
        return int(mark.line) + 1

    def _key(self, known: Mapping[str, object]) -> str:
        event = self._take()
        if not isinstance(event, ScalarEvent):
            raise _refused(event, "a key must be a single word")
        key = clean(event.value)
        if key in known:
            raise _refused(event, f"the key `{key}` stands there twice")
        return key

    def _value(self, depth: int, resolved: Callable[[str], object] | None = None) -> object:
        event = self._take()
        if depth > DEEPEST:
            raise _refused(event, f"lists and mappings are nested deeper than {DEEPEST}")
        if isinstance(event, SequenceStartEvent):
            items: list[object] = []
            while not self.check_event(SequenceEndEvent):
                items.append(self._value(depth + 1, _item))
            self._take()
            return items
        if isinstance(event, MappingStartEvent):
            pairs: dict[str, object] = {}
            while not self.check_event(MappingEndEvent):
                key = self._key(pairs)
                pairs[key] = self._value(depth + 1)
            self._take()
            return pairs
        if not isinstance(event, ScalarEvent):
            raise _refused(event, "a value is missing")
        return clean(event.value) if event.style else (resolved or _resolved)(clean(event.value))


def _in_plain_words(error: MarkedYAMLError) -> tuple[str, Mark | None]:
    """What is wrong, for people who never read the specification, and where; what never ends, where it began."""
    said = " ".join(str(part) for part in (error.context, error.problem) if part)
    known = next((known for known in _PLAIN_WORDS if known[0] in said), None)
    if known is None:
        return said, error.problem_mark or error.context_mark
    _, plain, at_beginning = known
    character = _CHARACTER.search(said)
    begun, noticed = error.context_mark, error.problem_mark
    mark = (begun or noticed) if at_beginning else (noticed or begun)
    return plain.format(character=character[1] if character else ""), mark


def _refused(event: Event, reason: str) -> MarkedYAMLError:
    return MarkedYAMLError(problem=reason, problem_mark=cast("Mark", event.start_mark))


def _resolved(word: str) -> object:
    """What a word without quotation marks means."""
    if word in _CONSTANTS:
        return _CONSTANTS[word]
    if _WHOLE.fullmatch(word):
        return int(word)
    return float(word) if _FRACTION.fullmatch(word) else word


def _item(word: str) -> object:
    """What a word in a list means: there it is mostly a name, and `1.10` is another one than `1.1`."""
    meant = _resolved(word)
    return word if isinstance(meant, float) and str(meant) != word else meant
