"""Demands made without a verb of demanding: what a speaker says that somebody else must do.

"Der Minister sagte, Moskau müsse die Angriffe beenden." is a REQUEST of the minister's to Russia; so is „Beenden Sie
diesen Krieg“, said to its foreign minister.
"""

from __future__ import annotations

from collections.abc import Iterator

from depesche.lang import Pack, find_slot
from depesche.lang.slots import slot_from
from depesche.model import Actor, ActorIndex, Document, Event, Quotation, Sentence, Span, Token, TokenIndex

from .attribution import attribute, told_in_subjunctive
from .circumstances import find_date
from .status import opens_clause

_SUBJECT = slot_from("nsubj", where="demands")


def find_demands(document: Document, actors: ActorIndex, *, pack: Pack) -> list[Event]:
    """Return a REQUEST for each quotation whose speaker says what another actor has to do."""
    tokens = TokenIndex(document.sentences)
    obligation = pack.status_words.obligation
    found: list[Event] = []
    for quotation in document.quotations:
        speaker = actors.by_id.get(quotation.speaker or "")
        if speaker is None or not speaker.codes or quotation.type is not None or quotation.form == "reported":
            continue
        found.extend(_imperatives(document, quotation, speaker, tokens, pack))
        for number, token in _obliged(quotation, tokens, obligation):
            sentence = document.sentences[number]
            clause = sentence.tokens[token.head] if token.head >= 0 and token.relation == "aux" else token
            event = _demand(document, sentence, clause, quotation, speaker, actors, pack)
            if event is not None:
                found.append(event)
    return found


def _imperatives(
    document: Document, quotation: Quotation, speaker: Actor, tokens: TokenIndex, pack: Pack
) -> Iterator[Event]:
    """A REQUEST to the one spoken to for each marked sentence that opens with a command."""
    if quotation.form not in ("direct", "mixed") or not quotation.addressee:
        return
    formal = pack.words("actors", "formal_you")
    for span in quotation.content:
        words = [(number, token) for number, token in tokens.tokens_in(span) if token.upos != "PUNCT"]
        if not words or not _commands(document.sentences[words[0][0]], words[0][1], formal):
            continue
        if document.article.text[span.start : span.end].rstrip("“”»«\"' ").endswith("?"):
            continue
        sentence = document.sentences[words[0][0]]
        cues = [cue for cue in quotation.cue if sentence.span.covers(cue)]
        attribution, status = attribute(document, cues[0], "factual", pack=pack) if cues else ((), "factual")
        cue = sentence.token_at(cues[0].start) if cues else None
        if cue is not None and status == "factual" and told_in_subjunctive(sentence, cue):
            attribution, status = (speaker.id,), "reported"
        yield Event(
            id="",
            type="REQUEST",
            status=status,
            actors=(speaker.id,),
            recipients=quotation.addressee,
            attribution=attribution,
            date=find_date(document, sentence, words[0][1], pack=pack, over=True),
            evidence=(Span(span.start, max([span.end, *(cue.end for cue in cues)])),),
            confidence=0.7,
            frame=f"{document.article.language}:REQUEST/imperative",
        )


def _commands(sentence: Sentence, verb: Token, formal: frozenset[str]) -> bool:
    """Whether a verb that opens the words is a command: marked so, before "Sie", or a bare form without a subject."""
    if verb.upos not in ("VERB", "AUX"):
        return False
    if verb.feats.get("Mood") == "Imp":
        return True
    subjects = [child for child in sentence.dependents[verb.index] if child.relation == "nsubj"]
    if any(subject.text in formal and subject.index == verb.index + 1 for subject in subjects):
        return True
    return not formal and not subjects and verb.feats.get("VerbForm") in ("Inf", None) and verb.lemma == verb.text.lower()


def _obliged(quotation: Quotation, tokens: TokenIndex, obligation: frozenset[str]) -> Iterator[tuple[int, Token]]:
    for span in quotation.content:
        for number, token in tokens.tokens_in(span):
            known = token.lemma in obligation or token.text.lower() in obligation
            if token.upos in ("AUX", "VERB") and known and not opens_clause(tokens.sentences[number], token):
                yield number, token


def _demand(
    document: Document,
    sentence: Sentence,
    clause: Token,
    quotation: Quotation,
    speaker: Actor,
    actors: ActorIndex,
    pack: Pack,
) -> Event | None:
    obliged = [
        actor
        for head in find_slot(sentence, clause, _SUBJECT)
        for actor in actors.at(head)
        if actor.codes and actor.codes[0] not in speaker.codes and actor.kind != "unnamed"
    ]
    if not obliged:
        return None
    inside = sentence.subtree(clause)
    words = Span(min(t.start for t in inside), max(t.end for t in inside if t.relation != "punct"))
    cues = [span for span in quotation.cue if sentence.span.covers(span)]
    attribution, status = attribute(document, cues[0], "factual", pack=pack) if cues else ((), "factual")
    whole = Span(min([words.start, *(c.start for c in cues)]), max([words.end, *(c.end for c in cues)]))
    return Event(
        id="",
        type="REQUEST",
        status=status,
        attribution=attribution,
        actors=(speaker.id,),
        recipients=tuple(dict.fromkeys(a.id for a in obliged)),
        date=find_date(document, sentence, clause, pack=pack, over=True),
        evidence=(whole,),
        confidence=0.6,
        frame=f"{document.article.language}:REQUEST/obligation",
    )
