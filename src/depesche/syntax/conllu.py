"""Sentences as CoNLL-U, and the tokens of a CoNLL-U file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from depesche.errors import InputError
from depesche.model import Sentence


def to_conllu(sentences: Iterable[Sentence], text: str | None = None) -> Iterator[str]:
    """Yield the lines of the sentences; with the text, each sentence has its `# text` line."""
    for number, sentence in enumerate(sentences, start=1):
        yield f"# sent_id = {number}"
        if text is not None:
            yield f"# text = {' '.join(text[sentence.start : sentence.end].split())}"
        for token in sentence.tokens:
            feats = "|".join(f"{k}={v}" for k, v in sorted(token.feats.items())) or "_"
            follows = token.index + 1 < len(sentence.tokens) and sentence.tokens[token.index + 1].start == token.end
            yield "\t".join(
                [
                    str(token.index + 1),
                    token.text,
                    token.lemma,
                    token.upos,
                    token.xpos or "_",
                    feats,
                    str(token.head + 1),
                    token.deprel,
                    "_",
                    "SpaceAfter=No" if follows and text is not None else "_",
                ]
            )
        yield ""


def tokens_of(text: str, *, source: str) -> list[list[str]]:
    """Return the words of each sentence of a CoNLL-U text; raises InputError where it is none."""
    sentences: list[list[str]] = [[]]
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            if sentences[-1]:
                sentences.append([])
            continue
        if line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) != 10:
            raise InputError(f"{source}:{number}: not CoNLL-U ({len(columns)} columns, 10 expected).")
        if columns[0].isdigit():
            sentences[-1].append(columns[1])
    return [sentence for sentence in sentences if sentence]
