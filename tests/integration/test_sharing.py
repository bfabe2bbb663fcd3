"""A group whose members study on machines of their own: what goes out in a file, what comes in, and what never does."""

import json
import os
import re
import shutil
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from sqlite3 import Connection, IntegrityError

import pytest

from store import groups, restore, streams
from store.backup import backup
from store.errors import (
    ChangedFileError,
    ForeignFileError,
    ForkedFileError,
    HandlingToldError,
    LinkedFileError,
    NewerFileError,
    NoGroupFileError,
    NotLedFileError,
    NotTwiceError,
    RemovedFileError,
    SeveralOfOneNameError,
    TornFileError,
)
from store.events import StatusChallenged
from store.handling import SeenTo
from store.log import rebuild
from store.mirror import Basis
from store.shared import Entry, MemberErased, broken_at, outside
from store.status import Reason, Status
from store.verify import verify
from tests.histories import Clock, dump
from tests.machines import GROUP, LESSONS, QUIZ, Machine, agreed, answer_all, classroom, machine, stream_in
from tui.standing import Mirrored

Room = tuple[Machine, ...]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with classroom(tmp_path, "Wei", "Ana") as machines:
        yield machines


def test_a_leader_receives_exactly_what_the_member_sees_in_the_mirror(room: Room) -> None:
    leader, wei, _ana = room
    wei.share()
    wei.complete(LESSONS[0])
    wei.study.raise_hand(LESSONS[1])
    answer_all(wei, right=True)
    wei.clock.forward(days=1)
    wei.share()
    found = leader.collect()
    assert [(one.name, one.first) for one in found.taken] == [("Wei", True)]
    (seen,) = leader.seen()
    mirrored = wei.mirror()
    assert (seen.member,) == tuple(agreed(wei))
    assert replace(seen, member=mirrored.member, as_of=None) == mirrored
    assert seen.as_of == "2026-W10"
    assert seen.lessons[LESSONS[1]].reason is Reason.ASKED
    assert [(one.quiz, one.share, one.passed) for one in seen.results] == [(QUIZ, 1.0, True)]


def test_a_hand_is_not_told_of_before_the_next_study_day(room: Room) -> None:
    leader, wei, _ana = room
    wei.study.offer(GROUP, wei.folder)
    wei.share()
    wei.study.raise_hand(LESSONS[0])
    assert wei.share().added == 0
    leader.collect()
    assert leader.seen()[0].lessons[LESSONS[0]].status is Status.NOT_STARTED
    wei.study.lower_hand(LESSONS[0])
    wei.clock.forward(days=1)
    assert wei.share().added == 0, "nothing of it is left"


def test_to_look_into_a_folder_says_what_would_come_in_and_changes_nothing(room: Room) -> None:
    leader, wei, ana = room
    wei.share()
    torn = ana.share().file
    torn.write_bytes(torn.read_bytes()[:-9])
    before = dump(leader.database)
    seen = leader.study.look_into(leader.folder)
    assert dump(leader.database) == before
    found = leader.collect()
    assert (seen.taken, [one.file for one in seen.refused]) == (found.taken, [torn.name])
    assert [one.file for one in found.refused] == [torn.name]
    assert leader.study.look_into(leader.folder).taken == []


def test_the_folder_of_one_group_is_not_offered_for_another(room: Room, tmp_path: Path) -> None:
    leader, wei, _ana = room
    wei.study.remember_folder(tmp_path / "first")
    assert wei.study.folder_for(GROUP) == str(tmp_path / "first"), "nothing is shared yet"
    leader.study.create_group("Bakers")
    leader.study.share(leader.study.offer("Bakers", wei.folder), wei.folder)
    wei.share()
    offer = wei.study.offer("Bakers", wei.folder)
    wei.study.share(offer, wei.folder)
    wei.study.remember_folder(tmp_path / "bakers", offer)
    assert wei.study.own_groups() == ("Bakers", GROUP)
    assert (wei.study.folder_for(GROUP), wei.study.folder_for("Bakers")) == ("", str(tmp_path / "bakers"))
    assert {one.group for one in leader.collect().taken} == {"Bakers", GROUP}
    leader.study.share(leader.study.offer("Bakers", tmp_path / "bakers"), tmp_path / "bakers")
    missing = leader.study.collect([tmp_path / "bakers"]).missing
    assert [(one.name, one.group) for one in missing] == [("Wei", "Bakers")], "no other is looked for there"
    (tmp_path / "empty").mkdir()
    assert leader.study.collect([tmp_path / "empty"]).missing == []


def test_files_may_come_in_any_order_and_any_number_of_times(room: Room, tmp_path: Path) -> None:
    leader, wei, ana = room
    early = shutil.copy(wei.share().file, tmp_path / "early")
    wei.complete(LESSONS[0])
    late = wei.share().file
    ana.share()
    assert len(leader.collect().taken) == 2
    seen = leader.seen()
    shutil.copy(late, late.with_name("a copy of it"))
    shutil.copy(early, late.with_name("an older copy"))
    again = leader.collect()
    assert (again.taken, len(again.unchanged), again.refused) == ([], 4, [])
    assert leader.seen() == seen


def test_what_is_not_whole_is_named_and_the_rest_collected(room: Room, tmp_path: Path) -> None:
    leader, wei, ana = room
    good, other = wei.share().file, ana.share().file
    text = other.read_text(encoding="utf-8")
    other.unlink()
    common = wei.folder
    (common / "torn").write_text(text[:-40], encoding="utf-8")
    (common / "flipped").write_text(text.replace("Ana", "Ann"), encoding="utf-8")
    (common / "newer").write_text(text.replace('"version":1', '"version":2', 1), encoding="utf-8")
    (common / "photo.jpg").write_bytes(b"\xff\xd8")
    (common / "pipe").symlink_to(good)
    os.mkfifo(common / "waits")
    elsewhere = classroom_of_others(tmp_path)
    shutil.copy(elsewhere, common)
    found = leader.collect()
    assert [one.name for one in found.taken] == ["Wei"]
    assert {one.file: type(one.why) for one in found.refused} == {
        "torn": TornFileError,
        "flipped": ChangedFileError,
        "newer": NewerFileError,
        "photo.jpg": ForeignFileError,
        "pipe": LinkedFileError,
        "waits": ForeignFileError,
        elsewhere.name: NotLedFileError,
    }
    good.unlink()
    assert [(one.name, one.as_of) for one in leader.collect().missing] == [("Wei", "2026-W10")]
    assert [one.name for one in leader.seen()] == ["Wei"]


def classroom_of_others(folder: Path) -> Path:
    """The file of a member of a group elsewhere."""
    (folder / "elsewhere").mkdir()
    with classroom(folder / "elsewhere", "Zoe", seed=7) as (_, zoe):
        return zoe.share().file


def test_a_folder_for_each_member_keeps_them_from_each_other(room: Room) -> None:
    leader, wei, _ana = room
    of_group = next(wei.folder.iterdir())
    own = wei.folder / "wei"
    own.mkdir(mode=0o700)
    shutil.copy(of_group, own)
    wei.folder = own
    file = wei.share().file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in leader.collect().taken] == ["Wei"]
    own.chmod(0o750)
    wei.clock.forward(days=7)
    assert stat.S_IMODE(wei.share().file.stat().st_mode) == 0o640


def test_the_name_and_the_time_of_a_file_tell_nothing(room: Room) -> None:
    _leader, wei, _ana = room
    file = wei.share().file
    assert file.name == f"fivefold-{stream_in(file).source.stream}.jsonl"
    assert file.stat().st_mtime == Clock().moment.replace(hour=0).timestamp(), "the Monday of its week"


# Machines that are copied, restored or several


def test_a_restored_backup_begins_a_new_stream_and_everything_counts_once(room: Room, tmp_path: Path) -> None:
    leader, wei, _ana = room
    first = wei.share().file
    backup(wei.database, tmp_path / "kept.db")
    wei.complete(LESSONS[0])
    wei.share()
    leader.collect()
    path = wei.database.path
    wei.database.close()
    restore.restore(path, tmp_path / "kept.db", now=wei.clock)
    wei.clock.forward(days=7)
    with machine(path.parent, "Wei", wei.clock, wei.folder, seed=2) as again:
        again.study.open(LESSONS[1])
        second = again.share().file
        assert second != first
        assert first.exists(), "it says what the backup has lost"
        assert again.share().file == second
    found = leader.collect()
    assert (len(found.taken), found.refused) == (1, [])
    (seen,) = leader.seen()
    statuses = [one.status for one in seen.lessons.values()]
    assert statuses == [Status.COMPLETED, Status.IN_PROGRESS], "completed on the one, begun on the other"
    record = leader.study.group(leader.study.find_group(GROUP).id)
    assert [week.completed for week in record.weeks] == [1, 0]


def test_a_copied_database_goes_on_under_a_new_name_in_place_of_the_old_file(room: Room, tmp_path: Path) -> None:
    leader, wei, _ana = room
    wei.study.open(LESSONS[0])
    first = wei.share().file
    leader.collect()
    wei.database.close()
    (tmp_path / "laptop").mkdir()
    shutil.copy(wei.database.path, tmp_path / "laptop" / "study.db")
    with machine(tmp_path / "laptop", "Wei", wei.clock, wei.folder, seed=2) as copy:
        second = copy.share().file
        assert not first.exists(), "the new file says all of it"
        assert {one.id for one in stream_in(second).entries} >= {
            one.id for one in stream_in(copy.share().file).entries[:2]
        }
    assert [one.new for one in leader.collect().taken] == [3]
    assert len(leader.seen()) == 1


def test_a_machine_that_was_put_back_as_a_whole_finds_its_own_file_ahead(room: Room) -> None:
    leader, wei, _ana = room
    wei.share()
    wei.database.close()
    put_back = wei.database.path.read_bytes()
    with machine(wei.database.path.parent, "Wei", wei.clock, wei.folder) as before:
        before.study.open(LESSONS[0])
        ahead = before.share().file
    (inode,) = {wei.database.path.stat().st_ino}
    wei.database.path.write_bytes(put_back)
    assert wei.database.path.stat().st_ino == inode
    with machine(wei.database.path.parent, "Wei", wei.clock, wei.folder, seed=3) as after:
        after.study.open(LESSONS[1])
        assert after.share().file != ahead
    assert len(leader.collect().taken) == 2
    assert [one.status for one in leader.seen()[0].lessons.values()] == [Status.IN_PROGRESS] * 2


def test_a_fork_is_refused(room: Room, tmp_path: Path) -> None:
    leader, wei, _ana = room
    wei.share()
    wei.database.close()
    put_back = wei.database.path.read_bytes()
    refused = []
    for seed, lesson in enumerate(LESSONS):
        wei.database.path.write_bytes(put_back)
        with machine(wei.database.path.parent, "Wei", wei.clock, tmp_path / "common", seed=seed) as one:
            for path in tmp_path.glob("common/fivefold-*"):
                if stream_in(path).source.person:
                    path.unlink()  # it was sent by mail, so that no earlier file is there to be seen
            one.study.open(lesson)
            one.share()
            refused += leader.collect().refused
    assert [type(one.why) for one in refused] == [ForkedFileError]


def test_two_machines_of_one_member_are_one_member(room: Room, tmp_path: Path) -> None:
    leader, wei, _ana = room
    wei.complete(LESSONS[0])
    wei.share()
    with machine(tmp_path / "second", "Wei", wei.clock, wei.folder, seed=2) as second:
        second.clock.forward(minutes=1)
        second.study.open(LESSONS[1])
        second.share()
        leader.collect()
        assert len(leader.seen()) == 2, "nobody can know yet"
        second.study.merge(wei.database.path, mine=True, erasing=False)
        second.clock.forward(days=7)
        second.share()
        leader.collect()
        (seen,) = leader.seen()
        assert [one.status for one in seen.lessons.values()] == [Status.COMPLETED, Status.IN_PROGRESS]
        assert replace(seen, member=second.mirror().member, as_of=None) == second.mirror()


# Erasing


def test_what_is_erased_is_erased_at_the_leaders_too(room: Room) -> None:
    leader, wei, _ana = room
    wei.study.open(LESSONS[0])
    file = wei.share().file
    old = file.read_bytes()
    leader.collect()
    wei.study.erase()
    wei.study.share_erasures(GROUP, wei.folder)
    assert b"Wei" not in file.read_bytes()
    stream = stream_in(file)
    assert broken_at(stream.source, stream.entries) is None
    assert [one.kind for one in stream.entries if one.body is not None] == [MemberErased.KIND]
    found = leader.collect()
    assert [(one.name, one.erased) for one in found.taken] == [("Wei", True)]
    assert leader.seen() == ()
    for path in leader.database.path.parent.rglob("*"):
        assert path.is_dir() or b"Wei" not in path.read_bytes(), path
    file.write_bytes(old)
    assert len(leader.collect().taken) == 0
    assert leader.seen() == ()


def test_a_leader_who_is_erased_leaves_the_names_empty(room: Room) -> None:
    leader, _wei, _ana = room
    with leader.database.reading() as connection:
        (kept,) = streams.streams(connection)
    leader.study.erase()
    with leader.database.reading() as connection:
        entries = streams.entries(connection, kept.source.stream)
    assert [(one.kind, one.body is None) for one in entries] == [("group.named", True), ("plan.set", False)]


def test_what_was_collected_is_read_once_for_all_looks(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    leader, member, _ana = room
    member.share()
    leader.collect()
    reads = list[str]()
    read = streams.entries

    def counted(connection: Connection, stream: str) -> tuple[Entry, ...]:
        reads.append(stream)
        return read(connection, stream)

    monkeypatch.setattr(streams, "entries", counted)
    before = leader.seen()
    reads.clear()
    assert leader.seen() == before
    assert reads == []
    member.complete(LESSONS[0])
    member.share()
    leader.collect()
    assert leader.seen() != before


def test_verifying_follows_every_chain(room: Room) -> None:
    leader, wei, _ana = room
    wei.share()
    leader.collect()
    assert verify(leader.database).broken == 0
    with leader.database.transaction() as connection, pytest.raises(IntegrityError, match="only grows"):
        connection.execute("UPDATE shared_entries SET body = replace(body, 'Wei', 'Bo')")
    with leader.database.transaction() as connection:
        connection.execute("DROP TRIGGER shared_entries_no_update")
        connection.execute("UPDATE shared_entries SET body = replace(body, 'Wei', 'Bo')")
    assert (verify(leader.database).broken, verify(leader.database).sound) == (1, False)


# A group on two machines


def test_a_member_learns_of_the_plan_and_of_each_change(room: Room) -> None:
    leader, wei, ana = room
    wei.share()
    assert [one.lesson for one in wei.study.my_plan()] == list(LESSONS)
    assert [one.name for one in wei.study.announced_to(QUIZ)] == [GROUP]
    later = Clock().moment.date() + timedelta(days=10)
    leader.study.set_plan(GROUP, "bread", later)
    leader.share()
    assert len(wei.collect().taken) == 1
    assert {one.due for one in wei.study.my_plan()} == {later}
    assert not wei.study.announced_to(QUIZ)
    found = ana.collect()
    assert (found.taken, found.joinable) == ([], [GROUP])
    assert not ana.study.my_plan(), "nobody is brought into a group by looking"


def test_who_shares_late_puts_the_group_behind_when_the_week_is_over(room: Room) -> None:
    """It was all due before; leaders know of no day on which they joined, and so count the last of that week."""
    leader, wei, _ana = room
    leader.clock.forward(days=37)  # for both: a Wednesday
    wei.share()
    leader.collect()
    group = leader.study.find_group(GROUP).id
    record = leader.study.group(group)
    (seen,) = record.members
    assert {one.due for one in seen.lessons.values()} == {date(2026, 4, 12)}
    assert (record.overdue, record.pace[-1].planned, record.pace[-1].assigned) == (0, 0, 2)
    leader.clock.forward(days=5)
    record = leader.study.group(group)
    assert (record.overdue, record.pace[-1].planned) == (2, 2)


def test_a_removed_member_stays_removed_until_taken_again(room: Room) -> None:
    leader, wei, _ana = room
    wei.share()
    leader.collect()
    leader.study.remove_from_group(GROUP, "Wei")
    assert leader.seen() == ()
    wei.clock.forward(days=7)
    wei.share()
    assert [type(one.why) for one in leader.collect().refused] == [RemovedFileError]
    leader.study.add_to_group(GROUP, "Wei")
    assert len(leader.collect().taken) == 1
    assert [one.as_of for one in leader.seen()] == ["2026-W11"]


def with_a_hand_shared(room: Room) -> tuple[Machine, Machine]:
    """A leader who has collected the hand that Wei has shared, and Wei."""
    leader, wei, _ana = room
    wei.share()
    wei.study.raise_hand(LESSONS[0])
    wei.clock.forward(days=1)
    wei.share()
    leader.collect()
    return leader, wei


def test_a_leader_sees_to_what_was_shared(room: Room) -> None:
    leader, wei = with_a_hand_shared(room)
    group = leader.study.find_group(GROUP)
    (need,) = leader.study.group(group.id).needs_help
    assert (need.name, need.reason) == ("Wei", Reason.ASKED)
    leader.study.handle(group.id, need.member, need.lesson)
    record = leader.study.group(group.id)
    assert record.needs_help == ()
    assert record.handled == (SeenTo(need.member, "Wei", LESSONS[0], leader.study.day(), "Lea"),)
    leader.share()
    wei.collect()
    ((beside),) = wei.study.told_beside(wei.study.mirror())
    assert [(one.lesson, one.day, one.by) for one in beside.handled] == [(LESSONS[0], leader.study.day(), "")], (
        "a leader's file names nobody"
    )


def needing(room: Room, *, days: int = 7) -> tuple[Machine, Machine, Machine]:
    """A leader who has seen to the hand that Wei has shared, and has shared the group; so many days ago."""
    leader, wei, ana = room
    for one in (wei, ana):
        one.share()
    wei.study.raise_hand(LESSONS[0])
    ana.study.raise_hand(LESSONS[0])
    wei.clock.forward(days=1)
    for one in (wei, ana):
        one.share()
    leader.collect()
    group = leader.study.find_group(GROUP)
    need = next(one for one in leader.study.group(group.id).needs_help if one.name == "Wei")
    leader.study.handle(group.id, need.member, need.lesson)
    leader.share()
    wei.clock.forward(days=days)
    return leader, wei, ana


def asking(leader: Machine) -> list[str]:
    needs = leader.study.group(leader.study.find_group(GROUP).id).needs_help
    return [one.name for one in needs if one.reason is Reason.ASKED]


def test_a_member_hears_that_a_leader_saw_to_a_need(room: Room) -> None:
    leader, wei, ana = needing(room)
    assert [(one.group, one.handled) for one in wei.collect().taken if not one.reply] == [(GROUP, 1)]
    assert not wei.study.hand_is_up(LESSONS[0])
    assert [one.handled for one in wei.collect().unchanged if not one.reply] == [0], "once"
    assert [one.handled for one in ana.collect().taken if not one.reply] == [0]
    assert ana.study.hand_is_up(LESSONS[0]), "it was not hers"
    wei.share()
    leader.collect()
    assert asking(leader) == ["Ana"]
    for one in (wei, leader):
        before = dump(one.database)
        rebuild(one.database)
        assert dump(one.database) == before


def test_what_a_file_has_told_as_handled_is_taken_back_no_more(room: Room) -> None:
    leader, _wei = with_a_hand_shared(room)
    group = leader.study.find_group(GROUP).id
    (need,) = leader.study.group(group).needs_help
    leader.study.handle(group, need.member, need.lesson)
    leader.study.take_back_handled(group, need.member, need.lesson)
    assert asking(leader) == ["Wei"], "nobody was told yet"
    leader.study.handle(group, need.member, need.lesson)
    leader.share()
    with pytest.raises(HandlingToldError, match="It was shared with Wei that "):
        leader.study.take_back_handled(group, need.member, need.lesson)
    assert asking(leader) == []


def test_sharing_hears_of_it_too_and_a_hand_raised_since_stays_up(room: Room) -> None:
    leader, wei, _ana = needing(room)
    wei.study.lower_hand(LESSONS[0])
    wei.study.raise_hand(LESSONS[0])
    wei.share()
    assert wei.study.hand_is_up(LESSONS[0]), "raised in a later week than that in which the first was seen to"
    wei.clock.forward(days=1)
    wei.share()
    leader.collect()
    assert asking(leader) == ["Ana", "Wei"], "hers has waited longer"


def test_a_hand_raised_again_in_the_same_week_is_another_need(room: Room) -> None:
    leader, wei, _ana = needing(room, days=1)
    wei.collect()
    assert not wei.study.hand_is_up(LESSONS[0])
    wei.study.raise_hand(LESSONS[0])
    wei.clock.forward(days=1)
    wei.share()
    leader.collect()
    assert "Wei" in asking(leader)


def test_nobody_else_can_tell_from_the_file_of_a_group_whose_need_was_seen_to(room: Room) -> None:
    leader, wei, _ana = needing(room)
    streams_ = [stream_in(path) for path in leader.folder.iterdir()]
    (group,) = (one for one in streams_ if one.source.person is None)
    said = [one for one in group.entries if one.kind == "help.handled"]
    assert len(said) == 1
    assert json.loads(said[0].body or "") == {
        "need": next(
            entry.id
            for one in streams_
            if one.source.person in agreed(wei)
            for entry in one.entries
            if entry.kind == "help.needed"
        ),
        "week": "2026-W10",
    }


# Who looked, and what is called wrong


def apart(room: Room) -> Room:
    """The same, with a folder for each member that they and the leader open."""
    _leader, *members = room
    for one in members:
        one.folder = one.folder / one.study._me().name
        one.folder.mkdir()
    return room


def beside(machine: Machine) -> Mirrored:
    """What a member reads beside what the leaders receive."""
    (found,) = machine.study.told_beside(machine.study.mirror())
    return found


def take(machine: Machine) -> list[bool]:
    """Collect from the common folder; of each file that brought something, whether it was a reply."""
    common = machine.folder if machine.folder.name == "common" else machine.folder.parent
    return sorted(one.reply for one in machine.study.collect([common]).taken)


def test_a_member_reads_who_looked_and_what_is_answered_and_nobody_else_does(room: Room) -> None:
    leader, wei, ana = apart(room)
    for one in (wei, ana):
        one.share()
    assert beside(wei).looked == ()
    wei.study.challenge(LESSONS[0], "I did this at my aunt's [/b]", GROUP)
    wei.clock.forward(days=1)
    wei.share()
    leader.collect()
    group = leader.study.group(leader.study.find_group(GROUP).id)
    (said,) = group.said
    assert (said.name, said.lesson, said.text, said.week) == (
        "Wei",
        LESSONS[0],
        "I did this at my aunt's [/b]",
        "2026-W10",
    )
    leader.study.note_page(group.group, said.member)
    assert leader.study.answer_challenge(GROUP, "wei", LESSONS[0], "Then it counts.").waits, (
        "it waits for the next file"
    )
    assert leader.study.group(group.group).said[0].answer == "Then it counts."
    wei.clock.forward(days=7)
    shared = leader.share()
    assert (shared.replies, shared.unplaced) == (2, 0)
    for _twice in range(2):
        take(wei)
        take(ana)
    looked = beside(wei).looked
    assert [(one.name, one.week, one.page) for one in looked] == [
        ("Lea", "2026-W10", True),
        ("Lea", "2026-W10", False),
    ]
    (heard,) = beside(wei).said
    assert (heard.answer, heard.by, heard.answered_week) == ("Then it counts.", "Lea", "2026-W10")
    assert [(one.page, beside(ana).said) for one in beside(ana).looked] == [(False, ())], "the group, and not her page"
    common = [path.read_text() for path in leader.folder.iterdir() if path.is_file()]
    assert not any("Then it counts" in text or "record.read" in text for text in common), "it lies beside Wei's file"
    assert "aunt" not in "".join(path.read_text() for path in ana.folder.iterdir())
    # Nothing new is told: the same bytes, whenever and however often.
    before = {path: path.read_bytes() for path in wei.folder.iterdir()}
    leader.share()
    assert {path: path.read_bytes() for path in wei.folder.iterdir()} == before
    assert take(wei) == []
    assert not re.search(r"\d\d:\d\d|T\d\d|2026-\d\d-\d\d", "".join(one.decode() for one in before.values()))


def test_the_same_words_twice_are_told_twice_and_each_has_its_answer(room: Room) -> None:
    leader, wei, _ana = room
    wei.share()
    for _twice in range(2):  # on two machines whose databases were joined
        wei.record(StatusChallenged(wei.study.group_named(GROUP).id, LESSONS[0], "not-started", "No!"))
    wei.share()
    wei.share()
    leader.collect()
    group = leader.study.find_group(GROUP)
    assert [one.text for one in leader.study.group(group.id).said] == ["No!", "No!"]
    for left, text in enumerate(("second", "first")):
        replied = leader.study.answer_challenge(GROUP, "Wei", LESSONS[0], text)
        assert replied.left == 1 - left
    leader.share()
    wei.collect()
    assert sorted(one.answer for one in beside(wei).said) == ["first", "second"]


def test_of_two_who_have_one_name_each_is_answered_by_id(room: Room) -> None:
    leader, wei, _ana = room
    study = leader.study
    lead = study.member
    assert lead is not None
    study.add_member("Wei")
    study.add_to_group(GROUP, "Wei")
    study.join("Wei")
    study.accept_charter(GROUP, signed="Wei")
    study.challenge(LESSONS[0], "Here", GROUP)
    study.become(lead)
    wei.share()
    wei.study.challenge(LESSONS[0], "In a file", GROUP)
    wei.clock.forward(days=1)
    wei.share()
    leader.collect()
    with pytest.raises(SeveralOfOneNameError):
        study.answer_challenge(GROUP, "Wei", LESSONS[0], "Whose?")
    group = study.find_group(GROUP).id
    for one in study.group(group).said:
        study.answer_said(group, one, f"{one.text}, I know.")
    assert {one.answer for one in study.group(group).said} == {"In a file, I know.", "Here, I know."}
    by_id = next(one.member for one in study.group(group).said if one.text == "Here")
    assert study.answer_challenge(GROUP, by_id, LESSONS[0], "Once more.").about.text == "Here"


def test_no_file_of_a_member_no_place_for_what_is_theirs_alone(room: Room, tmp_path: Path) -> None:
    leader, wei, _ana = room
    wei.share()
    leader.collect()
    leader.seen()
    for path in leader.folder.iterdir():
        path.rename(tmp_path / path.name)
    shared = leader.share()
    assert (shared.replies, shared.unplaced) == (0, 1), "in the common folder everybody would read it"
    assert len(list(leader.folder.iterdir())) == 1


def test_who_is_erased_leaves_no_word_of_what_was_answered(room: Room) -> None:
    leader, wei, _ana = room
    wei.share()
    wei.study.challenge(LESSONS[0], "zq-wrong", GROUP)
    wei.share()
    leader.collect()
    leader.study.answer_challenge(GROUP, "Wei", LESSONS[0], "zq-answer")
    leader.share()
    assert any(one.reply for one in wei.collect().taken)
    wei.study.erase()
    assert b"zq-" not in b"".join(path.read_bytes() for path in wei.database.path.parent.rglob("*") if path.is_file())
    assert verify(wei.database).broken == 0
    wei.study.share_erasures(GROUP, wei.folder)
    leader.collect()
    leader.share()
    assert "zq-" not in "".join(path.read_text() for path in leader.folder.iterdir())
    assert b"zq-" not in leader.database.path.read_bytes()
    assert verify(leader.database).broken == 0


def test_a_group_that_nobody_has_shared_is_not_found(room: Room, tmp_path: Path) -> None:
    _leader, wei, _ana = room
    wei.folder = tmp_path / "nowhere"
    with pytest.raises(NoGroupFileError, match="group share"):
        wei.share()


def test_dimensions_count_announced_results_alone_where_some_share_in_files(tmp_path: Path) -> None:
    names = ("Ana", "Bo", "Chen", "Dee", "Eli")
    with classroom(tmp_path, *names) as (leader, *members):
        for number, one in enumerate(members):
            one.share()
            answer_all(one, right=number < 2)
            one.share()
        leader.collect()
        record = leader.study.group(leader.study.find_group(GROUP).id)
        assert {one.basis for one in record.dimensions} == {Basis.ANNOUNCED}
        shares = {one.title: (one.share, one.withheld) for one in record.dimensions}
        assert shares == {"Craft": (0.4, None), "Patience": (None, "no announced quiz")}


def test_ids_that_leave_hold_no_time(room: Room) -> None:
    leader, wei, _ana = room
    source = stream_in(wei.share().file).source
    group = leader.study.find_group(GROUP)
    assert source.group == outside(group.id) == outside(source.group)
    for one in (source.stream, source.group, str(source.person)):
        assert one[14] == "4"
    assert json.loads(next(iter(wei.folder.iterdir())).read_text().splitlines()[0])["format"] == "fivefold-shared"


def test_what_was_due_before_somebody_shares_is_due_by_the_end_of_that_week(room: Room) -> None:
    """Leaders know the week alone: both sides reckon by it, so that the member sees what they see."""
    leader, wei, _ana = room
    leader.study.set_plan(GROUP, "bread", leader.study.day())
    leader.share()
    wei.clock.forward(days=9)  # to a Wednesday
    wei.share()
    leader.collect()
    assert {one.due.isoformat() for one in wei.mirror().lessons.values()} == {"2026-03-15"}
    (seen,) = leader.seen()
    assert {one.status for one in seen.lessons.values()} == {Status.NOT_STARTED}
    assert replace(seen, member=wei.mirror().member, as_of=None) == wei.mirror()


def test_who_was_taken_in_by_name_and_shares_is_one_once_a_leader_says_so(room: Room) -> None:
    leader, wei, _ana = room
    roster = b"name\nWei\nAna\nMo\n"
    leader.study.enrol(GROUP, roster, apply=True, leaving=False)
    leader.study.give_duty(GROUP, "Mo", "mentor", mentees=["Wei"])
    wei.share()
    seen = leader.study.look_into(leader.folder)
    found = leader.collect()
    assert (
        [(one.name, one.shared_as) for one in found.twice]
        == [("Wei", "Wei")]
        == [(one.name, one.shared_as) for one in seen.twice]
    )
    record = leader.study.group(leader.study.find_group(GROUP).id)
    assert ([one.name for one in record.members], record.waiting) == (["Wei"], ("Wei", "Ana", "Mo")), "never silently"
    leader.study.tie(GROUP, "wei")
    record = leader.study.group(leader.study.find_group(GROUP).id)
    assert ([one.name for one in record.members], record.waiting) == (["Wei"], ("Ana", "Mo"))
    assert [one.mentees for one in record.duties if one.duty == "mentor" and one.last is None] == [("Wei",)]
    assert leader.study.twice(GROUP) == ()
    again = leader.study.enrol(GROUP, roster, apply=True, leaving=False)
    assert (again.joining, again.shared) == ((), ("Wei",)), "the roster makes no second one"
    for mentees in (b"Wei", b"Wei;Ana", b"Wei"):
        rows = b"name,duty,of\nWei,,\nAna,,\nMo,mentor," + mentees + b"\n"
        assert leader.study.enrol(GROUP, rows, apply=True, leaving=False).bad == ()
        assert leader.study.enrol(GROUP, rows, apply=False, leaving=False).joining == ()
    record = leader.study.group(leader.study.find_group(GROUP).id)
    held = groups.memberships(leader.database, group=record.group)
    (mentor,) = (one for one in held if one.duty == "mentor" and one.left is None)
    assert mentor.mentees == (record.members[0].member,), "the one who shares"
    assert leader.collect().twice == []
    with pytest.raises(NotTwiceError):
        leader.study.tie(GROUP, "Ana")


def test_a_longer_name_in_a_file_is_tied_when_it_is_named(room: Room) -> None:
    leader, wei, _ana = room
    leader.study.enrol(GROUP, b"name\nWei Zhang\nMarta\n", apply=True, leaving=False)
    wei.share()
    assert [(one.name, one.shared_as) for one in leader.collect().twice] == [("Wei Zhang", "Wei")]
    assert leader.study.tie(GROUP, "Marta", "Wei").shared_as == "Wei", "a leader knows best"
