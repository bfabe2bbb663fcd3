"""`docs/exchange.md` says what the code carries."""

from pathlib import Path

from quizzes.exchange import EXPORTS, IMPORTS, anki_out, gift_out, moodle_xml_out, tables
from quizzes.exchange.losses import FEATURES
from quizzes.exchange.written import MOST_OPTIONS, MOST_QUESTIONS

DOCUMENT = (Path(__file__).parents[2] / "docs" / "exchange.md").read_text(encoding="utf-8")
CARRIED = {"gift": gift_out.CARRIED, "moodle-xml": moodle_xml_out.CARRIED, "anki": anki_out.CARRIED}


def carried_table() -> str:
    rows = ["| carried | gift | moodle-xml | anki | csv, json |", "|---|---|---|---|---|"]
    for feature in FEATURES:
        marks = ["yes" if feature in CARRIED[name] else "listed" for name in ("gift", "moodle-xml", "anki")]
        rows.append(f"| {feature} | {' | '.join(marks)} | yes |")
    return "\n".join(rows)


def test_the_table_of_what_is_carried_is_that_of_the_code() -> None:
    assert carried_table() in DOCUMENT


def test_every_format_and_column_is_told_of() -> None:
    for name in (*IMPORTS, *EXPORTS):
        assert f"`{name}`" in DOCUMENT
    for column in (*tables.COLUMNS, *anki_out.COLUMNS):
        assert f"`{column}`" in DOCUMENT
    assert f"{MOST_QUESTIONS:,} questions and {MOST_OPTIONS:,} options" in DOCUMENT
