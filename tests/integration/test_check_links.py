"""Links that lead nowhere, found in real folders."""

from pathlib import Path

from lessons.shelf import open_shelf
from quizzes.check import check
from quizzes.library import build

LESSON = """# Tides

See [waves](waves.md#wind), [the web](https://example.org/x), ![moon](images/moon%20full.png "Moon"), [here](#tides).

See [nowhere](nowhere.md), `[code](code.md)`, ![](images/none.png) and [outside](../../secret.md).

```
[fenced](fenced.md)
```

[after](after.md)
"""


def test_links_to_what_is_not_in_the_course_are_told(tmp_path: Path) -> None:
    course = tmp_path / "library" / "sea"
    (course / "images").mkdir(parents=True)
    (course / "images" / "moon full.png").write_bytes(b"")
    (course / "course.md").write_text("---\ntitle: Sea\n---\n", encoding="utf-8")
    (course / "tides.md").write_text(LESSON, encoding="utf-8")
    (course / "waves.md").write_text("# Waves\n", encoding="utf-8")
    (tmp_path / "secret.md").write_text("# Secret\n", encoding="utf-8")
    shelf = open_shelf(tmp_path / "library")
    dead = [problem for problem in check(build([shelf]), [shelf]) if problem.code == "E-dead-link"]
    assert [(problem.line, problem.column, problem.values["address"]) for problem in dead] == [
        (5, 15, "nowhere.md"),
        (5, 51, "images/none.png"),
        (5, 82, "../../secret.md"),
        (11, 9, "after.md"),
    ]
    assert dead[0].source == LESSON.split("\n")[4]
