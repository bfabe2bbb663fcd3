"""`python -m benchmarks [SUBJECT]...`: all subjects, kept in results.json, or only those named."""

import sys

from benchmarks import answering, dashboards, group, history, measure, memory, parsing, reader, search, start

SUBJECTS = {
    "start": start.lines,
    "reader": reader.lines,
    "parsing": parsing.lines,
    "answering": answering.lines,
    "memory": memory.lines,
    "group": group.lines,
    "history": history.lines,
    "search": search.lines,
    "dashboards": dashboards.lines,
}


def main(names: list[str]) -> None:
    unknown = set(names) - set(SUBJECTS)
    if unknown:
        sys.exit(f"There is no subject {', '.join(sorted(unknown))}; there are: {', '.join(SUBJECTS)}.")
    measured = measure.report(SUBJECTS[name] for name in names or SUBJECTS)
    short = [line.name for line in measured if not line.ok]
    print(f"{len(measured) - len(short)} of {len(measured)} goals reached", file=sys.stderr)
    if not names:
        measure.keep(measured)


if __name__ == "__main__":
    main(sys.argv[1:])
