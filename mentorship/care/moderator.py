"""Whoever looks after what members report and register."""

from typing import Protocol


class Moderator(Protocol):
    """Who decides: a row number and a handle."""

    @property
    def id(self) -> int: ...
    @property
    def handle(self) -> str: ...
