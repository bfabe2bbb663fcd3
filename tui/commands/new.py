"""`new`: a correct, commented starting point for a course, a lesson or a quiz."""

import argparse
import re
import unicodedata
from pathlib import Path

from lessons.folders import COURSE_FILE
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
objectives: [first-step]   # declared in course.md
---

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
pass_mark: 70%
shuffle: [options]
---

# {heading}

### Which box is right? {{#{id}-box objective=first-step}}

> [!TIP]
> A callout TIP before the options is a hint. It is shown when it is asked for.

- [ ] This one
  > A quote under an option is shown to whoever chose it.
- [x] This box
- [ ] Neither

What follows the last option explains the answer.

### Which of these are right? {{#{id}-several objective=first-step}}

- [x] This one is right
- [x] So is this
- [ ] This one is not

With several ticks all of them are asked for, and nothing else.

### What stands between the brackets of a gap? {{#{id}-typed objective=first-step}}

[[the answer|an answer|/answers?/i]]

A gap alone in its paragraph is typed into: words, several of them with a bar between, a `/pattern/`, or code.

### How many brackets does a gap have? {{#{id}-number objective=first-step}}

[[= 4]]

A number follows `=`, with a tolerance where it needs one: `[[= 3.14 +- 0.01]]`.
"""
_SECTIONS = {"lesson": "lessons", "quiz": "quizzes"}


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Write a starting point; nothing that exists is touched."""
    name = options.name.strip()
    id_ = slug(name)
    if not id_:
        raise WrongUsageError(_("A name needs a letter or a digit."))
    title = name[:1].upper() + name[1:].replace("-", " ").replace("_", " ")
    values = {"title": yaml_line(title), "heading": title, "id": id_}
    if options.kind == "course":
        course = surroundings.here / id_
        first = {"title": "The first step", "heading": "The first step", "id": "first-step"}
        files = {
            course / COURSE_FILE: COURSE.format_map(values),
            course / "lessons" / "01-first-step.md": LESSON.format_map(first),
            course / "quizzes" / "01-first-step.md": QUIZ.format_map(first),
        }
    else:
        course = _course(surroundings.here)
        text = LESSON if options.kind == "lesson" else QUIZ
        files = {course / _SECTIONS[options.kind] / f"{id_}.md": text.format_map(values)}
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
    following = f"check {course}" if options.kind == "course" else f"preview {next(iter(files))}"
    tell(_("Next: {command}").format(command=f"fivefold {following}"))
    return 0


def _course(here: Path) -> Path:
    """The course that one stands in."""
    for folder in (here, *here.parents):
        if (folder / COURSE_FILE).is_file():
            return folder
    raise WrongUsageError(_("There is no course here. Go into one, or begin with: fivefold new course NAME"))


def slug(name: str) -> str:
    """A name as a file name: letters and digits of any script, joined by `-`."""
    return re.sub(r"[^\w]+|_", "-", unicodedata.normalize("NFKC", name)).strip("-").casefold()


def yaml_line(title: str) -> str:
    """A title as YAML may hold it."""
    if re.fullmatch(r"[\w][\w ,.-]*", title) and not re.fullmatch(r"[\d.]+|true|false|null|~", title.casefold()):
        return title
    return '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
