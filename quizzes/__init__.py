"""What is asked: quizzes, questions, sittings and verdicts. Pure, but for exchange/."""
