from __future__ import annotations

import codecs

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from linter.errors import ConfigError, ReadError
from linter.reading.encodings import codec_of, decode, is_binary

TEXT = "a\r\nb\rc\n\u2028é\U0001f600\n\n"
ENCODINGS = ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_byte_order_mark_names_the_encoding_and_comes_back(encoding: str) -> None:
    data = MARKS[encoding] + TEXT.encode(encoding)
    encoded = decode(data)
    assert (encoded.text, encoded.encoding) == (TEXT, encoding)
    assert encoded.encode(encoded.text) == data


def test_a_byte_order_mark_wins_over_what_the_user_said() -> None:
    assert decode(codecs.BOM_UTF16_LE + b"a\0", "cp1252").text == "a"


def test_without_a_mark_a_file_is_utf_8() -> None:
    assert decode(TEXT.encode()).text == TEXT


def test_without_a_mark_the_user_is_believed() -> None:
    assert decode(b"caf\xe9", "latin-1").text == "café"


@pytest.mark.parametrize("name", ["utf-16", "UTF-16LE", "utf_16"])
def test_utf_16_that_the_user_names_gets_no_mark_on_the_way_back(name: str) -> None:
    data = "é\n".encode("utf-16-le")
    assert decode(data, name).encode("é\n") == data


@given(st.binary())
def test_what_decodes_as_utf_8_encodes_to_the_same_bytes(data: bytes) -> None:
    try:
        encoded = decode(data)
    except ReadError:
        return
    assert encoded.encode(encoded.text) == data


@given(st.text(), st.sampled_from(ENCODINGS), st.booleans())
@example("\x000", "utf-16-be", True)
def test_no_newline_or_letter_is_translated(
    text: str, encoding: str, marked: bool
) -> None:
    # In UTF-16, a NUL at the start of a text makes its mark that of UTF-32.
    assume(not (marked and encoding == "utf-16-le" and text.startswith("\0")))
    data = (MARKS[encoding] if marked else b"") + text.encode(encoding)
    encoded = decode(data, None if marked else encoding)
    assert encoded.encode(encoded.text) == data


def test_bytes_that_are_not_utf_8_are_told_with_place_and_cure() -> None:
    with pytest.raises(ReadError) as caught:
        decode(b"one\ntwo three four\xff")
    hint = "say --encoding if it is something else"
    assert str(caught.value) == f"not UTF-8 at byte 18 (line 2); {hint}"


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_every_line_end_counts_as_a_line(end: bytes) -> None:
    with pytest.raises(ReadError, match=r"\(line 3\)"):
        decode(end * 2 + b"\xff")


def test_the_place_counts_the_byte_order_mark() -> None:
    with pytest.raises(ReadError, match=r"at byte 4 \(line 1\); its byte order mark"):
        decode(codecs.BOM_UTF8 + b"a\xff")


def test_a_misfit_of_a_named_encoding_asks_for_another() -> None:
    with pytest.raises(ReadError, match=r"^not CP1252 at byte 1 .*another --encoding$"):
        decode(b"a\x81", "cp1252")


def test_half_a_surrogate_pair_is_no_text() -> None:
    with pytest.raises(ReadError, match="not UTF-16-LE at byte 2"):
        decode(codecs.BOM_UTF16_LE + b"\x00\xd8a\0")


@pytest.mark.parametrize("name", ["utf-9", "", "hex", "rot13", "a\0b", "undefined"])
def test_a_name_of_no_encoding_is_a_mistake_in_the_settings(name: str) -> None:
    with pytest.raises(ConfigError, match=r"^encoding: .* is no text encoding"):
        codec_of(name)


@pytest.mark.parametrize(
    ("head", "told", "binary"),
    [
        (b"", None, False),
        (b"text", None, False),
        (b"GIF\0", None, True),
        (codecs.BOM_UTF8 + b"\0", None, True),
        (codecs.BOM_UTF16_LE + b"a\0", None, False),
        (codecs.BOM_UTF32_BE + b"\0\0\0a", None, False),
        (b"a\0", "utf-16", False),
        (b"a" * 8192 + b"\0", None, False),
    ],
)
def test_a_nul_in_the_head_makes_a_file_binary(
    head: bytes, told: str | None, binary: bool
) -> None:
    assert is_binary(head, told) is binary
