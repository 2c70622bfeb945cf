"""Texts kept in several languages, and answers in the words of one."""

from collections.abc import Mapping
from typing import Any

from babel import Locale

from nswp_members.consultations.labels import NO, YES
from nswp_members.consultations.models import ConsultationQuestion, QuestionType
from nswp_members.core.i18n import LANGUAGES, language_name

FALLBACK = "en"


def language_shown(texts: Mapping[str, str], locale: str) -> str:
    """Return the language in which a text can be shown: the one asked for, else English, else any there is."""
    return next((one for one in (locale, FALLBACK, *sorted(texts)) if texts.get(one)), locale)


def words(texts: Mapping[str, str], locale: str) -> str:
    """Return a text in the language in which it can be shown; an empty one if there is none at all."""
    return texts.get(language_shown(texts, locale), "")


def options_of(question: ConsultationQuestion, locale: str) -> list[tuple[str, str]]:
    """Return the answers to choose from as code and words."""
    return [(str(one["code"]), words(one["labels"], locale)) for one in question.options]


def in_words(question: ConsultationQuestion, value: Any, locale: str) -> list[str]:
    """Return an answer as lines to read; none if there is no answer."""
    if value in (None, "", []):
        return []
    if question.type in (QuestionType.CHOICE, QuestionType.CHOICES):
        names = dict(options_of(question, locale))
        return [names.get(str(code), str(code)) for code in (value if isinstance(value, list) else [value])]
    if question.type == QuestionType.YES_NO:
        return [str(YES if value else NO)]
    return str(value).split("\n")


def answer_languages(locale: str) -> list[tuple[str, str]]:
    """Return the languages in which somebody may answer: ours by their own names first, then all with two letters."""
    names = Locale.parse(locale).languages
    others = sorted((str(name), code) for code, name in names.items() if len(code) == 2 and code not in LANGUAGES)
    return [(one, language_name(one)) for one in LANGUAGES] + [(code, name) for name, code in others]


def answer_language(code: str, locale: str) -> str:
    """Return the name of a language in which somebody answered."""
    return str(Locale.parse(locale).languages.get(code, code))
