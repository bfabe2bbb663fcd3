"""Questions as they are written -> our own Markdown in one canonical form, which is read as the same questions."""

import json
import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from lessons.blocks import Callout, Code, Html, ListBlock, Quote, Rule
from quizzes.exchange.blocks import RULE, indented, markdown, quoted
from quizzes.exchange.text import blocks_of, escaped, joined
from quizzes.exchange.written import Answer, Written
from quizzes.identity import canonical, content
from quizzes.model import Scoring
from quizzes.parse.metadata import Type
from quizzes.parse.words import speaks_of_the_others, true_false_keys

_BARE = re.compile(r"[^\s\"'{}]+")
_LONGEST_BRACES = 400
_OF_A_PAIR = 2


def write_quiz(
    questions: Sequence[Written],
    *,
    id_: str = "",
    title: str,
    notes: Sequence[str] = (),
    texts: Sequence[str] | None = None,
) -> str:
    """A quiz file.

    Args:
        questions: In their order; those of a section stand together.
        id_: Of the quiz; empty for none of its own.
        title: Plain text.
        notes: Lines for the author, as a comment under the title.
        texts: Of the questions, where `write_questions` has written them already.
    """
    shuffled = any(question.shuffled for question in questions)
    front = [f"title: {json.dumps(title, ensure_ascii=False)}", "type: quiz"]
    if id_:
        front.insert(1, f"id: {json.dumps(id_, ensure_ascii=False)}")
    if shuffled:
        front.append("shuffle: [options]")
    parts = ["\n".join(["---", *front, "---"])]
    if any(question.section for question in questions):
        parts.append(f"# {escaped(' '.join(title.split())) or 'Quiz'}")  # else the first section would be the title
    if notes:
        lines = "\n".join(note.replace("\n", " ").replace("--", "- -").replace("--", "- -") for note in notes)
        parts.append(f"<!--\n{lines}\n-->")
    section = ""
    for question, text in zip(questions, texts or write_questions(questions), strict=True):
        if question.section != section:
            section = question.section
            parts.append(f"## {section}")
        parts.append(text)
    return "\n\n".join(parts) + "\n"


def write_questions(questions: Sequence[Written]) -> list[str]:
    """The questions of one quiz, each as its Markdown."""
    shuffled = any(question.shuffled for question in questions)
    return [write_question(question, shuffling=shuffled) for question in questions]


def write_question(question: Written, *, shuffling: bool = False) -> str:
    """One question, its heading at the third level.

    Args:
        question: Any that can be asked.
        shuffling: Whether the quiz asks its options in a random order, where a question does not forbid it.
    """
    braces, comment = _said(question, shuffling=shuffling)
    head = f"{question.label}. {question.stem}" if question.label and question.stem else question.stem or question.label
    parts = [" ".join(part for part in ("###", head, braces) if part)]
    if comment:
        parts.append(comment)
    if question.type is Type.CLOZE and not question.hints:
        parts.append(joined(question.body, question.passage))
    else:
        parts += [question.body, *(_hint(hint) for hint in question.hints), _asked(question)]
    bare = question.type is Type.REFLECTION and not question.steps
    parts += [RULE] * (bare and bool(question.explanation))
    parts += _explanation(question.explanation)
    return "\n\n".join(part for part in parts if part)


def _asked(question: Written) -> str:
    """What is answered."""
    match question.type:
        case Type.CLOZE:
            return question.passage
        case Type.OUTPUT:
            return markdown((Code(line=1, end=1, info="output", text=question.output),))
        case Type.MATCHING:
            mark = _mark(question)
            return "\n".join(
                item(f"{mark} {one.left} -> {one.right}".replace("  ->", " ->"), one.body) for one in question.pairs
            )
        case Type.ORDERING:
            stop = _stop(question)
            return "\n".join(
                item(f"{number}{stop} {one.text}", one.body) for number, one in enumerate(question.steps, 1)
            )
        case Type.REFLECTION:
            return "\n".join(item(f"{_mark(question)} [ ] {one.text}", one.body) for one in question.steps)
        case Type.TEXT | Type.NUMERIC:
            return f"[[{question.gaps[0].source}]]"
    mark = _mark(question)
    return "\n".join(_answer(answer, question.type, mark) for answer in question.answers)


def item(line: str, body: str) -> str:
    """A list item with what belongs to it."""
    width = len(line.partition(" ")[0]) + 1
    return f"{line}\n\n{indented(body, ' ' * width)}\n" if body else line


def _stop(question: Written) -> str:
    """What stands behind the numbers of the steps: something else than in a list right before them."""
    blocks = blocks_of(question.body) if not question.hints else ()
    last = blocks[-1] if blocks else None
    if not isinstance(last, ListBlock) or not last.ordered:
        return "."
    return ")" if re.match(r"\d+\.", question.body.split("\n")[last.line - 1]) else "."


def _hint(hint: str) -> str:
    return f"> [!TIP]\n{quoted(hint)}" if hint else "> [!TIP]"


def _mark(question: Written) -> str:
    """The mark of the options: another one than that of a list that stands right before them."""
    blocks = blocks_of(question.body) if not question.hints else ()
    last = blocks[-1] if blocks else None
    if not isinstance(last, ListBlock) or last.ordered:
        return "-"
    return "*" if question.body.split("\n")[last.line - 1].startswith("-") else "-"


def _answer(answer: Answer, kind: Type, mark: str) -> str:
    """An option with all that belongs to it."""
    box = f"{mark} [x]" if answer.right else f"{mark} [ ]"
    text = " ".join(part for part in (box, _set_in(answer.text).strip(), _option_braces(answer, kind)) if part)
    blocks = blocks_of(answer.body)
    quote = next((place for place, block in enumerate(blocks) if isinstance(block, Quote | Callout)), len(blocks))
    inside, outside = blocks[:quote], blocks[quote:]  # a quote inside would be feedback
    if inside:
        text += f"\n\n{_set_in(markdown(inside))}"
    for place, part in enumerate(_quotes(answer.feedback)):
        text += ("\n\n" if inside or place else "\n") + _set_in(part)
    return f"{text}\n\n{markdown(outside)}\n" if outside else text


def _set_in(text: str) -> str:
    return indented(text, "  ")


def _quotes(feedback: str) -> list[str]:
    """Feedback as quotes; a callout in it is one by itself."""
    return [
        markdown(group) if is_callout else quoted(markdown(group))
        for is_callout, blocks in groupby(blocks_of(feedback), key=lambda block: isinstance(block, Callout))
        for group in ([(block,) for block in blocks] if is_callout else [tuple(blocks)])
    ]


def _explanation(text: str) -> list[str]:
    """What follows the answers; a rule parts what would else belong to them."""
    if not text:
        return []
    blocks = blocks_of(text)
    apart = bool(blocks) and isinstance(blocks[0], ListBlock | Quote | Callout | Code | Rule | Html)
    return [RULE, markdown(blocks)] if apart else [markdown(blocks)]


def _option_braces(answer: Answer, kind: Type) -> str:
    said = []
    if answer.weight is not None:
        said.append(f"weight={percent(answer.weight)}")
    if answer.fixed and kind is not Type.TRUE_FALSE and not speaks_of_the_others(canonical(_words(answer))):
        said.append(".fixed")
    return f"{{{' '.join(said)}}}" if said else ""


def percent(share: float) -> str:
    """A share in percent, in as few digits as are read as the same share."""
    for digits in range(1, 18):
        text = f"{100 * share:.{digits}g}"
        if "e" not in text and float(text) / 100 == share:
            return text
    return repr(100 * share)


def _said(question: Written, *, shuffling: bool) -> tuple[str, str]:
    """What the heading says in braces, and what does not fit there, as a comment."""
    pairs: list[tuple[str, str]] = []
    if question.type is Type.REFLECTION or (question.type is Type.ORDERING and question.explanation):
        pairs.append(("type", question.type.value))
    if question.points != 1:
        pairs.append(
            (
                "points",
                f"{question.points:g}" if float(f"{question.points:g}") == question.points else repr(question.points),
            )
        )
    pairs += [("difficulty", question.difficulty), ("objective", question.objective)]
    if question.time:
        pairs.append(("time", f"{question.time}s"))
    if question.scoring is not Scoring.EXACT:
        pairs.append(("scoring", question.scoring.value))
    if question.shuffled and not shuffling:
        pairs.append(("shuffleAnswers", "true"))
    pairs = [(key, value) for key, value in pairs if value]
    classes = _classes(question, shuffling=shuffling)
    own = [f"#{question.id}"] if question.id else []
    simple = all('"' not in value and "{" not in value and "}" not in value for _key, value in pairs)
    simple = simple and all(not set(tag) & set('",{}') for tag in question.tags)
    if simple:
        tags = [("tags", ",".join(question.tags))] if question.tags else []
        words = [*own, *(f"{key}={_value(value)}" for key, value in [*pairs, *tags]), *classes]
        if len(" ".join(words)) <= _LONGEST_BRACES:
            return f"{{{' '.join(words)}}}" if words else "", ""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in pairs]
    if question.tags:
        lines.append(f"tags: {json.dumps(list(question.tags), ensure_ascii=False)}")
    words = [*own, *classes]
    return f"{{{' '.join(words)}}}" if words else "", "\n".join(["<!--", *lines, "-->"])


def _value(value: str) -> str:
    return value if _BARE.fullmatch(value) else f'"{value}"'


def _classes(question: Written, *, shuffling: bool) -> Iterable[str]:
    """What its answers do not say of its type by themselves."""
    right = sum(answer.right for answer in question.answers)
    texts = [canonical(_words(answer)) for answer in question.answers]
    pair = len(texts) == _OF_A_PAIR and true_false_keys(texts) is not None
    if question.type is Type.MULTIPLE and (right <= 1 or pair):
        yield ".multiple"
    if question.type is Type.SINGLE and pair:
        yield ".single"
    if shuffling and question.answers and not question.shuffled and question.type is not Type.TRUE_FALSE:
        yield ".shuffle-off"
    if question.exact_case:
        yield ".case"


def _words(answer: Answer) -> str:
    """All that an option says, as our parser compares it."""
    return f"{answer.text}\n{content(blocks_of(answer.body))}" if answer.body else answer.text
