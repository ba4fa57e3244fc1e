"""Reading an archive, which may be damaged or made by somebody who means harm: nothing is unpacked, all is checked."""

import hashlib
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mentorship.archive import Refused
from mentorship.archive.lines import values
from mentorship.archive.manifest import MANIFEST, member, parsed
from mentorship.archive.tables import Value

LONGEST_LINE = 16 * 1024 * 1024
LONGEST_FILE = 64 * 1024 * 1024
ROOM = 3  # times the content: the new database, its journal, and the old one beside it

UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(EOFError, OSError, KeyError, ValueError, OverflowError, RuntimeError, NotImplementedError),
)


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except UNREADABLE as failure:
        why = str(failure).strip("'\".") or type(failure).__name__
        raise Refused(f"This file is no backup of Mentorship, or it is damaged: {why.splitlines()[0]}.") from failure


class Opened:
    """An archive whose manifest makes sense and names everything that is in it; each method raises Refused."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self.file = file
        self.manifest = parsed(self._whole(MANIFEST))
        if sorted(file.namelist()) != self.manifest.members:
            raise ValueError("it does not hold exactly what it says")

    def rows(self, table: str) -> Iterator[list[Value]]:
        """The rows of a table; that they are all there and unchanged is known only at the end."""
        part, digest, seen = self.manifest.tables[table], hashlib.sha256(), 0
        with _reading(), self.file.open(member(table)) as lines:
            while text := lines.readline(LONGEST_LINE):
                digest.update(text)
                seen += 1
                yield values(text, len(part.columns))
            if (seen, digest.hexdigest()) != (part.rows, part.sha256):
                raise ValueError(f"the table {table} is not as it was written")

    def content(self, name: str) -> bytes | None:
        """A file beside the tables, or None if there is none."""
        with _reading():
            if name not in self.manifest.files:
                return None
            found = self._whole(name)
            if hashlib.sha256(found).hexdigest() != self.manifest.files[name]:
                raise ValueError(f"{name} is not as it was written")
            return found

    def _whole(self, name: str) -> bytes:
        with self.file.open(name) as file:
            found = file.read(LONGEST_FILE + 1)
        if len(found) > LONGEST_FILE:
            raise ValueError(f"{name} is too long")
        return found

    def refuse_without_room(self, folder: Path) -> None:
        """Raises Refused if the disk of this folder cannot hold what is in here."""
        needed = ROOM * sum(one.file_size for one in self.file.infolist())
        if needed > shutil.disk_usage(folder).free:
            raise Refused(f"There is not enough room in {folder}: {needed // 10**6 + 1} MB are needed.")


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """An archive to read from; raises Refused if there is none, or one that is not ours."""
    if not path.is_file():
        raise Refused(f"There is no file {path}.")
    with _reading():
        archive = Opened(zipfile.ZipFile(path))
    with archive.file:
        yield archive
