"""What the value of a setting may be. Each check gives the value back, or raises ValueError with the end of a sentence."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

SHORTEST_SECRET = 32

_HOST = re.compile(r"(?i)[a-z0-9_]([a-z0-9_.-]*[a-z0-9])?|\[[0-9a-f:.]+\]")
_NAMED = re.compile(r"[^<>\"@]+ <([^<>]+)>")
_BEFORE_AT = re.compile(r"[^\s@<>\",;:()\[\]\\]+")
_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*/?")


def text(value: object) -> str:
    """Text as it is."""
    if not isinstance(value, str):
        raise ValueError("must be text in quotes.")  # without the value: it may be a secret
    if any(letter < " " or letter == "\x7f" for letter in value):
        raise ValueError("must be a single line without control characters.")
    return value


def whole(value: object) -> int:
    """A whole number, also one written as text."""
    if isinstance(value, bool) or not (isinstance(value, int | str) and re.fullmatch(r"-?[0-9]{1,9}", str(value))):
        raise ValueError(f"must be a whole number, not {value}.")
    return int(value)


def whole_number(least: int, most: int) -> Callable[[int], int]:
    """A number in these bounds."""

    def check(value: int) -> int:
        if not least <= value <= most:
            raise ValueError(f"must be a number from {least} to {most}, not {value}.")
        return value

    return check


def one_of(*choices: str) -> Callable[[str], str]:
    """One of these words."""

    def check(value: str) -> str:
        if value not in choices:
            raise ValueError(f"must be {', '.join(choices[:-1])} or {choices[-1]}, not {value}.")
        return value

    return check


def secret(value: str) -> str:
    """Long enough that nobody guesses it."""
    if len(value) < SHORTEST_SECRET:
        raise ValueError(f"must have at least {SHORTEST_SECRET} characters, so that nobody can guess it.")
    return value


def host(value: str) -> str:
    """The name of a machine, without port and protocol."""
    if not _HOST.fullmatch(value):
        raise ValueError(f"must be the name of a machine alone, such as mail.example.org, not {value}.")
    return value


def mail_address(value: str) -> str:
    """An e-mail address, alone or as "Name <address>"."""
    named = _NAMED.fullmatch(value)
    before, at, machine = (named[1] if named else value).rpartition("@")
    if not (at and _BEFORE_AT.fullmatch(before) and _HOST.fullmatch(machine)) or ".." in value:
        raise ValueError(f"must be an e-mail address, such as mentorship@example.org, not {value}.")
    return value


def address_of_site(value: str) -> str:
    """http(s), a machine, perhaps a port and a path; without the last slash."""
    wrong = ValueError(f"must be an address such as https://mentorship.example.org, not {value}.")
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        raise wrong from None
    is_whole = parts.scheme in ("http", "https") and port != 0 and _HOST.fullmatch(_machine(parts.netloc))
    if not is_whole or "?" in value or "#" in value or not _PATH.fullmatch(parts.path):
        raise wrong
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}"


def _machine(netloc: str) -> str:
    return re.sub(r":[0-9]+$", "", netloc)
