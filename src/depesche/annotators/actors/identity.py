"""From mentions to identities: a role beside a name, the office that the text tells, and whom a person acts for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from depesche import codebook
from depesche.model import Actor, OfficeFact, Sentence, Span

from .mentions import Mention
from .owners import Owners
from .roles import RolePhrase, holder_from, with_prefix

_THINGS = ("body", "crowd", "force")
_AGAINST = ("OPP", "REB")
_OFFICES = ("seat", "body")
_PEOPLE = "CIV"
"""Prefix of the code of somebody without an office."""
_NAMED_BESIDE: Mapping[str, tuple[str, ...]] = {
    "person": ("person", "counterpart"),
    "org": _THINGS,
    "group": _THINGS,
    "media": _THINGS,
}
"""Which kinds of role may stand beside the name of an actor: "Außenminister Lawrow", "die Terrorgruppe Hamas"."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Mentions after roles and names were joined, role phrases left without a name, and the offices told."""

    mentions: list[Mention]
    bare: list[RolePhrase]
    facts: dict[str, list[tuple[RolePhrase, Mention, str | None]]]


def join_roles_and_names(names: Sequence[Mention], phrases: Sequence[RolePhrase], owners: Owners) -> Joined:
    """Return mentions in which each name has swallowed the role that stands beside it.

    "der russische Außenminister Sergej Lawrow" is one mention of one person; "russische" serves it and is no
    mention of its own.
    """
    document = owners.document
    swallowed: set[int] = set()
    grown: dict[int, Mention] = {}
    bare: list[RolePhrase] = []
    facts: dict[str, list[tuple[RolePhrase, Mention, str | None]]] = {}
    persons = {}
    for number, mention in enumerate(names):
        if mention.kind in _NAMED_BESIDE and mention.role == "name":
            for token in document.sentences[mention.sentence].tokens_in(mention.span):
                persons[mention.sentence, token.index] = number
    for phrase in phrases:
        beside = _named_beside(document.sentences[phrase.sentence], phrase, persons)
        served = phrase.served
        if beside is None or phrase.role.kind not in _NAMED_BESIDE[names[beside].kind]:
            bare.append(phrase)
            continue
        number = beside
        name = grown.get(number, names[number])
        if name.kind != "person":
            grown[number] = name.grown(start=phrase.start, end=phrase.end)
            swallowed.update(_covered(names, grown[number], number))
            continue
        code = served.codes[0] if served is not None and served.codes else None
        code = code or owners.titled(phrase.token) or _guessed(names, name, phrase, owners)
        if phrase.role.kind == "counterpart" and phrase.role.office is None:
            phrase = replace(phrase, role=replace(phrase.role, office=_office_before(grown, names, phrase)))
        office = phrase.role.office
        role_before = phrase.start < name.start
        grown[number] = replace(
            name.grown(start=phrase.start, end=phrase.end) if role_before or phrase.token.index else name,
            office=name.office or office,
            sector=name.sector or phrase.role.sector,
            codes=name.codes or ((with_prefix(_apart(phrase), code),) if code else ()),
        )
        facts.setdefault(name.ids[0], []).append((phrase, name, code))
        swallowed.update(_covered(names, grown[number], number))
    mentions = [grown.get(number, name) for number, name in enumerate(names) if number not in swallowed]
    return Joined(mentions, bare, facts)


def _guessed(names: Sequence[Mention], name: Mention, phrase: RolePhrase, owners: Owners) -> str | None:
    """The state of somebody's post by what stands around it; None where the codebook knows them to act for another."""
    code = owners.beside(phrase) or owners.speaking_before(names, phrase)
    person = codebook.load_persons().get(name.ids[0])
    known = codebook.codes_on(person, owners.document.article.published) if person is not None else ()
    return None if known and code not in known else code


def _office_before(grown: Mapping[int, Mention], names: Sequence[Mention], phrase: RolePhrase) -> str | None:
    """The post of the person whose counterpart is meant: "Außenminister Lawrow mit seinem Kollegen Qin Gang"."""
    for number in range(len(names) - 1, -1, -1):
        mention = grown.get(number, names[number])
        if mention.sentence == phrase.sentence and mention.start < phrase.start and mention.office is not None:
            return mention.office
    return None


def _covered(names: Sequence[Mention], by: Mention, own: int) -> list[int]:
    return [
        number
        for number, name in enumerate(names)
        if number != own
        and name.sentence == by.sentence
        and by.start <= name.start
        and name.end <= by.end
        and name.kind != "person"
    ]


def _named_beside(sentence: Sentence, phrase: RolePhrase, persons: Mapping[tuple[int, int], int]) -> int | None:
    """The person named right after the role phrase, or right before it behind a comma."""
    tokens = sentence.tokens
    last = phrase.token.index
    while last + 1 < len(tokens) and tokens[last + 1].start < phrase.end:
        last += 1
    for step in (1, 2):
        position = last + step
        if position >= len(tokens):
            break
        if (phrase.sentence, position) in persons:
            between = tokens[last + 1 : position]
            if all(token.text in (",", "(", "„", '"') or token.upos == "ADJ" for token in between):
                number = persons[phrase.sentence, position]
                if step == 1 or tokens[position].relation in ("appos", "flat"):
                    return number
    if phrase.plural:
        return None  # "the company Aurelia Gold, two officials said"
    first = phrase.token.index
    while first > 0 and tokens[first - 1].start >= phrase.start:
        first -= 1
    for back in (1, 2):
        position = first - 1 - back
        if position >= 0 and tokens[first - 1].text == "," and (phrase.sentence, position + 0) in persons and back == 1:
            return persons[phrase.sentence, position]
    if first > 1 and tokens[first - 1].upos == "DET" and tokens[first - 2].text == ",":
        return persons.get((phrase.sentence, first - 3))
    return None


def give_home(mentions: Sequence[Mention], joined: Joined, owners: Owners) -> list[Mention]:
    """Return the mentions with persons of no named state given to the state in which the report plays.

    "Präsident Gusmão" in a report on Timor-Leste acts for it; someone without an office is one of its people. Whoever
    does something to that state is taken to be of the other side.
    """
    with_state = {m.ids[0] for m in mentions if m.codes} | set(codebook.load_persons())
    in_office = {m.ids[0] for m in mentions if m.kind == "person" and m.office}
    homeless = {m.ids[0] for m in mentions if m.kind == "person"} - with_state
    belonging = _belonging(mentions, owners, homeless)
    belonging |= {i: c for i, c in _of_that_post(mentions, homeless).items() if i not in belonging}
    in_office |= set(belonging)
    homes = {i: belonging[i] if i in belonging else _home(i, mentions, owners) for i in homeless}
    prefixes = {i: _apart(p) for i, told in joined.facts.items() for p, _, _ in told if _apart(p)}
    codes = {
        identity: with_prefix(prefixes.get(identity, None if identity in in_office else _PEOPLE), home)
        for identity, home in homes.items()
        if home is not None
    }
    return [replace(m, codes=(codes[m.ids[0]],)) if m.ids[0] in codes else m for m in mentions]


def _apart(phrase: RolePhrase) -> str | None:
    """The prefix of somebody whose role sets them against their state; a party's candidate may well govern it."""
    return phrase.role.code_prefix if phrase.role.code_prefix in _AGAINST else None


def _belonging(mentions: Sequence[Mention], owners: Owners, persons: set[str]) -> dict[str, str]:
    """The side of each person behind whose name stands what they belong to: "Jeff Rathke of the State Department"."""
    bodies = {(m.sentence, m.head): m for m in mentions if m.codes and (m.role in _OFFICES or m.kind == "org")}
    found: dict[str, str] = {}
    for mention in mentions:
        if mention.ids[0] not in persons or mention.role != "name":
            continue
        below = owners.document.sentences[mention.sentence].dependents[mention.head]
        for child in below:
            body = bodies.get((mention.sentence, child.index)) if child.relation == "nmod" else None
            if body is not None:
                found.setdefault(mention.ids[0], body.codes[0])
    return found


def _of_that_post(mentions: Sequence[Mention], persons: set[str]) -> dict[str, str]:
    """The side of each person whose post others of that surname held for one side only: "President Bush" in 1990."""
    found: dict[str, str] = {}
    for mention in mentions:
        if mention.ids[0] not in persons or mention.office is None:
            continue
        holders = codebook.holders_named(mention.name.split()[-1], None)
        sides = {o.code for person in holders for o in person.offices if o.post == mention.office}
        if len(sides) == 1:
            found.setdefault(mention.ids[0], sides.pop())
    return found


def _home(identity: str, mentions: Sequence[Mention], owners: Owners) -> str | None:
    """The state of somebody, by all mentions: a side that they act against is not theirs."""
    homes = {owners.home(m.sentence, m.head) for m in mentions if m.ids[0] == identity}
    return homes.pop() if len(homes) == 1 else next((h for h in homes if h != owners.scene), None)


def to_actors(
    mentions: Sequence[Mention],
    facts: Mapping[str, list[tuple[RolePhrase, Mention, str | None]]],
    *,
    on: str | None,
) -> tuple[Actor, ...]:
    """Return the actors of the mentions in order of first mention, codes as of the date `on`."""
    gathered: dict[str, list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: (m.start, m.end)):
        for identity in mention.ids:
            gathered.setdefault(identity, []).append(mention)
    return tuple(_actor(identity, found, on=on) for identity, found in gathered.items())


def _actor(identity: str, found: Sequence[Mention], *, on: str | None) -> Actor:
    own = [m for m in found if m.role != "pronoun" and len(m.ids) == 1]
    named = next((m for m in own if m.role == "name"), own[0] if own else found[0])
    codes: tuple[str, ...] = next((m.codes for m in own if m.codes), ()) or _shared_code(identity, found[0])
    office = next((m.office for m in own if m.office), None)
    sector = next((m.sector for m in own if m.sector), None)
    name, wikidata, kind = named.name, None, named.kind
    prefix, _, key = identity.partition(":")
    if prefix == "person":
        person = codebook.load_persons().get(identity)
        if person is not None:
            name, wikidata = person.name, person.wikidata
            codes = codebook.codes_on(person, on) or codes
            offices = codebook.offices_on(identity, on)
            office = offices[0].post if offices else office
            sector = sector or "GOV"
    elif prefix == "state":
        state = codebook.load_states().get(key)
        if state is not None:
            name, wikidata, codes, kind = state.name_en, state.wikidata, (key,), "state"
        sector = None
    elif prefix == "org":
        organisation = codebook.load_organisations().get(key)
        if organisation is not None:
            name, codes = organisation.name_en, (organisation.acts_for,)
    elif prefix == "collective":
        bloc = codebook.load_collectives().get(key)
        if bloc is not None:
            name, codes = bloc.name_en, (bloc.code,)
    elif prefix == "group" and key and not codes:
        codes = (key,)
    return Actor(
        id=identity,
        kind=kind,
        name=name,
        codes=codes,
        sector=sector,
        office=office,
        wikidata=wikidata,
        mentions=tuple(sorted({m.span for m in found})),
    )


def _shared_code(identity: str, mention: Mention) -> tuple[str, ...]:
    """The code of one of several actors of a mention: "die Außenminister Frankreichs und Italiens"."""
    if len(mention.ids) < 2 or len(mention.ids) != len(mention.codes):
        return ()
    return (mention.codes[mention.ids.index(identity)],)


def officeholder_facts(
    facts: Mapping[str, list[tuple[RolePhrase, Mention, str | None]]],
) -> tuple[OfficeFact, ...]:
    """Return the offices that the text itself tells, one per person, post and state, with the words that say so."""
    told: dict[tuple[str, str, str], list[Span]] = {}
    new: set[tuple[str, str, str]] = set()
    for person, entries in facts.items():
        posts = [p.role.office for p, _, _ in entries if p.role.office]
        for phrase, name, code in entries:
            office = phrase.role.office or (posts[0] if posts else None)
            if code is None or office is None:
                continue
            key = (person, office, code)
            told.setdefault(key, []).append(Span(min(phrase.start, name.start), max(phrase.end, name.end)))
            if phrase.newly:
                new.add(key)
    return tuple(
        OfficeFact(person=person, office=office, code=code, evidence=tuple(spans), new=(person, office, code) in new)
        for (person, office, code), spans in told.items()
    )


__all__ = ["Joined", "give_home", "holder_from", "join_roles_and_names", "officeholder_facts", "to_actors"]
