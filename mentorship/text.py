"""Text as people type it: tidied, measured, and folded for comparison."""

import re
import unicodedata

from mentorship.errors import N_, Invalid

TOO_LONG = N_("Please shorten this to %(limit)d characters; it has %(length)d now.")
EMPTY = N_("Please write something here.")

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufff9-\ufffb]")
_UNPAIRED = re.compile(r"[\ud800-\udfff]")
# Bidirectional overrides can make a name read as another; plain right-to-left letters need none of them.
_OVERRIDES = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_SPACES = re.compile(r"\s+")
_MANY_BREAKS = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """The text in composed form, without control characters, overrides or outer space; line breaks stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _OVERRIDES.sub("", _UNPAIRED.sub("", _CONTROL.sub("", text)))
    # Composed last: what was taken out may have stood between a letter and its accent.
    return _MANY_BREAKS.sub("\n\n", unicodedata.normalize("NFC", text)).strip()


def line(field: str, text: str, limit: int, *, required: bool = True) -> str:
    """One tidy line of at most `limit` characters; raises Invalid(field)."""
    return _measured(field, _SPACES.sub(" ", tidy(text)), limit, required)


def passage(field: str, text: str, limit: int, *, required: bool = True) -> str:
    """Tidy text with its line breaks, at most `limit` characters; raises Invalid(field)."""
    return _measured(field, tidy(text), limit, required)


def _measured(field: str, text: str, limit: int, required: bool) -> str:
    if required and not text:
        raise Invalid(field, EMPTY)
    if len(text) > limit:
        raise Invalid(field, TOO_LONG, limit=limit, length=len(text))
    return text


def fold(text: str) -> str:
    """The text for comparison: no accents, no case, single spaces ("Perché " and "perche" are equal)."""
    if not text.isascii():
        letters = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _SPACES.sub(" ", text.casefold()).strip()


def like(words: str) -> str:
    """The words made safe for the middle of a LIKE pattern with ESCAPE '!'."""
    return words.replace("!", "!!").replace("%", "!%").replace("_", "!_")
