"""What stands in every match of an expression, in small letters.

An anchor says where a match may be; most of these places are ruled out by asking
whether the other words of the expression are there at all, which takes a tenth
of the time of trying it.
"""

from __future__ import annotations

from linter.engine.expressions import Chars, Choice, Node, Repeat, Sequence

# Of several texts, one has to be there: `("seems to", "appears to")`.
Alternatives = tuple[str, ...]
# Shorter ones are everywhere, but for rare marks; with more alternatives, trying is as
# fast.
SHORTEST, MOST_ALTERNATIVES, MOST = 3, 40, 5
RARE_MARKS = frozenset(':;!?"“”„«»()[]{}<>*_/\\|=+#@&%$€£~^')
# Words that are in any text say nothing.
COMMON = frozenset(
    "a an and are as at be by for from has have in is it of on or that the this to was"
    " were will with".split()
)


def required(node: Node) -> tuple[Alternatives, ...]:
    """Return sets of texts: each match holds one of each set, case aside.

    >>> from linter.engine.parsing import parse
    >>> required(parse("(?i)(seem|appear)s to be .{0,9} translation").tree)
    ((' translation',), ('appear', 'seem'))
    """
    found = {one for one in _sets(node) if 0 < len(one) <= MOST_ALTERNATIVES}
    found = {one for one in found if all(map(_tells, one))}
    return tuple(sorted(found, key=lambda one: (-_worth(one), one))[:MOST])


def _worth(alternatives: Alternatives) -> int:
    """Return how much is known where one of several texts has to be there."""
    return 2 * min(map(_rare, alternatives)) - len(alternatives)


def _tells(text: str) -> bool:
    """Whether a text is not in most texts."""
    return _rare(text) >= SHORTEST or not RARE_MARKS.isdisjoint(text)


def _rare(text: str) -> int:
    """Return how many characters of a text are not in the commonest words.

    >>> _rare("note that the "), _rare(" of the ")
    (4, 0)
    """
    return sum(len(word) for word in text.split() if word not in COMMON)


def _sets(node: Node) -> list[Alternatives]:
    """Return what each part of a sequence asks for."""
    match node:
        case Sequence():
            return _sets_of_sequence(node)
        case Choice(branches):
            return [_of_choice(branches)]
        case Repeat(inner, low) if low:
            return _sets(inner)
        case Chars():
            return _kept(_letter(node))
    return []


def _sets_of_sequence(sequence: Sequence) -> list[Alternatives]:
    """Join letters that stand beside each other; ask the rest one by one."""
    sets: list[Alternatives] = []
    run = ""
    for item in _flat(sequence):
        letter = _letter(item) if isinstance(item, Chars) else ""
        if letter:
            run += letter
            continue
        sets += _kept(run)
        run = ""
        sets += _sets(item)
    return sets + _kept(run)


def _flat(node: Node) -> list[Node]:
    if isinstance(node, Sequence):
        return [flat for item in node.items for flat in _flat(item)]
    return [node]


def _kept(text: str) -> list[Alternatives]:
    return [(text,)] if len(text) > 1 or text in RARE_MARKS else []


def _of_choice(branches: tuple[Node, ...]) -> Alternatives:
    """Return the most telling text of each branch; none where one has none."""
    texts: set[str] = set()
    for branch in branches:
        sets = _sets(branch)
        if not sets or not (best := max(sets, key=_value)):
            return ()
        texts.update(best)
    return tuple(sorted(texts))


def _value(alternatives: Alternatives) -> int:
    return _worth(alternatives) if alternatives else -1000


def _letter(node: Chars) -> str:
    """Return the one character that is asked for, in small letters, or nothing."""
    forms = {chr(low) for low, high in node.ranges if low == high}
    if len(forms) != len(node.ranges):
        return ""
    small = {form.lower() for form in forms}
    if len(small) != 1:
        return ""
    (letter,) = small
    # The small letter of the Kelvin sign is "k": that is not what is asked for.
    plain = all(form.isascii() for form in forms)
    return letter if plain or letter.upper() == letter else ""
