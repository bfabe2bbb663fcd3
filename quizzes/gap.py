"""A gap: what may be typed into it, and what that is worth.

It is shared by all types of question that are answered by typing. What an author writes between the brackets is read by
`quizzes.parse.gap`.
"""

import unicodedata
from collections.abc import Iterable
from fractions import Fraction

from lessons.light import dataclass
from quizzes.errors import NoNumberError, NotOfferedError, TooLongError, TwoNumbersError
from quizzes.identity import canonical, collapsed
from quizzes.number import has_two_readings, read_number
from quizzes.pattern import matches

LONGEST_TYPED = 1_000
"""Characters that can be typed into one gap."""

_FIELD = "\x1d"
"""Between the parts of what is hashed: cannot stand in a cleaned text."""
_ALIKE = str.maketrans(dict.fromkeys("‘’ʼ", "'") | dict.fromkeys("“”", '"') | dict.fromkeys("‐‑–—−", "-"))
"""Quotes and dashes that a keyboard does not have."""


@dataclass(frozen=True, slots=True)
class Words:
    """An answer in words: the look of blanks, quotes and wide characters does not count."""

    text: str
    exact_case: bool = False
    share: float = 1.0
    """Of the mark, above 0 and up to 1."""

    def accepts(self, typed: str) -> bool:
        """Whether this was typed."""
        return self._compared(typed) == self._compared(self.text)

    def _compared(self, text: str) -> str:
        return (collapsed if self.exact_case else canonical)(text.translate(_ALIKE))

    @property
    def shown(self) -> str:
        """How it is told to the member."""
        return self.text

    @property
    def identity(self) -> str:
        """Its canonical form."""
        return canonical(self.text.translate(_ALIKE))

    @property
    def key(self) -> str:
        """Its canonical form, with all that decides what it accepts."""
        return _FIELD.join(("words", self._compared(self.text), "case" if self.exact_case else ""))


@dataclass(frozen=True, slots=True)
class Code:
    """An answer in code: every character counts, but for blanks at its ends, which nobody sees."""

    text: str
    share: float = 1.0
    """Of the mark, above 0 and up to 1."""

    def accepts(self, typed: str) -> bool:
        """Whether this was typed."""
        return typed.strip() == self.text.strip()

    @property
    def shown(self) -> str:
        """How it is told to the member."""
        return self.text

    @property
    def identity(self) -> str:
        """Its text."""
        return self.text.strip()

    @property
    def key(self) -> str:
        """Its canonical form, with all that decides what it accepts."""
        return _FIELD.join(("code", self.text.strip()))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that the whole of an answer matches."""

    source: str
    any_case: bool = False
    share: float = 1.0
    """Of the mark, above 0 and up to 1."""

    def accepts(self, typed: str) -> bool:
        """Whether what was typed matches.

        Raises:
            PatternError: the pattern cannot be read; a question with such a one is not asked.
        """
        # What NFKC changes, such as ℃ and full-width commas, matches in the author's characters too.
        written = unicodedata.normalize("NFC", " ".join(typed.split()))
        source = unicodedata.normalize("NFC", self.source)
        return any(matches(source, text, any_case=self.any_case) for text in dict.fromkeys((collapsed(typed), written)))

    @property
    def shown(self) -> str:
        """How it is told to the member, where there is nothing better."""
        return f"/{self.source}/{'i' if self.any_case else ''}"

    @property
    def identity(self) -> str:
        """Its source."""
        return self.source

    @property
    def key(self) -> str:
        """Its canonical form, with all that decides what it accepts."""
        return _FIELD.join(("pattern", self.shown))


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or all between two; both ends belong to it."""

    low: Fraction
    high: Fraction
    shown: str
    """How it is told to the member: `3.14 ± 0.01`, `3.1 … 3.2`."""
    share: float = 1.0
    """Of the mark, above 0 and up to 1."""

    def accepts(self, typed: str) -> bool:
        """Whether what was typed is a number in that range; it is reckoned without rounding."""
        number = read_number(typed)
        return number is not None and self.low <= number <= self.high

    @property
    def identity(self) -> str:
        """The middle of what is accepted: a wider tolerance is still the same number."""
        return str((self.low + self.high) / 2)

    @property
    def key(self) -> str:
        """Its canonical form, with all that decides what it accepts."""
        return _FIELD.join(("number", str(self.low), str(self.high)))


Accepted = Words | Code | Pattern | Number


@dataclass(frozen=True, slots=True)
class Gap:
    """What an author accepts in one gap."""

    source: str
    """What stands between the brackets, as it is written."""
    accepted: tuple[Accepted, ...]
    """In the author's order; not empty where the question can be asked."""
    offered: tuple[str, ...] = ()
    """What there is to choose from, in an order that tells nothing; empty where the answer is typed."""
    elsewhere: "tuple[Gap, ...]" = ()
    """The same gap in the other languages of its course: what is right there is right here, though it is not told."""

    @property
    def exact_case(self) -> bool:
        """Whether the case of words counts."""
        return any(isinstance(one, Words) and one.exact_case for one in self.accepted)

    @property
    def numeric(self) -> bool:
        """Whether a number is asked for: what is none is no answer."""
        return bool(self.accepted) and all(isinstance(one, Number) for one in self.accepted)

    @property
    def right(self) -> tuple[str, ...]:
        """What is told as the right answer: what is worth the full mark, and of patterns one, where nothing else is."""
        full = [one for one in self.accepted if one.share == 1]
        plain = [one for one in full if not isinstance(one, Pattern)]
        return tuple(dict.fromkeys(one.shown for one in plain or full[:1]))

    def check(self, typed: str) -> None:
        """Make sure that something typed can be judged; nothing at all can.

        Raises:
            TooLongError: it is longer than any answer.
            NotOfferedError: it is none of those that are offered.
            NoNumberError: it is no number, and one is asked for.
            TwoNumbersError: it is a number that can be read in two ways.
        """
        text = typed.strip()
        if len(text) > LONGEST_TYPED:
            raise TooLongError(most=str(LONGEST_TYPED))
        if self.offered and text and not any(text in gap.offered for gap in (self, *self.elsewhere)):
            raise NotOfferedError(text=text, offered=tuple(self.offered))
        if not self.numeric or not text or read_number(text) is not None:
            return
        if has_two_readings(text):
            whole, _, part = text.replace("，", ",").partition(",")
            raise TwoNumbersError(text=text, whole=f"{whole}{part}", fraction=f"{whole}.{part}")
        raise NoNumberError(text=text)

    def worth(self, typed: str) -> float:
        """The share of the mark that an answer earns: that of the best that accepts it, 0 where none does."""
        if not typed.strip():
            return 0.0
        gaps = (self, *self.elsewhere)
        return max((one.share for gap in gaps for one in gap.accepted if gap.takes(one, typed)), default=0.0)

    def takes(self, one: Accepted, typed: str) -> bool:
        """Whether something that was typed is one of the answers: what is offered is chosen as it stands."""
        return typed.strip() == one.shown if self.offered else one.accepts(typed)

    @property
    def identity(self) -> str:
        """What the gap asks for: its first answer. Further ways to say it make no other question of it."""
        return self.accepted[0].identity if self.accepted else canonical(self.source)

    @property
    def key(self) -> str:
        """All that it accepts, and what that is worth, in any order."""
        return _key(self.accepted)


def _key(accepted: Iterable[Accepted]) -> str:
    return _FIELD.join(sorted(f"{one.key}{_FIELD}{one.share:g}" for one in accepted))
