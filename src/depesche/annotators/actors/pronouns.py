"""Pronouns: whom "er", "seines", "its", "das Land" stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from depesche.lang import Pack
from depesche.lang.phrases import case_markers
from depesche.model import Document, Sentence, Token

from .groups import find_group, find_pair_again
from .mentions import Mention

_DEMONSTRATIVE = frozenset({"dieser", "letzterer"})
_THAT = frozenset({"dies", "dieses"})
"""Demonstratives that take up what was said, nobody."""
_REACH = 3
"""How many sentences back a pronoun looks for its antecedent."""
_NAMING = ("amod", "appos", "compound", "flat")
"""Words below a noun that say which one is meant."""
_FOR = frozenset({"for", "für", "wegen"})
_JUDGED = 4.0
"""How much nearer who is praised or blamed stands to "for its"."""
_MANY = "INTL"
"""Code of camps of states that are not named."""
_FAR_REACH = 6
"""The same for "das Bündnis", of which a text rarely has two."""
_BARE_ROLES = ("post", "body", "force", "crowd")
_THINGS = ("state", "org", "group")
_NEUTER = ("it", "its", "es")


def find_pronouns(document: Document, mentions: Sequence[Mention], *, pack: Pack) -> list[Mention]:
    """Return the mentions with those added where a personal pronoun or "beide Länder" refers back to actors."""
    formal = pack.words("actors", "formal_you")
    others, countries = pack.words("actors", "others"), pack.words("actors", "country_nouns")
    minded, neighbours = pack.words("actors", "minded"), pack.words("actors", "neighbour_nouns")
    found = sorted(mentions, key=lambda m: m.start)
    for number, sentence in enumerate(document.sentences):
        for token in sentence.tokens:
            if _is_formal_you(document, token, formal):
                continue
            camp = _other_camp(found, number, token, others)
            country = _the_country(document, found, number, token, countries) or _the_neighbour(document, found, number, token, neighbours)
            party = find_group_again(document, found, number, token, pack=pack)
            if party is not None:
                found = [m for m in found if m.sentence != number or m.head != token.index or m.role not in _BARE_ROLES]
            if camp is not None or country is not None or party is not None:
                found.extend(mention for mention in (camp, country, party) if mention is not None)
            elif _refers(token) and (
                _third_person(token)
                or _is_minded(sentence, token, minded)
                or _speaks_of_itself(sentence, [m for m in found if m.sentence == number], token)
            ):
                antecedent = find_antecedent(document, found, number, token)
                pair = find_pair_again(document, found, number, token) if antecedent is None else None
                if antecedent is not None:
                    found.append(_pronoun(token, number, antecedent))
                elif pair is not None:
                    found.append(pair)
            else:
                group = find_group(document, found, number, token, pack=pack)
                if group is not None:
                    found = [
                        m for m in found if not (m.kind == "unnamed" and m.sentence == number and m.head == token.index)
                    ]
                    found.append(group)
    return sorted(found, key=lambda m: (m.start, m.end))


def _refers(token: Token) -> bool:
    """Whether the token is a pronoun, a possessive, or a demonstrative that stands alone: "Dieser könnte …"."""
    if token.upos == "PRON" or token.feats.get("Poss") == "Yes":
        return True
    return token.upos == "DET" and token.lemma in _DEMONSTRATIVE and token.relation == "nsubj"


def _is_formal_you(document: Document, token: Token, formal: frozenset[str]) -> bool:
    """Whether "Sie" is the polite address: with a capital where no sentence begins."""
    if token.text not in formal:
        return False
    before = document.article.text[: token.start].rstrip("„“»«\"' ")
    return bool(before) and before[-1] not in ".!?:…"


def _other_camp(found: Sequence[Mention], number: int, token: Token, others: frozenset[str]) -> Mention | None:
    """The camp of "Andere verhalten sich neutral", behind "Viele Länder unterstützen …"."""
    if token.lemma.lower() not in others or token.relation != "nsubj" or token.upos in ("NOUN", "PROPN"):
        return None
    before = [m for m in found if m.kind == "collective" and m.start < token.start and number - m.sentence <= _REACH]
    if not before or before[-1].codes != (_MANY,):
        return None
    return Mention(
        start=token.start, end=token.end, sentence=number, head=token.index, ids=(f"collective:{_MANY}/others",),
        kind="collective", role="pronoun", name=token.text, codes=(_MANY,),
    )  # fmt: skip


def find_group_again(
    document: Document, found: Sequence[Mention], number: int, token: Token, *, pack: Pack
) -> Mention | None:
    """Return the organisation, company or armed group named last that "das Bündnis", "the company" takes up, if any."""
    kinds = _taken_up(pack, token.lemma)
    if not kinds or not _stands_alone(document.sentences[number], token):
        return None
    for mention in sorted(found, key=lambda m: -m.start):
        if mention.end > token.start or number - mention.sentence > _FAR_REACH or mention.role == "adjective":
            continue
        if mention.kind in kinds or any(code.partition(":")[0] in kinds for code in mention.codes):
            return _pronoun(token, number, mention)
    return None


def _taken_up(pack: Pack, noun: str) -> frozenset[str]:
    """Which kinds of actor, or prefixes of codes, a noun takes up: "das Bündnis" an organisation."""
    table = pack.table("actors").get("takes_up", {})
    return (
        frozenset(str(kind) for kind, nouns in table.items() if noun in nouns)
        if isinstance(table, dict)
        else frozenset()
    )


def _stands_alone(sentence: Sentence, token: Token) -> bool:
    """Whether a noun is singular, definite and without attribute: "das Land"."""
    below = sentence.dependents[token.index]
    if token.feats.get("Number") == "Plur" or not any(
        c.relation == "det" and c.feats.get("Definite") == "Def" for c in below
    ):
        return False
    return not any(c.relation in ("amod", "nmod", "acl", "appos", "compound", "flat") for c in below)


def _the_country(
    document: Document, found: Sequence[Mention], number: int, token: Token, countries: frozenset[str]
) -> Mention | None:
    """The state that "das Land" takes up: the one named last, shortly before."""
    if token.lemma not in countries or not _stands_alone(document.sentences[number], token):
        return None
    last = next((m for m in _states_before(found, token) if number - m.sentence <= 1), None)
    return _pronoun(token, number, last) if last is not None else None


def _states_before(found: Sequence[Mention], token: Token) -> Iterator[Mention]:
    """The states named before a word, latest first."""
    for mention in sorted(found, key=lambda m: -m.start):
        named = mention.ids[0].startswith("state:") and mention.role in ("name", "capital", "place")
        if named and mention.end <= token.start:
            yield mention


def _the_neighbour(
    document: Document, found: Sequence[Mention], number: int, token: Token, neighbours: frozenset[str]
) -> Mention | None:
    """The state that "das Nachbarland", "its neighbour" takes up: the one named last but the one whose neighbour it is."""
    sentence = document.sentences[number]
    if token.lemma.lower() not in neighbours or token.feats.get("Number") == "Plur" or token.head < 0:
        return None
    below = sentence.dependents[token.index]
    possessive = any(c.feats.get("Poss") == "Yes" for c in below)
    if not possessive and not any(c.feats.get("Definite") == "Def" for c in below):
        return None
    telling = _NAMING if possessive else (*_NAMING, "nmod", "acl")  # "accused its neighbour of shelling villages"
    if any(c.relation in telling and c.feats.get("Poss") != "Yes" for c in below):
        return None  # "ihr westliches Nachbarland", "das Nachbarland Togo"
    states = list(_states_before(found, token))
    here = {m.ids for m in states if m.sentence == number}
    other = next((m for m in states if number - m.sentence <= _REACH and m.ids not in here), None)
    return _pronoun(token, number, other) if other is not None else None


def _third_person(token: Token) -> bool:
    if token.lemma in _DEMONSTRATIVE and token.relation == "nsubj":
        return token.text.lower() not in _THAT
    if token.text.lower() in ("it", "its") and token.upos == "PRON" and token.relation != "expl":
        return True
    if token.feats.get("PronType") != "Prs" or token.feats.get("Person", "3") != "3":
        return False
    if token.feats.get("Poss") == "Yes":
        return True
    return (
        token.feats.get("Gender") != "Neut"
        and token.feats.get("Reflex") != "Yes"
        and token.text.lower() not in ("es", "it", "sich")
    )


def _is_minded(sentence: Sentence, token: Token, minded: frozenset[str]) -> bool:
    """Whether somebody must be meant by a neuter pronoun, since it has a mind: "Syria says it is willing to withdraw"."""
    if token.text.lower() not in _NEUTER or token.head < 0 or token.relation not in ("expl", "nsubj"):
        return False
    return sentence.tokens[token.head].lemma.lower() in minded


def _speaks_of_itself(sentence: Sentence, here: Sequence[Mention], token: Token) -> bool:
    """Whether a neuter subject that does something to somebody is who says so: "Kenia teilte mit, es habe ihn befreit"."""
    if token.text.lower() != "es" or token.deprel != "nsubj" or token.head < 0:
        return False
    verb = sentence.tokens[token.head]
    if verb.upos != "VERB" or verb.relation not in ("ccomp", "parataxis") or not sentence.children(verb, "obj"):
        return False
    sayers = {c.index for c in sentence.children(sentence.tokens[verb.head], "nsubj")}
    return any(m.head in sayers and m.kind in _THINGS for m in here)


def _pronoun(token: Token, number: int, antecedent: Mention) -> Mention:
    return Mention(
        start=token.start,
        end=token.end,
        sentence=number,
        head=token.index,
        ids=antecedent.ids,
        kind=antecedent.kind,
        role="pronoun",
        name=antecedent.name,
        codes=antecedent.codes,
        sector=antecedent.sector,
        office=antecedent.office,
    )


def find_antecedent(document: Document, found: Sequence[Mention], number: int, token: Token) -> Mention | None:
    """Return the mention that a pronoun or possessive takes up, None if none fits."""
    best: tuple[float, Mention] | None = None
    subjects = _subjects_beside(document.sentences[number], found, number, token)
    judged = _judged(document.sentences[number], token)
    for mention in found:
        if mention.start >= token.start or number - mention.sentence > _REACH or mention.ids in subjects:
            continue
        if not _may_stand_for(document, token, mention):
            continue
        score = _nearness(document, number, token, mention)
        if mention.sentence == number and mention.head in judged:
            score += _JUDGED
        if best is None or score > best[0]:
            best = (score, mention)
    if best is None or _thing_between(document, found, number, token, best[1]):
        return None
    return best[1]


def _thing_between(document: Document, found: Sequence[Mention], number: int, token: Token, antecedent: Mention) -> bool:
    """Whether the sentence before speaks of a thing that a pronoun takes up rather than somebody named further back.

    "Sisi traf Burhan. Die USA legten einen Plan vor. Die Rebellen stimmten ihm zu": the plan.
    """
    masculine = token.feats.get("Gender", "Masc") == "Masc" and token.feats.get("Number") == "Sing"
    if number - antecedent.sentence < 2 or token.feats.get("Poss") == "Yes" or not masculine:
        return False
    named = {m.head for m in found if m.sentence == number - 1}
    return any(
        t.upos == "NOUN" and t.relation in ("obj", "nsubj") and t.index not in named
        and t.feats.get("Gender") == "Masc" and t.feats.get("Number") == "Sing"
        for t in document.sentences[number - 1].tokens
    )  # fmt: skip


def _judged(sentence: Sentence, token: Token) -> frozenset[int]:
    """The objects of a verb for whose own deed they are praised or blamed: "praised Turkey for its mediation"."""
    noun = sentence.tokens[token.head] if token.feats.get("Poss") == "Yes" and token.head >= 0 else None
    if noun is None or noun.relation not in ("obl", "nmod") or _FOR.isdisjoint(case_markers(sentence, noun)):
        return frozenset()
    verb = next((t for t in sentence.ancestors(noun) if t.upos == "VERB"), None)
    return frozenset(c.index for c in sentence.children(verb, "obj")) if verb is not None else frozenset()


def _subjects_beside(sentence: Sentence, found: Sequence[Mention], number: int, token: Token) -> set[tuple[str, ...]]:
    """Whom an object pronoun cannot stand for: the subjects of its verb, as in "er bat ihn", "Togo and Benin welcomed it"."""
    if token.relation not in ("obj", "iobj", "obl") or token.feats.get("Poss") == "Yes":
        return set()
    heads = [c for c in sentence.dependents[token.head] if c.relation == "nsubj"]
    subjects = {c.index for head in heads for c in (head, *sentence.children(head, "conj"))}
    return {m.ids for m in found if m.sentence == number and m.head in subjects}


def _may_stand_for(document: Document, token: Token, mention: Mention) -> bool:
    """Whether number and kind allow it: "its" is a state, "er" a person, "sein" either, "sie" and "ihr" also many."""
    if mention.role == "adjective" or mention.kind == "media":
        return False
    possessive = token.feats.get("Poss") == "Yes"
    head = document.sentences[mention.sentence].tokens[mention.head]
    if token.text.lower() in _NEUTER:
        plural = mention.role in _BARE_ROLES and head.feats.get("Number") == "Plur"
        thing = mention.kind in _THINGS or (mention.kind == "unnamed" and mention.role == "body")
        return thing and mention.role != "demonym" and not plural
    if token.lemma in _DEMONSTRATIVE:
        return not _differs(token, head)
    many = mention.role in ("crowd", "force", "demonym") or head.feats.get("Number") == "Plur"
    personal = mention.kind == "person" or (mention.role in ("post", "pronoun") and not many)
    if not possessive and mention.kind == "unnamed" and mention.role == "post" and _differs(token, head):
        return False  # "ein Berater … sie"
    if token.feats.get("Number", "") == "Plur" and not possessive:
        return not personal and (many or mention.kind == "collective")
    if possessive and token.text.lower().startswith("sein"):
        return personal or (mention.kind in _THINGS and not many and head.feats.get("Gender") != "Fem")
    if possessive and token.text.lower().startswith("ihr"):
        feminine = _is_feminine(document.sentences[mention.sentence], head)
        return many or personal or (mention.kind in _THINGS and feminine)
    if token.text.lower() == "sie" and mention.kind in ("org", "group") and mention.role == "name":
        opens = (
            token.relation == "nsubj" and token.index < token.head
        )  # in "nannte sie eine Lüge" she may be the object
        return opens and _is_feminine(document.sentences[mention.sentence], head)
    she = token.feats.get("Gender") == "Fem" or (token.text.lower() == "sie" and token.feats.get("Number") == "Sing")
    if head.feats.get("Gender") == "Fem" and she:
        return personal or mention.role in ("body", "force")
    if token.text.lower() in ("their", "they", "them", "theirs"):
        return many or mention.kind == "collective"
    return personal


def _differs(pronoun: Token, noun: Token) -> bool:
    """Whether a pronoun and the noun of a post are of the two genders of persons."""
    genders = {pronoun.feats.get("Gender"), noun.feats.get("Gender")}
    return genders == {"Fem", "Masc"} and pronoun.feats.get("Number") != "Plur"


def _is_feminine(sentence: Sentence, noun: Token) -> bool:
    """Whether a name's noun or its article is feminine: "die Afrikanische Union"."""
    return any(
        t.feats.get("Gender") == "Fem"
        for t in (noun, *(c for c in sentence.dependents[noun.index] if c.relation in ("det", "dep")))
    )


def _nearness(document: Document, number: int, token: Token, mention: Mention) -> float:
    """How near a mention stands to a pronoun: sentences between them, subjects before objects before attributes."""
    sentence = document.sentences[mention.sentence]
    head = sentence.tokens[mention.head]
    score = float(mention.sentence - number) * 2 + mention.start / 1e7
    if token.lemma in _DEMONSTRATIVE:
        return score - (1.5 if _is_subject(sentence, head) else 0.0)  # "Orbán traf Kim. Dieser sagte …": Kim did
    nouns = [head, sentence.tokens[head.head]] if head.relation in ("appos", "flat") and head.head >= 0 else [head]
    told_more = mention.kind == "person" and any(c.deprel == "acl:relcl" for noun in nouns for c in sentence.dependents[noun.index])
    if _is_subject(sentence, head) or (told_more and mention.sentence < number):
        score += 1.5  # also of whom a relative clause tells: "a warrant for Gonzalez, who fled to Spain. Madrid granted him asylum"
    elif head.relation in ("nmod", "amod", "compound"):
        score -= 1.0
    elif mention.sentence == number and token.feats.get("Poss") != "Yes":
        score -= 0.5
    return score


def _is_subject(sentence: Sentence, head: Token) -> bool:
    if head.relation == "nsubj":
        return True
    return head.relation in ("appos", "flat") and head.head >= 0 and sentence.tokens[head.head].relation == "nsubj"
