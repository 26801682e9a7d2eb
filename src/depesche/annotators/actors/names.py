"""Names that the codebook knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import ahocorasick_rs

from depesche import codebook
from depesche.lang import Pack
from depesche.model import Document, Sentence, Span, Token, TokenIndex

from .mentions import Mention
from .role_nouns import find_role

_KIND_ORDER = {"state": 0, "org": 1, "group": 2, "person": 3, "collective": 4, "media": 5}
_LOCATIVE_ROLES = frozenset({"capital"})


@lru_cache(maxsize=4)
def _matcher(
    language: str,
) -> tuple[ahocorasick_rs.AhoCorasick, Mapping[str, tuple[codebook.ActorForm, ...]], list[str]]:
    forms: dict[str, list[codebook.ActorForm]] = {}
    for form in codebook.actor_forms(language):
        if len(form.form) > 1:
            forms.setdefault(form.form, []).append(form)
    for name in codebook.namesakes(language):
        forms.setdefault(name, [])
    patterns = list(forms)
    automaton = ahocorasick_rs.AhoCorasick(patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    ordered = {
        text: tuple(sorted(found, key=lambda f: (_KIND_ORDER.get(f.kind, 9), f.id))) for text, found in forms.items()
    }
    return automaton, ordered, patterns


def find_known_names(document: Document, index: TokenIndex, *, pack: Pack) -> list[Mention]:
    """Return a mention for each name of the codebook that stands in the text as a word of its own.

    A capital that only names the town ("in Wien") has the role `place`: it tells whom a ministry there serves.
    """
    text = document.article.text
    automaton, forms, patterns = _matcher(pack.language)
    locative = frozenset(_words(pack, "locative"))
    calendar = frozenset(pack.words("actors", "calendar_names"))
    mentions = []
    for number, start, end in automaton.find_matches_as_indexes(text):
        meant = forms[patterns[number]]
        if not meant or not _is_word(text, start, end):
            continue
        if text[start:end] in calendar and any(time.span.overlaps(Span(start, end)) for time in document.times):
            continue  # "on Friday", "May 18": a day, not Mr Friday or Mrs May
        tokens = index.tokens_in(Span(start, end))
        if not tokens:
            continue
        sentence_number, _ = tokens[0]
        sentence = document.sentences[sentence_number]
        head = sentence.head_of(Span(start, end))
        if head is None:
            continue
        form = codebook.form_on(meant, document.article.published)
        if form.kind == "state" and _given_name(document, sentence, Span(start, end), pack=pack):
            continue
        mention = _mention(form, start, end, sentence_number, head)
        if form.role in _LOCATIVE_ROLES and _is_locative(sentence, head, locative):
            mention = replace(mention, role="place")
        elif _is_people(form, head) and form.code is not None and _some_of_a_people(sentence, head):
            mention = _citizens(mention, form.code)
        mentions.append(mention)
    return [m for m in mentions if not _is_national(document, mentions, m, pack=pack)]


def _is_national(document: Document, mentions: Sequence[Mention], mention: Mention, *, pack: Pack) -> bool:
    """Whether a name of an organisation is here a state's own body: "the National Security Council", "Irans Sicherheitsrat"."""
    if (mention.kind != "org" and mention.role != "seat") or document.article.text[mention.start : mention.end] not in pack.words(
        "actors", "national_bodies"
    ):
        return False
    sentence = document.sentences[mention.sentence]
    first = sentence.tokens_in(mention.span)[0]
    if first.index > 0 and sentence.tokens[first.index - 1].lemma.lower() == "national":
        return True
    below = [
        c
        for c in sentence.dependents[mention.head]
        if not any(d.relation == "case" for d in sentence.dependents[c.index])
    ]
    below += [c for c in sentence.dependents[mention.head] if c.deprel == "nmod:poss"]
    heads = {c.index for c in below if c.relation in ("amod", "nmod", "compound")}
    return any(m.kind == "state" and m.sentence == mention.sentence and m.head in heads for m in mentions)


def _mention(form: codebook.ActorForm, start: int, end: int, sentence: int, head: Token) -> Mention:
    return Mention(
        start=start,
        end=end,
        sentence=sentence,
        head=head.index,
        ids=(form.id,),
        kind=form.kind,
        role=form.role,
        name=form.form,
        codes=(form.code,) if form.code else (),
    )


def _given_name(document: Document, sentence: Sentence, span: Span, *, pack: Pack) -> bool:
    """Whether a state's name is the first part of a person's: "Chad Miller said", but not "Südkoreas Generalstab"."""
    if all(
        name.kind != "person" or name.start != span.start or not document.article.text[span.end : name.end].strip()
        for name in document.names
    ):
        return False
    tokens = sentence.tokens_in(span)
    behind = sentence.tokens[tokens[-1].index + 1 : tokens[-1].index + 2]
    if behind and find_role(sentence, behind[0], roles=pack.roles) is not None:
        return False
    first = tokens[0]
    return first.index == 0 or sentence.tokens[first.index - 1].upos != "ADP"


def _is_people(form: codebook.ActorForm, head: Token) -> bool:
    return form.role == "demonym" or (form.role == "adjective" and head.upos == "NOUN")


def _some_of_a_people(sentence: Sentence, head: Token) -> bool:
    """Whether single people are meant, not a side: "zwei Iraner", "ein Deutscher", but "die Russen"."""
    return any(
        child.relation == "nummod" or (child.relation == "det" and child.feats.get("Definite") == "Ind")
        for child in sentence.dependents[head.index]
    )


def _citizens(mention: Mention, code: str) -> Mention:
    own = f"CIV:{code}"
    return replace(
        mention, ids=(f"unnamed:{own}/{slug(mention.name)}",), kind="unnamed", role="crowd", codes=(own,), sector="CVL"
    )


def _is_word(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before.isalnum() or after.isalnum():
        return False
    return not (before in "-‑" and start > 1 and text[start - 2].islower() and text[start].islower())


def _is_locative(sentence: Sentence, head: Token, locative: frozenset[str]) -> bool:
    """Whether a capital's name stands for the town: "in Moskau", "aus Paris", "Moskau, 2. März"."""
    cases = [c for c in sentence.dependents[head.index] if c.relation == "case" and c.index < head.index]
    if any(c.lemma.lower() in locative for c in cases):  # not "warf Peking vor"
        return True
    before = sentence.tokens[head.index - 1] if head.index else None
    return before is not None and before.lemma.lower() in locative


def _words(pack: Pack, key: str) -> tuple[str, ...]:
    value = pack.table("actors").get(key, [])
    return tuple(str(word) for word in value) if isinstance(value, list) else ()


def slug(name: str) -> str:
    """Return `name` in lower-case ASCII with hyphens, for actor ids; "unnamed" if nothing remains."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "unnamed"


def without_genitive(name: str) -> str:
    """Return the name without a genitive ending: "Borrells" → "Borrell", "Putin's" → "Putin"."""
    for ending in ("'s", "’s"):
        if name.endswith(ending):
            return name[: -len(ending)]
    return name.rstrip("'’")
