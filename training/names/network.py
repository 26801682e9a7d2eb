"""The network that is trained: embedded word features, dilated convolutions, a conditional random field over labels."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from depesche.annotators.names.features import AFFIX_BUCKETS, SHAPE_BUCKETS, UPOS
from depesche.annotators.names.gazetteer import BITS
from depesche.annotators.names.model import LABELS


@dataclass(frozen=True)
class Sizes:
    """Sizes of the network's parts."""

    words: int
    word: int = 48
    affix: int = 24
    shape: int = 16
    tag: int = 16
    hidden: int = 128
    dilations: tuple[int, ...] = (1, 2, 4, 1)


class Tagger(nn.Module):
    """Scores for each word and label; `loss` is the CRF's, per word."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        rows = [sizes.words, *[AFFIX_BUCKETS] * 4, SHAPE_BUCKETS, len(UPOS)]
        widths = [sizes.word, *[sizes.affix] * 4, sizes.shape, sizes.tag]
        self.tables = nn.ModuleList(nn.Embedding(n, w) for n, w in zip(rows, widths, strict=True))
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.1)
        self.entry = nn.Linear(sum(widths) + len(BITS), sizes.hidden)
        self.blocks = nn.ModuleList(
            nn.Conv1d(sizes.hidden, sizes.hidden, 3, dilation=d, padding=d) for d in sizes.dilations
        )
        self.exit = nn.Linear(sizes.hidden, len(LABELS))
        self.steps = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.first = nn.Parameter(torch.zeros(len(LABELS)))
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, flags: Tensor, mask: Tensor) -> Tensor:
        """Return the scores of each label; `ids` and `flags` are (sentences, words, features)."""
        parts = [table(ids[..., n]) for n, table in enumerate(self.tables)]
        keep = mask.unsqueeze(-1)
        x = torch.relu(self.entry(self.dropout(torch.cat([*parts, flags], -1)))) * keep
        for block in self.blocks:
            x = (x + torch.relu(block(self.dropout(x).transpose(1, 2)).transpose(1, 2))) * keep
        scores: Tensor = self.exit(self.dropout(x))
        return scores

    def loss(self, scores: Tensor, gold: Tensor, mask: Tensor, weights: Tensor) -> Tensor:
        """Return the mean negative log likelihood of the gold labels, sentences weighed."""
        total = scores[:, 0] + self.first
        right = total.gather(1, gold[:, :1]).squeeze(1)
        for n in range(1, scores.shape[1]):
            here = mask[:, n]
            ahead = torch.logsumexp(total.unsqueeze(2) + self.steps, 1) + scores[:, n]
            total = torch.where(here.unsqueeze(1) > 0, ahead, total)
            step = self.steps[gold[:, n - 1], gold[:, n]] + scores[:, n].gather(1, gold[:, n : n + 1]).squeeze(1)
            right = right + step * here
        return ((torch.logsumexp(total, 1) - right) * weights).sum() / len(scores)
