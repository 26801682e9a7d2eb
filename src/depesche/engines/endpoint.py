"""Asks an OpenAI-compatible endpoint for an answer in a given JSON form."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from depesche.errors import EngineError

_RETRIES = 2
_LONGEST_WAIT = 30.0
_BUSY = (429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is: `url` is the base below which `/chat/completions` lies."""

    url: str
    model: str
    key: str | None = None
    seconds: float = 120.0
    max_tokens: int = 4096


@dataclass(frozen=True, slots=True)
class Usage:
    """What was used: requests, tokens given and tokens made, as the endpoint counts them."""

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.requests + other.requests,
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
        )


def ask(
    endpoint: Endpoint,
    *,
    system: str,
    user: str,
    schema: Mapping[str, Any],
    sleep: Callable[[float], None] = time.sleep,
) -> tuple[dict[str, Any], Usage]:
    """Return the model's answer, an object of the form of `schema`, and what it cost.

    Raises EngineError where the endpoint is not reached or refuses, where the model refuses, and where its answer breaks
    off or is no such object. A busy endpoint is asked again twice.
    """
    body = {
        "model": endpoint.model,
        "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
        "temperature": 0,
        "seed": 0,
        "max_tokens": endpoint.max_tokens,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "reading", "strict": True, "schema": dict(schema)},
        },
    }
    answer, requests = _posted(endpoint, body, sleep)
    return _content(endpoint, answer), _usage(answer, requests)


def _posted(endpoint: Endpoint, body: Mapping[str, Any], sleep: Callable[[float], None]) -> tuple[dict[str, Any], int]:
    import httpx

    headers = {"authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    url = f"{endpoint.url.rstrip('/')}/chat/completions"
    for requests in range(1, _RETRIES + 2):
        try:
            response = httpx.post(url, json=dict(body), headers=headers, timeout=endpoint.seconds)
        except httpx.TimeoutException as error:
            raise EngineError(
                f"{url}: no answer within {endpoint.seconds:g} s. Give more time, or a smaller model."
            ) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise EngineError(
                f"{url}: cannot be reached ({error or type(error).__name__}). Is the server running?"
            ) from error
        if response.status_code in _BUSY and requests <= _RETRIES:
            sleep(_pause(response.headers.get("retry-after"), requests))
            continue
        break
    if response.status_code != 200:
        said = " ".join(response.text.split())[:200]
        raise EngineError(f"{url}: answers {response.status_code}: {said}. Check model and key.")
    try:
        answer = response.json()
    except ValueError as error:
        raise EngineError(f"{url}: no JSON in the answer. Is this an OpenAI-compatible endpoint?") from error
    if not isinstance(answer, dict):
        raise EngineError(f"{url}: the answer is no object. Is this an OpenAI-compatible endpoint?")
    return answer, requests


def _pause(retry_after: str | None, tries: int) -> float:
    if retry_after and retry_after.strip().isdigit():
        return min(float(retry_after), _LONGEST_WAIT)
    return min(2.0**tries, _LONGEST_WAIT)


def _content(endpoint: Endpoint, answer: Mapping[str, Any]) -> dict[str, Any]:
    try:
        choice = answer["choices"][0]
        message = choice["message"]
        content, refusal = message.get("content"), message.get("refusal")
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise EngineError(
            f"{endpoint.url}: the answer has no message. Is this an OpenAI-compatible endpoint?"
        ) from error
    reason = choice.get("finish_reason")
    if refusal or reason == "content_filter":
        raise EngineError(f"{endpoint.model} refuses: {' '.join(str(refusal or reason).split())[:200]}")
    if reason == "length":
        raise EngineError(f"{endpoint.model}: the answer breaks off after {endpoint.max_tokens} tokens. Allow more.")
    try:
        found = json.loads(content)
    except (TypeError, ValueError, RecursionError) as error:
        raise EngineError(
            f"{endpoint.model}: the answer is no whole JSON ({type(error).__name__}). Try again."
        ) from error
    if not isinstance(found, dict):
        raise EngineError(f"{endpoint.model}: the answer is no object, as was asked for. Try another model.")
    return found


def _usage(answer: Mapping[str, Any], requests: int) -> Usage:
    said = answer.get("usage")
    counts = said if isinstance(said, dict) else {}
    given, made = (counts.get(name) for name in ("prompt_tokens", "completion_tokens"))
    return Usage(requests, given if isinstance(given, int) else 0, made if isinstance(made, int) else 0)
