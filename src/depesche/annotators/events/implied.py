"""Participants whom the words do not name but leave no doubt about, by PLOVER type and the state a sentence plays in.

"Über 20 Menschen kamen ums Leben" is done by somebody unknown to the people there; "Er wurde verhaftet" by the state.
The codebook says for each type who may be so assumed.
"""

from __future__ import annotations

from depesche import codebook
from depesche.model import Actor

from .made import UNKNOWN, made_actor, people_of, state_of
from .roles import Roles

_NOBODY_NEEDED = frozenset({"ASSAULT", "PROTEST"})
"""Types that are told of without any participant: "Unruhen", "bei dem Anschlag"."""


def implied_roles(event_type: str, roles: Roles, scene: str | None, *, passive: bool = False) -> Roles:
    """Return the roles that the type implies where the sentence leaves them open; empty sides stay empty if unsure.

    `passive` says that a verb in the passive tells the event, so that somebody was done something: "wurde verhaftet".
    """
    label = codebook.load_plover().types[event_type]
    named = bool(roles.actors or roles.recipients)
    open_to_all = event_type in _NOBODY_NEEDED or (passive and label.implied_recipient is not None)
    if not named and (not open_to_all or scene is None):
        return Roles((), ())
    actors = () if roles.actors else _implied(label.implied_actor, scene)
    if label.implied_actor == "state" and any(state_of(r) not in (None, scene) for r in roles.recipients):
        actors = ()  # no state arrests or convicts those of another without being named
    recipients = () if roles.recipients or roles.actors else _implied(label.implied_recipient, scene)
    if event_type == "PROTEST" and not roles.recipients:
        recipients = _implied(label.implied_recipient, next(filter(None, map(state_of, roles.actors)), scene))
    named_ids = {actor.id for actor in (*roles.actors, *roles.recipients)}
    return Roles(
        tuple(a for a in actors if a.id not in named_ids), tuple(r for r in recipients if r.id not in named_ids)
    )


def _implied(who: str | None, scene: str | None) -> tuple[Actor, ...]:
    if who == "unknown":
        return (made_actor(UNKNOWN),)
    if who is None or scene not in codebook.load_states():
        return ()
    return (made_actor(f"state:{scene}" if who == "state" else people_of(str(scene))),)
