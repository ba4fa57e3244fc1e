"""Forms: what comes in is made harmless, errors stand beside their field, limits come from the domain."""

from typing import Any

from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms import Field, FormField, StringField

from mentorship.errors import DomainError, Invalid


def _text(value: Any) -> Any:
    # A lone surrogate cannot be stored or sent anywhere; NUL is refused by PostgreSQL.
    return value.replace("\x00", "").encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _or_empty(value: Any) -> Any:
    return "" if value is None else value


class Form(FlaskForm):
    """A form with the token against forgery; `problem` is an error that belongs to no field."""

    class Meta:
        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Every field cleans what it reads; a text field that was not sent at all is empty."""
            kind = unbound_field.field_class
            if issubclass(kind, FormField):
                return unbound_field.bind(form=form, **options)
            absent = [_or_empty] if issubclass(kind, StringField) else []
            filters = [*absent, _text, *unbound_field.kwargs.get("filters", ())]
            return unbound_field.bind(form=form, **{**options, "filters": filters})

    problem: str = ""

    def take(self, error: DomainError) -> None:
        """Puts what the domain refused beside its field, or above the form if it has none."""
        message = gettext(error.message, **error.values) if error.message else ""
        field = self._fields.get(error.field) if isinstance(error, Invalid) else None
        if field is None:
            self.problem = message
        else:
            field.errors = [*field.errors, message]
