"""From an uploaded list to organisations."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from nswp_members.core.db import session
from nswp_members.endorsements.models import Endorsement
from nswp_members.notices.models import Notice
from nswp_members.organisations.importing import queries, services
from nswp_members.organisations.importing.columns import Column
from nswp_members.organisations.importing.errors import ColumnsMissing, ColumnTwice, FileRefused, WrongState
from nswp_members.organisations.importing.models import ImportBatch, ImportRow
from nswp_members.organisations.models import Confidential, Contact, Listing, Organisation
from tests.factories import make_person

MEMBER_LIST = Path(__file__).parents[2] / "data" / "member-list.csv"
HEADER = "Organisation name,Country,E-mail,List publicly?,Endorsed\n"
SMALL = HEADER + "Alpha,Kenya,a@x.org,yes,2015\nBeta,Peru,,no,\nGamma,,,,\n"


def upload(content: str = SMALL, name: str = "list.csv") -> ImportBatch:
    return services.upload(data=content.encode(), filename=name, by=make_person().id)


def checked(batch: ImportBatch) -> ImportBatch:
    services.choose_columns(batch, columns_of(batch), by=None)
    services.store_rows(batch, services.checked_rows(batch))
    services.finish_check(batch)
    session.flush()
    return batch


def imported(batch: ImportBatch) -> ImportBatch:
    services.start_import(batch, by=None)
    while services.import_next_rows(batch):
        session.flush()
    session.flush()
    return batch


def columns_of(batch: ImportBatch) -> dict[int, Column]:
    return {int(index): Column(code) for index, code in batch.mapping.items()}


def test_the_shared_list_comes_in_with_a_verdict_for_each_row(app: Flask) -> None:
    batch = services.upload(data=MEMBER_LIST.read_bytes(), filename="member-list.csv", by=make_person().id)

    imported(checked(batch))

    counts = queries.verdict_counts(batch.id)
    assert counts == {"new": 257, "new_with_warnings": 133, "duplicate": 3, "refused": 12, "skipped": 2}
    assert queries.imported_count(batch.id) == 390
    assert session.scalar(select(func.count()).select_from(Organisation)) == 390


def test_importing_a_list_again_changes_nothing(app: Flask) -> None:
    first = services.upload(data=MEMBER_LIST.read_bytes(), filename="a.csv", by=None)
    imported(checked(first))
    before = set(session.execute(select(Organisation.id, Organisation.version)).all())

    again = services.upload(data=MEMBER_LIST.read_bytes(), filename="b.csv", by=None)
    imported(checked(again))

    assert queries.imported_count(again.id) == 0
    assert queries.verdict_counts(again.id)["existing"] == 390
    assert set(session.execute(select(Organisation.id, Organisation.version)).all()) == before


def test_only_a_clear_yes_lists_an_organisation(app: Flask) -> None:
    rows = [
        "Name,Country,List publicly?",
        *(f"Org {word},Kenya,{word}" for word in ("yes", "oui", "maybe", "x", "no", "")),
    ]

    imported(checked(upload("\n".join(rows))))

    listed = session.scalars(select(Organisation.name).where(Organisation.listing == Listing.LISTED))
    assert set(listed) == {"Org yes", "Org oui"}


def test_an_endorsement_in_the_list_is_recorded_for_the_current_version(app: Flask) -> None:
    batch = imported(checked(upload()))

    found = session.scalars(select(Endorsement)).all()
    assert [(one.organisation.name, one.endorsed_on, one.source) for one in found] == [("Alpha", "2015", "import")]
    assert batch.state == "done"


def test_a_row_without_a_country_is_refused_with_its_number(app: Flask) -> None:
    batch = checked(upload())

    page = queries.rows_of(batch.id, verdicts=["refused"])

    assert [(row.number, row.name) for row in page.rows] == [(4, "Gamma")]
    assert page.rows[0].remarks[0][1].startswith("Row 4, Country:")


def test_the_uploader_is_told_when_the_import_is_done(app: Flask) -> None:
    batch = imported(checked(upload()))

    notice = session.scalars(select(Notice)).one()
    assert (notice.kind, notice.person_id) == ("import_done", batch.uploaded_by)
    assert notice.params == {"batch_id": str(batch.id)}


def test_an_interrupted_import_goes_on_without_doubles(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "ROWS_A_STEP", 2)
    batch = checked(upload("Name,Country\n" + "\n".join(f"Org {number},Kenya" for number in range(5))))
    services.start_import(batch, by=None)
    services.import_next_rows(batch)
    session.flush()
    assert session.scalar(select(func.count()).select_from(Organisation)) == 2

    while services.import_next_rows(batch):
        session.flush()

    names = Counter(session.scalars(select(Organisation.name)))
    assert names == {f"Org {number}": 1 for number in range(5)}
    assert batch.rows_done == 5


def test_an_organisation_added_meanwhile_is_recognised(app: Flask) -> None:
    batch = checked(upload())
    other = checked(upload("Name,Country\nALPHA,Kenya\n"))
    imported(other)

    imported(batch)

    assert queries.verdict_counts(batch.id) == {"existing": 1, "new_with_warnings": 1, "refused": 1}


def test_sensitive_columns_are_unreadable_in_the_database(app: Flask) -> None:
    imported(
        checked(
            upload(
                "Name,Country,Contact person,Contact e-mail,Notes,Sex worker-led\nA,Kenya,Zawadi,z@x.org,Secret,yes\n"
            )
        )
    )

    stored = b"".join(
        value
        for table, column in (
            (Contact, Contact.name),
            (Contact, Contact.email),
            (Confidential, Confidential.notes),
            (Confidential, Confidential.sex_worker_led),
            (ImportBatch, ImportBatch.content),
            (ImportRow, ImportRow.content),
        )
        for value in session.scalars(text(f"SELECT {column.key} FROM {table.__tablename__}"))
    )
    assert not any(word in stored for word in (b"Zawadi", b"z@x.org", b"Secret", b"Kenya", b"true"))


def test_the_meaning_of_headings_is_remembered(app: Flask) -> None:
    batch = upload("Wer,Wo\nAlpha,Kenya\n")
    services.choose_columns(batch, {0: Column.NAME, 1: Column.COUNTRY}, by=None)
    session.flush()

    again = upload("Wo,Wer\nKenya,Beta\n")

    assert again.mapping == {"0": "country", "1": "name"}


@pytest.mark.parametrize(
    ("mapping", "error"),
    [
        ({0: Column.NAME}, ColumnsMissing),
        ({0: Column.NAME, 1: Column.COUNTRY, 2: Column.COUNTRY}, ColumnTwice),
    ],
)
def test_a_mapping_that_cannot_work_is_refused(app: Flask, mapping: dict[int, Column], error: type[Exception]) -> None:
    batch = upload()

    with pytest.raises(error):
        services.choose_columns(batch, mapping, by=None)


def test_a_list_that_is_not_checked_cannot_be_imported(app: Flask) -> None:
    with pytest.raises(WrongState):
        services.start_import(upload(), by=None)


def test_a_file_that_is_no_list_is_refused_with_a_sentence(app: Flask) -> None:
    with pytest.raises(FileRefused) as refused:
        services.upload(data=b"%PDF-1.7", filename="list.pdf", by=None)

    assert "PDF" in str(refused.value.message)


def test_stalled_lists_are_taken_up_again(app: Flask) -> None:
    batch = upload()
    services.choose_columns(batch, columns_of(batch), by=None)
    session.flush()
    session.info["hints"] = []
    batch.progress_at = batch.uploaded_at - services.STALLED_AFTER - timedelta(seconds=1)
    session.flush()

    services.resume_stalled()

    assert session.info["hints"] == [("organisations.check_import", (str(batch.id),))]


def test_files_and_rows_are_forgotten_after_a_week(app: Flask) -> None:
    batch = imported(checked(upload()))
    batch.uploaded_at -= services.KEPT_FOR + timedelta(minutes=1)
    session.flush()

    services.forget_old()

    session.expire_all()
    assert batch.content is None
    assert queries.verdict_counts(batch.id) == {}
    assert session.scalar(select(func.count()).select_from(Organisation)) == 2
