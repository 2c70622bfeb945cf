import html
import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from uuid import uuid4

import pytest
from flask_babel import force_locale, gettext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nswp_members.core.db import transaction
from nswp_members.core.i18n import LANGUAGES
from nswp_members.notices import letters, services
from nswp_members.notices.kinds import KINDS
from nswp_members.notices.letters import Letter, Link
from tests.factories import make_organisation, make_person
from tests.notices.conftest import invite

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
LINK = Link("https://members.example.org/en/x/abc.def_ghi-jkl", AT)
REVEALING = re.compile(
    r"nswp|sex|umbrella|network|organi[sz]ation|member|travail|trabaj|секс|性|decriminal"
    r"|human rights|consensus|statement|endorse",
    re.IGNORECASE,
)


def write(kind: str, locale: str = "en", **values) -> Letter:
    values = {"email": "a@example.org", "link": LINK, "message_id": f"<{'ab' * 16}@example.org>"} | values
    return letters.Stationery().write(KINDS[kind], locale=locale, at=AT, **values)


def read(letter: Letter) -> EmailMessage:
    return message_from_bytes(letter.as_bytes(), _class=EmailMessage, policy=policy.default)


def parts(letter: Letter) -> tuple[str, str]:
    message = read(letter)
    text, rich = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert rich is not None
    return text.get_content(), rich.get_content()


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_is_written_in_each_language(app, kind, locale):
    letter = write(kind, locale)
    text, rich = parts(letter)

    assert LINK.url in text
    assert f'href="{LINK.url}"' in rich
    assert f'<html lang="{locale}">' in rich
    assert letter.subject
    assert not {"{", "%("} & set(text + rich)


def test_only_the_letter_that_asks_for_objections_does_not_say_that_it_can_be_ignored(app):
    told = {kind for kind in KINDS if all("you can ignore it" in part for part in parts(write(kind)))}
    silent = {kind for kind in KINDS if not any("you can ignore it" in part for part in parts(write(kind)))}

    assert silent == {"recovery_hearing"}
    assert told | silent == set(KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_words_reveal_nothing(app, kind):
    letter = write(kind)

    words = letter.subject + letter.body + html.unescape(letter.html)

    assert not REVEALING.search(words.replace(LINK.url, "").replace("Members' office", ""))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_opening_a_letter_fetches_nothing(app, kind):
    rich = write(kind).html

    assert not re.search(r"<(img|script|link|iframe|object|svg|form)\b|url\(|@import|src=", rich)
    assert set(re.findall(r'href="([^"]*)"', rich)) == {LINK.url}


def test_a_letter_says_until_when_its_link_works_in_its_language(app):
    dates = {locale: write("invitation", locale).body for locale in LANGUAGES}

    assert "November 24, 2026" in dates["en"]
    assert "24 novembre 2026" in dates["fr"]
    assert "24 de noviembre de 2026" in dates["es"]
    assert "24 ноября 2026" in dates["ru"]
    assert "2026年11月24日" in dates["zh"]
    assert "9:30:00" in write("password_reset").body


def test_an_unknown_language_falls_back_to_english(app):
    assert '<html lang="en">' in write("invitation", "xx").html


@pytest.mark.parametrize("discreet", [False, True])
def test_letters_are_signed_in_their_language_unless_a_name_is_set(app, discreet, monkeypatch):
    def signed(locale: str) -> str:
        if discreet:
            letter = letters.Stationery().write_discreetly(
                uuid4(), email="a@example.org", locale=locale, message_id=f"<{'ab' * 16}@example.org>", at=AT
            )
        else:
            letter = write("something_waits", locale)
        text, rich = parts(letter)
        assert letter.sender_name in html.unescape(rich)
        assert text.strip().endswith(letter.sender_name)
        return letter.sender_name

    with force_locale("fr"):
        french = gettext("Office") if discreet else gettext("Members' office")
    assert signed("en") == ("Office" if discreet else "Members' office")
    assert signed("fr") == french

    monkeypatch.setitem(app.config, "MAIL_DISCREET_NAME" if discreet else "MAIL_SENDER_NAME", "Post")
    assert signed("fr") == "Post"


def test_the_headers_are_these_and_no_others(app):
    message = read(write("invitation"))

    assert dict(message.items()) | {"Content-Type": "…"} == {
        "From": "Members' office <office@example.org>",
        "To": "a@example.org",
        "Subject": "An invitation for you",
        "Date": "Tue, 24 Nov 2026 09:30:00 +0000",
        "Message-ID": f"<{'ab' * 16}@example.org>",
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
        "Content-Type": "…",
    }


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(subject=ANY_TEXT, lines=st.lists(ANY_TEXT, max_size=5), name=st.text("Бюро członków 办公室", max_size=20))
def test_any_text_survives_the_way(subject, lines, name):
    body = "\n".join(lines).strip() + "\n.\n..dot\nFrom here\n"
    letter = Letter(
        "a@example.org", subject, body, "<p>x</p>\n", f"<{'0' * 32}@example.org>", name, "o@example.org", AT
    )

    raw = letter.as_bytes()
    text, _html = parts(letter)

    assert raw.isascii()
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert text.replace("\r\n", "\n") == body
    assert str(read(letter)["Subject"] or "").split() == subject.split()


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("a.b+c@example.org", "a.b+c@example.org"),
        ("info@пример.рф", "info@xn--e1afmkfd.xn--p1ai"),
        ("o'neill@sub.example.org", "o'neill@sub.example.org"),
    ],
)
def test_addresses_are_written_for_the_envelope(email, expected):
    assert letters.envelope_address(email) == expected


@pytest.mark.parametrize(
    "email",
    [
        "", "nobody", "@example.org", "a@", "a b@example.org", "a@exa mple.org", "a@example.org>\r\nDATA",
        "a@example.org\nBcc: x@example.org", "имя@example.org", "<a@example.org", "a@b@c,d", "a@" + "x" * 70 + ".org",
    ],
)  # fmt: skip
def test_other_addresses_are_refused(email):
    with pytest.raises(letters.AddressUnusable):
        letters.envelope_address(email)


def test_no_letter_names_an_organisation(sink, deliver):
    organisation = make_organisation(name="Canary Collective")
    person = make_person(name="Canary Person")
    with transaction():
        services.notify(
            "endorsement_request", person.id, occurrence="x", params={"organisation_id": str(organisation.id)}
        )
    invite(name="Canary Contact", kind="endorsement_invitation")

    deliver()

    assert len(sink.messages) == 2
    for mail in sink.messages:
        whole = str(mail.message) + "".join(part.get_content() for part in mail.message.iter_parts())
        assert "canary" not in whole.lower()
