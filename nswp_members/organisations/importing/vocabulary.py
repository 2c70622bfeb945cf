"""The words in five languages that lists use for yes and no, kinds, categories and groups."""

import re
from collections.abc import Mapping
from functools import lru_cache

from nswp_members.core.text import fold
from nswp_members.organisations.models import Kind, Population

_LONGEST_WORD = 100


def word_key(text: str) -> str:
    """Return the word folded and without punctuation; a text too long to be a word comes back as it is."""
    return _word_key(text) if len(text) <= _LONGEST_WORD else text


@lru_cache(maxsize=8192)
def _word_key(text: str) -> str:
    """Return the word folded and without punctuation, but for signs that are words of their own."""
    folded = fold(text)
    return " ".join(re.sub(r"[\W_]+", " ", folded).split()) or folded


def _table(words: Mapping[str, str]) -> dict[str, str]:
    """Return the code of each word from a mapping of codes to words between semicolons."""
    return {word_key(word): code for code, listed in words.items() for word in listed.split(";")}


_YES, _NO = "yes", "no"
_ANSWERS = _table(
    {
        _YES: "yes; y; true; t; 1; oui; o; vrai; sí; si; s; verdadero; да; д; истина; 是; 是的; 对; 真; ✓; ✔; ☑",
        _NO: "no; n; false; f; 0; non; faux; falso; нет; н; ложь; 否; 不; 不是; 假; ✗; ✘",
    }
)
_NOT_KNOWN = frozenset(
    map(
        word_key,
        [
            "?",
            "??",
            "-",
            "--",
            "n/a",
            "na",
            "n.a.",
            "none",
            "nil",
            "null",
            "unknown",
            "not known",
            "tbc",
            "tbd",
            "inconnu",
            "s.o.",
            "desconocido",
            "no aplica",
            "неизвестно",
            "нет данных",
            "未知",
            "无",
            "不详",
            "不适用",
        ],
    )
)
_KINDS = _table(
    {
        Kind.LOCAL: "local; locale; community; местная; местный; локальная; 地方; 本地",
        Kind.NATIONAL: "national; nationale; nacional; национальная; национальный; 全国; 国家; 国家级",
        Kind.REGIONAL_NETWORK: "regional network; regional; réseau régional; régional; red regional; "
        "региональная сеть; региональная; 区域网络; 区域",
        Kind.GLOBAL: "global; international; mondial; mondiale; internationale; internacional; mundial; "
        "глобальная; "
        "международная; 全球; 国际",
        Kind.THEMATIC: "thematic; thématique; temática; temático; тематическая; 专题; 主题",
    }
)
_CATEGORIES = _table(
    {
        "full": "full; full member; membre à part entière; membre titulaire; miembro pleno; "
        "miembro de pleno derecho; полный член; действительный член; 正式会员; 正式成员",
        "associate": "associate; associate member; membre associé; miembro asociado; "
        "ассоциированный член; "
        "准会员; 联系会员",
        "supporting": "supporting; supporting member; supporter; membre de soutien; miembro de apoyo; "
        "miembro solidario; поддерживающий член; 支持会员; 支持成员",
    }
)
_POPULATIONS = _table(
    {
        Population.FEMALE: "female; females; women; woman; cis women; femmes; femme; féminin; mujeres; "
        "mujer; femenino; "
        "женщины; женский; 女; 女性",
        Population.MALE: "male; males; men; man; cis men; hommes; homme; masculin; hombres; hombre; "
        "masculino; мужчины; "
        "мужской; 男; 男性",
        Population.TRANS: "trans; transgender; trans people; trans women; trans men; transgenre; "
        "transgenres; "
        "personnes trans; transgénero; personas trans; транс; трансгендерные люди; трансгендеры; транс люди; "
        "跨性别; 跨性别者",
        Population.NON_BINARY: "non-binary; nonbinary; non binary; non binaire; no binario; no binaria; "
        "небинарные; "
        "небинарные люди; 非二元",
        Population.ALL_GENDERS: "all genders; all; all gender; every gender; everyone; tous les genres; "
        "tous; "
        "todos los géneros; todos; все гендеры; все; 所有性别; 全部",
    }
)


def is_not_known(text: str) -> bool:
    """Whether the text stands for "we do not know" or "nothing to write here"."""
    return word_key(text) in _NOT_KNOWN


def find_answer(text: str) -> bool | None:
    """Return what a yes or no word means; None for anything else, also for "x", which people use for both."""
    answer = _ANSWERS.get(word_key(text))
    return None if answer is None else answer == _YES


def find_kind(text: str) -> Kind | None:
    """Return the kind a word stands for, None for an unknown one."""
    code = _KINDS.get(word_key(text))
    return None if code is None else Kind(code)


def category_words(names: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return which word stands for which category: their names in all languages by code, and what lists say besides."""
    return {**_CATEGORIES, **{word_key(name): code for code, words in names.items() for name in words.values()}}


def find_category(text: str, words: Mapping[str, str] | None = None) -> str | None:
    """Return the code of the category a word stands for, among those of `category_words`; None for an unknown one."""
    return (_CATEGORIES if words is None else words).get(word_key(text))


def find_population(text: str) -> Population | None:
    """Return the group a word stands for, None for an unknown one."""
    code = _POPULATIONS.get(word_key(text))
    return None if code is None else Population(code)
