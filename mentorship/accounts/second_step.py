"""Turning the second step of signing in on and off: proved by the password, told by letter, and other devices go."""

from mentorship.database import write
from mentorship.errors import N_, NotAllowed
from mentorship.people import proof, session, two_step
from mentorship.records import mail

OFF = N_("The second step is off.")


def begin(person_id: int, password: str) -> None:
    """Makes the secret to set up the app with; raises Invalid("old"), or NotAllowed if the second step is on."""
    proof.by_password(person_id, password)
    two_step.begin(person_id)


def confirm(person_id: int, session_key: str, code: str) -> list[str]:
    """Turns it on by the first code and gives ten recovery codes, shown this once; raises as two_step.begun() does."""
    codes = two_step.fresh_codes()
    secret = two_step.begun(person_id, code)
    _confirm(person_id, session_key, code, [two_step.hidden(one, secret) for one in codes])
    return codes


@write
def _confirm(person_id: int, session_key: str, code: str, hidden: list[str]) -> None:
    two_step.confirm(person_id, code, hidden)
    _tell(person_id, session_key)


def renew_codes(person_id: int, session_key: str, password: str) -> list[str]:
    """Ten new recovery codes, shown this once; the old ones are void. Raises Invalid("old"), or NotAllowed if it is off."""
    proof.by_password(person_id, password)
    own, codes = two_step.of(person_id), two_step.fresh_codes()
    if own is None or not own.is_on:
        raise NotAllowed(OFF)
    _renew(person_id, session_key, [two_step.hidden(one, own.secret) for one in codes])
    return codes


@write
def _renew(person_id: int, session_key: str, hidden: list[str]) -> None:
    two_step.replace_codes(person_id, hidden)
    _tell(person_id, session_key)


def stop(person_id: int, session_key: str, password: str, code: str) -> None:
    """Turns it off; takes the password and a code. Raises Invalid("old") or Invalid("code")."""
    proof.by_password(person_id, password)
    two_step.check(person_id, code)
    take_away(person_id, session_key)


@write
def take_away(person_id: int, session_key: str = "") -> bool:
    """Turns it off without proof, as the operator does when phone and paper are lost; False if it was off."""
    was_on = two_step.is_on(person_id)
    two_step.stop(person_id)
    if was_on:
        _tell(person_id, session_key)
    return was_on


def _tell(person_id: int, session_key: str) -> None:
    session.end_others(person_id, session_key)
    mail.post(mail.Letter.TWO_STEP, person_id)
