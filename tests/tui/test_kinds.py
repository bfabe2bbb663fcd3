"""Gaps in a text, output, order, partners and reflections on the quiz and in Review, by keyboard alone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events

from store.projections import sitting_answers, sittings
from tests.tui.pilot import Performance, performance
from tui.app import Aim
from tui.screens.answers import AnswersScreen
from tui.screens.result import ResultScreen
from tui.screens.review import ReviewScreen
from tui.views import QuizState
from tui.widgets.output_form import OutputForm
from tui.widgets.written import Written

Snapshot = Callable[[str, str], None]
LIBRARY = Path(__file__).parents[1] / "fixtures" / "kinds"


def aim(quiz: str) -> Aim:
    return Aim(quiz=f"kinds/{quiz}")


async def write(acting: Performance, text: str) -> None:
    """Type a text, key by key, as a terminal sends it."""
    await acting.press(*({" ": "space", "\n": "enter"}.get(one, one) for one in text))


def recorded(acting: Performance, quiz: str) -> list[tuple[tuple[str, ...], float, bool]]:
    """What the database holds of the answers to a quiz."""
    member = acting.study.member
    assert member is not None
    return [
        (one.choice, one.mark, one.right)
        for taken in sittings.of_quiz(acting.study._database, member.id, f"kinds/{quiz}")
        for one in sitting_answers.of_sitting(acting.study._database, taken.id)
    ]


def bar(acting: Performance) -> str:
    return acting.text().split("\n")[-1]


async def review(acting: Performance) -> None:
    """Open the review of the next day."""
    acting.clock.pass_days(1)
    acting.app.review()
    await acting.settle()
    assert isinstance(acting.app.screen, ReviewScreen)


async def test_gaps_are_filled_in_one_after_another_and_seen_in_the_text(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=aim("cloze-quiz")) as acting:
        assert "Take [▸1 ____] grams" in acting.text()
        await write(acting, "1005\nwait\n3")
        assert bar(acting).startswith(" 1-4 Choose  Enter Submit")
        await acting.shown(snapshot, "cloze-asked")
        await acting.press("enter")
        await acting.shown(snapshot, "cloze-answered")
        assert recorded(acting, "cloze-quiz") == [(("1005", "wait", "minutes"), 0.5, False)]


async def test_an_open_gap_is_worth_nothing_and_what_is_no_number_is_asked_for_again(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=aim("cloze-quiz")) as acting:
        await write(acting, "many\nrest\n\n")
        assert "1 place is still open" in acting.text()
        await acting.press("enter")
        assert "many is no number" in acting.text()
        assert recorded(acting, "cloze-quiz") == []
        await acting.press("ctrl+u")
        await write(acting, "1000")
        await acting.press("down", "down", "enter")
        assert recorded(acting, "cloze-quiz") == [], "what was changed since is asked about again"
        await acting.press("enter")
        assert recorded(acting, "cloze-quiz") == [(("1000", "rest", ""), 2 / 3, False)]
        assert "3 ✗ (left empty)\n" in acting.text()


async def test_gaps_that_were_passed_over_are_gone_back_to_before_they_count_as_open(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=aim("cloze-quiz")) as acting:
        await write(acting, "\n\n3")
        assert bar(acting).startswith(" 1-4 Choose  Enter Next gap")
        await acting.press("enter")
        assert "2 places are still open: submit once more to leave them so." in acting.text()
        assert "Enter Submit" in bar(acting)
        assert recorded(acting, "cloze-quiz") == []
        await write(acting, "1000\nrest\n")
        assert [given for given, _mark, _right in recorded(acting, "cloze-quiz")] == [("1000", "rest", "minutes")]


async def test_offered_answers_are_chosen_by_arrows_too_and_taken_back(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=aim("cloze-quiz")) as acting:
        await acting.press("down", "down", "right", "right")
        assert "2\u00a0●\u00a0hours" in acting.text()
        await acting.press("left", "left")
        assert "4\u00a0●\u00a0seconds" in acting.text()
        await acting.press("backspace")
        assert "●" not in acting.text().split("Take")[1]


async def test_a_review_of_gaps_shows_all_of_them(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=aim("cloze-quiz")) as acting:
        await write(acting, "1\nno\n1")
        await acting.press("enter")
        await review(acting)
        await acting.press("enter")
        assert "[1 1000 ± 1%]" in acting.text()
        await acting.shown(snapshot, "review-cloze-shown")
        await acting.press("2")
        assert "Nothing is due any more." in acting.text()


async def test_output_is_written_in_several_lines(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=aim("output-quiz")) as acting:
        await write(acting, "0 loaves  \n1 loaf")
        assert bar(acting) == " Ctrl+D Submit  F6 Hint  Ctrl+S Skip  Esc Leave  F1 Help"
        await acting.shown(snapshot, "output-asked")
        await acting.press("ctrl+d")
        await acting.shown(snapshot, "output-answered")
        assert recorded(acting, "output-quiz") == [(("0 loaves\n1 loaf",), 0.0, False)]
        await acting.press("enter")
        await acting.press("ctrl+d")
        assert "Nothing is typed yet." in acting.text()
        await write(acting, "  a\n\nb\n")
        await acting.press("ctrl+d")
        assert "✓ Right" in acting.text()


async def test_what_is_pasted_into_several_lines_steers_nothing(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=aim("output-quiz")) as acting:
        acting.app.post_message(events.Paste("a\x1b[2J\r\n[/] [@click=app.quit]\u202e" + "x" * 9_000))
        await acting.settle()
        await acting.press("ctrl+d")
        assert "Not quite" in acting.text()
        ((choice, _mark, _right),) = recorded(acting, "output-quiz")
        assert choice[0].startswith("a<U+001B>[2J\n[/] [@click=app.quit]<U+202E>xxx")
        assert len(choice[0]) <= 8_000


async def test_a_review_of_output_shows_what_is_printed(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=aim("output-quiz")) as acting:
        await write(acting, "0 loaves\n 1  loaves\n2 loafs")
        await acting.press("ctrl+d")
        assert "✗ ␣1␣␣loaves\n  ▌ → 1 loaves" in acting.text(), "blanks that differ are seen"
        assert "✗ 2 loafs" in acting.text(), "and only those"
        await review(acting)
        assert isinstance(acting.app.screen.query_one(OutputForm).query_one(Written), Written)
        assert bar(acting).startswith(" Ctrl+D Show answer")
        await acting.press("f1")
        assert "with nothing answered Ctrl+D turns" in " ".join(acting.text().split())
        await acting.press("escape", "ctrl+d")
        await acting.shown(snapshot, "review-output-shown")


async def order(acting: Performance, texts: list[str]) -> None:
    """Put things in order by their first words, with the digits of their places."""
    for place, text in enumerate(texts, 1):
        lines = [line.split()[2] for line in acting.text().split("\n") if line.strip().startswith("▌")]
        at = lines.index(text)
        await acting.press(*["up"] * 9, *["down"] * at, str(place))


async def test_things_are_put_in_order_by_taking_and_moving_them(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=aim("order-quiz")) as acting:
        before = [line for line in acting.text().split("\n") if line.strip().startswith("▌ 1")]
        await acting.press("space", "down")
        await acting.shown(snapshot, "order-asked")
        assert (
            before[0].split()[2:]
            == acting.text().split("▌ 2")[1].split("\n")[0].split()[:2][: len(before[0].split()) - 2]
        )
        await acting.press("space", "up", "enter")
        await acting.shown(snapshot, "order-answered")


async def test_an_order_is_looked_back_at_as_it_was_answered(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=aim("order-quiz")) as acting:
        await order(acting, ["Bake", "Weigh", "Let", "Knead"])
        await acting.press("enter")
        answered = acting.text().split("▌ 1 ")[1].split("\n\n\n")[0]
        assert [line.split()[1:4] for line in acting.text().split("\n") if re.match("  ▌ [1-4] ", line)] == [
            ["1", "✗", "Bake"], ["2", "✗", "Weigh"], ["3", "✓", "Let"], ["4", "✗", "Knead"],
        ]  # fmt: skip
        await acting.press("enter", "v")
        assert isinstance(acting.app.screen, AnswersScreen)
        assert acting.text().split("▌ 1 ")[1].split("\n\n\n")[0] == answered
        assert acting.text().count("Weigh the flour") == 2, "as it was answered, and where it belongs"


async def test_the_right_order_is_told_once_where_nothing_was_put_in_order(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=aim("order-quiz")) as acting:
        await acting.press("enter", "enter")
        assert "The right order:" in acting.text()
        await review(acting)
        await acting.press("enter")
        assert acting.text().count("Weigh the flour") == 1


async def test_digits_put_things_at_their_places(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=aim("order-quiz")) as acting:
        await order(acting, ["Weigh", "Knead", "Let", "Bake"])
        await acting.press("enter")
        assert "✓ Right" in acting.text()
        assert [(mark, right) for _choice, mark, right in recorded(acting, "order-quiz")] == [(1.0, True)]


async def test_a_review_of_an_order_is_turned_over_or_answered(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=aim("order-quiz")) as acting:
        await acting.press("enter")
        assert "Nothing was moved: submit once more" in acting.text()
        assert recorded(acting, "order-quiz") == []
        await acting.press("enter")
        await review(acting)
        assert "Enter Show answer" in bar(acting)
        await acting.press("enter")
        assert "How did it come?" in acting.text()
        await acting.shown(snapshot, "review-order-shown")
        await acting.press("1")
        acting.clock.pass_days(1)
        acting.app.review()
        await acting.settle()
        await order(acting, ["Weigh", "Knead", "Let", "Bake"])
        assert "Enter Answer" in bar(acting)
        await acting.press("enter")
        assert "✓ Right" in acting.text()


async def test_partners_are_found_by_digits(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=aim("match-quiz")) as acting:
        await acting.press("1", "2")
        await acting.shown(snapshot, "match-asked")
        await acting.press("right", "up", "backspace")
        assert "Enter Next open" in bar(acting)
        await acting.press("enter")
        assert "2 places are still open: submit once more to leave them so." in acting.text()
        assert recorded(acting, "match-quiz") == []
        await acting.press("right", "backspace", "enter")
        assert recorded(acting, "match-quiz") == [], "another pair was tried since"
        await acting.press("enter")
        await acting.shown(snapshot, "match-answered")
        ((choice, _mark, right),) = recorded(acting, "match-quiz")
        assert len(choice) == 2
        assert not right


LONG_PAIRS = """---
title: Commands
id: commands
---

### Which command does what? {#q}

- `git rebase --onto main feature~3 feature` -> moves the last three commits of the branch to main
- `git cherry-pick -x abc123` -> copies one commit and says in its message where from
- `git reset --soft HEAD~1` -> takes the last commit back and keeps its changes staged
- `git revert abc123` -> makes a new commit which undoes an older one
- `git stash push --include-untracked` -> puts away what is changed, new files as well
- `git reflog expire --expire=now --all` -> forgets where the branches have been before
- -> brings an older commit of the branch back as it was
"""
PARTNERS = [line.partition("-> ")[2] for line in LONG_PAIRS.split("\n") if "-> " in line]


async def test_long_partners_stay_where_they_are_and_in_view_and_are_told_once(
    tmp_path: Path, snapshot: Snapshot
) -> None:
    library = tmp_path / "long"
    library.mkdir()
    (library / "commands.quiz.md").write_text(LONG_PAIRS)
    async with performance(tmp_path, library=library, aim=Aim(quiz="long/commands")) as acting:
        before = acting.text().split("\n")
        await acting.press("1", "2", "3", "4", "up")
        rows = acting.text().split("\n")
        stay = [(line[6:48].rstrip(), line.find("→")) for line in before[5:11]]
        assert [(line[6:48].rstrip(), line.find("→")) for line in rows[5:11]] == stay, "nothing moves"
        assert all(partner in acting.text() for partner in PARTNERS)
        await acting.shown(snapshot, "match-long-asked")
        await acting.press("down", "5", "7", "enter")
        await acting.shown(snapshot, "match-long-answered")
        told = acting.text().split("comes back")[0]
        assert "Which command does what?" in told
        assert [told.count(partner) for partner in PARTNERS[:6]] == [1] * 6


async def test_where_pairs_have_no_room_those_to_be_placed_are_in_view(tmp_path: Path) -> None:
    library = tmp_path / "long"
    library.mkdir()
    (library / "commands.quiz.md").write_text(LONG_PAIRS)
    async with performance(tmp_path, library=library, aim=Aim(quiz="long/commands"), size=(60, 16)) as acting:
        assert "PgDn: more of them" in acting.text()
        await acting.press("pagedown")
        assert f"  ▌ 7  {PARTNERS[4][:20]}" in acting.text(), "all are a key away where there is no room at all"
        await acting.press("1", "2", "3", "4", "up")
        assert all(f"  ▌ {number}  " in acting.text() for number in (5, 6, 7)), "those to be placed"
        assert "  ▌ 4→ " in acting.text(), "and that of the row under the cursor, whole"
        assert "→ 4" in next(line for line in acting.text().split("\n") if "▸" in line)
        await acting.press("enter", "enter")
        assert "✗ Not quite" in acting.text()


async def test_a_long_question_gives_way_to_its_pairs_once_they_are_put_together(tmp_path: Path) -> None:
    library = tmp_path / "long"
    library.mkdir()
    code = "\n\n```\n" + "".join(f"line {number}\n" for number in range(14)) + "```\n"
    (library / "commands.quiz.md").write_text(LONG_PAIRS.replace(" {#q}\n", f" {{#q}}{code}"))
    async with performance(tmp_path, library=library, aim=Aim(quiz="long/commands")) as acting:
        assert "Which command does what?" in acting.text(), "it is read first"
        await acting.press("1")
        assert all(partner in acting.text() for partner in PARTNERS)


async def test_nothing_matched_is_no_answer(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=aim("match-quiz")) as acting:
        await acting.press("enter")
        assert "Nothing is answered yet." in acting.text()
        assert recorded(acting, "match-quiz") == []


async def test_a_review_of_partners_shows_all_pairs(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=aim("match-quiz")) as acting:
        await acting.press("1", "1", "1", "1", "enter")
        await review(acting)
        await acting.press("enter")
        await acting.shown(snapshot, "review-match-shown")


async def test_a_reflection_is_written_and_then_compared(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=aim("reflection-quiz")) as acting:
        assert "names one change" not in acting.text()
        assert "less yeast" not in acting.text()
        await write(acting, "less salt")
        assert bar(acting).startswith(" Ctrl+D Compare")
        await acting.shown(snapshot, "reflection-asked")
        await acting.press("ctrl+d", "1")
        await acting.shown(snapshot, "reflection-compared")
        assert recorded(acting, "reflection-quiz") == []
        await acting.press("enter")
        assert "✓" not in acting.text(), "nothing is marked"
        await acting.shown(snapshot, "reflection-answered")
        ((choice, mark, right),) = recorded(acting, "reflection-quiz")
        assert (choice[0], len(choice), mark, right) == ("less salt", 2, 0.5, True)
        await acting.press("enter")
        assert isinstance(acting.app.screen, ResultScreen)


async def test_a_reflection_counts_nowhere_and_can_be_read_again(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=aim("reflection-quiz")) as acting:
        await write(acting, "less salt")
        await acting.press("ctrl+d", "enter", "enter")
        await acting.shown(snapshot, "result-reflection")
        await acting.press("v")
        assert "less salt" in acting.text()
        assert "Kept for you alone" in acting.text()
        assert acting.study.analysis("kinds/reflection-quiz").items == ()
        (row,) = [one for one in acting.study.course("kinds").quizzes if one.quiz.key == "kinds/reflection-quiz"]
        assert (row.state, row.best) == (QuizState.DONE, None)
        await review(acting)
        assert "Nothing is due." in acting.text()
        me = acting.study.me()
        assert (me.answered, me.retention.reviews) == (0, 0)


@pytest.mark.parametrize("quiz", ["cloze-quiz", "output-quiz", "order-quiz", "match-quiz", "reflection-quiz"])
@pytest.mark.parametrize("size", [(60, 16), (120, 40)])
async def test_every_form_fits_at_every_size(tmp_path: Path, quiz: str, size: tuple[int, int]) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=aim(quiz), size=size) as acting:
        await acting.press("1", "ctrl+d", "enter")
        lines = acting.text().split("\n")
        assert len(lines) == size[1]
        assert all(len(line) <= size[0] for line in lines)
        assert "Esc" in lines[-1]
