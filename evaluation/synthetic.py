"""Invented readings in any number, for measuring and breaking the record: the same seed always gives the same readings."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta

from depesche import codebook
from depesche.model import Actor, Article, Block, Document, Event, EventDate, Meeting, Place, Position, Quotation, Span
from depesche.model.text import Sentence

_SYLLABLES = ["ba", "ne", "ri", "to", "lu", "ka", "me", "si", "do", "ru", "ga", "ve", "li", "po", "nu", "da", "te", "ki", "mo", "su", "ha", "re", "ni", "lo", "fu", "schu", "wei", "brand", "stein", "burg"]
_OUTLETS = [f"Blatt {number}" for number in range(40)]
_FORMS = ("direct", "indirect", "mixed", "reported")
_EVENTS_A_REPORT = (4, 11)


class Synthesiser:
    """Makes documents; states, words and outlets are met with frequencies like those of real news."""

    def __init__(self, seed: int = 7, *, first: str = "2020-01-01", days: int = 1400) -> None:
        self._random = random.Random(seed)
        self._first, self._days = date.fromisoformat(first), days
        self._states = list(codebook.load_states().values())
        self._random.shuffle(self._states)
        self._state_weights = [1 / (rank + 2) for rank in range(len(self._states))]
        self._words = self._make_words(6000)
        self._word_weights = [1 / (rank + 3) for rank in range(len(self._words))]
        self._types = sorted(codebook.load_plover().types)
        self._people = [self._make_person() for _ in range(3000)]
        self._pool: list[str] = []

    def _make_words(self, count: int) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < count:
            word = "".join(self._random.choices(_SYLLABLES, k=self._random.randint(1, 4)))
            found[word.capitalize() if self._random.random() < 0.3 else word] = None
        return list(found)

    def _make_person(self) -> tuple[str, str]:
        first, last = ("".join(self._random.choices(_SYLLABLES, k=2)).capitalize() for _ in range(2))
        return f"{first} {last}", self._random.choices(self._states, self._state_weights)[0].code

    def documents(self, count: int) -> Iterator[Document]:
        """Yield documents in the order of their dates, as an archive is usually read."""
        for number in range(count):
            day = self._first + timedelta(days=number * self._days // max(count, 1))
            yield self._document(number, day)

    def _sentence(self) -> str:
        if len(self._pool) < 5000:
            words = self._random.choices(self._words, self._word_weights, k=self._random.randint(9, 18))
            words[0] = words[0].capitalize()
            self._pool.append(" ".join(words))
            return self._pool[-1]
        # Sentences are drawn from a pool and given new beginnings: choosing every word anew would be most of the time.
        return f"{self._random.choice(self._words).capitalize()} {self._random.choice(self._pool)}"

    def _document(self, number: int, day: date) -> Document:
        states = self._random.choices(self._states, self._state_weights, k=5)
        people = self._random.choices(self._people, k=3)
        names = [*(state.name_en for state in states), *(name for name, _ in people)]
        text, sentences, mentions = self._text(names)
        article_id = hashlib.sha256(f"{number}|{text}".encode()).hexdigest()[:20]
        actors = self._actors(states, people, mentions)
        events = tuple(
            self._event(article_id, order, day, actors, sentences)
            for order in range(self._random.randint(*_EVENTS_A_REPORT))
        )
        article = Article(
            id=article_id,
            text=text,
            language=self._random.choice(("de", "en")),
            blocks=(Block("paragraph", 0, len(text)),),
            headline=self._sentence()[:60],
            published=day.isoformat(),
            outlet=self._random.choice(_OUTLETS),
            agencies=("dpa",) if self._random.random() < 0.3 else (),
        )
        return Document(
            article=article,
            sentences=tuple(Sentence(span.start, span.end, ()) for span in sentences),
            actors=actors,
            events=events,
            quotations=tuple(self._quotation(actors, sentences, day) for _ in range(self._random.randint(1, 5))),
            positions=tuple(self._position(actors, sentences) for _ in range(self._random.randint(0, 2))),
        )

    def _text(self, names: list[str]) -> tuple[str, list[Span], dict[str, list[Span]]]:
        parts: list[str] = []
        sentences: list[Span] = []
        mentions: dict[str, list[Span]] = {name: [] for name in names}
        position = 0
        for _ in range(self._random.randint(12, 26)):
            name = self._random.choice(names)
            sentence = f"{name} {self._sentence()}."
            mentions[name].append(Span(position, position + len(name)))
            sentences.append(Span(position, position + len(sentence)))
            parts.append(sentence)
            position += len(sentence) + 1
        return " ".join(parts), sentences, mentions

    def _actors(
        self, states: list[codebook.State], people: list[tuple[str, str]], mentions: dict[str, list[Span]]
    ) -> tuple[Actor, ...]:
        found: dict[str, Actor] = {}
        for state in states:
            spans = tuple(mentions[state.name_en])
            identity = f"state:{state.code}"
            found[identity] = Actor(
                id=identity, kind="state", name=state.name_en, codes=(state.code,), wikidata=state.wikidata, mentions=spans
            )
        for name, code in people:
            identity = f"person:{name.lower().replace(' ', '-')}"
            found[identity] = Actor(
                id=identity, kind="person", name=name, codes=(code,), sector="GOV", office="foreign minister",
                mentions=tuple(mentions[name]),
            )  # fmt: skip
        return tuple(found.values())

    def _event(
        self, article_id: str, order: int, day: date, actors: tuple[Actor, ...], sentences: list[Span]
    ) -> Event:
        kind = self._random.choice(self._types)
        one, other = self._random.sample(actors, 2)
        happened = (day - timedelta(days=self._random.choice((0, 0, 1, 1, 2, 9)))).isoformat()
        place = self._random.choices(self._states, self._state_weights)[0]
        mutual = kind == "CONSULT"
        return Event(
            id=hashlib.sha256(f"{article_id}|{order}".encode()).hexdigest()[:16],
            type=kind,
            contexts=("military",) if self._random.random() < 0.2 else (),
            status=self._random.choices(("factual", "reported", "planned", "denied"), (8, 3, 1, 1))[0],
            actors=(one.id, other.id) if mutual else (one.id,),
            recipients=() if mutual else (other.id,),
            date=EventDate(value=happened[:7] if self._random.random() < 0.1 else happened),
            place=Place(name=place.name_en, country=place.code) if self._random.random() < 0.5 else None,
            evidence=(self._random.choice(sentences),),
            confidence=0.7,
            meeting=Meeting(format="in-person") if mutual else None,
        )

    def _quotation(self, actors: tuple[Actor, ...], sentences: list[Span], day: date) -> Quotation:
        return Quotation(
            form=self._random.choice(_FORMS),
            content=(self._random.choice(sentences),),
            speaker=self._random.choice(actors).id,
            date=EventDate(value=day.isoformat()),
        )

    def _position(self, actors: tuple[Actor, ...], sentences: list[Span]) -> Position:
        holder, target = self._random.sample(actors, 2)
        return Position(
            holder=holder.id,
            target=target.id,
            stance=self._random.choice(("supports", "opposes")),
            evidence=(self._random.choice(sentences),),
        )
