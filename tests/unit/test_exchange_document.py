"""`docs/exchange.md` says what the code carries, and how every loss is told; `make snap` writes those parts of it."""

import os
import re
from pathlib import Path

import pytest

from quizzes.exchange import EXPORTS, IMPORTS, anki_out, gift_out, moodle_xml_out, tables, wordings
from quizzes.exchange.losses import FEATURES
from quizzes.exchange.written import MOST_OPTIONS, MOST_QUESTIONS

FILE = Path(__file__).parents[2] / "docs" / "exchange.md"
CARRIED = {"gift": gift_out.CARRIED, "moodle-xml": moodle_xml_out.CARRIED, "anki": anki_out.CARRIED}
SENTENCES = [(name, text) for name, text in vars(wordings).items() if name.isupper() and isinstance(text, str)]
OURS = [name for name, _text in SENTENCES].index("SETTING")
"""The first of the wordings that are of our own quizzes."""
REASONS = [name for name, _text in SENTENCES].index("ENTITIES")


def carried_table() -> str:
    rows = ["| carried | gift | moodle-xml | anki | csv, json |", "|---|---|---|---|---|"]
    for feature in FEATURES:
        marks = ["yes" if feature in CARRIED[name] else "listed" for name in ("gift", "moodle-xml", "anki")]
        rows.append(f"| {feature} | {' | '.join(marks)} | yes |")
    return "\n".join(rows)


def listed(sentences: list[tuple[str, str]]) -> str:
    return "\n".join(f"- {text.replace('{detail}', '…').replace('<', '&lt;')}" for _name, text in sentences)


def made(document: str) -> str:
    """The document with its parts that are made from the code."""
    losses = [
        "When a file comes in:",
        listed(SENTENCES[:OURS]),
        "When a quiz goes out:",
        listed(SENTENCES[OURS:REASONS]),
    ]
    for name, text in (("carried", carried_table()), ("losses", "\n\n".join(losses))):
        document = re.sub(
            rf"(<!-- {name} -->\n).*?(\n<!-- /{name} -->)",
            lambda found, text=text: f"{found[1]}\n{text}\n{found[2]}",  # type: ignore[misc] # the text of this turn
            document,
            flags=re.DOTALL,
        )
    return document


@pytest.mark.usefixtures("snapshot")
def test_what_is_carried_and_what_can_get_lost_is_that_of_the_code() -> None:
    document = FILE.read_text(encoding="utf-8")
    if os.environ.get("UPDATE_SNAPSHOTS"):
        FILE.write_text(made(document), encoding="utf-8")
        return
    assert "<!-- carried -->" in document
    assert "<!-- losses -->" in document
    assert document == made(document), "docs/exchange.md differs from the code: make snap"


def test_every_format_and_column_is_told_of() -> None:
    document = FILE.read_text(encoding="utf-8")
    for name in (*IMPORTS, *EXPORTS):
        assert f"`{name}`" in document
    for column in (*tables.COLUMNS, *anki_out.COLUMNS):
        assert f"`{column}`" in document
    assert f"{MOST_QUESTIONS:,} questions and {MOST_OPTIONS:,} options" in document


def test_every_wording_is_told_by_some_format() -> None:
    folder = Path(wordings.__file__).parent
    code = "\n".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py") if file.name != "wordings.py")
    told = [name for name, _text in SENTENCES if not name.startswith("XML_")]
    assert [name for name in told if f"wordings.{name}" not in code] == []
