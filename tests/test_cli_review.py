"""The commands about people's decisions, earlier readings, receipts and forgetting, as a person or a program uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from msgspec.structs import replace

from made import LÉA, a_page, a_reading
from selon.collect.files import collect_paths
from selon.export.kinds import BUILT_IN
from selon.ledger import Ledger
from selon.model import Article, Page, Reading
from test_cli import Ended, Selon

PAGE, OTHER = a_page(12).id, a_page(30).id


class Program:
    """Runs `selon` with a ledger of two pages."""

    def __init__(self, selon: Selon) -> None:
        self._selon = selon
        self.ledger = selon.ledger

    def __call__(self, *arguments: object) -> Ended:
        return self._selon(*arguments)

    def rows(self, *arguments: object) -> list[list[str]]:
        done = self._selon(*arguments)
        assert done.code == 0, done.err
        return [line.split("\t") for line in done.out.splitlines()]

    def figures(self) -> dict[str, dict[str, object]]:
        facts = json.loads(self._selon("facts", "--json").out)["facts"]
        return {figure["id"]: figure for fact in facts for figure in fact["figures"]}


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str], address: str, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.setenv("SELON_LEDGER", address)
    with Ledger.open(address, create=True) as book:
        for n in (12, 30):
            book.add(a_page(n), a_reading(n))
    return Program(Selon(capsys, address))


def test_a_correction_from_the_list_of_items_to_the_facts_and_back(program: Program) -> None:
    items = {row[0]: row[1:] for row in program.rows("review", "items", PAGE[:6])}
    assert items[f"{PAGE}:q1"][:2] == ["low 12, unit person, of killed, modality at_least, as_of 2023-03-03", "“au moins 12 personnes”"]
    done = program("review", "correct", f"{PAGE}:q1", "low=10", "--reason", "misread", "--by", "anna")
    entry = program.rows("log")[-1][0]
    assert (done.code, done.out) == (0, f"review {entry}: correct {PAGE}:q1 low 12 → 10\n")
    figure = program.figures()[f"{PAGE}:q1"]
    assert figure["low"] == 10.0
    assert figure["reviews"] == [{"action": "correct", "by": "anna", "reason": "misread", "old": {"low": 12.0}, "new": {"low": 10.0}}]
    assert "[corrected by anna]" in program("facts").out
    (listed,) = program.rows("review", "list")
    assert listed[:1] + listed[2:] == [entry, "anna", f"correct {PAGE}:q1 low 12 → 10", "“au moins 12 personnes”", "misread"]
    assert program("review", "undo", entry, "--by", "ben").out.endswith(f": undo {entry}\n")
    assert "reviews" not in program.figures()[f"{PAGE}:q1"]


def test_old_value_new_value_and_words_stand_in_the_log(program: Program) -> None:
    program("review", "correct", f"{PAGE}:q1", "low=10", "--reason", "misread", "--by", "anna")
    row = program.rows("log")[-1]
    assert row[2:5] + row[7:] == ["review", PAGE, "anna", f"correct {PAGE}:q1 low 12 → 10", "“au moins 12 personnes”", "misread"]
    assert [row[2] for row in program.rows("log", PAGE)] == ["page", "reading", "review"]
    assert program("log", "ffff").code == 2


def test_reject_split_and_merge(program: Program) -> None:
    (fact,) = json.loads(program("facts", "--json").out)["facts"]
    assert len(fact["figures"]) == 2
    program("review", "split", f"{PAGE}:q1", "--reason", "another")
    facts = json.loads(program("facts", "--json").out)["facts"]
    assert [len(fact["figures"]) for fact in facts] == [1, 1]
    program("review", "merge", *(fact["id"] for fact in facts), "--reason", "the same")
    assert len(json.loads(program("facts", "--json").out)["facts"]) == 1
    program("review", "reject", f"{OTHER}:q1", "--reason", "retracted")
    assert list(program.figures()) == [f"{PAGE}:q1"]
    assert program("review", "accept", fact["id"], "--by", "anna").code == 0
    assert program("verify").code == 0


def test_lost_reviews_are_listed(program: Program) -> None:
    program("review", "reject", f"{PAGE}:q1", "--reason", "no", "--by", "anna")
    assert program("review", "list", "--lost").out == ""
    with Ledger.open(program.ledger) as book:
        book.add(a_page(12), Reading(version="selon 2 fr-1", article=a_reading(12).article))
    (row,) = program.rows("review", "list", "--lost")
    assert row[2:6] == ["anna", f"reject {PAGE}:q1", f"{PAGE}:q1", "is not read any more"]
    (one,) = json.loads(program("review", "list", "--lost", "--json").out)["lost"]
    assert one["because"] == "is not read any more"


def test_private_names_are_masked_in_every_listing_and_unmasking_is_logged(program: Program) -> None:
    program("review", "correct", f"{PAGE}:s2", "speaker=Léa Brun-Noir", "--reason", "Léa Brun told us", "--by", "anna")
    with Ledger.open(program.ledger) as book:
        book.add(a_page(12), replace(a_reading(12, version="selon 2 fr-1"), statements=a_reading(12).statements[:1]))
    listings = (["review", "list"], ["review", "list", "--lost"], ["review", "items", OTHER], ["log"], ["diff", PAGE], ["log", PAGE])
    for listing in listings:
        assert "Brun" not in program(*listing).out, listing
    for n, listing in enumerate(listings):
        program(*listing, "--show-private")
        with Ledger.open(program.ledger) as book:
            shown = [entry for entry in book.log() if entry.what == "private shown"]
        assert len(shown) == n + 1
    assert LÉA in program("review", "items", OTHER).out
    assert "Léa Brun" in program("review", "items", OTHER, "--show-private").out


def test_diff_of_a_page_and_of_a_fact(program: Program) -> None:
    assert program("diff", PAGE).err.startswith("read once only")
    reading = a_reading(12, version="selon 2 fr-1")
    quantity = type(reading.quantities[0])(
        id="q1", span=reading.quantities[0].span, low=21.0, high=None, unit="person", of="killed", modality="at_least"
    )
    with Ledger.open(program.ledger) as book:
        again = {name: getattr(reading, name) for name in reading.__struct_fields__} | {"quantities": (quantity,), "places": ()}
        book.add(a_page(12), type(reading)(**again))
    rows = program.rows("diff", PAGE)
    assert [row[0] for row in rows] == ["from", "to", "-", "~"]
    assert (rows[0][-1], rows[1][-1]) == ("selon 1 fr-1", "selon 2 fr-1")
    assert rows[3][1:2] + rows[3][3:] == ["q1", "low 12 → 21", "“au moins 12 personnes”"]
    document = json.loads(program("diff", PAGE, "--json").out)
    assert [one["how"] for one in document["differences"]] == ["went", "changed"]
    (fact,) = json.loads(program("facts", "--json").out)["facts"]
    rows = program.rows("diff", fact["id"])
    assert rows[0][:2] == ["fact", fact["id"]]
    assert [row[:3] for row in rows[1:]] == [["~", f"{PAGE}:q1", "low 12 → 21"]]
    assert json.loads(program("diff", fact["id"], "--json").out)["fact"]["figures"][0]["old"] == {"low": 12.0}
    assert program("diff", "nowhere").code == 2


def test_a_receipt_is_kept_and_compared(program: Program, tmp_path: Path) -> None:
    done = program("receipt", "--output", tmp_path / "kept.receipt")
    assert done.out == (tmp_path / "kept.receipt").read_text()
    assert program("verify", "--against", tmp_path / "kept.receipt").code == 0
    short = done.out.split("short   : ")[1].strip()
    assert program("verify", "--against", short).code == 0
    other = program("verify", "--against", short[:-1] + ("0" if short[-1] != "0" else "1"))
    assert other.code == 3
    assert "the receipt says" in other.err
    assert program("verify", "--against", "no such thing").code == 2


def test_forget_a_page_or_a_person(program: Program) -> None:
    done = program("forget", "--person", "Léa Brun", "--reason", "asked for")
    assert (done.code, done.out) == (0, "2 pages forgotten, 2 of them in part; 2 readings, 0 reviews\n")
    page = json.loads(program("search", "préfète", "--json").out)["hits"][0]["page"]
    assert program("forget", page, "--reason", "asked for").out == "1 pages forgotten, 0 of them in part; 1 readings, 0 reviews\n"
    assert program("verify").code == 0
    for wrong in (["forget", "--reason", "x"], ["forget", page, "--person", "X Y", "--reason", "x"], ["forget", page, "--reason", "x"]):
        assert program(*wrong).code == 2


def test_what_was_forgotten_is_in_no_later_export(program: Program, tmp_path: Path) -> None:
    words = ("Léa Brun", "30 personnes", "journal.example/30", OTHER)
    assert all(word in exported(program, "csv", tmp_path / "before") for word in words)
    program("forget", OTHER, "--reason", "asked for")
    program("forget", "--person", "Léa Brun", "--reason", "asked for")
    for kind in BUILT_IN:
        left = exported(program, kind, tmp_path / f"{kind}.md")
        assert [word for word in words if word in left] == [], kind


def exported(program: Program, kind: str, path: Path) -> str:
    """All that an export holds, private names too."""
    assert program("export", kind, "--output", path, "--show-private").code == 0
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return "\n".join(str(pq.read_table(file).to_pylist()) if file.suffix == ".parquet" else file.read_text() for file in files)


@pytest.fixture
def read_before(program: Program, tmp_path: Path) -> Program:
    """With a page that an older version has read, finding nothing."""
    (tmp_path / "a.txt").write_text("Le maire de Nantes, Paul Rey, a déclaré que 15 personnes étaient blessées.")
    with Ledger.open(program.ledger) as book:
        (page,) = [page for page in collect_paths([tmp_path / "a.txt"]) if isinstance(page, Page)]
        book.add(page, Reading(version="selon 0 fr-0", article=Article(id=page.id, text=page.content.decode(), language="fr")))
    return program


def test_reread_adds_a_reading_once_and_keeps_the_old_one(read_before: Program) -> None:
    with Ledger.open(read_before.ledger) as book:
        (page,) = [page.id for page in book.pages() if page.id not in (PAGE, OTHER)]
    done = read_before("reread", page[:9])
    assert (done.code, done.out) == (0, "1 read again, 0 already read by this version, 0 failed\n")
    assert read_before("reread", page).out == "0 read again, 1 already read by this version, 0 failed\n"
    rows = read_before.rows("diff", page)
    assert rows[0][-1] == "selon 0 fr-0"
    assert ["+", "q1"] in [row[:2] for row in rows]
    assert read_before.rows("verify")
    assert read_before("reread", "ffff").code == 2
