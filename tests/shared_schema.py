"""The form of a shared file in the words of JSON Schema, for the documents, made of the very checks that it passes."""

from collections.abc import Mapping

from store import checks, describe, shared, shared_files
from store.events import CharterSet, PlanSet

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


def shared_schema() -> Mapping[str, object]:
    """A JSON Schema (2020-12) of one line of a file that `fivefold group share` writes."""
    events = describe._said("store.events")
    said = {**describe._said("store.shared"), **{one.__name__: events[one.__name__] for one in (CharterSet, PlanSet)}}
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
            **{kind: describe._body(shared.FIELDS[kind], said[made.__name__]) for kind, made in shared.KINDS.items()},
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
