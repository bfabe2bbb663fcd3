"""A report as a file: in which format, where, and never over another one unasked. Readable by its owner alone."""

import glob
import os
from collections.abc import Collection
from itertools import count
from pathlib import Path

from store import files
from store.mirror import GroupRecord
from tui.commands.new import slug
from tui.i18n import _, listed
from tui.report.contents import Format, GroupReport
from tui.report.formats import written
from tui.study import Study
from tui.typed_path import typed_path

_LONGEST = 60
"""Characters of a proposed name before its ending: with three bytes each it is still a name everywhere."""


class ReportError(Exception):
    """A report cannot be written so; in one sentence, with what to do instead."""


def format_of(path: Path, named: str | None = None) -> Format:
    """The format that a file is to have: the one that is named, or that of its ending.

    Raises:
        ReportError: neither says it.
    """
    ending = named or {"markdown": "md", "htm": "html"}.get(path.suffix[1:].lower(), path.suffix[1:].lower())
    try:
        return Format(ending)
    except ValueError:
        known = listed(f".{one}" for one in Format)
        raise ReportError(
            _("{path} does not say its format: let it end in one of {known}, or name it with --format.").format(
                path=path, known=known
            )
        ) from None


def proposed(record: GroupRecord, folder: Path, format_: Format) -> Path:
    """A file in a folder that is not there yet, named by the group and the day."""
    name = f"{slug(record.name)[:_LONGEST].rstrip('-') or 'group'}-{record.as_of.isoformat()}"
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(path for one in names if not os.path.lexists(path := folder / f"{one}.{format_}"))


def guarded(study: Study) -> tuple[Path, ...]:
    """Files that no report may take the place of: the database, and what belongs to it."""
    database = study.database_file
    return tuple(database.parent.glob(f"{glob.escape(database.name)}*"))


def save(
    report: GroupReport, path: Path, format_: Format, *, force: bool = False, never: Collection[Path] = ()
) -> Path:
    """Write a report, and answer where it is: the whole path.

    Args:
        report: what it says.
        path: the file; it is made, with `force` written anew.
        format_: what to write.
        force: whether a file that is there already may be replaced.
        never: files that no report may take the place of, such as the database.

    Raises:
        ReportError: something is there, or its folder is not.
        NoSuchHomeError: it is in the home of nobody here.
        StoreError: it cannot be written, and why.
    """
    whole = typed_path(path).absolute()
    text = written(report, format_)
    if not whole.parent.is_dir():
        raise ReportError(_("There is no folder {path}.").format(path=whole.parent))
    try:
        _claim(whole, force=force, never=never)
    except OSError as error:
        raise files.explain(error, whole) from error
    try:
        files.write(whole, [text])
    except OSError as error:
        if not force:
            whole.unlink(missing_ok=True)
        raise files.explain(error, whole) from error
    return whole


def _claim(path: Path, *, force: bool, never: Collection[Path]) -> None:
    """See to it that the file may be written, so that nobody else makes it meanwhile."""
    if path.is_dir():
        raise ReportError(_("{path} is a folder: name a file in it.").format(path=path))
    if not os.path.lexists(path):
        files.create(path)
        return
    if any(path.exists() and one.exists() and path.samefile(one) for one in never):
        raise ReportError(_("{path} belongs to your database: name another file.").format(path=path))
    if not force:
        raise ReportError(_("{path} is there already: name another file.").format(path=path))
