from datetime import timedelta

from nswp_members.accounts import services as accounts
from nswp_members.core.db import transaction
from tests.factories import make_person


def test_a_reset_is_hinted_whether_or_not_the_address_is_known(app, hints):
    known = make_person()

    for email in (known.email, "nobody@example.org"):
        with transaction():
            accounts.request_password_reset(email, lifetime=timedelta(minutes=30))

    assert hints == [("notices.mail_resets", ())] * 2
