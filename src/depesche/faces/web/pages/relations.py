"""Who stands how toward whom: the signed network of a window, and the matrix."""

from __future__ import annotations

import math
from typing import Any

from fastapi import APIRouter, Request, Response

from depesche import api
from depesche.analysis import Blocs, Cell, Matrix, SignedNetwork
from depesche.faces.http.state import record_of

from ..asking import ask, parameter
from ..names import code_name
from ..site import render, url
from ..wording import score
from .chronicle import chosen

router = APIRouter()
KINDS = ("state", "organisation")
ORDERS = ("events", "name", "bloc")
_MOST_NODES = 40


@router.get("/network", operation_id="page_network", summary="Network")
def network(request: Request) -> Response:
    """Show states and organisations as a signed, weighted graph of the window that `since` and `until` bound."""
    question = ask(request)
    least = int(parameter(request, "minimum", tuple(str(n) for n in range(1, 101)), "2"))
    found = api.network(record_of(request), question.filters, minimum=least, kinds=KINDS)
    found = _busiest(found)
    blocs = api.blocs(found)
    window = {name: question.asked.filters.get(name) for name in ("since", "until")}
    return render(
        request,
        "network.html",
        formats={
            "json": question.address("/api/v1/network", minimum=str(least)),
            "csv": question.address("/api/v1/network", minimum=str(least), format="csv"),
        },
        question=question,
        network=found,
        elements=_elements(found, blocs, window),
        edges=sorted(found.edges, key=lambda edge: (-abs(edge.total), edge.a, edge.b)),
        blocs=blocs,
        balance=api.balance(found),
        minimum=least,
        window=window,
        chosen=chosen(question, "/network"),
    )


def _busiest(network: SignedNetwork) -> SignedNetwork:
    """The network of its busiest actors; more cannot be told apart in a picture."""
    kept = {node.key for node in network.nodes[:_MOST_NODES]}
    return SignedNetwork(
        nodes=network.nodes[:_MOST_NODES],
        edges=tuple(edge for edge in network.edges if edge.a in kept and edge.b in kept),
        directed=network.directed,
        counted=network.counted,
    )


def _elements(network: SignedNetwork, blocs: Blocs, window: dict[str, str | None]) -> list[dict[str, Any]]:
    """Nodes and edges for the picture; the places are the same each time, so that a cited picture stays as it was."""
    places = _places([node.key for node in network.nodes], network, blocs)
    most = max((edge.events for edge in network.edges), default=1)
    nodes = [
        {
            "data": {
                "id": node.key,
                "label": node.key,
                "size": round(24 + 3.2 * math.sqrt(node.events), 1),
                "place": {"x": places[node.key][0], "y": places[node.key][1]},
            }
        }
        for node in network.nodes
    ]
    edges = [
        {
            "data": {
                "id": f"{edge.a}-{edge.b}",
                "source": edge.a,
                "target": edge.b,
                "sign": edge.sign,
                "width": round(1.5 + 7 * math.sqrt(edge.events / most), 1),
                "title": f"{code_name(edge.a)} – {code_name(edge.b)}: {edge.events} · {score(edge.score)}",
                "href": url("/dyad", a=edge.a, b=edge.b, **window),
            }
        }
        for edge in network.edges
    ]
    return [*nodes, *edges]


def _places(keys: list[str], network: SignedNetwork, blocs: Blocs) -> dict[str, tuple[float, float]]:
    """Forces: actors push one another away, edges pull, friends nearer than foes; begun on a circle, bloc by bloc."""
    order = [key for group in blocs.groups for key in group if key in set(keys)] or keys
    size = 90.0 * max(4, len(order)) ** 0.5
    place = {
        key: [size * math.cos(2 * math.pi * n / len(order)), size * math.sin(2 * math.pi * n / len(order))]
        for n, key in enumerate(order)
    }
    pulls = [(edge.a, edge.b, 100.0 if edge.sign > 0 else 190.0) for edge in network.edges]
    for step in range(220):
        force = {key: [-0.012 * x, -0.012 * y] for key, (x, y) in place.items()}
        for n, one in enumerate(order):
            for other in order[n + 1 :]:
                _push(force, place, one, other)
        for one, other, length in pulls:
            _pull(force, place, one, other, length)
        heat = 14.0 * (1 - step / 220)
        for key, (x, y) in force.items():
            norm = max(1e-9, math.hypot(x, y))
            place[key][0] += x / norm * min(norm, heat)
            place[key][1] += y / norm * min(norm, heat)
    return {key: (round(1.6 * x, 1), round(y, 1)) for key, (x, y) in place.items()}


def _apart(place: dict[str, list[float]], one: str, other: str) -> tuple[float, float, float]:
    x, y = place[one][0] - place[other][0], place[one][1] - place[other][1]
    return x, y, max(1.0, math.hypot(x, y))


def _push(force: dict[str, list[float]], place: dict[str, list[float]], one: str, other: str) -> None:
    x, y, far = _apart(place, one, other)
    strength = 9000.0 / (far * far)
    for key, sign in ((one, 1), (other, -1)):
        force[key][0] += sign * strength * x / far
        force[key][1] += sign * strength * y / far


def _pull(force: dict[str, list[float]], place: dict[str, list[float]], one: str, other: str, length: float) -> None:
    x, y, far = _apart(place, one, other)
    strength = 0.05 * (far - length)
    for key, sign in ((one, -1), (other, 1)):
        force[key][0] += sign * strength * x / far
        force[key][1] += sign * strength * y / far


@router.get("/matrix", operation_id="page_matrix", summary="Matrix")
def matrix(request: Request) -> Response:
    """Show who did how much in what tone toward whom."""
    question = ask(request)
    order = parameter(request, "order", ORDERS, "events")
    show = parameter(request, "show", ("score", "count"), "score")
    size = int(parameter(request, "size", ("10", "15", "20", "30"), "15"))
    found = api.matrix(record_of(request), question.filters, size=size, kinds=KINDS)
    keys = _ordered(request, found, order, question)
    cells = {(cell.actor, cell.recipient): cell for cell in found.cells}
    window = {name: question.asked.filters.get(name) for name in ("since", "until")}
    rows = [(one, [(other, cells.get((one, other))) for other in keys]) for one in keys]
    return render(
        request,
        "matrix.html",
        formats={
            "json": question.address("/api/v1/matrix", size=str(size)),
            "csv": question.address("/api/v1/matrix", size=str(size), format="csv"),
        },
        question=question,
        matrix=found,
        keys=keys,
        rows=rows,
        order=order,
        orders=ORDERS,
        show=show,
        size=size,
        shade=shade,
        window=window,
        chosen=chosen(question, "/matrix"),
    )


def _ordered(request: Request, matrix: Matrix, order: str, question: Any) -> list[str]:
    keys = [actor.key for actor in matrix.actors]
    if order == "name":
        return sorted(keys, key=code_name)
    if order == "bloc":
        groups = api.blocs(api.network(record_of(request), question.filters, kinds=KINDS)).groups
        place = {key: number for number, group in enumerate(groups) for key in group}
        return sorted(keys, key=lambda key: (place.get(key, len(groups)), key))
    return keys


def shade(cell: Cell | None) -> str:
    """Return the class that colours a cell by its mean score: `m3` cooperation … `m0` … `n3` conflict; none if empty."""
    if cell is None:
        return ""
    level = 3 if abs(cell.score) >= 5 else 2 if abs(cell.score) >= 2.5 else 1 if abs(cell.score) >= 0.5 else 0
    return "m0" if level == 0 else f"{'m' if cell.score > 0 else 'n'}{level}"
