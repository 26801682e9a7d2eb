"""Which frames a sentence evokes: by lemma, by the last part of a German compound, by what stands around."""

from __future__ import annotations

from collections.abc import Iterator

from depesche.lang import Frame, Pack, fits
from depesche.lang.phrases import is_approximate, is_epithet
from depesche.model import Sentence, Token

_POS = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ", "ADV": "ADJ"}
_SHORTEST_TAIL = 4


def find_frames(sentence: Sentence, *, pack: Pack) -> Iterator[tuple[Token, Frame]]:
    """Yield each predicate of the sentence with the frames that fit it, in text order, the most specific first."""
    for token in sentence.tokens:
        for frame in fitting_frames(sentence, token, pack=pack):
            yield token, frame


def fitting_frames(sentence: Sentence, token: Token, *, pack: Pack) -> list[Frame]:
    """Return the frames that `token` evokes where it stands, the most specific first."""
    pos = _POS.get(token.upos)
    if pos is None or is_epithet(sentence, token):
        return []
    particle = _loose_particle(sentence, token)
    fitting = [
        frame
        for frame in _candidates(token, pos, pack)
        if fits(sentence, token, needs=frame.needs, without=frame.without)
        and (particle is None or _asks_for(frame, particle))
    ]
    return sorted(fitting, key=lambda frame: -len(frame.needs))


def _loose_particle(sentence: Sentence, token: Token) -> str | None:
    """The particle that makes another verb of a verb but is not part of its lemma: "give up", "call off"."""
    for child in sentence.dependents[token.index]:
        loose = child.deprel == "compound:prt" and not is_approximate(sentence, child)
        if loose and not token.lemma.startswith(child.text.lower()):
            return child.lemma.lower()
    return None


def _asks_for(frame: Frame, particle: str) -> bool:
    return any(particle in lemmas or slot.marker == particle for slot, lemmas in frame.needs)


def _candidates(token: Token, pos: str, pack: Pack) -> tuple[Frame, ...]:
    index = pack.frames_by_lemma
    found = index.get((pos, token.lemma), ())
    if pos == "ADJ" and token.feats.get("VerbForm") == "Part":
        found += index.get(("VERB", token.lemma), ())
    if found or pos != "NOUN" or pack.language != "de":
        return found
    lemma = token.lemma.rpartition("-")[2] if "-" in token.lemma else token.lemma
    if "-" in token.lemma and (pos, lemma) in index:
        return tuple(frame for frame in index[pos, lemma] if frame.compound)
    for cut in range(2, len(lemma) - _SHORTEST_TAIL + 1):
        tail = lemma[cut:].capitalize()
        if (pos, tail) in index:
            return tuple(frame for frame in index[pos, tail] if frame.compound)
    return ()
