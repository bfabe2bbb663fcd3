"""Nothing of ours opens a connection, so nothing has to be loaded for one."""

import sys


def without_connections() -> None:
    """Have `asyncio`, and so Textual, do without TLS: it takes some megabytes, and as long as all of our widgets.

    `asyncio` has a way for a Python that was built without `ssl`; whoever imports that afterwards still gets it.
    """
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment] # that is how Python says that there is no such module
    try:
        import asyncio.sslproto  # noqa: F401, PLC0415 - it is the one that asks for it
    finally:
        del sys.modules["ssl"]
