"""`library`: the folders that are remembered, so that `fivefold` finds them from anywhere."""

import argparse
from shlex import quote

from tui.commands.output import say, say_json, tell
from tui.i18n import _
from tui.settings import STARTER_COURSES, remember, remembered
from tui.start import Surroundings, WrongUsageError
from tui.typed_path import typed_path


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Add, list or remove remembered libraries."""
    folders = list(remembered(surroundings.config_folder))
    if options.action == "list":
        if options.json:
            say_json({"libraries": [str(folder) for folder in folders]})
        for folder in [] if options.json else folders:
            say(str(folder))
        if not folders and not options.json:
            say(_("No library is remembered; the starter courses open where none is named."))
        return 0
    folder = (surroundings.here / typed_path(options.folder)).resolve()
    if options.action == "add":
        if not folder.is_dir():
            raise WrongUsageError(_("There is no folder {path}.").format(path=folder))
        if folder not in folders:
            remember(surroundings.config_folder, [*folders, folder])
        tell(_("{path} is remembered; its files stay where they are.").format(path=folder))
        if not folders:
            starter = quote(str(STARTER_COURSES[0].parent))
            tell(
                _("The starter courses give way to it. To have both: fivefold library add {path}").format(path=starter)
            )
        return 0
    if folder not in folders:
        raise WrongUsageError(_("{path} is not remembered. See: fivefold library list").format(path=folder))
    remember(surroundings.config_folder, [one for one in folders if one != folder])
    tell(_("{path} is forgotten; its files stay where they are.").format(path=folder))
    return 0
