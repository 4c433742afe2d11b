"""Nouns are made once, tell themselves apart by what they hold, and travel."""

from __future__ import annotations

import copy
import pickle
from functools import cached_property
from typing import Any

import pytest

from linter.model import Span
from linter.nouns import Noun


class Word(Noun):
    letters: str
    count: int = 1

    @cached_property
    def length(self) -> int:
        return len(self.letters)


class Name(Word):
    language: str = "en"


@pytest.mark.parametrize(
    "made",
    [Word("of", 2), Word("of", count=2), Word(count=2, letters="of")],
    ids=["by place", "by place and name", "by name"],
)
def test_fields_are_given_by_place_or_by_name(made: Word) -> None:
    assert (made.letters, made.count) == ("of", 2)
    assert repr(made) == "Word(letters='of', count=2)"


def test_a_subclass_has_the_fields_of_its_base_first() -> None:
    assert Name("Anna", 3, "es")._fields == ("letters", "count", "language")


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((), {}),
        ((), {"count": 1}),
        (("of", 1, 2), {}),
        (("of",), {"letters": "of"}),
        (("of",), {"length": 2}),
    ],
    ids=["none", "one is missing", "too many", "one twice", "no field"],
)
def test_what_does_not_fit_the_fields_is_refused(
    values: tuple[Any, ...], named: dict[str, Any]
) -> None:
    with pytest.raises(TypeError, match="Word"):
        Word(*values, **named)


def test_two_are_equal_if_class_and_fields_are() -> None:
    assert Word("of") == Word("of", 1)
    assert hash(Word("of")) == hash(Word("of", 1))
    assert Word("of") != Word("of", 2)
    assert Word("of") != Name("of")
    assert Word("of") != ("of", 1)


@pytest.mark.parametrize("noun", [Word("of"), Span(1, 2)], ids=["dictionary", "slots"])
def test_a_field_cannot_be_set_or_deleted(noun: Noun) -> None:
    field = noun._fields[0]
    with pytest.raises(AttributeError, match="cannot set"):
        setattr(noun, field, 3)
    with pytest.raises(AttributeError, match="cannot delete"):
        delattr(noun, field)


def test_a_changed_one_computes_anew_and_leaves_the_first_alone() -> None:
    word = Word("of")
    assert word.length == 2
    assert word._replace(letters="the").length == 3
    assert word == Word("of")
    with pytest.raises(TypeError):
        word._replace(length=7)


@pytest.mark.parametrize("noun", [Name("Anna", 2), Span(1, 2)], ids=repr)
def test_a_copy_from_another_process_is_equal(noun: Noun) -> None:
    assert pickle.loads(pickle.dumps(noun)) == noun
    assert copy.deepcopy(noun) == noun


class Alone(Noun, eq=False):
    """A thing that is equal to itself only."""

    name: str


def test_without_equality_each_is_itself_alone() -> None:
    one, other = Alone("a"), Alone("a")
    assert one == one
    assert one != other
    assert len({one, other}) == 2
