"""Front matter of any kind: read or told, never raised; and its short way agrees with the whole of YAML."""

from hypothesis import given
from hypothesis import strategies as st

from lessons.clean import clean
from lessons.front_matter import read_front_matter
from lessons.yaml_words import BrokenYamlError, Words, full, read_words

PIECES = [
    *"-:?,[]{}#&*!|>'\"%@` \n\t\\~=<",
    *("---\n", "a: ", "b:\n", "  - ", "? ", "yes", "012", "1:30", "1.10", "true", "null", "2024-01-01", "\\U", "\\x1b"),
    *("title", "标题", "&a ", "*a", "!!int ", "%YAML 9\n", "\ufeff", "\x85", "0x1F", "1e3", ".5", "<<: ", "\ud800"),
]
yamls = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=25).map("".join)

keys = st.from_regex(r"[a-z_][a-z0-9_-]{0,5}", fullmatch=True)
scalars = st.text(st.sampled_from("ab01 -.,+%/~你_'\"[]{}&*!|>?@`é"), min_size=1, max_size=12)
flat_lines = st.builds(
    lambda key, value, blanks: f"{key}: {blanks}{value}",
    keys,
    st.one_of(
        scalars,
        scalars.map(lambda text: f'"{text}"'),
        st.lists(scalars, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.sampled_from(["true", "null", "~", "007", "1.0", "-3", "no", "1:30", "2024-01-01", ""]),
    ),
    st.sampled_from(["", " "]),
)
flat = st.lists(st.one_of(flat_lines, st.sampled_from(["", "# note", "  "])), max_size=6).map("\n".join)


def told(text: str) -> Words | None:
    try:
        return full(text)
    except BrokenYamlError:
        return None


@given(yamls)
def test_any_front_matter_is_read_or_told(yaml: str) -> None:
    text = clean(f"---\ntitle: T\n{yaml}\n---\ntext\n")
    front, problems = read_front_matter("a.md", text)
    assert bool(problems) == (not front.values)
    assert front.values.keys() == front.lines.keys()
    lines = text.split("\n")
    assert all(1 < line < front.end for line in front.lines.values())
    for problem in problems:
        assert 1 <= problem.line <= front.end
        assert problem.source == lines[problem.line - 1]


@given(flat)
def test_flat_lines_say_the_same_as_yaml(yaml: str) -> None:
    expected = told(yaml)
    try:
        found = read_words(yaml)
    except BrokenYamlError:
        assert expected is None
    else:
        assert found == expected
