"""Text snapshots: what a screen or a command said, kept as a file that a reviewer can read."""

import difflib
import os
from pathlib import Path

FOLDER = Path(__file__).with_name("snapshots")
DOCUMENTS = Path(__file__).parents[1] / "docs"
HERE = str(Path(__file__).parents[1])


def compare(text: str, name: str, folder: Path = FOLDER, suffix: str = ".txt") -> None:
    """Hold `text` against `<name>.txt`, or write it there when `UPDATE_SNAPSHOTS` is set.

    Blanks at the ends of lines and empty lines at the end do not count: a terminal pads every line to its width.

    Raises:
        AssertionError: The text differs, nothing was kept under this name yet, or it names a folder of this machine.
    """
    if HERE in text:
        raise AssertionError(f"{name} shows {HERE}, which is elsewhere on other machines: replace it before comparing.")
    path = folder / f"{name}{suffix}"
    lines = [line.rstrip() for line in text.rstrip().split("\n")]
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return
    shown = f"tests/snapshots/{path.name}" if folder == FOLDER else f"{folder.name}/{path.name}"
    if not path.exists():
        raise AssertionError(f"There is no {shown} yet: run `make snap`, read what it wrote, and commit it.")
    kept = path.read_text(encoding="utf-8").rstrip().split("\n")
    if kept != lines:
        difference = "\n".join(difflib.unified_diff(kept, lines, f"kept in {shown}", "this run", lineterm=""))
        raise AssertionError(f"{name} has changed. If that is meant: `make snap`, and read the diff.\n{difference}")
