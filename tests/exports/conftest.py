"""Exports as somebody asks for them, and what is in the files."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, current_app
from python_calamine import CalamineWorkbook

from nswp_members.accounts.models import Person
from nswp_members.accounts.viewers import Role, Viewer
from nswp_members.core.db import session, transaction
from nswp_members.core.spreadsheets import Format
from nswp_members.exports import services, tasks
from nswp_members.exports.models import Export
from nswp_members.exports.services import Limits, Wish
from tests.factories import make_role, run_task, viewer_of

Ask = Callable[..., Export]


@pytest.fixture
def limits(app: Flask) -> Limits:
    return Limits(
        rows_a_file=50,
        rows_a_day=100,
        rows_a_day_for_members=20,
        lifetime=timedelta(hours=24),
        downloads=2,
        stalled_after=timedelta(minutes=3),
    )


@pytest.fixture
def staff(app: Flask) -> Person:
    return make_role(Role.MEMBERSHIP)


@pytest.fixture
def ask(limits: Limits, hints: list[Any]) -> Ask:
    """Ask for a file, as the page does."""

    def asked(viewer: Viewer, *, rows: int = 1, file_format: str = "csv", **values: Any) -> Export:
        wish = Wish(
            query=values.get("query", {}),
            for_staff=values.get("for_staff", False),
            format=file_format,
            locale=values.get("locale", "en"),
            with_protected=values.get("with_protected", False),
            reason="For a test of ours",
        )
        with transaction():
            return services.ask(viewer, wish, rows=rows, limits=limits)

    return asked


def made(export: Export) -> Export:
    """Have a file made as a worker would."""
    run_task(tasks.make, export.id)
    session.refresh(export)
    return export


def asked_and_made(ask: Ask, person: Person, **values: Any) -> Export:
    return made(ask(viewer_of(person), **values))


def cells(export: Export) -> list[list[Any]]:
    """Return the rows of a file, heading first."""
    return cells_of(Format(export.format), export.content)


def cells_of(file_format: Format, content: bytes, sheet: int = 0) -> list[list[Any]]:
    if file_format is Format.CSV:
        return [list(line) for line in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))]
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        return [list(line) for line in book.get_sheet_by_index(sheet).to_python()]


def by_column(export: Export) -> list[dict[str, Any]]:
    """Return the rows of a file by their headings."""
    header, *rows = cells(export)
    return [dict(zip(header, row, strict=True)) for row in rows]


def present_limits() -> Limits:
    return Limits.of(current_app.config)
