"""Backups that nobody asked for: before anything happens that could not be taken back."""

from pathlib import Path

from mentorship import clock
from mentorship.archive import tables
from mentorship.archive.writing import backup
from mentorship.config import Settings

FOLDER = "backups"
KEPT = 5


def before(settings: Settings, reason: str) -> Path | None:
    """Backs the place up before `reason`, keeps the last five such backups, and gives the new one.

    Without people there is nothing to lose, and None. Raises what backup() raises: then the thing must not happen.
    """
    if not tables.count("person"):
        return None
    folder = settings.instance / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    made = folder / f"before-{reason}-{clock.now():%Y-%m-%d-%H%M%S}.zip"
    backup(settings, made)
    for old in sorted(folder.glob("before-*.zip"), key=_age)[KEPT:]:
        old.unlink()
    return made


def _age(path: Path) -> float:
    return -path.stat().st_mtime
