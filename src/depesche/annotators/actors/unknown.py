"""Names that the codebook does not know: persons, and groups, parties and companies.

The tagger's layer `names` and the roles beside a name say what it is; without the layer, runs of proper nouns do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from depesche import codebook
from depesche.lang import Pack, Role
from depesche.model import Document, Name, Sentence, Span, Token, TokenIndex

from .mentions import Mention
from .names import slug, without_genitive
from .role_nouns import end_of_title
from .roles import RolePhrase
from .scene import is_town

_SURE = 0.5
"""Score from which the tagger's word for a name is taken."""
_SURE_ORGANISATION = 0.6
_LONGEST = 5
"""Words of the longest name."""
_ARABIC = re.compile(r"(?:al|el|as|ad|an|ar|asch|ash|bin|ben|ibn)-[A-ZÄÖÜ]")
_MARKS = "„“”\"»«‚‘’'"
_MEDIA = "MED"
"""Prefix of the code of agencies and papers, which carry words and are no side."""
_THINGS = ("body", "crowd", "force")


def find_unknown_names(
    document: Document, taken: Sequence[Mention], phrases: Sequence[RolePhrase], *, pack: Pack
) -> list[Mention]:
    """Return mentions of persons and groups that the codebook does not know, in text order.

    "Der Rüstungskonzern Rheinmetall" is the group `RHEINMETALL`, "die Partei „Neue Rechte“" the group `NEUE RECHTE`.
    """
    covered = {
        (mention.sentence, token.index)
        for mention in taken
        for token in document.sentences[mention.sentence].tokens_in(mention.span)
    }
    beside = {(p.sentence, p.token.index) for p in phrases if p.role.kind in ("person", "counterpart")}
    media = {(p.sentence, p.token.index) for p in phrases if p.role.code_prefix == _MEDIA}
    found = [*_quoted_groups(document, phrases, covered)]
    for number, run, kind in _tagged(document, covered, pack):
        after_role = (number, run[0].index - 1) in beside
        alone = len(run) == 1 or _only_opens_with_surname(document, run)
        if alone and not after_role and (kind == "person" or _is_office_holder(document, run[0])):
            continue  # a surname: whose, the names in full tell
        if (
            alone
            and kind == "organisation"
            and run[0].upos == "NOUN"
            and ("NOUN", run[0].lemma) in pack.frames_by_lemma
        ):
            continue  # "begrüßte die Freilassung"
        covered.update((number, token.index) for token in run)
        if kind == "person":
            found.append(_person(document, number, run))
        elif kind == "organisation" and (number, run[0].index - 1) not in media:
            found.append(_group(document, number, run))
    locative, particles = pack.words("actors", "locative"), pack.words("actors", "name_particles")
    for number, sentence in enumerate(document.sentences):
        for run in _name_runs(sentence, number, covered, pack):
            after_role = run[0].index > 0 and (number, run[0].index - 1) in beside
            if run[0].text.lower() in particles and _is_surname_of(run, [*taken, *found]):
                continue  # "Von der Leyen said"
            if _is_person(run, after_role=after_role) and not is_town(sentence, run, locative):
                found.append(_person(document, number, run))
    return sorted(found, key=lambda mention: mention.start)


def _tagged(document: Document, covered: set[tuple[int, int]], pack: Pack) -> list[tuple[int, list[Token], str]]:
    """The tagger's names that no known name covers: sentence, tokens without a role in front, kind."""
    index = TokenIndex(document.sentences)
    found = []
    for name in document.names:
        inside = index.tokens_in(name.span)
        if not inside or len(inside) > _LONGEST or name.score < _threshold(name):
            continue
        number = inside[0][0]
        if any(n != number or (number, token.index) in covered for n, token in inside):
            continue
        run = [token for _, token in inside]
        sentence = document.sentences[number]
        while len(run) > 1 and (
            run[0].lemma in pack.roles or run[0].text in pack.roles or _ends_title(sentence, run[0], pack.roles)
        ):
            run = run[1:]
        found.append((number, run, name.kind))
    return found


def _ends_title(sentence: Sentence, token: Token, roles: Mapping[str, Role]) -> bool:
    """Whether a word is the last of a title before a name: "State" in "Secretary of State Warren Christopher"."""
    noun = sentence.tokens[token.index - 2] if token.index > 1 else None
    return noun is not None and end_of_title(sentence, noun, roles=roles).index == token.index


def _only_opens_with_surname(document: Document, run: Sequence[Token]) -> bool:
    """Whether the tagger took a noun for part of a name: "während Trump Garantien zusagte"."""
    return run[0].text in codebook.known_surnames() and run[-1].upos == "NOUN" and _is_office_holder(document, run[0])


def _is_surname_of(run: Sequence[Token], persons: Sequence[Mention]) -> bool:
    """Whether words are the end of the full name of somebody."""
    name = " ".join(token.text for token in run).lower()
    return any(m.kind == "person" and m.name.lower().endswith(f" {name}") for m in persons)


def _is_office_holder(document: Document, token: Token) -> bool:
    return bool(codebook.holders_named(without_genitive(token.text), document.article.published))


def _threshold(name: Name) -> float:
    return _SURE_ORGANISATION if name.kind == "organisation" else _SURE


def _person(document: Document, number: int, run: Sequence[Token]) -> Mention:
    name = without_genitive(document.article.text[run[0].start : run[-1].end])
    if name.endswith("s") and run[-1].lemma + "s" == run[-1].text:
        name = name[:-1]
    on = document.article.published
    known = _known_person(name, on=on)
    return _mention(
        document,
        number,
        run,
        identity=f"person:{slug(name)}" if known is None else known.id,
        kind="person",
        name=name if known is None else known.name,
        codes=() if known is None else codebook.codes_on(known, on),
    )


def _group(document: Document, number: int, run: Sequence[Token]) -> Mention:
    name = without_genitive(document.article.text[run[0].start : run[-1].end]).strip(_MARKS)
    code = " ".join(name.split()).upper()
    return _mention(document, number, run, identity=f"group:{code}", kind="group", name=name, codes=(code,))


def _mention(
    document: Document,
    number: int,
    run: Sequence[Token],
    *,
    identity: str,
    kind: str,
    name: str,
    codes: tuple[str, ...],
) -> Mention:
    span = Span(run[0].start, run[-1].end)
    head = document.sentences[number].head_of(span) or run[0]
    return Mention(
        start=span.start,
        end=span.end,
        sentence=number,
        head=head.index,
        ids=(identity,),
        kind=kind,
        role="name",
        name=name,
        codes=codes,
    )


def _known_person(name: str, *, on: str | None) -> codebook.Person | None:
    """The codebook's person of a full name in another transcription, or the one office-holder of a surname."""
    if " " in name:
        return codebook.person_named(name)
    holders = codebook.holders_named(name, on)
    same_side = len({office.code for person in holders for office in person.offices}) == 1
    return holders[-1] if len(holders) == 1 or (holders and same_side and on is None) else None


def _quoted_groups(
    document: Document, phrases: Sequence[RolePhrase], covered: set[tuple[int, int]]
) -> Iterator[Mention]:
    """Groups whose name stands in quotation marks behind what they are: "die Partei „Neue Rechte“"."""
    for phrase in phrases:
        if phrase.role.kind not in _THINGS:
            continue
        tokens = document.sentences[phrase.sentence].tokens
        opening = phrase.token.index + 1
        if opening >= len(tokens) or tokens[opening].text not in _MARKS:
            continue
        run = []
        for token in tokens[opening + 1 : opening + 2 + _LONGEST]:
            if token.text in _MARKS:
                break
            run.append(token)
        else:
            continue
        if run and run[0].text[:1].isupper() and not any((phrase.sentence, t.index) in covered for t in run):
            covered.update((phrase.sentence, token.index) for token in run)
            yield _group(document, phrase.sentence, run)


def _is_person(run: Sequence[Token], *, after_role: bool) -> bool:
    """Whether a run of proper nouns that the tagger did not name is a person: behind a role, or a name in full."""
    if len(run) > 4 or any(len(token.text) > 2 and token.text.isupper() for token in run):
        return False
    if after_role:
        return True
    linked = sum(token.relation in ("flat", "appos", "compound") for token in run[1:])
    return len(run) > 1 and (linked >= 1 or run[0].relation == "compound")


def _name_runs(sentence: Sentence, number: int, covered: set[tuple[int, int]], pack: Pack) -> Iterator[list[Token]]:
    particles, calendar = pack.words("actors", "name_particles"), pack.words("actors", "calendar_names")
    run: list[Token] = []
    for token in sentence.tokens:
        free = (number, token.index) not in covered and not (not run and _ends_title(sentence, token, pack.roles))
        if (free and _is_name(token, pack.roles, calendar)) or (
            run and token.text in particles and _name_follows(sentence, token)
        ):
            run.append(token)
        else:
            if run:
                yield run
            run = []
    if run:
        yield run


def _is_name(token: Token, titles: Mapping[str, Role], calendar: frozenset[str]) -> bool:
    if token.upos != "PROPN" or not (token.text[:1].isupper() or _ARABIC.match(token.text)):
        return False
    if token.text in titles or token.lemma in titles or token.feats.get("NameType") == "Tim":
        return False
    return token.lemma not in calendar and token.text not in calendar


def _name_follows(sentence: Sentence, token: Token) -> bool:
    follower = sentence.tokens[token.index + 1] if token.index + 1 < len(sentence.tokens) else None
    return follower is not None and follower.upos == "PROPN"
