"""Information reports: one a session, with figures that nobody types, and late when they are missing."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from core.workflow import Refused
from councils.models import Council
from deliberations.enums import SessionKind
from presidency import actions
from presidency.models import InformationReport
from presidency.reading import lines_of
from tests.factories.councils import AnswerFactory, ReferralFactory
from tests.factories.deliberations import SessionFactory
from tests.factories.presidency import OrderFactory, WrittenQuestionFactory

DAY = datetime.timedelta(days=1)


def session_of(team, days, **more):
    return SessionFactory(council=team.council, opens_from=localdate() + days * DAY, **more)


def write(team, session, version=0, **more):
    said = {"executed_ar": "أنجزت ثلاثة مقررات."} | more
    return actions.write_report(session, by=team.officer, version=version, **said)


def test_one_report_a_session_signed_with_its_figures(team):
    session_of(team, -100)
    session = session_of(team, 3)
    on_time = ReferralFactory(council=team.council, answered=True)
    AnswerFactory(published=True, referral=on_time)
    AnswerFactory(published=True, referral=ReferralFactory(answered=True))  # of another council
    ReferralFactory(council=team.council, overdue=True)
    OrderFactory(council=team.council, published=True, kind="delegation")
    WrittenQuestionFactory(council=team.council, answered=True)
    report = write(team, session)
    with pytest.raises(Refused) as refusal:
        write(team, session)
    assert refusal.value.code == "draft_changed"
    with pytest.raises(PermissionDenied):
        actions.publish_report(report, by=team.officer)
    report = actions.publish_report(write(team, session, version=1, other_fr="Rien."), by=team.president, version=2)
    assert InformationReport.objects.count() == 1
    figures = report.figures
    assert {name: figures[name] for name in ("answered", "on_time", "waiting", "overdue", "orders", "delegations")} == {
        "answered": 1, "on_time": 1, "waiting": 1, "overdue": 1, "orders": 1, "delegations": 1,
    }  # fmt: skip
    assert (figures["questions_received"], figures["questions_answered"], report.since) == (
        1, 1, localdate() - 100 * DAY,
    )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        write(team, session, version=2)
    assert refusal.value.code == "published"


def test_an_empty_report_or_one_of_an_extraordinary_session_is_refused(team):
    report = write(team, session_of(team, 3), executed_ar="")
    with pytest.raises(Refused):
        actions.publish_report(report, by=team.president)
    with pytest.raises(Refused) as refusal:
        write(team, session_of(team, 5, kind=SessionKind.EXTRAORDINARY, called_by="governor"))
    assert refusal.value.code == "not_ordinary"


def test_a_missing_report_is_shown_as_late(team):
    Council.objects.filter(pk=team.council.pk).update(opened_at="2026-01-01T00:00Z")
    team.council.refresh_from_db()
    past, coming = session_of(team, -20, ordinal=1), session_of(team, 10, ordinal=2)
    session_of(team, 200, ordinal=3)
    assert [(line.session, line.is_missing) for line in lines_of(team.council, team.visitor)] == [
        (coming, False), (past, True),
    ]  # fmt: skip
    late = actions.publish_report(write(team, past), by=team.president)
    line = lines_of(team.council, team.visitor)[1]
    assert (line.report, line.is_missing, line.clock.days_late) == (late, False, 14)
    with time_machine.travel(datetime.datetime.now(tz=datetime.UTC) + 30 * DAY):
        assert lines_of(team.council, team.visitor)[-1].clock.days_late == 14
