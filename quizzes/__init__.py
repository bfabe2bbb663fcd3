"""What is asked: quizzes, questions, sittings and verdicts. Pure."""
