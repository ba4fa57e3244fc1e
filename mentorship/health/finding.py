"""A finding: what was looked at, how it is, and one sentence that says what to do."""

from dataclasses import dataclass, field
from enum import StrEnum


class Standing(StrEnum):
    """How something is."""

    OK = "ok"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """`topic` and `message` are English sentences of the catalogue; `values` belong into the message."""

    topic: str
    standing: Standing
    message: str
    values: dict[str, object] = field(default_factory=dict)

    @property
    def said(self) -> str:
        """The whole sentence in English."""
        return self.message % self.values


def ok(topic: str, message: str, **values: object) -> Finding:
    """All is well."""
    return Finding(topic, Standing.OK, message, values)


def look(topic: str, message: str, **values: object) -> Finding:
    """It works, but somebody should look at it."""
    return Finding(topic, Standing.LOOK, message, values)


def wrong(topic: str, message: str, **values: object) -> Finding:
    """It does not work, or is dangerous."""
    return Finding(topic, Standing.WRONG, message, values)
