"""The palette: anything by name: the actions of the screen, people, groups, courses, lessons, quizzes."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.types import IgnoreReturnCallbackType
from textual.widgets.option_list import Option
from textual.worker import Worker

from tui.i18n import _, language, speaking
from tui.screens.base import StudyScreen
from tui.screens.who import WhoScreen
from tui.shell import Shell

if TYPE_CHECKING:
    from tui.app import FivefoldApp

MOST = 60
"""More hits than this are narrowed by another letter."""
_AROUND = 6
"""Cells of a row beside a hit, with the scrollbar."""


class Palette(CommandPalette):
    """Textual's own, in the language in use where nothing matches; its keys act on what was found for what is typed."""

    @property
    def awaits(self) -> bool:
        """Whether that is still being gathered: until then there stands what was found for fewer letters."""
        group = self._GATHER_COMMANDS_GROUP
        return any(one.node is self and one.group == group and not one.is_finished for one in self.workers)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Give the keys that have waited for it."""
        if event.worker.is_finished and isinstance(self.app, Shell):
            self.app.call_later(self.app.give_early_keys)

    def _action_command_list(self, action: str) -> None:
        """Choose at once: a key that is pressed right after Enter is for what the command opens."""
        commands = self.query_one(CommandList)
        chosen, at = commands.highlighted_option, commands.highlighted
        if action == "select" and chosen is not None and at is not None and not chosen.disabled:
            self._select_command(CommandList.OptionSelected(commands, chosen, at))
        else:
            super()._action_command_list(action)

    def _start_no_matches_countdown(self, search_value: str) -> None:
        super()._start_no_matches_countdown(search_value)
        self._stop_no_matches_countdown()
        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, partial(self._say_none, search_value))

    def _say_none(self, search_value: str) -> None:
        if search_value:
            none = Option(Content(_("Nothing here has that name.")), disabled=True, id=self._NO_MATCHES)
            self.query_one(CommandList).add_option(none)
        self._list_visible = bool(search_value)


def palette(app: "FivefoldApp") -> CommandPalette:
    """The palette for an app."""

    class StudyProvider(Provider):
        """What can be gone to from here."""

        async def discover(self) -> Hits:
            """What is offered before a letter is typed: the actions of the screen."""
            for name, note, run in offers(app, self.screen):
                yield DiscoveryHit(_shown(name, note, app.size.width), run, text=name)

        async def search(self, query: str) -> Hits:
            """What matches the letters typed."""
            matcher = self.matcher(query)
            found = 0
            english = _in_english(app, self.screen)
            for name, note, run in (*offers(app, self.screen), *_people(app), *_content(app)):
                score = max(matcher.match(name), matcher.match(english[name]) if name in english else 0)
                if score > 0:
                    found += 1
                    yield Hit(score, _shown(name, note, app.size.width), run, text=name)
                if found >= MOST:
                    return

    return Palette([StudyProvider], placeholder=_("Go to a lesson, a quiz, a command …"), id="--command-palette")


def _shown(name: str, note: str, width: int) -> Content:
    """A hit on one row of a terminal. The note is no help text of Textual's, which would be read as markup."""
    row = Content.assemble(name, "   ", (note, "$text-muted not bold"))
    return row.truncate(max(1, width - _AROUND), ellipsis=True)


def offers(app: "FivefoldApp", screen: object) -> Iterator[tuple[str, str, IgnoreReturnCallbackType]]:
    """The actions, each name once: the screen's own before the app's."""
    seen: set[str] = set()
    for name, note, run in _actions(app, screen):
        if name not in seen:
            seen.add(name)
            yield name, note, run


def _in_english(app: "FivefoldApp", screen: object) -> dict[str, str]:
    """The actions' names in English by those in use: they are found by both, as many type without an input method."""
    if language() == "en":
        return {}
    with speaking("en"):
        english = [name for name, _note, _run in _actions(app, screen)]
    return {name: other for (name, _note, _run), other in zip(_actions(app, screen), english, strict=True)}


def _actions(app: "FivefoldApp", screen: object) -> Iterator[tuple[str, str, IgnoreReturnCallbackType]]:
    seen: set[str] = set()
    if isinstance(screen, StudyScreen):
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.action == "app.find":  # that is open
                continue
            if binding.id and binding.show and binding.description and binding.id not in seen and active.enabled:
                seen.add(binding.id)
                note = f"{app.get_key_display(binding)} · {_('this screen')}"
                yield binding.description, note, partial(screen.run_action, binding.action)

    def with_key(name: str, note: str) -> str:
        return f"{app.key_of(name)} · {note}"

    if app.study.member:
        yield _("Today"), _("go to"), app.show_today
        yield _("Courses"), _("go to"), app.show_courses
        yield _("Me"), _("go to"), app.show_me
        yield _("Review"), _("go to"), app.review
        yield _("Search"), with_key("app.search", _("go to")), app.action_search
        yield _("Notes"), _("go to"), app.show_notes
        yield _("Export notes"), _("as a Markdown file"), app.export_notes
        if not app.rehearses:
            yield from _beyond_study(app)
    if app.study.has_members and not app.rehearses and not isinstance(screen, WhoScreen):
        yield _("Who studies?"), _("go to"), app.ask_who
    if app.names_hidden:
        yield _("Show names"), _("they are hidden"), app.show_names
    yield _("Change the language"), with_key("app.language", _("interface and content")), app.action_next_language
    yield _("Change the theme"), with_key("app.theme", _("looks")), app.action_next_theme
    yield _("Settings"), with_key("app.settings", _("looks, language, study, keys")), app.action_settings
    yield _("Quit"), with_key("app.quit", _("everything is saved")), app.action_leave_app


def _beyond_study(app: "FivefoldApp") -> Iterator[tuple[str, str, IgnoreReturnCallbackType]]:
    """What is about groups and one's own data; a rehearsal has neither."""
    if app.leads:
        yield _("Group"), _("go to"), app.show_group
        if app.study.served_groups():
            yield _("Your duties"), _("go to"), app.show_duties
    yield _("New group"), _("make"), app.new_group
    if app.study.has_sprints():
        yield _("Sprints"), _("go to"), app.show_sprints
    if app.study.trains():
        yield _("Trainer"), _("go to"), app.show_trainer
    yield _("What your leaders see"), _("go to"), app.show_mirror
    yield _("Share with a group"), _("a file for its leaders"), app.share
    yield _("Collect from a folder"), _("files that were shared"), app.collect
    yield _("Days away"), _("on which you do not study"), app.go_away


def _people(app: "FivefoldApp") -> Iterator[tuple[str, str, IgnoreReturnCallbackType]]:
    """Everybody else who studies here; nobody while names are hidden, or where one tries what members would see."""
    for member in () if app.names_hidden or app.rehearses else app.study.members():
        if app.study.member is None or member.id != app.study.member.id:
            yield member.name, _("study as this member"), partial(app.study_as, member)


def _content(app: "FivefoldApp") -> Iterator[tuple[str, str, IgnoreReturnCallbackType]]:
    """What there is to study, and groups; nothing before anybody studies."""
    if app.study.member is None:
        return
    for group in app.study.led_groups(archived=True) if app.leads else ():
        note = _("group that you lead, archived") if group.archived else _("group that you lead")
        yield group.name, note, partial(app.show_group, group.id)
    for view in app.study.courses():
        title = view.course.title
        yield title, _("course"), partial(app.show_course, view.course.id)
        for row in view.lessons:
            yield row.lesson.title, _("lesson · {course}").format(course=title), partial(app.read, row.lesson.key)
            if row.quiz:
                yield (
                    row.quiz.quiz.title,
                    _("quiz · {course}").format(course=title),
                    partial(app.answer, row.quiz.quiz.key),
                )
        for quiz in view.quizzes:
            yield quiz.quiz.title, _("quiz · {course}").format(course=title), partial(app.answer, quiz.quiz.key)
