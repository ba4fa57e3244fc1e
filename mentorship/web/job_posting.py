"""A job for machines: schema.org's JobPosting, made of nothing but what its page shows."""

from typing import Any

from mentorship.people.vocabulary import TermName
from mentorship.web.finding_words import occupation_of
from mentorship.web.links import public_address
from mentorship.web.rendering import iso, term
from mentorship.work.job.job import Kind, Per

TYPES = {
    Kind.PERMANENT: "FULL_TIME",
    Kind.FIXED_TERM: "TEMPORARY",
    Kind.HOURLY: "PART_TIME",
    Kind.SHIFTS: "FULL_TIME",
    Kind.SEASONAL: "TEMPORARY",
    Kind.APPRENTICESHIP: "INTERN",
    Kind.FIRST_JOB: "FULL_TIME",
    Kind.VOLUNTEER: "VOLUNTEER",
}
UNITS = {Per.HOUR: "HOUR", Per.MONTH: "MONTH", Per.YEAR: "YEAR"}
FULL_HOURS = 30  # a week


def posting(job: Any) -> dict[str, Any]:
    """The job as JSON-LD."""
    return {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": job.title,
        "description": job.text,
        "identifier": {"@type": "PropertyValue", "name": job.organisation, "value": job.key},
        "url": public_address("jobs.show", key=job.key),
        "datePosted": iso(job.published_at),
        "validThrough": iso(job.valid_until),
        "employmentType": _type(job),
        "occupationalCategory": occupation_of(job),
        "hiringOrganization": _organisation(job),
        "directApply": True,
        **_where(job),
        **_salary(job),
    }


def _type(job: Any) -> str:
    is_part = job.hours_to is not None and job.hours_to < FULL_HOURS
    return "PART_TIME" if is_part and TYPES[job.kind] == "FULL_TIME" else TYPES[job.kind]


def _organisation(job: Any) -> dict[str, Any]:
    named = {"@type": "Organization", "name": job.organisation}
    return named | ({"sameAs": job.website} if job.website else {})


def _where(job: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"jobLocationType": "TELECOMMUTE"} if job.is_remote else {}
    if job.place_en:
        country = (job.place_code or "").partition(".")[0]
        address = {"@type": "PostalAddress", "addressLocality": term(TermName(job.place_en, job.place_it))}
        found["jobLocation"] = {
            "@type": "Place",
            "address": address | ({"addressCountry": country} if len(country) == 2 else {}),
        }
    return found


def _salary(job: Any) -> dict[str, Any]:
    if job.pay_from is None:
        return {}
    value = {"@type": "QuantitativeValue", "unitText": UNITS[job.pay_per]}
    value |= {"minValue": job.pay_from / 100, "maxValue": job.pay_to / 100}
    return {"baseSalary": {"@type": "MonetaryAmount", "currency": job.currency, "value": value}}
