"""GIFT -> questions. What it says that we do not is listed."""

import re
from collections.abc import Callable

from quizzes.exchange import foreign, gap_text, wordings, worth
from quizzes.exchange.foreign import own, words
from quizzes.exchange.gift_syntax import Choice, Kind, Piece, Text, pair, read_pieces
from quizzes.exchange.text import escaped, shortened
from quizzes.exchange.written import Answer, Loss, Pair, Reading, Step, Written, answer, told
from quizzes.naming import names
from quizzes.parse.metadata import Type

_HEAD = re.compile(r"(?m)^[ \t]*(?:\$CATEGORY:|::[^:\n]+::)")
_BRACES = re.compile(r"\{\s*(?:[=~#]|TRUE|FALSE|T|F|\})")


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
            reader.lost.append(Loss(piece.line, "", wordings.TOO_MANY, foreign.MOST))
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
            self._section = foreign.section_of(piece.title) or (self._section and "Top")
        elif piece.kind is Kind.DESCRIPTION:
            self._lose(wordings.DISCUSSION, shortened(words(piece.stem.format, piece.stem.text)))
        elif piece.kind is Kind.BROKEN:
            self._lose(wordings.OPEN_BRACE, whole=True)
        elif read is None:
            self._lose(wordings.NO_TYPE, piece.kind.value.lower(), whole=True)
        elif question := read(self, piece):
            self.questions.append(question)

    def _name(self) -> str:
        piece = self._piece
        return piece.title or shortened(words(piece.stem.format, piece.stem.text)) or piece.id

    def _lose(self, what: str, detail: str = "", *, whole: bool = False) -> None:
        self.lost.append(Loss(self._piece.line, self._name(), what, detail, whole=whole))

    def _own(self, text: Text | None) -> str:
        if text is None:
            return ""
        source, gone = own(text.format, text.text)
        for what, detail in gone:
            self._lose(what, detail)
        return source

    def _asked(self, piece: Piece, type_: Type, **said: object) -> Written:
        label, stem, body = told(self._own(piece.stem), label=f"Q{len(self.questions) + 1}")
        id_ = piece.id or (next(names(piece.title)) if piece.title else "")
        if piece.id and piece.title and next(names(piece.title)) != next(names(piece.id)):
            self._lose(wordings.NAME, piece.title)
        tags = tuple(" ".join(tag.split()) for tag in piece.tags)
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
            answers, scoring = worth.one_of_several([(text, one.right, one.weight, fb) for one, text, fb in both])
            return self._asked(piece, worth.type_of(answers), answers=answers, scoring=scoring)
        if marked:
            self._lose(wordings.ANY_ONE)
            answers = tuple(answer(text, one.right, fb) for one, text, fb in both)
            return self._asked(piece, Type.MULTIPLE, answers=answers)
        found = worth.several([(text, one.weight or 0.0, fb) for one, text, fb in both], exact=piece.exact)
        if found is None:
            self._lose(wordings.NOT_RIGHT, whole=True)
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
                told_of = shortened(words(choice.feedback.format, choice.feedback.text))
                self._lose(wordings.FEEDBACK_OF_PAIRS, told_of)
        return self._asked(piece, Type.MATCHING, pairs=foreign.matched(found))

    def ordering(self, piece: Piece) -> Written | None:
        way, some, shown = piece.order
        steps = [Step(foreign.armless(escaped(words("moodle", choice.text.text)))) for choice in piece.choices]
        if len(steps) < foreign.FEWEST_STEPS:
            self._lose(wordings.FEW_STEPS, whole=True)
            return None
        if some != "ALL" and 0 < shown < len(steps):
            self._lose(wordings.SOME_STEPS, str(shown))
        scoring, lost = foreign.scoring_of_order(way)
        if lost:
            self._lose(wordings.SCORING, lost)
        return self._asked(piece, Type.ORDERING, steps=tuple(steps), scoring=scoring)

    def short(self, piece: Piece) -> Written | None:
        return self._typed(
            piece, lambda choice, share: _word_source(words(choice.text.format, choice.text.text), share)
        )

    def number(self, piece: Piece) -> Written | None:
        return self._typed(piece, lambda choice, share: _number_source(choice.text.text, share))

    def _typed(self, piece: Piece, source: Callable[[Choice, float], str | None]) -> Written | None:
        sources = []
        for choice in piece.choices:
            share = 1.0 if choice.weight is None else worth.share_of(choice.weight)
            if choice.feedback:
                self._lose(wordings.FEEDBACK_OF_TYPED, shortened(words(choice.feedback.format, choice.feedback.text)))
            if not choice.right or share <= 0:
                if choice.text.text != "*":
                    self._lose(wordings.WORTHLESS, shortened(choice.text.text))
                continue
            written = source(choice, share)
            if written is None:
                self._lose(wordings.NO_GAP, shortened(choice.text.text))
            else:
                sources.append(written)
        gap = gap_text.gap_of(sources)
        if gap is None:
            self._lose(wordings.NOT_RIGHT, whole=True)
            return None
        return self._asked(piece, gap_text.type_of(gap), gaps=(gap,))


_READERS: dict[Kind, Callable[[_Reader, Piece], Written | None]] = {
    Kind.TRUE_FALSE: _Reader.truth,
    Kind.CHOICE: _Reader.choice,
    Kind.SHORT: _Reader.short,
    Kind.NUMERICAL: _Reader.number,
    Kind.ESSAY: _Reader.essay,
    Kind.MATCHING: _Reader.matching,
    Kind.ORDERING: _Reader.ordering,
}


def _word_source(text: str, share: float) -> str | None:
    pattern = gap_text.wildcards(text)
    if pattern is not None:
        return gap_text.typed_pattern(pattern, share)
    return gap_text.typed_words(text.replace("\\*", "*"), share)


def _number_source(text: str, share: float) -> str | None:
    low, dots, high = text.partition("..")
    if dots:
        return gap_text.range_source(low, high, share)
    middle, _, within = text.partition(":")
    return gap_text.number_source(middle, within, share)
