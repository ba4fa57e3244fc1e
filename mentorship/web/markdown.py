"""Simple Markdown made into harmless HTML: headings, paragraphs, lists, emphasis, quotes and links; nothing is loaded from it."""

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from mentorship.web.access import own_path

# A page has one h1 of its own; deeper than two levels nobody sees a difference.
HEADINGS = {"h1": "h2", "h2": "h2"}
LOWER_HEADING = "h3"
TEXT = ("p", "h2", "h3", "li", "blockquote")
LEFT_OUT = ["image", "html_block", "html_inline", "code", "fence", "backticks", "reference"]

_reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(LEFT_OUT)


def _own(address: str) -> str | None:
    return address if own_path(address) == address else None


# Once more from the other side: only what is named here passes, whatever the reader of Markdown let through.
_cleaner = nh3.Cleaner(
    tags={*TEXT, "ul", "ol", "strong", "em", "a", "hr", "br"},
    attributes={"a": {"href"}, "ol": {"start"}, "*": set()},
    set_tag_attribute_values={tag: {"dir": "auto"} for tag in TEXT},
    url_schemes={"http", "https", "mailto"},
    url_relative=_own,
    link_rel="noopener noreferrer",
)


def rendered(text: str) -> Markup:
    """The text as HTML that may stand in any page."""
    tokens = _reader.parse(text)
    for token in tokens:
        _lower(token)
    return Markup(_cleaner.clean(_reader.renderer.render(tokens, _reader.options, {})))  # noqa: S704 (cleaned)


def _lower(token: Token) -> None:
    if token.type in ("heading_open", "heading_close"):
        token.tag = HEADINGS.get(token.tag, LOWER_HEADING)
