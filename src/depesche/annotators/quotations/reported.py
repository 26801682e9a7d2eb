"""Speech without content: "Die Regierung kritisierte das Vorgehen." tells that somebody spoke, and about what."""

from __future__ import annotations

from depesche.lang.slots import is_passive

from .cues import Announcement, is_cited
from .reader import Reader

_CLAUSES = frozenset({"main", "verb-first"})


def is_reported(reader: Reader, announcement: Announcement) -> bool:
    """Return whether a cue with a mere topic makes a quotation: as main verb, with a speaker, in a plain assertion."""
    if announcement.cue.pos != "VERB" or not announcement.contents:
        return False
    if not announcement.speakers and not (is_passive(announcement.sentence, announcement.token) or is_cited(announcement)):
        return False
    clauses = reader.clauses(announcement.number)
    clause = clauses.clauses[clauses.number_of(announcement.token.index)]
    return clause.kind in _CLAUSES
