"""Whether a file holds prose, as far as its name says."""

from __future__ import annotations

from pathlib import Path

from linter.reading.compressed import SUFFIXES, suffix_of

_CODE = """
    .py .pyi .js .mjs .cjs .jsx .ts .tsx .c .h .cc .cpp .hpp .cs .java .kt .go .rs .rb
    .php .pl .swift .scala .lua .r .jl .css .scss .less .sh .bash .zsh .fish .bat .ps1
    .sql .ipynb .patch .diff .map
"""
_DATA = """
    .json .csv .tsv .xml .html .htm .xhtml .yaml .yml .toml .ini .cfg .conf .lock .log
    .pickle .pkl .npy .npz .pt .h5 .hdf5 .parquet .feather .arrow .avro .db .sqlite
    .sqlite3
"""
_MEDIA = """
    .svg .png .jpg .jpeg .gif .webp .bmp .ico .tif .tiff .mp3 .mp4 .wav .ogg .flac .webm
    .avi .mov .ttf .otf .woff .woff2
"""
_PACKED = """
    .pdf .doc .docx .odt .rtf .xls .xlsx .ods .ppt .pptx .epub .zip .tgz .7z .tar
    .rar .jar .whl .so .o .a .dll .exe .dylib .pyc .class .wasm .bin
"""
NOT_PROSE = frozenset((_CODE + _DATA + _MEDIA + _PACKED).split())


# Of compressed files those are taken whose name says what they hold.
TEXTS = frozenset({".txt", ".md", ".markdown", ".jsonl", ".ndjson"})


def looks_like_prose(path: Path) -> bool:
    """Whether a name may be that of a text; dot files are settings."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return suffix_of(path) in TEXTS
    return suffix not in NOT_PROSE and (suffix != "" or path.name[0] != ".")
