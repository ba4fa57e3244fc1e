"""The machine: the folder of the data, its disk, its clock, and the database engine."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import apsw

from mentorship import clock
from mentorship.config import Settings
from mentorship.database import is_sqlite, row
from mentorship.errors import N_
from mentorship.health.finding import Finding, look, ok, wrong

FOLDER, DISK, CLOCK, DATABASE = N_("Data folder"), N_("Disk"), N_("Clock"), N_("Database")
BACKUPS = N_("Backups")
OLD_BACKUP = timedelta(days=8)
GIGABYTE = 1_000_000_000
LITTLE_ROOM, NO_ROOM = GIGABYTE, GIGABYTE // 10
SANE_YEARS = range(2026, 2100)
SKEW = timedelta(minutes=10)

# Before these, two connections that write and tidy up at one moment can lose what was committed (the WAL-reset bug).
SAFE_SQLITE = (3, 51, 3)
MENDED_SQLITE = {(3, 44): 6, (3, 50): 7}
OLDEST_POSTGRES = 14


def folder(settings: Settings) -> Finding:
    """Whether nobody else on the machine can read the data or the key."""
    open_to_others = [path for path in (settings.instance, settings.instance / "secret_key") if _is_open(path)]
    if not open_to_others:
        return ok(FOLDER, N_("Nobody else on this machine can read it."))
    todo = f"chmod go-rwx {' '.join(map(str, open_to_others))}"
    return wrong(FOLDER, N_("Others on this machine can read it. Close it: %(todo)s"), todo=todo)


def _is_open(path: Path) -> bool:
    return path.exists() and bool(path.stat().st_mode & 0o077)


def disk(settings: Settings) -> Finding:
    """Whether there is room left where the data is."""
    free = shutil.disk_usage(settings.instance).free
    values = {"free": f"{free / GIGABYTE:.1f} GB"}
    if free < NO_ROOM:
        return wrong(DISK, N_("%(free)s are free. Make room now: soon nothing more can be written."), **values)
    if free < LITTLE_ROOM:
        return look(DISK, N_("%(free)s are free. Make room before it is too late."), **values)
    return ok(DISK, N_("%(free)s are free."), **values)


def backups(settings: Settings) -> Finding | None:
    """How old the newest backup is; None where none is kept beside the data, but perhaps in a better place."""
    folder = settings.instance / "backups"
    made = [path.stat().st_mtime for path in folder.glob("*.zip") if not path.name.startswith("before-")]
    if not made:
        return None
    age = clock.now() - clock.moment(int(max(made) * 1_000_000))
    if age > OLD_BACKUP:
        todo = f"flask backup {folder / 'NAME.zip'}"
        return look(BACKUPS, N_("The newest is %(days)d days old. Make another: %(todo)s"), days=age.days, todo=todo)
    return ok(BACKUPS, N_("The newest is %(hours)d hours old."), hours=age // timedelta(hours=1))


def clock_at(newest: int | None) -> Finding:
    """Whether the clock can be right; `newest` is the newest moment in the database, in microseconds."""
    now = clock.now()
    if now.year not in SANE_YEARS:
        return wrong(CLOCK, N_("It says that this is the year %(year)d. Set it right: timedatectl"), year=now.year)
    if newest and clock.moment(newest) - now > SKEW:
        ahead = _minutes(clock.moment(newest), now)
        return wrong(
            CLOCK,
            N_(
                "It was set back: the newest entry is %(minutes)d minutes ahead of it. If it is wrong, set it right: timedatectl"
            ),
            minutes=ahead,
        )
    return ok(CLOCK, N_("It fits what was written last."))


def _minutes(later: datetime, earlier: datetime) -> int:
    return int((later - earlier) / timedelta(minutes=1))


def engine() -> Finding:
    """Whether the database engine is one that keeps what it was given."""
    return _sqlite(apsw.sqlite_lib_version()) if is_sqlite() else _postgres()


def _sqlite(version: str) -> Finding:
    if not is_safe_sqlite(version):
        todo = ".venv/bin/python -m pip install -r requirements.txt"
        return wrong(
            DATABASE,
            N_("SQLite %(version)s can lose what was saved. Install the version that belongs here: %(todo)s"),
            version=version,
            todo=todo,
        )
    mode = row("PRAGMA journal_mode")
    if mode is None or mode[0] != "wal":
        return wrong(
            DATABASE,
            N_(
                "SQLite %(version)s cannot write beside its readers here. Put the data on a disk of this machine, not on a network."
            ),
            version=version,
        )
    return ok(DATABASE, N_("SQLite %(version)s answers."), version=version)


def is_safe_sqlite(version: str) -> bool:
    """Whether this version of SQLite keeps what was committed when several write and tidy up at one moment."""
    major, minor, patch = (int(part) for part in version.split("."))
    mended = MENDED_SQLITE.get((major, minor))
    return (major, minor, patch) >= SAFE_SQLITE or (mended is not None and patch >= mended)


def _postgres() -> Finding:
    shown = row("SHOW server_version")
    version = shown[0].split()[0] if shown else "0"
    if int(version.split(".")[0]) < OLDEST_POSTGRES:
        return look(
            DATABASE,
            N_("PostgreSQL %(version)s answers, but is not tried here any more. Go on to %(oldest)d or newer."),
            version=version,
            oldest=OLDEST_POSTGRES,
        )
    return ok(DATABASE, N_("PostgreSQL %(version)s answers."), version=version)
