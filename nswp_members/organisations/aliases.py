"""Whether an alias would give the real name away: plain comparisons of folded text."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from nswp_members.core.text import fold

SHORT = 4
TOO_SIMILAR = 0.75


def resembles(alias: str, names: Iterable[str]) -> bool:
    """Whether an alias contains one of these names, stands in one, is its initials or is spelt nearly alike.

    Names shorter than four signs, such as acronyms, count only as whole words: every other word holds them.
    """
    return any(_alike(alias, name) for name in names if _compact(name))


def _alike(alias: str, name: str) -> bool:
    short, long = sorted((_compact(alias), _compact(name)), key=len)
    if short == long or _compact(alias) == _initials(name):
        return True
    if len(short) < SHORT and short.isascii():
        return short in (_words(alias) if short == _compact(name) else _words(name))
    return short in long or SequenceMatcher(None, short, long, autojunk=False).ratio() >= TOO_SIMILAR


def _words(text: str) -> list[str]:
    """Return the folded words, without signs that are neither letters nor digits."""
    bare = "".join(sign if sign.isalnum() else " " for sign in fold(text))
    return bare.split()


def _compact(text: str) -> str:
    return "".join(_words(text))


def _initials(name: str) -> str:
    words = _words(name)
    return "".join(word[0] for word in words) if len(words) > 1 else ""
