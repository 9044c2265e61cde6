"""Every encoding that news pages are saved in gives its text back, character for character."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.collect.encodings import declared_charset, decode
from selon.collect.files import read_page
from selon.errors import NotText

FRENCH = "L’armée a évacué 2 000 habitants, « sans délai », déclare le préfet.\r\nÀ Orléans, l’eau monte… où ira-t-elle ?\n"
RUSSIAN = "Министерство обороны заявило, что погибли 63 военнослужащих.\n"
UKRAINIAN = "Генеральний штаб повідомив, що знищено шість одиниць техніки.\n"


@pytest.mark.parametrize(
    ("text", "written_as", "mark"),
    [
        (FRENCH, "utf-8", b""),
        (FRENCH, "utf-8", codecs.BOM_UTF8),
        (FRENCH, "utf-16-le", codecs.BOM_UTF16_LE),
        (FRENCH, "utf-16-be", codecs.BOM_UTF16_BE),
        (FRENCH, "utf-32-le", codecs.BOM_UTF32_LE),
        (FRENCH, "utf-16-le", b""),
        (FRENCH, "utf-16-be", b""),
        (FRENCH, "cp1252", b""),
        (FRENCH.replace("’", "'").replace("…", "..."), "latin-1", b""),
        (FRENCH.replace("\u202f", " "), "mac_roman", b""),
        (RUSSIAN, "cp1251", b""),
        (RUSSIAN, "koi8_r", b""),
        (UKRAINIAN, "cp1251", b""),
        (UKRAINIAN, "koi8_u", b""),
        ("Été à Gênes\n", "cp1252", b""),
    ],
)
def test_a_file_on_disk_gives_its_text_back(tmp_path: Path, text: str, written_as: str, mark: bytes) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(mark + text.encode(written_as))
    content = read_page(str(path)).content
    decoded = decode(content, page=str(path))
    assert decoded.text == text
    assert decoded.mark == len(mark)
    assert decoded.because
    for word in text.split():
        at = text.index(word)
        start, end = decoded.byte_offset(content, at), decoded.byte_offset(content, at + len(word))
        assert content[start:end] == word.encode(written_as)


def test_the_declared_charset_goes_before_a_guess() -> None:
    content = '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-15">Coût : 3 €'.encode("iso-8859-15")
    declared = declared_charset(content)
    assert declared == "ISO-8859-15"
    assert decode(content, page="p", declared=declared).text.endswith("Coût : 3 €")


def test_latin_1_means_windows_as_on_screen() -> None:
    content = "« L’été »".encode("cp1252")
    assert decode(content, page="p", declared="iso-8859-1").text == "« L’été »"


def test_a_wrong_declaration_of_single_bytes_does_not_break_utf8() -> None:
    assert decode("L’été".encode(), page="p", declared="iso-8859-1").text == "L’été"


@pytest.mark.parametrize("declared", ["utf-16", "x-unknown", "", "ascii", "utf-8"])
def test_an_impossible_declaration_is_passed_over(declared: str) -> None:
    assert decode("déjà l’été à Gênes, où l’on fête la fin des élections".encode("cp1252"), page="p", declared=declared).encoding == "cp1252"


def test_a_cut_character_does_not_spoil_the_others() -> None:
    content = FRENCH.encode()[:-1] + b"\xc3"
    decoded = decode(content, page="p")
    assert decoded.text == FRENCH[:-1] + "\ufffd"
    assert decoded.damaged == 1
    assert decoded.byte_offset(content, len(decoded.text)) == len(content)


@pytest.mark.parametrize("content", [bytes(range(256)) * 4, b"texte\0\0\0texte", b"\xff\xfeA", b"\x01\x02\x03\x04" * 50])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(NotText, match="page-7"):
        decode(content, page="page-7")


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1))
@settings(max_examples=60, deadline=None)
def test_utf8_is_never_changed(text: str) -> None:
    assert decode(text.encode(), page="p").text == text.removeprefix("\ufeff")


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_give_a_text_or_an_error(content: bytes) -> None:
    try:
        decoded = decode(content, page="p")
    except NotText:
        return
    assert "\0" not in decoded.text
    decoded.text.encode("utf-8")
