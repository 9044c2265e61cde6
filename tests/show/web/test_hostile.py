"""Pages that want to run, to break out or to mislead are shown as what they are: text."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest

from selon.ledger import Ledger
from selon.model import Article, Page, Quantity, Reading, Span, Statement
from show.web.site import client_of
from show.web.test_pages import Shown, text_of_reader

HOSTILE = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "svg": '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><animate onbegin=alert(2) attributeName=x dur=1s></svg>',
    "breaking out": "\"><script>alert(1)</script> ' onmouseover=alert(1) x=' </div></article></main></span> --> ]]>",
    "template": "{{ 7 * 7 }} {% raw %} {{ token }} {# x #} ${7*7} <%= 7*7 %> {{ ''.__class__.__mro__ }}",
    "entities": "&lt;script&gt; &amp;amp; &#60;script&#62; &nbsp; \u2028 \u2029",
    "right to left": "\u202e64 morts\u202c \u2066abc\u2069 \u200fأعلن الجيش مقتل 12\u200e \u202b rtl",
    "zero width": "6\u200b3 mo\u200drts \ufeff \u2060 \u00ad \u034f",
    "controls": "a\x01b\x1b[31mc\x7f\x85 \ud7ff \U000e0041",
    "astral": "\U0001f469\u200d\U0001f692 \U0001d7d9\U0001d7da morts e\u0301 \U0010ffff",
    "addresses": "javascript:alert(1) data:text/html,<script>alert(1)</script> //evil.example \\\\evil",
}
ALLOWED_ELEMENTS = {
    *("html", "head", "meta", "title", "link", "script", "body", "header", "footer", "main", "nav", "aside", "section", "article", "div", "p"),
    *("h1", "h2", "h3", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary"),
    *("a", "span", "strong", "em", "small", "code", "q", "kbd", "br", "dialog", "noscript", "form", "fieldset", "legend", "label", "input"),
    *("select", "option", "datalist", "button", "svg", "line", "path", "circle", "g", "text", "tspan"),
}


def ledger_of(text: str, path: Path) -> tuple[str, str]:
    """A ledger with one page of which every name is the hostile text; its address and the page's id."""
    content = text.encode("utf-8", "surrogatepass")
    page = Page(sha256=sha256(content).hexdigest(), source=text, content=content, media_type="text/plain", url=text)
    whole = Span(0, len(text))
    reading = Reading(
        version="v",
        article=Article(id=page.id, text=text, language="fr", url=text, title=whole, outlet=text),
        statements=(Statement(id="s1", kind="direct", content=(whole,), cue=None, source=whole, speaker=text, side=text, actor=text, rule=text),),
        quantities=(Quantity(id="q1", span=whole, low=1.0, high=2.0, unit=text, rule=text),),
    )
    with Ledger.open(path / "hostile.db", create=True) as book:
        book.add(page, reading)
        import msgspec

        from made import a_figure, some_facts

        figure = msgspec.structs.replace(
            a_figure(12), id=f"{page.id}:q1", page=page.id, speaker=text, side=text, words=text, origin=text, relays=(text,), unit=text, span=whole
        )
        fact = msgspec.structs.replace(some_facts()[1], title=text, because=text, figures=(figure,))
        book.store_facts([fact], seen=book.last_change())
    return str(path / "hostile.db"), page.id


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_page_text_is_text_on_every_page(text: str, tmp_path: Path) -> None:
    ledger, page = ledger_of(text, tmp_path)
    with client_of(ledger) as client:
        for path in ("/", "/fact/epernay-dykes", f"/page/{page}", "/reviews"):
            answer = client.get(path)
            assert answer.status_code == 200
            shown = Shown(answer.text)
            assert {tag for tag, _ in shown.elements} <= ALLOWED_ELEMENTS
            assert not [name for _, attributes in shown.elements for name in attributes if name.startswith("on")]
            assert all(script.get("src", "").startswith("/static/") for script in shown.with_tag("script"))  # type: ignore[union-attr]
            assert all(re.match(r"[/#?]", link) and not link.startswith("//") for link in shown.links)
            assert "<style" not in answer.text
            assert "style=" not in re.sub(r">[^<]*<", "><", answer.text)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_reader_changes_no_sign(text: str, tmp_path: Path) -> None:
    ledger, page = ledger_of(text, tmp_path)
    with client_of(ledger) as client:
        assert text_of_reader(client.get(f"/page/{page}").text) == text


def test_writing_from_right_to_left_stays_within_its_element(tmp_path: Path) -> None:
    ledger, page = ledger_of(HOSTILE["right to left"], tmp_path)
    with client_of(ledger) as client:
        style = client.get("/static/selon.css").text
        assert 'dir="auto"' in client.get(f"/page/{page}").text
    isolated = re.search(r"([^{}]*)\{ unicode-bidi: isolate; \}", style)
    assert isolated is not None
    assert {"q", "td", "th", "h1", "h2", "h3", "dd"} <= set(re.findall(r"[\w.]+", isolated[1]))


@pytest.mark.parametrize("text", ["{{ 7 * 7 }}", "{% for x in y %}", "<script>"])
def test_an_address_is_not_run_either(text: str, filled: str) -> None:
    with client_of(filled) as client:
        answer = client.get("/", params={"place": text, "event": text})
        assert answer.status_code == 200
        assert "<script>" not in answer.text.replace('<script src="/static/page.js" type="module">', "")
        assert "49" not in re.findall(r'name="place" value="([^"]*)"', answer.text)
