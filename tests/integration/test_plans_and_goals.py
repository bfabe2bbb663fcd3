"""Plans from files, goals, the pace of a group and other dates, on the command line: what is told, kept and refused."""

import io
import json
import re
import sys
from datetime import date
from pathlib import Path

import pytest

from store.events import PlanSet
from store.group_pace import Proposal
from store.groups import Group
from tests.leading import PEOPLE, Clock, Typed, answer, document
from tui.commands.plan import proposed_lines
from tui.plan_changes import Moved, PlanChange, PlanChanges

HEAD = 'group = "Night shift"\n\n[[course]]\nid = "bread"\n'
LATER = f"""{HEAD}announced = ["01-dough", "The oven, tried"]
target = 80

[course.targets]
craft = 90

[course.lessons]
01-dough = 2026-03-20
02-oven = 2026-04-03

[course.quizzes]
02-oven = 2026-04-03
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "winter.plan.toml"


def plan_of(group: Typed) -> object:
    return document(group, "--member Lea plan show 'Night shift' --json")["plans"]


def test_a_plan_from_a_file_is_shown_first_and_then_kept_whole(group: Typed, file: Path) -> None:
    file.write_text(LATER)
    before = plan_of(group)
    found = document(group, f"--member Lea plan apply {file} --json")
    assert found["applied"] is False
    assert plan_of(group) == before, "to be shown changes nothing"
    status, out, err = group(f"--member Lea plan apply {file} --yes")
    back = "The plan before comes back with: fivefold plan undo 'Night shift' bread"
    assert (status, err) == (0, f"The plan of Night shift is changed.\n{back}\n")
    assert out.splitlines() == [
        "Bread: 1 lesson due later, 1 quiz with another day, 1 new announced quiz, 1 other target",
        "  The oven: 2026-03-20 → 2026-04-03",
        "  The oven, tried, due 2026-04-03",
        "  Announced: The oven, tried",
        "  Target of Craft: 80% → 90%",
    ]
    status, written, _err = group("--member Lea plan show 'Night shift' --as toml")
    file.write_text(written)
    assert "nothing changes" in group(f"--member Lea plan apply {file} --yes")[1]
    targets = document(group, "--member Lea group 'Night shift' --json")["dimensions"]
    assert [(one["dimension"], one["target"]) for one in targets] == [("craft", 0.9), ("patience", 0.8)]
    quizzes = document(group, "--member ana plan show --json")["quizzes"]
    assert quizzes == [{"quiz": "bread/quizzes/02-oven", "title": "The oven, tried", "due": "2026-04-03"}]
    today = document(group, "--member ana today --json")["course"]
    assert [(one["id"], one["due"], one["quiz_due"]) for one in today["lessons"]] == [
        ("lessons/01-dough", "2026-03-20", None),
        ("lessons/02-oven", "2026-04-03", "2026-04-03"),
    ]
    courses = document(group, "--member ana me --json")["courses"]
    assert all(one["target"] == (0.9 if one["id"] == "craft" else 0.8) for c in courses for one in c["dimensions"])


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            f"{HEAD}[course.lessons]\n01-dogh = 2026-04-01\n",
            ["6: The course has no lesson '01-dogh'. Did you mean '01-dough'?"],
        ),
        (
            f"{HEAD}[course.lessons]\npumps = 2026-04-01\n",
            ["6: The course has no lesson 'pumps'. There are: lessons/01-dough, lessons/02-oven."],
        ),
        (
            f"{HEAD}due = 2026-02-01\n",
            ["5: 2026-02-01 is past (lessons/01-dough, lessons/02-oven). Write a day from 2026-03-02 on."],
        ),
        (
            f"{HEAD}due = 2026-04-01\n[course.targets]\ncrft = 80\n",
            ["7: The course declares no dimension 'crft'. Did you mean 'craft'?"],
        ),
        (
            f"{HEAD}due = 2026-04-01\ntarget = 0.8\nannounced = ['x']\n",
            ["6: '0.8' is no target", "7: The course has no quiz 'x'."],
        ),
        (f"{HEAD}due = soon\n", ["5: This is no TOML"]),
        (f"{HEAD}member = 'ana'\n", ["4: Say by when", "5: A plan has no 'member'"]),
        ('[[course]]\nid = "bread"\ndue = 2026-04-01\n', ["1: It names no group."]),
        ('group = "Night shift"\n', ["It assigns no course."]),
        ("due = 2026-04-01\n" + HEAD + "due = 2026-04-01\n", ["1: due is said of a course: put it below the id"]),
        (
            f"{HEAD}[course.targets]\ncraft = 60\ndue = 2026-04-01\n",
            ["4: Say by when", "7: The course declares no dimension 'due'. If it is said of the course, put it above"],
        ),
    ],
)
def test_a_plan_with_mistakes_changes_nothing_and_says_where_each_is(
    group: Typed, file: Path, text: str, sentences: list[str]
) -> None:
    file.write_text(text)
    before = plan_of(group)
    status, out, err = group(f"--member Lea plan apply {file} --yes")
    assert (status, out) == (1, "")
    lines = err.splitlines()
    assert lines[-1] == "Nothing was changed."
    assert len(lines) == len(sentences) + 1
    for line, sentence in zip(lines, sentences, strict=False):
        assert line.startswith((f"{file}:{sentence}", f"{file}: {sentence}"))
    assert plan_of(group) == before
    found = json.loads(group(f"--member Lea plan apply {file} --yes --json")[1])
    assert len(found["problems"]) == len(sentences)


def test_a_plan_beside_a_course_is_no_lesson_of_it(group: Typed, tmp_path: Path) -> None:
    library = tmp_path / "library" / "bread"
    library.mkdir(parents=True)
    (library / "lesson.md").write_text("# A lesson\n\nText.\n")
    (library / "winter.plan.md").write_text(
        "---\ngroup: Night shift\ncourse:\n  - id: bread\n    due: 2026-05-01\n---\n\n# Why\n"
    )
    listed = document(group, f"--member Lea --library {library.parent} list --json")
    assert "Why" not in json.dumps(listed)
    assert "A lesson" in json.dumps(listed)
    changed = document(group, f"--member Lea plan apply {library / 'winter.plan.md'} --json")
    assert [one["new"] for one in changed["courses"][0]["lessons"]] == ["2026-05-01", "2026-05-01"]


def complete(group: Typed, monkeypatch: pytest.MonkeyPatch, *who: str) -> None:
    """Members complete the first lesson: they answer all of its quiz right."""
    for name in who:
        assert answer(group, monkeypatch, name, "2\n2\n1,2\n2\n")[0] == 0


def test_goals_are_set_measured_and_ended_by_those_who_lead(group: Typed, clock: Clock) -> None:
    set_ = "--member Lea goal set 'Night shift'"
    assert group(f"{set_} 'Half of it is read' --by 2026-03-20 --completed 0% --owner ana")[0] == 0
    assert group(f"{set_} 'Craft is there' --by 2026-03-25 --dimension Craft=80%")[0] == 0
    assert group(f"{set_} 'Nobody waits at night' --by 2026-03-30")[0] == 0
    first, second, third = document(group, "--member Lea goal list 'Night shift' --json")["goals"]
    assert (first["owner"], first["share"], first["wanted"]) == ("ana", 0.0, 0.0)
    assert (second["about"], second["share"], second["wanted"]) == ("Craft", 0.0, 0.8)
    assert (third["measure"], third["share"], third["wanted"], third["owner"]) == ("judged", None, None, "Lea")
    status, _out, err = group("--member Lea goal done 'Night shift' craft")
    assert (status, err) == (
        2,
        "fivefold: It is not reached by what is counted. See: fivefold goal list 'Night shift'\n",
    )
    clock.forward(1)
    assert group("--member Lea goal done 'Night shift' 1")[0] == 0
    assert group("--member Lea goal drop 'Night shift' craft")[0] == 0
    assert group(f"{set_} 'Earlier' --by 2026-03-05")[0] == 0
    assert group("--member Lea goal list 'Night shift'")[1].startswith("4. Earlier\n"), "the first due stands first"
    assert "There is no open goal '2'" in group("--member Lea goal drop 'Night shift' 2")[2], "the others keep theirs"
    assert group("--member Lea goal drop 'Night shift' 4")[0] == 0
    out = group("--member Lea group 'Night shift'")[1]
    assert "3. Nobody waits at night\n   judged by a person, Lea sees to it, by 2026-03-30, open\n" in out
    assert (
        "-  Half of it is read\n   wanted: 0% of lessons completed, ana sees to it, by 2026-03-20, reached on " in out
    )
    assert "dropped on 2026-03-03" in out
    mine = document(group, "--member bo goal list --json")["goals"]
    assert [one["text"] for one in mine] == ["Nobody waits at night", "Earlier", "Half of it is read", "Craft is there"]
    assert all("share" not in one for one in mine), "how far the others have come is not for a member"
    assert [one["number"] for one in mine] == [3, 4, 1, 2]
    assert [one["about"] for one in mine] == [None, None, None, "Craft"], "by its title, as its leaders read it"
    named = document(group, "--member bo goal list 'Night shift' --json")
    assert [{"group": "Night shift", **one} for one in named["goals"]] == mine
    led = document(group, "--member Lea plan show 'Night shift' --json")
    assert document(group, "--member bo plan show 'Night shift' --json") == led, "the plan is the group's own"
    group("member add Zoe")
    assert [group(f"--member Zoe {one} 'Night shift'")[0] for one in ("goal list", "plan show")] == [2, 2]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("--member ana goal set 'Night shift' 'Mine' --by 2026-04-01", "shown to its leaders alone"),
        ("--member Lea goal set 'Night shift' 'Past' --by 2026-02-01", "2026-02-01 is past"),
        ("--member Lea goal set 'Night shift' 'Two' --by 2026-04-01 --completed 5% --passed 5%", "one measure"),
        ("--member Lea goal set 'Night shift' 'What' --by 2026-04-01 --dimension crft=5%", "Did you mean 'craft'?"),
        ("--member Lea goal set 'Night shift' 'What' --by 2026-04-01 --passed 5% --quiz 02-oven", "is not announced"),
        ("--member Lea goal set 'Night shift' 'Who' --by 2026-04-01 --owner zoe", "Nobody here is called 'zoe'"),
        ("--member Lea goal done 'Night shift' all", "There is no open goal 'all'"),
        ("--member Lea plan set 'Night shift' bread --due 2026-04-01 --target crft=5%", "Did you mean 'craft'?"),
        ("--member Lea plan set 'Night shift' bread --due 2026-04-01 --target 0.8", "'0.8' is no target: write a"),
        ("--member Lea goal set 'Night shift' 'Half' --by 2026-04-01 --completed 0.5", "'0.5' is no target: write a"),
    ],
)
def test_what_cannot_be_a_goal_gets_one_sentence(group: Typed, line: str, sentence: str) -> None:
    status, out, err = group(line)
    assert (status, out) == (2, "")
    assert sentence in err
    assert len(err.splitlines()) == 1


def test_a_goal_is_the_one_that_is_meant_whatever_it_is_called(group: Typed) -> None:
    for text in ("2", "Bake"):
        assert group(f"--member Lea goal set 'Night shift' {text} --by 2026-03-30")[0] == 0
    drop = "--member Lea goal drop 'Night shift'"
    assert "the number of one open goal and the text of another" in group(f"{drop} 2")[2]
    goals = document(group, "--member Lea goal list 'Night shift' --json")["goals"]
    assert group(f"{drop} {goals[1]['goal']}")[0] == 0
    after = document(group, "--member Lea goal list 'Night shift' --json")["goals"]
    assert [one["goal"] for one in after if one["state"] == "dropped"] == [goals[1]["goal"]]
    assert group(f"{drop} 1")[0] == 0


def test_other_dates_say_nothing_of_a_file() -> None:
    moved = Moved("Dough", date(2026, 3, 20), date(2026, 4, 3))
    change = PlanChange(PlanSet("bread", {}, None, (), {}), "Bread", (moved,), (), (), (), ())
    changes = PlanChanges(Group("g", "Bakers", date(2026, 3, 2)), (change,), ("Knots",))
    assert not any("Knots" in line for line in proposed_lines(Proposal(1, 1.0, 3, None, {}), changes))


def test_who_joins_late_puts_the_group_behind_when_the_matrix_says_so(group: Typed, clock: Clock) -> None:
    look = "--member Lea group 'Night shift' --json"
    clock.forward(23)  # both lessons were due on 2026-03-20, and this is Wednesday 2026-03-25
    before = document(group, look)["pace"][-1]
    group("member add Wei")
    group("--member Lea group add 'Night shift' Wei")
    group("--member Wei group charter 'Night shift' --accept --signed Wei")
    joined = document(group, look)
    assert joined["pace"][-1]["assigned"] == before["assigned"] + 2
    assert joined["pace"][-1]["planned"] == before["planned"], "nothing is late for somebody who came today"
    (wei,) = (one for one in joined["members"] if one["name"] == "Wei")
    assert {one["due"] for one in wei["lessons"].values()} == {"2026-03-25"}
    assert {one["status"] for one in wei["lessons"].values()} == {"not-started"}
    clock.forward(1)
    late = document(group, look)
    (wei,) = (one for one in late["members"] if one["name"] == "Wei")
    assert "not-started" not in {one["status"] for one in wei["lessons"].values()}
    assert late["pace"][-1]["planned"] == before["planned"] + 2, "and the day after it is"


def test_a_group_that_is_behind_is_offered_the_dates_of_its_own_pace(
    group: Typed, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert group("--member Lea plan propose 'Night shift'")[:2] == (
        1,
        "The group is not behind its plan: no other dates are needed.\n",
    )
    clock.forward(10)
    complete(group, monkeypatch, *PEOPLE[:2])
    clock.forward(7)
    complete(group, monkeypatch, *PEOPLE[2:4])
    answer(group, monkeypatch, "eli", "2\nq\n")
    clock.forward(7)
    found = document(group, "--member Lea plan propose 'Night shift' --json")
    assert (found["behind"], found["lessons_a_week"], found["weeks"]) == (6, 2.0, 3)
    moved = {one["title"]: (one["old"], one["new"]) for one in found["courses"][0]["lessons"]}
    # Two a week: the fifth member's first lesson takes four days, the five second ones three weeks altogether.
    assert moved == {"The dough": ("2026-03-20", "2026-04-03"), "The oven": ("2026-03-20", "2026-04-17")}
    assert found["silent"] == []
    assert "ana" not in json.dumps(found)
    weeks = document(group, "--member Lea group 'Night shift' --json")["pace"]
    status, out, _err = group("--member Lea plan propose 'Night shift' --apply")
    assert status == 0
    assert "one who is far behind can move the days of all" in out
    record = document(group, "--member Lea group 'Night shift' --json")
    assert record["overdue"] == 0
    assert [week["done"] for week in record["pace"]] == [0, 2, 4, 4]
    assert record["pace"][:-1] == weeks[:-1], "what was planned in a week that is over stays so"
    assert (weeks[-1]["planned"], record["pace"][-1]["planned"]) == (10, 0)
    assert [one["lessons"]["bread/lessons/01-dough"]["status"] for one in record["members"]].count("completed") == 4


def test_other_dates_wait_for_nobody_who_is_silent_and_hide_nobody(
    group: Typed, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.forward(10)
    complete(group, monkeypatch, *PEOPLE[:2])
    clock.forward(7)
    complete(group, monkeypatch, *PEOPLE[2:4])
    clock.forward(7)
    found = document(group, "--member Lea plan propose 'Night shift' --json")
    assert found["silent"] == ["eli"]
    assert [one["title"] for one in found["courses"][0]["lessons"]] == ["The oven"], "all others completed the dough"
    said = group("--member Lea plan propose 'Night shift' --apply")[1]
    assert "done nothing for more than 14 days: eli. What they alone have left keeps its day" in said
    assert (
        "  eli: 1 lesson, the first due 2026-03-20, last active never" in group("--member Lea group 'Night shift'")[1]
    )
    group("--member Lea plan set 'Night shift' bread --due 2026-12-24")
    page = group("--member Lea group 'Night shift'")[1]
    assert "  eli: nothing by the days of now, but silent: last active never" in page
    assert "  ana: nothing by the days of now" not in page


def test_a_plan_is_spread_over_the_weekdays_that_are_named(group: Typed) -> None:
    words = "--member Lea plan set 'Night shift' bread --from 2026-03-02 --due 2026-03-15"
    assert "2 of them are due on a Saturday or Sunday." in group(words)[2]
    status, _out, err = group(f"{words} --days mon..fri")
    assert (status, "2 lessons assigned to Night shift, the last due on 2026-03-13.\n" in err) == (0, True)
    assert "Saturday" not in err
    assert "no days of the week" in group(f"{words} --days never")[2]
    one_day = "--member Lea plan set 'Night shift' bread --due 2026-03-15"
    assert "--days needs --from DAY" in group(f"{one_day} --days mon")[2]
    said = group(one_day)[2]
    assert "All of them are due on that one day. With --from DAY they are spread" in said
    assert "With --from DAY --days mon..fri they are spread over other days." in said
    assert "one day" not in group(words)[2]


def test_a_plan_that_is_set_again_keeps_what_is_not_said(group: Typed, tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_text(
        '[[course]]\nid = "bread"\ndue = 2026-03-20\ntarget = "80%"\nannounced = ["01-dough"]\n'
        '[course.targets]\ncraft = "60%"\n[course.quizzes]\n"01-dough" = 2026-03-19\n'
    )
    assert group(f"--member Lea plan apply {file} --group 'Night shift' --yes")[0] == 0
    kept = ("target", "targets", "announced", "quizzes")

    def plan() -> dict[str, object]:
        (found,) = document(group, "--member Lea plan show 'Night shift' --json")["plans"]
        return {name: found[name] for name in kept}

    before = plan()
    assert all(before.values())
    words = "--member Lea plan set 'Night shift' bread --due 2026-03-27"
    said = group(words)[2]
    assert (
        "Kept from the plan before: target 80%, 1 target of a dimension, 1 announced quiz, 1 quiz with a day." in said
    )
    assert plan() == before
    assert (
        "Kept from the plan before: 1 target of a dimension, 1 quiz with a day."
        in group(f"{words} --target 70% --announced 01-dough")[2]
    )
    assert "Kept from the plan before: 1 quiz with a day." in group(f"{words} --target none --announced none")[2]
    assert plan() == {**dict.fromkeys(kept), "quizzes": before["quizzes"]} | {"targets": {}, "announced": []}


def test_a_number_is_that_of_a_lesson_in_the_course_that_is_assigned(group: Typed, tmp_path: Path) -> None:
    (tmp_path / "rye" / "lessons").mkdir(parents=True)
    (tmp_path / "rye" / "quizzes").mkdir()
    (tmp_path / "rye" / "course.md").write_text("---\nid: rye\ntitle: Rye\n---\n")
    for name in ("a-sour", "b-bake"):
        (tmp_path / "rye" / "lessons" / f"{name}.md").write_text(f"# {name}\n\nWait.\n")
        (tmp_path / "rye" / "quizzes" / f"{name}.md").write_text("# Quiz\n\n## Q?\n\n- [x] yes\n- [ ] no\n")
    set_ = f"--library {tmp_path} --member Lea plan set 'Night shift' rye --due 2026-04-01 --announced"

    def announced() -> object:
        plans = document(group, f"--library {tmp_path} --member Lea plan show 'Night shift' --json")["plans"]
        return next(one["announced"] for one in plans if one["course"] == "rye")

    assert group(f"{set_} 02")[0] == 0
    assert announced() == ["rye/quizzes/b-bake"], "and not of the course that was studied last"
    assert "The course Rye has no quiz '3'." in group(f"{set_} 3")[2]
    (tmp_path / "rye" / "quizzes" / "02.md").write_text("# Other\n\n## Q?\n\n- [x] yes\n- [ ] no\n")
    assert "02 means several quizzes. Say which: " in group(f"{set_} 02")[2]
    goal = f"--library {tmp_path} --member Lea goal set 'Night shift' Rise --by 2026-04-01 --passed 80% --quiz"
    assert group(f"{goal} 1")[0] == 0
    (found,) = document(group, f"--library {tmp_path} --member Lea goal list 'Night shift' --json")["goals"]
    assert found["about"] == "Dough, tried", "the first quiz that is announced, of whichever course"
    assert group(f"{set_} 1")[0] == 0
    assert "1 means several quizzes. Say which: " in group(f"{goal} 1")[2]


def test_a_plan_file_drops_only_what_it_says_and_tells_what_stays(group: Typed, tmp_path: Path) -> None:
    file = tmp_path / "winter.md"
    begin = f"--member Lea plan apply {file} --group 'Night shift'"
    kept = ("target", "targets", "announced", "quizzes")

    def apply(*lines: str, form: str = "+++") -> str:
        file.write_text("\n".join((form, *lines, form, "", "# Why")))
        return group(f"{begin} --yes")[1]

    def plan() -> list[object]:
        (found,) = document(group, "--member Lea plan show 'Night shift' --json")["plans"]
        return [found[name] for name in kept]

    head = ('course = "bread"', "due = 2026-03-20", "target = 80")
    apply(*head, "[targets]", "craft = 60", "[quizzes]", "01-dough = 2026-03-19")
    before, quiz = plan(), "bread/quizzes/01-dough"
    assert before == [0.8, {"craft": 0.6}, [quiz], {quiz: "2026-03-19"}], "it was announced before"
    said = apply("course: bread", "due: 2026-03-27", form="---")
    parts = "target 80%, 1 target of a dimension, 1 announced quiz, 1 quiz with a day"
    assert f"Kept from the plan before: {parts}.\n" in said
    assert 'In the file target = "none", and an empty list or table, drop them.' in said
    assert plan() == before
    (course,) = document(group, f"{begin} --json")["courses"]
    assert course["kept"] == sorted(kept)
    said = apply(*head[:2], 'target = "none"', "announced = []", "targets = {}", "quizzes = {}")
    assert "Target of Craft: 60% → none" in said
    assert "Not announced any more: " in said
    assert "Kept" not in said
    assert plan() == [None, {}, [], {}]


def test_a_plan_for_a_day_that_is_past_is_refused(group: Typed) -> None:
    before = document(group, "--member Lea plan show 'Night shift' --json")
    status, _out, err = group("--member Lea plan set 'Night shift' bread --due 2026-03-01")
    assert (status, err) == (2, "fivefold: 2026-03-01 is past. Write a day from 2026-03-02 on.\n")
    assert document(group, "--member Lea plan show 'Night shift' --json") == before


def test_days_that_are_there_are_replaced_by_who_agrees(group: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def days() -> set[str]:
        plans = document(group, "--member Lea plan show 'Night shift' --json")["plans"]
        return {day for plan in plans for day in plan["due"].values()}

    line = "--member Lea plan set 'Night shift' bread --due 2026-04-10"
    monkeypatch.setattr(sys, "stdin", Terminal("no\n"))
    status, _out, err = group(line)
    assert (status, days()) == (0, {"2026-03-20"})
    assert "The dough: 2026-03-20 → 2026-04-10" in err
    assert err.endswith("Nothing was changed.\n")
    monkeypatch.setattr(sys, "stdin", Terminal("yes\n"))
    assert (group(line)[0], days()) == (0, {"2026-04-10"})
    monkeypatch.setattr(sys, "stdin", Terminal(""))
    assert (group(line.replace("04-10", "05-10") + " --yes")[0], days()) == (0, {"2026-05-10"})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "plan.md",
            "---\ngroup: Night shift\ncourse:\n  - id: bread\n    due: 2027-14-04\n    from: 2027-4-1\n"
            "    lessons:\n      01-dough: 2027-02-30  # 2027-13-01\n---\n\n# Not 2027-99-99\n",
        ),
        (
            "plan.toml",
            '# A plan\n# of TOML\ngroup = "Night shift"\n[[course]]\ndue = 2027-14-04\nfrom = 2027-4-1\nid = "bread"\n'
            "lessons = { 01-dough = 2027-02-30 }  # 2027-13-01\n",
        ),
    ],
)
def test_days_that_no_calendar_has_are_told_in_the_same_words_in_yaml_and_in_toml(
    group: Typed, tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    status, out, err = group(f"--member Lea plan apply {path}")
    told = [line.removeprefix(f"{path}:") for line in (out + err).splitlines() if line.startswith(str(path))]
    assert (status, [re.sub(r"column \d+: ", "", one) for one in told]) == (
        1,
        [
            "5: 2027-14-04 is no day: there is no month 14. Write the year, the month, the day: 2027-04-14.",
            "6: 2027-4-1 is written as 2027-04-01.",
            "8: 2027-02-30 is no day: month 2 of that year does not have it.",
        ],
    ), "and nothing is said of what follows from them alone"


def test_every_mistake_in_a_plan_file_is_told_at_once_in_words(group: Typed, tmp_path: Path) -> None:
    file = tmp_path / "winter.plan.toml"
    file.write_text(
        'group = "Night shift"\ncolour = "red"\n[[course]]\nid = "bread"\ndue = 2027-14-04  # 2027-15-01\n'
        "[course.lessons]\n02-oven = 2027-02-30\n01-dogh = 2027-4-1\n01-dough = 9026-12-01\n03-x = '9999-12-31'\n",
        encoding="utf-8",
    )
    status, _out, err = group(f"--member Lea plan apply {file}")
    assert status == 1
    said = [line.removeprefix(f"{file}:") for line in err.splitlines()]
    assert said[0].startswith("2: A plan has no 'colour'")
    assert "5: column 7: 2027-14-04 is no day: there is no month 14." in said[1]
    assert "7: column 11: 2027-02-30 is no day: month 2 of that year does not have it." in said[2]
    assert any("8: column 11: 2027-4-1 is written as 2027-04-01." in line for line in said[3:])
    assert any("9: column 12: 9026-12-01 is too far off: a day lies between" in line for line in said)
    assert any("10: 9999-12-31 is too far off" in line for line in said)
    assert any("01-dogh" in line for line in said), "what is wrong elsewhere is told as well"
