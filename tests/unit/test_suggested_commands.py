"""A command in a sentence can be pasted into a shell as it stands: whatever is filled into it is quoted for one."""

import ast
import re
from collections.abc import Iterator, Mapping
from string import Formatter

import pytest

from tests.messages import ROOT

_COMMAND = re.compile(r"fivefold [a-z-][^.;`(]*")
_OURS = frozenset(
    {
        "command",  # made where it is filled in, and looked at there
        "day",  # a date
        "key",  # of a setting that there is
        "usage",
        "one",
        "arguments[0]",  # a word of `group`
        "word.example",
        "word.takes",
        "other",  # a language
        "marked.name",  # of a note or a bookmark: hexadecimal
        "near",  # one of our words
        "noted.name",
        "study.about(there).name",
        "path",  # in `gone_on`, where it is quoted already
    }
)
"""What is filled in and is nobody's text."""


def _filled(text: str) -> set[str]:
    """What the commands in a text have to be filled with."""
    return {name for found in _COMMAND.findall(text) for _t, name, _s, _c in Formatter().parse(found) if name}


def _quoted(value: ast.expr) -> bool:
    said = ast.unparse(value)
    return "quote(" in said or said in _OURS


def _errors(trees: Mapping[str, ast.Module]) -> dict[str, set[str]]:
    """What the commands in the message of an error have to be filled with, by the error's name."""
    return {
        node.name: filled
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for line in node.body
        if isinstance(line, ast.Assign)
        and isinstance(line.value, ast.Constant)
        and isinstance(line.value.value, str)
        and (filled := _filled(line.value.value))
    }


def _unquoted(tree: ast.Module, errors: Mapping[str, set[str]]) -> Iterator[str]:
    """What is filled in as it is, with its line."""
    for function in ast.walk(tree):
        if isinstance(function, ast.JoinedStr):
            yield from _bare(function)
        if not isinstance(function, ast.FunctionDef):
            continue
        for call in ast.walk(function):
            match call:
                case ast.Call(func=ast.Attribute(attr="format", value=sentence), keywords=keywords):
                    wanted = {name for text in _texts(sentence, function) for name in _filled(text)}
                case ast.Call(func=ast.Name(id=name), keywords=keywords):
                    wanted = errors.get(name, set())
                case _:
                    continue
            for one in keywords:
                if one.arg in wanted - _OURS and not _quoted(one.value):
                    yield f"{call.lineno} {one.arg}={ast.unparse(one.value)}"


def _texts(sentence: ast.expr, function: ast.FunctionDef) -> Iterator[str]:
    """The texts that a sentence is, or may be where it is a variable of a function."""
    if isinstance(sentence, ast.Name):
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and any(ast.unparse(one) == sentence.id for one in node.targets):
                yield from _texts(node.value, function) if not isinstance(node.value, ast.Name) else ()
        return
    for node in ast.walk(sentence):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _bare(text: ast.JoinedStr) -> Iterator[str]:
    begun = False
    for part in text.values:
        if isinstance(part, ast.Constant):
            begun = begun or bool(re.search(r"(^|\s)fivefold [a-z-]", str(part.value)))
        elif begun and isinstance(part, ast.FormattedValue) and not _quoted(part.value):
            yield f"{part.lineno} {ast.unparse(part.value)}"


def _trees(sources: Mapping[str, str], *words: str) -> dict[str, ast.Module]:
    """The sources that have one of some words."""
    return {name: ast.parse(text) for name, text in sources.items() if any(word in text for word in words)}


def test_what_is_filled_into_a_command_is_quoted_for_a_shell() -> None:
    files = [file for package in ("tui", "store", "quizzes", "lessons") for file in (ROOT / package).rglob("*.py")]
    sources = {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in files}
    errors = _errors(_trees(sources, "fivefold "))
    assert {"LastLeaderError", "ArchivedGroupError"} <= errors.keys()
    trees = _trees(sources, "fivefold ", *(f"{name}(" for name in errors))
    assert len(trees) > 60
    assert [f"{name}:{found}" for name, tree in trees.items() for found in _unquoted(tree, errors)] == []


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("def f():\n tell(_('Next: fivefold group add {name} MEMBER').format(name=repr(name)))", 1),
        ("def f():\n words = _('See: fivefold group {name}')\n say(words.format(name=name))", 1),
        ("def f():\n raise ArchivedGroupError(name=name, group=name)", 1),
        ("say(f'  fivefold read {lesson.id} --plain')", 1),
        ("def f():\n tell(_('Next: fivefold group add {name} MEMBER').format(name=quote(name)))", 0),
        ("def f():\n tell(_('There is no {name}. See: fivefold groups').format(name=repr(name)))", 0),
    ],
)
def test_what_is_not_is_seen(source: str, seen: int) -> None:
    assert len(list(_unquoted(ast.parse(source), {"ArchivedGroupError": {"group"}}))) == seen
