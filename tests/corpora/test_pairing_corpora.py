"""Foreign questions, edited as authors do: nearly all are known again, and hardly one is taken for another."""

import json
import os
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest

from lessons.shelf import open_shelf
from quizzes.library import build
from quizzes.model import Quiz
from quizzes.pairing import Recorded, pair
from quizzes.record import question_record

EDITED, REMOVED = 0.3, 0.1
"""Shares of the questions of a file that are edited, and that are taken out."""


@dataclass
class Tally:
    """What became of the edited and the removed questions of some files."""

    edited: int = 0
    known: int = 0
    mistaken: int = 0


def edited(record: str, random: Random) -> str:
    """A question as it may have been before: a slip, another word, an option less, another option."""
    said = json.loads(record)
    words = said["stem"].split(" ")
    at = random.randrange(len(words))
    match random.choice(["slip", "word", "option", "other"]):
        case "slip" if words[at]:
            cut = random.randrange(len(words[at]))
            words[at] = words[at][:cut] + words[at][cut + 1 :]
        case "option" if len(said["options"]) > 2:
            del said["options"][random.randrange(len(said["options"]))]
        case "other" if said["options"]:
            random.choice(said["options"])["text"] = "something else entirely"
        case _:
            words[at] = "whatever"
    said["stem"] = " ".join(words)
    return json.dumps(said)


def follow(quiz: Quiz, random: Random, tally: Tally) -> None:
    """Take a file for what became of another, in which some questions read otherwise, and some more were there.

    What stands there several times is left out: which of them is meant, nobody can tell.
    """
    times = Counter(one.identity for one in quiz.questions)
    quiz = replace(quiz, questions=tuple(one for one in quiz.questions if times[one.identity] == 1))
    chosen = [(random.random(), one) for one in quiz.questions]
    before = {one.id: one for share, one in chosen if share < EDITED}
    gone = {one.id for share, one in chosen if share > 1 - REMOVED}
    held = {(quiz.key, one.id) for share, one in chosen if EDITED <= share <= 1 - REMOVED}
    missing = [
        Recorded((quiz.key, f"~{id_}-then"), "", edited(question_record(one), random)) for id_, one in before.items()
    ]
    missing += [
        Recorded((quiz.key, f"~{one.id}-gone"), "", question_record(one)) for one in quiz.questions if one.id in gone
    ]
    there = tuple(one for one in quiz.questions if one.id not in gone)
    found = pair(missing, held, [replace(quiz, questions=there)], lambda _old, new: new in held)
    tally.edited += len(before)
    for one in found.pairs:
        if one.old[1] == f"~{one.new[1]}-then":
            tally.known += 1
        else:
            tally.mistaken += 1


@pytest.mark.parametrize(("name", "least"), [("linkedin", 1_000), ("ghcertified", 50)])
def test_edited_questions_are_known_again(name: str, least: int) -> None:
    tally, random = Tally(), Random(7)
    for contents in build([open_shelf(Path(os.environ["FIVEFOLD_CORPORA"]) / name)]).courses:
        for quiz in contents.quizzes:
            follow(quiz, random, tally)
    assert tally.edited > least
    assert tally.known > 0.98 * tally.edited, tally
    assert tally.mistaken < 0.005 * tally.edited, tally
