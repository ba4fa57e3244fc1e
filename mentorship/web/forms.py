"""Forms: what comes in is made harmless, errors stand beside their field, limits come from the domain."""

from typing import Any

from flask import request
from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import Field, FormField, StringField
from wtforms.fields.choices import SelectChoice

from mentorship.errors import DomainError, Invalid


def _text(value: Any) -> Any:
    # A lone surrogate cannot be stored or sent anywhere; NUL is refused by PostgreSQL.
    return value.replace("\x00", "").encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _only_text(value: Any) -> str:
    return value if isinstance(value, str) else ""


class Form(FlaskForm):
    """A form with the token against forgery; `problem` is an error that belongs to no field."""

    class Meta:
        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Every field cleans what it reads; a text field that was not sent at all is empty."""
            kind = unbound_field.field_class
            if issubclass(kind, FormField):
                return unbound_field.bind(form=form, **options)
            text = [_only_text] if issubclass(kind, StringField) else []
            given = unbound_field.kwargs
            own = {"filters": [_text, *text, *given.get("filters", ())]}
            if "choices" in given:
                own["choices"] = [SelectChoice(value, label) for value, label in given["choices"]]
            return unbound_field.bind(form=form, **options | own)

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Reads what was typed and nothing else: a file or JSON in its place is as if nothing was sent."""
            if formdata is None or hasattr(formdata, "getlist"):
                return formdata
            return request.form if request.method == "POST" else None

    problem: str = ""

    def take(self, error: DomainError) -> None:
        """Puts what the domain refused beside its field, or above the form if it has none."""
        message = gettext(error.message, **error.values) if error.message else ""
        field = self._fields.get(error.field) if isinstance(error, Invalid) else None
        if field is None:
            self.problem = message
        else:
            field.errors = [*field.errors, message]
