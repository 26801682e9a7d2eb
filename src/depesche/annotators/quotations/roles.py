"""The parts of an announcement beside the content: cue words, speaker's words, addressee, time and place of the utterance."""

from __future__ import annotations

from collections.abc import Iterable

from depesche.lang.phrases import case_markers
from depesche.model import EventDate, Place, Sentence, Span, Token

from .content import Content
from .cues import Announcement
from .reader import Reader
from .spans import phrase_span

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def cue_tokens(reader: Reader, announcement: Announcement) -> list[Token]:
    """Return all words of the cue: verb, auxiliaries, particle, the words it needs, "darauf", "wie", "es hieß"."""
    sentence, token = announcement.sentence, announcement.token
    own = {token}
    if announcement.cue.pos in ("ADP", "ADV"):
        return [token, *sentence.children(token, "fixed")]
    children = sentence.dependents[token.index]
    own.update(c for c in children if c.relation == "aux" or c.deprel in ("compound:prt", "cop", "expl:pv"))
    own.update(c for c in children if c.feats.get("Reflex") == "Yes")
    own.update(c for c in children if _points(reader, sentence, c))
    for slot, lemmas in announcement.cue.needs:
        if slot.relation in ("advmod", "xcomp", "compound", "obj", "obl", "expl", "nsubj"):
            own.update(c for c in children if c.lemma in lemmas or c.text.lower() in lemmas)
    own.update(_as(reader, announcement))
    return sorted(own, key=lambda t: t.index)


def _points(reader: Reader, sentence: Sentence, token: Token) -> bool:
    """Whether a pronominal adverb points forward to the clause that follows: "verwies darauf, dass"."""
    if token.text.lower() not in reader.words.pointers:
        return False
    following = sentence.tokens[token.index + 1 : token.index + 2]
    return bool(following) and (following[0].upos == "PUNCT" or following[0].deprel == "compound:prt")


def _as(reader: Reader, announcement: Announcement) -> Iterable[Token]:
    """The "wie" of "wie das Ministerium mitteilte"."""
    clauses = reader.clauses(announcement.number)
    opener = clauses.opener(clauses.clauses[clauses.number_of(announcement.token.index)])
    return [opener] if opener.text.lower() in reader.words.as_ else []


def speaker_words(reader: Reader, announcement: Announcement, content: Content | None) -> Span | None:
    """Return the speaker's words; in a relative clause the pronoun that stands for them; None without a speaker."""
    sentence, token = announcement.sentence, announcement.token
    if content is not None and content.phrase and announcement.speakers and announcement.cue.pos == "ADP":
        fixed = {token.index, *(c.index for c in sentence.children(token, "fixed"))}
        words = [sentence.tokens[i] for i in sorted(content.phrase) if i not in fixed]
        while words and words[-1].upos == "PUNCT" and words[-1].text not in ')“”»«"':
            words = words[:-1]
        return Span(words[0].start, words[-1].end) if words else None
    if announcement.speakers and announcement.speakers[0].head != token.index:
        for child in sentence.children(token, "nsubj"):
            if child.xpos in reader.words.relative_tags:
                return child.span
    without = reader.words.beside_cited if announcement.cue.kind == "cite" else frozenset()
    span = phrase_span(sentence, announcement.speakers, token, without=without)
    return _with_apposition(reader, announcement, span) if span is not None and not without else span


def _with_apposition(reader: Reader, announcement: Announcement, span: Span) -> Span:
    """The speaker's words with an apposition behind a comma: "Meier, Sprecher der Polizei,"."""
    clauses = reader.clauses(announcement.number)
    last = announcement.sentence.token_at(span.end - 1)
    if last is None or last.upos not in ("PROPN", "NOUN") or announcement.cue.pos != "VERB":
        return span
    number = clauses.number_of(last.index)
    if clauses.clauses[number].last != last.index + 1 or number + 1 >= len(clauses.clauses):
        return span
    following = clauses.clauses[number + 1]
    tokens = announcement.sentence.tokens[following.first : following.last]
    between = announcement.sentence.tokens[last.index + 1]
    if following.kind != "phrase" or between.text != "," or tokens[0].upos not in ("NOUN", "DET", "ADJ", "PROPN"):
        return span
    return Span(span.start, tokens[-1].end) if any(t.upos == "NOUN" for t in tokens) else span


def addressees(reader: Reader, announcement: Announcement) -> tuple[Token, ...]:
    """Return the heads of those spoken to: by the cue's slots, by "gegenüber", by the dative."""
    cue, sentence, token = announcement.cue, announcement.sentence, announcement.token
    heads = tuple(head for head in announcement.addressees if _can_hear(reader, sentence, head))
    if heads or cue.pos not in ("VERB", "ADV"):
        return heads
    clauses = reader.clauses(announcement.number)
    clause = clauses.clauses[clauses.number_of(token.index)]
    inside = [t for t in sentence.tokens[clause.first : clause.last] if t.upos in _NOMINAL and t.index != token.index]
    for noun in inside:
        if not reader.words.toward.isdisjoint(case_markers(sentence, noun)):
            return (noun,)
    if not any(slot.relation == "iobj" for slot in cue.addressee):
        return ()
    speakers = {t.index for head in announcement.speakers for t in sentence.subtree(head)}
    for noun in inside:
        if noun.index not in speakers and not case_markers(sentence, noun) and _is_dative(sentence, noun):
            return (noun,) if _can_hear(reader, sentence, noun) else ()
    return ()


def _can_hear(reader: Reader, sentence: Sentence, noun: Token) -> bool:
    """Whether one can speak to what the noun names: an actor, a post or body, a name; not "zu den Vorwürfen"."""
    if noun.upos in ("PRON", "PROPN") or reader.actors.at(noun) or noun.lemma in reader.pack.roles:
        return True
    below = sentence.subtree(noun)
    if any(reader.actors.at(t) or t.upos == "PROPN" for t in below if t.index > noun.index):
        return True
    return any(noun.lemma.lower().endswith(role.lower()) for role in reader.words.hearers)


def _is_dative(sentence: Sentence, noun: Token) -> bool:
    """Whether the noun's article, or the pronoun itself, can be nothing but a dative in the noun's number."""
    if noun.upos == "PRON":
        return noun.feats.get("Case") == "Dat" and noun.feats.get("Reflex") != "Yes"
    if noun.relation in ("nmod", "appos", "flat", "conj", "compound"):
        return False
    determiners = [c for c in sentence.dependents[noun.index] if c.relation == "det" and c.index < noun.index]
    return any(c.feats.get("Case") == "Dat" for c in determiners)


def spoken_when(reader: Reader, announcement: Announcement, frame: tuple[Span, ...]) -> EventDate | None:
    """Return the date in the announcing clause, None if it names none."""
    for timex in reader.document.times:
        if timex.type == "DATE" and timex.value[:4].isdigit() and _beside_cue(reader, announcement, frame, timex.span):
            return EventDate(value=timex.value[:10], printed=reader.text[timex.start : timex.end])
    return None


def spoken_where(reader: Reader, announcement: Announcement, frame: tuple[Span, ...]) -> Place | None:
    """Return the place in the announcing clause that a preposition of place governs, None if it names none."""
    sentence = announcement.sentence
    for toponym in reader.document.places:
        if not sentence.span.covers(toponym.span) or not _beside_cue(reader, announcement, frame, toponym.span):
            continue
        token = sentence.token_at(toponym.start)
        before = sentence.tokens[token.index - 1] if token is not None and token.index else None
        if before is not None and before.text.lower() in reader.words.located:
            return toponym.place
    return None


def _beside_cue(reader: Reader, announcement: Announcement, frame: tuple[Span, ...], span: Span) -> bool:
    """Whether a phrase stands in the cue's own clause, outside the words said and the speaker's name."""
    sentence = announcement.sentence
    if not sentence.span.covers(span) or (frame and not any(f.covers(span) for f in frame)):
        return False
    clauses = reader.clauses(announcement.number)
    token = sentence.token_at(span.start)
    if token is None or clauses.number_of(token.index) != clauses.number_of(announcement.token.index):
        return False
    speaker = phrase_span(sentence, announcement.speakers, announcement.token)
    return speaker is None or not speaker.covers(span)
