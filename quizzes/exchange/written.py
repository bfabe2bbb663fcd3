"""A question as it is written: what every format is read into, and what every format is written from.

All its texts are Markdown of their own, so that a foreign format needs to know nothing of block trees, and our parser
nothing of foreign formats.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from lessons.blocks import Block, Callout, Paragraph, Quote
from quizzes.exchange.blocks import markdown
from quizzes.exchange.text import blocks_of, escaped, shortened
from quizzes.gap import Gap
from quizzes.identity import canonical, content
from quizzes.model import Scoring
from quizzes.parse.label import lone_label, question_label, take_label
from quizzes.parse.metadata import Type
from quizzes.parse.words import speaks_of_the_others, speaks_of_those_above

LARGEST = 2 * 1024 * 1024
"""Bytes of a file that is read, as of any quiz."""
MOST_QUESTIONS = 4_000
"""Questions of one file: as many headings as a quiz may have."""

MOST_OPTIONS = 20_000
"""Options of one file, five for each question: reading one costs a tenth of a millisecond."""

_NUMBER = re.compile(r"(\d{1,9})[.)]")


@dataclass(frozen=True, slots=True)
class Answer:
    """An option as it is written."""

    text: str
    """Running text; empty where the option begins with code or a list."""
    right: bool
    body: str = ""
    """What else belongs to it."""
    feedback: str = ""
    weight: float | None = None
    """1.0 = full marks; None for the scoring rule's own."""
    fixed: bool = False
    """Never moved by shuffling."""

    @property
    def whole(self) -> str:
        """All that it says, as one text."""
        return "\n\n".join(part for part in (standalone(self.text), self.body) if part)


@dataclass(frozen=True, slots=True)
class Step:
    """Something to put in order, or a point of a rubric."""

    text: str
    """Running text."""
    body: str = ""
    """What else belongs to it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A left side and its partner."""

    left: str
    """Running text; empty where the partner matches nothing."""
    right: str
    """Running text."""
    body: str = ""
    """What else belongs to the partner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A question as it is written."""

    type: Type
    id: str = ""
    """Empty where there is none yet."""
    label: str = ""
    stem: str = ""
    """One line of running text; may be empty where the words stand in the body."""
    body: str = ""
    hints: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    """Of the choice types."""
    gaps: tuple[Gap, ...] = ()
    """Of the types that are answered by typing."""
    passage: str = ""
    """Of a cloze: the text with its gaps."""
    steps: tuple[Step, ...] = ()
    """Of an ordering, in the right order; of a reflection, its rubric."""
    pairs: tuple[Pair, ...] = ()
    """Of a matching; what matches nothing stands at the end."""
    output: str = ""
    """Of an output: what is printed."""
    explanation: str = ""
    section: str = ""
    """Running text of the section's heading it stands under."""
    points: float = 1.0
    difficulty: str = ""
    tags: tuple[str, ...] = ()
    objective: str = ""
    time: int = 0
    scoring: Scoring = Scoring.EXACT
    shuffled: bool = False
    line: int = field(default=0, compare=False)
    """Where it stands in the file it came from, 1-based; 0 where that is not known."""

    @property
    def question(self) -> str:
        """Label, stem and body in one text, as a reader meets them."""
        head = f"{self.label}. {self.stem}" if self.label and self.stem else self.stem or self.label
        return "\n\n".join(part for part in (standalone(head), self.body) if part)

    @property
    def exact_case(self) -> bool:
        """Whether the case of words that are typed counts."""
        return any(gap.exact_case for gap in self.gaps if not gap.offered)


@dataclass(frozen=True, slots=True, order=True)
class Loss:
    """Something that one format says and the other cannot."""

    line: int
    """In the file that was read, 1-based; 0 for the file as a whole, or where a quiz was written."""
    name: str
    """Of the question it belongs to: its id, its title or its first words; empty for the file as a whole."""
    what: str
    """What is lost, one of `wordings`: in English, translated by whoever shows it."""
    detail: str = ""
    whole: bool = False
    """Whether the whole question was left out."""

    def text(self, translate: Callable[[str], str] = str) -> str:
        """What is lost, in the language of `translate`."""
        return translate(self.what).replace("{detail}", self.detail)


@dataclass(frozen=True, slots=True)
class Reading:
    """A foreign file, read."""

    questions: tuple[Written, ...]
    lost: tuple[Loss, ...] = ()
    title: str = ""
    """The file's own title, as plain text; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Writing:
    """A quiz in a foreign format."""

    text: str
    lost: tuple[Loss, ...] = ()


def told(text: str, *, label: str = "") -> tuple[str, str, str]:
    """Label, stem and body of a question's whole text: its first paragraph is the stem, in one line.

    Where it begins with code, a list or a table, the paragraph that follows is the stem, as long as it does not speak
    of what stands above; else the first words are, once more. A text without words is told by a label of its own.
    """
    source, body = begun(text)
    if not source:
        source, body = _further(body)
    found, stem = take_label(one_line(source))
    return (found if stem else found or label), stem, body


def _further(text: str) -> tuple[str, str]:
    """What heads a text that begins with no paragraph, and what is left below."""
    blocks = blocks_of(text)
    first = next((block for block in blocks if isinstance(block, Paragraph)), None)
    if first is not None and not speaks_of_those_above(canonical(first.source)):
        return first.source, markdown([block for block in blocks if block is not first])
    lines = (line.strip() for line in content(blocks).split("\n"))
    return escaped(shortened(next(filter(None, lines), ""))), text


def begun(text: str) -> tuple[str, str]:
    """The running text of the paragraph that a Markdown text begins with, and what follows it."""
    blocks = blocks_of(text)
    if blocks and isinstance(blocks[0], Paragraph):
        return blocks[0].source, markdown(blocks[1:])
    return "", markdown(blocks)


def settled(question: Written) -> Written:
    """The question as our parser settles it: `Q2` over a text is a label, and a true/false pair keeps its order."""
    if question.type is Type.TRUE_FALSE:
        answers = tuple(replace(one, fixed=True) for one in question.answers)
        question = replace(question, answers=answers, shuffled=False)
    if question.type is Type.REFLECTION:  # the points of a rubric have boxes too, and no line of them begins a question
        question = replace(question, steps=tuple(replace(one, body=_unasked_in(one.body)) for one in question.steps))
    below = bool(question.body or question.type is Type.CLOZE)
    if not question.label and below and (label := lone_label(question.stem)):
        return replace(question, label=label, stem="")
    if question.label and not question.stem and not below:
        return replace(question, label="", stem=question.label)
    return question


def answer(text: str, right: bool, feedback: str = "", weight: float | None = None) -> Answer:
    """An option that is one Markdown text.

    A quote in it is its text alone, as a quote under an option is feedback; and no line of it begins a question.
    """
    source, body = begun(text)
    first, *rest = source.split("\n")
    source = "\n".join([first, *map(_unasked, rest)])
    body = _unasked_in(markdown(unquoted(blocks_of(body))))
    return Answer(source, right, body, feedback, weight, speaks_of_the_others(canonical(f"{source}\n{body}")))


def _unasked_in(body: str) -> str:
    return markdown(
        replace(block, source="\n".join(map(_unasked, block.source.split("\n"))))
        if isinstance(block, Paragraph)
        else block
        for block in blocks_of(body)
    )


def _unasked(line: str) -> str:
    """A line of running text that does not look like the next question: `Q9) Why?` does, whatever stands about it."""
    return f"&#{ord(line[0])};{line[1:]}" if question_label(line) else line


def unquoted(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks with what stands in their quotes instead of these."""
    for block in blocks:
        if isinstance(block, Quote | Callout):
            yield from unquoted(block.blocks)
        else:
            yield block


def standalone(source: str) -> str:
    """Running text as a paragraph by itself, where its beginning could be taken for a list, a heading or code."""
    if not source:
        return ""
    number = _NUMBER.match(source)
    numbered = [f"{number[1]}\\{source[number.end(1) :]}"] if number else []
    for text in (source, *numbered, f"\\{source}"):
        blocks = blocks_of(text)
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph) and blocks[0].source == text:
            return text
    return source


def one_line(source: str) -> str:
    """Running text of several lines in one, its hard breaks as `<br>`."""
    lines = source.split("\n")
    broken = [f"{line.rstrip(' ')}<br>" if line.endswith("  ") else line for line in lines[:-1]]
    broken = [f"{line[:-1]}<br>" if line.endswith("\\") else line for line in broken]
    return " ".join(" ".join([*broken, lines[-1]]).split())


def tidied(lost: Iterable[Loss]) -> tuple[Loss, ...]:
    """Losses in the order of the file, each once; of a question that is left out nothing else is told."""
    every = set(lost)
    whole = {(loss.line, loss.name) for loss in every if loss.whole}
    return tuple(sorted(loss for loss in every if loss.whole or (loss.line, loss.name) not in whole))
