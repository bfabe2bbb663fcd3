"""What somebody may have as they like it: each preference, what it may be, and who says what it is.

It is long because it is the one list of them, each with its words and its door.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from enum import Enum
from pathlib import Path

from lessons.light import dataclass
from quizzes.memory import LEAST_RETENTION, MOST_RETENTION, RETENTION
from store.errors import StoreError
from tui.i18n import LANGUAGES, _, later, listed
from tui.pace import read_weekdays, write_weekdays
from tui.unknown import nearest

AUTO = "auto"
"""What fits the terminal."""
ON, OFF = "true", "false"
MOST_MINUTES = 7 * 24 * 60
"""Of a week."""
LEAST_MONTHS, MOST_MONTHS = 3, 120
"""For which the details of studying are kept, where they are not kept for good."""
_EXTRA_THEMES = (
    *("ansi-dark", "ansi-light", "atom-one-dark", "atom-one-light", "catppuccin-frappe", "catppuccin-latte"),
    *("catppuccin-macchiato", "catppuccin-mocha", "dracula", "flexoki", "gruvbox", "monokai", "nord", "rose-pine"),
    *("rose-pine-dawn", "rose-pine-moon", "solarized-dark", "solarized-light", "textual-dark", "textual-light"),
    "tokyo-night",
)
"""The themes that Textual brings; named here, as nothing of it may be loaded to read a file."""


class Source(Enum):
    """Who said what a setting is, the stronger first."""

    OPTION = "option"
    ENVIRONMENT = "environment"
    FILE = "config.toml"
    CHOSEN = "app"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Said:
    """What a setting is, and who said so."""

    value: str
    source: Source
    where: str = ""
    """The option, the variable or the file; empty for a default."""


@dataclass(frozen=True, slots=True)
class Preference:
    """One thing that somebody may have as they like it."""

    key: str
    """In `config.toml`; in capitals behind `FIVEFOLD_` the variable."""
    group: str
    title: str
    told: str
    """What it does, in one sentence. Group, title and sentence are marked for translation."""
    offered: tuple[str, ...]
    """What it may be, in the order in which the app offers it."""
    default: str
    others: frozenset[str] = frozenset()
    """What else it may be."""
    kept_as: str = ""
    """Its name among what was chosen in the app, where that is another."""

    @property
    def name(self) -> str:
        """The name that a choice in the app is kept as."""
        return self.kept_as or self.key

    @property
    def personal(self) -> bool:
        """Whether each member of a database has it as they like it; else it is the terminal's."""
        return self.key not in _OF_THE_TERMINAL

    @property
    def switch(self) -> bool:
        """Whether it is on or off."""
        return self.offered == (ON, OFF)

    @property
    def variable(self) -> str:
        """The environment variable that says what it is."""
        return f"FIVEFOLD_{self.key.upper()}"

    def read(self, text: str) -> str:
        """What somebody wrote, as it is kept.

        Raises:
            ValueError: it may not be this; with what it may be, in one sentence.
        """
        text = text.strip()
        if read := _READERS.get(self.key):
            return read(text)
        if self.switch:
            text = _SWITCH.get(text.casefold(), text)
        if self.key == "theme":
            text = text.removeprefix("fivefold-")
        if text in self.offered or text in self.others:
            return text
        near = nearest(text, [*self.offered, *self.others])
        if near:
            raise ValueError(
                _("{key} cannot be {value}. Did you mean {near}?").format(key=self.key, value=repr(text), near=near)
            )
        raise ValueError(
            _("{key} cannot be {value}; choose one of: {known}.").format(
                key=self.key, value=repr(text), known=listed(self.offered)
            )
        )

    def refusal(self, text: str) -> str:
        """Why somebody may not write this, in one sentence; empty where they may."""
        try:
            self.read(text)
        except ValueError as problem:
            return str(problem)
        return ""

    def toml(self, value: str) -> str | float | bool:
        """A value as `config.toml` has it."""
        if self.key == "recall":
            return float(value)
        if self.key in WHOLE:
            return int(value)
        return value == ON if self.switch else value


_OF_THE_TERMINAL = frozenset({"glyphs", "motion"})
WHOLE = frozenset({"study_minutes", "keep_months"})
"""Keys of what is a whole number."""
_SWITCH = {"on": ON, "yes": ON, "1": ON, "true": ON, "off": OFF, "no": OFF, "0": OFF, "false": OFF}


def _share(text: str) -> str:
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not LEAST_RETENTION <= share <= MOST_RETENTION:
        raise ValueError(
            _("recall cannot be {value}; it is a share from {least} to {most}, such as 0.90.").format(
                value=repr(text), least=f"{LEAST_RETENTION:.2f}", most=f"{MOST_RETENTION:.2f}"
            )
        )
    return f"{share:.2f}"


def _weekdays(text: str) -> str:
    try:
        return write_weekdays(read_weekdays(text))
    except ValueError:
        raise ValueError(
            _("study_days cannot be {value}; it is days of the week, such as mon..fri or mon,wed,sat.").format(
                value=repr(text)
            )
        ) from None


def _minutes(text: str) -> str:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST_MINUTES)) and int(text) <= MOST_MINUTES):
        raise ValueError(
            _("study_minutes cannot be {value}; it is minutes a week, up to {most}, or 0 for no aim.").format(
                value=repr(text), most=MOST_MINUTES
            )
        )
    return str(int(text))


def read_months(text: str) -> int:
    """For how many months something is kept.

    Raises:
        ValueError: it is no number of months, or too few or too many; without words.
    """
    months = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(MOST_MONTHS)) else 0
    if not LEAST_MONTHS <= months <= MOST_MONTHS:
        raise ValueError
    return months


def _months(text: str) -> str:
    if text == "0":
        return text
    try:
        return str(read_months(text))
    except ValueError:
        raise ValueError(
            _("keep_months cannot be {value}; it is months from {least} to {most}, or 0 to keep everything.").format(
                value=repr(text), least=LEAST_MONTHS, most=MOST_MONTHS
            )
        ) from None


_READERS: Mapping[str, Callable[[str], str]] = {
    "recall": _share,
    "study_days": _weekdays,
    "study_minutes": _minutes,
    "keep_months": _months,
}

APPEARANCE, LANGUAGE, STUDY = later("Appearance"), later("Language"), later("Study")

PREFERENCES: Mapping[str, Preference] = {
    one.key: one
    for one in (
        Preference(
            "theme",
            APPEARANCE,
            later("Theme"),
            later("Colours: auto goes by the background of your terminal; contrast is the strongest."),
            (AUTO, "dark", "light", "contrast"),
            AUTO,
            frozenset(_EXTRA_THEMES),
        ),
        Preference(
            "glyphs",
            APPEARANCE,
            later("Marks"),
            later("What bars, boxes and marks are drawn with; ascii for a terminal or a font that lacks them."),
            (AUTO, "unicode", "ascii"),
            AUTO,
        ),
        Preference(
            "motion",
            APPEARANCE,
            later("Motion"),
            later("Whether anything glides; auto holds still over SSH and where NO_MOTION is set."),
            (AUTO, "basic", "none"),
            AUTO,
        ),
        Preference(
            "contents",
            APPEARANCE,
            later("Contents"),
            later("Whether a lesson's contents stand beside its text, where the terminal has 110 columns or more."),
            (ON, OFF),
            ON,
        ),
        Preference(
            "lang",
            LANGUAGE,
            later("Language"),
            later("Of the app, and of lessons and quizzes that are translated."),
            LANGUAGES,
            "",
            kept_as="language",
        ),
        Preference(
            "study_days",
            STUDY,
            later("Study days"),
            later("Days on which you mean to study. 1 to 7 put a day in or out. Nobody else is shown any of this."),
            ("mon..fri", "mon..sat", "mon..sun", "mon,wed,fri", "tue,thu", "sat,sun"),
            "mon..fri",
        ),
        Preference(
            "study_minutes",
            STUDY,
            later("Minutes a week"),
            later("How long you mean to study in a week. Nobody else is shown this, or how long you did."),
            ("0", "30", "60", "90", "120", "150", "180", "240", "300", "420"),
            "90",
        ),
        Preference(
            "recall",
            STUDY,
            later("Recall wanted"),
            later("Share that you want to know still when it is asked again; a higher one asks more often."),
            ("0.70", "0.75", "0.80", "0.85", "0.90", "0.95", "0.97"),
            f"{RETENTION:.2f}",
        ),
        Preference(
            "digit_answers",
            STUDY,
            later("A digit answers"),
            later("In practice a digit answers at once; when off, it only chooses."),
            (ON, OFF),
            ON,
        ),
        Preference(
            "confidence",
            STUDY,
            later("Ask how sure"),
            later("Quiz and review ask how sure you are before an answer is told. Nobody else ever sees it."),
            (ON, OFF),
            OFF,
        ),
        Preference(
            "keep_months",
            STUDY,
            later("Keep details"),
            later("From the next day on, older answers, reviews and times are erased; what was completed stays."),
            ("0", "120", "60", "36", "24", "12", "6", "3"),
            "0",
        ),
    )
}
"""By key, in the order in which they are shown."""


def own_name(member: str, preference: Preference) -> str:
    """The name that a member's own choice is kept as, by the member's id."""
    return f"own:{member}:{preference.name}"


class Preferences:
    """What somebody's preferences are now, and how they are changed."""

    def __init__(
        self,
        said: Mapping[str, Said] | None = None,
        *,
        chosen: Callable[[str], str | None] = lambda _name: None,
        keep: Callable[[str, str | None], None] = lambda _name, _value: None,
        whose: Callable[[], str] = lambda: "",
        chosen_in: str = "",
        config: Path | None = None,
        lang: str = "en",
        problems: tuple[str, ...] = (),
    ) -> None:
        """Take what was said before.

        Args:
            said: By option, environment and file, by key.
            chosen: What was chosen in the app, by the name that it is kept as.
            keep: Keeps a choice under a name; None forgets it.
            whose: The id of the member whose they are; empty as long as nobody has said who studies.
            chosen_in: The file in which choices are kept.
            config: The file that is changed where it is this file that says what a preference is.
            lang: The language where nobody named one.
            problems: What of that file cannot be, each in one sentence.
        """
        self.problems = problems
        self._said = dict(said or {})
        self._chosen = chosen
        self._keep = keep
        self._whose = whose
        self.kept_in = chosen_in
        """The file in which what is chosen in the app is kept."""
        self.config = config
        """The file that one may write settings in; None where there is none to be written."""
        self._lang = lang
        self._now: dict[str, str] = {}
        """What was chosen in this run."""
        self._read: dict[str, str | None] = {}
        """What was chosen when it was read last, by the name that it is kept as."""

    def said(self, key: str) -> Said:
        """What a preference is, and who says so; a choice that only an older Fivefold knew is none."""
        preference = PREFERENCES[key]
        found = self._said.get(key)
        if found is None or found.source is Source.FILE:  # the file is the default of all who study on this machine
            found = self._chosen_as(preference, self._own(preference)) or found
        found = found or self._chosen_as(preference, preference.name)
        found = found or Said(preference.default or self._lang, Source.DEFAULT)
        return replace(found, value=self._now.get(key, found.value))

    def _own(self, preference: Preference) -> str:
        """The name that the member's own choice is kept as; empty where it is not theirs, or nobody is there yet."""
        member = self._whose() if preference.personal else ""
        return own_name(member, preference) if member else ""

    def _chosen_as(self, preference: Preference, name: str) -> Said | None:
        """What was chosen under a name; None where nothing was, or only an older Fivefold knew it."""
        chosen = self._chosen_last(name) if name else None
        try:
            return Said(preference.read(chosen), Source.CHOSEN, self.kept_in) if chosen is not None else None
        except ValueError:
            return None

    def become_another(self) -> None:
        """Somebody else studies: what was chosen in this run of what is personal was another's."""
        for key in [key for key in self._now if PREFERENCES[key].personal]:
            del self._now[key]

    def hand_over(self) -> None:
        """What was chosen before anybody had said who they are is the choice of the member who came first.

        Raises:
            StoreError: it cannot be kept.
        """
        for preference in PREFERENCES.values():
            own, chosen = self._own(preference), self._chosen(preference.name)
            if own and chosen is not None:
                self._keep(own, chosen)
                self._keep(preference.name, None)

    def _chosen_last(self, name: str) -> str | None:
        """What was chosen; as it was read before, where the database cannot be read now."""
        with suppress(StoreError):
            self._read[name] = self._chosen(name)
        return self._read.get(name)

    def value(self, key: str) -> str:
        """What a preference is."""
        return self.said(key).value

    @property
    def recall(self) -> float:
        """The share that is wanted to be known still when it is asked again."""
        return float(self.value("recall"))

    @property
    def keep_months(self) -> int:
        """For how many months the details of studying are kept; 0 for good."""
        return int(self.value("keep_months"))

    @property
    def digit_answers(self) -> bool:
        """Whether in practice a digit answers at once."""
        return self.value("digit_answers") == ON

    @property
    def contents(self) -> bool:
        """Whether the contents of a lesson stand beside its text where there is room."""
        return self.value("contents") == ON

    @property
    def confidence(self) -> bool:
        """Whether quiz and review ask how sure one is of each answer."""
        return self.value("confidence") == ON

    def choose(self, key: str, value: str) -> None:
        """Have a preference otherwise, at once and from now on.

        What is personal is kept in the database, for this member. What is the terminal's is kept where it is said: in
        `config.toml` where that says it, else in the database. What an option or a variable says comes back with it.

        Raises:
            SettingsError: the file cannot be changed; the preference holds for this run.
            StoreError: the database cannot be written; the same.
            ValueError: it may not be this.
        """
        preference = PREFERENCES[key]
        value = self._now[key] = preference.read(value)
        before, own = self._said.get(key), self._own(preference)
        if before and before.source is Source.FILE and self.config and not own:
            from tui.config_file import change  # noqa: PLC0415 - most have no such file

            change(self.config, key, preference.toml(value))
        else:
            self._keep(own or preference.name, value)
