"""`sprint`: groups that study beside each other for some weeks, if the leaders of each want it."""

import argparse
from shlex import quote

from store.errors import StoreError
from store.sprint_mirror import SprintGroup, SprintRecord
from tui.commands.output import say, say_json, tell
from tui.commands.plan import day_of
from tui.commands.sprint_words import bands_json, days_words, group_words, rules, state_word
from tui.i18n import _, count, listed, named
from tui.leading import NotLeading
from tui.start import Surroundings, WrongUsageError, joined, refusal
from tui.study import Study, Unknown


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Propose a sprint, take part in one or not, or list them."""
    with joined(options, surroundings) as study:
        try:
            match options.action:
                case "propose":
                    _propose(study, options)
                case "join":
                    _join(study, options.name, options.group)
                case "leave":
                    _leave(study, options.name, options.group)
                case _list:
                    _say_all(study, as_json=options.json)
        except (Unknown, NotLeading) as problem:
            raise WrongUsageError(str(problem)) from problem
        except StoreError as problem:
            raise refusal(problem) from problem
    return 0


def _propose(study: Study, options: argparse.Namespace) -> None:
    first = day_of(options.first)
    study.propose_sprint(options.name, options.group, options.others, first, options.weeks)
    tell(
        _("{name}: {weeks} from {first} on. Asked: {groups}. A group takes part once a leader of it says so.").format(
            name=options.name,
            weeks=count("{n} week", "{n} weeks", options.weeks),
            first=first.isoformat(),
            groups=listed(options.others),
        )
    )


def _join(study: Study, name: str, group: str) -> None:
    new = study.join_sprint(name, group)
    said = _("{group} takes part in {sprint}.") if new else _("{group} takes part in {sprint} already.")
    tell(said.format(group=group, sprint=name))


def _leave(study: Study, name: str, group: str) -> None:
    new = study.leave_sprint(name, group)
    said = _("{group} takes part in {sprint} no more.") if new else _("{group} does not take part in {sprint}.")
    tell(said.format(group=group, sprint=name))


def _say_all(study: Study, *, as_json: bool) -> None:
    records = study.sprints()
    if as_json:
        say_json({"as_of": study.day().isoformat(), "sprints": [_json(one) for one in records]})
        return
    if not records:
        say(_("No sprint yet. Propose one: fivefold sprint propose NAME --group GROUP --with GROUP --from MONDAY"))
        return
    for one in records:
        head = _("{sprint}: {days}, {state}")
        say(head.format(sprint=one.sprint.name, days=days_words(one), state=state_word(one.state)))
        for group in one.groups:
            say(named(f"  {group.name}", group_words(group)))
        for asked in one.asked:
            say(named(f"  {asked.name}", _("asked, has not said yes")))
        for own in one.to_answer:
            words = _("  To take part: fivefold sprint join {sprint} --group {group}")
            say(words.format(sprint=quote(one.sprint.name), group=quote(own.name)))
    say()
    for rule in rules():
        say(rule)


def _json(one: SprintRecord) -> dict[str, object]:
    return {
        "sprint": one.sprint.name,
        "from": one.sprint.first.isoformat(),
        "until": one.sprint.last.isoformat(),
        "state": one.state.value,
        "groups": [_group_json(group) for group in one.groups],
        "asked": [group.name for group in one.asked],
    }


def _group_json(group: SprintGroup) -> dict[str, object]:
    return {"group": group.name, "yours": group.own, **bands_json(group.bands)}
