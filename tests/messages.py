"""The messages of the sources, and the catalogues brought up to date with them: `make messages`."""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tui.catalogue import LOCALE, Entry, entries
from tui.i18n import LANGUAGES

ROOT = Path(__file__).parents[1]
_PACKAGES = ("tui", "store", "quizzes", "lessons")
_MARKS = frozenset({"_", "later", "translate", "UnfitError"})
"""Functions whose first argument is a message, written there or as a constant of the module."""
_EXPECTED = re.compile(r"(?:an?|one of|end or|single or) ")
"""How what a key of front matter expects begins; it fills a message, and is translated by itself."""
_EXPECTING = ("lessons/parse.py", "quizzes/parse/")
_LOST = "quizzes/exchange/"
"""Where constants name what one format says and the other does not."""


@dataclass(frozen=True, slots=True)
class Message:
    """A text of the sources that somebody reads."""

    one: str
    many: str
    """Empty where it counts nothing."""
    path: str
    """The first file that says it."""


@cache
def messages() -> tuple[Message, ...]:
    """Every message of the sources once, in the order of files and lines."""
    found: dict[str, Message] = {}
    for package in _PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for _line, one, many in sorted(_said(tree, name)):
                before = found.setdefault(one, Message(one, many, name))
                if many and not before.many:
                    found[one] = Message(one, many, before.path)
    return tuple(found.values())


def _said(tree: ast.Module, path: str) -> Iterator[tuple[int, str, str]]:
    constants = {name: text for name, text, _line in _constants(tree.body)}
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name), args=arguments):
                yield from ((node.lineno, *said) for said in _called(name, arguments, constants))
            case ast.ClassDef(body=body):
                for name, text, line in _constants(body):
                    if name == "message" or name.endswith("_message"):
                        yield line, text, ""
            case ast.Constant(str(text)) if path.startswith(_EXPECTING) and _EXPECTED.match(text) and "\n" not in text:
                yield node.lineno, text, ""
    if path.startswith(_LOST):
        for name, text, line in _constants(tree.body):
            if name.isupper() and not name.startswith("_") and re.match(r"[a-z].* ", text):
                yield line, text, ""


def _called(name: str, arguments: list[ast.expr], constants: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The messages that a call names."""
    match name, arguments:
        case "count", [ast.Constant(str(one)), ast.Constant(str(many)), *_]:
            yield one, many
        case "Finding", [_, ast.Constant(str(message)), ast.Constant(str(fix))]:
            yield from ((message, ""), (fix, ""))
        case _, [ast.Constant(str(text)), *_] if name in _MARKS:
            yield text, ""
        case _, [ast.Name(id=constant), *_] if name in _MARKS and constant in constants:
            yield constants[constant], ""


def _constants(body: list[ast.stmt]) -> Iterator[tuple[str, str, int]]:
    for node in body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(str(text))):
                yield name, text, node.lineno
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(str(text))):
                yield name, text, node.lineno


def quoted(text: str) -> str:
    """A text as a catalogue writes it, line by line."""
    for sign, spelled in (("\\", "\\\\"), ('"', '\\"'), ("\t", "\\t"), ("\n", "\\n\n")):
        text = text.replace(sign, spelled)
    lines = text.removesuffix("\n").split("\n")
    return "\n".join(f'"{line}"' for line in (["", *lines] if len(lines) > 1 else lines))


def written(language: str, found: Sequence[Message], known: dict[str, str]) -> str:
    """A catalogue with these messages and nothing else, translated as far as it is known."""
    lines = ['msgid ""', 'msgstr ""', f'"Language: {language}\\n"', '"Content-Type: text/plain; charset=UTF-8\\n"']
    lines.append('"Plural-Forms: nplurals=1; plural=0;\\n"')
    for message in found:
        lines += ["", f"#: {message.path}"]
        if "{" in message.one or "{" in message.many:
            lines.append("#, python-brace-format")
        lines.append(f"msgid {quoted(message.one)}")
        if message.many:
            lines.append(f"msgid_plural {quoted(message.many)}")
        lines.append(f"msgstr{'[0]' if message.many else ''} {quoted(known.get(message.one, ''))}")
    return "\n".join(lines) + "\n"


def catalogue(language: str) -> list[Entry]:
    """The catalogue of a language as it is kept; empty where there is none yet."""
    path = LOCALE / f"{language}.po"
    return list(entries(path.read_text(encoding="utf-8"))) if path.exists() else []


def main() -> None:
    """Bring every catalogue up to date, and say what is left to translate."""
    found = messages()
    for language in LANGUAGES[1:]:
        known = {entry.one: entry.text for entry in catalogue(language)}
        LOCALE.mkdir(exist_ok=True)
        (LOCALE / f"{language}.po").write_text(written(language, found, known), encoding="utf-8")
        left = [message for message in found if not known.get(message.one)]
        print(f"{language}: {len(found)} messages, {len(left)} to translate")  # noqa: T201 - what make says
        for message in left:
            print(f"  {message.path}: {message.one}")  # noqa: T201 - the same


if __name__ == "__main__":
    main()
