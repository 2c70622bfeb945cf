"""E-mail and web addresses."""

import pytest

from nswp_members.organisations.importing.addresses import read_emails, read_website
from nswp_members.organisations.importing.remarks import RemarkList


def said(remarks: RemarkList) -> list[str]:
    """Return the codes of the remarks."""
    return [remark.code for remark in remarks.as_tuple()]


@pytest.mark.parametrize(
    ("first", "second", "found", "remark"),
    [
        (" A@X.EXAMPLE.ORG ", "", ("a@x.example.org", None), []),
        ("a@x.example.org;b@x.example.org", "", ("a@x.example.org", "b@x.example.org"), []),
        ("a@x.example.org / b@x.example.org", "", ("a@x.example.org", "b@x.example.org"), []),
        ("a@x.example.org and b@x.example.org", "", ("a@x.example.org", "b@x.example.org"), []),
        ("a@x.example.org", "A@x.example.org", ("a@x.example.org", None), []),
        ("Ann <a@x.example.org>, Bo <b@x.example.org>", "", ("a@x.example.org", "b@x.example.org"), []),
        ("mailto:a@x.example.org", "", ("a@x.example.org", None), []),
        (
            "a@x.example.org b@x.example.org",
            "c@x.example.org",
            ("a@x.example.org", "c@x.example.org"),
            ["email-left-out"],
        ),
        ("", "b@x.example.org", ("b@x.example.org", None), ["email-second-promoted"]),
        ("", "", (None, None), ["email-missing"]),
        ("n/a", "-", (None, None), ["email-missing"]),
        ("a(at)x.example.org", "", (None, None), ["email-malformed"]),
        ("a@@x.example.org", "", (None, None), ["email-malformed"]),
        ("not yet", "b@x.example.org", (None, None), ["email-malformed"]),
        ("a@x.example.org; nonsense", "", (None, None), ["email-malformed"]),
        ("a@x.example.org", "nonsense", (None, None), ["email-malformed"]),
        (";", "", (None, None), ["email-malformed"]),
    ],
)
def test_addresses_are_read_from_one_or_two_cells(
    first: str, second: str, found: tuple[str | None, str | None], remark: list[str]
) -> None:
    remarks = RemarkList()

    assert read_emails(first, second, remarks) == found
    assert said(remarks) == remark


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("www.x.example.org", "https://www.x.example.org"),
        ("x.example.org:8080/a?b=C", "https://x.example.org:8080/a?b=C"),
        ("HTTP://X.Example.org/Path", "http://x.example.org/Path"),
        ("//x.example.org", "https://x.example.org"),
        ("сайт.рф", "https://сайт.рф"),
        ("n/a", ""),
        ("", ""),
    ],
)
def test_web_addresses_get_a_scheme(typed: str, address: str) -> None:
    remarks = RemarkList()

    assert read_website(typed, remarks) == address
    assert said(remarks) == []


@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        ("javascript:alert(1)", "website-not-web"),
        (" JAVA\u200bSCRIPT:alert(1)", "website-not-web"),
        ("data:text/html,x", "website-not-web"),
        ("ftp://x.example.org", "website-not-web"),
        ("mailto:a@x.example.org", "website-not-web"),
        ("https://user@x.example.org", "website-malformed"),
        ("https://", "website-malformed"),
        ("localhost", "website-malformed"),
        ("http://[::1", "website-malformed"),
        ("two words.org", "website-malformed"),
        ('x.example.org/"onclick=', "website-malformed"),
        ("x.example.org/" + "a" * 300, "text-too-long"),
    ],
)
def test_anything_but_a_web_address_is_refused(typed: str, remark: str) -> None:
    remarks = RemarkList()

    read_website(typed, remarks)

    assert said(remarks) == [remark]
