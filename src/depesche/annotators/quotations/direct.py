"""Direct speech: the words between marks and the cue that belongs to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from depesche.model import Quotation, Span, Token

from .marks import is_name
from .reader import Reader

_SHORT = 4
"""Marked words fewer than this without a finite verb are no quotation of their own."""


def find_direct(reader: Reader, announced: Sequence[Quotation]) -> list[Quotation]:
    """Return the direct quotations: marked words that are no name, no scare quote and no part of other speech."""
    found: list[Quotation] = []
    for span in reader.marked:
        quotation = _direct(reader, span, announced)
        if quotation is not None:
            found.append(quotation)
    return found


def _direct(reader: Reader, span: Span, announced: Sequence[Quotation]) -> Quotation | None:
    words = [token for _, token in reader.tokens.tokens_in(span) if token.upos != "PUNCT"]
    if not words or is_name(reader.tokens, span):
        return None
    holder = next((q for q in announced if q.form != "reported" and any(s.covers(span) for s in q.content)), None)
    if holder is not None and holder.form == "mixed":
        return None
    finite = any(token.feats.get("VerbForm") == "Fin" for token in words)
    sentencelike = finite or (len(words) >= _SHORT and words[-1].end + 1 < span.end)
    if not sentencelike and len(words) < 2 * _SHORT:
        return None
    source = holder or _announcer(reader, span, announced)
    if source is None:
        return Quotation(form="direct", content=(span,)) if finite and _stands_free(reader, span) else None
    return replace(source, form="direct", content=(span,), frame=source.frame or _frame(reader, span, source))


def _stands_free(reader: Reader, span: Span) -> bool:
    """Whether the marked words are whole sentences, not a piece of one."""
    number = reader.tokens.sentence_at(span.start)
    if number is None:
        return False
    before = reader.text[reader.document.sentences[number].start : span.start].strip()
    return not before


def _frame(reader: Reader, span: Span, source: Quotation) -> tuple[Span, ...]:
    """The rest of the announcing sentence."""
    number = reader.tokens.sentence_at(source.cue[0].start)
    if number is None:
        return ()
    sentence = reader.document.sentences[number]
    outside = [t for t in sentence.tokens if not span.overlaps(t.span) and not _quoted(reader, t)]
    outside = [t for t in outside if not (t.index == len(sentence.tokens) - 1 and t.upos == "PUNCT" and t.start > span.end)]
    runs = _runs(outside)
    best = [run for run in runs if run[0].start <= source.cue[0].start < run[-1].end]
    return tuple(Span(run[0].start, run[-1].end) for run in best)


def _quoted(reader: Reader, token: Token) -> bool:
    return any(m.covers(token.span) and not is_name(reader.tokens, m) for m in reader.marked)


def _runs(tokens: Sequence[Token]) -> list[list[Token]]:
    runs: list[list[Token]] = []
    for token in tokens:
        if runs and runs[-1][-1].index == token.index - 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs


@dataclass(frozen=True)
class _Place:
    """Where marked words stand: their first and last sentence, and the one before if it ends in a colon."""

    numbers: frozenset[int]


def _announcer(reader: Reader, span: Span, announced: Sequence[Quotation]) -> Quotation | None:
    """The cue nearest to the marked words: in their sentence, or in the one before if that ends in a colon."""
    first = reader.tokens.sentence_at(span.start)
    last = reader.tokens.sentence_at(span.end - 1)
    if first is None:
        return None
    sentences = reader.document.sentences
    numbers = {first, last if last is not None else first}
    if first > 0 and reader.text[: span.start].rstrip().endswith(":"):
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
