"""The jobs of a search as a feed, and the pages of the place that anybody may find: for machines."""

from email.utils import format_datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from flask import Blueprint, Response, jsonify, request
from flask_babel import gettext

from mentorship import clock
from mentorship.site.setting import Feature
from mentorship.web.access import public
from mentorship.web.finding_words import headline_of_job, search_in_words
from mentorship.web.jobs import given
from mentorship.web.language import current
from mentorship.web.links import public_address
from mentorship.web.place import refuse_without, site
from mentorship.web.rendering import iso
from mentorship.work.job import finding
from mentorship.work.job.wanted import read
from mentorship.work.organisation import directory

MOST_JOBS = 30
MOST_ADDRESSES = 10_000
ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
ADDRESSES = {"home_page_url": "jobs.index", "feed_url": "feeds.json"}
PAGES = ("home.index", "about.about", "about.rules", "about.data", "jobs.index", "organisations.index")

register_namespace("atom", ATOM)
bp = Blueprint("feeds", __name__)


@bp.before_request
def _only_where_work_is_on() -> None:
    refuse_without(Feature.WORK)


def _found() -> tuple[dict[str, str], list[Any], str]:
    asked = given(request.args)
    return asked, finding.page(read(asked), most=MOST_JOBS)[0], _title(asked)


def _title(asked: dict[str, str]) -> str:
    words = search_in_words(asked)
    return (
        gettext("Jobs at %(site)s: %(words)s", site=site().name, words=words)
        if asked
        else gettext("Jobs at %(site)s", site=site().name)
    )


@bp.get("/jobs/feed.rss")
@public
def rss() -> Response:
    """The newest jobs of a search as RSS 2.0."""
    asked, found, title = _found()
    feed = Element("rss", version="2.0")
    channel = SubElement(feed, "channel")
    _say(channel, title=title, link=public_address("jobs.index", **asked), description=title, language=current())
    own = public_address("feeds.rss", **asked)
    SubElement(channel, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=own)
    _add_items(channel, found)
    return _xml(feed, "application/rss+xml")


def _add_items(channel: Element, found: list[Any]) -> None:
    base = public_address("jobs.index")
    for job in found:
        item, address = SubElement(channel, "item"), f"{base}/{job.key}"
        when = format_datetime(clock.moment(job.published_at))
        _say(item, title=job.title, link=address, description=headline_of_job(job), guid=address, pubDate=when)


def _say(into: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(into, name).text = text


def _xml(root: Element, kind: str) -> Response:
    return Response(tostring(root, encoding="utf-8", xml_declaration=True), content_type=f"{kind}; charset=utf-8")


@bp.get("/jobs/feed.json")
@public
def json() -> Response:
    """The same as a JSON Feed."""
    asked, found, title = _found()
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": title, "language": current()}
    feed |= {name: public_address(page, **asked) for name, page in ADDRESSES.items()}
    answer = jsonify(feed | {"items": _entries(found)})
    answer.content_type = "application/feed+json"
    return answer


def _entries(found: list[Any]) -> list[dict[str, str]]:
    base = public_address("jobs.index")
    return [_entry(job, f"{base}/{job.key}") for job in found]


def _entry(job: Any, address: str) -> dict[str, str]:
    return {
        "id": address,
        "url": address,
        "title": job.title,
        "content_text": headline_of_job(job),
        "date_published": iso(job.published_at),
    }


@bp.get("/sitemap.xml")
@public
def sitemap() -> Response:
    """The public pages, the newest jobs and organisations; nobody's page is in it, and no household's."""
    root, base, them = Element("urlset", xmlns=SITEMAP), public_address("jobs.index"), public_address(PAGES[-1])
    pages = [public_address(page) for page in PAGES]
    for address in pages + [f"{them}/{key}" for key in directory.addresses(MOST_ADDRESSES)]:
        _say(SubElement(root, "url"), loc=address)
    for job in finding.page(read({}), most=MOST_ADDRESSES)[0]:
        _say(SubElement(root, "url"), loc=f"{base}/{job.key}", lastmod=iso(job.published_at))
    return _xml(root, "application/xml")
