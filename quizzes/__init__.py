"""What is asked: quizzes, questions, sittings and verdicts. Pure."""

from typing import TYPE_CHECKING

if not TYPE_CHECKING:
    from lessons.late import modules_of

    __getattr__ = modules_of(__name__)
