"""`python app.py`: two workers, patient with slow clients; one plain sentence when it cannot start."""

import contextlib
import errno
import fcntl
import gc
import multiprocessing
import os
import pkgutil
import resource
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from multiprocessing.util import Finalize
from pathlib import Path
from typing import IO, Any

import peewee
from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels

from mentorship.chores.rhythm import Rhythm
from mentorship.commands.bridge import Bridge
from mentorship.commands.greeting import greeting
from mentorship.commands.reasons import CannotStart, plainly
from mentorship.database import database

TARGET = "app:app"
WORKERS = 2
MOST_CONNECTIONS = 2000  # per worker; a slow client costs a few KB while it is waited for
SPARE_FILES = 200
HEADER_SECONDS = 20
LARGEST_HEADERS = 32 * 1024
LAST_WORDS_SECONDS = 3
LOOK_EVERY_SECONDS = 0.01
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (only what HOST asked for)


class Server(Granian):  # type: ignore[misc, valid-type]
    """granian that says when it answers, and ends with the terminal it was started in."""

    greeting = ""

    def startup(self, *how: Any) -> None:
        """Starts the workers and prints the address as soon as one of them takes calls."""
        hang_up = signal.getsignal(signal.SIGHUP)
        super().startup(*how)
        # granian would start its workers anew when the terminal closes, and stay behind unseen.
        signal.signal(signal.SIGHUP, hang_up if hang_up is signal.SIG_IGN else self.signal_handler_interrupt)
        while not self.main_loop_interrupt.wait(LOOK_EVERY_SECONDS):
            if _answers(self.bind_addr, self.bind_port):
                print(f"Mentorship is at {_shown(self.bind_addr, self.bind_port)}{self.greeting}", flush=True)
                break


def serve(create_app: Callable[[], Flask]) -> None:
    """Serves the application until it is told to end; exits with one sentence if it cannot start."""
    try:
        host, port = address(os.environ)
        refuse_taken(host, port)
        app = _app(create_app)
        lock = only_one(app.config["SETTINGS"].instance, port)
    except CannotStart as reason:
        sys.exit(str(reason))
    # What is loaded now is shared by the workers, as long as nobody counts it again.
    gc.freeze()
    server = _server(host, port)
    server.greeting = greeting(app)
    server.serve(target_loader=load)
    _leave_one_file()
    lock.close()


def _app(create_app: Callable[[], Flask]) -> Flask:
    """Makes the application once here, so that what is wrong is said once, before there are workers."""
    try:
        return create_app()
    except Exception as failure:
        raise CannotStart(plainly(failure)) from failure


def _leave_one_file() -> None:
    """The last to close an SQLite database folds its journal into it, so that one file holds everything."""
    with contextlib.suppress(peewee.PeeweeException), database.connection_context():
        pass


def address(environment: Mapping[str, str]) -> tuple[str, int]:
    """The numeric address and the port to listen on, from HOST and PORT; raises CannotStart."""
    host, port = environment.get("HOST") or "127.0.0.1", environment.get("PORT") or "8000"
    if not (port.isascii() and port.isdecimal() and len(port) <= 5 and 0 < int(port) < 65536):
        raise CannotStart(f"PORT must be a number from 1 to 65535, not {port}.")
    try:
        found = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as failure:
        raise CannotStart(f"HOST is not an address of this machine: {host}") from failure
    nearest = min(found, key=lambda one: one[0] != socket.AF_INET)
    return str(nearest[4][0]), int(port)


def refuse_taken(host: str, port: int) -> None:
    """Raises CannotStart if another program has the port: granian would share it with a second copy of itself."""
    with socket.socket(_family(host)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as failure:
            raise CannotStart(_no_port(host, port, failure.errno)) from failure


def _no_port(host: str, port: int, number: int | None) -> str:
    if number == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Stop it, or choose another port: PORT={port % 65535 + 1}"
    if number == errno.EACCES:
        return f"Port {port} needs the rights of an administrator. Choose one from 1024 on: PORT=8000"
    return f"HOST is not an address of this machine: {host}"


def only_one(instance: Path, port: int) -> IO[str]:
    """Keeps a second server that starts at the same moment off the port; raises CannotStart."""
    file = (instance / "serve.lock").open("w")
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, port)
    except OSError as failure:
        raise CannotStart(_no_port("", port, errno.EADDRINUSE)) from failure
    return file


def load(target: str) -> Bridge:
    """What each worker does first: it makes the application for itself, with its own connection."""
    # Ctrl-C reaches the whole process group; the server ends its workers in order.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_server, daemon=True).start()
    app = pkgutil.resolve_name(target)
    if app.config["SETTINGS"].chores != "server":
        return Bridge(app)
    chores = Rhythm(app)
    # A worker leaves without Python's own exit handlers; these it runs.
    Finalize(None, chores.stop, exitpriority=1)
    return Bridge(app, chores.call)


def _end_with_server() -> None:
    server = multiprocessing.parent_process()
    if server:
        server.join()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(LAST_WORDS_SECONDS)
        os._exit(1)


def _server(host: str, port: int) -> Server:
    connections = min(MOST_CONNECTIONS, _files_allowed() - SPARE_FILES)
    return Server(
        TARGET,
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        workers=WORKERS,
        loop=Loops.asyncio,
        http=HTTPModes.http1,
        websockets=False,
        backlog=MOST_CONNECTIONS,
        backpressure=connections,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000, max_buffer_size=LARGEST_HEADERS),
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=LAST_WORDS_SECONDS,
    )


def _files_allowed() -> int:
    """Asks for as many open files as slow clients may need, and says how many there are."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST_CONNECTIONS + SPARE_FILES
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return allowed


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _answers(host: str, port: int) -> bool:
    with socket.socket(_family(host)) as caller:
        return caller.connect_ex((EVERYWHERE.get(host, host), port)) == 0


def _shown(host: str, port: int) -> str:
    near = EVERYWHERE.get(host, host)
    return f"http://{f'[{near}]' if ':' in near else near}:{port}"
