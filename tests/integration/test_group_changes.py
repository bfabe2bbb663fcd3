"""A group over time: its name, its end, who is in it on which days, and what each duty opens."""

import io
import json
import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from quizzes.library import build
from store import group_mirror, group_part, groups, people
from store.database import Database
from store.errors import NoLeaderError, NotOpenedError
from store.log import rebuild
from tests.histories import Clock, dump, opened
from tests.leading import PEOPLE, Typed, answer, document
from tests.leading import Clock as Days

LEA = "--member Lea"


def read(typed: Typed, monkeypatch: pytest.MonkeyPatch, lesson: str) -> None:
    """Ana reads a lesson to its end."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    assert typed(f"--member ana read {lesson} --plain")[0] == 0


def own(typed: Typed) -> Mapping[str, Any]:
    """Ana's own page, without what her group aims at, and the pace that its plan asks for."""
    page = {**document(typed, "--member ana me --json")}
    page.pop("rhythm")
    for course in page["courses"]:
        for dimension in course["dimensions"]:
            del dimension["target"], dimension["target_by_now"]
    return page


# Names, ends, and what a group is for


def test_a_group_is_known_by_its_id_whatever_it_is_called(group: Typed) -> None:
    before = document(group, f"{LEA} group 'Night shift' --json")
    assert group(f"{LEA} group rename 'night shift' 'Day shift'")[0] == 0
    after = document(group, f"{LEA} group 'Day shift' --json")
    assert after == {**before, "group": "Day shift"}
    assert document(group, "--member ana data mirror --json")["groups"][0]["group"] == "Day shift"
    assert "There is no group 'Night shift'" in group(f"{LEA} group 'Night shift'")[2]
    group(f"{LEA} group create Bakers")
    assert "There is a group called Bakers already" in group(f"{LEA} group rename 'Day shift' bakers")[2]
    assert group(f"{LEA} group rename 'Day shift' 'DAY shift'")[0] == 0


def test_an_archived_group_is_out_of_the_lists_and_stays_what_it_was(
    group: Typed, clock: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    group("--member ana hand raise 01-dough")
    clock.forward(1)
    before = document(group, f"{LEA} group 'Night shift' --json")
    assert group(f"{LEA} group archive 'Night shift'")[0] == 0
    assert "archived already" in group(f"{LEA} group archive 'Night shift'")[2]
    assert document(group, f"{LEA} groups --json")["groups"] == []
    (listed,) = document(group, f"{LEA} groups --all --json")["groups"]
    assert (listed["group"], listed["archived"]) == ("Night shift", "2026-03-03")
    assert document(group, "--member ana plan show --json") == {"assigned": [], "quizzes": []}
    clock.forward(30)
    read(group, monkeypatch, "01-dough")
    after = document(group, f"{LEA} group 'Night shift' --json")
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {"archived", "dimensions"}
    assert after["dimensions"] == [], "what is mastered is known of today alone"
    assert (after["as_of"], after["archived"]) == ("2026-03-03", "2026-03-03")
    assert document(group, "--member ana data mirror --json")["groups"][0]["record"] == after["members"][0]
    assert "was archived on 2026-03-03" in group(f"{LEA} group add 'Night shift' Lea")[2]
    assert "was archived on" in group(f"{LEA} plan set 'Night shift' bread --due 2026-06-01")[2]
    assert group(f"{LEA} group unarchive 'Night shift'")[0] == 0
    assert len(document(group, "--member ana plan show --json")["assigned"]) == 2


def test_a_group_is_matched_to_a_team_and_says_what_it_is_for(group: Typed) -> None:
    assert (
        group(f"{LEA} group set 'Night shift' --team Search --purpose 'Bread for  the\tnight' --course Bread")[0] == 0
    )
    assert group(f"{LEA} group set 'Night shift' --team 'Search and find'")[0] == 0
    found = document(group, f"{LEA} group 'Night shift' --json")
    assert (found["team"], found["purpose"], found["courses"]) == ("Search and find", "Bread for the night", ["Bread"])
    _status, out, _err = group(f"{LEA} group 'Night shift'")
    assert out.splitlines()[2:5] == ["Team: Search and find", "Purpose: Bread for the night", "For the courses: Bread"]
    assert group(f"{LEA} group set 'Night shift' --team ''")[0] == 0
    assert document(group, f"{LEA} group 'Night shift' --json")["team"] is None
    assert "Say what is to be set" in group(f"{LEA} group set 'Night shift'")[2]


# Days


def test_who_moves_keeps_everything_and_the_old_group_its_weeks(
    group: Typed, clock: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(group, monkeypatch, "01-dough")
    clock.forward(14)
    group(f"{LEA} group create Bakers")
    weeks = document(group, f"{LEA} group 'Night shift' --json")["weeks"]
    assert [(one["active"], one["members"]) for one in weeks] == [(1, 5), (0, 5), (0, 5)]
    mine = own(group)
    assert group(f"{LEA} group remove 'Night shift' ana --on 2026-03-16")[0] == 0
    assert group(f"{LEA} group add Bakers ana --on 2026-03-16")[0] == 0
    assert group("--member ana group charter Bakers --accept --signed ana")[0] == 0
    assert own(group) == mine
    clock.forward(7)
    read(group, monkeypatch, "02-oven")
    old, new = (document(group, f"{LEA} group {name} --json") for name in ("'Night shift'", "Bakers"))
    assert [member["name"] for member in old["members"]] == ["bo", "chen", "dee", "eli"]
    assert old["weeks"][:2] == weeks[:2], "the weeks with her stay what they were"
    assert [one["members"] for one in old["weeks"]] == [5, 5, 4, 4]
    assert [one["members"] for one in new["weeks"]] == [1, 1], "and she brings nothing into weeks before"
    assert [one["week"] for one in new["weeks"]] == ["2026-W12", "2026-W13"]
    held = [(one["name"], one["from"], one["until"]) for one in old["duties"] if one["name"] == "ana"]
    assert held == [("ana", "2026-03-02", "2026-03-15")]


def test_a_day_may_be_named_where_it_is_honest(group: Typed, clock: Days) -> None:
    group("member add Zoe")
    assert "came to be on 2026-03-02" in group(f"{LEA} group add 'Night shift' Zoe --on 2026-03-01")[2]
    clock.forward(5)
    assert group(f"{LEA} group add 'Night shift' Zoe --on 2026-03-04")[0] == 0
    assert group("--member Zoe group charter 'Night shift' --accept --signed Zoe")[0] == 0
    assert "there already" in group(f"{LEA} group add 'Night shift' Zoe")[2]
    assert group(f"{LEA} group remove 'Night shift' Zoe --on 2026-03-03")[0] == 2
    assert group(f"{LEA} group remove 'Night shift' Zoe --on 2026-03-09")[0] == 0
    names = [one["name"] for one in document(group, f"{LEA} group 'Night shift' --json")["members"]]
    assert "Zoe" in names, "until then she is in it"
    assert "member: Zoe, until 2026-03-08" in group(f"{LEA} group 'Night shift'")[1]
    clock.forward(2)
    names = [one["name"] for one in document(group, f"{LEA} group 'Night shift' --json")["members"]]
    assert "Zoe" not in names
    assert group(f"{LEA} group add 'Night shift' Zoe --on 2026-03-20")[0] == 0
    assert document(group, "--member Zoe plan show --json") == {"assigned": [], "quizzes": []}
    assert group(f"{LEA} group remove 'Night shift' Zoe")[0] == 0, "what is to come may be taken back"


# Duties


def test_a_recorder_counts_and_a_facilitator_leads_the_talk_without_names(group: Typed, clock: Days) -> None:
    group("--member ana hand raise 01-dough")
    clock.forward(1)
    for name in ("Rae", "Fay"):
        group(f"member add {name}")
    assert group(f"{LEA} group duty 'Night shift' Rae recorder --until 2026-03-31")[0] == 0
    assert group(f"{LEA} group duty 'Night shift' Fay facilitator")[0] == 0
    counted = document(group, "--member Rae group 'Night shift' --json")
    assert counted["your_duties"] == ["recorder"]
    assert counted["lessons"][0]["tally"]["needs-help"] == 1
    assert (counted["members"], counted["dimensions"], counted["mentees"], counted["questions"]) == (
        5,
        None,
        None,
        None,
    )
    led = document(group, "--member Fay group 'Night shift' --json")
    assert [one["tally"] for one in led["lessons"]] == [None, None]
    assert led["weeks"] is None
    for said in (counted, led):
        assert not any(name in json.dumps(said) for name in PEOPLE)
    assert group("--member Rae group 'Night shift'")[0] == 0
    assert group("--member ana group 'Night shift'")[0] == 2
    group(f"{LEA} group remove 'Night shift' bo")
    few = document(group, "--member Rae group 'Night shift' --json")
    assert (few["withheld"], few["weeks"], few["lessons"][0]["tally"]) == ("fewer than 5", [], None)
    clock.forward(40)
    status, _out, err = group("--member Rae group 'Night shift'")
    assert (status, "shown to its leaders alone: Lea" in err) == (2, True), "it has come to its end"


def test_a_mentor_sees_named_mentees_and_nobody_else(group: Typed) -> None:
    group("member add Mo")
    status, _out, err = group(f"{LEA} group duty 'Night shift' Mo mentor")
    assert (status, "Name them: fivefold group duty 'Night shift' Mo mentor --of" in err) == (2, True)
    assert group("--member Mo group 'Night shift'")[0] == 2, "a mentor of nobody is none"
    assert "Did you mean 'ana'" in group(f"{LEA} group duty 'Night shift' Mo mentor --of anna")[2]
    assert group(f"{LEA} group duty 'Night shift' Mo mentor --of ana --of bo")[0] == 0
    found = document(group, "--member Mo group 'Night shift' --json")
    assert [one["name"] for one in found["mentees"]] == ["ana", "bo"]
    assert found["mentees"] == document(group, f"{LEA} group 'Night shift' --json")["members"][:2]
    assert found["lessons"] is None
    assert "ana: completed 0 of 2" in group("--member Mo group 'Night shift'")[1]
    assert group(f"{LEA} group duty 'Night shift' Mo mentor --end")[0] == 0
    assert group("--member Mo group 'Night shift'")[0] == 2
    assert "does not have the duty mentor" in group(f"{LEA} group duty 'Night shift' Mo mentor --end")[2]


def test_a_trainer_is_told_of_questions_from_five_sittings_on(group: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    group("member add Tre")
    group(f"{LEA} group duty 'Night shift' Tre trainer")
    for name in PEOPLE[:4]:
        answer(group, monkeypatch, name, "2\n1\n1,2\n1\n")
    (quiz,) = document(group, "--member Tre group 'Night shift' --json")["questions"]
    assert (quiz["respondents"], quiz["questions"], quiz["withheld"]) == (None, [], "fewer than 5")
    answer(group, monkeypatch, PEOPLE[4], "1\n1\n1,2\n1\n")
    answer(group, monkeypatch, PEOPLE[4], "2\n1\n1,2\n1\n")
    (quiz,) = document(group, "--member Tre group 'Night shift' --json")["questions"]
    assert quiz["respondents"] == 5
    rights = [one["right"] for one in quiz["questions"]]
    assert rights == sorted(rights), "the most difficult first"
    assert len(set(rights)) > 1
    assert not any(name in json.dumps(quiz) for name in PEOPLE)
    assert "respondents" in group("--member Tre group 'Night shift'")[1]


def test_who_leads_alone_names_the_next_or_archives_before_leaving(group: Typed) -> None:
    for leaving in ("duty 'Night shift' Lea leader --end", "remove 'Night shift' Lea"):
        status, _out, err = group(f"{LEA} group {leaving}")
        assert status == 2
        assert "Lea leads Night shift alone. First say who leads it next" in err
    assert "nobody leads" not in group(f"{LEA} group duty 'Night shift' ana leader")[2]
    assert "nobody leads" not in group(f"{LEA} group duty 'Night shift' Lea leader --until 2030-01-01")[2]
    assert group(f"{LEA} group duty 'Night shift' Lea leader --end")[0] == 0
    group("--member ana group archive 'Night shift'")
    assert group("--member ana group duty 'Night shift' ana leader --end")[0] == 0


def test_a_group_without_a_leader_says_who_can_lead_it(group: Typed, clock: Days) -> None:
    for name in ("Rae", "Zoe"):
        group(f"member add {name}")
    group(f"{LEA} group duty 'Night shift' Rae recorder")
    status, _out, err = group(f"{LEA} group duty 'Night shift' Lea leader --until 2026-03-02")
    assert status == 0, "a term may be set"
    assert "From 2026-03-03 on nobody leads Night shift. Say who does: fivefold group duty 'Night shift'" in err
    clock.forward(1)
    status, _out, err = group("--member ana group 'Night shift'")
    assert status == 2
    assert "Nobody leads Night shift at the moment. Who can take it on: Rae, each for themselves" in err
    assert group("--member ana group duty 'Night shift' ana leader")[0] == 2
    assert group("--member Zoe group duty 'Night shift' Rae leader")[0] == 2, "nobody does it for another"
    assert group("--member Rae group duty 'Night shift' Rae leader")[0] == 0
    assert document(group, "--member Rae group 'Night shift' --json")["leaders"] == ["Rae"]
    assert group("--member ana group duty 'Night shift' ana leader")[0] == 2


def test_the_store_itself_refuses_whoever_has_no_duty(tmp_path: Path) -> None:
    """Not a screen: the functions that read."""
    clock, random, library = Clock(), Random(2), build([])
    with opened(tmp_path) as database:
        lea, ana, mo = (people.add(database, name, now=clock, random=random) for name in ("Lea", "Ana", "Mo"))
        bakers = groups.create(database, "Bakers", lea.id, now=clock, random=random)
        groups.join(database, bakers, ana, groups.MEMBER, by=lea.id, now=clock, random=random)
        groups.join(database, bakers, mo, groups.RECORDER, by=lea.id, now=clock, random=random)
        today = clock().date()
        read: Mapping[str, Callable[..., object]] = {
            "record": group_mirror.group_record,
            "figures": group_mirror.group_figures,
            "part": group_part.group_part,
        }
        refused = set()
        for who in (lea, ana, mo):
            for name, function in read.items():
                try:
                    function(database, bakers, library, today, reader=who.id)
                except NotOpenedError:
                    refused.add((who.name, name))
        assert refused == {
            ("Ana", "record"),
            ("Ana", "figures"),
            ("Ana", "part"),
            ("Mo", "record"),
            ("Mo", "figures"),
        }
        groups.join(database, bakers, lea, groups.LEADER, last=today, by=lea.id, now=clock, random=random)
        with pytest.raises(NoLeaderError, match="Mo"):
            group_mirror.group_record(database, bakers, library, today + timedelta(days=1), reader=ana.id)
        _rebuilt(database)


def _rebuilt(database: Database) -> None:
    grown = dump(database)
    rebuild(database)
    assert dump(database) == grown


def test_terms_may_change_and_the_past_stays(tmp_path: Path) -> None:
    clock, random = Clock(), Random(2)
    with opened(tmp_path) as database:
        lea, ana = (people.add(database, name, now=clock, random=random) for name in ("Lea", "Ana"))
        bakers = groups.create(database, "Bakers", lea.id, now=clock, random=random)
        first = clock().date()

        def join(duty: str, day: int, last: int | None = None, *mentees: str) -> bool:
            return groups.join(
                database,
                bakers,
                ana,
                duty,
                first=first + timedelta(days=day),
                last=None if last is None else first + timedelta(days=last),
                mentees=mentees,
                by=lea.id,
                now=clock,
                random=random,
            )

        assert join("mentor", 0)
        assert not join("mentor", 0)
        assert join("mentor", 5, None, lea.id)
        assert join("mentor", 9, 20, lea.id)
        assert not join("mentor", 9, 20, lea.id)
        assert join("mentor", 30)
        times = [
            ((one.joined - first).days, (one.left - first).days if one.left else None, len(one.mentees))
            for one in groups.memberships(database, member=ana.id)
        ]
        assert times == [(0, 5, 0), (5, 9, 1), (9, 21, 1), (30, None, 0)]
        assert groups.duties_of(database, bakers.id, ana.id, first + timedelta(days=25)) == ()
        _rebuilt(database)


# A roster


@pytest.fixture
def roster(tmp_path: Path) -> Callable[[str, str], Path]:
    def write(text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "roster.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_a_roster_says_who_is_no_member_and_which_new_names_are_alike(
    group: Typed, roster: Callable[..., Path]
) -> None:
    file = roster("name,duty\nWei Zhang,\nWei Zang,\nRae,recorder\nTre,trainer\nTre,member\nMo,mentor\n")
    status, out, _err = group(f"{LEA} group roster {file} --group 'Night shift'")
    assert status == 1
    assert "line 3: Wei Zang is like Wei Zhang, who is new in this file, too" in out
    assert "no member, so without a plan, and not counted: Rae." in out
    assert "line 7: a mentor has mentees: name those of Mo in a column of" in out


def test_a_roster_gives_every_duty_and_says_whose_mentor_somebody_is(group: Typed, roster: Callable[..., Path]) -> None:
    command = f"{LEA} group roster {{}} --group 'Night shift'"
    head = "name,duty,of\n"
    wrong = roster(head + 'Mo,mentor,ana;Nobody\nRae,recorder,ana\nTre,mentor,\n"Rossi, Marta",member,\n')
    status, out, _err = group(command.format(wrong))
    assert status == 1
    assert "line 2: no member of the group, or of this file, is called Nobody, whose mentor" in out
    assert "line 3: mentees are named, ana, and the duty is not mentor" in out
    assert "line 4: a mentor has mentees: name those of Tre" in out
    rows = ('Mo,mentor,"BO；Rossi, Marta；ana"', '"Rossi, Marta",member,', "Rae,recorder,", "Tre,trainer,")
    file = roster("\n".join((head.strip(), *rows, "Fay,facilitator,", "Lea,leader,")))
    status, out, _err = group(command.format(file))
    assert status == 0
    assert "joins: Mo (new here), mentor of bo, Rossi, Marta, ana\n" in out
    assert group(f"{command.format(file)} --apply")[0] == 0
    found = document(group, f"{LEA} group 'Night shift' --json")
    duties = {one["name"]: one["duty"] for one in found["duties"] if one["duty"] not in {"member", "leader"}}
    assert duties == {"Mo": "mentor", "Rae": "recorder", "Tre": "trainer", "Fay": "facilitator"}
    (mo,) = (one for one in found["duties"] if one["name"] == "Mo")
    assert len(mo["mentees"]) == 3
    again = document(group, f"{command.format(file)} --json")
    assert (again["joining"], len(again["staying"])) == ([], 6), "the same once more changes nothing"
    commas = roster(head + 'Mo,mentor,"ana, bo"')
    other = document(group, f"{command.format(commas)} --json")
    assert [row["mentees"] for row in other["joining"]] == [["ana", "bo"]], "a comma is between two that are somebody"


def test_a_roster_is_looked_at_first_and_then_applied(group: Typed, roster: Callable[..., Path]) -> None:
    file = roster(
        "姓名;职责;团队;开始;截止\n安娜;成员;;;\nbo;;;;\nAnna;;Search;2026/3/9;\nRae;记录员;;;2026年3月31日\n",
        "gb18030",
    )
    before = group("member list --json")[1]
    status, out, err = group(f"{LEA} group roster {file} --group 'Night shift'")
    assert status == 0
    hints = [line for line in out.splitlines() if line.startswith("Look again at line 4: ")]
    assert hints == [
        "Look again at line 4: Anna is new here, and like ana. If they are one, mend the name.",
        "Look again at line 4: Anna is of the team Search, the group of another.",
    ]
    assert out.index("joins: Anna") < out.index(hints[0]), "nothing is wrong with the row"
    assert "joins: Rae (new here), recorder, until 2026-03-31" in out
    assert "not in the roster: eli" in out
    assert "3 join, 3 of them are new here, 1 stays" in out
    assert "This is a preview" in err
    assert group("member list --json")[1] == before, "a preview changes nothing"
    found = document(group, f"{LEA} group roster {file} --group 'Night shift' --apply --json")
    assert (found["applied"], found["left"], [row["name"] for row in found["joining"]]) == (
        True,
        False,
        ["安娜", "Anna", "Rae"],
    )
    assert group("--member 安娜 group charter 'Night shift' --accept --signed 安娜")[0] == 0
    record = document(group, f"{LEA} group 'Night shift' --json")
    assert [one["name"] for one in record["members"]] == [*PEOPLE, "安娜"], "Anna comes on the ninth"
    assert document(group, "--member Rae group 'Night shift' --json")["your_duties"] == ["recorder"]
    again = document(group, f"{LEA} group roster {file} --group 'Night shift' --apply --leave --json")
    assert (again["joining"], again["leaving"]) == ([], ["ana", "chen", "dee", "eli"])
    names = [one["name"] for one in document(group, f"{LEA} group 'Night shift' --json")["members"]]
    assert names == ["bo", "安娜"]
    file = roster("name,duty\nchenn,\nBea,king\ndeee,\n")
    told = group(f"{LEA} group roster {file} --group 'Night shift'")[1].splitlines()
    assert [told[0], *(line[:24] for line in told if "line " in line)] == [
        "line 3: there is no duty king",
        "line 3: there is no duty",
        "Look again at line 2: ch",
        "Look again at line 4: de",
    ], "what is wrong stands first, and what is only like something last"


def test_a_preview_counts_people_and_says_who_would_leave(group: Typed, roster: Callable[..., Path]) -> None:
    file = roster("name,duty\nRae,recorder\nRae,member\nana,member\nana,trainer\nbo,\n")
    _status, out, _err = group(f"{LEA} group roster {file} --group 'Night shift'")
    assert "1 joins, 1 of them is new here, 1 has other duties or days, 1 stays" in out, "people, not rows"
    assert "takes on: ana, trainer\n" in out
    chinese = group(f"{LEA} --lang zh group roster {file} --group 'Night shift'")[1]
    assert "新任职责：ana，教员" in chinese, "who and what are no enumeration"
    assert "1 人加入，其中 1 人是新来的，1 人" in chinese
    assert "Nobody leaves by not being named; with --leave they do." in out
    _status, out, err = group(f"{LEA} group roster {file} --group 'Night shift' --leave")
    assert "1 joins, 1 of them is new here, 1 has other duties or days, 1 stays, 3 leave" in out
    assert "leaves: eli" in out
    assert "Nobody leaves" not in out, "it was said that they do"
    assert "This is a preview" in err


def test_who_is_in_a_group_joins_it_on_no_later_day(group: Typed, roster: Callable[..., Path]) -> None:
    file = roster("name,duty,from,until\nana,,2027-01-04,\nbo,member,,2026-12-31\nLea,leader,2026-03-02,\n")
    command = f"{LEA} group roster {file} --group 'Night shift'"
    out = group(command)[1]
    assert "stays: ana, member since 2026-03-02: to begin on 2027-01-04 changes nothing\n" in out
    assert "changes: bo, member, until 2026-12-31\n" in out
    assert "0 join, 1 has other duties or days, 2 stay\n" in out
    found = document(group, f"{command} --json")
    assert [(one["name"], one["change"]) for one in found["joining"]] == [("bo", "other-terms")]
    assert [(one["name"], one.get("since")) for one in found["staying"]] == [("ana", "2026-03-02"), ("Lea", None)]
    assert group(f"{command} --apply")[0] == 0
    assert document(group, f"{command} --json")["joining"] == []
    days = {one["name"]: one["from"] for one in document(group, f"{LEA} group 'Night shift' --json")["duties"]}
    assert days["ana"] == "2026-03-02"


def test_nothing_of_a_roster_is_done_where_a_row_cannot_be_used(group: Typed, roster: Callable[..., Path]) -> None:
    file = roster("name\tfrom\nZoe\t\nYul\t2025-01-01\nbo\tsoon\n=cmd()\t\n")
    before = group("member list --json")[1]
    status, out, err = group(f"{LEA} group roster {file} --group 'Night shift' --apply --leave")
    assert status == 1
    assert [line for line in out.splitlines() if line.startswith("line")] == [
        "line 3: the group had not come to be on 2025-01-01",
        "line 4: that is no day, such as 2026-11-27: soon",
        "line 5: that is no name: =cmd()",
    ]
    assert "Nothing was changed" in err
    assert group("member list --json")[1] == before
    assert "没有这个文件或文件夹" in group(f"{LEA} --lang zh group roster {file}x --group 'Night shift'")[2]
    assert [
        one["line"] for one in json.loads(group(f"{LEA} group roster {file} --group 'Night shift' --json")[1])["bad"]
    ]
    assert group(f"{LEA} group roster {file}")[0] == 2
    assert group(f"--member ana group roster {file} --group 'Night shift'")[0] == 2
    assert group(f"{LEA} group roster {roster('who' + chr(10))} --group 'Night shift'")[0] == 3
    assert group(f"{LEA} group roster nowhere.csv --group 'Night shift'")[0] == 2


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (f"{LEA} group duty 'Night shift' ana king", "There is no duty 'king'"),
        (f"{LEA} group duty 'Night shift' ana trainer --of bo", "names the mentees"),
        (
            f"{LEA} group duty 'Night shift' ana trainer --from 2026-03-09 --until 2026-03-08",
            "cannot have its last day",
        ),
        (f"{LEA} group rename 'Night shift'", "Say it as"),
        (f"{LEA} group archive 'Night shift' --on 2026-03-09", "Say it as one of"),
        (f"{LEA} group 'Night shift' --team x", "Say it as one of"),
        ("--member ana group rename 'Night shift' Mine", "shown to its leaders alone"),
        ("--member ana group duty 'Night shift' ana trainer", "shown to its leaders alone"),
    ],
)
def test_what_cannot_be_gets_a_sentence(group: Typed, line: str, sentence: str) -> None:
    status, out, err = group(line)
    assert (status, out) == (2, "")
    assert sentence in err
