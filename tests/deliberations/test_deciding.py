"""Visas by the kind of a decision, its two hands, a decision deliberated anew, who hears of it."""

import datetime
import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from core.fitness import Unfit
from core.workflow import Refused
from councils.enums import Role
from deliberations import actions
from deliberations.actions.voting import Counts
from deliberations.duties import duties_of
from deliberations.enums import WITH_VISA, Countersigner, ItemKind, ItemState, Visa
from deliberations.models import AgendaItem, Decision, Session
from deliberations.printing import told
from deliberations.views import acts
from notices.actions import follow
from notices.enums import Topic
from notices.models import Notice
from tests.deliberations.hall import HOUR, NOW, convened, hall, roll, with_item
from tests.factories.accounts import UserFactory
from tests.factories.councils import MandateFactory, ReferralFactory
from tests.factories.deliberations import AgendaItemFactory, DecisionFactory
from tests.factories.needs import NeedFactory

pytestmark = [
    pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("english"),
]  # fmt: skip
DAY = datetime.timedelta(days=1)
WORDS = {"title_ar": "الموافقة على الحديقة", "text_ar": "وافق المجلس على إحداث الحديقة."}
LATE = "تغيبت الكاتبة بسبب المرض"


@pytest.fixture
def made():
    call_command("load_law", verbosity=0)
    return hall()


def drafted(made, time_machine, **more) -> Decision:
    """Open the session with one point, adopt it, write its decision."""
    made.item = with_item(made, **more)
    sitting = convened(made)
    time_machine.move_to(HOUR)
    made.sitting = actions.open_sitting(sitting, by=made.secretary, roll=roll(made, 5))
    voted = actions.deliberate(
        made.item, by=made.secretary, sitting=made.sitting, takes_up=True, counts=Counts(5, 0, 0)
    )
    return actions.write_decision(voted, by=made.secretary, **WORDS)


def signed(made, row, **more) -> Decision:
    return actions.publish_decision(row, by=made.president, **{"countersigned_by": made.secretary_mandate} | more)


def opposed(made, row) -> Decision:
    row = actions.follow_visa(signed(made, row), "send", by=made.secretary)
    return actions.follow_visa(row, "oppose", by=made.secretary, note="تجاوز الاختصاص")


# --- F1: visas ---
@pytest.mark.parametrize(
    ("kind", "visa"),
    [
        (ItemKind.PLAN, True),
        (ItemKind.BUDGET, True),
        (ItemKind.FINANCE, True),
        (ItemKind.ORGANISATION, True),
        (ItemKind.PROPERTY, True),
        (ItemKind.NAMING, True),
        (ItemKind.FOREIGN, True),
        (ItemKind.SERVICE, True),
        (ItemKind.COMPANY, True),
        (ItemKind.AGREEMENT, False),
        (ItemKind.PARTNERSHIP, False),
        (ItemKind.SHARED, False),
        (ItemKind.OTHER, False),
    ],
)
def test_which_decisions_wait_for_a_visa(kind, visa):
    """113-14, art. 118, for companies also art. 131: the list of the law, and nothing else."""
    assert AgendaItem(kind=kind).needs_visa is visa
    assert set(ItemKind) >= WITH_VISA
    row = DecisionFactory(published=True, visa=Visa.SENT, sent_on=NOW.date(), deliberation__item__kind=kind)
    by = MandateFactory(council=row.council, role=Role.SECRETARY).user
    right, wrong = ("grant", "clear") if visa else ("clear", "grant")
    with pytest.raises(Refused):
        actions.follow_visa(row, wrong, by=by)
    actions.follow_visa(row, right, by=by)


# --- F9: two hands ---
def test_the_secretary_signs_beside_the_president(made, time_machine):
    """113-14, art. 47: decisions are signed by the president and the secretary."""
    row = drafted(made, time_machine)
    with pytest.raises(Unfit) as refusal:
        actions.publish_decision(row, by=made.president)
    assert refusal.value.field == "countersigned_by"
    row = signed(made, row, no_countersign_reason="كلمات لا لزوم لها")
    assert (row.signed_by, row.countersigned_by) == (made.president_mandate, made.secretary_mandate)
    assert (row.countersigned_role, row.no_countersign_reason) == (Countersigner.SECRETARY, "")


@pytest.mark.parametrize(
    ("who", "role", "reason", "field"),
    [
        ("president_mandate", Countersigner.DEPUTY, LATE, "countersigned_by"),  # two people
        ("officer_mandate", Countersigner.DEPUTY, LATE, "countersigned_by"),  # no member
        ("stranger", Countersigner.DEPUTY, LATE, "countersigned_by"),
        ("member_mandate", Countersigner.SECRETARY, LATE, "countersigned_role"),
        ("member_mandate", "friend", LATE, "countersigned_role"),
        ("member_mandate", Countersigner.DEPUTY, " ", "no_countersign_reason"),
        ("member_mandate", Countersigner.DEPUTY, "س" * 401, "no_countersign_reason"),
        ("absent", Countersigner.NAMED, LATE, "countersigned_by"),
    ],
)
def test_nobody_else_signs_in_her_place(made, time_machine, who, role, reason, field):
    """113-14, art. 47: her deputy, else a member who was present and whom the president named; the reason is told."""
    row = drafted(made, time_machine)
    made.stranger, made.absent = MandateFactory(role=Role.MEMBER), made.members[6]
    with pytest.raises(Unfit) as refusal:
        signed(made, row, countersigned_by=getattr(made, who), countersigned_role=role, no_countersign_reason=reason)
    assert refusal.value.field == field
    assert not Decision.objects.published().exists()


@pytest.mark.parametrize("role", [Countersigner.DEPUTY, Countersigner.NAMED])
def test_who_signs_in_her_place_comes_with_the_reason(client, made, time_machine, role):
    """113-14, art. 47: the reason is in the minutes, and wherever the decision is read."""
    row = drafted(made, time_machine)
    row = signed(made, row, countersigned_by=made.member_mandate, countersigned_role=role, no_countersign_reason=LATE)
    assert (row.countersigned_by, row.countersigned_role) == (made.member_mandate, role)
    minutes = actions.write_minutes(made.session, by=made.secretary, text="افتتحت الجلسة.")
    actions.approve_minutes(minutes, by=made.secretary)
    pages = (row.get_absolute_url(), reverse("deliberations:minutes", args=[made.session.pk]))
    for page in pages:
        html = client.get(page).text
        assert LATE in html
        assert made.member_mandate.name_ar in html
        assert str(Countersigner(role).label) in html
    found = client.get(f"/api/v1/decisions/{row.address}/").json()
    assert (found["countersigned_by_ar"], found["no_countersign_reason"]) == (made.member_mandate.name_ar, LATE)
    assert (found["signed_role"], found["countersigned_role"], found["opposed"]) == ("president", role, None)
    with_names = told(minutes)["items"][0].deliberation.decision
    assert with_names.countersigned_by.name_ar == made.member_mandate.name_ar


def test_the_form_offers_the_secretary_and_says_what_is_missing(client, made, time_machine):
    row = drafted(made, time_machine)
    form = acts.OF_DECISION["publish"].form(thing=row)
    assert form.initial["countersigned_by"] == made.secretary_mandate.pk
    client.force_login(made.president)
    page = reverse("deliberations:act-on-decision", args=[row.address, "publish"])
    given = {"countersigned_by": made.member_mandate.pk, "countersigned_role": "deputy", "no_countersign_reason": ""}
    answer = client.post(page, given)
    assert answer.status_code == 422
    assert "Say why the secretary of the council did not sign" in answer.text
    assert client.post(page, given | {"no_countersign_reason": LATE}).status_code == 302
    assert Decision.objects.published().get().no_countersign_reason == LATE


def test_minutes_are_printed_anew_when_a_decision_is_signed_after_them(made, time_machine):
    """113-14, art. 47: the minutes tell who signed, and why the secretary did not."""
    row = drafted(made, time_machine)
    minutes = actions.write_minutes(made.session, by=made.secretary, text="افتتحت الجلسة.")
    minutes = actions.approve_minutes(minutes, by=made.secretary)
    minutes.file_ar.save("a.pdf", io.BytesIO(b"%PDF-"))
    signed(made, row)
    minutes.refresh_from_db()
    assert not minutes.file_ar


# --- M4: deliberated anew ---
def test_an_opposed_decision_is_deliberated_anew(client, made, time_machine):
    """113-14, art. 117: the opposition has the council deliberate anew on the decision taken."""
    row = drafted(made, time_machine)
    with pytest.raises(Refused) as refusal:
        actions.deliberate_anew(row, by=made.president)
    assert refusal.value.code == "not_opposed"
    row = opposed(made, row)
    page = client.get(row.get_absolute_url().replace("/ar/", "/en/", 1)).text
    assert page.index("The governor opposed it on") < page.index(
        'class="prose"'
    )  # before the words of what is not carried out
    assert "it is on no agenda yet" in page
    owed = duties_of([made.council])
    duty = next(one for one in owed if one.what == "deliberate anew")
    following = Session.objects.get(council=made.council, ordinal=2)
    assert (duty.citation, duty.clock.due_on) == ("loi organique 113-14, art. 117", following.opens_by)
    client.force_login(made.president)
    assert client.post(reverse("deliberations:act-on-decision", args=[row.address, "anew"])).status_code == 302
    point = AgendaItem.objects.get(opposed=row)
    assert (point.session, point.state, point.continues, point.number) == (following, ItemState.KEPT, made.item, 1)
    assert (point.title_ar, point.article) == (made.item.title_ar, "loi organique 113-14, art. 117")
    with pytest.raises(Refused) as refusal:
        actions.deliberate_anew(row, by=made.president)
    assert refusal.value.code == "taken_up"
    assert point.get_absolute_url() in client.get(row.get_absolute_url()).text
    assert row.get_absolute_url() in client.get(following.get_absolute_url()).text
    assert "deliberate anew" in {one.what for one in duties_of([made.council])}
    AgendaItem.objects.filter(pk=point.pk).update(state=ItemState.DELIBERATED)
    assert "deliberate anew" not in {one.what for one in duties_of([made.council])}
    anew = DecisionFactory(published=True, number=99, deliberation__item=AgendaItem.objects.get(pk=point.pk))
    assert anew.get_absolute_url() in client.get(row.get_absolute_url()).text
    assert row.get_absolute_url() in client.get(anew.get_absolute_url()).text
    assert client.get(f"/api/v1/decisions/{anew.address}/").json()["opposed"] == row.address


def test_a_point_that_was_taken_off_is_put_on_again(made, time_machine):
    """113-14, art. 117: until the council has deliberated anew, it owes it."""
    row = opposed(made, drafted(made, time_machine))
    first = actions.deliberate_anew(row, by=made.officer)
    actions.withdraw_item(first, by=made.president, reason="ملف ناقص")
    second = actions.deliberate_anew(row, by=made.officer)
    assert (second.continues, second.opposed, second.state) == (first, row, ItemState.KEPT)


def test_without_a_session_being_prepared_nothing_changes(made, time_machine):
    row = opposed(made, drafted(made, time_machine))
    Session.objects.filter(council=made.council, state="planned").delete()
    with pytest.raises(Refused) as refusal:
        actions.deliberate_anew(row, by=made.officer)
    assert refusal.value.code == "no_session"
    assert not AgendaItem.objects.filter(opposed=row).exists()


def test_a_postponed_point_keeps_the_decision_that_it_is_about(made, time_machine):
    row = drafted(made, time_machine)
    other = AgendaItemFactory(session=made.session, number=9, opposed=row)
    following = actions.postpone_item(other, by=made.secretary, reason="في انتظار الملف")
    assert (following.opposed, following.continues) == (row, other)


# --- F10: who hears of a decision ---
def test_followers_of_all_that_a_decision_is_about_hear_of_it_once(made, time_machine, work):
    """As of an answer: the council, the commune, its theme, who signed, the matter and the need behind it."""
    need = NeedFactory(space__commune=made.council.territory)
    referral = ReferralFactory(council=made.council, theme="green")
    need.referral = referral
    need.save()
    slug = made.council.territory.slug
    topics = [
        (Topic.COUNCIL, slug), (Topic.COMMUNE, slug), (Topic.THEME, f"green@{slug}"), (Topic.THEME, "green"),
        (Topic.MANDATE, str(made.president_mandate.pk)), (Topic.REFERRAL, str(referral.pk)),
        (Topic.NEED, str(need.pk)),
    ]  # fmt: skip
    followers = UserFactory.create_batch(len(topics))
    for user, (kind, key) in zip(followers, topics, strict=True):
        follow(kind, key, by=user)
    both = UserFactory()
    for kind, key in topics[:3]:
        follow(kind, key, by=both)
    row = signed(made, drafted(made, time_machine, referral=referral))
    work()
    told_to = Notice.objects.filter(key=f"decision.{row.pk}.published").values_list("user", flat=True)
    assert set(told_to) >= {user.pk for user in followers} | {both.pk}
    assert len(told_to) == len(set(told_to))
