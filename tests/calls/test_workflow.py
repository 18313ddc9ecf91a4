"""The lives of a call, an application, a project, an instalment: every state × every move."""

import pytest
from django.db import transaction
from django.utils.timezone import now

from calls.enums import ApplicationState as A
from calls.enums import CallState as S
from calls.enums import InstalmentState as I
from calls.enums import ProjectState as P
from calls.models import Application, Call, Instalment, Project
from core.workflow import Refused, perform
from tests.factories.accounts import UserFactory
from tests.factories.calls import ApplicationFactory, CallFactory, EvaluatorFactory

pytestmark = pytest.mark.django_db

CALL = {
    S.DRAFT: {"publish": S.PUBLISHED, "cancel": S.CANCELLED},
    S.PUBLISHED: {"close": S.CLOSED, "cancel": S.CANCELLED},
    S.CLOSED: {"check": S.CHECKING, "cancel": S.CANCELLED},
    S.CHECKING: {"score": S.SCORING, "cancel": S.CANCELLED},
    S.SCORING: {"rank": S.RANKED, "cancel": S.CANCELLED},
    S.RANKED: {"award": S.AWARDED, "cancel": S.CANCELLED},
    S.AWARDED: {"run": S.RUNNING},
    S.RUNNING: {"finish": S.FINISHED},
    S.FINISHED: {},
    S.CANCELLED: {},
}
APPLICATION = {
    A.DRAFT: {"send": A.SENT},
    A.SENT: {"ask": A.COMPLETING, "accept": A.ELIGIBLE, "reject": A.INELIGIBLE, "withdraw": A.WITHDRAWN},
    A.COMPLETING: {"complete": A.SENT, "accept": A.ELIGIBLE, "reject": A.INELIGIBLE, "withdraw": A.WITHDRAWN},
    A.ELIGIBLE: {"reject": A.INELIGIBLE, "place": A.SCORED, "withdraw": A.WITHDRAWN},
    A.INELIGIBLE: {},
    A.SCORED: {"retain": A.AWARDED, "reserve": A.RESERVE, "decline": A.NOT_RETAINED},
    A.AWARDED: {"withdraw": A.WITHDRAWN},
    A.RESERVE: {"call_up": A.AWARDED, "withdraw": A.WITHDRAWN},
    A.NOT_RETAINED: {},
    A.WITHDRAWN: {},
}
PROJECT = {
    P.AGREEING: {"agree": P.RUNNING, "stop": P.STOPPED},
    P.RUNNING: {"complete": P.COMPLETED, "stop": P.STOPPED},
    P.COMPLETED: {},
    P.STOPPED: {},
}
INSTALMENT = {
    I.PLANNED: {"pay": I.PAID},
    I.PAID: {"report": I.REPORTED},
    I.REPORTED: {"accept": I.ACCEPTED, "return": I.PAID},
    I.ACCEPTED: {},
}


def tries(row, grid, by):
    """Try every move from where a row stands; each from the same row."""
    for action in type(row).MOVES:
        target = grid[row.state].get(action)
        with transaction.atomic():
            if target is None:
                with pytest.raises(Refused):
                    perform(row, action, by=by, note="سبب واضح")
            else:
                assert perform(row, action, by=by, note="سبب واضح").state == target
            transaction.set_rollback(True)


def test_each_cell_of_the_grids():
    by = UserFactory(is_superuser=True)
    call = CallFactory(published=True, whole=True)
    for _one in range(call.evaluators_min):
        EvaluatorFactory(call=call)
    for state in S:
        Call.objects.filter(pk=call.pk).update(state=state)
        tried = Call.objects.get(pk=call.pk)
        if state == S.AWARDED:
            row = ApplicationFactory(call=call, sent=True, state=A.AWARDED)
            project = Project.objects.create(application=row, granted=1, state=P.RUNNING)
        if state == S.RUNNING:
            Project.objects.filter(pk=project.pk).update(state=P.COMPLETED)
        tries(tried, CALL, by)
    Call.objects.filter(pk=call.pk).update(state=S.CHECKING)
    row = ApplicationFactory(call=call, sent=True)
    for state in A:
        Application.objects.filter(pk=row.pk).update(state=state)
        tries(Application.objects.get(pk=row.pk), APPLICATION, by)
    Project.objects.filter(pk=project.pk).update(closing_report="تقرير")
    step = Instalment.objects.create(project=project, number=1, amount=1, due_on=now(), state=I.ACCEPTED)
    for state in P:
        Project.objects.filter(pk=project.pk).update(state=state)
        tries(Project.objects.get(pk=project.pk), PROJECT, by)
    for state in I:
        Instalment.objects.filter(pk=step.pk).update(state=state)
        tries(Instalment.objects.get(pk=step.pk), INSTALMENT, by)


def test_a_guard_says_why_a_call_cannot_be_published():
    by = UserFactory(is_superuser=True)
    spoilt = {
        "no_criterion": lambda call: call.criteria.all().delete(),
        "no_category": lambda call: call.categories.all().delete(),
        "no_places": lambda call: call.categories.update(places=None),
        "no_end": lambda call: Call.objects.filter(pk=call.pk).update(closes_at=now()),
        "no_dates": lambda call: Call.objects.filter(pk=call.pk).update(results_on=None),
        "space_not_open": lambda call: type(call.space).objects.filter(pk=call.space_id).update(state="closed"),
    }
    for code, spoil in spoilt.items():
        call = CallFactory(whole=True)
        spoil(call)
        with pytest.raises(Refused) as refused:
            perform(Call.objects.get(pk=call.pk), "publish", by=by)
        assert refused.value.code == code
