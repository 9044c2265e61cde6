"""Text that was decoded wrongly before is named, and sound text of any language is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from selon.clean.article import clean_text
from selon.clean.mojibake import find_mojibake
from selon.languages import load_pack

FRENCH = "L’armée a tiré près de l’école : « Nous étions là », a déclaré le général. Œuvre à 2\u202f000 €, ça dépend…"
SOUND = {
    "French": FRENCH,
    "French in capitals": "À BÂLE, LE CHÂTEAU A BRÛLÉ ; ÂGÉ DE 80 ANS, IL A ÉTÉ ÉVACUÉ. ÇA ALORS !",
    "Portuguese": "A EDUCAÇÃO NÃO É SÓ PARA SÃO PAULO. As estações, à «noite»; avó e avô.",
    "German": "Ärger über die Größe der Äpfel – „Öl“ und “Übel” sind süß.",
    "Swedish": "Ångström och Åland: «Äh» är så.",
    "Vietnamese": "Việt Nam: Âu Cơ, Ăn cơm, đường phố Hà Nội",
    "Russian": "Рёв моря. Сёстры из России сказали: «РС-28 и РЁ». Российская армия вошла в село.",
    "Ukrainian": "Сім’я в Києві: «Ґанок і їжа», сказав Петро. РІЧКА СІЛЬ.",
}


@pytest.mark.parametrize("text", SOUND.values(), ids=SOUND.keys())
def test_sound_text_is_let_be(text: str) -> None:
    assert list(find_mojibake(text)) == []


@pytest.mark.parametrize(
    ("text", "read_as"),
    [(FRENCH, "cp1252"), (FRENCH, "mac_roman"), (SOUND["Russian"], "cp1251"), (SOUND["Ukrainian"], "cp1251")],
    ids=["French as cp1252", "French as mac_roman", "Russian as cp1251", "Ukrainian as cp1251"],
)
def test_utf8_that_was_read_as_something_else_is_named(text: str, read_as: str) -> None:
    wrong = "".join(bytes([byte]).decode(read_as, "ignore") or chr(byte) for byte in text.encode())
    assert wrong != text
    (told, *_) = [told for told in find_mojibake(wrong) if read_as in told.because]
    assert told.field == "mojibake"
    assert int(told.value) >= 2


def test_lost_letters_are_counted() -> None:
    (told,) = find_mojibake("L\ufffd\ufffdarm\ufffde a tir\ufffd")
    assert (told.value, told.because) == ("4", "'\ufffd' stands for letters that are lost")


def test_the_article_says_it_and_its_text_stays_as_it_is() -> None:
    text = "Lâ€™armÃ©e a tirÃ© prÃ¨s de lâ€™Ã©cole, selon le gÃ©nÃ©ral et la prÃ©fecture de la rÃ©gion."
    article = clean_text("a", text, pack=load_pack("fr"))
    assert article.text == text
    (told,) = article.told
    assert told.because.startswith("'â€™' stands for '’': UTF-8 that was read as cp1252")


def test_no_sample_page_is_suspected() -> None:
    for path in (Path(__file__).parents[2] / "examples").glob("*/*.txt"):
        assert list(find_mojibake(path.read_text(encoding="utf-8"))) == [], path
