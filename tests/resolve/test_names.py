"""Spellings of one name, and what is another name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon.resolve.names import fullest, same_person, spelling_key


@pytest.mark.parametrize(
    ("left", "right"),
    [("Choïgou", "Shoigu"), ("Zelensky", "Zelenskyy"), ("Sevrioukov", "Sevryukov"), ("Sergueï", "Sergei"), ("Prigojine", "Prigozhin")],
)
def test_transliterations_share_a_key(left: str, right: str) -> None:
    assert spelling_key(left) == spelling_key(right)


@pytest.mark.parametrize(("left", "right"), [("Poutine", "Potanine"), ("Lavrov", "Lvov"), ("Macron", "Maron"), ("Peskov", "Petkov")])
def test_other_names_do_not(left: str, right: str) -> None:
    assert spelling_key(left) != spelling_key(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Correa", "Pablo Correa"),
        ("Pablo", "Pablo Correa"),
        ("P. Correa", "Pablo Correa"),
        ("Sergei Shoigu", "Sergueï Choïgou"),
        ("Erdogan", "Recep Tayyip Erdogan"),
        ("Tayyip Erdogan", "Recep Tayyip Erdogan"),
    ],
)
def test_one_person(left: str, right: str) -> None:
    assert same_person(tuple(left.split()), tuple(right.split()))
    assert same_person(tuple(right.split()), tuple(left.split()))


@pytest.mark.parametrize(("left", "right"), [("Jean Morel", "Paul Morel"), ("Morel", "Pablo Correa"), ("M. Correa", "Pablo Correa"), ("", "Correa")])
def test_two_people(left: str, right: str) -> None:
    assert not same_person(tuple(left.split()), tuple(right.split()))


def test_the_fullest_name() -> None:
    assert fullest(["Correa", "Pablo Correa", "Pablo"]) == "Pablo Correa"


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_mutual(left: str, right: str) -> None:
    assert same_person(tuple(left.split()), tuple(right.split())) == same_person(tuple(right.split()), tuple(left.split()))
