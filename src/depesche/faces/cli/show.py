"""A reading in the terminal: article head, events, quotations, positions, each with its words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from depesche.model import Actor, Document, Event, Meeting, OfficeFact, Position, Quotation, Span

_STATUS_STYLE = {
    "factual": "green",
    "reported": "yellow",
    "planned": "cyan",
    "hypothetical": "magenta",
    "denied": "red",
}
_ISO_DURATION = re.compile(
    r"P(?=.)(?:(?P<year>\d+)Y)?(?:(?P<month>\d+)M)?(?:(?P<week>\d+)W)?(?:(?P<day>\d+)D)?"
    r"(?:T(?=.)(?:(?P<hour>\d+)H)?(?:(?P<minute>\d+)M)?)?"
)
_LONGEST_QUOTE = 320
_DOUBTFUL = 0.5
"""Confidence below which an event is marked as unsure."""
_LONGEST_NAME = 60
_DATE = len("2023-03-02")
_NARROWEST = 20


def show_reading(document: Document, *, console: Console | None = None) -> None:
    """Print the reading of one report."""
    out = console or Console(highlight=False)
    actors = {actor.id: actor for actor in document.actors}
    _head(document, out)
    _section(out, "Events", len(document.events))
    for event in document.events:
        _entry(out, *_event(event, document, actors))
    _section(out, "Quotations", len(document.quotations))
    for quotation in document.quotations:
        _entry(out, None, *_quotation(quotation, document, actors))
    if document.positions:
        _section(out, "Positions", len(document.positions))
    for position in document.positions:
        _entry(out, None, *_position(position, document, actors))
    learnt = [office for office in document.offices if office.person in actors]
    if learnt:
        _section(out, "Offices told by the report", len(learnt))
    for office in learnt:
        _entry(out, None, *_office(office, document, actors))
    for issue in document.issues:
        _entry(out, None, Text(f"! {issue.annotator}: {issue.message}", style="yellow"), [])


def _entry(out: Console, date: str | None, heading: Text, words: Sequence[Text]) -> None:
    """One entry: its date in the margin if it has such a column, what it says, the words it rests on below."""
    first = Text(f"  {date:<{_DATE}}  " if date is not None else "  ", style="bold")
    below = Text(" " * (len(first) if date is not None else 6))
    _wrapped(out, heading, first, Text(" " * max(len(first), 4)))
    for text in words:
        _wrapped(out, text, below, below)


def _wrapped(out: Console, text: Text, first: Text, others: Text) -> None:
    """Print a text in lines of the console's width, each after its margin and without blanks at its end."""
    margin = first
    for line in text.wrap(out, max(out.width - len(margin), _NARROWEST)):
        line.rstrip()
        out.print(Text.assemble(margin, line), soft_wrap=True)
        margin = others


def _head(document: Document, out: Console) -> None:
    article = document.article
    title = article.headline or _excerpt(article.text, 70)
    out.print(Text(title, style="bold"))
    facts = [
        article.outlet,
        article.published,
        {"de": "German", "en": "English"}.get(article.language, article.language),
        ", ".join(article.agencies) or None,
        f"by {', '.join(article.bylines)}" if article.bylines else None,
        article.dateline,
        article.url,
    ]
    out.print(Text(" · ".join(fact for fact in facts if fact), style="dim"))


def _section(out: Console, name: str, count: int) -> None:
    out.print()
    out.print(Text(f"{name} ({count})" if count else f"{name}: none found", style="bold underline" if count else "dim"))


def describe(actor: Actor) -> str:
    """Return name and allegiance: "Sergei Lavrov (RUS)"; the name alone where the actor is the code's own."""
    own = actor.kind in ("state", "org", "group", "collective")
    code = ", ".join(actor.codes)
    name = _excerpt(actor.name, _LONGEST_NAME) or actor.id
    return name if own or not code else f"{name} ({code})"


def _names(ids: Sequence[str], actors: Mapping[str, Actor], joint: str = ", ", implied: Sequence[str] = ()) -> str:
    """The names; in brackets those whom the words only imply."""
    named = ((i, describe(actors[i]) if i in actors else i) for i in ids)
    return joint.join(f"[{name}]" if i in implied else name for i, name in named) or "?"


def _event(event: Event, document: Document, actors: Mapping[str, Actor]) -> tuple[str, Text, list[Text]]:
    line = Text(event.type, style="bold")
    if event.modes:
        line.append("/" + ",".join(event.modes), style="not bold")
    joint = " – " if event.type == "CONSULT" else ", "
    line.append("  " + _names(event.actors, actors, joint, event.implied), style="not bold")
    if event.recipients:
        line.append(" → ").append(_names(event.recipients, actors, implied=event.implied), style="not bold")
    if event.place is not None:
        line.append(f"  in {_where(event)}", style="not bold")
    line.append("  ").append(event.status, style=f"not bold {_STATUS_STYLE.get(event.status, '')}")
    if event.attribution:
        line.append(f" (according to {_names(event.attribution, actors)})", style="not bold dim")
    if event.confidence < _DOUBTFUL:
        line.append(" (unsure)", style="not bold dim")
    words = [Text(f"“{_words(document, span)}”", style="italic dim") for span in event.evidence]
    if event.meeting is not None and (told := _meeting(event.meeting)):
        words.insert(0, Text(told, style="cyan"))
    return event.date.value if event.date is not None else "no date", line, words


def _where(event: Event) -> str:
    """The place with its country; in brackets where the clause does not name it."""
    assert event.place is not None
    place = f"{event.place.name}, {event.place.country}" if event.place.country else event.place.name
    return place if event.place_basis == "named" else f"[{place}]"


def _meeting(meeting: Meeting) -> str:
    parts = [meeting.format, meeting.venue and f"at {meeting.venue}", meeting.occasion]
    if meeting.duration:
        doubt = " (by hearsay)" if meeting.duration_status == "reported" else ""
        parts.append(f"{_duration(meeting.duration)}{doubt}")
    if meeting.comparison:
        parts.append(f"“{meeting.comparison}”")
    return " · ".join(part for part in parts if part)


def _duration(value: str) -> str:
    """ "PT1H30M" as "1 hour 30 minutes"; what is no such duration as it stands."""
    match = _ISO_DURATION.fullmatch(value)
    if match is None:
        return value
    told = ((number, unit) for unit, number in match.groupdict().items() if number is not None)
    return " ".join(f"{number} {unit}{'' if number == '1' else 's'}" for number, unit in told)


def _quotation(quotation: Quotation, document: Document, actors: Mapping[str, Actor]) -> tuple[Text, list[Text]]:
    named = actors.get(quotation.speaker or "")
    speaker = describe(named) if named is not None else None
    if speaker is None and quotation.speaker_span is not None:
        speaker = _words(document, quotation.speaker_span)
    line = Text(speaker or "unnamed", style="bold")
    if quotation.addressee:
        line.append(f" to {_names(quotation.addressee, actors)}", style="not bold")
    if quotation.via:
        line.append(f" via {_names(quotation.via, actors)}", style="not bold")
    medium = quotation.medium if quotation.medium != "speech" else None
    date = quotation.date.value if quotation.date is not None else None
    facts = [fact for fact in (quotation.form, quotation.type, date, medium) if fact]
    line.append("  " + ", ".join(facts), style="not bold dim")
    words = " … ".join(_words(document, span) for span in quotation.content)
    return line, [Text(words, style="italic")]


def _position(position: Position, document: Document, actors: Mapping[str, Actor]) -> tuple[Text, list[Text]]:
    line = Text(_names([position.holder], actors))
    line.append(f"  {position.stance}  ", style="bold").append(_names([position.target], actors))
    return line, [Text(f"“{_words(document, span)}”", style="italic dim") for span in position.evidence]


def _office(office: OfficeFact, document: Document, actors: Mapping[str, Actor]) -> tuple[Text, list[Text]]:
    line = Text(f"{describe(actors[office.person])}: {office.office} of {office.code}")
    if office.new:
        line.append(", newly in office")
    return line, [Text(f"“{_words(document, span)}”", style="italic dim") for span in office.evidence]


def _words(document: Document, span: Span) -> str:
    return _excerpt(document.article.text[span.start : span.end], _LONGEST_QUOTE)


def _excerpt(text: str, length: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rsplit(" ", 1)[0] + " …"
