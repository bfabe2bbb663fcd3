"""Fivefold as a shell would start it, in this process: the same arguments, streams, folder and status."""

import io
import sys
from contextlib import chdir, nullcontext, redirect_stderr, redirect_stdout
from pathlib import Path
from subprocess import CompletedProcess
from unittest import mock

from tui import i18n
from tui.__main__ import main


def ran(*arguments: str | Path, here: Path | None = None, stdin: str = "") -> CompletedProcess[str]:
    """Run the program on pipes, in the folder `here`; what it needs of a real process has tests of its own."""
    words = [str(argument) for argument in arguments]
    typed = io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8")
    said = io.BytesIO(), io.BytesIO()
    out, err = (io.TextIOWrapper(stream, "utf-8", write_through=True) for stream in said)
    spoken, status = i18n.language(), 0
    try:
        with (
            chdir(here) if here else nullcontext(),
            mock.patch.object(sys, "stdin", typed),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            main(words)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        i18n.use(spoken)
    return CompletedProcess(words, status, *(stream.getvalue().decode() for stream in said))
