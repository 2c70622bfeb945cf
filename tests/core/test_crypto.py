import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from nswp_members.core.crypto import Keyring

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def keys(*field_keys: str, lookup: str = "look", secret: str = "secret") -> Keyring:
    ring = Keyring()
    ring.load(field_keys=list(field_keys), lookup_key=lookup, secret_key=secret)
    return ring


RING = keys(NEW)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@given(values)
def test_what_goes_in_comes_out(value):
    assert RING.decrypt("people.name", RING.encrypt("people.name", value)) == value


def test_the_same_value_never_looks_the_same():
    assert RING.encrypt("a.b", True) != RING.encrypt("a.b", True)


@pytest.mark.parametrize(
    "values", [(True, False, None), ("full", "associate", "supporting"), ("", "Amina", "Nguyễn Thị")]
)
def test_short_values_are_all_of_one_length(values):
    assert len({len(RING.encrypt("confidential.category", value)) for value in values}) == 1


def test_a_value_moved_to_another_column_is_refused():
    stolen = RING.encrypt("contacts.email", "a@example.org")

    with pytest.raises(ValueError, match="another column"):
        RING.decrypt("people.email", stolen)


def test_a_changed_value_is_refused_without_naming_it():
    stored = bytearray(RING.encrypt("people.name", "Canary"))
    stored[40] ^= 1

    with pytest.raises(ValueError, match=r"people\.name cannot be decrypted") as refusal:
        RING.decrypt("people.name", bytes(stored))
    assert "Canary" not in str(refusal.value)


def test_keys_can_be_changed_one_after_the_other():
    before = keys(OLD).encrypt("a.b", "kept")
    both = keys(NEW, OLD)

    assert both.decrypt("a.b", before) == "kept"
    assert keys(NEW).decrypt("a.b", both.encrypt("a.b", "new")) == "new"
    with pytest.raises(ValueError, match="present keys"):
        keys(NEW).decrypt("a.b", before)


def test_the_blind_index_depends_on_key_column_and_text():
    index = RING.lookup("people.email", "a@example.org")

    assert len(index) == 32
    assert RING.lookup("people.email", "a@example.org") == index
    assert RING.lookup("people.email", "b@example.org") != index
    assert RING.lookup("contacts.email", "a@example.org") != index
    assert keys(NEW, lookup="other").lookup("people.email", "a@example.org") != index


def test_a_token_is_good_for_its_purpose_and_key_only():
    token = RING.sign("accounts.reset", "id", "nonce")

    assert RING.unsign("accounts.reset", token) == ("id", "nonce")
    assert RING.unsign("accounts.invitation", token) is None
    assert keys(NEW, secret="other").unsign("accounts.reset", token) is None


@given(st.text())
def test_what_we_did_not_sign_is_no_token(text):
    assert RING.unsign("accounts.reset", text) is None


def test_without_keys_nothing_is_written():
    with pytest.raises(RuntimeError, match="create the app first"):
        Keyring().encrypt("a.b", "c")


def test_a_file_comes_out_as_it_went_in():
    data = b"\x00binary\x00" * 10

    assert RING.decrypt_bytes("pictures:1", RING.encrypt_bytes("pictures:1", data)) == data


def test_a_file_moved_to_another_row_or_changed_is_refused():
    stolen = RING.encrypt_bytes("pictures:1", b"data")
    changed = bytearray(stolen)
    changed[40] ^= 1

    with pytest.raises(ValueError, match="another row"):
        RING.decrypt_bytes("pictures:2", stolen)
    with pytest.raises(ValueError, match="present keys"):
        RING.decrypt_bytes("pictures:1", bytes(changed))
