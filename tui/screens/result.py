"""The result of a quiz: the score, what it completed, and what to read again.

It is long because its lines and its keys offer what there is, which differs with what was missed, what was told before
and whether the quiz was passed.
"""

from collections.abc import Iterable
from dataclasses import replace

from rich.cells import cell_len
from textual.binding import ActiveBinding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from quizzes.grade import Verdict
from quizzes.model import Feedback
from quizzes.sitting import Answer
from tui.commands.quiz_words import attempts_words, credit, points_words, time_up_words
from tui.commands.wording import marks, percent
from tui.i18n import _, count, later
from tui.keys import HELP, RESULT
from tui.render.plain import plain_inline
from tui.screens.base import StudyScreen
from tui.views import Finished, LessonRow, Reread, Unsent
from tui.widgets.verdict import NOT_KEPT, UNMARKED, verdict_look

_WIDEST = 104
"""Cells of a column, as in app.tcss."""
_MARGIN = 5
"""What stands beside the text: its padding and the scroll bar."""


class ResultScreen(StudyScreen):
    """What a finished sitting came to."""

    CSS_PATH = "result.tcss"
    STUDIES = True
    BINDINGS = [*RESULT, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later(
        "Every answer is recorded. {result_on} goes on; {result_answers} shows each question with its answer, "
        "{result_missed} those that were missed; {result_practise} practises these, which is no attempt at the quiz; "
        "{result_again} takes the quiz again. {result_reread} opens what ▸ stands before, and then the next."
    )

    def __init__(self, finished: Finished, *, unsent: Unsent | None = None) -> None:
        """Take what came out, and why an answer does not count that stood there when the time was up."""
        super().__init__()
        self._finished = finished
        self._unsent = unsent
        self._opened = finished.quiz
        self._rereads: list[Reread] = []
        self._next_reread = 0
        """Which of them the key opens: one after another, each time that it is pressed."""
        self._looked_back = False

    @property
    def quiz_key(self) -> str:
        """The key of the quiz."""
        return self._opened.quiz.key

    def body(self) -> Iterable[Widget]:
        """Score, answers, what next."""
        with VerticalScroll(classes="page", can_focus=False):
            yield Static(self._text(), classes="column result", markup=False)

    def say_again(self) -> None:
        """Say the result again, with the questions in other words."""
        self._finished = self.study.reworded_result(self._finished)
        self._opened = self._finished.quiz
        self.query_one(".result", Static).update(self._text())
        self.on_mount()

    def on_resize(self) -> None:
        """Break the questions to the width, each under its own beginning."""
        self.query_one(".result", Static).update(self._text())

    def on_mount(self) -> None:
        """Name the place."""
        self.top.place = Content.assemble(self.muted(_("Result") + " · "), (self._opened.quiz.title, "bold"))

    def _text(self) -> Content:
        finished, lines = self._finished, [self._score()]
        if finished.timed_out:
            lines.append(self.toned("! " + time_up_words(finished, self._unsent), "warning"))
        if finished.completed:
            lines.append(self.toned(self._celebration(), "success"))
        if attempts := attempts_words(finished):
            lines.append(self.muted(attempts))
        if not self._told:
            return Content("\n").join(
                [*lines, Content(""), self.muted(_("Only the score is told, not what was right."))]
            )
        lines += [Content(""), *self._answers()]
        missed = self._missed()
        if missed:
            lines += [Content(""), Content.styled(_("Read again"), "$text-primary bold"), *missed]
        return Content("\n").join(lines)

    @property
    def _told(self) -> bool:
        """Whether it is told what was right."""
        return self._opened.sitting.terms.feedback is not Feedback.NEVER

    @property
    def _to_look_back(self) -> bool:
        """Whether what was right is told only now, and was not looked at yet."""
        return self._opened.sitting.terms.feedback is Feedback.END and not self._looked_back

    def _score(self) -> Content:
        score = self._finished.score
        tone, mark = ("success", "✓") if score.passed else ("error", "✗")
        if score.share is None:
            said = _("Done. Nothing in it is marked.") if score.passed else _("Not done. Nothing in it is marked.")
            return self.toned(f"{mark} {said}", tone, bold=True)
        word = _("passed") if score.passed else _("not passed")
        of = marks(score.points) if score.points == score.asked else points_words(score.points)
        return Content.assemble(
            self.toned(f"{mark} {marks(score.marks)} / {of}   {percent(score.share)}  {word}", tone, bold=True),
            self.muted("   " + _("pass mark {mark}").format(mark=percent(self._opened.sitting.terms.pass_mark))),
        )

    def _celebration(self) -> str:
        lesson = self._finished.completed
        if lesson is None:
            return ""
        view = self.study.course(lesson.course)
        left = view.total - view.completed
        if not left:
            return _("Lesson done: {title}. That was the last one of {course}.").format(
                title=lesson.title, course=view.course.title
            )
        to_go = count("{n} to go", "{n} to go", left)
        return _("Lesson done: {title} · {to_go}").format(title=lesson.title, to_go=to_go)

    def _answers(self) -> Iterable[Content]:
        sitting = self._opened.sitting
        asked = [name for name in sitting.questions if name not in sitting.passed_over]
        for number, name in enumerate(asked, start=1):
            question, answer = self._opened.find(name), sitting.answered.get(name)
            stem = plain_inline(question.stem, self._opened.references) if question else _("a question taken out since")
            kept = name not in self._finished.gone
            mark = self._mark(answer) if kept else self.muted(NOT_KEPT)
            lead = Content.assemble(" ", mark, self.muted(f" {number:2}  "))
            worth = self._worth(answer) if kept else _("no longer kept")
            said = Content.assemble(stem.replace("\n", " "), self.muted(f"   {worth}".rstrip()))
            room = min(self.app.size.width, _WIDEST) - _MARGIN - cell_len(lead.plain)
            yield lead + Content("\n" + " " * cell_len(lead.plain)).join(said.wrap(max(2, room)))

    def _mark(self, answer: Answer | None) -> Content:
        if answer is None:
            return self.toned("✗", "error")
        if not answer.graded:
            return self.muted(UNMARKED)
        return self.toned(*verdict_look(Verdict(answer.mark, answer.right)))

    def _worth(self, answer: Answer | None) -> str:
        """What is to be said of an answer beside its mark."""
        if answer is None:
            return _("not answered")
        if not answer.graded:
            return _("not marked")
        return credit(answer.mark, answer.points) if not answer.right and answer.mark else ""

    def _missed(self) -> list[Content]:
        self._rereads = []
        lines: list[Content] = []
        for answer in self._opened.sitting.answers:
            question = self._opened.find(answer.question)
            if answer.right or not answer.graded or question is None:
                continue
            reread = self.study.reread(self._opened.lesson, question)
            if reread is None or reread in self._rereads:
                continue
            self._rereads.append(reread)
            title = plain_inline(reread.title, {}) if reread.title else ""
            where = f"{reread.lesson.title} › {title}" if title else reread.lesson.title
            lines.append(Content(where))
        marks = (self.toned("▸ ", "primary") if at == self._next_reread else "  " for at in range(len(lines)))
        return [Content.assemble("  ", mark, where) for mark, where in zip(marks, lines, strict=True)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """No key for what there is not."""
        match action:
            case "reread":
                return bool(self._rereads)
            case "answers":
                return self._told
            case "missed":
                return bool(self.study.missed(self._finished))
            case "practise":
                return bool(self.study.practise_missed(self._finished).questions)
            case "again":
                return self._finished.again
        return True

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now: Enter shows the answers first, where nothing was told before."""
        found = dict(super().active_bindings)
        if self._to_look_back and "enter" in found:
            found["enter"] = found["enter"]._replace(binding=replace(found["enter"].binding, description=_("Answers")))
            for name, one in found.items():
                if one.binding.id == "result.answers":
                    found[name] = one._replace(binding=replace(one.binding, show=False))
        return found

    def _next_lesson(self) -> LessonRow | None:
        lesson = self._opened.lesson
        if lesson is None or not self._finished.score.passed:
            return None
        rows = self.study.course(lesson.course).lessons
        at = next((index for index, row in enumerate(rows) if row.lesson.key == lesson.key), len(rows))
        return rows[at + 1] if at + 1 < len(rows) else None

    def action_on(self) -> None:
        """Go on: first to the answers where they were not told, to the next lesson after a pass, else to Today."""
        if self._to_look_back:
            self.action_answers()
            return
        following = self._next_lesson()
        self.fivefold.show_today()
        if following:
            self.fivefold.read(following.lesson.key)

    def action_answers(self) -> None:
        """Show each question with its answer, its verdict and what is right."""
        self._looked_back = True
        self.fivefold.look_back(self._finished)
        self.refresh_bindings()

    def action_missed(self) -> None:
        """Show the questions that were missed, one after another."""
        self._looked_back = True
        self.fivefold.look_back(self._finished, missed=True)
        self.refresh_bindings()

    def action_practise(self) -> None:
        """Ask what was missed again, in review."""
        self.fivefold.review(practice=self.study.practise_missed(self._finished))

    def action_again(self) -> None:
        """Take the quiz again."""
        self.fivefold.answer(self._opened.quiz.key, instead=True)

    def action_reread(self) -> None:
        """Open the lesson where the first missed question comes from, the next time that of the next one."""
        if not self._rereads:
            return
        reread = self._rereads[self._next_reread]
        self._next_reread = (self._next_reread + 1) % len(self._rereads)
        self.query_one(".result", Static).update(self._text())
        self.fivefold.read(reread.lesson.key, section=reread.section)

    def action_page(self, pages: int) -> None:
        """Scroll."""
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=pages * 3, animate=False)

    def action_edge(self, end: int) -> None:
        """Scroll to the beginning or the end."""
        page = self.query_one(VerticalScroll)
        (page.scroll_home if end < 0 else page.scroll_end)(animate=False)
