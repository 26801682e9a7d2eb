"""From text to sentences with trees: the shipped parser, and what any other one has to offer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from depesche import codebook
from depesche.model import Block, Sentence, Token

from .agreement import with_agreement, with_number
from .attachment import with_attachment
from .breaks import with_breaks
from .model import Analysis, SyntaxModel, load_model
from .mood import with_mood
from .tokens import TokenSpan, load_tokenizer
from .verbs import load_verbs, with_strong_verbs

Text = tuple[str, Sequence[Block]]
_MODELS = Path(__file__).parent.parent / "lang"


class Parser(Protocol):
    """Anything that makes sentences with Universal Dependencies trees of texts."""

    def parse(self, texts: Sequence[Text]) -> list[tuple[Sentence, ...]]:
        """Return the sentences of each text; spans point into the text, no sentence crosses a block."""
        ...

    def parse_tokens(self, sentences: Sequence[Sequence[str]]) -> list[Sentence]:
        """Return the sentences of given tokens; offsets count the tokens joined by blanks."""
        ...


class ShippedParser:
    """The parser trained for a configured language, with the model of the package or the one given."""

    def __init__(self, language: str, model: SyntaxModel | None = None) -> None:
        self.language = language
        self._tokenizer = load_tokenizer(language)
        self._model = model or load_model(_MODELS / language / "model")
        self._verbs = load_verbs(language)
        self._names = _names_of_states(language) if self._tokenizer.cases else frozenset()

    @property
    def version(self) -> str:
        """Name and number of the trained model."""
        return self._model.version

    def parse(self, texts: Sequence[Text]) -> list[tuple[Sentence, ...]]:
        """Return the sentences of each text; all texts are analysed in common batches."""
        cut = [self._tokenizer.sentences(text, blocks) for text, blocks in texts]
        analysed = iter(self._analyse(texts, cut))
        broken = [
            with_breaks(text, found, [next(analysed) for _ in found], self._tokenizer)
            for (text, _), found in zip(texts, cut, strict=True)
        ]
        again = iter(self._analyse(texts, [[spans for spans, own in found if own is None] for found in broken]))
        return [
            tuple(
                make_sentence(text, spans, next(again) if own is None else own, separable=self._tokenizer.separable)
                for spans, own in found
            )
            for (text, _), found in zip(texts, broken, strict=True)
        ]

    def _analyse(self, texts: Sequence[Text], cut: Sequence[Sequence[Sequence[TokenSpan]]]) -> list[list[Analysis]]:
        return self._read(
            [[text[s:e] for s, e in spans] for (text, _), found in zip(texts, cut, strict=True) for spans in found]
        )

    def _read(self, sentences: Sequence[Sequence[str]]) -> list[list[Analysis]]:
        analysed = self._model.analyse(sentences)
        if self._tokenizer.cases or self._tokenizer.subjunctive.forms:
            analysed = [self._set_right(forms, words) for forms, words in zip(sentences, analysed, strict=True)]
        if self._verbs is not None:
            analysed = [with_strong_verbs(f, words, self._verbs) for f, words in zip(sentences, analysed, strict=True)]
        return analysed

    def _set_right(self, forms: Sequence[str], words: Sequence[Analysis]) -> list[Analysis]:
        """What rules know better than the network, each on what the one before left."""
        words = with_attachment(forms, words, self._names, self._tokenizer.beside)
        words = with_agreement(forms, words, self._tokenizer.cases, self._names, self._tokenizer.two_accusatives)
        return with_number(with_mood(forms, words, self._tokenizer.subjunctive))

    def parse_tokens(self, sentences: Sequence[Sequence[str]]) -> list[Sentence]:
        """Return the sentences of given tokens, as of a treebank; offsets count the tokens joined by blanks."""
        made = []
        for forms, analyses in zip(sentences, self._read(sentences), strict=True):
            spans, position = [], 0
            for form in forms:
                spans.append((position, position + len(form)))
                position += len(form) + 1
            made.append(make_sentence(" ".join(forms), spans, analyses, separable=self._tokenizer.separable))
        return made


@lru_cache(maxsize=4)
def _names_of_states(language: str) -> frozenset[str]:
    """The names of states and of the towns that stand for them, those of one word."""
    roles = ("name", "capital", "seat")
    return frozenset(f.form for f in codebook.actor_forms(language) if f.kind == "state" and f.role in roles and " " not in f.form)


def make_sentence(text: str, spans: Sequence[TokenSpan], analyses: Sequence[Analysis], *, separable: bool) -> Sentence:
    """Return the sentence of the tokens at `spans`; where verbs are separable, their lemmas are put together."""
    particles: dict[int, str] = {}
    for (start, end), analysis in zip(spans, analyses, strict=True):
        if separable and analysis.deprel == "compound:prt" and analysis.head > 0:
            particles[analysis.head - 1] = text[start:end].lower()
    tokens = tuple(
        Token(
            index=number,
            start=start,
            end=end,
            text=text[start:end],
            lemma=_with_particle(analysis, particles.get(number)),
            upos=analysis.upos,
            xpos=analysis.xpos,
            feats=analysis.feats,
            head=analysis.head - 1,
            deprel=analysis.deprel,
        )
        for number, ((start, end), analysis) in enumerate(zip(spans, analyses, strict=True))
    )
    return Sentence(spans[0][0], spans[-1][1], tokens) if spans else Sentence(0, 0, ())


def _with_particle(analysis: Analysis, particle: str | None) -> str:
    """ "lehnte … ab" → "ablehnen"."""
    lemma = analysis.lemma
    if particle is None or not lemma.endswith("n") or lemma.startswith(particle) or "VerbForm" not in analysis.feats:
        return lemma
    return particle + lemma
