"""Frozen classes of named values, like those of `dataclasses`, but quick to define.

`dataclasses` writes code for every class and compiles it, which takes most of a
millisecond: with dozens of them, that was a fifth of every start. Here all classes
share their methods, and to define one costs a fiftieth of that.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Noun:
    """What a class annotates is given when it is made, and cannot be set again.

    Two are equal if all their fields are; of a class with ``eq=False``, each is equal
    to itself alone, which is quicker to tell. A default is shared by all: it must be
    nothing that changes, and no function, which would become a method.

    >>> class Point(Noun):
    ...     x: int
    ...     y: int = 0
    >>> Point(1), Point(y=2, x=1) == Point(1, 2)
    (Point(x=1, y=0), True)
    """

    __slots__ = ()
    _fields: ClassVar[tuple[str, ...]] = ()
    _needed: ClassVar[frozenset[str]] = frozenset()
    _values: ClassVar[attrgetter[Any]]

    def __init_subclass__(cls, *, eq: bool = True) -> None:
        super().__init_subclass__()
        if not eq:
            cls.__eq__, cls.__hash__ = object.__eq__, object.__hash__  # type: ignore[method-assign]
        own = tuple(vars(cls).get("__annotations__", ()))
        cls._fields += own
        cls._needed |= {name for name in own if name not in vars(cls)}
        cls._values = attrgetter("__class__", *cls._fields)

    def __init__(self, *values: object, **named: object) -> None:
        fields, given = self._fields, vars(self)
        given.update(zip(fields, values, strict=False), **named)
        unknown = len(given) != len(values) + len(named) or given.keys() - fields
        if unknown or not self._needed <= given.keys():
            raise TypeError(f"{type(self).__name__} takes {', '.join(fields)}")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return bool(self._values(self) == self._values(other))

    def __hash__(self) -> int:
        return hash(self._values(self))

    def __repr__(self) -> str:
        told = [f"{name}={getattr(self, name)!r}" for name in self._fields]
        return f"{type(self).__qualname__}({', '.join(told)})"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"cannot set {name!r} of a {type(self).__name__}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"cannot delete {name!r} of a {type(self).__name__}")

    def _replace(self, **changes: object) -> Self:
        """Return the same with some fields changed, as named tuples do."""
        told = {name: getattr(self, name) for name in self._fields}
        return type(self)(**told | changes)
