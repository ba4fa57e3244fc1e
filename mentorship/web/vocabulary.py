"""The words of the vocabulary, for admins: which there are, naming one for everybody, and making two of them one."""

from typing import Any

from flask import Blueprint, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import StringField

from mentorship.discovery import tending
from mentorship.errors import Invalid, Missing
from mentorship.people.person import Role
from mentorship.people.vocabulary import TERM_LIMIT, Kind, TermName, merging
from mentorship.web.access import staff
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.rendering import term as in_words

bp = Blueprint("vocabulary", __name__, url_prefix="/admin/terms")

LIST, ONE = "vocabulary/index.html", "vocabulary/show.html"
LARGEST = 2**63 - 1
NUMBER = f"<int(max={LARGEST}):id>"


class NameForm(Form):
    """A term's name in both languages."""

    en = StringField(_("In English"))
    it = StringField(_("In Italian"))


class MergeForm(Form):
    """Another term, by its name."""

    into = StringField(_("Which term means the same?"))


@bp.get("")
@staff(Role.ADMIN)
def index() -> str:
    """The terms of one kind, those that members brought first."""
    kind, q, waiting = _kind(request.args.get("kind", "")), _typed("q"), tending.waiting()
    found, more = tending.listed(kind, q, _number("after"))
    return page(LIST, "vocabulary/_list.html", kind=kind, q=q, waiting=waiting, found=found, more=more)


@bp.get(f"/{NUMBER}")
@staff(Role.ADMIN)
def show(id: int) -> str:
    """One term; with ?into=… what would happen if it became one with another."""
    one, merge = tending.term(id), MergeForm(formdata=None, data={"into": _typed("into")})
    other = _meant(one, merge) if merge.into.data else None
    return page(ONE, naming=_naming(one), merge=merge, other=other, effect=_effect(one, other), **_about(one))


@bp.post(f"/{NUMBER}/rename")
@staff(Role.ADMIN)
def rename(id: int) -> Response:
    """Names a term for everybody. Twice is once."""
    one, form = tending.term(id), NameForm()
    if form.validate() and _renamed(one, form):
        return done(gettext("It is called “%(name)s” for everybody now.", name=_name(id)), url_for(".show", id=id))
    return invalid(ONE, form, naming=form, merge=MergeForm(formdata=None), **_about(one))


@bp.post(f"/{NUMBER}/merge")
@staff(Role.ADMIN)
def merge(id: int) -> Response:
    """Makes a term one with another. Twice is once: what is gone already stays gone."""
    form, kind = MergeForm(), _kind(request.form.get("kind", ""))
    one = tending.term(id) if tending.exists(id) else None
    other = _meant(one, form, kind) if form.validate() else None
    if other is None:
        return _not_merged(one, form)
    if one:
        merging.unite(one.id, other.id)
    return done(gettext("The two are one now: “%(name)s”.", name=_name(other.id)), url_for(".show", id=other.id))


def _not_merged(one: Any, form: MergeForm) -> Response:
    if one is None:
        raise Missing
    return invalid(ONE, form, naming=_naming(one), merge=form, **_about(one))


def _typed(name: str) -> str:
    return request.args.get(name, "").replace("\x00", "")[: 2 * TERM_LIMIT].strip()


def _number(name: str) -> int:
    text = request.args.get(name, "")
    return min(int(text), LARGEST) if text.isascii() and text.isdecimal() and len(text) < 20 else 0


def _kind(name: str) -> Kind:
    return Kind(name) if name in list(Kind) else Kind.OCCUPATION


def _naming(one: Any) -> NameForm:
    return NameForm(formdata=None, data={"en": one.en, "it": one.it})


def _about(one: Any) -> dict[str, Any]:
    return {"one": one, "spellings": tending.spellings(one.id)}


def _effect(one: Any, other: Any) -> tending.Effect | None:
    return tending.effect(one.id, other.id) if other else None


def _name(id: int) -> str:
    found = tending.term(id)
    return in_words(TermName(found.en, found.it))


def _meant(one: Any, form: MergeForm, kind: Kind = Kind.OCCUPATION) -> Any:
    try:
        return tending.meant(one.kind if one else kind, form.into.data, one.id if one else 0)
    except Invalid as error:
        form.take(error)
        return None


def _renamed(one: Any, form: NameForm) -> bool:
    try:
        merging.rename(one, form.en.data, form.it.data)
    except Invalid as error:
        form.take(error)
    return not form.errors
