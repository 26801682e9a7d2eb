"""When an event took place and which words tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from depesche.lang import Pack
from depesche.lang.phrases import case_markers, is_relative
from depesche.model import Document, EventDate, Sentence, Span, Timex, Token

_RECENT = 7
"""Days before publication within which a date told goes on for the sentences after it: the day of the news."""
_DAY = len("2023-03-02")
_NO_DAY = ("_REF", "P", "XXXX")


def find_date(
    document: Document, sentence: Sentence, predicate: Token, *, pack: Pack, own_words: bool = False, over: bool = False
) -> EventDate | None:
    """Return the date of the time expression nearest to the predicate in its clause, else in its sentence; None if there is none.

    With `own_words` only expressions below the predicate count. Times that are not the event's ("bis zum 20. Juni", "wie schon
    1999") are passed over; so are, of what is `over`, days after the report.
    """
    clause = _clause_of(sentence, predicate)
    span = _span(sentence, clause)
    dated = [t for t in document.times if t.type in ("DATE", "TIME") or t.date is not None]  # "vor zwei Wochen"
    candidates = [t for t in dated if sentence.span.covers(t.span)]
    latest = document.article.published if over else None
    usable = [t for t in candidates if _may_date(t, latest) and not _is_another(sentence, predicate, t, pack)]
    if own_words:
        inside = _span(sentence, predicate)
        usable = [t for t in usable if inside.covers(t.span)]
        if not usable:
            return None
    if not usable:
        return _carried_date(document, sentence, predicate)

    def distance(timex: Timex) -> tuple[int, int, int]:
        inside = 0 if span.covers(timex.span) and not _in_lower_clause(sentence, clause, predicate, timex) else 1
        return inside, -len(calendar_value(timex) or ""), abs(timex.start - predicate.start)

    best = min(usable, key=distance)
    value = calendar_value(best)
    return None if value is None else EventDate(value=value, printed=document.article.text[best.start : best.end])


def _may_date(timex: Timex, latest: str | None) -> bool:
    """Whether a time is one of the calendar, and none after the latest day that is possible."""
    value = calendar_value(timex)
    if value is None or latest is None:
        return value is not None
    known = min(len(value), len(latest), _DAY)  # a report of March may tell of the second of March
    return value[:known] <= latest[:known]


def _is_another(sentence: Sentence, predicate: Token, timex: Timex, pack: Pack) -> bool:
    """Whether a time is not the event's: until when something lasts, what it is like, what a thing is or does.

    "Bis zum 20. Juni", "wie schon 1999", "rief dazu auf, den Vertrag von 2018 zu achten", "Chile, which chairs it this year".
    """
    before = [token.text.lower() for token in sentence.tokens if token.start <= timex.start][-3:]
    if not pack.words("actors", "other_times").isdisjoint(before):
        return True
    head = sentence.head_of(timex.span)
    if head is None:
        return False
    if any(is_relative(sentence, t) for t in _above(sentence, head) if not _is_below(sentence, predicate, t)):
        return True
    beside = ("nummod", "compound", "amod") if head.text.isdigit() else ("compound",)
    if head.relation in beside and head.head != predicate.index:
        return True  # "over a 2022 coup attempt", "for a July cyberattack"
    if head.relation != "nmod" or pack.words("actors", "of_a_time").isdisjoint(case_markers(sentence, head)):
        return False
    thing = sentence.tokens[head.head]
    return thing.upos in ("NOUN", "PROPN") and thing.index != predicate.index


def _above(sentence: Sentence, token: Token) -> list[Token]:
    return [token, *sentence.ancestors(token)]


def _is_below(sentence: Sentence, token: Token, clause: Token) -> bool:
    return any(t.index == clause.index for t in _above(sentence, token))


def _carried_date(document: Document, sentence: Sentence, predicate: Token) -> EventDate | None:
    """The date of what is told as news without one, printed words left open; None for background told before it.

    News goes on with the day named last, else it is of the month in which the report was published.
    """
    published = document.article.published
    if published is None or _is_past_perfect(sentence, _clause_of(sentence, predicate)):
        return None
    return EventDate(value=_day_told_before(document, sentence, published) or published[:7])


def _is_past_perfect(sentence: Sentence, clause: Token) -> bool:
    """Whether the clause tells what lies before the news: "hatte … abgezogen", "had withdrawn"."""
    return clause.feats.get("VerbForm") == "Part" and any(
        child.deprel == "aux" and child.feats.get("Tense") == "Past" and child.feats.get("Mood", "Ind") == "Ind"
        for child in sentence.dependents[clause.index]
    )


def _day_told_before(document: Document, sentence: Sentence, published: str) -> str | None:
    """The day named last in the sentences before, if it lies in the days before publication."""
    earlier = [s for s in document.sentences if s.start < sentence.start]
    for before in reversed(earlier):
        for timex in document.times:
            value = calendar_value(timex) if timex.type in ("DATE", "TIME") and before.span.covers(timex.span) else None
            if value is not None and len(value) == 10 and _is_recent(value, published):
                return value
    return None


def _is_recent(value: str, published: str) -> bool:
    if len(published) < 10:
        return value.startswith(published)
    return 0 <= (date.fromisoformat(published) - date.fromisoformat(value)).days <= _RECENT


def calendar_value(timex: Timex) -> str | None:
    """Return `YYYY`, `YYYY-MM` or `YYYY-MM-DD` of a timex, None if it names no calendar date."""
    value = (timex.date or timex.value).partition("T")[0].partition("/")[0]
    if len(value) < 4 or not value[:4].isdigit() or any(mark in value for mark in _NO_DAY):
        return None
    parts = value.split("-")
    if len(parts) > 1 and parts[1].startswith("W") and parts[1][1:].isdigit():
        return _month_of_week(int(parts[0]), int(parts[1][1:]))
    kept = [parts[0]]
    for part in parts[1:3]:
        if not part.isdigit():
            break
        kept.append(part)
    return "-".join(kept)


def _month_of_week(year: int, week: int) -> str | None:
    try:
        return date.fromisocalendar(year, week, 4).isoformat()[:7]
    except ValueError:
        return None


def _clause_of(sentence: Sentence, predicate: Token) -> Token:
    token = predicate
    while token.upos not in ("VERB", "AUX") and token.head >= 0:
        token = sentence.tokens[token.head]
    return token


def _span(sentence: Sentence, token: Token) -> Span:
    tokens = sentence.subtree(token)
    return Span(tokens[0].start, max(t.end for t in tokens))


def _in_lower_clause(sentence: Sentence, clause: Token, predicate: Token, timex: Timex) -> bool:
    head = sentence.head_of(timex.span)
    if head is None:
        return False
    for token in sentence.ancestors(head):
        if token.index in (clause.index, predicate.index):
            return False
        if token.upos == "VERB":
            return True
    return False


def evidence_span(sentence: Sentence, predicate: Token) -> Span:
    """Return the words of the predicate's clause (for a noun: its phrase), without the closing full stop."""
    tokens = [t for t in sentence.subtree(predicate) if t.relation != "punct"]
    if not tokens:
        return predicate.span
    return Span(min(t.start for t in tokens), max(t.end for t in tokens))


def durations_in(document: Document, sentences: Sequence[Sentence]) -> list[Timex]:
    """Return the durations named in the sentences."""
    return [t for t in document.times if t.type == "DURATION" and any(s.span.covers(t.span) for s in sentences)]
