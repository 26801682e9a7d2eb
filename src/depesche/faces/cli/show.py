"""A reading in the terminal: article head, events, quotations, positions, each with its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from depesche.model import Actor, Document, Event, Meeting, Position, Quotation, Span

_STATUS_STYLE = {
    "factual": "green",
    "reported": "yellow",
    "planned": "cyan",
    "hypothetical": "magenta",
    "denied": "red",
}
_LONGEST_QUOTE = 320


def show_reading(document: Document, *, console: Console | None = None) -> None:
    """Print the reading of one report."""
    out = console or Console(highlight=False)
    actors = {actor.id: actor for actor in document.actors}
    _head(document, out)
    _section(out, "Events", len(document.events))
    for event in document.events:
        _event(event, document, actors, out)
    _section(out, "Quotations", len(document.quotations))
    for quotation in document.quotations:
        _quotation(quotation, document, actors, out)
    if document.positions:
        _section(out, "Positions", len(document.positions))
        for position in document.positions:
            _position(position, actors, out)
    learnt = [office for office in document.offices if office.person in actors]
    if learnt:
        _section(out, "Offices told by the report", len(learnt))
        for office in learnt:
            new = ", newly in office" if office.new else ""
            out.print(
                Padding(
                    f"{escape(actors[office.person].name)}: {escape(office.office)} of {office.code}{new}", (0, 0, 0, 2)
                )
            )
    for issue in document.issues:
        out.print(Text(f"  ! {issue.annotator}: {issue.message}", style="yellow"))


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
    name = actor.name[:60] or actor.id
    return name if own or not code else f"{name} ({code})"


def _names(ids: Sequence[str], actors: Mapping[str, Actor]) -> str:
    return ", ".join(describe(actors[i]) if i in actors else i for i in ids) or "?"


def _event(event: Event, document: Document, actors: Mapping[str, Actor], out: Console) -> None:
    line = Text("  ")
    line.append(event.date.value if event.date else "no date", style="bold" if event.date else "dim")
    line.append("  ")
    line.append(event.type, style="bold")
    if event.modes:
        line.append("/" + ",".join(event.modes))
    line.append("  ")
    joined = (
        " – ".join(describe(actors[i]) for i in event.actors if i in actors)
        if event.type == "CONSULT"
        else _names(event.actors, actors)
    )
    line.append(joined or "?")
    if event.recipients:
        line.append(" → ", style="bold")
        line.append(_names(event.recipients, actors))
    if event.place is not None:
        line.append(f"  in {event.place.name}" + (f", {event.place.country}" if event.place.country else ""))
    line.append("  ")
    line.append(event.status, style=_STATUS_STYLE.get(event.status, ""))
    if event.attribution:
        line.append(f" (according to {_names(event.attribution, actors)})", style="dim")
    out.print(line)
    if event.meeting is not None and (told := _meeting(event.meeting)):
        out.print(Padding(Text(told, style="cyan"), (0, 0, 0, 6)))
    for span in event.evidence:
        out.print(Padding(Text(f"“{_words(document, span)}”", style="italic dim"), (0, 0, 0, 6)))


def _meeting(meeting: Meeting) -> str:
    parts = [meeting.format, meeting.venue and f"at {meeting.venue}", meeting.occasion]
    if meeting.duration:
        doubt = " (by hearsay)" if meeting.duration_status == "reported" else ""
        parts.append(f"{meeting.duration}{doubt}")
    if meeting.comparison:
        parts.append(f"“{meeting.comparison}”")
    return " · ".join(part for part in parts if part)


def _quotation(quotation: Quotation, document: Document, actors: Mapping[str, Actor], out: Console) -> None:
    line = Text("  ")
    named = actors.get(quotation.speaker or "")
    speaker = describe(named) if named is not None else None
    if speaker is None and quotation.speaker_span is not None:
        speaker = _words(document, quotation.speaker_span)
    line.append(speaker or "unnamed", style="bold")
    if quotation.addressee:
        line.append(f" to {_names(quotation.addressee, actors)}")
    if quotation.via:
        line.append(f" via {_names(quotation.via, actors)}")
    facts = [
        quotation.form,
        quotation.type,
        quotation.date.value if quotation.date else None,
        quotation.medium if quotation.medium != "speech" else None,
    ]
    line.append("  " + ", ".join(fact for fact in facts if fact), style="dim")
    out.print(line)
    words = " … ".join(_words(document, span) for span in quotation.content)
    out.print(Padding(Text(words, style="italic"), (0, 0, 0, 6)))


def _position(position: Position, actors: Mapping[str, Actor], out: Console) -> None:
    out.print(
        Padding(
            Text(f"{_names([position.holder], actors)} {position.stance} {_names([position.target], actors)}"),
            (0, 0, 0, 2),
        )
    )


def _words(document: Document, span: Span) -> str:
    return _excerpt(document.article.text[span.start : span.end], _LONGEST_QUOTE)


def _excerpt(text: str, length: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rsplit(" ", 1)[0] + " …"
