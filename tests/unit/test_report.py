"""A group's report says what leaders receive and nothing else, and nothing in it acts, in any of its formats."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from lessons.clean import FORMULA, clean
from store.challenging import Said
from store.handling import SeenTo
from store.mirror import About, GroupRecord, Held
from store.status import Status
from tests.groups import PLATFORM, TODAY, crowd, group, night_shift, platform
from tests.reports import HOSTILE, SPRINTS, hostile, planned
from tui.commands.group import group_json
from tui.i18n import use
from tui.report import contents
from tui.report.charts import scale
from tui.report.contents import Format, report_of
from tui.report.formats import COLUMNS, written
from tui.report.markdown import plain
from tui.report.page import page, policy

VOID = {"meta", "br", "col"}
ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section", "div", "p", "span"),
    *("bdi", "h1", "h2", "h3", "ul", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr"),
    *("figure", "figcaption", "th", "td", "svg", "symbol", "pattern", "rect", "path", "circle", "line", "use"),
}
SAID = Said(
    "s1", "id-2", "Amara Diallo", "foundations/lesson-1", "overdue", "I did it at my aunt's", TODAY, "", "", None
)
KNOWN = replace(
    planned(platform()),
    about=About(team="Blue", purpose="To ship safely", archived=None),
    duties=(
        Held("id-0", "Chen Wei", "mentor", TODAY, None, ("Priya Nair",)),
        Held("x", "Gone Girl", "member", TODAY, TODAY),
    ),
    waiting=("Quentin Quill",),
    said=(SAID,),
    handled=(
        SeenTo("id-2", "Amara Diallo", "foundations/lesson-2", date(2026, 11, 20), "Mira Olsen"),
        SeenTo("id-3", "王芳", "foundations/lesson-3", TODAY, "Gone Girl"),
    ),
)


class Page(HTMLParser):
    """What a browser would make of a page: its elements, their attributes and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.said: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == [], "every element ends"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _value in attrs}) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


# Nothing acts


@pytest.mark.parametrize("hidden", [True, False])
def test_a_page_is_made_of_our_elements_alone_and_leads_nowhere(hidden: bool) -> None:
    shown = Page(page(report_of(hostile(), hidden=hidden)))
    assert {name for name, _attributes in shown.elements} <= ALLOWED
    for name, attributes in shown.elements:
        assert not [key for key in attributes if key.startswith("on") or key in {"style", "src", "action", "srcset"}]
        reference = attributes.get("href")
        assert reference is None or (name == "use" and str(reference).startswith("#shape-"))
    content = next(one["content"] for one in shown.named("meta") if one.get("http-equiv"))
    assert content == policy()
    assert str(content).startswith("default-src 'none'; style-src 'sha256-")
    assert len(shown.named("style")) == 1


def test_every_hostile_name_is_shown_as_it_is_but_for_what_steers() -> None:
    said = "\n".join(Page(page(report_of(hostile(), hidden=False))).said)
    assert [one for one in HOSTILE if clean(one) not in said] == []
    for format_ in Format:
        text = written(report_of(hostile(), hidden=False), format_).removeprefix("\ufeff").replace("\r\n", "\n")
        assert [one for one in set(text) if clean(one) != one] == [], format_


def test_no_cell_of_the_table_is_calculated() -> None:
    found = rows(written(report_of(hostile(), hidden=False), Format.CSV))
    cells = [cell for row in found for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(FORMULA)]
    members = {row["member"] for row in found} - {""}
    assert members == {f"'{clean(one)}" if one.startswith(FORMULA) else clean(one) for one in HOSTILE}


def test_markdown_has_the_structure_that_we_gave_it_and_no_other() -> None:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - one test reads it as others would

    text = written(report_of(hostile(), hidden=False), Format.MARKDOWN)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    inner = [child.type for token in tokens for child in token.children or ()]
    assert set(inner) <= {"text", "softbreak", "strong_open", "strong_close", "text_special"}
    kinds = {token.type for token in tokens}
    assert not kinds & {"html_block", "code_block", "fence", "ordered_list_open", "hr", "lheading_open"}
    widths = [
        {len(re.findall(r"(?<!\\)\|", line)) for line in block.split("\n")}
        for block in text.split("\n\n")
        if block.startswith("|")
    ]
    assert widths
    assert all(len(each) == 1 for each in widths), "no name adds a column"
    said = "".join(child.content for token in tokens for child in token.children or ())
    assert [one for one in HOSTILE if " ".join(clean(one).split()) not in said] == []


@pytest.mark.parametrize(
    ("foreign", "told"),
    [
        ("Chen Wei, 2026-11-27 (a)", "Chen Wei, 2026-11-27 (a)"),
        ("1. item", r"1\. item"),
        ("12) *x*", r"12\) \*x\*"),
        ("- a", r"\- a"),
        ("www.x.org http://y", r"www\.x.org http\://y"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("Team: Search! 5 = 5, 10:30", "Team: Search! 5 = 5, 10:30"),
        (":smile: ==x== #12 a@b.c mailto:a", r"\:smile: \=\=x\=\= \#12 a\@b.c mailto\:a"),
        ("![x](y)", r"\!\[x\](y)"),
    ],
)
def test_a_line_of_markdown_escapes_what_means_something_and_leaves_the_rest(foreign: str, told: str) -> None:
    assert plain(foreign) == told


# It says what leaders receive


def test_json_is_that_of_the_group() -> None:
    assert json.loads(written(report_of(KNOWN, hidden=False), Format.JSON)) == group_json(KNOWN)
    numbered = json.loads(written(report_of(KNOWN, hidden=True), Format.JSON))
    told = group_json(KNOWN)
    same = ("group", "as_of", "leaders", "lessons", "dimensions", "completed", "assigned", "overdue", "hands", "weeks")
    assert {key: numbered[key] for key in same} == {key: told[key] for key in same}
    assert numbered.keys() == told.keys()


@pytest.mark.parametrize("format_", Format)
def test_with_names_hidden_there_is_no_name_no_id_and_no_word_of_a_member(format_: Format) -> None:
    text = written(report_of(KNOWN, hidden=True), format_)
    people = [*PLATFORM, "Gone Girl", "Quentin Quill", "aunt"]
    assert [one for one in people if one in text] == []
    assert re.search(r"\bid-\d", text) is None
    assert len(set(re.findall(r"Member (\d+)\b", text))) == len(PLATFORM)
    with_names = written(report_of(KNOWN, hidden=False), format_)
    assert all(one in with_names for one in PLATFORM)
    assert "Member 1" not in with_names


def test_lessons_have_the_numbers_of_their_courses_everywhere_and_each_course_is_named() -> None:
    known = platform()
    parts = [("Basics", 8), ("Practice", len(known.lessons) - 8)]
    courses = [(course, number) for course, many in parts for number in range(1, many + 1)]
    lessons = [
        replace(one, course=course, number=number) for one, (course, number) in zip(known.lessons, courses, strict=True)
    ]
    report = report_of(replace(known, lessons=tuple(lessons)), hidden=False)
    html, text = page(report), written(report, Format.MARKDOWN)
    table = html[html.index('class="tallies"') :]
    assert re.findall(r'class="place">(\d+)', table[: table.index("</table>")]) == [
        f"{number:02}" for _c, number in courses
    ]
    assert table.index(">Basics<") < table.index(f">{lessons[7].title}<") < table.index(">Practice<")
    for one, (course, number) in zip(lessons, courses, strict=True):
        assert f"| {number:02} | {one.title} · {course} |" in text


def test_numbers_follow_no_order_that_a_bystander_knows() -> None:
    shown = report_of(KNOWN, hidden=True).record
    assert [one.name for one in shown.members] == [f"Member {number}" for number in range(1, 13)]
    assert [one.completed for one in shown.members] != [one.completed for one in KNOWN.members]


@pytest.mark.parametrize("format_", Format)
def test_what_is_withheld_on_the_screens_is_withheld_here(format_: Format) -> None:
    report = report_of(night_shift(), hidden=False)
    text = written(report, format_)
    assert text.count("fewer than 5") >= len(report.record.dimensions) + len(report.record.weeks)
    if format_ is Format.HTML:
        assert 'class="dot"' not in text
        assert "With so few people there is no figure about them all." in text
    if format_ is Format.CSV:
        studied = [row for row in rows(text) if row["part"] in {"studied", "dimension"}]
        assert {(row["share"], row["withheld"]) for row in studied} == {("", "fewer than 5")}
        assert {row["count"] for row in studied} == {""}


def test_the_table_has_every_standing_and_every_tally() -> None:
    found = rows(written(report_of(platform(), hidden=False), Format.CSV))
    assert tuple(found[0]) == COLUMNS
    standings = {(row["member"], row["key"]): row["status"] for row in found if row["part"] == "lesson"}
    assert standings == {
        (member.name, key): lesson.status.value
        for member in platform().members
        for key, lesson in member.lessons.items()
    }
    tallies = {(row["key"], row["status"]): int(row["count"]) for row in found if row["part"] == "tally"}
    assert tallies == {
        (lesson.lesson, status.value): number
        for lesson in platform().lessons
        for status, number in lesson.tally.items()
    }


def test_where_tallies_have_fewer_overdue_than_there_are_it_is_said_why() -> None:
    record = platform()
    helped, late = record.overdue_needing_help, record.overdue
    assert 0 < helped < late
    said = f"{helped} overdue lessons need help too: in a tally they count as needs help"
    asked = planned(record)  # with announced quizzes that nobody has taken
    for made, missing in ((record, ""), (asked, f"announced results passed · {asked.not_taken} not taken yet")):
        report = report_of(made, hidden=True)
        for format_ in (Format.HTML, Format.MARKDOWN):
            assert said in written(report, format_)
            assert missing in written(report, format_)
    found = {row["key"]: row["count"] for row in rows(written(report_of(asked, hidden=True), Format.CSV))}
    assert (found["overdue-needing-help"], found["results-not-taken"]) == (str(helped), str(asked.not_taken))


def test_a_report_says_who_may_see_it_what_it_is_not_for_and_how_long_it_is_true() -> None:
    named, numbered = (contents.notices(report_of(platform(), hidden=hidden)) for hidden in (False, True))
    assert "for the leaders of this group alone" in named[0].sentence
    assert "numbers in place of names" in numbered[0].sentence
    few = contents.notices(report_of(night_shift(), hidden=True))
    assert "easily recognised" in few[0].sentence
    for format_ in (Format.HTML, Format.MARKDOWN):
        text = written(report_of(platform(), hidden=True), format_)
        assert "never use it for marks, pay, ranking or blame" in text
        assert "23 Nov 2026" in text
    assert "made up" in page(report_of(platform(), hidden=True, demo=True))


def test_what_is_called_wrong_and_who_has_not_accepted_are_counted_and_not_quoted() -> None:
    for format_ in (Format.HTML, Format.MARKDOWN):
        text = written(report_of(KNOWN, hidden=False), format_)
        assert "1 status here is called wrong" in text
        assert "1 more has not accepted the charter" in text
        assert "aunt" not in text
        assert "To ship safely" in text
    archived = replace(KNOWN, about=About(archived=date(2026, 11, 1)))
    assert "Archived on Sun 1 Nov" in page(report_of(archived, hidden=True))


# The plan


@pytest.mark.parametrize("format_", Format)
def test_planned_and_done_goals_and_sprints_are_in_every_format(format_: Format) -> None:
    report = report_of(KNOWN, hidden=False, sprints=SPRINTS)
    text = written(report, format_)
    said = "\n".join(Page(text).said) if format_ is Format.HTML else text
    for week in KNOWN.pace[-3:]:
        assert re.search(rf"\b{week.planned}\b", said)
        assert re.search(rf"\b{week.done}\b", said)
    assert [one.text for one in KNOWN.goals if one.text not in said] == []
    assert [one.name for one in SPRINTS if one.name not in said] == []
    if format_ in {Format.HTML, Format.MARKDOWN}:
        assert "44 lessons behind" in said
        assert "50% now, its day is past" in said
        assert "beside 2 other groups" in said
    if format_ is Format.CSV:
        table = rows(text)
        parts = {part: [row for row in table if row["part"] == part] for part in ("planned", "done", "goal")}
        assert [(int(row["count"]), int(row["of"])) for row in parts["planned"]] == [
            (one.planned, one.assigned) for one in KNOWN.pace
        ]
        assert [int(row["count"]) for row in parts["done"]] == [one.done for one in KNOWN.pace]
        assert [(row["member"], row["status"], row["day"]) for row in parts["goal"]] == [
            (one.owner, one.state, one.due.isoformat()) for one in KNOWN.goals
        ]
        assert {row["status"] for row in table if row["part"] == "sprint-improvement"} == {"much-more", ""}
    if format_ is Format.JSON:
        assert [one["sprint"] for one in json.loads(text)["sprints"]] == [one.name for one in SPRINTS]


def test_who_sees_to_a_goal_is_not_to_be_matched_with_a_number() -> None:
    # All of a group know who does, so that the number beside it would tell everything else of them.
    leader = replace(KNOWN.goals[0], owner="Mira Olsen", text="With PRIYA NAIR, not 李晓明的 Priya Nairobi")
    numbered = report_of(replace(KNOWN, goals=(leader, *KNOWN.goals[1:])), hidden=True).record
    assert [one.owner for one in numbered.goals] == ["Mira Olsen", "Mira Olsen", "", "Mira Olsen", "name hidden"]
    assert numbered.goals[0].text == "With name hidden, not name hidden的 Priya Nairobi"
    assert not numbered.goals[-1].ended_by


def test_a_chart_has_whole_numbers_at_equal_steps() -> None:
    assert [list(scale(most)) for most in (0, 1, 7, 168, 500)] == [
        [0, 1, 2],
        [0, 1, 2],
        [0, 2, 4, 6, 8],
        [0, 50, 100, 150, 200],
        [0, 100, 200, 300, 400, 500],
    ]
    alone = replace(KNOWN, pace=KNOWN.pace[-1:])
    assert "planned 168, done 124" in page(report_of(alone, hidden=True)), "one week is a dot and a tick"


# A page for everybody


def test_every_chart_has_a_title_and_every_status_a_shape_of_its_own() -> None:
    shown = page(report_of(platform(), hidden=False))
    drawings = re.findall(r'<svg[^>]*role="img"[^>]*>(<title>[^<]+</title>)?', shown)
    assert drawings
    assert all(drawings)
    shapes = set(re.findall(r'<symbol id="shape-([a-z-]+)"[^>]*>(.*?)</symbol>', shown))
    assert {name for name, _drawn in shapes} == {status.value for status in Status}
    assert len({drawn for _name, drawn in shapes}) == len(Status)
    assert "needs help: stuck, since week of 23 Nov" in shown


def test_every_table_has_a_caption_and_heads_with_their_scope() -> None:
    shown = page(report_of(planned(crowd(8, 45)), hidden=True))
    tables = re.findall(r"<table.*?</table>", shown)
    assert len(tables) >= 3 + 5
    for table in tables:
        assert re.search(r"<caption[^>]*>.", table)
        assert re.findall(r"<th(?![a-z])[^>]*>", table) == re.findall(
            r'<th(?![a-z])[^>]*scope="(?:col|row)"[^>]*>', table
        )
    assert "Lessons 1 to 23" in shown, "two tables of one size fit on paper"
    assert "Lessons 24 to 45" in shown


def test_a_page_is_in_the_language_in_use() -> None:
    assert '<html lang="en">' in page(report_of(platform(), hidden=False))
    use("zh")
    shown = page(report_of(platform(), hidden=True))
    assert '<html lang="zh-Hans">' in shown
    assert "Needs help" not in shown
    assert "需要帮助" in shown
    assert ">2\n11月<" in page(report_of(planned(platform()), hidden=True)), "a week of the chart"


@pytest.mark.parametrize("format_", Format)
@pytest.mark.parametrize("record", [group("Owls", {}), group("Owls", {"Amy": ""}, titles=(), dimensions=())])
def test_an_empty_group_has_a_report_too(record: GroupRecord, format_: Format) -> None:
    text = written(report_of(record, hidden=True), format_)
    assert "Owls" in text
    if format_ is Format.HTML:
        Page(text)
