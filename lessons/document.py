"""Markdown text -> our block tree."""

from lessons import findings
from lessons.block_tree import BlockTree
from lessons.blocks import Raw
from lessons.clean import clean, file_text
from lessons.front_matter import read_front_matter
from lessons.markdown import read_blocks
from lessons.model import Document
from lessons.older_checks import with_marks_of_today
from lessons.problem import Problem
from lessons.repairs import guessed, holds_repairable, repaired
from lessons.syntax.bounds import MOST_STEPS

LONGEST_TEXT = 2 * 1024 * 1024
"""Characters of a file that are read as Markdown."""

LONGEST_GUESS = 512 * 1024
"""Characters of a file of which it is guessed what has to be put right: a wrong guess costs to read it once more."""

MOST_STEPS_TWICE = MOST_STEPS * 5 // 4
"""What reading may cost in all where headings and boxes are put right and the blocks are found again."""


def read_document(path: str, text: str, *, repair_headings: bool = False) -> Document:
    """Read the text of one file; every text gives a document.

    Args:
        path: For the problems, relative to the library's root.
        text: As it stands in the file.
        repair_headings: Read what is meant as a heading or a box of a quiz as one, with a warning.
    """
    text = file_text(text)
    front, front_problems = read_front_matter(path, text)
    problems = list(front_problems)
    lines = text.split("\n")
    body = lines[front.end :]
    if len(text) > LONGEST_TEXT:
        problems.append(Problem(path, front.end + 1, 1, findings.TOO_MUCH))
        raw = Raw(line=front.end + 1, end=len(lines), text="\n".join(body))
        return Document(text, front, (raw,), {}, tuple(problems))
    body = with_marks_of_today(body)
    # Empty lines in the place of the front matter keep every token on its true line.
    head = [""] * front.end
    markdown = "\n".join(head + body)
    repairable = repair_headings and holds_repairable(markdown)
    guess = guessed(path, body, front.end + 1) if repairable and len(text) <= LONGEST_GUESS else None
    found = read_blocks("\n".join(head + guess.lines) if guess else markdown)
    repairs = guess if guess and found.complete and guess.hold(found.tokens) else None
    if repairable and repairs is None:
        found = read_blocks(markdown) if guess else found
        repairs = repaired(path, body, front.end + 1, found.tokens) if found.complete else None
        if repairs:
            found = read_blocks("\n".join(head + repairs.lines), MOST_STEPS_TWICE - found.steps)
    problems += repairs.problems if repairs else ()
    problems += (
        Problem(path, line, 1, findings.LINK_DEFINED_TWICE, lines[line - 1], {"label": clean(label)})
        for label, line in found.defined_twice
    )
    tree = BlockTree(path, lines, front.end)
    blocks = tree.build(found.tokens, complete=found.complete)
    return Document(text, front, blocks, found.references, tuple(sorted([*problems, *tree.problems])))
