"""A question as the store keeps it, once for each revision that was ever answered."""

import json

from quizzes.identity import content
from quizzes.model import Choice, Cloze, Matching, Ordering, Output, Question, Reflection, Shown, Typed


def question_record(question: Question) -> str:
    """The question's words and its key, as canonical JSON: what an old answer is shown and compared with.

    Keys: `type`, `label`, `stem` (Markdown), `body` (words and code between stem and answers), `options` (each `id`,
    `text` (Markdown) and, where it has more than that, `body`), `key` (ids of the right options). Where it is
    answered by typing, `gaps` (in the order of their numbers in a text; each `source`, what stands between its
    brackets, and `case`, whether the case of words counts). What code prints: `output`. What is put in order, matched
    or ticked: `entries` (each as an option; in the right order, or the partners, or the rubric), and of matching `left`
    (its left sides, likewise) and `pairs` (ids of both).
    """
    options = question.options if isinstance(question, Choice) else ()
    record: dict[str, object] = {
        "type": question.type,
        "label": question.label,
        "stem": question.stem,
        "body": content(question.body),
        "options": [_entry(option) for option in options],
        "key": [option.id for option in options if option.right],
    }
    if isinstance(question, Cloze):
        record["body"] = content((*question.body, *question.passage))
    if isinstance(question, Typed):
        record["gaps"] = [{"source": gap.source, "case": gap.exact_case} for gap in question.gaps]
    match question:
        case Output():
            record["output"] = question.expected
        case Ordering():
            record["entries"] = [_entry(entry) for entry in question.entries]
        case Matching():
            record["left"] = [_entry(entry) for entry in question.left]
            record["entries"] = [_entry(entry) for entry in question.right]
            record["pairs"] = [list(pair) for pair in question.pairs]
        case Reflection():
            record["entries"] = [_entry(entry) for entry in question.rubric]
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def stem_in(record: str) -> str:
    """The inline source of the heading in a question's record."""
    return str(json.loads(record)["stem"])


def _entry(one: Shown) -> dict[str, str]:
    return {"id": one.id, "text": one.source} | ({"body": content(one.blocks)} if one.blocks else {})
