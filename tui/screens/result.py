"""The result of a quiz: the score, what it completed, and what to read again."""

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from lessons.errors import LessonError
from tui.commands.wording import marks, percent
from tui.i18n import _, count, later
from tui.keys import HELP, RESULT
from tui.render.plain import plain_inline
from tui.screens.base import StudyScreen
from tui.views import Answered, LessonRow, Reread


class ResultScreen(StudyScreen):
    """What a finished sitting came to."""

    CSS_PATH = "result.tcss"
    BINDINGS = [*RESULT, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later("Every answer is recorded. Enter goes on; a takes the quiz again.")

    def __init__(self, answered: Answered) -> None:
        super().__init__()
        self._last = answered
        self._opened = answered.quiz
        self._rereads: list[Reread] = []

    def body(self) -> Iterable[Widget]:
        """Score, answers, what next."""
        with VerticalScroll(classes="page", can_focus=False):
            yield Static(self._text(), classes="column result", markup=False)

    def say_again(self) -> None:
        """Say the result again, with the questions in other words."""
        try:
            self._last = self.study.reworded_answer(self._last)
        except LessonError as problem:
            self.notify(problem.text(_), severity="error", markup=False)
        self._opened = self._last.quiz
        self.query_one(".result", Static).update(self._text())
        self.on_mount()

    def on_mount(self) -> None:
        """Name the place."""
        self.top.place = Content.assemble(self.muted(_("Result") + " · "), (self._opened.quiz.title, "bold"))

    def _text(self) -> Content:
        score = self._last.score
        if score is None:
            return Content("")
        tone, mark = ("success", "✓") if score.passed else ("error", "✗")
        word = _("passed") if score.passed else _("not passed")
        lines = [
            Content.assemble(
                self.toned(
                    f"{mark} {marks(score.marks)} / {marks(score.points)}   {percent(score.share)}  {word}",
                    tone,
                    bold=True,
                ),
                self.muted("   " + _("pass mark {mark}").format(mark=percent(self._opened.quiz.pass_mark))),
            ),
        ]
        if self._last.completed:
            lines.append(self.toned(self._celebration(), "success"))
        lines += [Content(""), *self._answers()]
        missed = self._missed()
        if missed:
            lines += [Content(""), Content.styled(_("Read again"), "$text-primary bold"), *missed]
        return Content("\n").join(lines)

    def _celebration(self) -> str:
        lesson = self._last.completed
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
        for number, answer in enumerate(self._opened.sitting.answers, start=1):
            question = self._opened.find(answer.question)
            stem = plain_inline(question.stem, self._opened.references) if question else _("a question taken out since")
            if answer.right:
                mark = self.toned("✓", "success")
            elif answer.mark > 0:
                mark = self.toned("!", "warning")
            else:
                mark = self.toned("✗", "error")
            yield Content.assemble(" ", mark, self.muted(f" {number:2}  "), stem.replace("\n", " "))

    def _missed(self) -> list[Content]:
        self._rereads = []
        lines: list[Content] = []
        for answer in self._opened.sitting.answers:
            question = self._opened.find(answer.question)
            if answer.right or question is None:
                continue
            reread = self.study.reread(self._opened.lesson, question)
            if reread is None or reread in self._rereads:
                continue
            self._rereads.append(reread)
            title = plain_inline(reread.title, {}) if reread.title else ""
            where = f"{reread.lesson.title} › {title}" if title else reread.lesson.title
            lines.append(Content.assemble("  ", self.toned("▸ ", "primary"), where))
        return lines

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """No key for what there is not."""
        return bool(self._rereads) if action == "reread" else True

    def _next_lesson(self) -> LessonRow | None:
        lesson, score = self._opened.lesson, self._last.score
        if lesson is None or score is None or not score.passed:
            return None
        rows = self.study.course(lesson.course).lessons
        at = next((index for index, row in enumerate(rows) if row.lesson.key == lesson.key), len(rows))
        return rows[at + 1] if at + 1 < len(rows) else None

    def action_on(self) -> None:
        """Go on: to the next lesson after a pass, else back to Today."""
        following = self._next_lesson()
        self.fivefold.show_today()
        if following:
            self.fivefold.read(following.lesson.key)

    def action_again(self) -> None:
        """Take the quiz again."""
        self.fivefold.answer(self._opened.quiz.key, instead=True)

    def action_reread(self) -> None:
        """Open the lesson where the first missed question comes from."""
        if self._rereads:
            self.fivefold.read(self._rereads[0].lesson.key, section=self._rereads[0].section)

    def action_page(self, pages: int) -> None:
        """Scroll."""
        page = self.query_one(VerticalScroll)
        page.scroll_relative(y=pages * 3, animate=False)
