"""Values made by hand for tests that want no parser: pages with readings that touch every layer, and facts over them."""

from __future__ import annotations

from hashlib import sha256

from selon.ledger import Ledger
from selon.model import (
    Article,
    Comparison,
    Date,
    Fact,
    FactFigure,
    Figure,
    LinkedFact,
    MediaItem,
    Naming,
    Page,
    Passage,
    Place,
    Quantity,
    Reading,
    Relay,
    Span,
    Statement,
)

FOREIGN = "Дамбу прорвало ночью."
TEXT = (
    "Accueil\n"
    "Séisme : {n} morts à Épernay-sur-Œuvre\n"
    "Selon la préfète Zoë Marchand, citée par l’AFP, au moins {n} personnes ont péri le 3 mars. "
    "« La digue a cédé », a écrit Léa Brun sur Mastodon, photo à l’appui."
    f"\n{FOREIGN}"
)


def span_of(text: str, words: str) -> Span:
    """Where `words` stand first."""
    start = text.index(words)
    return Span(start, start + len(words))


def page_of(text: str, *, source: str = "page.txt", url: str | None = None) -> Page:
    content = text.encode()
    return Page(sha256=sha256(content).hexdigest(), source=source, content=content, media_type="text/plain", url=url)


def a_page(n: int) -> Page:
    """The page about `n` deaths."""
    return page_of(TEXT.format(n=n), source=f"{n}.txt", url=f"https://journal.example/{n}")


def a_reading(n: int, *, version: str = "selon 1 fr-1") -> Reading:
    """What is to be read from `a_page(n)`: an organisation's statement with a figure, and a private person's."""
    page = a_page(n)
    text = page.content.decode()
    official = Statement(
        id="s1",
        kind="indirect",
        content=(span_of(text, f"au moins {n} personnes ont péri le 3 mars"),),
        cue=span_of(text, "Selon"),
        source=span_of(text, "la préfète Zoë Marchand"),
        speaker="Zoë Marchand",
        speaker_type="person",
        relays=(Relay(span_of(text, "l’AFP"), "AFP"),),
        actor="préfecture",
        side="France",
        rule="selon/1",
    )
    private = Statement(
        id="s2",
        kind="direct",
        content=(span_of(text, "La digue a cédé"),),
        cue=span_of(text, "a écrit"),
        source=span_of(text, "Léa Brun"),
        speaker="Léa Brun",
        speaker_type="private",
        rule="quote/1",
    )
    deaths = Quantity(
        id="q1", span=span_of(text, f"au moins {n} personnes"), low=float(n), high=None, unit="person", of="killed", modality="at_least"
    )
    return Reading(
        version=version,
        article=Article(
            id=page.id,
            text=text,
            language="fr",
            url=page.url,
            published="2023-03-04",
            title=span_of(text, f"Séisme : {n} morts à Épernay-sur-Œuvre"),
            outlet="journal.example",
            boilerplate=(span_of(text, "Accueil"),),
            other_languages=(Passage(span_of(text, FOREIGN), "ru"),),
        ),
        statements=(official, private),
        quantities=(deaths,),
        dates=(Date(span=span_of(text, "3 mars"), edtf="2023-03-03", because="published 2023-03-04", rule="day/1"),),
        places=(Place(span=span_of(text, "Épernay-sur-Œuvre"), name="Épernay-sur-Œuvre", geonameid=7, kind="town", country="FR"),),
        media=(MediaItem(span=span_of(text, "photo"), medium="photo", shared_by="Léa Brun", platform="Mastodon"),),
        namings=(Naming(span=span_of(text, "Séisme"), of="séisme", by=None),),
        figures=(Figure(statement="s1", quantity="q1", as_of="2023-03-03"),),
    )


def a_figure(n: int, *, side: str | None = "France") -> FactFigure:
    """The figure of `a_reading(n)` as a fact shows it."""
    reading = a_reading(n)
    text = reading.article.text
    return FactFigure(
        id=f"{reading.article.id}:q1",
        low=float(n),
        high=None,
        unit="person",
        of="killed",
        modality="at_least",
        as_of="2023-03-03",
        stance="asserts",
        speaker="Zoë Marchand",
        side=side,
        relays=("AFP",),
        origin="Zoë Marchand",
        page=reading.article.id,
        span=reading.quantities[0].span,
        words=text[text.index("Selon") : text.index("3 mars") + len("3 mars.")],
    )


def some_facts() -> list[Fact]:
    """Two facts over pages 12 and 30."""
    left, right = a_figure(12), a_figure(30, side="Espagne")
    pair = Comparison(left=left.id, right=right.id, relation="conflict", rule="disjoint-two-sides/1", because="12 or more against 30 or more")
    dead = Fact(
        id="epernay-killed",
        title="Killed at Épernay-sur-Œuvre",
        verdict="disputed",
        rule="any-conflict/1",
        because="1 pair conflicts",
        origins=2,
        figures=(left, right),
        pairs=(pair,),
        linked=(LinkedFact("epernay-dykes", "part_of"),),
    )
    dykes = Fact(
        id="epernay-dykes",
        title="Dykes broken",
        verdict="single",
        rule="one-figure/1",
        because="one figure",
        origins=1,
        figures=(left,),
        pairs=(),
    )
    return [dead, dykes]


def fill(address: str) -> str:
    """A ledger with pages 12 and 30 and the facts over them, closed."""
    with Ledger.open(address, create=True, who="test") as ledger:
        for n in (12, 30):
            ledger.add(a_page(n), a_reading(n))
        ledger.store_facts(some_facts(), seen=ledger.last_change())
    return address


LÉA = "█" * len("Léa Brun")
