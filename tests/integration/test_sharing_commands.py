"""Sharing and collecting on the command line: the notice, the question, and what is told of what came."""

import io
import json
import shlex
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from tui import __main__ as program
from tui.__main__ import run

LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"
Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Types a command line on somebody's machine, and an answer; the status, what it printed, and what it told."""
    surroundings = program._surroundings()
    fields = {name: getattr(surroundings, name) for name in surroundings.__slots__}
    at, dice = [datetime(2026, 3, 2, 9, 0, tzinfo=UTC)], Random(4)
    monkeypatch.chdir(tmp_path)

    def made() -> object:
        return type(surroundings)(**{**fields, "now": lambda: at[0], "random": dice})

    def type_(who: str, line: str, *, answer: str = "", days: int = 0) -> tuple[int, str, str]:
        (tmp_path / who).mkdir(exist_ok=True)
        at[0] += timedelta(seconds=1, days=days)
        monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
        base = ["--db", str(tmp_path / who / "study.db"), "--library", str(LIBRARY), "--member", who]
        status = run([*base, *shlex.split(line)])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    monkeypatch.setattr(program, "_surroundings", made)
    assert type_("Lea", "group create 'Night shift'")[0] == 0
    assert type_("Lea", "plan set 'Night shift' bread --due 2026-03-20 --announced 01-dough")[0] == 0
    assert type_("Lea", "group share 'Night shift' --to common")[0] == 0
    return type_


SHARE = "group share 'Night shift' --to common"
NOTICE = """\
This brings you into Night shift, led by Lea.
Each time you share, a file says of you, as of that week, and nothing else:
  - your name, and the week in which you last studied
  - of each lesson that is assigned: whether it is in progress or completed
  - where you need help: with what, since which week, and one word why: asked, stuck, overdue, quiet
  - of each announced quiz: your result, whether you passed, and the day
  - where you say that a status is wrong: with which lesson, the status and your sentence
By their names in the file, which has no others; each says its week, with random ids and checksums:
  member.named: name
  member.known: persons
  lesson.begun: lesson
  lesson.completed: lesson
  help.needed: lesson, reason, since
  help.ended: lesson
  quiz.result: quiz, share, passed, day
  status.challenged: lesson, status, text
  week.told: studied
  member.erased
"""


def test_nothing_is_shared_before_the_member_has_agreed(typed: Typed, tmp_path: Path) -> None:
    status, out, err = typed("Wei", SHARE, answer="no\n")
    assert (status, out) == (2, "")
    assert err.startswith(NOTICE)
    assert err.endswith("Share this? Type yes: fivefold: Nothing was shared.\n")
    assert len(list((tmp_path / "common").iterdir())) == 1
    assert typed("Wei", "data mirror")[1] == "You are in no group: nobody sees anything of you.\n"
    assert typed("Lea", "data mirror")[1].startswith(
        "You are a member of no group: nobody sees anything of what you study.\n"
        "In Night shift, where you have a duty, members see your name, on which days you looked"
    )
    status, out, err = typed("Wei", SHARE, answer="yes\n")
    assert (status, len(out.splitlines())) == (0, 1)
    assert NOTICE in err
    status, _out, err = typed("Wei", SHARE, days=7)
    assert (status, err) == (0, "Shared with Lea: exactly what fivefold data mirror shows.\n"), "once for each group"
    assert "Shared in a file in the week of 9 Mar 2026" in typed("Wei", "data mirror")[1]


def test_what_was_collected_is_told_and_shown(typed: Typed, tmp_path: Path) -> None:
    typed("Wei", f"{SHARE} --yes")
    typed("Ana", f"{SHARE} --yes")
    (tmp_path / "common" / "photo.jpg").write_text("not ours")
    status, out, err = typed("Lea", "group collect common")
    assert status == 0
    assert "Wei, Night shift: here for the first time, 2 new entries\n" in out
    assert out.endswith("2 members collected, 0 unchanged\n")
    assert err == "left alone: photo.jpg, which is no shared file of Fivefold\n"
    for path in (tmp_path / "common").iterdir():
        if "Ana" in path.read_text():
            path.write_text(path.read_text().replace("Ana", "Bob"))
    typed("Wei", SHARE, days=7)
    status, out, _err = typed("Lea", "group collect common")
    assert status == 3
    assert "it is not as it was shared, from line 2 on" in out
    assert "\n  it is of Ana, Night shift: what was shared in the week of 2 Mar 2026 stays\n" in out
    assert out.endswith("1 member collected, 0 unchanged, 1 refused\n")
    out = typed("Lea", "group 'Night shift'")[1]
    assert "Wei: completed 0 of 2, last active never, as shared this week\n" in out
    assert "Ana: completed 0 of 2, last active never, as shared last week\n" in out
    page = json.loads(typed("Lea", "group 'Night shift' --json")[1])
    assert {one["name"]: one["as_of"] for one in page["members"]} == {"Wei": "2026-W11", "Ana": "2026-W10"}
    assert {one["basis"] for one in page["dimensions"]} == {"announced"}
    found = json.loads(typed("Lea", "group collect common --json")[1])
    assert [one["name"] for one in found["unchanged"]] == ["Wei"]
    assert [set(one) for one in found["refused"]] == [{"file", "why"}, {"file", "why"}]


def test_who_erases_tells_the_leaders_of_each_group_in_its_own_folder(typed: Typed, tmp_path: Path) -> None:
    assert typed("Kim", "group create 'Early birds'")[0] == 0
    assert typed("Kim", "group share 'Early birds' --to birds")[0] == 0
    typed("Wei", f"{SHARE} --yes")
    typed("Wei", "group share 'Early birds' --to birds --yes")
    typed("Lea", "group collect common")
    before = {path: path.read_bytes() for folder in ("common", "birds") for path in (tmp_path / folder).iterdir()}
    for wrong in ("--to common", "--to common --to birds", "--to 'early birds=birds' --to 'Early birds=common'"):
        status, _out, err = typed("Wei", f"data erase {wrong} --yes")
        assert (status, "The groups are " in err) == (2, True), wrong
    assert typed("Wei", "data erase --to 'Night shift=nowhere' --yes")[::2] == (
        2,
        "fivefold: There is no folder nowhere.\n",
    )
    assert {path: path.read_bytes() for path in before} == before
    status, _out, err = typed("Wei", "data erase --to 'night shift=common' --yes")
    assert "Leaders of Early birds keep what you shared until they collect that you erased it" in err
    assert "Leaders of Night shift who collect from common erase what they have of you.\n" in err
    assert "fivefold data erase --to 'Early birds=DIR'" in err
    assert {path.parent.name for path, was in before.items() if path.read_bytes() != was} == {"common"}
    told = typed("Lea", "group collect common")[1]
    assert told.startswith("Wei, Night shift: had everything erased, and it is erased here too\n")
    assert "No members yet." in typed("Lea", "group 'Night shift'")[1]
    # What was left over can be said afterwards, and nobody comes to be for it.
    status, _out, err = typed("Wei", "data erase --to 'Early birds=birds'")
    assert (status, "Nothing more was erased here." in err) == (0, True)
    assert not any(b"Wei" in path.read_bytes() for path in (tmp_path / "birds").iterdir())
    assert {path.parent.name for path, was in before.items() if path.read_bytes() != was} == {"common", "birds"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("group share 'Night shift'", "fivefold group share"),
        ("group share Owls --to common --yes", "There is no group Owls here, and no file of its leader in common."),
        ("group collect", "fivefold group collect DIR"),
        ("group collect nowhere", "There is no folder nowhere."),
        ("group 'Night shift' --yes", "Say it as one of"),
    ],
)
def test_what_was_meant_is_said(typed: Typed, line: str, said: str) -> None:
    status, out, err = typed("Wei", line)
    assert (status, out) == (2, "")
    assert said in err


def test_a_member_of_this_database_is_added_by_its_leaders(typed: Typed) -> None:
    typed("Lea", "member add Bo")
    status, _out, err = typed("Lea", f"--member Bo {SHARE} --yes")
    assert (status, err) == (2, "fivefold: You are not in Night shift. Its leaders can add you: Lea\n")


def test_the_charter_of_a_group_is_in_its_file_and_is_accepted_by_sharing(typed: Typed, tmp_path: Path) -> None:
    typed("Wei", f"{SHARE} --yes")
    assert "Accepted" not in typed("Wei", "group charter 'Night shift'")[1]
    norms = tmp_path / "norms.md"
    norms.write_text("We meet on *Wednesdays*.\n", encoding="utf-8")
    typed("Lea", f"group charter 'Night shift' --from {norms}")
    typed("Lea", SHARE)
    status, out, err = typed("Wei", SHARE, answer="no\n", days=1)
    assert (status, out) == (2, "")
    assert err.startswith("We meet on Wednesdays.\n\nNight shift is led by Lea.\n"), "it is read before it is accepted"
    status, _out, err = typed("Wei", SHARE, answer="yes\n")
    assert (status, "Wednesdays" in err) == (0, True)
    assert "You accepted this on 2026-03-03." in typed("Wei", "group charter 'Night shift'")[1]
    assert typed("Wei", SHARE)[2] == "Nothing has changed this week: the file says what it said.\n", (
        "once for each text"
    )
    assert typed("Lea", "group collect common")[0] == 0
    assert "Wei: completed 0 of 2" in typed("Lea", "group 'Night shift'")[1]


def test_collecting_says_who_is_there_twice_and_a_leader_says_who_is_one(typed: Typed) -> None:
    typed("Lea", "member add Wei")
    typed("Lea", "group add 'Night shift' Wei")
    typed("Wei", SHARE, answer="yes\n")
    out = typed("Lea", "group collect common")[1]
    said = next(line for line in out.splitlines() if line.startswith("twice in Night shift: Wei"))
    assert said.endswith("fivefold group same 'Night shift' Wei Wei")
    assert json.loads(typed("Lea", "group collect common --json")[1])["twice"] == [
        {"group": "Night shift", "name": "Wei", "shared_as": "Wei", "accepted": False}
    ]
    status, out, err = typed("Lea", "group same 'Night shift' Wei")
    assert (status, out) == (0, "")
    assert "Wei and Wei are one person in Night shift now: the one who shares." in err
    assert json.loads(typed("Lea", "group 'Night shift' --json")[1])["waiting"] == []
    status, out, err = typed("Lea", "group same 'Night shift' Wei")
    assert status == 2
    assert "Nobody called Wei is in 'Night shift' twice" in err
    assert "Those who share in files: 'Wei'" in err


def test_who_accepted_here_and_shares_in_files_is_told_of_and_removed_by_id_alone(typed: Typed) -> None:
    typed("Lea", "member add Wei")
    typed("Lea", "group add 'Night shift' Wei")
    assert typed("Lea", "--member Wei group charter 'Night shift' --accept --signed Wei")[0] == 0
    typed("Wei", SHARE, answer="yes\n")
    out = typed("Lea", "--member Lea group collect common")[1]
    said = next(line for line in out.splitlines() if line.startswith("twice in Night shift: Wei"))
    assert "who has accepted the charter here" in said
    assert said.endswith("fivefold group same 'Night shift' Wei Wei")
    (both,) = json.loads(typed("Lea", "--member Lea group collect common --json")[1])["twice"]
    assert both["accepted"] is True
    seen = [one["member"] for one in json.loads(typed("Lea", "--member Lea group 'Night shift' --json")[1])["members"]]
    assert len(seen) == 2, "nobody is made one by a name alone"
    status, _out, err = typed("Lea", "--member Lea group remove 'Night shift' Wei")
    assert status == 2
    assert "'Night shift' has several called Wei" in err
    assert all(one in err for one in seen)
    shared = err.partition("Who shares in files: ")[2].partition(".")[0]
    assert typed("Lea", f"--member Lea group remove 'Night shift' {shared}")[0] == 0
    left = json.loads(typed("Lea", "--member Lea group 'Night shift' --json")[1])["members"]
    assert [one["member"] for one in left] == [one for one in seen if one != shared]


def test_who_accepted_here_and_shares_in_files_is_one_once_a_leader_says_so(typed: Typed) -> None:
    typed("Lea", "member add Wei")
    typed("Lea", "group add 'Night shift' Wei")
    typed("Lea", "--member Wei group charter 'Night shift' --accept --signed Wei")
    typed("Wei", SHARE, answer="yes\n")
    typed("Lea", "--member Lea group collect common")
    typed("Lea", "--member Lea group duty 'Night shift' Wei recorder")
    status, _out, err = typed("Lea", "--member Lea group same 'Night shift' Wei")
    assert status == 0
    kept = "Wei here keeps the duties recorder, which open something in this database alone. To end one: fivefold "
    end = err.partition(kept)[2].splitlines()[0]
    assert json.loads(typed("Lea", "--member Wei group 'Night shift' --json")[1])["your_duties"] == ["recorder"]
    assert typed("Lea", f"--member Lea {end}")[0] == 0, "whoever shares is called the same"
    assert typed("Lea", "--member Wei group 'Night shift' --json")[0] == 2
    assert "What was done here stays recorded, and is not counted in the group any more." in err
    assert len(json.loads(typed("Lea", "--member Lea group 'Night shift' --json")[1])["members"]) == 1
    assert json.loads(typed("Lea", "--member Lea group collect common --json")[1])["twice"] == []
