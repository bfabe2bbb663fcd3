"""The parts that the sections of a page are put together from."""

from tui.report.markup import Markup, tag


def section(heading: str, *parts: str, note: str = "") -> Markup:
    """A part of the page with its heading, and a note on what it shows."""
    return tag("section", tag("h2", heading), *([tag("p", note, class_="note")] if note else []), *parts)


def scrolled(table: Markup, label: str) -> Markup:
    """A table in a box of its own: where it is too wide, the box moves and the page does not."""
    return tag("div", table, class_="box", role="region", aria_label=label, tabindex=0)
