"""The picture of a fact: lanes, days, intervals, open ends, steps and conflicts."""

from __future__ import annotations

from typing import Any

import pytest

from selon.model import Comparison, Fact, FactFigure, Relation, Span
from selon.settings import InterfaceLanguage
from selon.show.boxes import Box, boxes_along, overlap
from selon.show.interface import counted
from selon.show.picture import LARGE, Lane, Mark, Picture, picture_of
from selon.show.scale import scale_of


def a_figure(id: str, low: float | None, high: float | None, **values: Any) -> FactFigure:
    plain: dict[str, Any] = {
        "unit": "person", "of": "killed", "modality": "exact", "as_of": "2024-05-01", "stance": "asserts", "speaker": None, "side": "A",
        "relays": (), "origin": "x", "page": "page", "span": Span(0, 1), "words": "",
    }  # fmt: skip
    return FactFigure(id=id, low=low, high=high, **plain | values)


def drawn(*figures: FactFigure, pairs: tuple[tuple[str, str, Relation], ...] = ()) -> Picture:
    compared = tuple(Comparison(left=left, right=right, relation=relation, rule="r/1", because="") for left, right, relation in pairs)
    fact = Fact(id="f", title="t", verdict="disputed", rule="r/1", because="", origins=2, figures=figures, pairs=compared)
    return picture_of(fact, language="en", own_voice="the page", others="others", no_day="no day", size=LARGE)


def mark_of(picture: Picture, id: str) -> tuple[Lane, Mark]:
    return next((lane, mark) for lane in picture.lanes for mark in lane.marks for figure in mark.figures if figure.id == id)


def test_each_side_has_one_lane_and_who_has_none_their_own() -> None:
    picture = drawn(a_figure("a", 1, 1), a_figure("b", 2, 2), a_figure("c", 3, 3, side="B"), a_figure("d", 4, 4, side=None, speaker="Rey"))
    assert [(lane.name, len(lane.marks)) for lane in picture.lanes] == [("A", 2), ("B", 1), ("Rey", 1)]


def test_an_article_in_its_own_voice_is_called_so() -> None:
    picture = drawn(a_figure("a", 1, 1, side=None, origin="page"))
    assert [lane.name for lane in picture.lanes] == ["the page"]


def test_beyond_six_lanes_the_rest_share_one() -> None:
    picture = drawn(*(a_figure(f"f{n}", n, n, side=f"side {n}") for n in range(9)))
    assert [lane.name for lane in picture.lanes][-1] == "others"
    assert len(picture.lanes) == 6
    assert sum(len(lane.marks) for lane in picture.lanes) == 9


def test_later_days_stand_further_right_and_greater_numbers_higher() -> None:
    picture = drawn(a_figure("a", 10, 10), a_figure("b", 20, 20, as_of="2024-05-02"), a_figure("c", 30, 30, as_of="2024-05-09"))
    a, b, c = (mark_of(picture, id)[1] for id in "abc")
    assert a.x < b.x < c.x
    assert c.y < b.y < a.y
    assert c.x - b.x == pytest.approx(7 * (b.x - a.x), rel=0.01)


def test_a_month_is_drawn_over_its_days() -> None:
    _, mark = mark_of(drawn(a_figure("a", 1, 1, as_of="2024-05-01"), a_figure("b", 2, 2, as_of="2024-05")), "b")
    assert mark.x1 < mark.x < mark.x2


def test_what_has_no_day_stands_apart() -> None:
    picture = drawn(a_figure("a", 1, 1, as_of=None), a_figure("b", 2, 2))
    assert mark_of(picture, "a")[1].x < mark_of(picture, "b")[1].x
    assert [label for _, label in picture.ticks] == ["no day", "2024-05-01"]


@pytest.mark.parametrize(("low", "high", "to_top", "to_bottom"), [(10, None, True, False), (None, 10, False, True), (5, 10, False, False)])
def test_an_open_end_reaches_the_edge_of_its_lane(low: float | None, high: float | None, to_top: bool, to_bottom: bool) -> None:
    lane, mark = mark_of(drawn(a_figure("a", low, high), a_figure("b", 20, 20), a_figure("c", 2, 2)), "a")
    assert (mark.y1 == lane.top + 8) is to_top
    assert (mark.y2 == lane.bottom - 8) is to_bottom
    assert mark.y1 < mark.y2


def test_an_update_is_a_step_from_the_count_before() -> None:
    figures = a_figure("a", 1, 1), a_figure("b", 2, 2, as_of="2024-05-02"), a_figure("c", 3, 3, as_of="2024-05-03")
    picture = drawn(*figures, pairs=(("a", "b", "update"), ("a", "c", "update"), ("b", "c", "update")))
    b, c = mark_of(picture, "b")[1], mark_of(picture, "c")[1]
    assert len(picture.steps) == 2
    assert picture.steps[1] == f"M{b.x} {b.y:.1f}L{c.x} {b.y:.1f}L{c.x} {c.y:.1f}"


def test_a_conflict_joins_the_two() -> None:
    picture = drawn(a_figure("a", 1, 1), a_figure("b", 9, 9, side="B"), pairs=(("a", "b", "conflict"),))
    assert len(picture.conflicts) == 1
    assert not picture.steps


def test_figures_that_say_the_same_are_one_mark_with_their_number() -> None:
    picture = drawn(a_figure("a", 7, 7), a_figure("b", 7, 7), a_figure("c", 7, 7, stance="denies"))
    assert [mark.words for mark in picture.lanes[0].marks] == ["7 ×2", "7"]
    assert [mark.doubtful for mark in picture.lanes[0].marks] == [False, True]


def test_no_text_stands_on_another_or_outside() -> None:
    picture = drawn(*(a_figure(f"f{n}", n * 100, n * 100, as_of=f"2024-05-{1 + n % 4:02}") for n in range(30)))
    boxes = [(mark.text_y, mark.text_x, len(mark.text)) for mark in picture.lanes[0].marks if mark.text]
    assert boxes
    assert all(picture.label <= x <= picture.width for _, x, _ in boxes)


def test_no_line_goes_through_a_text() -> None:
    a, b = a_figure("a", 40, 40), a_figure("b", 40, 40, as_of="2024-05-09")
    alone, joined = (mark_of(drawn(a, b, pairs=pairs), "a")[1] for pairs in ((), (("a", "b", "update"),)))
    assert alone.anchor == "start"  # beside it, where the step would go
    assert joined.text
    assert joined.anchor != "start"
    assert not any(overlap((joined.x, mark_of(drawn(a, b), "b")[1].x, joined.y - 1, joined.y + 1), box) for box in text_boxes(joined))


def text_boxes(mark: Mark) -> list[Box]:
    wide = 7 * len(mark.text)
    start = {"start": mark.text_x, "middle": mark.text_x - wide / 2, "end": mark.text_x - wide}[mark.anchor]
    return [(start, start + wide, mark.text_y - 9, mark.text_y + 1)]


def test_a_long_name_has_two_lines_and_no_more() -> None:
    picture = drawn(a_figure("a", 1, 1, side="Organisation internationale pour les migrations et autres"), a_figure("b", 2, 2))
    assert {len(lane.lines): lane.lines[-1][-1] for lane in picture.lanes} == {2: "…", 1: "A"}


def test_a_slanted_line_takes_little_room() -> None:
    boxes = list(boxes_along(((0, 0), (70, 70)), piece=7))
    assert any(overlap(box, (30, 40, 30, 40)) for box in boxes)
    assert not any(overlap(box, (50, 60, 10, 20)) for box in boxes)


@pytest.mark.parametrize(
    ("number", "language", "told"), [(0, "fr", "0 an"), (1, "fr", "1 an"), (2, "fr", "2 ans"), (0, "en", "0 ans"), (1, "en", "1 an")]
)
def test_one_is_not_many(number: int, language: InterfaceLanguage, told: str) -> None:
    assert counted(number, "an|ans", language=language) == told


def test_the_picture_says_in_words_what_it_shows() -> None:
    picture = drawn(a_figure("a", 40, None, modality="at_least"), a_figure("b", 9, 9, side="B", as_of=None))
    assert picture.told == "A: ≥ 40 (2024-05-01); B: 9"


def test_values_far_apart_get_a_logarithmic_scale() -> None:
    assert scale_of([3, 5000], 100).logarithmic
    assert not scale_of([100, 500], 100).logarithmic
    assert not scale_of([0, 5000], 100).logarithmic


@pytest.mark.parametrize("values", [[], [0.0], [5.0], [-3.0, 4.0], [1e300, 1.0]])
def test_any_values_stay_within_the_scale(values: list[float]) -> None:
    scale = scale_of(values, 100)
    assert all(0 <= scale.at(value) <= 100 for value in [*values, 1e308, -1e308])
