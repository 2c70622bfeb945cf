from nswp_members.audit import services
from nswp_members.core.db import session
from tests.factories import an_id


def run(app, *words):
    return app.test_cli_runner().invoke(args=["audit", "list", *words])


def test_the_trail_is_printed_the_newest_first(app):
    who = an_id()
    services.record("tests.began", "thing", None, by=None)
    services.record("tests.ended", "thing", None, by=who, capacity="donor", details={"why": "done"})
    session.commit()

    first, second = run(app, "--action", "tests.").output.splitlines()

    assert first.split("\t")[1:] == [str(who), "donor", "tests.ended", "thing", "", '{"why": "done"}']
    assert "the app itself" in second


def test_the_list_can_be_narrowed(app):
    who = an_id()
    services.record("tests.began", "thing", who, by=None)
    services.record("tests.ended", "thing", None, by=who)
    session.commit()

    assert "tests.ended" in run(app, "--action", "tests.e").output
    assert len(run(app, "--action", "tests.e").output.splitlines()) == 1
    assert "tests.began" in run(app, "--subject", str(who)).output
    assert "tests.ended" in run(app, "--person", str(who)).output
    assert len(run(app, "--limit", "1").output.splitlines()) == 1
    assert run(app, "--subject", "no id").exit_code == 2
