"""flask mail-test: the way of every mail, the server's own words, and what to do about them."""

from dataclasses import replace

import pytest

from mentorship import create_app
from mentorship.commands import mail
from mentorship.config import Settings
from mentorship.database import database as connected
from mentorship.database import row
from mentorship.web.mail import smtp
from tests.post import PostOffice, free_port, text_of


@pytest.fixture
def office():
    """A mail server."""
    server = PostOffice()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def mail_test(database, tmp_path, engine_url, office):
    """mail_test("a@b.org", mail_port=…) runs the command; gives its exit code and what it printed."""

    def run(address, **wanted):
        connected.close()
        known = {
            "mail_server": "127.0.0.1",
            "mail_port": office.port,
            "mail_security": "none",
            "mail_from": "us@example.org",
        }
        usual = Settings(tmp_path, database_url=engine_url, secret_key="x", public_url="https://mentors.example.org")
        app = create_app(replace(usual, **known | wanted))
        done = app.test_cli_runner().invoke(args=["mail-test", address])
        connected.connect(reuse_if_open=True)
        return done.exit_code, done.output

    return run


def test_it_says_what_the_server_says(mail_test, office):
    code, said = mail_test("Ada@Example.org")
    assert code == 0
    assert "The mail server says: 250 2.0.0 taken as 4711" in said
    (taken,) = office.taken
    assert (taken["To"], taken["Subject"]) == ("ada@example.org", "Mail from Mentorship arrives")
    assert taken["Auto-Submitted"] == "auto-generated"
    assert "https://mentors.example.org/" in text_of(taken)


def test_it_leaves_nothing_in_the_outbox(mail_test):
    mail_test("ada@example.org")
    assert row("SELECT count(*) AS n FROM mail").n == 0


def test_without_a_server_it_says_so(mail_test, office):
    code, said = mail_test("ada@example.org", mail_server="")
    assert code == 1
    assert "No mail server is set" in said
    assert "/admin/outbox" in said
    assert office.sessions == 0


@pytest.mark.parametrize(
    ("answers", "words", "advice"),
    [
        ({"RCPT": "550 5.1.1 No such person"}, "550 5.1.1 No such person", "check the address"),
        ({"RCPT": "554 5.7.1 Relay access denied"}, "554 5.7.1 Relay access denied", "mail_from and mail_user"),
        ({"MAIL": "553 Not your address"}, "553 Not your address", "Set mail_from"),
        ({"DATA": "554 5.6.0 This is spam"}, "554 5.6.0 This is spam", "check the address"),
    ],
)
def test_a_no_is_said_in_the_servers_words_with_one_thing_to_do(mail_test, office, answers, words, advice):
    office.answers |= answers
    code, said = mail_test("ada@example.org")
    assert code == 1
    assert f"The mail server says: {words}\n" in said
    assert advice in said


@pytest.mark.parametrize(
    ("wanted", "advice"),
    [
        ({"mail_port": free_port()}, "Nothing listens there"),
        ({"mail_server": "no-such-host.invalid"}, "check mail_server"),
        ({"mail_security": "starttls"}, "mail_security"),
        ({"mail_security": "tls"}, "mail_security"),
        ({"mail_user": "us", "mail_password": "x"}, "mail_"),
        ({"mail_from": "nonsense"}, "Check mail_from."),
    ],
    ids=["port", "server", "starttls", "tls", "user", "from"],
)
def test_a_wrong_setting_is_met_with_one_thing_to_do(mail_test, office, wanted, advice):
    code, said = mail_test("ada@example.org", **wanted)
    assert code == 1
    assert advice in said
    assert "Traceback" not in said
    assert office.taken == []


def test_a_server_that_hangs_up(mail_test, office):
    office.dies_within = 1
    code, said = mail_test("ada@example.org")
    assert code == 1
    assert "closed" in said


@pytest.mark.parametrize("address", ["", "nobody", "a b@example.org", "a@x.org, b@x.org", "a@x.org\nBcc: b@x.org"])
def test_an_address_that_is_none(mail_test, office, address):
    code, said = mail_test(address)
    assert code == 1
    assert "Traceback" not in said
    assert office.taken == []


def test_what_nobody_foresaw_has_an_advice_too():
    assert mail.advice(smtp.Broken(OSError("strange"), "strange")) == mail.ADVICE[-1][1]
