"""Language packs: all that a language needs, as data."""

from .base import CONFIGURED_LANGUAGES, Pack, load_pack
from .entries import Cue, Frame, Role, StatusWords
from .slots import Slot, find_slot, with_conjuncts

__all__ = [
    "CONFIGURED_LANGUAGES",
    "Cue",
    "Frame",
    "Pack",
    "Role",
    "Slot",
    "StatusWords",
    "find_slot",
    "load_pack",
    "with_conjuncts",
]
