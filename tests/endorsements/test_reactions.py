import pytest
from flask import Flask
from sqlalchemy import select

from nswp_members.core.db import session, transaction
from nswp_members.endorsements.errors import NoCurrentVersion
from nswp_members.endorsements.models import Endorsement
from nswp_members.endorsements.reactions import record_imported_endorsement
from nswp_members.organisations.events import OrganisationImported
from tests.factories import current_version, make_organisation, supersede_current


def endorsements() -> list[Endorsement]:
    return list(session.scalars(select(Endorsement)))


def test_an_imported_endorsement_stands_with_the_date_of_the_list(app: Flask) -> None:
    organisation = make_organisation()

    with transaction():
        record_imported_endorsement(OrganisationImported(organisation.id, "2014-05"))

    [found] = endorsements()
    assert found.organisation_id == organisation.id
    assert found.version_id == current_version().id
    assert (found.source, found.endorsed_on, found.signatory_id) == ("import", "2014-05", None)


def test_importing_twice_records_one_endorsement(app: Flask) -> None:
    organisation = make_organisation()

    with transaction():
        record_imported_endorsement(OrganisationImported(organisation.id, "2014"))
        record_imported_endorsement(OrganisationImported(organisation.id, "2014"))
    with transaction():
        record_imported_endorsement(OrganisationImported(organisation.id, "2015"))

    assert [one.endorsed_on for one in endorsements()] == ["2014"]


def test_a_list_that_says_nothing_of_an_endorsement_records_none(app: Flask) -> None:
    organisation = make_organisation()

    with transaction():
        record_imported_endorsement(OrganisationImported(organisation.id, None))

    assert endorsements() == []


def test_an_import_without_a_statement_fails_loudly(app: Flask) -> None:
    organisation = make_organisation()
    supersede_current()
    session.commit()

    with pytest.raises(NoCurrentVersion), transaction():
        record_imported_endorsement(OrganisationImported(organisation.id, "2014"))
