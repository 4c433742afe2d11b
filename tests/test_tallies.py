"""What documents mention is gathered, sent and kept as it is, and counted once."""

from __future__ import annotations

import marshal
import pickle
from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from linter.corpus.comparing import Comparer
from linter.corpus.evidence import Gathered
from linter.corpus.tallies import Mention, Tallies, mentioned
from linter.model import Document
from linter.ruleset import Ruleset

MENTIONS = st.tuples(st.sampled_from("ABCD"), st.sampled_from(["", "Jo", "X"]))
DOCUMENTS = st.lists(st.lists(MENTIONS, max_size=8), max_size=6)
NAMES = Ruleset.load().select(["consistency/name"])
TEXTS = ("He met Sergei Lavrow.", "No name.", "Lavrov left. Lavrov and Lavrow met.")


def noted(documents: list[list[Mention]]) -> Tallies:
    places = ((f"{n}.txt", 0) for n in range(len(documents)))
    tallies = Tallies()
    for place, mentions in zip(places, documents, strict=True):
        tallies.note(place, {"r": mentioned(mentions)})
    return tallies


def gathered() -> Gathered:
    comparer = Comparer.of(Ruleset.load().select(["consistency/name"]))
    assert comparer is not None
    found = Gathered()
    documents = [
        Document(text, Path("a.jsonl"), str(n)) for n, text in enumerate(TEXTS)
    ]
    for document, mentions in comparer.mentions(documents):
        found.note(document, mentions, comparer)
    return found


@given(DOCUMENTS)
def test_every_mention_counts_once(documents: list[list[Mention]]) -> None:
    tallies = noted(documents)
    every = Counter(mention for some in documents for mention in some)
    forms = {form for form, _ in every}
    assert {*tallies} == {("r", form) for form in forms}
    assert len(tallies) == len(forms)
    for form in forms:
        tally = tallies["r", form]
        holding = [n for n, some in enumerate(documents) if form in dict(some)]
        assert tally.company == {c: n for (one, c), n in every.items() if one == form}
        assert tally.count == sum(tally.company.values())
        assert tally.documents == len(holding)
        assert tally.places == tuple((f"{n}.txt", 0) for n in holding[:3])


@given(DOCUMENTS, st.integers(1, 5))
def test_what_was_met_often_is_told(documents: list[list[Mention]], times: int) -> None:
    tallies = noted(documents)
    often = {form for _, form in tallies if tallies["r", form].count >= times}
    assert {*tallies.frequent("r", times)} == often


def test_what_was_met_in_few_documents_is_not_told() -> None:
    tallies = noted([[("A", ""), ("B", "")], [("A", ""), ("B", "")], [("C", "")] * 4])
    assert {*tallies.frequent("r", 2, 2)} == {"A", "B"}
    assert {*tallies.frequent("r", 4)} == {"C"}


def test_forms_are_looked_up_together_and_others_are_known_as_well() -> None:
    tallies = noted([[("A", "Jo"), ("B", "")], [("A", ""), ("C", "X")]])
    tallies.look_up("r", ["A", "B", "Z"])
    tallies.look_up("unknown", ["A"])
    companies = [tallies["r", form].company for form in "ABCZ"]
    assert companies == [{"Jo": 1, "": 1}, {"": 1}, {"X": 1}, {}]
    tallies.note(("new.txt", 0), {"r": mentioned([("B", "Y")])})
    assert tallies["r", "B"].company == {"": 1, "Y": 1}


def test_what_was_never_met_has_an_empty_tally() -> None:
    assert noted([])["r", "A"].count == noted([[("A", "")]])["s", "A"].count == 0


def test_documents_can_be_taken_back() -> None:
    one = [("A", ""), ("A", "Jo"), ("A", "")]
    tally, first = noted([one, one])["r", "A"], noted([one])["r", "A"]
    assert (tally.count, tally.documents) == (6, 2)
    left = tally.less(first)
    assert (left.count, left.documents, left.places) == (3, 1, (("1.txt", 0),))
    assert left.company == {"": 2, "Jo": 1}


def test_what_was_gathered_arrives_in_another_process() -> None:
    found = gathered()
    assert found.suspects == {("consistency/name", "Lavrow"): {"a.jsonl": None}}
    arrived = pickle.loads(pickle.dumps(found))
    assert arrived.documents == found.documents


def test_what_is_kept_of_a_file_is_there_again_under_its_new_name() -> None:
    found = gathered()
    kept = marshal.loads(marshal.dumps(found.packed()))
    moved = Gathered.unpacked(kept, "b.jsonl", 2)
    assert {path for (path, _), *_ in moved.documents} == {"b.jsonl"}
    assert [m for _, m, _ in moved.documents] == [m for _, m, _ in found.documents]
    assert moved.suspects == {("consistency/name", "Lavrow"): {"b.jsonl": None}}
