"""What servers need beyond questions: pages fetched for others, documents added one by one, tokens."""

from __future__ import annotations

from dataclasses import dataclass

from depesche import intake, pipeline
from depesche.intake.fetch import fetch_public
from depesche.lang import load_pack
from depesche.model import Document
from depesche.record import Record
from depesche.record import tokens as stored
from depesche.record.tokens import TokenEntry as TokenEntry


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """A page that was fetched: its source text, HTML or plain, and the address it came from in the end."""

    text: str
    url: str


def fetch_page(url: str, *, max_bytes: int, seconds: float) -> FetchedPage:
    """Return the page at a public web address; raises FetchError for private ones, large, slow and foreign answers."""
    page = fetch_public(url, max_bytes=max_bytes, seconds=seconds)
    return FetchedPage(intake.decode(page.content, source=url), page.url)


def add_document(record: Record, document: Document) -> bool:
    """Put a reading into the record; return False where the article is there, read by the same version."""
    return record.add(document, pipeline=pipeline.VERSION, lexicon=load_pack(document.article.language).digest)


def make_token(record: Record, name: str) -> str:
    """Return a new token for `name`; it is shown this once, the record keeps its hash. Raises RecordError."""
    return record.change(stored.make_token, name)


def token_owner(record: Record, token: str) -> str | None:
    """Return the name of a token, None if it is not valid."""
    return record.ask(stored.token_owner, token)


def tokens(record: Record) -> list[TokenEntry]:
    """Return the valid tokens, oldest first."""
    return record.ask(stored.list_tokens)


def withdraw_token(record: Record, name: str) -> bool:
    """Make the token of `name` invalid; return False if there is none."""
    return record.change(stored.withdraw_token, name)
