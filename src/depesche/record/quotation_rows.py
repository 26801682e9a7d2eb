"""Quotations as rows: themselves, and the ids and codes of those who take part in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from depesche.model import Quotation

from .days import known_days
from .keys import MOST, entry_key
from .row_source import Row, Rows, Source, list_text, quotation_id, spans_text


def quotation_rows(source: Source) -> Rows:
    """Rows of quotations and of those who take part in them."""
    found: Rows = {"quotation": [], "voice": []}
    taken: set[str] = set()
    for number, quotation in enumerate(source.document.quotations[:MOST]):
        identity = quotation_id(source.document.article.id, source.original.quotations[number])
        if identity in taken:
            continue
        taken.add(identity)
        date = quotation.date.value if quotation.date else None
        when = date if known_days(date)[0] else source.document.article.published
        key = entry_key(when, slot=source.slot, number=number)
        about = _about(source, quotation)
        found["quotation"].append(_quotation(source, quotation, about, identity, key))
        found["voice"] += _voices(source, quotation, about, key)
    return found


def _about(source: Source, quotation: Quotation) -> list[str]:
    content = [(span.start, span.end) for span in quotation.content]
    named: dict[str, None] = {}
    for keys, mentions in source.mentions:
        if any(start <= first and last <= end for start, end in content for first, last in mentions):
            named |= keys
    return list(named)


def _quotation(source: Source, quotation: Quotation, about: Sequence[str], identity: str, key: int) -> Row:
    return {
        "key": key,
        "id": identity,
        "article_key": source.key,
        "form": quotation.form,
        "speaker": quotation.speaker,
        "speaker_code": source.code(quotation.speaker),
        "addressee": list_text(quotation.addressee),
        "about": list_text(about),
        "via": list_text(quotation.via),
        "date": quotation.date.value if quotation.date else None,
        "medium": quotation.medium,
        "type": quotation.type,
        "cue": " … ".join(source.document.article.text[s.start : s.end] for s in quotation.cue) or None,
        "spans": spans_text(quotation.content),
        **source.flags(identity),
    }


def _keys_of(source: Source, ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(k for i in ids for k in (i, *source.codes.get(i, ()))))


def _voices(source: Source, quotation: Quotation, about: Sequence[str], key: int) -> Iterator[Row]:
    roles: dict[str, Sequence[str]] = {
        "s": _keys_of(source, [quotation.speaker] if quotation.speaker else []),
        "a": _keys_of(source, quotation.addressee),
        "o": about,
        "v": [carrier.lower() for carrier in _keys_of(source, quotation.via)],
    }
    for role, keys in roles.items():
        for who in dict.fromkeys(keys):
            yield {"role": role, "who": who, "quotation_key": key}
