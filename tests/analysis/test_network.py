from __future__ import annotations

import itertools
import random

import pytest

from depesche.analysis import balance, blocs, matrix, network
from tests.analysis.cases import Made, made


def friends(*pairs: str) -> list[Made]:
    return [made(*pair.split(), "SUPPORT") for pair in pairs]


def foes(*pairs: str) -> list[Made]:
    return [made(*pair.split(), "ASSAULT") for pair in pairs]


def test_matrix_holds_counts_and_mean_score_with_the_evidence():
    events = [
        made("RUS", "UKR", "ASSAULT", id="x1"),
        made("RUS", "UKR", "RETREAT", id="x2"),
        made("UKR", "RUS", "ACCUSE", id="x3"),
        made("RUS", "", "MOBILIZE", id="x4"),
    ]
    found = matrix(events)
    assert [(a.key, a.name, a.kind, a.events) for a in found.actors] == [
        ("RUS", "Russia", "state", 3),
        ("UKR", "Ukraine", "state", 3),
    ]
    cell = found.cells[0]
    assert (cell.actor, cell.recipient, cell.events, cell.score) == ("RUS", "UKR", 2, pytest.approx(-1.25))
    assert (cell.cooperation, cell.conflict, cell.evidence) == (1, 1, ("x1", "x2"))
    assert found.rows() == [[None, pytest.approx(-1.25)], [pytest.approx(-3), None]]
    assert found.rows("events") == [[None, 2], [1, None]]
    assert (found.counted, found.outside) == (4, 1)


def test_matrix_keeps_the_busiest_actors_and_says_how_much_is_outside():
    events = [made("RUS", "USA"), made("RUS", "USA"), made("CHN", "IND"), made("EU", "RUS")]
    found = matrix(events, size=2)
    assert ([a.key for a in found.actors], found.outside) == (["RUS", "USA"], 2)
    assert [a.key for a in matrix(events, kinds=["organisation"]).actors] == []
    assert {a.key for a in matrix(events, kinds=["organisation", "state"]).actors} >= {"EU", "RUS"}


def test_matrix_counts_an_event_once_in_a_cell_though_several_act_for_a_state():
    two = made("person:a RUS", "USA")
    same = Made(**{**two.__dict__, "actors": [two.actors[1], two.actors[1]]})
    assert [(c.actor, c.events) for c in matrix([same]).cells] == [("RUS", 1)]


def test_network_puts_both_directions_together_and_counts_a_meeting_once():
    events = [made("USA", "RUS", "SANCTION", id="n1"), made("RUS USA", "", "CONSULT", id="n2")]
    (edge,) = network(events).edges
    assert (edge.a, edge.b, edge.events, edge.sign) == ("RUS", "USA", 2, -1)
    assert edge.score == pytest.approx((-6 + 1.5) / 2)
    assert set(edge.evidence) == {"n1", "n2"}
    assert [(e.a, e.b, e.events) for e in network(events, directed=True).edges] == [
        ("RUS", "USA", 1),
        ("USA", "RUS", 2),
    ]


def test_network_leaves_out_thin_edges_and_their_actors():
    events = [made("USA", "RUS"), made("USA", "RUS"), made("IND", "RUS")]
    found = network(events, minimum=2)
    assert ([n.key for n in found.nodes], len(found.edges)) == (["RUS", "USA"], 1)


def test_network_becomes_a_networkx_graph_with_evidence():
    graph = network([made("USA", "RUS", id="g1")], directed=True).to_networkx()
    assert graph.edges["USA", "RUS"]["evidence"] == ["g1"]
    assert graph.nodes["RUS"]["name"] == "Russia"


def test_blocs_divides_two_camps_without_frustration():
    events = friends("USA GBR", "GBR FRA", "RUS BLR", "RUS PRK") + foes("USA RUS", "FRA BLR", "GBR PRK")
    found = blocs(network(events))
    assert found.groups == (("BLR", "PRK", "RUS"), ("FRA", "GBR", "USA"))
    assert (found.frustration, found.share, found.against) == (0, 0, ())


def test_blocs_names_the_edges_against_the_division():
    events = friends("USA GBR", "USA FRA", "USA FRA") + foes("GBR FRA")
    found = blocs(network(events))
    assert found.frustration == pytest.approx(4)
    assert [(e.a, e.b) for e in found.against] == [("GBR", "USA")]
    assert found.groups == (("FRA", "USA"), ("GBR",))


def least_frustration(weights: dict[tuple[str, str], float], keys: list[str]) -> float:
    return min(
        sum(abs(w) for (a, b), w in weights.items() if w and (label[a] == label[b]) != (w > 0))
        for numbers in itertools.product(range(len(keys)), repeat=len(keys))
        for label in [dict(zip(keys, numbers, strict=True))]
    )


@pytest.mark.parametrize("seed", range(12))
def test_blocs_finds_the_least_frustration_of_small_networks(seed: int):
    chance = random.Random(seed)
    keys = ["USA", "RUS", "CHN", "IND", "FRA", "DEU"]
    types = ["SUPPORT", "AID", "ASSAULT", "ACCUSE", "REJECT", "CONSULT"]
    events = [made(*chance.sample(keys, 2), chance.choice(types)) for _ in range(25)]
    built = network(events)
    weights = {(e.a, e.b): e.total for e in built.edges}
    assert blocs(built).frustration == pytest.approx(least_frustration(weights, keys))


def test_blocs_of_an_empty_network_are_none():
    found = blocs(network([]))
    assert (found.groups, found.share) == ((), None)


@pytest.mark.parametrize(
    ("events", "signs", "degree", "weak"),
    [
        (friends("USA GBR", "GBR FRA", "USA FRA"), "+++", 1, 1),
        (friends("USA GBR") + foes("GBR RUS", "USA RUS"), "+--", 1, 1),
        (friends("USA GBR", "USA FRA") + foes("GBR FRA"), "++-", 0, 0),
        (foes("USA RUS", "USA CHN", "RUS CHN"), "---", 0, 1),
    ],
)
def test_balance_counts_triads_by_their_signs(events: list[Made], signs: str, degree: float, weak: float):
    found = balance(network(events))
    assert found.triads == {**dict.fromkeys(("+++", "+--", "++-", "---"), 0), signs: 1}
    assert (found.degree, found.weak_degree) == (degree, weak)
    assert len(found.unbalanced) == (degree == 0)


def test_balance_without_triads_has_no_degree():
    found = balance(network(friends("USA GBR", "GBR FRA")))
    assert (found.degree, found.weak_degree) == (None, None)


def test_balance_counts_as_the_traces_of_the_sign_matrices_do():
    import numpy

    chance = random.Random(3)
    keys = ["USA", "RUS", "CHN", "IND", "FRA", "DEU", "GBR", "ITA", "BRA", "ZAF"]
    built = network([made(*chance.sample(keys, 2), chance.choice(["SUPPORT", "ASSAULT"])) for _ in range(40)])
    place = {key: n for n, key in enumerate(keys)}
    signs = numpy.zeros((10, 10))
    for edge in built.edges:
        signs[place[edge.a], place[edge.b]] = signs[place[edge.b], place[edge.a]] = edge.sign
    p, n = (signs > 0) * 1.0, (signs < 0) * 1.0
    assert balance(built).triads == {
        "+++": numpy.trace(p @ p @ p) / 6,
        "++-": numpy.trace(p @ p @ n) / 2,
        "+--": numpy.trace(p @ n @ n) / 2,
        "---": numpy.trace(n @ n @ n) / 6,
    }
