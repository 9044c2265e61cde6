"""A citation holds the exact words and where they stand; page text stays text in it."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import msgspec

from selon.export.citation import write_citation
from selon.export.holdings import Holdings


def hostile(holdings: Holdings) -> Holdings:
    fact = holdings.facts[0]
    figure = msgspec.structs.replace(fact.figures[0], words="![x](http://bad.example) <script>alert(1)</script>\n# *12* dead")
    return Holdings(holdings.pages, [msgspec.structs.replace(fact, figures=(figure, *fact.figures[1:]))])


def test_markdown_names_the_words_the_page_and_its_digest(made: Holdings, tmp_path: Path) -> None:
    write_citation(made, tmp_path / "cited.md")
    text = (tmp_path / "cited.md").read_text(encoding="utf-8").replace("\\", "")
    pages = {page.record.id: page for page in made.pages()}
    for figure in made.facts[0].figures:
        page = pages[figure.page]
        for told in (figure.words, page.reading.article.url, page.record.sha256, page.record.kept_since, "through AFP"):
            assert told
            assert told in text


def test_where_nobody_vouches_the_article_itself_says_it(made: Holdings, tmp_path: Path) -> None:
    fact = made.facts[0]
    figure = msgspec.structs.replace(fact.figures[0], speaker=None, origin=fact.figures[0].page, relays=())
    own = Holdings(made.pages, [msgspec.structs.replace(fact, figures=(figure,))])
    for name in ("cited.md", "cited.html"):
        write_citation(own, tmp_path / name)
        assert "as of 2023-03-03, the article itself" in (tmp_path / name).read_text(encoding="utf-8").replace("\\", "")


def test_html_has_one_quotation_for_each_figure(made: Holdings, tmp_path: Path) -> None:
    write_citation(made, tmp_path / "cited.html")
    document = lxml.html.document_fromstring((tmp_path / "cited.html").read_bytes())
    words = [quotation.text_content() for quotation in document.iter("blockquote")]
    assert words == [figure.words for fact in made.facts for figure in fact.figures]


def test_words_of_a_page_are_no_markup(made: Holdings, tmp_path: Path) -> None:
    for name in ("cited.md", "cited.html"):
        write_citation(hostile(made), tmp_path / name)
    html = (tmp_path / "cited.html").read_text(encoding="utf-8")
    assert "<script" not in html
    markdown = (tmp_path / "cited.md").read_text(encoding="utf-8")
    assert "<script" not in markdown.replace("\\<", "")
    assert "\\!\\[x\\]\\(http://bad\\.example\\)" in markdown
