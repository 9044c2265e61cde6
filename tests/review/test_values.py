"""Values that people give: what follows from them, and what is refused."""

from __future__ import annotations

import pytest

from made import a_reading
from selon.errors import SettingsError
from selon.model import Value
from selon.review.items import items_of
from selon.review.values import corrected_values

ITEMS = {item.name: item for item in items_of(a_reading(12))}


def corrected(name: str, /, **new: str) -> dict[str, Value]:
    return corrected_values(ITEMS[name], new, language="fr")


def test_texts_become_values_of_the_items_kind() -> None:
    assert corrected("q1", low="10", of="wounded") == {"low": 10.0, "of": "wounded"}
    assert corrected("place0", metonym="true") == {"metonym": True}
    assert corrected("s1", side="") == {"side": None}


def test_what_is_there_already_is_no_correction() -> None:
    assert corrected("q1", low="12") == {}


@pytest.mark.parametrize(("low", "high", "modality"), [("10", "10", "exact"), ("10", "12", "between"), ("", "10", "at_most"), ("10", "", None)])
def test_bounds_bring_their_modality(low: str, high: str, modality: str | None) -> None:
    assert corrected("q1", low=low, high=high).get("modality") == modality


def test_a_known_speaker_brings_name_and_side_and_an_unknown_one_leaves_them_behind() -> None:
    known = corrected("s1", speaker="Igor Konachenkov")
    assert (known["side"], known["speaker"]) == ("RU", "Igor Konachenkov")
    assert corrected("s1", speaker="Paul Rey") == {"speaker": "Paul Rey", "actor": None, "side": None}
    assert corrected("s1", speaker="Paul Rey", side="FR")["side"] == "FR"
    assert corrected("s1", speaker="")["speaker_type"] == "unnamed"


def test_another_place_brings_its_country_where_the_gazetteer_has_it() -> None:
    assert corrected("place0", geonameid="2990969", name="Nantes") == {"name": "Nantes", "geonameid": 2990969}
    assert corrected("place0", geonameid="1", name="Nantes") == {"name": "Nantes", "geonameid": 1, "kind": "unknown", "country": None}


@pytest.mark.parametrize("edtf", ["2023", "2023-03", "2023-03-04", "2023-03-04/2023-03-06", "2023-03-04/..", "2023-21", "2023-03~"])
def test_days_are_edtf(edtf: str) -> None:
    assert corrected("date0", edtf=edtf) == {"edtf": edtf}


@pytest.mark.parametrize(
    ("name", "new", "told"),
    [
        ("q1", {"speaker": "X"}, "one of the values of a quantity: low, high"),
        ("q1", {"low": "many"}, "many"),
        ("q1", {"low": "20", "high": "10"}, "at most 10"),
        ("q1", {"low": ""}, "for low, for high or for both"),
        ("q1", {"of": "eaten"}, "eaten"),
        ("q1", {"high": "20", "modality": "at_least"}, "at_least has no high"),
        ("s1", {"stance": "sings"}, "sings"),
        ("date0", {"edtf": "yesterday"}, "EDTF"),
        ("date0", {"edtf": "2023-02-31"}, "EDTF"),
        ("date0", {"edtf": "../.."}, "EDTF"),
    ],
)
def test_what_cannot_be_is_refused(name: str, new: dict[str, str], told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        corrected(name, **new)
    assert told in str(caught.value)
