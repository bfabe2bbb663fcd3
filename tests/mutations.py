"""Documents that nobody would write: pieces of Markdown at random or again and again, and real documents, damaged."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "tests" / "fixtures"
LONGEST, MOSTLY = 64 * 1024, 16 * 1024
"""Bytes of one document in ten, enough for what grows faster than its text to show; and of the others."""

PIECES = (
    *("\n", "\n\n", " ", "    ", "\t", "\r\n", "\r", "- ", "* ", "1. ", "> ", "# ", "### ", "####"),
    *("---\n", "===\n", "***", "- [ ] ", "- [x] ", "-[x] ", "- []", "- [×] ", "1. [x] ", "[ ] ", "[x]"),
    *("[", "]", "[[", "]]", "[[a]]", "[[(a)|b]]", "[[= 3 +- 1]]", "[[/a+/i]]", "[[`a`|b]]", "[[%50%a]]"),
    *("`", "``", "```\n", "```python\n", "```cloze\n", "```output\n", "~~~\n", "|", "| a | b |\n|---|---|\n"),
    *("*", "**", "_", "~~", "<!--", "-->", "<!-- draw: 1 -->\n", "<!-- points: 2 -->", "<div>", "</div>\n"),
    *("<kbd>", "<br>", "<a href='b.md'>", "&amp;", "&#x202e;", "\\", "![a](b.png)", "[a](b.md)", "[a](#b)"),
    *("[a]: b\n", "[a][b]", "[^a]", "[^a]: b\n", ": b\n", "(", ")", "<", ">", '"', "'", "{", "}", "{#a}"),
    *("{points=2 .multiple}", "{type=reflection}", "{weight=50 .fixed}", "Q1. ", "Q2. which?\n", "问题3. "),
    *("a -> b", "-> c", "=> ", "> [!TIP] t\n", "> [!X]\n", "[!NOTE]", "True", "None of the above", "Both A and B"),
    *("\u3000", "\u00a0", "汉字（括）", "é", "e\u0301" * 12, "\u202e", "\x00", "\x1b[31m", "\ud800", "\ufeff"),
    *("word ", "two words ", "<!-- quiz -->\n", "<!-- /quiz -->\n", "question: what?\n", "title: [\n"),
)
"""What means something in our Markdown, and what should mean nothing."""
HEADS = (
    *("", "", "---\n", "---\na: [b\n---\n", "---\ntype: quiz\n---\n", "---\nquestion: Which?\n---\n"),
    "---\ndialect: quizdown\n---\n",
)
"""What a file may begin with."""
MARKS = ("> ", "  ", "    ", "- ", "1. ", "> - ", "#", "\t", "[", "*")
"""What a line may begin with."""

MOTIFS = {
    "words": "word " * 12 + "\n\n",
    "one line": "word ",
    "lists on one line": "- " * 300 + "a\n",
    "lists in lists": "".join(f"{'  ' * depth}- a\n" for depth in range(60)),
    "quotes": "> " * 100 + "a\n",
    "quote after quote": "> a\n\n",
    "callouts that are none": "> [!TOP]\n> a\n\n",
    "brackets": "[" * 60 + "a\n\n",
    "links in links": "[[[[a](b)](c)](d)](e) " * 5 + "\n\n",
    "links that are never closed": "[a](<b " * 40 + "\n\n",
    "emphasis": "*a **b _c " * 20 + "\n\n",
    "backticks": "` `` ``` " * 20 + "\n\n",
    "tags": "<a x " * 40 + "\n\n",
    "comments": "<!-- a -->\n\n",
    "comments that are never closed": "a <!-- " * 40 + "\n\n",
    "definitions": "[a]: b\n",
    "a definition that goes on": "[a]: b 'c\n",
    "footnotes": "[^a]: b\n[^a]\n",
    "a table": "| a | b |\n|---|---|\n",
    "wide rows": "|" + "a|" * 100 + "\n",
    "terms": "a\n: b\n\n",
    "headings": "## a?\n",
    "headings that are glued": "##a\n",
    "underlined headings": "a\n---\n",
    "options": "- [ ] a\n",
    "options with feedback": "- [ ] a\n> f\n",
    "options that are glued": "-[ ] a\n",
    "options with code": "- [ ] a\n```\nx\n```\n",
    "items without a box": "- [ ] a\n- b\n",
    "questions": "## a?\n- [x] a\n- [ ] b\n",
    "paragraphs that begin a question": "- [ ] a\nQ1. a\n",
    "boxes in quotes": "> - [ ] a\n\n",
    "gaps": "It is [[a]], [[(b)|c]].\n\n",
    "gaps that are never closed": "[[a " * 40 + "\n\n",
    "pairs": "- a -> b\n",
    "steps": "1. a\n",
    "attributes": "## a {" + "x=1 " * 60 + "}\n",
    "settings": "## a?\n\n---\npoints: 2\n---\n",
    "comments of settings": "## a?\n<!-- points: 'x' -->\n",
    "fences": "```\na\n```\n",
    "fences in a fence": "```\n~~~\n",
    "code": "    a\n\nb\n\n",
    "rules": "* * *\n",
    "HTML": "<div>\na\n\n",
    "Han": "汉字（括）",
    "blanks": " ",
    "ends of lines": "\r\n",
    "hidden characters": "\u202ea",
}
"""What a text may be made of, again and again."""


@cache
def originals() -> tuple[str, ...]:
    """Our own documents: the cases of the fixtures, their courses, and the starter courses."""
    cases = [
        part
        for file in sorted((FIXTURES / "quizzes").glob("*.md"))
        for part in re.split(r"^\.\n", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1::3]
    ]
    folders = (
        FIXTURES / "library",
        FIXTURES / "kinds",
        FIXTURES / "typing",
        FIXTURES / "reading",
        ROOT / "lessons" / "content",
    )
    files = [file.read_text(encoding="utf-8") for folder in folders for file in sorted(folder.rglob("*.md"))]
    return (*cases, *cases, *files)


def document(number: int) -> bytes:
    """The hostile document of this number: always the same one."""
    random = Random(number)
    text = scattered(random) if random.random() < 0.25 else random.choice(originals())
    if random.random() < 0.3:
        text = random.choice(HEADS) + text
    for _ in range(random.choice((1, 1, 2, 3, 5, 8))):
        text = random.choice(MUTATIONS)(random, text)
    data = text.encode("utf-8", "surrogatepass")[: MOSTLY if number % 10 else LONGEST]
    return flipped(random, data) if random.random() < 0.2 else data


def scattered(random: Random) -> str:
    """Pieces in any order."""
    return "".join(random.choices(PIECES, k=random.choice((3, 10, 40, 200))))


def flipped(random: Random, data: bytes) -> bytes:
    """A few bits otherwise: mostly no UTF-8 any more."""
    changed = bytearray(data)
    for _ in range(min(len(changed), random.choice((1, 2, 10)))):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


Mutation = Callable[[Random, str], str]


def _by_lines(change: Callable[[Random, list[str]], Sequence[str]]) -> Mutation:
    return lambda random, text: "\n".join(change(random, text.split("\n")))


def _swap(random: Random, lines: list[str]) -> Sequence[str]:
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return lines


def _some(random: Random, lines: list[str]) -> tuple[int, int]:
    begin = random.randrange(len(lines))
    return begin, min(len(lines), begin + random.choice((1, 1, 2, 5, 20)))


def _again(random: Random, lines: list[str]) -> Sequence[str]:
    begin, end = _some(random, lines)
    return [*lines[:end], *lines[begin:end] * random.choice((1, 1, 2, 10, 300)), *lines[end:]]


def _less(random: Random, lines: list[str]) -> Sequence[str]:
    begin, end = _some(random, lines)
    return [*lines[:begin], *lines[end:]]


def _deeper(random: Random, lines: list[str]) -> Sequence[str]:
    begin, end = _some(random, lines)
    mark = random.choice(MARKS) * random.choice((1, 1, 2, 20, 300))
    return [*lines[:begin], *(mark + line for line in lines[begin:end]), *lines[end:]]


def _joined(random: Random, lines: list[str]) -> Sequence[str]:
    begin, end = _some(random, lines)
    return [*lines[:begin], random.choice(("", " ", "\r", "\u2028")).join(lines[begin:end]), *lines[end:]]


def _piece(random: Random, text: str) -> str:
    place = random.randrange(len(text) + 1)
    return text[:place] + random.choice(PIECES) * random.choice((1, 1, 1, 2, 50, 2_000)) + text[place:]


def _cut(random: Random, text: str) -> str:
    place = random.randrange(len(text) + 1)
    return text[:place] + text[place + random.choice((1, 2, 10, 100)) :]


def _spliced(random: Random, text: str) -> str:
    other = random.choice(originals())
    return text[: random.randrange(len(text) + 1)] + other[random.randrange(len(other) + 1) :]


def _long_line(random: Random, text: str) -> str:
    place = random.randrange(len(text) + 1)
    return text[:place] + text[place : place + random.choice((1, 5, 40))].replace("\n", " ") * 1_000 + text[place:]


MUTATIONS: tuple[Mutation, ...] = (
    *(_by_lines(change) for change in (_swap, _swap, _again, _less, _deeper, _joined)),
    *(_piece, _piece, _piece, _cut, _spliced, _long_line),
)
"""Ways to damage a document."""
