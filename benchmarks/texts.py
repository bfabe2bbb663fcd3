"""Courses made up for measuring: the same ones in every run, shaped like real lessons and quizzes."""

from pathlib import Path
from random import Random

VOCABULARY = """
ability answer attempt book bridge careful change chapter choice clear compare course daily decide describe detail
different effort evening example explain fact friend give group guess habit help hour idea improve instead keep know
later learn lesson letter list listen little memory method morning name notice often open order page pass past people
place plan practice question quiet quiz reach read reason recall remember repeat rest result review right rule seldom
sentence share short show simple sleep slow small speak stay step story study table task teach text think time topic
total track train travel true turn understand useful value view walk week whole word work write year
"""
WORDS = tuple(VOCABULARY.split())
MARKER = "Beginnings"
"""The title of the first lesson, which Today shows once it has its true content."""
OPENING = "Prologue"
"""The first word of every lesson's text, which the reader shows once it has laid it out."""


def lesson(characters: int, *, title: str = MARKER, seed: int = 5) -> str:
    """A lesson of at least so many characters: prose, lists, tables, quotes and code, as handbooks have them."""
    random = Random(seed)
    parts, length = [f"---\ntitle: {title}\n---\n\n# {title}\n\n{OPENING}.\n"], 0
    kinds = (_paragraph,) * 6 + (_list, _list, _code, _table, _quote)
    while length < characters:
        part = f"## {_sentence(random)}\n" if len(parts) % 9 == 1 else random.choice(kinds)(random)
        parts.append(part)
        length += len(part) + 1
    return "\n".join(parts)


def quiz(questions: int, *, title: str = "What stayed", seed: int = 5) -> str:
    """A quiz of single and multiple choice with feedback and explanations."""
    random = Random(seed)
    return f"---\ntitle: {title}\ntype: quiz\n---\n\n" + "\n".join(
        _question(random, number) for number in range(1, questions + 1)
    )


def library(
    root: Path, lessons: int, *, characters: int = 4_000, courses: int = 1, every: int = 1, questions: int = 5
) -> Path:
    """A library of so many lessons, divided among some courses; each, or every other one, has a quiz.

    The lessons of many courses are made of few texts, under their own titles: making them is not what is measured.
    """
    texts = [lesson(characters, title="", seed=seed) for seed in range(1, min(lessons, 500) + 1)]
    asked = [quiz(questions, title="", seed=seed) for seed in range(1, min(lessons, 500) + 1)]
    for number in range(1, lessons + 1):
        course = root / (f"course-{number * courses // (lessons + 1):03}" if courses > 1 else "course")
        if not course.exists():
            for folder in ("lessons", "quizzes"):
                (course / folder).mkdir(parents=True)
            id_ = course.name.replace("course", "measured")
            (course / "course.md").write_text(f"---\ntitle: A course to measure\nid: {id_}\n---\n", encoding="utf-8")
        name = f"{number:05}.md"
        title = MARKER if number == 1 else f"Part {number}"
        text = texts[number % len(texts)].replace("title: \n", f"title: {title}\n", 1)
        (course / "lessons" / name).write_text(text, encoding="utf-8")
        if number % every == 0:
            text = asked[number % len(asked)].replace("title: \n", f"title: Quiz {number}\n", 1)
            (course / "quizzes" / name).write_text(text, encoding="utf-8")
    return root


def _words(random: Random, least: int, most: int) -> str:
    return " ".join(random.choices(WORDS, k=random.randint(least, most)))


def _sentence(random: Random) -> str:
    return _words(random, 4, 7).capitalize()


def _paragraph(random: Random) -> str:
    sentences = []
    for _number in range(random.randint(2, 6)):
        marked = random.choice(("*{}*", "**{}**", "`{}`", "[{}](https://example.org/page)", "{}", "{}"))
        middle = marked.format(_words(random, 1, 3))
        sentences.append(f"{_sentence(random)} {middle} {_words(random, 3, 9)}.")
    return " ".join(sentences) + "\n"


def _list(random: Random) -> str:
    marker = random.choice(("- ", "1. "))
    return "".join(
        f"{marker}{_sentence(random)} *{_words(random, 1, 2)}*.\n" for _number in range(random.randint(3, 6))
    )


def _code(random: Random) -> str:
    lines = (f"{random.choice(WORDS)} = {random.choice(WORDS)}({number})" for number in range(random.randint(3, 9)))
    return "```python\n" + "\n".join(lines) + "\n```\n"


def _table(random: Random) -> str:
    rows = "".join(f"| {_words(random, 1, 2)} | {_words(random, 2, 5)} |\n" for _number in range(random.randint(3, 6)))
    return f"| Word | Meaning |\n|:--|:--|\n{rows}"


def _quote(random: Random) -> str:
    return f"> {_sentence(random)} {_words(random, 5, 12)}.\n> {_sentence(random)}.\n"


def _question(random: Random, number: int) -> str:
    count = random.randint(3, 5)
    right = set(random.sample(range(count), k=random.choice((1, 1, 1, 2))))
    options = "".join(
        f"- [{'x' if option in right else ' '}] {_sentence(random)} {option}\n  > {_sentence(random)}.\n"
        for option in range(count)
    )
    return f"### Q{number}. {_sentence(random)} `{random.choice(WORDS)}`?\n\n{options}\n{_paragraph(random)}"
