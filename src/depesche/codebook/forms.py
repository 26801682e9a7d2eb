"""All printed forms by which a text names an actor, with what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from . import inflection
from .former import load_former
from .organisations import load_collectives, load_groups, load_media, load_organisations
from .periods import holds
from .persons import load_persons
from .states import State, load_states


@dataclass(frozen=True, slots=True)
class ActorForm:
    """A form as printed, and the actor it names."""

    form: str
    id: str
    code: str | None
    kind: str
    """`state`, `org`, `group`, `collective`, `person` or `media`."""
    role: str
    """`name`, `demonym`, `adjective`, `capital` (also a part that acts for the state) or `seat`."""
    start: str | None = None
    """First and last day on which the form meant this actor, as exactly as known; None where it always does."""
    end: str | None = None


def _state_forms(state: State, language: str) -> Iterator[tuple[str, str]]:
    german = language == "de"
    names = inflection.german_name_forms if german else inflection.english_name_forms
    parts = (("name", state.names), ("capital", state.capitals), ("capital", state.regions), ("seat", state.seats))
    for role, words in parts:
        for word in words[language]:
            yield from ((form, role) for form in names(word))
    yield from _people_forms(state.adjectives[language], state.people[language], german=german)


def _people_forms(adjectives: tuple[str, ...], people: tuple[str, ...], *, german: bool) -> Iterator[tuple[str, str]]:
    for word in adjectives:
        if german:
            yield from ((form, "adjective") for form in inflection.german_adjective_forms(word))
        else:
            yield word, "adjective"
    if german:
        yield from ((form, "demonym") for word in people for form in inflection.german_people_forms(word))
    else:
        yield from ((form, "demonym") for form in (*people, *inflection.english_people_forms(adjectives)))


def _former_forms(language: str) -> Iterator[ActorForm]:
    """ "Sowjetunion", "sowjetischer": former names of states, with the time in which they meant them."""
    names = inflection.german_name_forms if language == "de" else inflection.english_name_forms
    for former in load_former():
        forms = [(form, "name") for word in former.names[language] for form in names(word)]
        forms += _people_forms(former.adjectives[language], former.people[language], german=language == "de")
        kind = "state" if former.code in load_states() else "group"
        for form, role in forms:
            yield ActorForm(form, f"{kind}:{former.code}", former.code, kind, role, former.start, former.end)


def _named(language: str, entries: Iterable[tuple[str, str, str | None, tuple[str, ...]]]) -> Iterator[ActorForm]:
    names = inflection.german_name_forms if language == "de" else inflection.english_name_forms
    for kind, identity, code, words in entries:
        for word in words:
            for form in names(word):
                yield ActorForm(form, identity, code, kind, "name")


def _organisation_entries(language: str) -> Iterator[tuple[str, str, str | None, tuple[str, ...]]]:
    for organisation in load_organisations().values():
        yield "org", f"org:{organisation.code}", organisation.acts_for, organisation.names[language]
    for group in load_groups().values():
        yield "group", f"group:{group.code}", group.code, group.names[language]
    for bloc in load_collectives().values():
        if bloc.code in load_organisations():
            yield "org", f"org:{bloc.code}", bloc.code, bloc.names[language]
        else:
            yield "collective", f"collective:{bloc.key}", bloc.code, bloc.names[language]
    for medium in load_media().values():
        yield "media", f"media:{medium.id}", f"MED:{medium.country}" if medium.country else None, medium.names[language]
    for person in load_persons().values():
        yield "person", person.id, None, tuple(n for n in (person.name, *person.names) if " " in n)


def _bloc_adjectives(language: str) -> Iterator[ActorForm]:
    """ "europäische Außenminister", "westliche Diplomaten"."""
    for bloc in load_collectives().values():
        identity = f"org:{bloc.code}" if bloc.code in load_organisations() else f"collective:{bloc.key}"
        for word in bloc.adjectives[language]:
            forms = inflection.german_adjective_forms(word) if language == "de" else (word,)
            yield from (
                ActorForm(form, identity, bloc.code, identity.partition(":")[0], "adjective") for form in forms
            )


@lru_cache(maxsize=4)
def actor_forms(language: str) -> tuple[ActorForm, ...]:
    """Return every printed form of every actor in a language, each form and actor once."""
    found: dict[tuple[str, str], ActorForm] = {}
    for state in load_states().values():
        for text, role in _state_forms(state, language):
            found.setdefault((text, state.code), ActorForm(text, f"state:{state.code}", state.code, "state", role))
    for form in _former_forms(language):
        found.setdefault((form.form, form.id), form)
    for form in _bloc_adjectives(language):
        found.setdefault((form.form, form.id), form)
    for form in _named(language, _organisation_entries(language)):
        found.setdefault((form.form, form.id), form)
    return tuple(found.values())


def form_on(forms: Sequence[ActorForm], on: str | None) -> ActorForm:
    """Return which of the actors of one printed form is meant on a date (`YYYY[-MM[-DD]]`, None if unknown).

    First an actor that bore the name just then, else one whose name it always is: "Jugoslawien" meant Serbia and
    Montenegro in 1999, and means the state that broke up in a text of today.
    """
    own = [form for form in forms if form.start is not None and on is not None and holds(form.start, form.end, on)]
    lasting = [form for form in forms if form.start is None]
    return next(iter((*own, *lasting, *forms)))


@lru_cache(maxsize=4)
def people_forms(language: str) -> frozenset[str]:
    """Return the printed forms that name the people of a state and not the state: "Georgians", "Israelis"."""
    forms = actor_forms(language)
    return frozenset(f.form for f in forms if f.role == "demonym") - {f.form for f in forms if f.role == "name"}
