"""What nobody types: the values, bodies and shapes that a form must bear without falling over."""

import json
import random
import string
from collections.abc import Callable
from urllib.parse import quote_plus
from uuid import uuid4

SCRIPT = "<script>alert('unescaped')</script>"

TEXTS = (
    *(
        "",
        " ",
        "\t\r\n",
        "\x00",
        "a\x00b",
        "\x7f\x1b[31m",
        "\u202eabc\u202c",
        "\u200b\u200d\ufeff",
        "\ud800",
        "\udfff\ud800",
    ),
    *("مرحبا", "日本語", "e\u0301" * 50, "👩‍👩‍👧‍👦" * 30, "ﷺ" * 60, "ß" * 300, "İ" * 200, "ŉ" * 120),
    *("0", "-1", "1", "00", "1e9", "NaN", "Infinity", "-0", "0x10", "٣", "1_000", "2**63", "9" * 19, "9" * 400, "1.5"),
    *("9223372036854775807", "9223372036854775808", "-9223372036854775809", "4294967296", "2147483648"),
    *("true", "false", "None", "null", "undefined", "[]", "{}", "[object Object]", "on", "yes", "no"),
    *(
        "' OR 1=1 --",
        '"; DROP TABLE person; --',
        "%s%s%n",
        "{{7*7}}",
        "${7*7}",
        "%(name)s",
        "{0.__class__}",
        "\\",
        "%00",
        "%",
    ),
    *(
        SCRIPT,
        f'">{SCRIPT}',
        "javascript:alert(1)",
        "//evil.example",
        "/\\evil.example",
        "http://[::1",
        "../../etc/passwd",
    ),
    *(
        "a@b",
        "a@b.c",
        "@",
        "a@@b",
        f"{'a' * 190}@example.org",
        "a@b\r\nBcc: x@y.z",
        "ada@demo.example",
        "ADA@DEMO.EXAMPLE",
    ),
    *("x" * 79, "x" * 81, "x" * 161, "x" * 201, "x" * 2001, "x" * 20_001, "\n" * 3000, "a\n\n" * 2000),
    *("2026-02-30", "0000-00-00", "99999-12-31", "25:61", "31/12/1999", "1900", "2100", "-500"),
)
LONG = ("x" * 1_000_000, "日" * 170_000, "\x00" * 100_000)
FILES = (
    b"",
    b"x",
    bytes(range(256)),
    b"\x89PNG\r\n\x1a\n" + bytes(64),
    b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    b"GIF89a",
    b"\xff\xd8\xff\xe0",
)
NAMES = (
    "csrf_token",
    "next",
    "id",
    "person_id",
    "roles",
    "state",
    "email",
    "__class__",
    "a[b][c]",
    "a[]",
    "",
    "self",
    "form",
)
TYPES = (
    "application/json",
    "text/plain",
    "application/xml",
    "",
    "multipart/form-data",
    "application/x-www-form-urlencoded; charset=utf-7",
)

Pairs = list[tuple[str, str | bytes]]


class Hostile:
    """Changes what a form would send; the same seed gives the same."""

    def __init__(self, seed: str, known: list[str]) -> None:
        self.dice = random.Random(seed)
        self.known = known

    def text(self) -> str:
        """One value."""
        chance = self.dice.random()
        if chance < 0.02:
            return self.dice.choice(LONG)
        if chance < 0.12 and self.known:
            return self.dice.choice(self.known)
        if chance < 0.22:
            return "".join(chr(self.dice.randrange(1, 0x3000)) for _ in range(self.dice.randrange(1, 40)))
        if chance < 0.3:
            return "".join(self.dice.choices(string.printable, k=self.dice.randrange(1, 90)))
        return self.dice.choice(TEXTS)

    def pairs(self, sent: Pairs) -> Pairs:
        """What is sent, with some values changed, doubled, missing, strange or more than there should be."""
        changed: Pairs = []
        share = self.dice.choice((0.1, 0.5, 1.0))
        for name, value in sent:
            for change in self.dice.choices(
                (self._same, self._other, self._twice, self._none, self._nested), (6, 10, 2, 1, 1)
            ):
                keep = name == "csrf_token" and self.dice.random() > 0.05
                changed += [(name, value)] if keep or self.dice.random() > share else change(name, value)
        if self.dice.random() < 0.15:
            changed.append((self.dice.choice(NAMES), self.text()))
        if self.dice.random() < 0.1:
            self.dice.shuffle(changed)
        return changed

    def _same(self, name: str, value: str | bytes) -> Pairs:
        return [(name, value)]

    def _other(self, name: str, _value: str | bytes) -> Pairs:
        return [(name, self.text())]

    def _twice(self, name: str, value: str | bytes) -> Pairs:
        return [(name, value), (name, self.text())]

    def _none(self, _name: str, _value: str | bytes) -> Pairs:
        return []

    def _nested(self, name: str, value: str | bytes) -> Pairs:
        return [(f"{name}[]", value), (f"{name}[0][x]", self.text())]

    def body(self, pairs: Pairs) -> tuple[bytes, str]:
        """The pairs as bytes with their content type: as a form, with files where text should be, or as something else."""
        shapes: tuple[Callable[[Pairs], tuple[bytes, str]], ...] = (self._form, self._parts, self._odd)
        return self.dice.choices(shapes, (12, 4, 1))[0](pairs)

    def _form(self, pairs: Pairs) -> tuple[bytes, str]:
        text = "&".join(f"{quote_plus(_bytes(name))}={quote_plus(_bytes(value))}" for name, value in pairs).encode()
        if self.dice.random() < 0.03:
            text += self.dice.choice((b"&%zz=%f", b"&=&&=", b"&a=%ff%fe%00", b";", b"&" * 2000))
        return text, "application/x-www-form-urlencoded"

    def _parts(self, pairs: Pairs) -> tuple[bytes, str]:
        edge = uuid4().hex
        parts = b"".join(self._part(edge.encode(), name, value) for name, value in pairs)
        end = b"" if self.dice.random() < 0.05 else f"--{edge}--\r\n".encode()
        return parts + end, f"multipart/form-data; boundary={edge}"

    def _part(self, edge: bytes, name: str, value: str | bytes) -> bytes:
        head = b"--" + edge + b'\r\nContent-Disposition: form-data; name="' + _bytes(name).replace(b'"', b"%22") + b'"'
        if name != "csrf_token" and self.dice.random() < 0.2:
            head += b'; filename="../../evil.png"\r\nContent-Type: image/png'
            value = self.dice.choice(FILES)
        return head + b"\r\n\r\n" + _bytes(value) + b"\r\n"

    def _odd(self, pairs: Pairs) -> tuple[bytes, str]:
        nested = {name: [{"x": value if isinstance(value, str) else None}] for name, value in pairs}
        content = self.dice.choice((json.dumps(nested).encode(), b"[1, 2", b"\xff\xfe", b"", b"<a/>" * 100))
        return content, self.dice.choice(TYPES)


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
