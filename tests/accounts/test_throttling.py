import time

import pytest
from redis import Redis

from nswp_members.accounts import throttling
from tests.factories import PASSWORD, an_id, make_person, sign_in

OWN = "192.0.2.7"


def test_after_eight_wrong_tries_a_network_waits(try_to_sign_in):
    person = make_person()

    statuses = [try_to_sign_in(person.email, "wrong") for _time in range(9)]

    assert statuses == [200] * 8 + [429]


def test_the_answer_says_when_to_try_again(client):
    for _time in range(9):
        answer = client.post("/accounts/sign-in", data={"email": "a@example.org", "password": "no"})

    assert answer.headers["Retry-After"] == "900"
    assert "Please wait a few minutes" in answer.text


def test_an_unknown_address_is_slowed_down_like_a_known_one(try_to_sign_in):
    statuses = [try_to_sign_in("never@example.org", "wrong") for _time in range(9)]

    assert statuses == [200] * 8 + [429]


def test_an_attacker_elsewhere_does_not_stop_the_owner_in_their_own_network(app, try_to_sign_in):
    person = make_person()
    attacker = app.test_client()
    statuses = {try_to_sign_in(person.email, "guess", network="198.51.100.9", browser=attacker) for _time in range(60)}

    assert statuses == {200, 429}
    assert try_to_sign_in(person.email, "a slip of the finger", network=OWN) == 200
    assert try_to_sign_in(person.email, PASSWORD, network=OWN) == 302


def test_an_attack_from_many_networks_does_not_stop_the_owner_either(app, try_to_sign_in):
    person = make_person()
    attacker = app.test_client()
    for number in range(80):
        try_to_sign_in(person.email, "guess", network=f"10.{number}.0.1", browser=attacker)

    late = [try_to_sign_in(person.email, "guess", network="10.200.0.1", browser=attacker) for _time in range(4)]

    assert late == [200, 200, 200, 429]
    assert try_to_sign_in(person.email, PASSWORD, network=OWN) == 302


def test_an_attacker_in_the_same_network_does_not_stop_a_browser_that_signed_in_before(app, client, try_to_sign_in):
    person = make_person()
    sign_in(client, person)
    client.post("/accounts/sign-out")
    attacker = app.test_client()
    for _time in range(12):
        try_to_sign_in(person.email, "guess", browser=attacker)

    assert try_to_sign_in(person.email, PASSWORD, browser=attacker) == 429
    assert try_to_sign_in(person.email, PASSWORD, browser=client) == 302


def test_a_browser_that_knows_one_account_is_a_stranger_to_another(app, client, try_to_sign_in):
    mine, victim = make_person(), make_person()
    sign_in(client, mine)
    client.post("/accounts/sign-out")

    statuses = [try_to_sign_in(victim.email, "guess") for _time in range(9)]

    assert statuses[-1] == 429


def test_a_known_browser_may_not_guess_for_ever_either(client, try_to_sign_in):
    person = make_person()
    sign_in(client, person)
    client.post("/accounts/sign-out")

    statuses = [try_to_sign_in(person.email, "guess") for _time in range(11)]

    assert statuses == [200] * 10 + [429]


def test_a_made_up_device_cookie_is_worth_nothing(client, try_to_sign_in):
    person = make_person()
    client.set_cookie(throttling.KNOWN_DEVICE, "WyJhIiwiYiJd.made-up")

    statuses = [try_to_sign_in(person.email, "guess") for _time in range(9)]

    assert statuses[-1] == 429


def test_a_success_gives_the_tries_back(app, try_to_sign_in):
    person = make_person()
    for _time in range(7):
        try_to_sign_in(person.email, "typo")
    assert try_to_sign_in(person.email) == 302

    statuses = [try_to_sign_in(person.email, "typo", browser=app.test_client()) for _time in range(8)]

    assert statuses == [200] * 8


def test_one_network_may_not_try_many_accounts(client, try_to_sign_in):
    statuses = [try_to_sign_in(f"nobody{number}@example.org", "password1") for number in range(151)]

    assert statuses[-1] == 429


def test_what_is_kept_names_neither_address_nor_network(app, try_to_sign_in):
    try_to_sign_in("canary@example.org", "no", network=OWN)

    kept = Redis.from_url(app.config["REDIS_URL"])
    keys = b"".join(kept.keys("LIMITS*"))

    assert keys
    assert b"canary" not in keys
    assert b"192.0.2" not in keys
    assert all(0 < kept.ttl(key) <= 24 * 3600 for key in kept.keys("LIMITS*"))


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("192.0.2.1", "192.0.2.200", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("2001:db8:1:1::1", "2001:db8:1:ffff::1", True),
        ("2001:db8:1::1", "2001:db8:2::1", False),
        ("", "not an address", True),
    ],
)
def test_neighbours_share_a_source(app, first, second, alike):
    def source(address):
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            return throttling._source()

    assert (source(first) == source(second)) == alike


def test_without_redis_the_counts_go_on_in_memory(app, monkeypatch):
    away = throttling.RedisStorage("redis://127.0.0.1:1/0", socket_connect_timeout=1)
    memory = throttling.MemoryStorage()
    monkeypatch.setitem(app.extensions, "throttle_storages", (away, memory))

    with app.test_request_context(environ_base={"REMOTE_ADDR": OWN}):
        began = time.monotonic()
        allowed = [throttling.sign_in_allowed("a@example.org") for _time in range(9)]
        throttling.note_sign_in("a@example.org")
        again = throttling.sign_in_allowed("a@example.org")

    assert allowed == [True] * 8 + [False]
    assert again
    assert time.monotonic() - began < 2


def test_a_person_s_acts_are_counted_wherever_they_come_from(app):
    person, other = an_id(), an_id()

    answers = []
    for number in range(21):
        with app.test_request_context(environ_base={"REMOTE_ADDR": f"198.51.{number}.7"}):
            answers.append(throttling.act_allowed("invitation", person))

    assert answers == [True] * 20 + [False]
    with app.test_request_context():
        assert throttling.act_allowed("invitation", other)
