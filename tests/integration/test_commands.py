"""The commands around studying: members, libraries, starting points, the doctor."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.shell import ran

Run = Callable[..., str]
LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"


@pytest.fixture
def fivefold(tmp_path: Path) -> Run:
    def run(*arguments: str | Path, here: Path = tmp_path, status: int = 0) -> str:
        done = ran(*arguments, here=here)
        assert done.returncode == status, done.stderr
        return done.stdout + done.stderr

    return run


def test_members_are_added_listed_and_renamed(fivefold: Run, tmp_path: Path) -> None:
    base = ("--library", LIBRARY, "--db", tmp_path / "study.db")
    fivefold(*base, "member", "add", "Wei")
    fivefold(*base, "member", "add", "Ana")
    assert "Somebody here is called Wei already" in fivefold(*base, "member", "add", "wei", status=2)
    fivefold(*base, "member", "rename", "Ana", "Anna")
    told = json.loads(fivefold(*base, "member", "list", "--json"))
    assert [one["name"] for one in told["members"]] == ["Wei", "Anna"]
    assert "Did you mean 'Anna'?" in fivefold(*base, "member", "rename", "Anne", "X", status=2)
    assert "today" in fivefold(*base, "--member", "Anna", "today").casefold()


def test_what_one_member_does_is_not_anothers(fivefold: Run, tmp_path: Path) -> None:
    base = ("--library", LIBRARY, "--db", tmp_path / "study.db")
    (tmp_path / "backups").write_text("no folder")
    assert "Today's backup could not be made" in fivefold(*base, "member", "add", "Wei")
    (tmp_path / "backups").unlink()
    fivefold(*base, "member", "add", "Ana")
    assert len(list((tmp_path / "backups").iterdir())) == 1
    run = ran(*base, "--member", "Wei", "quiz", "02-oven", "--plain", stdin="1\n1\n")
    assert "passed" in run.stdout
    assert "completed" in fivefold(*base, "--member", "Wei", "list")
    assert "completed" not in fivefold(*base, "--member", "Ana", "list")


def test_a_remembered_library_opens_from_anywhere(fivefold: Run, tmp_path: Path) -> None:
    base = ("--db", tmp_path / "study.db")
    assert "Studying with Fivefold" in fivefold(*base, "list")
    fivefold("library", "add", LIBRARY)
    assert json.loads(fivefold("library", "list", "--json")) == {"libraries": [str(LIBRARY)]}
    assert "Bread" in fivefold(*base, "list")
    fivefold("library", "remove", LIBRARY)
    assert "Studying with Fivefold" in fivefold(*base, "list")
    assert "is not remembered" in fivefold("library", "remove", LIBRARY, status=2)
    assert "no folder" in fivefold("library", "add", tmp_path / "nowhere", status=2)


@pytest.mark.parametrize("name", ["Rust evenings", "晚间 Rust", 'a "quoted": name', "007"])
def test_a_new_course_is_correct_and_can_be_studied(fivefold: Run, tmp_path: Path, name: str) -> None:
    fivefold("new", "course", name)
    (course,) = (path for path in tmp_path.iterdir() if (path / "course.md").exists())
    fivefold("new", "lesson", "02 next", here=course)
    fivefold("new", "quiz", "02 next", here=course)
    assert "nothing to mend" in fivefold("check", "--strict", course)
    listed = json.loads(fivefold("--library", course, "--db", tmp_path / "study.db", "list", "--json"))
    (only,) = listed["courses"]
    assert only["title"] == name[:1].upper() + name[1:]
    assert len(only["lessons"]) == 2
    assert all(lesson["quiz"] for lesson in only["lessons"])
    assert "exists already" in fivefold("new", "lesson", "02 next", here=course, status=2)
    assert "exists already" in fivefold("new", "lesson", "next", here=course, status=2)
    assert "lessons/03-the-end.md" in fivefold("new", "lesson", "The end", here=course)
    assert "quizzes/03-the-end.md" in fivefold("new", "quiz", "The end", here=course)
    assert "nothing to mend" in fivefold("check", "--strict", course)


def test_a_course_is_begun_in_no_other_one(fivefold: Run, tmp_path: Path) -> None:
    fivefold("new", "course", "sea")
    for here in (tmp_path / "sea", tmp_path / "sea" / "lessons"):
        assert "is a course already" in fivefold("new", "course", "waves", here=here, status=2)
    assert not list(tmp_path.rglob("waves"))


def test_paths_are_told_from_where_one_stands(fivefold: Run, tmp_path: Path) -> None:
    fivefold("new", "course", "sea")
    (tmp_path / "sea" / "quizzes" / "02-broken.md").write_text("### Which?\n\n- [ ] a\n- [ ] b\n", encoding="utf-8")
    for library in (tmp_path, tmp_path / "sea"):
        told = fivefold("--library", library, "check", status=1)
        assert told.startswith("sea/quizzes/02-broken.md:1"), told
    told = fivefold("--library", tmp_path / "sea", "check", here=tmp_path / "sea", status=1)
    assert told.startswith("quizzes/02-broken.md:1"), told


def test_a_lesson_needs_a_course_around_it(fivefold: Run) -> None:
    assert "no course here" in fivefold("new", "lesson", "x", status=2)


def test_the_doctor_names_what_is_wrong(fivefold: Run, tmp_path: Path) -> None:
    base = ("--library", LIBRARY, "--db", tmp_path / "study.db")
    fivefold(*base, "today")
    told = {one["name"]: one for one in json.loads(fivefold(*base, "doctor", "--json"))["findings"]}
    assert told["database"]["ok"]
    assert told["library"]["ok"]
    assert "5 files" in told["library"]["value"]
    text = tmp_path / "other.db"
    text.write_text("not a database", encoding="utf-8")
    assert "not a Fivefold database" in fivefold("--library", LIBRARY, "--db", text, "doctor", status=3)


def test_the_statistics_of_ones_own_practice_are_counts_and_say_so(fivefold: Run, tmp_path: Path) -> None:
    base = ("--library", LIBRARY, "--db", tmp_path / "study.db")
    for answers in ("1\n2\n1,2\n3\n", "2\n2\n1,2\n2\n"):  # the first attempts alone count
        ran(*base, "quiz", "01-dough", "--plain", stdin=answers)
    told = json.loads(fivefold(*base, "stats", "01-dough", "--json"))
    assert told["respondents"] == 1
    assert told["withheld"] == "fewer than 10"
    assert [(one["id"], one["right"], one["facility"]) for one in told["questions"]] == [
        ("water", 0, None),
        ("knead", 1, None),
        ("rested", 1, None),
        ("dry", 0, None),
    ]
    assert told["questions"][0]["stem"] == "How much water goes with 500 g of flour?"
    assert [(one["text"], one["chosen"]) for one in told["questions"][0]["options"]] == [
        *(("200 g", 1), ("300 g", 0), ("500 g", 0)),
    ]
    text = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
    part = text.split("`fivefold stats --json`")[1].split("\n## ")[0]
    assert sorted(key for key in {*told, *told["questions"][0]} if f"`{key}`" not in part) == []
    assert "counts alone" in fivefold(*base, "stats", "01-dough")
    rows = list(csv.DictReader(io.StringIO(fivefold(*base, "stats", "01-dough", "--csv"))))
    assert [row["id"] for row in rows] == ["water", "knead", "rested", "dry"]
    assert rows[0]["options"] == "  1  200 g\nx 0  300 g\n  0  500 g"


def test_true_and_false_are_answered_in_words_of_both_languages(tmp_path: Path) -> None:
    quiz = tmp_path / "true-quiz.md"
    quiz.write_text("### One\n- [x] True\n- [ ] False\n\n### Two\n- [ ] No\n- [x] Yes\n", encoding="utf-8")
    base = ("--library", tmp_path, "--db", tmp_path / "study.db", "--member", "Wei")
    said = []
    for right in ("true\nyes", "T\nt", "对\n是", "ＹＥＳ\nＴｒｕｅ", "1\n2", "maybe\nt\nTRUE"):
        done = ran(*base, "quiz", "true-quiz", "--plain", stdin=f"{right}\n")
        assert "Score 2/2" in done.stdout, (right, done.stdout, done.stderr)
        said.append(done.stdout)
    assert said[0].count("Choose one: its number, or t, f, true, false, yes or no.") == 2
    assert "Type 1 or 2, t or f, true or false, yes or no. q leaves." in said[-1]
    for wrong in ("false\nno", "错\n否"):
        done = ran(*base, "--lang", "zh", "quiz", "true-quiz", "--plain", stdin=f"{wrong}\n")
        assert "Score 0/2" in done.stdout, (wrong, done.stdout, done.stderr)
        assert "对、错、是、否" in done.stdout


def test_quizzes_of_no_lesson_are_listed_under_a_title_of_their_own(fivefold: Run, tmp_path: Path) -> None:
    for path in ("lessons/one.md", "quizzes/one.md", "quizzes/two.md"):
        file = tmp_path / "course" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("# A name\n\n## Which?\n\n- [x] this\n- [ ] that\n", encoding="utf-8")
    (tmp_path / "course" / "course.md").write_text("---\ntitle: Course\n---\n", encoding="utf-8")
    listed = fivefold("--library", tmp_path, "--db", tmp_path / "study.db", "--member", "Wei", "list").splitlines()
    at = listed.index("  Of no lesson:")
    assert ["one" in line for line in listed[1:at]] == [True, True], "a lesson with its quiz"
    assert [("two" in line, "one" in line) for line in listed[at + 1 :]] == [(True, False)]


def test_who_studies_alone_needs_no_name(fivefold: Run, tmp_path: Path) -> None:
    base = ("--library", LIBRARY, "--db", tmp_path / "study.db")
    fivefold(*base, "member", "add", "Alice")
    assert json.loads(fivefold(*base, "today", "--json"))["member"] == "Alice"
    assert "config set member NAME" in fivefold(*base, "member", "add", "Ben"), "it is told when it comes to be so"
    assert "Several people study here: Alice, Ben." in fivefold(*base, "today", status=2)
    said = fivefold(*base, "--member", "Alice", "group", "create", "Owls")
    assert "Whoever studies in this database can open everybody's own pages in it." in said
    assert "Several" not in fivefold(*base, "--member", "Ben", "member", "add", "Cy")
    assert json.loads(fivefold(*base, "--member", "ben", "today", "--json"))["member"] == "Ben"


def test_a_roster_that_brings_in_others_says_that_one_has_to_say_who_one_is(fivefold: Run, tmp_path: Path) -> None:
    base = ("--library", LIBRARY, "--db", tmp_path / "study.db")
    fivefold(*base, "member", "add", "Alice")
    fivefold(*base, "group", "create", "Owls")
    (tmp_path / "roster.csv").write_text("name\nBen\n", encoding="utf-8")
    roster = ("group", "roster", tmp_path / "roster.csv", "--group", "Owls")
    assert "Several people study here" not in fivefold(*base, *roster)
    assert "Several people study here: Alice, Ben." in fivefold(*base, *roster, "--apply")


def test_output_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "tui", "--library", str(LIBRARY), "--db", str(tmp_path / "study.db"), "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert run.returncode == 3
    assert run.stderr.startswith("fivefold: ")
    assert len(run.stderr.splitlines()) == 1


def test_nothing_to_check_is_not_all_well(fivefold: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "no Markdown file" in fivefold("check", tmp_path / "empty", status=2)
