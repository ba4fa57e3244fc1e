"""Settings: instance/config.toml, then MENTORSHIP_* in the environment; a name nobody knows is refused."""

import difflib
import fcntl
import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

PREFIX = "MENTORSHIP_"


class UnknownSetting(ValueError):
    """A name in the settings that means nothing here; says which one was probably meant."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an admin can set from outside."""

    instance: Path
    database_url: str = ""
    secret_key: str = ""
    public_url: str = ""
    proxies: int = 0

    @property
    def is_https(self) -> bool:
        """Whether people reach the site by https, so that cookies can be bound to it."""
        return self.public_url.startswith("https://")


def load(instance: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Reads the settings and makes the folder and the secret key on first start.

    Raises UnknownSetting for a name that is not known, PermissionError or OSError if the folder cannot be written.
    """
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    given = _from_file(instance / "config.toml") | _from_environment(environment)
    given.setdefault("database_url", environment.get("DATABASE_URL", "") or f"sqlite:///{instance / 'mentorship.db'}")
    given.setdefault("secret_key", _secret_key(instance / "secret_key"))
    given["proxies"] = _whole_number("proxies", given.get("proxies", 0))
    return Settings(instance=instance, **given)  # type: ignore[arg-type]


def _whole_number(name: str, given: object) -> int:
    if not str(given).isdecimal():
        raise ValueError(f"The setting {name} must be a whole number, not {given}.")
    return int(str(given))


def _known(names: Mapping[str, object]) -> None:
    settable = [one.name for one in fields(Settings) if one.name != "instance"]
    for name in names:
        if name not in settable:
            nearest = difflib.get_close_matches(name, settable, n=1, cutoff=0)[0]
            raise UnknownSetting(f"There is no setting called {name}. Did you mean {nearest}?")


def _from_file(path: Path) -> dict[str, object]:
    found = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    _known(found)
    return found


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    found: dict[str, object] = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(PREFIX) and name != PREFIX + "INSTANCE"
    }
    _known(found)
    return found


def _secret_key(path: Path) -> str:
    with open(os.open(path, os.O_CREAT | os.O_RDWR, 0o600), "r+") as file:
        # Workers that start together must agree on one whole key.
        fcntl.flock(file, fcntl.LOCK_EX)
        key = file.read()
        if not key:
            key = secrets.token_urlsafe(48)
            file.write(key)
        return key
