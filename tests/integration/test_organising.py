"""What a leader makes of a group on the screen: each form asks for what its verb needs, and does no more than that."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from store.database import Database, open_database
from store.duties import DUTIES
from tui import organising
from tui.commands.membership import MOST, bytes_of
from tui.forms import REFUSALS, Answers, Form, refusal
from tui.start import WrongUsageError
from tui.study import Study

LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Xiaoming Li leads two groups; Ana and Bo study here."""
    with open_database(tmp_path / "study.db", now=lambda: NOW) as database:
        yield led(database)


def led(database: Database) -> Study:
    made = Study([LIBRARY], database, now=lambda: NOW, random=Random(7))
    made.join("Xiaoming Li")
    for name in ("Ana", "Bo"):
        made.add_member(name)
    for group in ("Night shift", "Platform"):
        made.create_group(group)
    return made


def fill(form: Form, *, sure: bool = False, **said: str | int) -> str:
    """Fill a form in as somebody who leaves alone what is not said; what came of it."""
    texts = {line.name: str(said.get(line.name, line.value)) for line in form.lines if not line.choices}
    places = {line.name: int(said.get(line.name, line.at)) for line in form.lines if line.choices}
    assert {*said} <= {*texts, *places}
    answers = Answers(texts, places)
    told = form.act(answers, None)
    return "\n".join((form.act(answers, told) if sure and told.first else told).lines)


def refused(form: Callable[[], str]) -> str:
    with pytest.raises(REFUSALS) as caught:
        form()
    return refusal(caught.value)


def test_people_come_take_duties_on_move_and_leave(study: Study) -> None:
    def duties(name: str = "Night shift") -> set[tuple[str, str]]:
        held = study.group(study.find_group(name).id).duties
        return {(one.name, one.duty) for one in held if one.last is None or one.last >= TODAY}

    nights = study.group(study.find_group("Night shift").id)
    form = organising.add_member(study, nights)
    assert refused(lambda: fill(form, name=" , ")) == "Say who: a name, or several with commas."
    assert fill(form, name="Anna").splitlines() == [
        "Nobody here is called 'Anna' yet. Did you mean 'Ana'?",
        "If you go on, Anna begins to study here and joins.",
    ]
    assert fill(form, name="Wei, Zhu Li，wei").splitlines() == [
        "Nobody here is called 'Wei' yet.",
        "Nobody here is called 'Zhu Li' yet.",
        "If you go on, Wei, Zhu Li begin to study here and join.",
    ]
    assert "Name them" in refused(lambda: fill(form, name="Wei", duty=DUTIES.index("mentor"), sure=True))
    assert len(study.members()) == 3, "to be shown, or refused, adds nobody"
    said = fill(form, name="Ana, Wei", sure=True)
    assert said.splitlines() == ["Ana is member of Night shift now.", "Wei is member of Night shift now."]
    assert len(study.members()) == 4
    study.add_member("Rossi, Marta")
    form = organising.add_member(study, nights)
    assert fill(form, name="rossi, marta") == "rossi, marta is member of Night shift now."
    for name in ("Ana", "Wei", "Rossi, Marta"):
        study.remove_from_group("Night shift", name)
    for name in ("Ana", "Bo"):
        fill(organising.add_member(study, nights), name=name)
    nights = study.group(nights.group)
    ids = {one.name: one.member for one in nights.duties}
    fill(organising.somebody(study, nights, ids["Bo"]), what=0, duty=3, until="2027-01-31")
    assert ("Bo", "recorder") in duties()
    nights = study.group(nights.group)
    assert "Bo gives up: recorder of Night shift." in fill(
        organising.somebody(study, nights, ids["Bo"]), what=1, duty=3
    )
    assert ("Bo", "recorder") in duties(), "it is asked first"
    fill(organising.somebody(study, nights, ids["Bo"]), what=1, duty=3, sure=True)
    assert ("Bo", "recorder") not in duties()
    assert "moves" in organising.somebody(study, nights, ids["Ana"]).lines[0].choices
    with pytest.raises(REFUSALS):
        fill(organising.somebody(study, nights, ids["Ana"]), what=3, group=0, day="2026-11-01", sure=True)
    assert duties("Platform") == {("Xiaoming Li", "leader")}, "who cannot leave goes nowhere"
    fill(organising.somebody(study, nights, ids["Ana"]), what=3, group=0, sure=True)
    assert duties("Platform") == {("Xiaoming Li", "leader"), ("Ana", "member")}
    assert ("Ana", "member") not in duties()
    fill(organising.somebody(study, study.group(nights.group), ids["Bo"]), what=2, sure=True)
    assert duties() == {("Xiaoming Li", "leader")}


def test_a_roster_and_a_plan_file_are_shown_before_they_are_taken(study: Study, tmp_path: Path) -> None:
    nights = study.group(study.find_group("Night shift").id)
    roster, plan = tmp_path / "roster.csv", tmp_path / "winter.plan.toml"
    roster.write_text("name,duty\nAna,member\nCai,facilitator\n", encoding="utf-8")
    form = organising.roster(study, nights)
    assert refused(lambda: fill(form)) == "No file is named."
    assert "2 join" in fill(form, file=str(roster))
    assert len(study.members()) == 3, "to be shown changes nothing"
    assert "Ana" in fill(form, file=str(roster), sure=True), "it says who joined"
    assert len(study.members()) == 4
    assert "Nothing changes." in fill(form, file=str(roster))
    roster.write_text("name,duty\nDora,member\n=cmd,\nBo,chief\n", encoding="utf-8")
    assert refused(lambda: fill(form, file=str(roster))).splitlines() == [
        "Nothing was changed: mend these rows first.",
        "line 3: that is no name: =cmd",
        "line 4: there is no duty chief",
    ], "what the other rows would change is no news before that"
    roster.write_text("name,duty\nCai,facilitator\n", encoding="utf-8")
    said = fill(form, file=str(roster), leave=0)
    assert "not in the roster: Ana" in said
    assert "--" not in said, "the words of the screen, and not those of the command line"
    roster.write_text("name,duty\nAna,king\n", encoding="utf-8")
    assert "there is no duty king" in refused(lambda: fill(form, file=str(roster), sure=True))
    plan.write_text('[[course]]\nid = "bread"\ndue = 2026-12-24\n', encoding="utf-8")
    form = organising.plan_from_file(study, nights)
    assert "2 lessons new" in fill(form, file=str(plan))
    assert study.plans("Night shift") == ()
    fill(form, file=str(plan), sure=True)
    assert "nothing changes" in fill(form, file=str(plan)), "it is no mistake"
    plan.write_text('[[course]]\nid = "brad"\ndue = 2026-12-24\n', encoding="utf-8")
    assert "winter.plan.toml:2: There is no course 'brad'" in refused(lambda: fill(form, file=str(plan)))
    assert "Nothing is left to do" in fill(organising.other_dates(study, nights))


def test_plans_goals_norms_and_the_group_itself(study: Study, tmp_path: Path) -> None:
    nights = study.group(study.find_group("Night shift").id)
    fill(organising.assign(study, nights), due="2026-12-24", target="75%", announced=1)
    (plan,) = study.plans("Night shift")
    assert (plan.target, len(plan.announced)) == (0.75, 2)
    again = organising.assign(study, nights, "bread")
    assert [line.value for line in again.lines if line.name in {"due", "target"}] == ["2026-12-24", "75%"]
    assert refused(lambda: fill(again, due="")) == "Say by when, as in 2026-12-24."
    goal = organising.new_goal(study, nights)
    assert refused(lambda: fill(goal, text="Bake", due="2026-12-24", measure=1)) == "Say what is wanted, such as 80%."
    fill(goal, text="Bake", due="2026-12-24", measure=1, wanted="90%")
    assert "'0.9' is no target" in refused(lambda: fill(goal, text="Bake", due="2026-12-24", measure=1, wanted="0.9"))
    fill(goal, text="1", due="2026-12-24")
    nights = study.group(nights.group)
    for one, how in zip(nights.goals, (1, 0), strict=True):
        fill(organising.end_goal(study, nights, one), how=how)
    assert [one.state for one in study.group(nights.group).goals] == ["dropped", "reached"]
    norms = tmp_path / "norms.md"
    norms.write_text("# How we study\n", encoding="utf-8")
    fill(organising.norms(study, nights), file=str(norms))
    assert study.charter("Night shift").text == "# How we study"
    study.add_to_group("Night shift", "Ana")
    study.join("Ana")
    study.accept_charter("Night shift", signed="Ana")
    study.join("Xiaoming Li")
    other = tmp_path / "other.md"
    other.write_text("# Else\n", encoding="utf-8")
    assert "1 member has accepted the charter in force." in fill(organising.norms(study, nights), file=str(other))
    assert study.charter("Night shift").text == "# How we study", "to be shown changes nothing"
    assert "asked to accept it" in fill(organising.norms(study, nights), file=str(other), sure=True)
    assert "that holds" in fill(organising.norms(study, nights), file=str(norms)), "nobody loses by the old text"
    study.remove_from_group("Night shift", "Ana")
    with pytest.raises(REFUSALS):
        fill(organising.about_group(study, nights), name="Days", purpose="x" * 401)
    assert study.find_group("Night shift").id == nights.group, "it has no other name without the purpose"
    with pytest.raises(REFUSALS):
        fill(organising.new_group(study), name="Days", purpose="x" * 401)
    assert [one.name for one in study.led_groups()] == ["Night shift", "Platform"], "nor is it made without it"
    fill(organising.about_group(study, nights), name="Nights", team="Search", purpose="Bread by January")
    about = study.group(nights.group).about
    assert (study.find_group("Nights").id, about.team, about.purpose) == (nights.group, "Search", "Bread by January")
    nights = study.group(nights.group)
    fill(organising.archive(study, nights))
    nights = study.group(nights.group)
    assert nights.about.archived == TODAY
    fill(organising.archive(study, nights))
    assert study.group(nights.group).about.archived is None
    assert "Nights" in refused(lambda: fill(organising.new_group(study), name="Nights"))


def test_a_file_that_is_too_large_is_refused_whole(tmp_path: Path) -> None:
    file = tmp_path / "everybody.csv"
    file.write_bytes(b"name\n" + b"Ann Lee\n" * (MOST // 8))
    with pytest.raises(WrongUsageError, match=f"larger than {MOST} bytes"):
        bytes_of(file)
    file.write_bytes(b"x" * MOST)
    assert len(bytes_of(file)) == MOST
