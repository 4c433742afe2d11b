"""Suspect names of a large batch are found as if each document were searched."""

from __future__ import annotations

import random
from functools import cache

import pytest

from linter.engine.scan import SEPARATOR
from linter.kinds import capitals
from linter.kinds.variants import NAME, Variants
from linter.kinds.words import WORTH_NUMPY
from linter.model import Document
from linter.ruleset import Ruleset

RULES = Ruleset.load().select(["names/spelling-variant"])
FILLER = "it was said by them that nothing of the kind had been seen there. "
NAMES = (
    *("Mishoustine", "Mishustin", "Shoïgu", "Choïgou", "Poutine", "Putin", "Lawrow"),
    *("MISHUSTIN", "MiShustin", "Mishustin’s", "→Mishustin", "@Putin", "Mishustina"),
    *("“Lavrov”", "漢Lavrov", "Lavrov漢", "Żelazny", "Jivkov", "Zhivkov", "Zhivkova"),
)


@cache
def matcher() -> Variants:
    made = RULES.engine.matcher(0)
    assert isinstance(made, Variants)
    return made


def texts(seed: int) -> list[str]:
    dice = random.Random(seed)
    return [
        " ".join(
            dice.choice(NAMES) if dice.random() < 0.1 else FILLER[: dice.randint(1, 60)]
            for _ in range(dice.randint(0, 60))
        )
        for _ in range(150)
    ]


@pytest.mark.parametrize("seed", range(6))
def test_a_large_batch_gives_what_documents_give_one_by_one(seed: int) -> None:
    documents = [Document(text) for text in texts(seed)]
    assert sum(len(one.text) for one in documents) > WORTH_NUMPY
    together = list(RULES.scan_all(documents))
    assert together == [(one, RULES.engine.scan_exhaustively(one)) for one in documents]
    assert sum(len(found) for _, found in together) > 5


def test_a_suspect_that_is_alone_in_its_document_is_passed_over() -> None:
    encoded = [(FILLER * 1000).encode(), b"Mishoustine spoke.", b"Mishustin spoke."]
    starts = [0]
    for text in encoded:
        starts.append(starts[-1] + len(text) + 1)
    alone = matcher().scan_documents(SEPARATOR.join(encoded), starts)
    assert alone == []
    together = matcher().scan_documents(
        SEPARATOR.join(encoded), [0, starts[1], starts[3]]
    )
    assert together == [(starts[1], starts[1])]


def test_what_is_known_of_names_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capitals, "MOST_NAMES", 10)
    judge = capitals.Judge(NAME, matcher().is_suspect, lambda name: {name}, 5, 25)
    kept = capitals.Capitals(judge)
    for number in range(5):
        names = [chr(97 + letter) + "abcd" for letter in range(20)]
        text = " ".join(name.capitalize() + "xyz"[number % 3] for name in names)
        kept.suspects(text.encode(), [0, len(text) + 1])
        assert len(kept._names) <= 30
