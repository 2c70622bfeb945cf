"""The verdicts on rows, against the contract of the import."""

from collections import Counter
from collections.abc import Container
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nswp_members.organisations.importing.columns import Column, suggest_mapping
from nswp_members.organisations.importing.draft import OrganisationDraft
from nswp_members.organisations.importing.identity import IdentityKey, identity_key
from nswp_members.organisations.importing.reading import Row, Table, read_table
from nswp_members.organisations.importing.remarks import Severity, remark_text
from nswp_members.organisations.importing.rows import CheckedRow, ColumnsMissing, Verdict, check_rows
from nswp_members.regions.geography import Region

TODAY = date(2026, 11, 24)
PUBLISHED = date(2013, 1, 1)
DIRTY_LIST = Path(__file__).with_name("dirty-list.csv")
MEMBER_LIST = Path(__file__).parents[2] / "data" / "member-list.csv"


def checked(path: Path, known: Container[IdentityKey] = frozenset()) -> dict[int, CheckedRow]:
    """Return the rows of a file, checked, by number."""
    table = read_table(path.read_bytes(), path.name)
    mapping = suggest_mapping(table.header, {})
    rows = check_rows(table, mapping, today=TODAY, statement_first_published=PUBLISHED, known=known)
    return {row.row_number: row for row in rows}


def check_one(**cells: str) -> CheckedRow:
    """Return one row checked that says nothing but this, and a good name, country and region."""
    given_cells = {"name": "A House", "country": "Kenya", "region": "Africa", **cells}
    columns = [Column(name) for name in given_cells]
    table = Table(tuple(given_cells), (Row(2, tuple(given_cells.values())),))
    return next(
        check_rows(
            table,
            dict(enumerate(columns)),
            today=TODAY,
            statement_first_published=PUBLISHED,
            known=frozenset(),
        )
    )


def draft_of(row: CheckedRow) -> OrganisationDraft:
    """Return the draft of a row that has one."""
    assert row.draft is not None
    return row.draft


def codes(row: CheckedRow, severity: Severity) -> list[str]:
    """Return the codes of a row's remarks of one severity."""
    return [remark.code for remark in row.remarks if remark.severity is severity]


@pytest.fixture(scope="module")
def dirty() -> dict[int, CheckedRow]:
    """Return the small dirty list, checked; one organisation of it is known."""
    return checked(DIRTY_LIST, {identity_key("KE", "known house")})


@pytest.fixture(scope="module")
def members() -> dict[int, CheckedRow]:
    """Return the invented member list, checked."""
    return checked(MEMBER_LIST)


def test_the_dirty_list_has_the_verdicts_counted_by_hand(dirty: dict[int, CheckedRow]) -> None:
    counts = Counter(row.verdict for row in dirty.values())

    assert counts == {
        Verdict.NEW: 6,
        Verdict.NEW_WITH_WARNINGS: 9,
        Verdict.EXISTING: 1,
        Verdict.DUPLICATE: 1,
        Verdict.REFUSED: 10,
        Verdict.SKIPPED: 2,
    }


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (8, "country-unknown"),
        (9, "country-missing"),
        (10, "name-missing"),
        (11, "country-ambiguous"),
        (12, "email-malformed"),
        (13, "website-not-web"),
        (14, "date-impossible"),
        (15, "date-future"),
        (16, "priority-area-outside"),
        (17, "row-short"),
    ],
)
def test_rows_in_error_are_refused_for_one_reason(dirty: dict[int, CheckedRow], number: int, code: str) -> None:
    row = dirty[number]

    assert row.verdict is Verdict.REFUSED
    assert row.draft is None
    assert codes(row, Severity.ERROR) == [code]


@pytest.mark.parametrize(
    ("number", "warnings"),
    [
        (4, ["region-missing"]),
        (18, []),
        (19, ["region-unlikely"]),
        (20, ["country-part"]),
        (21, ["country-not-iso"]),
        (22, ["region-not-member"]),
        (23, ["region-not-member", "region-provisional"]),
        (
            24,
            [
                "kind-unknown",
                "category-missing",
                "email-missing",
                "mail-language-unknown",
                "listing-unclear",
                "date-ambiguous",
                "endorsed-before-statement",
            ],
        ),
        (25, ["stray-cells"]),
        (29, ["listing-unclear"]),
    ],
)
def test_rows_with_something_odd_are_imported_with_warnings(
    dirty: dict[int, CheckedRow], number: int, warnings: list[str]
) -> None:
    row = dirty[number]

    assert row.verdict is (Verdict.NEW_WITH_WARNINGS if warnings else Verdict.NEW)
    assert row.draft is not None
    assert codes(row, Severity.WARNING) == warnings


def test_dirt_that_means_nothing_is_tidied_without_a_word(dirty: dict[int, CheckedRow]) -> None:
    draft = draft_of(dirty[3])

    assert dirty[3].remarks == ()
    assert (draft.name, draft.country_code, draft.contact_email) == ("Spaced House", "RU", "a@x2.example.org")
    assert (draft.website, draft.mail_language) == ("https://www.x2.example.org", "ru")
    assert (str(draft.joined_on), str(draft.endorsed_on)) == ("2014-03-05", "2014-12-25")
    assert draft.list_publicly


def test_the_same_organisation_is_a_duplicate_and_says_of_which_row(dirty: dict[int, CheckedRow]) -> None:
    row = dirty[5]

    assert row.verdict is Verdict.DUPLICATE
    assert remark_text(row.remarks[-1], 5).endswith("the same organisation as in row 4; only that row is imported.")


def test_the_same_name_in_another_country_is_another_organisation(dirty: dict[int, CheckedRow]) -> None:
    assert dirty[6].verdict is Verdict.NEW
    assert "same-name-elsewhere" in codes(dirty[6], Severity.INFO)


def test_a_known_organisation_is_recognised_however_it_is_spelt(dirty: dict[int, CheckedRow]) -> None:
    assert dirty[28].verdict is Verdict.EXISTING


def test_blank_and_totals_rows_are_skipped_with_a_remark(dirty: dict[int, CheckedRow]) -> None:
    assert [remark.code for remark in dirty[7].remarks] == ["row-blank"]
    assert [remark.code for remark in dirty[30].remarks] == ["row-totals"]


def test_formulas_and_markup_are_names_like_others(dirty: dict[int, CheckedRow]) -> None:
    assert draft_of(dirty[26]).name == '=HYPERLINK("http://evil.example.org")'
    assert draft_of(dirty[27]).name == "<script>alert('x')</script>"
    assert draft_of(dirty[27]).second_contact_email == "b@x24.example.org"


def test_a_plausible_region_is_kept_as_an_override(dirty: dict[int, CheckedRow]) -> None:
    draft = draft_of(dirty[18])

    assert draft.region is Region.NORTH_AMERICA_CARIBBEAN
    assert draft.region_is_override
    assert codes(dirty[18], Severity.INFO) == ["region-override"]


def test_a_remark_names_row_column_value_and_what_to_do(dirty: dict[int, CheckedRow]) -> None:
    text = remark_text(dirty[8].remarks[0], 8)

    assert text == "Row 8, Country: “Atlantis” is not a country we know. Write its name or its ISO code."


def test_the_member_list_has_the_verdicts_of_its_contract(members: dict[int, CheckedRow]) -> None:
    counts = Counter(row.verdict for row in members.values())

    assert counts == {
        Verdict.NEW: 257,
        Verdict.NEW_WITH_WARNINGS: 133,
        Verdict.DUPLICATE: 3,
        Verdict.REFUSED: 12,
        Verdict.SKIPPED: 2,
    }


def test_the_member_list_has_these_refused_rows(members: dict[int, CheckedRow]) -> None:
    refused = {number: codes(row, Severity.ERROR) for number, row in members.items() if row.verdict is Verdict.REFUSED}

    assert refused == {
        7: ["email-malformed"],
        19: ["email-malformed"],
        25: ["email-malformed"],
        33: ["country-unknown"],
        39: ["country-missing"],
        43: ["date-impossible"],
        49: ["date-future"],
        73: ["priority-area-outside"],
        81: ["website-not-web"],
        103: ["name-missing"],
        105: ["text-too-long"],
        172: ["row-short"],
    }


def test_the_member_list_has_these_duplicates_and_skipped_rows(members: dict[int, CheckedRow]) -> None:
    unused = {
        number: row.remarks[-1].params.get("row", row.remarks[-1].code)
        for number, row in members.items()
        if row.verdict in {Verdict.DUPLICATE, Verdict.SKIPPED}
    }

    assert unused == {152: "row-blank", 182: "15", 205: "13", 265: "115", 408: "row-totals"}


def test_the_member_list_has_these_rare_warnings(members: dict[int, CheckedRow]) -> None:
    rare = {
        "region-unlikely": [85, 91, 99, 285],
        "country-not-iso": [91],
        "country-part": [99],
        "kind-unknown": [133],
        "region-not-member": [139, 141],
        "date-ambiguous": [55],
        "endorsed-before-statement": [109],
        "stray-cells": [182],
    }

    found = {code: [number for number, row in members.items() if code in codes(row, Severity.WARNING)] for code in rare}

    assert found == rare


def test_only_clear_yes_words_list_an_organisation(members: dict[int, CheckedRow]) -> None:
    listed = {row.cells[18] for row in members.values() if row.draft is not None and row.draft.list_publicly}

    assert listed == {"Yes", "yes", "Y", "TRUE", "1", "oui", "sí", "да", "是"}


def test_uploading_a_list_again_finds_everything_known(members: dict[int, CheckedRow]) -> None:
    known = {row.draft.identity_key for row in members.values() if row.draft is not None}

    counts = Counter(row.verdict for row in checked(MEMBER_LIST, known).values())

    assert counts[Verdict.EXISTING] == 390
    assert counts[Verdict.NEW] == counts[Verdict.NEW_WITH_WARNINGS] == 0


def test_a_corrected_row_below_a_refused_one_is_no_duplicate() -> None:
    rows = (Row(2, ("A", "Kenya", "x@@y")), Row(3, ("A", "Kenya", "x@y.example.org")))
    table = Table(("Name", "Country", "E-mail"), rows)

    verdicts = [
        row.verdict
        for row in check_rows(
            table,
            suggest_mapping(table.header, {}),
            today=TODAY,
            statement_first_published=None,
            known=frozenset(),
        )
    ]

    assert verdicts == [Verdict.REFUSED, Verdict.NEW_WITH_WARNINGS]


@pytest.mark.parametrize("header", [("Name",), ("Country",), ()])
def test_without_name_and_country_nothing_is_checked(header: tuple[str, ...]) -> None:
    table = Table(header, ())

    with pytest.raises(ColumnsMissing):
        check_rows(
            table,
            suggest_mapping(header, {}),
            today=TODAY,
            statement_first_published=None,
            known=frozenset(),
        )


def test_an_organisation_called_total_with_a_country_is_one() -> None:
    assert check_one(name="Total").verdict is Verdict.NEW_WITH_WARNINGS


@pytest.mark.parametrize("name", ["Total", "TOTAL: 400", "Итого", "合计", "Grand total"])
def test_totals_are_recognised_in_several_languages(name: str) -> None:
    assert check_one(name=name, country="400").verdict is Verdict.SKIPPED


def test_every_error_of_a_row_is_told_at_once() -> None:
    row = check_one(country="Atlantis", contact_email="x", website="ftp://x.org", joined_on="2031")

    assert codes(row, Severity.ERROR) == [
        "country-unknown",
        "email-malformed",
        "website-not-web",
        "date-future",
    ]


def test_a_provisional_region_is_told_only_where_none_is_stated() -> None:
    without = check_one(country="Lebanon", region="")
    stated = check_one(country="Lebanon", region="Asia Pacific")

    assert "region-provisional" in codes(without, Severity.WARNING)
    assert "region-provisional" not in codes(stated, Severity.WARNING)


def test_a_draft_survives_being_stored() -> None:
    row = check_one(
        contact_email="a@x.example.org",
        category="full",
        kind="local",
        working_languages="English; Hindi",
        populations="trans, male",
        priority_areas="1,3",
        joined_on="2014-03",
        notes="One\ntwo",
    )

    content = draft_of(row).as_content()

    assert content["joined_on"] == "2014-03"
    assert OrganisationDraft.from_content(content) == row.draft


@given(st.dictionaries(st.sampled_from([column.value for column in Column]), st.text(max_size=40)))
def test_no_cell_breaks_the_check(cells: dict[str, str]) -> None:
    row = check_one(**cells)

    assert (row.draft is None) == (row.verdict in {Verdict.REFUSED, Verdict.SKIPPED})
    assert all(remark_text(remark, row.row_number) for remark in row.remarks)
    if row.draft is not None:
        assert len(row.draft.name) <= 200
        assert OrganisationDraft.from_content(row.draft.as_content()) == row.draft


@given(st.lists(st.text(max_size=20), max_size=6))
def test_no_row_shape_breaks_the_check(cells: list[str]) -> None:
    table = Table(("Name", "Country", "Notes"), (Row(2, tuple(cells)),))

    row = next(
        check_rows(
            table,
            suggest_mapping(table.header, {}),
            today=TODAY,
            statement_first_published=None,
            known=frozenset(),
        )
    )

    assert row.cells == tuple(cells)
