"""Whatever the marks are, the figures stay within what they can mean."""

from hypothesis import given
from hypothesis import strategies as st

from quizzes.statistics import figures, reliability

MARKS = st.sampled_from([0.0, 1 / 3, 0.5, 2 / 3, 1.0])


@given(table=st.integers(2, 12).flatmap(lambda n: st.lists(st.lists(MARKS, min_size=n, max_size=n), min_size=2)))
def test_figures_stay_within_their_bounds(table: list[list[float]]) -> None:
    totals = [sum(marks) for marks in zip(*table, strict=True)]
    for row in table:
        found = figures(row, [total - mark for total, mark in zip(totals, row, strict=True)])
        assert 0 <= found.facility <= 1
        assert found.discrimination is None or abs(found.discrimination) < 100.001
        assert found.efficiency is None or found.efficiency < 100.001
    told = reliability(table)
    assert told is None or (told.consistency < 100.001 and told.error_ratio >= 0)
