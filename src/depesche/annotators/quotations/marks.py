"""Words between quotation marks, whatever the marks, also where one is missing."""

from __future__ import annotations

from collections.abc import Sequence

from depesche.model import Block, Span, TokenIndex

_PAIRS = {"„": '“”"', "“": "”", "»": "«", "«": "»", "‚": "‘’", "‘": "’", '"': '"', "‹": "›", "›": "‹"}
_LONGEST = 4000


def find_marked(text: str, blocks: Sequence[Block]) -> list[Span]:
    """Return the spans between quotation marks, marks included, outermost only, in text order.

    A mark that is never closed reaches to the end of its block.
    """
    found: list[Span] = []
    for block in blocks or (Block("paragraph", 0, len(text)),):
        found.extend(_marked_in(text, block))
    return found


def _marked_in(text: str, block: Block) -> list[Span]:
    found: list[Span] = []
    position = block.start
    while position < block.end:
        mark = text[position]
        if mark in _PAIRS and _opens(text, position, block):
            end = _closing(text, position, block)
            if end is not None:
                found.append(Span(position, end))
                position = end
                continue
        position += 1
    return found


def _opens(text: str, position: int, block: Block) -> bool:
    before = text[position - 1] if position > block.start else " "
    after = text[position + 1] if position + 1 < block.end else " "
    if text[position] in "‘'" and before.isalpha():
        return False
    return not before.isalnum() and not after.isspace()


def _closing(text: str, opening: int, block: Block) -> int | None:
    closers = _PAIRS[text[opening]]
    limit = min(block.end, opening + _LONGEST)
    for position in range(opening + 1, limit):
        if text[position] in closers:
            if text[position] in "’‘" and position + 1 < block.end and text[position + 1].isalpha():
                continue
            return position + 1
    if text[opening] in "„»“" and limit == block.end:
        return block.end
    return None


def without_marks(text: str, span: Span) -> Span:
    """Return the span without the quotation marks at its ends."""
    start, end = span.start, span.end
    if start < end and text[start] in _PAIRS:
        start += 1
    closers = set("".join(_PAIRS.values()))
    if end > start and text[end - 1] in closers:
        end -= 1
    return Span(start, end)


def is_name(tokens: TokenIndex, span: Span) -> bool:
    """Return whether the marked words are a name or a title: „Der Spiegel“, die Zeitung „Gazeta“.

    Names hold no finite verb; they follow a noun that they name, or consist of proper names.
    """
    inside = [token for _, token in tokens.tokens_in(span)]
    words = [token for token in inside if token.upos != "PUNCT"]
    if not words or any(token.feats.get("VerbForm") == "Fin" for token in words):
        return not words
    if all(token.upos in ("PROPN", "NUM", "X") for token in words):
        return True
    number = tokens.sentence_at(span.start)
    if number is None or inside[0].index == 0:
        return False
    before = tokens.sentences[number].tokens[inside[0].index - 1]
    return before.upos in ("NOUN", "PROPN") and len(words) <= 6 and all(token.text[0].isupper() for token in words[-1:])
