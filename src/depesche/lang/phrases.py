"""What words of a sentence are to one another: case markers, conjuncts, passives, infinitives, antecedents."""

from __future__ import annotations

from collections.abc import Container, Iterable

from depesche.model import Sentence, Token

_CONTRACTIONS = {
    "im": "in",
    "ins": "in",
    "am": "an",
    "ans": "an",
    "zum": "zu",
    "zur": "zu",
    "vom": "von",
    "beim": "bei",
    "aufs": "auf",
    "fürs": "für",
    "durchs": "durch",
    "ums": "um",
    "übers": "über",
}
_AGENT_MARKERS = frozenset({"von", "durch", "by", "seitens"})
_WITHOUT = frozenset({"ohne", "without"})
_HYPHENS = frozenset("-‐‑–")
_LINKS = frozenset({"of", "von"})
"""Words between a bearing and its place."""
_NEUTER = frozenset({"das", "welches"})
_COMPARING = frozenset({"als", "wie"})
"""Words that some treebanks take for conjunctions where they bring a noun or an adjective: "als Terrorstaat bezeichnet"."""
_RELATIVE = frozenset({"der", "die", "das", "den", "dem", "welcher", "who", "that", "which", "whom"})


def verb_above(sentence: Sentence, token: Token) -> Token | None:
    """Return the verb in whose clause a token stands, None if none is above it."""
    return next((t for t in sentence.ancestors(token) if t.upos in ("VERB", "AUX")), None)


def case_markers(sentence: Sentence, token: Token) -> list[str]:
    """Return the adpositions of a noun as printed lemmas, contractions undone (`zum` → `zu`)."""
    markers = []
    for child in sentence.dependents[token.index]:
        if is_approximate(sentence, child):
            continue
        comparing = child.relation == "cc" and child.lemma.lower() in _COMPARING and token.relation != "conj"
        if child.relation == "case" or comparing or (child.relation == "mark" and child.upos in ("ADP", "SCONJ", "ADV", "PART")):
            markers.append(_CONTRACTIONS.get(child.text.lower(), child.lemma.lower()))
    return markers


def is_approximate(sentence: Sentence, token: Token) -> bool:
    """Return whether a token belongs to "up to" before a number: "kidnapped up to 16 advisers"."""
    start = token.index - (token.text.lower() == "to")
    following = sentence.tokens[max(start, 0) : start + 3]
    return [t.text.lower() for t in following[:2]] == ["up", "to"] and following[-1].upos == "NUM"


def follows(sentence: Sentence, token: Token, words: Container[str]) -> bool:
    """Return whether one of `words`, as printed or as a lemma, stands right before the token: also "north" in "north of Goma"."""
    before = sentence.tokens[token.index - 1] if token.index else None
    if before is not None and before.index and before.text.lower() in _LINKS:
        before = sentence.tokens[before.index - 1]
    return before is not None and (before.lemma.lower() in words or before.text.lower() in words)


def with_conjuncts(sentence: Sentence, token: Token) -> list[Token]:
    """Return `token` and the nouns coordinated with it, in text order."""
    found = [token]
    for child in sentence.dependents[token.index]:
        if child.relation == "conj" and child.upos in ("NOUN", "PROPN", "PRON", "X", "ADJ", "NUM"):
            found.extend(with_conjuncts(sentence, child))
    return found


def is_passive(sentence: Sentence, predicate: Token) -> bool:
    """Return whether the predicate stands in the passive voice."""
    children = sentence.dependents[predicate.index]
    if predicate.feats.get("VerbForm") == "Inf" and any(c.deprel == "nsubj" for c in children):
        return False  # "wird besuchen", whatever the parser calls its auxiliary
    finite_after_all = not any(c.relation in ("aux", "cop") for c in children) and predicate.relation != "conj"
    if finite_after_all and any(c.relation == "obj" and c.index > predicate.index for c in children):
        return False  # "troops arrested two men", whatever the parser calls the troops
    if predicate.relation == "conj" and predicate.head >= 0 and predicate.feats.get("VerbForm") == "Part":
        own = any(child.relation in ("nsubj", "aux", "cop") for child in children)
        if not own and sentence.tokens[predicate.head].feats.get("VerbForm") == "Part":
            return is_passive(sentence, sentence.tokens[predicate.head])  # "wurde verhaftet und angeklagt"
    return any(child.deprel in ("nsubj:pass", "aux:pass", "csubj:pass") for child in children)


def agents_of(sentence: Sentence, predicate: Token) -> list[Token]:
    """Return by whom something is done in the passive: "wurde von der Polizei festgenommen", "was shot dead by police"."""
    outcomes = [c for c in sentence.children(predicate, "xcomp") if c.upos == "ADJ"]  # "shot dead by police"
    agents = [
        child
        for above in (predicate, *outcomes)
        for child in sentence.dependents[above.index]
        if child.deprel == "obl:agent"
        or (
            child.relation in ("obl", "nmod", "amod")
            and child.upos != "ADJ"
            and not _AGENT_MARKERS.isdisjoint(case_markers(sentence, child))
        )
    ]
    return agents or [
        below  # "wurden in Toledo von Rebellen erschossen", "ohne Urteil durch Soldaten": hung on what stands before
        for before in sentence.children(predicate, "obl")
        for below in sentence.children(before, "nmod")
        if (before.upos == "PROPN" or _WITHOUT.intersection(case_markers(sentence, before)))
        and not _AGENT_MARKERS.isdisjoint(case_markers(sentence, below))
    ]


def is_relative(sentence: Sentence, token: Token) -> bool:
    """Return whether a clause tells more of a noun, by its label or a finite verb: "the truce that they had signed"."""
    verbs = (token, *sentence.children(token, "aux"))
    return token.deprel == "acl:relcl" or (token.relation == "acl" and any(v.feats.get("VerbForm") == "Fin" for v in verbs))


def is_epithet(sentence: Sentence, token: Token) -> bool:
    """Return whether a participle only says by a hyphen whose something is: "rebel-held towns", "US-backed rebels"."""
    if token.relation != "amod" or token.feats.get("VerbForm") != "Part" or token.index < 2:
        return False
    hyphen, before = sentence.tokens[token.index - 1], sentence.tokens[token.index - 2]
    return hyphen.text in _HYPHENS and before.head == token.index


def is_infinitive(sentence: Sentence, predicate: Token) -> bool:
    """Return whether the predicate heads an infinitive: "to withdraw", "abzuziehen", "angegriffen zu haben"."""
    verbs = [predicate, *sentence.children(predicate, "aux", "cop")]
    if any(verb.feats.get("VerbForm") == "Fin" for verb in verbs):
        return False
    return predicate.feats.get("VerbForm") == "Inf" or any(
        child.upos == "PART" for verb in verbs for child in sentence.children(verb, "mark")
    )


def may_be_genitive(sentence: Sentence, token: Token) -> bool:
    """Return whether a noun without preposition can be a genitive: "der Regierung", "Russlands", not "zehn Menschen"."""
    before = [c for c in sentence.dependents[token.index] if c.index < token.index]
    articles = [c.text.lower() for c in before if c.relation == "det"]
    if articles:
        return all(article.endswith(("s", "r")) for article in articles)
    if any(c.relation == "amod" for c in before):
        return all(c.text.endswith(("er", "en")) for c in before if c.relation == "amod")
    return token.upos in ("PROPN", "PRON", "X") or token.text.endswith("s")


def dative(sentence: Sentence, token: Token) -> bool:
    """Return whether a German object stands in the dative without a preposition."""
    return token.deprel == "obl:arg" and not case_markers(sentence, token)


def antecedent(sentence: Sentence, predicate: Token, token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, else `token` itself."""
    if token.upos == "PRON" and (token.feats.get("PronType") == "Rel" or token.lemma.lower() in _RELATIVE):
        for clause in (predicate, *sentence.ancestors(predicate)):
            if clause.relation == "acl" and clause.head >= 0:
                head = sentence.tokens[clause.head]
                return _nearer_neuter(sentence, token, head) or head
    return token


def _nearer_neuter(sentence: Sentence, pronoun: Token, head: Token) -> Token | None:
    """The country right before "das" where the clause hangs on a noun of another gender: "Vorschlag Kenias, das"."""
    neuter = pronoun.text.lower() in _NEUTER and head.feats.get("Gender") in ("Masc", "Fem")
    if not neuter or pronoun.index < 2 or sentence.tokens[pronoun.index - 1].upos != "PUNCT":
        return None
    nearest = sentence.tokens[pronoun.index - 2]
    return nearest if nearest.upos == "PROPN" else None


def descendants_by(sentence: Sentence, token: Token, relations: Iterable[str]) -> list[Token]:
    """Return the direct dependents of `token` in the given relations, coordinated ones included."""
    return [t for child in sentence.children(token, *relations) for t in with_conjuncts(sentence, child)]
