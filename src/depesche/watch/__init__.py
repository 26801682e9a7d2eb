"""Watch: follows feeds into the record, asks saved queries of what is new, and carries their alerts."""

from .config import FeedSettings, WatchSettings, load_watch
from .polling import Round, Watcher

__all__ = ["FeedSettings", "Round", "WatchSettings", "Watcher", "load_watch"]
