"""The network: word encoder, two-way LSTM, and heads for tags, features, lemmas and trees."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from depesche.syntax.features import AFFIXES, BUCKETS, SHAPES


@dataclass(frozen=True)
class Sizes:
    """Widths of the layers; the counts come from the vocabularies."""

    words: int
    letters: int
    upos: int
    xpos: int
    feats: int
    """Sum of the values over all features."""
    scripts: int
    labels: int
    word_width: int = 128
    letter_width: int = 32
    letter_filters: int = 96
    affix_width: int = 16
    shape_width: int = 12
    hidden: int = 256
    layers: int = 2
    tag_width: int = 192
    arc_width: int = 256
    label_width: int = 64
    sources: int = 0
    """Treebanks that are told apart; the first one's way is what ships. 0: none are."""
    source_width: int = 12
    dropout: float = 0.33
    word_dropout: float = 0.2


class SharedDropout(nn.Module):
    """Drops the same features at every position of a sentence."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """Return `x` with the dropped features set to zero, unchanged outside training."""
        if not self.training or self.rate == 0:
            return x
        keep = x.new_empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - self.rate) / (1 - self.rate)
        return x * keep


class Network(nn.Module):
    """All layers; `forward` gives every score but the labels', which need the heads."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = s = sizes
        self.word = nn.Embedding(s.words, s.word_width, padding_idx=0)
        self.letter = nn.Embedding(s.letters, s.letter_width, padding_idx=0)
        self.filters = nn.Conv1d(s.letter_width, s.letter_filters, 3, padding=1)
        self.affix = nn.Embedding(BUCKETS * AFFIXES, s.affix_width)
        self.shape = nn.Embedding(SHAPES, s.shape_width)
        nn.init.normal_(self.word.weight, std=0.1)
        nn.init.normal_(self.affix.weight, std=0.1)
        width = s.word_width + s.letter_filters + s.affix_width * AFFIXES + s.shape_width
        self.source = nn.Embedding(s.sources, s.source_width) if s.sources else None
        first = width + (s.source_width if s.sources else 0)
        self.lstm = nn.ModuleList(
            nn.LSTM(first if layer == 0 else 2 * s.hidden, s.hidden, batch_first=True, bidirectional=True)
            for layer in range(s.layers)
        )
        self.drop = SharedDropout(s.dropout)
        self.tag = nn.Linear(2 * s.hidden, s.tag_width)
        self.upos = nn.Linear(s.tag_width, s.upos)
        self.xpos = nn.Linear(s.tag_width, s.xpos)
        self.feats = nn.Linear(s.tag_width, s.feats)
        self.lemma = nn.Linear(2 * s.hidden + width, s.tag_width)
        self.script = nn.Linear(s.tag_width, s.scripts)
        self.arc_dep, self.arc_head = (nn.Linear(2 * s.hidden, s.arc_width) for _ in range(2))
        self.label_dep, self.label_head = (nn.Linear(2 * s.hidden, s.label_width) for _ in range(2))
        self.arc = nn.Parameter(torch.zeros(s.arc_width + 1, s.arc_width))
        self.label = nn.Parameter(torch.zeros(s.labels, s.label_width + 1, s.label_width + 1))

    def encode(self, words: Tensor, letters: Tensor, affixes: Tensor, shapes: Tensor) -> Tensor:
        """Return the vector of each distinct word."""
        convolved = self.filters(self.letter(letters).transpose(1, 2)).max(2)[0]
        offsets = torch.arange(AFFIXES, device=affixes.device) * BUCKETS
        affix = self.affix(affixes + offsets).flatten(1)
        return torch.cat([self.word(words), convolved, affix, self.shape(shapes)], 1)

    def forward(self, words: Tensor, letters: Tensor, affixes: Tensor, shapes: Tensor, index: Tensor, lengths: Tensor,
                sources: Tensor | None = None) -> dict[str, Tensor]:
        """Return the scores of tags, features, scripts and arcs, and the vectors that labels are scored from.

        `sources` are the numbers of the treebanks that the sentences are from, None for the first.
        """
        vectors = self.encode(words, letters, affixes, shapes)
        seen = F.embedding(index, vectors)
        if self.training:
            unknown = self.word.weight[1].expand(index.shape[0], index.shape[1], -1)
            hide = (torch.rand(index.shape, device=index.device) < self.sizes.word_dropout) & (index > 1)
            width = self.sizes.word_width
            word = torch.where(hide.unsqueeze(-1), unknown, seen[..., :width])
            seen = torch.cat([word, seen[..., width:]], -1)
        x = inputs = self.drop(seen)
        if self.source is not None:
            told = index.new_zeros(index.shape[0]) if sources is None else sources
            x = torch.cat([x, self.source(told).unsqueeze(1).expand(-1, index.shape[1], -1)], -1)
        for lstm in self.lstm:
            packed = pack_padded_sequence(x, lengths.cpu(), batch_first=True, enforce_sorted=False)
            x, _ = pad_packed_sequence(lstm(packed)[0], batch_first=True, total_length=index.shape[1])
            x = self.drop(x)
        tag = self.drop(F.relu(self.tag(x)))
        lemma = self.drop(F.relu(self.lemma(torch.cat([x, inputs], -1))))
        dep, head = (self.drop(F.relu(layer(x))) for layer in (self.arc_dep, self.arc_head))
        one = torch.ones_like(dep[..., :1])
        return {
            "upos": self.upos(tag), "xpos": self.xpos(tag), "feats": self.feats(tag), "script": self.script(lemma),
            "arc": torch.cat([dep, one], -1) @ self.arc @ head.transpose(1, 2),
            "label_dep": torch.cat([self.drop(F.relu(self.label_dep(x))), one], -1),
            "label_head": torch.cat([self.drop(F.relu(self.label_head(x))), one], -1),
        }

    def label_scores(self, out: dict[str, Tensor], heads: Tensor) -> Tensor:
        """Return the label scores of each word for the given heads."""
        chosen = out["label_head"].gather(1, heads.unsqueeze(-1).expand(-1, -1, out["label_head"].shape[-1]))
        left = torch.einsum("btx,lxy->btly", out["label_dep"], self.label)
        return (left @ chosen.unsqueeze(-1)).squeeze(-1)
