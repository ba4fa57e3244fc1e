"""Pictures that people bring: looked at from outside first, then made small and clean by the darkroom."""

import logging
import os
import struct
import subprocess
import sys
import threading
from pathlib import Path

from mentorship.errors import N_, Invalid
from mentorship.people.pixels import size_of

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
LEAST_SIDE = 64  # pixels
MEMORY_BYTES = 512 * 1024 * 1024
SECONDS = 10

CHOOSE = N_("Please choose a picture first.")
TOO_LARGE = N_(
    "This file is larger than %(most)d MB. Please choose a smaller one, or take the picture in a lower quality."
)
WRONG_KIND = N_("This is no picture that can be read here. Please choose a JPEG, a PNG or a WebP file.")
TOO_MANY_PIXELS = N_(
    "This picture has %(width)d × %(height)d pixels, which is more than can be read here. Please choose a smaller one."
)
TOO_SMALL = N_("This picture is too small to be recognised. It should be at least %(least)d pixels wide and high.")
DAMAGED = N_("This picture is damaged or incomplete. Please choose another, or save it once more as a JPEG.")
TOO_HEAVY = N_("This picture takes too much to be read here. Please choose a smaller one, or save it as a JPEG.")
BUSY = N_("Other pictures are being read just now. Please try again in a moment.")

_DARKROOM = str(Path(__file__).with_name("darkroom.py"))
_door = threading.BoundedSemaphore(1)

log = logging.getLogger(__name__)


def squares(content: bytes, *sides: int, field: str = "photo") -> list[bytes]:
    """The middle of the picture as WebP squares with these sides in pixels; raises Invalid(field).

    Nothing of the file is left in them but colours: no place, no camera, no hidden text.
    """
    return _developed(content, [f"square:{side}" for side in sides], field)


def within(content: bytes, width: int, height: int, *, field: str = "photo") -> bytes:
    """The whole picture as a WebP of at most this width and height in pixels, see-through where it was; as `squares`."""
    return _developed(content, [f"within:{width}x{height}"], field)[0]


def _developed(content: bytes, orders: list[str], field: str) -> list[bytes]:
    _look(content, field)
    if not _door.acquire(timeout=SECONDS):
        raise Invalid(field, BUSY)
    try:
        done = subprocess.run(  # noqa: S603 (our own file, no shell; what people bring goes in as standard input)
            [sys.executable, "-I", "-B", _DARKROOM, str(MEMORY_BYTES), str(SECONDS), *orders],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired:
        raise Invalid(field, TOO_HEAVY) from None
    finally:
        _door.release()
    return _taken_out(done, field)


def _look(content: bytes, field: str) -> None:
    """Refuses what need not be opened to know that it cannot be taken."""
    if not content:
        raise Invalid(field, CHOOSE)
    if len(content) > MOST_BYTES:
        raise Invalid(field, TOO_LARGE, most=MOST_BYTES // 1024**2)
    size = size_of(content)
    if size is None:
        raise Invalid(field, WRONG_KIND)
    if size.width * size.height > MOST_PIXELS:
        raise Invalid(field, TOO_MANY_PIXELS, width=size.width, height=size.height)
    if min(size) < LEAST_SIDE:
        raise Invalid(field, TOO_SMALL, least=LEAST_SIDE)


def _taken_out(done: subprocess.CompletedProcess[bytes], field: str) -> list[bytes]:
    if done.returncode == os.EX_UNAVAILABLE or done.returncode < 0:  # ended by its limits
        raise Invalid(field, TOO_HEAVY)
    if done.returncode == os.EX_DATAERR:
        log.info("a picture could not be read: %s", done.stderr.decode(errors="replace").strip())
        raise Invalid(field, DAMAGED)
    if done.returncode != os.EX_OK:
        raise RuntimeError(f"the darkroom is broken: {done.stderr.decode(errors='replace')}")
    pictures, rest = [], done.stdout
    while rest:
        (length,) = struct.unpack(">I", rest[:4])
        pictures.append(rest[4 : 4 + length])
        rest = rest[4 + length :]
    return pictures
