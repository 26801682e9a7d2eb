"""The codebook: PLOVER's labels and what the world calls its states, organisations, groups, people and places.

Data in TOML under `data/` and `persons/`, loaded when first asked for and kept.
"""

from .folding import transcription_fold
from .forms import ActorForm, actor_forms
from .organisations import (
    Collective,
    Group,
    Medium,
    Organisation,
    load_collectives,
    load_groups,
    load_media,
    load_organisations,
)
from .persons import Office, Person, codes_on, holder_of, holders_named, load_persons, offices_on, person_named
from .places import PlaceEntry, find_places
from .plover import Plover, PloverType, load_plover
from .states import State, load_states

__all__ = [
    "ActorForm",
    "Collective",
    "Group",
    "Medium",
    "Office",
    "Organisation",
    "Person",
    "PlaceEntry",
    "Plover",
    "PloverType",
    "State",
    "actor_forms",
    "codes_on",
    "find_places",
    "holder_of",
    "holders_named",
    "load_collectives",
    "load_groups",
    "load_media",
    "load_organisations",
    "load_persons",
    "load_plover",
    "load_states",
    "offices_on",
    "person_named",
    "transcription_fold",
]
