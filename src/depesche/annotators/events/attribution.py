"""On whose word an event stands: the speakers and carriers of the quotations that its words are part of."""

from __future__ import annotations

from depesche.model import Document, Span


def attribute(
    document: Document, words: Span, status: str, *, saying_of: tuple[str, ...] = ()
) -> tuple[tuple[str, ...], str]:
    """Return the sources on whose word alone the event of `words` stands, nearest first, and its status for that.

    A factual event inside a quotation is `reported`; but what somebody says of their own acts of saying (`saying_of`)
    is done by saying it: "Berlin teilte mit, man begrüße den Schritt."
    """
    holding = [q for q in document.quotations if any(s.covers(words) for s in q.content)]
    holding.sort(key=lambda q: sum(s.end - s.start for s in q.content))
    chain: list[str] = []
    for quotation in holding:
        if quotation.form == "reported" or (quotation.speaker in saying_of and not quotation.via):
            continue
        if quotation.speaker is not None:
            chain.append(quotation.speaker)
        chain.extend(reversed(quotation.via))
        if status == "factual":
            status = "reported"
    return tuple(dict.fromkeys(chain)), status
