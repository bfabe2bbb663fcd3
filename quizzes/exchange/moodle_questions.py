"""The elements of Moodle XML -> questions. What they say that we do not is listed.

The types and their elements are those of Moodle's question/format/xml, and of its types multianswer, gapselect, ddwtos
and ordering.
"""

from collections.abc import Callable
from dataclasses import replace
from xml.etree.ElementTree import Element

from lessons.blocks import ListBlock, Paragraph
from quizzes.exchange import foreign, gap_text, moodle_cloze, moodle_said, wordings, worth
from quizzes.exchange.blocks import markdown
from quizzes.exchange.foreign import own, words
from quizzes.exchange.moodle_cloze import Marked
from quizzes.exchange.moodle_said import EXACT, LINE, form, fraction, number, said
from quizzes.exchange.passage import gapped
from quizzes.exchange.text import blocks_of, escaped, shortened
from quizzes.exchange.written import Answer, Loss, Pair, Step, Written, answer, one_line, told
from quizzes.naming import names
from quizzes.parse.metadata import Type

__all__ = ["LINE", "Questions"]

_YES = frozenset({"1", "true"})


class Questions:
    """What the elements of a file say, gathered one by one."""

    def __init__(self) -> None:
        self.questions: list[Written] = []
        self.lost: list[Loss] = []
        self._section = ""
        self._line = 0
        self._name = ""

    def take(self, element: Element) -> None:
        """Read a `<question>`, which may be a category or a text between questions."""
        kind = element.get("type", "")
        self._line = int(element.get(LINE, "0"))
        self._name = words("html", said(element, "name/text"))
        self._name = self._name or shortened(self._words(element, "questiontext"))
        if kind == "category":
            path = said(element, "category/text")
            self._section = foreign.section_of(path) or (self._section and "Top")
            if about := self._words(element, "info"):
                self._lose(wordings.ABOUT_CATEGORY, shortened(about))
            return
        if kind == "description":
            self._lose(wordings.DISCUSSION, shortened(self._words(element, "questiontext")))
            return
        read = _READERS.get(kind)
        if read is None:
            self._lose(wordings.NO_TYPE, kind, whole=True)
        elif question := read(self, element):
            self.questions.append(question)

    def _lose(self, what: str, detail: str = "", *, whole: bool = False) -> None:
        self.lost.append(Loss(self._line, self._name, what, detail, whole=whole))

    def _words(self, element: Element, path: str) -> str:
        found = element.find(path)
        return "" if found is None else words(form(found), said(found, "text"))

    def _text(self, element: Element | None, usual: str = "moodle") -> str:
        """A text in its own format, as Markdown."""
        return "" if element is None else self._own(form(element, usual), said(element, "text"))

    def _own(self, format_: str, text: str) -> str:
        source, gone = own(format_, text)
        for what, detail in gone:
            self._lose(what, detail)
        return source

    def _asked(self, element: Element, type_: Type, *, text: str | None = None, **more: object) -> Written:
        """A question with what all types have in common; its text is that of the element, if it is not given."""
        asked = self._text(element.find("questiontext"), "html") if text is None else text
        label, stem, body = told(asked, label=f"Q{len(self.questions) + 1}")
        given = said(element, "idnumber")
        if given and self._name and next(names(self._name)) != next(names(given)):
            self._lose(wordings.NAME, self._name)
        for what, detail in moodle_said.unsaid(element):
            self._lose(what, detail)
        tags = (" ".join(said(tag, "text").split()) for tag in element.findall("tags/tag"))
        values: dict[str, object] = {
            "id": given or (next(names(self._name)) if self._name else ""),
            "label": label,
            "stem": stem,
            "body": body,
            "hints": tuple(hint for one in element.findall("hint") if (hint := self._text(one))),
            "tags": tuple(dict.fromkeys(tag for tag in tags if tag)),
            "explanation": self._text(element.find("generalfeedback"), "html"),
            "points": number(said(element, "defaultgrade"), 1.0),
            "section": self._section,
            "line": self._line,
        }
        return Written(type=type_, **{**values, **more})  # type: ignore[arg-type] # by the names of its fields

    def _none_right(self) -> None:
        self._lose(wordings.NOT_RIGHT, whole=True)

    def truth(self, element: Element) -> Written | None:
        """True or false."""
        told_of = {said(one, "text").lower(): one for one in element.findall("answer")}
        right = next((word for word, one in told_of.items() if fraction(one) > 0), "")
        if right not in {"true", "false"}:
            self._none_right()
            return None
        answers = tuple(
            Answer(word.title(), word == right, feedback=self._text(_of(told_of.get(word))), fixed=True)
            for word in ("true", "false")
        )
        return self._asked(element, Type.TRUE_FALSE, answers=answers)

    def choice(self, element: Element) -> Written | None:
        """One or several right options."""
        found = [(self._text(one), fraction(one), self._text(_of(one))) for one in element.findall("answer")]
        shuffled = said(element, "shuffleanswers") in _YES
        single = said(element, "single") in {"", *_YES} and element.get("type") == "multichoice"
        full = sum(percent >= worth.FULL for _text, percent, _told in found)
        if full and (full > 1 or not single) and (single or element.get("type") == "multichoiceset"):
            if single:
                self._lose(wordings.ANY_ONE)
            options = tuple(answer(text, percent >= worth.FULL, told_of) for text, percent, told_of in found)
            return self._asked(element, Type.MULTIPLE, answers=options, shuffled=shuffled)
        if single and full:
            options, scoring = worth.one_of_several(
                [(text, percent >= worth.FULL, percent or None, told_of) for text, percent, told_of in found]
            )
            type_ = worth.type_of(options)
            return self._asked(element, type_, answers=options, scoring=scoring, shuffled=shuffled)
        several = worth.several(found, exact=EXACT in element.attrib)
        if several is None or single:
            self._none_right()
            return None
        return self._asked(element, Type.MULTIPLE, answers=several[0], scoring=several[1], shuffled=shuffled)

    def essay(self, element: Element) -> Written:
        """What nobody but its author marks here: the notes of a marker are its rubric."""
        rubric = []
        for block in blocks_of(self._text(element.find("graderinfo"), "html")):
            for part in [item.blocks for item in block.items] if isinstance(block, ListBlock) else [(block,)]:
                if part and isinstance(part[0], Paragraph):
                    rubric.append(Step(one_line(part[0].source), markdown(part[1:])))
                else:
                    self._lose(wordings.GRADER, shortened(markdown(part)))
        if template := self._words(element, "responsetemplate"):
            self._lose(wordings.TEMPLATE, shortened(template))
        asked = self._asked(element, Type.REFLECTION, steps=tuple(rubric))
        return replace(asked, points=1.0)

    def matching(self, element: Element) -> Written:
        """Pairs; the right sides are plain text, but where they are dragged."""
        dragged = element.get("type") == "ddmatch"
        found = []
        for one in element.findall("subquestion"):
            text = said(one, "answer/text")
            right, _, more = (self._own("html", text) if dragged else escaped(" ".join(text.split()))).partition("\n\n")
            found.append(Pair(foreign.armless(self._text(one)), one_line(right), more))
        return self._asked(element, Type.MATCHING, pairs=foreign.matched(found))

    def ordering(self, element: Element) -> Written | None:
        """Things in their right order."""
        steps = []
        for one in element.findall("answer"):
            blocks = blocks_of(self._text(one))
            first = blocks[0] if blocks else None
            head = first.source if isinstance(first, Paragraph) else ""
            if head or blocks:
                steps.append(Step(foreign.armless(head), markdown(blocks[bool(head) :])))
            if told_of := self._words(one, "feedback"):
                self._lose(wordings.FEEDBACK_OF_STEPS, shortened(told_of))
        if len(steps) < foreign.FEWEST_STEPS:
            self._lose(wordings.FEW_STEPS, whole=True)
            return None
        shown = said(element, "selectcount") or said(element, "studentsee")
        some = (said(element, "selecttype") or said(element, "logical")).upper()
        if some not in {"ALL", "0", ""} and number(shown, 0.0) not in {0.0, float(len(steps))}:
            self._lose(wordings.SOME_STEPS, shown)
        scoring, lost = foreign.scoring_of_order(said(element, "gradingtype"))
        if lost:
            self._lose(wordings.SCORING, lost)
        return self._asked(element, Type.ORDERING, steps=tuple(steps), scoring=scoring)

    def short(self, element: Element) -> Written | None:
        """A short text."""
        case = said(element, "usecase") in _YES

        def source(one: Element, share: float) -> str | None:
            text = _plain(one)
            pattern = gap_text.wildcards(text)
            if pattern is not None:
                return gap_text.typed_pattern(pattern, share, any_case=not case)
            return gap_text.typed_words(text.replace("\\*", "*"), share)

        return self._typed(element, source, exact_case=case)

    def number(self, element: Element) -> Written | None:
        """A number."""
        return self._typed(
            element, lambda one, share: gap_text.number_source(_plain(one), said(one, "tolerance"), share)
        )

    def _typed(
        self, element: Element, source: Callable[[Element, float], str | None], *, exact_case: bool = False
    ) -> Written | None:
        sources = []
        for one in element.findall("answer"):
            feedback, text, share = self._words(one, "feedback"), _plain(one), worth.share_of(fraction(one))
            if feedback:
                self._lose(wordings.FEEDBACK_OF_TYPED, shortened(feedback))
            if share <= 0:
                if text != "*":
                    self._lose(wordings.WORTHLESS, shortened(text))
                continue
            typed = source(one, share)
            if typed is None:
                self._lose(wordings.NO_GAP, shortened(text))
            else:
                sources.append(typed)
        gap = gap_text.gap_of(sources, exact_case=exact_case)
        if gap is None:
            self._none_right()
            return None
        return self._asked(element, gap_text.type_of(gap), gaps=(gap,))

    def cloze(self, element: Element) -> Written | None:
        """A text with answers embedded in it."""
        return self._gapped(element, moodle_cloze.read(said(element, "questiontext/text")))

    def select(self, element: Element) -> Written | None:
        """A text with places for words that are offered, in groups."""
        offered = [
            (words("moodle", said(one, "text")), said(one, "group") or "1")
            for tag in ("selectoption", "dragbox")
            for one in element.findall(tag)
        ]
        return self._gapped(element, moodle_cloze.read_places(said(element, "questiontext/text"), offered))

    def _gapped(self, element: Element, marked: Marked) -> Written | None:
        """A question in whose text gaps stand."""
        for what, detail in marked.lost:
            self._lose(what, detail)
        if marked.refused:
            self._lose(*marked.refused, whole=True)
            return None
        asked = element.find("questiontext")
        text = self._own("moodle" if asked is None else form(asked, "html"), marked.text)
        found = gapped(text, marked.gaps)
        if found is None:
            self._none_right()
            return None
        question = self._asked(element, found.type, text=found.before, gaps=marked.gaps, passage=found.passage)
        if marked.points:
            question = replace(question, points=marked.points)
        if found.behind:
            self._lose(wordings.TEXT_BEHIND)
            parts = [found.behind, question.explanation]
            question = replace(question, explanation="\n\n".join(part for part in parts if part))
        return question


_READERS: dict[str, Callable[[Questions, Element], Written | None]] = {
    "truefalse": Questions.truth,
    "multichoice": Questions.choice,
    "multichoiceset": Questions.choice,
    "shortanswer": Questions.short,
    "numerical": Questions.number,
    "essay": Questions.essay,
    "matching": Questions.matching,
    "ddmatch": Questions.matching,
    "ordering": Questions.ordering,
    "cloze": Questions.cloze,
    "multianswer": Questions.cloze,
    "gapselect": Questions.select,
    "ddwtos": Questions.select,
}


def _plain(one: Element) -> str:
    return words(form(one, "plain"), said(one, "text"))


def _of(one: Element | None) -> Element | None:
    """The feedback of an answer."""
    return None if one is None else one.find("feedback")
