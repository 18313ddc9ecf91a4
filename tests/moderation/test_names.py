"""A shown name that is false or offends: whoever decides a case takes it away, and nothing else."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts import actions as accounts
from core.fitness import Unfit
from core.models import Entry
from core.workflow import Refused
from moderation import actions
from moderation.enums import ActKind, Ground, Outcome
from moderation.models import Act, Case
from moderation.yearly import of_year
from notices.models import Notice
from tests.factories.debates import ContributionFactory
from tests.moderation.people import place

pytestmark = pytest.mark.django_db
TAKEN = {"ground": Ground.NAME, "note": "اسم غيرك", "takes_name": True}


@pytest.fixture
def here():
    made = place()
    made.author.display_name = "رئيس الجماعة"
    made.author.save()
    return made


def reported(here) -> Case:
    return actions.report("contribution", here.said.pk, by=here.citizen, ground=Ground.NAME).case


def test_the_name_goes_and_the_words_stay(here, client):
    page = here.said.thread.get_absolute_url()
    assert "رئيس الجماعة" in client.get(page).text
    done = actions.decide(reported(here), outcome=Outcome.KEPT, by=here.moderator, **TAKEN)
    here.author.refresh_from_db()
    here.said.refresh_from_db()
    assert (here.author.display_name, here.said.visibility, done.outcome) == ("", "visible", Outcome.KEPT)
    shown = client.get(page).text
    assert "رئيس الجماعة" not in shown
    assert here.said.text in shown
    assert list(Act.objects.order_by("pk").values_list("act", "ground")) == [
        (ActKind.KEEP, ""), (ActKind.NAME, Ground.NAME),
    ]  # fmt: skip
    entry = Entry.objects.get(action="take_name")
    assert (entry.by, entry.note, entry.data) == (here.moderator, "", {})  # the name is written nowhere
    (hers,) = Notice.objects.filter(user=here.author)
    assert "اسم غيرك" in hers.text
    (theirs,) = Notice.objects.filter(user=here.citizen)
    assert "الاسم المعروض" in theirs.text
    assert of_year(done.decided_at.year, None).names == 1


def test_it_needs_its_reason_words_and_a_name(here):
    case = reported(here)
    for said, field in (({"ground": Ground.SPAM}, "ground"), ({"note": ""}, "note")):
        with pytest.raises(Unfit) as refusal:
            actions.decide(case, outcome=Outcome.HIDDEN, by=here.moderator, **TAKEN | said)
        assert refusal.value.field == field
    Case.objects.update(author=None)
    with pytest.raises(Refused) as refusal:
        actions.decide(case, outcome=Outcome.KEPT, by=here.moderator, **TAKEN)
    assert refusal.value.code == "nobody"
    case.refresh_from_db()
    assert case.state == "open"  # nothing of it was done


def test_several_cases_of_one_author_take_her_name_once(here):
    cases = [reported(here)]
    other = ContributionFactory(thread=here.said.thread, author=here.author)
    cases.append(actions.report("contribution", other.pk, by=here.citizen, ground=Ground.NAME).case)
    done = actions.decide_many(cases, outcome=Outcome.KEPT, by=here.moderator, **TAKEN)
    assert [(one.refusal, one.case.state) for one in done] == [(None, "decided")] * 2
    assert Act.objects.filter(act=ActKind.NAME).count() == Notice.objects.filter(user=here.author).count() == 1


def test_nobody_takes_a_name_without_a_case_about_it(here):
    actions.decide(reported(here), outcome=Outcome.KEPT, by=here.facilitator, ground=Ground.SPAM)
    for who in (here.citizen, here.moderator, here.facilitator, here.author):
        with pytest.raises(PermissionDenied):
            accounts.take_name(here.author, by=who)


def test_the_form_of_a_case_takes_it(here, client):
    case = reported(here)
    client.force_login(here.moderator)
    said = {"outcome": "kept", "ground": "name", "note": "اسم غيرك", "takes_name": "on"}
    assert client.post(reverse("moderation:decide", args=[case.pk]), said).status_code == 302
    here.author.refresh_from_db()
    assert here.author.display_name == ""
