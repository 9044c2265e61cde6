"""Finding date expressions: spans, hostile text, and what the pack's forms promise."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.languages import load_pack
from selon.languages.fold import fold_same_length
from selon.model import Article, Span
from selon.read.date_forms import build
from selon.read.date_table import DateWords
from selon.read.date_words import load_grammar
from selon.read.dates import read_dates
from selon.read.expressions import DateMention, DayWords, MonthWords, Shift
from selon.read.sentences import split_sentences

FR = load_pack("fr")
WORDS = [
    "le 3 mai",
    "mardi",
    "2022",
    "du",
    "au",
    "nuit",
    "la",
    "hier",
    ",",
    ".",
    "depuis",
    "29 février",
    "Noël",
    "il y a",
    "deux ans",
    "\u202f",
    "’",
    "\n",
    "9999",
]


def read(text: str, boilerplate: tuple[Span, ...] = ()) -> list[DateMention]:
    article = Article(id="a", text=text, language="fr", boilerplate=boilerplate)
    return read_dates(article, split_sentences(article, FR), FR)


def spans(text: str) -> list[str]:
    return [mention.span.of(text) for mention in read(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Depuis le 3\u00a0mai\u202f2021, rien.", ["Depuis le 3\u00a0mai\u202f2021"]),
        ("LE 3 MAI 2021, TOUT A CHANGÉ.", ["3 MAI 2021"]),
        ("Aujourd’hui ou aujourd'hui.", ["Aujourd’hui", "aujourd'hui"]),
        ("En fevrier 2021 puis en aout.", ["fevrier 2021", "aout"]),
        ("Le vol 1815 a décollé à 1815 mètres.", []),
        ("Version 10.2014, soit 3/4 de 1,2014.", []),
        ("Il a été opéré l’été.", []),
        ("Voir http://exemple.org/2022/05/03/page", []),
        ("Trente et 32 mai.", ["mai"]),
    ],
)
def test_spans(text: str, words: list[str]) -> None:
    assert spans(text) == words


def test_says_only_what_is_written() -> None:
    mention = read("Vendredi 13 mai, rien.")[0]
    assert mention.first == DayWords(weekday=4, day=13, month=5)
    assert read("fin mai 2020")[0].first == MonthWords(month=5, year=2020, edge="end")
    assert read("il y a environ trois ans")[0].first == Shift(amount=-3, unit="year", counted=True, about=True)


def test_range_holds_both_ends() -> None:
    mention = read("du 24 au 27 février 2022")[0]
    assert (mention.first, mention.last, mention.sense) == (DayWords(day=24), DayWords(day=27, month=2, year=2022), "interval")


def test_boilerplate_holds_no_date() -> None:
    text = "date 2022-11 Rien.\nLe 3 mai"
    assert [mention.span.of(text) for mention in read(text, (Span(0, 18),))] == ["3 mai"]


def test_tense_is_that_of_the_clause() -> None:
    tenses = [mention.clause.tense for mention in read("Le juge a dit mardi que le procès s’ouvrira jeudi.")]
    assert tenses == ["past", "future"]


def test_names_are_no_verbs() -> None:
    assert read("Al Jazeera mardi à Ankara")[0].clause.tense is None


def test_present_is_no_past() -> None:
    """An accent tells a participle from an adjective, and a page without accents does without."""
    assert read("Là, la mer est calme le 3 mai.")[0].clause.tense is None
    assert read("Là, le feu est calmé le 3 mai.")[0].clause.tense == "past"
    assert read("Le feu est calme le 3 mai.")[0].clause.tense == "past"


def test_list_of_days_is_one_stretch_only_without_gaps() -> None:
    assert spans("Les 3, 4 et 5 mai.") == ["3, 4 et 5 mai"]
    assert spans("Les 3, 4 et 6 mai.") == ["3", "4", "6 mai"]


def test_two_years_on_end_are_one_stretch() -> None:
    assert spans("En 1998 et 1999, en mars et avril.") == ["1998 et 1999", "mars", "avril"]
    assert spans("En 1998 et en 1999, en 2003 et 2007.") == ["1998", "1999", "2003", "2007"]


def test_hyphen_between_months_parts_them() -> None:
    mention = read("mai-juin 1940")[0]
    assert (mention.first, mention.last) == (MonthWords(month=5), MonthWords(month=6, year=1940))
    assert spans("Le 14-juillet et le 11-septembre") == ["14-juillet", "11-septembre"]


def test_every_form_is_of_use() -> None:
    """A form whose kind nobody builds, or an empty word list, would never match."""
    words = FR.table("dates", DateWords)
    grammar = load_grammar(FR)
    for form, pattern in grammar.forms.rows():
        assert form in words.forms
        assert not pattern.pattern.match("")
    form, match = next(
        (form, match) for form, pattern in grammar.forms.rows() if form.kind == "day" and (match := pattern.pattern.search("mardi")) is not None
    )
    assert build(form, match, grammar) == DayWords(weekday=1)


def test_keys_stay_apart_when_folded() -> None:
    words = FR.table("dates", DateWords)
    for table in (words.months, words.weekdays, words.numbers, words.ordinals, words.units, words.holidays, words.relative_days):
        assert len({fold_same_length(key) for key in table}) == len(table)


@pytest.mark.parametrize(
    "line",
    [
        "1" * 100_000,
        '"' * 100_000,
        " " * 100_000,
        "nuit du " * 12_000,
        "le 3 " * 20_000,
        "l’" * 50_000,
        "2022-" * 20_000,
        "3 mai 2021 " * 9_000,
        "lundi " * 16_000,
        "du 3 mai au " * 8_000,
        "2022 à " * 14_000,
        "1er, 2, " * 12_000,
        "mai-" * 25_000,
        "entre le 3 " * 9_000,
    ],
)
def test_long_lines_are_read_in_good_time(line: str) -> None:
    load_grammar(FR)
    began = time.process_time()
    read(line)
    assert time.process_time() - began < 2


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    mentions = read(text)
    assert read(text) == mentions
    edges = [edge for mention in mentions for edge in (mention.span.start, mention.span.end)]
    assert edges == sorted(edges)
    assert all(0 <= mention.span.start < mention.span.end <= len(text) for mention in mentions)
