"""Analysis of what a record holds: series, matrix, signed network, blocs and balance, change points.

Pure functions over events; every figure leads back to event ids.
"""

from .balance import Balance, Blocs, Triad, balance, blocs
from .brief import make_brief
from .brief_lines import Brief, BriefLine, BriefSection
from .changes import MEASURES, Break, change_points
from .coded import REALIS, CodedEvent, CodedParty
from .markdown import brief_markdown
from .matrix import Cell, Matrix, matrix
from .network import Edge, SignedNetwork, network
from .periods import GRAINS, check_grain
from .series import QUADS, DyadSeries, SeriesPoint, TonePoint, dyad_series, series_of_keys, tone, totals
from .ties import KINDS, POLITICAL, Actor

__all__ = [
    "GRAINS",
    "KINDS",
    "MEASURES",
    "POLITICAL",
    "QUADS",
    "REALIS",
    "Actor",
    "Balance",
    "Blocs",
    "Break",
    "Brief",
    "BriefLine",
    "BriefSection",
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
    "brief_markdown",
    "check_grain",
    "change_points",
    "dyad_series",
    "make_brief",
    "matrix",
    "network",
    "series_of_keys",
    "tone",
    "totals",
]
