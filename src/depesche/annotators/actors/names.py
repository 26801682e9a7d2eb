"""Names that the codebook knows, and names of persons that it does not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import ahocorasick_rs

from depesche import codebook
from depesche.lang import Pack, Role
from depesche.model import Document, Sentence, Span, Token, TokenIndex

from .mentions import Mention

_KIND_ORDER = {"state": 0, "org": 1, "group": 2, "person": 3, "collective": 4, "media": 5}
_LOCATIVE_ROLES = frozenset({"capital"})
_ARABIC = re.compile(r"(?:al|el|as|ad|an|ar|asch|ash|bin|ben|ibn)-[A-ZÄÖÜ]")
_WEEKDAY_LIKE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch"
)


@lru_cache(maxsize=4)
def _matcher(
    language: str,
) -> tuple[ahocorasick_rs.AhoCorasick, Mapping[str, tuple[codebook.ActorForm, ...]], list[str]]:
    forms: dict[str, list[codebook.ActorForm]] = {}
    for form in codebook.actor_forms(language):
        if len(form.form) > 1:
            forms.setdefault(form.form, []).append(form)
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
    mentions = []
    for number, start, end in automaton.find_matches_as_indexes(text):
        if not _is_word(text, start, end):
            continue
        tokens = index.tokens_in(Span(start, end))
        if not tokens:
            continue
        sentence_number, _ = tokens[0]
        sentence = document.sentences[sentence_number]
        head = sentence.head_of(Span(start, end))
        if head is None:
            continue
        form = forms[patterns[number]][0]
        mention = _mention(form, start, end, sentence_number, head)
        if form.role in _LOCATIVE_ROLES and _is_locative(sentence, head, locative):
            mention = replace(mention, role="place")
        elif form.role == "demonym" and form.code is not None and _some_of_a_people(sentence, head):
            mention = _citizens(mention, form.code)
        mentions.append(mention)
    return mentions


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
    if any(c.relation == "case" and c.lemma.lower() in locative for c in sentence.dependents[head.index]):
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


def find_unknown_persons(
    document: Document, taken: Sequence[Mention], role_heads: set[tuple[int, int]], *, pack: Pack
) -> list[Mention]:
    """Return mentions of persons whom the codebook does not know: runs of two or more names, or one after a role."""
    particles = frozenset(_words(pack, "name_particles"))
    titles = pack.roles
    covered = {
        (mention.sentence, token.index)
        for mention in taken
        for token in document.sentences[mention.sentence].tokens_in(mention.span)
    }
    found = []
    for number, sentence in enumerate(document.sentences):
        for run in _name_runs(sentence, number, covered, particles, titles):
            after_role = run[0].index > 0 and (number, run[0].index - 1) in role_heads
            if len(run) < 2 and not after_role:
                continue
            if len(run) > 4 or not _looks_like_person(run, after_role):
                continue
            name = document.article.text[run[0].start : run[-1].end]
            name = without_genitive(name)
            if name.endswith("s") and run[-1].lemma + "s" == run[-1].text:
                name = name[:-1]
            head = sentence.head_of(Span(run[0].start, run[-1].end)) or run[0]
            known = _known_person(name, on=document.article.published)
            found.append(
                Mention(
                    start=run[0].start,
                    end=run[-1].end,
                    sentence=number,
                    head=head.index,
                    ids=(f"person:{slug(name)}" if known is None else known.id,),
                    kind="person",
                    role="name",
                    name=name if known is None else known.name,
                    codes=() if known is None else codebook.codes_on(known, document.article.published),
                )
            )
    return found


def _known_person(name: str, *, on: str | None) -> codebook.Person | None:
    """The codebook's person of a full name in another transcription, or the one office-holder of a surname."""
    if " " in name:
        return codebook.person_named(name)
    holders = codebook.holders_named(name, on)
    same_side = len({office.code for person in holders for office in person.offices}) == 1
    return holders[-1] if len(holders) == 1 or (holders and same_side and on is None) else None


def _looks_like_person(run: Sequence[Token], after_role: bool) -> bool:
    if any(len(token.text) > 2 and token.text.isupper() for token in run):
        return False
    if after_role:
        return True
    linked = sum(token.relation in ("flat", "appos", "compound") for token in run[1:])
    return linked >= 1 or run[0].relation == "compound"


def _name_runs(
    sentence: Sentence,
    number: int,
    covered: set[tuple[int, int]],
    particles: frozenset[str],
    titles: Mapping[str, Role],
) -> list[list[Token]]:
    runs: list[list[Token]] = []
    run: list[Token] = []
    for token in sentence.tokens:
        is_name = (
            token.upos == "PROPN"
            and (token.text[:1].isupper() or _ARABIC.match(token.text) is not None)
            and (number, token.index) not in covered
            and token.text not in titles
            and token.lemma not in titles
            and token.feats.get("NameType") != "Tim"
            and not _WEEKDAY_LIKE.match(token.text)
        )
        if is_name or (run and token.text in particles and _name_follows(sentence, token)):
            run.append(token)
            continue
        if run:
            runs.append(run)
        run = []
    if run:
        runs.append(run)
    return runs


def _name_follows(sentence: Sentence, token: Token) -> bool:
    follower = sentence.tokens[token.index + 1] if token.index + 1 < len(sentence.tokens) else None
    return follower is not None and follower.upos == "PROPN"
