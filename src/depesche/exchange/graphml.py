"""The signed network of a window as GraphML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO, Protocol

from depesche.errors import ExchangeError

from .citation import Citation


class Node(Protocol):
    """An actor of the network."""

    @property
    def key(self) -> str:
        """Code or id."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def kind(self) -> str:
        """`state`, `organisation`, `group` or `other`."""

    @property
    def events(self) -> int:
        """Events it takes part in."""


class Edge(Protocol):
    """What one actor did toward another."""

    @property
    def a(self) -> str:
        """Key of who acts."""

    @property
    def b(self) -> str:
        """Key of whom it is done to."""

    @property
    def events(self) -> int:
        """Their number."""

    @property
    def score(self) -> float:
        """Mean conflict–cooperation value."""

    @property
    def cooperation(self) -> int:
        """Events with a value above 0."""

    @property
    def conflict(self) -> int:
        """Events with a value below 0."""

    @property
    def evidence(self) -> Sequence[str]:
        """Ids of the first events."""


def write_graphml(nodes: Iterable[Node], edges: Iterable[Edge], citation: Citation, sink: BinaryIO) -> int:
    """Write a directed graph; `weight` is the mean value, `evidence` event ids parted by spaces. Return its edges.

    The citation stands in the data of the graph. Raises ExchangeError where networkx is not installed.
    """
    try:
        import networkx
    except ImportError as error:
        raise ExchangeError("graphml: needs networkx. Install it with `pip install 'depesche[analysis]'`.") from error
    graph = networkx.DiGraph(**citation.fields())
    for node in nodes:
        graph.add_node(node.key, name=_clean(node.name), kind=node.kind, events=node.events)
    for edge in edges:
        graph.add_edge(
            edge.a,
            edge.b,
            weight=float(edge.score),
            events=edge.events,
            cooperation=edge.cooperation,
            conflict=edge.conflict,
            evidence=" ".join(edge.evidence),
        )
    sink.write(b'<?xml version="1.0" encoding="utf-8"?>\n')
    for text in networkx.generate_graphml(graph, encoding="utf-8", named_key_ids=True):
        sink.write((text + "\n").encode("utf-8"))
    return int(graph.number_of_edges())


def _clean(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(character for character in text if character >= " " and character not in "￾￿")
