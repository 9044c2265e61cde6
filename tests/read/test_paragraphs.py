"""A paragraph that was read before reads as if it were read anew, wherever it stands and whatever stands around it."""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path

import msgspec
import pytest

from marked import read_cases
from selon.clean.article import clean_text
from selon.languages import Pack
from selon.model import Article, Reading
from selon.pipeline import Reader
from selon.read.dates import read_dates
from selon.read.passages import Passage
from selon.read.places import page_places, read_places
from selon.read.quantities import read_quantities
from selon.read.sentences import split_sentences
from selon.read.statements import Possible, possible_units, put_together, read_statements

ROOT = Path(__file__).parents[2]
DEV = ROOT.parent / "shared" / "eval" / "dev" / "articles.jsonl"

# Each asks for something outside its paragraph: a quotation that goes on or ends in the next one, who or what was named before, a page about
# clubs, a page with accents, letters whose small form depends on the others.
LOOKING_AROUND = [
    "Le maire a déclaré : « La digue a cédé mardi à 3 heures.",
    "Nous avons compté 12 morts et 40 blessés. »",
    "« Il faudra trois mois pour réparer. »",
    "« Rien n’est sûr », a-t-il ajouté, « sauf le prix : 3 millions d’euros. »",
    "Quinze autres sont portées disparues, dont quatre à Nantes.",
    "Lyon a battu Lille hier soir ; l’entraîneur et le gardien de but ont salué un match, un penalty et un championnat de football exceptionnels.",
    "M. Paris a dit que Paris n’y jouerait pas.",
    "Le 3 aout, Nantes comptait 20 blesses.",
    "ΟΔΥΣΣΕΑΣ, une organisation grecque, dit avoir aidé 30 familles à Athènes.",
    "İzmir a perdu 5 maisons, selon la mairie.",
    "Un témoin l’a confirmé.",
    "Elle l’a démenti lundi.",
    "— On ferme à minuit, dit le chef.",
    "Les secours sont là. — Jeanne Martin, pompière à Brest",
]


@cache
def paragraphs() -> list[str]:
    """Every paragraph of the project's own pages and cases, and those above."""
    pages = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").rglob("*.txt"))]
    cases = [case.text for path in sorted((ROOT / "tests" / "cases" / "fr").glob("statements*.txt")) for case in read_cases(path)][::3]
    return [*LOOKING_AROUND, *(line for text in (*pages, *cases) for line in text.splitlines() if line.strip())]


@cache
def reader() -> Reader:
    return Reader("fr")


def page_of(lines: list[str], number: int) -> Article:
    return clean_text(f"page-{number}", "\n".join(lines), pack=reader().pack, published="2023-03-01", language="fr")


def shuffled(seed: int, pages: int) -> list[Article]:
    """Pages of paragraphs in any order and mix, many of them more than once, some twice on a page."""
    order = random.Random(seed)
    some = [*LOOKING_AROUND, *order.sample(paragraphs(), 60)]
    return [page_of(order.choices(some, k=order.randint(1, 9)), number) for number in range(pages)]


def bytes_of(readings: list[Reading]) -> list[bytes]:
    return [msgspec.json.encode(reading) for reading in readings]


def read_anew(article: Article) -> Reading:
    reader().forget()
    return reader().read(article)


@pytest.mark.parametrize("seed", range(2))
def test_pages_read_the_same_with_and_without_what_is_kept(seed: int) -> None:
    pages = shuffled(seed, 25)
    reader().forget()
    assert bytes_of([reader().read(page) for page in pages]) == bytes_of([read_anew(page) for page in pages])


@pytest.mark.parametrize("seed", range(2))
def test_paragraphs_together_say_what_the_readers_find_on_the_whole_page(seed: int) -> None:
    reader().forget()
    pack, parser = reader().pack, reader().parser
    for page in shuffled(seed + 10, 25):
        sentences = split_sentences(page, pack)
        begun = reader().paragraphs.begin(page, sentences)
        said = reader().paragraphs.read(begun)
        assert said.quantities == read_quantities(page, sentences, pack)
        assert said.dates == read_dates(page, sentences, pack)
        assert page_places(page, sentences, said.names, pack) == read_places(page, sentences, pack)
        assert put_together(page.text, begun.passages, said.units) == read_statements(page, sentences, pack, parser)


def test_a_paragraph_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(article: Article, sentences: list, pack: object) -> list:  # type: ignore[type-arg]
        read.extend(sentence.span.of(article.text) for sentence in sentences)
        return []

    monkeypatch.setattr("selon.read.paragraphs.read_quantities", counted)
    reader().forget()
    first, second, third = "Le préfet a compté 12 blessés à Nantes.", "Trois routes sont coupées.", "La mairie attend 40 pompiers."
    for number, lines in enumerate([[first, second], [third, first], [second, third, first]]):
        reader().read(page_of(lines, number))
    assert read == [first, second, third]


def test_pages_begun_together_and_read_in_another_order(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_through: list[int] = []

    def counted(text: str, passages: Sequence[Passage], pack: Pack, wanted: Collection[int]) -> Possible:
        looked_through.append(len(wanted))
        return possible_units(text, passages, pack, wanted)

    monkeypatch.setattr("selon.read.paragraphs.possible_units", counted)
    pages = [page_of(LOOKING_AROUND[:6], 1), page_of(["Une ligne à part.", *LOOKING_AROUND[:6]], 2)]
    expected = bytes_of([read_anew(page) for page in pages])
    reader().forget()
    looked_through.clear()
    begun = [reader().begin(page) for page in pages]
    assert looked_through[1] == 1  # only the line that the first page does not have
    reader().prepare(begun)
    assert bytes_of([reader().finish(one) for one in reversed(begun)]) == expected[::-1]


def test_nothing_is_kept_where_nothing_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = shuffled(20, 12)
    reader().forget()
    kept = bytes_of([reader().read(page) for page in pages])
    monkeypatch.setenv("SELON_KEPT_PARAGRAPHS_MB", "0")
    monkeypatch.setenv("SELON_KEPT_TREES_MB", "0")
    monkeypatch.setenv("SELON_KEPT_PHRASES_MB", "0")
    reader().forget()
    assert bytes_of([reader().read(page) for page in pages]) == kept


def test_sentences_that_are_not_parsed_say_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [page_of(paragraphs()[start : start + 40], start) for start in range(0, 400, 40)]
    reader().forget()
    read = bytes_of([reader().read(page) for page in pages])
    parsed = len(list(reader().parser.texts()))
    monkeypatch.setattr("selon.read.statements._may_tell", lambda passage, words: True)
    reader().forget()
    assert bytes_of([reader().read(page) for page in pages]) == read
    assert len(list(reader().parser.texts())) > parsed


@pytest.mark.skipif(not DEV.exists(), reason="needs ../shared/eval/dev")
def test_development_pages_read_the_same_again_and_with_copies() -> None:
    texts = [json.loads(line)["text"] for line in DEV.read_text(encoding="utf-8").splitlines()][:40]
    copied = [f"{text}\n\n{before}" for before, text in zip([texts[-1], *texts[:-1]], texts, strict=True)]
    pages = [page_of([text], number) for number, text in enumerate([*texts, *copied])]
    reader().forget()
    assert bytes_of([reader().read(page) for page in pages]) == bytes_of([read_anew(page) for page in pages])
