"""On whose word an event stands: the speakers and carriers of the quotations that its words are part of."""

from __future__ import annotations

from depesche.lang import Pack
from depesche.lang.needs import fits
from depesche.model import Document, Quotation, Sentence, Span, Token, TokenIndex

_POS = {"AUX": "VERB", "PROPN": "NOUN"}


def attribute(
    document: Document, words: Span, status: str, *, pack: Pack, saying_of: tuple[str, ...] = ()
) -> tuple[tuple[str, ...], str]:
    """Return the sources on whose word alone the event of `words` stands, nearest first, and its status for that.

    A factual event inside a quotation is `reported`, behind a cue of denial `denied` ("bestritt, dass …"). But what
    somebody says of their own acts of saying (`saying_of`) is done by saying it: "Berlin teilte mit, man begrüße den Schritt."
    """
    holding = [q for q in document.quotations if any(s.covers(words) for s in q.content)]
    holding.sort(key=lambda q: sum(s.end - s.start for s in q.content))
    chain: list[str] = []
    for quotation in holding:
        own = quotation.speaker in saying_of and not quotation.via
        if quotation.form == "reported":
            continue
        denied = (own or status == "factual") and _denies(document, quotation, pack)
        if own and not denied:
            continue
        if quotation.speaker is not None:
            chain.append(quotation.speaker)
        chain.extend(reversed(quotation.via))
        if status == "factual":
            status = "denied" if denied else "reported"
    return tuple(dict.fromkeys(chain)), status


def _denies(document: Document, quotation: Quotation, pack: Pack) -> bool:
    """Whether the cue says that its content is not so."""
    for number, token in TokenIndex(document.sentences).tokens_in(quotation.cue[0]) if quotation.cue else ():
        cues = pack.cues_by_lemma.get((_POS.get(token.upos, token.upos), token.lemma), ())
        sentence = document.sentences[number]
        if any(cue.status == "denied" and fits(sentence, token, needs=cue.needs) for cue in cues):
            return True
    return False


def told_in_subjunctive(sentence: Sentence, cue: Token) -> bool:
    """Return whether an act of saying is itself only reported: "habe er zu Lawrow gesagt", "he is said to have asked"."""
    return any(t.feats.get("Mood") == "Sub" for t in (cue, *sentence.children(cue, "aux")))
