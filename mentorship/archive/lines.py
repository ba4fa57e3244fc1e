"""A row as a line of text: a JSON list of numbers, texts, nulls, and bytes in base64. The same for both engines."""

import base64
import json
from collections.abc import Sequence
from typing import Any

from mentorship.archive.tables import Value

LARGEST = 2**63 - 1  # what both engines can hold


def line(values: Sequence[Value]) -> bytes:
    """A row as its line; true and false are 1 and 0. Raises TypeError for what has no form."""
    return json.dumps([_written(one) for one in values], ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _written(value: object) -> object:
    if value is None or isinstance(value, int | str):
        return int(value) if isinstance(value, bool) else value
    if isinstance(value, bytes | memoryview):
        return {"base64": base64.b64encode(value).decode()}
    raise TypeError(f"a {type(value).__name__} has no form in an archive")


def values(text: bytes, many: int) -> list[Value]:
    """The row of a line that must have so many values; raises ValueError."""
    found = json.loads(text)
    if not isinstance(found, list) or len(found) != many:
        raise ValueError("a line has too few or too many values")
    return [_read(one) for one in found]


def _read(value: Any) -> Value:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST:
        return value
    if isinstance(value, dict) and set(value) == {"base64"}:
        return base64.b64decode(str(value["base64"]), validate=True)
    raise ValueError("a line has a value of an unknown kind")
