"""The subjunctive by its form, where the network overlooked it: "Er sagte, man verliere Zeit", "könnte", "seien".

A third person that ends like the infinitive without its last letter is a subjunctive: the indicative would be "verliert".
Only a first person may look alike ("ich verliere"). The words are data (`[subjunctive]` in the pack's `tokens.toml`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .model import Analysis


@dataclass(frozen=True, slots=True)
class Subjunctive:
    """What a language's verbs show of the subjunctive; empty for one whose verbs show nothing."""

    forms: frozenset[str] = frozenset()
    """Forms that are nothing else."""
    ending: str = ""
    """Ending of the third person singular; with `infinitive` behind it the form is the lemma."""
    infinitive: str = ""
    first_person: frozenset[str] = frozenset()
    """Subjects beside which such a form is an indicative."""


def with_mood(forms: Sequence[str], words: Sequence[Analysis], subjunctive: Subjunctive) -> list[Analysis]:
    """Return the words, those verbs in the subjunctive whose form says so."""
    first = {
        w.head
        for form, w in zip(forms, words, strict=True)
        if w.relation == "nsubj" and form.lower() in subjunctive.first_person
    }
    made = []
    for number, (form, word) in enumerate(zip(forms, words, strict=True), start=1):
        own = {number, word.head} if word.relation in ("aux", "cop") else {number}
        if word.upos not in ("VERB", "AUX") or word.feats.get("Mood") in ("Sub", "Imp"):
            made.append(word)
        elif form.lower() in subjunctive.forms:
            made.append(replace(word, feats={**word.feats, "Mood": "Sub", "VerbForm": "Fin"}))
        elif _reported(form.lower(), word, subjunctive) and not own & first:
            feats = {"Mood": "Sub", "Number": "Sing", "Person": "3", "Tense": "Pres", "VerbForm": "Fin"}
            made.append(replace(word, feats={**word.feats, **feats}))
        else:
            made.append(word)
    return made


def _reported(form: str, word: Analysis, subjunctive: Subjunctive) -> bool:
    ends = bool(subjunctive.ending) and form.endswith(subjunctive.ending)
    return ends and word.feats.get("VerbForm") == "Fin" and form + subjunctive.infinitive == word.lemma
