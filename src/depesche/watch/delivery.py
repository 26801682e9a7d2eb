"""Carries alerts to where they are wanted: an Atom file, a signed webhook, e-mail; tried again with growing pauses.

Webhooks follow the Standard Webhooks scheme: `webhook-id` is the same at every try, `webhook-signature` is
`v1,` and the base64 HMAC-SHA256 over "id.timestamp.body" with the shared secret.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import smtplib
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path
from urllib.parse import unquote, urlsplit

from depesche.errors import InputError
from depesche.intake.feeds_fetch import retry_after
from depesche.record import Record
from depesche.record.feeds import Alert, find_alerts, set_deliveries, waiting_deliveries

from .atom import write_atom
from .wording import line_of

_PAUSE = 60.0
_LONGEST_PAUSE = 6 * 3600.0
_TRIES = 12
_SECONDS = 20.0
_SHOWN = 200
"""Alerts of a saved query that its Atom file holds."""


@dataclass(frozen=True, slots=True)
class Postman:
    """How alerts leave this machine; None where that way is not set up."""

    secret: str | None = None
    """With which webhooks are signed."""
    smtp: str | None = None
    """`smtp://[user:password@]host[:port]`, or smtps:// for TLS from the start."""
    sender: str | None = None
    seconds: float = _SECONDS


class NotDelivered(Exception):
    """It did not arrive; `wait` is how long the receiver asks us to wait, `final` whether trying again is useless."""

    def __init__(self, message: str, *, wait: float | None = None, final: bool = False) -> None:
        super().__init__(message)
        self.wait, self.final = wait, final


def deliver(record: Record, postman: Postman, *, now: float) -> tuple[int, int, list[str]]:
    """Deliver what is due; return how many alerts went out, how many did not, and what is to be said of it."""
    sent = failed = 0
    said: list[str] = []
    for (query, channel), found in record.ask(waiting_deliveries, now=now).items():
        alerts = [alert for alert, _ in found]
        tries = max(count for _, count in found) + 1
        try:
            _carrier(channel)(record, postman, query, channel.partition(":")[2], alerts)
        except NotDelivered as error:
            failed += len(alerts)
            over = error.final or tries >= _TRIES
            pause = max(error.wait or 0.0, min(_PAUSE * 4.0 ** (tries - 1), _LONGEST_PAUSE))
            state = "failed" if over else "waiting"
            record.change(set_deliveries, alerts, channel, state, tries=tries, due=now + pause, message=str(error))
            said.append(f"{query}: {channel} was not reached ({error}); {'given up' if over else 'tried again later'}.")
        else:
            sent += len(alerts)
            record.change(set_deliveries, alerts, channel, "done", tries=tries)
    return sent, failed, said


Carrier = Callable[[Record, Postman, str, str, Sequence[Alert]], None]


def _carrier(channel: str) -> Carrier:
    return {"webhook": _post, "mail": _mail, "atom": _atom}[channel.partition(":")[0]]


def _atom(record: Record, postman: Postman, query: str, target: str, alerts: Sequence[Alert]) -> None:
    try:
        write_atom(Path(target), query, record.ask(find_alerts, query, most=_SHOWN))
    except OSError as error:
        raise NotDelivered(f"{target}: {error.strerror or error}") from error


def signature(secret: str, identity: str, timestamp: int, body: bytes) -> str:
    """Return the `webhook-signature` of a message; a secret may be given as `whsec_` and base64."""
    key = base64.b64decode(secret.removeprefix("whsec_")) if secret.startswith("whsec_") else secret.encode()
    digest = hmac.new(key, f"{identity}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def _post(record: Record, postman: Postman, query: str, target: str, alerts: Sequence[Alert]) -> None:
    import httpx

    if postman.secret is None:
        raise NotDelivered("set DEPESCHE_WEBHOOK_SECRET, with which webhooks are signed")
    identity = f"depesche-{hashlib.sha256('|'.join(str(a.id) for a in alerts).encode()).hexdigest()[:24]}"
    rows = [
        {"id": a.id, "entry": a.entry, "article": a.article_id, "at": int(a.at), "found": a.content} for a in alerts
    ]
    body = json.dumps({"type": "depesche.alert", "query": query, "alerts": rows}, ensure_ascii=False).encode()
    timestamp = int(time.time())
    headers = {
        "content-type": "application/json",
        "webhook-id": identity,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(postman.secret, identity, timestamp, body),
    }
    try:
        with httpx.Client(timeout=postman.seconds, follow_redirects=False, trust_env=False) as client:
            response = client.post(target, content=body, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotDelivered(str(error) or type(error).__name__) from error
    if not 200 <= response.status_code < 300:
        raise NotDelivered(
            f"answers {response.status_code}",
            wait=retry_after(response.headers.get("retry-after")),
            final=response.status_code == 410,
        )


def _mail(record: Record, postman: Postman, query: str, target: str, alerts: Sequence[Alert]) -> None:
    if postman.smtp is None or postman.sender is None:
        raise NotDelivered("set DEPESCHE_SMTP and DEPESCHE_MAIL_FROM, through which mail is sent")
    try:
        message = _message(postman.sender, target, query, alerts)
        _send(postman.smtp, message, postman.seconds)
    except ValueError as error:
        raise NotDelivered(str(error), final=True) from error
    except (OSError, smtplib.SMTPException) as error:
        refused = isinstance(error, smtplib.SMTPRecipientsRefused) and all(
            c >= 500 for c, _ in error.recipients.values()
        )
        raise NotDelivered(" ".join(str(error).split())[:200], final=refused) from error


def _message(sender: str, target: str, query: str, alerts: Sequence[Alert]) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = sender, target
    message["Subject"] = f"Depesche: {len(alerts)} new for {' '.join(query.split())}"
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain="depesche.invalid")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n\n".join(line_of(alert.content) for alert in alerts) + "\n")
    return message


def _send(address: str, message: EmailMessage, seconds: float) -> None:
    parts = urlsplit(address)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise InputError("DEPESCHE_SMTP: not an address. Write smtp://user:password@host:port, or smtps://.")
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(parts.hostname, parts.port or 465, timeout=seconds, context=context)
    else:
        server = smtplib.SMTP(parts.hostname, parts.port or 25, timeout=seconds)
    with server:
        server.ehlo()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)
