"""Speech that goes on without a cue: sentences in Konjunktiv I after a quotation belong to its speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from depesche.model import Document, Quotation, Sentence, Span, Token

from .build import form_of
from .clauses import Clauses
from .reader import Reader
from .spans import phrase_span
from .words import in_reporting_mood


def carry_on(reader: Reader, quotations: Sequence[Quotation]) -> list[Quotation]:
    """Return the quotations with free indirect speech added and speakers carried over to marked words without a cue."""
    document = reader.document
    carried: list[Quotation] = []
    last: Quotation | None = None
    fresh = False
    for number, sentence in enumerate(document.sentences):
        here = [q for q in quotations if any(s.overlaps(sentence.span) for s in (*q.content, *q.cue))]
        told = last is not None and last.form == "reported"
        goes_on = _goes_on(reader, number, strictly=not fresh, told=told) and not any(_frames(reader, number, q) for q in here)
        if goes_on:
            here = [q for q in here if q.form != "reported"]
        for quotation in here:
            if quotation.speaker is None and not quotation.cue and last is not None:
                quotation = _spoken_by(last, quotation)
            if quotation.content[0].start >= sentence.start:
                carried.append(quotation)
            if quotation.speaker is not None or quotation.speaker_span is not None:
                last, fresh = quotation, True
        if (goes_on or not here) and _is_hearsay(reader, number):
            if _is_negated(reader, sentence):  # "soll … nicht gebracht haben": the report's own remark
                continue
            carried.append(replace(_nobody(sentence), form="reported"))
        elif goes_on:
            if not fresh:
                last = _just_named(reader, number) or last or _nobody(sentence)
            last = _continued(reader, carried, last or _nobody(sentence), sentence)
            fresh = True
        elif not here:
            fresh = fresh and _is_subheading(document, sentence)
    return sorted(dict.fromkeys(carried), key=lambda q: (q.content[0], q.cue))


def _just_named(reader: Reader, number: int) -> Quotation | None:
    """A quotation of the actor who is the subject of the sentence before, in the same paragraph."""
    if number == 0:
        return None
    before, sentence = reader.document.sentences[number - 1 : number + 1]
    verb = _main_verb(reader.clauses(number - 1))
    if verb is None or "\n\n" in reader.text[before.end : sentence.start]:
        return None
    predicate = before.tokens[verb.head] if verb.relation in ("aux", "cop") and verb.head >= 0 else verb
    for subject in before.children(predicate, "nsubj"):
        speaker = next((actor for actor in reader.actors.at(subject) if actor.kind != "place"), None)
        if speaker is not None:
            span = phrase_span(before, [subject], predicate)
            return Quotation(form="free-indirect", content=(sentence.span,), speaker=speaker.id, speaker_span=span)
    return None


def _nobody(sentence: Sentence) -> Quotation:
    """Speech of which the text does not say whose it is."""
    return Quotation(form="free-indirect", content=(sentence.span,))


def _continued(reader: Reader, carried: list[Quotation], last: Quotation, sentence: Sentence) -> Quotation:
    """The free indirect quotation that takes in `sentence`; it is put into `carried` or replaces its last."""
    going_on = bool(carried) and last is carried[-1] and last.form in ("free-indirect", "mixed") and not last.cue
    content = (*last.content, sentence.span) if going_on else (sentence.span,)
    form = "mixed" if form_of(reader, content) != "indirect" else "free-indirect"
    quotation = replace(last, form=form, content=content, cue=(), frame=(), type=None)
    carried[-1:] = [quotation] if going_on else [*carried[-1:], quotation]
    return quotation


def _frames(reader: Reader, number: int, quotation: Quotation) -> bool:
    """Whether the quotation's own cue announces the sentence, which is then no mere continuation.

    "Die Behörde gehe davon aus, dass …" goes on with what was said before: its cue is itself reported.
    """
    if quotation.form == "reported" or not quotation.cue:
        return False
    verb = _main_verb(reader.clauses(number))
    return verb is None or verb.span not in quotation.cue or quotation.form == "direct"


def _spoken_by(last: Quotation, quotation: Quotation) -> Quotation:
    return replace(
        quotation,
        speaker=last.speaker,
        via=last.via,
        date=last.date,
        addressee=last.addressee,
        speaker_span=last.speaker_span,
    )


def _is_subheading(document: Document, sentence: Sentence) -> bool:
    return any(
        b.kind in ("subheading", "caption", "credit") and Span(b.start, b.end).covers(sentence.span)
        for b in document.article.blocks
    )


def _goes_on(reader: Reader, number: int, *, strictly: bool, told: bool) -> bool:
    """Whether the main verb stands in the reported subjunctive: "habe", "seien"; unless strictly also "hätten", "soll".

    "Soll" and "gingen" go on with words, not with what was only `told`: "Moskau drohte. Am Mittwoch soll sie nach Kiew reisen."
    """
    clauses = reader.clauses(number)
    verb = _main_verb(clauses)
    if verb is None:
        return False
    form = verb.text.lower()
    if not strictly and form in reader.words.continuing:
        return not (told and (form in reader.words.hearsay or form in reader.words.also_past))
    return in_reporting_mood(clauses.sentence, verb, reader.words)


def _is_negated(reader: Reader, sentence: Sentence) -> bool:
    return any(token.text.lower() in reader.pack.status_words.negation for token in sentence.tokens)


def _is_hearsay(reader: Reader, number: int) -> bool:
    """Whether the sentence tells of something past by hearsay: "Das Gespräch soll zehn Minuten gedauert haben"."""
    clauses = reader.clauses(number)
    verb = _main_verb(clauses)
    if verb is None or verb.text.lower() not in reader.words.hearsay:
        return False
    words = [t for t in clauses.sentence.tokens if t.upos != "PUNCT"]
    clause = next(c for c in clauses.clauses if c.finite == verb.index)
    last = clauses.sentence.tokens[clause.last - 1]
    return last in words and last.lemma.lower() in reader.words.perfect


def _main_verb(clauses: Clauses) -> Token | None:
    """The finite verb of the first main clause."""
    clause = next((c for c in clauses.clauses if c.kind in ("main", "verb-first")), None)
    return clauses.sentence.tokens[clause.finite] if clause is not None and clause.finite is not None else None
