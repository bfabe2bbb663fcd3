"""`group charter` and `group answer`: what members accept, and what is answered when they say that it is wrong."""

import argparse
import sys
import textwrap
from collections.abc import Iterator, Mapping
from shlex import quote

from lessons.document import read_document
from store.charter import NOTICE, Charter, CharterChange
from store.errors import StoreError
from tui.commands.agreeing import agreed, signed
from tui.commands.membership import bytes_of
from tui.commands.output import room, say, say_json, tell
from tui.commands.wording import unchanged_words
from tui.founding import NotSigned
from tui.i18n import _, count, language, later, listed, named, together
from tui.render.plain import plain_blocks
from tui.start import WrongUsageError, refusal
from tui.study import Study
from tui.typed_path import typed_path

_MEASURE = 84
"""Cells of a line that one reads well."""
WORDS: Mapping[str, tuple[str, ...]] = {
    later("your name, and an id that means nothing elsewhere"): ("MemberRecord.member", "MemberRecord.name"),
    later("of each lesson that is assigned to the group, when it is due and how you stand: one of five words"): (
        "MemberRecord.lessons",
        "LessonRecord.status",
        "LessonRecord.due",
    ),
    later("where you need help: one word why, and since which week"): ("LessonRecord.reason", "LessonRecord.since"),
    later("the week in which you last studied; where you share in files, the week of the latest"): (
        "MemberRecord.last_active_week",
        "MemberRecord.as_of",
    ),
    later(
        "of each quiz that was announced before you began it: your share of the points, whether you passed, the day"
    ): (
        "MemberRecord.results",
        "AnnouncedResult.quiz",
        "AnnouncedResult.title",
        "AnnouncedResult.share",
        "AnnouncedResult.passed",
        "AnnouncedResult.day",
    ),
    later("where you say that a status is wrong: with which lesson, the status, your sentence, the day or the week"): (
        *("Said.lesson", "Said.status", "Said.text", "Said.day", "Said.week"),
    ),
}
SUMS = (
    later(
        "in a group of any size: how many stand where on each lesson; lessons planned and completed, by week and in all"
    ),
    later(
        "of 5 or more alone: how many studied in each week, objectives reached, how questions were answered, and your "
        "group beside other groups"
    ),
)
QUESTIONS: Mapping[str, tuple[str, ...]] = {
    later(
        "of each question of such a quiz, once 5 have answered it in one database: how many had it right, and how "
        "often each option was chosen"
    ): (
        *("QuestionDone.question", "QuestionDone.stem", "QuestionDone.line"),
        *("QuestionDone.respondents", "QuestionDone.right", "QuestionDone.figures", "ItemAnalysis.options"),
    ),
}
FOLLOWS: Mapping[str, tuple[str, ...]] = {
    later(
        "with the results by name, what you answered: where all five had a question right, so had you; a full result "
        "says that all of yours were right"
    ): (),
    later(
        "where all study in one database, the share of objectives reached on a dimension counts yours in: as somebody "
        "joins or leaves, it tells how many of them that one has reached, and so of you"
    ): ("Reached.dimension", "Reached.reached", "Reached.objectives"),
    later("where one question alone asks for an objective, whether you last had that right"): (),
}
SPRINTS: Mapping[str, tuple[str, ...]] = {
    later(
        "in a sprint that your leaders join, the groups in it see two bands of four of yours, for coverage and "
        "improvement, and only of 5 active members or more; of you, nothing"
    ): ("Bands.improvement", "Bands.coverage", "Bands.withheld"),
}
"""The notice: what is said of each field that leaders receive, of sums, of what follows from them, of other groups."""


NEVER = (
    later("your answers by name, hints, what you note, what you remember"),
    later("minutes, times, days of study, your device"),
)
CAN_DO = (
    later("see exactly this yourself, and who looked, on which day"),
    later("say that something in it is wrong: a person answers"),
)


def notice_of(asked: Charter, leaders: tuple[str, ...], mentors: tuple[str, ...]) -> Iterator[str]:
    """The notice of a group, line by line: who receives what, exactly, and what nobody does."""
    names = listed(leaders) or _("nobody at the moment")
    yield _("Who receives it")
    yield "  - " + _("Who leads {group}: {leaders}.").format(group=asked.group.name, leaders=names)
    if mentors:
        yield "  - " + _("Who is a mentor of yours: {mentors}.").format(mentors=listed(mentors))
    for head, points in (
        (_("Of you, once you accept and not before: exactly this, and nothing else"), WORDS),
        (_("In sums, without names"), (*SUMS, *QUESTIONS)),
        (_("What such sums can tell of you"), FOLLOWS),
        (_("Beside other groups"), SPRINTS),
        (_("Never"), NEVER),
        (_("What you can do"), CAN_DO),
    ):
        yield ""
        yield head
        yield from (f"  - {_(words)}" for words in points)


def charter_lines(asked: Charter) -> Iterator[str]:
    """The norms of a group, as plain lines; nothing where it has none."""
    if asked.text:
        document = read_document("charter.md", asked.text)
        yield from plain_blocks(document.blocks, document.references, lang=language(), called=False)


def show(study: Study, options: argparse.Namespace) -> int:
    """Show, set or accept the charter of a group."""
    if len(options.words) != 2:  # noqa: PLR2004 - the action and the group
        raise WrongUsageError(
            _("Say it as: {usage}").format(usage="fivefold group charter NAME [--from FILE] [--accept [--signed NAME]]")
        )
    name = options.words[1]
    if options.first is not None:
        _set(study, options, name)
        return 0
    asked = study.charter(name)
    notice = list(notice_of(asked, study.leaders_of(asked.group), study.mentors_of(asked.group)))
    if options.json and not options.accept:
        say_json(_json(asked, notice))
        return 0
    if not options.accept or asked.accepted is None:  # nobody accepts what they were not shown
        for line in (*charter_lines(asked), *([""] if asked.text else []), *notice):
            _say_whole(line)
    if options.accept:
        _accept(study, asked, options.signed)
    elif asked.accepted is not None:
        say(_("You accepted this on {day}.").format(day=asked.accepted.isoformat()))
    else:
        tell(_("To accept it: fivefold group charter {name} --accept").format(name=quote(asked.group.name)))
    return 0


def _say_whole(text: str) -> None:
    """Say a line of a text that is read to its end: on a terminal no line breaks within a word.

    Han characters are left to the terminal, since a line may end between any two of them.
    """
    if not text.isascii() or not sys.stdout.isatty():
        say(text)
        return
    indent = " " * (len(text) - len(text.lstrip(" -")))
    for line in textwrap.wrap(text, min(room(), _MEASURE), subsequent_indent=indent) or [""]:
        say(line)


def _accept(study: Study, asked: Charter, said: str | None) -> None:
    """Accept it, by the member's own name where several study here."""
    group = asked.group.name
    try:
        try:
            new = study.accept_charter(group, signed=said or "")
        except NotSigned:
            if said is not None:
                raise
            said = signed(_("to accept the charter of {group}").format(group=group), study.name_to_sign())
            new = study.accept_charter(group, signed=said)
    except NotSigned as problem:
        raise WrongUsageError(together(str(problem), _("In a script: --signed NAME"))) from problem
    except StoreError as problem:
        raise refusal(problem) from problem
    tell(_("Accepted. What leaders see of you: fivefold data mirror") if new else _("You have accepted it as it is."))


def _set(study: Study, options: argparse.Namespace, name: str) -> None:
    """Set it, after whoever does so was told whose acceptance lapses, and agreed."""
    path = typed_path(options.first)
    try:
        text = bytes_of(path).decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise WrongUsageError(_("{path} is not text in UTF-8.").format(path=path)) from problem
    try:
        change = study.charter_change(name, text)
        if change.lapsing:
            tell(lapsing_words(change))
            if sys.stdin.isatty() and not options.yes and not agreed(_("Set this charter?")):  # a script has decided
                tell(_("Nothing was changed."))
                return
        new = study.set_charter(name, text)
    except StoreError as problem:
        raise refusal(problem) from problem
    tell(charter_set_words(name, change) if new else _("That is the charter already."))


def lapsing_words(change: CharterChange) -> str:
    """How many acceptances lapse with another charter, and what that means."""
    return count(
        "{n} member has accepted the charter in force. With this one that lapses: you see their name alone until they "
        "accept it.",
        "{n} members have accepted the charter in force. With this one that lapses: you see their names alone until "
        "they accept it.",
        change.lapsing,
    )


def charter_set_words(name: str, change: CharterChange) -> str:
    """That a charter is set, and whom it waits for: the acceptance of a text that was in force before may hold."""
    if change.holding and not change.others:
        words = _("The charter of {group} is set. All of its members have accepted it before, and that holds.")
        return words.format(group=name)
    if not change.holding:
        return _(
            "The charter of {group} is set. Its members are asked to accept it; until then you see their names alone."
        ).format(group=name)
    held = count(
        "{n} member has accepted it before, and that holds.",
        "{n} members have accepted it before, and that holds.",
        change.holding,
    )
    return together(
        _("The charter of {group} is set.").format(group=name),
        held,
        _("The others are asked to accept it; until then you see their names alone."),
    )


def _json(asked: Charter, notice: list[str]) -> dict[str, object]:
    return {
        "group": asked.group.name,
        "charter": asked.text or None,
        "digest": asked.digest or None,
        "notice": [line for line in notice if line],
        "fields": list(NOTICE),
        "accepted": asked.accepted.isoformat() if asked.accepted else None,
    }


def answer(study: Study, options: argparse.Namespace) -> int:
    """Answer what a member said is wrong."""
    if len(options.words) != 5:  # noqa: PLR2004 - the action, and four words
        raise WrongUsageError(
            _("Say it as: {usage}").format(usage="fivefold group answer GROUP MEMBER LESSON SENTENCE")
        )
    group, member, lesson, text = options.words[1:]
    try:
        replied = study.answer_challenge(group, member, study.find_assigned(lesson, group, led=True).key, text)
    except StoreError as problem:
        raise refusal(problem) from problem
    tell(named(_("To"), " ".join(replied.about.text.split())))
    if replied.waits:
        said = _("Answered: it goes with the next file that you share: fivefold group share {group} --to DIR")
        tell(said.format(group=quote(group)))
    else:
        tell(_("Answered: {member} sees it in fivefold data mirror.").format(member=replied.about.name))
    tell(unchanged_words(replied.about.status))
    if replied.left:
        tell(
            count(
                "{n} more thing said of that lesson waits for an answer.",
                "{n} more things said of that lesson wait for an answer.",
                replied.left,
            )
        )
    return 0
