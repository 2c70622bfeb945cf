"""Questions and answers in the words of a language."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from nswp_members.applications import queries
from nswp_members.applications.models import Question, QuestionKind
from nswp_members.core.i18n import language_name
from nswp_members.organisations.labels import CHANNEL_LABELS
from nswp_members.regions.geography import country_name

CATEGORY = "category"
FALLBACK = "en"


def words(texts: dict[str, str], locale: str) -> str:
    """Return a text in this language, in English where it is missing."""
    return texts.get(locale) or texts.get(FALLBACK) or ""


def options(question: Question, locale: str) -> list[tuple[str, str]]:
    """Return the choices of a question as code and words."""
    if question.key == CATEGORY and not question.options:
        return [(one.code, str(one.name)) for one in queries.open_categories()]
    return [(str(one["code"]), words(one["labels"], locale)) for one in question.options]


def in_words(question: Question, value: Any, locale: str) -> list[str]:
    """Return an answer as lines to read; none if there is no answer. Of files only how many there are."""
    if value in (None, "", []):
        return []
    kind = question.kind
    if kind in (QuestionKind.CHOICE, QuestionKind.CHOICES):
        names = dict(options(question, locale))
        return [names.get(str(code), str(code)) for code in (value if isinstance(value, list) else [value])]
    if kind == QuestionKind.COUNTRY:
        return [country_name(value, locale)]
    if kind == QuestionKind.NUMBER_PAIR:
        shown = {key: "?" if value.get(key) is None else value[key] for key in ("sex_workers", "total")}
        return [_("%(sex_workers)s of %(total)s are sex workers", **shown)]
    if kind == QuestionKind.PEOPLE:
        return [_person(question, one, locale) for one in value]
    if kind == QuestionKind.FILE:
        return [ngettext("%(num)s file", "%(num)s files", len(value))]
    if kind == QuestionKind.DECLARATION:
        return [_("Yes")]
    return str(value).split("\n")


def _person(question: Question, person: dict[str, str], locale: str) -> str:
    parts: list[str | None] = [person.get("name"), person.get("email")]
    for one in question.options:
        part = person.get(one["code"])
        if part and one["code"] == "locale":
            part = language_name(part)
        if part and one["code"] == "safe_channel":
            part = str(CHANNEL_LABELS.get(part, part))
        parts.append(f"{words(one['labels'], locale)}: {part}" if part else None)
    return "; ".join(one for one in parts if one)
