"""Keys of one's own instead of ours: what may be bound to what, so that no two that work together meet on a key."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from textual.binding import Binding, BindingsMap, KeymapApplyResult
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, _character_to_key, key_to_character

from tui import keys
from tui.i18n import _
from tui.own_keys import OwnKey, OwnKeys
from tui.screens.copying import CopyScreen
from tui.screens.help import HelpScreen
from tui.screens.links import LinksScreen
from tui.unknown import nearest
from tui.widgets.answer import Picks
from tui.widgets.choice_line import ChoiceLine
from tui.widgets.contents import Contents
from tui.widgets.lesson_reader import LessonReader
from tui.widgets.match_form import MatchForm
from tui.widgets.matrix import Matrix
from tui.widgets.order_form import OrderForm
from tui.widgets.problems import ProblemList
from tui.widgets.reflection_form import ReflectionForm
from tui.widgets.rows import RowList

_Bindings = Sequence[Binding]
_MODIFIERS = ("ctrl", "shift", "alt", "super", "meta", "hyper")
_LAST_F = 24
_ANYWHERE: _Bindings = (keys.QUIT, keys.THEME, keys.LANGUAGE, keys.PALETTE, keys.SEARCH, keys.SETTINGS, keys.HELP)


def _of(*owners: object) -> list[_Bindings]:
    """The bindings of widgets and modal screens."""
    return [[one for one in getattr(owner, "BINDINGS", ()) if isinstance(one, Binding)] for owner in owners]


_ROWS, _READER, _CONTENTS, _MATRIX, _PROBLEMS = _of(RowList, LessonReader, Contents, Matrix, ProblemList)
_READER = [*(one for one in _READER if one not in keys.CHOOSING), *keys.CHOOSING]
(_LINE,) = _of(ChoiceLine)
_FORMS = _of(Picks, OrderForm, MatchForm, ReflectionForm)
_HELP, _LINKS, _COPYING = _of(HelpScreen, LinksScreen, CopyScreen)
_CHECK: _Bindings = (*keys.CHECK, *keys.CHECK_DIGITS)
_QUIZ: _Bindings = (*keys.QUIZ, *keys.QUIZ_DIGITS)
_REVIEW: _Bindings = (*keys.REVIEW, *keys.REVIEW_DIGITS)
_GROUP: _Bindings = (*keys.GROUP, *keys.GROUP_PANELS)
_GROUPS: _Bindings = (*keys.GROUPS, *keys.GROUPS_DIGITS)

TOGETHER: Sequence[Sequence[_Bindings]] = (
    (_LINE, keys.WELCOME, _ANYWHERE),
    (_ROWS, keys.TODAY, _ANYWHERE),
    (keys.ME, _ANYWHERE),
    (_ROWS, keys.SETTINGS_LIST, _ANYWHERE),
    (_ROWS, keys.SUSPENDED, _ANYWHERE),
    (_ROWS, keys.WHO, _ANYWHERE),
    (keys.SEARCHING, _ANYWHERE),
    (_ROWS, keys.NOTES, _ANYWHERE),
    (keys.NOTE_EDITOR,),
    ((*keys.FLAG, *keys.FLAG_DIGITS),),
    (_ROWS, keys.COURSES, _ANYWHERE),
    (_ROWS, keys.COURSE, _ANYWHERE),
    (keys.NOTICE, _ANYWHERE),
    (keys.BLOCKED, _ANYWHERE),
    (keys.LOST,),
    (keys.REFUSED,),
    (_READER, keys.READER, _ANYWHERE),
    (_CONTENTS, keys.READER, _ANYWHERE),
    (keys.FIND_FIELD, keys.READER, _ANYWHERE),
    *((form, _CHECK, keys.READER, _ANYWHERE) for form in _FORMS),
    *((form, _QUIZ, _ANYWHERE) for form in _FORMS),
    *((form, _REVIEW, _ANYWHERE) for form in _FORMS),
    (keys.RESULT, _ANYWHERE),
    (keys.ANSWERS, _ANYWHERE),
    (_MATRIX, _GROUP, _ANYWHERE),
    (_ROWS, _GROUP, _ANYWHERE),
    (_LINE, keys.REPORT),
    (_LINE, keys.ASK),
    (_ROWS, keys.ORGANISE, _ANYWHERE),
    (keys.NORMS, _ANYWHERE),
    (_ROWS, _GROUPS, _ANYWHERE),
    (_ROWS, keys.MEMBER, _ANYWHERE),
    (_ROWS, keys.MIRROR, _ANYWHERE),
    (_ROWS, keys.PART, _ANYWHERE),
    (_ROWS, keys.SPRINTS, _ANYWHERE),
    (keys.CHARTER, _ANYWHERE),
    (keys.SENTENCE,),
    (_READER, keys.PREVIEW, _ANYWHERE),
    (_PROBLEMS, keys.PREVIEW, _ANYWHERE),
    (_CONTENTS, keys.PREVIEW, _ANYWHERE),
    (_READER, keys.QUIZ_SHEET, _ANYWHERE),
    (_ROWS, keys.TRAINER, _ANYWHERE),
    (_PROBLEMS, keys.TRAINER, _ANYWHERE),
    (_ROWS, keys.ITEMS, _ANYWHERE),
    (keys.WRITE_IDS,),
    (_READER, keys.SIDE_BY_SIDE, _ANYWHERE),
    (_HELP,),
    (keys.FIND_FIELD, _ANYWHERE),
    (keys.NOTE,),
    (_ROWS, _COPYING),
    (_ROWS, _LINKS),
    (keys.NOTE,),
)
"""What works at the same time: what has the focus, its screen, the app."""


def every() -> Mapping[str, Binding]:
    """Every binding that has keys of its own, by id, screen by screen."""
    return {str(one.id): one for chain in TOGETHER for bindings in reversed(chain) for one in bindings}


@dataclass(frozen=True, slots=True)
class Keymap:
    """Keys of one's own that can be so, and what cannot."""

    keys: Mapping[str, str]
    """By the binding's id, as Textual takes them."""
    problems: tuple[str, ...]
    """Each in one sentence with the line of the file; what it is about keeps our keys."""


def settle(own: OwnKeys) -> Keymap:
    """What of a file can be so. Where two meet on a key, the one further down keeps our keys."""
    known = every()
    problems = list(own.problems)
    taken: dict[str, OwnKey] = {}
    for wanted in own.wanted:
        if problem := _refused(own, wanted, known):
            problems.append(problem)
        else:
            taken[wanted.id] = wanted
    while clash := _clash(taken, known):
        loser, other, key = clash
        problems.append(
            _("{where}: {key} is for {other} ({text}) already. {id} ({mine}) keeps {keys}.").format(
                where=own.place(loser.line),
                key=keys.in_words(key),
                other=other.id,
                text=_(other.description),
                id=loser.id,
                mine=_(known[loser.id].description),
                keys=" ".join(map(keys.in_words, _names(known[loser.id].key))),
            )
        )
        del taken[loser.id]
    return Keymap({id_: ",".join(wanted.keys) for id_, wanted in taken.items()}, tuple(problems))


def _refused(own: OwnKeys, wanted: OwnKey, known: Mapping[str, Binding]) -> str:
    """Why a binding cannot be had so, whatever else is wanted; empty where it can."""
    where = own.place(wanted.line)
    if wanted.id not in known:
        if near := _nearest(wanted.id, known):
            return _("{where}: nothing is called {id}. Did you mean {near}?").format(
                where=where, id=wanted.id, near=near
            )
        return _("{where}: nothing is called {id}. See: fivefold config keys").format(where=where, id=wanted.id)
    for key in wanted.keys:
        if not _is_key(key):
            names = [*(one.value for one in Keys), *(f"f{number}" for number in range(1, _LAST_F + 1))]
            if near := nearest(key, names):
                return _("{where}: no key is called {key}. Did you mean {near}?").format(
                    where=where, key=key, near=near
                )
            return _("{where}: no key is called {key}.").format(where=where, key=key)
        if known[wanted.id].priority and keys.types(_name(key)) and not _typed_already(known[wanted.id]):
            return _("{where}: {key} could not be typed any more; give {id} another key.").format(
                where=where, key=key, id=wanted.id
            )
    return ""


def _nearest(id_: str, known: Mapping[str, Binding]) -> str | None:
    """The binding that is meant: of the screen that is named, where there is one."""
    screen, _dot, name = id_.rpartition(".")
    of_screen = {one.rpartition(".")[2]: one for one in known if one.rpartition(".")[0] == screen}
    near = nearest(name, list(of_screen))
    return of_screen[near] if near else None if of_screen else nearest(id_, list(known))


def _typed_already(binding: Binding) -> bool:
    """Whether a binding that goes before all others is on a key that writes something: there is no field then."""
    return any(map(keys.types, _names(binding.key)))


def _clash(taken: Mapping[str, OwnKey], known: Mapping[str, Binding]) -> tuple[OwnKey, Binding, str] | None:
    """Somebody's binding that meets another one on a key, which they do not as they come; None where all is well."""

    def used(binding: Binding) -> frozenset[str]:
        mine = taken.get(str(binding.id))
        return frozenset(map(_name, mine.keys)) if mine else _names_of(binding)

    for chain in TOGETHER:
        bindings = [one for part in chain for one in part]
        for first, second in combinations(bindings, 2):
            mine = [taken[str(one.id)] for one in (first, second) if str(one.id) in taken]
            if not mine or first.id == second.id or _names_of(first) & _names_of(second):
                continue
            if met := used(first) & used(second):
                loser = max(mine, key=lambda one: one.line)
                return loser, known[str(second.id if loser.id == first.id else first.id)], min(met)
    return None


def _names_of(binding: Binding) -> frozenset[str]:
    return frozenset(_names(binding.key))


def _names(text: str) -> Iterator[str]:
    return (_name(one.strip()) for one in text.split(","))


def _name(key: str) -> str:
    """A key by the name that it arrives under."""
    return _character_to_key(key) if len(key) == 1 else key


def _is_key(key: str) -> bool:
    *modifiers, name = key.split("+")
    if any(one not in _MODIFIERS for one in modifiers):
        return False
    if name in {one.value for one in Keys} or (len(name) == 1 and name.isprintable()):
        return True
    if name[:1] == "f" and name[1:].isdigit():
        return 1 <= int(name[1:]) <= _LAST_F
    return name in KEY_NAME_REPLACEMENTS.values() or (name.islower() and key_to_character(name) is not None)


def install() -> None:
    """Have Textual put keys in the place of others one binding at a time.

    Its own way drops every other binding that shares a key with one that is rebound: Enter submits, goes on and ends,
    one at a time, and each has it still.
    """
    BindingsMap.apply_keymap = _apply  # type: ignore[method-assign] # there is no other way in


def _apply(self: BindingsMap, keymap: Mapping[str, str]) -> KeymapApplyResult:
    found: dict[str, list[Binding]] = {}
    done = set[str]()
    for key, bindings in self.key_to_bindings.items():
        for binding in bindings:
            wanted = keymap.get(binding.id or "")
            if wanted is None:
                found.setdefault(key, []).append(binding)
            elif binding.id and binding.id not in done:
                done.add(binding.id)
                for one in wanted.split(","):
                    found.setdefault(one, []).append(binding.with_key(key=one, key_display=None))
    self.key_to_bindings = found
    return KeymapApplyResult(set())
