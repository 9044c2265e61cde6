"""Ids of facts: stable, readable, and of the shape `<event>/<what is counted>` that other tools split."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from selon.compare.naming import Name, numbered, slug

SHAPE = re.compile(r"[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*")
NAMES = st.builds(
    Name,
    st.sampled_from(["gori-2024-03/killed", "gori-2024-03/killed-12", "war/strikes"]),
    st.text("0123456789 ", max_size=3),
    st.sampled_from(["12", "12-40", "2000000", "0-5"]),
)


def test_the_first_has_the_name_alone_and_later_ones_their_number() -> None:
    told = {
        1: Name("gori-2024-03/killed", "2024-03-02", "12"),
        2: Name("gori-2024-03/killed", "2024-03-01", "9"),
        3: Name("gori-2024-03/killed", "2024-03-03", "12"),
    }
    assert numbered(told) == {2: "gori-2024-03/killed", 1: "gori-2024-03/killed--12", 3: "gori-2024-03/killed--12--2"}


@given(st.lists(NAMES, max_size=6))
def test_every_id_is_its_own_and_of_the_shape(names: list[Name]) -> None:
    ids = list(numbered(dict(enumerate(names))).values())
    assert len(set(ids)) == len(ids)
    assert all(SHAPE.fullmatch(id) for id in ids)


@given(st.text())
def test_no_word_of_a_name_holds_what_numbers_stand_behind(words: str) -> None:
    assert "--" not in slug(words)
