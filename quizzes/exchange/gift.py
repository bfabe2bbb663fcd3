"""GIFT <-> questions. What it says that we do not, and what we say that it does not, is listed."""

import re
from collections.abc import Callable, Iterator, Sequence

from quizzes.exchange import foreign
from quizzes.exchange.foreign import own, words
from quizzes.exchange.gift_syntax import Choice, Kind, Piece, Text, pair, read_pieces
from quizzes.exchange.losses import lost_by
from quizzes.exchange.text import escaped
from quizzes.exchange.written import Answer, Loss, Pair, Reading, Writing, Written, answer, standalone, tidied, told
from quizzes.gap import Gap, Number, Words
from quizzes.model import Scoring
from quizzes.naming import names
from quizzes.parse.metadata import Type

CARRIED = frozenset({"id", "tags", "section", "feedback", "explanation", "weights", "range"})
"""What GIFT has a place for, beside questions and answers; the names are those of `losses`."""

_TOP = re.compile(r"\A\s*(?:\$(?:course|cat\d?)\$/?)?(?:top(?:/|\Z))?")
_HEAD = re.compile(r"(?m)^[ \t]*(?:\$CATEGORY:|::[^:\n]+::)")
_BRACES = re.compile(r"\{\s*(?:[=~#]|TRUE|FALSE|T|F|\})")
_SHARED = re.compile(r"\s*%-?\d")
"""A text that begins as a share of the mark does: one has to stand before it."""
_MEANT = re.compile(r"([~=#{}:\\])")


def looks_like(text: str) -> bool:
    """Whether a text is GIFT: a name in colons or a category, and answers in braces."""
    return _BRACES.search(text) is not None and (
        _HEAD.search(text) is not None or re.search(r"\{[^{}]*[=~#]", text) is not None
    )


def read(text: str) -> Reading:
    """Read a GIFT file; whatever it holds, a reading comes of it."""
    reader = _Reader()
    room = foreign.Room()
    for piece in read_pieces(text):
        if not room.take(len(piece.choices)):
            reader.lost.append(Loss(piece.line, "", foreign.TOO_MANY, foreign.MOST))
            break
        reader.take(piece)
    return Reading(tuple(reader.questions), tuple(reader.lost))


class _Reader:
    def __init__(self) -> None:
        self.questions: list[Written] = []
        self.lost: list[Loss] = []
        self._section = ""
        self._piece = Piece(Kind.BROKEN, 0)

    def take(self, piece: Piece) -> None:
        self._piece = piece
        read = _READERS.get(piece.kind)
        if piece.kind is Kind.CATEGORY:
            title = _TOP.sub("", piece.title).strip()
            self._section = escaped(" ".join(title.split())) or (self._section and "Top")
        elif piece.kind is Kind.DESCRIPTION:
            self._lose(foreign.DISCUSSION, foreign.shortened(words(piece.stem.format, piece.stem.text)))
        elif piece.kind is Kind.BROKEN:
            self._lose(foreign.BROKEN, "{ is never closed", whole=True)
        elif read is None:
            self._lose(foreign.NO_TYPE, piece.kind.value.lower(), whole=True)
        elif question := read(self, piece):
            self.questions.append(question)

    def _name(self) -> str:
        piece = self._piece
        return piece.title or foreign.shortened(words(piece.stem.format, piece.stem.text)) or piece.id

    def _lose(self, what: str, detail: str = "", *, whole: bool = False) -> None:
        self.lost.append(Loss(self._piece.line, self._name(), what, detail, whole=whole))

    def _own(self, text: Text | None) -> str:
        if text is None:
            return ""
        source, gone = own(text.format, text.text)
        for detail in gone:
            self._lose(foreign.LOOK, detail)
        return source

    def _asked(self, piece: Piece, type_: Type, **said: object) -> Written:
        label, stem, body = told(self._own(piece.stem), label=f"Q{len(self.questions) + 1}")
        id_ = piece.id or (next(names(piece.title)) if piece.title else "")
        if piece.id and piece.title and next(names(piece.title)) != next(names(piece.id)):
            self._lose(foreign.NAME, piece.title)
        tags = tuple(" ".join(tag.replace(",", " ").split()) for tag in piece.tags)
        values: dict[str, object] = {
            "id": id_,
            "label": label,
            "stem": stem,
            "body": body,
            "tags": tuple(tag for tag in tags if tag),
            "explanation": self._own(piece.general),
            "section": self._section,
            "line": piece.line,
        }
        return Written(type=type_, **{**values, **said})  # type: ignore[arg-type] # by the names of its fields

    def truth(self, piece: Piece) -> Written:
        wrong, right = self._own(piece.first), self._own(piece.second)
        answers = (
            Answer("True", piece.truth, feedback=right if piece.truth else wrong, fixed=True),
            Answer("False", not piece.truth, feedback=wrong if piece.truth else right, fixed=True),
        )
        return self._asked(piece, Type.TRUE_FALSE, answers=answers)

    def choice(self, piece: Piece) -> Written | None:
        marked = sum(choice.right for choice in piece.choices)
        texts = [self._own(choice.text) for choice in piece.choices]
        told_of = [self._own(choice.feedback) for choice in piece.choices]
        both = list(zip(piece.choices, texts, told_of, strict=True))
        if marked == 1:
            answers, scoring = foreign.one_of_several([(text, one.right, one.weight, fb) for one, text, fb in both])
            return self._asked(piece, foreign.type_of_one(answers), answers=answers, scoring=scoring)
        if marked:
            self._lose(foreign.ANY_ONE)
            answers = tuple(answer(text, one.right, fb) for one, text, fb in both)
            return self._asked(piece, Type.MULTIPLE, answers=answers)
        found = foreign.several([(text, one.weight or 0.0, fb) for one, text, fb in both])
        if found is None:
            self._lose(foreign.NOT_RIGHT, whole=True)
            return None
        return self._asked(piece, Type.MULTIPLE, answers=found[0], scoring=found[1])

    def essay(self, piece: Piece) -> Written:
        return self._asked(piece, Type.REFLECTION)

    def matching(self, piece: Piece) -> Written | None:
        found = []
        for choice in piece.choices:
            left, right = pair(choice)
            found.append(Pair(foreign.armless(self._own(left)), escaped(" ".join(right.split()))))
            if choice.feedback:
                told_of = foreign.shortened(words(choice.feedback.format, choice.feedback.text))
                self._lose(foreign.FEEDBACK_OF_TYPED, told_of)
        return self._asked(piece, Type.MATCHING, pairs=foreign.matched(found))

    def short(self, piece: Piece) -> Written | None:
        return self._typed(
            piece, lambda choice, share: _word_source(words(choice.text.format, choice.text.text), share)
        )

    def number(self, piece: Piece) -> Written | None:
        return self._typed(piece, lambda choice, share: _number_source(choice.text.text, share))

    def _typed(self, piece: Piece, source: Callable[[Choice, float], str | None]) -> Written | None:
        sources = []
        for choice in piece.choices:
            share = 1.0 if choice.weight is None else foreign.share_of(choice.weight)
            if choice.feedback:
                self._lose(
                    foreign.FEEDBACK_OF_TYPED, foreign.shortened(words(choice.feedback.format, choice.feedback.text))
                )
            if not choice.right or share <= 0:
                if choice.text.text != "*":
                    self._lose(foreign.WORTHLESS, foreign.shortened(choice.text.text))
                continue
            written = source(choice, share)
            if written is None:
                self._lose(foreign.NO_GAP, foreign.shortened(choice.text.text))
            else:
                sources.append(written)
        gap = foreign.gap_of(sources)
        if gap is None:
            self._lose(foreign.NOT_RIGHT, whole=True)
            return None
        return self._asked(piece, foreign.type_of(gap), gaps=(gap,))


_READERS: dict[Kind, Callable[[_Reader, Piece], Written | None]] = {
    Kind.TRUE_FALSE: _Reader.truth,
    Kind.CHOICE: _Reader.choice,
    Kind.SHORT: _Reader.short,
    Kind.NUMERICAL: _Reader.number,
    Kind.ESSAY: _Reader.essay,
    Kind.MATCHING: _Reader.matching,
}


def _word_source(text: str, share: float) -> str | None:
    pattern = foreign.wildcards(text)
    if pattern is not None:
        return foreign.typed_pattern(pattern, share)
    return foreign.typed_words(text.replace("\\*", "*"), share)


def _number_source(text: str, share: float) -> str | None:
    low, dots, high = text.partition("..")
    if dots:
        return foreign.range_source(low, high, share)
    middle, _, within = text.partition(":")
    return foreign.number_source(middle, within, share)


def write(questions: Sequence[Written], *, title: str = "") -> Writing:
    """A quiz as GIFT; what could not be said stands in its comments too."""
    lost = [loss for question in questions for loss in lost_by(question, CARRIED)]
    parts = [f"// {_in_a_comment(title)}"] if title else []
    section = ""
    for question in questions:
        if question.section != section:
            section = question.section
            parts.append(f"$CATEGORY: $course$/top/{_escaped(foreign.said(section))}")
        body = _body(question)
        if body is None:
            lost.append(_cannot(question))
            continue
        parts.append(
            "\n".join(
                [*_comments(question, lost), f"{_title(question)}[markdown]{_escaped(question.question)}{{{body}}}"]
            )
        )
    missing = [loss for loss in lost if loss.whole]
    parts += [
        f"// Left out: {_in_a_comment(loss.name)}: {_in_a_comment(loss.what.format(detail=loss.detail))}"
        for loss in missing
    ]
    return Writing("\n\n".join(parts) + "\n", tidied(lost))


def _cannot(question: Written) -> Loss:
    return foreign.cannot(question)


def _comments(question: Written, lost: Sequence[Loss]) -> Iterator[str]:
    mine = [loss for loss in lost if loss.line == question.line and loss.name == foreign.named(question)]
    for loss in mine:
        yield f"// Left out: {_in_a_comment(loss.what.format(detail=loss.detail))}"
    marks = []
    if question.id and not question.id.startswith("~") and next(names(question.id)) != question.id:
        marks.append(f"[id:{_mark(question.id)}]")
    marks += [f"[tag:{_mark(tag)}]" for tag in question.tags]
    if marks:
        yield f"// {' '.join(marks)}"


def _title(question: Written) -> str:
    named = question.id and not question.id.startswith("~")
    return f"::{_escaped(question.id)}::" if named else ""


def _body(question: Written) -> str | None:
    """What stands between the braces; None where GIFT has no word for it."""
    match question.type:
        case Type.TRUE_FALSE if [(one.text, one.body) for one in question.answers] == [("True", ""), ("False", "")]:
            answers = _truth(question)
        case Type.SINGLE | Type.TRUE_FALSE:
            answers = "".join(
                _option(one, "=" if one.right else "~", _own_weight(question, one)) for one in question.answers
            )
        case Type.MULTIPLE:
            weights = foreign.percents(question)
            answers = "".join(_option(one, "~", weight) for one, weight in zip(question.answers, weights, strict=True))
        case Type.TEXT | Type.NUMERIC:
            typed = _typed(question.gaps[0])
            if typed is None:
                return None
            answers = typed
        case Type.MATCHING if not any("->" in one.left for one in question.pairs):
            answers = "".join(
                f"\n\t={_escaped(standalone(one.left))} -> {_escaped(foreign.said(one.right))}"
                for one in question.pairs
            )
        case Type.REFLECTION:
            answers = ""
        case _:
            return None
    return f"{answers}####{_escaped(question.explanation)}" if question.explanation else answers


def _own_weight(question: Written, one: Answer) -> float | None:
    return None if one.weight is None or question.scoring is Scoring.EXACT else 100 * one.weight


def _truth(question: Written) -> str:
    right = next(one for one in question.answers if one.right)
    wrong = next(one for one in question.answers if not one.right)
    text = "TRUE" if right.text == "True" else "FALSE"
    if right.feedback:
        return f"{text}#{_escaped(wrong.feedback)}#{_escaped(right.feedback)}"
    return f"{text}#{_escaped(wrong.feedback)}" if wrong.feedback else text


def _option(one: Answer, mark: str, weight: float | None) -> str:
    if weight is None and _SHARED.match(one.whole):
        weight = 100.0 if one.right else 0.0
    share = "" if weight is None else _percent(weight)
    feedback = f"#{_escaped(one.feedback)}" if one.feedback else ""
    return f"\n\t{mark}{share}{_escaped(one.whole)}{feedback}"


def _typed(gap: Gap) -> str | None:
    """What is accepted; None where it is something else than words and numbers."""
    if foreign.is_numeric(gap):
        return "#" + "".join(
            f"\n\t={_share(one.share)}{_number(one)}" for one in gap.accepted if isinstance(one, Number)
        )
    if not all(isinstance(one, Words) and "->" not in one.text for one in gap.accepted):
        return None  # an arrow would make a match of it
    return "".join(_words(one) for one in gap.accepted if isinstance(one, Words))


def _words(one: Words) -> str:
    share = _percent(100 * one.share) if _SHARED.match(one.text) else _share(one.share)
    return f"\n\t={share}{_escaped(escaped(_literal(one.text)))}"


def _literal(text: str) -> str:
    """Words in which no `*` stands for anything else."""
    return text.replace("*", "\\*")


def _share(share: float) -> str:
    return "" if share == 1 else _percent(100 * share)


def _percent(figure: float) -> str:
    return f"%{figure:.5f}".rstrip("0").rstrip(".") + "%"


def _number(number: Number) -> str:
    around = foreign.around(number)
    if around is None:
        return f"{foreign.decimal(number.low)}..{foreign.decimal(number.high)}"
    return ":".join(around)


def _escaped(text: str) -> str:
    """A text whose characters mean nothing to GIFT, in one line."""
    return _MEANT.sub(r"\\\1", text).replace("\n", "\\n")


def _mark(text: str) -> str:
    return _escaped(text).replace("]", "\\]")


def _in_a_comment(text: str) -> str:
    return " ".join(text.replace("[id:", "(id:").replace("[tag:", "(tag:").split())
