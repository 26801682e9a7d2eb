"""Comparisons that reports make ("first meeting since …"), and what the record says to them."""

from __future__ import annotations

from sqlalchemy import Connection

from .entries import Claim, MeetingEntry


def claim_of(connection: Connection, meeting: MeetingEntry) -> Claim | None:
    """Return the claim that a meeting's report makes, with its verdict; None without one."""
    return None
