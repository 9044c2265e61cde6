"""The visible text of HTML pages: everything that is seen, in order, and where it stands in the source."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.clean.visible import visible_text
from selon.model import Span


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Un</p><p>deux</p>", "Un\ndeux"),
        ("<p>Un<p>deux", "Un\ndeux"),
        ("un <b>mot</b>coupé", "un motcoupé"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<ul><li>un<li>deux</ul>", "un\ndeux"),
        ("<table><tr><td>Turquie<td>1 498<tr><td>Syrie<td>810</table>", "Turquie\t1 498\nSyrie\t810"),
        ("  un \n\t deux  ", "un deux"),
        ("63\u202fmorts, 2\u00a0000 blessés", "63\u202fmorts, 2\u00a0000 blessés"),
        ("L&rsquo;&eacute;t&#233; &amp; l&#x2019;hiver&nbsp;: &laquo;", "L’été & l’hiver\xa0: «"),
        ("R&D &unknown; &", "R&D &unknown; &"),
        ("<nav>Menu</nav><h1>Titre</h1><footer>Fin</footer>", "Menu\nTitre\nFin"),
        ("<title>t</title><script>var a='<p>x</p>'</script><style>p{}</style><noscript>n</noscript><p>vu", "vu"),
        ("<template><p>non</p></template>oui<iframe>non</iframe>", "oui"),
        ("<SCRIPT>x</script ><P>vu</P>", "vu"),
        ("<p hidden>non</p><p>oui</p>", "oui"),
        ("<p hidden>non<p>oui", "oui"),
        ('<div style="color:red; DISPLAY : none">non<div>non</div>non</div>oui', "oui"),
        ("<div hidden><span>non</div>oui", "oui"),
        ('<p data-hidden="x" class="hidden">oui', "oui"),
        ("<!-- non -->oui<!--><b>vu</b><!-- sans fin", "ouivu"),
        ("<!DOCTYPE html><?xml x?>oui</inconnu>", "oui"),
        ('<p l\'été="a>b">oui', "oui"),
        ("3 < 4 et a<b", "3 < 4 et a"),
        ("", ""),
    ],
)
def test_what_is_seen(source: str, text: str) -> None:
    assert visible_text(source)[0] == text


def test_every_word_leads_back_to_its_source() -> None:
    source = "<h1>Le&nbsp;séisme</h1>\n<p>Selon l&rsquo;institut, <b>41</b>   morts &amp; 300 blessés.</p><p>Fin"
    text, source_map = visible_text(source)
    assert text == "Le\xa0séisme\nSelon l’institut, 41 morts & 300 blessés.\nFin"
    for words, written in (
        ("séisme", "séisme"),
        ("l’institut", "l&rsquo;institut"),
        ("41", "41"),
        ("morts & 300", "morts &amp; 300"),
        ("Le\xa0", "Le&nbsp;"),
    ):
        at = text.index(words)
        place = source_map.source_span(Span(at, at + len(words)))
        assert source[place.start : place.end] == written


_MARKUP = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<div hidden>",
            "</div>",
            "<b>",
            "<!--",
            "-->",
            "<script>",
            "</script>",
            "&eacute;",
            "&",
            "<",
            ">",
            '"',
            "<a b='",
            "<td>",
            "été ",
            "\n",
            "x",
            "\0",
        ]
    )
)


@given(_MARKUP.map("".join))
@settings(max_examples=200, deadline=None)
def test_any_markup_keeps_its_places(source: str) -> None:
    text, source_map = visible_text(source)
    for at, char in enumerate(text):
        place = source_map.source_span(Span(at, at + 1))
        assert 0 <= place.start <= place.end <= len(source)
        if char == "x":
            assert source[place.start : place.end] == "x"
    whole = source_map.source_span(Span(0, len(text)))
    assert whole.end <= len(source)


@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        '<a "',
        "<div hidden>",
        "</x>",
        "<div>",
        "&",
        "<!--",
        "<script>",
        '<a b="',
        "<",
        '<p style="',
        " hidden",
        "<noscript></noscript>",
    ],
)
def test_time_grows_with_the_page(piece: str) -> None:
    began = time.monotonic()
    visible_text(piece * (400_000 // len(piece)))
    # Linear is under a second even on a slow machine; quadratic would be minutes.
    assert time.monotonic() - began < 20
