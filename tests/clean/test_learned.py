"""Learning the boilerplate of single sites, and the file that it leaves."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from selon.clean.article import clean_text
from selon.clean.learned import Site, SitePage, as_toml, learn, learned_digest, learned_lines
from selon.clean.lines import split_lines
from selon.cli import main
from selon.errors import SettingsError
from selon.languages import load_pack

PACK = load_pack("fr")
EVENTS = [
    "La rivière a débordé à {} et la mairie a ouvert un gymnase.",
    "Les dockers de {} ont voté la grève jusqu’à vendredi.",
    "Un train de banlieue a déraillé près de {} sans faire de victime.",
    "Le bureau de vote de {} a rouvert après une alerte.",
    "L’hôpital de {} manque de lits depuis le début de l’épidémie.",
    "Une usine de peinture a brûlé toute la nuit à {}.",
]
TOWNS = ["Lisse", "Montreval", "Sarbanne", "Orcel", "Vaubrun", "Quélis", "Tarsac", "Belport", "Nordheim", "Azerac", "Plouvic", "Grismont"]
BACKGROUND = "Le conflit entre la région de Lisse et le gouvernement dure depuis le 4 mars."
NEUTRAL_BACKGROUND = "Le gouvernement d’Orcelie accuse les séparatistes d’avoir rompu la trêve."
WIRE = "Les secours ont évacué les habitants du quartier bas pendant la nuit, ont indiqué les pompiers."
COOKIES = "Ce journal dépose des témoins de connexion pour mesurer son audience."


def fil(n: int, *more: str) -> SitePage:
    """A page of the first site: menu, article, foot."""
    town, event = TOWNS[n], EVENTS[n % len(EVENTS)]
    body = [f"Ce que l’on sait de {town}", event.format(town), f"À {town}, le maire a promis un bilan dans la soirée.", *more]
    menu = ["Régions", "Météo des plages", "Le Fil en clair", f"Aujourd’hui à {town}"]
    foot = ["Bons plans du Fil", COOKIES, "Groupe Le Fil de Lisse", "Contacter le standard"]
    return SitePage("fil-de-lisse.test", "\n".join([*menu, *body, *foot]), f"Ce que l’on sait de {town} - Le Fil")


def gazette(n: int) -> SitePage:
    town, event = TOWNS[n], EVENTS[(n + 1) % len(EVENTS)]
    return SitePage("gazette.test", "\n".join(["Nos journaux", event.format(town), f"Nos équipes sont à {town}.", "Régie publicitaire"]))


def lines_of(pages: list[SitePage], host: str = "fil-de-lisse.test") -> frozenset[str]:
    return next((site.lines for site in learn(pages) if site.host == host), frozenset())


def test_what_repeats_on_one_site_is_learned_for_that_site() -> None:
    pages = [make(n) for n in range(10) for make in (fil, gazette)]
    assert learn(pages) == [
        Site(
            "fil-de-lisse.test",
            10,
            frozenset(
                [
                    "regions", "meteo des plages", "le fil en clair", "bons plans du fil", "groupe le fil de lisse", "contacter le standard",
                    "ce journal depose des temoins de connexion pour mesurer son audience",
                ]
            ),
        ),
        Site("gazette.test", 10, frozenset(["nos journaux", "regie publicitaire"])),
    ]  # fmt: skip
    assert learn(pages[::-1]) == learn(pages)


def test_too_few_pages_teach_nothing() -> None:
    assert learn([fil(n) for n in range(3)]) == []
    assert "ce journal depose des temoins de connexion pour mesurer son audience" not in lines_of([fil(n) for n in range(7)])


@pytest.mark.parametrize(
    ("told", "on"),
    [
        (WIRE, 5),
        (WIRE, 8),
        (BACKGROUND, 10),
        (NEUTRAL_BACKGROUND, 5),
        (NEUTRAL_BACKGROUND, 10),
        ("Il a dit : « Nous ne céderons pas, ni demain ni jamais, à personne. »", 10),
    ],
)
def test_sentences_of_articles_are_not_learned_though_they_repeat(told: str, on: int) -> None:
    """Wire copy stands in half of the articles and more; what explains the background under all of them."""
    pages = [fil(n, told) if n < on else fil(n) for n in range(10)]
    learned = lines_of(pages)
    assert split_lines(told)[0].key not in learned
    assert "regions" in learned


def test_versions_of_one_dispatch_count_as_one_page() -> None:
    body = ["En bref", "Un pont s’est effondré sur la Lisse.", "Trois camions étaient engagés sur le pont au moment de sa chute.",
            "La préfète a annoncé une enquête et fermé la route du nord."]  # fmt: skip
    versions = [SitePage("agence.test", "\n".join([f"Mise à jour numéro {n}", *body])) for n in range(12)]
    assert learn(versions) == []


def test_titles_are_not_learned() -> None:
    pages = [SitePage("a.test", f"{fil(n).text}\nLe direct de la crue à Lisse", "Le direct de la crue à Lisse | Le Fil") for n in range(8)]
    assert "le direct de la crue a lisse" not in lines_of(pages, "a.test")


@pytest.fixture
def learned_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    def write(content: str) -> Path:
        path = tmp_path / "sites.toml"
        path.write_text(content, encoding="utf-8")
        monkeypatch.setenv("SELON_LEARNED_BOILERPLATE", str(path))
        return path

    return write


def test_the_file_is_an_input_of_later_runs(learned_file: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    sites = learn([fil(n) for n in range(9)])
    learned_file(as_toml(sites))
    text, url = fil(11).text, "https://www.fil-de-lisse.test/2023/02/07/crue"
    article = clean_text("a", text, pack=PACK, url=url)
    kept = [line for line in text.split("\n") if not any(span.of(text) == line for span in article.boilerplate)]
    assert kept == text.split("\n")[3:7]
    other = clean_text("a", text, pack=PACK, url="https://gazette.test/x")
    assert len(other.boilerplate) < len(article.boilerplate)
    digest = learned_digest()
    assert digest.startswith("~")
    learned_file(as_toml(sites).replace('  "regions",\n', ""))
    assert learned_digest() != digest
    assert "regions" not in learned_lines(url)
    monkeypatch.delenv("SELON_LEARNED_BOILERPLATE")
    assert (learned_digest(), learned_lines(url)) == ("", frozenset())


def test_the_file_holds_any_line() -> None:
    odd = frozenset(['une "citation" \\ et', "tab\tici", "del\x7f", "emoji 🚢"])
    read = tomllib.loads(as_toml([Site("a.test", 4, odd)]))
    assert set(read["sites"][0]["lines"]) == odd


@pytest.mark.parametrize("content", ["", "format = 1", "no toml [", 'format = 2\nmade_by = "selon 9"', 'format = 1\nmade_by = "x"\nlines = []'])
def test_another_file_is_refused_with_what_is_wanted(content: str, learned_file: Callable[[str], Path]) -> None:
    learned_file(content)
    with pytest.raises(SettingsError, match="learn-boilerplate"):
        learned_lines("https://a.test/")


def test_a_missing_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SELON_LEARNED_BOILERPLATE", str(tmp_path / "absent.toml"))
    with pytest.raises(SettingsError, match="can be read"):
        learned_digest()


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(9):
        page, address = fil(n), f'<link rel="canonical" href="https://fil-de-lisse.test/{n}">'
        body = "".join(f"<p>{line}</p>" for line in page.text.split("\n"))
        (folder / f"{n}.html").write_text(f"<html><head><title>{page.title}</title>{address}</head><body>{body}</body></html>")
    (folder / "z.txt").write_text("Une page sans adresse.")
    output = tmp_path / "sites.toml"
    with pytest.raises(SystemExit) as ended:
        main(["learn-boilerplate", str(folder), "--output", str(output)])
    assert ended.value.code in (0, None)
    assert capsys.readouterr().out == "fil-de-lisse.test: 7 lines from 9 pages\n1 sites, 1 pages left out (1 without an address), 0 failed\n"
    assert output.read_text(encoding="utf-8") == as_toml(learn([fil(n) for n in range(9)]))
