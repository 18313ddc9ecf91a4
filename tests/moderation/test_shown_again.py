"""What a decision hid is shown again from its case, with words for its author, and what came with it is lifted."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core.fitness import Unfit
from core.workflow import Refused
from debates.models import Contribution
from moderation import actions
from moderation.enums import ActKind, CaseState, Ground, Outcome
from moderation.models import Act, Case, Sanction
from needs.actions import hide, post, show
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.moderation.people import place
from tests.needs import files

pytestmark = pytest.mark.django_db
WHY = {"ground": Ground.INSULT, "note": "كلام جارح"}
BACK = "قرأته مرة أخرى: لا يمس أحدا"


@pytest.fixture
def here():
    return place()


def hidden(here, **said) -> Case:
    """Return the case of what was said, hidden by the moderator."""
    case = actions.report("contribution", here.said.pk, by=here.citizen, ground=Ground.INSULT).case
    return actions.decide(case, outcome=Outcome.HIDDEN, by=here.moderator, **WHY | said)


def acts_of(case: Case) -> list[str]:
    return list(Act.objects.filter(case=case).order_by("pk").values_list("act", flat=True))


def is_seen(here) -> bool:
    return Contribution.objects.get(pk=here.said.pk).visibility == "visible"


@pytest.mark.parametrize("who", ["moderator", "facilitator"])
def test_it_is_shown_again_and_what_came_with_it_is_lifted(here, who):
    """Whoever moderates there may, who decided first too: nobody is wronged by it."""
    case = hidden(here, warns=True)
    assert not is_seen(here)
    back = actions.show_again(case, by=getattr(here, who), words=BACK)
    assert is_seen(here)
    assert (back.outcome, back.state, back.is_shown_again) == (Outcome.KEPT, CaseState.DECIDED, True)
    assert (back.reply, back.note) == (BACK, WHY["note"])
    assert [act.ground for act in Act.objects.filter(case=case, act=ActKind.SHOW)] == [""]
    assert acts_of(case) == [ActKind.HIDE, ActKind.WARN, ActKind.SHOW]
    assert Sanction.objects.get().lifted_at
    told = Notice.objects.filter(user=here.author).latest("pk").text
    assert BACK in told
    assert "وسُحب الإنذار" in told
    with pytest.raises(Refused) as refusal:
        actions.show_again(case, by=here.moderator, words=BACK)
    assert refusal.value.code == "not_hidden"
    assert acts_of(case)[-1] == ActKind.SHOW


def test_an_appeal_that_waits_is_won(here):
    case = actions.appeal(hidden(here), by=here.author, words="لم أقصد أحدا")
    back = actions.show_again(case, by=here.moderator, words=BACK)
    assert (back.state, back.outcome, back.reply) == (CaseState.OVERTURNED, Outcome.KEPT, BACK)
    assert acts_of(case) == [ActKind.HIDE, ActKind.APPEAL, ActKind.OVERTURN]


def test_it_is_shown_after_an_appeal_that_was_lost_too(here):
    case = actions.appeal(hidden(here), by=here.author, words="لم أقصد أحدا")
    case = actions.judge(case, overturns=False, by=here.facilitator, reply="بل قصدت")
    back = actions.show_again(case, by=here.facilitator, words=BACK)
    assert is_seen(here)
    assert back.reply == f"بل قصدت\n\n{BACK}"
    assert acts_of(case)[-1] == ActKind.SHOW


def test_a_picture_that_was_taken_away_is_shown_again(here, client):
    need = post(
        here.space, by=here.author, title="حفرة أمام المدرسة", text="خطر على الأطفال", theme="roads", place="الحي",
        photos=[(files.image(), "الحفرة")],
    )  # fmt: skip
    photo = need.photos.get()
    case = actions.report("need", need.pk, by=here.citizen, ground=Ground.PRIVATE).case
    named = [("need_photo", photo.pk)]
    actions.decide(
        case, outcome=Outcome.KEPT, by=here.moderator, takes_pictures=named, ground=Ground.PRIVATE, note="لوحة سيارة"
    )
    address = reverse("needs:photo", args=[photo.pk])
    assert client.get(address).status_code == 404
    actions.show_again(Case.objects.get(kind="need_photo"), by=here.moderator, words=BACK)
    assert client.get(address).status_code == 200
    told = Notice.objects.filter(user=here.author).latest("pk").text
    assert "صورة" in told
    assert BACK in told


def test_nobody_else_and_not_without_words(here):
    case = hidden(here)
    for who in (here.citizen, here.author, UserFactory()):
        with pytest.raises(PermissionDenied):
            actions.show_again(case, by=who, words=BACK)
    with pytest.raises(Unfit) as refusal:
        actions.show_again(case, by=here.moderator, words=" . ")
    assert refusal.value.field == "words"
    assert not is_seen(here)


def test_an_older_decision_is_not_the_one_that_hides_it(here):
    need = post(here.space, by=here.author, title="حفرة أمام المدرسة", text="خطر", theme="roads", place="الحي")
    need = hide(need, by=here.moderator, note="تجربة")
    older = Case.objects.get(kind="need")
    need = show(need, by=here.moderator)
    hide(need, by=here.facilitator, note="مرة ثانية")
    newer = Case.objects.filter(kind="need").latest("pk")
    assert older.pk != newer.pk
    with pytest.raises(Refused):
        actions.show_again(older, by=here.moderator, words=BACK)
    actions.show_again(newer, by=here.moderator, words=BACK)
    need.refresh_from_db()
    assert need.visibility == "visible"


def test_the_page_of_the_case_offers_it_to_who_moderates(here, client):
    case = hidden(here)
    address = reverse("moderation:show-again", args=[case.pk])
    client.force_login(here.author)
    assert address not in client.get(case.get_absolute_url()).text
    client.force_login(here.moderator)
    assert address in client.get(case.get_absolute_url()).text
    empty = client.post(address, {"words": " "})
    assert empty.status_code == 422
    assert not is_seen(here)
    assert client.post(address, {"words": BACK}).url == case.get_absolute_url()
    assert is_seen(here)
    page = client.get(case.get_absolute_url()).text
    assert address not in page
    assert BACK in page
    assert "أُخفي ثم عُرض من جديد" in page
    late = client.post(address, {"words": BACK})
    assert late.status_code == 422
    assert BACK in late.text
