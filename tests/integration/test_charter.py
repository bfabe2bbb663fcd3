"""Nothing of a member is shown before the charter is accepted; who looks is noted; what is wrong is answered."""

import io
import re
import sqlite3
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

import pytest

from quizzes.library import build
from store import access, charter, erase, group_mirror, groups, people, sqlite
from store.charter import NOTICE, notice_digest
from store.database import open_database
from store.errors import CharterUnfitError
from store.events import LONGEST_CHARTER
from store.log import rebuild
from store.mirror import GroupRecord
from store.stays import Stay
from tests.histories import Clock, dump, opened
from tests.leading import PEOPLE, Typed, answer, document
from tests.leading import Clock as Days
from tests.older import older
from tui.commands.charter import FOLLOWS, QUESTIONS, SPRINTS, WORDS

LEA = "--member Lea"
NIGHT = "'Night shift'"


@pytest.fixture
def norms(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "norms.md"
        path.write_bytes(text.encode())
        return path

    return write


def test_the_notice_names_every_field_and_no_other() -> None:
    parts = (WORDS, QUESTIONS, FOLLOWS, SPRINTS)
    told = [field for part in parts for fields in part.values() for field in fields]
    assert sorted(told) == sorted(NOTICE)


def test_the_notice_says_what_sums_and_results_tell_together(group: Typed) -> None:
    said = group(f"{LEA} group charter {NIGHT}")[1]
    assert "where all five had a question right, so had you" in said
    assert "Never: answers" not in said, "some of them follow"


def test_the_notice_says_which_sums_of_a_small_group_are_shown(group: Typed) -> None:
    """The screen of its leader shows no others."""
    group(f"{LEA} group create Trio")
    group(f"{LEA} plan set Trio bread --due 2026-12-24")
    for name in ("ana", "bo", "chen"):
        group(f"{LEA} group add Trio {name}")
        group(f"--member {name} group charter Trio --accept --signed {name}")
    any_size, of_five = [
        line
        for line in group(f"{LEA} group charter Trio")[1].splitlines()
        if line.startswith(("  - in a group of any size", "  - of 5"))
    ]
    shown = group(f"{LEA} group Trio")[1]
    assert "Completed: 0 of" in shown
    assert "lessons planned and completed" in any_size
    assert "active fewer than 5" in shown
    assert "how many studied in each week" in of_five


def test_until_somebody_accepts_there_is_a_name_and_nothing_else(group: Typed, clock: Days) -> None:
    group("member add Zoe")
    group(f"{LEA} group add {NIGHT} Zoe")
    group("--member Zoe hand raise 01-dough")
    clock.forward(1)
    found = document(group, f"{LEA} group {NIGHT} --json")
    assert (found["waiting"], found["hands"], found["assigned"]) == (["Zoe"], 0, 10)
    assert [one["name"] for one in found["members"]] == list(PEOPLE)
    assert [week["members"] for week in found["weeks"]] == [5]
    assert [lesson["tally"]["needs-help"] for lesson in found["lessons"]] == [0, 0]
    assert "Not accepted the charter yet: Zoe" in group(f"{LEA} group {NIGHT}")[1]
    mirror = document(group, "--member Zoe data mirror --json")
    look = {"name": "Lea", "day": "2026-03-03", "at": "group"}
    stays = [{"first": "2026-03-02", "left": None}]
    told = {"group": "Night shift", "stays": stays, "looked": [look]}
    assert mirror == {"groups": [], "waiting": ["Night shift"], "earlier": [told]}
    assert "its leaders see that and your name" in group("--member Zoe data mirror")[1]
    status, out, err = group(f"--member Zoe group charter {NIGHT}")
    assert status == 0
    assert "  - Who leads Night shift: Lea." in out
    assert "--accept" in err
    assert group(f"--member Zoe group charter {NIGHT} --accept --signed Zoe")[0] == 0
    assert "as it is" in group(f"--member Zoe group charter {NIGHT} --accept --signed Zoe")[2]
    found = document(group, f"{LEA} group {NIGHT} --json")
    assert (found["waiting"], found["hands"]) == ([], 1)
    assert found["members"][-1] == document(group, "--member Zoe data mirror --json")["groups"][0]["record"]


def test_nobody_accepts_for_somebody_else(group: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    group("member add Zoe")
    group(f"{LEA} group add {NIGHT} Zoe")
    line = f"--member Zoe group charter {NIGHT} --accept"
    for typed in ("", "yes\n", "Lea\n"):
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        status, out, err = group(line)
        assert (status, out.splitlines()[0]) == (2, "Who receives it"), "what would be accepted is told first"
        assert err.startswith("Type your name, Zoe, to accept the charter of Night shift: fivefold: Nothing was agreed")
        assert err.endswith("In a script: --signed NAME\n")
    assert group(f"{line} --signed Lea")[0] == 2
    assert document(group, f"{LEA} group {NIGHT} --json")["waiting"] == ["Zoe"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("zoe\n"))
    assert group(line)[0] == 0
    assert document(group, f"{LEA} group {NIGHT} --json")["waiting"] == []


def test_another_charter_asks_again(group: Typed, norms: Callable[[str], Path], clock: Days) -> None:
    before = document(group, f"{LEA} group {NIGHT} --json")["members"]
    text = "# Norms\n\nWe *ask*."
    assert group(f"{LEA} group charter {NIGHT} --from {norms(text)}")[0] == 0
    windows = norms(text.replace("\n", "\r\n"))
    assert "the charter already" in group(f"{LEA} group charter {NIGHT} --from {windows}")[2]
    assert document(group, f"{LEA} group {NIGHT} --json")["waiting"] == list(PEOPLE)
    about_nobody = group(f"{LEA} group {NIGHT}")[1]
    assert "0 members, 5 to accept the charter" in about_nobody
    assert "Completed: -\nActive this week: -\nRaised hands: -\nOverdue: -\n" in about_nobody
    assert " of 0" not in about_nobody
    assert "0 members, 5 to accept the charter\n  Nobody has accepted" in group(f"{LEA} groups")[1]
    assert document(group, f"{LEA} groups --json")["groups"][0]["waiting"] == 5
    asked = document(group, f"--member ana group charter {NIGHT} --json")
    assert (asked["charter"], asked["accepted"], asked["fields"]) == ("# Norms\n\nWe *ask*.", None, list(NOTICE))
    assert group(f"--member ana group charter {NIGHT}")[1].splitlines()[:3] == ["Norms", "", "We ask."]
    clock.forward(2)
    read = group(f"--member ana group charter {NIGHT}")[1]
    assert group(f"--member ana group charter {NIGHT} --accept --signed ana")[:2] == (0, read), "as it is accepted"
    assert group(f"--member ana group charter {NIGHT} --accept --signed ana")[:2] == (0, ""), "it was"
    assert document(group, f"--member ana group charter {NIGHT} --json")["accepted"] == "2026-03-04"
    assert document(group, f"{LEA} group {NIGHT} --json")["members"] == before[:1]
    assert group(f"--member ana group charter {NIGHT} --from {norms('Mine')}")[0] == 2
    assert group(f"{LEA} group charter {NIGHT} --accept")[0] == 2, "whoever leads and is no member is told of by nobody"
    assert "at most" in group(f"{LEA} group charter {NIGHT} --from {norms('x' * (LONGEST_CHARTER + 1))}")[2]
    (tmp := norms("")).write_bytes(b"\xff\xfe\x00")
    assert "is not text" in group(f"{LEA} group charter {NIGHT} --from {tmp}")[2]


def test_acceptances_lapse_by_who_agrees_and_hold_again_with_their_text(
    group: Typed, norms: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def waiting() -> list[str]:
        names: list[str] = document(group, f"{LEA} group {NIGHT} --json")["waiting"]
        return names

    line = f"{LEA} group charter {NIGHT} --from {norms('# Other norms')}"
    lapses = "5 members have accepted the charter in force. With this one that lapses"
    monkeypatch.setattr(sys, "stdin", Terminal("no\n"))
    status, _out, err = group(line)
    assert (status, err.startswith(lapses), err.endswith("Nothing was changed.\n"), waiting()) == (0, True, True, [])
    monkeypatch.setattr(sys, "stdin", Terminal("yes\n"))
    assert (group(line)[0], waiting()) == (0, list(PEOPLE))
    group(f"--member ana group charter {NIGHT} --accept --signed ana")
    empty = norms("")
    monkeypatch.setattr(sys, "stdin", Terminal(""))
    status, _out, err = group(f"{LEA} group charter {NIGHT} --from {empty} --yes")
    assert (status, waiting()) == (0, ["ana"])
    assert "1 member has accepted the charter in force." in err
    assert err.endswith(
        "4 members have accepted it before, and that holds. "
        "The others are asked to accept it; until then you see their names alone.\n"
    )
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    norms("# Other norms")
    assert "in force" in group(line)[2], "a script is told, and has decided"
    assert waiting() == list(PEOPLE[1:])
    group(f"--member ana group charter {NIGHT} --accept --signed ana")
    group(f"{LEA} group remove {NIGHT} ana")
    err = group(f"{LEA} group charter {NIGHT} --from {norms('')}")[2]
    assert err == "The charter of Night shift is set. All of its members have accepted it before, and that holds.\n"


def test_another_notice_asks_again(group: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charter, "notice_digest", lambda: notice_digest([*NOTICE, "MemberRecord.more"]))
    found = document(group, f"{LEA} group {NIGHT} --json")
    assert (found["members"], found["waiting"]) == ([], list(PEOPLE))
    assert document(group, "--member ana data mirror --json")["waiting"] == ["Night shift"]


def test_members_of_groups_from_before_are_asked(tmp_path: Path) -> None:
    clock, random = Clock(), Random(3)
    (tmp_path / "now").mkdir()
    with opened(tmp_path / "now") as database:
        lea, ana = (people.add(database, name, now=clock, random=random) for name in ("Lea", "Ana"))
        bakers = groups.create(database, "Bakers", lea.id, now=clock, random=random)
        groups.join(database, bakers, ana, groups.MEMBER, by=lea.id, now=clock, random=random)
        path = older(tmp_path / "old", "m015_groups_that_last", database)
    with open_database(path, now=clock) as migrated:
        day = clock().date()
        assert [one.name for one in charter.waiting(migrated, ana.id, day)] == ["Bakers"]
        record = group_mirror.group_record(migrated, bakers, build([]), day, reader=lea.id)
        assert isinstance(record, GroupRecord)
        assert (record.members, record.waiting) == ((), ("Ana",))
        assert charter.accept(migrated, bakers, ana, now=clock, random=random)
        assert not charter.accept(migrated, bakers, ana, now=clock, random=random)
        with pytest.raises(CharterUnfitError):
            charter.write(migrated, bakers, "x" * 20_001, by=lea.id, now=clock, random=random)
        grown = dump(migrated)
        rebuild(migrated)
        assert dump(migrated) == grown
    assert sqlite.SCHEMA >= 16


def test_who_looked_and_when_is_shown_to_the_member_once_a_day(group: Typed, clock: Days, tmp_path: Path) -> None:
    assert "Nobody has looked at it" in group("--member ana data mirror")[1]
    group("member add Mo")
    group(f"{LEA} group duty {NIGHT} Mo mentor --of ana")
    for _time in range(2):
        group(f"{LEA} group {NIGHT}")
    clock.forward(1)
    group(f"--member Mo group {NIGHT} --json")
    group(f"--member bo group {NIGHT}")
    looked = document(group, "--member ana data mirror --json")["groups"][0]["looked"]
    assert looked == [
        {"name": "Mo", "day": "2026-03-03", "at": "page"},
        {"name": "Lea", "day": "2026-03-02", "at": "group"},
    ]
    assert "Mo opened your page on 2026-03-03" in group("--member ana data mirror")[1]
    assert (
        "Mo opened your page on 2026-03-03\nWhat your leaders see of you, and who looked: fivefold data mirror"
        in (group("--member ana me")[1])
    )
    for name, rows in (
        ("ana", ["2026-03-02,Night shift,Lea,group", "2026-03-03,Night shift,Mo,page"]),
        ("Mo", ["2026-03-03,Night shift,Mo,another's page"]),
        ("Lea", ["2026-03-02,Night shift,Lea,group"]),
    ):
        assert group(f"--member {name} data export {tmp_path / name}")[0] == 0
        said = (tmp_path / name / "looked.csv").read_text(encoding="utf-8").splitlines()
        assert said == ["day,group,by,at", *rows]
    assert [one["name"] for one in document(group, "--member bo data mirror --json")["groups"][0]["looked"]] == ["Lea"]


def test_where_it_cannot_be_noted_nothing_is_shown(group: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object, **_named: object) -> None:
        raise CharterUnfitError(longest=1)

    monkeypatch.setattr(access, "note", full)
    status, out, _err = group(f"{LEA} group {NIGHT}")
    assert (status != 0, out) == (True, "")


def test_what_looked_goes_with_whoever_is_erased(tmp_path: Path) -> None:
    clock, random = Clock(), Random(3)
    with opened(tmp_path) as database:
        lea, ana, mo = (people.add(database, name, now=clock, random=random) for name in ("Lea", "Ana", "Mo"))
        bakers = groups.create(database, "Bakers", lea.id, now=clock, random=random)
        day = clock().date()
        inside = [Stay(bakers.id, ana.id, day, None, (0, b""))]
        access.note(database, bakers.id, mo.id, day, [ana.id])
        access.note(database, bakers.id, lea.id, day, [ana.id])
        access.note(database, bakers.id, lea.id, day)
        erase.erase(database, mo, now=clock, random=random)
        assert [(one.name, one.page) for one in access.looked(database, bakers.id, ana.id, during=inside)] == [
            ("Lea", True),
            ("Lea", False),
        ]
        path = database.path
    readers = sqlite3.connect(path).execute("SELECT hex(reader) FROM access").fetchall()
    assert mo.id.replace("-", "") not in str(readers).lower()


def test_a_status_is_said_to_be_wrong_and_answered(group: Typed, clock: Days) -> None:
    status, _out, err = group("--member ana member challenge 1 'I did that  in January'")
    assert (status, "Said of The dough, in " in err) == (0, True), "a number counts in what is assigned"
    clock.forward(1)
    (said,) = document(group, f"{LEA} group {NIGHT} --json")["said_wrong"]
    assert (said["name"], said["status"], said["text"]) == ("ana", "not-started", "I did that  in January")
    assert (said["day"], said["answer"]) == ("2026-03-02", None)
    out = group(f"{LEA} group {NIGHT}")[1]
    assert "ana, The dough, not started on 2026-03-02: I did that in January" in out
    assert "not answered yet" in out
    assert "said nothing about that lesson" in group(f"{LEA} group answer {NIGHT} ana 02 Yes")[2]
    assert "No lesson 9 is assigned" in group(f"{LEA} group answer {NIGHT} ana 9 Yes")[2]
    assert "nothing was noted" in group(f"{LEA} group handled {NIGHT} ana 02")[2]
    assert "bo said of nothing that it is wrong" in group(f"{LEA} group answer {NIGHT} bo 02 Yes")[2]
    assert "Did you mean 'ana'" in group(f"{LEA} group answer {NIGHT} anna 01-dough Yes")[2]
    assert group(f"--member ana group answer {NIGHT} ana 01-dough Yes")[0] == 2
    assert group(f"{LEA} group answer {NIGHT} ana 01-dough ' '")[0] == 2
    status, _out, err = group(f"{LEA} group answer {NIGHT} ana 1 'Finish it here once, and it counts.'")
    unchanged = "The answer changes no status: completing the lesson does."
    assert (status, unchanged in err) == (0, True)
    mine = document(group, "--member ana data mirror --json")["groups"][0]["said_wrong"]
    assert [(one["answer"], one["by"], one["answered"]) for one in mine] == [
        ("Finish it here once, and it counts.", "Lea", "2026-03-03")
    ]
    answered = f"Lea answered on 2026-03-03: Finish it here once, and it counts.\n    {unchanged}\n\n"
    mirror = group("--member ana data mirror")[1]
    assert answered in mirror
    assert "\n\nSaid to be wrong\n  The dough, not started on 2026-03-02: I did" in mirror
    assert "You accepted its charter on 2026-03-02.\n" in mirror
    assert document(group, "--member bo data mirror --json")["groups"][0]["said_wrong"] == []


def test_a_status_is_called_wrong_once_until_somebody_has_answered(group: Typed, clock: Days) -> None:
    wrong = "--member ana member challenge 1"
    assert group(f"{wrong} 'I did that in January'")[0] == 0
    clock.forward(1)
    status, _out, err = group(f"{wrong} 'I did that in January'")
    assert (status, "You said on 2026-03-02 that this status is wrong. Nobody has answered yet" in err) == (2, True)
    assert group(f"{wrong} 'In other words'")[0] == 2
    assert group("--member ana member challenge 2 'This as well'")[0] == 0, "another lesson"
    assert group("--member bo member challenge 1 'Mine too'")[0] == 0, "another member"
    clock.forward(9)
    assert group(f"{wrong} 'I was busy'")[0] == 0, "another status: it needs help by now"
    for answered in ("First", "Second"):
        assert group(f"{LEA} group answer {NIGHT} ana 1 {answered}")[0] == 0
    assert group(f"{wrong} 'Still not'")[0] == 0, "an answer may be answered"
    assert len(document(group, f"{LEA} group {NIGHT} --json")["said_wrong"]) == 5


def test_what_nobody_is_told_of_cannot_be_wrong(group: Typed) -> None:
    assert group("--member Lea member challenge 01-dough No")[0] == 2
    group(f"{LEA} group create Bakers")
    group(f"{LEA} group add Bakers ana")
    group(f"{LEA} plan set Bakers bread --due 2026-04-01")
    assert group("--member ana member challenge 01-dough No --group Bakers")[0] == 2, "not accepted: nothing is told"
    group("--member ana group charter Bakers --accept --signed ana")
    assert "Several groups are told of it" in group("--member ana member challenge 01-dough No")[2]
    assert group("--member ana member challenge 01-dough No --group bakers")[0] == 0
    assert group("--member ana member challenge 01-dough '' --group bakers")[0] == 2


def test_who_was_removed_and_is_added_again_is_asked_again(group: Typed, clock: Days) -> None:
    clock.forward(2)
    ana = next(one["id"] for one in document(group, "member list --json")["members"] if one["name"] == "ana")
    assert group(f"{LEA} group remove {NIGHT} {ana}")[2].startswith("ana is not in Night shift"), "named, not numbered"
    for days in (0, 3):  # on the same day, and after a while
        assert group(f"{LEA} group add {NIGHT} ana")[2].startswith("ana is in Night shift, and is asked to accept")
        found = document(group, f"{LEA} group {NIGHT} --json")
        assert found["waiting"] == ["ana"]
        assert "ana" not in [one["name"] for one in found["members"]]
        assert document(group, "--member ana data mirror --json")["waiting"] == ["Night shift"]
        group(f"--member ana group charter {NIGHT} --accept --signed ana")
        assert document(group, f"{LEA} group {NIGHT} --json")["waiting"] == []
        group(f"{LEA} group remove {NIGHT} ana")
        clock.forward(3 - days)
    assert "ana" not in document(group, f"{LEA} group {NIGHT} --json")["waiting"]


def test_other_terms_of_a_membership_are_no_return(group: Typed) -> None:
    assert group(f"{LEA} group duty {NIGHT} ana member --until 2026-12-24")[0] == 0
    found = document(group, f"{LEA} group {NIGHT} --json")
    assert found["waiting"] == []
    assert "ana" in [one["name"] for one in found["members"]]


def test_the_mirror_says_when_somebody_left_and_came_back_and_who_looked(group: Typed, clock: Days) -> None:
    group(f"{LEA} group {NIGHT}")
    clock.forward(2)
    group(f"{LEA} group remove {NIGHT} ana")
    clock.forward(1)
    group(f"{LEA} group {NIGHT}")
    left = "You came into the group on 2026-03-02, and left it or were removed on 2026-03-04."
    looked = "Lea looked at the group on 2026-03-02"
    (earlier,) = document(group, "--member ana data mirror --json")["earlier"]
    assert [one["day"] for one in earlier["looked"]] == ["2026-03-02"], "what came later is not about her"
    assert earlier["stays"] == [{"first": "2026-03-02", "left": "2026-03-04"}]
    said = group("--member ana data mirror")[1].splitlines()
    assert said[1:] == ["Night shift, which you are in no more:", f"  {left}", f"  {looked}"]
    clock.forward(1)
    group(f"{LEA} group add {NIGHT} ana")
    said = group("--member ana data mirror")[1].splitlines()
    again = "You came into the group again on 2026-03-06."
    assert said[1:] == ["Night shift, whose charter you have not accepted:", f"  {left}", f"  {again}", f"  {looked}"]
    group(f"--member ana group charter {NIGHT} --accept --signed ana")
    assert group("--member ana data mirror")[1].splitlines()[-3:] == [left, again, looked]
    assert "came into the group" not in group("--member bo data mirror")[1]


def test_the_mirror_names_mentors_who_see_it_too(group: Typed) -> None:
    group(f"{LEA} group duty {NIGHT} bo mentor --of ana")
    said = group("--member ana data mirror")[1]
    assert "The leaders of Night shift, and as mentors bo, see this of you, and nothing else:" in said
    assert document(group, "--member ana data mirror --json")["groups"][0]["mentors"] == ["bo"]
    assert "The leaders of Night shift see this of you" in group("--member bo data mirror")[1]


def test_what_follows_of_a_member_from_shares_is_in_the_notice_and_in_the_mirror(
    group: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The share before and after somebody leaves differs by theirs: the member is told so, and sees how much it is."""
    group(f"{LEA} group add {NIGHT} Lea")
    group(f"{LEA} group charter {NIGHT} --accept --signed Lea")
    for word in (
        "300 g",
        "False",
        "It (?:springs|is)",
        "It tears",
    ):  # a sitting goes on where it was left, in its own order
        asked = answer(group, monkeypatch, "ana", "q\n")[1]
        right = re.findall(rf"^ *(\d+)\W+{word}", asked, re.MULTILINE)
        answer(group, monkeypatch, "ana", f"{','.join(right)}\nq\n")

    def shares() -> Mapping[str, float]:
        return {one["title"]: one["share"] for one in document(group, f"{LEA} group {NIGHT} --json")["dimensions"]}

    before = shares()
    said = group("--member ana data mirror")[1]
    told = {
        one["dimension"]: one for one in document(group, "--member ana data mirror --json")["groups"][0]["in_shares"]
    }
    assert group(f"{LEA} group remove {NIGHT} ana")[0] == 0
    after = shares()
    assert before["Craft"] > after["Craft"]
    for title, one in told.items():
        assert round(before[title] * 6 - after[title] * 5) == one["reached"]
        assert f"  {title}: {one['reached']} of {one['objectives']}" in said
    notice = group(f"{LEA} group charter {NIGHT}")[1]
    assert "joins or leaves, it tells how many of them that one has reached" in notice
    assert group("--member ana data mirror --json")[1].count("in_shares") == 0, "nothing is told of who has left"


def test_the_charter_reads_like_a_text(group: Typed, norms: Callable[[str], Path]) -> None:
    written = norms("# How we study\n\nEach at their pace.\n")
    group(f"{LEA} group charter {NIGHT} --from {written}")
    lines = group(f"{LEA} group charter {NIGHT}")[1].splitlines()
    assert lines[0] == "How we study"
    assert "  - Who leads Night shift: Lea." in lines
    head = lines.index("Of you, once you accept and not before: exactly this, and nothing else")
    assert (lines[head - 1], lines[head + 1][:4]) == ("", "  - "), "a head with points below"


def test_the_mirror_ends_with_the_last_looks_and_how_to_see_all(group: Typed, clock: Days) -> None:
    for _day in range(7):
        group(f"{LEA} group {NIGHT}")
        clock.forward(1)
    said = group("--member ana data mirror")[1].splitlines()
    looks = [f"Lea looked at the group on 2026-03-0{day}" for day in (8, 7, 6, 5, 4, 3, 2)]
    more = "2 earlier looks, since 2026-03-02. All of them: fivefold data mirror --all"
    assert said[-6:] == [*looks[:5], more]
    assert group("--member ana data mirror --all")[1].splitlines()[-7:] == looks


def test_today_of_a_leader_names_what_members_called_wrong(group: Typed) -> None:
    assert "said to be wrong" not in group(f"{LEA} today")[1]
    group("--member ana member challenge 01-dough 'I did this in January'")
    told = group(f"{LEA} group {NIGHT}")[1]
    assert "  To answer: fivefold group answer 'Night shift' MEMBER LESSON SENTENCE\n" in told
    assert (
        "Night shift: 1 status said to be wrong, not answered yet\n  fivefold group 'Night shift'"
        in group(f"{LEA} today")[1]
    )
    assert document(group, f"{LEA} today --json")["unanswered"] == [{"group": "Night shift", "statuses": 1}]
    assert "said to be wrong" not in group("--member ana today")[1], "it is for those who can answer"
    group(f"{LEA} group answer {NIGHT} ana 01-dough 'Then it counts.'")
    assert "said to be wrong" not in group(f"{LEA} today")[1]
