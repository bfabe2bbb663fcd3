"""A rail tells the truth at every width, by its shape alone."""

from hypothesis import given
from hypothesis import strategies as st

from tui.render.glyphs import ASCII, UNICODE, Glyphs
from tui.render.rail import Part, rail

SHARES = st.none() | st.floats(0, 1)
SETS = st.sampled_from([UNICODE, ASCII])


def drawn(share: float | None, target: float | None, width: int, glyphs: Glyphs) -> str:
    return "".join(stretch.text for stretch in rail(share, target, width, glyphs))


@given(share=SHARES, target=SHARES, width=st.integers(3, 60), glyphs=SETS)
def test_it_has_its_width_and_one_mark_for_each_figure(
    share: float | None, target: float | None, width: int, glyphs: Glyphs
) -> None:
    text = drawn(share, target, width, glyphs)
    assert len(text) == width
    assert text.count(glyphs.dot) == (share is not None)
    assert text.count(glyphs.tick) == (target is not None)


@given(share=st.floats(0, 1), target=st.floats(0, 1), width=st.integers(3, 60), glyphs=SETS)
def test_the_dot_is_past_the_tick_exactly_where_the_target_is_reached(
    share: float, target: float, width: int, glyphs: Glyphs
) -> None:
    text = drawn(share, target, width, glyphs)
    assert (text.index(glyphs.dot) > text.index(glyphs.tick)) is (share >= target)


@given(share=st.floats(0, 1), target=SHARES, width=st.integers(3, 60))
def test_what_is_done_is_left_of_the_dot(share: float, target: float | None, width: int) -> None:
    parts = [stretch.part for stretch in rail(share, target, width)]
    at = parts.index(Part.DOT)
    assert Part.LEFT not in parts[:at]
    assert Part.DONE not in parts[at:]


@given(share=st.floats(0, 1), target=st.floats(0, 1), now=st.floats(0, 1), width=st.integers(3, 60), glyphs=SETS)
def test_the_mark_of_now_moves_nothing_and_has_the_dot_past_it_where_that_much_is_reached(
    share: float, target: float, now: float, width: int, glyphs: Glyphs
) -> None:
    plain = [stretch.part for stretch in rail(share, target, width, glyphs) for _cell in stretch.text]
    parts = [stretch.part for stretch in rail(share, target, width, glyphs, now=now) for _cell in stretch.text]
    assert parts.index(Part.DOT) == plain.index(Part.DOT)
    assert parts.index(Part.TICK) == plain.index(Part.TICK)
    if Part.NOW in parts:
        assert 0 < now < target
        assert (parts.index(Part.DOT) > parts.index(Part.NOW)) is (share >= now)
    else:
        assert parts == plain


@given(low=st.floats(0, 1), high=st.floats(0, 1), width=st.integers(3, 60))
def test_more_is_never_further_left(low: float, high: float, width: int) -> None:
    low, high = sorted((low, high))
    dots = [drawn(share, None, width, UNICODE).index(UNICODE.dot) for share in (low, high)]
    assert dots[0] <= dots[1]
