"""What all tables share."""

from __future__ import annotations

from sqlalchemy import BigInteger, Integer, MetaData

metadata = MetaData()

Long = BigInteger().with_variant(Integer(), "sqlite")
"""Numbers of 64 bits; SQLite's INTEGER has them, and as a primary key is the row's own number."""
