"""Speech that goes on without a cue: sentences in Konjunktiv I after a quotation belong to its speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from depesche.lang import Pack
from depesche.model import Document, Quotation, Sentence, Span

from .spans import spans_of


def carry_on(document: Document, quotations: Sequence[Quotation], *, pack: Pack) -> list[Quotation]:
    """Return the quotations with free indirect speech added and speakers carried over to marked words without a cue."""
    carried: list[Quotation] = []
    by_sentence: dict[int, list[Quotation]] = {}
    for number, sentence in enumerate(document.sentences):
        by_sentence[number] = [
            q
            for q in quotations
            if any(s.overlaps(sentence.span) for s in q.content) or any(s.overlaps(sentence.span) for s in q.cue)
        ]
    last: Quotation | None = None
    for number, sentence in enumerate(document.sentences):
        here = by_sentence[number]
        for quotation in here:
            if quotation in carried:
                continue
            if quotation.speaker is None and not quotation.cue and last is not None:
                quotation = replace(
                    quotation,
                    speaker=last.speaker,
                    via=last.via,
                    date=last.date,
                    addressee=last.addressee,
                    speaker_span=last.speaker_span,
                )
            if quotation.content[0].start >= sentence.start:
                carried.append(quotation)
            if quotation.speaker is not None or quotation.speaker_span is not None:
                last = quotation
        if not here and last is not None and _in_subjunctive(sentence, pack):
            spans = spans_of(list(sentence.tokens), sentence)
            if spans:
                last = replace(last, form="free-indirect", content=spans, cue=(), frame=(), type=None)
                carried.append(last)
        elif not here:
            last = last if last is not None and _is_subheading(document, sentence) else None
    return sorted(set(carried), key=lambda q: (q.content[0], q.cue))


def _is_subheading(document: Document, sentence: Sentence) -> bool:
    return any(
        b.kind in ("subheading", "caption", "credit") and Span(b.start, b.end).covers(sentence.span)
        for b in document.article.blocks
    )


def _in_subjunctive(sentence: Sentence, pack: Pack) -> bool:
    """Whether the main verb stands in the reported subjunctive: "habe", "sei", "werde", "seien", "müsse"."""
    known = {str(form) for key in ("forms", "continuing") for form in _strings(pack.table("subjunctive").get(key, []))}
    for token in sentence.tokens:
        if token.feats.get("VerbForm") != "Fin" and token.upos not in ("VERB", "AUX"):
            continue
        main = token.head < 0 or (token.relation in ("aux", "cop") and sentence.tokens[token.head].head < 0)
        if main and (token.text.lower() in known or _subjunctive_one(token.text, token.feats.get("Mood"))):
            return True
    return False


def _strings(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _subjunctive_one(word: str, mood: str | None) -> bool:
    return (
        mood == "Sub"
        and word.endswith("e")
        and not word.endswith(("te", "äre", "ürde", "ätte", "ände", "äbe", "ähe", "äme"))
    )
