"""Fields and checks that forms about organisations share: web addresses, partial dates, languages."""

from typing import Any
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import ValidationError

from nswp_members.core.db import today
from nswp_members.core.i18n import current_locale
from nswp_members.core.text import clean, clean_lines
from nswp_members.organisations.importing.addresses import read_website
from nswp_members.organisations.importing.dates import PartialDate, UnreadableDate, read_date
from nswp_members.organisations.importing.languages import find_language
from nswp_members.organisations.importing.remarks import RemarkList

MAX_LINKS = 10
MAX_LANGUAGES = 20


def tidy_lines(value: str | None) -> str:
    """Return a long text cleaned line by line."""
    return clean_lines(value or "")


def lower(value: str | None) -> str:
    """Return an e-mail address in lower case."""
    return (value or "").lower()


class LongTextField(TextAreaField):
    """A text of several paragraphs."""

    data: str | None

    def __init__(self, label: Any = None, validators: Any = None, **options: Any) -> None:
        super().__init__(label, validators, filters=(tidy_lines,), **options)


class LinesField(LongTextField):
    """A list of texts, one on each line."""

    @property
    def items(self) -> list[str]:
        """The lines that are not empty."""
        return [line for line in (self.data or "").split("\n") if line]


class WebAddressField(StringField):
    """A web address; https is added where nothing was written."""

    data: str | None

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        """Refuse anything but http and https."""
        self.data = checked_web_address(self.data or "")


class WebAddressesField(LinesField):
    """Several web addresses, one on each line."""

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        """Refuse anything but http and https, and more than a handful."""
        if len(self.items) > MAX_LINKS:
            raise ValidationError(_l("Enter at most %(number)s links.", number=MAX_LINKS))
        self.data = "\n".join(dict.fromkeys(checked_web_address(line) for line in self.items))


def checked_web_address(text: str) -> str:
    """Return a web address with its scheme; raises `ValidationError`."""
    remarks = RemarkList()
    address = read_website(text, remarks)
    scheme = urlsplit(address).scheme
    if remarks.has_errors or (address and scheme not in ("http", "https")):
        raise ValidationError(_l("This is not a web address. It looks like https://example.org."))
    return address


class PartialDateField(StringField):
    """A year, a month or a day in the past, written in many ways and kept as in ISO 8601."""

    data: str | None

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        """Refuse what is no date or lies in the future."""
        if not self.data:
            return
        try:
            value: PartialDate = read_date(self.data).value
        except UnreadableDate as error:
            raise ValidationError(
                _l("This is not a date. Write a year, a month or a day, like 2021, 2021-09 or 2021-09-17.")
            ) from error
        if value.earliest > today():
            raise ValidationError(_l("This date lies in the future."))
        self.data = str(value)


class LanguagesField(StringField):
    """Languages by name or code, with commas between them; `codes` holds BCP 47 codes."""

    data: str | None

    @staticmethod
    def shown(codes: list[str]) -> str:
        """Return these languages by their names."""
        return ", ".join(language_label(code) for code in codes)

    @property
    def codes(self) -> list[str]:
        """The codes of the languages named."""
        return list(dict.fromkeys(code for code in map(find_language, self.names) if code))

    @property
    def names(self) -> list[str]:
        """What stands between the commas."""
        text = (self.data or "").replace("，", ",").replace("、", ",").replace(";", ",")
        return [name for name in map(clean, text.split(",")) if name]

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002
        """Refuse names that nobody knows; show the others as they will be shown once they are saved."""
        if len(self.names) > MAX_LANGUAGES:
            raise ValidationError(_l("Name at most %(number)s languages.", number=MAX_LANGUAGES))
        for name in self.names:
            if find_language(name) is None:
                raise ValidationError(_l("We do not know the language “%(name)s”.", name=name[:60]))
        self.data = self.shown(self.codes)


def language_label(code: str) -> str:
    """Return a language's name in the reader's language, its code if there is none."""
    name = current_locale().languages.get(code) or code
    return code if find_language(name) != code else str(name)
