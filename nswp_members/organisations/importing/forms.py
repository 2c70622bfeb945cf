"""Forms of the import."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileAllowed, FileField, FileRequired
from wtforms import SelectField

from nswp_members.core.forms import Form, choices
from nswp_members.organisations.importing.columns import Column
from nswp_members.organisations.importing.remarks import COLUMN_LABELS


class UploadForm(Form):
    """The file."""

    file = FileField(
        _l("Member list"),
        validators=[
            FileRequired(_l("Choose a file.")),
            FileAllowed(["csv", "txt", "tsv", "xlsx"], _l("Choose a CSV file or an Excel workbook (.xlsx).")),
        ],
    )


def columns_form(headers: list[str], mapping: dict[str, str]) -> Any:
    """Return a form with one select for each heading of the list, set to the suggestion."""
    options = choices(((column.value, COLUMN_LABELS[column]) for column in Column), blank=_l("Leave out"))
    fields = {
        f"column_{index}": SelectField(
            header or _l("(no heading)"), choices=options, default=mapping.get(str(index), "")
        )
        for index, header in enumerate(headers)
    }
    return type("ColumnsForm", (Form,), fields)()


def chosen_columns(form: Form) -> dict[int, Column]:
    """Return which heading, by its place, was given which meaning."""
    chosen = {name: value for name, value in form.data.items() if name.startswith("column_") and value}
    return {int(name.removeprefix("column_")): Column(value) for name, value in chosen.items()}
