#!/usr/bin/env python3
"""Build the word lists that tell finite verbs: their forms, and a model's weights.

    build_finite_verbs.py --forms FOLDER --text FILE... --output FOLDER

``--forms`` is the folder ``resources`` of lemminflect 0.2.3 (MIT); its tables give
``verb-forms.tsv``. ``--text`` is English text, a paragraph a line. A parser
(``--model``, a spaCy pipeline) tags it, and a linear model learns from the tags which
word forms are finite verbs in which company: ``verb-weights.tsv``. What was written
for the released lists: addresses of presidents of the United States to Congress since
1900 (public domain) and the books on Rust and Cargo (MIT or Apache-2.0).

Needs spacy, a model for it and scikit-learn; takes some minutes for a million words.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from linter.kinds.finite import CONSTANT, SCALE, candidates
from linter.lexicon import canonical

FORMS_HEAD = (
    "# columns: form of a verb, in small letters; what it can be: V base, Z third"
    " person, D past, N participle, G gerund; n noun, p plural, a adjective, r adverb\n"
    "# source: lemminflect 0.2.3, resources (from the SPECIALIST lexicon of the"
    " National Library of Medicine); by scripts/build_finite_verbs.py\n"
    "# licence: MIT\n"
)
WEIGHTS_HEAD = (
    "# columns: feature of a word in its company; its weight for a finite verb, in"
    " hundredths\n"
    "# source: trained by scripts/build_finite_verbs.py on addresses of presidents of"
    " the United States to Congress (public domain) and the books on Rust and Cargo"
    " (MIT or Apache-2.0)\n"
    "# licence: CC0-1.0\n"
)
FINITE_TAGS = ("VBD", "VBZ", "VBP", "MD")
# Verbs behind which a base form is no imperative.
HELPERS = ("do", "does", "did", "let", "help", "make")
# A word seen less often goes by its class alone; a feature, not at all.
COMMON_WORD, COMMON_FEATURE = 20, 4
# One sentence in twenty is for the test.
HELD_OUT = 20
# Smaller weights do not change an answer.
LEAST_WEIGHT = 5


class Tagged(NamedTuple):
    """A sentence: its words and their tags of the Penn Treebank."""

    words: Sequence[str]
    tags: Sequence[str]


class Samples(NamedTuple):
    """What the model learns from: features of a word, and whether it is finite."""

    features: list[tuple[str, ...]]
    finite: list[bool]


def verb_forms(folder: Path) -> dict[str, str]:
    """Return what each form of a verb can be."""
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for word, part, *inflected in _rows(folder / "infl_lu.csv.gz"):
        if part != "verb":
            continue
        past, participle, gerund, third = (*inflected, "", "", "", "")[:4]
        forms[word].add("V")
        columns = {"D": past, "N": participle or past, "G": gerund, "Z": third}
        for letter, column in columns.items():
            for form in filter(None, column.split("/")):
                forms[form].add(letter)
    for word, part, lemmas in _rows(folder / "lemma_lu.csv.gz"):
        if word in forms and part in ("noun", "adj", "adv"):
            plural = part == "noun" and word not in lemmas.split("/")
            forms[word].add("p" if plural else {"noun": "n", "adj": "a"}.get(part, "r"))
    return {
        word: "".join(sorted(letters))
        for word, letters in forms.items()
        if word.isascii() and word.replace("-", "").isalpha() and word.islower()
    }


def _rows(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from csv.reader(lines)


def tagged(lines: Iterable[str], model: str) -> Iterator[Tagged]:
    """Yield the sentences of ``lines`` as a parser tags them."""
    import spacy

    parser = spacy.load(model, exclude=["ner", "lemmatizer", "attribute_ruler"])
    for document in parser.pipe(lines, batch_size=64):
        for sentence in document.sents:
            pairs = [(t.text, t.tag_) for t in sentence if not t.is_space]
            if 5 <= len(pairs) <= 60:
                yield joined(pairs)


def joined(pairs: Sequence[tuple[str, str]]) -> Tagged:
    """Join what the parser's tokens part: "well-known", "China's", "don't"."""
    words: list[str] = []
    tags: list[str] = []
    queue = list(reversed(pairs))
    while queue:
        word, tag = queue.pop()
        if words and queue and tag == "HYPH":
            following, tags[-1] = queue.pop()
            words[-1] += word + following
        elif words and len(word) > 1 and (word[0] in "'’" or word in ("n't", "n’t")):
            words[-1] += word
        else:
            words.append(word)
            tags.append(tag)
    return Tagged(words, tags)


def is_finite(sentence: Tagged, at: int) -> bool:
    """Whether a word is tagged as a finite verb, or is an imperative."""
    words, tags = sentence
    if tags[at] != "VB":
        return tags[at] in FINITE_TAGS
    before = at - 1
    while before >= 0 and tags[before] == "RB":
        before -= 1
    if before < 0 or words[before].lower() == "please":
        return True
    earlier = range(max(0, before - 12), before)
    return words[before] in (",", ":", ";") and not any(
        tags[i] in ("TO", "MD") or words[i].lower() in HELPERS for i in earlier
    )


def samples(
    sentences: Iterable[Tagged], classes: Mapping[str, str], common: frozenset[str]
) -> Samples:
    """Return the words of ``sentences`` that can be finite verbs by their form."""
    found = Samples([], [])
    for sentence in sentences:
        for at, features in candidates(sentence.words, classes, common):
            found.features.append(features)
            found.finite.append(is_finite(sentence, at))
    return found


def trained(learnt: Samples, tested: Samples) -> dict[str, int]:
    """Return the weight of each feature that has one, in hundredths."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    counts = Counter(feature for features in learnt.features for feature in features)
    kept = sorted(name for name, count in counts.items() if count >= COMMON_FEATURE)
    columns = {feature: column for column, feature in enumerate(kept)}

    def matrix(of: Samples) -> csr_matrix:
        rows = [[columns[f] for f in some if f in columns] for some in of.features]
        ends = [0]
        for row in rows:
            ends.append(ends[-1] + len(row))
        flat = [column for row in rows for column in row]
        return csr_matrix(([1.0] * len(flat), flat, ends), (len(rows), len(kept)))

    # Few features with a weight are enough; the L1 norm finds which.
    model = LogisticRegression(l1_ratio=1, solver="liblinear", C=1.0, tol=1e-3)
    model.fit(matrix(learnt), learnt.finite)
    _report(model.decision_function(matrix(tested)), tested.finite)
    weights = {f: round(SCALE * model.coef_[0][i]) for f, i in columns.items()}
    weights = {
        f: weight for f, weight in weights.items() if abs(weight) >= LEAST_WEIGHT
    }
    return weights | {CONSTANT: round(SCALE * float(model.intercept_[0]))}


def _report(scores: Sequence[float], finite: Sequence[bool]) -> None:
    for threshold in (-3, -2, -1, 0):
        called = [
            truth
            for score, truth in zip(scores, finite, strict=True)
            if score > threshold
        ]
        precision, recall = sum(called) / len(called), sum(called) / sum(finite)
        print(f"above {threshold}: precision {precision:.3f}, recall {recall:.3f}")


def main() -> None:
    """Read the sources and write both lists."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=Path, required=True)
    parser.add_argument("--text", type=Path, nargs="+", required=True)
    parser.add_argument("--model", default="en_core_web_sm")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    classes = verb_forms(options.forms)
    lines = [
        line for path in options.text for line in path.read_text("utf-8").split("\n")
    ]
    sentences = list(tagged(filter(None, map(str.strip, lines)), options.model))
    random.Random(7).shuffle(sentences)
    counts = Counter(word.lower() for sentence in sentences for word in sentence.words)
    common = frozenset(word for word, count in counts.items() if count >= COMMON_WORD)
    weights = trained(
        samples(sentences[len(sentences) // HELD_OUT :], classes, common),
        samples(sentences[: len(sentences) // HELD_OUT], classes, common),
    )
    # Without a weight of its own, a common word is still not one of the others.
    weights |= {f"= {word}": 0 for word in common}
    _write(options.output / "verb-forms.tsv", FORMS_HEAD, classes)
    _write(options.output / "verb-weights.tsv", WEIGHTS_HEAD, weights)


def _write(path: Path, head: str, rows: Mapping[str, object]) -> None:
    lines = "\n".join(f"{name}\t{value}" for name, value in rows.items())
    path.write_text(canonical(head + lines), "utf-8")


if __name__ == "__main__":
    main()
