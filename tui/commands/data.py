"""`data`: one's own data."""

import argparse
from pathlib import Path

from store.errors import StoreError
from tui.commands.group import member_json, say_member
from tui.commands.output import say, say_json, tell
from tui.i18n import _
from tui.start import Surroundings, UnusableError, joined
from tui.study import Study


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Write the member's own data to a folder, or say what leaders see of it."""
    with joined(options, surroundings) as study:
        if options.action == "mirror":
            _mirror(study, as_json=options.json)
        else:
            _export(study, options)
    return 0


def _export(study: Study, options: argparse.Namespace) -> None:
    try:
        exported = study.export(Path(options.folder).expanduser())
    except StoreError as problem:
        raise UnusableError(problem.text(_)) from problem
    for name in exported.files:
        say(str(Path(options.folder) / name))
    tell(_("All of it is in {folder}; it is yours alone.").format(folder=options.folder))


def _mirror(study: Study, *, as_json: bool) -> None:
    records = study.mirror()
    if as_json:
        say_json({"groups": [{"group": name, "record": member_json(record)} for name, record in records]})
        return
    if not records:
        say(_("You are in no group: nobody sees anything of you."))
    titles = {one.lesson: one.title for one in study.my_plan()}
    for name, record in records:
        say(_("The leaders of {group} see this of you, and nothing else:").format(group=name))
        say_member(record, titles)
