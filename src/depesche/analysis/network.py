"""The signed, weighted network of a window: who cooperates and who is in conflict, every edge with its evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .coded import REALIS, CodedEvent
from .ties import Actor, Tie, gather

if TYPE_CHECKING:
    import networkx


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """The relation of two actors; for undirected networks `a` sorts before `b`, else it goes from `a` to `b`."""

    a: str
    b: str
    events: int
    score: float
    """Mean conflict–cooperation value, -10 to 10; its sign is the sign of the edge."""
    total: float
    """Sum of the values: the weight of the edge in `blocs`."""
    cooperation: int
    conflict: int
    evidence: tuple[str, ...]
    """Ids of the first events counted, at most 50."""

    @property
    def sign(self) -> int:
        """1 for cooperation, -1 for conflict, 0 where both weigh the same."""
        return (self.total > 0) - (self.total < 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedNetwork:
    """Actors by number of events, edges sorted by `a` and `b`."""

    nodes: tuple[Actor, ...]
    edges: tuple[Edge, ...]
    directed: bool
    counted: int
    """Events counted."""

    def to_networkx(self) -> networkx.Graph[str]:
        """Return the network as a networkx graph (DiGraph if directed); edges carry `weight` (mean) and `evidence`."""
        import networkx

        graph: Any = networkx.DiGraph() if self.directed else networkx.Graph()
        for node in self.nodes:
            graph.add_node(node.key, name=node.name, kind=node.kind, events=node.events)
        for edge in self.edges:
            graph.add_edge(
                edge.a,
                edge.b,
                weight=edge.score,
                total=edge.total,
                sign=edge.sign,
                events=edge.events,
                cooperation=edge.cooperation,
                conflict=edge.conflict,
                evidence=list(edge.evidence),
            )
        return graph


def network(
    events: Iterable[CodedEvent],
    *,
    directed: bool = False,
    minimum: int = 1,
    kinds: Collection[str] | None = None,
    statuses: Collection[str] = REALIS,
    once: bool = False,
) -> SignedNetwork:
    """Return the network of the events: an edge for each pair with at least `minimum` events.

    Undirected edges put both directions together; an event that goes both ways (a meeting) counts once in them. `kinds`
    keeps actors of these kinds only. Signed networks from event data: Maoz, Terris, Kuperman & Talmud (2007).
    """
    ties = gather(events, statuses=statuses, once=once, kinds=kinds)
    pairs = ties.pairs if directed else _undirected(ties.pairs)
    edges = tuple(_edge(pair, tie) for pair, tie in sorted(pairs.items()) if tie.events >= minimum)
    present = {key for edge in edges for key in (edge.a, edge.b)}
    order = sorted(present, key=lambda key: (-ties.events[key], key))
    return SignedNetwork(nodes=ties.actors(order), edges=edges, directed=directed, counted=ties.counted)


def _undirected(pairs: dict[tuple[str, str], Tie]) -> dict[tuple[str, str], Tie]:
    found: dict[tuple[str, str], Tie] = {}
    for (one, other), tie in pairs.items():
        back = pairs.get((other, one))
        if back is not None and one > other:
            continue
        pair = (min(one, other), max(one, other))
        found[pair] = tie if back is None else _joined(tie, back)
    return found


def _joined(one: Tie, other: Tie) -> Tie:
    """Both directions, an event that is in both counted once."""
    scores = dict(zip(one.ids, one.scores, strict=True)) | dict(zip(other.ids, other.scores, strict=True))
    joined = Tie()
    for event, score in scores.items():
        joined.add(score, event)
    return joined


def _edge(pair: tuple[str, str], tie: Tie) -> Edge:
    return Edge(
        a=pair[0],
        b=pair[1],
        events=tie.events,
        score=tie.total / tie.events,
        total=tie.total,
        cooperation=tie.cooperation,
        conflict=tie.conflict,
        evidence=tie.evidence,
    )
