"""A PostgreSQL server of our own for tests: on loopback, in a folder of its own, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

_OWNERS = ("postgres", "nobody")
"""PostgreSQL does not run as root; where we are root, it runs as one of these."""


class NoPostgres(Exception):
    """There is no PostgreSQL to be started, and why."""


def _programs() -> Path:
    """The folder with initdb and pg_ctl, of the newest version; installed with apt-get where we may."""
    found = _installed()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update"], ["apt-get", "install", "-y", "postgresql"]):
            subprocess.run(command, env=environment, capture_output=True, timeout=600)
        found = _installed()
    if found is None:
        raise NoPostgres("PostgreSQL is not installed and cannot be (on Debian: apt-get install postgresql)")
    return found


def _installed() -> Path | None:
    versions = [p for p in Path("/usr/lib/postgresql").glob("*/bin") if (p / "initdb").exists()]
    if versions:
        return max(versions, key=lambda p: float(p.parent.name))
    beside = shutil.which("initdb")
    return Path(beside).resolve().parent if beside and shutil.which("pg_ctl") else None


def _as_owner(folder: Path) -> list[str]:
    """The words before a command that make it run as a user who may run a server, to whom the folder is given."""
    if os.geteuid() != 0:
        return []
    for name in _OWNERS:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return ["runuser", "-u", name, "--"]
    raise NoPostgres(f"PostgreSQL does not run as root, and there is no user {' or '.join(_OWNERS)}")


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd="/")
    if done.returncode != 0:
        raise NoPostgres(f"{command[-1]}: {(done.stderr or done.stdout).strip()[-400:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_server() -> Iterator[str]:
    """Yield the address of a server without any database of ours; raises NoPostgres where none can be started."""
    programs = _programs()
    folder = Path(mkdtemp(prefix="depesche-postgres-"))
    try:
        owner, data, port = _as_owner(folder), folder / "data", _free_port()
        initdb = (
            str(programs / "initdb"),
            "-D",
            str(data),
            "-U",
            "depesche",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
        )
        _run(*owner, *initdb, "--no-sync")
        # fsync off and no socket file: the server is thrown away, and its folder may have a long name
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c fsync=off -c unix_socket_directories=''"
        control = (*owner, str(programs / "pg_ctl"), "-D", str(data), "-w")
        _run(*control, "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://depesche@127.0.0.1:{port}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], capture_output=True, timeout=60, cwd="/")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_numbers = count()


def new_database(server: str) -> str:
    """Return the address of a new, empty database on a server."""
    import psycopg

    name = f"record_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"
