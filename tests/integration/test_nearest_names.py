"""A name that nothing has is refused with the nearest that something has: of groups, people, files and commands."""

import pytest

from tests.leading import Typed
from tui.unknown import nearest

LEA = "--member Lea"


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        (f"{LEA} group 'NIGHT SHFIT'", "There is no group 'NIGHT SHFIT'. Did you mean 'Night shift'?"),
        (f"{LEA} plan show 'nigt  shift'", "Did you mean 'Night shift'?"),
        (f"{LEA} stats 01-dough --group 'Night shfit'", "Did you mean 'Night shift'?"),
        ("--member LAE today", "Nobody here is called 'LAE'. Did you mean 'Lea'?"),
        (f"{LEA} group remove 'Night shift' CHENN", "Did you mean 'chen'?"),
        (
            f"{LEA} group add 'Night shift' Annna",
            "Did you mean 'ana'? Somebody new begins with: fivefold member add Annna",
        ),
        (f"{LEA} group add 'Night shift' 'Li Wei'", "new begins with: fivefold member add 'Li Wei'. Who is here: "),
        (f"{LEA} read 01-duogh --plain", "did you mean bread/lessons/01-dough?"),
        (f"{LEA} quiz 01-DUOGH --plain", "did you mean bread/quizzes/01-dough?"),
        (f"{LEA} plan set 'Night shift' Braed --due 2026-12-24", "Did you mean 'Bread'?"),
        (f"{LEA} group duty 'Night shift' ana ledaer", "There is no duty 'ledaer'. Did you mean 'leader'?"),
        (f"{LEA} group crate Platform", "Did you mean fivefold group create?"),
        ("groupp", "fivefold: error: argument COMMAND: there is no 'groupp'. Did you mean 'group'?"),
        ("member ad Wei", "fivefold member: error: argument ACTION: there is no 'ad'. Did you mean 'add'?"),
        ("--lang zh plna show", "没有 'plna'。你是指 'plan' 吗？"),
    ],
)
def test_the_nearest_name_is_told_in_a_refusal(group: Typed, line: str, meant: str) -> None:
    status, out, err = group(line)
    assert (status, out) == (2, "")
    assert meant in err


def test_what_is_like_nothing_is_not_guessed_at(group: Typed) -> None:
    assert "Did you mean" not in group(f"{LEA} group Zoo")[2]
    err = group("qqqqqq")[2]
    assert "Did you mean" not in err
    assert "'today'" in err, "all commands are named"


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("王方", ["李晓明", "王芳"], "王芳"),
        ("Ｌｅａ", ["Ana", "Lea"], "Lea"),
        ("night   shift", ["Night shift"], "Night shift"),
        ("Bo", ["Ana"], None),
        ("x", ["y"], None),
        ("anything", [], None),
    ],
)
def test_a_name_is_like_another_however_it_is_spelled(name: str, known: list[str], meant: str | None) -> None:
    assert nearest(name, known) == meant
