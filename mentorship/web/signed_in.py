"""Somebody signed in, as every page has them: the row of one statement, and which of their tasks count now."""

from typing import Any

import flask_login

from mentorship.people.person import Role, in_force


class SignedIn(flask_login.UserMixin):
    """The person behind this request, and the session that says so."""

    def __init__(self, token: str, found: Any) -> None:
        self.token = token
        self.found = found

    def get_id(self) -> str:
        """What the cookie carries: the session's random token, never a row number."""
        return self.token

    @property
    def given(self) -> Role:
        """All tasks this person was given, whether or not the second step is set up."""
        return Role(self.found.roles)

    @property
    def roles(self) -> Role:
        """The tasks that count now: staff tasks only with the second step of signing in."""
        return in_force(self.found.roles, self.found.has_two_steps)

    @property
    def needs_second_step(self) -> bool:
        """Whether tasks of theirs rest until the second step is set up."""
        return self.roles != self.given

    def has(self, role: Role) -> bool:
        """Whether this person has the task now."""
        return bool(self.roles & role)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.found, name)
