"""Nothing that Textual would read as markup is given to it as plain text: names and titles are the words of others."""

import ast
from collections.abc import Iterator

import pytest

from tests.messages import ROOT

_MARKED_UP = frozenset({"border_title", "border_subtitle", "tooltip"})
"""What of a widget is markup, where it is no `Content`."""


def _unsafe(tree: ast.Module) -> Iterator[int]:
    """The lines in which text is set that may be read as markup."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets, value=value):
                set_ = [one for one in targets if isinstance(one, ast.Attribute) and one.attr in _MARKED_UP]
                if set_ and not _safe(value):
                    yield node.lineno
            case ast.Call(func=ast.Attribute(attr="notify"), keywords=keywords):
                if not any(one.arg == "markup" and ast.unparse(one.value) == "False" for one in keywords):
                    yield node.lineno
            case ast.keyword(arg=str(name), value=value) if name in _MARKED_UP and not _safe(value):
                yield node.lineno


def _safe(value: ast.expr) -> bool:
    """Whether it is content, nothing, or a sentence of ours that nothing is filled into."""
    match value:
        case ast.Constant(None):
            return True
        case ast.Call(func=ast.Name("Content") | ast.Attribute(value=ast.Name("Content"))):
            return True
        case ast.Call(func=ast.Name("_")):
            return True
    return False


def test_titles_of_widgets_and_notices_are_never_markup() -> None:
    files = sorted((ROOT / "tui").rglob("*.py"))
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in files
        for line in _unsafe(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert len(files) > 100
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "self.box.border_title = self._title",
        "self.box.border_title = _('Report of {group}').format(group=name)",
        "box.tooltip = f'{name}'",
        "Static(border_subtitle=name)",
        "self.notify(name)",
        "self.app.notify(name, markup=True)",
    ],
)
def test_text_that_may_be_markup_is_seen(source: str) -> None:
    assert list(_unsafe(ast.parse(source))) == [1]


@pytest.mark.parametrize(
    "source",
    ["box.border_title = Content(name)", "box.border_title = _('Help')", "self.app.notify(name, markup=False)"],
)
def test_text_that_cannot_be_is_left_alone(source: str) -> None:
    assert list(_unsafe(ast.parse(source))) == []
