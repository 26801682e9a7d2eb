"""What a key says, as expressions in a query."""

from __future__ import annotations

from sqlalchemy import BigInteger, ColumnElement, literal_column

from .keys import DAY_SHIFT, TYPE_SHIFT

Key = ColumnElement[int]


def shifted(key: Key, bits: int) -> ColumnElement[int]:
    """Return a number without its lowest bits."""
    return key.op(">>", return_type=BigInteger())(literal_column(str(bits)))


def day_column(key: Key) -> ColumnElement[int]:
    """Return the day number of a key."""
    return shifted(key, DAY_SHIFT)


def type_column(key: Key) -> ColumnElement[int]:
    """Return the number of the type of a key."""
    return shifted(key, TYPE_SHIFT).bitwise_and(literal_column("15"))


def low_column(key: Key) -> ColumnElement[int]:
    """Return type and precision of a key in one number."""
    return key.bitwise_and(literal_column("63"))


def precision_column(key: Key) -> ColumnElement[int]:
    """Return the precision of the date of a key."""
    return key.bitwise_and(literal_column("3"))
