"""How the questions of announced quizzes did, as text and JSON: sums, and nobody's answers."""

from collections.abc import Iterator, Sequence

from quizzes.evidence import evidence_of
from store.mirror import FEW, QuestionDone, QuizQuestions
from tui.commands.wording import difficult_words, fraction, question_share, too_few
from tui.i18n import _, count, named
from tui.render.plain import plain_inline


def stem_text(one: QuestionDone) -> str:
    """The words of a question in one line."""
    return " ".join(plain_inline(one.stem, {}).split())


def difficult_lines(quizzes: Sequence[QuizQuestions]) -> Iterator[str]:
    """The difficult questions of each announced quiz, after a blank line; nothing where none is announced."""
    if quizzes:
        yield ""
        yield _("Difficult questions")
    for quiz in quizzes:
        yield named(f"  {quiz.title}", difficult_words(quiz))
        for one in quiz.difficult:
            said = _("    line {line}, {share}: {stem}")
            yield said.format(line=one.line, share=question_share(one), stem=stem_text(one))


def question_lines(quiz: QuizQuestions) -> Iterator[str]:
    """Every question of an announced quiz that is told of, after a blank line, the most difficult first."""
    yield ""
    if quiz.respondents is None:
        yield _("{quiz}: {few} have finished it, so that nothing is told of its questions").format(
            quiz=quiz.title, few=too_few()
        )
        return
    yield named(quiz.title, count("{n} respondent", "{n} respondents", quiz.respondents))
    for one in quiz.questions:
        yield _("  line {line}, right {right}: {stem}").format(
            line=one.line, right=fraction(one.right, one.respondents), stem=stem_text(one)
        )


def quiz_json(quiz: QuizQuestions) -> dict[str, object]:
    """An announced quiz with its questions."""
    return {
        "quiz": quiz.quiz,
        "title": quiz.title,
        "respondents": quiz.respondents,
        "questions": [_question_json(one) for one in quiz.questions],
        **({"withheld": FEW} if quiz.respondents is None else {}),
    }


def _question_json(one: QuestionDone) -> dict[str, object]:
    figures = one.figures

    def rounded(value: float | None) -> float | None:
        return None if value is None else round(value, 4)

    return {
        "question": one.question,
        "line": one.line,
        "stem": one.stem,
        "respondents": one.respondents,
        "right": one.right,
        "evidence": evidence_of(one.respondents).name.casefold(),
        "facility": rounded(figures.facility) if figures else None,
        "discrimination": rounded(figures.discrimination) if figures else None,
        "efficiency": rounded(figures.efficiency) if figures else None,
        "difficult": one.difficult,
    }
