"""`data`: one's own data."""

import argparse
from pathlib import Path

from store.errors import StoreError
from tui.commands.output import say, tell
from tui.i18n import _
from tui.start import Surroundings, UnusableError, joined


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Write the member's own data to a folder."""
    with joined(options, surroundings) as study:
        try:
            exported = study.export(Path(options.folder).expanduser())
        except StoreError as problem:
            raise UnusableError(problem.text(_)) from problem
        for name in exported.files:
            say(str(Path(options.folder) / name))
        tell(_("All of it is in {folder}; it is yours alone.").format(folder=options.folder))
        return 0
