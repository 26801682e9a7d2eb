"""Makes a quotation of a cue and its content: roles, frame, form, time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from depesche.model import EventDate, Quotation, Sentence, Span, Token

from .content import Content
from .cues import Announcement
from .marks import is_name
from .reader import Reader
from .spans import phrase_span, spans_of
from .speakers import resolve_speakers


def announced_quotation(reader: Reader, announcement: Announcement, content: Content) -> Quotation:
    """Return the direct, indirect or mixed quotation of a cue with content."""
    sentence = announcement.sentence
    said = spans_of([sentence.tokens[i] for i in sorted(content.said)], sentence)
    frame = spans_of([sentence.tokens[i] for i in sorted(content.announcing)], sentence, loose=True)
    return _quotation(reader, announcement, form=form_of(reader, said), content=said, frame=frame)


def bare_quotation(reader: Reader, announcement: Announcement) -> Quotation:
    """Return a cue without content of its own, as a quotation with empty content at the sentence's start."""
    start = announcement.sentence.start
    return _quotation(reader, announcement, form="reported", content=(Span(start, start),), frame=())


def marked_quotation(reader: Reader, announcement: Announcement, marked: tuple[Span, ...]) -> Quotation:
    """Return the quotation of single marked words within a clause of the report."""
    sentence = announcement.sentence
    outside = [t for t in sentence.tokens if not any(m.overlaps(t.span) for m in marked)]
    if outside and outside[-1].upos == "PUNCT" and not any(m.end >= outside[-1].start for m in marked):
        outside = outside[:-1]
    frame = spans_of(outside, sentence, loose=True)
    return _quotation(reader, announcement, form="mixed", content=marked, frame=frame)


def anaphoric_quotation(reader: Reader, announcement: Announcement, earlier: Sentence) -> Quotation:
    """Return the quotation of the sentence before that "Das bestätigte der Minister" takes up, pronoun included."""
    sentence = announcement.sentence
    content = (earlier.span, sentence.tokens[0].span)
    frame = spans_of(sentence.tokens[1:-1], sentence, loose=True)
    return _quotation(reader, announcement, form="indirect", content=content, frame=frame)


def reported_quotation(reader: Reader, announcement: Announcement) -> Quotation:
    """Return the quotation whose content is only touched upon; it holds the whole sentence, end mark included."""
    sentence = announcement.sentence
    return _quotation(reader, announcement, form="reported", content=(sentence.span,), frame=())


def _quotation(
    reader: Reader, announcement: Announcement, *, form: str, content: tuple[Span, ...], frame: tuple[Span, ...]
) -> Quotation:
    sentence, cue = announcement.sentence, announcement.cue
    speaker, via = resolve_speakers(announcement, reader.actors)
    return Quotation(
        form=form,
        content=content,
        speaker=speaker,
        speaker_span=_speaker_span(reader, announcement),
        addressee=tuple(actor.id for head in announcement.addressees for actor in reader.actors.at(head)),
        addressee_span=phrase_span(sentence, announcement.addressees, announcement.token),
        cue=tuple(token.span for token in cue_tokens(reader, announcement)),
        frame=frame,
        via=via,
        date=_date(reader, sentence, announcement.token),
        medium=cue.medium if cue.medium in ("speech", "writing", "thought") else "speech",
        type=cue.type,
    )


def _speaker_span(reader: Reader, announcement: Announcement) -> Span | None:
    """The speaker's words; in a relative clause the pronoun that stands for them."""
    sentence, token = announcement.sentence, announcement.token
    if announcement.speakers and announcement.speakers[0].head != token.index:
        for child in sentence.children(token, "nsubj"):
            if child.xpos in reader.words.relative_tags:
                return child.span
    return phrase_span(sentence, announcement.speakers, token)


def cue_tokens(reader: Reader, announcement: Announcement) -> list[Token]:
    """Return all words of the cue: verb, auxiliaries, particle, the words it needs, "darauf", "wie"."""
    sentence, token = announcement.sentence, announcement.token
    children = sentence.dependents[token.index]
    own = {token}
    own.update(c for c in children if c.relation == "aux" or c.deprel in ("compound:prt", "cop"))
    own.update(c for c in children if c.feats.get("Reflex") == "Yes" or c.deprel == "expl:pv")
    own.update(c for c in children if c.text.lower() in reader.words.pointers and c.text.lower() != "es")
    if token.relation == "xcomp" and token.head >= 0:
        own.update(_governors(sentence, token))
    for slot, lemmas in announcement.cue.needs:
        if slot.relation in ("advmod", "xcomp", "compound", "obj", "obl"):
            own.update(c for c in children if c.lemma in lemmas or c.text.lower() in lemmas)
    return sorted(own, key=lambda t: t.index)


def _governors(sentence: Sentence, token: Token) -> Iterable[Token]:
    governor = sentence.tokens[token.head]
    return [governor] if governor.upos in ("AUX",) else []


def form_of(reader: Reader, content: Sequence[Span]) -> str:
    """Return `direct` for words between marks, `mixed` for such words among others, else `indirect`."""
    inside = [m for m in reader.marked if any(s.overlaps(m) for s in content) and not is_name(reader.tokens, m)]
    if not inside:
        return "indirect"
    covered = sum(min(m.end, s.end) - max(m.start, s.start) for m in inside for s in content if m.overlaps(s))
    total = sum(span.end - span.start for span in content)
    return "direct" if covered >= total - 2 else "mixed"


def _date(reader: Reader, sentence: Sentence, token: Token) -> EventDate | None:
    """The date that stands beside the cue."""
    for timex in reader.document.times:
        if timex.type != "DATE" or not sentence.span.covers(timex.span) or not timex.value[:4].isdigit():
            continue
        head = sentence.head_of(timex.span)
        if head is None:
            continue
        if any(t.index == token.index for t in list(sentence.ancestors(head))[:2]):
            return EventDate(value=timex.value[:10], printed=reader.text[timex.start : timex.end])
    return None
