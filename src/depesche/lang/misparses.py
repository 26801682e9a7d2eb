"""Where a verb's subject or object stands when the parser hung it on the wrong word."""

from __future__ import annotations

from depesche.model import Sentence, Token

from .phrases import case_markers, is_infinitive, is_passive, may_be_genitive


def finite_after_all(sentence: Sentence, predicate: Token) -> bool:
    """Return whether a parser took a verb with its object for a participle: "guerrillas wounded two soldiers, police said"."""
    if predicate.relation != "acl" or not sentence.children(predicate, "obj") or predicate.head < 0:
        return False
    noun = sentence.tokens[predicate.head]
    if noun.relation != "nsubj" or noun.head < 0:
        return False
    return len(sentence.children(sentence.tokens[noun.head], "nsubj")) > 1


def hung_across(sentence: Sentence, predicate: Token) -> list[Token]:
    """Return the noun before a verb that a parser hung on the object behind it, or made one word with the verb.

    "Malta eased emergency measures", "Maltese police fired tear gas".
    """
    across = [
        token
        for noun in sentence.children(predicate, "obj")
        for token in sentence.children(noun, "compound", "nmod")
        if token.index < predicate.index < noun.index and token.upos == "PROPN" and not case_markers(sentence, token)
    ]
    if across or predicate.feats.get("VerbForm") != "Fin":
        return across
    before = sentence.children(predicate, "compound")
    return [c for c in before if c.index == predicate.index - 1 and c.upos in ("NOUN", "PROPN")]


def subject_of_verbless(sentence: Sentence, predicate: Token) -> Token | None:
    """Return the subject of a past that a parser hung on a noun, so that the sentence has no verb: "Doctors from Oslo gave blood".

    "Peru mobilised reservists" may come out as mobilised reservists, too: then the name before the verb does it.
    """
    root = next((t for t in sentence.tokens if t.head < 0), None)
    past = predicate.feats.get("Tense") == "Past" and not sentence.children(predicate, "mark", "aux", "cop")
    if root is None or root.upos not in ("NOUN", "PROPN") or not past or sentence.children(root, "cop", "nsubj"):
        return None
    if predicate.deprel == "acl" and predicate.index > root.index:
        verbs = [predicate, *sentence.children(predicate, "conj")]
        noun = sentence.tokens[predicate.head]
        above = [noun, *sentence.ancestors(noun)]
        tied = all(t.relation in ("nmod", "conj", "appos", "flat", "root") for t in above[: above.index(root) + 1])
        whole = sentence.tokens[-1].text == "." and not any(t.upos in ("VERB", "AUX") for t in sentence.tokens[: predicate.index])
        by = any("by" in case_markers(sentence, c) for c in sentence.children(predicate, "obl"))
        return root if tied and (any(sentence.children(v, "obj") for v in verbs) or (whole and not by)) else None
    before = sentence.tokens[predicate.index - 1] if predicate.index else None
    if predicate.relation != "amod" or before is None or before.upos not in ("NOUN", "PROPN"):
        return None
    return root if root.index < predicate.index else before if predicate.head == root.index else None


def strung_behind(sentence: Sentence, predicate: Token) -> Token | None:
    """Return the verb whose subject a finite verb shares though the tree does not say so: "summoned him, told its citizens …".

    "Lobte die Idee, verlangte aber Geld" may come out as something said, "told them not to go and banned imports" as what
    they were told.
    """
    if (
        predicate.feats.get("VerbForm") != "Fin"
        or predicate.head < 0
        or sentence.children(predicate, "mark", "aux", "cop")
    ):
        return None
    governor = sentence.tokens[predicate.head]
    if predicate.relation == "conj" and predicate.feats.get("Tense") == "Past" and is_infinitive(sentence, governor):
        above = (t for t in sentence.ancestors(governor) if t.feats.get("VerbForm") == "Fin")
        return next(above, None)
    comma = predicate.index > 0 and sentence.tokens[predicate.index - 1].text == ","
    strung = predicate.relation in ("parataxis", "ccomp") and governor.index < predicate.index
    return governor if comma and strung and governor.feats.get("VerbForm") != "Inf" else None


def split_subjects(sentence: Sentence, predicate: Token, subjects: list[Token]) -> tuple[list[Token], list[Token]]:
    """Return subjects and objects where a parser calls both so: "Polen unterstützt die Ukraine" with two subjects.

    The one before the verb is taken for the subject, unless its form is an accusative.
    """
    relative = [subject for subject in subjects if subject.feats.get("PronType") == "Rel"]
    if len(subjects) == 2 and len(relative) == 1 and relative[0].index == min(s.index for s in subjects):
        return [s for s in subjects if s is not relative[0]], relative  # "a policy which Berlin criticised"
    verb = predicate.index
    if all(subject.upos == "PROPN" for subject in subjects):  # "Russland will Japan Waffen liefern"
        verb = min([verb, *(c.index for c in sentence.children(predicate, "aux") if c.feats.get("VerbForm") == "Fin")])
    before = [s for s in subjects if s.index < verb]
    after = [s for s in subjects if s.index > verb]
    if len(subjects) != 2 or not before or not after:
        return subjects, []
    return (after, before) if before[0].feats.get("Case") == "Acc" else (before, after)


def named_subject(sentence: Sentence, predicate: Token) -> list[Token]:
    """Return the name among two subjects of a passive, to whom something is done: "Kenia wurde Vertragsbruch vorgeworfen"."""
    subjects = sentence.children(predicate, "nsubj")
    names = [subject for subject in subjects if subject.upos == "PROPN"]
    return names if len(subjects) == 2 and len(names) == 1 and is_passive(sentence, predicate) else []


def run_into_number(sentence: Sentence, predicate: Token) -> list[Token]:
    """Return the name right behind a verb that a parser made part of a number: "gave Egypt 500 million dollars"."""
    behind = sentence.tokens[predicate.index + 1 : predicate.index + 2]
    return [
        t for t in behind if t.upos == "PROPN" and t.relation == "compound" and sentence.tokens[t.head].upos == "NUM"
    ]


def second_subject(sentence: Sentence, predicate: Token) -> list[Token]:
    """Return the object that a parser called a second subject."""
    return split_subjects(sentence, predicate, sentence.children(predicate, "nsubj"))[1]


def bare_noun(sentence: Sentence, token: Token) -> bool:
    """Return whether a noun without preposition stands where an object may: "forderte die Rebellen auf", called an adverb."""
    return (
        token.upos in ("NOUN", "PROPN")
        and token.relation in ("advmod", "dep", "obl")
        and not token.deprel.endswith((":agent", ":tmod"))
        and not case_markers(sentence, token)
    )


def hung_too_low(sentence: Sentence, predicate: Token) -> list[Token]:
    """Return the subject that a parser hung below a noun before it: "kamen bei einem Anschlag in Goris zehn Menschen ums Leben"."""
    return [
        below
        for child in sentence.dependents[predicate.index]
        if child.relation in ("obl", "advmod")
        for above in (child, *sentence.children(child, "nmod"))
        for below in sentence.dependents[above.index]
        if below.deprel == "nmod" and below.index > above.index and below.upos == "NOUN"
        and not case_markers(sentence, below) and not may_be_genitive(sentence, below)
    ]  # fmt: skip


def bare_name(sentence: Sentence, token: Token) -> bool:
    """Return whether a capitalised word right before the verb is its subject, called an adverb: "Athen wies das zurück"."""
    return token.relation in ("advmod", "dep", "obl") and token.text[:1].isupper() and not case_markers(sentence, token)
