"""A notice told in a sentence, with the name as its reader may see it, and where it leads."""

from typing import Any

from flask import Flask
from flask_babel import gettext

from mentorship.errors import N_
from mentorship.records.notice import Kind
from mentorship.web.rendering import date
from mentorship.web.requests.sentences import ASKED_OF_ME, FRIEND, OFFER, WISH

# One sentence, or one for each sort of request.
SAID: dict[str, str | dict[str, str]] = {
    Kind.ASKED: ASKED_OF_ME,
    Kind.REMINDED: N_("%(name)s still waits for your answer, until %(date)s"),
    Kind.QUESTION: N_("%(name)s has a question before deciding"),
    Kind.ANSWER: N_("%(name)s has answered your question"),
    Kind.ACCEPTED: {
        FRIEND: N_("%(name)s said yes to being friends"),
        WISH: N_("%(name)s said yes to being your mentor"),
        OFFER: N_("%(name)s said yes to your offer"),
    },
    Kind.DECLINED: {
        WISH: N_("%(name)s cannot be your mentor this time"),
        OFFER: N_("%(name)s does not take up your offer this time"),
    },
    Kind.LAPSED: {
        FRIEND: N_("Your request to be friends with %(name)s has closed without an answer"),
        WISH: N_("Your request to %(name)s has closed without an answer; mentors you could ask next are on its page"),
        OFFER: N_("Your offer to %(name)s has closed without an answer"),
    },
    Kind.MOVED_ON: N_("Your request has gone on to %(name)s"),
    Kind.ENDED: N_("%(name)s has ended your mentoring"),
    Kind.MESSAGE: N_("%(name)s wrote to you"),
    Kind.WAITING: N_("Somebody waits to be let in"),
    Kind.WELCOME: N_("You have been let in: welcome"),
    Kind.REPORTED: N_("A report waits for a moderator"),
    Kind.UNMINDED: N_("A report waits, and there is no moderator who may look at it: give somebody this task"),
    Kind.HEARD: N_("There is an answer to your report"),
    Kind.JOB_LIVE: N_("A job of your organisation is published: people can find it now"),
    Kind.JOB_BACK: N_("A job of your organisation was sent back: read why, and mend it"),
    Kind.JOB_ENDS: N_("A job of your organisation ends soon: one press gives it 30 more days"),
    Kind.JOB_REVIEW: N_("A job waits for a moderator to look at it"),
    Kind.RULES: N_("Please read the house rules again: somebody who looks after this place asks you to keep to them"),
    Kind.COLLEAGUE: N_("%(name)s asks you to act for an organisation"),
    Kind.VERIFIED: N_("An organisation you act for has been accepted: it can publish jobs"),
    Kind.UNVERIFIED: N_("An organisation you act for is not accepted; why stands on its page"),
    Kind.TO_VERIFY: N_("An organisation waits for a moderator"),
    Kind.ASK_TALK: N_("%(name)s asks whether you would talk about a job"),
    Kind.OPEN_ENDS: N_("You are open to work for less than a week more: one press renews it"),
    Kind.JOB_FOUND: N_("There are new jobs for a search that you keep"),
    Kind.APPLIED: N_("%(name)s applied for a job of your organisation"),
    Kind.APP_WAITS: N_("%(name)s still waits for an answer; soon the application closes by itself"),
    Kind.APP_NEWS: N_("There is news about an application of yours"),
    Kind.APP_WORDS: N_("%(name)s wrote to you about an application"),
    Kind.APP_GONE: N_("An organisation that you applied to is no longer here, and your application is gone with it"),
}
WORDS_FOR_ME = N_("An organisation wrote to you about your application")
LAPSED_FOR_ME = N_("The request of %(name)s has closed without your answer")

# Where a notice leads; all others lead to their request.
THERE = {
    Kind.ENDED: "mentorships.show",
    Kind.MESSAGE: "messages.show",
    Kind.WAITING: "approvals.index",
    Kind.WELCOME: "home.index",
    Kind.REPORTED: "moderation.index",
    Kind.UNMINDED: "roles.index",
    Kind.HEARD: "reports.show",
    Kind.RULES: "about.rules",
    Kind.JOB_LIVE: "job_writing.preview",
    Kind.JOB_BACK: "job_writing.preview",
    Kind.JOB_ENDS: "job_writing.preview",
    Kind.JOB_REVIEW: "job_reviewing.index",
    Kind.COLLEAGUE: "colleagues.answer",
    Kind.VERIFIED: "organisations.show",
    Kind.UNVERIFIED: "organisations.show",
    Kind.TO_VERIFY: "verifying.index",
    Kind.JOB_FOUND: "saved_searches.show",
    Kind.APPLIED: "applicants.show",
    Kind.APP_WAITS: "applicants.show",
    Kind.APP_NEWS: "applications.show",
    Kind.APP_WORDS: "applicants.show",
    Kind.APP_GONE: "applications.index",
    Kind.ASK_TALK: "asks.show",
    Kind.OPEN_ENDS: "open_to_work.show",
}


def _sort(one: Any) -> str:
    if one.asked_for == FRIEND:
        return FRIEND
    return OFFER if bool(one.is_mine) == bool(one.i_would_mentor) else WISH


def _is_to_applicant(one: Any) -> bool:
    # Organisations write as organisations: only those who apply stand in a notice by name.
    return bool(one.kind == Kind.APP_WORDS and not one.name)


def said(one: Any) -> str:
    """What happened, without a full stop: a row of talk.notices in a sentence."""
    sentence = SAID[one.kind]
    if one.kind == Kind.LAPSED and not one.is_mine:
        sentence = LAPSED_FOR_ME
    elif _is_to_applicant(one):
        sentence = WORDS_FOR_ME
    elif isinstance(sentence, dict):
        sentence = sentence[_sort(one)]
    return gettext(sentence, name=one.name or "", date=date(one.deadline) if one.deadline else "")


def there(one: Any) -> tuple[str, dict[str, str]]:
    """The endpoint of the thing itself, and the values of its address."""
    if not one.about:
        return THERE[one.kind], {}
    if _is_to_applicant(one):
        return "applications.show", {"key": one.about, "_anchor": "newest"}
    anchor = {"_anchor": "newest"} if one.kind in (Kind.MESSAGE, Kind.APP_WORDS) else {}
    return THERE.get(one.kind, "requests.show"), {"key": one.about, **anchor}


def register(app: Flask) -> None:
    """Gives the templates these sentences."""
    app.jinja_env.globals["said"] = said
