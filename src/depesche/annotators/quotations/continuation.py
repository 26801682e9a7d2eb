"""Speech that goes on without a cue: sentences in Konjunktiv I after a quotation belong to its speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from depesche.model import Document, Quotation, Sentence, Span

from .reader import Reader
from .words import in_reporting_mood, is_finite


def carry_on(reader: Reader, quotations: Sequence[Quotation]) -> list[Quotation]:
    """Return the quotations with free indirect speech added and speakers carried over to marked words without a cue."""
    document = reader.document
    carried: list[Quotation] = []
    last: Quotation | None = None
    for number, sentence in enumerate(document.sentences):
        here = [q for q in quotations if any(s.overlaps(sentence.span) for s in (*q.content, *q.cue))]
        for quotation in here:
            if quotation.speaker is None and not quotation.cue and last is not None:
                quotation = _spoken_by(last, quotation)
            if quotation.content[0].start >= sentence.start:
                carried.append(quotation)
            if quotation.speaker is not None or quotation.speaker_span is not None:
                last = quotation
        if here:
            continue
        if last is None or not _goes_on(reader, sentence):
            last = last if last is not None and _is_subheading(document, sentence) else None
        elif carried and carried[-1].form == "free-indirect" and last is carried[-1]:
            last = replace(last, content=(*last.content, sentence.span))
            carried[-1] = last
        else:
            last = replace(last, form="free-indirect", content=(sentence.span,), cue=(), frame=(), type=None)
            carried.append(last)
    return sorted(dict.fromkeys(carried), key=lambda q: (q.content[0], q.cue))


def _spoken_by(last: Quotation, quotation: Quotation) -> Quotation:
    return replace(
        quotation,
        speaker=last.speaker,
        via=last.via,
        date=last.date,
        addressee=last.addressee,
        speaker_span=last.speaker_span,
    )


def _is_subheading(document: Document, sentence: Sentence) -> bool:
    return any(
        b.kind in ("subheading", "caption", "credit") and Span(b.start, b.end).covers(sentence.span)
        for b in document.article.blocks
    )


def _goes_on(reader: Reader, sentence: Sentence) -> bool:
    """Whether the main verb stands in the reported subjunctive: "habe", "sei", "werde", "seien", "müsse"."""
    for token in sentence.tokens:
        if not is_finite(token):
            continue
        main = token.head < 0 or (token.relation in ("aux", "cop") and sentence.tokens[token.head].head < 0)
        if main and (
            token.text.lower() in reader.words.continuing or in_reporting_mood(sentence, token, reader.words)
        ):
            return True
    return False
