"""Which duty opens what: the table, and that names are opened by leading and by being a mentor alone."""

import pytest

from store.duties import DUTIES, TABLE, Opens, opens

NAMING = {Opens.GROUP, Opens.MENTEES}


def test_every_duty_is_in_the_table() -> None:
    assert set(TABLE) == set(DUTIES)


def test_being_a_member_opens_nothing() -> None:
    assert opens(["member"]) == frozenset() == opens([])


@pytest.mark.parametrize(
    ("duty", "parts"),
    [
        ("leader", {"group", "questions", "tallies", "agenda", "dimensions"}),
        ("trainer", {"questions"}),
        ("recorder", {"tallies", "agenda"}),
        ("facilitator", {"agenda", "dimensions"}),
        ("mentor", {"mentees"}),
    ],
)
def test_each_duty_opens_its_part(duty: str, parts: set[str]) -> None:
    assert {part.value for part in opens([duty])} == parts


def test_names_are_for_leaders_and_of_mentees_for_their_mentor() -> None:
    assert {duty for duty in DUTIES if opens([duty]) & NAMING} == {"leader", "mentor"}


def test_duties_add_up() -> None:
    assert opens(["recorder", "trainer"]) == opens(["recorder"]) | opens(["trainer"])
