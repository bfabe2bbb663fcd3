"""Sprints on the command line: who proposes, who agrees, and who is shown what."""

import json

import pytest

from tests.leading import Clock, Typed, document

LEA, MAX = "--member Lea", "--member Max"
PROPOSED = f"{LEA} sprint propose Spring --group 'Night shift' --with Bakers --from 2026-03-09 --weeks 2"


@pytest.fixture
def two(group: Typed) -> Typed:
    """Two groups: Lea leads one, Max another, in which she has no duty."""
    assert group("member add Max")[0] == 0
    assert group(f"{MAX} group create Bakers")[0] == 0
    for name in ("fay", "gil", "hal", "ida", "jon"):
        assert group(f"member add {name}")[0] == 0
        assert group(f"{MAX} group add Bakers {name}")[0] == 0
        assert group(f"--member {name} group charter Bakers --accept --signed {name}")[0] == 0
    assert group(f"{MAX} plan set Bakers bread --due 2026-03-20")[0] == 0
    return group


def test_nothing_is_shown_before_the_leaders_of_both_have_said_yes(two: Typed, clock: Clock) -> None:
    assert two(PROPOSED)[0] == 0
    clock.forward(days=16)
    (alone,) = document(two, f"{LEA} sprint list --json")["sprints"]
    assert [(one["group"], one["improvement"]) for one in alone["groups"]] == [("Night shift", None)]
    assert alone["asked"] == ["Bakers"]
    (asked,) = document(two, f"{MAX} sprint list --json")["sprints"]
    assert "withheld" not in asked["groups"][0], "nothing at all is told to who has not agreed"
    assert two(f"{MAX} sprint list")[1].count("sprint join Spring --group Bakers") == 1
    assert document(two, "--member fay sprint list --json")["sprints"] == []
    assert two(f"{MAX} sprint join Spring --group Bakers")[0] == 0
    (both,) = document(two, f"{LEA} sprint list --json")["sprints"]
    assert [one["group"] for one in both["groups"]] == ["Bakers", "Night shift"]
    assert [one["withheld"] for one in both["groups"]] == ["fewer than 5", "fewer than 5"], "nobody was active"
    assert len(document(two, "--member fay sprint list --json")["sprints"]) == 1, "members see what leaders see"


def test_what_is_said_of_a_sprint_names_it_and_who_was_not_asked(two: Typed) -> None:
    said = two(PROPOSED)[2]
    assert "Spring: 2 weeks from 2026-03-09 on. Asked: Bakers. A group takes part once a leader of it says so." in said
    assert "  Bakers: asked, has not said yes" in two(f"{LEA} sprint list")[1]
    two(f"{LEA} group create Third")
    assert "Third was not asked to take part in Spring." in two(f"{LEA} sprint join Spring --group Third")[2]
    assert "Bakers takes part in Spring." in two(f"{MAX} sprint join Spring --group Bakers")[2]
    assert "Bakers takes part in Spring no more." in two(f"{MAX} sprint leave Spring --group Bakers")[2]


def test_a_group_leaves_when_its_leader_says_so(two: Typed) -> None:
    two(PROPOSED)
    two(f"{MAX} sprint join spring --group Bakers")
    assert "Bakers takes part in Spring already" in two(f"{MAX} sprint join Spring --group Bakers")[2]
    assert two(f"{MAX} sprint leave Spring --group Bakers")[0] == 0
    assert "Bakers does not take part in Spring" in two(f"{MAX} sprint leave Spring --group Bakers")[2]
    (left,) = document(two, f"{LEA} sprint list --json")["sprints"]
    assert left["asked"] == ["Bakers"]
    assert two(f"{MAX} sprint join Spring --group 'Night shift'")[0] == 2, "Lea leads it"
    assert two("--member fay sprint join Spring --group Bakers")[0] == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Spring --group 'Night shift' --from 2026-03-09", "needs another group"),
        ("Spring --group 'Night shift' --with 'Night shift' --from 2026-03-09", "needs another group"),
        ("Spring --group 'Night shift' --with Bakers --from 2026-03-10", "begins on a Monday"),
        ("Spring --group 'Night shift' --with Bakers --from 2026-02-23", "2026-03-02 or later"),
        ("Spring --group 'Night shift' --with Bakers --from 2026-03-09 --weeks 1", "lasts 2 to 12 weeks"),
        ("'' --group 'Night shift' --with Bakers --from 2026-03-09", "a name of 1 to 80"),
        ("Spring --group Bakers --with 'Night shift' --from 2026-03-09", "Bakers"),
        ("Spring --group 'Night shift' --with Nobody --from 2026-03-09", "There is no group"),
    ],
)
def test_what_cannot_be_a_sprint_is_refused_with_the_reason(two: Typed, line: str, said: str) -> None:
    status, _out, err = two(f"{LEA} sprint propose {line}")
    assert status == 2
    assert said in err
    assert document(two, f"{LEA} sprint list --json")["sprints"] == []


def test_a_name_is_taken_while_its_sprint_goes_on_and_who_comes_late_stays_out(two: Typed, clock: Clock) -> None:
    two(PROPOSED)
    assert "A sprint that is not over is called Spring already" in two(PROPOSED)[2]
    clock.forward(days=24)
    assert "Spring ended on 2026-03-22: no group can" in two(f"{MAX} sprint join Spring --group Bakers")[2]
    assert two(PROPOSED.replace("2026-03-09", "2026-03-30"))[0] == 0
    assert [one["state"] for one in document(two, f"{LEA} sprint list --json")["sprints"]] == ["coming", "over"]
    assert two(f"{MAX} sprint join Spring --group Bakers")[0] == 0, "the latest of that name"


def test_the_name_of_a_sprint_cannot_act(two: Typed) -> None:
    hostile = PROPOSED.replace("Spring", r"'a\e[31m [b]'".replace(r"\e", "\x1b"))
    assert two(hostile)[0] == 0
    said = two(f"{LEA} sprint list")[1]
    assert "\x1b" not in said
    assert "<U+001B>[31m [b]" in json.loads(two(f"{LEA} sprint list --json")[1])["sprints"][0]["sprint"]
