"""Who said what: direct speech between marks, indirect speech below cues, and speech carried on without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from depesche.lang import Pack
from depesche.model import Document, Quotation, Sentence, Span, Token

from .build import anaphoric_quotation, announced_quotation, bare_quotation, marked_quotation, reported_quotation
from .content import find_content
from .continuation import carry_on
from .cues import Announcement, find_announcements, with_carriers
from .direct import find_direct
from .reader import Reader, read
from .reported import is_negated, is_reported, marked_topic
from .subjects import share_speaker, with_subject

__all__ = ["find_quotations"]


def find_quotations(document: Document, *, pack: Pack) -> Document:
    """Return `document` with its quotations in text order: direct, indirect, mixed, reported and free indirect.

    Needs sentences, times and actors. "Russland plane das, sagte Lawrow." gives one indirect quotation of Lavrov.
    """
    reader = read(document, pack=pack)
    announced = [quotation for number in range(len(document.sentences)) for quotation in _of_sentence(reader, number)]
    announced = _one_for_each_content(reader, announced)
    direct = find_direct(reader, announced)
    quotations = sorted([*_not_marked(announced, direct), *direct], key=lambda q: q.content[0])
    quotations = [q for q in quotations if not any(_wraps(reader, q, other) for other in quotations)]
    return replace(document, quotations=tuple(carry_on(reader, quotations)))


def _of_sentence(reader: Reader, number: int) -> list[Quotation]:
    """The quotations of a sentence's cues; a phrase like "laut Interfax" beside a verb of saying only carries them."""
    announcements = _announcements(reader, number)
    found: dict[int, Quotation] = {}
    for announcement in announcements:
        known = found.get(announcement.token.index)
        if announcement.cue.pos == "ADP" or (known is not None and not _is_bare(known)):
            continue
        if (quotation := _quotation(reader, announcement)) is not None:
            found[announcement.token.index] = quotation
    saying = {index for index, q in found.items() if not _is_bare(q) and q.speaker_span}
    for announcement in announcements:
        cue = announcement.cue
        if cue.pos != "ADP" or cue.kind == "cite" or announcement.contents[0].index in saying:
            continue
        if (quotation := _quotation(reader, announcement)) is not None:
            found[announcement.token.index] = quotation
    quotations = [found[index] for index in sorted(found)]
    return [q for q in quotations if not any(_is_part_of(q, other) for other in quotations)]


def _wraps(reader: Reader, quotation: Quotation, other: Quotation) -> bool:
    """Whether a cue announces no more than another quotation of the same speaker with its own cue.

    „Geht heim“, habe er zu ihm gesagt, teilte Meier mit: what Meier said is „Geht heim“.
    """
    if quotation is other or quotation.speaker != other.speaker or not other.cue or other.cue == quotation.cue:
        return False
    if not all(any(span.covers(part) for span in quotation.content) for part in (*other.content, *other.cue)):
        return False
    number = reader.tokens.sentence_at(other.cue[0].start)
    rest = [
        (sentence, token)
        for span in quotation.content
        for sentence, token in reader.tokens.tokens_in(span)
        if token.upos != "PUNCT" and not any(part.covers(token.span) for part in other.content)
    ]
    if number is None or any(sentence != number for sentence, _ in rest):
        return False
    clauses = reader.clauses(number)
    own = {clauses.number_of(t.index) for span in other.cue for t in clauses.sentence.tokens_in(span)}
    return all(clauses.number_of(token.index) in own for _, token in rest)


def _is_part_of(quotation: Quotation, other: Quotation) -> bool:
    """Whether single marked words with their cue stand within what another cue announces."""
    if (
        quotation is other
        or quotation.form not in ("mixed", "reported")
        or other.form not in ("indirect", "mixed", "direct")
    ):
        return False
    parts = (*quotation.content, *quotation.cue) if quotation.form == "mixed" else quotation.cue
    return not _is_bare(quotation) and bool(parts) and all(any(s.covers(part) for s in other.content) for part in parts)


def _announcements(reader: Reader, number: int) -> list[Announcement]:
    sentence = reader.document.sentences[number]
    mended = [
        with_carriers(with_subject(reader, announcement), pack=reader.pack)
        for announcement in find_announcements(number, sentence, pack=reader.pack)
    ]
    found = [a for a in mended if not _speaks_inside(reader, a) and not _by_nobody(reader, a)]
    found = share_speaker([a for a in found if not _is_refused(reader, a)])
    governed = {a.speakers[0].index for a in found if a.cue.pos == "ADP"}
    return [a for a in found if a.cue.pos == "ADP" or a.token.index not in governed]


def _by_nobody(reader: Reader, announcement: Announcement) -> bool:
    """Whether the speaker is no one: "man weiß", "niemand erwartet"."""
    if announcement.cue.pos in ("ADP", "ADV") or not announcement.speakers:
        return False
    return announcement.speakers[0].text.lower() in reader.words.nobody


def _is_refused(reader: Reader, announcement: Announcement) -> bool:
    """Whether the cue is only what somebody would not do: "refused to say when"."""
    token = announcement.token
    if token.relation != "xcomp" or token.head < 0:
        return False
    governor = announcement.sentence.tokens[token.head]
    return any(cue.kind in ("reject", "deny") for cue in reader.pack.cues_by_lemma.get(("VERB", governor.lemma), ()))


def _speaks_inside(reader: Reader, announcement: Announcement) -> bool:
    """Whether the cue is one of the quoted speaker's own words: „Ich denke, es ist besser als nichts.“"""
    if not any(span.covers(announcement.token.span) for span in reader.marked):
        return False
    return not announcement.speakers or announcement.speakers[0].upos == "PRON"


def _quotation(reader: Reader, announcement: Announcement) -> Quotation | None:
    """The quotation that a cue announces; None if it announces nothing."""
    content = find_content(reader.clauses(announcement.number), announcement, pack=reader.pack)
    if content is not None and not _is_denied(reader, announcement):
        return announced_quotation(reader, announcement, content)
    if content is None and (earlier := _sentence_before(reader, announcement)) is not None:
        return anaphoric_quotation(reader, announcement, earlier)
    if announcement.cue.topic:
        marked = marked_topic(reader, announcement)
        if marked and announcement.speakers:
            return marked_quotation(reader, announcement, marked)
        if is_reported(reader, announcement):
            return reported_quotation(reader, announcement)
    return bare_quotation(reader, announcement) if announcement.speakers else None


def _is_denied(reader: Reader, announcement: Announcement) -> bool:
    """Whether nothing was said after all: "sagte nicht, wann"; but "schloss nicht aus, dass" says something."""
    cue = announcement.cue
    return cue.pos not in ("ADP", "ADV") and cue.kind not in ("deny", "reject") and is_negated(reader, announcement)


def _sentence_before(reader: Reader, announcement: Announcement) -> Sentence | None:
    """The sentence that a bare "Das bestätigte der Minister" speaks of, None if the cue has no such object."""
    sentence, token, number = announcement.sentence, announcement.token, announcement.number
    first = sentence.tokens[0]
    if number == 0 or announcement.cue.pos != "VERB" or first.text.lower() not in reader.words.anaphors:
        return None
    if not announcement.speakers or announcement.speakers[0].index == 0 or not _is_second(sentence, token):
        return None
    before = reader.document.sentences[number - 1]
    return before if "\n\n" not in reader.text[before.end : sentence.start] else None


def _is_second(sentence: Sentence, token: Token) -> bool:
    """Whether the cue's finite verb follows the first word."""
    second = sentence.tokens[1] if len(sentence.tokens) > 1 else None
    return (
        second is not None
        and (second == token or second in sentence.dependents[token.index])
        and second.upos in ("VERB", "AUX")
    )


def _is_bare(quotation: Quotation) -> bool:
    """Whether the quotation is a cue whose content is still to be found between marks."""
    return quotation.content[0].start == quotation.content[0].end


def _one_for_each_content(reader: Reader, quotations: Sequence[Quotation]) -> list[Quotation]:
    """Of several cues for the same words a verb before a noun, one with a speaker, then the first."""
    best: dict[tuple[Span, ...], Quotation] = {}
    for quotation in quotations:
        key = (*quotation.content, *quotation.cue) if _is_bare(quotation) else quotation.content
        known = best.get(key)
        if known is None or _ranks(reader, quotation) > _ranks(reader, known):
            best[key] = quotation
    return list(best.values())


def _ranks(reader: Reader, quotation: Quotation) -> tuple[bool, bool]:
    tokens = [token for span in quotation.cue for _, token in reader.tokens.tokens_in(span)]
    return any(token.upos not in ("NOUN", "DET") for token in tokens), quotation.speaker is not None


def _not_marked(announced: Sequence[Quotation], direct: Sequence[Quotation]) -> list[Quotation]:
    """The announced quotations that no direct one replaces."""
    kept = []
    for quotation in announced:
        if _is_bare(quotation):
            continue
        if any(d.cue == quotation.cue and _mostly_inside(quotation.content, d.content) for d in direct):
            continue
        if quotation.form == "reported" and any(d.cue == quotation.cue for d in direct):
            continue
        kept.append(quotation)
    return kept


def _mostly_inside(content: Sequence[Span], marked: Sequence[Span]) -> bool:
    total = sum(s.end - s.start for s in content)
    covered = sum(min(s.end, m.end) - max(s.start, m.start) for s in content for m in marked if s.overlaps(m))
    return covered >= total - 2
