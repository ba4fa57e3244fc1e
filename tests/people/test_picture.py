"""Pictures from outside: a good one comes out small and clean, anything else is refused in one clear sentence."""

import struct
import subprocess
import sys
import threading
import time

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from mentorship.errors import Invalid
from mentorship.people import picture
from mentorship.people.picture import squares, within
from mentorship.people.pixels import Size, size_of
from tests.pictures import BLUE, GREEN, RED, bomb, halves, opened, saved

SECRET = b"Via Garibaldi 7, 45.0703 N"


def refusal(content, field="photo"):
    with pytest.raises(Invalid) as refused:
        squares(content, 96, field=field)
    assert refused.value.field == field
    return refused.value.message


def close(one, other, within=16):
    return all(abs(a - b) <= within for a, b in zip(one, other, strict=True))


def colours(content):
    """The colours in the middle of the left and of the right half."""
    image = opened(content).convert("RGB")
    width, height = image.size
    return image.getpixel((width // 4, height // 2)), image.getpixel((3 * width // 4, height // 2))


def deep(grey):
    """The same picture with sixteen bits for each pixel."""
    return Image.frombytes("I;16", grey.size, bytes(part for value in grey.tobytes() for part in (value, value)))


GOOD = {
    "jpeg": saved(halves()),
    "progressive jpeg": saved(halves(), progressive=True),
    "grey jpeg": saved(halves(mode="L")),
    "cmyk jpeg": saved(halves(mode="CMYK")),
    "png": saved(halves(), "PNG"),
    "palette png": saved(halves().quantize(8), "PNG"),
    "see-through png": saved(halves(mode="RGBA"), "PNG"),
    "grey see-through png": saved(halves(mode="LA"), "PNG"),
    "16-bit png": saved(deep(halves(mode="L")), "PNG"),
    "black-and-white png": saved(halves(mode="1"), "PNG"),
    "webp": saved(halves(), "WEBP"),
    "lossless webp": saved(halves(), "WEBP", lossless=True),
    "see-through webp": saved(halves(mode="RGBA"), "WEBP"),
    "animated webp": saved(halves(), "WEBP", save_all=True, append_images=[halves(left=GREEN)]),
    "animated png": saved(halves(), "PNG", save_all=True, append_images=[halves(left=GREEN)]),
    "two pictures in one jpeg": saved(halves(), "MPO", save_all=True, append_images=[halves(left=GREEN)]),
    "smallest": saved(halves(64, 64)),
    "very wide": saved(halves(4000, 64), "PNG"),
    "very high": saved(halves(64, 10_000), "PNG"),
}
GREY = ("grey jpeg", "grey see-through png", "16-bit png")


@pytest.mark.parametrize("name", GOOD)
def test_a_good_picture_becomes_two_small_squares(name):
    small, large = squares(GOOD[name], 96, 256)
    for content, side in ((small, 96), (large, 256)):
        image = opened(content)
        assert (image.format, image.size, image.mode, getattr(image, "n_frames", 1)) == ("WEBP", (side, side), "RGB", 1)
        assert len(content) < 20 * 1024
    if name in ("very wide", "black-and-white png"):
        return
    expected = (RED, BLUE) if name not in GREY else [(halves(mode="L").getpixel((at, 0)),) * 3 for at in (0, 199)]
    assert all(map(close, colours(large), expected)), colours(large)


def test_the_square_is_the_middle_of_the_picture():
    drawn = Image.new("RGB", (300, 100), GREEN)
    drawn.paste(RED, (100, 0, 150, 100))
    drawn.paste(BLUE, (150, 0, 200, 100))
    (content,) = squares(saved(drawn, "PNG"), 96)
    assert all(map(close, colours(content), (RED, BLUE)))
    (content,) = squares(saved(drawn.transpose(Image.Transpose.ROTATE_90), "PNG"), 96)
    assert all(close(one, two) for one, two in zip(colours(content), colours(content)[::-1], strict=True))


# What must be done to a picture so that a camera's note makes it upright again.
AS_TAKEN = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", AS_TAKEN)
def test_a_picture_taken_lying_down_stands_up(orientation, kind):
    turn = AS_TAKEN[orientation]
    corners = halves(200, 200)
    corners.paste(GREEN, (0, 0, 100, 100))  # above left, so that nothing is the same turned round
    exif = Image.Exif()
    exif[0x0112] = orientation
    taken = saved(corners.transpose(turn) if turn is not None else corners, kind, exif=exif)
    image = opened(squares(taken, 96)[0]).convert("RGB")
    assert close(image.getpixel((24, 24)), GREEN)
    assert close(image.getpixel((24, 72)), RED)
    assert close(image.getpixel((72, 48)), BLUE)
    whole = opened(within(saved(halves(300, 100), kind, exif=exif), 90, 90))
    assert whole.size == ((90, 30) if orientation < 5 else (30, 90))


def a_full_exif():
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()  # description
    exif[0x0110] = "Camera of Ada"
    exif.get_ifd(0x8825)[2] = (45.0, 4.0, 13.0)
    return exif


PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
NOTES = PngImagePlugin.PngInfo()
NOTES.add_text("Comment", SECRET.decode())
NOTES.add_itxt("XML:com.adobe.xmp", SECRET.decode())
TELLING = {
    "jpeg": saved(halves(), exif=a_full_exif(), icc_profile=PROFILE, comment=SECRET, xmp=SECRET),
    "png": saved(halves(), "PNG", exif=a_full_exif(), icc_profile=PROFILE, pnginfo=NOTES),
    "webp": saved(halves(), "WEBP", exif=a_full_exif(), icc_profile=PROFILE, xmp=SECRET),
}


@pytest.mark.parametrize("name", TELLING)
def test_nothing_is_left_of_what_a_camera_wrote_into_it(name):
    assert SECRET in TELLING[name]
    for content in [*squares(TELLING[name], 96, 256), within(TELLING[name], 100, 100)]:
        assert SECRET not in content
        assert b"Camera" not in content
        assert not {"exif", "icc_profile", "xmp", "comment"} & set(opened(content).info)
        # Nothing but the pixels: one header, and one part that holds all the rest.
        assert (content[:4], content[8:16]) == (b"RIFF", b"WEBPVP8 ")
        assert struct.unpack("<I", content[16:20])[0] + 20 in (len(content), len(content) - 1)


def test_the_profile_of_a_screen_is_minded():
    """On a screen whose red and blue are exchanged, this picture looked as it does now."""
    swapped = PROFILE.replace(b"rXYZ", b"****").replace(b"bXYZ", b"rXYZ").replace(b"****", b"bXYZ")
    swapped = swapped.replace(b"rTRC", b"****").replace(b"bTRC", b"rTRC").replace(b"****", b"bTRC")
    for kind in ("JPEG", "PNG", "WEBP"):
        (content,) = squares(saved(halves(), kind, icc_profile=swapped), 96)
        assert all(map(close, colours(content), ((40, 40, 200), (200, 60, 40))))


def test_a_broken_profile_of_colours_is_left_aside():
    for profile in (b"not a profile", PROFILE[:200], PROFILE):
        (content,) = squares(saved(halves(), icc_profile=profile), 96)
        assert all(map(close, colours(content), (RED, BLUE)))


def test_what_is_see_through_stands_on_paper_in_a_photo_and_stays_so_in_a_logo():
    drawn = halves(mode="RGBA")
    drawn.paste((0, 0, 0, 0), (0, 0, 100, 200))
    content = saved(drawn, "PNG")
    assert close(colours(squares(content, 96)[0])[0], (255, 255, 255))
    assert opened(within(content, 100, 50)).getpixel((10, 25))[3] == 0


def test_within_keeps_the_shape_and_never_grows():
    assert opened(within(saved(halves(400, 100), "PNG"), 240, 80)).size == (240, 60)
    assert opened(within(saved(halves(100, 400), "PNG"), 240, 80)).size == (20, 80)
    assert opened(within(saved(halves(100, 70), "PNG"), 240, 80)).size == (100, 70)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
JPEG = saved(halves(400, 400), quality=95)
PNG = saved(Image.effect_noise((200, 200), 50), "PNG")
REFUSED = {
    "nothing": (b"", picture.CHOOSE),
    "5 MB and one byte": (JPEG + bytes(picture.MOST_BYTES + 1 - len(JPEG)), picture.TOO_LARGE),
    "text": (b"I am a picture, really.", picture.WRONG_KIND),
    "svg": (SVG, picture.WRONG_KIND),
    "gif": (saved(halves(), "GIF"), picture.WRONG_KIND),
    "bmp": (saved(halves(), "BMP"), picture.WRONG_KIND),
    "tiff": (saved(halves(), "TIFF"), picture.WRONG_KIND),
    "heic": (b"\x00\x00\x00\x18ftypheic" + bytes(100), picture.WRONG_KIND),
    "a page that begins like a jpeg": (b"\xff\xd8\xff" + b"<script>alert(1)</script>" * 9, picture.WRONG_KIND),
    "a pdf with a picture behind": (b"%PDF-1.4\n" + JPEG, picture.WRONG_KIND),
    "the bare word png": (b"\x89PNG\r\n\x1a\n", picture.WRONG_KIND),
    "the bare word riff": (b"RIFF\x00\x00\x00\x00WEBP", picture.WRONG_KIND),
    "sound in a riff": (b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(40), picture.WRONG_KIND),
    "markers without an end": (b"\xff\xd8" + b"\xff" * 3_000_000, picture.WRONG_KIND),
    "a bomb": (bomb(), picture.TOO_MANY_PIXELS),
    "a promise of four billion pixels": (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" + b"\xff" * 8 + bytes(20),
        picture.TOO_MANY_PIXELS,
    ),
    "one pixel": (saved(halves(1, 1), "PNG"), picture.TOO_SMALL),
    "a hair": (saved(halves(1, 10_000), "PNG"), picture.TOO_SMALL),
    "no pixel": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" + bytes(28), picture.TOO_SMALL),
    "half a jpeg": (JPEG[: len(JPEG) // 2], picture.DAMAGED),
    "half a png": (PNG[: len(PNG) // 2], picture.DAMAGED),
    "half a webp": (saved(halves(), "WEBP")[:60], picture.DAMAGED),
    "a webp that is one in name": (
        b"RIFF\x00\x01\x00\x00WEBPVP8 \xf0\x00\x00\x00" + bytes(3) + b"\x9d\x01\x2a\x64\x00\x64\x00" + bytes(90),
        picture.DAMAGED,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_good_picture_is_refused_in_one_sentence(name):
    content, sentence = REFUSED[name]
    assert refusal(content) == sentence
    assert refusal(content, field="logo") == sentence


def test_what_hides_behind_a_picture_does_not_come_along():
    for hidden in (SVG, b"PK\x03\x04" + b"a.js" * 20, b"<?php echo 1 ?>"):
        for content in (JPEG, PNG, saved(halves(), "WEBP")):
            small, large = squares(content + hidden, 96, 256)
            assert hidden not in small + large
            assert hidden[:4] not in small + large


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("PNG", {}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"exif": a_full_exif()}),
    ],
)
def test_the_size_is_read_from_the_first_bytes(kind, options):
    content = saved(halves(321, 123), kind, **options)
    assert size_of(content) == Size(321, 123)
    for length in range(min(len(content), 700)):
        assert size_of(content[:length]) in (None, Size(321, 123))


def test_a_jpeg_that_says_its_size_late_is_read_too():
    content = saved(halves(321, 123), exif=a_full_exif(), icc_profile=PROFILE, comment=b"\xff\xc0" + b"x" * 60_000)
    assert size_of(content) == Size(321, 123)


def slow(monkeypatch, tmp_path, code):
    """Puts another program in the place of the darkroom."""
    script = tmp_path / "darkroom.py"
    script.write_text(code)
    monkeypatch.setattr(picture, "_DARKROOM", str(script))


@pytest.mark.parametrize(
    "code",
    [
        "import time; time.sleep(60)",
        "while True: pass",
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "import sys; sys.exit(69)",
    ],
    ids=["asleep", "busy", "crashed", "no memory"],
)
def test_what_takes_too_much_is_ended(monkeypatch, tmp_path, code):
    monkeypatch.setattr(picture, "SECONDS", 1)
    slow(monkeypatch, tmp_path, code)
    began = time.monotonic()
    assert refusal(GOOD["jpeg"]) == picture.TOO_HEAVY
    assert time.monotonic() - began < 5


def test_a_broken_darkroom_is_our_mistake_and_not_the_persons(monkeypatch, tmp_path):
    slow(monkeypatch, tmp_path, "import nothing_of_this_name")
    with pytest.raises(RuntimeError, match="nothing_of_this_name"):
        squares(GOOD["jpeg"], 96)


def test_one_picture_is_read_at_a_time_and_who_waits_too_long_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(picture, "SECONDS", 2)
    slow(monkeypatch, tmp_path, "import time; time.sleep(1.5)")
    first = threading.Thread(target=lambda: squares(GOOD["jpeg"], 96))
    first.start()
    time.sleep(0.2)
    monkeypatch.setattr(picture, "SECONDS", 0.1)
    assert refusal(GOOD["jpeg"]) == picture.BUSY
    first.join()
    monkeypatch.undo()
    assert len(squares(GOOD["jpeg"], 96)) == 1


def confined(code, memory=200 * 1024 * 1024, seconds=2):
    """Runs a line of Python with the limits of the darkroom."""
    line = f"import runpy; runpy.run_path({picture._DARKROOM!r})['confine']({memory}, {seconds}); {code}"
    return subprocess.run(
        [sys.executable, "-I", "-B", "-c", line], capture_output=True, text=True, check=False, timeout=30
    )


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        ("x = bytearray(400_000_000)", "MemoryError"),
        ("open({file!r}, 'wb', 0).write(b'x')", "OSError: [Errno 27] File too large"),
    ],
)
def test_the_darkroom_has_no_room_to_do_harm(tmp_path, code, failure):
    file = tmp_path / "made"
    done = confined(code.format(file=str(file)))
    assert done.returncode == 1
    assert failure in done.stderr
    assert not file.exists() or not file.read_bytes()


def test_the_darkroom_ends_when_its_time_is_over():
    assert confined("exec('while True: pass')", seconds=1).returncode < 0


def test_the_darkroom_gets_nothing_of_our_surroundings(monkeypatch, tmp_path):
    monkeypatch.setenv("MENTORSHIP_SECRET_KEY", "secret of the tests")
    slow(monkeypatch, tmp_path, "import os, sys; sys.exit(3 if 'MENTORSHIP_SECRET_KEY' in os.environ else 65)")
    assert refusal(GOOD["jpeg"]) == picture.DAMAGED


def test_pictures_are_never_opened_in_the_server_itself():
    code = "import sys, mentorship; sys.exit('PIL' in sys.modules or 'PIL.Image' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def resident():
    """How much memory this process holds, in MB."""
    with open("/proc/self/status") as status:
        return int(next(line for line in status if line.startswith("VmRSS")).split()[1]) / 1024


@pytest.mark.deep
def test_forty_megapixels_and_bombs_leave_the_server_as_small_as_it_was():
    large = Image.linear_gradient("L").resize((7300, 5470)).convert("RGB")
    files = [saved(large, quality=50), saved(large, quality=50, progressive=True, subsampling=0)]
    files += [saved(large, "PNG", compress_level=1), saved(large.convert("CMYK"), quality=50)]
    del large
    squares(files[0], 96, 256)
    before, highest = resident(), 0.0
    for content in files * 2:
        assert [opened(one).size for one in squares(content, 96, 256)] == [(96, 96), (256, 256)]
        highest = max(highest, resident())
    for _ in range(5):
        refusal(bomb())
        highest = max(highest, resident())
    assert highest - before < 12, f"from {before:.0f} to {highest:.0f} MB"
