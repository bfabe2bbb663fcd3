"""The examples in the course for trainers: each fence with what the comment above it says that it becomes.

A fence is an example where its first line says `markdown` and a kind. Above it may stand a comment of YAML:

- `asks`: each question in order, `type: right`, as `answers` words what is right;
- `has`: attributes of the course, lesson or quiz that it makes;
- `holds`: kinds of blocks and of running text that are in it;
- `finds`: the codes of what the check says, in the order of lines; without it the check says nothing;
- `worth`: pairs of an answer and its mark, for an example with one question;
- `beside`: files that must lie beside it, by their paths in the course.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

import lessons
from lessons.blocks import Code, Html
from lessons.document import read_document
from lessons.front_matter import read_front_matter
from quizzes.grade import PAIRED, grade
from quizzes.model import Choice, Matching, Ordering, Output, Question, Reflection, Typed

COURSE = Path(lessons.__file__).parent / "content" / "writing"

_PLACES = {"lesson": "lessons", "text": "lessons", "quiz": "quizzes", "question": "quizzes"}
_HEAD = "---\ntitle: Example\nid: example\n---\n\n"
_COMMENT = re.compile(r"<!--\s*((?:asks|has|holds|finds|worth|beside):.*)-->", re.DOTALL)
_OBJECTIVE = re.compile(r"\bobjective: ?([\w-]+)|\bobjective=([\w-]+)")


@dataclass(frozen=True)
class Example:
    """A fence, and what it becomes."""

    place: str
    kind: str
    text: str
    said: Mapping[str, object] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """That of the lesson that it stands in."""
        return language_of(self.place.partition(":")[0])

    @property
    def path(self) -> str:
        """Where it lies in its course."""
        return f"{_PLACES[self.kind]}/example.md" if self.kind in _PLACES else "course.md"

    @property
    def file(self) -> str:
        """The whole file that it is, or would stand in."""
        match self.kind:
            case "question":
                return f"{_HEAD}{self.text}"
            case "text":
                return f"{_HEAD}# Example\n\n## Before\n\nSome words.\n\n## Shown\n\n{self.text}"
        return self.text

    def write(self, folder: Path) -> Path:
        """Put it into a course that declares the objectives it names."""
        if self.kind == "course":
            (folder / "course.md").write_text(self.file, encoding="utf-8")
        else:
            declared = "".join(f"  - {{id: {one}, title: {one}}}\n" for one in self._objectives())
            head = f"---\ntitle: Examples\nid: examples\n{'objectives:' if declared else ''}\n{declared}---\n"
            (folder / "course.md").write_text(head, encoding="utf-8")
        beside = self.said.get("beside", {})
        assert isinstance(beside, dict)
        for path, text in {**beside, **({self.path: self.file} if self.kind in _PLACES else {})}.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text or "", encoding="utf-8")
        return folder

    def _objectives(self) -> list[str]:
        front, _ = read_front_matter("example.md", self.file)
        named = front.values.get("objectives", [])
        assert isinstance(named, list)
        asked = [first or second for first, second in _OBJECTIVE.findall(self.file)]
        return list(dict.fromkeys([*map(str, named), *asked]))


def language_of(name: str) -> str:
    """The language of a file of the course, by its name: `NAME.zh.md` is the Chinese of `NAME.md`."""
    return name.removesuffix(".md").partition(".")[2] or "en"


def examples() -> Iterator[Example]:
    """All of them, in the order of the course."""
    for path in sorted(COURSE.glob("lessons/*.md")):
        above: Mapping[str, object] = {}
        for block in read_document(path.name, path.read_text(encoding="utf-8")).blocks:
            if isinstance(block, Code):
                language, _, kind = block.info.partition(" ")
                if language == "markdown":
                    yield Example(f"{path.name}:{block.line}", kind, block.text + "\n", above)
            comment = _COMMENT.fullmatch(block.text) if isinstance(block, Html) else None
            above = yaml.safe_load(comment[1]) if comment else {}


def answers(question: Question) -> list[str]:
    """What is right, in the words of the file."""
    match question:
        case Choice():
            return [option.source for option in question.options if option.right]
        case Typed():
            return list(question.right)
        case Output():
            return question.expected.split("\n")
        case Ordering():
            return [entry.source for entry in question.entries]
        case Matching():
            words = {entry.id: entry.source for entry in (*question.left, *question.right)}
            return [f"{words[left]} -> {words[right]}" for left, right in question.pairs]
        case Reflection():
            return [entry.source for entry in question.rubric]


def mark(question: Question, answer: Sequence[str]) -> float:
    """What an answer in such words is worth."""
    match question:
        case Choice():
            ids = {option.source: option.id for option in question.options}
            given = tuple(ids[one] for one in answer)
        case Ordering():
            ids = {entry.source: entry.id for entry in question.entries}
            given = tuple(ids[one] for one in answer)
        case Matching():
            ids = {entry.source: entry.id for entry in (*question.left, *question.right)}
            sides = (one.partition(" -> ")[::2] for one in answer)
            given = tuple(f"{ids[left]}{PAIRED}{ids[right]}" for left, right in sides)
        case Output():
            given = ("\n".join(answer),)
        case _:
            given = tuple(answer)
    return grade(question, given).mark
