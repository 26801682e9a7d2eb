"""References back: surnames after full names, bare role nouns, pronouns, "beide Länder"."""

from __future__ import annotations

from collections.abc import Sequence

from depesche import codebook
from depesche.lang import Pack, Role
from depesche.model import Document, Sentence, Span, Token

from .mentions import Mention
from .names import without_genitive
from .roles import RolePhrase, holder_from

_DEMONSTRATIVE = frozenset({"dieser", "letzterer"})
_FAR_REACH = 12
"""The same for "beide Minister", who are looked for among office-holders only."""
_REACH = 3
"""How many sentences back a pronoun or bare role looks for its antecedent."""


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
    found = list(mentions)
    for number, sentence in enumerate(document.sentences):
        for token in sentence.tokens:
            if token.upos not in ("PROPN", "NOUN") or not token.text[:1].isupper() or len(token.text) < 3:
                continue
            if (number, token.index) in covered:
                continue
            alone = _surname_mention(token, number, by_surname, on=document.article.published)
            if alone is not None:
                found.append(alone)
    return found


def _surname_mention(token: Token, number: int, by_surname: dict[str, Mention], *, on: str | None) -> Mention | None:
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
        if token.upos != "PROPN":
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


def resolve_bare_roles(
    document: Document, mentions: Sequence[Mention], bare: Sequence[RolePhrase], scene: str | None
) -> list[Mention]:
    """Return the mentions with one more for each role phrase that has no name beside it.

    A definite role ("der Minister") looks back for a holder of that role; one that serves a state the codebook
    knows may be its office-holder; else the holder stays unnamed.
    """
    found = list(mentions)
    swallowed: set[Span] = set()
    for phrase in sorted(bare, key=lambda p: p.start):
        mention = _bare_role(document, found, phrase, scene)
        if mention is None:
            continue
        swallowed.update(
            m.span
            for m in found
            if m.sentence == mention.sentence and m.kind != "person" and mention.span.covers(m.span)
        )
        found.append(mention)
    return [m for m in found if m.span not in swallowed or m.role in ("post", "body", "force", "crowd")]


def _bare_role(document: Document, found: Sequence[Mention], phrase: RolePhrase, scene: str | None) -> Mention | None:
    text = document.article.text
    role = phrase.role
    code = phrase.served.codes[0] if phrase.served is not None and phrase.served.codes else None
    if role.kind in ("person", "counterpart") and not phrase.indefinite and not phrase.plural:
        antecedent = _antecedent(found, phrase, code)
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
    if code is None:
        code = _same_role_code(document, found, phrase) or scene
        if code is None and role.kind in ("body", "force", "crowd"):
            code = _nearest_state(found, phrase)
        if code is not None and role.kind in ("body", "force") and role.code_prefix is None:
            return _for_state(found, phrase, code)
    if code is None and role.code_prefix is None and role.kind == "counterpart":
        return None
    return holder_from(phrase, code=code, text=text)


def _for_state(found: Sequence[Mention], phrase: RolePhrase, code: str) -> Mention | None:
    for mention in reversed(found):
        if mention.codes == (code,) and mention.ids[0].startswith(("state:", "org:")):
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


def _antecedent(found: Sequence[Mention], phrase: RolePhrase, code: str | None) -> Mention | None:
    office = phrase.role.office
    for mention in sorted(found, key=lambda m: -m.start):
        if mention.start >= phrase.start or mention.kind not in ("person", "unnamed") or mention.role == "crowd":
            continue
        if code is not None and mention.codes and code not in mention.codes:
            continue
        if mention.office is not None and mention.office == office:
            return mention
        if code is not None and office is None and mention.kind == "unnamed" and mention.codes == (code,):
            return mention
    return None


def _same_role_code(document: Document, found: Sequence[Mention], phrase: RolePhrase) -> str | None:
    """Whom the same noun served shortly before: "die Armee" after "die russische Armee"."""
    for mention in sorted(found, key=lambda m: -m.start):
        if mention.start >= phrase.start or phrase.sentence - mention.sentence > _REACH:
            continue
        head = document.sentences[mention.sentence].tokens[mention.head]
        if head.lemma == phrase.token.lemma and mention.codes and mention.codes[0] in codebook.load_states():
            return mention.codes[0]
    return None


def _nearest_state(found: Sequence[Mention], phrase: RolePhrase) -> str | None:
    """The state named last in the sentence or the one before."""
    for mention in sorted(found, key=lambda m: -m.start):
        near = mention.start < phrase.start and phrase.sentence - mention.sentence <= 1
        if near and mention.ids[0].startswith("state:"):
            return mention.codes[0]
    return None


def find_pronouns(document: Document, mentions: Sequence[Mention], *, pack: Pack) -> list[Mention]:
    """Return the mentions with those added where a personal pronoun or "beide Länder" refers back to actors."""
    words = pack.table("actors")
    both = {str(word) for word in _list(words, "both")}
    heads = {str(word) for word in _list(words, "both_heads")}
    found = sorted(mentions, key=lambda m: m.start)
    for number, sentence in enumerate(document.sentences):
        for token in sentence.tokens:
            if (token.upos == "PRON" or token.feats.get("Poss") == "Yes") and _third_person(token):
                antecedent = _for_pronoun(document, found, number, token)
                if antecedent is not None:
                    found.append(_pronoun(token, number, antecedent))
            elif token.lemma in heads or (token.lemma.lower() in both and token.upos == "PRON"):
                pair = _pair(sentence, found, number, token, both, pack.roles.get(token.lemma))
                if pair is not None:
                    found.append(pair)
    return sorted(found, key=lambda m: (m.start, m.end))


def _list(words: dict[str, object], key: str) -> list[object]:
    value = words.get(key, [])
    return value if isinstance(value, list) else []


def _third_person(token: Token) -> bool:
    if token.lemma in _DEMONSTRATIVE and token.upos == "PRON" and token.relation == "nsubj":
        return True
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


def _for_pronoun(document: Document, found: Sequence[Mention], number: int, token: Token) -> Mention | None:
    thing = token.text.lower() in ("it", "its")
    plural = token.feats.get("Number") == "Plur" and not thing
    best: tuple[float, Mention] | None = None
    for mention in found:
        if mention.start >= token.start or number - mention.sentence > _REACH:
            continue
        personal = mention.kind == "person" or mention.role in ("post", "pronoun")
        if thing:
            if mention.kind not in ("state", "org", "group") or mention.role in ("capital", "demonym"):
                continue
        elif token.lemma in _DEMONSTRATIVE:
            pass
        elif personal == plural and not (plural and mention.role in ("crowd", "force", "post")):
            continue
        if mention.role == "adjective" or mention.kind == "media":
            continue
        sentence = document.sentences[mention.sentence]
        head = sentence.tokens[mention.head]
        score = float(mention.sentence - number) * 2 + mention.start / 1e7
        if _is_subject(sentence, head):
            score += 1.5
        elif head.relation in ("nmod", "amod", "compound"):
            score -= 1.0
        if mention.sentence == number and not _is_subject(sentence, head):
            score -= 0.5
        if best is None or score > best[0]:
            best = (score, mention)
    return best[1] if best else None


def _is_subject(sentence: Sentence, head: Token) -> bool:
    if head.relation == "nsubj":
        return True
    return head.relation in ("appos", "flat") and head.head >= 0 and sentence.tokens[head.head].relation == "nsubj"


def _pair(
    sentence: Sentence, found: Sequence[Mention], number: int, token: Token, both: set[str], role: Role | None
) -> Mention | None:
    """The two actors that "beide Länder", "beide Minister" or "beide" stand for: the last two states or office-holders."""
    modifiers = [c for c in sentence.dependents[token.index] if c.lemma.lower() in both or c.text.lower() in both]
    if not modifiers and token.lemma.lower() not in both:
        return None
    ids: list[str] = []
    codes: list[str] = []
    people = role is not None and role.kind == "person"
    reach = _FAR_REACH if people else _REACH
    for mention in sorted(found, key=lambda m: -m.start):
        if mention.start >= token.start or number - mention.sentence > reach or len(ids) == 2:
            continue
        if people and (mention.kind not in ("person", "unnamed") or mention.office is None):
            continue
        for code in mention.codes[:1]:
            if code not in codes and (people or mention.kind in ("state", "org", "person")):
                codes.append(code)
                ids.append(f"state:{code}" if code in codebook.load_states() and not people else mention.ids[0])
    if len(ids) < 2:
        return None
    start = min([token.start, *(c.start for c in modifiers)])
    return Mention(
        start=start,
        end=token.end,
        sentence=number,
        head=token.index,
        ids=(ids[1], ids[0]),
        kind="state",
        role="pronoun",
        name="",
        codes=(codes[1], codes[0]),
    )
