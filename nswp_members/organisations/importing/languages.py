"""Languages by their names in the five languages of NSWP, by their own names and by their codes."""

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale, UnknownLocaleError

from nswp_members.organisations.importing.vocabulary import word_key
from nswp_members.regions.geography import LOCALES

MAIL_LANGUAGES = LOCALES
_REGIONAL_TAG = re.compile("([A-Za-z]{2,3})[-_][A-Za-z0-9_-]+")
_OWN_NAMES = "ar pt sw hi bn ur ta ne si th vi id ms km lo my ja ko tl fa tr ka hy az uz kk ky tg uk be ro pl bg sr mk"
_MORE_OWN_NAMES = "am so rw rn ln wo ff ha yo ig zu xh af mg it de nl el hu cs sk sl hr fi sv nb da et lv lt sq he ht"
_ALIASES: Mapping[str, str] = {
    "mandarin": "zh",
    "simplified chinese": "zh",
    "chinese simplified": "zh",
    "zh hans": "zh",
    "zh cn": "zh",
    "putonghua": "zh",
    "普通话": "zh",
    "汉语": "zh",
    "简体中文": "zh",
    "castellano": "es",
    "kiswahili": "sw",
    "tagalog": "tl",
    "bahasa": "id",
    "bahasa indonesia": "id",
    "creole": "ht",
    "kreyol": "ht",
    "farsi": "fa",
    "dari": "prs",
}


def find_language(text: str) -> str | None:
    """Return the BCP 47 code of a language name or code, None for an unknown one."""
    return _codes_by_name().get(word_key(text))


def find_mail_language(text: str) -> str | None:
    """Return en, fr, es, ru or zh for a name or code of one of them (also "fr-CA"), else None."""
    tag = _REGIONAL_TAG.fullmatch(text)
    code = find_language(tag[1] if tag else text)
    return code if code in MAIL_LANGUAGES else None


@cache
def _codes_by_name() -> Mapping[str, str]:
    """Return the code of each language by its code and its names (Unicode CLDR).

    Earlier locales win a tie.
    """
    table: dict[str, str] = {}
    for locale in map(Locale.parse, LOCALES):
        for code, name in locale.languages.items():
            if re.fullmatch("[a-z]{2,3}", code):
                table.setdefault(word_key(name), code)
                table[word_key(code)] = code
    for code in f"{_OWN_NAMES} {_MORE_OWN_NAMES}".split():
        if name := _own_name(code):
            table.setdefault(word_key(name), code)
    return table | dict(_ALIASES)


def _own_name(code: str) -> str | None:
    """Return what a language calls itself, None where Babel does not know."""
    try:
        return Locale.parse(code).get_language_name(code)
    except UnknownLocaleError:
        return None
