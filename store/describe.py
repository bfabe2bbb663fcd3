"""The form of an export's events in the words of JSON Schema, made from the very checks that they pass."""

import ast
import inspect
from collections.abc import Mapping
from importlib import import_module
from itertools import pairwise

from store import checks, shared, shared_files
from store.events import FIELDS, KINDS, CharterSet, PlanSet

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
_NOTHING: Mapping[str, object] = {}
_HEAD_SAID = {
    "format": "what it is: `fivefold-reply` is what a leader tells one member alone; with `demo` everything is made up",
    "version": "of the form of the file; a higher one is of a newer Fivefold, and is refused",
    "stream": "id of the stream, random",
    "group": "id under which the group is known outside its leader's machine",
    "person": "id under which this group, and nobody else, knows the member; null in what a leader shares of the group",
    "entries": "how many lines follow",
    "head": "the hash of the last of them; without any, that of the root: sha256 over group, person and stream as JSON",
}
_ENTRY_SAID = {
    "seq": "0 for the first, then one more for each",
    "id": "random",
    "kind": "what it says; a kind or version that is not described here is of a newer Fivefold, and is kept",
    "week": "in which it was shared",
    "version": "of the body",
    "salt": "16 random bytes as hex digits; null where the body was erased",
    "body_hash": "sha256 over salt and body",
    "hash": "sha256 over the hash before, the header (id, kind, seq, version, week, as JSON) and body_hash",
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


def shared_schema() -> Mapping[str, object]:
    """A JSON Schema (2020-12) of one line of a file that `fivefold group share` writes."""
    events = _said("store.events")
    said = {**_said("store.shared"), **{one.__name__: events[one.__name__] for one in (CharterSet, PlanSet)}}
    body = {"body": {"description": "what it says, by its kind; null where it was erased"}}
    kinds = [
        {
            "if": {"properties": {"kind": {"const": kind}, "version": {"const": made.VERSION}}},
            "then": {"properties": {"body": {"anyOf": [{"$ref": f"#/$defs/{kind}"}, {"type": "null"}]}}},
        }
        for kind, made in shared.KINDS.items()
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "fivefold-ID.jsonl",
        "description": "One line of a file that `fivefold group share` writes and `fivefold group collect` reads: the "
        "first line says what the file is, every other is an entry. Each is canonical JSON: keys sorted, no blanks. "
        "These kinds are all that ever leaves a member's machine for a leader.",
        "oneOf": [{"$ref": "#/$defs/head"}, {"$ref": "#/$defs/entry"}],
        "$defs": {
            "head": _line(shared_files.HEADER, _HEAD_SAID),
            "entry": {**_line(shared_files.ENTRY, _ENTRY_SAID, body), "allOf": kinds},
            **{kind: _body(shared.FIELDS[kind], said[made.__name__]) for kind, made in shared.KINDS.items()},
        },
    }


def _line(
    fields: Mapping[str, checks.Check[object]], said: Mapping[str, str], more: Mapping[str, object] = _NOTHING
) -> Mapping[str, object]:
    return {
        "type": "object",
        "properties": {
            **{name: {"description": said[name], **check.schema} for name, check in fields.items()},
            **more,
        },
        "required": [*fields, *more],
        "additionalProperties": False,
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
