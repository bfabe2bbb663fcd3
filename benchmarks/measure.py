"""Ratios that hold on any machine: two things measured in turn, their medians and spreads compared."""

import gc
import json
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = Path(__file__).with_name("results.json")

Subject = Callable[[Path], Iterator["Line"]]
"""Measures one subject with an empty folder to work in, and gives its lines as they come."""

Clock = Callable[[], float]
"""Seconds since whenever."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What one side took, over all rounds."""

    median: float
    low: float
    """First quartile."""
    high: float
    """Third quartile."""
    rounds: int


@dataclass(frozen=True, slots=True)
class Line:
    """One comparison."""

    name: str
    unit: str
    """`s`, `ms` or `MB`."""
    ours: Sample
    baseline: Sample
    goal: float
    """The highest ratio that is good enough."""

    @property
    def ratio(self) -> float:
        """Ours to the baseline: of the medians."""
        return self.ours.median / self.baseline.median

    @property
    def ok(self) -> bool:
        """Whether the goal is reached."""
        return self.ratio <= self.goal

    def __str__(self) -> str:
        ours, baseline = (f"{shown(side.median)} {self.unit}" for side in (self.ours, self.baseline))
        verdict = "ok" if self.ok else "short"
        return f"{self.name:<46}  {ours:>9}  {baseline:>9}  {self.ratio:>6.2f}  {self.goal:>5.2f}  {verdict}"


def shown(value: float) -> str:
    """Three digits of a figure, more of a large one."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def sample(values: Sequence[float]) -> Sample:
    """Median and quartiles of some measurements."""
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else [*values] * 3
    return Sample(middle, low, high, len(values))


def seconds(action: Callable[[], object], clock: Clock = time.perf_counter) -> Callable[[], float]:
    """A measurement of how long `action` takes, in seconds, undisturbed by garbage of the rounds before.

    By `time.process_time`, it is the time of the processor: what else runs on the machine has no say.
    """

    def measure() -> float:
        gc.collect()
        begin = clock()
        action()
        return clock() - begin

    return measure


def alternate(
    ours: Callable[[], Sequence[float]], baseline: Callable[[], Sequence[float]], rounds: int
) -> list[tuple[Sample, Sample]]:
    """Measure both in turn, once for warmth and then `rounds` times; for each figure that they give, the two sides.

    Both give the same number of figures, in the same order.
    """
    ours(), baseline()
    mine, theirs = [], []
    for _ in range(rounds):
        mine.append(ours())
        theirs.append(baseline())
    return [
        (sample(left), sample(right))
        for left, right in zip(zip(*mine, strict=True), zip(*theirs, strict=True), strict=True)
    ]


def exactly(value: float) -> Sample:
    """A goal that is no measurement."""
    return Sample(value, value, value, 1)


def compare(
    name: str,
    ours: Callable[[], object],
    baseline: Callable[[], object],
    *,
    goal: float,
    rounds: int = 11,
    clock: Clock = time.perf_counter,
) -> Line:
    """How long two actions take in milliseconds, measured in turn."""
    left, right = seconds(ours, clock), seconds(baseline, clock)
    ((mine, theirs),) = alternate(lambda: [left() * 1000], lambda: [right() * 1000], rounds)
    return Line(name, "ms", mine, theirs, goal)


def report(subjects: Iterable[Subject]) -> list[Line]:
    """Measure the subjects and print a line for each comparison, as they come."""
    print(f"{'name':<46}  {'ours':>9}  {'baseline':>9}  {'ratio':>6}  {'goal':>5}")
    lines = []
    for subject in subjects:
        with tempfile.TemporaryDirectory(prefix="fivefold-bench-") as folder:
            for line in subject(Path(folder)):
                print(line, flush=True)
                lines.append(line)
    return lines


def keep(lines: Iterable[Line]) -> None:
    """Write the lines of a whole run to `results.json`."""
    kept = [{**asdict(line), "ratio": round(line.ratio, 4), "ok": line.ok} for line in lines]
    surroundings = {"python": platform.python_version(), "system": platform.system(), "machine": platform.machine()}
    text = json.dumps({**surroundings, "lines": kept}, indent=1, ensure_ascii=False)
    RESULTS.write_text(text + "\n", encoding="utf-8")
