"""Components of tied figures cut into parts, each part clustered into questions; with what is kept of that."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from selon.compare.candidate import Candidate
from selon.compare.clusters import Groups, clustered, cut, measured
from selon.compare.measured import KEPT_FROM, KnownPoints, packed_points
from selon.compare.points import Points
from selon.links import FigureKey


class Clustered(msgspec.Struct):
    """`within`: the component of each figure; `groups`: the questions; `kept`: of the parts that are not small the points of all pairs, by component
    and the number of the part."""

    within: dict[FigureKey, str] = {}
    groups: Groups = []
    kept: dict[tuple[str, int], bytes] = {}


def cluster_components(components: Sequence[list[Candidate]], points: Points, known: KnownPoints | None = None) -> Clustered:
    """The questions of the components; what is `known` is not measured again."""
    found = Clustered()
    names: list[tuple[str, int]] = []
    parts: list[list[Candidate]] = []
    for component in components:
        called = component_id(component)
        found.within.update(dict.fromkeys((figure.key for figure in component), called))
        for number, part in enumerate(cut(component)):
            names.append((called, number))
            parts.append(part)
    for name, (figures, matrix) in zip(names, measured(points, parts, known), strict=True):
        found.groups += clustered(figures, matrix)
        if len(figures) >= KEPT_FROM:
            found.kept[name] = packed_points(matrix)
    return found


def component_id(component: Sequence[Candidate]) -> str:
    """A component is called after its first figure."""
    page, at = component[0].key
    return f"{page} {at}"
