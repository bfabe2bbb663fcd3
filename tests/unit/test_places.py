from tests.reading import colours, manuscript
from tui.render.flow import Flow, Spot
from tui.render.places import Place
from tui.render.window import Kept, Window

LESSON = """# Bread

Flour.

Again.

## Dough

Again.

Water, a long paragraph that is about water and how much of it there should be in the end.

## Oven

Heat.
"""


def named(text: str, spot: Spot) -> Place:
    return manuscript(text).places.place(spot)


def source(text: str, place: Place) -> tuple[object, int]:
    setting = manuscript(text)
    spot = setting.places.spot(place)
    assert spot is not None
    return setting.pieces[spot.piece].part, spot.line


def test_a_place_outlives_edits_elsewhere() -> None:
    water = named(LESSON, Spot(5, 1))
    edited = LESSON.replace("Flour.", "Flour, then more flour.\n\n- a list").replace("Heat.", "Much heat.")
    part, line = source(edited, water)
    assert "about water" in getattr(part, "source", "")
    assert line == 1


def test_equal_paragraphs_have_places_of_their_own() -> None:
    first, second = named(LESSON, Spot(2, 0)), named(LESSON, Spot(4, 0))
    assert first.block != second.block
    setting = manuscript(LESSON)
    assert setting.places.spot(first) == Spot(2, 0)
    assert setting.places.spot(second) == Spot(4, 0)


def test_an_edited_paragraph_is_found_by_the_heading_above_it() -> None:
    water = named(LESSON, Spot(5, 1))
    part, line = source(LESSON.replace("Water,", "Salt water,"), water)
    assert getattr(part, "source", "") == "Dough"
    assert line == 0


def test_a_place_that_is_gone_altogether_is_none() -> None:
    assert manuscript("Something else").places.spot(named(LESSON, Spot(5, 0))) is None
    assert manuscript(LESSON).places.spot(Place("", 3)) is None


def test_a_window_that_grew_and_shrank_shows_what_it_showed() -> None:
    setting = manuscript(LESSON)
    typesetter = setting.typesetter(colours())
    wide, narrow = Flow(setting.pieces, typesetter, 60), Flow(setting.pieces, typesetter, 30)
    window = Window(setting, wide, 6, Kept(Spot(0, 0)))
    window.to_section(1)
    window.move(3)
    before = window.rows
    for flow, height in ((narrow, 6), (wide, 30), (wide, 6)):
        window = Window(setting, flow, height, window.kept)
    assert window.rows == before


def test_a_place_among_its_likes_stays_in_its_section() -> None:
    again = named(LESSON, Spot(4, 0))
    part, line = source(LESSON.replace("Flour.", "Again."), again)
    setting = manuscript(LESSON.replace("Flour.", "Again."))
    assert setting.places.spot(again) == Spot(4, 0)
    assert (getattr(part, "source", ""), line) == ("Again.", 0)
