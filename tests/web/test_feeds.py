"""Jobs for machines: RSS, JSON Feed and the map of the public pages."""

import json
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import feedparser
import pytest

from tests.web.conftest import PUBLIC
from tests.work.made import job, organisation

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def bakery(cast):
    return organisation()


@pytest.fixture
def reader(mailing, browser):
    return browser()


def read(xml):
    return ElementTree.fromstring(xml)  # noqa: S314 (it is our own)


def hidden(bakery):
    job(bakery, "Draft", state="draft", published_at=None, valid_until=None)
    job(bakery, "Paused", state="paused")
    job(organisation(name="New", state="waiting", decided_at=None), "Not looked at")


def test_a_search_is_a_feed_that_a_reader_understands(bakery, reader):
    """Every element that RSS 2.0 asks of a channel, and what readers need of an item."""
    made, _ = job(bakery, "Bread & <b>rolls</b>"), job(bakery, "Potter", text="Clay.")
    hidden(bakery)
    answer = reader.get("/jobs/feed.rss", q="rolls")
    assert answer.content_type == "application/rss+xml; charset=utf-8"
    feed = read(answer.data)
    assert (feed.tag, feed.get("version")) == ("rss", "2.0")
    channel = feed.find("channel")
    assert all(channel.findtext(name) for name in ("title", "link", "description", "language"))
    assert channel.findtext("link") == f"{PUBLIC}/jobs?q=rolls"
    [item] = channel.findall("item")
    assert item.findtext("title") == made.title
    assert item.findtext("link") == item.findtext("guid") == f"{PUBLIC}/jobs/{made.key}"
    assert abs(parsedate_to_datetime(item.findtext("pubDate")) - made.published_at).total_seconds() < 1
    assert "Bakery Bassi" in item.findtext("description")


def test_a_reader_that_people_use_finds_nothing_wrong_with_it(bakery, reader):
    made, _ = job(bakery, "Baker"), job(bakery, "Pâtissière & barista")
    found = feedparser.parse(reader.get("/jobs/feed.rss").data)
    assert (found.bozo, found.version) == (False, "rss20")
    assert found.feed.links[-1].rel == "self"
    assert [one.title for one in found.entries] == ["Pâtissière & barista", "Baker"]
    oldest = found.entries[-1]
    assert oldest.id == oldest.link == f"{PUBLIC}/jobs/{made.key}"
    assert oldest.published_parsed[:6] == made.published_at.timetuple()[:6]


def test_the_same_search_is_a_json_feed(bakery, reader):
    made = job(bakery)
    hidden(bakery)
    answer = reader.get("/jobs/feed.json", place="turin", days="7")
    assert answer.content_type == "application/feed+json"
    feed = json.loads(answer.data)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{PUBLIC}/jobs/feed.json?place=turin&days=7"
    assert [one["id"] for one in feed["items"]] == [f"{PUBLIC}/jobs/{made.key}"]
    assert feed["items"][0].keys() >= {"id", "url", "title", "content_text", "date_published"}


def test_an_empty_feed_is_a_feed(bakery, reader):
    assert not read(reader.get("/jobs/feed.rss").data).findall("channel/item")
    assert json.loads(reader.get("/jobs/feed.json").data)["items"] == []


def test_the_map_names_public_pages_jobs_and_organisations_and_nobody(bakery, reader, cast):
    made = job(bakery)
    hidden(bakery)
    home = organisation(name="At the Rossis'", kind="household")
    organisation(name="Refused", state="refused")
    found = read(reader.get("/sitemap.xml").data)
    addresses = [one.text for one in found.iter(f"{MAP}loc")]
    assert f"{PUBLIC}/jobs/{made.key}" in addresses
    assert f"{PUBLIC}/jobs" in addresses
    assert f"{PUBLIC}/organisations/{bakery.key}" in addresses
    assert f"{PUBLIC}/organisations" in addresses
    assert home.key not in " ".join(addresses)
    assert len(addresses) == len(set(addresses)) == 8
    assert all(reader.get(one.removeprefix(PUBLIC) or "/").status_code == 200 for one in addresses)


def test_addresses_are_never_made_of_the_host_that_was_asked(bakery, reader):
    job(bakery)
    for url in ("/jobs/feed.rss", "/jobs/feed.json", "/sitemap.xml"):
        assert b"evil" not in reader.client.get(url, headers={"Host": "evil.example"}).data


def test_a_feed_takes_as_many_statements_for_one_job_as_for_thirty(bakery, reader, statements):
    counts = []
    for more in (1, 29):
        for number in range(more):
            job(bakery, f"Baker {number}")
        counts.append(
            [statements(lambda url=url: reader.get(url)) for url in ("/jobs/feed.rss?q=baker", "/sitemap.xml")]
        )
    assert counts[0] == counts[1]
