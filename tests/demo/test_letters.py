import mailbox
from email.message import EmailMessage

import pytest

from nswp_members.demo.letters import newest, pieces

BASE = "http://localhost:8000"


def put(folder, subject, *, text="Hello", html=None):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "office@example.org", "a@example.org", subject
    if text is not None:
        message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return mailbox.Maildir(folder).add(b"Delivered-To: b@example.org\n" + bytes(message))


def test_the_newest_letters_come_first(tmp_path):
    folder = str(tmp_path / "mail")
    for number in range(5):
        put(folder, f"Letter {number}")

    assert [one.subject for one in newest(folder, limit=3)] == ["Letter 4", "Letter 3", "Letter 2"]


def test_a_letter_is_read_whatever_its_script(tmp_path):
    folder = str(tmp_path / "mail")
    key = put(folder, "Приглашение 邀请", text="Здравствуйте\n你好", html="<p>Здравствуйте</p>")

    (letter,) = newest(folder, limit=9)

    assert (letter.key, letter.subject, letter.recipient) == (key, "Приглашение 邀请", "b@example.org")
    assert letter.text.strip() == "Здравствуйте\n你好"
    assert "<p>Здравствуйте</p>" in letter.html


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"Content-Type: text/plain; charset=none\n\n\xff"])
def test_what_is_no_letter_breaks_nothing(tmp_path, content):
    folder = str(tmp_path / "mail")
    mailbox.Maildir(folder).add(content)

    assert len(newest(folder, limit=9)) == 1


@pytest.mark.parametrize("folder", ["", "/nonexistent"])
def test_without_a_mailbox_there_is_no_letter(folder):
    assert newest(folder, limit=9) == []


@pytest.mark.parametrize(
    ("text", "link"),
    [
        (f"Open {BASE}/a/b?c=d&e#f.", f"{BASE}/a/b?c=d&e#f"),
        (f"<{BASE}/a>", f"{BASE}/a"),
        ("http://evil.example/a", None),
        ("http://localhost:80001/a", None),
        (f"{BASE}.evil.example/a", None),
        (f"{BASE}@evil.example/a", None),
        ("javascript:alert(1)", None),
    ],
)
def test_only_links_to_this_app_can_be_followed(text, link):
    found = list(pieces(text, BASE))

    assert "".join(words for words, _link in found) == text
    assert [one for _words, one in found if one] == ([link] if link else [])
