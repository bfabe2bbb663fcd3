"""A question as the store keeps it, once for each revision that was ever answered."""

import json

from quizzes.identity import content
from quizzes.model import Choice, Cloze, Question, Typed


def question_record(question: Question) -> str:
    """The question's words and its key, as canonical JSON: what an old answer is shown and compared with.

    Keys: `type`, `label`, `stem` (Markdown), `body` (words and code between stem and answers), `options` (each `id`,
    `text` (Markdown) and, where it has more than that, `body`), `key` (ids of the right options). Where it is
    answered by typing, `gaps` (in the order of their numbers in a text; each `source`, what stands between its
    brackets, and `case`, whether the case of words counts).
    """
    options = question.options if isinstance(question, Choice) else ()
    record: dict[str, object] = {
        "type": question.type,
        "label": question.label,
        "stem": question.stem,
        "body": content(question.body),
        "options": [
            {"id": option.id, "text": option.source} | ({"body": content(option.blocks)} if option.blocks else {})
            for option in options
        ],
        "key": [option.id for option in options if option.right],
    }
    if isinstance(question, Cloze):
        record["body"] = content((*question.body, *question.passage))
    if isinstance(question, Typed):
        record["gaps"] = [{"source": gap.source, "case": gap.exact_case} for gap in question.gaps]
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
