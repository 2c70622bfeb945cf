"""What differs between two texts, paragraph by paragraph and word by word; pure, without a database.

Paragraphs are the same where their keys are. Chinese and Japanese, which put no spaces between words, are compared
sign by sign. Where hardly anything of a paragraph is left, the old words and the new ones are given whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Protocol

MOST_COMPARISONS = 4_000_000
LEAST_LIKENESS = 0.3
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff01-\uff60\u3000-\u303f]|[^\s\u3040-\u30ff\u3400-\u9fff]+\s*|\s+")
_SENTENCE = re.compile(r"[^.!?。！？\n]*[.!?。！？\n]*\s*")


class Kind(StrEnum):
    """What became of a paragraph, or of a run of words in it (which is never ``CHANGED``)."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


class Block(Protocol):
    """A paragraph: a `StatementBlock`, an `Article`, a `canonical.Paragraph`, or anything that has these."""

    @property
    def key(self) -> str:
        """The name of the paragraph in every language and version."""

    @property
    def title(self) -> str:
        """Its heading, which may be empty."""

    @property
    def content(self) -> str:
        """Its words."""


@dataclass(frozen=True)
class Run:
    """Words in a row that are in both texts, or in one of them."""

    kind: Kind
    words: str


@dataclass(frozen=True)
class Change:
    """A paragraph with its runs; ``moved`` if it stands elsewhere among the paragraphs that both texts have."""

    key: str
    kind: Kind
    title: tuple[Run, ...]
    content: tuple[Run, ...]
    moved: bool = False

    @property
    def is_same(self) -> bool:
        """Whether nothing about the paragraph is new."""
        return self.kind is Kind.SAME and not self.moved


def between(before: Sequence[Block], after: Sequence[Block]) -> list[Change]:
    """Return every paragraph in the order of the later text, those removed where they had been."""
    old, new = {one.key: one for one in before}, {one.key: one for one in after}
    stayed = _stayed(list(old), list(new))
    changes: list[Change] = []
    for key in _order(list(old), list(new)):
        was, now = old.get(key), new.get(key)
        changes.append(_change(key, was, now, moved=was is not None and now is not None and key not in stayed))
    return changes


def runs(before: str, after: str) -> tuple[Run, ...]:
    """Return the words of both texts in a row."""
    if before == after:
        return (Run(Kind.SAME, after),) if after else ()
    old, new = _tokens(before, after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.quick_ratio() < LEAST_LIKENESS or matcher.ratio() < LEAST_LIKENESS:
        return tuple(_pair(before, after))
    found: list[Run] = []
    for tag, first, last, begin, end in matcher.get_opcodes():
        kept, gone, come = "".join(new[begin:end]), "".join(old[first:last]), "".join(new[begin:end])
        if tag == "equal":
            found.append(Run(Kind.SAME, kept))
        else:
            found += [Run(Kind.REMOVED, gone), Run(Kind.ADDED, come)]
    return _joined(found)


def _change(key: str, was: Block | None, now: Block | None, *, moved: bool) -> Change:
    title = runs(was.title if was else "", now.title if now else "")
    content = runs(was.content if was else "", now.content if now else "")
    if was is None or now is None:
        kind = Kind.ADDED if was is None else Kind.REMOVED
    else:
        kind = Kind.SAME if (was.title, was.content) == (now.title, now.content) else Kind.CHANGED
    return Change(key, kind, title, content, moved)


def _stayed(old: list[str], new: list[str]) -> set[str]:
    """Return the keys that stand in the same order in both."""
    matches = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {key for match in matches for key in old[match.a : match.a + match.size]}


def _order(old: list[str], new: list[str]) -> Iterator[str]:
    """Yield the keys of the later text, each followed by those that were removed behind it."""
    known = set(new)
    behind: dict[str, list[str]] = {}
    last = ""
    for key in old:
        if key in known:
            last = key
        else:
            behind.setdefault(last, []).append(key)
    yield from behind.get("", [])
    for key in new:
        yield key
        yield from behind.get(key, [])


def _tokens(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return both texts word by word, or sentence by sentence where that would take too long."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) * len(new) <= MOST_COMPARISONS:
        return old, new
    return [one for one in _SENTENCE.findall(before) if one], [one for one in _SENTENCE.findall(after) if one]


def _joined(found: list[Run]) -> tuple[Run, ...]:
    """Return the runs with what went before what came; blanks between two changes belong to both."""
    tidy: list[Run] = []
    gone = come = ""
    for run in found:
        if run.kind is Kind.SAME and (run.words.strip() or not gone + come):
            tidy += [*_pair(gone, come), run]
            gone = come = ""
        else:
            gone += run.words if run.kind is not Kind.ADDED else ""
            come += run.words if run.kind is not Kind.REMOVED else ""
    return (*tidy, *_pair(gone, come))


def _pair(gone: str, come: str) -> list[Run]:
    return [run for run in (Run(Kind.REMOVED, gone), Run(Kind.ADDED, come)) if run.words]
