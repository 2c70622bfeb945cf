"""What the import says about a row, as codes for the program and sentences for people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

from nswp_members.organisations.importing.columns import Column

_SHOWN_CHARACTERS = 60
_KEPT_CHARACTERS = 300
ROW_HEADING = _l("Row")
ADVICE_HEADING = _l("What to do")


class Severity(StrEnum):
    """How much a remark matters.

    An error keeps the row out, a warning wants a look, an info is for the record.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Remark:
    """One thing to say about one row; ``column`` is None when it concerns the row as a whole."""

    column: Column | None
    value: str
    code: str
    severity: Severity
    params: Mapping[str, str] = field(default_factory=dict)

    def as_content(self) -> dict[str, object]:
        """Return the remark as plain values for JSON."""
        return {
            "column": self.column,
            "value": self.value,
            "code": self.code,
            "severity": self.severity,
            "params": dict(self.params),
        }


class RemarkList:
    """The remarks on one row while it is read."""

    def __init__(self) -> None:
        """Start without any."""
        self._remarks: list[Remark] = []

    def error(self, column: Column | None, value: str, code: str, **params: object) -> None:
        """Say why the row cannot be imported."""
        self._add(column, value, code, Severity.ERROR, params)

    def warning(self, column: Column | None, value: str, code: str, **params: object) -> None:
        """Say what somebody should look at."""
        self._add(column, value, code, Severity.WARNING, params)

    def info(self, column: Column | None, value: str, code: str, **params: object) -> None:
        """Say what was done."""
        self._add(column, value, code, Severity.INFO, params)

    def _add(
        self, column: Column | None, value: str, code: str, severity: Severity, params: Mapping[str, object]
    ) -> None:
        """Keep a remark; a code without a sentence is a mistake of ours."""
        if code not in REMARKS:
            raise LookupError(f"There is no sentence for the remark {code!r}.")
        texts = {name: str(param) for name, param in params.items()}
        self._remarks.append(Remark(column, value[:_KEPT_CHARACTERS], code, severity, texts))

    @property
    def has_errors(self) -> bool:
        """Whether the row must be refused."""
        return any(remark.severity is Severity.ERROR for remark in self._remarks)

    @property
    def has_warnings(self) -> bool:
        """Whether somebody should look at the row."""
        return any(remark.severity is Severity.WARNING for remark in self._remarks)

    def as_tuple(self) -> tuple[Remark, ...]:
        """Return the remarks in the order they were made."""
        return tuple(self._remarks)


COLUMN_LABELS: Mapping[Column, LazyString] = {
    Column.NAME: _l("Organisation name"),
    Column.ACRONYM: _l("Acronym"),
    Column.FORMER_NAME: _l("Former name"),
    Column.COUNTRY: _l("Country"),
    Column.REGION: _l("Region"),
    Column.KIND: _l("Kind"),
    Column.REGISTERED: _l("Registered?"),
    Column.SEX_WORKER_LED: _l("Sex worker-led"),
    Column.CATEGORY: _l("Category"),
    Column.CONTACT_NAME: _l("Contact person"),
    Column.CONTACT_EMAIL: _l("Contact e-mail"),
    Column.SECOND_CONTACT_EMAIL: _l("Second contact e-mail"),
    Column.PHONE: _l("Phone"),
    Column.WEBSITE: _l("Website"),
    Column.MAIL_LANGUAGE: _l("Language for mail"),
    Column.WORKING_LANGUAGES: _l("Working languages"),
    Column.POPULATIONS: _l("Populations"),
    Column.PRIORITY_AREAS: _l("Priority areas"),
    Column.LIST_PUBLICLY: _l("List publicly?"),
    Column.JOINED_ON: _l("Joined"),
    Column.ENDORSED_ON: _l("Endorsed Consensus Statement on"),
    Column.NOTES: _l("Notes"),
}

REMARKS: Mapping[str, LazyString] = {
    "name-missing": _l("There is no name. Write the organisation's name."),
    "text-too-long": _l("“%(value)s” has %(length)s characters; at most %(limit)s are kept. Shorten it."),
    "country-missing": _l("There is no country. Write its name or its ISO code."),
    "country-unknown": _l("“%(value)s” is not a country we know. Write its name or its ISO code."),
    "country-ambiguous": _l("“%(value)s” can be one of these: %(candidates)s. Write which one."),
    "country-part": _l("“%(value)s” is a part of a country; it is imported under %(country)s."),
    "country-not-iso": _l("%(country)s has no ISO 3166-1 code; it is imported under the code %(iso_code)s."),
    "region-missing": _l("There is no region; the country's own was taken: %(region)s."),
    "region-provisional": _l("No region is agreed for %(country)s; %(region)s was taken for now."),
    "region-unknown": _l("“%(value)s” is not one of the five regions; the country's own was taken: %(region)s."),
    "region-not-member": _l("“%(value)s” is not a region of members; the country's own was taken: %(region)s."),
    "region-unlikely": _l("%(country)s is normally in %(default)s. It is imported under %(region)s; please check."),
    "region-override": _l("%(country)s is normally in %(default)s; the list's region %(region)s was kept."),
    "kind-unknown": _l(
        "“%(value)s” is not a kind we know and was left out. "
        "Write local, national, regional network, global or thematic."
    ),
    "category-missing": _l("There is no membership category."),
    "category-unknown": _l(
        "“%(value)s” is not a category we know and was left out. Write full, associate or supporting."
    ),
    "answer-unclear": _l("“%(value)s” is neither yes nor no and was left out. Write yes or no."),
    "answer-unknown": _l("“%(value)s” was read as not known."),
    "listing-unclear": _l("“%(value)s” is not a clear yes, so the organisation is not listed. Write yes or no."),
    "email-malformed": _l("“%(value)s” is not an e-mail address. Write it as name@example.org."),
    "email-missing": _l("There is no e-mail address, so the organisation cannot be written to."),
    "email-second-promoted": _l("There is no first e-mail address; the second one, %(value)s, takes its place."),
    "email-left-out": _l("There is room for two e-mail addresses; %(value)s was left out."),
    "website-not-web": _l("“%(value)s” does not begin with http:// or https://. Write a web address."),
    "website-malformed": _l("“%(value)s” is not a web address. Write it as https://example.org."),
    "mail-language-unknown": _l(
        "“%(value)s” is not a language we write in; English was taken. "
        "Write English, French, Spanish, Russian or Chinese."
    ),
    "mail-language-missing": _l("There is no language for mail; English was taken."),
    "working-language-unknown": _l("“%(value)s” is not a language we know and was left out."),
    "population-unknown": _l("“%(value)s” is not a group we know and was left out."),
    "priority-area-outside": _l("“%(value)s” has the number %(number)s; priority areas are numbered 1 to 7."),
    "priority-area-unreadable": _l(
        "“%(value)s” is not a list of priority areas. Write their numbers, such as 1, 4, 7."
    ),
    "priority-area-all": _l("“%(value)s” was read as all seven priority areas."),
    "date-unreadable": _l("“%(value)s” is not a date we can read. Write it as 2014-03-05, 2014-03 or 2014."),
    "date-impossible": _l("“%(value)s” is not a day in the calendar. Write it as 2014-03-05."),
    "date-future": _l("“%(value)s” is still to come. Write a date that has passed."),
    "date-ambiguous": _l("“%(value)s” can be read in two ways; the day was taken to come first: %(date)s."),
    "endorsed-before-statement": _l(
        "%(date)s is before the Consensus Statement was first published (%(published)s); please check."
    ),
    "row-short": _l("The row ends after %(found)s cells, the header has %(expected)s. Fill in the missing cells."),
    "stray-cells": _l("The row has cells beyond the last header, which were left out: %(value)s."),
    "same-name-elsewhere": _l("Row %(row)s has the same name in another country; this is another organisation."),
    "duplicate-row": _l("This is the same organisation as in row %(row)s; only that row is imported."),
    "already-known": _l("This organisation is already here."),
    "row-blank": _l("The row is empty and was skipped."),
    "row-totals": _l("The row holds totals, not an organisation, and was skipped."),
}


def remark_text(remark: Remark, row_number: int | None = None) -> str:
    """Return the remark as a sentence in the reader's language, after its row (if given) and its column."""
    shown = {name: _shortened(text) for name, text in {**remark.params, "value": remark.value}.items()}
    sentence = str(REMARKS[remark.code]) % shown
    row = "" if row_number is None else gettext("Row %(row)s", row=row_number)
    label = "" if remark.column is None else str(COLUMN_LABELS[remark.column])
    place = ", ".join(part for part in (row, label) if part)
    return f"{place}: {sentence}" if place else sentence


def _shortened(text: str) -> str:
    """Return the text, with an ellipsis in place of what is too much to show."""
    return text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + "…"
