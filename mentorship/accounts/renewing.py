"""A new password: what hung on the old one ends, and the owner is told."""

from mentorship.database import write
from mentorship.people import password as passwords
from mentorship.people import proof, session, token
from mentorship.people.person import Person
from mentorship.records import mail
from mentorship.records.mail import Letter


def change(person_id: int, session_key: str, old: str, new: str) -> None:
    """Sets a new password and ends all sessions but this one; raises Invalid("old") or Invalid("password")."""
    person = proof.by_password(person_id, old)
    passwords.refuse_weak(new, person.name, person.email or "")
    replace(person, passwords.hashed(new), session_key)


@write
def replace(person: Person, secret: str, session_key: str = "") -> None:
    """Stores the hash of a new password, ends all sessions but this one, voids what was begun, and tells the owner."""
    person.password = secret
    person.save()
    session.end_others(person.id, session_key)
    token.revoke_rights(person.id, person.email)
    mail.post(Letter.PASSWORD, person.id)
