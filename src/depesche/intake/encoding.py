"""From bytes to text: which encoding it is in, or why it is none."""

from __future__ import annotations

import codecs

from depesche.errors import EncodingError, InputError
from depesche.settings import load_settings

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMATS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"SQLite format 3\0", "an SQLite file"),
)
_LOOKED_AT = 4096
_GUESSED_FROM = 200_000
_GUESSES = ["cp1252", "iso8859_15", "cp1250", "cp1251", "mac_roman"]


def decode(content: bytes, *, source: str) -> str:
    """Return the text of `content`; raises EncodingError for bytes that are no text, InputError for too many."""
    check_size(len(content), source=source)
    for magic, name in _FORMATS:
        if content.startswith(magic):
            raise EncodingError(f"{source}: {name}, not a text. Save its text as a plain text or HTML file.")
    encoding = _marked(content)
    if encoding is not None:
        return _strictly(content, encoding, source)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _guessed(content, source)
    if "\0" in text:
        raise EncodingError(f"{source}: not a text but binary data. Give a plain text or HTML file.")
    return text


def check_size(size: int, *, source: str) -> None:
    """Raise InputError where a report has more bytes than `DEPESCHE_MAX_BYTES` allows."""
    limit = load_settings().max_bytes
    if size > limit:
        raise InputError(
            f"{source}: {size:,} bytes are more than one report has (limit {limit:,}). "
            "Split the file, or raise DEPESCHE_MAX_BYTES."
        )


def _marked(content: bytes) -> str | None:
    """The encoding that a mark at the beginning tells, or the place of the zero bytes of a text that is mostly Latin."""
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    if marked is not None:
        return marked
    sample = content[:_LOOKED_AT]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = sample[first::2].count(0), sample[1 - first :: 2].count(0)
        if len(sample) >= 16 and others == 0 and zeros * 10 >= len(sample[first::2]) * 7:
            return encoding
    return None


def _strictly(content: bytes, encoding: str, source: str) -> str:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise EncodingError(f"{source}: not readable as {encoding}. Save it as UTF-8 and try again.") from error


def _guessed(content: bytes, source: str) -> str:
    from charset_normalizer import from_bytes

    sample = content[:_LOOKED_AT]
    odd = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    if b"\0" in sample or odd > len(sample) // 20:
        raise EncodingError(f"{source}: not a text but binary data. Give a plain text or HTML file.")
    mended = content.decode("utf-8-sig", errors="replace")
    broken = mended.count("\ufffd")
    if sum(letter > "\x7f" for letter in mended) > 2 * broken:  # UTF-8 with a few damaged letters
        return mended
    best = from_bytes(content[:_GUESSED_FROM], cp_isolation=_GUESSES).best()
    if best is None:
        raise EncodingError(f"{source}: the text's encoding is not recognised. Save it as UTF-8 and try again.")
    return _strictly(content, best.encoding, source)
