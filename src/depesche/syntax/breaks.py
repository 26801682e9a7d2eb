"""Where a sentence falls into two: a colon or semicolon between clauses that each have a finite verb.

"Der Plan scheiterte: Der Sender war zu schwach." reads as two sentences, "Er sagte: Der Sender war zu schwach." as one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from .model import Analysis
from .tokens import Tokenizer, TokenSpan

_BRACKETS = {"(": 1, "[": 1, ")": -1, "]": -1}


def _finite(analyses: Sequence[Analysis]) -> bool:
    return any(a.upos in ("VERB", "AUX") and a.feats.get("VerbForm") == "Fin" for a in analyses)


def break_places(
    forms: Sequence[str], analyses: Sequence[Analysis], *, marks: Collection[str], verbs: Collection[str]
) -> list[int]:
    """Return the positions at which a new sentence begins; `verbs` are those whose content follows a colon."""
    places: list[int] = []
    depth, start = 0, 0
    for number, form in enumerate(forms):
        depth += _BRACKETS.get(form, 0)
        if form not in marks or depth > 0 or not 0 < number < len(forms) - 1:
            continue
        after = forms[number + 1]
        if form == ":" and (not after[0].isupper() or _announces(analyses[start:number], verbs)):
            continue
        end = next((k for k in range(number + 1, len(forms)) if forms[k] in marks), len(forms))
        if _finite(analyses[start:number]) and _finite(analyses[number + 1 : end]):
            start = number + 1
            places.append(start)
    return places


def _announces(analyses: Sequence[Analysis], verbs: Collection[str]) -> bool:
    return any(a.lemma in verbs for a in analyses if a.upos in ("VERB", "AUX"))


def pieces(sentence: Sequence[TokenSpan], places: Sequence[int]) -> list[list[TokenSpan]]:
    """Return the parts of a sentence that begin at 0 and at `places`."""
    bounds = [0, *places, len(sentence)]
    return [list(sentence[start:end]) for start, end in pairwise(bounds)]


def with_breaks(
    text: str, sentences: Sequence[Sequence[TokenSpan]], analyses: Sequence[list[Analysis]], tokenizer: Tokenizer
) -> list[tuple[list[TokenSpan], list[Analysis] | None]]:
    """Return the sentences of a text with those cut that fall into two; the parts have yet to be analysed (None)."""
    found: list[tuple[list[TokenSpan], list[Analysis] | None]] = []
    for spans, own in zip(sentences, analyses, strict=True):
        forms = [text[start:end] for start, end in spans]
        places = (
            break_places(forms, own, marks=tokenizer.break_marks, verbs=tokenizer.break_verbs)
            if tokenizer.break_marks.intersection(forms)
            else []
        )
        found.extend((part, None) for part in pieces(spans, places)) if places else found.append((list(spans), own))
    return found
