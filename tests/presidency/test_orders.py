"""Orders of the president: written, numbered, published, replaced, repealed; who sees which."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate
from django.utils.translation import override

from core.fitness import Unfit
from core.journal import history
from core.workflow import Refused, perform
from presidency import actions
from presidency.enums import OrderState as S
from presidency.models import Order
from presidency.workflow import ORDER_MOVES, PUBLISH, REPEAL
from tests.debates.papers import paper, with_script
from tests.factories.presidency import OrderFactory
from tests.races import refusals, together

WHO = ["visitor", "citizen", "member", "officer", "delegate", "president", "ended", "foreign", "superuser"]
SAID = {"title_ar": "تنظيم السوق", "text_ar": "المادة الأولى", "kind": "police"}


def write(team, by=None, **more):
    today = localdate()
    said = SAID | {"number": 1, "year": today.year, "signed_on": today} | more
    return actions.write_order(team.council, by=by or team.officer, **said)


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("action", ORDER_MOVES)
def test_grid(team, state, action):
    order = OrderFactory(council=team.council, published=state != S.DRAFT, state=state)
    if (state, action) in {(S.DRAFT, PUBLISH), (S.PUBLISHED, REPEAL)}:
        also = {"signed_by": team.mandates["president"]}
        assert perform(order, action, by=team.president, note="reason", also=also).state == ORDER_MOVES[action].target
    else:
        with pytest.raises(Refused):
            perform(order, action, by=team.president, note="reason")


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("who", WHO)
def test_list_and_page_agree_on_who_sees(team, state, who):
    order = OrderFactory(council=team.council, published=state != S.DRAFT, state=state)
    user = getattr(team, who)
    sees = user.has_perm("presidency.view_order", order)
    assert Order.objects.visible_to(user).filter(pk=order.pk).exists() == sees
    assert sees == (state != S.DRAFT or who in {"member", "officer", "delegate", "president", "superuser"})


@pytest.mark.parametrize("who", WHO)
def test_who_writes_and_who_signs(team, who):
    order = OrderFactory(council=team.council)
    user = getattr(team, who)
    writes = user.has_perm("presidency.prepare_acts", team.council)
    signs = user.has_perm("presidency.sign_order", order)
    assert (writes, signs) == (
        who in {"officer", "delegate", "president", "superuser"},
        who in {"delegate", "president", "superuser"},
    )
    if not signs:
        with pytest.raises(PermissionDenied) if who != "ended" else pytest.raises(Refused):
            actions.publish_order(order, by=user)


def test_an_order_is_written_published_replaced_and_stays_readable(team):
    first = actions.publish_order(write(team), by=team.president)
    second = write(team, number=2, repeals=[first], article="113-14, art. 100", title_fr="Marché")
    with pytest.raises(Refused) as refusal:
        actions.publish_order(second, by=team.president, version=9)
    assert refusal.value.code == "draft_changed"
    second = actions.publish_order(second, by=team.delegate, version=1)
    first.refresh_from_db()
    assert (first.state, first.replaced_by, second.signed_role) == (S.REPEALED, second, "vice_president")
    assert Order.objects.public().count() == 2
    assert history(first).last().action == REPEAL
    with pytest.raises(Refused) as refusal:
        write(team, number=1, order=first)
    assert refusal.value.code == "published"


def test_two_orders_never_have_one_number(team):
    write(team)
    with override("fr"), pytest.raises(Unfit) as refusal:
        write(team, title_ar="آخر")
    assert refusal.value.field == "number"
    assert actions.next_number(team.council, localdate().year) == 2
    assert f"1/{localdate().year}" in str(refusal.value)
    assert write(team, year=localdate().year - 1, signed_on=None).pk  # each year has its own register


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_takes_the_number(team):
    results = together(lambda: write(team), lambda: write(team, by=team.director))
    assert (len(refusals(results)), Order.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"number": 0}, "number"),
        ({"year": 2999, "signed_on": None}, "year"),
        ({"signed_on": datetime.date(2020, 2, 1)}, "signed_on"),
        ({"title_ar": " 12 "}, "title_ar"),
        ({"kind": "x"}, "kind"),
        ({"file": SimpleUploadedFile("a.pdf", b"nothing")}, "file"),
        ({"file": SimpleUploadedFile("a.pdf", with_script())}, "file"),
    ],
)
def test_what_cannot_be_an_order_is_refused_by_its_field(team, wrong, field):
    with pytest.raises(Unfit) as refusal:
        write(team, **wrong)
    assert (refusal.value.field, Order.objects.count()) == (field, 0)


def test_only_orders_in_force_of_this_council_are_replaced(team):
    with pytest.raises(Unfit) as refusal:
        write(team, repeals=[OrderFactory(published=True)])
    assert refusal.value.field == "repeals"


def test_a_draft_with_its_file_is_thrown_away_and_its_number_is_free(team, django_capture_on_commit_callbacks):
    order = write(team, text_ar="", file=SimpleUploadedFile("a.pdf", paper()))
    storage, name = order.file.storage, order.file.name
    assert (order.pages, storage.exists(name)) == (1, True)
    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_order(order, by=team.officer)
    assert (storage.exists(name), actions.next_number(team.council, localdate().year)) == (False, 1)


def test_an_order_that_says_nothing_or_has_no_day_is_not_published(team):
    for number, missing in enumerate(({"text_ar": ""}, {"signed_on": None}), 1):
        with pytest.raises(Refused):
            actions.publish_order(write(team, number=number, **missing), by=team.president)


def test_an_order_is_repealed_for_a_reason(team):
    order = actions.publish_order(write(team), by=team.president)
    with pytest.raises(Refused) as refusal:
        actions.repeal_order(order, by=team.president, note=" ")
    assert refusal.value.code == "note_missing"
    assert actions.repeal_order(order, by=team.president, note="لم يعد لازما").repealed_at
