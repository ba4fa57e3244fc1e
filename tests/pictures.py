"""Pictures of every sort, and people who show one."""

import io
import zlib
from typing import Any

from PIL import Image

from mentorship import clock
from mentorship.database import new_key, write
from mentorship.people import photo
from mentorship.people.person import Person

RED, GREEN, BLUE = (200, 40, 40), (30, 140, 60), (40, 60, 200)


def halves(width: int = 200, height: int = 200, left: Any = RED, right: Any = BLUE, mode: str = "RGB") -> Image.Image:
    """A picture whose left half has one colour and whose right half another."""
    drawn = Image.new("RGB", (width, height), left)
    drawn.paste(right, (width // 2, 0, width, height))
    return drawn.convert(mode)


def saved(drawn: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """The picture as a file of this kind."""
    file = io.BytesIO()
    drawn.save(file, kind, **options)
    return file.getvalue()


def opened(content: bytes) -> Image.Image:
    """A finished picture, read."""
    return Image.open(io.BytesIO(content), formats=["WEBP"])


def chunk(name: bytes, content: bytes) -> bytes:
    """One part of a PNG."""
    return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")


def bomb(side: int = 13_000) -> bytes:
    """A small PNG that unfolds into `side` times `side` pixels of black."""
    header = side.to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    line = zlib.compressobj(9)
    packed = b"".join(line.compress(bytes(side + 1)) for _ in range(side)) + line.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


@write
def hang(person: Person, key: str = "") -> str:
    """Gives somebody a photo without the reading of one; returns its key."""
    photo.remove(person.id)
    small, large = saved(halves(96, 96), "WEBP"), saved(halves(256, 256), "WEBP")
    made = photo.Photo.create(key=key or new_key(), person=person.id, small=small, large=large, changed_at=clock.now())
    return str(made.key)
