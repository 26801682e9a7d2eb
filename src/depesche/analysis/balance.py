"""Blocs and structural balance of a signed network."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .network import Edge, SignedNetwork

_STARTS = 8
"""Orders of the actors from which the search for blocs starts; the best outcome is kept."""

Weights = list[dict[int, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocs:
    """A division into groups with friends inside and foes outside, as far as the network lets."""

    groups: tuple[tuple[str, ...], ...]
    """Keys of each group, largest group first, keys in alphabetical order."""
    frustration: float
    """Weight of the edges against the division: conflict inside a group, cooperation between groups."""
    weight: float
    """Weight of all edges (sums of values, without sign)."""
    share: float | None
    """`frustration / weight`, 0 for a perfect division; None without edges."""
    against: tuple[Edge, ...]
    """The edges against the division, heaviest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Triad:
    """Three actors of whom each two have a signed edge."""

    keys: tuple[str, str, str]
    signs: tuple[int, int, int]
    """Of the edges 1–2, 1–3, 2–3."""
    weight: float
    """Weight of its lightest edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """How far friends of friends are friends, and foes of foes too."""

    triads: dict[str, int]
    """Number of triads by signs: `+++`, `+--` (balanced), `++-`, `---` (not)."""
    degree: float | None
    """Share of balanced triads; None without triads."""
    weak_degree: float | None
    """The same where `---` counts as balanced (Davis)."""
    unbalanced: tuple[Triad, ...]
    """The triads `++-` and `---`, heaviest first, at most `listed`."""


def blocs(network: SignedNetwork) -> Blocs:
    """Return the division of an undirected network into groups with least frustration that was found.

    The number of groups is free. The criterion is that of Doreian & Mrvar (1996), which is weighted correlation
    clustering (Bansal, Blum & Chawla 2004); found by local moves and merging from several orders, the same each time.
    Edges of sign 0 play no part.
    """
    keys = [node.key for node in network.nodes]
    weights = _weights(network, keys)
    best = min(
        (_divide(weights, order) for order in _orders(keys, weights)),
        key=lambda labels: (round(_frustration(weights, labels), 9), len(set(labels)), labels),
    )
    label = dict(zip(keys, best, strict=True))
    against = [e for e in network.edges if e.sign and (label[e.a] == label[e.b]) != (e.sign > 0)]
    weight = sum(abs(edge.total) for edge in network.edges)
    frustration = sum(abs(edge.total) for edge in against)
    groups: dict[int, list[str]] = {}
    for key in sorted(keys):
        groups.setdefault(label[key], []).append(key)
    return Blocs(
        groups=tuple(sorted((tuple(group) for group in groups.values()), key=lambda group: (-len(group), group))),
        frustration=frustration,
        weight=weight,
        share=frustration / weight if weight else None,
        against=tuple(sorted(against, key=lambda edge: (-abs(edge.total), edge.a, edge.b))),
    )


def _weights(network: SignedNetwork, keys: Sequence[str]) -> Weights:
    place = {key: number for number, key in enumerate(keys)}
    weights: Weights = [{} for _ in keys]
    for edge in network.edges:
        for one, other in ((edge.a, edge.b), (edge.b, edge.a)):
            near = weights[place[one]]
            near[place[other]] = near.get(place[other], 0.0) + edge.total
    return weights


def _orders(keys: Sequence[str], weights: Weights) -> Iterator[list[int]]:
    numbers = list(range(len(keys)))
    yield numbers
    yield sorted(numbers, key=lambda n: (sum(weights[n].values()), n))
    chance = random.Random(0)
    for _ in range(_STARTS - 2):
        shuffled = list(numbers)
        chance.shuffle(shuffled)
        yield shuffled


def _divide(weights: Weights, order: Sequence[int]) -> list[int]:
    """Labels after moving single actors, then whole groups, until neither lessens the frustration."""
    labels = list(range(len(weights)))
    while True:
        _move(weights, labels, order)
        merged = _merge(weights, labels)
        if not merged:
            return _renumbered(labels)


def _move(weights: Weights, labels: list[int], order: Sequence[int]) -> None:
    moved = True
    while moved:
        moved = False
        for number in order:
            gains: dict[int, float] = {}
            for near, weight in weights[number].items():
                gains[labels[near]] = gains.get(labels[near], 0.0) + weight
            here = gains.get(labels[number], 0.0)
            best = max(gains, key=lambda label: (gains[label], -label), default=labels[number])
            gain, target = gains.get(best, 0.0), best
            if gain < 0:
                gain, target = 0.0, next(label for label in range(len(labels) + 1) if label not in labels)
            if gain > here + 1e-9:
                labels[number] = target
                moved = True


def _merge(weights: Weights, labels: list[int]) -> bool:
    """Join the two groups that have most to gain; return whether there were two."""
    between: dict[tuple[int, int], float] = {}
    for number, near in enumerate(weights):
        for other, weight in near.items():
            if number < other and labels[number] != labels[other]:
                pair = (min(labels[number], labels[other]), max(labels[number], labels[other]))
                between[pair] = between.get(pair, 0.0) + weight
    best = max(between, key=lambda pair: (between[pair], -pair[0], -pair[1]), default=None)
    if best is None or between[best] <= 1e-9:
        return False
    for number, label in enumerate(labels):
        if label == best[1]:
            labels[number] = best[0]
    return True


def _renumbered(labels: Sequence[int]) -> list[int]:
    new: dict[int, int] = {}
    return [new.setdefault(label, len(new)) for label in labels]


def _frustration(weights: Weights, labels: Sequence[int]) -> float:
    return sum(
        abs(weight)
        for number, near in enumerate(weights)
        for other, weight in near.items()
        if number < other and weight and (labels[number] == labels[other]) != (weight > 0)
    )


def balance(network: SignedNetwork, *, listed: int = 20) -> Balance:
    """Return the structural balance of an undirected network, counted over its triads.

    Balance is Heider's (1946), its degree Cartwright & Harary's (1956), the weak form Davis' (1967).
    """
    near: dict[str, dict[str, Edge]] = {node.key: {} for node in network.nodes}
    for edge in network.edges:
        if edge.sign:
            near[edge.a][edge.b] = near[edge.b][edge.a] = edge
    counts = {"+++": 0, "+--": 0, "++-": 0, "---": 0}
    unbalanced: list[Triad] = []
    for triad in _triads(near):
        negative = sum(sign < 0 for sign in triad.signs)
        counts[("+++", "++-", "+--", "---")[negative]] += 1
        if negative in (1, 3):
            unbalanced.append(triad)
    number = sum(counts.values())
    balanced = counts["+++"] + counts["+--"]
    return Balance(
        triads=counts,
        degree=balanced / number if number else None,
        weak_degree=(balanced + counts["---"]) / number if number else None,
        unbalanced=tuple(sorted(unbalanced, key=lambda triad: (-triad.weight, triad.keys))[:listed]),
    )


def _triads(near: dict[str, dict[str, Edge]]) -> Iterator[Triad]:
    for one in sorted(near):
        later = sorted(key for key in near[one] if key > one)
        for position, other in enumerate(later):
            for third in later[position + 1 :]:
                closing = near[other].get(third)
                if closing is None:
                    continue
                edges = (near[one][other], near[one][third], closing)
                yield Triad(
                    keys=(one, other, third),
                    signs=(edges[0].sign, edges[1].sign, edges[2].sign),
                    weight=min(abs(edge.total) for edge in edges),
                )
