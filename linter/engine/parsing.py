"""Reading regular expressions, just deep enough to derive anchors from them.

Rules are written for the ``regex`` module. To know what must occur wherever a
rule can match, and how far a match can reach, its expression is parsed here
into characters, sequences, choices, repeats and zero-width tests. The meaning
of a character class is not interpreted but asked of ``regex`` itself, so the
two cannot disagree.

An open-ended repeat (``+``, ``*``, ``{3,}``) reaches at most `OPEN_REPEAT`
times: a rule is about one place in a text, and every match is then bounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from linter.engine.characters import LAST_CODE_POINT, ExpressionError, class_ranges
from linter.engine.expressions import (
    Again,
    Chars,
    Choice,
    Edge,
    Expression,
    Look,
    Node,
    Repeat,
    Sequence,
)

OPEN_REPEAT = 64


def parse(source: str) -> Expression:
    r"""Return the tree of ``source``.

    Raises `ExpressionError` for a syntax error or an unsupported construct
    (recursion, conditionals, fuzzy matching, named lists, ``\G``, ``\K``).

    >>> parse(r"a+").bounded
    'a{1,64}'
    """
    parser = _Parser(source)
    tree = parser.choice()
    if parser.at < len(source):
        raise ExpressionError(f"unmatched {source[parser.at]!r} at {parser.at}")
    return Expression(tree, parser.bounded())


@dataclass
class _Parser:
    """Recursive descent over the syntax that rules use."""

    source: str
    at: int = 0
    ignore_case: bool = False
    verbose: bool = False
    multiline_dot: bool = False
    groups: dict[str, Node] = field(default_factory=dict)
    opened: int = 0
    rewrites: list[tuple[int, int, str]] = field(default_factory=list)

    def bounded(self) -> str:
        pieces: list[str] = []
        cursor = 0
        for start, end, text in self.rewrites:
            pieces += self.source[cursor:start], text
            cursor = end
        return "".join(pieces) + self.source[cursor:]

    def peek(self, text: str) -> bool:
        return self.source.startswith(text, self.at)

    def take(self, text: str) -> bool:
        if self.peek(text):
            self.at += len(text)
            return True
        return False

    def until(self, end: str) -> str:
        stop = self.source.find(end, self.at)
        if stop < 0:
            raise ExpressionError(f"no {end!r} after {self.at}")
        text, self.at = self.source[self.at : stop], stop + len(end)
        return text

    def choice(self) -> Node:
        branches = [self.sequence()]
        while self.take("|"):
            branches.append(self.sequence())
        return branches[0] if len(branches) == 1 else Choice(tuple(branches))

    def sequence(self) -> Node:
        items = tuple(self.pieces())
        return items[0] if len(items) == 1 else Sequence(items)

    def pieces(self) -> Iterator[Node]:
        while self.at < len(self.source) and not self.peek("|") and not self.peek(")"):
            if self.verbose and self.skipped_layout():
                continue
            atom = self.atom()
            if atom is not None:
                yield self.repeated(atom)

    def skipped_layout(self) -> bool:
        if self.source[self.at].isspace():
            self.at += 1
            return True
        if self.peek("#"):
            end = self.source.find("\n", self.at)
            self.at = len(self.source) if end < 0 else end
            return True
        return False

    def repeated(self, atom: Node) -> Node:
        while True:
            while self.verbose and self.at < len(self.source) and self.skipped_layout():
                pass
            bounds = self.quantifier()
            if bounds is None:
                return atom
            atom = Repeat(atom, *bounds)

    def quantifier(self) -> tuple[int, int, bool] | None:
        start = self.at
        for sign, low, high in (("?", 0, 1), ("*", 0, None), ("+", 1, None)):
            if self.take(sign):
                return self.closed(start, low, high)
        if not self.take("{"):
            return None
        low_text, comma, high_text = self.until("}").partition(",")
        if not (low_text + high_text).isdigit():
            raise ExpressionError(f"not a repeat at {start}; write \\{{ for a brace")
        low = int(low_text or 0)
        high_value = int(high_text) if high_text else (None if comma else low)
        return self.closed(start, low, high_value)

    def closed(self, start: int, low: int, high: int | None) -> tuple[int, int, bool]:
        """Bound an open repeat; tell whether it is possessive, and pass a lazy mark."""
        if high is None:
            high = max(low, OPEN_REPEAT)
            self.rewrites.append((start, self.at, f"{{{low},{high}}}"))
        return low, high, not self.take("?") and bool(self.take("+"))

    def atom(self) -> Node | None:
        start = self.at
        character = self.source[start]
        self.at += 1
        match character:
            case "(":
                return self.group()
            case "[":
                return self.characters(self.class_source())
            case "\\":
                return self.escape()
            case "^" | "$":
                return Edge(character)
            case ".":
                if self.multiline_dot:
                    return Chars(((0, LAST_CODE_POINT),))
                return self.characters(".")
            case "*" | "+" | "?" | "{":
                raise ExpressionError(f"nothing to repeat at {start}")
        return self.characters(character)

    def characters(self, source: str) -> Chars:
        return Chars(class_ranges(source, self.ignore_case))

    def class_source(self) -> str:
        start = self.at - 1
        self.take("^")
        self.take("]")
        while not self.take("]"):
            if self.at >= len(self.source):
                raise ExpressionError(f"no ']' after {start}")
            if self.take("[:"):
                self.until(":]")
            else:
                self.at += 2 if self.peek("\\") else 1
        return self.source[start : self.at]

    def escape(self) -> Node:
        start = self.at - 1
        if self.at >= len(self.source):
            raise ExpressionError("a backslash at the end")
        letter = self.source[self.at]
        self.at += 1
        if letter in "bBAZzmM":
            return Edge("\\" + letter)
        if letter.isdigit() and letter != "0":
            return self.again(letter)
        if letter == "g":
            self.take("<")
            return self.again(self.until(">"))
        if letter in "GKLRXN":
            raise ExpressionError(f"\\{letter} is not supported in rules")
        if letter in "pP" and self.take("{"):
            self.until("}")
        elif letter in "xuU":
            self.at += {"x": 2, "u": 4, "U": 8}[letter]
        return self.characters(self.source[start : self.at])

    def again(self, name: str) -> Node:
        if name not in self.groups:
            raise ExpressionError(f"no group {name!r} before its reference")
        return Again(self.groups[name])

    def group(self) -> Node | None:
        kept = self.ignore_case, self.verbose, self.multiline_dot
        names: list[str] = []
        look: tuple[bool, bool] | None = None
        if not self.take("?"):
            names.append(self.numbered())
        elif self.take("P<") or (
            self.peek("<") and not self.peek("<=") and not self.peek("<!")
        ):
            self.take("<")
            names += self.until(">"), self.numbered()
        elif self.take("P="):
            return self.again(self.until(")"))
        elif self.take("#"):
            self.until(")")
            return None
        elif self.take(":") or self.take(">"):
            pass
        elif (look := self.look()) is None and self.flags():
            return None
        node = self.choice()
        if not self.take(")"):
            raise ExpressionError("a bracket is not closed")
        self.ignore_case, self.verbose, self.multiline_dot = kept
        for name in names:
            self.groups[name] = node
        return Look(node, *look) if look else node

    def numbered(self) -> str:
        self.opened += 1
        return str(self.opened)

    def look(self) -> tuple[bool, bool] | None:
        for mark, behind, negative in (
            ("<=", True, False),
            ("<!", True, True),
            ("=", False, False),
            ("!", False, True),
        ):
            if self.take(mark):
                return behind, negative
        return None

    def flags(self) -> bool:
        """Read inline flags; True if they hold for the rest of the expression."""
        start = self.at
        on, off = self.letters(), self.letters() if self.take("-") else ""
        closing = self.source[self.at : self.at + 1]
        if not on + off or closing not in (")", ":"):
            raise ExpressionError(
                f"unsupported group (?{self.source[start : start + 2]}"
            )
        self.at += 1
        self.ignore_case = (self.ignore_case or "i" in on) and "i" not in off
        self.verbose = (self.verbose or "x" in on) and "x" not in off
        self.multiline_dot = (self.multiline_dot or "s" in on) and "s" not in off
        return closing == ")"

    def letters(self) -> str:
        start = self.at
        while self.at < len(self.source) and self.source[self.at] in "aimsuxV10":
            self.at += 1
        return self.source[start : self.at]
