"""Files of the answers."""

import csv
import io
import zipfile

import pytest
from sqlalchemy import select

from nswp_members.audit.models import AuditEntry
from nswp_members.consultations.errors import ReasonMissing
from nswp_members.consultations.models import AnswerFile, Consultation, Stance
from nswp_members.consultations.respondents import Respondent
from nswp_members.consultations.services.exporting import take_out
from nswp_members.core.db import now, session
from nswp_members.core.spreadsheets import Format
from tests.consultations.conftest import Make
from tests.consultations.services.test_answering import a_position, take
from tests.factories import make_organisation, make_person

pytestmark = pytest.mark.usefixtures("hints")


@pytest.fixture
def answered(make: Make) -> Consultation:
    organisation, person = make_organisation(name="Harbour House", country="KE"), make_person()
    consultation = make()
    take(consultation, Respondent(person.id, organisation.id), a_position(Stance.AMEND, words="=1+1", locale="sw"))
    return consultation


def file_of(
    consultation: Consultation, file_format: Format = Format.CSV, *, names: bool = False, why: str = ""
) -> bytes:
    return take_out(
        consultation, file_format, with_names=names, reason=why, threshold=5, locale="en", by=None, at=now()
    )


def test_a_file_without_names_tells_neither_name_nor_country_nor_language(answered: Consultation) -> None:
    line = list(csv.reader(io.StringIO(file_of(answered).decode("utf-8-sig"))))[1]

    assert line == ["P001", "Africa", "", "p1", "Position of an organisation", "amend", "'=1+1", ""]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "consultations.exported")).one()
    assert entry.details["with_names"] is False


def test_names_go_out_for_a_reason_that_is_kept(answered: Consultation) -> None:
    with pytest.raises(ReasonMissing):
        file_of(answered, names=True)
    assert session.scalars(select(AnswerFile)).all() == []

    content = file_of(answered, names=True, why="To ask back").decode("utf-8-sig")

    assert "Harbour House,Kenya,sw" in content
    made = session.scalars(select(AnswerFile)).one()
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "consultations.exported")).one()
    assert (made.reason, made.with_names) == ("To ask back", True)
    assert entry.details == {"file": str(made.id), "with_names": True}


def test_a_workbook_says_what_was_asked(answered: Consultation) -> None:
    book = zipfile.ZipFile(io.BytesIO(file_of(answered, Format.XLSX)))

    words = book.read("xl/sharedStrings.xml").decode()

    assert "Everybody has right 1." in words
    assert "P001" in words
    assert "Harbour House" not in words
