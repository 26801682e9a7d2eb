"""References back to who was named before: surnames after full names, role nouns without a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from depesche import codebook
from depesche.lang import Pack
from depesche.model import Document, Sentence, Span, Token

from .mentions import Mention
from .names import without_genitive
from .owners import Owners, state_side
from .roles import RolePhrase, holder_from
from .scene import is_town

_REACH = 3
"""How many sentences back a bare role looks for one like it."""
_REBELS = "REB"
_ARMED = "armed group"
_NO_OWNERS = ("adjective", "force", "crowd")
"""Roles of mentions that no possessive takes up where a side is named."""
_ATTRIBUTES = ("nmod", "amod", "acl", "appos", "compound", "flat", "nummod")


def _covered(document: Document, mentions: Sequence[Mention]) -> set[tuple[int, int]]:
    return {
        (mention.sentence, token.index)
        for mention in mentions
        for token in document.sentences[mention.sentence].tokens_in(mention.span)
    }


def find_surnames(document: Document, mentions: Sequence[Mention], *, pack: Pack) -> list[Mention]:
    """Return the mentions with those added where a surname alone stands for a person named in full, or for an office-holder."""
    by_surname: dict[str, Mention] = {}
    for mention in mentions:
        if mention.kind == "person":
            last = without_genitive(mention.name).split()[-1]
            by_surname.setdefault(codebook.transcription_fold(last), mention)
            person = codebook.load_persons().get(mention.ids[0])
            if person is not None:
                for surname in person.surnames:
                    by_surname.setdefault(codebook.transcription_fold(surname), mention)
    covered = _covered(document, mentions)
    persons = {name.start for name in document.names if name.kind == "person"}
    locative, particles = pack.words("actors", "locative"), pack.words("actors", "name_particles")
    found = list(mentions)
    for number, sentence in enumerate(document.sentences):
        for token in sentence.tokens:
            if token.upos not in ("PROPN", "NOUN") or not token.text[:1].isupper() or len(token.text) < 2:
                continue
            if len(token.text) == 2 and (
                token.upos != "PROPN" or codebook.transcription_fold(token.text) not in by_surname
            ):
                continue  # "Xi", but no "EU"
            if (number, token.index) in covered:
                continue
            if is_town(sentence, [token], locative) or any(time.span.overlaps(token.span) for time in document.times):
                continue  # "in Lagos", "on Friday": not Mr Lagos, nor Mr Friday
            named = token.upos == "PROPN" or token.start in persons or _is_bare_surname(sentence, token)
            alone = _surname_mention(token, number, by_surname, named=named, on=document.article.published)
            if alone is not None:
                found.append(_with_particles(sentence, token, alone, particles))
    return found


def _with_particles(sentence: Sentence, token: Token, surname: Mention, particles: frozenset[str]) -> Mention:
    """The mention of a surname with the particles before it: "Von der Leyen"."""
    first = token.index
    while first > 0 and sentence.tokens[first - 1].text.lower() in particles and sentence.tokens[first - 1].upos == "PROPN":
        first -= 1
    start = sentence.tokens[first].start
    head = sentence.head_of(Span(start, token.end))
    return replace(surname, start=start, head=head.index) if first < token.index and head is not None else surname


def _is_bare_surname(sentence: Sentence, token: Token) -> bool:
    """Whether a noun without article or attribute is spelt as the surname of an office-holder: "sagte Blinken"."""
    if token.text not in codebook.known_surnames() or token.relation not in (
        "nsubj",
        "obj",
        "iobj",
        "obl",
        "conj",
        "nmod",
    ):
        return False
    return not any(c.relation in ("det", "amod", "nummod", "compound") for c in sentence.dependents[token.index])


def _surname_mention(
    token: Token, number: int, by_surname: dict[str, Mention], *, named: bool, on: str | None
) -> Mention | None:
    spellings = [token.text]
    stripped = without_genitive(token.text)
    if stripped != token.text:
        spellings.append(stripped)
    elif token.text.endswith("s"):
        spellings.append(token.text[:-1])
    for spelling in spellings:
        key = codebook.transcription_fold(spelling)
        full = by_surname.get(key)
        if full is not None:
            return Mention(
                start=token.start,
                end=token.end,
                sentence=number,
                head=token.index,
                ids=full.ids,
                kind="person",
                role="surname",
                name=full.name,
                codes=full.codes,
                sector=full.sector,
                office=full.office,
            )
        if not named:
            continue
        holders = codebook.holders_named(spelling, on)
        if len(holders) == 1:
            person = holders[0]
            return Mention(
                start=token.start,
                end=token.end,
                sentence=number,
                head=token.index,
                ids=(person.id,),
                kind="person",
                role="surname",
                name=person.name,
                codes=codebook.codes_on(person, on),
                sector="GOV",
            )
    return None


def resolve_bare_roles(mentions: Sequence[Mention], bare: Sequence[RolePhrase], owners: Owners) -> list[Mention]:
    """Return the mentions with one more for each role phrase that has no name beside it.

    A definite role ("der Minister") looks back for a holder of that role; one that serves a state the codebook
    knows may be its office-holder; else the holder stays unnamed.
    """
    found = list(mentions)
    swallowed: set[Span] = set()
    for phrase in _inner_first(owners.document, bare):
        sides = _sides_of(phrase, found, owners)
        mention = None
        for side in sides:
            own = _bare_role(owners, found, replace(phrase, served=side, also=()))
            if mention is None:
                mention = own
            elif own is not None and own.ids[0] not in mention.ids:
                mention = replace(mention, ids=(*mention.ids, *own.ids), codes=(*mention.codes, *own.codes))
        if mention is None:
            continue
        swallowed.update(
            m.span
            for m in found
            if m.sentence == mention.sentence and m.kind != "person" and mention.span.covers(m.span)
        )
        found.append(mention)
    return [m for m in found if m.span not in swallowed or m.role in ("post", "body", "force", "crowd")]


def _sides_of(phrase: RolePhrase, found: Sequence[Mention], owners: Owners) -> tuple[Mention | None, ...]:
    """Whom a role serves by its phrase, by words below it or by the title itself; None alone if nothing tells."""
    if phrase.served is not None:
        return (phrase.served, *phrase.also)
    below = owners.below(found, phrase)
    if below:
        return below
    code = owners.titled(phrase.token)
    return (state_side(phrase, code),) if code is not None else (None,)


def _inner_first(document: Document, bare: Sequence[RolePhrase]) -> list[RolePhrase]:
    """The phrases in text order, each behind those below its noun: "ein Sprecher der Rebellen"."""
    by_place = {(p.sentence, p.token.index): p for p in bare}
    ordered: dict[tuple[int, int], RolePhrase] = {}
    for phrase in sorted(bare, key=lambda p: p.start):
        sentence = document.sentences[phrase.sentence]
        for token in sorted(sentence.subtree(phrase.token), key=lambda t: -t.index):
            inner = by_place.get((phrase.sentence, token.index))
            if inner is not None and token.index != phrase.token.index:
                ordered.setdefault((phrase.sentence, token.index), inner)
        ordered.setdefault((phrase.sentence, phrase.token.index), phrase)
    return list(ordered.values())


def _bare_role(owners: Owners, found: Sequence[Mention], phrase: RolePhrase) -> Mention | None:
    document = owners.document
    text = document.article.text
    role = phrase.role
    code = phrase.served.codes[0] if phrase.served is not None and phrase.served.codes else None
    if code is None and role.code_prefix != _REBELS and _is_unidentified(owners, phrase):
        return replace(holder_from(phrase, code=None, text=text), ids=("unnamed:UNK/unknown",), codes=("UNK",))
    if role.kind in ("person", "counterpart") and not phrase.indefinite and not phrase.plural:
        antecedent = _antecedent(found, phrase, code, owners)
        if antecedent is not None:
            return Mention(
                start=phrase.start,
                end=phrase.end,
                sentence=phrase.sentence,
                head=phrase.token.index,
                ids=antecedent.ids,
                kind=antecedent.kind,
                role="post",
                name=antecedent.name,
                codes=antecedent.codes,
                sector=antecedent.sector,
                office=antecedent.office,
            )
        if code is not None and role.office is not None:
            holder = codebook.holder_of(role.office, code, document.article.published)
            if holder is not None:
                return Mention(
                    start=phrase.start,
                    end=phrase.end,
                    sentence=phrase.sentence,
                    head=phrase.token.index,
                    ids=(holder.id,),
                    kind="person",
                    role="post",
                    name=holder.name,
                    codes=(code,),
                    sector=role.sector,
                    office=role.office,
                )
    if code is None and role.code_prefix == _REBELS and (group := _armed_group(document, found, phrase)) is not None:
        return group
    if code is None and phrase.counterpart and role.kind in ("body", "force", "crowd"):
        code = _possessor_code(found, phrase)
    if code is None:
        code = _loser(owners, found, phrase) if role.kind in ("force", "crowd") else None
        again = role.kind == "force" and not _is_counted(document, phrase)
        code = code or (_same_role_code(document, found, phrase) if again else None)
        code = code or owners.beside(phrase) or owners.opposed(found, phrase) or _same_role_code(document, found, phrase)
        code = code or owners.accredited(found, phrase) or owners.speaking_before(found, phrase)
        code = code or owners.home(phrase.sentence, phrase.token.index)
        if code is None and role.kind in ("body", "force", "crowd"):
            nearest = _nearest_state(document, found, phrase)
            code = nearest if nearest not in owners.against(phrase.sentence, phrase.token.index) else None
    if phrase.served is None and code is not None and code in owners.backers(phrase):
        code = next((side for side in owners.sides if side not in owners.backers(phrase)), None)
    if phrase.served is None and code is not None and role.kind in ("body", "force") and role.code_prefix is None:
        known = _for_state(found, phrase, code)
        if known is None and code in codebook.load_states():
            return holder_from(replace(phrase, served=state_side(phrase, code)), code=code, text=text)
        return known
    if code is None and role.code_prefix is None and role.kind == "counterpart":
        return None
    return holder_from(phrase, code=code, text=text)


def _is_unidentified(owners: Owners, phrase: RolePhrase) -> bool:
    """Whether the words say that nobody knows who it was: "von einer unbekannten Partei"."""
    below = owners.document.sentences[phrase.sentence].children(phrase.token, "amod")
    return any(child.lemma.lower() in owners.pack.words("actors", "unidentified") for child in below)


def _armed_group(document: Document, found: Sequence[Mention], phrase: RolePhrase) -> Mention | None:
    """The one armed group named so far, which "die Rebellen", "the rebels" take up."""
    below = document.sentences[phrase.sentence].dependents[phrase.token.index]
    if not any(c.feats.get("Definite") == "Def" for c in below) or any(c.relation in _ATTRIBUTES for c in below):
        return None
    known = codebook.load_groups()
    before = [m for m in found if m.kind == "group" and m.end <= phrase.start and m.codes]
    armed = {m.codes[0]: m for m in before if m.codes[0] in known and known[m.codes[0]].kind == _ARMED}
    if len(armed) != 1:
        return None
    (group,) = armed.values()
    return replace(group, start=phrase.start, end=phrase.end, sentence=phrase.sentence, head=phrase.token.index, role="crowd")


def _for_state(found: Sequence[Mention], phrase: RolePhrase, code: str) -> Mention | None:
    for mention in reversed(found):
        if mention.codes == (code,) and mention.ids[0].startswith(("state:", "org:", "collective:")):
            return Mention(
                start=phrase.start,
                end=phrase.end,
                sentence=phrase.sentence,
                head=phrase.token.index,
                ids=mention.ids,
                kind=mention.kind,
                role=phrase.role.kind,
                name=mention.name,
                codes=mention.codes,
                sector=phrase.role.sector,
            )
    return None


def _antecedent(found: Sequence[Mention], phrase: RolePhrase, code: str | None, owners: Owners) -> Mention | None:
    """The holder of the same post named before, who is none of those against whom the verb is directed."""
    office = phrase.role.office
    against = owners.against(phrase.sentence, phrase.token.index)
    for mention in sorted(found, key=lambda m: -m.start):
        if mention.start >= phrase.start or mention.kind not in ("person", "unnamed") or mention.role == "crowd":
            continue
        if code is not None and mention.codes and code not in mention.codes:
            continue
        if code is None and against.intersection(mention.codes):
            continue
        if mention.office is not None and office is not None and owners.same_post(mention.office, office):
            return mention
        if code is not None and office is None and mention.kind == "unnamed" and mention.codes == (code,):
            return mention
    return None


def _same_role_code(document: Document, found: Sequence[Mention], phrase: RolePhrase) -> str | None:
    """Whom the same noun served shortly before: "die Armee" after "die russische Armee", "the governments" of a region."""
    states, organisations = codebook.load_states(), codebook.load_organisations()
    for mention in sorted(found, key=lambda m: -m.start):
        if mention.start >= phrase.start or phrase.sentence - mention.sentence > _REACH:
            continue
        head = document.sentences[mention.sentence].tokens[mention.head]
        if mention.codes == (phrase.role.code_prefix,):
            continue  # of an unknown state themselves
        if (
            head.lemma == phrase.token.lemma
            and mention.codes
            and (mention.codes[0] in states or mention.codes[0] in organisations or (mention.kind == "collective" and phrase.plural))
        ):
            return mention.codes[0]
    return None


def _is_counted(document: Document, phrase: RolePhrase) -> bool:
    """Whether a number stands before a role, so that none named before can be meant: "killing at least 17 soldiers"."""
    return bool(document.sentences[phrase.sentence].children(phrase.token, "nummod"))


def _loser(owners: Owners, found: Sequence[Mention], phrase: RolePhrase) -> str | None:
    """Who has lost those of whom no word says whose they are: "South Africa lost nine peacekeepers"."""
    sentence, token = owners.document.sentences[phrase.sentence], phrase.token
    if token.relation != "obj" or sentence.tokens[token.head].lemma not in owners.pack.words("actors", "losing"):
        return None
    subject = _doer(owners.document, phrase)
    return next((m.codes[0] for m in found if m.sentence == phrase.sentence and m.head == subject and m.kind == "state"), None)


def _possessor_code(found: Sequence[Mention], phrase: RolePhrase) -> str | None:
    """Whose "seine Soldaten" are: the side named last before them in the sentence."""
    before = [m for m in found if m.sentence == phrase.sentence and m.end <= phrase.start and m.role not in _NO_OWNERS]
    for mention in sorted(before, key=lambda m: -m.start):
        if mention.codes and mention.kind in ("state", "org", "group", "person"):
            return mention.codes[0]
    return None


def _nearest_state(document: Document, found: Sequence[Mention], phrase: RolePhrase) -> str | None:
    """The state named last in the sentence or the one before; None if it is the one that does something to them.

    "Russia attacked civilians" does not tell whose civilians they are.
    """
    subject = _doer(document, phrase)
    for mention in sorted(found, key=lambda m: -m.start):
        near = mention.start < phrase.start and phrase.sentence - mention.sentence <= 1
        if near and mention.ids[0].startswith("state:"):
            does = mention.sentence == phrase.sentence and mention.head == subject
            return None if does and phrase.role.kind == "crowd" else mention.codes[0]
    return None


def _doer(document: Document, phrase: RolePhrase) -> int | None:
    """The place of the subject of the verb that a role is the object of."""
    if phrase.token.relation not in ("obj", "iobj", "obl"):
        return None
    below = document.sentences[phrase.sentence].dependents[phrase.token.head]
    return next((c.index for c in below if c.deprel == "nsubj"), None)
