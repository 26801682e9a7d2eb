"""Speech without content: "Die Regierung kritisierte das Vorgehen." tells that somebody spoke, and about what."""

from __future__ import annotations

from depesche.model import Span

from .cues import Announcement
from .marks import is_name
from .reader import Reader

_CLAUSES = frozenset({"main", "verb-first"})


def is_reported(reader: Reader, announcement: Announcement) -> bool:
    """Return whether a cue with a mere topic makes a quotation: as main verb, with a speaker, in a plain assertion."""
    sentence, token = announcement.sentence, announcement.token
    if announcement.cue.pos != "VERB" or not announcement.contents or not announcement.speakers:
        return False
    if is_negated(reader, announcement) or announcement.speakers[0].text.lower() in reader.words.nobody:
        return False
    if announcement.contents[0].upos == "PRON" or any(
        c.xpos in ("VMFIN", "MD") for c in sentence.dependents[token.index]
    ):
        return False
    clauses = reader.clauses(announcement.number)
    clause = clauses.clauses[clauses.number_of(token.index)]
    actors = (reader.actors.at(word) for word in sentence.subtree(announcement.speakers[0]))
    return clause.kind in _CLAUSES and any(actors)


def is_negated(reader: Reader, announcement: Announcement) -> bool:
    """Return whether the cue itself is denied: "wollte nicht sagen, ob …"."""
    negation = reader.pack.status_words.negation
    return any(
        child.lemma.lower() in negation or child.text.lower() in negation
        for child in announcement.sentence.dependents[announcement.token.index]
        if child.upos in ("PART", "ADV", "DET") and child.index < announcement.token.index + 6
    )


def marked_topic(reader: Reader, announcement: Announcement) -> tuple[Span, ...]:
    """Return the marked words of the cue's clause that are the speaker's own: sprach von „weitreichenden Plänen“."""
    clauses = reader.clauses(announcement.number)
    number = clauses.number_of(announcement.token.index)
    end = clauses.clauses[number].last
    for clause in clauses.clauses[number + 1 :]:
        if clause.kind not in ("phrase", "relative", "adverbial"):
            break
        end = clause.last if clause.kind == "phrase" else end
    tokens = announcement.sentence.tokens[clauses.clauses[number].first : end]
    if not tokens:
        return ()
    whole = Span(tokens[0].start, tokens[-1].end)
    free = [announcement.sentence.tokens[c.first].start for c in clauses.clauses if c.kind == "quote"]
    inside = [m for m in reader.marked if whole.start <= m.start < whole.end and m.start not in free]
    return tuple(m for m in inside if not is_name(reader.tokens, m))


def topic_phrase(reader: Reader, announcement: Announcement, marked: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the phrase that holds the marked words: "sieht | einen „kleinen Fortschritt“ in der Diplomatie"."""
    sentence = announcement.sentence
    clauses = reader.clauses(announcement.number)
    clause = clauses.clauses[clauses.number_of(announcement.token.index)]
    first = min(sentence.tokens_in(marked[0]), key=lambda t: t.index).index
    while first - 1 > announcement.token.index and sentence.tokens[first - 1].upos in ("DET", "ADJ", "NUM", "ADP"):
        first -= 1
    last = max(clause.last - 1, max(t.index for t in sentence.tokens_in(marked[-1])))
    while sentence.tokens[last].deprel == "compound:prt" or sentence.tokens[last].upos in ("VERB", "AUX"):
        last -= 1
    if first <= announcement.token.index or last <= first:
        return marked
    return (Span(sentence.tokens[first].start, max(sentence.tokens[last].end, marked[-1].end)),)
