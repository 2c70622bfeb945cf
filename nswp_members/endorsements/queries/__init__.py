"""Reading endorsements, coverage, and requests to endorse."""

from nswp_members.endorsements.queries.audience import (
    Audience,
    Choice,
    Verdict,
    addressees_of,
    audience,
    contacts_by_id,
    countries_with_organisations,
    ids_to_ask,
    left_out,
    verdicts,
)
from nswp_members.endorsements.queries.coverage import (
    MISSING,
    CoverageRow,
    Standing,
    coverage_by_region,
    missing,
    public_coverage,
    regions_of,
    total,
)
from nswp_members.endorsements.queries.pages import Page, Place
from nswp_members.endorsements.queries.requests import (
    Fate,
    fates,
    organisations_asked,
    recipients_page,
    request_by_id,
    requests_page,
)
from nswp_members.endorsements.queries.standing import (
    endorsers_known_to,
    history,
    organisation_known_to,
    positions,
    standing_endorsement,
)

__all__ = [
    "MISSING",
    "Audience",
    "Choice",
    "CoverageRow",
    "Fate",
    "Page",
    "Place",
    "Standing",
    "Verdict",
    "addressees_of",
    "audience",
    "contacts_by_id",
    "countries_with_organisations",
    "coverage_by_region",
    "endorsers_known_to",
    "fates",
    "history",
    "ids_to_ask",
    "left_out",
    "missing",
    "organisation_known_to",
    "organisations_asked",
    "positions",
    "public_coverage",
    "recipients_page",
    "regions_of",
    "request_by_id",
    "requests_page",
    "standing_endorsement",
    "total",
    "verdicts",
]
