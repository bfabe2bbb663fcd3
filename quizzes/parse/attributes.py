"""`{#id key=value .class}` at the end of a heading or an option."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

_BRACES = re.compile(r"(?<!\\)\{([^{}\n]{1,500})\}\s*\Z")
_MEANT = re.compile(r"(?<![\\{])\{(?P<inner>[^{}\n`]{0,500})\}?\s*\Z")
"""The same, closed or not."""
_WORD = re.compile(
    r"""\s*(?:
        \#(?P<id>[^\s#{}"'=]+)
      | \.(?P<name>[\w-]+)
      | (?P<key>[A-Za-z][\w-]*)=(?:"(?P<quoted>[^"]*)"|(?P<value>[^\s"'{}]+))
    )(?=\s|$)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands in a pair of braces."""

    id: str = ""
    classes: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    """Keys and classes that mean nothing here."""


NONE = Attributes()


def take_attributes(
    source: str, *, keys: Collection[str], classes: Collection[str], ids: bool = False
) -> tuple[Attributes, str]:
    """The attributes at the end of a source, and the source without them.

    Braces that carry no id (where ids are asked for), no known key and no known class are text, and so is what does
    not look like attributes at all.
    """
    if not source.rstrip().endswith("}"):
        return NONE, source
    braces = _BRACES.search(source)
    found = None if braces is None else _read(braces[1])
    if braces is None or found is None:
        return NONE, source
    id_, named, pairs = found
    if not (ids and id_) and not pairs.keys() & set(keys) and not set(named) & set(classes):
        return NONE, source
    unknown = (*(name for name in named if name not in classes), *(key for key in pairs if key not in keys))
    return Attributes(id_, tuple(named), pairs, unknown), source[: braces.start()].rstrip()


def broken_braces(source: str, *, keys: Collection[str], ids: bool = False) -> str:
    """Braces at the end of a source, where `take_attributes` found none, that were meant so; nothing where none are.

    They begin with `#` where ids are asked for, or hold a known key with `=`.
    """
    if "{" not in source:
        return ""
    braces = _MEANT.search(source)
    if braces is None:
        return ""
    inner = braces["inner"]
    named = any(re.search(rf"(?:\A|[\s,;#.]){re.escape(key)}\s*=", inner) for key in keys) if "=" in inner else False
    return braces[0].strip() if named or (ids and inner.lstrip().startswith("#")) else ""


def lone_weight(source: str) -> str:
    """Braces at the end of a source that say what an option is worth; nothing where none do."""
    if "weight" not in source:
        return ""
    braces = _BRACES.search(source)
    found = None if braces is None else _read(braces[1])
    return braces[0].strip() if braces and found and "weight" in found[2] else ""


def _read(text: str) -> tuple[str, list[str], dict[str, str]] | None:
    """Id, classes and pairs, or None where there is anything else."""
    id_, named, pairs, position = "", [], {}, 0
    text = text.rstrip()
    while position < len(text):
        word = _WORD.match(text, position)
        if word is None:
            return None
        id_ = word["id"] or id_
        if word["name"]:
            named.append(word["name"])
        if word["key"]:
            pairs[word["key"]] = word["quoted"] if word["quoted"] is not None else word["value"]
        position = word.end()
    return id_, named, pairs
