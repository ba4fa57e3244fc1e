"""Settings from the file and the environment, and the key that is made on first start."""

import os
import re
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mentorship import config
from mentorship.config import SETTABLE, UnknownSetting, load

ROOT = Path(__file__).parent.parent
LONG = "a secret that is long enough for this"


def write(folder, text):
    (folder / "config.toml").write_text(text, "utf-8")


def test_a_first_start_needs_no_settings(tmp_path):
    settings = load(tmp_path / "instance", {})
    assert settings.database_url == f"sqlite:///{tmp_path / 'instance' / 'mentorship.db'}"
    assert (settings.public_url, settings.proxies, settings.is_https) == ("http://127.0.0.1:8000", 0, False)


def test_the_file_is_read(tmp_path):
    write(tmp_path, 'public_url = "https://rete.example"\nproxies = 1')
    settings = load(tmp_path, {})
    assert (settings.public_url, settings.is_https, settings.proxies) == ("https://rete.example", True, 1)


def test_the_environment_wins_over_the_file(tmp_path):
    write(tmp_path, 'public_url = "http://one.example"')
    assert load(tmp_path, {"MENTORSHIP_PUBLIC_URL": "http://two.example"}).public_url == "http://two.example"


def test_a_number_in_the_environment_is_a_number(tmp_path):
    assert load(tmp_path, {"MENTORSHIP_PROXIES": "2"}).proxies == 2


@pytest.mark.parametrize(
    ("name", "meant"), [("databse_url", "database_url"), ("publik_url", "public_url"), ("proxy", "proxies")]
)
def test_an_unknown_name_in_the_file_is_refused_with_the_nearest(tmp_path, name, meant):
    write(tmp_path, f'{name} = "x"')
    with pytest.raises(UnknownSetting, match=rf"no setting called {name}\. Did you mean {meant}\?"):
        load(tmp_path, {})


def test_the_folder_itself_cannot_be_set_from_the_file_inside_it(tmp_path):
    write(tmp_path, 'instance = "/elsewhere"')
    with pytest.raises(UnknownSetting):
        load(tmp_path, {})


def test_an_unknown_name_in_the_environment_is_refused_with_the_nearest(tmp_path):
    with pytest.raises(UnknownSetting, match=r"no setting called databse_url\. Did you mean database_url\?"):
        load(tmp_path, {"MENTORSHIP_DATABSE_URL": "x"})


def test_names_of_others_in_the_environment_do_not_matter(tmp_path):
    assert load(tmp_path, {"PATH": "/bin", "MENTORSHIP_INSTANCE": "elsewhere"}).instance == tmp_path


def test_database_url_is_read_under_its_common_name(tmp_path):
    assert load(tmp_path, {"DATABASE_URL": "postgresql://db/x"}).database_url == "postgresql://db/x"


def test_our_own_name_for_the_database_wins_over_the_common_one(tmp_path):
    given = {"DATABASE_URL": "postgresql://db/x", "MENTORSHIP_DATABASE_URL": "postgresql://db/y"}
    assert load(tmp_path, given).database_url == "postgresql://db/y"


def test_an_empty_common_name_means_the_file_in_the_instance(tmp_path):
    assert load(tmp_path, {"DATABASE_URL": ""}).database_url.startswith("sqlite:///")


def test_the_secret_key_is_for_this_user_alone(tmp_path):
    load(tmp_path, {})
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_the_secret_key_stays_the_same(tmp_path):
    first = load(tmp_path, {}).secret_key
    assert len(first) >= 43
    assert load(tmp_path, {}).secret_key == first


def test_two_communities_have_different_keys(tmp_path):
    assert load(tmp_path / "a", {}).secret_key != load(tmp_path / "b", {}).secret_key


def test_a_given_secret_key_is_used(tmp_path):
    assert load(tmp_path, {"MENTORSHIP_SECRET_KEY": LONG}).secret_key == LONG


def test_an_empty_secret_key_file_is_filled(tmp_path):
    (tmp_path / "secret_key").touch(0o600)
    assert len(load(tmp_path, {}).secret_key) >= 43


def test_workers_that_start_together_read_one_whole_key(tmp_path, monkeypatch):
    """The second must never read a file that the first has made but not yet filled."""
    real = config.secrets.token_urlsafe
    monkeypatch.setattr(config.secrets, "token_urlsafe", lambda size: time.sleep(0.05) or real(size))
    with ThreadPoolExecutor(4) as workers:
        keys = set(workers.map(lambda _worker: load(tmp_path, {}).secret_key, range(4)))
    assert keys == {(tmp_path / "secret_key").read_text()}
    assert len(keys.pop()) >= 43


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said_so(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(PermissionError):
        load(tmp_path / "instance", {})


def test_the_instance_folder_is_closed_to_others(tmp_path):
    load(tmp_path / "instance", {})
    assert (tmp_path / "instance").stat().st_mode & 0o077 == 0


MAIL = {
    "MENTORSHIP_MAIL_SERVER": "mail.example.org",
    "MENTORSHIP_MAIL_FROM": "place@example.org",
    "MENTORSHIP_PUBLIC_URL": "https://rete.example",
}


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("proxies", "many", "The setting proxies must be a whole number, not many."),
        ("proxies", "-1", "The setting proxies must be a number from 0 to 10, not -1."),
        ("proxies", "1.5", "The setting proxies must be a whole number, not 1.5."),
        ("proxies", "9" * 5000, "The setting proxies must be a whole number, not 9999"),
        ("proxies", "٣", "The setting proxies must be a whole number"),
        ("mail_port", "0", "The setting mail_port must be a number from 1 to 65535, not 0."),
        ("mail_port", "65536", "The setting mail_port must be a number from 1 to 65535, not 65536."),
        ("mail_security", "ssl", "The setting mail_security must be starttls, tls or none, not ssl."),
        ("mail_server", "smtp://mail.example.org", "The setting mail_server must be the name of a machine alone"),
        ("mail_server", "mail.example.org:25", "The setting mail_server must be the name of a machine alone"),
        ("mail_from", "nobody", "The setting mail_from must be an e-mail address"),
        ("mail_from", "Rete <nobody>", "The setting mail_from must be an e-mail address"),
        ("mail_from", "a@b.example, c@d.example", "The setting mail_from must be an e-mail address"),
        ("mail_from", "a@b.example\nBcc: c@d.example", "The setting mail_from must be a single line"),
        ("secret_key", "short", "The setting secret_key must have at least 32 characters"),
        ("chores", "cron", "The setting chores must be server or timer, not cron."),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_in_one_sentence(tmp_path, name, value, sentence):
    with pytest.raises(ValueError, match="setting") as refused:
        load(tmp_path, MAIL | {f"MENTORSHIP_{name.upper()}": value})
    assert str(refused.value).startswith(sentence)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://rete.example", "https://rete.example"),
        ("https://rete.example/", "https://rete.example"),
        ("HTTPS://Rete.Example/Mentors/", "https://rete.example/Mentors"),
        ("http://192.0.2.7:8000", "http://192.0.2.7:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("https://example.org/a/b", "https://example.org/a/b"),
    ],
)
def test_the_address_of_the_place_is_kept_without_its_last_slash(tmp_path, given, kept):
    assert load(tmp_path, {"MENTORSHIP_PUBLIC_URL": given}).public_url == kept


@pytest.mark.parametrize(
    "address",
    [
        "rete.example",
        "ftp://rete.example",
        "https://",
        "https://rete.example:0",
        "https://rete.example:99999",
        "https://me:secret@rete.example",
        "https://rete.example/?a",
        "https://rete.example#a",
        "https://rete.example//a",
        "https://rete example",
        "javascript:alert(1)",
        "https://rete.example/../a b",
        "//rete.example",
        "https://[::1",
    ],
)
def test_an_address_that_is_none_is_refused(tmp_path, address):
    with pytest.raises(ValueError, match="The setting public_url must be an address such as https://"):
        load(tmp_path, {"MENTORSHIP_PUBLIC_URL": address})


@pytest.mark.parametrize(
    "text",
    ["proxies = true", "proxies = 1.0", "mail_port = [25]", "mail_password = 12345", "public_url = 1979-05-27"],
)
def test_a_value_of_another_kind_in_the_file_is_refused_and_a_secret_is_not_repeated(tmp_path, text):
    write(tmp_path, text)
    with pytest.raises(ValueError, match=r"The setting \w+ must be (a whole number|text in quotes)") as refused:
        load(tmp_path, {})
    assert "12345" not in str(refused.value)


@pytest.mark.parametrize("missing", ["mail_from", "public_url"])
def test_a_mail_server_needs_what_mails_need(tmp_path, missing):
    given = {name: value for name, value in MAIL.items() if name != f"MENTORSHIP_{missing.upper()}"}
    with pytest.raises(ValueError, match=f"With mail_server, the setting {missing} is needed too"):
        load(tmp_path, given)


@pytest.mark.parametrize(("one", "other"), [("mail_user", "mail_password"), ("mail_password", "mail_user")])
def test_a_user_needs_a_password_and_the_other_way_round(tmp_path, one, other):
    with pytest.raises(ValueError, match=f"With {one}, the setting {other} is needed too"):
        load(tmp_path, MAIL | {f"MENTORSHIP_{one.upper()}": "x"})


@pytest.mark.parametrize(
    ("given", "port"),
    [
        ({}, 587),
        ({"mail_security": "tls"}, 465),
        ({"mail_security": "none"}, 25),
        ({"mail_security": "tls", "mail_port": "2525"}, 2525),
    ],
)
def test_the_port_is_the_usual_one_of_the_security(tmp_path, given, port):
    found = load(tmp_path, MAIL | {f"MENTORSHIP_{name.upper()}": value for name, value in given.items()})
    assert (found.mail_port, found.sends_mail) == (port, True)


@pytest.mark.parametrize("sender", ["place@example.org", "Rete di Torino <place@example.org>"])
def test_mail_comes_from_an_address_with_or_without_a_name(tmp_path, sender):
    assert load(tmp_path, MAIL | {"MENTORSHIP_MAIL_FROM": sender}).mail_from == sender


@pytest.mark.parametrize("content", ["p ä ss", "p ä ss\n", "p ä ss\r\n"])
def test_a_secret_can_stand_in_a_file_of_its_own(tmp_path, content):
    (tmp_path / "password").write_bytes(content.encode())
    given = MAIL | {"MENTORSHIP_MAIL_USER": "me", "MENTORSHIP_MAIL_PASSWORD_FILE": str(tmp_path / "password")}
    assert load(tmp_path, given).mail_password == "p ä ss"


@pytest.mark.parametrize("name", sorted(SETTABLE))
def test_every_setting_can_stand_in_a_file(tmp_path, name):
    (tmp_path / "value").write_text("\x00")
    with pytest.raises(ValueError, match=f"The setting {name} must be"):
        load(tmp_path, {f"MENTORSHIP_{name.upper()}_FILE": str(tmp_path / "value")})


def test_the_database_can_stand_in_a_file_under_its_common_name(tmp_path):
    (tmp_path / "url").write_text("postgresql://db/x\n")
    assert load(tmp_path, {"DATABASE_URL_FILE": str(tmp_path / "url")}).database_url == "postgresql://db/x"


@pytest.mark.parametrize("prefix", ["MENTORSHIP_", ""])
def test_a_value_and_a_file_for_it_are_refused_together(tmp_path, prefix):
    (tmp_path / "url").write_text("postgresql://db/x")
    given = {f"{prefix}DATABASE_URL": "postgresql://db/y", f"{prefix}DATABASE_URL_FILE": str(tmp_path / "url")}
    with pytest.raises(ValueError, match=rf"^Both {prefix}DATABASE_URL and {prefix}DATABASE_URL_FILE are set\."):
        load(tmp_path, given)


@pytest.mark.parametrize(
    ("path", "why"), [("nowhere", "No such file"), ("", "Is a directory"), ("bytes", "it is not text"), ("empty", "")]
)
def test_a_file_that_cannot_be_read_is_said_in_one_sentence(tmp_path, path, why):
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    (tmp_path / "empty").touch()
    with pytest.raises(ValueError, match=r"^The file .* that MENTORSHIP_SECRET_KEY_FILE names ") as refused:
        load(tmp_path, {"MENTORSHIP_SECRET_KEY_FILE": f"{tmp_path}/{path}"})
    assert why in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_unknown_name_of_a_file_is_refused_with_the_nearest(tmp_path):
    with pytest.raises(UnknownSetting, match=r"no setting called mail_pasword\. Did you mean mail_password\?"):
        load(tmp_path, {"MENTORSHIP_MAIL_PASWORD_FILE": "/x"})


def test_an_empty_variable_is_as_good_as_none(tmp_path):
    write(tmp_path, "proxies = 1")
    settings = load(
        tmp_path, {"MENTORSHIP_PROXIES": "", "MENTORSHIP_MAIL_SERVER": "", "MENTORSHIP_SECRET_KEY_FILE": ""}
    )
    assert (settings.proxies, settings.sends_mail) == (1, False)


def test_a_settings_file_that_cannot_be_read_is_said_in_one_sentence(tmp_path):
    (tmp_path / "config.toml").write_bytes(b'public_url = "\xff"')
    with pytest.raises(
        ValueError, match=r"^The file config\.toml in the instance folder cannot be read: it is not text\."
    ):
        load(tmp_path, {})


def test_the_sample_names_every_setting_and_nothing_else(tmp_path):
    sample = (ROOT / "docs/config.toml").read_text()
    named = tomllib.loads(re.sub(r"(?m)^#(?=\w+ = )", "", sample))
    assert set(named) == set(SETTABLE)
    assert all(type(value) is SETTABLE[name] for name, value in named.items())


def test_the_sample_changes_nothing_as_it_is_and_shows_what_holds_from_the_start(tmp_path):
    sample = (ROOT / "docs/config.toml").read_text()
    before = load(tmp_path, {})
    write(tmp_path, sample)
    assert load(tmp_path, {}) == before
    for name in ("public_url", "proxies", "mail_port", "mail_security", "chores"):
        shown = tomllib.loads(re.search(rf"(?m)^#({name} = .*)$", sample)[1])[name]
        assert shown == getattr(before, name), name
