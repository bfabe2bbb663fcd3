"""A group's report in a real browser: it asks nobody for anything, and reads well on a phone, by night and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.mirror import GroupRecord
from tests.groups import crowd, night_shift, platform
from tests.reports import SPRINTS, hostile, planned
from tui.i18n import use
from tui.report.contents import report_of
from tui.report.page import page as page_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
SMALLEST = (360, 740)
GROUPS = {
    "platform": lambda: planned(platform()),
    "few": lambda: planned(night_shift()),
    "crowd": lambda: crowd(60, 45),
    "hostile": hostile,
}

CONTRAST = """
() => {
  const parse = text => { const n = text.match(/[\\d.]+/g).map(Number); return {rgb: n.slice(0, 3), a: n[3] ?? 1}; };
  const light = rgb => {
    const [r, g, b] = rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  let seen = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.parentElement;
    if (!node.data.trim() || at.closest("svg")) continue;
    let behind = null;
    for (let up = at; up && !behind; up = up.parentElement) {
      const colour = parse(getComputedStyle(up).backgroundColor);
      if (colour.a === 1) behind = colour.rgb;
    }
    const [a, b] = [light(parse(getComputedStyle(at).color).rgb), light(behind)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    seen += 1;
    if (ratio < 4.5) found.push(`${ratio.toFixed(2)} ${node.data.trim().slice(0, 40)}`);
  }
  return {seen, found};
}
"""
"""Texts that do not stand out from what is behind them, by the formula of WCAG 2."""

TABLES = """
() => [...document.querySelectorAll("table")].flatMap(table => {
  const wrong = [];
  const name = table.caption?.textContent.trim();
  if (!name) wrong.push("a table without a caption");
  if (!table.tHead || [...table.tHead.querySelectorAll("td, th:not([scope=col])")].length) wrong.push(`${name}: head`);
  for (const row of table.tBodies[0].rows)
    if (row.cells[0].tagName !== "TH" || row.cells[0].scope !== "row") wrong.push(`${name}: ${row.textContent}`);
  return wrong;
})
"""


@dataclass
class Opened:
    """A page in the browser, and what came of opening it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    """Whatever it asked for but itself; none was let through."""
    complaints: list[str] = field(default_factory=list)
    """What the browser's console said, breaches of the page's policy among it."""

    def overflow(self) -> int:
        """How many pixels the page is wider than its window."""
        wider: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return wider


@contextmanager
def opened(
    chromium: Browser, path: Path, size: tuple[int, int] = SIZES["desktop"], scheme: str = "light"
) -> Iterator[Opened]:
    """A file in the browser."""
    width, height = size
    context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    found = Opened(context.new_page())

    def ask(route: Route) -> None:
        if route.request.url == path.as_uri():
            route.continue_()
        else:
            found.requests.append(route.request.url)
            route.abort()

    found.page.route("**/*", ask)
    found.page.on("console", lambda said: found.complaints.append(said.text))
    found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
    found.page.goto(path.as_uri())
    yield found
    context.close()


@pytest.fixture
def reports(tmp_path: Path) -> Mapping[str, Path]:
    """A file for each group, with names and, in Chinese, without."""
    made = {}
    for name, record in GROUPS.items():
        made[name] = _write(tmp_path / f"{name}.html", record(), hidden=False)
    use("zh")
    made["chinese"] = _write(tmp_path / "chinese.html", planned(platform()), hidden=True)
    return made


def _write(path: Path, record: GroupRecord, *, hidden: bool) -> Path:
    path.write_text(page_of(report_of(record, hidden=hidden, sprints=SPRINTS)), encoding="utf-8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_a_report_can_be_read(
    chromium: Browser, reports: Mapping[str, Path], pictures: Path, size: str, scheme: str
) -> None:
    for name, path in reports.items():
        with opened(chromium, path, SIZES[size], scheme) as one:
            one.page.screenshot(path=pictures / f"{name}-{size}-{scheme}.png", full_page=True)
            assert one.requests == []
            assert one.complaints == []
            assert one.page.locator("script").count() == 0
            assert one.overflow() <= 0, name
            assert one.page.evaluate(TABLES) == []
            contrast = one.page.evaluate(CONTRAST)
            assert contrast["found"] == [], name
            assert contrast["seen"] > 50, name
            dark = one.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 19, 20)"
            assert dark is (scheme == "dark"), "the page's own style is in force"


def test_no_report_is_wider_than_a_small_phone(chromium: Browser, reports: Mapping[str, Path]) -> None:
    for name, path in reports.items():
        with opened(chromium, path, SMALLEST) as one:
            assert one.overflow() <= 0, name
            boxes = one.page.evaluate("[...document.querySelectorAll('.box')].map(e => getComputedStyle(e).overflowX)")
            assert set(boxes) <= {"auto"}


def test_what_authors_and_members_wrote_is_text(chromium: Browser, reports: Mapping[str, Path]) -> None:
    with opened(chromium, reports["hostile"]) as one:
        made_up = "img, iframe, a, form, object, link, base, marquee, [onerror], [onclick], [onload], [style]"
        assert one.page.locator(made_up).count() == 0
        assert "<img src=x onerror=alert(1)>" in one.page.inner_text("main")


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_report_prints(chromium: Browser, reports: Mapping[str, Path], pictures: Path, paper: str) -> None:
    for name, fewest, most in (("platform", 2, 7), ("crowd", 8, 14)):
        with opened(chromium, reports[name], scheme="dark") as one:
            one.page.emulate_media(media="print")
            assert one.page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)", "black, by night too"
            printed = one.page.pdf(path=pictures / f"{name}-{paper}.pdf", format=paper)
            assert printed.startswith(b"%PDF")
            pages = len(re.findall(rb"/Type\s*/Page\b", printed))
            assert fewest <= pages <= most, "no page is left empty because a table would not go on over it"
            width = {"A4": 688, "Letter": 710}[paper]  # CSS pixels between the margins
            one.page.set_viewport_size({"width": width, "height": 900})
            assert one.overflow() <= 0, "nothing is cut off at the edge of the paper"
            rows = one.page.evaluate(
                "[...document.querySelectorAll('tr, li')].map(e => getComputedStyle(e).breakInside)"
            )
            assert set(rows) == {"avoid"}
            long = "[...document.querySelectorAll('.matrix, .tallies, .weeks, .results')]"
            kept = one.page.evaluate(f"{long}.filter(e => getComputedStyle(e).breakInside === 'avoid').length")
            assert kept == one.page.locator(".questions").count(), "a long table goes on over the page"
            heads = one.page.evaluate("[...document.querySelectorAll('thead')].map(e => getComputedStyle(e).display)")
            assert set(heads) == {"table-header-group"}


BAD: Sequence[tuple[str, str]] = (
    ("<script>document.title = 'acted'</script>", "script"),
    ("<img src='https://example.org/a.png'>", "img"),
    ("<p style='color: red'>x</p>", "style"),
    ("<style>p { color: red }</style>", "style"),
)


@pytest.mark.parametrize(("added", "what"), BAD, ids=[what for _added, what in BAD])
def test_the_page_s_policy_stops_what_should_never_be_in_it(
    chromium: Browser, reports: Mapping[str, Path], tmp_path: Path, added: str, what: str
) -> None:
    # The other tests look for nothing: this one shows that they would see it.
    path = tmp_path / "bad.html"
    path.write_text(reports["few"].read_text(encoding="utf-8").replace("<main>", f"<main>{added}"), encoding="utf-8")
    with opened(chromium, path) as one:
        assert any("Content Security Policy" in said for said in one.complaints), what
        assert one.requests == []
        assert one.page.title() != "acted"
