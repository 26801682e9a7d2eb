"""Who takes part in two events: whether it can be the same people, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .merging_rules import Participant, Rules, Told
from .rows import MUTUAL

Feature = tuple[float, str]
"""A value from -1 to 1, and the reason in words; empty where there is nothing to say."""


def _codes(parties: Sequence[Participant]) -> set[str]:
    return {code or identity for identity, code in parties}


def _persons(parties: Sequence[Participant]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for identity, code in parties:
        if identity.startswith("person:"):
            found.setdefault(code or "", set()).add(identity)
    return found


def participants(one: Told, other: Told, rules: Rules) -> Feature | None:
    """Return how far the same take part, None where it is another act: other actors, or other people who meet."""
    values = rules.values["participants"]
    if one.type in MUTUAL or other.type in MUTUAL:
        every, others = ((*told.actors, *told.recipients) for told in (one, other))
        return None if _other_persons(every, others) else _side(every, others, values, at_least=2)
    if _other_persons(one.actors, other.actors):
        return None
    acting = _side(one.actors, other.actors, values)
    receiving = _side(one.recipients, other.recipients, values)
    if acting is None or receiving is None:
        return _otherwise(one, other, rules)
    known = [side for side in (acting, receiving) if side[1]]
    if not known or (not acting[1] and not one.recipients):
        return None
    worst = min(side[0] for side in known)
    return worst, "; ".join(side[1] for side in known)


def _otherwise(one: Told, other: Told, rules: Rules) -> Feature | None:
    """A disputed act at one place, laid to another or both the other way round: reports may differ in who acted."""
    if one.type != other.type or one.type not in rules.disputed or one.place is None or one.place != other.place:
        return None
    value = rules.values["participants"]["acted_otherwise"]
    targets = _codes(one.recipients) & _codes(other.recipients)
    if targets:
        return value, f"both done to {', '.join(sorted(targets))}"
    swapped = _codes(one.actors) & _codes(other.recipients) and _codes(one.recipients) & _codes(other.actors)
    return (value, "the same two the other way round") if swapped else None


def _other_persons(one: Sequence[Participant], other: Sequence[Participant]) -> bool:
    """Whether both name persons of one state or body, and none of them is the same."""
    persons, others = _persons(one), _persons(other)
    return any(code in others and not persons[code] & others[code] for code in persons if code)


def _side(
    one: Sequence[Participant],
    other: Sequence[Participant],
    values: Mapping[str, float],
    *,
    at_least: int = 1,
) -> Feature | None:
    """How far the participants of one part are the same; without a reason where a report names none."""
    if not one or not other:
        return values["codes"], ""
    shared = [party for party in one if _is_among(party, other)]
    if len(shared) < min(at_least, len(one), len(other)):
        return None
    whole = len(shared) == len(one) and all(_is_among(party, one) for party in other)
    names = ", ".join(sorted({code or identity for identity, code in shared}))
    if _other_persons(one, other):
        return values["other_person"], f"{names}, but other persons"
    same = sorted({i for i, _ in one if i.startswith("person:")} & {i for i, _ in other})
    if same:
        known = ", ".join(identity.partition(":")[2] for identity in same)
        return values["persons_shared" if whole else "codes"], f"same persons: {known}"
    return values["codes" if whole else "partly"], f"same participants: {names}"


def _is_among(party: Participant, parties: Sequence[Participant]) -> bool:
    return any(party[0] == identity or (party[1] and party[1] == code) for identity, code in parties)
