"""The record: many readings in one file that can be asked."""

from .query import ArticleEntry, EventEntry, Filters, Party, QuotationEntry
from .store import Record

__all__ = ["ArticleEntry", "EventEntry", "Filters", "Party", "QuotationEntry", "Record"]
