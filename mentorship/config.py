"""Settings: instance/config.toml, then MENTORSHIP_* or MENTORSHIP_*_FILE in the environment; what makes no sense is refused."""

import difflib
import fcntl
import os
import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from mentorship import values

PREFIX = "MENTORSHIP_"
FILE = "_FILE"
FOLDER = PREFIX + "INSTANCE"
USUAL_PORT = {"starttls": 587, "tls": 465, "none": 25}
DATABASE = "DATABASE_URL"  # the name that hosts and other programs know


class UnknownSetting(ValueError):
    """A name in the settings that means nothing here; says which one was probably meant."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an admin can set from outside; docs/config.toml says what each means."""

    instance: Path
    database_url: str = ""
    secret_key: str = ""
    public_url: str = ""
    proxies: int = 0
    mail_server: str = ""
    mail_port: int = 587
    mail_security: str = "starttls"
    mail_user: str = ""
    mail_password: str = ""
    mail_from: str = ""
    chores: str = "server"

    @property
    def is_https(self) -> bool:
        """Whether people reach the site by https, so that cookies can be bound to it."""
        return self.public_url.startswith("https://")

    @property
    def sends_mail(self) -> bool:
        """Whether a mail server is set; without one, mail waits in the outbox for an admin to hand over."""
        return bool(self.mail_server)


SETTABLE = {one.name: type(one.default) for one in fields(Settings) if one.name != "instance"}

# What a value must be beyond its type; each takes and gives the value, and raises ValueError with the end of a sentence.
CHECKS: dict[str, Callable[[Any], object]] = {
    "secret_key": values.secret,
    "public_url": values.address_of_site,
    "proxies": values.whole_number(0, 10),
    "mail_server": values.host,
    "mail_port": values.whole_number(1, 65535),
    "mail_security": values.one_of("starttls", "tls", "none"),
    "mail_from": values.mail_address,
    "chores": values.one_of("server", "timer"),
}


def load(instance: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Reads the settings and makes the folder and the secret key on first start.

    Raises UnknownSetting for a name that is not known, ValueError for a value that makes no sense, and OSError if
    the folder cannot be written or a file cannot be read.
    """
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    given = _from_file(instance / "config.toml") | _from_environment(environment)
    given = {name: _checked(name, value) for name, value in given.items()}
    _refuse_half_given(given)
    given.setdefault("mail_port", USUAL_PORT[str(given.get("mail_security", "starttls"))])
    given.setdefault("database_url", f"sqlite:///{instance / 'mentorship.db'}")
    given.setdefault("public_url", f"http://127.0.0.1:{environment.get('PORT') or 8000}")
    given.setdefault("secret_key", _secret_key(instance / "secret_key"))
    return Settings(instance=instance, **given)  # type: ignore[arg-type]


def _checked(name: str, value: object) -> object:
    try:
        value = values.whole(value) if SETTABLE[name] is int else values.text(value)
        return CHECKS[name](value) if name in CHECKS else value
    except ValueError as failure:
        raise ValueError(f"The setting {name} {failure}") from failure


def _refuse_half_given(given: Mapping[str, object]) -> None:
    if "mail_server" in given:
        for name, why in (("mail_from", "the address that mail comes from"), ("public_url", "for the links in mails")):
            if name not in given:
                raise ValueError(f"With mail_server, the setting {name} is needed too: {why}.")
    for one, other in (("mail_user", "mail_password"), ("mail_password", "mail_user")):
        if one in given and other not in given:
            raise ValueError(f"With {one}, the setting {other} is needed too.")


def _refuse_unknown(name: str) -> None:
    if name not in SETTABLE:
        nearest = difflib.get_close_matches(name, SETTABLE, n=1, cutoff=0)[0]
        raise UnknownSetting(f"There is no setting called {name}. Did you mean {nearest}?")


def _from_file(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    found = tomllib.loads(_text_of(path, "The file config.toml in the instance folder"))
    for name in found:
        _refuse_unknown(name)
    return {name: value for name, value in found.items() if value != ""}


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    given = {name: value for name, value in environment.items() if value and name != FOLDER}
    common = {name: given[name] for name in (DATABASE, DATABASE + FILE) if name in given}
    return _named(common, "") | _named({name: given[name] for name in given if name.startswith(PREFIX)}, PREFIX)


def _named(variables: Mapping[str, str], prefix: str) -> dict[str, object]:
    """The settings in these variables; one that ends in _FILE names a file with the value, as containers hand secrets over."""
    found: dict[str, object] = {}
    for variable, value in variables.items():
        name = variable.removeprefix(prefix).lower()
        is_file = name not in SETTABLE and variable.endswith(FILE)
        name = name.removesuffix(FILE.lower()) if is_file else name
        _refuse_unknown(name)
        if name in found:
            raise ValueError(f"Both {prefix}{name.upper()} and {prefix}{name.upper()}{FILE} are set. Keep one of them.")
        found[name] = _content(variable, value) if is_file else value
    return found


def _content(variable: str, path: str) -> str:
    text = _text_of(Path(path), f"The file {path} that {variable} names").removesuffix("\n").removesuffix("\r")
    if not text:
        raise ValueError(f"The file {path} that {variable} names is empty.")
    return text


def _text_of(path: Path, name: str) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as failure:
        why = failure.strerror if isinstance(failure, OSError) else "it is not text"
        raise ValueError(f"{name} cannot be read: {why}.") from failure


def _secret_key(path: Path) -> str:
    with open(os.open(path, os.O_CREAT | os.O_RDWR, 0o600), "r+") as file:
        # Workers that start together must agree on one whole key.
        fcntl.flock(file, fcntl.LOCK_EX)
        key = file.read()
        if not key:
            key = secrets.token_urlsafe(48)
            file.write(key)
        return key
