"""Numbers as people write them: what a member types, and what an author accepts, are read by the same rules.

A number is read only where it can be read in one way. The point is the decimal sign; a comma is one too where it cannot
stand between thousands. `1/3` is a number, and exact. A unit, a percent sign or `½` makes it none.
"""

import re
from fractions import Fraction

_LONGEST = 80
"""Characters of a number: more is none."""
_MOST_ZEROS = 300
"""Powers of ten, up or down, of a number written with one: beyond lies nothing that is measured or counted."""

_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_ALIKE = {"\u3000": " ", "。": ".", "×": "x", "·": "*", "⁄": "/", "∕": "/", "’": "'", "−": "-", "–": "-", "‒": "-"}
_PLAIN = str.maketrans(_WIDE | _ALIKE)
"""What an input method or a word processor makes of the characters of a number."""
_FRACTION = re.compile(r"([0-9]+) ?/ ?([0-9]+)")
_POWER = re.compile(r"(?:[eE]|(?P<alone>^)?(?(alone)| ?[x*] ?)10 ?(?:\^|\*\*) ?)(?P<zeros>[+-]? ?[0-9]{1,4})\Z")
"""`e-3`, `x 10^-3`; or `10^-3` alone."""
_DECIMAL = re.compile(r"([0-9]*)[.,]?([0-9]*)")
_EITHER = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
"""Three digits behind the only comma: thousands in one country, thousandths in the next."""
_GROUPED = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?P<mark>[ ,.'])[0-9]{3}(?:(?P=mark)[0-9]{3})*)(?:(?!(?P=mark))[.,](?P<part>[0-9]+))?"
)


def read_number(text: str) -> Fraction | None:
    """The exact value of a number; None where the text is none, or may be two."""
    written = " ".join(text.translate(_PLAIN).split())
    if not written or len(written) > _LONGEST:
        return None
    sign = -1 if written[0] == "-" else 1
    written = written[1:].lstrip() if written[0] in "+-" else written
    if fraction := _FRACTION.fullmatch(written):
        below = int(fraction[2])
        return sign * Fraction(int(fraction[1]), below) if below else None
    power = _POWER.search(written)
    zeros = int(power["zeros"].replace(" ", "")) if power else 0
    alone = power is not None and power["alone"] is not None
    digits = ("1", "") if alone else _digits(written[: power.start()] if power else written)
    if digits is None or abs(zeros) > _MOST_ZEROS:
        return None
    whole, part = digits
    return sign * Fraction(int(f"0{whole}{part}")) * Fraction(10) ** (zeros - len(part))


def has_two_readings(text: str) -> bool:
    """Whether a text is no number only because its comma may stand before thousands or before a fraction."""
    written = "".join(text.translate(_PLAIN).split()).lstrip("+-")
    return _EITHER.fullmatch(written) is not None


def _digits(written: str) -> tuple[str, str] | None:
    """The digits before and behind the decimal sign; None where that is not certain."""
    if _EITHER.fullmatch(written):
        return None
    if found := _DECIMAL.fullmatch(written):
        return (found[1], found[2]) if found[1] or found[2] else None
    if found := _GROUPED.fullmatch(written):
        return found["whole"].replace(found["mark"], ""), found["part"] or ""
    return None
