"""The darkroom: makes small clean pictures out of a large one, in a process of its own that can take nothing with it.

picture.py runs this file alone, with the picture on its standard input:
`python -I -B darkroom.py <bytes of memory> <seconds> square:96 …`.
"""

import io
import os
import resource
import struct
import sys
from collections.abc import Iterable

from PIL import Image, ImageCms, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

READS = (JpegImagePlugin.JpegImageFile, PngImagePlugin.PngImageFile, WebPImagePlugin.WebPImageFile)
QUALITIES = (80, 55, 30, 10)
BYTES_PER_PIXEL = 0.25  # a picture full of noise is made coarser until it is as small as others
ENOUGH = 1024  # pixels: a JPEG can be read smaller than it is, which takes less of everything
PAPER = (255, 255, 255)

ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = (5, 6, 7, 8)


def confine(memory: int, seconds: int) -> None:
    """Leaves this process so many bytes of memory and seconds, no file to write, and the last place in the queue."""
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    os.nice(10)


def develop(content: bytes, orders: Iterable[str]) -> list[bytes]:
    """A WebP for each order: `square:96` is the middle, `within:240x80` the whole. Raises whatever Pillow raises."""
    image = Image.open(io.BytesIO(content), formats=[str(one.format) for one in READS])
    orientation = _orientation(image)
    image.draft(None, (ENOUGH, ENOUGH))
    plain = _plain(image)
    return [_webp(_shaped(plain, orientation, *order.split(":"))) for order in orders]


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # what a camera wrote about a picture is no reason to refuse the picture
        return 1


def _plain(image: Image.Image) -> Image.Image:
    """In a mode that can be made smaller without loss of colour; most are, and a copy of a large picture is dear."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in ("1", "P", "PA"):
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image


def _shaped(image: Image.Image, orientation: int, shape: str, size: str) -> Image.Image:
    small = _square(image, int(size)) if shape == "square" else _within(image, size, orientation in SIDEWAYS)
    small = _true(small, image.info.get("icc_profile"))
    if shape == "square" and small.mode == "RGBA":
        small = Image.alpha_composite(Image.new("RGBA", small.size, PAPER), small).convert("RGB")
    return small.transpose(UPRIGHT[orientation]) if orientation in UPRIGHT else small


def _square(image: Image.Image, side: int) -> Image.Image:
    width, height = image.size
    edge = min(width, height)
    left, top = (width - edge) / 2, (height - edge) / 2
    return image.resize((side, side), Image.Resampling.LANCZOS, (left, top, left + edge, top + edge), reducing_gap=3)


def _within(image: Image.Image, size: str, is_sideways: bool) -> Image.Image:
    most = [int(side) for side in size.split("x")]
    scale = min(*(most / side for most, side in zip(most[:: -1 if is_sideways else 1], image.size, strict=True)), 1)
    fitting = tuple(max(1, round(side * scale)) for side in image.size)
    return image.resize((fitting[0], fitting[1]), Image.Resampling.LANCZOS, reducing_gap=3)


def _true(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as every screen understands them; a profile that is broken is left aside."""
    kept = "RGBA" if image.mode in ("RGBA", "LA") else "RGB"
    try:
        seen = ImageCms.ImageCmsProfile(io.BytesIO(profile or b""))
        made = ImageCms.profileToProfile(image, seen, ImageCms.createProfile("sRGB"), outputMode=kept)
        return made or image.convert(kept)
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return image.convert(kept)


def _webp(image: Image.Image) -> bytes:
    image.info = {}
    small = b""
    for quality in QUALITIES:
        written = io.BytesIO()
        image.save(written, "WEBP", quality=quality, method=6)
        small = written.getvalue()
        if len(small) <= image.width * image.height * BYTES_PER_PIXEL:
            break
    return small


def main(memory: str, seconds: str, *orders: str) -> int:
    """Reads one picture, writes each of the small ones after its length; the code it ends with says what was wrong."""
    confine(int(memory), int(seconds))
    try:
        for one in develop(sys.stdin.buffer.read(), orders):
            sys.stdout.buffer.write(struct.pack(">I", len(one)) + one)
    except MemoryError:
        return os.EX_UNAVAILABLE
    except Exception as failure:  # whatever it was, it was this picture
        print(f"{type(failure).__name__}: {failure}", file=sys.stderr)
        return os.EX_DATAERR
    return os.EX_OK


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
