"""Screens in tests are waited for no longer than they move; what is said for a moment stays until it is seen."""

import textual.app
import textual.pilot
from textual.notifications import Notification

from tests.tui.still import still

SECONDS = 600.0
"""How long a word of the moment stands: on a slow machine it would be gone before a test looks at it."""

for module in (textual.app, textual.pilot):
    vars(module)["wait_for_idle"] = still
Notification.time_left = property(lambda _notice: SECONDS)  # type: ignore[assignment] # its clock is the machine's
