"""The dictionaries of a run: which findings are words that are right as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from linter.config import Loaded, read_if_there
from linter.dictionaries import Dictionary, find_dictionary, words_of
from linter.errors import ConfigError
from linter.locating import Located, Suppression, list_of_located
from linter.model import Document, Finding
from linter.reading.ignoring import globs


class OpenDictionaries:
    """The dictionaries of the settings, opened."""

    def __init__(self, loaded: Loaded) -> None:
        self._dictionaries = [*_opened(loaded)]

    def marked(self, located: Sequence[Located]) -> Sequence[Located]:
        """Return the findings of a document, with those marked that are listed."""
        return list_of_located(map(self._marked, located))

    def _marked(self, item: Located) -> Located:
        if item.suppression is not None:
            return item
        found = find_dictionary(self._dictionaries, Path(item.path), item.text)
        if found is None:
            return item
        why = Suppression(False, f"in {found.file}", "dictionaries")
        return item._replace(suppression=why)

    def hidden(self, document: Document, findings: Sequence[Finding]) -> list[Finding]:
        """Return those of a document's findings that are listed."""
        path = Path(str(document.path))
        return [
            finding
            for finding in findings
            if find_dictionary(self._dictionaries, path, finding.span.of(document.text))
        ]


def _opened(loaded: Loaded) -> Iterator[Dictionary]:
    settings, root = loaded.settings, loaded.root
    for file in settings.dictionaries:
        yield Dictionary(file, _words(file))
    for entry in settings.per_path:
        for file in entry.dictionaries:
            places = globs(entry.paths, root, "per-path: paths")
            yield Dictionary(file, _words(file), places)


def _words(file: Path) -> frozenset[str]:
    data = read_if_there(file)
    if data is None:
        raise ConfigError(
            f"{file}: no such dictionary; write one, a word or phrase a line"
        )
    return words_of(data, file)
