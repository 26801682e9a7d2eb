"""The record: many readings in one file or database that can be asked."""

from .adding import Prepared, Reading, prepare_reading
from .entries import (
    ArticleEntry,
    ArticleView,
    Claim,
    EventEntry,
    Facet,
    MeetingEntry,
    Party,
    PositionEntry,
    QuotationEntry,
    SearchHit,
    Stats,
    TimelineEntry,
)
from .filters import Filters
from .listing import Listing
from .store import Record
from .views import (
    ActorEntry,
    ActorView,
    Counterpart,
    Disagreement,
    DyadView,
    HappeningEntry,
    HappeningView,
    JudgementEntry,
    OfficeEntry,
    Problem,
    Version,
)

__all__ = [
    "ActorEntry",
    "ActorView",
    "ArticleEntry",
    "ArticleView",
    "Claim",
    "Counterpart",
    "Disagreement",
    "DyadView",
    "EventEntry",
    "Facet",
    "Filters",
    "HappeningEntry",
    "HappeningView",
    "JudgementEntry",
    "Listing",
    "MeetingEntry",
    "OfficeEntry",
    "Party",
    "PositionEntry",
    "Prepared",
    "Problem",
    "QuotationEntry",
    "Reading",
    "Record",
    "SearchHit",
    "Stats",
    "TimelineEntry",
    "Version",
    "prepare_reading",
]
