"""Commands that open the record to browsers and programs: serve, token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Optional

import typer

from depesche.errors import InputError, RecordError
from depesche.settings import load_settings

if TYPE_CHECKING:
    from fastapi import FastAPI

RecordPath = Annotated[
    Optional[str], typer.Option("--record", help="The record's file [default: $DEPESCHE_RECORD or ./depesche.db].")
]


def serve(
    record: RecordPath = None,
    host: Annotated[
        str, typer.Option(help="Address to listen on; 0.0.0.0 opens the record to the network.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8765,
    allow_host: Annotated[
        Optional[list[str]],
        typer.Option("--allow-host", help="A further name under which browsers may reach the server."),
    ] = None,
    asks: Annotated[int, typer.Option(help="Requests a minute and client address; 0 for no limit.", min=0)] = 600,
) -> None:
    """Show the record as web pages and HTTP API.

    Examples:

    - `depesche serve`

    - `depesche serve --record team.db --host 0.0.0.0 --allow-host record.example.org`
    """
    app = _app(record or load_settings().record, host=host, allow_host=tuple(allow_host or ()), asks=asks)
    import uvicorn

    _check_free(host, port)
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host
    print(f"Depesche shows {record or load_settings().record} at http://{shown}:{port}/ (stop with Ctrl+C)", flush=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, timeout_keep_alive=15)


def _check_free(host: str, port: int) -> None:
    """Raise InputError where nothing can listen at this address."""
    import os
    import socket

    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":  # as the server does: a port just left is free
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise InputError(
            f"{host}, port {port}: cannot listen there ({error.strerror or error}). "
            "Stop what listens there, or give another --port or --host."
        ) from error


def _app(record: str, *, host: str, allow_host: tuple[str, ...], asks: int) -> FastAPI:
    try:
        from depesche.faces.http import ServerSettings, make_app
        from depesche.faces.web import add_pages
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "depesche":
            raise
        raise InputError(
            f"{error.name or 'a package'} is not installed. Install it with `pip install 'depesche[web]'`."
        ) from error
    own = () if host in ("0.0.0.0", "::") else (f"[{host}]" if ":" in host else host,)
    settings = ServerSettings(record=record, asks_per_minute=asks)
    settings = ServerSettings(record=record, asks_per_minute=asks, hosts=(*settings.hosts, *own, *allow_host))
    return make_app(settings, extend=add_pages)


token_commands = typer.Typer(
    no_args_is_help=True, help="Make, list and withdraw the tokens with which programs and people may write over HTTP."
)


@token_commands.command("new")
def new_token(
    name: Annotated[str, typer.Argument(help="Whose it is; judgements made with it are signed so.")],
    record: RecordPath = None,
) -> None:
    """Make a token and print it; it is shown this once.

    Example: `depesche token new "Clara, desk 3"`
    """
    from depesche import api

    with api.open_record(record or load_settings().record) as opened:
        print(api.make_token(opened, name))


@token_commands.command("list")
def list_tokens(record: RecordPath = None) -> None:
    """List whose tokens are valid.

    Example: `depesche token list`
    """
    from depesche import api

    with api.open_record(record or load_settings().record) as opened:
        found = api.tokens(opened)
    for entry in found:
        print(f"{entry.made}  {entry.name}")
    if not found:
        print("No tokens.")


@token_commands.command("withdraw")
def withdraw_token(
    name: Annotated[str, typer.Argument(help="Whose token to make invalid.")], record: RecordPath = None
) -> None:
    """Make a token invalid.

    Example: `depesche token withdraw "Clara, desk 3"`
    """
    from depesche import api

    with api.open_record(record or load_settings().record) as opened:
        if not api.withdraw_token(opened, name):
            raise RecordError(f"{name!r} has no token. `depesche token list` names those that are valid.")
    print(f"The token of {name!r} is no longer valid.")
