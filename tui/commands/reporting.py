"""`group report`: what a leader receives of a group, as a file to hand on."""

import argparse

from store.errors import StoreError
from tui.commands.output import say, tell
from tui.i18n import _
from tui.report.contents import Format, report_of
from tui.report.saving import ReportError, format_of, guarded, proposed, save
from tui.start import UnusableError, WrongUsageError
from tui.study import Study
from tui.typed_path import typed_path


def report(study: Study, options: argparse.Namespace) -> int:
    """Write the report of a group, and say where it is."""
    words: list[str] = options.words[1:]
    if len(words) != 1 or not options.to:
        raise WrongUsageError(_('Say it as: fivefold group report "Night shift" --to FILE.html'))
    record = study.group(study.find_group(words[0]).id)
    path = typed_path(options.to)
    try:
        if path.is_dir():
            format_ = Format(options.format or Format.HTML)
            path = proposed(record, path, format_)
        else:
            format_ = format_of(path, options.format)
        hidden = options.names != "shown"
        sprints = study.group_sprints(record.group)
        made = save(
            report_of(record, hidden=hidden, demo=study.is_demo, sprints=sprints),
            path,
            format_,
            force=options.force,
            never=guarded(study),
        )
    except ReportError as problem:
        forced = _("With --force it is replaced.") if path.is_file() and not options.force else ""
        raise WrongUsageError(f"{problem} {forced}".rstrip()) from problem
    except StoreError as problem:
        raise UnusableError(problem.text(_)) from problem
    say(str(made))
    if hidden:
        tell(_("Members are numbered in it. With --names shown it has their names, for leaders alone."))
    else:
        tell(_("It has names: it is for the leaders of this group alone."))
    return 0
