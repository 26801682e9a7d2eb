"""A spaCy pipeline as parser: its tokens and sentences, its trees brought to Universal Dependencies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from depesche.errors import LanguageError, SyntaxModelError
from depesche.model import Block, Sentence

from ..model import Analysis
from ..parser import Text, make_sentence
from .convert import load_scheme, to_universal

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

Convert = Callable[[list[Analysis]], list[Analysis]]
_SCHEMES = ("tiger", "clear")


def load_pipeline(name: str) -> Language:
    """Return the spaCy pipeline of that name or folder; raises SyntaxModelError if spaCy or the model is missing."""
    try:
        import spacy
    except ImportError as error:
        raise SyntaxModelError(
            f"--syntax spacy:{name}: spaCy is not installed. Install it with pip install 'depesche[spacy]'."
        ) from error
    try:
        return spacy.load(name)
    except OSError as error:
        raise SyntaxModelError(
            f"--syntax spacy:{name}: no such spaCy model. Install it with python -m spacy download {name}, "
            "or give the folder of a pipeline."
        ) from error


class SpacyParser:
    """Sentences of a spaCy pipeline through the same contract as the shipped parser's."""

    def __init__(self, pipeline: Language, language: str, *, name: str) -> None:
        self._pipeline, self._name = pipeline, name
        if pipeline.lang != language:
            raise LanguageError(
                f"--syntax spacy:{self._name}: a model for {pipeline.lang!r}, but the text is {language!r}. "
                "Choose a model of the text's language, or set --language."
            )
        self._convert = self._converter()
        self._separable = language == "de"

    def _converter(self) -> Convert:
        if "parser" not in self._pipeline.pipe_names:
            raise SyntaxModelError(
                f"--syntax spacy:{self._name}: the pipeline has no dependency parser "
                f"(it has {', '.join(self._pipeline.pipe_names) or 'nothing'}). Choose one that has."
            )
        labels = set(getattr(self._pipeline.get_pipe("parser"), "labels", ())) - {"ROOT", "dep", "punct"}
        scheme = max((load_scheme(name) for name in _SCHEMES), key=lambda s: len(labels & s.labels))
        if not labels or len(labels & scheme.labels) * 2 < len(labels) or labels & {"obl", "nsubj:pass"}:
            return _rooted
        return lambda words: to_universal(words, scheme)

    def parse(self, texts: Sequence[Text]) -> list[tuple[Sentence, ...]]:
        """Return the sentences of each text; each block is parsed by itself."""
        pieces = [(number, block) for number, (text, blocks) in enumerate(texts) for block in _blocks(text, blocks)]
        docs = self._pipeline.pipe(texts[number][0][start:end] for number, (start, end) in pieces)
        found: list[list[Sentence]] = [[] for _ in texts]
        for (number, (start, _)), doc in zip(pieces, docs, strict=True):
            for span in doc.sents:
                found[number].extend(self._sentence(texts[number][0], span, start))
        return [tuple(sentences) for sentences in found]

    def parse_tokens(self, sentences: Sequence[Sequence[str]]) -> list[Sentence]:
        """Return the sentences of given tokens; offsets count the tokens joined by blanks."""
        from spacy.tokens import Doc

        docs = [
            Doc(self._pipeline.vocab, words=list(words), sent_starts=[k == 0 for k in range(len(words))])
            for words in sentences
        ]
        return [self._whole(doc) for doc in self._pipeline.pipe(docs)]

    def _whole(self, doc: Doc) -> Sentence:
        text = " ".join(token.text for token in doc)
        spans, position = [], 0
        for token in doc:
            spans.append((position, position + len(token.text)))
            position += len(token.text) + 1
        return make_sentence(text, spans, self._convert(_one_root(_analyses(list(doc)))), separable=self._separable)

    def _sentence(self, text: str, span: Span, offset: int) -> list[Sentence]:
        tokens = [token for token in span if not token.is_space]
        if not tokens:
            return []
        spans = [(offset + token.idx, offset + token.idx + len(token.text)) for token in tokens]
        words = self._convert(_one_root(_analyses(tokens)))
        return [make_sentence(text, spans, words, separable=self._separable)]


def _blocks(text: str, blocks: Sequence[Block]) -> list[tuple[int, int]]:
    return [(block.start, block.end) for block in blocks] or [(0, len(text))]


def _analyses(tokens: list) -> list[Analysis]:  # type: ignore[type-arg]
    numbers = {token.i: number for number, token in enumerate(tokens, start=1)}
    words = []
    for token in tokens:
        head = token.head
        while head.i not in numbers and head.head.i != head.i:  # a blank that governs: go on to what governs it
            head = head.head
        own = head.i == token.i or head.i not in numbers
        feats = {str(name): str(value) for name, value in token.morph.to_dict().items()}
        words.append(
            Analysis(
                token.lemma_ or token.text, token.pos_ or "X", token.tag_ or "_", feats,
                0 if own else numbers[head.i], token.dep_ or "dep",
            )
        )  # fmt: skip
    return words


def _one_root(words: list[Analysis]) -> list[Analysis]:
    """Hang further roots on the first: given sentences may come back with several."""
    roots = [number for number, word in enumerate(words, start=1) if word.head == 0]
    first = roots[0] if roots else 1
    return [
        replace(word, head=first, deprel="parataxis" if word.deprel == "ROOT" else word.deprel)
        if word.head == 0 and number != first
        else word
        for number, word in enumerate(words, start=1)
    ]


def _rooted(words: list[Analysis]) -> list[Analysis]:
    """Trees that are Universal Dependencies already: only the root's name differs."""
    return [replace(word, deprel="root") if word.head == 0 else word for word in words]
