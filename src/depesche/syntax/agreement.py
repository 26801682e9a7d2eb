"""Subject and objects by the case that articles and pronouns show, where the network overlooked it.

"Den Vorschlag lehnte der Minister ab." puts the object first; a parser trained on few trees takes it for the subject. What
case a form can have is data (`[cases]` in the pack's `tokens.toml`); a language without the table is left as it is.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from .model import Analysis

Cases = Mapping[str, frozenset[str]]
SUBJECTS = frozenset(("nsubj", "nsubj:pass"))
ARGUMENTS = SUBJECTS | {"obj", "iobj", "obl:arg"}
_DETERMINERS = frozenset(("det", "det:poss"))
_NOMINATIVE, _ACCUSATIVE, _DATIVE = "Nom", "Acc", "Dat"
_ANY = frozenset((_NOMINATIVE, _ACCUSATIVE, _DATIVE))
_DATIVE_PLURALS = ("n", "s")
"""Ends of German nouns in the dative plural: "den Vorschlag" can be no dative."""


def with_agreement(
    forms: Sequence[str],
    words: Sequence[Analysis],
    cases: Cases,
    names: Container[str] = frozenset(),
    two_accusatives: Container[str] = frozenset(),
) -> list[Analysis]:
    """Return the words with relations that their articles allow, and the case that follows from these.

    `names` are words that are never anything else, as the names of states and capitals; `two_accusatives` verbs with two
    direct objects.
    """
    made = list(words)
    if not cases:
        return made
    shown = _shown(forms, made, cases)
    _name_first(made, shown, known=bool(forms) and forms[0] in names)
    verbs: dict[int, list[int]] = {}
    for number, word in enumerate(made, start=1):
        if word.deprel in ARGUMENTS and word.head and made[word.head - 1].upos in ("VERB", "AUX"):
            verbs.setdefault(word.head, []).append(number)
    nouns = {word.head for word in words if word.deprel in ("case", "cop")}
    for verb, arguments in verbs.items():
        if verb not in nouns:
            own = [number for number in arguments if number not in nouns]
            shared = _shares_subject(made, verb) and _before_pronoun(made, own, shown) is None
            (_only_objects if shared else _repair)(made, own, shown)
            _two_objects(made, own, shown, accusative=made[verb - 1].lemma in two_accusatives)
    return made


def with_number(analysed: Sequence[Analysis]) -> list[Analysis]:
    """Return the words, a noun or pronoun that is a subject by itself in the number of its verb: "Die Minister erklärten"."""
    words = list(analysed)
    for number, word in enumerate(words, start=1):
        third = word.upos == "PRON" and word.feats.get("PronType") == "Prs" and word.feats.get("Person") == "3"
        if word.deprel not in SUBJECTS or not (third or word.upos == "NOUN") or not word.head or _coordinated(words, number):
            continue
        wanted = _number(words, word.head)
        if wanted is None or word.feats.get("Number") == wanted:
            continue
        _mark(words, number, "Number", wanted)
    return words


def _name_first(words: list[Analysis], shown: Mapping[int, frozenset[str]], *, known: bool) -> None:
    """Make a bare name that opens the sentence right before its verb the subject: "Moskau erkennt das Gericht nicht an".

    So it is in all 71 such sentences of GSD and PUD. `known` says that the first word is a name whatever the network takes it for.
    """
    end = 1
    while end < len(words) and words[end].upos == "PROPN" and words[end].head == 1:
        end += 1
    if len(words) <= end or words[end].upos not in ("VERB", "AUX") or not (known or words[0].upos == "PROPN"):
        return
    verb = words[end].head if words[end].deprel in ("aux", "aux:pass", "cop") else end + 1
    if words[0].head != verb or words[0].deprel in SUBJECTS or any(w.head == 1 and w.deprel == "case" for w in words):
        return
    others = [n for n, word in enumerate(words, start=1) if word.head == verb and word.deprel in SUBJECTS]
    certain = any(words[n - 1].upos != "NOUN" or _ACCUSATIVE not in shown.get(n, _ANY) for n in others)
    if certain or _number(words, verb) == "Plur":
        words[0] = replace(words[0], upos="PROPN", deprel="obj")
        return
    words[0] = replace(words[0], upos="PROPN", deprel=words[others[0] - 1].deprel if others else "nsubj")
    for number in others:
        _set(words, number, "obj", _ACCUSATIVE)


def _shares_subject(words: Sequence[Analysis], verb: int) -> bool:
    """Whether a finite verb right behind "und" has the subject of the verb before it: "bestritt dies und warf Kiew vor".

    So it is in 99 of 100 such clauses of GSD and PUD.
    """
    own = words[verb - 1]
    if own.relation != "conj" or own.feats.get("VerbForm") != "Fin" or own.head >= verb or verb < 2:
        return False
    first = words[own.head - 1]
    joined = words[verb - 2].upos == "CCONJ" and words[verb - 2].head == verb
    return joined and first.upos in ("VERB", "AUX") and any(w.head == own.head and w.deprel == "nsubj" for w in words)


def _only_objects(words: list[Analysis], arguments: Sequence[int], shown: Mapping[int, frozenset[str]]) -> None:
    """Make nouns that the network took for a subject, or for two direct objects, an object in the dative and a direct one."""
    direct = [n for n in arguments if words[n - 1].deprel in ("nsubj", "obj") and words[n - 1].upos in ("NOUN", "PROPN")]
    for number in direct:
        possible = shown.get(number, _ANY)
        first_of_two = number == direct[0] and len(direct) > 1
        if _DATIVE in possible and (first_of_two or _ACCUSATIVE not in possible):
            _set(words, number, "obl:arg", _DATIVE)
        elif _ACCUSATIVE in possible:
            _set(words, number, "obj", _ACCUSATIVE)


def _shown(forms: Sequence[str], words: Sequence[Analysis], cases: Cases) -> dict[int, frozenset[str]]:
    """The cases that each word can have by its article or, of a pronoun, by its form; words that show none left out."""
    shown: dict[int, frozenset[str]] = {}
    for number, (form, word) in enumerate(zip(forms, words, strict=True), start=1):
        possible = cases.get(form.lower())
        if possible is None:
            continue
        if word.upos == "PRON" and word.deprel not in _DETERMINERS:
            shown[number] = possible
        elif word.deprel in _DETERMINERS and word.head > number:
            singular = words[word.head - 1].feats.get("Number") == "Sing"
            if form.lower().endswith("en") and (singular or not forms[word.head - 1].endswith(_DATIVE_PLURALS)):
                possible -= {_DATIVE}
            shown[word.head] = shown.get(word.head, possible) & possible
    return {number: possible for number, possible in shown.items() if possible}


def _repair(words: list[Analysis], arguments: Sequence[int], shown: Mapping[int, frozenset[str]]) -> None:
    """Give the arguments of one verb relations that fit the cases they show and the number of the verb."""
    subject = next((n for n in arguments if words[n - 1].deprel in SUBJECTS), None)
    before = _before_pronoun(words, arguments, shown)
    better = _other_subject(words, arguments, shown, subject) if before is None else before[0]
    if before is not None and words[before[1] - 1].deprel in SUBJECTS:
        _set(words, before[1], "obj", _ACCUSATIVE)
    if better not in (None, subject):
        name = "nsubj" if subject is None else words[subject - 1].deprel
        if subject is not None:
            _set(words, subject, "obj", _ACCUSATIVE)
        _set(words, better, name, _NOMINATIVE)
    first = next((n for n in arguments if words[n - 1].deprel in SUBJECTS), None)
    for number in arguments:
        word, possible = words[number - 1], shown.get(number)
        second = word.deprel in SUBJECTS and number != first  # no verb has two subjects
        if second and possible is None and word.upos == "PROPN":  # "Khartum wirft Abu Dhabi vor, … zu versorgen"
            taken = any(w.head == word.head and w.relation in ("obj", "ccomp", "xcomp") for w in words)
            possible = frozenset((_DATIVE,)) if taken else _ANY
        if possible is None or not (second or not _fits(word.deprel, possible)):
            continue
        if _ACCUSATIVE in possible:
            _set(words, number, "obj", _ACCUSATIVE)
        elif _DATIVE in possible:
            _set(words, number, "obl:arg", _DATIVE)


def _two_objects(
    words: list[Analysis], arguments: Sequence[int], shown: Mapping[int, frozenset[str]], *, accusative: bool
) -> None:
    """Give a bare name before another object its case: the dative in "wirft Moskau Angriffe vor", not in "nennt Moskau einen Aggressor"."""
    objects = [n for n in arguments if words[n - 1].deprel in ("obj", "obl:arg") and words[n - 1].upos in ("NOUN", "PROPN")]
    if len(objects) != 2 or words[objects[0] - 1].upos != "PROPN" or objects[0] in shown or words[objects[1] - 1].deprel != "obj":
        return
    relation, case = ("obj", _ACCUSATIVE) if accusative else ("obl:arg", _DATIVE)
    if words[objects[0] - 1].deprel != relation:
        _set(words, objects[0], relation, case)


def _before_pronoun(
    words: Sequence[Analysis], arguments: Sequence[int], shown: Mapping[int, frozenset[str]]
) -> tuple[int, int] | None:
    """A noun right before a personal pronoun of the same verb, and that pronoun: "doch lehnte Peru sie ab".

    The noun is the subject: German puts no object of the same case before such a pronoun.
    """
    for first, second in pairwise(sorted(arguments)):
        noun, pronoun = words[first - 1], words[second - 1]
        third = pronoun.feats.get("PronType") == "Prs" and pronoun.feats.get("Person") == "3"
        personal = pronoun.upos == "PRON" and third and _ACCUSATIVE in shown.get(second, _ANY)
        beside = first == second - 1 or (words[second - 2].head == first and words[second - 2].upos != "PUNCT")
        if personal and beside and noun.upos in ("NOUN", "PROPN") and _NOMINATIVE in shown.get(first, {_NOMINATIVE}):
            return first, second
    return None


def _other_subject(
    words: Sequence[Analysis], arguments: Sequence[int], shown: Mapping[int, frozenset[str]], subject: int | None
) -> int | None:
    """The argument that must be the subject instead; None where the subject is right or none is better."""
    verb = words[arguments[0] - 1].head if arguments else 0
    others = [n for n in arguments if n != subject and _NOMINATIVE in shown.get(n, {_NOMINATIVE})]
    if subject is None:
        misfit = any(n in shown and not _fits(words[n - 1].deprel, shown[n]) for n in others)
        certain = [n for n in others if words[n - 1].feats.get("Case") == _NOMINATIVE]
        others = others if misfit else certain if len(arguments) > 1 else []
    elif _fits(words[subject - 1].deprel, shown.get(subject, frozenset([_NOMINATIVE]))):
        wanted, own = _number(words, verb), words[subject - 1]
        bare = own.upos == "PROPN" and subject not in shown and not any(w.head == subject and w.deprel in _DETERMINERS for w in words)
        number = "Sing" if bare else own.feats.get("Number")
        if wanted is None or number in (None, wanted) or _coordinated(words, subject):
            return None  # "Die Sanktionen kritisierte der Kreml", "Kiew lehnen die Rebellen ab": the numbers differ
        others = [
            n for n in others
            if (bare or _ACCUSATIVE not in shown.get(n, _ANY)) and words[n - 1].feats.get("Number") == wanted
        ]  # fmt: skip
    return min(others, key=lambda n: (n not in shown, _fits(words[n - 1].deprel, shown.get(n, _ANY)), n), default=None)


def _number(words: Sequence[Analysis], verb: int) -> str | None:
    """The number of the finite verb or of its auxiliary."""
    chain = [words[verb - 1], *(w for w in words if w.head == verb and w.relation == "aux")]
    return next((w.feats.get("Number") for w in chain if w.feats.get("VerbForm") == "Fin"), None)


def _coordinated(words: Sequence[Analysis], number: int) -> bool:
    return any(word.head == number and word.relation == "conj" for word in words)


def _fits(relation: str, possible: frozenset[str]) -> bool:
    if relation in SUBJECTS:
        return _NOMINATIVE in possible
    return (_ACCUSATIVE if relation == "obj" else _DATIVE) in possible


def _set(words: list[Analysis], number: int, relation: str, case: str) -> None:
    """Change a word's relation, and its case and that of its articles."""
    words[number - 1] = replace(words[number - 1], deprel=relation)
    _mark(words, number, "Case", case)


def _mark(words: list[Analysis], number: int, name: str, value: str) -> None:
    """Give a word a feature, and those of its articles and adjectives that show it; plural ones have no gender."""
    words[number - 1] = replace(words[number - 1], feats={**words[number - 1].feats, name: value})
    for place, word in enumerate(words):
        if word.head == number and word.deprel in (*_DETERMINERS, "amod") and name in word.feats:
            kept = {n: v for n, v in word.feats.items() if n != "Gender" or value != "Plur"}
            words[place] = replace(word, feats={**kept, name: value})
