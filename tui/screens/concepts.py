"""What the words mean that stand on many screens, and how a problem is reported: the end of every help."""

from tui.i18n import later

CONCEPTS = (
    (
        later("Study day"),
        later(
            "A study day begins at four in the morning. Your own are the days of the week on which you mean to "
            "study; Settings has them."
        ),
    ),
    (
        later("Days in a row"),
        later(
            "Your study days on which you studied, one after another. A day that is none of them, or on which you "
            "are away, does not end the row. Nobody else sees it."
        ),
    ),
    (
        later("Review"),
        later(
            "What you answered is asked again: a miss tomorrow, what was right after days, then after months. You "
            "rate how it came, and that says when it comes next."
        ),
    ),
    (
        later("Slipping"),
        later(
            "A lesson that is done, and of whose questions at least three in ten are likely to be forgotten by now. "
            "It stays done."
        ),
    ),
    (
        later("Dimension"),
        later(
            "What a course wants you to grow in. Its rail shows the share of its objectives that you have reached; "
            "the tick is what your group aims at."
        ),
    ),
    (
        later("Proficient, mastered"),
        later(
            "An objective is proficient when the latest answer to each of its questions is right, and mastered when "
            "each was right again in a review at least 7 days later and is likely to be known still."
        ),
    ),
    (
        later("Announced"),
        later(
            "A quiz of which you are told before you begin that your leaders receive its result. They receive that of "
            "no other."
        ),
    ),
)
"""Words and what they mean, marked for translation."""

REPORTING = later(
    "`fivefold doctor` in the shell says what Fivefold runs on. After a crash its report, crash-….txt, lies in the "
    "data folder; there is nothing in it that you wrote. Send both to whoever looks after Fivefold for you."
)
