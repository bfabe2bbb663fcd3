"""Groups on the command line: who may do what, what a leader is told, and what is withheld."""

import json
import shlex
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from rich.cells import cell_len

from tests.leading import PEOPLE, Clock, Typed, answer, document
from tui.__main__ import _parser
from tui.commands.group_words import WORDS
from tui.commands.membership import ACTIONS, EVERY, TAKES


def test_a_group_is_led_planned_and_looked_at(group: Typed, clock: Clock) -> None:
    clock.forward(1)
    found = document(group, "--member lea group 'night shift' --json")
    assert found["group"] == "Night shift"
    assert found["as_of"] == "2026-03-03"
    assert [member["name"] for member in found["members"]] == list(PEOPLE)
    assert found["members"][0]["lessons"]["bread/lessons/01-dough"] == {
        "status": "not-started",
        "reason": None,
        "since": None,
        "due": "2026-03-20",
    }
    assert found["assigned"] == 10
    assert [lesson["tally"]["not-started"] for lesson in found["lessons"]] == [5, 5]


def test_whatever_a_group_is_called_a_command_that_is_told_can_be_pasted(typed: Typed) -> None:
    name = 'a\'$(touch x)"" #'
    made = typed(f"--member Lea group create {shlex.quote(name)}")[2]
    shown = typed(f"--member Lea group {shlex.quote(name)}")[1]
    told = [line.partition("fivefold ")[2] for line in (made + shown).splitlines() if "fivefold group add " in line]
    assert [shlex.split(command)[2] for command in told] == [name, name], "when it was made, and where it is looked at"


def test_what_to_do_next_is_told_first_and_who_stands_where_at_last(group: Typed, clock: Clock) -> None:
    group("--member bo hand raise 01-dough")
    group("--member Lea goal set 'Night shift' 'All of it' --by 2026-03-20 --completed 80%")
    clock.forward(8)
    lines = group("--member Lea group 'Night shift'")[1].splitlines()
    heads = ("Needs help", "Planned and done", "Goals", "Dimensions", "Weeks", "Lessons", "ana: completed 0 of 2")
    places = [next(at for at, line in enumerate(lines) if line.startswith(head)) for head in heads]
    assert places == sorted(places)


@pytest.mark.parametrize(("lang", "heads"), [("en", ("to see", "people")), ("zh", ("查看", "人员"))])
def test_the_help_of_groups_has_a_line_for_each_word_under_what_it_is_for(
    typed: Typed, lang: str, heads: Sequence[str]
) -> None:
    lines = typed(f"--lang {lang} group --help")[1].splitlines()
    lines = lines[: next(at for at, line in enumerate(lines) if "sprint --help" in line) + 1]
    assert set(heads) <= set(lines)
    assert max(map(cell_len, lines)) <= 80
    told = [word for line in lines if line.startswith("  ") for word in line.split()]
    assert {*ACTIONS, "share", "collect", "report"} - {"unarchive"} <= set(told)
    assert any("unarchive" in line for line in lines)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("word", WORDS)
def test_behind_a_word_the_help_is_that_of_the_word(typed: Typed, word: str, lang: str) -> None:
    status, out, err = typed(f"--lang {lang} group {word} --help")
    assert (status, err) == (0, "")
    assert f"fivefold group {word} {WORDS[word].takes.split()[0]}" in out.splitlines()[0]
    usage, about, *_options, example = out.split("\n\n")
    assert max(map(cell_len, [*usage.splitlines(), *about.splitlines(), example])) <= 80
    asked = "duty" if word == "roster" else "team"
    assert (f"\n  {asked}  " in out) == (word == "roster")
    said = shlex.split(out.splitlines()[-1].partition("fivefold ")[2])
    options = _parser("group").parse_args(said)
    assert options.words[0] == word
    given = {
        name for name, value in vars(options).items() if value is not None and value is not False and name in EVERY
    }
    assert given <= TAKES.get(word, frozenset()), "the example is one that is taken"


def test_each_word_has_a_help_of_its_own_and_a_group_has_that_of_all(typed: Typed) -> None:
    assert {*WORDS} == {*ACTIONS, "share", "collect", "report"}
    assert typed("group 'Night shift' --help") == typed("group -h")


def test_several_are_added_together_or_not_at_all(group: Typed) -> None:
    """Every name that nobody has is told at once, and nobody is added before all of them are somebody's."""
    for name in ("Ola", "Pia"):
        assert group(f"member add {name}")[0] == 0
    for names, wrong in (("Ola Zed", ["Zed"]), ("Ola zoe Pia Zed", ["zoe", "Zed", "Nothing was changed."])):
        for more in ("", " --leader"):
            status, out, err = group(f"--member Lea group add 'Night shift' {names}{more}")
            assert (status, out) == (2, "")
            assert [one in line for one, line in zip(wrong, err.splitlines(), strict=True)] == [True] * len(wrong)
    assert {one["name"] for one in document(group, "--member Lea group 'Night shift' --json")["duties"]} == {
        *("Lea", "ana", "bo", "chen", "dee", "eli")
    }
    status, _out, err = group("--member Lea group duty 'Night shift' Ola mentor --of zoe --of ana --of Zed")
    assert (status, len(err.splitlines())) == (2, 3), "both mentees are told"
    status, _out, err = group("--member Lea group add 'Night shift' Ola PIA ola")
    assert status == 0
    assert [line.partition(" is ")[0] for line in err.splitlines()] == ["Ola", "PIA"]
    waiting = document(group, "--member Lea group 'Night shift' --json")["waiting"]
    assert waiting == ["Ola", "Pia"]


def test_a_hand_that_no_leader_sees_is_said_to_be_ones_own(group: Typed) -> None:
    up = group("--member ana hand raise 01-dough")[2]
    assert "Your leaders see it from 2026-03-03." in up
    group("member add solo")
    alone = group("--member solo hand raise 01-dough")[2]
    assert "for you alone: you are in no group" in alone
    assert "Your leaders" not in alone


def test_a_hand_of_a_short_number_says_which_lesson_it_took(group: Typed) -> None:
    assert group("--member ana hand raise 01")[2].startswith("Bread: The dough\n")
    assert group("--member ana hand raise 01-dough")[2].startswith("Your hand is up already.")


def test_a_leader_sees_who_needs_help_and_notes_that_it_was_seen_to(group: Typed, clock: Clock) -> None:
    assert group("--member ana hand raise 01-dough")[0] == 0
    assert document(group, "--member Lea group 'Night shift' --json")["needs_help"] == [], "not on the same day"
    clock.forward(1)
    (need,) = document(group, "--member Lea group 'Night shift' --json")["needs_help"]
    assert (need["lesson"], need["reason"], need["since"]) == ("bread/lessons/01-dough", "asked", "2026-W10")
    status, out, _ = group("--member Lea group 'Night shift'")
    assert status == 0
    assert "ana, The dough: asked since this week (raised a hand on this lesson)" in out
    assert group("--member Lea group handled 'Night shift' ana 01-dough")[0] == 0
    assert "Lea saw to your need on 2026-03-03: The dough" in group("--member ana data mirror")[1]
    assert document(group, "--member Lea group 'Night shift' --json")["needs_help"] == []


def test_what_was_handled_by_mistake_is_taken_back_and_the_hand_is_up_as_before(group: Typed, clock: Clock) -> None:
    undo = "--member Lea group handled 'Night shift' ana 01-dough --undo"
    assert group("--member ana hand raise 01-dough")[0] == 0
    clock.forward(1)
    before = document(group, "--member Lea group 'Night shift' --json")
    assert "No need of ana with 'The dough' was handled" in group(undo)[2]
    status, _out, err = group("--member Lea group handled 'Night shift' ana 01-dough")
    assert status == 0
    assert "To take it back: fivefold group handled 'Night shift' ana 01-dough --undo" in err
    assert document(group, "--member Lea group 'Night shift' --json")["needs_help"] == []
    status, _out, err = group(undo)
    assert (status, err) == (0, "ana, The dough: not handled, and open as it was before.\n")
    assert document(group, "--member Lea group 'Night shift' --json") == before
    assert "saw to your need" not in group("--member ana data mirror")[1]
    assert group("store verify")[0] == 0
    assert group(undo)[0] != 0, "there is nothing more to take back"
    assert group("--member Lea group handled 'Night shift' ana 01-dough")[0] == 0
    clock.forward(14)
    assert group(undo)[0] != 0, "it is told no more, so that it is taken back no more"


def test_the_most_urgent_need_is_told_first_however_members_are_called(group: Typed, clock: Clock) -> None:
    clock.forward(8)
    group("--member dee hand raise 01-dough")
    clock.forward(1)
    found = document(group, "--member Lea group 'Night shift' --json")
    names = {one["member"]: one["name"] for one in found["members"]}
    assert [(names[one["member"]], one["reason"]) for one in found["needs_help"]] == [
        ("dee", "asked"),
        *((name, "quiet") for name in ("ana", "bo", "chen", "eli")),
    ]
    out = group("--member Lea group 'Night shift'")[1]
    assert out.index("dee, The dough: asked") < out.index("ana, The dough: quiet")


def test_who_leads_together_reads_who_saw_to_a_need_and_other_groups_name_nobody(group: Typed, clock: Clock) -> None:
    for line in (
        *("member add Ola", "--member Lea group add 'Night shift' Ola --leader"),
        *("member add Zed", "--member Zed group create Days", "--member Zed group add Days ana"),
        "--member Zed plan set Days bread --due 2026-03-20",
        "--member ana group charter Days --accept --signed ana",
        "--member ana hand raise 01-dough",
    ):
        assert group(line)[0] == 0, group(line)
    clock.forward(1)
    assert document(group, "--member Ola group 'Night shift' --json")["handled"] == []
    assert "Handled" not in group("--member Ola group 'Night shift'")[1]
    assert group("--member Lea group handled 'Night shift' ana 01-dough")[0] == 0
    page = document(group, "--member Ola group 'Night shift' --json")
    ana = next(one["member"] for one in page["members"] if one["name"] == "ana")
    seen_to = {"member": ana, "lesson": "bread/lessons/01-dough", "day": "2026-03-03"}
    assert page["handled"] == [{**seen_to, "by": "Lea"}]
    out = group("--member Ola group 'Night shift'")[1]
    assert "Handled (what leaders saw to in the last 14 days)" in out
    assert "ana, The dough: handled by Lea on 2026-03-03" in out
    assert document(group, "--member Zed group Days --json")["handled"] == [{**seen_to, "by": None}]
    assert "ana, The dough: handled on 2026-03-03" in group("--member Zed group Days")[1]
    mine = document(group, "--member ana data mirror --json")["groups"]
    assert {one["group"]: one["handled_by"] for one in mine} == {
        "Night shift": {"bread/lessons/01-dough": "Lea"},
        "Days": {"bread/lessons/01-dough": None},
    }
    clock.forward(13)
    assert document(group, "--member Ola group 'Night shift' --json")["handled"] == [{**seen_to, "by": "Lea"}]
    clock.forward(1)
    assert document(group, "--member Ola group 'Night shift' --json")["handled"] == [], "nobody counts how often"


def test_members_see_what_leaders_see_and_nobody_else_does(group: Typed, clock: Clock) -> None:
    clock.forward(1)
    members = document(group, "--member Lea group 'Night shift' --json")["members"]
    (mine,) = document(group, "--member bo data mirror --json")["groups"]
    looked = [{"name": "Lea", "day": "2026-03-03", "at": "group"}]
    nothing: dict[str, object] = {"shared": None, "handled": {}, "handled_by": {}, "said_wrong": [], "mentors": []}
    nothing["accepted"] = "2026-03-02"
    shares = [{"dimension": one, "reached": 0, "objectives": 1} for one in ("Craft", "Patience")]
    stays = [{"first": "2026-03-02", "left": None}]
    assert mine == {
        "group": "Night shift",
        "record": members[1],
        "looked": looked,
        "stays": stays,
        "in_shares": shares,
        **nothing,
    }
    status, out, err = group("--member bo group 'Night shift'")
    assert (status, out) == (2, "")
    assert "shown to its leaders alone: Lea" in err
    assert document(group, "--member Lea data mirror --json") == {"groups": [], "waiting": [], "earlier": []}, (
        "a leader is in no group by leading it"
    )


def test_an_announced_quiz_says_so_first_and_its_result_is_told(group: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    _status, out, _err = answer(group, monkeypatch, "chen", "q\n")
    said = out.splitlines()
    assert said[1] == "This quiz is announced for Night shift."
    assert "They will not be told your answers by name, your hints, or how long you took." in said
    status, out, _err = answer(group, monkeypatch, "chen", "2\n1\n1,2\n1\n")
    assert "announced" not in out, "it was said when the quiz was begun"
    share = float(out.rsplit("(", 1)[1].split("%")[0]) / 100
    record = document(group, "--member Lea group 'Night shift' --json")["members"][2]
    (result,) = record["results"]
    assert abs(result["share"] - share) < 0.01
    assert result["passed"] is (status == 0)
    assert result["day"] == "2026-03-02"
    assert "choice" not in json.dumps(record)


def test_a_quiz_that_was_begun_before_it_was_announced_stays_private(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Lea", "ana"):
        typed(f"member add {name}")
    answer(typed, monkeypatch, "ana", "q\n")
    typed("--member Lea group create Bakers")
    typed("--member Lea group add Bakers ana")
    typed("--member ana group charter Bakers --accept --signed ana")
    typed("--member Lea plan set Bakers bread --due 2026-03-20 --announced 01-dough")
    _status, out, _err = answer(typed, monkeypatch, "ana", "2\n1\n1,2\n1\n")
    assert "Score" in out
    assert "announced" not in out
    assert document(typed, "--member Lea group Bakers --json")["members"][0]["results"] == []


def test_small_groups_are_not_compared(group: Typed) -> None:
    group("--member Lea group create Laboratory")
    group("--member Lea group add Laboratory ana")
    large, small = document(group, "--member Lea groups --json")["groups"]
    assert (large["group"], large["members"], large["completion"]) == ("Night shift", 5, 0.0)
    assert (small["group"], small["completion"], small["withheld"]) == ("Laboratory", None, "fewer than 5")
    status, out, _ = group("--member Lea groups")
    assert status == 0
    assert "Laboratory: 0 members, 1 to accept the charter\n  Nobody has accepted" in out
    assert "active this week so far 0 of 5, in the whole of last week - (fewer than 5 then)\n" in out
    assert "of what is due by now - (nothing due yet), a week ago - (nothing due then)\n" in out
    assert "  pace - (nothing due yet), a week ago - (fewer than 5 then)\n" in out
    assert large["reasons"]["week_ago"] == "nothing assigned then"
    weeks = document(group, "--member Lea group Laboratory --json")["weeks"]
    assert [(week["active"], week["withheld"]) for week in weeks] == [(None, "fewer than 5")]
    group("--member ana group charter Laboratory --accept --signed ana")
    assert "Laboratory: 1 member\n  No figures: fewer than 5 members." in group("--member Lea groups")[1]
    group("--member Lea plan set Laboratory bread --due 2026-03-20")
    for name, share in (("'Night shift'", 0.0), ("Laboratory", None)):
        told = document(group, f"--member Lea group {name} --json")["dimensions"]
        assert [one["share"] for one in told] == [share, share]


def test_who_left_is_not_looked_at_and_loses_nothing(group: Typed) -> None:
    group("--member dee hand raise 01-dough")
    assert group("--member Lea group remove 'Night shift' dee")[0] == 0
    names = [member["name"] for member in document(group, "--member Lea group 'Night shift' --json")["members"]]
    assert names == ["ana", "bo", "chen", "eli"]
    mirror = document(group, "--member dee data mirror --json")
    assert (mirror["groups"], mirror["waiting"]) == ([], [])
    assert group("--member Lea group remove 'Night shift' dee")[0] == 2


def test_leave_is_no_reason_to_ask(group: Typed, clock: Clock) -> None:
    assert group("--member eli member away 2026-03-03 2026-03-12")[0] == 0
    clock.forward(8)
    needs = document(group, "--member Lea group 'Night shift' --json")["needs_help"]
    quiet = [need["member"] for need in needs if need["reason"] == "quiet"]
    assert len(quiet) == 4
    text = json.dumps(document(group, "--member Lea group 'Night shift' --json"))
    assert "away" not in text
    assert "leave" not in text
    assert group("--member eli member away 2026-03-12 2026-03-03")[0] == 2


def test_who_is_away_reads_it_and_takes_it_back_from_that_day_on(group: Typed, clock: Clock) -> None:
    away = "--member eli member away"
    assert "You have noted no days away." in group(away)[1]
    assert "nothing was changed" in group(f"{away} --undo")[2]
    assert group(f"{away} 2026-03-03")[0] == 2
    assert group(f"{away} 2026-03-03 2026-03-20")[0] == 0
    undo = "To take back what is to come: fivefold member away --undo\n"
    assert group(away)[1:] == ("2026-03-03 to 2026-03-20\n", undo)
    assert group("--member Lea member away")[1].startswith("You have noted no days"), "of others nobody reads it"
    replaced = "That takes the place of: 2026-03-03 to 2026-03-20.\n"
    assert group(f"{away} 2026-03-08 2026-03-09")[2].endswith(replaced)
    assert replaced not in group(f"{away} 2026-03-03 2026-03-20")[2], "all of what was noted is in it"
    clock.forward(3)
    assert "2026-03-03 to 2026-03-20, now\n" in group(away)[1]
    taken = "Taken back: away from 2026-03-05 to 2026-03-20.\nDays before today stay noted.\n"
    assert group(f"{away} --undo")[::2] == (0, taken)
    assert document(group, f"{away} --json") == {"away": [{"first": "2026-03-03", "last": "2026-03-04"}]}
    assert group(away)[1:] == ("2026-03-03 to 2026-03-04, over\n", "")
    clock.forward(8)
    needs = document(group, "--member Lea group 'Night shift' --json")["needs_help"]
    assert len([need for need in needs if need["reason"] == "quiet"]) == 5, "seven days but for the two"
    assert group("store verify")[0] == 0


def test_lessons_may_be_spread_and_members_see_their_days(group: Typed) -> None:
    line = "--member Lea plan set 'Night shift' Bread --due 2026-03-22 --from 2026-03-02"
    status, _out, err = group(line)
    assert status == 0
    assert "1 of them is due on a Saturday or Sunday" in err, "2026-03-22 is one"
    assigned = document(group, "--member ana plan show --json")["assigned"]
    assert [one["due"] for one in assigned] == ["2026-03-12", "2026-03-22"]
    _status, out, _ = group("--member ana list")
    assert "not started, due 2026-03-12" in out


def test_a_plan_that_a_script_replaced_says_what_it_was_and_comes_back(group: Typed, clock: Clock) -> None:
    """Without a terminal nobody is asked: what was there is told, and one command brings all of it back."""
    before = document(group, "--member Lea plan show 'Night shift' --json")["plans"]
    clock.forward(1)
    status, _out, err = group(
        "--member Lea plan set 'Night shift' bread --due 2026-04-01 --target none --announced none"
    )
    assert status == 0
    assert "2026-03-20 → 2026-04-01" in err
    assert "The plan before comes back with: fivefold plan undo 'Night shift' bread" in err
    after = document(group, "--member Lea plan show 'Night shift' --json")["plans"]
    status, _out, err = group("--member Lea plan undo 'Night shift' bread")
    assert (status, "2026-04-01 → 2026-03-20" in err) == (0, True)
    (again,) = document(group, "--member Lea plan show 'Night shift' --json")["plans"]
    assert {**again, "set": None} == {**before[0], "set": None}
    assert group("--member Lea plan undo 'Night shift' bread")[0] == 0
    assert document(group, "--member Lea plan show 'Night shift' --json")["plans"] == after, "and so does the other"
    assert group("--member ana plan undo 'Night shift' bread")[0] == 2
    group("--member Lea group create Days")
    assert "no other plan for Bread before" in group("--member Lea plan undo Days bread")[2]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("--member Lea group Nigth", "There is no group 'Nigth'"),
        ("--member Lea group 'Night shitf'", "Did you mean 'Night shift'?"),
        ("--member Lea group create 'night  SHIFT'", "There is a group called Night shift already"),
        ("--member Lea group add 'Night shift' zoe", "Nobody here is called 'zoe'"),
        ("--member ana group add 'Night shift' Lea", "shown to its leaders alone"),
        ("--member ana plan set 'Night shift' bread --due 2026-04-01", "shown to its leaders alone"),
        ("--member Lea plan set 'Night shift' cheese --due 2026-04-01", "There is no course 'cheese'"),
        ("--member Lea plan set 'Night shift' bread --due tomorrow", "is no day"),
        ("--member Lea plan set 'Night shift' bread --due 9026-04-01", "9026-04-01 is too far off: a day lies between"),
        ("--member Lea goal set 'Night shift' Bake --by 9026-04-01", "9026-04-01 is too far off"),
        ("--member Lea group duty 'Night shift' ana mentor --until 9999-12-31", "9999-12-31 is too far off"),
        ("--member Lea member away 2026-03-01 9999-12-31", "If you do not know until when, name a day"),
        ("--member Lea member away 0001-01-01 2026-03-09", "0001-01-01 is too far off"),
        ("--member Lea plan set 'Night shift' bread --due 2026-04-01 --target 180", "is no target"),
        ("--member Lea plan set 'Night shift' bread --due 2026-04-01 --announced 99", "99"),
        ("--member Lea plan set 'Night shift' bread --due 2026-04-01 --from 2026-05-01", "is not before"),
        ("--member Lea group", "Say which group"),
        ("--member Lea group create", "Say it as: fivefold group create NAME"),
        ("--member Lea group add 'Night shift'", "Say it as: fivefold group add"),
        ("--member Lea group handled 'Night shift' zoe 01-dough", "Nobody here is called 'zoe'"),
    ],
)
def test_what_cannot_be_gets_one_sentence(group: Typed, line: str, sentence: str) -> None:
    status, out, err = group(line)
    assert (status, out) == (2, "")
    assert sentence in err
    assert len(err.splitlines()) == 1


def test_nobody_is_late_for_days_before_they_joined(group: Typed, clock: Clock) -> None:
    """What was due before is due on the day of joining, for who leads and for who joined."""
    clock.forward(30)
    group("--member Lea member add fay")
    group("--member Lea group add 'Night shift' fay")
    group("--member fay group charter 'Night shift' --accept --signed fay")

    def standing() -> tuple[set[str], set[str], Mapping[str, Any]]:
        page = document(group, "--member Lea group 'Night shift' --json")
        fay = next(one for one in page["members"] if one["name"] == "fay")
        return {one["status"] for one in fay["lessons"].values()}, {one["due"] for one in fay["lessons"].values()}, page

    status, due, page = standing()
    assert (status, due, page["overdue"]) == ({"not-started"}, {"2026-04-01"}, 10)
    assert {one["due"] for one in document(group, "--member fay today --json")["course"]["lessons"]} == {"2026-04-01"}
    clock.forward(1)
    status, due, page = standing()
    assert (status, page["overdue"]) == ({"overdue"}, 12)
    clock.forward(1)
    assert standing()[0] == {"needs-help"}
