"""Money as people type it: 12,50 or 1.200 or 1,200.00, in hundredths."""

import re

from mentorship.errors import N_, Invalid

MOST = 10_000_000_00  # in hundredths; what a column holds is a little more

NOT_MONEY = N_("Please write an amount in figures, such as 1200 or 12.50.")

_AMOUNT = re.compile(r"\d{1,3}(?:([.,' ])\d{3})*(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?")
_CENTS = re.compile(r"[.,](\d{1,2})$")


def hundredths(field: str, typed: str) -> int | None:
    """The amount in hundredths, None for nothing; three figures after a point or comma are thousands. Raises Invalid."""
    found = amount(typed)
    if found is None and _bare(typed):
        raise Invalid(field, NOT_MONEY)
    return found


def amount(typed: str) -> int | None:
    """The same; None for whatever is no amount, too."""
    plain = _bare(typed)
    if not plain.isascii() or not _AMOUNT.fullmatch(plain):
        return None
    cents = _CENTS.search(plain)
    whole = re.sub(r"\D", "", plain[: cents.start()] if cents else plain)
    found = int(whole) * 100 + int(cents[1].ljust(2, "0") if cents else 0) if len(whole) <= 10 else 0
    return found if 0 < found <= MOST else None


def _bare(typed: str) -> str:
    return typed.strip().strip("€$£").strip()
