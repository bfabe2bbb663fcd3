"""Enrolling: a roster, as a CSV file from any spreadsheet, and what it would change in a group; nothing by halves.

The file is foreign: its bytes may be UTF-8 or GB18030, its cells separated by commas, semicolons or tabs, its heads
English or Chinese. What a cell says is cleaned, and one that a spreadsheet would take for a formula is no name. It is
long because it is the one door for such files: read, matched with who is here, and only then done.
"""

import csv
import difflib
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from random import Random

from lessons.clean import FORMULA, clean
from store import elsewhere, groups, people
from store.database import Database
from store.days import FIRST_DAY, LAST_DAY, study_day
from store.duties import FACILITATOR, LEADER, MEMBER, MENTOR, RECORDER, TRAINER
from store.errors import NameUnfitError, NotARosterError
from store.export import as_it_was
from store.groups import Group
from store.people import Member

LARGEST = 2_000_000
"""Bytes of a roster."""
MOST_ROWS = 5_000
_DELIMITERS = ",;\t"
_SEPARATES = re.compile(r"[;\t|；]")
"""What, in the only cell of a row, is the sign of another separator than that of the heads; where these are several,
a comma is, too."""
_SAYS = re.compile(r"sep=([,;\t|])[\s,;]*", re.IGNORECASE)
"""The line before the heads with which a spreadsheet is told what separates cells."""
_HEADS: Mapping[str, str] = {
    **dict.fromkeys(("name", "member", "姓名", "名字", "成员", "学员"), "name"),
    **dict.fromkeys(("duty", "role", "职责", "角色", "分工"), "duty"),
    **dict.fromkeys(("team", "团队", "班组", "部门"), "team"),
    **dict.fromkeys(("from", "since", "first", "从", "自", "开始", "开始日期", "起始日期", "加入日期"), "from"),
    **dict.fromkeys(("of", "mentees", "mentor of", "学员们", "所带学员", "带教学员", "指导对象"), "of"),
    **dict.fromkeys(("until", "to", "last", "至", "到", "截止", "结束", "结束日期", "截止日期"), "until"),
}
_DUTIES: Mapping[str, str] = {
    **dict.fromkeys(("", "member", "成员", "组员", "学员"), MEMBER),
    **dict.fromkeys(("leader", "组长", "负责人"), LEADER),
    **dict.fromkeys(("trainer", "培训师", "讲师", "教员"), TRAINER),
    **dict.fromkeys(("recorder", "记录员", "记录人"), RECORDER),
    **dict.fromkeys(("facilitator", "主持人", "引导员"), FACILITATOR),
    **dict.fromkeys(("mentor", "导师"), MENTOR),
}
_MENTEES = re.compile(r"[;；、|\n]")
"""What stands between the names of several mentees in one cell; a comma does where the cell with it is no name."""
_COMMAS = re.compile(r"[,，]")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_CUTOFF = 0.75
"""From which likeness on two names may be one that was misspelt."""


class Fault(StrEnum):
    """Why a row cannot be used."""

    NO_NAME = "no-name"
    NAME = "unfit-name"
    DUTY = "unknown-duty"
    DAY = "no-day"
    ORDER = "ends-before-it-begins"
    EARLY = "before-the-group"
    TWICE = "named-twice"
    MENTOR = "mentor-of-nobody"
    MENTEE = "unknown-mentee"
    OF = "mentees-without-a-mentor"
    CELLS = "other-separator"


@dataclass(frozen=True, slots=True)
class Row:
    """One row that can be used."""

    line: int
    """1-based, in the file."""
    name: str
    duty: str
    team: str
    """Empty where none is named."""
    first: date | None
    last: date | None
    mentees: tuple[str, ...] = ()
    """Names of those whose mentor it makes somebody."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """One that cannot."""

    line: int
    fault: Fault
    cell: str
    """What is wrong, in the file's words; empty where something is missing."""


@dataclass(frozen=True, slots=True)
class Near:
    """A new name that is like one that is known, or like a new one in a row before."""

    line: int
    name: str
    known: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a roster would change, or has changed."""

    group: str
    """Its name."""
    joining: tuple[Row, ...] = ()
    """Who is given a duty in the group that they do not have, or on other terms than they have it."""
    changing: tuple[Row, ...] = ()
    """Those of them who have that duty already, until another day or with other mentees, or from a later day on."""
    within: tuple[str, ...] = ()
    """Names of those of them who have a duty in the group already, that one or another."""
    new: tuple[str, ...] = ()
    """Names of those of them who do not study here yet."""
    staying: tuple[Row, ...] = ()
    """Who has it already, on the same terms, or from an earlier day on."""
    earlier: tuple[tuple[Row, date], ...] = ()
    """Those of them who have it from an earlier day on than the row says, with that day: it stays."""
    leaving: tuple[str, ...] = ()
    """Names of members who are not in the roster."""
    near: tuple[Near, ...] = ()
    apart: tuple[str, ...] = ()
    """Names of those who join with another duty and are no members: no plan is theirs, and no figure counts them."""
    other_team: tuple[Row, ...] = ()
    """Rows that name another team than the group is matched to."""
    bad: tuple[BadRow, ...] = ()
    shared: tuple[str, ...] = ()
    """Names of those who stay since somebody of that name shares in files, and is taken to be the one."""
    applied: bool = False
    leave: bool = False
    """Whether those who are not in the roster are to leave."""
    left: bool = False
    """Whether those who are not in the roster have left."""


def enrol(
    database: Database,
    group: Group,
    text: bytes,
    *,
    apply: bool,
    leaving: bool,
    by: str,
    now: Callable[[], datetime],
    random: Random,
) -> Preview:
    """Compare a roster with a group, and with `apply` make the group what it says, in one transaction.

    Args:
        database: where.
        group: whose roster it is.
        text: the bytes of the file.
        apply: whether anything is changed; where a row cannot be used, nothing is.
        leaving: whether members who are not in the roster leave today.
        by: id of the leader.
        now: the clock.
        random: the source of ids and salts.

    Raises:
        NotARosterError: it cannot be read, or has no column of names.
        ArchivedGroupError: the group has come to its end.
        StoreError: nothing was written, and why.
    """
    rows, bad = read(text)
    with database.transaction():
        seen = _compare(database, group, rows, bad, study_day(now()), leaving=leaving)
        if not apply or seen.bad:
            return seen
        known = {people.compared(member.name): member for member in people.members(database)}
        told_of = _known_as(database, group, study_day(now()))
        for row in sorted(seen.joining, key=lambda row: row.duty == MENTOR):  # whose mentees may be new in it, too
            member = known.get(people.compared(row.name))
            if member is None:
                member = people.add(database, row.name, now=now, random=random)
                known[people.compared(row.name)] = member
            groups.join(
                database,
                group,
                member,
                row.duty,
                first=row.first,
                last=row.last,
                mentees=[told_of.get(people.compared(name)) or known[people.compared(name)].id for name in row.mentees],
                by=by,
                now=now,
                random=random,
            )
        for name in seen.leaving if leaving else ():
            member = known[people.compared(name)]
            groups.leave(database, group, member, duty=MEMBER, by=by, now=now, random=random)
    return replace(seen, applied=True, left=leaving)


def _compare(
    database: Database, group: Group, rows: Sequence[Row], bad: Sequence[BadRow], today: date, *, leaving: bool
) -> Preview:
    everybody = {people.compared(member.name): member for member in people.members(database)}
    known_as = {**{name: member.id for name, member in everybody.items()}, **_known_as(database, group, today)}
    held = groups.memberships(database, group=group.id)
    files = {people.compared(one.name): one.name for one in elsewhere.members(database, group, today).values()}
    wrong, joining, changing, staying, shared = list(bad), [], [], [], []
    earlier: list[tuple[Row, date]] = []
    named = {people.compared(row.name) for row in rows}
    present = groups.people_of(database, group.id, MEMBER, today)
    goes = tuple(one.name for one in present if people.compared(one.name) not in named)
    being = {people.compared(one.name): one.name for one in present if not (leaving and one.name in goes)}
    met = {people.compared(row.name): row.name for row in rows if row.duty == MEMBER}
    being |= {name: row for name, row in met.items() if name in everybody or name not in files}
    being = {**files, **being}
    for told in rows:
        mentees = tuple(_mentees(told.mentees, being))
        row = replace(told, mentees=tuple(being.get(people.compared(name), name) for name in mentees))
        begin, member = row.first or today, everybody.get(people.compared(row.name))
        if begin < group.created:
            wrong.append(BadRow(row.line, Fault.EARLY, begin.isoformat()))
        elif row.last is not None and row.last < begin:
            wrong.append(BadRow(row.line, Fault.ORDER, row.last.isoformat()))
        elif strange := [name for name in mentees if people.compared(name) not in being]:
            wrong.append(BadRow(row.line, Fault.MENTEE, strange[0]))
        elif same := [one for one in _having(held, member, row, begin) if _same(one, row, known_as)]:
            staying.append(row)
            earlier += [(row, same[0].joined)] if row.first and same[0].joined < row.first else []
        elif row.duty == MEMBER and people.compared(row.name) in files:
            staying.append(row)
            shared.append(row.name)
        elif row.duty == MENTOR and not row.mentees:
            wrong.append(BadRow(row.line, Fault.MENTOR, row.name))
        else:
            joining.append(row)
            changing += [row] if _having(held, member, row, begin) else []
    here = {one.member for one in held if not one.over(today)}
    new = [row for row in joining if people.compared(row.name) not in everybody]
    return Preview(
        group=group.name,
        joining=tuple(joining),
        changing=tuple(changing),
        within=tuple(
            dict.fromkeys(
                row.name
                for row in joining
                if (name := people.compared(row.name)) in files or (name in everybody and everybody[name].id in here)
            )
        ),
        new=tuple(dict.fromkeys(row.name for row in new)),
        staying=tuple(staying),
        earlier=tuple(earlier),
        leaving=goes,
        near=tuple(_near(new, everybody)),
        apart=tuple(dict.fromkeys(row.name for row in joining if people.compared(row.name) not in being)),
        other_team=tuple(row for row in rows if row.team and people.compared(row.team) != people.compared(group.team)),
        shared=tuple(shared),
        bad=tuple(sorted(wrong, key=lambda one: one.line)),
        leave=leaving,
    )


def _known_as(database: Database, group: Group, today: date) -> dict[str, str]:
    """The ids under which a group knows its members, by their names; one that left it and shares in files is that."""
    shared = {people.compared(one.name): person for person, one in elsewhere.members(database, group, today).items()}
    here = {people.compared(one.name): one.id for one in groups.people_of(database, group.id, MEMBER, today)}
    return {**shared, **here}


def _mentees(told: Sequence[str], being: Mapping[str, str]) -> Iterator[str]:
    """The names that a cell holds; a comma is between two where what it stands in is nobody's name."""
    for part in told:
        if people.compared(part) in being:
            yield part
        else:
            yield from (name for found in _COMMAS.split(part) if (name := found.strip()))


def _having(held: Sequence[groups.Membership], member: Member | None, row: Row, begin: date) -> list[groups.Membership]:
    """The times, from a day on, in which a member has the duty of a row."""
    return [one for one in held if member and one.member == member.id and one.duty == row.duty and not one.over(begin)]


def _same(one: groups.Membership, row: Row, known_as: Mapping[str, str]) -> bool:
    """Whether a duty is what a row asks for; a row without days or mentees asks for nothing but that it holds.

    Whoever has it from an earlier day on has it on the day of the row, too.
    """
    left = row.last + timedelta(days=1) if row.last else None
    if row.mentees and set(one.mentees) != {known_as.get(people.compared(name), "") for name in row.mentees}:
        return False
    return (row.first is None or one.joined <= row.first) and (row.last is None or one.left == left)


def _near(new: Sequence[Row], everybody: Mapping[str, Member]) -> Iterator[Near]:
    known = {name: member.name for name, member in everybody.items()}
    for row in new:
        name = people.compared(row.name)
        if name in known:  # with another duty, in a row before
            continue
        # Chinese names are short: of three characters two are most of it.
        found = difflib.get_close_matches(name, known, n=1, cutoff=_CUTOFF if len(name) > 3 else 0.6)  # noqa: PLR2004
        if found:
            yield Near(row.line, row.name, known[found[0]])
        known[name] = row.name


# Reading the file


@dataclass(slots=True)
class _Reading:
    rows: list[Row] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    met: set[tuple[str, str]] = field(default_factory=set)


def read(text: bytes) -> tuple[tuple[Row, ...], tuple[BadRow, ...]]:
    """The rows of a roster, and those that cannot be used. Empty ones are neither.

    Raises:
        NotARosterError: it cannot be read, or has no column of names.
    """
    lines = _decoded(text)
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=_delimiter(lines), strict=True)
    reading = _Reading()
    columns: Mapping[str, int] | None = None
    try:
        for cells in reader:
            told = [clean(as_it_was(cell.strip().lstrip("\ufeff"))).strip() for cell in cells]
            if not any(told) or (columns is None and told[0].casefold() == "sep="):
                continue
            if columns is None:
                columns = _columns(told)
            elif len(reading.rows) + len(reading.bad) >= MOST_ROWS:
                raise NotARosterError(detail=NotARosterError.rows_message, most=MOST_ROWS)
            else:
                _take(reading, columns, told, reader.line_num)
    except csv.Error as error:
        raise NotARosterError(detail=NotARosterError.line_message, line=reader.line_num) from error
    if columns is None:
        raise NotARosterError(detail=NotARosterError.empty_message)
    return tuple(reading.rows), tuple(reading.bad)


def _decoded(text: bytes) -> str:
    if len(text) > LARGEST:
        raise NotARosterError(detail=NotARosterError.size_message, most=LARGEST)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            decoded = text.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in decoded:
            break
        return decoded
    raise NotARosterError(detail=NotARosterError.text_message)


def _delimiter(text: str) -> str:
    """What separates the cells of the first line that is not empty: the most frequent of those that could."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    said = _SAYS.fullmatch(first.strip("\ufeff \r\n"))
    return said[1] if said else max(_DELIMITERS, key=first.count)


def _columns(head: Sequence[str]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(head):
        name = _HEADS.get(people.compared(cell))
        if name in found:
            raise NotARosterError(detail=NotARosterError.twice_message, name=name)
        if name:
            found[name] = place
    if "name" not in found and len(head) == 1:
        raise NotARosterError(detail=NotARosterError.head_message, head=repr(head[0][:60]))
    if "name" not in found:
        raise NotARosterError(detail=NotARosterError.name_message)
    return found


def _take(reading: _Reading, columns: Mapping[str, int], told: Sequence[str], line: int) -> None:
    """Take a row in, as one that can be used or as one that cannot."""
    cells = {name: told[place] if place < len(told) else "" for name, place in columns.items()}
    made = _row(cells, line)
    commas = len(columns) > 1 and any(comma in told[0] for comma in ",，")
    if len(told) == 1 and (commas or _SEPARATES.search(told[0])):
        made = BadRow(line, Fault.CELLS, told[0])
    if isinstance(made, Row) and (people.compared(made.name), made.duty) in reading.met:
        made = BadRow(line, Fault.TWICE, made.name)
    if isinstance(made, BadRow):
        reading.bad.append(made)
    else:
        reading.met.add((people.compared(made.name), made.duty))
        reading.rows.append(made)


def _row(cells: Mapping[str, str], line: int) -> Row | BadRow:
    name = cells["name"]
    if not name:
        return BadRow(line, Fault.NO_NAME, "")
    if name.startswith(FORMULA):
        return BadRow(line, Fault.NAME, name)
    try:
        name = people.fit(name)
    except NameUnfitError:
        return BadRow(line, Fault.NAME, name)
    duty = _DUTIES.get(people.compared(cells.get("duty", "")))
    if duty is None:
        return BadRow(line, Fault.DUTY, cells["duty"])
    days: list[date | None] = []
    for column in ("from", "until"):
        cell = cells.get(column, "")
        day = _day(cell)
        if cell and day is None:
            return BadRow(line, Fault.DAY, cell)
        days.append(day)
    first, last = days
    if first and last and last < first:
        return BadRow(line, Fault.ORDER, f"{first.isoformat()} … {last.isoformat()}")
    of = cells.get("of", "")
    if of and duty != MENTOR:
        return BadRow(line, Fault.OF, of)
    mentees = tuple(dict.fromkeys(part.strip() for part in _MENTEES.split(of) if part.strip()))
    return Row(line, name, duty, " ".join(cells.get("team", "").split()), first, last, mentees)


def _day(cell: str) -> date | None:
    """A day as people and spreadsheets write it, the year first; None where it is none."""
    found = _DAY.fullmatch(cell)
    if found is None:
        return None
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
