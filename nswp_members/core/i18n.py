"""The five languages: in the path (``/fr/members``), in a person's preference, in what the browser asks for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale
from babel.dates import format_date
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, format_decimal, get_locale

LANGUAGES = ("en", "fr", "es", "ru", "zh")
ENVIRON_KEY = "nswp_members.language"

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
babel = Babel()


@dataclass(frozen=True)
class Language:
    """One entry of the language switcher: ``url`` is the present page in this language."""

    code: str
    name: str
    url: str
    current: bool


class LanguagePrefix:
    """Moves a leading ``/fr`` from the path into SCRIPT_NAME, so that every page exists in every language.

    Links made by `url_for` then keep the language by themselves.
    """

    def __init__(self, wsgi: Wsgi) -> None:
        self.wsgi = wsgi

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Pass the request on with its language noted in the environment."""
        path = environ.get("PATH_INFO", "")
        language, slash, rest = path.removeprefix("/").partition("/")
        if language in LANGUAGES and slash:
            environ[ENVIRON_KEY] = language
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + f"/{language}"
            environ["PATH_INFO"] = f"/{rest}"
        return self.wsgi(environ, start_response)


def init_app(app: Flask, preferred_language: Callable[[], str | None]) -> None:
    """Choose the language: the path's, else the person's, else the browser's, else English."""

    def choose() -> str:
        if not has_request_context():
            return "en"
        if chosen := request.environ.get(ENVIRON_KEY) or g.get("language") or preferred_language():
            return str(chosen)
        return request.accept_languages.best_match(LANGUAGES) or "en"

    babel.init_app(app, locale_selector=choose)
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]


def current_locale() -> Locale:
    """Return the locale of this request or of the forced context of a mail."""
    return get_locale() or Locale("en")


def language_name(code: str) -> str:
    """Return a language's name in itself."""
    locale = Locale.parse(code)
    return (locale.get_display_name(locale) or code).capitalize()


def partial_date(text: str | None) -> str:
    """Return a year, a month or a day (ISO 8601) as people write it in the present language; nothing for None."""
    year, _, rest = (text or "").partition("-")
    month, _, day = rest.partition("-")
    if day:
        return str(format_date(date.fromisoformat(text or ""), "long", current_locale()))
    if month:
        return str(format_date(date(int(year), int(month), 1), "LLLL y", current_locale()))
    return year


def kilobytes(size: int) -> str:
    """Return a number of bytes as it is read in each of the five languages."""
    return f"{format_decimal(-(-size // 1024))} kB"


def language_switcher() -> list[Language]:
    """Return the present page in each of the five languages."""
    query = f"?{request.query_string.decode('ascii', 'ignore')}" if request.query_string else ""
    root = request.script_root
    if request.environ.get(ENVIRON_KEY):
        root = root.rpartition("/")[0]
    current = current_locale().language
    return [
        Language(code, language_name(code), f"{root}/{code}{request.path}{query}", code == current)
        for code in LANGUAGES
    ]
