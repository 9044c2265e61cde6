"""The commands as a person or a program uses them: what they print, where, and how they end."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

from databases import execute
from made import LÉA, a_page, a_reading, fill
from selon.cli import main
from selon.compare.everything import Everything, compare_all
from selon.compare.features import PageFeatures
from selon.ledger import Ledger
from selon.ledger.migrations import STEPS
from selon.model import Fact, Reading
from selon.review.decided import Grouping

ARTICLES = {
    "b.txt": "Selon la préfecture, au moins 12 personnes ont été blessées mardi à Nantes.",
    "a.txt": "Le maire de Nantes, Paul Rey, a déclaré que 15 personnes étaient blessées.",
}


class Ended(NamedTuple):
    code: int
    out: str
    err: str


class Selon:
    """Runs the command in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], ledger: str) -> None:
        self._capsys = capsys
        self.ledger = ledger

    def __call__(self, *arguments: object) -> Ended:
        code = 0
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        return Ended(code, *self._capsys.readouterr())

    def log(self) -> list[str]:
        with Ledger.open(self.ledger) as ledger:
            return [entry.what for entry in ledger.log()]


@pytest.fixture
def selon(capsys: pytest.CaptureFixture[str], address: str, monkeypatch: pytest.MonkeyPatch) -> Selon:
    monkeypatch.setenv("SELON_LEDGER", address)
    return Selon(capsys, address)


@pytest.fixture
def filled(selon: Selon) -> Selon:
    fill(selon.ledger)
    return selon


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


# -- add


def test_add_counts_what_became_of_each_page(selon: Selon, pages: Path) -> None:
    (pages / "empty.txt").write_text("")
    (pages / "picture.png").write_bytes(b"\x89PNG")
    first = selon("add", pages)
    assert (first.code, first.out) == (
        1,
        "found 2 pages: 2 plain text\n2 added, 0 already there, 1 skipped (1 PNG picture), 1 failed\nfailed: 1 no text\n",
    )
    assert first.err.startswith(f"{pages / 'empty.txt'}: is empty; ")
    assert first.err.count("\n") == 1
    before = selon.log()
    assert selon("add", pages / "a.txt", pages / "b.txt") == (
        0,
        "found 2 pages: 2 plain text\n0 added, 2 already there, 0 skipped, 0 failed\n",
        "",
    )
    assert selon.log() == before
    assert selon("verify").code == 0


def test_the_same_page_under_two_names_is_one_page(selon: Selon, pages: Path) -> None:
    (pages / "copy.txt").write_bytes((pages / "a.txt").read_bytes())
    assert selon("add", pages).out == "found 3 pages: 3 plain text\n2 added, 1 already there (1 given more than once), 0 skipped, 0 failed\n"


def test_a_dry_run_writes_nothing(selon: Selon, pages: Path) -> None:
    assert selon("add", pages, "--dry-run").out == "found 2 pages: 2 plain text\n2 would be added, 0 already there, 0 skipped, 0 failed\n"
    assert not Ledger.is_at(selon.ledger)
    selon("add", pages / "a.txt")
    assert selon("add", pages, "--dry-run").out == "found 2 pages: 2 plain text\n1 would be added, 1 already there, 0 skipped, 0 failed\n"


def test_the_order_of_adding_leaves_no_trace(selon: Selon, pages: Path, tmp_path: Path, other_address: str) -> None:
    lines = [json.dumps({"id": str(n), "text": "Grève : 40 blessés, selon la police.", "url": f"https://{n}.example/"}) for n in range(2)]
    kept = []
    for address, order in ((selon.ledger, 1), (other_address, -1)):
        (tmp_path / "wire.jsonl").write_text("\n".join(lines[::order]))
        for path in [pages / "a.txt", pages / "b.txt", tmp_path / "wire.jsonl"][::order]:
            assert selon("add", path, "--ledger", address).code == 0
        with Ledger.open(address) as ledger:
            kept.append(list(ledger.readings()))
    assert len(kept[0]) == 4
    assert kept[0] == kept[1]


# -- read and link


def test_read_names_articles_by_their_files(selon: Selon, pages: Path) -> None:
    done = selon("read", pages / "b.txt", pages / "a.txt", pages / "none.txt")
    articles = [json.loads(line) for line in done.out.splitlines()]
    assert [(article["id"], article["text"]) for article in articles] == list(ARTICLES.items())
    assert (done.code, done.err.split(":")[0]) == (1, str(pages / "none.txt"))
    assert not Ledger.is_at(selon.ledger)


def test_two_files_of_one_name_keep_apart(selon: Selon, pages: Path) -> None:
    other = pages / "again"
    other.mkdir()
    (other / "a.txt").write_text("Un autre texte en français, assez long pour être lu.", encoding="utf-8")
    done = selon("read", pages / "a.txt", other / "a.txt")
    assert [json.loads(line)["id"] for line in done.out.splitlines()] == ["a.txt", str(other / "a.txt")]


def test_read_takes_given_texts_as_they_are_and_names_bad_lines(selon: Selon, tmp_path: Path) -> None:
    given = tmp_path / "articles.jsonl"
    text = "\ufeffSelon l’ONU,\r\n12 morts\u202f!"
    good = {"id": "one", "text": text, "published": "2023-02-03", "url": None, "lang": None, "secret": "key"}
    given.write_text(json.dumps(good) + "\n{oops\n", encoding="utf-8")
    done = selon("read", "--from-jsonl", given)
    (article,) = [json.loads(line) for line in done.out.splitlines()]
    assert (article["id"], article["text"], article["published"]) == ("one", text, "2023-02-03")
    assert "secret" not in article
    assert done.code == 1
    assert f"{given}:2" in done.err


def test_link_gives_the_same_fact_to_figures_that_answer_one_question(selon: Selon, tmp_path: Path) -> None:
    def article(n: int) -> dict[str, object]:
        text = f"Séisme en Turquie : {n} morts, selon l’Afad."
        start = text.index(str(n))
        quantity = {
            "id": "q1",
            "span": [start, text.index(",")],
            "low": n,
            "high": n,
            "unit": "person",
            "of": "killed",
            "modality": "exact",
        }
        figure = {"statement": None, "quantity": "q1", "fact": None, "as_of": "2023-02-06"}
        place = {"span": [10, 17], "name": "Turquie", "geonameid": 298795}
        return {"id": str(n), "text": text, "published": "2023-02-06", "quantities": [quantity], "places": [place], "figures": [figure]}

    given = tmp_path / "given.jsonl"
    given.write_text("\n".join(json.dumps(article(n)) for n in (284, 912)) + "\n[1]\n", encoding="utf-8")
    done = selon("link", "--from-jsonl", given)
    facts = [json.loads(line)["figures"][0]["fact"] for line in done.out.splitlines()]
    assert len(facts) == 2
    assert facts[0]
    assert facts[0] == facts[1]
    assert (done.code, f"{given}:3: is no article with layers" in done.err) == (1, True)


# -- facts, show, search, report


def test_facts_as_json_are_the_facts_in_order(filled: Selon) -> None:
    done = filled("facts", "--json")
    (disputed, single) = json.loads(done.out)["facts"]
    assert list(disputed) == ["id", "title", "verdict", "rule", "because", "origins", "figures", "pairs", "linked", "title_en"]
    keys = "id low high unit of modality as_of stance speaker side relays origin page span words"
    assert " ".join(disputed["figures"][0]) == keys
    assert list(disputed["pairs"][0]) == ["left", "right", "relation", "rule", "because"]
    assert disputed["linked"] == [{"id": "epernay-dykes", "how": "part_of"}]
    assert (disputed["verdict"], single["verdict"]) == ("disputed", "single")
    assert (done.code, done.err) == (0, "")


def facts_of(selon: Selon) -> list[str]:
    """The ids in the first column, without the rows of what is said through others."""
    ids = [line.split("\t")[0] for line in selon("facts").out.splitlines()]
    return [id for id in ids if id != "said"]


def test_facts_are_compared_again_only_when_pages_have_come(filled: Selon, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[list[str]] = []

    def compare(features: Mapping[str, PageFeatures], groupings: Sequence[Grouping]) -> Everything:
        compared.append(sorted(features))
        return compare_all(features, groupings)

    monkeypatch.setattr("selon.show.upkeep.compare_all", compare)
    assert len(facts_of(filled)) == 2
    assert compared == []
    with Ledger.open(filled.ledger) as ledger:
        ledger.add(a_page(5), a_reading(5))
    for _ in range(2):
        assert facts_of(filled)
    assert compared == [sorted(a_reading(n).article.id for n in (5, 12, 30))]


def test_facts_as_json_are_the_same_bytes_whatever_the_order_of_the_pages(selon: Selon, other_address: str) -> None:
    documents = []
    for address, order in ((selon.ledger, (5, 12, 30)), (other_address, (30, 5, 12))):
        for n in order:
            with Ledger.open(address, create=True) as ledger:
                ledger.add(a_page(n), a_reading(n))
            documents.append(selon("facts", "--json", "--ledger", address).out)
        assert selon("verify", "--ledger", address).code == 0
    assert documents[2] == documents[5]
    assert documents[1] != documents[2]
    assert {figure["low"] for fact in json.loads(documents[2])["facts"] for figure in fact["figures"]} == {5, 12, 30}


def test_show_by_the_beginning_of_an_id(filled: Selon) -> None:
    assert json.loads(filled("show", "epernay-k", "--json").out)["facts"][0]["id"] == "epernay-killed"
    assert "“Selon la préfète Zoë Marchand" in filled("show", "epernay-killed").out
    missing = filled("show", "paris")
    assert (missing.code, missing.out) == (2, "")
    assert "has no fact 'paris'; list what there is with `selon facts`" in missing.err


def test_search_prints_a_line_for_each_hit(filled: Selon) -> None:
    hits = [line.split("\t") for line in filled("search", "epernay", "oeuvre").out.splitlines()]
    assert sorted(hit[0] for hit in hits) == ["place", "place", "text", "text"]
    (one,) = json.loads(filled("search", "epernay", "--limit", "1", "--json").out)["hits"]
    assert list(one) == ["kind", "page", "title", "published", "item", "span", "words"]
    nothing = filled("search", "absent")
    assert nothing == (0, "", "nothing found\n")
    assert filled("search", "!!!").code == 2


def test_private_persons_are_masked_unless_asked_for_and_that_is_logged(filled: Selon) -> None:
    masked_hit = filled("search", "digue", "mastodon").out
    assert LÉA in masked_hit
    assert "Léa" not in masked_hit
    assert filled("search", "brun").out == ""
    assert "private shown" not in filled.log()
    assert "Léa Brun" in filled("search", "brun", "--show-private").out
    assert filled.log()[-1] == "private shown"
    assert filled("verify").code == 0


def test_report_gets_masked_facts_and_readings(filled: Selon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[Sequence[Fact], Sequence[Reading], Path]] = []
    stand_in = ModuleType("selon.show.report")
    stand_in.write_report = lambda *arguments, language: given.append(arguments)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "selon.show.report", stand_in)
    done = filled("report", "--output", tmp_path / "report.html")
    assert (done.code, done.err) == (0, f"wrote {tmp_path / 'report.html'}\n")
    filled("report", "--output", tmp_path / "report.html", "--show-private")
    (facts, readings, output), (_, unmasked, _) = given
    assert [fact.id for fact in facts] == ["epernay-killed", "epernay-dykes"]
    assert all("Léa" not in reading.article.text for reading in readings)
    assert all("Léa" in reading.article.text for reading in unmasked)
    assert output == tmp_path / "report.html"


# -- the ledger, and errors


def test_verify_and_log(filled: Selon) -> None:
    whole = filled("verify")
    assert whole.code == 0
    assert f"2 pages, 2 readings, 2 facts, {len(STEPS) + 7} log entries" in whole.out
    rows = [line.split("\t") for line in filled("log").out.splitlines()]
    assert [row[2] for row in rows] == [*["schema"] * len(STEPS), *["page", "reading", "derived"] * 2, "facts"]
    assert rows[-1][-1] in whole.out


def test_a_nul_in_an_address_is_reported_in_either_database_and_the_other_pages_go_in(selon: Selon, tmp_path: Path) -> None:
    lines = [
        {"id": "a", "text": "Trois morts à Nantes.", "url": "https://a.example/\0"},
        {"id": "b", "text": "Quatre personnes sont mortes à Lyon, selon le maire.", "lang": "fr"},
    ]
    pages = tmp_path / "pages.jsonl"
    pages.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    done = selon("add", pages)
    assert done.code == 1
    assert "pages.jsonl:1: has a NUL character in 'url'" in done.err
    assert "1 pages, 1 readings," in selon("verify").out


def test_a_changed_ledger_ends_with_3_and_the_change_by_name(filled: Selon) -> None:
    execute(filled.ledger, "UPDATE statement SET speaker = 'Autre'")
    done = filled("verify")
    assert (done.code, done.out) == (3, "")
    assert "was changed: table statement" in done.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["facts"], "is not there; `selon add` makes it"),
        (["facts", "--ledger", "mysql://localhost/x"], "give the path of a SQLite file, or postgresql://USER@HOST/DATABASE"),
        (["facts", "--ledger", "postgresql://me:secret@localhost:1/x"], "me:***@localhost:1/x: cannot be reached"),
        (["nope"], "No such command"),
        (["add"], "Missing argument"),
        (["add", "x", "--jobs", "0"], "--jobs"),
        (["read"], "give either files or --from-jsonl"),
        (["link", "--from-jsonl", "/none/at.all"], "cannot be read"),
        (["report"], "--output"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_ends_with_2_and_says_what_to_do(selon: Selon, arguments: list[str], told: str) -> None:
    done = selon(*arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert "Traceback" not in done.err
    assert "secret" not in done.err


@pytest.mark.parametrize(
    "command", ["add", "facts", "show", "search", "report", "read", "link", "verify", "log", "receipt", "forget", "reread", "diff", "review"]
)
def test_every_command_teaches_with_an_example(selon: Selon, command: str) -> None:
    done = selon(command, "--help")
    assert f"\n    selon {command} " in done.out or f"\n    selon {command}\n" in done.out


def test_facts_with_tolls(selon: Selon, pages: Path) -> None:
    (pages / "dead.txt").write_text("Incendie à Nantes\n\nSelon les pompiers, 7 personnes ont été tuées le 3 mars 2024 à Nantes.", encoding="utf-8")
    selon("add", pages)
    rules = [toll["rule"] for toll in json.loads(selon("facts", "--tolls", "--json").out)["tolls"]]
    assert rules == ["acled-conservative/1", "ucdp-low-best-high/1"]
    assert [line.split("\t")[1:5] for line in selon("facts", "--tolls").out.splitlines()] == [
        ["acled-conservative/1", "7", "", ""],
        ["ucdp-low-best-high/1", "7", "7", "7"],
    ]
