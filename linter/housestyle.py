"""House style: which names and titles a corpus owner wants, and which not.

A table of the settings, ``[names]`` or ``[titles]``, or a file that it names: a
line has a form, a tab, ``canonical``, ``accepted`` or ``forbidden``, another tab,
and what goes with it: other names of the canonical form, parted by semicolons,
or what to write in place of the forbidden one. The rules on names and titles obey
it, within a document and across documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from linter.errors import ConfigError, did_you_mean
from linter.rule import NO_STYLE, HouseStyle, Rule
from linter.settings import SettingError, text, texts
from linter.settings import kind as kind_of

Forms = Mapping[str, tuple[str, ...]]


def house_style(value: object) -> HouseStyle:
    """Return the house style that a table says; raise `SettingError`."""
    if not isinstance(value, dict):
        raise SettingError(f"must be a table, not {kind_of(value)}")
    told: dict[str, Any] = {}
    for key, item in value.items():
        if key not in CHECKS:
            hint = did_you_mean(key, list(CHECKS))
            raise SettingError(f"{key}: unknown key{hint}")
        try:
            told[key] = CHECKS[key](item)
        except SettingError as wrong:
            raise SettingError(f"{key}: {wrong}") from None
    style = HouseStyle()._replace(**told)
    _agreeing(style)
    return style


def completed(style: HouseStyle) -> HouseStyle:
    """Return a house style with what its file says, if it names one.

    What the table says of a form wins. Raises `ConfigError`.
    """
    if style.file is None:
        return style
    try:
        lines = style.file.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        why = f"cannot be read: {error.strerror}"
        hint = "write it, or take 'file' out of the settings"
        raise ConfigError(f"{style.file}: {why}; {hint}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{style.file}: is not UTF-8; save it as UTF-8") from None
    whole = merged(_of_lines(style.file, lines), style)
    try:
        _agreeing(whole)
    except SettingError as wrong:
        raise ConfigError(f"{style.file}: {wrong}") from None
    return whole


def merged(below: HouseStyle, above: HouseStyle) -> HouseStyle:
    """Return one house style of two; what ``above`` says of a form wins."""
    said = {*above.canonical, *above.accepted, *above.forbidden}
    kept = HouseStyle(
        {form: names for form, names in below.canonical.items() if form not in said},
        tuple(form for form in below.accepted if form not in said),
        {form: right for form, right in below.forbidden.items() if form not in said},
    )
    return HouseStyle(
        {**kept.canonical, **above.canonical},
        (*kept.accepted, *above.accepted),
        {**kept.forbidden, **above.forbidden},
        above.file or below.file,
    )


def styled(
    rules: Iterable[Rule], names: HouseStyle, titles: HouseStyle
) -> tuple[Rule, ...]:
    """Return rules that obey the house style of what they look for.

    That is what their pack is for, or what a rule compares across documents: a term
    may be a name or a title.
    """
    packs = {"names": names, "titles": titles}
    compared = packs | {"acronyms": titles, "terms": merged(names, titles)}

    def style_of(rule: Rule) -> HouseStyle:
        if rule.compares:
            return compared.get(str(rule.match.get("compare")), NO_STYLE)
        return packs.get(rule.pack, NO_STYLE)

    return tuple(_obeying(rule, style_of(rule)) for rule in rules)


def _obeying(rule: Rule, style: HouseStyle) -> Rule:
    """Return a rule that obeys a style, and knows the forms that it needs."""
    if not any(style):
        return rule
    match = rule.match
    if rule.kind == "phrases" and "instead" in match and style.forbidden:
        match = {**match, "instead": dict(style.forbidden)}
    elif rule.kind == "titles" and style.canonical:
        match = {**match, "more": list(style.canonical)}
    return rule._replace(match=match, house=style)


def _of_lines(file: Path, lines: list[str]) -> HouseStyle:
    style = HouseStyle({}, (), {})
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        form, status, other = ([c.strip() for c in line.split("\t")] + ["", ""])[:3]
        try:
            style = merged(style, house_style(_table_of(form, status, other)))
        except SettingError as wrong:
            raise ConfigError(f"{file}:{number}: {wrong}") from None
    return style


def _table_of(form: str, status: str, other: str) -> dict[str, object]:
    """Return what a line says, as a table of the settings says it."""
    match status:
        case "canonical":
            names = [name.strip() for name in other.split(";") if name.strip()]
            return {"canonical": {form: names}}
        case "accepted":
            return {"accepted": [form]}
        case "forbidden":
            return {"forbidden": {form: other}}
    hint = did_you_mean(status, ["canonical", "accepted", "forbidden"])
    wanted = "canonical, accepted or forbidden behind the form and a tab"
    raise SettingError(f"{status!r} is not {wanted}{hint}")


def _agreeing(style: HouseStyle) -> None:
    """Refuse a style that both wants and forbids a form."""
    for form, right in style.forbidden.items():
        for wanted in ("accepted", "canonical"):
            if form in getattr(style, wanted):
                raise SettingError(f"forbidden: {form!r} is also {wanted}; choose one")
        if right in style.forbidden:
            said = f"{form!r} is to become {right!r}, which is forbidden itself"
            raise SettingError(f"forbidden: {said}")


def _canonical(value: object) -> Forms:
    """Return canonical forms with other names of the same thing."""
    if isinstance(value, list):
        return dict.fromkeys(texts(value), ())
    return {form: texts(names) for form, names in _table(value).items()}


def _forbidden(value: object) -> Mapping[str, str]:
    return {form: _named(form, right) for form, right in _table(value).items()}


def _named(form: str, right: object) -> str:
    try:
        return text(right)
    except SettingError as wrong:
        raise SettingError(f"{form!r} needs what to write instead: {wrong}") from None


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise SettingError(f"must be a table, not {kind_of(value)}")
    if "" in value:
        raise SettingError("a form must not be empty")
    return value


CHECKS: Mapping[str, Callable[[object], object]] = {
    "canonical": _canonical,
    "accepted": texts,
    "forbidden": _forbidden,
    "file": lambda value: Path(text(value)),
}
