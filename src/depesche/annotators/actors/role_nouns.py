"""Which nouns stand for somebody through a post, body, force or crowd."""

from __future__ import annotations

from collections.abc import Mapping

from depesche.lang import Role
from depesche.model import Sentence, Token

BODIES = ("body", "force")
"""Kinds of role that somebody can belong to."""
_VERB_PREFIXES = frozenset(
    ("ab", "an", "auf", "aus", "be", "durch", "ein", "ent", "er", "fort", "her", "hin", "irre", "um", "ver", "vor", "weg", "weiter",
     "wieder", "wiederein", "zer", "zu", "zurück", "zusammen", "über")
)  # fmt: skip
"""What stands before German verbs."""


def find_role(sentence: Sentence, token: Token, *, roles: Mapping[str, Role]) -> Role | None:
    """Return the role of a noun, by a post in several words or the last part of a compound: "US-Außenminister"."""
    if token.upos not in ("NOUN", "PROPN", "ADJ") or not token.text[:1].isalpha():
        return None
    several = _several_words(sentence, token, roles)
    if several is not None:
        return several
    for word in dict.fromkeys((token.lemma, token.text)):
        if word in roles:
            return roles[word]
    for word in dict.fromkeys((token.lemma, token.text)):
        found = _by_last_part(token, word.rpartition("-")[2], roles)
        if found is not None:
            return found
    return None


def _by_last_part(token: Token, tail: str, roles: Mapping[str, Role]) -> Role | None:
    """The role of a compound's last part: "Außenminister" of "US-Außenminister"."""
    if tail in roles:
        return roles[tail]
    if token.text[:1].isupper() and token.upos in ("NOUN", "PROPN") and len(tail) > 7:
        for cut in range(2, len(tail) - 3):
            candidate = tail[cut:].capitalize()
            if candidate in roles and len(candidate) >= 4 and not _is_derived(tail[:cut].lower(), candidate):
                return roles[candidate]
    return None


def _is_derived(first: str, last: str) -> bool:
    """Whether a noun is no compound but made of a verb with a prefix: "Entführung" is no leadership, "Umleitung" no board."""
    return last.endswith("ung") and first in _VERB_PREFIXES


def _several_words(sentence: Sentence, token: Token, roles: Mapping[str, Role]) -> Role | None:
    """The role of "foreign minister" or "Secretary of State", found at its head."""
    word = token.lemma.lower()
    before = sentence.tokens[token.index - 1].text.lower() if token.index else ""
    after = [t.text.lower() for t in sentence.tokens[token.index + 1 : token.index + 3]]
    return roles.get(f"{before} {word}") or roles.get(" ".join([word, *after]))


def end_of_title(sentence: Sentence, token: Token, *, roles: Mapping[str, Role]) -> Token:
    """Return the last word of a role that goes on behind its noun: "State" of "Secretary of State", else the noun."""
    after = sentence.tokens[token.index + 1 : token.index + 3]
    name = " ".join([token.lemma.lower(), *(t.text.lower() for t in after)])
    return after[-1] if len(after) == 2 and name in roles else token


def is_part_of_title(sentence: Sentence, token: Token, *, roles: Mapping[str, Role]) -> bool:
    """Return whether a noun only opens the post of the noun behind it: "opposition leader", "secretary general"."""
    behind = sentence.tokens[token.index + 1] if token.index + 1 < len(sentence.tokens) else None
    if behind is None or token.relation != "compound" or token.head != behind.index:
        return False
    return f"{token.text.lower()} {behind.lemma.lower()}" in roles
