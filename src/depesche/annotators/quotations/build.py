"""Makes a quotation of a cue and its content: form, roles, frame, time, place."""

from __future__ import annotations

from collections.abc import Sequence

from depesche.model import Quotation, Sentence, Span, Token

from .content import Content
from .cues import Announcement
from .marks import is_name
from .reader import Reader
from .reported import topic_phrase
from .roles import addressees, cue_tokens, speaker_words, spoken_when, spoken_where
from .spans import phrase_span, spans_of
from .speakers import resolve_speakers


def announced_quotation(reader: Reader, announcement: Announcement, content: Content) -> Quotation:
    """Return the direct, indirect or mixed quotation of a cue with content."""
    sentence = announcement.sentence
    said = spans_of([sentence.tokens[i] for i in sorted(content.said)], sentence)
    frame = spans_of([sentence.tokens[i] for i in sorted(content.announcing)], sentence, loose=True)
    form = form_of(reader, said)
    return _quotation(reader, announcement, form=form, content=said, frame=frame, found=content)


def bare_quotation(reader: Reader, announcement: Announcement) -> Quotation:
    """Return a cue without content of its own, as a quotation with empty content at the sentence's start."""
    start = announcement.sentence.start
    return _quotation(reader, announcement, form="reported", content=(Span(start, start),), frame=())


def marked_quotation(reader: Reader, announcement: Announcement, marked: tuple[Span, ...]) -> Quotation:
    """Return the quotation of single marked words within a clause of the report."""
    sentence = announcement.sentence
    end = marked[-1].end
    behind = next((t for t in sentence.tokens if t.start >= end), None)
    goes_on = behind is not None and behind.upos not in ("CCONJ", "PUNCT")
    tokens = sentence.tokens if goes_on or behind is None else sentence.tokens[: behind.index]
    frame = spans_of([t for t in tokens if not any(m.overlaps(t.span) for m in marked)], sentence, loose=True)
    if announcement.cue.medium == "thought":  # nobody said the words: "sieht einen „kleinen Fortschritt“"
        said = topic_phrase(reader, announcement, marked)
        return _quotation(reader, announcement, form="indirect", content=said, frame=frame)
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
    reader: Reader,
    announcement: Announcement,
    *,
    form: str,
    content: tuple[Span, ...],
    frame: tuple[Span, ...],
    found: Content | None = None,
) -> Quotation:
    sentence, cue = announcement.sentence, announcement.cue
    speaker, via = resolve_speakers(announcement, reader.actors)
    heads = addressees(reader, announcement)
    return Quotation(
        form=form,
        content=content,
        speaker=speaker,
        speaker_span=speaker_words(reader, announcement, found),
        addressee=tuple(dict.fromkeys(a.id for head in heads for a in reader.actors.at(head) if a.id != speaker)),
        addressee_span=phrase_span(sentence, heads, announcement.token),
        cue=_cue_spans(reader, announcement, content),
        frame=frame,
        via=via,
        date=spoken_when(reader, announcement, frame),
        place=spoken_where(reader, announcement, frame),
        medium=cue.medium if cue.medium in ("speech", "writing", "thought") else "speech",
        type=cue.type,
    )


def _cue_spans(reader: Reader, announcement: Announcement, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The cue's words outside what is said."""
    spans = tuple(token.span for token in (*cue_tokens(reader, announcement), *_as_what(reader, announcement, content)))
    spans = tuple(sorted(dict.fromkeys(spans)))
    outside = tuple(span for span in spans if not any(part.covers(span) for part in content))
    return outside or spans


def _as_what(reader: Reader, announcement: Announcement, content: tuple[Span, ...]) -> list[Token]:
    """The "als" or "von" before marked words that a cue with a topic brings: "bezeichnete das als „Verrat“"."""
    if not announcement.cue.topic or content[0] not in reader.marked:
        return []
    tokens = announcement.sentence.tokens
    at = next((t.index for t in tokens if t.start >= content[0].start), 0) - 1
    while at > announcement.token.index and tokens[at].upos in ("DET", "ADJ", "NUM"):
        at -= 1
    found = at > announcement.token.index and tokens[at].text.lower() in reader.words.as_what
    return [tokens[at]] if found else []


def form_of(reader: Reader, content: Sequence[Span]) -> str:
    """Return `direct` for words between marks, `mixed` for such words among others, else `indirect`."""
    inside = [m for m in reader.marked if any(s.overlaps(m) for s in content) and not is_name(reader.tokens, m)]
    if not inside:
        return "indirect"
    covered = sum(min(m.end, s.end) - max(m.start, s.start) for m in inside for s in content if m.overlaps(s))
    total = sum(span.end - span.start for span in content)
    return "direct" if covered >= total - 2 else "mixed"
