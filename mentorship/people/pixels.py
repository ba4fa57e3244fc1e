"""What a picture says about itself in its first bytes: its kind and its size. Nothing is decoded here."""

from typing import NamedTuple

PNG, JPEG, RIFF, WEBP = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF", b"WEBP"
# Markers of a JPEG that carry its size: all "start of frame" but the tables that stand between them.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
BARE = frozenset({0x00, 0x01, *range(0xD0, 0xD9), 0xFF})  # without a length
PAST_THE_SIZE = (0xD9, 0xDA)  # the end, and the beginning of the pixels
MOST_MARKERS = 2000


class Size(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int


def size_of(content: bytes) -> Size | None:
    """The size that a JPEG, PNG or WebP claims to have; None for anything else, or if it does not say."""
    if content.startswith(PNG):
        return _read(content, 16, 4, "big") if content[12:16] == b"IHDR" else None
    if content.startswith(RIFF) and content[8:12] == WEBP:
        return _webp(content)
    return _jpeg(content) if content.startswith(JPEG) else None


def _read(content: bytes, at: int, length: int, order: str, step: int = 0) -> Size | None:
    """Two numbers of `length` bytes one after the other; None where the file has ended."""
    if len(content) < at + 2 * length:
        return None
    first, second = content[at : at + length], content[at + length : at + 2 * length]
    return Size(*(int.from_bytes(one, order) + step for one in (first, second)))  # type: ignore[arg-type]


def _webp(content: bytes) -> Size | None:
    kind = content[12:16]
    if kind == b"VP8X":
        return _read(content, 24, 3, "little", 1)
    if kind == b"VP8L" and len(content) >= 25:
        bits = int.from_bytes(content[21:25], "little")
        return Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    found = _read(content, 26, 2, "little") if kind == b"VP8 " else None
    return Size(found.width & 0x3FFF, found.height & 0x3FFF) if found else None


def _jpeg(content: bytes) -> Size | None:
    at = 2
    for _ in range(MOST_MARKERS):
        at = content.find(b"\xff", at)
        marker = content[at + 1 : at + 2]
        if at < 0 or not marker or marker[0] in PAST_THE_SIZE:
            return None
        if marker[0] in FRAMES:
            found = _read(content, at + 5, 2, "big")
            return Size(found.height, found.width) if found else None
        has_length = marker[0] not in BARE
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big") if has_length else 1
    return None
