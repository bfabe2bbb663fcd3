"""The passage of a lesson that somebody names by its words: where a note is written to, or a bookmark set."""

from collections.abc import Sequence

from lessons.model import Lesson
from store.notes import MOST_QUOTED
from tui.i18n import _, language, listed
from tui.render.flow import Spot
from tui.render.glyphs import UNICODE
from tui.render.manuscript import Manuscript
from tui.render.quoted import Quoted, Sentence
from tui.render.text import shortened
from tui.start import WrongUsageError
from tui.study import Study
from tui.unknown import nearest

_MOST_NAMED = 3
"""Passages that are named where the words stand in several."""
_SAID_CELLS = 60
"""Of each of them."""


def quoted(study: Study, lesson: Lesson) -> Quoted:
    """What can be quoted of a lesson, in the language in use."""
    document = study.lay_open(lesson.key).document
    text = Manuscript(document, lesson.lang or language(), UNICODE)
    return Quoted(text, lambda of, index: of.places.place(Spot(index, 0)).block, most=MOST_QUOTED)


def find_passage(text: Quoted, title: str, *, at: str | None, section: str | None) -> Sentence:
    """The sentence that holds some words, else the heading of a section, else the beginning.

    Args:
        text: Of the lesson.
        title: Of the lesson.
        at: Words of the sentence.
        section: The heading, or its beginning, of the section in which that is looked for.

    Raises:
        WrongUsageError: there is none, or there are several.
    """
    under = _one(_headed(text, title, section), section) if section else None
    if at is None:
        found = under or text.beginning()
        if found is None:
            raise WrongUsageError(_("There is nothing to read in {title} yet.").format(title=title))
        return found
    holding = [one for one in text.holding(at) if under is None or one.section == under.section]
    if not holding:
        said = _("No sentence of {title} holds {words}. It is read with: fivefold read LESSON --plain")
        raise WrongUsageError(said.format(title=under.words if under else title, words=repr(at)))
    return _one(holding, at)


def _headed(text: Quoted, title: str, section: str) -> Sequence[Sentence]:
    found = text.headed(section)
    if found:
        return found
    known = text.headings
    if near := nearest(section, known):
        said = _("There is no section {words} in {title}. Did you mean {nearest}?")
        raise WrongUsageError(said.format(words=repr(section), title=title, nearest=repr(near)))
    if not known:
        raise WrongUsageError(_("There is no section in {title}.").format(title=title))
    said = _("There is no section {words} in {title}. There are: {known}.")
    raise WrongUsageError(said.format(words=repr(section), title=title, known=listed(known)))


def _one(found: Sequence[Sentence], words: str) -> Sentence:
    """The only one; several of one block that say the same are one."""
    if len({(one.block, one.words) for one in found}) == 1:
        return found[0]
    places = [
        _("line {line}").format(line=one.line) + f": {shortened(one.words, _SAID_CELLS)}" for one in found[:_MOST_NAMED]
    ]
    more = ["…"] if len(found) > _MOST_NAMED else []
    said = _("{words} stands in several places. Say more of it, or --section HEADING where that tells them apart:")
    raise WrongUsageError("\n  ".join([said.format(words=repr(words)), *places, *more]))
