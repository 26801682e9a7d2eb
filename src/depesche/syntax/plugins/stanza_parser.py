"""A Stanza pipeline as parser: Universal Dependencies already, words of one token joined where the text has one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from depesche.errors import LanguageError, SyntaxModelError
from depesche.model import Sentence

from ..model import Analysis
from ..parser import Text, make_sentence

if TYPE_CHECKING:
    from stanza import Pipeline

_PROCESSORS = "tokenize,mwt,pos,lemma,depparse"


def load_pipeline(language: str, *, tokens: bool = False) -> Pipeline:
    """Return Stanza's pipeline of a language; raises SyntaxModelError if Stanza or its model is missing."""
    try:
        import stanza
    except ImportError as error:
        raise SyntaxModelError(
            "--syntax stanza: Stanza is not installed. Install it with pip install 'depesche[stanza]'."
        ) from error
    try:
        return stanza.Pipeline(
            language, processors=_PROCESSORS, tokenize_pretokenized=tokens, download_method=None, verbose=False
        )
    except Exception as error:  # Stanza raises classes of its own and of torch for a missing model
        raise SyntaxModelError(
            f"--syntax stanza:{language}: its models cannot be loaded ({type(error).__name__}). "
            f"Fetch them with python -c \"import stanza; stanza.download('{language}')\"."
        ) from error


@dataclass(frozen=True, slots=True)
class _Piece:
    """One or several of Stanza's words that are one token here."""

    start: int
    end: int
    words: tuple[Any, ...]


class StanzaParser:
    """Sentences of Stanza through the same contract as the shipped parser's."""

    def __init__(self, language: str, *, pipeline: Pipeline | None = None) -> None:
        self._language = language
        self._pipeline = pipeline or load_pipeline(language)
        self._for_tokens: Pipeline | None = pipeline
        self._separable = language == "de"

    def parse(self, texts: Sequence[Text]) -> list[tuple[Sentence, ...]]:
        """Return the sentences of each text; each block is parsed by itself."""
        found = []
        for text, blocks in texts:
            sentences: list[Sentence] = []
            for start, end in [(block.start, block.end) for block in blocks] or [(0, len(text))]:
                for sentence in self._pipeline(text[start:end]).sentences:
                    sentences.append(self._sentence(text, sentence, start))
            found.append(tuple(sentences))
        return found

    def parse_tokens(self, sentences: Sequence[Sequence[str]]) -> list[Sentence]:
        """Return the sentences of given tokens; offsets count the tokens joined by blanks."""
        if self._for_tokens is None:
            self._for_tokens = load_pipeline(self._language, tokens=True)
        made = []
        document = self._for_tokens([list(words) for words in sentences])
        for words, sentence in zip(sentences, document.sentences, strict=True):
            spans, position = [], 0
            for word in words:
                spans.append((position, position + len(word)))
                position += len(word) + 1
            pieces = [_Piece(*span, (word,)) for span, word in zip(spans, sentence.words, strict=True)]
            made.append(make_sentence(" ".join(words), spans, _analyses(pieces), separable=self._separable))
        return made

    def _sentence(self, text: str, sentence: Any, offset: int) -> Sentence:
        pieces = [piece for token in sentence.tokens for piece in _pieces(token, offset)]
        spans = [(piece.start, piece.end) for piece in pieces]
        return make_sentence(text, spans, _analyses(pieces), separable=self._separable)


def _pieces(token: Any, offset: int) -> list[_Piece]:
    """The token as one piece ("im"), or as several where its words spell it out ("do" + "n't")."""
    start, end = offset + token.start_char, offset + token.end_char
    if len(token.words) == 1 or "".join(word.text for word in token.words) != token.text:
        return [_Piece(start, end, tuple(token.words))]
    pieces = []
    for word in token.words:
        pieces.append(_Piece(start, start + len(word.text), (word,)))
        start += len(word.text)
    return pieces


def _analyses(pieces: Sequence[_Piece]) -> list[Analysis]:
    numbers = {word.id: number for number, piece in enumerate(pieces, start=1) for word in piece.words}
    made = []
    for number, piece in enumerate(pieces, start=1):
        outside = [word for word in piece.words if word.head == 0 or numbers[word.head] != number]
        word = outside[0] if outside else piece.words[0]
        feats = dict(
            pair.split("=", 1) for w in reversed(piece.words) for pair in (w.feats or "").split("|") if "=" in pair
        )
        made.append(
            Analysis(
                word.lemma or word.text, word.upos or "X", word.xpos or "_", feats,
                0 if word.head == 0 else numbers[word.head], word.deprel or "dep",
            )
        )  # fmt: skip
    return made


def check_language(asked: str | None, language: str) -> None:
    """Raise LanguageError where the language set with `stanza:LANG` is not the text's."""
    if asked is not None and asked != language:
        raise LanguageError(
            f"--syntax stanza:{asked}: the text is {language!r}. Leave the language out, or set --language {asked}."
        )
