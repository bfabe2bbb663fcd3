"""What can be wrong with the files of a course, apart from its questions."""

from lessons.problem import Finding

# Files

FILE_UNREADABLE = Finding(
    "E-file-unreadable",
    "The file cannot be read: {reason}.",
    "Make it readable for yourself, then open the library again.",
)
FOLDER_UNREADABLE = Finding(
    "E-folder-unreadable",
    "The folder cannot be read: {reason}.",
    "Make it readable for yourself, then open the library again.",
)
FILE_NAME = Finding(
    "E-file-name",
    "The file's name holds characters that cannot be shown; the file is left out.",
    "Rename it.",
)
FILE_TOO_LARGE = Finding(
    "E-file-too-large",
    "The file has {size} bytes; at most {most} are read.",
    "Split it into several files.",
)
LINK_OUT = Finding(
    "I-link-out",
    "The link leads out of the library and is not followed.",
    "Put the file itself here.",
)
TOO_MANY_FILES = Finding(
    "E-too-many-files",
    "The folder holds too much: only the first {most} Markdown files are taken.",
    "Name a smaller folder as the library.",
)
OUTSIDE_COURSE = Finding(
    "W-outside-course",
    "{count} Markdown files here belong to no course.",
    "Put a `course.md` beside them, or move them into a course.",
)
ENCODING = Finding(
    "E-encoding",
    "The file is not UTF-8 from byte {byte} on; what cannot be read is shown as U+FFFD.",
    "Save the file as UTF-8.",
)

# Markdown

TOO_MUCH = Finding(
    "E-too-much-markup",
    "From here on the file is shown as it is written: it has more blocks than can be read in good time.",
    "Split it into several files.",
)
TOO_MANY_PROBLEMS = Finding(
    "E-too-many-problems",
    "More problems of this kind follow, which are not told; the first {most} are.",
    "Correct those, then check the file again.",
)
LESSON_TOO_LONG = Finding(
    "E-lesson-too-long",
    "The lesson has {size} bytes; at most {most} are good to read.",
    "Split it into several lessons.",
)
CODE_TOO_LONG = Finding(
    "E-code-too-long",
    "The code block has {size} characters; at most {most} are shown as code.",
    "Shorten it, or link to the file.",
)
TABLE_CELLS = Finding(
    "W-table-cells",
    "The row has {cells} cells under a head of {columns}; what is too much stands in its last cell.",
    "Write a `|` inside a cell as `\\|`, also in code.",
)
FENCE_OPEN = Finding(
    "W-fence-open",
    "The code block that begins here is never closed: all lines up to {last} stand in it.",
    "Put a line with {fence} after its last line of code.",
)
FENCE_INSIDE = Finding(
    "W-fence-inside",
    "Inside this code block another one seems to begin, at line {other}: its own closing fence is probably missing.",
    "Put a line with {fence} above line {other}; if that line is to be shown, fence this block with {fence}{mark}.",
)
UNKNOWN_CALLOUT = Finding(
    "W-unknown-callout",
    "There is no callout `{kind}`, so this is an ordinary quote.",
    "Write one of {known}, or take the mark out.",
)
UNKNOWN_CALLOUT_NEAR = Finding(
    "W-unknown-callout",
    "There is no callout `{kind}`, so this is an ordinary quote.",
    "Write `[!{nearest}]`, or take the mark out.",
)
CALLOUT_GLUED = Finding(
    "W-callout-glued",
    "The text touches the mark `[!{kind}]`, so this is an ordinary quote.",
    "Put a blank after `]`, or begin the text in a new line.",
)
CALLOUT_MISPLACED = Finding(
    "W-callout-misplaced",
    "`[!{kind}]` makes a callout only where a quote begins; here it is text.",
    "Begin a quote with it, with an empty line above: `> [!{kind}]`, and `> ` before each line that belongs to it.",
)
LINK_DEFINED_TWICE = Finding(
    "W-link-defined-twice",
    "The link `{label}` is defined a second time; the first definition counts.",
    "Take one of the two out, or give it another name.",
)
HEADING_INDENTED = Finding(
    "W-heading-indented",
    "The heading is indented; it is read as if it began at the margin.",
    "Take the blanks before `#` away.",
)
HEADING_NO_SPACE = Finding(
    "W-heading-no-space",
    "The heading has no blank after `#`; it is read as if it had one.",
    "Put a blank after the last `#`.",
)
LONE_MARK_NO_SPACE = Finding(
    "W-heading-no-space",
    "The line has no blank after its `#`, so it is text, and what follows belongs to the heading above.",
    "Put a blank after `#` where a heading is meant; else write `\\#`.",
)

BOX_AGAINST_MARK = Finding(
    "W-odd-box",
    "The box stands against its list mark; it is read as if a blank stood between them.",
    "Put a blank between the list mark and `[`.",
)

# Questions in a lesson

CHECK_OPEN = Finding(
    "E-check-open",
    "The check that begins here is never closed, so its questions are not asked.",
    "Put a line `<!-- /quiz -->` after its last question, and an empty line above it.",
)
CHECK_CLOSE = Finding(
    "W-check-close",
    "A check is closed here that was never opened.",
    "Put a line `<!-- quiz -->` above its questions, or take this line out.",
)
CHECK_INSIDE = Finding(
    "W-check-inside",
    "Questions inside a list, a quote or a callout are not asked.",
    "Let the lines `<!-- quiz -->` and `<!-- /quiz -->` and all between them begin at the margin.",
)
INCLUDE = Finding(
    "W-include",
    "`{shown}` is shown as it is written: files are not put into each other here ({count} such lines in this file).",
    "Copy what is meant into the lesson, or link to the file.",
)

# Front matter

FRONT_MATTER = Finding(
    "E-front-matter",
    "The front matter cannot be read: {reason}.",
    "Write plain `key: value` lines; put quotation marks around a value that holds `: ` or begins with a sign.",
)
FRONT_MATTER_OPEN = Finding(
    "W-front-matter-open",
    "The front matter is never closed, so it is read as text.",
    "Put a line `---` after its last key.",
)
UNKNOWN_KEY = Finding(
    "W-unknown-key",
    "The key `{key}` is not known here.",
    "Take it out, or correct it; it has no effect.",
)
UNKNOWN_KEY_NEAR = Finding(
    "W-unknown-key",
    "The key `{key}` is not known here; the nearest known key is `{nearest}`.",
    "Write `{nearest}`, or take it out; it has no effect.",
)
VALUE = Finding(
    "E-front-matter-value",
    "`{key}` must be {expected}; the default is used.",
    "Correct the value of `{key}`.",
)
DIMENSIONS = Finding(
    "W-dimensions",
    "The course declares {count} dimensions; 3 to 8 can be told apart.",
    "Join or split them.",
)
UNKNOWN_DIMENSION = Finding(
    "E-unknown-dimension",
    "The objective `{objective}` names the dimension `{dimension}`, which the course does not declare.",
    "Declare it under `dimensions:`, or correct its name.",
)
UNKNOWN_OBJECTIVE = Finding(
    "E-unknown-objective",
    "The objective `{objective}` is not declared by the course.",
    "Declare it in `course.md` under `objectives:`, or correct its name.",
)
DECLARED_TWICE = Finding(
    "E-duplicate-id",
    "`{id}` is declared twice under `{key}`; the first one counts.",
    "Give each its own id.",
)
