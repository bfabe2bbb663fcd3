"""Screens in tests are waited for no longer than they move."""

import textual.app
import textual.pilot

from tests.tui.still import still

for module in (textual.app, textual.pilot):
    vars(module)["wait_for_idle"] = still
