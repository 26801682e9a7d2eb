"""The codebook: PLOVER's labels and what the world calls its states, organisations, groups, people and places.

Data in TOML under `data/` and `persons/`, loaded when first asked for and kept.
"""

from .codes import is_bare_role, state_of_code
from .folding import transcription_fold
from .former import Former, load_former
from .forms import ActorForm, actor_forms, form_on, people_forms
from .namesakes import namesakes
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
from .persons import (
    Office,
    Person,
    codes_on,
    holder_of,
    holders_named,
    known_surnames,
    load_persons,
    offices_on,
    person_named,
)
from .places import PlaceEntry, find_places, name_from_capitals
from .plover import Plover, PloverType, load_plover
from .states import State, load_states
from .treaties import Treaty, load_treaties, treaty_forms

__all__ = [
    "ActorForm",
    "Collective",
    "Former",
    "Group",
    "Medium",
    "Office",
    "Organisation",
    "Person",
    "PlaceEntry",
    "Plover",
    "PloverType",
    "State",
    "Treaty",
    "actor_forms",
    "codes_on",
    "find_places",
    "form_on",
    "holder_of",
    "holders_named",
    "is_bare_role",
    "known_surnames",
    "load_collectives",
    "load_former",
    "load_groups",
    "load_media",
    "load_organisations",
    "load_persons",
    "load_plover",
    "load_states",
    "load_treaties",
    "name_from_capitals",
    "namesakes",
    "offices_on",
    "people_forms",
    "person_named",
    "state_of_code",
    "transcription_fold",
    "treaty_forms",
]
