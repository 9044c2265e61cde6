"""Copies of one dispatch are found, other texts on the same matter are not."""

from __future__ import annotations

from selon.compare.copies import first_copies, paragraph
from selon.model import Span

WIRE = (
    "Un ferry transportant plus de deux cents passagers s’est échoué dans la nuit de lundi à mardi au large de l’île, selon les gardes-côtes, "
    "qui ont envoyé quatre vedettes et un hélicoptère sur les lieux pour évacuer les blessés vers l’hôpital le plus proche"
)


def test_a_copy_with_other_accents_and_a_trimmed_end_is_a_copy() -> None:
    trimmed = WIRE.removesuffix(" vers l’hôpital le plus proche").replace("échoué", "echoue").replace("’", "'") + "."
    assert first_copies([WIRE, trimmed, WIRE + "."]) == [0, 0, 0]


def test_another_text_on_the_same_matter_is_none() -> None:
    other = "Les gardes-côtes ont évacué mardi plus de deux cents passagers d’un ferry échoué au large de l’île ; quatre vedettes sont sur place."
    assert first_copies([WIRE, other]) == [0, 1]


def test_short_lines_are_never_copies() -> None:
    assert first_copies(["Plus de 500 morts", "Plus de 500 morts", ""]) == [0, 1, 2]


def test_the_paragraph_of_a_span() -> None:
    text = "Titre\nUne ligne avec 9 morts.\nFin"
    assert paragraph(text, Span(21, 28)) == "Une ligne avec 9 morts."
    assert paragraph("9 morts", Span(0, 7)) == "9 morts"
