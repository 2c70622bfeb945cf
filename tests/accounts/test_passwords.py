import pytest

from nswp_members.accounts import passwords
from nswp_members.accounts.errors import WeakPassword


def test_a_hash_is_argon2id_and_never_the_same_twice():
    first, second = passwords.hash_password("copper lantern"), passwords.hash_password("copper lantern")

    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert first != second


def test_only_the_right_password_matches():
    stored = passwords.hash_password("copper lantern")

    assert passwords.matches("copper lantern", stored)
    assert not passwords.matches("Copper lantern", stored)
    assert not passwords.matches("", stored)
    assert not passwords.matches("copper lantern", None)
    assert not passwords.matches("copper lantern", "no hash")


def test_nobody_s_password_is_the_one_behind_the_dummy_hash():
    assert not passwords.matches("nobody has this password", None)


@pytest.mark.parametrize(
    "password",
    ["copper lantern thursday goose", "красный зонтик над морем 42", "雨伞红色铜灯星期四鹅在海边", "x9$Lq!2vRt@8Zw"],
)
def test_strong_passwords_of_any_script_are_taken(password):
    passwords.require_strong(password, about=["amina@example.org", "Amina"])


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "password1234",
        "aaaaaaaaaaaaaaaa",
        "nswpmembers2026",
        "redumbrella2026",
        "amina.kazungu1!",
        "a" * 129,
    ],
)
def test_short_common_and_personal_passwords_are_refused(password):
    with pytest.raises(WeakPassword):
        passwords.require_strong(password, about=["amina.kazungu@example.org", "Amina Kazungu"])
