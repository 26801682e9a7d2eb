"""Engines: other readers beside the built-in one, and what comes of comparing them."""

from .compare import Comparison, Difference, compare_events
from .endpoint import Endpoint, Usage
from .llm import LlmReading, Rejected, read_with_model

__all__ = [
    "Comparison",
    "Difference",
    "Endpoint",
    "LlmReading",
    "Rejected",
    "Usage",
    "compare_events",
    "read_with_model",
]
