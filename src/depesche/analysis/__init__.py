"""Analysis of what a record holds: series, matrix, signed network, blocs and balance, change points.

Pure functions over events; every figure leads back to event ids.
"""

from .balance import Balance, Blocs, Triad, balance, blocs
from .changes import MEASURES, Break, change_points
from .coded import REALIS, CodedEvent, CodedParty
from .matrix import Cell, Matrix, matrix
from .network import Edge, SignedNetwork, network
from .periods import GRAINS
from .series import QUADS, DyadSeries, SeriesPoint, TonePoint, dyad_series, tone, totals
from .ties import Actor

__all__ = [
    "GRAINS",
    "MEASURES",
    "QUADS",
    "REALIS",
    "Actor",
    "Balance",
    "Blocs",
    "Break",
    "Cell",
    "CodedEvent",
    "CodedParty",
    "DyadSeries",
    "Edge",
    "Matrix",
    "SeriesPoint",
    "SignedNetwork",
    "TonePoint",
    "Triad",
    "balance",
    "blocs",
    "change_points",
    "dyad_series",
    "matrix",
    "network",
    "tone",
    "totals",
]
