"""Older editions: what an organisation said of them stays in its own hands."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from nswp_members.core.db import session, transaction
from nswp_members.endorsements.models import Endorsement
from nswp_members.membership import services as membership
from nswp_members.membership.models import Change, MembershipReview
from nswp_members.organisations.models import Organisation
from nswp_members.organisations.queries import visibility_epoch
from nswp_members.statements import services as statements
from nswp_members.statements.models import StatementTranslation
from tests.factories import (
    current_version,
    make_endorsement,
    make_mandate,
    make_organisation,
    make_version,
    sign_in,
)

WITHDRAWN = {"reason": "Members voted against it.", "confirm": "y"}


def endorser_of_an_older_edition(*, also_current: bool = False) -> Organisation:
    """Return an organisation that named itself beside the 2013 edition, which was then superseded."""
    organisation = make_organisation()
    with transaction():
        membership.begin_term(organisation, category="full", on=date(2024, 1, 1), as_=Change.APPROVED, by=None)
    endorsement = make_endorsement(organisation)
    endorsement.may_count = endorsement.may_name = True
    session.commit()
    make_version("2026", current=True)
    if also_current:
        make_endorsement(organisation)
    return organisation


def of_2013() -> Endorsement:
    endorsements = session.scalars(select(Endorsement).execution_options(populate_existing=True))
    return next(one for one in endorsements if one.version.label == "2013")


def test_consent_to_be_named_beside_an_older_edition_is_taken_back(client: FlaskClient) -> None:
    organisation = endorser_of_an_older_edition()
    sign_in(client, make_mandate(organisation, "endorse"))
    epoch = visibility_epoch()
    page = client.get(f"/organisations/{organisation.id}/endorsement").text

    answer = client.post(f"/organisations/{organisation.id}/endorsement/consents?edition=2013", data={"may_count": ""})

    assert f"/organisations/{organisation.id}/endorsement/consents?edition=2013" in page
    assert answer.status_code == 302
    assert (of_2013().may_count, of_2013().may_name) == (False, False)
    assert visibility_epoch() > epoch


def test_an_older_edition_is_withdrawn_from_without_a_review_while_the_current_one_is_endorsed(
    client: FlaskClient,
) -> None:
    organisation = endorser_of_an_older_edition(also_current=True)
    sign_in(client, make_mandate(organisation, "endorse"))
    epoch = visibility_epoch()
    address = f"/organisations/{organisation.id}/endorsement/withdraw"

    page = client.get(f"{address}?edition=2013").text
    client.post(f"{address}?edition=2013", data=WITHDRAWN)

    assert "2013 edition" in page
    assert of_2013().withdrawn_at is not None
    assert session.scalars(select(Endorsement.version_id).where(Endorsement.withdrawn_at.is_(None))).one() == (
        current_version().id
    )
    assert session.scalars(select(MembershipReview)).all() == []
    assert visibility_epoch() > epoch


def test_withdrawing_from_the_only_edition_begins_a_review(client: FlaskClient) -> None:
    organisation = endorser_of_an_older_edition()
    sign_in(client, make_mandate(organisation, "endorse"))

    client.post(f"/organisations/{organisation.id}/endorsement/withdraw?edition=2013", data=WITHDRAWN)

    assert session.scalars(select(MembershipReview.organisation_id)).all() == [organisation.id]


def test_a_certificate_of_an_older_edition_bears_its_name(client: FlaskClient) -> None:
    organisation = endorser_of_an_older_edition()
    sign_in(client, make_mandate(organisation, "endorse"))

    answer = client.post(
        f"/organisations/{organisation.id}/endorsement/certificate?edition=2013", data={"locale": "en"}
    )

    assert answer.mimetype == "application/pdf"


@pytest.mark.parametrize("page", ["consents", "mandate", "certificate"])
@pytest.mark.parametrize("edition", ["?edition=1999", "?edition=", ""])
def test_what_does_not_stand_is_absent(client: FlaskClient, page: str, edition: str) -> None:
    organisation = endorser_of_an_older_edition()
    sign_in(client, make_mandate(organisation, "endorse"))

    answer = client.get(f"/organisations/{organisation.id}/endorsement/{page}{edition}")

    assert answer.status_code == 404


def test_words_that_were_corrected_while_reading_are_read_again_before_signing(client: FlaskClient) -> None:
    organisation = make_organisation()
    sign_in(client, make_mandate(organisation, "endorse"))
    version = current_version()
    signed = {
        "name": "Ada Example",
        "function": "coordinator",
        "mandate": "Members’ meeting, 8 March",
        "confirm": "y",
        "version_id": str(version.id),
        "translation_id": str(read_in_english()),
    }
    correction = StatementTranslation(
        version=version, locale="en", revision=2, title="With a comma", created_at=version.frozen_at
    )
    session.add(correction)
    statements.publish_translation(correction)
    session.commit()

    page = client.post(f"/organisations/{organisation.id}/endorse", data=signed).text
    none_yet = session.scalars(select(Endorsement)).all()
    client.post(f"/organisations/{organisation.id}/endorse", data={**signed, "translation_id": str(correction.id)})

    assert "corrected while you were reading" in page
    assert f'value="{correction.id}"' in page
    assert none_yet == []
    assert session.scalars(select(Endorsement.translation_id)).all() == [correction.id]


def read_in_english() -> object:
    return session.scalars(
        select(StatementTranslation.id).where(
            StatementTranslation.version_id == current_version().id, StatementTranslation.locale == "en"
        )
    ).one()
