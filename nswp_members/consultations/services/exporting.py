"""Making files of the answers for analysis; each file leaves a line in the trail, one with names also its reason."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from nswp_members.audit import services as audit
from nswp_members.consultations.errors import ReasonMissing
from nswp_members.consultations.labels import ANSWERS_SHEET, FILE_HEADINGS, KEY_HEADINGS, KEY_SHEET, ROW_KINDS
from nswp_members.consultations.models import AnswerFile, Consultation
from nswp_members.consultations.queries.exporting import Line, Material, material_of
from nswp_members.consultations.words import words
from nswp_members.core.db import session
from nswp_members.core.spreadsheets import Cell, Format, Sheet, written
from nswp_members.regions.geography import Region, country_name, region_name

Row = tuple[Cell, ...]
NAMED_FROM = 1


def take_out(
    consultation: Consultation,
    file_format: Format,
    *,
    with_names: bool,
    reason: str,
    threshold: int,
    locale: str,
    by: UUID | None,
    at: datetime,
) -> bytes:
    """Return all answers as a CSV or XLSX file, a line for each; without names unless there is a reason.

    Pseudonyms hold within one file only. Without names a country from which fewer than ``threshold`` answered is given
    as its region, and a language in which fewer answered is left out. Raises `ReasonMissing`.
    """
    if with_names and not reason:
        raise ReasonMissing
    material = material_of(consultation)
    least = NAMED_FROM if with_names else threshold
    names = {key: one.name for key, one in material.sources.items()} if with_names else material.pseudonyms()
    lines = _table(material, names, least, locale)
    made = AnswerFile(id=uuid4(), consultation_id=consultation.id, format=file_format.value, with_names=with_names)
    made.reason, made.by, made.at = reason, by, at
    session.add(made)
    details = {"file": str(made.id), "with_names": with_names}
    audit.record("consultations.exported", "consultation", consultation.id, by=by, details=details)
    header = [str(one) for one in FILE_HEADINGS]
    sheets = [Sheet(str(ANSWERS_SHEET), header, lines), _key(consultation, locale)]
    return written(file_format, sheets, made_at=at)


def _table(material: Material, names: dict[UUID, str], least: int, locale: str) -> list[Row]:
    """Return the lines in the order of the names, so that the order tells nothing more than these do."""
    places, languages = material.places(least), material.languages(least)

    def place(key: UUID) -> str:
        country, region = places[key]
        return country_name(country, locale) if country else region_name(Region(region), locale) if region else ""

    ordered = sorted(material.lines, key=lambda one: (names[one.source], one.about, one.kind))
    return [_row(one, names[one.source], place, languages) for one in ordered]


def _row(line: Line, name: str, place: Callable[[UUID], str], languages: set[str]) -> Row:
    return (
        name,
        place(line.source),
        line.locale if line.locale in languages else "",
        line.about,
        str(ROW_KINDS[line.kind]),
        _cell(line.value),
        line.proposal,
        line.comment,
    )


def _cell(value: Any) -> Cell:
    """Return an answer as one cell: codes as they are, several of them with semicolons, yes and no as 1 and 0."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list):
        return "; ".join(str(one) for one in value)
    return value if isinstance(value, int) else str(value or "")


def _key(consultation: Consultation, locale: str) -> Sheet:
    """Return what the keys and codes stand for."""
    rows: list[Row] = [(one.key, words(one.contents, locale)) for one in consultation.paragraphs]
    for question in consultation.questions:
        options = "; ".join(f"{one['code']}: {words(one['labels'], locale)}" for one in question.options)
        rows.append((question.key, words(question.labels, locale), options))
    return Sheet(str(KEY_SHEET), [str(one) for one in KEY_HEADINGS], rows)
