"""What can be wrong with quizzes and their questions.

It is long because it is one list: no code has two meanings, and the document for authors follows its order.
"""

from lessons.problem import Finding

# Answers

NO_CORRECT = Finding(
    "E-no-correct",
    "No option is ticked, so the question is not asked.",
    "Put an `x` into the box of each right option.",
)
SINGLE_WITH_SEVERAL = Finding(
    "E-single-with-several",
    "{count} options are ticked, but only one of these can be right; the question is not asked.",
    "Tick one option, or write the options with `-` and give the heading `{{.multiple}}`.",
)
ONLY_ONE_OPTION = Finding(
    "E-only-one-option",
    "The question has only one option, so it is not asked.",
    "Begin each option with `- [ ] `, and write at least two.",
)
WITHOUT_ANSWER = Finding(
    "E-question-without-answer",
    "The heading has nothing to answer under it, so no question comes of it.",
    "Write its options as `- [ ] ` and `- [x] `; for a section, make the headings of its questions deeper.",
)
WITHOUT_ANSWER_GAP = Finding(
    "E-question-without-answer",
    "The gap that begins at line {at} is not closed, so no question comes of the heading.",
    "Write `]]` behind the answer.",
)
WITHOUT_ANSWER_LONG = Finding(
    "E-question-without-answer",
    "The gap that begins at line {at} is longer than {most} characters, so no question comes of the heading.",
    "Keep its answers short; what code prints in many lines stands in a fence marked `output`.",
)
WITHOUT_ANSWER_ORDER = Finding(
    "E-question-without-answer",
    "The numbered list at line {at} is no answer, since something follows it, so no question comes of the heading.",
    "To have it put in order, give the heading `{{type=ordering}}`; what follows the list explains it then.",
)
WITHOUT_ANSWER_ARROW = Finding(
    "E-question-without-answer",
    "Not every item of the list is a pair: the one at line {at} has no arrow, so no question comes of the heading.",
    "Write `left -> right` in each item, with a blank on both sides of the arrow.",
)
QUESTION_AS_PARAGRAPH = Finding(
    "E-question-as-paragraph",
    "`{label}` begins a question that is not a heading: its options cannot be told from those before, and none of "
    "them is asked.",
    "Make the line a heading: put `#### ` before it, and an empty line above it.",
)
TEXT_BETWEEN = Finding(
    "W-question-as-paragraph",
    "A text stands between options, with right ones before and after it: it is shown with the option before it, and "
    "all of them are options of one question.",
    "Where it begins another question, make it a heading: put `#### ` before it. Otherwise indent it under its option.",
)
TEXT_IN_OPTION = Finding(
    "W-text-in-option",
    "What stands directly under the last option is a part of that option.",
    "Leave an empty line before it where it explains the question, or indent it where it belongs to the option.",
)
ALIKE_PARTNERS = Finding(
    "W-alike-partners",
    "This partner and the one at line {other} differ in case or in the form of their characters alone; each is one of "
    "its own.",
    "Where they are one, write both alike; where not, say more in each.",
)
CONFLICTING_KEY = Finding(
    "E-conflicting-key",
    "The same question stands at line {other} with other right answers; neither is asked.",
    "Correct the wrong one, or take it out.",
)
WITHOUT_WORDS = Finding(
    "W-question-without-words",
    "The question has no words, so members see only what there is to answer.",
    "Write the question into the heading, or a text under it.",
)
ONLY_A_LABEL = Finding(
    "W-question-without-words",
    "The question has no words beside its label `{label}`, so members see only what there is to answer.",
    "Write the question behind the label, or a text under the heading.",
)
DUPLICATE_QUESTION = Finding(
    "W-duplicate-question",
    "The same question stands at line {other}.",
    "Take one of the two out.",
)
DUPLICATE_OPTION = Finding(
    "W-duplicate-option",
    "The same option stands at line {other}.",
    "Change or take out one of the two.",
)
RIGHT_AND_WRONG = Finding(
    "W-option-right-and-wrong",
    "The same option stands at line {other}, and only one of the two is right: nobody can tell which.",
    "Change or take out one of the two.",
)
EMPTY_OPTION = Finding(
    "W-empty-option",
    "The option says nothing.",
    "Write its text after the box, or take it out.",
)
REFERENCE_TO_LETTER = Finding(
    "W-reference-to-letter",
    "The option speaks of other options by `{reference}`; options carry no letters, and may be shuffled.",
    "Name what is meant, or make several options right.",
)
REFERENCE_IN_TEXT = Finding(
    "W-reference-to-letter",
    "The explanation speaks of an option by `{reference}`; options carry no letters, and may be shuffled.",
    "Name what is meant by its words.",
)
ABOVE_NOT_LAST = Finding(
    "W-above-not-last",
    "The option speaks of those above it, and others stand below it.",
    "Move it to the end.",
)
WEIGHT_IDLE = Finding(
    "W-weight-idle",
    "The question is right as a whole or not at all, so the weights of its options have no effect.",
    "Give the question `{{scoring=partial}}`, or take the weights out.",
)
WEIGHT_BELOW_NOTHING = Finding(
    "W-weight-idle",
    "Nothing is taken off under `partial-lenient`, so a weight below 0 has no effect.",
    "Write `scoring: partial`, or take the weight out.",
)
WEIGHT_ELSEWHERE = Finding(
    "W-weight-idle",
    "`{braces}` has no effect here, where no option stands, so members see it as a part of the text.",
    "Weights stand behind the options of a choice; what a question is worth is said by `{{points=2}}`, what an answer "
    "of a gap is worth by `%50%` before it.",
)
WEIGHT_SHORT = Finding(
    "W-weight-short",
    "The weights of the right options come to {sum} %, so nobody can reach full marks.",
    "Make them come to 100.",
)

# Gaps

GAP_OPEN = Finding(
    "E-gap-syntax",
    "The brackets hold no answer, or are not closed, so the question is not asked.",
    "Write the answer between two pairs of brackets, such as `[[mut]]`.",
)
GAP_UNCLOSED = Finding(
    "E-gap-syntax",
    "The gap that begins with `{text}` is not closed, so the question is not asked.",
    "Write `]]` behind its answer; for brackets that are no gap write `\\[[`.",
)
GAP_TOO_LONG = Finding(
    "E-gap-syntax",
    "The gap that begins with `{text}` is longer than {most} characters, so the question is not asked.",
    "Keep its answers short; for brackets that are no gap write `\\[[`.",
)
GAP_EMPTY = Finding(
    "E-gap-syntax",
    "An answer of the gap is empty, so the question is not asked.",
    "Write an answer between the bars, or take one bar out.",
)
GAP_NUMBER = Finding(
    "E-gap-syntax",
    "`{text}` is no number, or may be two, so the question is not asked.",
    "Write `= 3.14`, `= 3.14 +- 0.01`, `= 3.14 +- 1%` or `= 3.1 .. 3.2`; words that begin with `=` are put between "
    "backticks.",
)
GAP_BACKWARDS = Finding(
    "E-gap-syntax",
    "Nothing lies in the range `{text}`, so the question is not asked.",
    "Write the smaller number first.",
)
GAP_MIXED = Finding(
    "E-gap-syntax",
    "The gap asks for a number and for words, so the question is not asked.",
    "Begin each answer with `=`, or none.",
)
GAP_CODE = Finding(
    "E-gap-syntax",
    "Backticks stand around a part of the answer `{text}` only, so the question is not asked.",
    "Put the whole answer between backticks, or write `\\` before each of them.",
)
GAP_SHARE = Finding(
    "E-gap-syntax",
    "`{text}` is no share of the mark, so the question is not asked.",
    "Write more than `%0%`, and `%100%` at most.",
)
GAP_NO_FULL_MARK = Finding(
    "E-gap-syntax",
    "No answer of the gap is worth the full mark, so the question is not asked.",
    "Write an answer without a share before it.",
)
GAP_OFFERED_TWICE = Finding(
    "E-gap-syntax",
    "The gap offers `{text}` twice, so the question is not asked.",
    "Take one of the two out.",
)
GAPS_OF_ONE = Finding(
    "E-gap-syntax",
    "The question has {count} gaps, and {most} are the most that are asked at once.",
    "Make several questions of it.",
)
GAP_TOO_MANY_ANSWERS = Finding(
    "E-gap-syntax",
    "The gap has more than {most} answers, so the question is not asked.",
    "Keep those that are likely, or write a pattern.",
)
GAPS_TOO_MANY = Finding(
    "E-gap-syntax",
    "The file has more gaps, or larger ones, than can be read: from here on they are not.",
    "Split it into several files.",
)
REGEX = Finding(
    "E-regex",
    "The pattern `{pattern}` cannot be read ({reason}), so the question is not asked.",
    "Write it for RE2, which looks neither ahead nor back and knows no `\\1`; several patterns may stand side by side, "
    "with `|`.",
)
REGEX_ENDING = Finding(
    "E-regex",
    "`{text}` begins like a pattern and does not end like one, so the question is not asked.",
    "End it with `/` or `/i`, and write `\\/` for a slash in it; put a path between backticks.",
)
GAP_IN_HEADING = Finding(
    "W-gap-not-asked",
    "The gap `{text}` stands in a heading, where none is asked: members see it as it is written.",
    "Write it into a sentence under the heading; for brackets that are no gap write `\\[[`.",
)
GAP_IN_DEFINITION = Finding(
    "W-gap-not-asked",
    "The gap `{text}` stands in a definition, where none is asked: members see it as it is written.",
    "Write the term and its meaning as a sentence, a list or a table; for brackets that are no gap write `\\[[`.",
)
GAP_IN_FOOTNOTE = Finding(
    "W-gap-not-asked",
    "The gap `{text}` stands in a footnote, where none is asked: members see it as it is written.",
    "Move it into the text; for brackets that are no gap write `\\[[`.",
)
LOOKS_NUMERIC = Finding(
    "I-looks-numeric",
    "`{text}` looks like a number, and is compared as text: the same number written in another way is wrong.",
    "Write `[[= {text}]]` to ask for a number.",
)

# Other answers

OUTPUT_EMPTY = Finding(
    "E-no-correct",
    "The fence is empty, and nothing can be typed for nothing, so the question is not asked.",
    "Write what is printed between the fences marked `output`.",
)
SECOND_OUTPUT = Finding(
    "W-second-output",
    "Only the first fence marked `output` is typed in; this one is shown with the explanation.",
    "Write all that is printed into the first one; where this one is an example, mark it `text`.",
)
ORDER_OF_ONE = Finding(
    "E-only-one-option",
    "There is nothing to put in order, so the question is not asked.",
    "Write at least two different items, in the right order.",
)
MATCH_FEW = Finding(
    "E-only-one-option",
    "There is too little to match, so the question is not asked.",
    "Write at least two items `left -> right`; `- -> extra` adds a partner that matches nothing.",
)
MATCH_HALF = Finding(
    "E-no-correct",
    "Nothing stands behind the arrow, so the question is not asked.",
    "Write the partner behind it.",
)
LEFT_TWICE = Finding(
    "E-conflicting-key",
    "The same left side stands at line {other}, and each has one partner, so the question is not asked.",
    "Change or take out one of the two.",
)
RUBRIC_TICKED = Finding(
    "W-odd-box",
    "The point of a rubric is ticked; members tick it themselves, so it is read as an open one.",
    "Write `[ ] `.",
)

# Boxes

ODD_BOX = Finding(
    "W-odd-box",
    "`{box}` is read as `{read}`.",
    "Write `{read} `.",
)
ODD_BLANK = Finding(
    "W-odd-box",
    "The blank after the box is not a plain one; the option is read all the same.",
    "Replace it by a plain blank.",
)
NESTED_BOX = Finding(
    "W-odd-box",
    "The option stands inside another one; it is read as one of its own.",
    "Take away the blanks before its marker.",
)
LOST_BOX = Finding(
    "W-odd-box",
    "The box is not at the beginning of a list item, so it makes no option.",
    "Begin the line with `- [ ] ` or `- [x] `.",
)
BOXES_IN_CODE = Finding(
    "W-box-in-code",
    "{count} lines with boxes stand inside the code block that begins here, so they make no options.",
    "Close the fence before them; for an example of a quiz, write `markdown` behind the opening fence.",
)
BOX_GLUED = Finding(
    "W-box-glued",
    "The text touches its box; it is read as an option all the same.",
    "Put a blank after the box.",
)
ITEM_WITHOUT_BOX = Finding(
    "W-item-without-box",
    "The item has no box, unlike others in its list; it is shown as a part of the option before.",
    "Begin it with `[ ] ` or `[x] `, or move it out of the list.",
)
FIRST_WITHOUT_BOX = Finding(
    "W-item-without-box",
    "The item has no box, unlike others in its list; it is shown as a part of the question.",
    "Begin it with `[ ] ` or `[x] `, or move it out of the list.",
)

# Headings and sections

REFLECTION_SECTION = Finding(
    "W-reflection-section",
    "`type=reflection` makes a question of this heading alone: the questions under it are what they are written as.",
    "Give it to each heading that is to be reflected on, and take it out here.",
)

BROKEN_BRACES = Finding(
    "W-broken-braces",
    "What `{braces}` says cannot be read, so members see it as a part of the text.",
    "Write `{{#id key=value}}`: blanks stand only between the two, or in quotation marks; for mere text write `\\{{`.",
)

SETEXT_HEADING = Finding(
    "W-setext-heading",
    "The line under this text makes it a heading.",
    "Put an empty line between the two, or write the heading with `#`.",
)
LIST_BEFORE_HEADING = Finding(
    "W-list-before-heading",
    "Options stand before the first heading, so they make a question without words.",
    "Write the question as a heading above them.",
)
SECTION_UNASKED = Finding(
    "W-section-without-question",
    "No question comes of what stands under this heading, so its text is not shown.",
    "Write a question under a deeper heading, or move the text into a lesson.",
)
DRAW_TOO_MANY = Finding(
    "W-draw-too-many",
    "{draw} questions are to be drawn from {count}; all of them are asked.",
    "Correct the number, or add questions.",
)

TOO_MANY_HEADINGS = Finding(
    "E-too-many-headings",
    "From here on the file is not read: more than {most} headings are more than a quiz.",
    "Split it into several files.",
)
TOO_MANY_PROBLEMS = Finding(
    "E-too-many-problems",
    "{count} more problems follow; the first {most} are told.",
    "Correct those, then check the file again.",
)
NO_QUESTION = Finding(
    "W-no-question",
    "The file is a quiz, but there is no question in it.",
    "Write a question as a heading, and options under it: `- [ ] ` and `- [x] `; for a lesson, say `type: lesson`.",
)

LOOKS_LIKE_QUIZ = Finding(
    "I-looks-like-quiz",
    "The file is read as a lesson, though most of its sections hold gaps to fill in: {count} of {sections}.",
    "For a quiz, write `type: quiz` into its front matter, or move it to `quizzes/`; for a lesson, `type: lesson`.",
)
LOOKS_LIKE_QUIZ_BOXED = Finding(
    "I-looks-like-quiz",
    "The file is read as a lesson, though most of its sections hold boxes to tick: {count} of {sections}.",
    "For a quiz, write `type: quiz` into its front matter, or move it to `quizzes/`; for a lesson, `type: lesson`.",
)
READ_AS_QUIZ = Finding(
    "I-read-as-quiz",
    "The file is read as a quiz, since most of its sections hold boxes to tick: {count} of {sections}.",
    "For a lesson, write `type: lesson` into its front matter; for a quiz, `type: quiz`, or move it to `quizzes/`.",
)
UNKNOWN_SECTION = Finding(
    "W-unknown-section",
    "The lesson of this quiz has no heading `{read}`, so the section to read again is looked for by its words.",
    "Write the heading as a link would name it: small letters, with `-` for each blank.",
)
CHECK_EMPTY = Finding(
    "E-check-empty",
    "Nothing is asked between these two lines.",
    "Write a question there, with options under it: `- [ ] ` and `- [x] `; or take both lines out.",
)

# Keys and values

VALUE = Finding(
    "E-value",
    "`{key}` must be {expected}; it has no effect as it stands.",
    "Correct the value of `{key}`.",
)

LATE_COMMENT = Finding(
    "W-late-comment",
    "What this comment says of `{key}` has no effect, since it is not the first thing under a heading.",
    "Move it to the line below the heading that it is about; one comment there may say several things.",
)
SETTINGS = Finding(
    "E-question-settings",
    "What stands between the two `---` cannot be read as settings of the question: {reason}.",
    "Write plain `key: value` lines, each key once.",
)

# A whole course

DUPLICATE_ID = Finding(
    "E-duplicate-id",
    "The id `{id}` is already taken at {other}.",
    "Give one of the two another id.",
)
QUESTION_ID_TAKEN = Finding(
    "E-duplicate-id",
    "The id `{id}` is already taken at {other}, so the question is not asked.",
    "Give one of the two another id.",
)
UNKNOWN_QUIZ = Finding(
    "E-unknown-quiz",
    "The lesson names the quiz `{quiz}`, which its course does not have.",
    "Correct the name, or take `quiz:` out.",
)
UNKNOWN_IN_ORDER = Finding(
    "W-unknown-order",
    "`order` names `{name}`, which is no lesson and no quiz of the course.",
    "Write the name or the id of a file of the course, or take it out.",
)
UNKNOWN_PREREQUISITE = Finding(
    "W-unknown-prerequisite",
    "The lesson asks for `{name}` to be read before, which is no lesson of the course.",
    "Write the name or the id of a lesson, or take it out.",
)
NO_QUIZ_TO_COMPLETE = Finding(
    "E-no-quiz-to-complete",
    "The lesson is completed by `{complete}`, but no quiz with a question belongs to it; it is completed by reading.",
    "Write its quiz, name it by `quiz:`, or say `complete: read`.",
)
DEAD_LINK = Finding(
    "E-dead-link",
    "The link leads to `{address}`, which is not in the course.",
    "Correct the address, or put the file there.",
)
DEAD_LINK_NEAR = Finding(
    "E-dead-link",
    "The link leads to `{address}`, which is not in the course.",
    "Write `{nearest}`, if that is meant; else correct the address, or put the file there.",
)
DEAD_ANCHOR = Finding(
    "W-dead-anchor",
    "The link leads to a heading `#{anchor}`, and there is none.",
    "Write the heading's words after `#`: small letters, `-` for blanks; or take `#{anchor}` out.",
)
DEAD_ANCHOR_NEAR = Finding(
    "W-dead-anchor",
    "The link leads to a heading `#{anchor}`, and there is none.",
    "Write `#{nearest}`, if that is meant; or take `#{anchor}` out.",
)
LONGEST_IS_RIGHT = Finding(
    "W-longest-is-right",
    "In {right} of {count} questions the longest option is the right one: one can score by looking at lengths.",
    "Make right and wrong options alike in length.",
)
KEY_POSITION = Finding(
    "W-key-position",
    "In {right} of {count} questions option {position} is the right one, and options are not shuffled.",
    "Write `shuffle: [options]` into the front matter, or change the order of options.",
)
OBJECTIVE_UNCOVERED = Finding(
    "W-objective-uncovered",
    "No question of the course asks for the objective `{objective}`.",
    "Give a question `{{objective={objective}}}`, or take the objective out.",
)
NO_QUIZ = Finding(
    "I-no-quiz",
    "No quiz belongs to the lesson, while most lessons of the course have one; it is completed by reading.",
    "Write its quiz as `{name}`, or name one by `quiz:`.",
)
NO_QUIZ_BUT_NEAR = Finding(
    "I-no-quiz",
    "No quiz belongs to the lesson, though `{quiz}` has nearly its name; the lesson is completed by reading.",
    "If the two belong together, name both files alike, or write `quiz: {name}` into the lesson's front matter.",
)
QUIZ_ALONE = Finding(
    "I-quiz-alone",
    "The quiz belongs to no lesson, though `{lesson}` has nearly its name and no quiz.",
    "If the two belong together, name both files alike, or write `quiz: {name}` into the lesson's front matter.",
)
ASKED_ELSEWHERE = Finding(
    "W-duplicate-question",
    "The same question stands in another file, at {other}.",
    "Take one of the two out, or ask in other words; a quiz with `mode: exam` may ask again what was practised.",
)
OTHER_KEY_ELSEWHERE = Finding(
    "W-conflicting-key",
    "The same question stands in another file with other right answers, at {other}; both are asked.",
    "Correct the wrong one.",
)
NO_QUIZ_ID = Finding(
    "I-no-quiz-id",
    "The quiz has no id of its own, so its results are lost sight of when the file is renamed.",
    "Write `id: {suggestion}` into the front matter.",
)
NO_QUESTION_ID = Finding(
    "I-no-question-id",
    "Questions without an id of their own: {count} (line {lines}). Their history rests on their wording.",
    "Put `{{#id}}` at the end of their headings or first words before anybody answers them: "
    "`fivefold check --write-ids` can do it.",
)

# Marks of running text

FOOTNOTE_UNDEFINED = Finding(
    "W-footnote-undefined",
    "There is no footnote `[^{label}]`, so its mark is shown as it is written.",
    "Write the note in a paragraph of its own, `[^{label}]: ...`, or take the mark out.",
)
FOOTNOTE_UNUSED = Finding(
    "I-footnote-unused",
    "No mark in the text leads to the footnote `[^{label}]`.",
    "Put `[^{label}]` behind the words that it explains, or take it out.",
)
REFERENCE_UNDEFINED = Finding(
    "W-reference-undefined",
    "The link `[{label}]` is defined nowhere, so it is shown as it is written.",
    "Write its address in a line of its own, `[{label}]: address`, or put the address in round brackets.",
)
DETAILS_OPEN = Finding(
    "W-details-open",
    "`<details>` is never closed here, so nothing is folded away.",
    "Put a line `</details>` where the folded part ends.",
)
TABLE_LINE = Finding(
    "W-table-line",
    "The line under this head has {cells} cells and the head {columns}, so no table comes of it.",
    "Write as many `---` between bars as the head has cells.",
)
IMAGES_WITHOUT_WORDS = Finding(
    "I-image-without-words",
    "Images without words: {count} (line {lines}). In a terminal the words are all that is shown of an image.",
    "Say between the square brackets what the image shows: `![A ship at its mooring](ship.png)`.",
)

# Translations

TRANSLATION_ID = Finding(
    "E-translation-id",
    "The question has no id of its own, so the same question in another language cannot be told.",
    "Put `{{#id}}` at the end of its heading, the same one in every language.",
)
TRANSLATION_MISSING = Finding(
    "W-translation-missing",
    "The question `#{id}` of {original} is not translated, so it is asked in the original's words.",
    "Translate it here, under a heading that ends in `{{#{id}}}`.",
)
TRANSLATION_NO_CHECKS = Finding(
    "W-translation-missing",
    "Nothing is asked here of what {original} asks in its text ({ids}), so it is asked at the end, in the original's "
    "words.",
    "Translate the questions where they belong, between `<!-- quiz -->` and `<!-- /quiz -->`, with the same ids.",
)
TRANSLATION_SECTION = Finding(
    "I-section-untranslated",
    "The section “{section}” of {original}, line {at}, seems not to be translated: nothing here stands for it.",
    "Translate it here, under a heading of the same level.",
)
TRANSLATION_LEFT_OUT = Finding(
    "I-part-untranslated",
    "“{excerpt}” in {original}, line {at}, seems not to be translated: nothing here stands for it.",
    "Translate it, too, in the same place.",
)
TRANSLATION_NO_FILES = Finding(
    "W-translation-missing",
    "Files without a translation into `{language}`: {count} of {all} ({names}). They appear in the original's words.",
    "Translate each beside its original, the first as `{first}`; or take `{language}` out of `languages`.",
)
TRANSLATION_STRAY = Finding(
    "E-translation-stray",
    "The question `#{id}` is not in {original}, so it is never asked.",
    "Correct its id, or write the question there as well.",
)
TRANSLATION_STRAY_KEY = Finding(
    "E-translation-stray",
    "`{id}` under `{key}` is not in {original}, so it has no effect.",
    "Correct the id, or declare it there as well.",
)
TRANSLATION_TYPE = Finding(
    "E-translation-differs",
    "The question is of the type {type} here and {other} in {original}; it is asked in the original's words.",
    "Write its answers in the same way in both.",
)
TRANSLATION_COUNT = Finding(
    "E-translation-differs",
    "There are {count} options, gaps or lines to answer here and {other} in {original}; it is asked in the original's "
    "words.",
    "Write as many in both, in the same order.",
)
TRANSLATION_RIGHT = Finding(
    "E-translation-differs",
    "Something else is right here than in {original}; the question is asked in the original's words.",
    "Put options and pairs in the same order in both, and keep numbers, code and what it prints as they are.",
)
TRANSLATION_GAPS = Finding(
    "E-translation-differs",
    "The gaps stand in another order than in {original}, or one takes what is wrong there: a wrong answer would be "
    "right. The question is asked in the original's words.",
    "Word the sentence so that its gaps come in the order of the original's, and offer the same as right.",
)
TRANSLATION_ALONE = Finding(
    "W-translation-alone",
    "The file is named as a translation, and there is no `{original}` beside it: it stands for itself.",
    "Add the original, or take the language out of the file's name.",
)
TRANSLATION_SECOND = Finding(
    "W-translation-alone",
    "The file is named as a translation of `{original}`, which is one itself or has one already: it stands for itself.",
    "Take the file away, or the language out of its name.",
)
TRANSLATION_SETTING = Finding(
    "W-translation-setting",
    "`{key}` counts in {original} alone; what a translation says of it has no effect.",
    "Take the key out here, or write what stands there.",
)

# Plans

PLAN_UNFIT = Finding(
    "E-plan",
    "No group can take the plan as it stands: {reason}",
    "Correct the line; then `fivefold plan apply FILE` shows what the plan would change.",
)
