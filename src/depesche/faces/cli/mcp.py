"""The command that opens the record to assistants: mcp."""

from __future__ import annotations

from depesche.errors import InputError
from depesche.settings import load_settings

from .options import RecordPath, open_record


def mcp(record: RecordPath = None) -> None:
    """Serve the record to an assistant over the Model Context Protocol, on standard input and output; read-only.

    Example: `depesche mcp --record news.db`
    """
    path = record or load_settings().record
    try:
        import mcp.server.mcpserver  # noqa: F401

        from depesche.faces.mcp import make_server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "depesche":
            raise
        raise InputError("mcp is not installed. Install it with `pip install 'depesche[mcp]'`.") from error
    open_record(path).close()  # complains now rather than at the first question
    make_server(path).run("stdio")
