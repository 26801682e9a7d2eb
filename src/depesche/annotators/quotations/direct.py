"""Direct speech: the words between marks and the cue that belongs to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from depesche.lang.phrases import case_markers
from depesche.model import Quotation, Span, Token

from .marks import is_name
from .reader import Reader
from .spans import phrase_span
from .words import is_finite

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
    if not source.cue:
        return ()
    number = reader.tokens.sentence_at(source.cue[0].start)
    if number is None:
        return ()
    sentence = reader.document.sentences[number]
    outside = [t for t in sentence.tokens if not span.overlaps(t.span) and not _quoted(reader, t)]
    outside = [
        t for t in outside if not (t.index == len(sentence.tokens) - 1 and t.upos == "PUNCT" and t.start > span.end)
    ]
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


def _announcer(reader: Reader, span: Span, announced: Sequence[Quotation]) -> Quotation | None:
    """The cue that belongs to the marked words: in their sentence, or in the one before if that ends in a colon."""
    first = reader.tokens.sentence_at(span.start)
    last = reader.tokens.sentence_at(span.end - 1)
    if first is None:
        return None
    sentences = reader.document.sentences
    numbers = {first, last if last is not None else first}
    colon = reader.text[: span.start].rstrip().endswith(":")
    if first > 0 and colon and reader.text[sentences[first].start : span.start].strip() == "":
        numbers.add(first - 1)
    candidates = [
        quotation
        for quotation in announced
        if quotation.cue
        and not (quotation.speaker_span is None and _is_noun(reader, quotation))
        and not any(span.covers(cue) for cue in quotation.cue)
        and any(sentences[n].span.covers(quotation.cue[0]) for n in numbers)
    ]
    best = min(candidates, key=lambda q: _distance(reader, span, q), default=None)
    return _before_colon(reader, span, min(numbers)) if best is None and colon else best


def _distance(reader: Reader, span: Span, quotation: Quotation) -> int:
    """How far a cue stands from marked words; a noun, a topic and a cue with words of its own stand further off."""
    gap = min(min(abs(cue.start - span.end), abs(span.start - cue.end)) for cue in quotation.cue)
    return (
        gap
        + 100 * _is_noun(reader, quotation)
        + 60 * (quotation.content[0].start != quotation.content[0].end)
        + 80 * (quotation.speaker_span is None)
    )


def _is_noun(reader: Reader, quotation: Quotation) -> bool:
    return all(token.upos in ("NOUN", "PROPN") for cue in quotation.cue for _, token in reader.tokens.tokens_in(cue))


def _before_colon(reader: Reader, span: Span, number: int) -> Quotation | None:
    """A speaker before a colon without a cue: "Innenminister Meier: „…“", "Dabei griff sie den Minister an: „…“"."""
    sentence = reader.document.sentences[number]
    tokens = [t for t in sentence.tokens if t.start < span.start]
    finite = next((t for t in tokens if is_finite(t)), None)
    if finite is None:
        heads = [t for t in tokens if t.upos in ("NOUN", "PROPN") and not case_markers(sentence, t)][:1]
    else:
        predicate = sentence.tokens[finite.head] if finite.relation in ("aux", "cop") and finite.head >= 0 else finite
        heads = sentence.children(predicate, "nsubj")[:1]
    head = heads[0] if heads else None
    if head is None or not tokens:
        return None
    actors = [a for t in sentence.subtree(head) for a in reader.actors.at(t)]
    if not actors and head.upos != "PROPN":
        return None
    return Quotation(
        form="direct",
        content=(span,),
        speaker=actors[0].id if actors else None,
        speaker_span=phrase_span(sentence, [head], finite),
        frame=(Span(tokens[0].start, tokens[-1].end),),
    )
