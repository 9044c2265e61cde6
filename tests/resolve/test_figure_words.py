"""The words for figures: stems, and a table without doubles."""

from __future__ import annotations

from collections import Counter

from selon.languages import load_pack
from selon.languages.fold import fold
from selon.resolve.figure_words import figure_words
from selon.resolve.stems import stems

TABLE = figure_words(load_pack("fr"))


def test_stems_begin_words_and_whole_words_end_them() -> None:
    pattern = stems(["effondr", "vol$", "hors d'usage"])
    assert [m.group() for m in pattern.finditer("s'effondrer, un vol, voler, envol, hors d'usage")] == ["effondr", "vol", "hors d'usage"]


def test_no_stem_finds_nothing() -> None:
    assert stems([]).search("mots") is None


def test_no_word_stands_twice_in_one_list() -> None:
    lists = [row.words for rows in (TABLE.happenings, TABLE.groups, TABLE.held, TABLE.kinds) for row in rows]
    lists += [getattr(TABLE.words, name) for name in TABLE.words.__struct_fields__]
    doubles = [word for words in lists for word, n in Counter(map(fold, words)).items() if n > 1]
    assert doubles == []


def test_every_happening_belongs_to_things_that_have_a_name() -> None:
    named = {*TABLE.properties, *TABLE.things.values(), "train", "match"}
    assert {thing for row in TABLE.happenings for thing in row.things} <= named


def test_a_things_happenings_have_names_of_their_own() -> None:
    pairs = Counter((row.name, thing) for row in TABLE.happenings for thing in row.things)
    assert [pair for pair, n in pairs.items() if n > 1] == []
