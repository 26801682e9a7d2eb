"""The words and tags of a language by which clauses and their moods are told apart, from `clauses.toml` and `subjunctive.toml`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from depesche.errors import LexiconError
from depesche.lang import Pack
from depesche.model import Sentence, Token


@dataclass(frozen=True)
class ClauseWords:
    """The tables of one language, as sets of lower-case words or of tags."""

    by_comma: bool
    """Whether a comma parts every clause from the next, as in German."""
    that: frozenset[str]
    asking: frozenset[str]
    purpose: frozenset[str]
    contrast: frozenset[str]
    """Words that open a clause on what somebody else does: "while Italy refused"."""
    result: frozenset[str]
    """Words that make a that-clause one of result: "so dass"."""
    as_: frozenset[str]
    infinitive_marks: frozenset[str]
    infinitive_tags: frozenset[str]
    relative_tags: frozenset[str]
    relatives: frozenset[str]
    """Words that open a relative clause if its verb stands last."""
    first_person: frozenset[str]
    subjects: frozenset[str]
    """Pronouns that can be nothing but a subject when they follow the verb."""
    toward: frozenset[str]
    """Prepositions whose noun is spoken to, whatever the cue."""
    located: frozenset[str]
    """Prepositions before the place where something is said."""
    sources: frozenset[str]
    """Nouns whose complement is a source: "unter Berufung auf Diplomaten"."""
    postpositions: frozenset[str]
    """Adpositions that always follow their noun."""
    beside_cited: frozenset[str]
    """Prepositions that belong to a verb of quoting, not to who is quoted: "von den Medien", "mit den Worten"."""
    genitives: frozenset[str]
    """Articles that open a genitive behind a noun."""
    as_what: frozenset[str]
    """Words before what a cue calls somebody or speaks of: "nannte ihn | einen", "bezeichnete als", "sprach von"."""
    hearers: frozenset[str]
    """Nouns, also as last parts of compounds, that one can speak to beside posts and bodies."""
    pointers: frozenset[str]
    nobody: frozenset[str]
    anaphors: frozenset[str]
    """Words that take up the sentence before: "Das bestätigte der Minister"."""
    reporting: frozenset[str]
    """Forms that mark reported speech whoever speaks."""
    continuing: frozenset[str]
    """Forms that go on with reported speech once it has begun."""
    also_past: frozenset[str]
    """Those of them that are the past tense, too: "gingen"."""
    hearsay: frozenset[str]
    """Forms of the verb that passes on what others say: "soll"."""
    perfect: frozenset[str]
    """Infinitives that close a perfect: "soll gedauert haben"."""


@cache
def clause_words(pack: Pack) -> ClauseWords:
    """Return the clause words of a pack; raises LexiconError on a key that is missing or unknown."""
    table = dict(pack.table("clauses"))
    mood = pack.table("subjunctive")
    by_comma = table.pop("by_comma", False)
    words = {("as_" if key == "as" else key): _words(key, value) for key, value in table.items()}
    known = {field.name for field in fields(ClauseWords)} - {
        "by_comma",
        "reporting",
        "continuing",
        "also_past",
        "hearsay",
        "perfect",
    }
    if set(words) != known:
        raise LexiconError(f"clauses.toml: keys {sorted(set(words) ^ known)} are missing or unknown.")
    return ClauseWords(
        by_comma=bool(by_comma),
        reporting=_words("forms", mood.get("forms", [])),
        continuing=_words("continuing", mood.get("continuing", [])),
        also_past=_words("also_past", mood.get("also_past", [])),
        hearsay=_words("hearsay", mood.get("hearsay", [])),
        perfect=_words("perfect", mood.get("perfect", [])),
        **words,
    )


def _words(key: str, value: object) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise LexiconError(f"clauses.toml, subjunctive.toml: {key!r} must be a list of strings.")
    return frozenset(value)


def is_finite(token: Token) -> bool:
    """Return whether the token is a finite verb."""
    return token.feats.get("VerbForm") == "Fin" and token.upos in ("VERB", "AUX")


def is_finite_here(token: Token, words: ClauseWords) -> bool:
    """Return whether the token is a finite verb, or a form of reported speech that a tagger takes for an adjective."""
    return is_finite(token) or (token.upos in ("VERB", "ADJ", "ADV") and token.text in words.reporting)


def in_reporting_mood(sentence: Sentence, token: Token, words: ClauseWords) -> bool:
    """Return whether a finite verb stands in Konjunktiv I: "habe", "seien", "gehöre", but not "ich habe"."""
    form = token.text.lower()
    if not words.reporting:
        return False
    if form not in words.reporting and not (form.endswith("e") and _is_stem_with_e(form, token.lemma)):
        return False
    subject = next((c for c in sentence.dependents[token.index] if c.relation == "nsubj"), None)
    if subject is None and token.head >= 0 and token.relation in ("aux", "cop"):
        subject = next((c for c in sentence.dependents[token.head] if c.relation == "nsubj"), None)
    neighbours = sentence.tokens[max(token.index - 1, 0) : token.index + 2]
    return not any(t.text.lower() in words.first_person for t in (*neighbours, *([subject] if subject else [])))


def _is_stem_with_e(form: str, lemma: str) -> bool:
    """ "gehöre" of "angehören", "handle" of "handeln"; not "sagte" of "sagen"."""
    infinitive = lemma.lower()
    return infinitive.endswith(form + "n") or (infinitive.endswith("eln") and infinitive.endswith(form[:-2] + "eln"))
