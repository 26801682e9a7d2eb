"""Language packs: all that a language needs, as data."""

from .base import CONFIGURED_LANGUAGES, Pack, load_pack
from .entries import Cue, Frame, Role, Stance, StatusWords
from .needs import fits, is_one_of
from .phrases import with_conjuncts
from .slots import Slot, find_slot

__all__ = [
    "CONFIGURED_LANGUAGES",
    "Cue",
    "Frame",
    "Pack",
    "Role",
    "Slot",
    "Stance",
    "StatusWords",
    "find_slot",
    "fits",
    "is_one_of",
    "load_pack",
    "with_conjuncts",
]
