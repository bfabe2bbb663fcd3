"""The number that a question carries in front: `Q12.`, `12)`, `P12.`, `问题12.`, `Q12。` ..."""

import re

_WORDS = (
    "question|q|pregunta|pergunta|quest[aã]o|domanda|frage|pytanie|vraag|otázka|soru|вопрос|питання|"
    "问题|問題|题目|題目|題|题|问|問|質問|문제|질문"
)
_STOPS = r".:)。．：）、"
_LABEL = re.compile(
    rf"""\s*(?:
        (?P<word>(?i:{_WORDS})\s{{0,2}}\d{{1,5}}) \s{{0,2}} \\?[{_STOPS}]   # Q12.  Question 3:  问题12.
      | (?P<bare>[Qq]\d{{1,5}}) (?=\s+[^\sa-z])                           # Q2 What
      | (?P<ordinal>第\s?\d{{1,5}}\s?[题題问問]) \s{{0,2}} [{_STOPS}]?       # 第3题
      | (?P<letter>[^\W\d_]?\d{{1,5}}) \s? \\?[.)。．）、] (?=\s|[^\x00-\x7f])  # P12.  12)  12.
    )\s*""",
    re.VERBOSE,
)


_LONE = re.compile(
    rf"\s*((?i:{_WORDS})\s{{0,2}}\d{{1,5}}|[^\W\d_]?\d{{1,5}}(?=[{_STOPS}])|第\s?\d{{1,5}}\s?[题題问問])[{_STOPS}]?\s*"
)


def take_label(source: str) -> tuple[str, str]:
    """The label without its stop, and the source without the label; an empty label where there is none."""
    found = _LABEL.match(source)
    if found is None or found.end() == len(source):
        return "", source.strip()
    return found[str(found.lastgroup)], source[found.end() :].strip()


def lone_label(source: str) -> str:
    """The label that a heading consists of, where it has no other words: `Q12`, `Question 3.`; else nothing."""
    found = _LONE.fullmatch(source)
    return found[1] if found else ""


def question_label(line: str) -> str:
    """The label of a line of running text that begins a question of its own, with letters and a number; or nothing."""
    found = _LABEL.match(line)
    if found is None or found.end() == len(line) or found.lastgroup == "bare":
        return ""
    label = found[str(found.lastgroup)]
    return "" if label[0].isdigit() else label
