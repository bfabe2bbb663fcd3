"""The charter is asked for once, at the time; what is wrong is said and answered where the status stands."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from store.errors import BusyError
from tests.tui.pilot import SECONDS, Performance, performance
from tui.screens.charter import CharterScreen
from tui.screens.group import GroupScreen
from tui.screens.member import MemberScreen
from tui.screens.mirror import MirrorScreen
from tui.screens.sentence import SentenceScreen
from tui.screens.today import TodayScreen
from tui.study import Study

Snapshot = Callable[[str, str], None]


def joined(study: Study) -> str:
    """Lea leads a group with the member in it, whose name is answered; its charter is not accepted yet."""
    me = study.member
    assert me is not None
    study.add_member("Lea")
    study.join("Lea")
    study.create_group("Night shift")
    study.add_to_group("Night shift", me.name)
    study.set_plan("Night shift", "bread", study.day() + timedelta(days=14))
    study.set_charter("Night shift", "# How we study\n\n- Each at *their* pace.\n- We ask, and nobody laughs.\n")
    study.join(me.name)
    return me.name


async def look_in_the_mirror(acting: Performance) -> None:
    """Open the mirror anew, from Today."""
    acting.app.show_today()
    acting.app.show_mirror()
    await acting.settle()


async def test_a_charter_is_asked_for_once_and_may_wait(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path) as acting:
        joined(acting.study)
        await acting.press("m", "escape")
        assert isinstance(acting.app.screen, CharterScreen)
        await acting.shown(snapshot, "charter")
        await acting.press("escape")
        assert isinstance(acting.app.screen, TodayScreen)
        await acting.press("m", "escape")
        assert isinstance(acting.app.screen, TodayScreen), "once in a run"
        acting.app.show_mirror()
        await acting.settle()
        assert "Night shift: not accepted yet" in acting.text()
        assert len(acting.study.waiting_charters()) == 1


async def test_a_name_in_the_signing_window_is_no_markup(tmp_path: Path) -> None:
    async with performance(tmp_path, member="Ann [red]B [/]") as acting:
        joined(acting.study)
        await acting.press("m", "escape", "end", "enter")
        assert isinstance(acting.app.screen, SentenceScreen)
        assert "You are Ann [red]B [/]?" in acting.text()


async def test_enter_accepts_and_what_is_wrong_is_said_and_answered(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path) as acting:
        me = joined(acting.study)
        await acting.press("m", "escape")
        assert acting.text().split("\n")[-1].startswith(" Enter Read on"), "what a key does it is called"
        await acting.press("enter")
        assert isinstance(acting.app.screen, CharterScreen)
        assert "Nobody accepts what was not read: Enter reads on to the end." in acting.notices()
        await acting.press("end")
        assert acting.text().split("\n")[-1].startswith(" Enter Accept")
        await acting.press("enter")
        assert isinstance(acting.app.screen, SentenceScreen), "several study here: the name says who accepts"
        assert "You are Xiaoming Li?" in acting.text()
        await acting.press(*"Lea", "enter")
        assert isinstance(acting.app.screen, CharterScreen)
        assert "Xiaoming Li alone" in acting.notices()
        await acting.press("enter", "escape")
        assert isinstance(acting.app.screen, CharterScreen)
        assert len(acting.study.waiting_charters()) == 1
        await acting.press("enter", *"xiaoming li", "enter")
        assert isinstance(acting.app.screen, TodayScreen)
        assert acting.study.waiting_charters() == ()
        acting.app.show_mirror()
        await acting.settle()
        assert isinstance(acting.app.screen, MirrorScreen)
        await acting.press("e")
        assert isinstance(acting.app.screen, SentenceScreen)
        await acting.press("escape")
        assert isinstance(acting.app.screen, MirrorScreen)
        await acting.press("e", *"Done long ago", "enter")
        assert "Done long ago" in acting.text()
        assert "not answered yet" in acting.text()
        await acting.press("e")
        assert isinstance(acting.app.screen, MirrorScreen), "nobody writes what would be refused"
        assert "Nobody has answered yet" in acting.notices()
        acting.study.join("Lea")
        acting.app.show_today()
        await acting.settle()
        assert "Night shift: 1 status said to be wrong, not answered yet" in acting.text()
        acting.app.show_group()
        await acting.settle()
        assert isinstance(acting.app.screen, GroupScreen)
        await acting.press("enter")
        assert isinstance(acting.app.screen, MemberScreen)
        assert "Done long ago" in acting.text()
        await acting.press("a", *"It counts", "enter")
        assert "It counts" in acting.text()
        acting.study.join(me)
        await look_in_the_mirror(acting)
        await acting.shown(snapshot, "mirror-looked")
        assert "Lea opened your page" in acting.text()


async def test_what_is_written_stays_until_it_is_recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_words: object) -> None:
        raise BusyError(path=tmp_path, pid=1)

    async with performance(tmp_path) as acting:
        study = acting.study
        study.accept_charter("Night shift", signed=joined(study))
        acting.app.show_mirror()
        await acting.press("e", *"Done long")
        assert isinstance(acting.app.screen, SentenceScreen)
        acting.app.screen.try_to_keep()  # as the timer does, and a crash takes none of it
        assert list(study.drafts().values()) == ["Done long"]
        await acting.press("escape")
        assert isinstance(acting.app.screen, MirrorScreen)
        assert "What you began is kept here." in acting.notices()
        with monkeypatch.context() as refusing:
            refusing.setattr(study, "challenge", busy)
            await acting.press("e", *" ago", "enter")
            assert isinstance(acting.app.screen, SentenceScreen), "what could not be recorded stands there still"
            assert acting.app.screen.line.value == "Done long ago"
        await acting.press("enter")
        assert "Done long ago" in acting.text()
        assert "The leaders of Night shift read it" in acting.notices()
        study.join("Lea")
        acting.app.show_today()
        acting.app.show_group()
        await acting.press("enter")
        with monkeypatch.context() as refusing:
            refusing.setattr(study, "answer_said", busy)
            await acting.press("a", *"It counts", "enter")
            assert isinstance(acting.app.screen, SentenceScreen)
        await acting.press("escape")
        assert isinstance(acting.app.screen, MemberScreen)
        await acting.press("a", "enter")
        assert "It counts" in acting.text()
        assert set(study.drafts().values()) == set(), "what is recorded is begun no more"


async def test_who_presses_the_key_twice_accepts_once(tmp_path: Path) -> None:
    class Slow(Study):
        accepted = 0
        may = Event()

        def accept_charter(self, name: str, *, signed: str = "") -> bool:
            Slow.accepted += 1
            self.may.wait(SECONDS)
            return super().accept_charter(name, signed=signed)

    async with performance(tmp_path, verbs=Slow) as acting:
        assert acting.study.member
        acting.study.create_group("Night shift")
        acting.study.add_to_group("Night shift", acting.study.member.name)
        acting.app.ask_charter()
        await acting.settle()
        await acting.press("end")
        await acting.pilot.press("enter", "enter", "enter")
        Slow.may.set()
        await acting.settle()
        assert Slow.accepted == 1
        assert isinstance(acting.app.screen, TodayScreen)


async def test_no_line_of_the_mirror_is_cut_where_a_bar_to_scroll_it_comes(tmp_path: Path) -> None:
    async with performance(tmp_path, size=(60, 16)) as acting:
        me = joined(acting.study)
        acting.study.accept_charter("Night shift", signed=me)
        acting.study.join("Lea")
        acting.study.give_duty("Night shift", me, "recorder")
        acting.study.join(me)
        await acting.press("f2")
        await look_in_the_mirror(acting)
        screen = acting.app.screen
        assert isinstance(screen, MirrorScreen)
        assert screen.rows.show_vertical_scrollbar
        shown = "".join(acting.text().split())
        assert "你在哪些日子查看了小组和他们自己的页面" in shown


async def test_the_mirror_names_mentors_and_keeps_who_looked_after_leaving(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        me = joined(acting.study)
        acting.study.accept_charter("Night shift", signed=me)
        acting.study.join("Lea")
        acting.study.add_member("Mo")
        acting.study.give_duty("Night shift", "Mo", "mentor", mentees=[me])
        acting.study.group(acting.study.find_group("Night shift").id)
        acting.study.join(me)
        await acting.press("m", "escape")
        acting.app.show_mirror()
        await acting.settle()
        assert "To the leaders of Night shift, and as mentors: Mo" in acting.text()
        assert "Lea looked at the group on " in acting.text()
        acting.app.names_hidden = True
        await look_in_the_mirror(acting)
        assert "as mentors: name hidden" in acting.text()
        assert "Your name: name hidden" in acting.text()
        assert "name hidden looked at the group on " in acting.text()
        assert "Lea" not in acting.text().replace("leaders", "").replace("Leaders", "")
        acting.app.names_hidden = False
        acting.study.join("Lea")
        acting.study.remove_from_group("Night shift", me)
        acting.study.join(me)
        await look_in_the_mirror(acting)
        assert "You are in no group" in acting.text()
        assert "Night shift, which you are in no more:" in acting.text()
        assert "Lea looked at the group on Mon 23 Nov" in acting.text()
