"""Lemmas of strong and irregular verbs by table: no edit script that a model learns reaches "wies" or "angriff".

The pack's `verbs.toml` gives principal parts; endings, inseparable prefixes and particles are worked out here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from depesche.errors import LexiconError

from .model import Analysis

_LEXICONS = Path(__file__).parent.parent / "lang"
_PAST_ENDINGS = ("", "e", "en", "st", "est", "t", "et")
_WEAK_PAST_ENDINGS = ("", "n", "st", "t")
_UNCHANGED = "-"
_VERBAL = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class VerbTable:
    """Forms of strong verbs by their lemma, and what may stand before them."""

    forms: Mapping[str, str]
    bare_participles: Mapping[str, str]
    """Participles without "ge", as they stand behind an inseparable prefix: "wiesen" of "verwiesen"."""
    prefixes: tuple[str, ...]
    particles: tuple[str, ...]

    def lemma(self, form: str) -> str | None:
        """Return the infinitive of a form ("angriff" → "angreifen"), None for a form of no strong verb."""
        word = form.lower()
        return self.forms.get(word) or self._prefixed(word) or self._with_particle(word)

    def _prefixed(self, word: str) -> str | None:
        for prefix in self.prefixes:
            if word.startswith(prefix) and not word[len(prefix) :].startswith("ge"):
                rest = word[len(prefix) :]
                base = self.forms.get(rest) or self.bare_participles.get(rest)
                if base is not None:
                    return prefix + base
        return None

    def _with_particle(self, word: str) -> str | None:
        for particle in self.particles:
            if not word.startswith(particle):
                continue
            rest = word[len(particle) :]
            for bare in (rest, rest.removeprefix("zu")):
                base = self.forms.get(bare) or self._prefixed(bare)
                if base is not None:
                    return particle + base
        return None

    def without_particle(self, form: str, lemma: str) -> str:
        """Return the infinitive without a particle that the form lacks: "löste" is of "lösen", whatever stands at the end."""
        word = form.lower()
        for particle in self.particles:
            bare = lemma.removeprefix(particle)
            if bare != lemma and bare[:1] == word[:1] and not word.startswith(particle):
                return bare
        return lemma


def with_strong_verbs(forms: Sequence[str], analyses: Sequence[Analysis], table: VerbTable) -> list[Analysis]:
    """Return the analyses of a sentence with the lemmas of strong verbs set right, and no particle that the form lacks."""
    corrected = []
    for form, analysis in zip(forms, analyses, strict=True):
        lemma = None
        if analysis.upos in _VERBAL:
            lemma = table.lemma(form) or table.without_particle(form, analysis.lemma)
        corrected.append(analysis if lemma in (None, analysis.lemma) else replace(analysis, lemma=str(lemma)))
    return corrected


@lru_cache(maxsize=8)
def load_verbs(language: str) -> VerbTable | None:
    """Return the table of a language's strong verbs, None where its pack has none; raises LexiconError if damaged."""
    path = _LEXICONS / language / "lexicons" / "verbs.toml"
    if not path.exists():
        return None
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        strong, inseparable, separable = content["strong"], content["inseparable"], content["separable"]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError) as error:
        raise LexiconError(f"{path.name}: cannot be read ({error}). Mend the file.") from error
    forms: dict[str, str] = {}
    bare: dict[str, str] = {}
    for infinitive, parts in strong.items():
        for form in _forms(infinitive, parts):
            forms.setdefault(form, infinitive)
        bare.setdefault(parts[1].removeprefix("ge"), infinitive)
    return VerbTable(forms, bare, _longest_first(inseparable["prefixes"]), _longest_first(separable["particles"]))


def _longest_first(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=len, reverse=True))


def _forms(infinitive: str, parts: Sequence[str]) -> Iterator[str]:
    """All forms that the principal parts of a verb give; the old spelling with ß beside the new one."""
    past, participle, *more = parts
    singular = more[0] if more and more[0] != _UNCHANGED else None
    subjunctive = more[1] if len(more) > 1 else None
    made = [infinitive, participle]
    made += [past + ending for ending in (_WEAK_PAST_ENDINGS if past.endswith("e") else _PAST_ENDINGS)]
    if singular is not None:
        made.append(singular)
    if subjunctive is not None:
        made += [subjunctive + ending for ending in _WEAK_PAST_ENDINGS]
    for form in made:
        yield form
        if form.endswith("ss"):
            yield form[:-2] + "ß"
