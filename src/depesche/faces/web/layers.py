"""A report's text cut where its layers begin and end, so that every piece knows what rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from depesche.model import Block


@dataclass(frozen=True, slots=True)
class Layer:
    """A stretch of the text that an entry rests on: `kind` colours it, `key` joins it to the entry."""

    start: int
    end: int
    kind: str
    """`actor`, `time`, `place`, `quote` or `event`."""
    key: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Text between two borders, with the kinds and keys of what covers it."""

    text: str
    kinds: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def classes(self) -> str:
        """Classes of the style sheet, one a kind."""
        return " ".join(["s", *(f"s-{kind}" for kind in self.kinds)])


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the text in pieces."""

    kind: str
    pieces: tuple[Piece, ...]


def cut(text: str, blocks: Sequence[Block], layers: Iterable[Layer]) -> list[Paragraph]:
    """Return the blocks of `text` in pieces; the pieces put together give each block's text again."""
    found = sorted((layer for layer in layers if layer.start < layer.end), key=lambda one: (one.start, one.end))
    return [Paragraph(block.kind, tuple(_pieces(text, block, found))) for block in blocks]


def _pieces(text: str, block: Block, layers: Sequence[Layer]) -> Iterator[Piece]:
    inside = [layer for layer in layers if layer.start < block.end and block.start < layer.end]
    borders = {block.start, block.end}
    for layer in inside:
        borders |= {max(layer.start, block.start), min(layer.end, block.end)}
    ordered = sorted(borders)
    for start, end in pairwise(ordered):
        over = [layer for layer in inside if layer.start <= start and end <= layer.end]
        yield Piece(
            text[start:end],
            tuple(dict.fromkeys(layer.kind for layer in over)),
            tuple(dict.fromkeys(layer.key for layer in over)),
        )
