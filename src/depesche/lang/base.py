"""What a language pack offers: frames, cues, roles and function words, loaded from TOML and checked."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from depesche.errors import LexiconError

from .entries import (
    Cue,
    Frame,
    Role,
    Stance,
    StatusWords,
    cue_from,
    frame_from,
    role_from,
    stance_from,
    status_words_from,
)

CONFIGURED_LANGUAGES = ("de", "en")
E = TypeVar("E", Frame, Cue, Stance)
_HERE = Path(__file__).parent


@lru_cache(maxsize=64)
def _read_toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path.name}: not readable as TOML ({error}). Mend the file.") from error


def _entries(path: Path, key: str) -> Iterator[dict[str, object]]:
    if not path.exists():
        return
    for table, rows in _read_toml(path).items():
        if table != key or not isinstance(rows, list):
            raise LexiconError(f"{path.name}: unknown table {table!r}; only [[{key}]] may stand here.")
        yield from (dict(row) for row in rows)


@dataclass(frozen=True)
class Pack:
    """All that Depesche knows of one language."""

    language: str
    folder: Path

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """All event frames, in the order of their files."""
        frames: list[Frame] = []
        for path in sorted((self.folder / "frames").glob("*.toml")):
            for number, entry in enumerate(_entries(path, "frame"), start=1):
                frames.append(frame_from(entry, language=self.language, where=f"{path.name}#{number}"))
        return tuple(frames)

    @cached_property
    def frames_by_lemma(self) -> Mapping[tuple[str, str], tuple[Frame, ...]]:
        """Event frames by part of speech (`VERB`, `NOUN`, `ADJ`) and lemma."""
        return _by_lemma(self.frames)

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """All speech cues."""
        path = self.folder / "cues.toml"
        return tuple(
            cue_from(entry, language=self.language, where=f"cues.toml#{number}")
            for number, entry in enumerate(_entries(path, "cue"), start=1)
        )

    @cached_property
    def cues_by_lemma(self) -> Mapping[tuple[str, str], tuple[Cue, ...]]:
        """Speech cues by part of speech and lemma."""
        return _by_lemma(self.cues)

    @cached_property
    def stances(self) -> tuple[Stance, ...]:
        """All words that say where somebody stands."""
        path = self.folder / "positions.toml"
        return tuple(
            stance_from(entry, where=f"positions.toml#{number}")
            for number, entry in enumerate(_entries(path, "position"), start=1)
        )

    @cached_property
    def stances_by_lemma(self) -> Mapping[tuple[str, str], tuple[Stance, ...]]:
        """Words that say where somebody stands, by part of speech and lemma."""
        return _by_lemma(self.stances)

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """Role nouns by lemma."""
        found: dict[str, Role] = {}
        for number, entry in enumerate(_entries(self.folder / "roles.toml", "role"), start=1):
            role = role_from(entry, where=f"roles.toml#{number}")
            for lemma in role.lemmas:
                found.setdefault(lemma, role)
        return found

    @cached_property
    def status_words(self) -> StatusWords:
        """Words of negation, hedging, planning and condition."""
        return status_words_from(self.table("status"))

    @cached_property
    def contexts(self) -> Mapping[str, str]:
        """PLOVER context by signalling lemma."""
        found: dict[str, str] = {}
        for entry in _entries(self.folder / "contexts.toml", "context"):
            lemmas = entry["lemmas"]
            if not isinstance(lemmas, list):
                raise LexiconError(f"contexts.toml: lemmas of {entry['name']!r} must be a list.")
            for lemma in lemmas:
                found.setdefault(str(lemma), str(entry["name"]))
        return found

    @cached_property
    def told_things(self) -> Mapping[str, frozenset[str]]:
        """PLOVER types of what a noun takes up: "der Vorstoß"."""
        return self._by_noun("told")

    @cached_property
    def bodies(self) -> Mapping[str, frozenset[str]]:
        """Organisations whose thing a noun names: "die Resolution"."""
        return self._by_noun("bodies")

    @cached_property
    def incidents(self) -> Mapping[str, frozenset[str]]:
        """PLOVER types of deeds that a noun takes up: "der Vorfall"."""
        return self._by_noun("deeds")

    @cached_property
    def votes(self) -> frozenset[str]:
        """Nouns for what is cast in a vote: "Gegenstimme"."""
        return self.words("things", "votes")

    def _by_noun(self, key: str) -> dict[str, frozenset[str]]:
        """Return one table of `things.toml` by noun."""
        found: dict[str, set[str]] = {}
        section = self.table("things").get(key, {})
        if not isinstance(section, dict):
            raise LexiconError(f"things.toml: {key!r} must be a table. Mend the file.")
        for name, nouns in section.items():
            for noun in nouns:
                found.setdefault(str(noun), set()).add(str(name))
        return {noun: frozenset(names) for noun, names in found.items()}

    def table(self, name: str) -> dict[str, object]:
        """Return the lexicon file `name`.toml as it stands, empty if the pack has none."""
        path = self.folder / f"{name}.toml"
        return _read_toml(path) if path.exists() else {}

    def words(self, name: str, key: str) -> frozenset[str]:
        """Return the list `key` of the lexicon file `name`.toml as a set, empty if there is none."""
        value = self.table(name).get(key, [])
        return frozenset(str(word) for word in value) if isinstance(value, list) else frozenset()

    @cached_property
    def digest(self) -> str:
        """Return sixteen hex digits that change when any lexicon of the pack changes."""
        total = hashlib.sha256()
        for path in sorted(self.folder.rglob("*.toml")):
            total.update(path.relative_to(self.folder).as_posix().encode())
            total.update(path.read_bytes())
        return total.hexdigest()[:16]


def _by_lemma(entries: tuple[E, ...]) -> dict[tuple[str, str], tuple[E, ...]]:
    index: dict[tuple[str, str], list[E]] = {}
    entry: E
    for entry in entries:
        for lemma in dict.fromkeys([*entry.lemmas, *(lemma.replace("ss", "ß") for lemma in entry.lemmas)]):
            index.setdefault((entry.pos, lemma), []).append(entry)
    return {key: tuple(values) for key, values in index.items()}


_PACKS = {language: Pack(language, _HERE / language / "lexicons") for language in CONFIGURED_LANGUAGES}


def load_pack(language: str) -> Pack:
    """Return the pack of a configured language; its tables load when first asked for."""
    try:
        return _PACKS[language]
    except KeyError:
        raise LexiconError(
            f"No language pack for {language!r}. Configured: {', '.join(CONFIGURED_LANGUAGES)}."
        ) from None
