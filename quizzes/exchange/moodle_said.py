"""What stands in an element of Moodle XML, and what of a question's elements we have no word for."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from lessons.clean import clean
from quizzes.exchange import wordings
from quizzes.exchange.foreign import Lack, words
from quizzes.exchange.text import shortened

LINE = "\x00line"
"""The attribute in which a question keeps its line: no attribute of a file can be called so."""
EXACT = "\x00exact"
"""The attribute of a question in which `ALL_OR_NOTHING` stands."""
ALL_OR_NOTHING = "[scoring:exact]"
"""A comment of ours in a question with several right options: its fractions cannot say that."""

_FORMATS = {"html": "html", "markdown": "markdown", "plain_text": "plain"}
_WHOLES = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
_USUAL = re.compile(r"(?:your answer is (?:partially )?(?:in)?correct\.?)?", re.IGNORECASE)
_NOT_MEANT = frozenset({"", "0", "false", "no"})
_PENALTIES = frozenset({"", "0", "0.1", "0.3333333", "0.3333", "1"})
_READ = frozenset(
    {
        *("name", "questiontext", "generalfeedback", "defaultgrade", "idnumber", "answer", "hint", "tags", "single"),
        *("shuffleanswers", "usecase", "subquestion", "graderinfo", "responsetemplate", "gradingtype", "selecttype"),
        *("selectcount", "studentsee", "logical", "selectoption", "dragbox", "penalty", "hidden", "units", *_WHOLES),
    }
)
"""Elements that are read, or told of by themselves."""
_WITHOUT_MEANING = {
    "answernumbering": frozenset({"abc", "none", "ABCD", "123", "iii", "IIII"}),
    "showstandardinstruction": frozenset({"1"}),
    "shownumcorrect": frozenset({"1", "true"}),
    "unitgradingtype": frozenset(),
    "unitpenalty": frozenset({"0.1000000", "0.1"}),
    "showunits": frozenset({"1", "2", "3"}),
    "unitsleft": frozenset(),
    "responseformat": frozenset({"editor", "plain", "monospaced"}),
    "responserequired": frozenset({"1"}),
    "responsefieldlines": frozenset({str(lines) for lines in range(5, 45, 5)} | {"2", "3"}),
    "layouttype": frozenset({"VERTICAL", "HORIZONTAL"}),
    "showgrading": frozenset({"SHOW", "HIDE", "1"}),
    "numberingstyle": frozenset({"none", "123", "abc", "ABCD", "iii", "IIII"}),
    "subquestionsorten": frozenset({"1"}),
}
"""What only says how a question looks there: such values are not told of."""


def said(element: Element | None, path: str = "") -> str:
    """The text of an element, or of one in it; empty where there is none."""
    found = element.find(path) if element is not None and path else element
    return clean("" if found is None else "".join(found.itertext())).strip()


def form(element: Element, usual: str = "moodle") -> str:
    """The format of a text, by the names of `foreign.own`."""
    return _FORMATS.get(element.get("format", ""), "moodle" if element.get("format") else usual)


def fraction(one: Element) -> float:
    """What an answer adds to the mark, in percent."""
    return number(one.get("fraction", ""), 0.0)


def number(text: str, usual: float) -> float:
    """A number as Moodle writes it."""
    return float(text) if re.fullmatch(r"-?\d{1,6}(?:\.\d{0,12})?", text) else usual


def unsaid(element: Element) -> Iterator[Lack]:
    """What a question says that we have no word for."""
    if said(element, "hidden") == "1":
        yield wordings.HIDDEN, ""
    if (penalty := _digits(said(element, "penalty"))) not in _PENALTIES:
        yield wordings.PENALTY, penalty
    for name in _WHOLES:
        if (found := element.find(name)) is not None:
            told_of = words(form(found), said(found, "text"))
            if not _USUAL.fullmatch(told_of):
                yield wordings.AS_A_WHOLE, shortened(told_of)
    units = [said(unit, "unit_name") for unit in element.findall("units/unit")]
    if units:
        yield wordings.UNITS, ", ".join(units)
    for one in element:
        text = " ".join(said(one).split())
        usual = _WITHOUT_MEANING.get(one.tag, frozenset())
        if one.tag not in _READ and text not in _NOT_MEANT and text not in usual:
            yield wordings.ELEMENT, shortened(f"{one.tag}: {text}")
    for option in {part.tag for hint in element.findall("hint") for part in hint} - {"text", "shownumcorrect", "file"}:
        yield wordings.ELEMENT, f"hint: {option}"


def _digits(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
