"""The mail server as it is set up: encrypted or not, signed in or not, and what goes wrong with each."""

import shutil
import socket
import ssl
import threading

import pytest

from mentorship.config import Settings
from mentorship.web.mail import leaving, smtp
from tests.post import PASSWORD, PostOffice, admits, certificate, free_port

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="makes a certificate with openssl")


@pytest.fixture(scope="session")
def shown(tmp_path_factory):
    """A certificate for localhost, and a server's context that shows it."""
    return certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def trusted(shown, monkeypatch):
    """Our own certificate counts, as that of a provider does."""
    monkeypatch.setenv("SSL_CERT_FILE", str(shown[0]))


@pytest.fixture
def opened():
    """opened(…) is a mail server that runs until the end of the test."""
    running = []

    def made(**options):
        server = PostOffice(**options)
        server.start()
        running.append(server)
        return server

    yield made
    for server in running:
        server.stop()


@pytest.fixture
def tried(mailing):
    """tried(office, …) sends a test mail to it with these settings."""

    def sent(office, **wanted):
        app = mailing(**{"mail_server": "localhost", "mail_port": office.port} | wanted)
        with app.app_context():
            return leaving.try_out("ada@example.org")

    return sent


def signed_in(shown, **options):
    return {
        "authenticator": admits("us"),
        "auth_required": True,
        "tls_context": shown[1],
        "require_starttls": True,
    } | options


def test_starttls_with_a_login(opened, tried, shown, trusted):
    office = opened(**signed_in(shown))
    assert tried(office, mail_security="starttls", mail_user="us", mail_password=PASSWORD).startswith("250 ")
    assert office.to == ["ada@example.org"]


def test_encrypted_from_the_first_byte(opened, tried, shown, trusted):
    office = opened(ssl_context=shown[1])
    assert tried(office, mail_security="tls").startswith("250 ")


def test_a_certificate_nobody_vouches_for_is_not_taken(opened, tried, shown):
    office = opened(tls_context=shown[1])
    with pytest.raises(smtp.Away, match="certificate") as away:
        tried(office, mail_security="starttls")
    assert isinstance(away.value.failure, ssl.SSLCertVerificationError)
    assert office.taken == []


def test_a_certificate_for_another_name_is_not_taken(opened, tried, shown, trusted):
    office = opened(tls_context=shown[1])
    with pytest.raises(smtp.Away, match="certificate"):
        tried(office, mail_security="starttls", mail_server="127.0.0.1")


def test_a_server_that_does_not_encrypt_gets_no_password(opened, tried):
    office = opened(authenticator=admits("us"), auth_require_tls=False)
    with pytest.raises(smtp.Away, match="STARTTLS"):
        tried(office, mail_security="starttls", mail_user="us", mail_password=PASSWORD)
    assert office.taken == []


def test_a_wrong_password_is_said_in_the_servers_words(opened, tried, shown, trusted):
    office = opened(**signed_in(shown))
    with pytest.raises(smtp.Away, match=r"^535 "):
        tried(office, mail_security="starttls", mail_user="us", mail_password="wrong")


def test_a_server_that_wants_a_login_says_so(opened, tried, shown, trusted):
    office = opened(**signed_in(shown))
    with pytest.raises(smtp.Away, match=r"^530 "):
        tried(office, mail_security="starttls")


def test_nobody_there(tried):
    class Nowhere:
        port = free_port()

    with pytest.raises(smtp.Away, match="refused"):
        tried(Nowhere, mail_security="none")


def test_a_server_that_says_nothing_is_not_waited_for_for_ever(tried, monkeypatch):
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:

        class Silent:
            port = silent.getsockname()[1]

        with pytest.raises(smtp.Away, match="timed out"):
            tried(Silent, mail_security="none")


def test_a_server_that_does_not_want_us_says_so(tried):
    with socket.create_server(("127.0.0.1", 0)) as listening:

        class Full:
            port = listening.getsockname()[1]

        def answer():
            connection, _address = listening.accept()
            with connection:
                connection.sendall(b"554 5.7.1 Your address is on a list\r\n")

        answering = threading.Thread(target=answer)
        answering.start()
        with pytest.raises(smtp.Away, match=r"^554 5.7.1 Your address is on a list"):
            tried(Full, mail_security="none")
        answering.join()


@pytest.mark.parametrize("given", ["us@example.org", "Our place <us@example.org>"])
def test_who_mail_comes_from(tmp_path, given):
    assert smtp.sender(Settings(tmp_path, mail_from=given)).addr_spec == "us@example.org"


@pytest.mark.parametrize("given", ["not an address", "a@b@c", "", "@"])
def test_a_wrong_sender_is_said_before_anybody_is_called(opened, tried, given):
    office = opened()
    with pytest.raises(smtp.Away):
        tried(office, mail_security="none", mail_from=given)
    assert office.sessions == 0


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://mentors.example.org/place", "mentors.example.org"),
        ("http://127.0.0.1:8000", "[127.0.0.1]"),
        ("http://[::1]:8000", "[IPv6:::1]"),
        ("", "localhost"),
    ],
)
def test_the_name_we_greet_with(tmp_path, address, name):
    assert smtp.own_name(Settings(tmp_path, public_url=address)) == name


@pytest.mark.parametrize(
    ("code", "words", "is_final"),
    [
        (550, "550 5.1.1 No such person", True),
        (554, "554 No", True),
        (554, "554 5.7.1 Relay access denied", False),
        (530, "530 Authentication required", False),
        (450, "450 4.2.1 Later", False),
        (452, "452 Full", False),
        (550, "550 5.1.1 See 5.7.1", True),
    ],
)
def test_what_is_final(code, words, is_final):
    assert smtp.Refused(Exception(), code, words).is_final == is_final
