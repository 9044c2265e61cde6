"""A page is read in the language that it is written in, or reported."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from subprocess import run

import pytest

from selon.clean.article import clean_text
from selon.clean.language import is_clearly, language_code, tell_language
from selon.errors import UnknownLanguage
from selon.languages import load_pack
from selon.read.sentences import split_sentences

PACK = load_pack("fr")
FRENCH = "Les pompiers ont évacué deux immeubles dans la nuit, et trois personnes ont été blessées, selon la préfecture."
OTHERS = {
    "en": "Firefighters evacuated two buildings overnight and three people were injured, according to the local authorities on Monday.",
    "ru": "Пожарные ночью эвакуировали два здания, пострадали три человека, сообщили местные власти в понедельник.",
    "uk": "Пожежники вночі евакуювали дві будівлі, постраждали троє людей, повідомила місцева влада в понеділок.",
    "es": "Los bomberos evacuaron dos edificios durante la noche y tres personas resultaron heridas, según las autoridades.",
    "de": "Die Feuerwehr räumte in der Nacht zwei Gebäude, drei Menschen wurden nach Angaben der Behörden verletzt.",
}


@pytest.mark.parametrize(("code", "text"), [("fr", FRENCH), *OTHERS.items()])
def test_the_language_of_a_sentence(code: str, text: str) -> None:
    assert tell_language(text, packs=[PACK]) == code


def test_the_text_goes_before_what_the_page_declares() -> None:
    assert tell_language(FRENCH, packs=[PACK], declared="en-US") == "fr"


def test_what_the_page_declares_goes_before_a_guess() -> None:
    assert tell_language("Séisme : 41 morts, 300 blessés", packs=[PACK], declared="fr-BE") == "fr"


def test_too_little_to_tell() -> None:
    assert tell_language("Oslo 2022", packs=[PACK]) is None
    assert clean_text("a", "Oslo 2022", pack=PACK).language == "fr"


@pytest.mark.parametrize(("code", "text"), OTHERS.items())
def test_another_language_is_reported_not_read(code: str, text: str) -> None:
    with pytest.raises(UnknownLanguage, match=f"page-3: is written in '{code}'") as raised:
        clean_text("page-3", text, pack=PACK)
    assert raised.value.language == code


def test_a_given_language_is_believed() -> None:
    assert clean_text("a", OTHERS["en"], pack=PACK, language="fr").language == "fr"
    with pytest.raises(UnknownLanguage):
        clean_text("a", FRENCH, pack=PACK, language="ru")


@pytest.mark.parametrize(
    ("declared", "code"),
    [("fr", "fr"), ("fr-FR", "fr"), ("FR_be.UTF-8", "fr"), ("und", None), ("français", None), ("", None), (None, None), ("x", None)],
)
def test_forms_of_a_code(declared: str | None, code: str | None) -> None:
    assert language_code(declared) == code


def test_clear_french_does_not_load_the_guesser() -> None:
    told = "import sys; from selon.clean.language import tell_language; from selon.languages import load_pack;"
    told += f"assert tell_language({FRENCH!r}, packs=[load_pack('fr')]) == 'fr';"
    told += "print('py3langid' in sys.modules, 'trafilatura' in sys.modules)"
    ran = run([sys.executable, "-c", told], capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)})
    assert ran.stdout.split() == ["False", "False"]


def test_function_words_of_other_languages_do_not_decide() -> None:
    for text in OTHERS.values():
        assert not is_clearly(text, PACK)


def test_close_neighbours_are_not_taken_for_french() -> None:
    italian = "Il presidente ha detto che i vigili del fuoco hanno evacuato due edifici e che il sindaco è sul posto, con un altro gruppo."
    assert not is_clearly(italian, PACK)


SAMPLES = tomllib.loads((Path(__file__).parent / "language_samples.toml").read_text(encoding="utf-8"))


def samples() -> list[tuple[str, str]]:
    """Each opening with three endings: as a page writes them, in small letters, and between the marks of a short post."""
    made = []
    for code, halves in SAMPLES.items():
        openings, endings = halves["openings"], halves["endings"]
        for n, opening in enumerate(openings):
            plain, small, post = (f"{opening} {endings[(n + step) % len(endings)]}" for step in (0, 7, 13))
            made += [(code, plain), (code, small.lower()), (code, f"RT @veille_77: {post} https://t.example/Ab3xZ9 #alert 🚨")]
    return made


def test_the_language_of_a_paragraph_of_twenty_words() -> None:
    told = [(code, tell_language(text, packs=[PACK]), text) for code, text in samples()]
    wrong = [sample for sample in told if sample[0] != sample[1]]
    print(f"language of {len(told)} paragraphs: {len(told) - len(wrong)} right")
    assert len(told) >= 400
    assert len(wrong) <= 0.01 * len(told), wrong


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("it", "Il ponte principale è stato chiuso ieri sera per ordine del prefetto e nessuno sa quando il traffico potrà riprendere."),
        ("pt", "A ponte principal foi fechada ontem à noite por ordem do governador e ninguém sabe quando o trânsito voltará."),
        ("ca", "El pont principal es va tancar ahir a la nit per ordre del governador i ningú no sap quan es podrà reprendre el trànsit."),
        ("ro", "Podul principal a fost închis aseară din ordinul prefectului și nimeni nu știe când va putea fi reluată circulația."),
        ("pl", "Główny most został zamknięty wczoraj wieczorem na polecenie wojewody i nikt nie wie, kiedy ruch zostanie wznowiony."),
        ("be", "Галоўны мост учора ўвечары зачынілі па загадзе губернатара, і ніхто пакуль не ведае, калі рух зможа аднавіцца."),
        ("ar", "أغلق الجسر الرئيسي مساء أمس بأمر من المحافظ ولا أحد يعرف متى ستستأنف حركة المرور."),
    ],
)
def test_a_language_that_is_not_read_is_not_taken_for_its_neighbour(code: str, text: str) -> None:
    assert tell_language(text, packs=[PACK]) == code


@pytest.mark.parametrize("code", [code for code in SAMPLES if code != "fr"])
def test_a_paragraph_in_another_language_is_kept_and_named(code: str) -> None:
    foreign = f"{SAMPLES[code]['openings'][0]} {SAMPLES[code]['endings'][0]}"
    text = f"Un pont fermé\n\n{FRENCH}\n\n{foreign}\n\nLa circulation est déviée par le nord de la ville."
    article = clean_text("a", text, pack=PACK)
    assert [(passage.language, passage.span.of(text)) for passage in article.other_languages] == [(code, foreign)]
    assert (article.text, article.language) == (text, "fr")
    assert not any(foreign[:20] in sentence.span.of(text) for sentence in split_sentences(article, PACK))


@pytest.mark.parametrize("line", ["Breaking news", "“We will not go back”, dit la pancarte", "New York Times, Washington Post, Wall Street Journal"])
def test_a_few_foreign_words_are_no_passage(line: str) -> None:
    assert clean_text("a", f"{FRENCH}\n\n{line}\n\n{FRENCH}", pack=PACK).other_languages == ()
