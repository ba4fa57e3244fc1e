"""A mail server that hangs up at random, and writes down what it took."""

import asyncio
import random
import re
from pathlib import Path

MESSAGE_ID = re.compile(rb"^Message-ID: (\S+)", re.MULTILINE)


class PostOffice:
    """A mail server of few words that hangs up in one mail of `one_in`: before it has the mail, in the middle of it,
    or when it has it but has not said so. What it took stands in a file, a line each."""

    def __init__(self, notes: Path, one_in: int) -> None:
        self.notes, self.one_in = notes, one_in

    def run(self, port: int) -> None:
        """Serves for ever."""
        random.seed()
        asyncio.run(self._serve(port))

    async def _serve(self, port: int) -> None:
        async with await asyncio.start_server(self._talk, "127.0.0.1", port) as server:
            await server.serve_forever()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(b"220 here\r\n")
            while command := (await reader.readline())[:4].upper():
                await self._answer(command, reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _answer(self, command: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if command == b"MAIL":
            self._maybe_die("before")
        if command == b"DATA":
            writer.write(b"354 go on\r\n")
            await self._take(reader)
        writer.write(b"221 bye\r\n" if command == b"QUIT" else b"250 yes\r\n")
        await writer.drain()

    async def _take(self, reader: asyncio.StreamReader) -> None:
        await reader.readline()
        self._maybe_die("within")
        found = MESSAGE_ID.search(await reader.readuntil(b"\r\n.\r\n"))
        self._note(f"took {found[1].decode() if found else 'a mail without Message-ID'}")
        self._maybe_die("after")
        await asyncio.sleep(random.uniform(0, 0.004))

    def _maybe_die(self, when: str) -> None:
        if random.random() * self.one_in * 3 < 1:
            self._note(f"died {when}")
            raise ConnectionError

    def _note(self, words: str) -> None:
        with self.notes.open("a") as file:
            file.write(words + "\n")
