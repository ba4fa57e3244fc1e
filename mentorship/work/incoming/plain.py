"""Text of other boards, which is often HTML, as plain text with its paragraphs and lists."""

import re
from html import unescape

import nh3

MOST = 60_000  # characters of markup; what is longer is cut, and is too long in any case

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_ESCAPED_TAG = re.compile(r"&lt;/?[a-zA-Z]")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_ENDS = re.compile(r" *</?(?:p|div|ul|ol|tr|h[1-6])> *")
_BREAKS = re.compile(r" *<br> *")
_ITEMS = re.compile(r" *<li> *")
_KEPT = {"p", "div", "ul", "ol", "li", "tr", "br", "h1", "h2", "h3", "h4", "h5", "h6"}


def plain(text: str) -> str:
    """The words of a text without its markup; what is no markup stays as it is."""
    text = text[:MOST]
    if not _TAG.search(text) and _ESCAPED_TAG.search(text):
        text = unescape(text)  # some boards escape it twice
    if not _TAG.search(text):
        return unescape(text).strip()
    clean = _SPACES.sub(" ", nh3.clean(text, tags=_KEPT, attributes={}, link_rel=None))
    clean = _ITEMS.sub("\n- ", clean.replace("</li>", ""))
    clean = _ENDS.sub("\n\n", _BREAKS.sub("\n", clean))
    return re.sub(r"\n{2,}- ", "\n- ", re.sub(r"\n{3,}", "\n\n", unescape(clean))).strip()
