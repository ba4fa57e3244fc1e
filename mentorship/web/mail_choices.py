"""Which mails I want, and when they come."""

from typing import Any

from flask import Blueprint, current_app, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import BooleanField, RadioField

from mentorship.errors import Invalid
from mentorship.records import choice
from mentorship.records.notice import Topic
from mentorship.site.setting import Feature
from mentorship.web import words
from mentorship.web.access import me
from mentorship.web.forms import Form
from mentorship.web.hypermedia import done, invalid, page
from mentorship.web.place import site

TEMPLATE = "mail_choices/show.html"

bp = Blueprint("mail_choices", __name__)


def _topic(topic: Topic) -> RadioField:
    return RadioField(words.MAIL_TOPIC[topic], choices=list(words.MAIL_CHOICE.items()), validate_choice=False)


class MailForm(Form):
    """When mail about each topic comes; the names of the fields are the topics."""

    requests = _topic(Topic.REQUESTS)
    mentoring = _topic(Topic.MENTORING)
    messages = _topic(Topic.MESSAGES)
    tasks = _topic(Topic.TASKS)
    work = _topic(Topic.WORK)
    names = BooleanField(_("Mails may say who it is about"))

    def topics(self) -> list[Topic]:
        """The topics that are asked about."""
        return [topic for topic in Topic if topic in self]


def _form() -> MailForm:
    chosen = {str(topic): one for topic, one in choice.choices_of(me().id).items()}
    form = MailForm(data=chosen | {"names": choice.may_name(me().id)})
    if not choice.may_come(Topic.TASKS, me().given):
        del form.tasks
    if not site().has(Feature.WORK):
        del form.work
    return form


@bp.route("/account/mail", methods=["GET", "POST"])
def show() -> Response | str:
    """The choices, and keeping them."""
    form = _form()
    if request.method != "POST":
        return page(TEMPLATE, **_shown(form))
    if _keep(form):
        return done(gettext("Mail comes as you chose from now on."), url_for(".show"))
    return invalid(TEMPLATE, **_shown(form))


def _shown(form: MailForm) -> dict[str, Any]:
    return {"form": form, "sends_mail": current_app.config["SETTINGS"].sends_mail}


def _keep(form: MailForm) -> bool:
    wanted = {topic: form[topic].data or "" for topic in form.topics()}
    try:
        choice.choose_all(me().id, wanted, names=form.names.data)
    except Invalid as error:
        form.take(error)
    return not form.errors
