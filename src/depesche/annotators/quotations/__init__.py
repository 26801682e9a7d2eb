"""Who said what: direct speech between marks, indirect speech below cues, and speech carried on without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from depesche.lang import Pack
from depesche.model import ActorIndex, Document, EventDate, Quotation, Sentence, Span, Token, TokenIndex

from .continuation import carry_on
from .cues import Announcement, find_announcements, is_cited
from .marks import find_marked
from .spans import bounds, phrase_tokens, spans_of
from .speakers import resolve_speakers

__all__ = ["find_quotations"]

_SHORT = 4
"""Marked words fewer than this without a finite verb are no quotation of their own."""


@dataclass(frozen=True)
class _Reader:
    document: Document
    pack: Pack
    actors: ActorIndex
    tokens: TokenIndex
    marked: list[Span]


def find_quotations(document: Document, *, pack: Pack) -> Document:
    """Return `document` with its quotations in text order: direct, indirect, mixed, reported and free indirect.

    Needs sentences, times and actors. "Russland plane das, sagte Lawrow." gives one indirect quotation of Lavrov.
    """
    reader = _Reader(
        document,
        pack,
        ActorIndex(document),
        TokenIndex(document.sentences),
        find_marked(document.article.text, document.article.blocks),
    )
    announced = [
        quotation
        for number, sentence in enumerate(document.sentences)
        for announcement in find_announcements(number, sentence, pack=pack)
        if not _speaks_inside(reader, announcement) and (quotation := _quotation(reader, announcement)) is not None
    ]
    announced = _one_for_each_content(announced)
    direct = [q for span in reader.marked if (q := _direct(reader, span, announced)) is not None]
    quotations = sorted([*_not_marked(announced, direct), *direct], key=lambda q: q.content[0])
    quotations = carry_on(document, quotations, pack=pack)
    return replace(document, quotations=tuple(quotations))


def _speaks_inside(reader: _Reader, announcement: Announcement) -> bool:
    """Whether the cue is one of the quoted speaker's own words: „Ich denke, es ist besser als nichts.“"""
    if not any(span.covers(announcement.token.span) for span in reader.marked):
        return False
    return not announcement.speakers or announcement.speakers[0].upos == "PRON"


def _quotation(reader: _Reader, announcement: Announcement) -> Quotation | None:
    """The indirect, mixed or reported quotation that a cue announces; None if it announces nothing."""
    sentence, token, cue = announcement.sentence, announcement.token, announcement.cue
    if not announcement.contents and not announcement.speakers:
        return None
    own = _cue_tokens(sentence, announcement)
    content = _content_spans(announcement, own)
    reported = cue.topic or not content
    if reported:
        if not cue.topic or (not announcement.speakers and not is_cited(announcement)):
            return _bare(reader, announcement, own) if _beside_marks(reader, sentence) else None
        content = spans_of(list(sentence.tokens), sentence)
    speaker_span = _phrase_span(sentence, announcement.speakers)
    speaker, via = resolve_speakers(announcement, reader.actors)
    addressee = tuple(actor.id for head in announcement.addressees for actor in reader.actors.at(head))
    return Quotation(
        form="reported" if reported else _form(reader, content),
        content=content,
        speaker=speaker,
        speaker_span=speaker_span,
        addressee=addressee,
        addressee_span=_phrase_span(sentence, announcement.addressees),
        cue=tuple(t.span for t in own),
        frame=() if reported else _frame_spans(sentence, announcement, content),
        via=via,
        date=_date(reader, sentence, token),
        medium=cue.medium if cue.medium in ("speech", "writing", "thought") else "speech",
        type=cue.type,
    )


def _bare(reader: _Reader, announcement: Announcement, own: Sequence[Token]) -> Quotation:
    """A cue whose content stands between marks beside it; the content is put in when the marks are read."""
    speaker, via = resolve_speakers(announcement, reader.actors)
    return Quotation(
        form="reported",
        content=(Span(announcement.sentence.start, announcement.sentence.start),),
        speaker=speaker,
        speaker_span=_phrase_span(announcement.sentence, announcement.speakers),
        addressee=tuple(a.id for head in announcement.addressees for a in reader.actors.at(head)),
        addressee_span=_phrase_span(announcement.sentence, announcement.addressees),
        cue=tuple(t.span for t in own),
        via=via,
        date=_date(reader, announcement.sentence, announcement.token),
        medium=announcement.cue.medium if announcement.cue.medium in ("writing", "thought") else "speech",
        type=announcement.cue.type,
    )


def _beside_marks(reader: _Reader, sentence: Sentence) -> bool:
    return any(span.start <= sentence.end + 2 and sentence.start - 2 <= span.end for span in reader.marked)


def _cue_tokens(sentence: Sentence, announcement: Announcement) -> list[Token]:
    token = announcement.token
    own = [token]
    own.extend(c for c in sentence.dependents[token.index] if c.relation == "aux" or c.deprel == "compound:prt")
    for slot, lemmas in announcement.cue.needs:
        if slot.relation not in ("advmod", "xcomp", "compound"):
            continue
        for child in sentence.dependents[token.index]:
            if child.lemma in lemmas or child.text.lower() in lemmas:
                own.append(child)
    return sorted(set(own), key=lambda t: t.index)


def _content_spans(announcement: Announcement, own: Sequence[Token]) -> tuple[Span, ...]:
    sentence = announcement.sentence
    if announcement.cue.topic:
        return ()
    kept: dict[int, Token] = {}
    for head in announcement.contents:
        for token in sentence.subtree(head):
            kept[token.index] = token
    if announcement.inverted:
        top = (
            announcement.speakers[0]
            if announcement.cue.pos in ("ADP", "ADV") and announcement.speakers
            else announcement.token
        )
        for token in sentence.subtree(top):
            kept.pop(token.index, None)
        kept.pop(announcement.token.index, None)
    for token in own:
        kept.pop(token.index, None)
    return spans_of(list(kept.values()), sentence)


def _phrase_span(sentence: Sentence, heads: Sequence[Token]) -> Span | None:
    if not heads:
        return None
    spans = spans_of(phrase_tokens(sentence, heads[0]), sentence)
    return bounds(spans) if spans else None


def _frame_spans(sentence: Sentence, announcement: Announcement, content: Sequence[Span]) -> tuple[Span, ...]:
    top = announcement.token
    if announcement.cue.pos in ("ADP", "ADV") and announcement.speakers:
        tokens = [announcement.token, *sentence.subtree(announcement.speakers[0])]
    else:
        tokens = sentence.subtree(top)
    outside = [t for t in tokens if not any(span.covers(t.span) for span in content)]
    return spans_of(outside, sentence, keep_end=True)


def _form(reader: _Reader, content: Sequence[Span]) -> str:
    inside = [m for m in reader.marked if any(span.overlaps(m) for span in content)]
    if not inside:
        return "indirect"
    covered = sum(min(m.end, s.end) - max(m.start, s.start) for m in inside for s in content if m.overlaps(s))
    total = sum(span.end - span.start for span in content)
    return "direct" if covered >= 0.9 * total else "mixed"


def _date(reader: _Reader, sentence: Sentence, token: Token) -> EventDate | None:
    text = reader.document.article.text
    for timex in reader.document.times:
        if timex.type != "DATE" or not sentence.span.covers(timex.span) or not timex.value[:4].isdigit():
            continue
        head = sentence.head_of(timex.span)
        if head is not None and (
            head.head == token.index or any(t.index == token.index for t in list(sentence.ancestors(head))[:2])
        ):
            return EventDate(value=timex.value[:10], printed=text[timex.start : timex.end])
    return None


def _direct(reader: _Reader, span: Span, announced: Sequence[Quotation]) -> Quotation | None:
    """The direct quotation of a marked span; None for scare quotes, names and words inside other speech."""
    inside = reader.tokens.tokens_in(span)
    words = [token for _, token in inside if token.upos != "PUNCT"]
    if not words:
        return None
    holder = next((q for q in announced if q.form != "reported" and any(s.covers(span) for s in q.content)), None)
    finite = any(token.feats.get("VerbForm") == "Fin" for token in words)
    sentencelike = finite or (len(words) >= _SHORT and words[-1].end + 1 < span.end)
    if holder is not None and holder.form == "mixed":
        return None
    if not sentencelike and len(words) < 2 * _SHORT:
        return None
    source = holder or _announcer(reader, span, announced)
    if source is None and not finite:
        return None
    if source is None:
        return Quotation(form="direct", content=(span,))
    return replace(source, form="direct", content=(span,), frame=source.frame)


def _announcer(reader: _Reader, span: Span, announced: Sequence[Quotation]) -> Quotation | None:
    """The cue nearest to the marked words: in their sentence, or in the one before if that ends in a colon."""
    first = reader.tokens.sentence_at(span.start)
    last = reader.tokens.sentence_at(span.end - 1)
    if first is None:
        return None
    sentences = reader.document.sentences
    numbers = {first, last if last is not None else first}
    text = reader.document.article.text
    if first > 0 and text[: span.start].rstrip().endswith(":"):
        numbers.add(first - 1)
    best: tuple[int, Quotation] | None = None
    for quotation in announced:
        if not quotation.cue:
            continue
        cue = quotation.cue[0]
        if span.covers(cue) or not any(sentences[n].span.covers(cue) for n in numbers):
            continue
        gap = min(abs(cue.start - span.end), abs(span.start - cue.end))
        if best is None or gap < best[0]:
            best = (gap, quotation)
    return best[1] if best else None


def _one_for_each_content(quotations: Sequence[Quotation]) -> list[Quotation]:
    """Of several cues for the same words the one with a speaker, then the first."""
    best: dict[tuple[Span, ...], Quotation] = {}
    for quotation in quotations:
        key = (
            (*quotation.content, *quotation.cue)
            if quotation.content[0].start == quotation.content[0].end
            else quotation.content
        )
        known = best.get(key)
        if known is None or (known.speaker is None and quotation.speaker is not None):
            best[key] = quotation
    return list(best.values())


def _not_marked(announced: Sequence[Quotation], direct: Sequence[Quotation]) -> list[Quotation]:
    """The announced quotations that no direct one replaces."""
    kept = []
    for quotation in announced:
        first = quotation.content[0]
        if first.start == first.end:
            continue
        if any(d.cue == quotation.cue and _mostly_inside(quotation.content, d.content) for d in direct):
            continue
        if quotation.form == "reported" and any(d.cue == quotation.cue for d in direct):
            continue
        kept.append(quotation)
    return kept


def _mostly_inside(content: Sequence[Span], marked: Sequence[Span]) -> bool:
    total = sum(s.end - s.start for s in content)
    covered = sum(min(s.end, m.end) - max(s.start, m.start) for s in content for m in marked if s.overlaps(m))
    return covered >= 0.8 * total
