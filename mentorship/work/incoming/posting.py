"""One JobPosting of schema.org as what somebody would have typed into our form."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from mentorship import clock
from mentorship.work.incoming.entry import Incoming
from mentorship.work.incoming.plain import plain
from mentorship.work.job.job import APPLY_LIMIT, MOST_NEEDS, NEED_LIMIT, Kind, Per
from mentorship.work.job.typed import MOST_DAYS, Typed

PART_TIME = "PARTTIME"
# The first of these that is named counts; a part-time job is by the hour only if it is paid so.
KINDS = {
    "VOLUNTEER": Kind.VOLUNTEER,
    "INTERN": Kind.APPRENTICESHIP,
    "INTERNSHIP": Kind.APPRENTICESHIP,
    "APPRENTICESHIP": Kind.APPRENTICESHIP,
    "SEASONAL": Kind.SEASONAL,
    "TEMPORARY": Kind.FIXED_TERM,
    "CONTRACTOR": Kind.FIXED_TERM,
    "CONTRACT": Kind.FIXED_TERM,
    "PERDIEM": Kind.HOURLY,
    PART_TIME: Kind.PERMANENT,
    "FULLTIME": Kind.PERMANENT,
    "PERMANENT": Kind.PERMANENT,
}
UNITS = {
    **dict.fromkeys(("HOUR", "HOURLY", "HUR"), Per.HOUR),
    **dict.fromkeys(("MONTH", "MONTHLY", "MON"), Per.MONTH),
    **dict.fromkeys(("YEAR", "YEARLY", "ANNUAL", "ANNUALLY", "ANN"), Per.YEAR),
}
SIGNS = {"€": "EUR", "£": "GBP", "$": "USD"}
LARGEST = 12  # digits; more is no pay

_HOURS = re.compile(
    r"^\D{0,20}(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?\s*(?:h|hrs?|hours?|ore)\b.{0,20}(?:week|wk|sett)", re.I
)
_CODE = re.compile(r"^[\d.\-:\s]+")
_BULLET = re.compile(r"^[\s\-*•·–]+")
_WEB = re.compile(r"https?://[^\s\"<>]+", re.I)


class Number(str):
    """A number as it is written in the file."""

    __slots__ = ()


def read_one(number: int, posting: Mapping[str, Any], named: Mapping[str, Any]) -> Incoming:
    """What one posting says; what it leaves out is empty. `named` is what it may point to by "@id"."""
    company = _followed(posting.get("hiringOrganization"), named)
    must, more = _needs(posting)
    pay = _pay(posting)
    texts = [plain(_text(posting.get(name))) for name in ("description", "responsibilities")]
    typed = Typed(
        title=plain(_text(posting.get("title") or posting.get("name"))),
        occupation=_occupation(posting),
        place=_place(_followed(posting.get("jobLocation"), named), named),
        is_remote="TELECOMMUTE" in map(str.upper, _texts(posting.get("jobLocationType"))),
        kind=_kind(posting, pay.get("pay_per", "")),
        **_hours(posting),
        **pay,
        text="\n\n".join(filter(None, (*texts, *more))),
        apply=_page(posting.get("url")),
        must="\n".join(must),
        until=_until(_text(posting.get("validThrough"))),
    )
    return Incoming(number, plain(_text(company)), typed)


def _followed(node: Any, named: Mapping[str, Any]) -> Any:
    """The first of several, and what it points to if it only names it."""
    first = node[0] if isinstance(node, list) and node else node
    if isinstance(first, dict) and set(first) <= {"@id", "@type"}:
        return named.get(_text(first.get("@id")), {})
    return first


def _texts(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        found = one
        if isinstance(one, dict):
            found = next((one[name] for name in ("@value", "name", "description") if one.get(name)), "")
        if isinstance(found, str) and not isinstance(found, Number) and found.strip():
            yield found.strip()


def _text(value: Any) -> str:
    return next(_texts(value), "")


def _occupation(posting: Mapping[str, Any]) -> str:
    named = _text(posting.get("occupationalCategory")) or _text(posting.get("relevantOccupation"))
    return plain(_CODE.sub("", named))


def _place(location: Any, named: Mapping[str, Any]) -> str:
    address = _followed(location.get("address"), named) if isinstance(location, dict) else location
    if isinstance(address, dict):
        town = _text(address.get("addressLocality")) or _text(address.get("addressRegion"))
        return plain(town)
    return plain(_text(address) or _text(location))


def _kind(posting: Mapping[str, Any], per: str) -> str:
    said = list(_texts(posting.get("employmentType")))
    known = {re.sub(r"[^A-Z]", "", one.rsplit("/", 1)[-1].upper()) for one in said}
    name = next((name for name in KINDS if name in known), "")
    if name == PART_TIME and per == Per.HOUR:
        return Kind.HOURLY
    return KINDS[name] if name else "".join(said[:1])


def _hours(posting: Mapping[str, Any]) -> dict[str, Any]:
    found = _HOURS.search(_text(posting.get("workHours")))
    return {"hours_from": found[1], "hours_to": found[2] or ""} if found else {}


def _pay(posting: Mapping[str, Any]) -> dict[str, Any]:
    salary = posting.get("baseSalary")
    salary = salary[0] if isinstance(salary, list) and salary else salary
    money = salary if isinstance(salary, dict) else {"value": salary}
    value = money.get("value")
    range_ = value if isinstance(value, dict) else money
    low, high = _amount(range_.get("minValue")), _amount(range_.get("maxValue"))
    only = "" if isinstance(range_.get("value"), dict) else _amount(range_.get("value"))
    if not (low or high or only):
        return {}
    unit = _text(range_.get("unitText") or range_.get("unitCode") or money.get("unitText"))
    currency = _text(money.get("currency") or range_.get("currency") or posting.get("salaryCurrency"))
    per = UNITS.get(unit.upper(), unit)
    return {
        "pay_from": low or only,
        "pay_to": high or only,
        "pay_per": per,
        "currency": SIGNS.get(currency, currency.upper()),
    }


def _amount(value: Any) -> str:
    """As somebody would type it; nothing for 0, which means that it is not said."""
    if not isinstance(value, Number):
        return _text(value)
    try:
        exact = Decimal(value)
        if not exact:
            return ""
        return f"{exact:.2f}" if abs(exact.adjusted()) <= LARGEST else str(value)
    except InvalidOperation:
        return str(value)


def _needs(posting: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """What one must bring, one thing a line; or, where that is too much for a list, as text."""
    whole = [plain(one) for name in ("skills", "qualifications") for one in _texts(posting.get(name))]
    lines = [_BULLET.sub("", line).strip() for one in whole for line in one.splitlines()]
    lines = list(dict.fromkeys(line for line in lines if line))
    if len(lines) <= MOST_NEEDS and all(len(line) <= NEED_LIMIT for line in lines):
        return lines, []
    return [], whole


def _page(value: Any) -> str:
    address = _text(value)
    return address if len(address) <= APPLY_LIMIT and _WEB.fullmatch(address) else ""


def _until(said: str) -> str:
    """The day; a later one than we allow becomes the last that we do."""
    try:
        when = datetime.fromisoformat(said)
        day = (when.astimezone() if when.tzinfo else when).date()
    except (ValueError, OverflowError):
        return said
    last = clock.now().astimezone().date() + timedelta(days=MOST_DAYS)
    return str(min(day, last))
