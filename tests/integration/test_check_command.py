"""`check` on the command line: its forms, its status, and the hook for commits."""

import json
import re
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml

from lessons.shelf import FilesRead, Shelf, open_shelf
from tests.shell import ran
from tui.checking import check_paths

ROOT = Path(__file__).parents[2]
ASKED = "### Which{}? {{#q{}}}\n\n- [x] a{}\n- [ ] b\n\n"
FILES: Mapping[str, str] = {
    "courses/ports/course.md": "---\ntitle: Ports\nid: ports\n---\n",
    "courses/ports/lessons/a.md": "# Ports\n\n[gone](gone.md)\n",
    "courses/ports/quizzes/a.md": "---\nid: a\n---\n" + ASKED.format(1, 1, 1),
    "courses/ports/quizzes/b.md": "---\nid: b\n---\n" + ASKED.format(2, 1, 2),
    "README.md": "# A repository\n\n[courses](courses/ports/course.md)\n",
}
HOOK_KEYS = {
    *("id", "name", "entry", "language", "files", "exclude", "types", "types_or", "exclude_types", "always_run"),
    *("fail_fast", "verbose", "pass_filenames", "require_serial", "description", "language_version"),
    *("minimum_pre_commit_version", "args", "stages", "additional_dependencies"),
}
"""What a hook may say, by pre-commit's own description of hooks."""
Run = Callable[..., str]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def check(repository: Path) -> Run:
    def run(*arguments: str, status: int = 0) -> str:
        done = ran("check", *arguments, here=repository)
        assert done.returncode == status, done.stderr
        assert done.stderr == ""
        return done.stdout

    return run


def test_what_it_comes_to_is_a_part_of_the_data(check: Run) -> None:
    assert check("courses", status=1).splitlines()[-1] == "4 files checked: 2 errors, 0 warnings, 0 notes."
    assert check("courses/ports/course.md").splitlines() == ["1 file checked: nothing to mend."]


def test_with_strict_an_odd_box_is_an_error(check: Run, repository: Path) -> None:
    (repository / "courses/ports/quizzes/a.md").write_text("---\nid: a\n---\n### Which? {#w}\n\n- [×] a\n- [ ] b\n")
    quiz = "courses/ports/quizzes/a.md"
    assert "W-odd-box" in check(quiz)
    assert "W-odd-box" in check("--strict", quiz, status=1)
    assert check("--strict", "--format", "github", quiz, status=1).startswith(f"::error file={quiz},line=6,col=3,")


def test_annotations_are_for_github_and_json_is_json(check: Run, repository: Path) -> None:
    lines = check("--format", "github", str(repository / "courses"), status=1).splitlines()
    assert [line.partition(" ")[0] for line in lines[:-1]] == ["::error", "::error"]
    assert "file=courses/ports/lessons/a.md,line=3,col=8,title=E-dead-link::" in lines[0]
    assert check("--format", "json", "courses", status=1) == check("--json", "courses", status=1)


def test_the_hook_checks_the_files_of_a_commit_each_in_its_course(check: Run) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert set(hook) <= HOOK_KEYS
    assert (hook["id"], hook["language"]) == ("fivefold-check", "python")
    program, *arguments = shlex.split(hook["entry"])
    assert f'{program} = "tui.door:main"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    changed = [path for path in FILES if re.search(hook["files"], path)]
    assert len(changed) == len(FILES)
    told = check(*arguments[1:], "--json", *changed, status=1)
    assert arguments[:1] == ["check"]
    assert [(one["path"], one["code"]) for one in json.loads(told)["problems"]] == [
        ("courses/ports/lessons/a.md", "E-dead-link"),
        ("courses/ports/quizzes/b.md", "E-duplicate-id"),
    ]
    assert check("README.md", "courses/ports/quizzes/a.md").splitlines()[-1] == "2 files checked: nothing to mend."


def test_the_document_shows_a_hook_that_there_is() -> None:
    text = (ROOT / "docs" / "checking.md").read_text(encoding="utf-8")
    config, workflow = (yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL))
    (hook,) = config["repos"][0]["hooks"]
    (defined,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["id"] == defined["id"]
    assert set(hook) <= HOOK_KEYS
    assert workflow[-1]["run"] == "fivefold check --strict --format github courses"


def test_a_course_is_read_once_for_all_of_its_files(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []

    def counted(root: Path, known: FilesRead | None = None) -> Shelf:
        opened.append(root)
        return open_shelf(root, known)

    monkeypatch.setattr("tui.checking.open_shelf", counted)
    checked = check_paths([repository / path for path in FILES])
    assert opened == [repository / "courses" / "ports"]
    assert [one.files for one in checked] == [1] * len(FILES)
