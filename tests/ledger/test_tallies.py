"""What is counted over all pages is right after every change, and no more than a few rows are read for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec
import pytest

from made import a_page, a_reading
from selon.ledger import Ledger, places_said, sources, tallies
from selon.ledger.days import Said, days_named
from selon.ledger.forget import forget_page
from selon.ledger.looking import choices
from selon.ledger.places_said import PlaceCount
from selon.ledger.private import private_anywhere, private_names
from selon.ledger.reviews import correct
from selon.ledger.sources import Passage, SpeakerCount
from selon.model import Reading

ZOE = SpeakerCount("Zoë Marchand", "person", "France", 3, 3)


def read_on(n: int, published: str | None) -> Reading:
    """The same reading of a page of another day."""
    reading = a_reading(n)
    return msgspec.structs.replace(reading, article=msgspec.structs.replace(reading.article, published=published))


@pytest.fixture
def three(address: str) -> Iterator[Ledger]:
    with Ledger.open(address, create=True) as ledger:
        for n, published in ((12, "2023-02-27"), (30, "2023-03-04"), (5, None)):
            ledger.add(a_page(n), read_on(n, published))
        yield ledger


def test_speakers_relays_and_days_are_counted(three: Ledger) -> None:
    with three.transaction(writes=False) as connection:
        assert sources.speaker_counts(connection) == sources.counts_of_speaker(connection, "Zoë Marchand") == [ZOE]
        assert sources.speaker_counts(connection, side="Espagne") == sources.counts_of_speaker(connection, "Léa Brun") == []
        assert (sources.number_of_speakers(connection), sources.sides_of_speakers(connection)) == (1, ["France"])
        assert sources.private_statements(connection) == 3
        assert sources.passages(connection, "relayed", limit=9) == [Passage("Zoë Marchand", "AFP", 3)]
        assert sources.passages(connection, "relayed", side="Espagne", limit=9) == sources.passages(connection, "relayed on", limit=9) == []
        assert days_named(connection) == [Said("2023-03-03", 3)]


@pytest.mark.parametrize("among", [3, 1_000_000])
def test_the_newest_statements_of_a_speaker_come_first_however_many_there_are(three: Ledger, among: int) -> None:
    newest = [(a_page(n).id, "s1") for n in (30, 12, 5)]
    with three.transaction(writes=False) as connection:
        assert sources.statements_of_speaker(connection, "Zoë Marchand", among=among, limit=9) == newest
        assert sources.statements_of_speaker(connection, "Zoë Marchand", among=among, limit=1, offset=1) == newest[1:2]


@pytest.mark.parametrize(
    ("first", "last", "pages"),
    [
        (None, None, 3),
        ("2023-02-01", None, 2),
        ("2023-02-28", None, 1),
        (None, "2023-02-27", 1),
        (None, "2023-02-26", 0),
        ("2023-01-09", "2023-03-04", 2),
        ("2023-03-04", "2023-03-04", 1),
        ("2023-01-09", "2023-04-01", 2),
    ],
)
def test_places_are_counted_on_the_pages_of_some_days(three: Ledger, first: str | None, last: str | None, pages: int) -> None:
    with three.transaction(writes=False) as connection:
        assert places_said.place_counts(connection, first=first, last=last) == ([PlaceCount(7, None, pages, pages)] if pages else [])


def test_what_is_read_anew_or_forgotten_is_counted_anew(three: Ledger) -> None:
    three.add(a_page(12), msgspec.structs.replace(a_reading(12, version="selon 2 fr-1"), statements=()))
    forget_page(three, a_page(5).id, reason="asked for")
    assert choices(three).places == {"Épernay-sur-Œuvre": 2}
    assert choices(three).languages == {"fr": 2}
    with three.transaction(writes=False) as connection:
        assert sources.speaker_counts(connection) == [msgspec.structs.replace(ZOE, statements=1, pages=1)]
    forget_page(three, a_page(30).id, reason="asked for")
    with three.transaction(writes=False) as connection:
        assert sources.speaker_counts(connection) == []
    three.verify()


def test_the_tallies_are_those_of_the_pages_one_by_one(three: Ledger) -> None:
    with three.transaction(writes=True) as connection:
        whole = {tuple(row[:4]): row.times for tally in tallies.TALLIES for row in connection.execute(tally.counted())}
        each: Counter[tuple[str, ...]] = Counter()
        for n in (12, 30, 5):
            for tally in tallies.TALLIES:
                each.update({tuple(row[:4]): row.times for row in connection.execute(tally.counted_of_pages(), {"pages": [a_page(n).id]})})
        assert whole == each
        tallies.count_again(connection)
        assert tallies.tally_changes(connection) == []


def test_private_names_are_known_without_their_pages(three: Ledger) -> None:
    def folded() -> set[str]:
        return {name.lower().replace("é", "e") for names in private_names(three).values() for name in names}

    assert private_anywhere(three) == folded() == {"lea brun"}
    correct(three, f"{a_page(12).id}:s2", {"speaker": "Léa B."}, reason="as she signs", by="anna")
    assert private_anywhere(three) == folded() == {"lea brun", "lea b."}
