"""The words by which a text is found: what is kept of it, and what somebody who searches asks for.

Letters of any script count, everything else parts words. Scripts that write without spaces (Chinese, Japanese,
Thai, Lao, Burmese, Khmer) give single signs and pairs. A wrong, missing, additional or swapped letter is forgiven
by what words look like with one letter left out: two spellings that lie one mistake apart share such a form. That
works alike in every script and locale of the database, and also for short words, where the similarity of trigrams
does not tell a slip from another word.
"""

import re
import unicodedata
from collections.abc import Iterable

from nswp_members.core.text import fold

MAX_ASKED = 16
SHORTEST_FORGIVEN = 4
LONGEST_FORGIVEN = 30
FORGIVING = "~"
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]+")


def kept_words(texts: Iterable[str]) -> list[str]:
    """Return all words that these texts can be found by, with those that forgive a mistake marked by a tilde."""
    found: dict[str, None] = {}
    for run in (run for text in texts for run in _runs(text)):
        if _IS_UNSPACED.fullmatch(run):
            found |= dict.fromkeys(run) | dict.fromkeys(_pairs(run))
        else:
            found |= dict.fromkeys([run, *forgiving_forms(run)])
    return list(found)


def asked_words(text: str) -> list[str]:
    """Return the words that a search asks for, at most `MAX_ASKED`; all of them must be there."""
    found: dict[str, None] = {}
    for run in _runs(text):
        is_long = _IS_UNSPACED.fullmatch(run) and len(run) > 1
        found |= dict.fromkeys(_pairs(run) if is_long else [run])
    return list(found)[:MAX_ASKED]


def forgiving_forms(word: str) -> list[str]:
    """Return the word whole and with each letter left out, marked; none for short words and unspaced scripts."""
    if not SHORTEST_FORGIVEN <= len(word) <= LONGEST_FORGIVEN or _IS_UNSPACED.fullmatch(word):
        return []
    without = (word[:place] + word[place + 1 :] for place in range(len(word)))
    return [FORGIVING + form for form in dict.fromkeys([word, *without])]


def _runs(text: str) -> list[str]:
    """Return the words of the folded text, each in one kind of script."""
    bare = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in fold(text))
    return [run for word in bare.split() for run in _RUNS.findall(word)]


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)]
