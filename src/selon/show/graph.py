"""Who is quoted through whom, as a drawing: speakers on the left, the relays nearest to them in the middle, relays of relays on the right.

The layout is computed, not simulated: the same passages give the same picture. Within a column the nodes stand in the order of the middle of
those that they are joined to, which leaves few lines crossing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from selon.ledger.sources import Passage

MOST_NODES = 50
_WIDTH, _ROW, _TOP = 960, 26, 30
_COLUMNS_X = (300.0, 560.0, 800.0)
_PASSES = 6
_MOST_LINE = 12.0
# Where nobody says more than this, even the strongest is drawn thin: one statement is no river.
_MUCH = 10


class Node(msgspec.Struct, frozen=True):
    """A speaker or relay: `statements` go through it, `size` is the radius of its dot."""

    name: str
    column: int
    statements: int
    x: float
    y: float
    size: float


class Link(msgspec.Struct, frozen=True):
    """A passage as a curve from node to node."""

    passage: Passage
    path: str
    width: float


class Graph(msgspec.Struct, frozen=True):
    """The whole drawing; `left_out` counts the passages of nodes that have no place in it."""

    width: int
    height: int
    columns: tuple[float, ...]
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    left_out: int


def graph_of(first: Sequence[Passage], between: Sequence[Passage], *, most: int = MOST_NODES) -> Graph | None:
    """The drawing of the strongest passages, with at most so many nodes. `first` lead from speakers to relays, `between` from relay to relay;
    both the strongest first. None where nothing was relayed."""
    passages = [(0, passage) for passage in first] + [(1, passage) for passage in between]
    passages.sort(key=lambda at: (-at[1].statements, at[0], at[1].source, at[1].target))
    shown: list[tuple[int, Passage]] = []
    names: dict[tuple[int, str], int] = {}
    for column, passage in passages:
        ends = [(column, passage.source), (column + 1, passage.target)]
        if len(names.keys() | set(ends)) <= most:
            shown.append((column, passage))
            for end in ends:
                names[end] = 0
    if not shown:
        return None
    for column, passage in shown:
        names[column, passage.source] += passage.statements if column == 0 else 0
        names[column + 1, passage.target] += passage.statements
    return _drawn(shown, names, len(passages) - len(shown))


def _drawn(shown: Sequence[tuple[int, Passage]], names: dict[tuple[int, str], int], left_out: int) -> Graph:
    columns = _ordered(shown, names)
    height = _TOP + max(len(column) for column in columns) * _ROW + 12
    most = max(_MUCH, *names.values())
    nodes = {}
    for at, column in enumerate(columns):
        gap = (height - _TOP) / max(len(column), 1)
        for n, name in enumerate(column):
            size = 4 + 8 * (names[at, name] / most) ** 0.5
            nodes[at, name] = Node(name, at, names[at, name], _COLUMNS_X[at], round(_TOP + gap * (n + 0.5), 1), round(size, 1))
    strongest = max(_MUCH, *(passage.statements for _, passage in shown))
    links = []
    for at, passage in shown:
        source, target = nodes[at, passage.source], nodes[at + 1, passage.target]
        middle = (source.x + target.x) / 2
        path = f"M{source.x} {source.y}C{middle} {source.y} {middle} {target.y} {target.x} {target.y}"
        links.append(Link(passage, path, round(1 + (_MOST_LINE - 1) * passage.statements / strongest, 1)))
    used = tuple(_COLUMNS_X[at] for at, column in enumerate(columns) if column)
    return Graph(_WIDTH, round(height), used, tuple(nodes.values()), tuple(links), left_out)


def _ordered(shown: Iterable[tuple[int, Passage]], names: dict[tuple[int, str], int]) -> list[list[str]]:
    """The names of each column from top to bottom."""
    columns = [[name for at, name in sorted(names, key=lambda node: (-names[node], node)) if at == column] for column in range(3)]
    joined: dict[tuple[int, str], list[tuple[tuple[int, str], int]]] = {node: [] for node in names}
    for at, passage in shown:
        source, target = (at, passage.source), (at + 1, passage.target)
        joined[source].append((target, passage.statements))
        joined[target].append((source, passage.statements))
    for turn in range(_PASSES):
        for at in (1, 2, 0) if turn % 2 == 0 else (0, 2, 1):
            places = {(c, name): (n + 0.5) / len(column) for c, column in enumerate(columns) for n, name in enumerate(column)}
            columns[at].sort(key=lambda name: (_middle(joined[at, name], places), name))
    return columns


def _middle(joined: Sequence[tuple[tuple[int, str], int]], places: dict[tuple[int, str], float]) -> float:
    """Where those that a node is joined to stand, the stronger passages counting more."""
    weight = sum(statements for _, statements in joined)
    return round(sum(places[node] * statements for node, statements in joined) / weight, 6) if weight else 0.0
