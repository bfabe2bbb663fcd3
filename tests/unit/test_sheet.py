"""A quiz on one sheet: what its members see, and all that they see only after answering."""

from collections.abc import Sequence

from lessons.blocks import Block, Callout, Heading, ListBlock, Quote
from lessons.document import read_document
from lessons.model import Course, Document, SourceFile
from lessons.parse import read_course
from quizzes.parse import read_quiz
from tui.render.plain import plain_blocks
from tui.sheet import sheet

COURSE: Course = read_course(".", None, None, name="course")
QUIZ = """---
title: Dough & <oven>
id: dough
shuffle: [options]
scoring: partial
pass_mark: 60%
---

## Flour

<!-- draw: 1 -->

All in grams.

### Q1. How *much* water? {#water points=2}

Read the bag.

> [!TIP]
> Less than flour.

> [!TIP]
> Five to three.

- [ ] 100 {weight=-10}
  > That is a cracker.
- [x] 300
- [ ] None of these

```text
300
```

Three hundred.

## Oven

### No key

- [ ] a
- [ ] b

### [Warm](warm.md)?

- [x] True
- [ ] False
"""


def sheet_of(text: str) -> Document:
    document = read_document("quizzes/dough.md", text, repair_headings=True)
    return sheet(read_quiz(SourceFile("quizzes/dough.md", text, "0" * 32), document, COURSE), document)


def plain(document: Document) -> list[str]:
    lines = plain_blocks(document.blocks, document.references, boxes=("[right]", "[wrong]"))
    return [line for line in lines if line]


def test_what_applies_to_an_exam_is_on_it() -> None:
    head = "---\ntitle: Exam\nmode: exam\ntime_limit: 90s\nattempts: 2\n---\n"
    rest = "\n## Rest\n\n### C?\n\n- [x] a\n- [ ] b\n"
    pool = "## Pool\n\n<!-- draw: 1 -->\n\n"
    told = plain(sheet_of(head + pool + "### A?\n\n- [x] a\n- [ ] b\n\n### B? {time=2m}\n\n- [x] a\n- [ ] b\n" + rest))
    assert told[1] == "3 questions · 2 drawn · pass mark 70% · exam · told at the end · 2 attempts · 1 min 30 s"
    assert told[2:4] == ["Pool", "1 drawn of 2"]
    assert "choose one · about 2 min" in told


def test_everything_that_a_trainer_has_to_proofread_is_on_it() -> None:
    assert plain(sheet_of(QUIZ)) == [
        "Dough & <oven>",
        "2 questions · pass mark 60% · options shuffled · partial scoring",
        "Flour",
        "All in grams.",
        "1. How much water?",
        "Q1 · choose one · 2 points · partial scoring · #water",
        "Read the bag.",
        "Hint 1 of 2:",
        "  Less than flour.",
        "Hint 2 of 2:",
        "  Five to three.",
        "1. [wrong] 100",
        "  weight -10 %",
        "    That is a cracker.",
        "2. [right] 300",
        "3. [wrong] None of these",
        "  never moved",
        "Explanation:",
        "  Code:",
        "      300",
        "  End of code.",
        "  Three hundred.",
        "Oven",
        "✗ No key",
        "choose one · partial scoring",
        "Not asked:",
        "  No option is ticked, so the question is not asked.",
        "1. [wrong] a",
        "2. [wrong] b",
        "2. Warm <warm.md>?",
        "true or false · partial scoring",
        "1. [right] True",
        "2. [wrong] False",
    ]


def lines(blocks: Sequence[Block]) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for block in blocks:
        found.append((type(block).__name__, block.line))
        match block:
            case ListBlock(items=items):
                for item in items:
                    found += lines(item.blocks)
            case Callout(blocks=inner) | Quote(blocks=inner):
                found += lines(inner)
    return found


def test_every_part_knows_its_line_in_the_file() -> None:
    source, parts = QUIZ.split("\n"), lines(sheet_of(QUIZ).blocks)
    assert {"Heading", "Callout", "Quote", "ListBlock"} <= {kind for kind, _line in parts}
    for kind, line in parts:
        written = source[line - 1]
        match kind:
            case "Heading" if line > 1:
                assert written.startswith("#")
            case "Callout":
                assert written in {"> [!TIP]", "", "### No key"}
            case "Quote":
                assert written.startswith("  > ")
            case "ListBlock":
                assert written.startswith("- [")


def test_without_sections_the_questions_are_the_sections() -> None:
    document = sheet_of("### A?\n\n- [x] a\n- [ ] b\n\n### B?\n\n- [x] a\n- [ ] b\n")
    assert [(one.level, one.source) for one in document.blocks if isinstance(one, Heading)] == [
        (1, "Dough"),
        (2, "1. A?"),
        (2, "2. B?"),
    ]


def test_a_question_that_cannot_be_asked_keeps_all_that_was_written() -> None:
    text = plain(sheet_of("### Order them {type=ordering}\n\nText.\n\n1. one\n"))
    assert text[2] == "✗ Order them"
    assert "Not asked:" in text
    assert "Text." in text


def test_the_answers_of_every_kind_are_on_it() -> None:
    text = plain(
        sheet_of(
            "### A?\n\nIt is [[mut|%50%`m``t`]] or [[(a)|b]].\n\n### B?\n\n```output\n1\n  2\n```\n\n"
            "### C?\n\n1. one\n2. two\n\n### D?\n\n- a -> x\n- b -> y\n- -> z\n\n"
            "### E? {type=reflection}\n\n- [ ] names it\n\nSo.\n"
        )
    )
    for line in ("It is [[1]] or [[2]].", "1. mut or m``t (50 % of the mark)", "2. a", "  offered: a, b"):
        assert line in text
    for line in ("    1", "      2", "1. one", "2. two", "- a → x", "- b → y", "- → z"):
        assert line in text
    assert "- names it" in text, "nothing is right or wrong in a rubric"
    for line in ("fill in the gaps", "type what is printed", "put in order", "find the partners"):
        assert line in text
