"""Settings from the file and the environment, and the key that is made on first start."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from mentorship import config
from mentorship.config import UnknownSetting, load


def write(folder, text):
    (folder / "config.toml").write_text(text, "utf-8")


def test_a_first_start_needs_no_settings(tmp_path):
    settings = load(tmp_path / "instance", {})
    assert settings.database_url == f"sqlite:///{tmp_path / 'instance' / 'mentorship.db'}"
    assert (settings.public_url, settings.proxies, settings.is_https) == ("", 0, False)


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
    assert load(tmp_path, {"MENTORSHIP_SECRET_KEY": "given"}).secret_key == "given"


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


def test_a_number_of_proxies_that_is_none_is_refused_in_words(tmp_path):
    with pytest.raises(ValueError, match="The setting proxies must be a whole number, not many"):
        config.load(tmp_path, {"MENTORSHIP_PROXIES": "many"})
