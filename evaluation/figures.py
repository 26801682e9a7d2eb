"""The arithmetic of scores: precision, recall and F1 of counts."""

from __future__ import annotations

from dataclasses import dataclass


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean, 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def share(part: float, whole: float) -> float:
    """Return `part` of `whole`, 0 where there is no whole."""
    return part / whole if whole else 0.0


@dataclass
class Counts:
    """How many items were found, how many there are, how many are right."""

    found: int = 0
    gold: int = 0
    right: int = 0

    def add(self, found: int, gold: int, right: int) -> None:
        """Add the counts of one text."""
        self.found += found
        self.gold += gold
        self.right += right

    @property
    def precision(self) -> float:
        """Share of the found items that are right."""
        return share(self.right, self.found)

    @property
    def recall(self) -> float:
        """Share of the gold items that were found."""
        return share(self.right, self.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return f1(self.precision, self.recall)
