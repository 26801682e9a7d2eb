"""Exchange: the record's events and quotations in the formats that others read, and what others have into the record."""

from .citation import Citation
from .files import whole_file, write_whole
from .formats import (
    EVENT_FORMATS,
    FORMATS,
    GRAPH_FORMATS,
    QUOTATION_FORMATS,
    check_format,
    unknown_import,
    write_events,
    write_quotations,
)
from .graphml import write_graphml
from .importing import Skipped, read_plover
from .people import ListedPerson, people_documents, read_people

__all__ = [
    "EVENT_FORMATS",
    "FORMATS",
    "GRAPH_FORMATS",
    "QUOTATION_FORMATS",
    "Citation",
    "ListedPerson",
    "Skipped",
    "check_format",
    "people_documents",
    "read_people",
    "read_plover",
    "unknown_import",
    "whole_file",
    "write_events",
    "write_graphml",
    "write_quotations",
    "write_whole",
]
