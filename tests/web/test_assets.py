"""Static files: kept for a year under a name that changes with their content."""

import gzip

import pytest


@pytest.fixture
def address(browser, app):
    page = browser().read("/")
    return page.split('<link rel="stylesheet" href="')[1].split('"')[0]


def test_a_file_may_be_kept_for_ever_because_its_name_carries_its_hash(browser, address):
    answer = browser().get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "Set-Cookie" not in answer.headers


def test_it_travels_packed(browser, address):
    plain = browser().get(address).data
    packed = browser().client.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain


def test_it_asks_the_database_nothing(browser, address, statements):
    assert statements(lambda: browser().get(address)) == 0


@pytest.mark.parametrize("name", ["app.css", "app.0000000000.css", "..%2Fapp.py", "secret_key"])
def test_other_names_are_not_found(browser, app, name):
    assert browser().get(f"/static/{name}").status_code == 404
