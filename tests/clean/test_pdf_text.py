"""The text of a PDF: whole paragraphs, nothing lost, and every character with its place on its page."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

import real_files
from real_files import STORY
from selon.clean.article import clean_page
from selon.clean.pdf_text import pdf_text
from selon.collect.found import page_of
from selon.errors import Damaged, Encrypted, NotText
from selon.languages import load_pack


def test_lines_become_paragraphs_again() -> None:
    told = pdf_text(real_files.pdf(), page="a.pdf")
    assert told.text.splitlines() == [STORY.title, *STORY.paragraphs]


@pytest.mark.parametrize("columns", range(30, 100, 7))
def test_the_width_of_the_column_makes_no_difference(columns: int) -> None:
    told = pdf_text(real_files.pdf(columns=columns), page="a.pdf")
    assert set(STORY.paragraphs) <= set(told.text.splitlines())


def test_every_character_leads_to_its_place() -> None:
    content = real_files.pdf()
    told = pdf_text(content, page="a.pdf")
    shown = pypdfium2.PdfDocument(content)[0].get_textpage()
    for at, char in enumerate(told.text):
        page, index = told.map.place(at)
        assert page == 0
        if not char.isspace():
            assert chr(pdfium.FPDFText_GetUnicode(shown, index)) == char


def test_every_letter_of_the_page_is_in_the_text() -> None:
    content = real_files.pdf()
    shown = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()
    assert "".join(shown.split()) == "".join(pdf_text(content, page="a.pdf").text.split())


@pytest.mark.parametrize(
    ("paragraph", "columns", "line"),
    [
        ("Le gouver- nement a fermé le pont de la Roche.", 11, "Le gouvernement a fermé le pont de la Roche."),
        ("Ils sont peut- être morts. On dit peut-être trop peu.", 15, "Ils sont peut-être morts. On dit peut-être trop peu."),
        ("La ligne Paris- Lyon est fermée ce soir encore.", 16, "La ligne Paris-Lyon est fermée ce soir encore."),
    ],
    ids=["the typesetter's", "the word's own", "before a capital"],
)
def test_a_hyphen_at_the_end_of_a_line(paragraph: str, columns: int, line: str) -> None:
    story = STORY._replace(title="Titre", paragraphs=(paragraph,))
    assert line in pdf_text(real_files.pdf(story, columns=columns), page="a.pdf").text.splitlines()


def test_what_the_file_says_of_itself_comes_with_its_reason() -> None:
    article = clean_page(page_of("a.pdf", real_files.pdf(), "application/pdf"), packs=[load_pack("fr")])
    assert {item.field: (item.value, item.because) for item in article.told} == {
        "title": (STORY.title, "the PDF's metadata, Title"),
        "author": (STORY.author, "the PDF's metadata, Author"),
    }
    assert (article.published, article.published_because) == ("2021-03-09", "the page's metadata, CreationDate")
    assert article.title is not None
    assert article.title.of(article.text) == STORY.title


def test_a_title_that_is_no_text_does_not_cost_the_page() -> None:
    broken = real_files.pdf().replace(b"/Title <feff", b"/Title <feffd800dbff")
    told = pdf_text(broken, page="a.pdf")
    assert told.text.splitlines()[0] == STORY.title
    assert told.title is not None
    assert STORY.title[8:] in told.title


LOCKED = b"/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >> /ID [<00><00>]"
EMPTY = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    b"<< >>",
)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", Damaged),
        (real_files.pdf()[:300], Damaged),
        (real_files.pdf_of_objects(EMPTY, trailer=LOCKED), Encrypted),
        (real_files.pdf_of_objects(EMPTY), NotText),
    ],
    ids=["its first bytes only", "cut off", "locked", "without text"],
)
def test_what_cannot_be_read_says_why(content: bytes, kind: type[Exception]) -> None:
    with pytest.raises(kind) as caught:
        pdf_text(content, page="a.pdf")
    assert str(caught.value).startswith("a.pdf: ")
