r"""Moodle's embedded answers <-> gaps: `{1:SHORTANSWER:=right~%50%half#feedback}` in the text of a question.

The syntax is that of Moodle's type multianswer (question/type/multianswer): a weight, the type or its short name, then
the alternatives with `~` between them; `\` takes the meaning from `~#}`, and entities are read as in HTML.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from lessons.entities import unescaped
from quizzes.exchange import gap_text, wordings, worth
from quizzes.exchange.foreign import Lack, words
from quizzes.exchange.passage import MARK, unmarked
from quizzes.exchange.text import shortened
from quizzes.gap import Gap, Number, Words
from quizzes.parse.cloze import MOST_GAPS
from quizzes.parse.gap import MOST_ANSWERS, read_gap

SHORT, EXACT, NUMBER, PICK, SEVERAL = "SHORTANSWER", "SHORTANSWER_C", "NUMERICAL", "MULTICHOICE", "MULTIRESPONSE"
_NAMES = {
    **dict.fromkeys(("SHORTANSWER", "SA", "MW"), SHORT),
    **dict.fromkeys(("SHORTANSWER_C", "SAC", "MWC"), EXACT),
    **dict.fromkeys(("NUMERICAL", "NM"), NUMBER),
    **dict.fromkeys((f"MULTICHOICE{look}" for look in ("", "_V", "_H", "_S", "_VS", "_HS")), PICK),
    **dict.fromkeys((f"MC{look}" for look in ("", "V", "H", "S", "VS", "HS")), PICK),
    **dict.fromkeys((f"MULTIRESPONSE{look}" for look in ("", "_H", "_S", "_HS")), SEVERAL),
    **dict.fromkeys((f"MR{look}" for look in ("", "H", "S", "HS")), SEVERAL),
}
START = re.compile(rf"\{{(?P<weight>\d{{0,4}}):(?P<type>{'|'.join(sorted(_NAMES, key=len, reverse=True))}):")
"""How an embedded answer begins, wherever it stands."""
_PARTS = re.compile(r"(?:\\.|[^\\}])*+\}", re.DOTALL)
_ALTERNATIVES = re.compile(r"(?:\\.|[^\\~])++|(?<=~)(?=~)", re.DOTALL)
_SAID = re.compile(
    r"\s*(?:(?P<right>=)|%(?P<percent>-?\d{1,4}(?:[.,]\d{0,12})?)%)?(?P<answer>(?:\\.|&(?:amp;)?#|[^\\#])*+)"
    r"(?:#(?P<feedback>.*))?",
    re.DOTALL,
)
_PLACE = re.compile(r"\[\[(\d{1,3})\]\]")
_ESCAPE = re.compile(r"\\([~#}/\"\\])")
_AT_RISK = re.compile(r"[\\|\[\]()`%=/]")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One answer among those of an embedded one."""

    text: str
    """As it is meant, in HTML where it is offered to pick."""
    percent: float
    feedback: str


@dataclass(frozen=True, slots=True)
class Embedded:
    """An embedded answer."""

    kind: str
    """`SHORT`, `EXACT`, `NUMBER`, `PICK` or `SEVERAL`."""
    weight: int
    alternatives: tuple[Alternative, ...]


def embedded_in(text: str) -> tuple[str, list[Embedded]]:
    """A text with a mark in the place of each embedded answer, and those."""
    text = unmarked(text)
    parts: list[str] = []
    found: list[Embedded] = []
    place = 0
    while len(found) <= MOST_GAPS and (start := START.search(text, place)):
        end = _PARTS.match(text, start.end())
        if end is None:
            break
        found.append(
            Embedded(
                _NAMES[start["type"]],
                int(start["weight"] or 1),
                tuple(_alternatives(text[start.end() : end.end() - 1])),
            )
        )
        parts += [text[place : start.start()], MARK.format(len(found))]
        place = end.end()
    return "".join([*parts, text[place:]]), found


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with marks in the places of its gaps."""

    text: str
    gaps: tuple[Gap, ...] = ()
    points: float = 0.0
    """Of the question; 0 where its gaps say nothing of them."""
    lost: tuple[Lack, ...] = ()
    refused: Lack | None = None
    """Why no question comes of it."""


def read(text: str) -> Marked:
    """The text of a question with embedded answers, in whatever format it is."""
    marked, found = embedded_in(text)
    if len(found) > MOST_GAPS:
        return Marked(text, refused=(wordings.TOO_MANY_GAPS, str(MOST_GAPS)))
    typed = [one.kind for one in found if one.kind in {SHORT, EXACT}]
    exact = bool(typed) and SHORT not in typed
    gaps: list[Gap] = []
    lost: list[Lack] = []
    for one in found:
        if one.kind == SEVERAL:
            told = shortened(", ".join(other.text for other in one.alternatives))
            return Marked(text, refused=(wordings.GAP_OF_SEVERAL, told))
        for other in one.alternatives:
            if other.feedback:
                lost.append((wordings.FEEDBACK_OF_TYPED, shortened(words("moodle", other.feedback))))
            if one.kind != PICK and other.percent <= 0 and other.text != "*":
                lost.append((wordings.WORTHLESS, shortened(other.text)))
        gap = gap_of(one, exact_case=exact)
        if gap is None:
            return Marked(text, refused=(wordings.NOT_RIGHT, ""))
        gaps.append(gap)
    weights = [one.weight for one in found]
    if len(set(weights)) > 1:
        lost.append((wordings.GAP_WEIGHTS, shortened(", ".join(map(str, weights)))))
    return Marked(marked, tuple(gaps), float(sum(weights)), tuple(lost))


def read_places(text: str, offered: Sequence[tuple[str, str]]) -> Marked:
    """A text in which `[[2]]` is the place of the second of the words that are offered, each with its group."""
    gaps: list[Gap | None] = []

    def place(found: re.Match[str]) -> str:
        if not 0 < int(found[1]) <= len(offered):
            return found[0]
        right, group = offered[int(found[1]) - 1]
        others = [(other, 0.0) for other, its in offered if its == group and other != right]
        sources = [source for source in [gap_text.typed_words(right)] if source]
        gaps.append(pick([(right, 1.0), *others]) if others else gap_text.gap_of(sources))
        return MARK.format(len(gaps))

    marked = _PLACE.sub(place, unmarked(text), count=MOST_GAPS + 1)
    if len(gaps) > MOST_GAPS:
        return Marked(text, refused=(wordings.TOO_MANY_GAPS, str(MOST_GAPS)))
    known = tuple(gap for gap in gaps if gap is not None)
    return Marked(marked, known, refused=(wordings.NOT_RIGHT, "") if len(known) < len(gaps) else None)


def _alternatives(body: str) -> Iterator[Alternative]:
    for written in _ALTERNATIVES.findall(body):
        said = _SAID.match(written)
        if said is None or not (said["answer"].strip() or said["feedback"]):
            continue
        percent = worth.FULL if said["right"] else float((said["percent"] or "0").replace(",", "."))
        yield Alternative(_meant(said["answer"]), percent, _meant(said["feedback"] or ""))


def _meant(written: str) -> str:
    return unescaped(_ESCAPE.sub(r"\1", written)).strip()


def gap_of(one: Embedded, *, exact_case: bool) -> Gap | None:
    """The gap that an embedded answer becomes; None where it has no right answer that can be typed or picked.

    Args:
        one: Any but one of several.
        exact_case: Whether the case of words counts in the question: where it does not, what is typed into a gap
            in which it counts is code.
    """
    if one.kind == PICK:
        return pick([(words("moodle", other.text), worth.share_of(other.percent)) for other in one.alternatives])
    sources: list[str | None] = []
    for other in one.alternatives:
        share = worth.share_of(other.percent)
        if share <= 0:
            continue
        if one.kind == NUMBER:
            middle, _, within = other.text.replace(" ", "").partition(":")
            sources.append(gap_text.number_source(middle, within, share))
            continue
        text = " ".join(other.text.split())
        pattern = gap_text.wildcards(text)
        if pattern is None:
            typed = gap_text.typed_code if one.kind == EXACT and not exact_case else gap_text.typed_words
            sources.append(typed(text.replace("\\*", "*"), share))
        else:
            sources.append(gap_text.typed_pattern(pattern, share, any_case=one.kind == SHORT))
    return gap_text.gap_of([source for source in sources if source is not None], exact_case=exact_case)


def pick(offered: Iterable[tuple[str, float]]) -> Gap | None:
    """A gap that offers its answers, each with its share of the mark; None where none of them is right or wrong."""
    shares = {text: share for one, share in reversed(list(offered)) if (text := " ".join(one.split()))}
    if len(shares) > MOST_ANSWERS:
        return None
    gap = _picked(shares)
    # In the order in which they are shown, so that it is the same gap after any way out and back.
    again = _picked({text: shares[text] for text in gap.offered if text in shares})
    return again if len(again.offered) == len(shares) > 1 and again.right else None


def _picked(shares: Mapping[str, float]) -> Gap:
    parts = []
    for text, share in shares.items():
        safe = _AT_RISK.sub(lambda found: f"\\{found[0]}", text)
        parts.append(f"({safe})" if share >= 1 else f"%{100 * share:.12g}%{safe}" if share > 0 else safe)
    return read_gap("|".join(parts), lambda _pattern: None)[0]


def written(gap: Gap, weight: int) -> str | None:
    """A gap as an embedded answer; None where there is no word for what it accepts.

    Args:
        gap: Of a question of ours.
        weight: What it is worth.
    """
    if gap.offered:
        shares = {one.text: one.share for one in gap.accepted if isinstance(one, Words)}
        told = [(escape(text, quote=False), shares.get(text, 0.0)) for text in gap.offered]
        return _said(PICK, weight, told)
    if gap.numeric:
        numbers = [(":".join(gap_text.centre(one)), one.share) for one in gap.accepted if isinstance(one, Number)]
        return _said(NUMBER, weight, numbers)
    minds = gap_text.minds_case(gap)
    if minds is None:
        return None
    found = []
    for one in gap.accepted:
        text = gap_text.plain_answer(one)
        if text is None:
            return None
        found.append((text, one.share))
    return _said(EXACT if minds else SHORT, weight, found)


def _said(kind: str, weight: int, answers: Sequence[tuple[str, float]]) -> str:
    told = [f"{'=' if share == 1 else f'%{_percent(share)}%'}{_coded(text)}" for text, share in answers]
    return f"{{{weight}:{kind}:{'~'.join(told)}}}"


def _percent(share: float) -> str:
    return f"{100 * share:.5f}".rstrip("0").rstrip(".")


def _coded(text: str) -> str:
    """A text in which no character means anything to Moodle or to Markdown."""
    return re.sub(
        r"[^\w .,:-]|_|(?<=\W)[.:-]|^[-.:]|--", lambda found: "".join(f"&#{ord(one)};" for one in found[0]), text
    )
