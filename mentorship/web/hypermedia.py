"""Page or fragment: the only reader of HX- headers. With htmx a write answers with its fragment, without it with a page."""

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from mentorship.web.access import here
from mentorship.web.forms import Form


def wants_fragment() -> bool:
    """Whether htmx asks for a part of a page; restoring history always gets the whole page."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-History-Restore-Request") != "true"
        and headers.get("HX-Request-Type") != "full"
    )


def page(template: str, fragment: str | None = None, **context: Any) -> str:
    """The page; or only its `fragment`, for a reading that htmx narrows (search results, more messages)."""
    return render_template(fragment if fragment and wants_fragment() else template, **context)


def done(message: str, then: str, fragment: str | None = None, **context: Any) -> BaseResponse:
    """The answer to a write that worked: the fragment and a spoken line, or a 303 to `then`, which says the same."""
    if not wants_fragment():
        flash(message)
        return redirect(then, 303)
    if fragment is None:
        flash(message)
        return Response(status=204, headers={"HX-Redirect": then})
    return make_response(render_template(fragment, **context) + render_template("layouts/_live.html", message=message))


def invalid(template: str, form: Form, fragment: str | None = None, **context: Any) -> BaseResponse:
    """The answer to a write that could not be taken: the same form with what was typed and what to mend, 422."""
    return make_response(page(template, fragment, form=form, failed=True, **context), 422)


def failed(code: int, template: str, fragment: str, *, in_place: bool = False, **context: Any) -> BaseResponse:
    """The answer when nothing came of it.

    With htmx it appears in the live line, so that the form stays as it was typed, unless it comes `in_place` of it.
    """
    answer = make_response(page(template, fragment, failed=True, **context), code)
    if wants_fragment() and not in_place:
        answer.headers.update({"HX-Retarget": "#live", "HX-Reswap": "innerHTML"})
    return answer


def ended(template: str, **context: Any) -> BaseResponse:
    """The page of a link that has done its work, or never had any: nothing tells the two apart."""
    return make_response(page(template, failed=True, **context), 410)


def over(template: str, **context: Any) -> BaseResponse:
    """The page of a thing that was there for everybody and is over: kind words for people, 410 for machines."""
    return make_response(page(template, **context), 410)


def lead(then: str) -> BaseResponse:
    """The answer to a reading that another page must come before: the whole page changes, with htmx too."""
    return Response(status=204, headers={"HX-Redirect": then}) if wants_fragment() else redirect(then, 303)


def sign_in_first(template: str, fragment: str, **context: Any) -> BaseResponse:
    """The answer to somebody who is not signed in: reading leads to the sign-in page, writing keeps the text."""
    if request.method in ("GET", "HEAD"):
        then = here() if request.path != "/sign-out" else url_for("home.index")
        return lead(url_for("sessions.sign_in", next=then))
    return failed(401, template, fragment, in_place=True, **context)


def vary(response: Response) -> Response:
    """The same address answers htmx and others differently: caches must know."""
    response.vary.update(("HX-Request", "HX-History-Restore-Request"))
    return response
