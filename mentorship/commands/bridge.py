"""Between the server and the pages: waits for slow senders without holding anybody up, then the pages answer at once.

A WSGI server with one thread stands still as soon as a single form arrives slowly. Here the waiting is a coroutine.
"""

import asyncio
import logging
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import unquote_to_bytes

from flask import Flask

from mentorship.database import patience
from mentorship.engine import WAIT_FOR_LOCK_SECONDS, Trouble, trouble
from mentorship.web.uploads import larger_addresses

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[str, str]]
Answer = tuple[int, Headers, bytes]

PATIENCE_SECONDS = 120
READING_WAITS_SECONDS = 0.1  # for a note that reading leaves behind: it is left out rather than waited for
SAFE = {"GET", "HEAD", "OPTIONS"}
IN_MEMORY_BYTES = 64 * 1024
LARGE_AT_ONCE = 8  # pictures on their way: they lie on the disk, where anybody could pile them up
THROWN_AWAY_BYTES = 16 * 1024 * 1024

ALWAYS: dict[str, Any] = {
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.input_terminated": True,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}
PLAIN_NAMES = {"CONTENT_TYPE", "CONTENT_LENGTH"}
BODY_HEADERS = {b"content-length", b"transfer-encoding"}
CLOSED: Headers = [("Connection", "close"), ("Content-Length", "0")]

FULL = b"The disk of this place is full, so what you sent could not be taken. Nothing was changed.\n"
NO_ROOM: Headers = [
    ("Connection", "close"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Length", str(len(FULL))),
]

log = logging.getLogger(__name__)


class Bridge:
    """Lets a server with an event loop (ASGI) serve the pages (WSGI).

    Reading is answered at once, here, one page after the other. Whatever writes goes to a thread of its own: there it
    may wait for a lock without holding up those who read. Pictures, which take their time, go to another.
    `written` is called after everything that may have written.
    """

    def __init__(self, app: Flask, written: Callable[[], None] = lambda: None) -> None:
        self.app, self.written = app, written
        self.most_bytes = int(app.config["MAX_CONTENT_LENGTH"])
        self.larger = larger_addresses(app)
        self.large = asyncio.Semaphore(LARGE_AT_ONCE)
        self.writing = ThreadPoolExecutor(1, "writing")
        self.pictures = ThreadPoolExecutor(1, "pictures")

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Answers one request."""
        with SpooledTemporaryFile(IN_MEMORY_BYTES) as body:
            async with AsyncExitStack() as held:
                try:
                    length = await self._read(scope, receive, body, held)
                except OSError as failure:
                    await _send(send, *_not_read(failure))
                    return
                answer = await self._answer(_environ(scope, body, length))
        await _send(send, *answer)

    async def _answer(self, environ: dict[str, Any]) -> Answer:
        now = time.monotonic()
        if environ["REQUEST_METHOD"] in SAFE:
            return self._page(environ, now + READING_WAITS_SECONDS)
        run = asyncio.get_running_loop().run_in_executor
        if environ["PATH_INFO"] in self.larger:
            answer = run(self.pictures, lambda: self._page(environ, time.monotonic() + WAIT_FOR_LOCK_SECONDS))
        else:
            answer = run(self.writing, self._page, environ, now + WAIT_FOR_LOCK_SECONDS)
        try:
            return await answer
        finally:
            self.written()

    async def _read(self, scope: dict[str, Any], receive: Receive, body: IO[bytes], held: AsyncExitStack) -> int:
        """Keeps what is sent and says how long it was; of what is too long only the length, for the page that says so."""
        length, most, waits = 0, self.larger.get(_path(scope), self.most_bytes), True
        if not BODY_HEADERS.isdisjoint(name for name, _ in scope["headers"]):
            async with asyncio.timeout(PATIENCE_SECONDS):
                async for chunk in _chunks(receive):
                    length += len(chunk)
                    if waits and self.most_bytes < length <= most:
                        await held.enter_async_context(self.large)
                        waits = False
                    if length <= most:
                        body.write(chunk)
                    elif length > THROWN_AWAY_BYTES:
                        break
        body.seek(0)
        return length

    def _page(self, environ: dict[str, Any], until: float) -> Answer:
        started: list[Any] = []
        written: list[bytes] = []

        def start(status: str, headers: Headers, _failure: Any = None, /) -> Callable[[bytes], object]:
            started[:] = int(status[:3]), headers
            return written.append

        try:
            with patience(until):
                content = _whole(self.app(environ, start))
        except Exception:
            log.exception("no page could answer")
            return 500, CLOSED, b""
        return started[0], started[1], b"".join(written) + content


def _not_read(failure: OSError) -> Answer:
    if trouble(failure) is Trouble.FULL:
        return 507, NO_ROOM, FULL
    return 408 if isinstance(failure, TimeoutError) else 400, CLOSED, b""


async def _chunks(receive: Receive) -> AsyncIterator[bytes]:
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise ConnectionAbortedError
        yield message["body"]
        more = message["more_body"]


def _path(scope: dict[str, Any]) -> str:
    return unquote_to_bytes(scope["raw_path"]).decode("latin-1")


def _environ(scope: dict[str, Any], body: IO[bytes], length: int) -> dict[str, Any]:
    version = scope["http_version"]
    return {
        **ALWAYS,
        **_headers(scope["headers"]),
        "CONTENT_LENGTH": str(length) if length else "",
        "REQUEST_METHOD": scope["method"],
        "PATH_INFO": _path(scope),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{version if '.' in version else version + '.0'}",
        "SERVER_NAME": scope["server"][0],
        "SERVER_PORT": scope["server"][1],
        "REMOTE_ADDR": scope["client"][0],
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
    }


def _headers(sent: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers as WSGI names them, but how the body travelled, and X_Real_Name, which would pass for X-Real-Name."""
    named: dict[str, str] = {}
    for name, value in sent:
        if b"_" in name or name == b"transfer-encoding" or (name == b"host" and not value):
            continue
        key = name.decode("latin-1").upper().replace("-", "_")
        key = key if key in PLAIN_NAMES else f"HTTP_{key}"
        text = value.decode("latin-1")
        named[key] = named[key] + ("; " if name == b"cookie" else ",") + text if key in named else text
    return named


def _whole(parts: Iterable[bytes]) -> bytes:
    try:
        return b"".join(parts)
    finally:
        if close := getattr(parts, "close", None):
            close()


async def _send(send: Send, status: int, headers: Headers, content: bytes) -> None:
    pairs = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": content})
