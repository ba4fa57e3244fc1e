"""The first page of an archive: when it was made, from what, and what every part of it must be."""

import json
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from mentorship.archive import Refused

FORMAT = 1
MANIFEST = "manifest.json"
SETTINGS, KEY, ERASED = "config.toml", "secret_key", "erased.log"
FILES = (SETTINGS, KEY, ERASED)
NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
STEP = re.compile(r"[a-z0-9_]{1,80}")
DIGEST = re.compile(r"[0-9a-f]{64}")

TOO_NEW = "This backup was made by a newer version of Mentorship. Install that version first, then restore."


@dataclass(frozen=True, slots=True)
class Part:
    """One table: its columns in the order of its lines, how many lines, and the digest of all of them."""

    columns: list[str]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in an archive, as it was at `made_at`; `migrations` are the steps its database had taken."""

    made_at: str
    engine: str
    migrations: list[str]
    tables: dict[str, Part] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def people(self) -> int:
        """How many accounts there are."""
        return self.tables["person"].rows

    @property
    def rows(self) -> int:
        """How many rows all tables have together."""
        return sum(one.rows for one in self.tables.values())

    @property
    def members(self) -> list[str]:
        """The names of all files that belong into the archive."""
        return sorted([MANIFEST, *self.files, *map(member, self.tables)])

    def json(self) -> bytes:
        """As it stands in the archive."""
        return json.dumps(asdict(self), indent=1).encode()


def member(table: str) -> str:
    """The name of a table's file in the archive."""
    return f"data/{table}.jsonl"


def parsed(text: bytes) -> Manifest:
    """The manifest from its text; raises ValueError, or Refused if it is of a newer form."""
    found = json.loads(text)
    _must(isinstance(found, dict) and isinstance(found.get("format"), int), "its manifest is none")
    if found["format"] > FORMAT:
        raise Refused(TOO_NEW)
    _must(set(found) == set(Manifest.__dataclass_fields__), "its manifest is not complete")
    _must(isinstance(found["made_at"], str) and datetime.fromisoformat(found["made_at"]).tzinfo, "it has no date")
    _must(isinstance(found["engine"], str) and NAME.fullmatch(found["engine"]), "it names no engine")
    _must(_are(STEP, found["migrations"]) and found["migrations"], "it names no version")
    _must(isinstance(found["files"], dict) and set(found["files"]) <= set(FILES), "it holds files of another kind")
    _must(_are(DIGEST, list(found["files"].values())), "its files have no digest")
    _must(isinstance(found["tables"], dict) and "person" in found["tables"], "it names no tables")
    return Manifest(**found | {"tables": {name: _part(name, one) for name, one in found["tables"].items()}})


def _part(name: str, found: Any) -> Part:
    _must(NAME.fullmatch(name) and isinstance(found, dict), "a table has no name")
    _must(set(found) == set(Part.__dataclass_fields__), "a table is not complete")
    _must(_are(NAME, found["columns"]) and found["columns"], "a table has no columns")
    _must(isinstance(found["rows"], int) and _are(DIGEST, [found["sha256"]]), "a table has no digest")
    return Part(**found)


def _are(form: re.Pattern[str], found: Any) -> bool:
    return isinstance(found, list) and all(isinstance(one, str) and form.fullmatch(one) for one in found)


def _must(is_so: object, otherwise: str) -> None:
    if not is_so:
        raise ValueError(otherwise)
