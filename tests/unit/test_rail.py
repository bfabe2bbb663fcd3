"""The rail of a share, as it is drawn."""

import pytest

from tui.render.glyphs import ASCII
from tui.render.rail import Reached, rail, stands


@pytest.mark.parametrize(
    ("share", "target", "text"),
    [
        (0.4, 0.7, "━━━━●──┃───"),
        (0.8, 0.5, "━━━━━┃━━●──"),
        (0.0, None, "●──────────"),
        (1.0, None, "━━━━━━━━━━●"),
        (None, 0.7, "───────┃───"),
        (None, None, "───────────"),
        (0.5, 0.5, "━━━━━┃●────"),
        (0.49, 0.5, "━━━━━●┃────"),
        (1.0, 1.0, "━━━━━━━━━┃●"),
        (0.99, 1.0, "━━━━━━━━━●┃"),
        (0.0, 0.0, "┃●─────────"),
    ],
)
def test_a_dot_and_a_tick(share: float | None, target: float | None, text: str) -> None:
    assert "".join(stretch.text for stretch in rail(share, target, 11)) == text


def test_without_unicode_it_reads_the_same() -> None:
    assert "".join(stretch.text for stretch in rail(0.4, 0.7, 11, ASCII)) == "====o--|---"


def test_too_few_cells_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 3"):
        rail(0.5, 0.5, 2)


@pytest.mark.parametrize(
    ("share", "target", "expected"),
    [
        (None, 0.5, Reached.UNTOLD),
        (0.5, None, Reached.UNTOLD),
        (0.5, 0.5, Reached.REACHED),
        (0.41, 0.5, Reached.CLOSE),
        (0.3, 0.5, Reached.BELOW),
    ],
)
def test_how_a_share_stands_to_its_target(share: float | None, target: float | None, expected: Reached) -> None:
    assert stands(share, target) is expected
