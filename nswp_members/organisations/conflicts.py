"""When two people edit one form: who changed what, and putting both together.

A form carries in its field ``base`` a fingerprint of every field as it was shown. When it comes back and the
stored values have changed meanwhile, a field that only one side touched keeps that side's change; a field that
both touched is a clash, which the person decides. Nothing typed is lost.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field, FieldList, FormField

from nswp_members.core.forms import Form

Pairs = list[tuple[str, str]]
KEEP = "keep-"
NOT_COMPARED = frozenset({"version", "base", "csrf_token"})


@dataclass(frozen=True)
class Clash:
    """A field that two people changed: its name, label, and what each of them wrote, line by line."""

    field: str
    label: Any
    mine: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True)
class Merge:
    """Both sides put together (``values``; a clash carries mine) and what is left to decide.

    ``version`` and ``base`` are those of the stored values it was put together with.
    """

    values: Pairs
    clashes: tuple[Clash, ...]
    version: str
    base: str

    def as_sent(self) -> MultiDict[str, str]:
        """Return it as a browser would send it."""
        return MultiDict([*self.values, ("version", self.version), ("base", self.base)])


def remember(form: Form) -> None:
    """Note in the form what stands in it now."""
    form["base"].data = json.dumps({field.name: _print(field) for field in _compared(form)})


def merge(mine: Form, theirs: Form) -> Merge:
    """Put a submitted form together with the form of what is stored now."""
    base = _read_base(mine["base"].data)
    values: Pairs = []
    clashes: list[Clash] = []
    for field in _compared(mine):
        other = theirs[field.name]
        if _pairs(field) == _pairs(other) or _print(other) == base.get(field.name):
            values += _sent(field)
        elif _print(field) == base.get(field.name):
            values += _sent(other)
        else:
            values += _sent(field)
            clashes.append(Clash(field.name, field.label.text, _shown(field), _shown(other)))
    remember(theirs)
    version = str(theirs["version"].data) if "version" in theirs else ""
    return Merge(values, tuple(clashes), version, theirs["base"].data)


def same(one: Form, other: Form) -> bool:
    """Whether two forms of one kind say the same."""
    return all(_pairs(field) == _pairs(other[field.name]) for field in _compared(one))


def resolved(sent: MultiDict[str, str], theirs: Form) -> MultiDict[str, str]:
    """Return what was sent, with the stored value of each field that the person chose to keep."""
    kept = {field.name: field for field in _compared(theirs) if sent.get(f"{KEEP}{field.name}") == "theirs"}
    pairs = [
        (key, value)
        for key, value in sent.items(multi=True)
        if key.split("-")[0] not in kept and not key.startswith(KEEP)
    ]
    for field in kept.values():
        pairs += _sent(field)
    return MultiDict(pairs)


def _compared(form: Form) -> list[Field]:
    return [field for field in form if field.name not in NOT_COMPARED]


def _read_base(text: str | None) -> dict[str, Any]:
    try:
        base = json.loads(text or "")
    except (ValueError, RecursionError):
        return {}
    return base if isinstance(base, dict) else {}


def _print(field: Field) -> str:
    return hashlib.sha256(json.dumps(_pairs(field)).encode()).hexdigest()[:16]


def _sent(field: Field) -> Pairs:
    """Return the names and values by which a browser would send the field."""
    if isinstance(field, FieldList | FormField):
        return [pair for inner in field for pair in _sent(inner)]
    return [(field.name, value) for value in _texts(field)]


def _pairs(field: Field) -> Pairs:
    """Return what the field holds, the same for an empty and for a missing value, and for any order of choices."""
    if isinstance(field, FieldList):
        rows = sorted(_row(row) for row in field if _row(row))
        return [(f"{number}-{name}", value) for number, row in enumerate(rows) for name, value in row]
    return sorted((name, value) for name, value in _sent(field) if value)


def _row(row: FormField) -> Pairs:
    return [(inner.short_name, value) for inner in row for _, value in _pairs(inner)]


def _texts(field: Field) -> Iterable[str]:
    if isinstance(field.data, list | tuple):
        return [str(one) for one in field.data]
    return ["" if field.data is None else str(field.data)]


def _shown(field: Field) -> tuple[str, ...]:
    """Return the field's content in words."""
    if isinstance(field, FieldList):
        return tuple(" · ".join(value for _, value in _row(row)) for row in field if _row(row))
    if hasattr(field, "iter_choices"):
        return tuple(str(one.label) for one in field.iter_choices() if one.selected and one.value != "")
    return tuple(line for text in _texts(field) for line in text.split("\n"))
