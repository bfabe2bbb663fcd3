"""The key map: every binding has an id of its own, a text, and a way that an input method does not swallow."""

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.binding import Binding
from textual.dom import DOMNode
from textual.widgets import TextArea

import tui
from tui import i18n, keymap, keys
from tui.screens import copying, links
from tui.screens import help as help_
from tui.widgets import (
    answer,
    choice_line,
    contents,
    lesson_reader,
    match_form,
    matrix,
    order_form,
    problems,
    reader,
    reflection_form,
    rows,
)

LISTS: Mapping[str, Sequence[object]] = {
    "app": [keys.QUIT, keys.PALETTE, keys.SEARCH, keys.THEME, keys.LANGUAGE, keys.SETTINGS, keys.HELP],
    "welcome": keys.WELCOME,
    "today": keys.TODAY,
    "me": keys.ME,
    "suspended": keys.SUSPENDED,
    "settings": keys.SETTINGS_LIST,
    "line": choice_line.ChoiceLine.BINDINGS,
    "who": keys.WHO,
    "courses": keys.COURSES,
    "course": keys.COURSE,
    "notice": keys.NOTICE,
    "blocked": keys.BLOCKED,
    "lost": keys.LOST,
    "refused": keys.REFUSED,
    "reader": keys.READER,
    "search": keys.SEARCHING,
    "notes": keys.NOTES,
    "note editor": keys.NOTE_EDITOR,
    "flag": [*keys.FLAG, *keys.FLAG_DIGITS],
    "find": keys.FIND_FIELD,
    "note": keys.NOTE,
    "copying": copying.CopyScreen.BINDINGS,
    "help": help_.HelpScreen.BINDINGS,
    "links": links.LinksScreen.BINDINGS,
    "check": [*keys.CHECK, *keys.CHECK_DIGITS],
    "quiz": [*keys.QUIZ, *keys.QUIZ_DIGITS],
    "review": [*keys.REVIEW, *keys.REVIEW_DIGITS],
    "result": keys.RESULT,
    "answers": keys.ANSWERS,
    "group": [*keys.GROUP, *keys.GROUP_PANELS],
    "report": keys.REPORT,
    "ask": keys.ASK,
    "organise": keys.ORGANISE,
    "groups": [*keys.GROUPS, *keys.GROUPS_DIGITS],
    "member": keys.MEMBER,
    "mirror": keys.MIRROR,
    "part": keys.PART,
    "quiz sheet": keys.QUIZ_SHEET,
    "sprints": keys.SPRINTS,
    "charter": keys.CHARTER,
    "norms": keys.NORMS,
    "sentence": keys.SENTENCE,
    "matrix": matrix.Matrix.BINDINGS,
    "preview": keys.PREVIEW,
    "trainer": keys.TRAINER,
    "items": keys.ITEMS,
    "write ids": keys.WRITE_IDS,
    "side by side": keys.SIDE_BY_SIDE,
    "reading": lesson_reader.LessonReader.BINDINGS,
    "rows": rows.RowList.BINDINGS,
    "contents": contents.Contents.BINDINGS,
    "problems": problems.ProblemList.BINDINGS,
    "picks": answer.Picks.BINDINGS,
    "order": order_form.OrderForm.BINDINGS,
    "match": match_form.MatchForm.BINDINGS,
    "rubric": reflection_form.ReflectionForm.BINDINGS,
}
TOGETHER = {
    "group": (matrix.Matrix, rows.RowList),
    "groups": (rows.RowList,),
    "member": (rows.RowList,),
    "mirror": (rows.RowList,),
    "sprints": (rows.RowList,),
    "notes": (rows.RowList,),
    "today": (rows.RowList,),
    "settings": (rows.RowList,),
    "welcome": (choice_line.ChoiceLine,),
    "report": (choice_line.ChoiceLine,),
    "ask": (choice_line.ChoiceLine,),
    "organise": (rows.RowList,),
    "course": (rows.RowList,),
    "trainer": (rows.RowList,),
    "items": (rows.RowList,),
    "side by side": (reader.Reader,),
}
"""Screens, and what may have the focus on them."""
NAMED = {
    *("enter", "escape", "space", "up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab", "delete"),
    *("shift+tab", "shift+up", "shift+down"),
}
THROUGH_HELP = {
    *("today.course", "today.quit", "today.who"),
    *("group.handled", "group.values", "group.hide", "member.handled", "member.hide"),
    *(f"{screen}.{truth}" for screen in ("check", "quiz", "review") for truth in ("true", "false")),
}
"""Reached by F4 and Ctrl+Q, from the palette, or from the list that F1 shows; true and false by their digits."""
TAKE_TURNS = (
    {"group.member", "group.question"},
    {"find.next", "reader.note"},
    {"choosing.down", "reading.down"},
    {"choosing.up", "reading.up"},
    {"choosing.hold", "reading.page_down"},
    {"choosing.copy", "reading.fold"},
    {"choosing.more", "choosing.begin"},
    {"quiz.submit", "quiz.toggle", "quiz.next"},
    {"check.submit", "check.on"},
    {"check.toggle", "check.further"},
    {"find.next", "reader.on"},
    {"reader.panel", "reader.stop"},
    {"reader.panel", "reader.stop_before"},
    {"review.show", "review.choose", "review.accept", "review.done"},
    {"charter.on", "charter.accept"},
    {"ask.do", "ask.end"},
)
"""They share a key: one of them is on at a time."""


def survives_an_input_method(name: str) -> bool:
    """Digits, Enter, arrows, Ctrl and function keys arrive as they are; letters become Pinyin."""
    return (
        name in NAMED
        or name.isdigit()
        or name.startswith("ctrl+")
        or (name[0] == "f" and name[1:].isdigit())
        or not name.isascii()
    )


def every() -> list[Binding]:
    return [binding for bindings in LISTS.values() for binding in bindings if isinstance(binding, Binding)]


def owners(of: type[DOMNode] = DOMNode) -> Iterator[type[DOMNode]]:
    """Every screen and widget of ours that has bindings of its own, but for those that are the keys of a text area."""
    for one in of.__subclasses__():
        if one.__module__.startswith("tui.") and "BINDINGS" in vars(one) and not issubclass(one, TextArea):
            yield one
        yield from owners(one)


def test_no_binding_of_a_screen_or_a_widget_is_left_out_here() -> None:
    for folder in ("screens", "widgets"):
        for module in pkgutil.iter_modules([str(Path(tui.__file__).with_name(folder))], f"tui.{folder}."):
            importlib.import_module(module.name)
    known = {binding.id for binding in every()}
    found = {binding.id for one in owners() for binding in vars(one)["BINDINGS"] if isinstance(binding, Binding)}
    assert found - known == set()
    assert set(keymap.every()) == known


def test_every_binding_has_an_id_and_a_text() -> None:
    assert all(binding.id and binding.description for binding in every())
    ids = Counter(binding.id for binding in every() if binding.id != "back")
    assert [name for name, number in ids.items() if number > 1] == []


@pytest.mark.parametrize("name", LISTS)
def test_no_two_bindings_of_a_screen_meet_on_a_key(name: str) -> None:
    used: dict[str, str] = {}
    for binding in LISTS[name]:
        assert isinstance(binding, Binding)
        for one in binding.key.split(","):
            if not any({binding.id, used.get(one)} <= turns for turns in TAKE_TURNS):
                assert one not in used, f"{one}: {binding.id} and {used[one]}"
            used[one] = str(binding.id)


@pytest.mark.parametrize("name", TOGETHER)
def test_a_screen_and_what_has_the_focus_on_it_do_not_meet_on_a_key(name: str) -> None:
    """What has the focus would win; a screen's own keys do, where they are bound with priority."""
    for widget in TOGETHER[name]:
        taken = {key for binding in widget.BINDINGS if isinstance(binding, Binding) for key in binding.key.split(",")}
        for binding in (*LISTS[name], *LISTS["app"]):
            assert isinstance(binding, Binding)
            met = taken & set(binding.key.split(","))
            assert not met or binding.priority or binding.id in {"today.down", "today.up"}, (binding.id, met)


def test_every_binding_has_a_key_that_an_input_method_leaves_alone() -> None:
    swallowed = [
        binding.id
        for binding in every()
        if not any(survives_an_input_method(one.strip()) for one in binding.key.split(","))
    ]
    assert [name for name in swallowed if name not in THROUGH_HELP] == []


def test_while_typing_the_keys_that_write_something_are_told_from_the_others() -> None:
    writing = ("a", "1", "space", "minus", "question_mark", "fullwidth_question_mark")
    others = ("enter", "escape", "tab", "f6", "ctrl+r", "pageup", "backspace")
    assert [name for name in (*writing, *others) if keys.types(name)] == [*writing]
    assert [keys.written(name) for name in ("f6", "ctrl+r", "enter", "f1")] == ["F6", "Ctrl+R", "Enter", "F1"]


@pytest.mark.parametrize("bindings", [keys.QUIZ, [*keys.REVIEW, keys.HELP]], ids=["quiz", "review"])
def test_where_an_answer_is_typed_every_key_of_the_bar_has_another_that_types_nothing(bindings: list[Binding]) -> None:
    choosing = {"quiz.toggle", "review.choose"}  # among options: nothing is typed where they are
    shown = [binding for binding in bindings if binding.show and binding.id not in choosing]
    assert [one.id for one in shown if all(map(keys.types, one.key.split(",")))] == []


def test_the_words_of_the_footer_are_short_in_chinese() -> None:
    """Seven of them stand in a row of 80 cells, however narrow the screen makes the rest."""
    i18n.use("zh")
    shown = [binding for binding in every() if binding.show]
    assert {one.description: i18n._(one.description) for one in shown if cell_len(i18n._(one.description)) > 8} == {}
    for name, bindings in LISTS.items():
        row = [one for one in bindings if isinstance(one, Binding) and one.show][:7]
        assert sum(cell_len(f"{one.key_display} {i18n._(one.description)}  ") for one in row) <= 80, name


def test_the_preview_takes_no_key_from_what_it_shows() -> None:
    meets = {
        one
        for screen_key in keys.PREVIEW
        for one in screen_key.key.split(",")
        for shown in (reader.Reader.BINDINGS, problems.ProblemList.BINDINGS, contents.Contents.BINDINGS)
        for binding in shown
        if isinstance(binding, Binding) and one in binding.key.split(",")
    }
    assert meets == set()
