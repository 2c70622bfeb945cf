"""Reading e-mail and web addresses."""

import re
from urllib.parse import SplitResult, urlsplit

from email_validator import EmailNotValidError, validate_email

from nswp_members.core.text import clean
from nswp_members.organisations.importing.columns import Column
from nswp_members.organisations.importing.remarks import RemarkList
from nswp_members.organisations.importing.vocabulary import is_not_known

MAX_WEBSITE_CHARACTERS = 300
MAX_EMAIL_CELL_CHARACTERS = 1000
_IN_BRACKETS = re.compile(r"[^<>;,/|]*<([^<>]*)>")
_BETWEEN_ADDRESSES = re.compile(r"\s*[;,/|、；，]\s*|\s+(?:(?:and|or|et|ou|y|o|и|или|和|&)\s+)?", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?![0-9]+(?:[/?#]|$))(//)?", re.IGNORECASE)
_WEB_SCHEMES = {"http", "https"}


def read_emails(cell: str, second_cell: str, remarks: RemarkList) -> tuple[str | None, str | None]:
    """Return the first and second address, lower-cased; several may stand in one cell.

    An error for a malformed address. A warning when there is none, when only the second column has one (it
    becomes the first), and for addresses beyond the second. No look-up is made.
    """
    first = _addresses(Column.CONTACT_EMAIL, cell, remarks)
    second = _addresses(Column.SECOND_CONTACT_EMAIL, second_cell, remarks)
    if first is None or second is None:
        return None, None
    addresses = list(dict.fromkeys([*first[:1], *second, *first[1:]]))
    if not addresses:
        remarks.warning(Column.CONTACT_EMAIL, clean(cell), "email-missing")
        return None, None
    if not first:
        remarks.warning(Column.CONTACT_EMAIL, addresses[0], "email-second-promoted")
    if addresses[2:]:
        remarks.warning(Column.CONTACT_EMAIL, ", ".join(addresses[2:]), "email-left-out")
    return addresses[0], addresses[1] if addresses[1:] else None


def read_website(cell: str, remarks: RemarkList) -> str:
    """Return a web address with its scheme, https where none was written.

    An error for anything but http and https.
    """
    text = clean(cell)
    if not text or is_not_known(text):
        return ""
    scheme = _SCHEME.match(text)
    if scheme and scheme[1].lower() not in _WEB_SCHEMES:
        remarks.error(Column.WEBSITE, text, "website-not-web")
        return ""
    address = text if scheme else "https://" + text.removeprefix("//")
    parts = _web_parts(address)
    if parts is None:
        remarks.error(Column.WEBSITE, text, "website-malformed")
        return ""
    if len(address) > MAX_WEBSITE_CHARACTERS:
        remarks.error(Column.WEBSITE, text, "text-too-long", length=len(address), limit=MAX_WEBSITE_CHARACTERS)
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower()).geturl()


def _addresses(column: Column, cell: str, remarks: RemarkList) -> list[str] | None:
    """Return the addresses in a cell; an error naming the whole cell, and None, when one is malformed."""
    text = clean(cell)
    if not text or is_not_known(text):
        return []
    if len(text) > MAX_EMAIL_CELL_CHARACTERS:
        remarks.error(column, text, "text-too-long", length=len(text), limit=MAX_EMAIL_CELL_CHARACTERS)
        return None
    found = [_address(part) for part in _BETWEEN_ADDRESSES.split(_IN_BRACKETS.sub(r"\1", text)) if part]
    addresses = [address for address in found if address is not None]
    if len(addresses) < len(found) or not found:
        remarks.error(column, text, "email-malformed")
        return None
    return addresses


def _address(text: str) -> str | None:
    """Return the address in its normal form, None if it is malformed; reserved test domains are allowed."""
    try:
        checked = validate_email(
            text.removeprefix("mailto:"),
            check_deliverability=False,
            allow_smtputf8=False,
            test_environment=True,
        )
    except EmailNotValidError:
        return None
    return checked.normalized.lower()


def _web_parts(address: str) -> SplitResult | None:
    """Return the parts of a web address with a host name that has a dot and no user name; None otherwise."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return None
    is_host = re.fullmatch(r"(?!-)[^\s@\[\]_/\\<>\"'()]+\.[^\s@\[\]_/\\<>\"'().]{2,}", host) is not None
    has_odd_signs = re.search(r"[\s<>\"\\]", address) or "@" in parts.netloc or ".." in host
    return parts if is_host and not has_odd_signs else None
