"""Acts of saying that are events by themselves: a quotation whose cue demands, accuses, promises, refuses.

"Ankara warf Athen vor, …" is an ACCUSE; frames tell most of these, cues the rest. A plain statement is no event.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from depesche.lang import Pack
from depesche.model import Actor, ActorIndex, Document, Event, Quotation, Sentence, Span, Token, TokenIndex

from .attribution import attribute
from .circumstances import find_date


def find_speech_acts(document: Document, actors: ActorIndex, events: Sequence[Event], *, pack: Pack) -> list[Event]:
    """Return an event for each quotation whose cue carries a PLOVER type and that no frame has read already."""
    tokens = TokenIndex(document.sentences)
    found = []
    for quotation in document.quotations:
        speaker = actors.by_id.get(quotation.speaker or "")
        if quotation.type is None or speaker is None or not speaker.codes or not quotation.cue:
            continue
        number = tokens.sentence_at(quotation.cue[0].start)
        if number is None or any(_tells(event, quotation) for event in events):
            continue
        sentence = document.sentences[number]
        cue = sentence.token_at(quotation.cue[0].start)
        if cue is not None:
            found.append(_event(document, sentence, cue, quotation, speaker, actors, pack))
    return found


def _tells(event: Event, quotation: Quotation) -> bool:
    """Whether an event of the cue's type already rests on the cue's words."""
    return event.type == quotation.type and any(s.overlaps(c) for s in event.evidence for c in quotation.cue)


def _event(
    document: Document,
    sentence: Sentence,
    cue: Token,
    quotation: Quotation,
    speaker: Actor,
    actors: ActorIndex,
    pack: Pack,
) -> Event:
    spans = [*quotation.cue, *(s for s in quotation.content if sentence.span.covers(s))]
    if quotation.speaker_span is not None and sentence.span.covers(quotation.speaker_span):
        spans.append(quotation.speaker_span)
    own = set(speaker.codes)
    attribution, status = attribute(document, cue.span, "factual", pack=pack)
    recipients = quotation.addressee or tuple(
        dict.fromkeys(a.id for a in _named(quotation, actors) if not own.intersection(a.codes))
    )
    return Event(
        id="",
        type=str(quotation.type),
        status=status,
        attribution=attribution,
        actors=(speaker.id,),
        recipients=recipients[:1],
        date=find_date(document, sentence, cue, pack=pack, over=True),
        evidence=(Span(min(s.start for s in spans), max(s.end for s in spans)),),
        confidence=0.6,
        frame=f"{document.article.language}:{quotation.type}/cue",
    )


def _named(quotation: Quotation, actors: ActorIndex) -> Iterator[Actor]:
    """The political actors whom the words name, in their order."""
    for span in quotation.content:
        yield from (actor for _, actor in actors.within(span) if actor.codes and actor.kind != "media")
