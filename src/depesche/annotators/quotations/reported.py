"""Speech without content: "Die Regierung kritisierte das Vorgehen." tells that somebody spoke, and about what."""

from __future__ import annotations

from depesche.lang.slots import is_passive
from depesche.model import Span

from .cues import Announcement, is_cited
from .marks import is_name
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


def marked_topic(reader: Reader, announcement: Announcement) -> tuple[Span, ...]:
    """Return the marked words of the cue's clause that are the speaker's own: sprach von „weitreichenden Plänen“."""
    clauses = reader.clauses(announcement.number)
    clause = clauses.clauses[clauses.number_of(announcement.token.index)]
    tokens = announcement.sentence.tokens[clause.first : clause.last]
    whole = Span(tokens[0].start, tokens[-1].end)
    return tuple(m for m in reader.marked if whole.covers(m) and not is_name(reader.tokens, m))
