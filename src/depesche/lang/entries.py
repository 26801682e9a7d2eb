"""Lexicon entries: strict reading of one frame, cue, role or word table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from depesche.errors import LexiconError

from .needs import Needs
from .slots import Slot, slot_from

_NOUN_ACTORS = {
    "de": ("nmod:gen", "nmod:von", "nmod:durch", "amod", "det:poss", "compound"),
    "en": ("nmod:poss", "nmod:of", "nmod:by", "amod", "compound"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A predicate that tells of an event, with where its roles stand."""

    id: str
    lemmas: tuple[str, ...]
    pos: str
    type: str
    mode: str | None
    actor: tuple[Slot, ...]
    recipient: tuple[Slot, ...]
    place: tuple[Slot, ...]
    reciprocal: bool
    needs: Needs
    without: Needs
    require: frozenset[str]
    status: str | None
    negated: str | None
    person_type: str | None
    by: str | None
    """`officials` where it tells of what states, organisations and their officials do, never of people in the street."""
    contexts: tuple[str, ...]
    embeds: bool
    compound: bool
    match: str
    no_match: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word that announces what somebody said, with where its roles stand."""

    id: str
    lemmas: tuple[str, ...]
    pos: str
    kind: str
    needs: Needs
    without: Needs
    speaker: tuple[Slot, ...]
    addressee: tuple[Slot, ...]
    content: tuple[Slot, ...]
    via: tuple[Slot, ...]
    topic: bool
    medium: str
    status: str
    type: str | None
    match: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """A word that says where somebody stands, with where holder and target stand."""

    lemmas: tuple[str, ...]
    pos: str
    stance: str
    """`supports`, `opposes` or `neutral`."""
    holder: tuple[Slot, ...]
    target: tuple[Slot, ...]
    needs: Needs
    without: Needs
    match: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A noun that stands for someone through a post, body, force or crowd."""

    lemmas: tuple[str, ...]
    kind: str
    office: str | None
    sector: str | None
    code_prefix: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusWords:
    """Words that bear on how far the text holds something for real, as sets of lemmas."""

    negation: frozenset[str]
    hedge: frozenset[str]
    hearsay_verb: frozenset[str]
    plan: frozenset[str]
    condition: frozenset[str]
    possibility: frozenset[str]
    obligation: frozenset[str]
    failure: frozenset[str]
    duration: frozenset[str]
    """Adverbs through which a negation reaches the verb: "nicht länger"."""
    intent: frozenset[str]
    denial: frozenset[str]
    wish: frozenset[str]


class _Entry:
    """One TOML table, read key by key; what is left unread is an error."""

    def __init__(self, table: dict[str, object], where: str) -> None:
        self.table = dict(table)
        self.where = where
        self.table.pop("comment", None)

    def text(self, key: str, default: str | None = None) -> str | None:
        value = self.table.pop(key, default)
        if value is not None and not isinstance(value, str):
            raise LexiconError(f"{self.where}: {key!r} must be a string, not {value!r}.")
        return value

    def needed(self, key: str) -> str:
        value = self.text(key)
        if value is None:
            raise LexiconError(f"{self.where}: {key!r} is missing.")
        return value

    def one_of(self, key: str, known: tuple[str, ...]) -> str | None:
        value = self.text(key)
        if value is not None and value not in known:
            raise LexiconError(f"{self.where}: {key!r} must be one of {', '.join(known)}, not {value!r}.")
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        value = self.table.pop(key, default)
        if not isinstance(value, bool):
            raise LexiconError(f"{self.where}: {key!r} must be true or false.")
        return value

    def strings(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        value = self.table.pop(key, None)
        if value is None:
            return default
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise LexiconError(f"{self.where}: {key!r} must be a string or a list of strings.")
        return tuple(value)

    def slots(self, key: str, default: tuple[str, ...] = ()) -> tuple[Slot, ...]:
        return tuple(slot_from(text, where=self.where) for text in self.strings(key, default))

    def needs(self, key: str) -> Needs:
        value = self.table.pop(key, {})
        if not isinstance(value, dict):
            raise LexiconError(f"{self.where}: {key!r} must be a table of slot = [lemmas].")
        pairs = []
        for slot, lemmas in value.items():
            words = [lemmas] if isinstance(lemmas, str) else lemmas
            pairs.append((slot_from(str(slot), where=self.where), frozenset(str(word) for word in words)))
        return tuple(pairs)

    def done(self) -> None:
        if self.table:
            raise LexiconError(f"{self.where}: unread keys {sorted(self.table)}. See docs/lexicons.md.")


def frame_from(table: dict[str, object], *, language: str, where: str) -> Frame:
    """Return the frame that one `[[frame]]` table describes; raises LexiconError if it is malformed."""
    entry = _Entry(table, where)
    pos = entry.text("pos", "VERB") or "VERB"
    noun = pos == "NOUN"
    event_type = entry.needed("type")
    lemmas = entry.strings("lemma")
    frame = Frame(
        id=f"{language}:{event_type}/{lemmas[0] if lemmas else '?'}/{where}",
        lemmas=lemmas,
        pos=pos,
        type=event_type,
        mode=entry.text("mode"),
        actor=entry.slots("actor", _NOUN_ACTORS[language] if noun else ("nsubj",)),
        recipient=entry.slots("recipient", () if noun else ("obj",)),
        place=entry.slots("place"),
        reciprocal=entry.flag("reciprocal"),
        needs=entry.needs("needs"),
        without=entry.needs("without"),
        require=frozenset(entry.strings("require", ("actor",))),
        status=entry.text("status"),
        negated=entry.text("negated"),
        person_type=entry.text("person_type"),
        by=entry.one_of("by", ("officials",)),
        contexts=entry.strings("contexts"),
        embeds=entry.flag("embeds"),
        compound=entry.flag("compound", True),
        match=entry.needed("match"),
        no_match=entry.text("no_match"),
    )
    entry.done()
    return frame


def cue_from(table: dict[str, object], *, language: str, where: str) -> Cue:
    """Return the cue that one `[[cue]]` table describes; raises LexiconError if it is malformed."""
    entry = _Entry(table, where)
    pos = entry.text("pos", "VERB") or "VERB"
    lemmas = entry.strings("lemma")
    cue = Cue(
        id=f"{language}:{lemmas[0] if lemmas else '?'}/{where}",
        lemmas=lemmas,
        pos=pos,
        kind=entry.needed("kind"),
        needs=entry.needs("needs"),
        without=entry.needs("without"),
        speaker=entry.slots("speaker", _NOUN_ACTORS[language] if pos == "NOUN" else ("nsubj",)),
        addressee=entry.slots("addressee"),
        content=entry.slots("content", ("ccomp", "parataxis", "xcomp")),
        via=entry.slots("via"),
        topic=entry.flag("topic"),
        medium=entry.text("medium", "speech") or "speech",
        status=entry.text("status", "reported") or "reported",
        type=entry.text("type"),
        match=entry.needed("match"),
    )
    entry.done()
    return cue


def stance_from(table: dict[str, object], *, where: str) -> Stance:
    """Return the entry that one `[[position]]` table describes; raises LexiconError if it is malformed."""
    entry = _Entry(table, where)
    stance = Stance(
        lemmas=entry.strings("lemma"),
        pos=entry.text("pos", "VERB") or "VERB",
        stance=entry.needed("stance"),
        holder=entry.slots("holder", ("nsubj",)),
        target=entry.slots("target"),
        needs=entry.needs("needs"),
        without=entry.needs("without"),
        match=entry.needed("match"),
    )
    entry.done()
    if stance.stance not in ("supports", "opposes", "neutral"):
        raise LexiconError(f"{where}: unknown stance {stance.stance!r}. Use supports, opposes or neutral.")
    return stance


def role_from(table: dict[str, object], *, where: str) -> Role:
    """Return the role that one `[[role]]` table describes; raises LexiconError if it is malformed."""
    entry = _Entry(table, where)
    role = Role(
        lemmas=entry.strings("lemma"),
        kind=entry.needed("kind"),
        office=entry.text("office"),
        sector=entry.text("sector"),
        code_prefix=entry.text("code_prefix"),
    )
    entry.done()
    return role


def status_words_from(table: Mapping[str, object]) -> StatusWords:
    """Return the word sets of status.toml; raises LexiconError on an unknown table."""
    entry = _Entry(dict(table), "status.toml")
    words = StatusWords(
        negation=frozenset(entry.strings("negation")),
        hedge=frozenset(entry.strings("hedge")),
        hearsay_verb=frozenset(entry.strings("hearsay_verb")),
        plan=frozenset(entry.strings("plan")),
        condition=frozenset(entry.strings("condition")),
        possibility=frozenset(entry.strings("possibility")),
        obligation=frozenset(entry.strings("obligation")),
        failure=frozenset(entry.strings("failure")),
        duration=frozenset(entry.strings("duration")),
        intent=frozenset(entry.strings("intent")),
        denial=frozenset(entry.strings("denial")),
        wish=frozenset(entry.strings("wish")),
    )
    entry.done()
    return words
