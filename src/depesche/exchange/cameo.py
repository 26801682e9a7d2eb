"""PLOVER into CAMEO: event codes, Goldstein values, actor codes and FIPS countries, from `data/gdelt.toml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from depesche import codebook
from depesche.codebook.reading import read_toml
from depesche.errors import CodebookError

from .reports import Identity

_PATH = Path(__file__).parent / "data" / "gdelt.toml"
_QUADS = {"verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4}


@dataclass(frozen=True, slots=True)
class Cameo:
    """The tables."""

    codes: Mapping[str, Mapping[str, str]]
    """By PLOVER type: `code`, and finer codes by mode."""
    goldstein: Mapping[str, float]
    groups: Mapping[str, str]
    countries: Mapping[str, str]
    sectors: Mapping[str, str]
    fips: Mapping[str, str]


@lru_cache(maxsize=1)
def load_cameo() -> Cameo:
    """Return the tables; raises CodebookError where they do not fit the codebook."""
    tables = read_toml(_PATH)
    names = ("codes", "goldstein", "groups", "countries", "sectors", "fips")
    if set(tables) != set(names):
        raise CodebookError(f"{_PATH.name}: needs the tables {', '.join(names)} and no others.")
    cameo = Cameo(*(_table(tables[name], name) for name in names))  # type: ignore[arg-type]
    plover = codebook.load_plover()
    for name, kind in plover.types.items():
        row = cameo.codes.get(name)
        if row is None or "code" not in row or set(row) - {"code"} - set(kind.modes):
            raise CodebookError(f"{_PATH.name}: [codes.{name}] needs a `code` and modes of {name} only.")
        missing = set(row.values()) - set(cameo.goldstein)
        if missing:
            raise CodebookError(f"{_PATH.name}: [goldstein] lacks {', '.join(sorted(missing))}.")
    return cameo


def _table(value: object, name: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise CodebookError(f"{_PATH.name}: {name} must be a table.")
    return value


def event_code(type: str, modes: Sequence[str]) -> str:
    """Return the CAMEO code of a PLOVER type, by its first mode that has one of its own."""
    row = load_cameo().codes[type]
    return next((row[mode] for mode in modes if mode in row), row["code"])


def base_code(code: str) -> str:
    """Return the code of the second level: `0841` is `084`."""
    return code[:3]


def root_code(code: str) -> str:
    """Return the root: `0841` is `08`."""
    return code[:2]


def quad_class(quad: str) -> int:
    """Return 1 (verbal cooperation), 2 (material cooperation), 3 (verbal conflict) or 4 (material conflict)."""
    return _QUADS[quad]


def state_of(actor: Identity) -> str | None:
    """Return the state in the actor's code: `RUS` of `RUS` and of `CIV:RUS`; None where there is none."""
    return codebook.state_of_code(actor.code, actor.kind, actor.sector)


def country_of(actor: Identity) -> str:
    """Return the CAMEO country code of whom the actor acts for, empty where that is no state or CAMEO has none."""
    state = state_of(actor)
    return "" if state is None else load_cameo().countries.get(state, state)


def group_of(actor: Identity) -> str:
    """Return CAMEO's code of the organisation, empty where it is none or not known for sure."""
    return load_cameo().groups.get(actor.code or "", "")


def type_of(actor: Identity) -> str:
    """Return the CAMEO actor type (`GOV`, `MIL` …), empty where it is not known."""
    if actor.code is not None and actor.code in codebook.load_organisations():
        return "NGO" if actor.code.startswith("NGO:") else "IGO"
    return load_cameo().sectors.get(actor.sector or "", actor.sector or "")


def actor_code(actor: Identity) -> str:
    """Return the whole CAMEO code: `RUSGOV`, `IGOUNO`; empty for an actor without country, group and type."""
    country, group, kind = country_of(actor), group_of(actor), type_of(actor)
    return country + kind if country else kind + group


def fips_of(country: str | None) -> str:
    """Return the FIPS 10-4 code of an ISO 3166-1 alpha-3 code, empty where there is none."""
    return load_cameo().fips.get(country or "", "")
