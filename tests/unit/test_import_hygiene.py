"""What each part may know, seen from a clean interpreter, where lazy and indirect imports show too."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.__main__ import _parser, _plainly_said

PARSER = _parser()
FORMS = {"--json", "--plain"}
PLAIN = {*FORMS, "--lang zh", "--library a", "--library b", "--db x", "--member Ada"}
ROOT = Path(__file__).parents[2]
WHOLE_PACKAGE = """
import importlib, pkgutil
for module in pkgutil.walk_packages([{name!r}], {name!r} + "."):
    importlib.import_module(module.name)
"""
REPORT = "\nimport sys; print('imported:', *sorted(sys.modules))"


def imported(program: str) -> set[str]:
    """The modules that a program has imported when it is done."""
    command = [sys.executable, "-c", program + REPORT]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return set(run.stdout.rpartition("imported:")[2].split())


@pytest.mark.parametrize("name", ["lessons", "quizzes"])
def test_the_core_knows_no_terminal_and_no_database(name: str) -> None:
    modules = imported(WHOLE_PACKAGE.format(name=name))
    assert f"{name}.model" in modules
    assert modules & {"textual", "rich", "sqlite3", "sqlite_utils", "store", "tui"} == set()


def test_the_store_knows_no_terminal() -> None:
    modules = imported(WHOLE_PACKAGE.format(name="store"))
    assert "store.database" in modules
    assert modules & {"textual", "rich", "tui"} == set()


def test_the_verbs_know_no_textual() -> None:
    modules = imported("import tui.study")
    assert "store.database" in modules
    assert modules & {"textual", "rich"} == set()


def test_the_version_costs_next_to_nothing() -> None:
    modules = imported("from tui.__main__ import run\nassert run(['--version']) == 0")
    assert "tui.i18n" in modules
    assert (
        modules & {"store", "quizzes", "lessons", "pathlib", "argparse", "dataclasses", "importlib.metadata"} == set()
    )


def test_the_app_does_without_what_reads_arguments() -> None:
    modules = imported("from tui.__main__ import _command, _options\nassert _command(_options([]).command)")
    assert "tui.study" in modules
    assert modules & {"argparse", "gettext"} == set()


@given(
    st.sampled_from(["", "today ", "me ", "list "]),
    st.lists(
        st.sampled_from(
            [*("--json", "--plain", "--version", "--lang zh", "--lang xx", "--library a", "--library b", "--db x"),
             *("--db=x", "--member Ada", "--member -A", "--member", "--lib c", "today", "-")]
        ),
        max_size=4,
    ),
)  # fmt: skip
def test_what_is_said_plainly_is_what_the_arguments_say_of_it(command: str, more: list[str]) -> None:
    arguments = (command + " ".join(more)).split()
    said = _plainly_said(arguments)
    if said is not None:
        assert said == vars(PARSER.parse_args(arguments))
    elif command != "list ":
        assert not {*more} <= PLAIN or sum(one in FORMS for one in more) > bool(command)


@pytest.mark.parametrize("command", ["today", "list"])
def test_a_report_starts_no_app(command: str) -> None:
    modules = imported(f"from tui.__main__ import run\nassert run([{command!r}, '--json']) == 0")
    assert "tui.study" in modules
    assert modules & {"textual", "rich", "pygments"} == set()


def test_today_of_a_known_library_loads_no_parser_and_no_types_of_questions() -> None:
    twice = "from tui.__main__ import run\nassert run(['today', '--json', '--db', {db!r}]) == 0"
    with TemporaryDirectory() as folder:
        program = twice.format(db=str(Path(folder, "study.db")))
        imported(program)
        modules = imported(program)
    assert "quizzes.model" in modules
    others = {
        "textual",
        "rich",
        "markdown_it",
        "yaml",
        "fsrs",
        "sqlite_utils",
        "quizzes.questions",
        "store.events",
        "argparse",
        *({"inspect"} if sys.version_info < (3, 13) else set()),  # later `dataclasses` ask it of every class
    }
    assert modules & others == set()
    assert modules & {"platformdirs", "shutil", "tempfile", "difflib", "base64"} == set()


AT_TODAY = """
import tui.commands.study, tui.late_textual, tui.offline
tui.offline.without_connections()
tui.late_textual.load_textual()
import tui.app, tui.screens.today
"""


def test_the_app_at_today_loads_no_parser_and_nothing_that_other_screens_need() -> None:
    modules = imported(AT_TODAY)
    assert modules & {"markdown_it", "yaml", "watchfiles", "pygments", "textual.widgets._text_area"} == set()
    assert modules & {"ssl", "hashlib"} == set(), "they load OpenSSL, which is larger than all of ours"
    assert modules & {"textual.command", "textual.widgets._input", "textual.widgets._option_list"} == set()
    assert modules & {"platformdirs", "tempfile", "lzma", "bz2", "uuid", "difflib", "rich.table"} == set()
    assert modules & {"store.replay", "store.groups", "store.projections.sittings"} == set()
    assert {
        "quizzes.questions",
        "quizzes.statistics",
        "quizzes.sitting",
        "quizzes.parse",
        "quizzes.exchange",
    }.isdisjoint(modules)
    assert {"store.search", "store.mirror", "store.told", "store.streams", "lessons.words"}.isdisjoint(modules)
    shown = {name for name in modules if name.startswith("tui.screens.")}
    assert shown == {f"tui.screens.{name}" for name in ("base", "drawing", "painted", "today", "words")}


def test_what_textual_was_loaded_without_is_there_when_it_is_asked_for() -> None:
    modules = imported(
        AT_TODAY
        + """
import shutil, typing, uuid, bz2, typing_extensions
from textual import app, suggestions
assert suggestions.get_suggestion("colour", ["color", "width"]) == "color"
assert len(app.uuid.uuid4().hex) == len(uuid.uuid4().hex)
assert "bztar" in dict(shutil.get_archive_formats()) and bz2.compress(b"a")
assert typing_extensions.Self is typing.Self
from typing_extensions import Doc
assert Doc.__module__ == "typing_extensions" and typing_extensions.Self is typing.Self
import typing_extensions
assert typing_extensions.Doc is Doc and typing_extensions.__file__
assert app.CommandPalette.is_open.__module__ == "textual.command"
import tui.palette
assert isinstance(app.CommandPalette(), tui.palette.CommandPalette)
"""
    )
    assert {"textual.command", "difflib"} <= modules


STANDARD = """
import dataclasses, sys
for name, module in list(sys.modules.items()):
    if name.split(".")[0] in {"lessons", "quizzes", "store", "tui"}:
        for one in vars(module).values():
            if isinstance(one, type) and one.__module__ == name and dataclasses.is_dataclass(one):
                if one.__dataclass_params__.frozen:  # a light one does not say so
                    print(f"{name}.{one.__name__}")
"""


def test_values_on_the_way_to_today_are_light() -> None:
    """Each standard one takes as long as loading a module, and there are more than a hundred."""
    command = [sys.executable, "-c", AT_TODAY + STANDARD]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = set(run.stdout.split())
    assert not found, "they are loaded with Today: declare them with `from lessons.light import dataclass`"


AGAIN = """
import datetime, pathlib, random
from lessons.running import read
from store.cache import Cache
from store.database import open_database
from tui.study import Study
def now(): return datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
home = pathlib.Path({home!r})
study = Study([home / "library"], open_database(home / "study.db", now=now), now=now, random=random.Random(1),
              cache=Cache(home))
study.join("Ada")
study.recall() or study.look_again()
opened = study.open(study.find_lesson("lesson").key)
import tui.screens.reader
[paragraph] = [block for block in opened.document.blocks if hasattr(block, "source") and not hasattr(block, "level")]
read(paragraph.source, opened.document.references)
"""


def test_a_lesson_that_was_read_before_opens_without_the_parser() -> None:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "library").mkdir()
        (home / "library" / "lesson.md").write_text("# Lesson\n\nSome *running* [text](a.md).\n", encoding="utf-8")
        program = AGAIN.format(home=str(home))
        assert "markdown_it" in imported(program + "study.keep_text(opened)")
        assert imported(program) & {"markdown_it", "yaml"} == set()


def test_what_matches_patterns_is_loaded_when_there_is_one() -> None:
    modules = imported("import quizzes.library, quizzes.grade")
    assert "quizzes.pattern" in modules
    assert "re2" not in modules


def test_what_is_asked_of_inspect_comes_when_it_is_asked() -> None:
    program = """
import sys
import lessons.light
assert "inspect" not in sys.modules
from dataclasses import dataclass
@dataclass
class Without: number: int
assert Without.__doc__ == "Without(number: int)", Without.__doc__
"""
    assert "inspect" in imported(program)
