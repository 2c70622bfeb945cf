"""A consultation of 160 organisations in 60 countries, with all its figures checked."""

import csv
import io
import re
from collections import Counter
from uuid import UUID

import pytest
from flask import Flask

from nswp_members.consultations import queries, services
from nswp_members.consultations.models import Consultation, Stance, State, Verdict
from nswp_members.consultations.queries.nudging import nudge_draft
from nswp_members.consultations.queries.rates import rates_of
from nswp_members.consultations.queries.results import exact_results
from nswp_members.consultations.respondents import Respondent
from nswp_members.consultations.services import NewPosition, nudging, reporting
from nswp_members.consultations.services.exporting import take_out
from nswp_members.consultations.steps import steps_of
from nswp_members.core.db import now, session
from nswp_members.core.spreadsheets import Format
from nswp_members.organisations.models import Organisation
from nswp_members.regions.geography import Region, countries, country_name
from tests.consultations.conftest import Make
from tests.factories import make_mandate, make_organisation, make_person

pytestmark = pytest.mark.usefixtures("hints")
K = 5
IN_FIRST, IN_OTHERS = 10, 2
ANSWERED = {
    Region.AFRICA: 24,
    Region.ASIA_PACIFIC: 20,
    Region.EUROPE: 16,
    Region.LATIN_AMERICA: 12,
    Region.NORTH_AMERICA_CARIBBEAN: 3,
}
STANCES = [Stance.SUPPORT] * 50 + [Stance.AMEND] * 15 + [Stance.OBJECT] * 7 + [Stance.ABSTAIN] * 3


def twelve_countries(region: Region) -> list[str]:
    found = [one.alpha2 for one in countries().values() if one.region == region and not one.provisional]
    return sorted(found)[:12]


def members() -> dict[Region, list[Organisation]]:
    """Make 32 organisations in 12 countries of each region: ten in the first, two in each other one."""
    return {
        region: [
            make_organisation(name=f"{region} {code} {number}", country=code)
            for place, code in enumerate(twelve_countries(region))
            for number in range(IN_OTHERS if place else IN_FIRST)
        ]
        for region in Region
    }


def answer(consultation: Consultation, organisations: list[Organisation], person_id: UUID) -> None:
    """Let organisations take positions on the first paragraph, eight of them on the second, and answer questions."""
    for place, (organisation, stance) in enumerate(zip(organisations, STANCES, strict=True)):
        respondent = Respondent(person_id, organisation.id)
        wording = f"Another wording, says number {place}." if stance == Stance.AMEND else ""
        new = NewPosition(stance=stance, proposal=wording, comment="", locale="fr" if place < 3 else "en", seen=0)
        for paragraph in consultation.paragraphs[: 2 if place < 8 else 1]:
            services.save_position(consultation, paragraph, respondent, new, at=now())
        step = steps_of([], consultation.questions)[0]
        chosen = ["b"] if place < 31 else ["a", "b"] if place < 71 else ["c"]
        values = {"q1": "Words.", "q3": chosen, "q4": place, "q6": place < 70}
        seen = queries.fingerprint(step.questions, queries.given_by(consultation, respondent))
        services.save_answers(consultation, step, respondent, values, locale="en", seen=seen, at=now())


def lines_of(consultation: Consultation, *, with_names: bool = False) -> list[dict[str, str]]:
    file = take_out(
        consultation,
        Format.CSV,
        with_names=with_names,
        reason="For this test" if with_names else "",
        threshold=K,
        locale="en",
        by=None,
        at=now(),
    )
    return list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))


def test_a_consultation_of_160_organisations_in_60_countries(app: Flask, make: Make) -> None:
    by_region = members()
    answering = [one for region, number in ANSWERED.items() for one in by_region[region][:number]]
    person = make_person()
    consultation = make()
    few = by_region[Region.NORTH_AMERICA_CARIBBEAN]
    for organisation in few[:6]:
        make_mandate(organisation, "consult")

    answer(consultation, answering, person.id)
    session.commit()

    rates = rates_of(consultation, at=now())
    assert (rates.total.asked, rates.total.invited, rates.total.answered, rates.total.percent) == (160, 78, 75, 47)
    assert {Region(key): one.answered for key, one in rates.regions.items()} == ANSWERED
    assert {one.asked for one in rates.regions.values()} == {32}
    assert [one.percent for one in rates.regions.values()] == [75, 62, 50, 38, 9]
    assert len(rates.countries) == 60
    assert Counter(one.asked for one in rates.countries.values()) == {IN_FIRST: 5, IN_OTHERS: 55}
    assert rates.few == [Region.NORTH_AMERICA_CARIBBEAN]
    assert rates.answered_in == {"en": 75}

    draft = nudge_draft(consultation, rates.few, at=now())
    assert (draft.letters, len(draft.silent)) == (3, 29)
    assert draft.reached == {one.id for one in few[3:6]}
    assert nudging.nudge(consultation, rates.few, seen=draft.sign, by=None, at=now()) == 3
    assert nudge_draft(consultation, rates.few, at=now()).letters == 0

    services.close(consultation, expected_version=consultation.version, by=None, at=now())
    reporting.analyse(consultation, threshold=K, expected_version=consultation.version, by=None, at=now())
    session.commit()

    check_figures(consultation)
    check_files(consultation, by_region)
    publish(consultation)


def check_figures(consultation: Consultation) -> None:
    """Check what is shown by the side of what is true."""
    shown, true = consultation.result, exact_results(consultation)
    assert shown is not None
    assert [value for _key, value in true["regions"]["rows"]] == [24, 20, 16, 12, 3]
    assert [value for _key, value in shown["regions"]["rows"]] == [24, 20, 16, None, None]
    assert (shown["regions"]["answered"], shown["countries"], shown["people"]) == (75, true["countries"], None)
    assert [value for _key, value in true["paragraphs"]["p1"]["rows"]] == [50, 15, 7, 3]
    assert [value for _key, value in shown["paragraphs"]["p1"]["rows"]] == [50, 15, None, None]
    assert true["paragraphs"]["p2"]["answered"] == 8
    assert shown["paragraphs"]["p2"]["answered"] is None
    assert {value for _key, value in shown["paragraphs"]["p2"]["rows"]} == {None}
    assert true["questions"]["q3"]["rows"] == [["a", 40], ["b", 71], ["c", 4]]
    assert shown["questions"]["q3"]["rows"] == [["a", 40], ["b", None], ["c", None]]
    assert shown["questions"]["q4"] == {"rows": [], "answered": 75, "middle": 37.0}
    assert shown["questions"]["q6"] == {"rows": [["yes", 70], ["no", 5]], "answered": 75, "middle": None}
    assert shown["questions"]["q2"]["answered"] is None


def check_files(consultation: Consultation, by_region: dict[Region, list[Organisation]]) -> None:
    """Check that a file without names names nobody, and no country from which few answered."""
    lines = lines_of(consultation)
    numbers = {one["Who"] for one in lines}
    assert numbers == {f"P{number:03}" for number in range(1, 76)}
    assert len(lines) == 75 + 8 + 4 * 75
    places = Counter({one["Who"]: one["Country or region"] for one in lines}.values())
    named = {countries_name(region): min(IN_FIRST, ANSWERED[region]) for region in list(Region)[:4]}
    assert places == {
        **named,
        "Africa": 14,
        "Asia and the Pacific": 10,
        "Europe": 6,
        "Latin America": 2,
        "North America and the Caribbean": 3,
    }
    everything = "\n".join(" ".join(one.values()) for one in lines)
    assert not [one.name for found in by_region.values() for one in found if one.name in everything]
    assert len({one["Who"] for one in lines if re.search(r"number \d+", one["Proposed wording"])}) == 15
    assert {one["Language"] for one in lines} == {"", "en"}
    words = {one["Who"]: one["Proposed wording"] for one in lines if one["Proposed wording"]}
    assert {one["Who"]: one["Proposed wording"] for one in lines_of(consultation) if one["Proposed wording"]} != words

    with_names = lines_of(consultation, with_names=True)

    assert {one["Who"] for one in with_names} == {
        one.name for region, number in ANSWERED.items() for one in by_region[region][:number]
    }
    assert not {one["Country or region"] for one in with_names} & {"Africa", "Europe"}


def countries_name(region: Region) -> str:
    return country_name(twelve_countries(region)[0], "en")


def publish(consultation: Consultation) -> None:
    """Reply to everything and publish."""
    for point in (*consultation.paragraphs, *consultation.questions):
        reporting.reply(
            consultation,
            point,
            verdict=Verdict.PARTLY,
            texts={"en": "Taken."},
            wordings={},
            seen=0,
            by=None,
            at=now(),
        )
    reporting.write_report(
        consultation, summaries={"en": "Thanks."}, feeds_version_id=None, resource="", seen=0, by=None, at=now()
    )
    reporting.publish(consultation, is_public=True, expected_version=consultation.version, by=None, at=now())
    assert consultation.state == State.PUBLISHED
