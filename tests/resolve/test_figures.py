"""Which quantities are figures, in whose statement, for which day; and what exactly they count."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from given_pages import page
from selon.languages import load_pack
from selon.model import Article, Date, Place, Quantity, Reading, Span, Statement
from selon.resolve.counted import Counted, count
from selon.resolve.figures import find_figures
from selon.resolve.surroundings import Surroundings


def only(reading: Reading) -> tuple[str | None, str | None]:
    """Statement and day of the one figure of a page."""
    (figure,) = reading.figures
    return figure.statement, figure.as_of


def counted(marked: str) -> Counted:
    """What the first quantity of a page counts."""
    reading = page("x", "2024-03-04", marked)
    around = Surroundings(reading.article, reading.statements, reading.quantities, reading.dates, reading.places, load_pack("fr"))
    statement = reading.statements[0] if reading.statements else None
    return count(reading.quantities[0], statement, around)


@pytest.mark.parametrize(
    ("marked", "as_of"),
    [
        (
            "{content|Le {date edtf=2024-02-16|16 février}, {quantity is=440000 of=other|440 000 manifestants} ont défilé}, "
            "{cue|selon} {source|la police}.",
            "2024-02-16",
        ),
        ("{source|La police} {cue|compte} {content|{quantity low=9 high=9 of=killed|9 morts}}.", "2024-03-04"),
        ("{date edtf=2024-03-02|Samedi}, {source|la police} {cue|comptait} {content|{quantity low=9 high=9 of=killed|9 morts}}.", "2024-03-02"),
        (
            "{source|Le maire} {cue|a dit} {date edtf=2024-03-03|dimanche} que {content|{quantity low=9 high=9 of=killed|9 personnes} "
            "étaient mortes le {date edtf=2024-03-01|1er mars}}.",
            "2024-03-03",
        ),
        ("{source|L’ONU} {cue|recense} {content|{quantity low=900 high=900 of=killed|900 tués} au {date edtf=2024-02-18|18 février}}.", "2024-02-18"),
    ],
)
def test_the_day_of_a_figure_in_a_statement(marked: str, as_of: str) -> None:
    assert only(page("x", "2024-03-04", marked)) == ("s1", as_of)


def test_a_number_that_was_replaced_has_the_day_beside_it() -> None:
    reading = page(
        "x",
        "2024-03-04",
        "{source|Le syndicat} {cue|estime} à {content|{quantity low=900 high=900 unit=emploi|900} le nombre d’emplois menacés, contre "
        "{quantity low=400 high=400 unit=emploi|400} en {date edtf=2024-01|janvier}}.",
    )
    assert [figure.as_of for figure in reading.figures] == ["2024-03-04", "2024-01"]


def test_own_voice_without_a_day_takes_the_day_of_the_page_or_none() -> None:
    text = "L’orage a fait {quantity low=3 high=3 of=killed|trois morts}."
    assert only(page("x", "2024-03", text)) == (None, "2024-03")
    assert only(page("x", None, text)) == (None, None)


def test_of_nested_statements_the_inner_one_holds_the_figure() -> None:
    reading = page(
        "x",
        "2024-03-04",
        "{source|L’agence} {cue|rapporte que} {content|{source n=2|la police} {cue n=2|a compté} {content n=2|{quantity "
        "low=2 high=2 of=killed|deux morts}}}.",
    )
    assert only(reading)[0] == "s2"


@pytest.mark.parametrize(
    "marked",
    [
        "La grève dure depuis {quantity low=3 high=3 unit=week|trois semaines}.",
        "{quantity low=2 high=2 of=other|Deux hommes} discutent.",
        "Le cours a perdu {quantity low=7 high=7 unit=percent|7 %}.",
        "Le {date edtf=1999-08-17|17 août 1999}, un séisme avait fait {quantity low=17000 high=17000 of=killed|17 000 morts}.",
        "Une autre secousse, de {quantity low=6 high=6 unit=magnitude|magnitude 6}, a suivi.",
    ],
)
def test_no_figure(marked: str) -> None:
    assert page("x", "2024-03-04", marked).figures == ()


def test_a_figure_of_boilerplate_is_none() -> None:
    article = Article(id="x", text="Lire aussi : 9 morts", language="fr", boilerplate=(Span(0, 20),))
    quantity = Quantity(id="q1", span=Span(13, 20), low=9, high=9, unit="person", of="killed")
    assert find_figures(article, [], [quantity], [], [], load_pack("fr")) == []


@pytest.mark.parametrize(
    ("marked", "thing", "what"),
    [
        ("{quantity low=5 high=5 unit=km|5 km} de profondeur", "length", "depth"),
        ("Les rebelles ont repris {quantity low=12 high=12 unit=settlement|12 villages}.", "settlement", "retaken"),
        ("{quantity low=12 high=12 unit=drone|Douze drones} lancés de nuit ont été abattus.", "drone", "shot-down"),
        ("{quantity low=300 high=300 unit=hectare|300 hectares} de pins sont partis en fumée.", "area", "burnt"),
        ("L’usine va embaucher {quantity low=80 high=80 of=other|80 ouvriers}.", "job", "hired"),
        ("Amende de {quantity low=2 high=2 unit=EUR|2 millions d’euros} pour la banque", "amount", "fined"),
        ("{quantity low=400 high=400 unit=voix|400 voix} contre, 20 pour", "vote", "against"),
        ("{quantity low=90 high=90 unit=foyer|90 foyers} restent privés d’électricité.", "household", "without-power"),
        ("Par {quantity low=20 high=20 unit=voix|20 voix} pour", "vote", "in-favour"),
    ],
)
def test_thing_and_happening(marked: str, thing: str, what: str) -> None:
    assert (counted(marked).thing, counted(marked).what) == (thing, what)


@pytest.mark.parametrize(
    ("marked", "side", "group"),
    [
        ("{quantity low=5 high=5 of=killed|Cinq soldats maliens} ont été tués.", "ML", "soldiers"),
        ("{quantity low=5 high=5 of=killed|Cinq morts} dans l’armée israélienne", "IL", None),
        ("{quantity low=5 high=5 of=killed|Cinq enfants} ont péri.", None, "children"),
        ("Quant aux civils, l’ONU en a recensé {quantity low=5 high=5 of=killed|5 tués}.", None, "civilians"),
        ("{source|L’armée arménienne} {cue|déplore} {content|{quantity low=49 high=49 of=killed|49 de ses militaires}}.", "AM", "soldiers"),
        ("{source|Bakou} {cue|a reconnu} {content|{quantity low=50 high=50 of=killed|50 morts}}.", "AZ", None),
        ("{quantity low=5 high=5 of=killed|Cinq personnes} sont mortes dans des frappes russes.", None, None),
    ],
)
def test_whose_and_which_people(marked: str, side: str | None, group: str | None) -> None:
    assert counted(marked).population == (side, group)


@pytest.mark.parametrize(
    ("marked", "country", "places", "held", "whole"),
    [
        ("En {place|Libye}, on compte {quantity low=9 high=9 of=killed|9 morts}.", "LY", (), None, False),
        ("Le {place|Maroc} déplore {quantity low=9 high=9 of=killed|9 morts}.", "MA", (), None, False),
        ("{quantity low=9 high=9 of=killed|9 morts} dans la région de {place name=\"région de Derna\"|Derna}", None, ("derna",), None, False),
        ("{quantity low=9 high=9 of=killed|9 morts} au total, dont 3 en {place|Libye}", None, (), None, True),
        ("{quantity low=9 high=9 of=killed|9 morts} en {place|Grèce} et en {place|Libye}", None, (), None, True),
        ("{quantity low=9 high=9 of=killed|9 tués} dans les zones rebelles", None, (), "rebel-held", False),
        ("{place|Rennes} ({quantity low=9 high=9 of=killed|9 tués} selon la mairie), {place|Brest} (deux)", None, ("rennes",), None, False),
        ("{quantity low=9 high=9 of=killed|9 tués} à {place|Gaza} depuis la guerre avec {place|Israël}", None, ("gaza",), None, False),
        ("Côté libanais, il y a {quantity low=9 high=9 of=killed|9 morts}, dit-on.", "LB", (), None, False),
    ],
)  # fmt: skip
def test_where(marked: str, country: str | None, places: tuple[str, ...], held: str | None, whole: bool) -> None:
    zone = counted(marked).zone
    assert (zone.country, zone.places, zone.held, zone.whole) == (country, places, held, whole)


def test_the_side_of_a_speaker_stands_beside_the_name() -> None:
    reading = page(
        "x",
        "2020-10-01",
        "Le ministre arménien de la Défense, David Tonoyan, a parlé. {content speaker=\"David Tonoyan\" type=person|"
        "{quantity low=5 high=5 of=killed|Cinq de nos soldats} sont morts}, {cue|a dit} {source|il}.",
    )  # fmt: skip
    around = Surroundings(reading.article, reading.statements, reading.quantities, [], [], load_pack("fr"))
    assert around.speaker_side(reading.statements[0]) == "AM"


@pytest.mark.parametrize(
    "text", ["1" * 100_000, "« " * 50_000, "a" * 100_000, " ," * 50_000, "En " * 33_000], ids=["digits", "quotes", "word", "commas", "words"]
)
def test_a_line_of_a_hundred_thousand_characters_is_read_at_once(text: str) -> None:
    middle = len(text) // 2
    quantity = Quantity(id="q1", span=Span(middle, middle + 5), low=1, high=1, unit="person", of="killed")
    assert len(find_figures(Article(id="x", text=text, language="fr"), [], [quantity], [], [], load_pack("fr"))) == 1


@st.composite
def anything(draw: st.DrawFn) -> tuple[str, list[Quantity], list[Statement], list[Date], list[Place]]:
    text = draw(st.text(min_size=1, max_size=120) | st.sampled_from(["Côté russe, 63 morts et 5 blessés à Kiev, chacune", "« 9 » ; au 3 mai 12 km2"]))
    spot = st.integers(0, len(text) - 1)

    def span() -> Span:
        start = draw(spot)
        return Span(start, draw(st.integers(start + 1, len(text))))

    units = st.sampled_from(["person", "km", "km2", "emploi", "EUR", "chose"])
    quantities = [
        Quantity(id=f"q{n}", span=span(), low=draw(st.none() | st.integers(0, 99)), high=None, unit=draw(units))
        for n in range(draw(st.integers(0, 4)))
    ]
    statements = [
        Statement(
            id=f"s{n}",
            kind="direct",
            content=(span(),),
            cue=span(),
            source=span(),
            speaker=draw(st.none() | st.text(max_size=9)),
            speaker_type="person",
        )
        for n in range(draw(st.integers(0, 2)))
    ]
    dates = [Date(span=span(), edtf=draw(st.sampled_from([None, "2024", "2024-13", "../2024", "2024-02-30", "2024-02-03"]))) for _ in range(2)]
    places = [Place(span=span(), name=draw(st.text(max_size=5))) for _ in range(2)]
    return text, quantities, statements, dates, places


@settings(max_examples=60, deadline=None)
@given(anything())
def test_any_text_with_any_layers_gives_figures_of_its_quantities(
    layers: tuple[str, list[Quantity], list[Statement], list[Date], list[Place]],
) -> None:
    text, quantities, statements, dates, places = layers
    figures = find_figures(Article(id="x", text=text, language="fr", published="2024-03"), statements, quantities, dates, places, load_pack("fr"))
    assert {figure.quantity for figure in figures} <= {quantity.id for quantity in quantities}
    assert all(figure.statement is None or figure.statement in {s.id for s in statements} for figure in figures)


@pytest.mark.parametrize(
    ("marked", "part"),
    [
        ("Rien qu’au cours de la nuit, {quantity low=9 high=9 of=killed|9 mineurs} ont péri.", True),
        ("{quantity low=9 high=9 of=wounded|9 blessés} en 24 heures, dit la police.", True),
        ("{quantity low=9 high=9 of=killed|9 mineurs} ont péri dans la nuit.", False),
    ],
)
def test_what_is_counted_within_some_hours_is_a_part(marked: str, part: bool) -> None:
    assert counted(marked).part is part


def test_a_part_goes_on_behind_and() -> None:
    reading = page(
        "x", "2024-03-04", "{quantity low=12 high=12|12 morts}, dont {quantity low=6 high=6|six femmes} et {quantity low=4 high=4|quatre enfants}."
    )
    around = Surroundings(reading.article, reading.statements, reading.quantities, reading.dates, reading.places, load_pack("fr"))
    assert [around.is_part(quantity.span) for quantity in reading.quantities] == [False, True, True]


@pytest.mark.parametrize("text", ["ont péri depuis mai.", "ont péri, en majorité des femmes, depuis mai."])
def test_a_count_since_a_day(text: str) -> None:
    assert counted(f"{{quantity low=9 high=9 of=killed|9 personnes}} {text}").since
