"""The base of every form, and fields that several domains use."""

from collections.abc import Iterable
from typing import Any

from flask import current_app, g, request
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto
from werkzeug.datastructures import MultiDict
from wtforms import Field, SelectMultipleField, widgets
from wtforms.fields.choices import SelectChoice

from nswp_members.core.errors import DomainError
from nswp_members.core.text import clean


class Form(FlaskForm):
    """A form that cleans white space and can show a broken rule at its field."""

    class Meta:
        """Clean every text field unless it says otherwise."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Give text fields the white-space filter; passwords and long texts stay as typed."""
            name = unbound_field.field_class.__name__
            if name in {"StringField", "EmailField", "SearchField", "TelField", "URLField"}:
                options["filters"] = (*unbound_field.kwargs.get("filters", ()), clean_text)
            return unbound_field.bind(form=form, **options)

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Take what was sent; failing that, what was typed on this page before a sign-in ran out."""
            sent = FlaskForm.Meta.wrap_formdata(self, form, formdata)
            return typed_before() if sent is None and formdata is _Auto else sent

    def submitted(self) -> bool:
        """Whether the form was sent and is valid."""
        return bool(self.validate_on_submit())

    def refuse(self, error: DomainError) -> None:
        """Show a broken rule at the field it names, or at the top of the form."""
        field: Field | None = self._fields.get(error.field or "")
        if field is None:
            self.form_errors.append(error.message)
        else:
            field.errors = [*field.errors, error.message]


def typed_before() -> MultiDict[str, str] | None:
    """Return what the person typed on this page when their sign-in had run out, to every form of the page alike."""
    if "typed_before" not in g:
        g.typed_before = current_app.extensions["unsent_form"](request.path)
    found: MultiDict[str, str] | None = g.typed_before
    return found


class CheckboxesField(SelectMultipleField):
    """Several choices as a list of checkboxes."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


def clean_text(value: str | None) -> str | None:
    """Clean a submitted text; None stays None."""
    return None if value is None else clean(value)


def choices(pairs: Iterable[tuple[Any, Any]], blank: Any = None) -> list[SelectChoice]:
    """Return select choices from (value, label) pairs, with an empty first one if ``blank`` is its label."""
    first = [] if blank is None else [SelectChoice("", blank)]
    return first + [SelectChoice(value, label) for value, label in pairs]
