"""Dates as lists give them: a year, a month or a day, written in many ways."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale

from nswp_members.core.text import fold

FIRST_YEAR = 1900
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[t ]\d{1,2}:\d{2}.*)?", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4})", re.ASCII)
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
_CHINESE = re.compile(r"(\d{4})\s?年(?:\s?(\d{1,2})\s?月(?:\s?(\d{1,2})\s?[日号])?)?", re.ASCII)
_WORD = re.compile(r"\d+|[^\W\d_]+")
_FILLERS = frozenset({"de", "del", "of", "the", "г", "год", "года", "st", "nd", "rd", "th", "er", "le", "el", "го"})
_MONTH_LOCALES = ("en", "en_GB", "fr", "es", "ru")
_MORE_MONTHS = {"sept": 9, "set": 9, "мая": 5, "май": 5, "fev": 2, "avr": 4, "aou": 8, "jui": 6}


class UnreadableDate(ValueError):
    """A text that is no date (``date-unreadable``) or a day that never was (``date-impossible``)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, order=False)
class PartialDate:
    """A date known to the year, the month or the day; text form as in ISO 8601: 2014, 2014-03, 2014-03-05."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("A day needs a month.")
        date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(parts)

    @classmethod
    def from_text(cls, text: str) -> "PartialDate":
        """Return the date of its text form; ValueError for anything else."""
        if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
            raise ValueError(f"{text!r} is not a partial date.")
        return cls(*map(int, text.split("-")))

    @property
    def earliest(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


@dataclass(frozen=True)
class DateReading:
    """A date that was read, and whether day and month could also be the other way round."""

    value: PartialDate
    is_ambiguous: bool = False


def read_date(text: str) -> DateReading:
    """Return the date a text gives: 2014, 2014-03, 2014-03-05, 05/03/2014 (day first), 5 Mar 2014.

    Month names in five languages count, and 2014年3月5日.
    UnreadableDate for anything else, also for two-digit years.
    """
    folded = fold(text).replace(",", " ")
    if re.fullmatch("[0-9]{4}", folded):
        return _reading(folded)
    if found := _ISO.fullmatch(folded) or _CHINESE.fullmatch(folded):
        return _reading(*found.groups())
    if found := _MONTH_AND_YEAR.fullmatch(folded):
        return _reading(found[2], found[1])
    if found := _NUMBERS.fullmatch(folded):
        return _day_first(*map(int, found.groups()))
    return _in_words(folded)


def _day_first(first: int, second: int, year: int) -> DateReading:
    """Return a date of three numbers: month first only where the second cannot be a month."""
    month_first = second > 12 >= first
    day, month = (second, first) if month_first else (first, second)
    return _reading(year, month, day, is_ambiguous=max(first, second) <= 12 and first != second)


def _in_words(folded: str) -> DateReading:
    """Return a date whose month is a word, with or without a day on either side of it."""
    words = [word for word in _WORD.findall(folded) if word not in _FILLERS]
    months = [_months()[word] for word in words if word in _months()]
    numbers = [word for word in words if word.isascii() and word.isdigit()]
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if len(months) != 1 or len(years) != 1 or len(days) > 1 or len(words) != 2 + len(days):
        raise UnreadableDate("date-unreadable")
    return _reading(years[0], months[0], *days)


def _reading(
    year: str | int,
    month: str | int | None = None,
    day: str | int | None = None,
    *,
    is_ambiguous: bool = False,
) -> DateReading:
    """Return the reading of these numbers; UnreadableDate if there is no such day or it lies before 1900."""
    numbers = [int(part) for part in (year, month, day) if part is not None]
    if numbers[0] < FIRST_YEAR:
        raise UnreadableDate("date-impossible")
    try:
        return DateReading(PartialDate(*numbers), is_ambiguous)
    except ValueError as impossible:
        raise UnreadableDate("date-impossible") from impossible


@cache
def _months() -> dict[str, int]:
    """Return the number of each month name, wide and short, in the languages that write months as words."""
    names = dict(_MORE_MONTHS)
    for locale in map(Locale.parse, _MONTH_LOCALES):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in locale.months[context][width].items():
                    names[fold(name).rstrip(".")] = number
    return names
