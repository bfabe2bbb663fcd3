"""The key map: every binding of the product, by id, so that a test can hold the whole of it against its rules.

It is long because it is that one map: a sentence that names a key finds it by its id in whichever list it stands, as
people write it.
"""

from textual.binding import Binding
from textual.keys import key_to_character

from tui.i18n import _, later

_FULL_WIDTH = {ord(str(digit)): chr(ord("０") + digit) for digit in range(10)}
"""Digits as an input method types them, where it is set to full width."""


def key(
    name: str, keys: str, action: str, text: str, *, display: str = "", show: bool = True, priority: bool = False
) -> Binding:
    """A binding: id, keys, action, its English text, how the key is written, whether the footer shows it."""
    keys = ",".join(f"{one},{one.translate(_FULL_WIDTH)}" if one.isdecimal() else one for one in keys.split(","))
    return Binding(keys, action, text, id=name, key_display=display or None, show=show, priority=priority, system=False)


def truths(screen: str) -> list[Binding]:
    """The letters that answer a question of true and false, as an option's digit does."""
    return [
        key(f"{screen}.true", "t", "choose_option('t')", later("True"), display="t", show=False),
        key(f"{screen}.false", "f", "choose_option('f')", later("False"), display="f", show=False),
    ]


_WRITTEN = {
    "slash": "/",  # Unicode calls it a solidus
    "minus": "-",
    "delete": "Del",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
}


def written(name: str) -> str:
    """A key as people write it."""
    if name in _WRITTEN:
        return _WRITTEN[name]
    modifier, plus, last = name.partition("+")
    if plus and modifier in {"ctrl", "shift"}:
        return f"{modifier.title()}+" + _WRITTEN.get(last, last.upper())
    if len(name) > 1 and name[0] == "f" and name[1:].isdigit():
        return name.upper()
    character = key_to_character(name)
    return character if character and character.isprintable() else name


_ARROWS = {
    "up": later("Up arrow"),
    "down": later("Down arrow"),
    "left": later("Left arrow"),
    "right": later("Right arrow"),
}


def spelled(shown: str) -> str:
    """A written key with its arrow as a word, where an arrow would be taken for a letter: in ASCII a down is a v."""
    for name, word in _ARROWS.items():
        shown = shown.replace(_WRITTEN[name], _(word))
    return shown


def in_words(name: str) -> str:
    """A key as a sentence names it; in a terminal of any kind, so that no arrow is in it."""
    modifier, plus, last = name.rpartition("+")
    return spelled(f"{modifier.title()}{plus}{_WRITTEN[last]}" if last in _ARROWS else written(name))


def types(name: str) -> bool:
    """Whether a key writes something where text is typed."""
    character = "-" if name == "minus" else key_to_character(name)  # Unicode has no character of that name
    return character is not None and character.isprintable()


QUIT = key("app.quit", "ctrl+q", "leave_app", later("Quit"), display="Ctrl+Q", show=False, priority=True)
PALETTE = key("app.palette", "colon,：,ctrl+p", "find", later("Go to"), display=":", show=False)
THEME = key("app.theme", "f3", "next_theme", later("Theme"), display="F3", show=False, priority=True)
LANGUAGE = key("app.language", "f2", "next_language", later("Language"), display="F2", show=False, priority=True)
SEARCH = key("app.search", "slash,、,／,ctrl+f", "search", later("Search"), display="/", show=False)
SETTINGS = key("app.settings", "comma,，,f10", "app.settings", later("Settings"), display=",", show=False)
HELP = key("app.help", "question_mark,？,f1", "show_help", later("Help"), display="?")

INSTEAD = frozenset({"f1", "ctrl+p", "ctrl+f", "f10"})
"""Keys that stand in for one that is typed where there is a field: they are written instead of it."""

WELCOME = [
    key("welcome.start", "enter", "start", later("Start"), display="Enter", priority=True),
    key("welcome.next", "tab,down", "step(1)", later("Next line"), display="Tab"),
    key("welcome.before", "shift+tab,up", "step(-1)", later("Line before"), display="Shift+Tab", show=False),
    key("welcome.language", "f2", "app.next_language", later("Language"), display="F2", priority=True),
    key("welcome.theme", "f3", "app.next_theme", later("Theme"), display="F3", priority=True),
    key("welcome.settings", "f10", "app.settings", later("Settings"), display="F10"),
    key("welcome.quit", "ctrl+q", "app.leave_app", later("Quit"), display="Ctrl+Q", priority=True),
]
TODAY = [
    key("today.open", "enter", "open", later("Open"), display="Enter"),
    key("today.card", "1", "card(1)", later("First card"), display="1", show=False),
    key("today.second", "2", "card(2)", later("Second card"), display="2", show=False),
    key("today.third", "3", "card(3)", later("Third card"), display="3", show=False),
    key("today.down", "down,j", "move(1)", later("Down"), display="↓", show=False),
    key("today.up", "up,k", "move(-1)", later("Up"), display="↑", show=False),
    key("today.course", "c,f4", "course", later("Course"), display="c"),
    key("today.me", "m,f7", "me", later("Me"), display="m"),
    # Before the list, where g goes to the first row: a screen's own keys win.
    key("today.group", "g,f8", "group", later("Group"), display="g", priority=True),
    key("today.trainer", "t,f9", "trainer", later("Trainer"), display="t"),
    key("today.who", "w", "who", later("Who studies"), display="w", show=False),
    key("today.result", "v,f6", "result", later("Result"), display="v", show=False),
    key("today.notes", "n,ctrl+n", "notes", later("Notes"), display="n", show=False),
    key("today.search", "slash,、,／,ctrl+f", "app.search", later("Search"), display="/"),
    key("today.find", "colon,：,ctrl+p", "app.find", later("Go to"), display=":"),
    key("today.theme", "f3", "app.next_theme", later("Theme"), display="F3", show=False),
    key("today.quit", "q", "app.leave_app", later("Quit"), display="q"),
]
ME = [
    key("me.review", "v,enter", "review", later("Review"), display="v"),
    key("me.practise", "p,1", "practise", later("Practise"), display="p"),
    key("me.suspended", "s,2", "suspended", later("Suspended"), display="s"),
    key("me.mirror", "l,f8", "mirror", later("What leaders see"), display="l"),
    key("me.away", "a,f6", "away", later("Away"), display="a"),
    key("me.down", "down,j", "line(1)", later("Down"), display="↓", show=False),
    key("me.up", "up,k", "line(-1)", later("Up"), display="↑", show=False),
    key("me.page_down", "pagedown,space", "page(1)", later("Page down"), display="PgDn", show=False),
    key("me.page_up", "pageup,b", "page(-1)", later("Page up"), display="PgUp", show=False),
    key("me.home", "home,g", "edge(-1)", later("First"), display="Home", show=False),
    key("me.end", "end,G", "edge(1)", later("Last"), display="End", show=False),
    key("me.back", "escape", "back", later("Back"), display="Esc"),
]
BACK = key("back", "escape", "back", later("Back"), display="Esc")
SUSPENDED = [
    key("suspended.resume", "enter", "resume", later("Resume"), display="Enter"),
    key("suspended.undo", "u,ctrl+z", "undo", later("Undo"), display="u"),
    BACK,
]
SETTINGS_LIST = [
    key("settings.next", "enter,right", "change(1)", later("Change"), display="Enter"),
    key("settings.before", "left", "change(-1)", later("Change back"), display="←"),
    *(
        key(f"settings.day{number}", str(number), f"day({number})", title, display=str(number), show=False)
        for number, title in enumerate(
            (
                later("Monday in or out"),
                later("Tuesday in or out"),
                later("Wednesday in or out"),
                later("Thursday in or out"),
                later("Friday in or out"),
                later("Saturday in or out"),
                later("Sunday in or out"),
            ),
            start=1,
        )
    ),
    key("settings.back", "escape", "back", later("Back"), display="Esc"),
]
COURSES = [key("courses.open", "enter", "open", later("Open"), display="Enter"), BACK]
COURSE = [
    key("course.open", "enter", "open", later("Open"), display="Enter"),
    key("course.quiz", "q,right", "quiz", later("Quiz"), display="q"),
    key("course.result", "v,f6", "result", later("Result"), display="v"),
    key("course.all", "c,f4", "courses", later("All courses"), display="c"),
    key("course.problems", "p,f5", "problems", later("Problems"), display="p"),
    BACK,
]
NOTICE = [
    key("notice.start", "enter", "start", later("Start"), display="Enter"),
    BACK,
]
BLOCKED = [
    key("blocked.retry", "r,enter", "retry", later("Try again"), display="r"),
    key("blocked.quit", "ctrl+q", "app.leave_app", later("Quit"), display="Ctrl+Q", priority=True),
]
LOST = [
    key("lost.restore", "enter", "restore", later("Go back to it"), display="Enter"),
    key("lost.afresh", "b,ctrl+b", "begin_afresh", later("Begin afresh"), display="b"),
    key("lost.quit", "q,escape", "app.leave_app", later("Quit"), display="q"),
]
"""Where there is no database any more, and backups of it are."""
REFUSED = [
    key("refused.again", "enter", "again", later("Try again"), display="Enter"),
    key("refused.elsewhere", "s,ctrl+s", "elsewhere", later("Save elsewhere"), display="s"),
    key("refused.close", "escape", "close", later("Not now"), display="Esc"),
]
"""Where something could not be recorded."""
SEARCHING = [
    key("search.open", "enter", "open", later("Open"), display="Enter", priority=True),
    key("search.down", "down", "move(1)", later("Down"), display="↓"),
    key("search.up", "up", "move(-1)", later("Up"), display="↑", show=False),
    key("search.page_down", "pagedown", "page(1)", later("Page down"), display="PgDn", show=False),
    key("search.page_up", "pageup", "page(-1)", later("Page up"), display="PgUp", show=False),
    key("search.first", "ctrl+home", "edge(-1)", later("First"), display="Ctrl+Home", show=False),
    key("search.last", "ctrl+end", "edge(1)", later("Last"), display="Ctrl+End", show=False),
    key("search.back", "escape", "back", later("Back"), display="Esc"),
]
"""Of the search; letters and digits are typed."""
NOTES = [
    key("notes.open", "enter", "open", later("To the passage"), display="Enter"),
    key("notes.edit", "e,ctrl+e", "edit", later("Edit"), display="e"),
    key("notes.delete", "d,delete", "delete", later("Delete"), display="d"),
    key("notes.undo", "u,ctrl+z", "undo", later("Undo"), display="u"),
    key("notes.save", "s,ctrl+s", "save", later("Export notes"), display="s"),
    BACK,
]
NOTE_EDITOR = [
    key("writing.keep", "ctrl+s", "keep", later("Keep"), display="Ctrl+S", priority=True),
    key("writing.up", "ctrl+up", "passage(-1)", later("Passage above"), display="Ctrl+↑", show=False, priority=True),
    key("writing.down", "ctrl+down", "passage(1)", later("Passage below"), display="Ctrl+↓", show=False, priority=True),
    key("writing.new", "ctrl+n", "new", later("New note"), display="Ctrl+N", priority=True),
    key("writing.discard", "ctrl+g", "discard", later("Discard"), display="Ctrl+G", priority=True),
    key("writing.close", "escape", "keep", later("Keep and close"), display="Esc", priority=True),
]
"""Of the window that a note is written in: all that close it keep what was written, but for the one that says so."""
READER = [
    key("find.next", "enter,n", "match(1)", later("Next match"), display="Enter"),
    key("find.previous", "N,shift+enter,ctrl+up", "match(-1)", later("Match before"), display="N", show=False),
    key("reader.on", "enter", "on", later("Go on"), display="Enter"),
    key("reader.contents", "t,f4", "contents", later("Contents"), display="t"),
    key("reader.find", "slash,、,／,ctrl+f", "find_here", later("Find"), display="/"),
    key("reader.copy", "y,ctrl+y", "copy", later("Copy"), display="y", show=False),
    key("reader.next", "greater_than_sign,》,ctrl+right", "neighbour(1)", later("Next lesson"), show=False),
    key(
        "reader.previous",
        "less_than_sign,《,ctrl+left",
        "neighbour(-1)",
        later("Previous lesson"),
        display="<",
        show=False,
    ),
    key("reader.hand", "a,ctrl+a", "hand", later("Ask for help"), display="a"),
    key("reader.note", "n,ctrl+n", "note", later("Note"), display="n"),
    key("reader.bookmark", "m,ctrl+k", "bookmark", later("Bookmark"), display="m"),
    key("reader.save", "s,ctrl+s", "save_text", later("Save as text"), display="s"),
    key("reader.links", "o,ctrl+o", "links", later("Links, notes"), display="o", show=False),
    key("reader.panel", "tab,shift+tab", "panel", later("Other panel"), display="Tab", show=False),
    key("reader.stop", "tab", "stop(1)", later("Next question"), display="Tab"),
    key("reader.stop_before", "shift+tab", "stop(-1)", later("Question before"), display="Shift+Tab", show=False),
    *(
        key(f"reader.answer{digit}", str(digit), f"answer({digit})", later("Answer"), display=str(digit), show=False)
        for digit in range(1, 10)
    ),
    BACK,
]
CHOOSING = [
    key("choosing.copy", "enter,y,ctrl+y", "copy_chosen", later("Copy"), display="Enter"),
    key("choosing.more", "shift+down,J", "extend(1)", later("Line more"), display="Shift+↓"),
    key("choosing.less", "shift+up,K", "extend(-1)", later("Line less"), display="Shift+↑", show=False),
    key("choosing.hold", "space", "hold", later("From here on"), display="Space"),
    key("choosing.down", "down,j", "choose_line(1)", later("Next line"), display="↓", show=False),
    key("choosing.up", "up,k", "choose_line(-1)", later("Line before"), display="↑", show=False),
    key("choosing.end", "escape", "end_choosing", later("Back"), display="Esc", priority=True),
    key("choosing.begin", "v,shift+down", "choose_text", later("Choose text"), display="v", show=False),
]
"""Of a text while lines of it are chosen; the last one begins that."""
FIND_FIELD = [
    key("field.take", "enter", "take", later("Next match"), display="Enter"),
    key("field.next", "down,ctrl+down", "match(1)", later("Next match"), display="↓", show=False),
    key("field.previous", "up,shift+enter,ctrl+up", "match(-1)", later("Match before"), display="↑"),
    key("field.widen", "tab", "widen", later("In all courses"), display="Tab"),
]
"""Of the field in which words to find are typed."""
NOTE = [key("note.close", "escape,enter,o,ctrl+o", "close", later("Close"), display="Esc")]
CHECK = [
    key("check.submit", "enter,ctrl+d", "submit", later("Submit"), display="Enter"),
    key("check.on", "enter", "on", later("Read on"), display="Enter"),
    key("check.further", "space", "read_on", later("Read on"), display="Space", show=False),
    key("check.again", "r,ctrl+r", "again", later("Try again"), display="r"),
    key("check.down", "down,j", "move(1)", later("Down"), display="↓", show=False),
    key("check.up", "up,k", "move(-1)", later("Up"), display="↑", show=False),
    key("check.toggle", "space", "choose_here", later("Choose"), display="Space", show=False),
    key("check.hint", "i,f6", "hint", later("Hint"), display="i"),
    key("check.page_down", "pagedown", "page(1)", later("Page"), display="PgDn", show=False),
    key("check.page_up", "pageup", "page(-1)", later("Page back"), display="PgUp", show=False),
    key("check.leave", "escape", "on", later("To the text"), display="Esc"),
]
"""Of a question in the text of a lesson."""
CHECK_DIGITS = [
    *(
        key(f"check.choose{digit}", str(digit), f"choose({digit})", later("Answer"), display=str(digit), show=False)
        for digit in range(1, 10)
    ),
    *truths("check"),
]
FLAG = [
    key("flag.put", "enter", "put", later("Flag it"), display="Enter", priority=True),
    key("flag.withdraw", "d,delete", "withdraw", later("Take back"), display="d"),
    key("flag.down", "down", "reason(1)", later("Reason"), display="↓", priority=True),
    key("flag.up", "up", "reason(-1)", later("Reason before"), display="↑", show=False, priority=True),
    key("flag.words", "tab,shift+tab", "words", later("Words"), display="Tab", priority=True),
    key("flag.close", "escape", "close", later("Close"), display="Esc", priority=True),
]
"""Of the window in which a question is flagged."""
FLAG_DIGITS = [
    key(f"flag.choose{digit}", str(digit), f"choose({digit})", later("Choose"), display=str(digit), show=False)
    for digit in range(1, 6)
]
QUIZ = [
    key("quiz.submit", "enter,ctrl+d", "submit", later("Submit"), display="Enter"),
    key("quiz.next", "enter,space", "next", later("Next"), display="Enter"),
    key("quiz.down", "down,j", "move(1)", later("Down"), display="↓", show=False),
    key("quiz.up", "up,k", "move(-1)", later("Up"), display="↑", show=False),
    key("quiz.toggle", "space", "choose_here", later("Choose"), display="Space"),
    key("quiz.hint", "i,f6", "hint", later("Hint"), display="i"),
    key("quiz.skip", "s,ctrl+s", "skip", later("Skip"), display="s"),
    key("quiz.reread", "r,ctrl+r", "reread", later("Re-read"), display="r"),
    key("quiz.flag", "g,ctrl+t", "flag", later("Flag"), display="g"),
    key("quiz.page_down", "pagedown", "page(1)", later("Page down"), display="PgDn", show=False),
    key("quiz.page_up", "pageup", "page(-1)", later("Page up"), display="PgUp", show=False),
    key("quiz.leave", "escape", "back", later("Leave"), display="Esc"),
]
QUIZ_DIGITS = [
    *(
        key(f"quiz.choose{digit}", str(digit), f"choose({digit})", later("Answer"), display=str(digit), show=False)
        for digit in range(1, 10)
    ),
    *truths("quiz"),
]
REVIEW = [
    key("review.show", "enter,ctrl+d", "show_answer", later("Show answer"), display="Enter"),
    key("review.accept", "enter,space", "accept", later("Take it"), display="Enter"),
    key("review.done", "enter", "done", later("Today"), display="Enter"),
    key("review.down", "down,j", "move(1)", later("Down"), display="↓", show=False),
    key("review.up", "up,k", "move(-1)", later("Up"), display="↑", show=False),
    key("review.choose", "space", "choose_here", later("Choose"), display="Space"),
    key("review.hint", "i,f6", "hint", later("Hint"), display="i"),
    key("review.undo", "u,ctrl+z", "undo", later("Undo"), display="u"),
    key("review.later", "s,ctrl+s,minus,－", "put_off", later("Tomorrow"), display="s"),
    key("review.reread", "r,ctrl+r", "reread", later("Re-read"), display="r"),
    key("review.page_down", "pagedown", "page(1)", later("Page down"), display="PgDn", show=False),
    key("review.page_up", "pageup", "page(-1)", later("Page up"), display="PgUp", show=False),
    key("review.leave", "escape", "back", later("Leave"), display="Esc"),
    key("review.flag", "g,ctrl+t", "flag", later("Flag"), display="g", show=False),
    key("review.note", "e,ctrl+e", "note", later("Note"), display="e", show=False),
    key("review.suspend", "x,ctrl+b", "suspend", later("Suspend"), display="x"),
]
REVIEW_DIGITS = [
    *(
        key(f"review.digit{digit}", str(digit), f"digit({digit})", later("Answer"), display=str(digit), show=False)
        for digit in range(1, 10)
    ),
    *truths("review"),
]
WHO = [
    key("who.choose", "enter", "choose", later("Study"), display="Enter"),
    key("who.add", "n,ctrl+n", "add", later("Somebody new"), display="n"),
    key("who.back", "escape", "back", later("Back"), display="Esc"),
]
RESULT = [
    key("result.on", "enter", "on", later("Go on"), display="Enter"),
    key("result.answers", "v,right", "answers", later("Answers"), display="v"),
    key("result.missed", "m,1", "missed", later("Missed"), display="m"),
    key("result.practise", "p,2", "practise", later("Practise missed"), display="p", show=False),
    key("result.again", "a,ctrl+a", "again", later("Again"), display="a"),
    key("result.reread", "r,ctrl+r", "reread", later("Re-read"), display="r"),
    key("result.down", "down,j,pagedown,space", "page(1)", later("Down"), display="↓", show=False),
    key("result.up", "up,k,pageup", "page(-1)", later("Up"), display="↑", show=False),
    key("result.home", "home,g", "edge(-1)", later("First"), display="Home", show=False),
    key("result.end", "end,G", "edge(1)", later("Last"), display="End", show=False),
    BACK,
]
ANSWERS = [
    key("answers.next", "enter,right,space", "next", later("Next"), display="Enter"),
    key("answers.before", "left", "before", later("Before"), display="←"),
    key("answers.practise", "p,2", "practise", later("Practise"), display="p"),
    key("answers.reread", "r,ctrl+r", "reread", later("Re-read"), display="r"),
    key("answers.flag", "g,ctrl+t", "flag", later("Flag"), display="g"),
    key("answers.down", "down,j", "move(1)", later("Down"), display="↓", show=False),
    key("answers.up", "up,k", "move(-1)", later("Up"), display="↑", show=False),
    key("answers.page_down", "pagedown", "page(1)", later("Page down"), display="PgDn", show=False),
    key("answers.page_up", "pageup", "page(-1)", later("Page up"), display="PgUp", show=False),
    BACK,
]
GROUP = [
    key("group.member", "enter", "member", later("Member"), display="Enter"),
    key("group.question", "enter", "question", later("Question"), display="Enter"),
    key("group.handled", "h", "handled", later("Handled"), display="h"),
    key("group.sort", "s,ctrl+s", "sort", later("Sort"), display="s"),
    key("group.filter", "slash,、,／,ctrl+f", "filter", later("Filter"), display="/"),
    key("group.compare", "c,f8", "compare", later("Compare"), display="c"),
    key("group.back", "escape", "back", later("Back"), display="Esc"),
    key("group.values", "v", "values", later("Results"), display="v"),
    key("group.organise", "o,ctrl+o", "organise", later("Organise"), display="o"),
    key("group.sprints", "t,f6", "sprints", later("Sprints"), display="t"),
    key("group.hide", "p", "hide_names", later("Hide names"), display="p"),
    key("group.export", "e,ctrl+e", "export", later("Export"), display="e"),
    key("group.undo", "u,ctrl+z", "undo", later("Undo"), display="u"),
    key("group.next", "tab", "next_panel(1)", later("Next panel"), display="Tab", show=False),
    key("group.previous", "shift+tab", "next_panel(-1)", later("Panel before"), display="Shift+Tab", show=False),
]
GROUP_PANELS = [
    key("group.panel1", "1", "panel(1)", later("Members × lessons"), show=False),
    key("group.panel2", "2", "panel(2)", later("Needs help"), show=False),
    key("group.panel3", "3", "panel(3)", later("Overdue"), show=False),
    key("group.panel4", "4", "panel(4)", later("Dimensions"), show=False),
    key("group.panel5", "5", "panel(5)", later("Activity by week"), show=False),
    key("group.panel6", "6", "panel(6)", later("Difficult questions"), show=False),
    key("group.panel7", "7", "panel(7)", later("Planned and done"), show=False),
]
"""A digit for each panel; the panels carry the same words and the same digit as their titles."""
REPORT = [
    key("report.write", "enter", "write", later("Write it"), display="Enter", priority=True),
    key("report.next", "tab,down", "step(1)", later("Next line"), display="Tab"),
    key("report.before", "shift+tab,up", "step(-1)", later("Line before"), display="Shift+Tab", show=False),
    key("report.close", "escape", "close", later("Close"), display="Esc"),
]
"""Of the window that asks in which format a report is written, and where."""
ASK = [
    key("ask.do", "enter", "do", later("Do it"), display="Enter", priority=True),
    key("ask.end", "enter", "end", later("Close"), display="Enter", priority=True),
    key("ask.next", "tab,down", "step(1)", later("Next line"), display="Tab"),
    key("ask.before", "shift+tab,up", "step(-1)", later("Line before"), display="Shift+Tab", show=False),
    key("ask.page_down", "pagedown", "page(1)", later("Page down"), display="PgDn", show=False),
    key("ask.page_up", "pageup", "page(-1)", later("Page up"), display="PgUp", show=False),
    key("ask.first", "ctrl+home", "edge(-1)", later("First"), display="Ctrl+Home", show=False),
    key("ask.last", "ctrl+end", "edge(1)", later("Last"), display="Ctrl+End", show=False),
    key("ask.close", "escape", "close", later("Close"), display="Esc"),
]
"""Of the window that asks for what a verb needs."""
ORGANISE = [
    key("organise.open", "enter", "open", later("Open"), display="Enter"),
    BACK,
]
"""Of the page on which a group is made what it is; every row is something to do."""
GROUPS = [
    key("groups.open", "enter", "open", later("Group"), display="Enter"),
    key("groups.next", "right", "figure(1)", later("Next figure"), display="→"),
    key("groups.previous", "left", "figure(-1)", later("Figure before"), display="←", show=False),
    key("groups.sort", "s,ctrl+s", "sort", later("Sort"), display="s"),
    key("groups.sprints", "t,f6", "sprints", later("Sprints"), display="t"),
    key("groups.organise", "o,ctrl+o", "organise", later("Organise"), display="o"),
    key("groups.new", "n,ctrl+n", "new", later("New group"), display="n"),
    key("groups.archived", "a,ctrl+a", "archived", later("Archived"), display="a"),
    BACK,
]
GROUPS_DIGITS = [
    key(f"groups.figure{digit}", str(digit), f"choose({digit})", later("Figure"), display=str(digit), show=False)
    for digit in range(1, 10)
]
MEMBER = [
    key("member.open", "enter", "open", later("Lesson"), display="Enter"),
    key("member.handled", "h", "handled", later("Handled"), display="h"),
    key("member.answer", "a,f6", "answer", later("Answer it"), display="a"),
    key("member.hide", "p", "hide_names", later("Hide names"), display="p"),
    key("member.undo", "u,ctrl+z", "undo", later("Undo"), display="u"),
    BACK,
]
CHARTER = [
    key("charter.on", "enter", "read_on", later("Read on"), display="Enter"),
    key("charter.accept", "enter", "accept", later("Accept"), display="Enter"),
    key("charter.down", "down,j", "line(1)", later("Down"), show=False),
    key("charter.up", "up,k", "line(-1)", later("Up"), show=False),
    key("charter.page_down", "pagedown,space", "page(1)", later("Page down"), display="PgDn", show=False),
    key("charter.page_up", "pageup,b", "page(-1)", later("Page up"), display="PgUp", show=False),
    key("charter.home", "home,g", "edge(-1)", later("First"), display="Home", show=False),
    key("charter.end", "end,G", "edge(1)", later("Last"), display="End", show=False),
    key("charter.later", "escape", "back", later("Later"), display="Esc"),
]
NORMS = [
    key("norms.page_down", "pagedown,space", "page(1)", later("Page down"), display="PgDn"),
    key("norms.page_up", "pageup,b", "page(-1)", later("Page up"), display="PgUp"),
    key("norms.down", "down,j", "line(1)", later("Down"), show=False),
    key("norms.up", "up,k", "line(-1)", later("Up"), show=False),
    key("norms.home", "home,g", "edge(-1)", later("First"), display="Home", show=False),
    key("norms.end", "end,G", "edge(1)", later("Last"), display="End", show=False),
    BACK,
]
"""Of the charter as somebody reads it who has not to accept it now."""
SENTENCE = [key("sentence.cancel", "escape", "cancel", later("Close"), display="Esc")]
QUIZ_SHEET = [BACK]
SPRINTS = [
    key("sprints.join", "enter", "join", later("Take part"), display="Enter"),
    key("sprints.leave", "x,delete", "leave_sprint", later("Not any more"), display="x"),
    key("sprints.propose", "n,ctrl+n", "propose", later("Propose one"), display="n"),
    BACK,
]
PART = [key("part.open", "enter", "open", later("Lesson"), display="Enter"), BACK]
MIRROR = [
    key("mirror.open", "enter", "open", later("Lesson"), display="Enter"),
    key("mirror.wrong", "e,f6", "wrong", later("This is wrong"), display="e"),
    key("mirror.share", "s,ctrl+s", "share", later("Share"), display="s"),
    key("mirror.collect", "c,f5", "collect", later("Collect"), display="c"),
    BACK,
]
PREVIEW = [
    key("preview.next", "n,ctrl+down", "problem(1)", later("Next problem"), display="n"),
    key("preview.previous", "N,ctrl+up", "problem(-1)", later("Problem before"), display="N", show=False),
    key("preview.edit", "e,ctrl+e", "edit", later("Edit"), display="e"),
    key("preview.problems", "p,f5", "problems", later("Problems"), display="p"),
    key("preview.contents", "t,f4", "contents", later("Contents"), display="t"),
    key("preview.links", "o,ctrl+o", "links", later("Links"), display="o", show=False),
    key("preview.theme", "f3", "app.next_theme", later("Theme"), display="F3", show=False),
    key("preview.leave", "escape", "back", later("Leave"), display="Esc"),
]
TRAINER = [
    key("trainer.open", "enter", "open", later("Open"), display="Enter"),
    key("trainer.next", "n,ctrl+down", "problem(1)", later("Next problem"), display="n"),
    key("trainer.previous", "N,ctrl+up", "problem(-1)", later("Problem before"), display="N", show=False),
    key("trainer.edit", "e,ctrl+e", "edit", later("Edit"), display="e"),
    key("trainer.learner", "p,ctrl+r", "rehearse", later("Try it"), display="p"),
    key("trainer.items", "s,ctrl+s", "items", later("Statistics"), display="s"),
    key("trainer.languages", "L,ctrl+l", "languages", later("Side by side"), display="L"),
    key("trainer.check", "f5", "check_all", later("Check all"), display="F5"),
    key("trainer.ids", "w,ctrl+w", "write_ids", later("Write ids"), display="w"),
    key("trainer.filter", "a,ctrl+a", "only_problems", later("All files or those to mend"), display="a"),
    key("trainer.panel", "tab,shift+tab", "panel", later("Other panel"), display="Tab", show=False),
    BACK,
]
ITEMS = [
    key("items.open", "enter", "open", later("To the question"), display="Enter"),
    key("items.edit", "e,ctrl+e", "edit", later("Edit"), display="e"),
    key("items.whose", "v,right", "whose", later("Whose answers"), display="v"),
    key("items.settle", "d,delete", "settle", later("Dealt with"), display="d"),
    BACK,
]
WRITE_IDS = [
    key("ids.write", "enter", "write", later("Write them"), display="Enter"),
    key("ids.close", "escape", "close", later("Not now"), display="Esc"),
]
"""Of the window that asks before ids are written into files."""
SIDE_BY_SIDE = [
    key("languages.other", "tab,shift+tab", "other", later("Other language"), display="Tab"),
    key("languages.edit", "e,ctrl+e", "edit", later("Edit"), display="e"),
    BACK,
]


def own_key(name: str) -> str:
    """How the first of our keys for a binding is written, by the binding's id."""
    lists = (value if isinstance(value, list) else [value] for value in globals().values())
    found = next((one for part in lists for one in part if isinstance(one, Binding) and one.id == name), None)
    if found is None:
        from tui.keymap import every  # noqa: PLC0415 - it knows every widget, and most sentences name keys of a screen

        found = every()[name]
    return found.key_display or written(found.key.partition(",")[0])
