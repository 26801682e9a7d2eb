"""Mentions while they are being gathered, and the token look-ups that finding them takes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from depesche.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span that refers to one or several actors, with what it says of them."""

    start: int
    end: int
    sentence: int
    head: int
    """Index of the syntactic head in its sentence."""
    ids: tuple[str, ...]
    kind: str
    """`state`, `org`, `group`, `person`, `collective`, `media`, `unnamed`."""
    role: str
    """`name`, `demonym`, `adjective`, `capital`, `seat`, `post`, `body`, `force`, `crowd`, `pronoun`, `surname`."""
    name: str
    codes: tuple[str, ...] = ()
    sector: str | None = None
    office: str | None = None

    @property
    def span(self) -> Span:
        """The mention's span in the text."""
        return Span(self.start, self.end)

    def grown(self, *, start: int | None = None, end: int | None = None) -> Mention:
        """Return the mention with wider bounds."""
        return replace(
            self,
            start=self.start if start is None else min(self.start, start),
            end=self.end if end is None else max(self.end, end),
        )
