"""A roster says the same in every encoding and with every delimiter, and no bytes do more than be refused."""

import csv
import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.clean import FORMULA, clean
from store import people
from store.enrolling import BadRow, Fault, Row, read
from store.errors import NameUnfitError, NotARosterError

HEADS = ("name,duty,team,from,until", "姓名,职责,团队,开始,截止", "Name,ROLE,Team,From,Until", "成员,角色,班组,从,到")
DUTIES = {"leader": "组长", "member": "成员", "mentor": "导师", "recorder": "记录员"}
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def _is_name(text: str) -> bool:
    try:
        return people.fit(clean(text.strip())) == text and not text.startswith((*FORMULA, "'"))
    except NameUnfitError:
        return False


NAMES = st.one_of(
    st.sampled_from(["Chen Wei", "李晓明", "O'Neill, Ana", 'Ines "Bo" Berg', "赵;子龙"]),
    st.text(st.characters(codec="gb18030", exclude_characters="\ufeff"), min_size=1, max_size=20),
).filter(_is_name)
ROWS = st.lists(
    st.tuples(NAMES, st.sampled_from(sorted(DUTIES)), st.none() | DAYS, st.integers(0, 90) | st.none()),
    max_size=8,
    unique_by=lambda row: people.compared(row[0]),
)


@given(
    rows=ROWS,
    head=st.sampled_from(HEADS),
    form=st.tuples(
        st.sampled_from(",;\t"), st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]), st.sampled_from(["\n", "\r\n"])
    ),
    chinese=st.booleans(),
)
def test_a_roster_says_the_same_however_it_is_written(
    rows: list[tuple[str, str, date | None, int | None]],
    head: str,
    form: tuple[str, str, str],
    chinese: bool,
) -> None:
    delimiter, encoding, end = form
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end)
    writer.writerow(head.split(","))
    expected = []
    for name, duty, first, days in rows:
        last = first + timedelta(days=days) if first and days is not None else None
        said = f"{first:%Y/%m/%d}" if first and chinese else first or ""
        writer.writerow([name, DUTIES[duty] if chinese else duty, "Search", said, last or ""])
        expected.append((name, duty, "Search", first, last))
    data = text.getvalue().encode(encoding)
    found, bad = read(data)
    assert bad == ()
    assert [(row.name, row.duty, row.team, row.first, row.last) for row in found] == expected


@given(st.binary(max_size=300))
def test_no_bytes_do_more_than_be_refused(text: bytes) -> None:
    for head in (b"", b"name,from\n"):
        try:
            rows, bad = read(head + text)
        except NotARosterError:
            continue
        assert all(clean(row.name) == row.name and not row.name.startswith(FORMULA) for row in rows)
        assert all(row.line >= 1 for row in rows)
        assert all(one.line >= 1 for one in bad)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",member", Fault.NO_NAME),
        ("=HYPERLINK(1),member", Fault.NAME),
        ("＝cmd,member", Fault.NAME),
        (f"{'x' * 81},member", Fault.NAME),
        ("Ana,king", Fault.DUTY),
        ("Ana,member,tomorrow", Fault.DAY),
        ("Ana,member,2026-02-30", Fault.DAY),
        ("Ana,member,2026-03-02,2026-03-01", Fault.ORDER),
        ("bo,member", Fault.TWICE),
    ],
)
def test_what_is_wrong_with_a_row_is_said_with_its_line(row: str, fault: Fault) -> None:
    rows, bad = read(f"name,duty,from,until\n\nBo,\n{row}\n".encode())
    assert [one.name for one in rows] == ["Bo"]
    assert [(one.line, one.fault) for one in bad] == [(4, fault)]
    assert isinstance(bad[0], BadRow)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("name;duty\nWei,leader\n", "Wei,leader"),
        ("name,duty\nWei;leader\n", "Wei;leader"),
        ("name,duty\nWei\tleader\n", "Wei\tleader"),
        ("name\nWei;leader\n", "Wei;leader"),
        ("name,duty\nWei|leader\n", "Wei|leader"),
    ],
)
def test_a_row_with_another_separator_than_the_heads_makes_nobody_of_a_strange_name(text: str, cell: str) -> None:
    rows, bad = read(text.encode())
    assert rows == ()
    assert [(one.fault, one.cell) for one in bad] == [(Fault.CELLS, cell)]


def test_what_separates_cells_may_be_said_in_a_line_of_its_own() -> None:
    for separator in ",;\t":
        rows, bad = read(f'sep={separator}\nname{separator}duty\n"Rossi, Marta"{separator}leader\n'.encode())
        assert ([(row.name, row.duty) for row in rows], bad) == ([("Rossi, Marta", "leader")], ())


def test_a_head_that_is_separated_otherwise_says_by_what_cells_are() -> None:
    with pytest.raises(NotARosterError) as refused:
        read(b"name|duty\nWei|leader\n")
    assert "'name|duty'" in refused.value.text(str)
    assert "commas, semicolons or tabs" in refused.value.text(str)


def test_an_escape_in_a_name_is_made_visible() -> None:
    (row,), bad = read(b"name\nBo \x1b[2J\n")
    assert (row.name, bad) == ("Bo <U+001B>[2J", ())
    assert isinstance(row, Row)


@pytest.mark.parametrize(
    "text", [b"", b"\n \n", b"who\nBo\n", b"name,name\n", b"\xff\xfe\x00", b"name\n\0\n", b'name\n"Bo\n']
)
def test_what_is_no_roster_is_refused(text: bytes) -> None:
    with pytest.raises(NotARosterError):
        read(text)
