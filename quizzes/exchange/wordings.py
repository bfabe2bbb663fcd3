"""How losses and broken files are told of: every sentence of all formats, with `{detail}` where there is one.

They are in English, and translated where they are shown, like the messages of findings: whoever makes a catalogue takes
every text of this module.
"""

# What a file of another program says, and we do not.

LOOK_PLAIN = "colours and fonts"
LOOK_INSIDE_WORDS = "bold and italics that stand inside words"
LOOK_ELEMENT = "what stands in <{detail}>"
LOOK_RAISED = "the look of <{detail}>, written with ^ or _"
LOOK_LINK = "where a link leads: {detail}"
PICTURE = "the picture {detail}"
SOUND = "the sound {detail}"
ID = "its id {detail}, which cannot be an id here"
NAME = "its name {detail}"
FEEDBACK_OF_TYPED = "feedback for what is typed: {detail}"
FEEDBACK_OF_STEPS = "feedback for what is put in order: {detail}"
FEEDBACK_OF_PAIRS = "feedback for what is matched: {detail}"
NO_GAP = "the answer {detail}, which cannot be typed here"
NOT_RIGHT = "no answer of it is right"
ANY_ONE = "that any one of its right options was enough: here all of them are asked for"
NO_TYPE = "a question of type {detail}, which is not asked here"
DISCUSSION = "a text between the questions: {detail}"
WORTHLESS = "answers that are worth nothing: {detail}"
TOO_MANY = "all that follows: a file has at most {detail}"
OPEN_BRACE = "it cannot be read, as its { is never closed"
BROKEN_ROW = "it cannot be read: {detail}"
FEW_STEPS = "it has fewer than two things to put in order"
SOME_STEPS = "that only {detail} of its things are put in order at a time"
UNITS = "its units: {detail}"
GRADER = "its notes for whoever marks it: {detail}"
TEMPLATE = "what the answer begins with: {detail}"
HIDDEN = "that it is hidden"
AS_A_WHOLE = "feedback for the answer as a whole: {detail}"
PENALTY = "its penalty for further tries: {detail}"
GAP_WEIGHTS = "that its gaps are worth {detail}: here all are worth the same"
GAP_OF_SEVERAL = "a gap in which several answers are ticked: {detail}"
TOO_MANY_GAPS = "it has more than {detail} gaps"
TEXT_BEHIND = "that what stands behind its last gap is told with the question: here it is told with the explanation"
ELEMENT = "what it says of {detail}"
ABOUT_CATEGORY = "what is told of its category: {detail}"
DIFFERS = "it reads differently from what was meant, in its {detail}: look at it"
FEW_COLUMNS = "a note without a back"
COLUMN = "the column {detail}"
HINT_OF_GAP = "the hint of a deletion: {detail}"
NO_ANSWER = "no line ANSWER: follows its options"
NO_OPTIONS = "it has fewer than two options"
NO_SUCH_OPTION = "it has no option {detail}"
NO_STEM = "no question stands before its options"
EMPTY_CARD = "a card without a back"
TRACED_LINE = "the line of the compiler's error: {detail}"
UNKNOWN_KEY = "the key {detail}"
BY_VERDICT = "feedback for right and for wrong answers: {detail}"
QUIZ_SETTING = "what it says of the quiz: {detail}"
POOL = "that {detail} of a group are drawn"
NO_START = "text that belongs to no question: {detail}"

# What a quiz of ours says, and another program does not.

SETTING = "what holds for the whole quiz: {detail}"
INTRODUCTION = "the introduction of the quiz"
INTRODUCTIONS = "the introductions of its sections"
REFERENCES = "where its links lead, as they name their places at the end of the file"
FILES = "the file {detail}, which has to be brought there by itself"
NOT_ASKABLE = "a question of type {detail}, which cannot be asked as it stands"
NO_TYPE_THERE = "a question of type {detail}, for which there is no word there"
NO_ANSWER_THERE = "a question that is answered with {detail}, for which there is no word there"
NO_ARROW_THERE = "a question in whose answers -> stands, which would part them there"
NO_GAP_SIGN_THERE = "a question in whose text {detail} stands, which would be a gap there"
POINTS = "its points: {detail}"
POINTS_OF_GAPS = "its points, {detail}: there they follow from the number of its gaps"
DIFFICULTY = "its difficulty: {detail}"
OBJECTIVE = "its objective: {detail}"
TIME = "its time: {detail} s"
TAGS = "its tags: {detail}"
HINTS = "its hints ({detail})"
CASE = "that the case of what is typed counts"
FEEDBACK = "the feedback of its options"
IDLE_WEIGHTS = "weights of options that do not count in its way of scoring"
SCORING = "its way of scoring: {detail}"
EXPLANATION = "its explanation"
SECTION = "its section: {detail}"
SECTION_LOOK = "the look of its section's name: {detail}"
NO_SECTION = "that it stands in no section"
FIXED = "that some options keep their places"
SHUFFLED = "whether its options are shuffled"
PERCENT_WITHIN = "that its tolerance is a percentage: {detail}"
RANGE = "that its range is told by its ends: {detail}"
RUBRIC = "its rubric"
SIDES = "the look of what is matched"
STEP_LOOK = "the look of what is put in order"
CODE = "that code is compared character by character"
DIGITS = "digits of the number {detail}"

# Why a file cannot be read at all.

ENTITIES = "it declares a document type or entities"
"""An error's reason, as the others below."""
NO_QUIZ = "it has no element <quiz>"
NO_TOML = "it is no TOML ({detail})"
TOO_DEEP = "its parts stand in one another more often than any quiz needs"
XML_REASONS = (
    "no element found",
    "not well-formed (invalid token)",
    "mismatched tag",
    "unclosed token",
    "undefined entity",
    "duplicate attribute",
    "junk after document element",
    "reference to invalid character number",
    "unclosed CDATA section",
)
"""What the XML parser says, in its own words."""
