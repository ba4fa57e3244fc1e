"""What search engines may read, read as they read it."""

import re

import pytest
from flask import url_for

from mentorship.site import setting
from tests.web.capabilities import OPEN
from tests.web.conftest import PUBLIC

KEY = "abcdefghjkmn"
READ = {
    "home.index", "about.about", "about.rules", "about.data", "jobs.index", "jobs.show", "organisations.index",
    "organisations.show", "feeds.sitemap", "assets.show", "place.colours", "place.logo",
}  # fmt: skip
VALUES = {"kind": "topic", "section": "work", "audience": "members", "accent": "0f5f5c", "size": 96, "id": 1, "at": 1}


@pytest.fixture
def reader(mailing, browser):
    return browser()


def rules(text):
    """The rules, longest first."""
    found = re.findall(r"^(Allow|Disallow): (\S+)$", text, re.MULTILINE)
    return sorted(found, key=lambda rule: (-len(rule[1]), rule[0]))


def may_read(text, path):
    """Whether a robot that follows RFC 9309 reads this path."""
    for verdict, pattern in rules(text):
        regex = re.escape(pattern).replace(r"\\*", ".*").replace(r"\\$", "$").replace(r"\*", ".*").replace(r"\$", "$")
        if re.match(regex, path):
            return verdict == "Allow"
    return True


def paths(app):
    """Every address that can be read, with its endpoint."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" in rule.methods:
                yield rule.endpoint, url_for(rule.endpoint, **{name: VALUES.get(name, KEY) for name in rule.arguments})


def test_public_pages_are_read_and_nothing_else(app, reader):
    answer = reader.get("/robots.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    read = {endpoint for endpoint, path in paths(app) if may_read(answer.text, path)}
    assert read == READ
    assert read <= OPEN


@pytest.mark.parametrize(
    "path",
    [
        "/jobs?q=baker",
        "/jobs?after=x",
        "/jobs/feed.rss?q=x",
        f"/jobs/{KEY}/edit",
        f"/jobs/{KEY}?x=1",
        "/people?q=a",
        "/admin",
    ],
)
def test_searches_without_end_and_what_is_private_are_left_alone(reader, path):
    assert not may_read(reader.get("/robots.txt").text, path)


def test_it_names_the_map_by_its_public_address_and_no_page_that_is_private(reader):
    text = reader.get("/robots.txt").text
    assert f"Sitemap: {PUBLIC}/sitemap.xml" in text
    assert not {"admin", "moderation", "people", "account"} & set(re.findall(r"\w+", text))
    assert b"evil" not in reader.client.get("/robots.txt", headers={"Host": "evil.example"}).data


def test_where_work_is_off_it_says_nothing_of_it(app, reader):
    setting.change(features=[])
    text = reader.get("/robots.txt").text
    assert "job" not in text
    assert "Sitemap" not in text
    assert {endpoint for endpoint, path in paths(app) if may_read(text, path)} == READ - {
        "jobs.index", "jobs.show", "organisations.index", "organisations.show", "feeds.sitemap",
    }  # fmt: skip
