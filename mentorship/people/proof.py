"""Proof that it is you: the password once more, before something that matters."""

from mentorship.errors import N_, Invalid
from mentorship.people import password as passwords
from mentorship.people import throttle
from mentorship.people.person import Person

TRIES = 8

WRONG_PASSWORD = N_("This is not your present password.")


def by_password(person_id: int, typed: str, field: str = "old") -> Person:
    """The person, if this is their password; raises Invalid(field), also after too many tries."""
    key = f"password {person_id}"
    throttle.refuse(field, key, TRIES)
    person = Person.get_by_id(person_id)
    if not passwords.matches(person.password, typed):
        throttle.count(key)
        raise Invalid(field, WRONG_PASSWORD)
    return person
