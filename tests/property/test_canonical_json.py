"""The one form of JSON: what is written without `json.dumps` is what that writes."""

import json

from hypothesis import given
from hypothesis import strategies as st

from store import strict_json

_LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
VALUES = st.recursive(
    _LEAVES,
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(st.text(max_size=4), parts, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_written_is_what_json_writes(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    assert strict_json.write(value) == text
    assert json.loads(text) == value
