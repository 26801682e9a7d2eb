"""Lemmas as edit scripts: what to do to a word form so that it becomes its lemma.

A script is `case|prefix|suffix`: the case of the lemma, then the edits before and after the longest common part,
written as `=` keep, `-` delete, `+x` insert. A lemma that shares nothing with its form is written `!lemma`.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache

KEEP = "k||"
"""The script that leaves the form as it is."""


def _edits(form: str, lemma: str) -> str:
    edits: list[str] = []
    for tag, start, end, low, high in SequenceMatcher(None, form, lemma, autojunk=False).get_opcodes():
        if tag == "equal":
            edits.append("=" * (end - start))
            continue
        edits.extend("+" + letter for letter in lemma[low:high])
        edits.append("-" * (end - start))
    return "".join(edits)


def _case(form: str, lemma: str) -> str:
    if len(form) == len(lemma) and form.lower() == lemma.lower() and form == lemma:
        return "k" if form != form.lower() else "l"
    if lemma == lemma.lower():
        return "l"
    if lemma[:1].isupper() and lemma[1:] == lemma[1:].lower():
        return "c"
    return "u" if lemma == lemma.upper() else "k"


def lemma_script(form: str, lemma: str) -> str:
    """Return the shortest script that makes `lemma` of `form`: "lehnte", "lehnen" -> "l||==-+n" or the like."""
    case = _case(form, lemma)
    if case == "k" and form == lemma:
        return KEEP
    if "|" in form + lemma:
        return "!" + lemma
    low_form, low_lemma = (form, lemma) if case == "k" else (form.lower(), lemma.lower())
    match = SequenceMatcher(None, low_form, low_lemma, autojunk=False).find_longest_match()
    if match.size == 0:
        return "!" + lemma
    before = _edits(low_form[: match.a], low_lemma[: match.b])
    after = _edits(low_form[match.a + match.size :], low_lemma[match.b + match.size :])
    script = f"{case}|{before}|{after}"
    return script if apply_script(form, script) == lemma else "!" + lemma


def _cost(edits: str) -> int:
    """Return how many letters of the form the edits consume."""
    consumed, position = 0, 0
    while position < len(edits):
        if edits[position] == "+":
            position += 2
            continue
        consumed += 1
        position += 1
    return consumed


def _apply(part: str, edits: str) -> str:
    made: list[str] = []
    place, position = 0, 0
    while position < len(edits):
        if edits[position] == "+":
            made.append(edits[position + 1])
            position += 2
            continue
        if edits[position] == "=":
            made.append(part[place])
        place += 1
        position += 1
    return "".join(made)


@lru_cache(maxsize=65536)
def apply_script(form: str, script: str) -> str:
    """Return the lemma that `script` makes of `form`; the form itself where the script does not fit it."""
    if script.startswith("!"):
        return script[1:]
    case, _, edits = script.partition("|")
    before, _, after = edits.partition("|")
    word = form if case == "k" else form.lower()
    first, last = _cost(before), _cost(after)
    if first + last > len(word) or (first + last == len(word) and edits != "|" and first + last > 0):
        return form
    end = len(word) - last
    lemma = _apply(word[:first], before) + word[first:end] + _apply(word[end:], after)
    if case == "c":
        return lemma[:1].upper() + lemma[1:]
    return lemma.upper() if case == "u" else lemma
