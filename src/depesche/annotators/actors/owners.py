"""Whose a role is where its own phrase names no state: the body or crowd below it, its possessive, the place beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from depesche import codebook
from depesche.lang import Pack
from depesche.lang.phrases import case_markers, is_epithet, verb_above
from depesche.model import Document, Sentence, Token

from .groups import find_group
from .mentions import Mention
from .pronouns import find_antecedent, find_group_again
from .roles import RolePhrase
from .scene import country_of, country_of_town, rank_states, scene_of, state_of_dateline

_POLICE = "COP"
_APART = ("OPP", "REB")
_AT_HOME = ("OPP", "CIV")
"""Roles of those who have to do with their own government."""
_OF = (["of"], ["in"], ["von"])
_OPENING = 3
"""Words within which a phrase of place opens a sentence: "In Libyen griffen Bewaffnete …"."""
_NAMING = ("name", "place", "capital")
_OBJECTS = ("obj", "iobj")
_RECENT = 3
"""Sentences back in which the state of an embassy is looked for."""
_TITLES = ("compound", "flat", "flat:name", "nmod:desc", "dep")
"""How a title hangs on the name behind it: "Foreign Minister Hugo de Zela"."""
_WHOLE = ("state", "org", "group", "collective")


@dataclass(frozen=True)
class Owners:
    """What tells whose a role is."""

    document: Document
    pack: Pack
    places: Mapping[int, Mapping[int, str]]
    """State of each place that a preposition marks as one, by sentence and word."""
    sides: tuple[str, ...]
    """States that the text names otherwise than by a town, first of whom it speaks most."""
    scene: str | None
    """State in which the report plays."""
    sent_from: str | None
    """State of the dateline."""
    directed: Mapping[tuple[int, int], frozenset[str]]
    """States that are the object of the verb with the subject of a sentence and word."""
    names: tuple[Mention, ...]
    """The states that the text names."""
    missions: Mapping[int, frozenset[str]]
    """States outside whose embassies a sentence plays: "vor der französischen Botschaft"."""

    def below(self, found: Sequence[Mention], phrase: RolePhrase) -> tuple[Mention, ...]:
        """Return whom words below the role say that it serves: "Sprecher der Rebellen", "Minister beider Länder"."""
        sentence = self.document.sentences[phrase.sentence]
        for child in sentence.dependents[phrase.token.index]:
            if child.feats.get("Poss") == "Yes" or (child.deprel == "nmod:poss" and child.upos == "PRON"):
                owner = find_antecedent(self.document, found, phrase.sentence, child)
                known = owner is not None and bool(owner.codes) and self._takes_possessive(found, phrase)
                return (_side(owner),) if owner is not None and known else ()
            apart = child.relation == "compound" and self._is_apart(child)  # "rebel representatives"
            if (child.relation == "nmod" or apart) and (owners := self._at(found, phrase, child)):
                return owners
        return ()

    def _is_apart(self, noun: Token) -> bool:
        """Whether a noun names those who stand against a state: "rebel", "opposition"."""
        role = self.pack.roles.get(noun.lemma)
        return role is not None and role.kind == "crowd" and role.code_prefix in _APART

    def _takes_possessive(self, found: Sequence[Mention], phrase: RolePhrase) -> bool:
        """Whether a possessive tells whose a role is: of "seine Soldaten" whoever is named before them in the sentence is."""
        if phrase.role.kind == "person":
            return True
        return not any(m.sentence == phrase.sentence and m.end <= phrase.start and m.codes for m in found)

    def _at(self, found: Sequence[Mention], phrase: RolePhrase, child: Token) -> tuple[Mention, ...]:
        group = find_group(self.document, found, phrase.sentence, child, pack=self.pack)
        if group is not None:
            return _members(group)
        again = find_group_again(self.document, found, phrase.sentence, child, pack=self.pack)
        if again is not None and again.codes:
            return (_side(again),)
        here = [m for m in found if m.sentence == phrase.sentence and m.head == child.index and m.codes]
        if phrase.role.code_prefix is not None:  # lawyers of scientists of an unknown state are of none
            here = [m for m in here if m.role != "crowd" or ":" in m.codes[0]]
        serving = next(((_side(m),) for m in here if m.role in ("body", "force", "crowd", "post")), ())
        return serving or self._served_person(found, phrase, child)

    def _served_person(self, found: Sequence[Mention], phrase: RolePhrase, noun: Token) -> tuple[Mention, ...]:
        """Whom somebody named serves, and so his spokesman, too: "ein Sprecher von Präsident Macron"."""
        named = {noun.index, *(c.index for c in self.document.sentences[phrase.sentence].children(noun, "appos", "flat"))}
        for mention in found:
            if mention.kind != "person" or mention.sentence != phrase.sentence or mention.head not in named:
                continue
            known = codebook.load_persons().get(mention.ids[0])
            codes = mention.codes or (codebook.codes_on(known, self.document.article.published) if known else ())
            return (_side(replace(mention, codes=codes)),) if codes else ()
        return ()

    def same_post(self, held: str, named: str) -> bool:
        """Return whether who holds a post can be called by another: a prime minister "der Regierungschef"."""
        if held == named:
            return True
        table = self.pack.table("actors").get("posts", {})
        posts = table.get(named, []) if isinstance(table, dict) else []
        return isinstance(posts, list) and held in posts

    def titled(self, token: Token) -> str | None:
        """Return the state that a title alone tells: a "Bundeskanzler" is of Germany, or of Austria where the report plays there.

        An emir is of the one state with emirs that the report names.
        """
        states = self._bearing("titles", token)
        if states:
            return self.scene if self.scene in states else states[0]
        named = [code for code in self.sides if code in self._bearing("shared_titles", token)]
        return named[0] if len(named) == 1 else None

    def _bearing(self, table: str, token: Token) -> list[str]:
        """The states that have a title, by a table of the language."""
        found = self.pack.table("actors").get(table, {})
        states = found.get(token.lemma) or found.get(token.text) if isinstance(found, dict) else None
        return [str(code) for code in states] if isinstance(states, list) else []

    def beside(self, phrase: RolePhrase) -> str | None:
        """Return the state of the place beside a role: "In Libyen griffen Bewaffnete …", "sagte der Minister in Lima"."""
        sentence = self.document.sentences[phrase.sentence]
        seat = self._seat(sentence, phrase) or _province(sentence, phrase)
        if seat is not None:
            return seat
        local = phrase.role.kind in ("crowd", "force") or phrase.role.sector == _POLICE
        around = set(self.places.get(phrase.sentence, {}).values())
        if (local or phrase.role.kind == "body") and len(around) == 1:
            named = {m.codes[0] for m in self.names if m.sentence == phrase.sentence}
            if not self.sides or named <= around:
                return around.pop()  # "rebels … in Colombo", "raiders attacked a base near Kismayo, the ministry said"
        for index, code in self.places.get(phrase.sentence, {}).items():
            place = sentence.tokens[index]
            if _is_whence(sentence, place, self.pack):
                if local and self._comes_from(sentence, phrase.token, place):
                    return code  # "guerrillas fired rockets from Lebanon into Israel"
                continue
            verb = verb_above(sentence, phrase.token)
            beside = verb is not None and place.relation == "obl" and place.head == verb.index
            if local and (index < _OPENING or beside):
                return code
            if (
                phrase.role.kind == "person"
                and not phrase.plural
                and code in self.sides
                and _same_clause(place, phrase.token)
            ):
                return code
        return self._told_in(phrase) if phrase.role.sector == _POLICE else None

    def _told_in(self, phrase: RolePhrase) -> str | None:
        """The state of the place told of just before: "Vor der Botschaft in Athen brannten Fahnen. Die Polizei …"."""
        for number in (phrase.sentence, phrase.sentence - 1):
            sentence = self.document.sentences[number] if number >= 0 else None
            for index, code in sorted(self.places.get(number, {}).items(), reverse=True):
                before = number < phrase.sentence or index < phrase.token.index
                if sentence is not None and before and not _is_whence(sentence, sentence.tokens[index], self.pack):
                    return code
        return None

    def _comes_from(self, sentence: Sentence, doer: Token, place: Token) -> bool:
        """Whether those who do something do it from a place, rather than leave it."""
        if doer.deprel != "nsubj" or place.relation != "obl" or place.head != doer.head:
            return False
        return sentence.tokens[doer.head].lemma not in self.pack.words("actors", "leaving")

    def _seat(self, sentence: Sentence, phrase: RolePhrase) -> str | None:
        """The state where somebody is told to sit: "a terror group based in Lebanon"."""
        places, based = self.places.get(phrase.sentence, {}), self.pack.words("actors", "based")
        for child in sentence.dependents[phrase.token.index]:
            if child.relation in ("acl", "amod") and child.lemma.lower() in based:
                for index, code in places.items():
                    if child.index in (index, *(t.index for t in sentence.ancestors(sentence.tokens[index]))):
                        return code
        return None

    def backers(self, phrase: RolePhrase) -> frozenset[str]:
        """Return the states that only back somebody, who is not theirs: "Russian-backed separatists"."""
        sentence = self.document.sentences[phrase.sentence]
        participles = [c for c in sentence.dependents[phrase.token.index] if is_epithet(sentence, c)]
        below = {t.index for participle in participles for t in sentence.subtree(participle)}
        return frozenset(
            m.codes[0] for m in self.names if m.sentence == phrase.sentence and m.head in below and m.codes
        )

    def opposed(self, found: Sequence[Mention], phrase: RolePhrase) -> str | None:
        """Return the state of the opposition or crowd that does something to a body: "Die Opposition in Seoul tadelte die Regierung"."""
        sentence, token = self.document.sentences[phrase.sentence], phrase.token
        if phrase.role.kind != "body" or token.relation not in ("obj", "obl") or token.head < 0:
            return None
        subjects = {child.index for child in sentence.children(sentence.tokens[token.head], "nsubj")}
        for mention in found:
            if mention.sentence == phrase.sentence and mention.head in subjects and mention.codes:
                prefix, _, code = mention.codes[0].partition(":")
                if prefix in _AT_HOME and code in codebook.load_states():
                    return code
        return None

    def speaking_before(self, found: Sequence[Mention], phrase: RolePhrase) -> str | None:
        """Return the side that did something in the sentence before a spokesman or ministry says more.

        "Baku bestritt den Angriff. Das Verteidigungsministerium sprach von einer Lüge."
        """
        sentence, subject = self.document.sentences[phrase.sentence], phrase.token
        while subject.deprel in _TITLES and subject.head >= 0:
            subject = sentence.tokens[subject.head]
        speaks = (
            subject.deprel == "nsubj" and phrase.role.kind in ("person", "body") and phrase.role.code_prefix is None
        )
        if not speaks or phrase.sentence == 0:
            return None
        against = self.against(phrase.sentence, subject.index)
        before = self.document.sentences[phrase.sentence - 1]
        for mention in found:
            acting = mention.sentence == phrase.sentence - 1 and before.tokens[mention.head].deprel == "nsubj"
            if acting and mention.kind == "state" and mention.role in ("name", "capital", "seat"):
                main = before.tokens[mention.head].head
                if (
                    main >= 0
                    and before.tokens[main].head < 0
                    and mention.codes[0] in self.sides[:2]
                    and mention.codes[0] not in against
                ):
                    return mention.codes[0]
        return None

    def accredited(self, found: Sequence[Mention], phrase: RolePhrase) -> str | None:
        """Return the state named last whose embassy in another one must be meant: "Tallinn zitierte den russischen Botschafter
        und wies zwei Mitarbeiter der Botschaft aus"."""
        if phrase.token.lemma not in self.pack.words("actors", "missions"):
            return None
        before = [
            m for m in found
            if m.kind == "state" and m.codes and m.end <= phrase.start and 0 <= phrase.sentence - m.sentence <= _RECENT
        ]  # fmt: skip
        return next((m.codes[0] for m in reversed(before) if m.codes[0] != self.scene), None)

    def against(self, number: int, index: int) -> frozenset[str]:
        """Return the states that are the objects of the verb whose subject stands there, or have an embassy in sight."""
        return self.directed.get((number, index), frozenset()) | self.missions.get(number, frozenset())

    def home(self, number: int, index: int) -> str | None:
        """Return the state of somebody whom no word gives one: the scene, or the other side where they act against it."""
        against = self.against(number, index)
        if self.scene is None or self.scene not in against:
            return self.scene
        others = [code for code in (self.sent_from, *self.sides[:2]) if code in self.sides and code not in against]
        return others[0] if others else None


def find_owners(document: Document, names: Sequence[Mention], *, pack: Pack) -> Owners:
    """Return what tells whose a role is, from the names of the codebook in the text."""
    locative = pack.words("actors", "locative")
    states = [m for m in names if m.kind == "state" and m.codes]
    places: dict[int, dict[int, str]] = {}
    directed: dict[tuple[int, int], frozenset[str]] = {}
    for number, sentence in enumerate(document.sentences):
        named = {m.head: m.codes[0] for m in states if m.sentence == number and m.role in _NAMING}
        directed.update({(number, subject): codes for subject, codes in _directed(sentence, named)})
        for token in sentence.tokens:
            if not _is_located(sentence, token, locative) and not _is_whence(sentence, token, pack):
                continue
            code = named.get(token.index) or (country_of_town(sentence, token) if token.upos == "PROPN" else None)
            if code is not None:
                places.setdefault(number, {})[token.index] = code
    told = {m.codes[0] for m in states if m.role != "place"}
    ranked = rank_states(document, names, locative=locative, talks=pack.words("actors", "talks"))
    return Owners(
        document=document,
        pack=pack,
        places=places,
        sides=tuple(code for code, _ in ranked if code in told),
        scene=scene_of(document, ranked),
        sent_from=state_of_dateline(document),
        directed=directed,
        names=tuple(states),
        missions=_missions(document, states, pack=pack),
    )


def _missions(document: Document, states: Sequence[Mention], *, pack: Pack) -> dict[int, frozenset[str]]:
    """The states whose embassies stand in phrases of place, by sentence: nobody there is at home in them."""
    nouns = pack.words("actors", "missions")
    found: dict[int, frozenset[str]] = {}
    for mention in states:
        sentence = document.sentences[mention.sentence]
        head = sentence.tokens[mention.head]
        mission = (
            sentence.tokens[head.head] if head.head >= 0 and head.relation in ("amod", "nmod", "compound") else None
        )
        if mission is not None and mission.lemma in nouns and mission.relation in ("obl", "nmod"):
            found[mention.sentence] = found.get(mention.sentence, frozenset()) | {mention.codes[0]}
    return found


def _directed(sentence: Sentence, named: Mapping[int, str]) -> Iterator[tuple[int, frozenset[str]]]:
    """Each subject of an active verb with the states that are its objects: "warf Peru Hetze vor", "accused Chile"."""
    for subject in sentence.tokens:
        if subject.deprel != "nsubj" or subject.head < 0:
            continue
        below = sentence.dependents[subject.head]
        objects = frozenset(named[c.index] for c in below if c.relation in _OBJECTS and c.index in named)
        objects |= frozenset(named[c.index] for c in below if c.deprel == "obl:arg" and c.index in named)
        if objects:
            yield subject.index, objects


def _is_located(sentence: Sentence, token: Token, locative: frozenset[str]) -> bool:
    return any(
        c.relation == "case" and c.lemma.lower() in locative and c.index < token.index
        for c in sentence.dependents[token.index]
    )


def _province(sentence: Sentence, phrase: RolePhrase) -> str | None:
    """The state of the province or town that somebody governs or polices: "the government of Sindh province"."""
    for child in sentence.children(phrase.token, "nmod"):
        markers = case_markers(sentence, child)[:1]
        if child.upos == "PROPN":
            named = [child] if markers in _OF else []
        else:
            below = sentence.children(child, "compound", "appos", "flat", "nmod") if markers in ([], *_OF) else []
            named = [noun for noun in below if noun.upos == "PROPN"]
        for noun in named:
            code = country_of(_full_name(sentence, noun))
            if code is not None:
                return code
    return None


def _full_name(sentence: Sentence, noun: Token) -> str:
    """A name with all its words: "Baton Rouge"."""
    parts = [noun, *(t for t in sentence.children(noun, "flat", "compound") if t.upos == "PROPN")]
    return " ".join(t.text for t in sorted(parts, key=lambda t: t.index))


def _is_whence(sentence: Sentence, place: Token, pack: Pack) -> bool:
    """Whether a place is the one from which something comes: "from Lebanon"."""
    return not pack.words("actors", "origin_prepositions").isdisjoint(case_markers(sentence, place))


def _same_clause(place: Token, subject: Token) -> bool:
    """Whether a phrase of place and a subject belong to the same verb."""
    return place.relation == "obl" and subject.relation == "nsubj" and place.head == subject.head


def state_side(phrase: RolePhrase, code: str) -> Mention:
    """Return a state as whom a role serves, by the words of the role."""
    state = codebook.load_states()[code]
    return Mention(
        start=phrase.start,
        end=phrase.end,
        sentence=phrase.sentence,
        head=phrase.token.index,
        ids=(f"state:{code}",),
        kind="state",
        role="name",
        name=state.name_en,
        codes=(code,),
    )


def _side(mention: Mention) -> Mention:
    """The side that a mention acts for: a minister's is the state."""
    code = mention.codes[0]
    state, organisation = codebook.load_states().get(code), codebook.load_organisations().get(code)
    whole = state if state is not None else organisation if mention.kind == "person" else None
    if mention.kind in _WHOLE or mention.role == "crowd" or whole is None:
        return mention
    kind = "state" if state is not None else "org"
    return replace(
        mention,
        ids=(f"{kind}:{code}",),
        kind=kind,
        role="name",
        name=whole.name_en,
        codes=(code,),
        sector=None,
        office=None,
    )


def _members(group: Mention) -> tuple[Mention, ...]:
    """The sides that "beide Länder" or "die drei" sum up, one by one."""
    return tuple(_side(replace(group, ids=(i,), codes=(c,))) for i, c in zip(group.ids, group.codes, strict=True))
