"""The form of an export's events in the words of JSON Schema, made from the very checks that they pass."""

import ast
import inspect
from collections.abc import Mapping
from importlib import import_module
from itertools import pairwise

from store import checks
from store.events import FIELDS, KINDS

LONGEST_KIND, MOST_VERSIONS = 100, 1_000
HEADER: Mapping[str, checks.Check[object]] = {
    "kind": checks.text(LONGEST_KIND),
    "at": checks.moment,
    "day": checks.day,
    "actor": checks.ident,
    "subject": checks.ident,
    "version": checks.whole(1, MOST_VERSIONS),
    "id": checks.ident,
    "salt": checks.maybe(checks.octets(16)),
}
"""What every event says besides its body, and what that may be."""
MADE_UP = "demo"
"""What each event of a demo says too, wherever it is copied to."""
_SAID = {
    "kind": "what happened; a kind or version that is not described here is of a newer Fivefold, and is kept",
    "at": "when, UTC",
    "day": "the study day of it, which begins at four in the morning where it happened",
    "actor": "id of the member who did it",
    "subject": "id of the member or the group that it is about",
    "version": "of the body",
    "id": "of the event: it is counted once, however often it is imported",
    "salt": "16 random bytes as hex digits; null where the body was erased",
}


def events_schema() -> Mapping[str, object]:
    """A JSON Schema (2020-12) of `events.json`."""
    said = _said("store.events")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "events.json",
        "description": "What happened, in the order of time, as `fivefold data export` writes it and `fivefold data "
        "import` reads it. The text of a question is in questions.json, by the revision that an answer names.",
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                **{name: {"description": _SAID[name], **check.schema} for name, check in HEADER.items()},
                "body": {"description": "what it says, by its kind and version; null where it was erased"},
                MADE_UP: {"description": "there in a demo alone: it is made up, and is not imported", "const": True},
            },
            "required": [*HEADER, "body"],
            "additionalProperties": False,
            "allOf": [
                {
                    "if": {"properties": {"kind": {"const": kind}, "version": {"const": body.VERSION}}},
                    "then": {"properties": {"body": {"anyOf": [{"$ref": f"#/$defs/{kind}"}, {"type": "null"}]}}},
                }
                for kind, body in KINDS.items()
            ],
        },
        "$defs": {kind: _body(FIELDS[kind], said[body.__name__]) for kind, body in KINDS.items()},
    }


def _body(fields: Mapping[str, checks.Check[object]], said: Mapping[str, str]) -> Mapping[str, object]:
    return {
        "description": said[""],
        "type": "object",
        "properties": {
            name: ({"description": said[name]} if name in said else {}) | dict(check.schema)
            for name, check in fields.items()
        },
        "required": list(fields),
        "additionalProperties": False,
    }


def _said(module: str) -> Mapping[str, Mapping[str, str]]:
    """What the sources say of each body, under an empty name, and of each of its fields."""
    said = {}
    for part in ast.parse(inspect.getsource(import_module(module))).body:
        if isinstance(part, ast.ClassDef):
            said[part.name] = {"": ast.get_docstring(part) or ""} | {
                field.target.id: text.value.value
                for field, text in pairwise(part.body)
                if isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(text, ast.Expr)
                and isinstance(text.value, ast.Constant)
                and isinstance(text.value.value, str)
            }
    return said
