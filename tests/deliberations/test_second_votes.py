"""A second vote, where the first lacked the absolute majority of the members in office (113-14, art. 43 §2)."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse

from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused
from deliberations import actions
from deliberations.actions.voting import Counts
from deliberations.enums import ItemKind, Majority, Stance
from deliberations.forms.agenda import SecondVoteForm, VoteForm
from deliberations.models import Deliberation, Vote
from deliberations.printing import told
from deliberations.views import acts
from programmes.actions.programmes import _voted
from programmes.models import Programme
from tests.deliberations.hall import HOUR, NOW, convened, hall, roll, with_item
from tests.factories.deliberations import DecisionFactory

pytestmark = [
    pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("english"),
]  # fmt: skip
DAY = datetime.timedelta(days=1)
WORDS = {"title_ar": "برنامج عمل الجماعة", "text_ar": "صادق المجلس على البرنامج."}


@pytest.fixture
def made(time_machine):
    """A plan for which three of seven voted at the first sitting, and the second sitting, held two days later."""
    call_command("load_law", verbosity=0)
    made = hall()
    made.item = with_item(made, kind=ItemKind.PLAN)
    first = convened(made)
    time_machine.move_to(HOUR)
    made.first = actions.open_sitting(first, by=made.secretary, roll=roll(made, 5))
    votes = stances(made, "+++-0")
    made.found = actions.deliberate(made.item, by=made.secretary, sitting=made.first, votes=votes, takes_up=True)
    made.item.refresh_from_db()
    return made


def stances(made, voices):
    kinds = {"+": Stance.FOR, "-": Stance.AGAINST, "0": Stance.ABSTAIN}
    return {member.pk: kinds[voice] for member, voice in zip(made.members, voices, strict=False)}


def sit_again(made, time_machine, there=5):
    later = HOUR + 2 * DAY
    sitting = actions.plan_sitting(made.session, by=made.officer, starts_at=later, place="القاعة")
    time_machine.move_to(later)
    return actions.open_sitting(sitting, by=made.secretary, roll=roll(made, there))


def again(made, sitting, **more):
    return actions.deliberate(made.item, by=made.secretary, sitting=sitting, is_second=True, **more)


def offered(made):
    made.item.refresh_from_db()
    item = type(made.item).objects.select_related("deliberation", "session").get(pk=made.item.pk)
    return {name for name, _act in acts.offered(acts.OF_ITEM, item, made.secretary)}


def test_a_second_sitting_decides_by_the_majority_of_the_votes_cast_and_the_first_vote_is_kept(made, time_machine):
    """Art. 43 §2."""
    assert made.found.is_adopted is False
    assert "second-vote" not in offered(made)
    second = sit_again(made, time_machine)
    assert "second-vote" in offered(made)
    found = again(made, second, votes=stances(made, "++-0"))
    assert (found.is_second, found.is_adopted, found.majority, found.for_count) == (True, True, Majority.SIMPLE, 2)
    first = found.first_counts
    assert (first["for"], first["against"], first["abstain"], first["in_office"]) == (3, 1, 1, 7)
    assert (first["sitting"], len(first["votes"])) == (made.first.pk, 5)
    assert Vote.objects.count() == 4
    assert history(made.item).filter(action="second_vote").count() == 1
    assert "second-vote" not in offered(made)
    # corrected while the session is held: it stays the second vote, and the first stays what it was
    found = actions.deliberate(made.item, by=made.secretary, sitting=second, votes=stances(made, "-+-0"))
    assert (found.is_second, found.is_adopted, found.first_counts) == (True, False, first)
    with pytest.raises(Unfit) as refusal:
        actions.deliberate(made.item, by=made.secretary, sitting=made.first, votes=stances(made, "+++++"))
    assert refusal.value.field == "sitting"


def test_the_second_vote_is_taken_at_a_later_sitting(made, time_machine):
    with pytest.raises(Unfit) as refusal:
        again(made, made.first, votes=stances(made, "++-0"))
    assert refusal.value.field == "sitting"
    assert not Deliberation.objects.get().is_second


def test_a_tie_of_the_second_vote_goes_to_the_presidents_side(made, time_machine):
    """Art. 43 §3."""
    second = sit_again(made, time_machine)
    with pytest.raises(Unfit) as refusal:
        again(made, second, counts=Counts(2, 2, 0))
    assert refusal.value.field == "president_side"
    assert again(made, second, counts=Counts(2, 2, 0), president_side=Stance.FOR).is_adopted is True


def test_what_the_law_lets_vote_once_is_voted_once(made, time_machine):
    second = sit_again(made, time_machine)
    adopted = actions.deliberate(made.item, by=made.secretary, sitting=second, votes=stances(made, "++++"))
    assert (adopted.is_adopted, adopted.is_second) == (True, False)
    with pytest.raises(Refused) as refusal:
        again(made, second, votes=stances(made, "+++0"))
    assert refusal.value.code == "no_second"
    with pytest.raises(PermissionDenied):
        actions.deliberate(made.item, by=made.member, sitting=second, is_second=True, votes=stances(made, "+"))


def test_whoever_voted_first_stays_on_the_roll_of_the_first_sitting(made, time_machine):
    second = sit_again(made, time_machine)
    again(made, second, votes=stances(made, "++-"))
    with pytest.raises(Unfit):
        actions.correct_roll(made.first, by=made.secretary, roll=roll(made, 4))
    assert actions.correct_roll(made.first, by=made.secretary, roll=roll(made, 6))


def test_the_forms_offer_later_sittings_alone(made, time_machine):
    second = sit_again(made, time_machine)
    form = SecondVoteForm(thing=made.item, initial={})
    assert list(form.fields["sitting"].queryset) == [second]
    assert form.known == {}
    assert "president_side" in form.fields
    again(made, second, votes=stances(made, "++-"))
    made.item = type(made.item).objects.get(pk=made.item.pk)
    form = VoteForm(thing=made.item, initial={})
    assert list(form.fields["sitting"].queryset) == [second]
    assert len(form.known) == 3


def test_the_page_and_the_minutes_show_both_votes(made, time_machine, client):
    second = sit_again(made, time_machine)
    client.force_login(made.secretary)
    act = reverse("deliberations:act-on-item", args=[made.item.pk, "second-vote"])
    desk = client.get(reverse("deliberations:desk", args=[made.session.pk])).content.decode()
    assert act in desk
    asked = client.get(act.replace("/ar/", "/en/", 1)).content.decode()
    assert "for 3, against 1, abstentions 1" in asked  # what the first vote gave
    assert asked.index('name="m') < asked.index('name="for_count"')
    sent = {f"m{pk}": stance for pk, stance in stances(made, "++-").items()}
    assert client.post(act, {"sitting": second.pk, "summary": "نوقش البرنامج"} | sent).status_code == 302
    found = Deliberation.objects.get()
    assert (found.is_second, found.is_adopted) == (True, True)
    page = client.get(made.session.get_absolute_url().replace("/ar/", "/en/", 1)).content.decode()
    assert "First vote: for" in page
    minutes = actions.write_minutes(made.session, by=made.secretary, text="افتتحت الجلسة.", version=0)
    item = told(minutes)["items"][0]
    assert [(vote.mandate, vote.stance) for vote in item.first_votes] == [
        (member, stance) for member, stance in zip(
            sorted(made.members[:5], key=lambda one: one.pk),
            [stances(made, "+++-0")[pk] for pk in sorted(stances(made, "+++-0"))], strict=True)
    ]  # fmt: skip


def test_a_programme_rests_on_a_decision_of_the_second_vote():
    """The plan that a second sitting adopted is lawfully adopted, whatever the number of members in office."""
    few = {"deliberation__for_count": 2, "deliberation__against_count": 1, "deliberation__present": 3,
           "deliberation__in_office": 7}  # fmt: skip
    decision = DecisionFactory(published=True, **few)
    with pytest.raises(Unfit, match="absolute majority"):
        _voted(Programme(council=decision.council), decision)
    first = {"for": 3, "against": 0, "abstain": 0, "present": 3, "in_office": 7, "sitting": 1, "votes": {}}
    second = DecisionFactory(published=True, deliberation__is_second=True, deliberation__first_counts=first, **few)
    assert _voted(Programme(council=second.council), second)["decision"] == second
