"""A person: what an account needs before it can be."""

import pytest

from mentorship.database import row
from mentorship.errors import Invalid
from mentorship.people import password as passwords
from mentorship.people import person
from mentorship.people.person import Person, Purpose, Role
from mentorship.site import rules
from tests.cast import PASSWORD, secret, settle

GOOD = {"name": "Gia", "email": "gia@example.org", "password": PASSWORD, "purpose": Purpose.SEEK}
GOOD |= {"language": "it", "adult": True, "rules": True}


@pytest.fixture(autouse=True)
def _one_hash_for_all(monkeypatch):
    made = secret()
    monkeypatch.setattr(passwords, "hashed", lambda _password: made)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "  \n "),
        ("name", "!?… ---"),
        ("name", "🌻"),
        ("name", "a" * 81),
        ("name", "\u202e\x00"),
        ("email", ""),
        ("email", "gia"),
        ("email", "gia@"),
        ("email", "@example.org"),
        ("email", "gia@ example.org"),
        ("email", "gia@@example.org"),
        ("email", "gia@.org"),
        ("email", "gia@example."),
        ("email", f"{'g' * 200}@example.org"),
        ("password", "short"),
        ("password", "password1"),
        ("adult", False),
        ("rules", False),
    ],
)
def test_an_account_is_refused_beside_the_field(field, typed):
    with pytest.raises(Invalid) as refused:
        person.prepare(**GOOD | {field: typed})
    assert refused.value.field == field


@pytest.mark.parametrize("password", ["gia rossi verdi", "GIA.Rossi", "gia.rossi@example.org"])
def test_ones_own_name_and_address_are_no_password(password):
    with pytest.raises(Invalid) as refused:
        person.prepare(**GOOD | {"name": "Gia Rossi Verdi", "email": "gia.rossi@example.org", "password": password})
    assert refused.value.field == "password"


def test_nothing_is_hashed_for_an_account_that_is_refused(monkeypatch):
    monkeypatch.setattr(passwords, "hashed", lambda _password: pytest.fail("hashed"))
    with pytest.raises(Invalid):
        person.prepare(**GOOD | {"rules": False})


def test_a_new_account_holds_what_was_typed_tidily_and_which_rules_were_accepted(database):
    made = person.create(person.prepare(**GOOD | {"name": "  Già\n Rossi ", "email": " Gia@Example.ORG "}))
    found = Person.get_by_id(made.id)
    assert (found.name, found.search_name, found.email) == ("Già Rossi", "gia rossi", "gia@example.org")
    assert (found.language, found.purpose, found.roles, found.state) == ("it", "seek", 0, "active")
    assert (found.rules_version, found.rules_accepted_at) == (rules.version(), found.joined_at)
    assert len(found.handle) == 12
    assert not found.demo


@pytest.mark.parametrize("email", ["ada@example.org", " ADA@example.org", "Ada@EXAMPLE.org"])
def test_one_address_has_one_account(cast, email):
    with pytest.raises(Invalid) as refused:
        person.create(person.prepare(**GOOD | {"email": email}))
    assert refused.value.field == "email"


def test_two_may_have_one_name(cast):
    assert settle("Ada", email="other@example.org").handle != cast.ada.handle


def test_two_sign_ups_with_one_address_at_once_make_one_account(database, at_once):
    account = person.prepare(**GOOD)
    done = at_once(*[lambda: person.create(account)] * 3)
    assert [type(one) for one in done if not isinstance(one, Person)] == [Invalid, Invalid]
    assert row("SELECT count(*) AS n FROM person").n == 1


@pytest.mark.parametrize("name", ["李小龍", "שרה לוי", "مريم", "Zoë 🌻", "O'Brien-Smith", "3rd Ada"])
def test_names_of_all_scripts_are_welcome(database, name):
    assert person.create(person.prepare(**GOOD | {"name": name})).name == name


# Some letters become many when they are folded or made small: no engine may choke on that.
@pytest.mark.parametrize("name", ["ﷺ" * 80, "각" * 80, "ﬃ" * 80], ids=["one sign", "syllables", "ligatures"])
def test_a_long_name_of_wide_letters_is_taken_by_every_engine(database, name):
    made = person.create(person.prepare(**GOOD | {"name": name}))
    assert Person.get_by_id(made.id).name == name


def test_an_address_that_grows_when_made_small_is_refused_not_broken(database):
    with pytest.raises(Invalid) as refused:
        person.create(person.prepare(**GOOD | {"email": "İ" * 188 + "@example.org"}))
    assert refused.value.field == "email"


def test_a_new_name_is_found_by_search_too(cast):
    person.rename(cast.ada, "  Àda  Bianchi ")
    found = Person.get_by_id(cast.ada.id)
    assert (found.name, found.search_name) == ("Àda Bianchi", "ada bianchi")


def test_a_long_new_name_of_wide_letters_is_taken(cast):
    person.rename(cast.ada, "ﷺ" * 80)
    assert Person.get_by_id(cast.ada.id).name == "ﷺ" * 80


def test_a_name_without_a_letter_changes_nothing(cast):
    with pytest.raises(Invalid):
        person.rename(cast.ada, "...")
    assert Person.get_by_id(cast.ada.id).name == "Ada"


def test_the_language_of_the_pages_can_be_changed(cast):
    person.speak(cast.ada, "it")
    assert Person.get_by_id(cast.ada.id).language == "it"


def test_tasks_are_told_apart(cast):
    assert cast.dora.has(Role.COORDINATOR)
    assert not cast.dora.has(Role.ADMIN)
    assert cast.aldo.has(Role.ADMIN)
    assert not cast.ada.has(Role.COORDINATOR | Role.MODERATOR | Role.ADMIN | Role.EMPLOYER)
