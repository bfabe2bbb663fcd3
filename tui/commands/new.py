"""`new`: a correct, commented starting point for a course, a lesson or a quiz."""

import argparse
import re
import shlex
import unicodedata
from pathlib import Path

from lessons.document import read_document
from lessons.errors import LessonError
from lessons.folders import COURSE_FILE
from lessons.parse import read_course
from lessons.shelf import read_file
from tui.commands.output import say, tell
from tui.i18n import _
from tui.start import Surroundings, WrongUsageError

COURSE = """---
title: {title}
id: {id}
lang: en
dimensions:                # the axes on which growth is shown, 3 to 8
  - {{id: knowing, title: Knowing}}
  - {{id: doing, title: Doing}}
  - {{id: sharing, title: Sharing}}
objectives:                # what a member can do afterwards
  - {{id: first-step, title: Take the first step, dimension: doing}}
order: [first-step]        # ids of the lessons, where the file names are not the order
pass_mark: 70%
---

# {heading}

Who this course is for, and what they can do after it.
"""
LESSON = """---
title: {title}
id: {id}
{objectives}---

# {heading}

One idea a lesson, five to ten minutes.

> [!TIP]
> A callout says what must not be missed: NOTE, TIP, IMPORTANT, WARNING or CAUTION.

## An example

Show it before you explain it.
"""
QUIZ = """---
title: {title}
id: {id}-quiz
pass_mark: 70%             # share of the points that passes
shuffle: [options]         # options, questions or both; "all of the above" and {{.fixed}} stay where they are
scoring: exact             # partial: one right option of two earns half a mark
# feedback: end            # what was right is told after the last question; never: only the score is told
# mode: exam               # one answer each, no hints, what was right is told at the end
# time_limit: 20m          # from the first question on; the clock runs on when somebody leaves
# attempts: 2              # how often it may be finished; without a line, as often as one likes
# draw: 5                  # so many of the questions, others each time
---

# {heading}

### Describe a situation at work. What has to be done first in *{heading}*? {{#{id}-situation{objective}}}

> [!TIP]
> A hint asks a smaller question. It is shown to whoever asks for it.

- [ ] A mistake that is often made
  > What follows from this mistake; whoever chose it reads it.
- [x] What has to be done
- [ ] Another mistake that is often made
  > Why one might think so, and what is wrong with it.

The explanation follows the last option: why the right one is right. Everybody reads it after answering.

### What has to be ready before *{heading}*? Choose all that apply. {{#{id}-ready points=2{objective}}}

- [x] The first thing
- [x] The second thing
- [ ] Something that is not needed

Several ticks ask for all of them and for nothing else. `points=2` makes the question count twice.

### What is the word for *{heading}*? {{#{id}-word{objective}}}

[[the word|the same word in another spelling]]

A gap alone in its paragraph is typed into. A bar stands between answers; case and blanks do not count.

### How many minutes does *{heading}* take? {{#{id}-minutes{objective}}}

[[= 10 +- 1]]

A number follows `=`, with a tolerance where it needs one.
"""
_NUMBER = re.compile(r"[0-9]{1,3}[- ](?=.)")
"""Before the name of a file, so that files stand in their order."""
_SECTIONS = {"lesson": "lessons", "quiz": "quizzes"}


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Write a starting point; nothing that exists is touched."""
    name = options.name.strip()
    id_ = slug(name)
    if not id_:
        raise WrongUsageError(_("A name needs a letter or a digit."))
    title = name[:1].upper() + name[1:].replace("-", " ").replace("_", " ")
    if options.kind == "course":
        around = _course_around(surroundings.here)
        if around is not None:
            raise WrongUsageError(
                _("{path} is a course already, and one within another is not part of it: go out of it first.").format(
                    path=around
                )
            )
        course = surroundings.here / id_
        first = _values("The first step", "first-step", "first-step")
        files = {
            course / COURSE_FILE: COURSE.format_map(_values(title, id_)),
            course / "lessons" / "01-first-step.md": LESSON.format_map(first),
            course / "quizzes" / "01-first-step.md": QUIZ.format_map(first),
        }
    else:
        course = _course(surroundings.here)
        text = LESSON if options.kind == "lesson" else QUIZ
        values = _values(title, _unnumbered(id_), _objective(course))
        files = {_numbered(course, options.kind, id_): text.format_map(values)}
    for path in files:
        if path.exists():
            raise WrongUsageError(_("{path} exists already; choose another name.").format(path=path))
    for path, text in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as problem:
            raise WrongUsageError(
                _("{path} cannot be written: {problem}.").format(path=path, problem=problem)
            ) from problem
        say(str(path))
    following = ["check", str(course)] if options.kind == "course" else ["preview", str(next(iter(files)))]
    tell(_("Next: {command}").format(command=shlex.join(["fivefold", *following])))
    return 0


def _values(title: str, id_: str, objective: str = "") -> dict[str, str]:
    """What stands in for the braces of a starting point."""
    title = _unnumbered(title)
    return {
        "title": yaml_line(title),
        "heading": title,
        "id": id_,
        "objective": f" objective={objective}" if objective else "",
        "objectives": f"objectives: [{objective}]   # declared in course.md\n" if objective else "",
    }


def _objective(course: Path) -> str:
    """The first objective that a course declares; empty where it declares none, or cannot be read."""
    try:
        file = read_file(course, COURSE_FILE)
    except LessonError:
        return ""
    declared = read_course(".", file, read_document(file.path, file.text), name=course.name).objectives
    return declared[0].id if declared else ""


def _numbered(course: Path, kind: str, id_: str) -> Path:
    """The file for a lesson or a quiz: that of the same name where it is there, else the next number before the name.

    A quiz takes the number of the lesson of its name, whose quiz it is then, and a lesson that of its quiz.
    """
    name = _unnumbered(id_)
    folder = course / _SECTIONS[kind]
    if name != id_:
        return folder / f"{id_}.md"
    for where in (folder, *(course / one for one in _SECTIONS.values())):
        for path in sorted(where.glob("*.md")):
            if _unnumbered(path.stem) == name:
                return folder / path.name
    numbers = [int(path.stem.partition("-")[0]) for path in folder.glob("*.md") if _NUMBER.match(path.stem)]
    return folder / f"{max(numbers, default=0) + 1:02}-{name}.md"


def _unnumbered(name: str) -> str:
    """A name without the number before it."""
    return _NUMBER.sub("", name)


def _course(here: Path) -> Path:
    """The course that one stands in."""
    course = _course_around(here)
    if course is not None:
        return course
    raise WrongUsageError(_("There is no course here. Go into one, or begin with: fivefold new course NAME"))


def _course_around(here: Path) -> Path | None:
    """The course that a folder is or lies in, if it does."""
    return next((folder for folder in (here, *here.parents) if (folder / COURSE_FILE).is_file()), None)


def slug(name: str) -> str:
    """A name as a file name: letters and digits of any script, joined by `-`."""
    return re.sub(r"[^\w]+|_", "-", unicodedata.normalize("NFKC", name)).strip("-").casefold()


def yaml_line(title: str) -> str:
    """A title as YAML may hold it."""
    if re.fullmatch(r"[\w][\w ,.-]*", title) and not re.fullmatch(r"[\d.]+|true|false|null|~", title.casefold()):
        return title
    return '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
