"""Words for the codes of statements."""

from datetime import date

from flask_babel import format_date


def partial_date(text: str) -> str:
    """Return a year, a month or a day (ISO 8601) as people write it in the present language."""
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    if day:
        return str(format_date(date.fromisoformat(text), "long"))
    if month:
        return str(format_date(date(int(year), int(month), 1), "LLLL y"))
    return year
