"""The inline tree as running text: what each mark looks like, and what each says."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rich.style import Style

from lessons.inline import (
    CodeSpan,
    Emphasis,
    FootnoteMark,
    Gap,
    HardBreak,
    Image,
    Inline,
    Key,
    Link,
    SoftBreak,
    Strike,
    Strong,
    Text,
    is_glued,
    is_wide,
    plain,
)
from lessons.links import is_safe
from tui.render.outline import gap_shown
from tui.render.palette import Palette
from tui.render.text import Prose
from tui.render.words import Words

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]")
"""How an address begins that leads out of the course."""

References = Mapping[str, tuple[str, str]]
"""A document's link references: normalised label to address and title."""


class Reference(NamedTuple):
    """A link or image in the text, with the address that it would open."""

    text: str
    address: str


@dataclass(slots=True)
class Look:
    """All that decides how a text is drawn, apart from its width."""

    palette: Palette
    words: Words
    references: References
    footnotes: Mapping[str, int] = field(default_factory=dict)
    """Label of a footnote, casefolded, to its number."""
    gaps: Sequence[str] | None = None
    """What stands in the gaps of a question, by their numbers: `[[1]]` is the first; the others are empty. None where
    `[[...]]` is text."""

    as_written: bool = False
    """Whether a line ends where it does in the source; else such an end is a blank."""

    def gap(self, body: str) -> str:
        """What is seen of a gap."""
        return f"[[{body}]]" if self.gaps is None else gap_shown(body, self.gaps)


def opens(address: str) -> bool:
    """Whether an address may be opened at all: a safe external one, or a path that stays inside the course."""
    return is_safe(address) or _ELSEWHERE.match(address) is None


def image_name(image: Image) -> str:
    """What an image is called: its alternative text, else its file's name."""
    return image.alt or image.address.rsplit("/", 1)[-1]


def references_in(inlines: Sequence[Inline]) -> Iterator[Reference]:
    """The links and images of a text, in order."""
    for inline in inlines:
        match inline:
            case Link(address, _, children):
                yield Reference(plain(children) or address, address)
            case Image(address, _):
                yield Reference(image_name(inline), address)
            case Strong(children) | Emphasis(children) | Strike(children) | Key(children):
                yield from references_in(children)
            case _:
                pass


def footnotes_in(inlines: Sequence[Inline]) -> Iterator[str]:
    """The labels of the footnotes that a text refers to, in order."""
    for inline in inlines:
        match inline:
            case FootnoteMark(label):
                yield label
            case Strong(children) | Emphasis(children) | Strike(children) | Key(children) | Link(_, _, children):
                yield from footnotes_in(children)
            case _:
                pass


def write(prose: Prose, inlines: Sequence[Inline], look: Look, base: Style) -> None:
    """Write an inline tree at the end of `prose`; `base` is the style of the text around it."""
    for index, inline in enumerate(inlines):
        match inline:
            case Text(text):
                prose.add(text, base)
            case SoftBreak() if look.as_written:
                prose.end_line()
            case SoftBreak():
                after = _first_after(inlines, index)
                if not (prose.last and after and is_glued(prose.last, after)):
                    prose.add(" ", base)
            case HardBreak():
                prose.end_line()
            case _:
                _write_mark(prose, inline, look, base)


def _write_mark(prose: Prose, inline: Inline, look: Look, base: Style) -> None:
    style = look.palette.style
    match inline:
        case Strong(children):
            write(prose, children, look, base + style("strong"))
        case Emphasis(children):
            role = "emphasis.han" if any(is_wide(character) for character in plain(children)) else "emphasis"
            write(prose, children, look, base + style(role))
        case Strike(children):
            write(prose, children, look, base + style("strike"))
        case CodeSpan(text):
            prose.add_word(text, base + style("code"))
        case Key(children):
            prose.add_word(plain(children), base + style("key"))
        case Link(address, _, children):
            _write_link(prose, address, children, look, base)
        case Image():
            prose.add(look.words.image.format(alt=image_name(inline)), base + style("link"))
        case FootnoteMark(label):
            prose.add(f"[{look.footnotes.get(label.casefold(), label)}]", base + style("reference"))
        case Gap(body):
            if look.gaps is None:
                prose.add(look.gap(body), base + style("plain"))
            else:
                prose.add_whole(look.gap(body), base + style("gap"))
        case _:
            prose.add(plain((inline,)), base)


def _write_link(prose: Prose, address: str, children: Sequence[Inline], look: Look, base: Style) -> None:
    if opens(address):
        write(prose, children or (Text(address),), look, base + look.palette.style("link"))
        return
    write(prose, children, look, base)
    prose.add(f" <{address}>" if children else f"<{address}>", base + look.palette.style("muted"))


def _first_after(inlines: Sequence[Inline], index: int) -> str:
    """The first character that the text after a place will show."""
    for following in range(index + 1, len(inlines)):
        inline = inlines[following]
        if isinstance(inline, HardBreak | SoftBreak):
            return " "
        if isinstance(inline, FootnoteMark):
            return "["
        if text := plain((inline,)):
            return text[0]
    return ""
