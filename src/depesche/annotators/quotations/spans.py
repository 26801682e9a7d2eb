"""Token sets and the spans they make: content without its cue, a clause without what is cut out of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from depesche.model import Sentence, Span, Token

_LOOSE = frozenset({",", ":", ".", ";", "–", "-", "—", "!", "?", "(", ")"})
_HARD = frozenset({".", ":", ";"})


def phrase_tokens(sentence: Sentence, head: Token) -> list[Token]:
    """Return the tokens of a noun phrase without relative clauses, in text order."""
    cut: set[int] = set()
    for child in sentence.dependents[head.index]:
        if child.relation in ("acl", "parataxis", "advcl", "ccomp") and child.index > head.index:
            cut.update(token.index for token in sentence.subtree(child))
    kept = [token for token in sentence.subtree(head) if token.index not in cut]
    return [token for token in kept if token.relation not in ("case", "mark") or token.head != head.index]


def spans_of(tokens: Sequence[Token], sentence: Sentence, *, keep_end: bool = False) -> tuple[Span, ...]:
    """Return the maximal runs of neighbouring tokens as spans, loose punctuation at the outer ends cut off."""
    runs: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.index):
        if runs and runs[-1][-1].index == token.index - 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    spans = []
    for run in runs:
        while run and run[0].text in _LOOSE:
            run = run[1:]
        while run and not keep_end and run[-1].text in _LOOSE:
            run = run[:-1]
        if run:
            spans.append(Span(run[0].start, run[-1].end))
    return tuple(spans)


def bounds(spans: Iterable[Span]) -> Span:
    """Return the smallest span that covers all the given ones."""
    every = list(spans)
    return Span(min(span.start for span in every), max(span.end for span in every))
