"""What search engines may read: the pages about the place, its jobs and its organisations; nobody's page, and no form."""

from collections.abc import Iterator

from flask import Blueprint, Response, url_for

from mentorship.site.setting import Feature
from mentorship.web.access import public
from mentorship.web.links import public_address
from mentorship.web.place import site

PLAIN = ("about.about", "about.rules", "about.data")

bp = Blueprint("robots", __name__)


@bp.get("/robots.txt")
@public
def show() -> Response:
    """The rules of RFC 9309: of those that fit an address, the longest counts. Names no page that is not public."""
    has_work = site().has(Feature.WORK)
    rules = ["User-agent: *", *_everywhere(), *(_of_work() if has_work else ()), f"Disallow: {_base()}"]
    named = [f"Sitemap: {public_address('feeds.sitemap')}"] if has_work else []
    return Response("\n".join([*rules, *named, ""]), content_type="text/plain; charset=utf-8")


def _base() -> str:
    return url_for("home.index")


def _everywhere() -> Iterator[str]:
    yield f"Allow: {_base()}$"
    yield from (f"Allow: {url_for(one)}$" for one in PLAIN)
    yield from (f"Allow: {_base()}{part}/" for part in ("static", "place"))


def _of_work() -> Iterator[str]:
    # What lies deeper is for those who act for an organisation, and a search would be read without end.
    yield f"Allow: {url_for('feeds.sitemap')}$"
    for there in (url_for("jobs.index"), url_for("organisations.index")):
        yield from (f"Allow: {there}$", f"Allow: {there}/", f"Disallow: {there}/*/", f"Disallow: {there}/*?")
    yield from (f"Disallow: {url_for(one)}" for one in ("saved_searches.index", "feeds.rss", "feeds.json"))
    yield f"Disallow: {url_for('organisations.register')}"
