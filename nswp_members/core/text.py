"""How text that people typed is tidied for keeping and folded for comparing."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_JOINER = re.compile("[\u200c\u200d]")
_SPACES = re.compile(r"\s+")
_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_ACCENT = re.compile("(?<!\u0438)[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff]|(?<=\u0438)(?!\u0306)[\u0300-\u036f]")
_FIRST_JOINED_SCRIPT = "\u0590"
_SAME_SIGN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bb\u02bc\u02b9\u2032\u0060\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u300c\u300d\u300e\u300f", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    }
)
_PLAIN_LETTER = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ŧ": "t"}
)


def clean(text: str) -> str:
    """Return the text on one line in NFC.

    No control or invisible characters, single plain spaces, none at the ends.
    """
    if _is_plain(text):
        return " ".join(text.split())
    return _SPACES.sub(" ", _without_invisible(text)).strip()


def clean_lines(text: str) -> str:
    """Return the text cleaned line by line, with at most one empty line between two others."""
    lines = [clean(line) for line in _LINE_END.split(text)]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def fold(text: str) -> str:
    """Return the form in which spellings of one name are equal: case, accents, width, quotes do not count.

    Only Latin, Greek and Cyrillic accents go (the Cyrillic short i stays a letter of its own): in Hindi,
    Thai or Japanese the combining signs are vowels and make other words.
    """
    if _is_plain(text):
        return " ".join(text.replace("`", "'").lower().split())
    folded = _folded_once(text)
    while (again := _folded_once(folded)) != folded:
        folded = again
    return folded


def _is_plain(text: str) -> bool:
    """Whether the text is printable ASCII, which needs none of the slower steps."""
    return text.isascii() and text.isprintable()


def _folded_once(text: str) -> str:
    """Return the text after one round of folding; a second round can still change rare letters."""
    narrow = unicodedata.normalize("NFKC", _JOINER.sub("", _without_invisible(text)))
    lower = narrow.translate(_SAME_SIGN).casefold()
    bare = _ACCENT.sub("", unicodedata.normalize("NFKD", lower)).translate(_PLAIN_LETTER)
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", bare)).strip()


def _without_invisible(text: str) -> str:
    """Return the text in NFC without what nobody can see, keeping joiners where a script needs them."""
    visible = _INVISIBLE.sub("", _CONTROL.sub("", text))
    return unicodedata.normalize("NFC", _JOINER.sub(_joiner_where_needed, visible))


def _joiner_where_needed(match: re.Match[str]) -> str:
    """Return the joiner between signs of a script that uses it (Persian, Hindi, emoji), else nothing."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    needed = before >= _FIRST_JOINED_SCRIPT and after >= _FIRST_JOINED_SCRIPT
    return match.group() if needed and not _SPACES.match(before) and not _SPACES.match(after) else ""
