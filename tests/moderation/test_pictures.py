"""One picture is taken away, the words staying: gone from everywhere, told, counted, and back when an appeal is won."""

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.timezone import now

from core.fitness import Unfit
from core.models import Entry
from core.workflow import Refused
from moderation import actions
from moderation.enums import ActKind, Ground, Outcome
from moderation.models import Act, Case, Sanction
from moderation.yearly import of_year
from needs.actions import add_photo, hide, move_photo, post
from needs.models import Photo
from notices.models import Notice
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.needs import SupportFactory
from tests.factories.spaces import MembershipFactory
from tests.moderation.people import place
from tests.needs import files

pytestmark = pytest.mark.django_db
WHY = {"ground": Ground.PRIVATE, "note": "تظهر لوحة السيارة"}


@pytest.fixture
def here():
    made = place()
    made.need = post(
        made.space, by=made.author, title="حفرة أمام المدرسة", text="خطر على الأطفال", theme="roads", place="الحي",
        photos=[(files.image(), "سيارة أمام الحفرة"), (files.image(), "الحفرة وحدها")],
    )  # fmt: skip
    made.photo, made.other = made.need.photos.order_by("pk")
    return made


def reported(here) -> Case:
    return actions.report("need", here.need.pk, by=here.citizen, ground=Ground.PRIVATE).case


def taken(here, *photos: Photo, by=None, **said) -> Case:
    """Decide the case of the need: its words stay, these photos (the first one) are taken away."""
    named = [("need_photo", photo.pk) for photo in photos or [here.photo]]
    words = {"outcome": Outcome.KEPT, "takes_pictures": named} | WHY | said
    return actions.decide(reported(here), by=by or here.moderator, **words)


def addresses_of(photo: Photo) -> list[str]:
    return [reverse(f"needs:{name}", args=[photo.pk]) for name in ("photo", "thumbnail")]


def case_of(photo: Photo) -> Case:
    return Case.objects.get(kind="need_photo", key=photo.pk)


def test_the_picture_goes_and_the_words_stay(here, client):
    gone, kept = addresses_of(here.photo), addresses_of(here.other)
    shown = [here.need.get_absolute_url(), f"/api/v1/needs/{here.need.pk}/"]
    media = f"/open311/v2/requests/{here.need.pk}.json"
    for path in shown:
        assert f"/needs/photos/{here.photo.pk}/" in client.get(path).text
    assert client.get(media).json()[0]["media_url"].endswith(f"/needs/photos/{here.photo.pk}/")
    assert [client.get(path).status_code for path in gone] == [200, 200]
    done = taken(here)
    assert done.outcome == Outcome.KEPT
    for path in shown:
        page = client.get(path).text
        assert f"/needs/photos/{here.photo.pk}/" not in page
        assert "سيارة أمام الحفرة" not in page
        assert f"/needs/photos/{here.other.pk}/" in page
        assert here.need.title in page
    assert client.get(media).json()[0]["media_url"].endswith(f"/needs/photos/{here.other.pk}/")
    assert [client.get(path).status_code for path in gone] == [404, 404]
    assert [client.get(path).status_code for path in kept] == [200, 200]
    assert "أُزيلت صورة." in client.get(shown[0], headers={"accept-language": "ar"}).text
    assert list(Photo.objects.visible_to(AnonymousUser()).filter(need=here.need)) == [here.other]


def test_its_author_is_told_and_sees_it_and_whoever_reported_is_told(here, client):
    taken(here)
    (hers,) = Notice.objects.filter(user=here.author, url__contains="/moderation/cases/")
    assert WHY["note"] in hers.text
    assert str(Ground.PRIVATE.label) in hers.text
    (theirs,) = Notice.objects.filter(user=here.citizen, url__contains="/moderation/")
    assert "أُزيلت صورة" in theirs.text
    case = case_of(here.photo)
    for who, statuses in ((here.author, [200, 200]), (here.moderator, [200, 200]), (here.citizen, [404, 404])):
        client.force_login(who)
        assert [client.get(path).status_code for path in addresses_of(here.photo)] == statuses
        assert client.get(case.get_absolute_url()).status_code == statuses[0]
    client.force_login(here.author)
    page = client.get(case.get_absolute_url()).text
    assert addresses_of(here.photo)[1] in page
    assert WHY["note"] in page


def test_it_is_an_act_of_its_own_in_the_register_and_in_the_report_of_the_year(here, client):
    taken(here)
    lines = list(Act.objects.order_by("pk").values_list("kind", "act", "ground", "by"))
    assert lines == [
        ("need", ActKind.KEEP, "", here.moderator.pk),
        ("need_photo", ActKind.PICTURE, Ground.PRIVATE, here.moderator.pk),
    ]
    (line,) = client.get("/api/v1/moderation-acts/?act=picture").json()["results"]
    assert (line["thing"], line["act"], line["ground"]) == ("need_photo", "picture", "private")
    assert "سيارة" not in client.get(reverse("moderation:register", args=[here.space.commune.slug])).text
    year = of_year(now().year, here.space)
    assert (year.pictures, year.names, year.decided) == (1, 0, 2)
    (entry,) = Entry.objects.filter(subject=f"needs.need:{here.need.pk}", action="hide_photo")
    assert (entry.by, entry.note, entry.data) == (here.moderator, "", {})


def test_an_appeal_that_is_won_brings_the_picture_back(here, client):
    taken(here)
    case = actions.appeal(case_of(here.photo), by=here.author, words="هذه سيارتي أنا")
    with pytest.raises(PermissionDenied):  # who decided does not judge
        actions.judge(case, overturns=True, by=here.moderator, reply="لا")
    assert client.get(addresses_of(here.photo)[0]).status_code == 404
    actions.judge(case, overturns=True, by=here.facilitator, reply="نعم، سيارتك")
    assert [client.get(path).status_code for path in addresses_of(here.photo)] == [200, 200]
    assert addresses_of(here.photo)[1] in client.get(here.need.get_absolute_url()).text
    assert list(Act.objects.filter(kind="need_photo").order_by("pk").values_list("act", flat=True)) == [
        ActKind.PICTURE, ActKind.APPEAL, ActKind.OVERTURN,
    ]  # fmt: skip
    told = Notice.objects.filter(user=here.author).order_by("-pk").first()
    assert "صورتك" in told.text
    with pytest.raises(Refused):
        actions.appeal(case, by=here.author, words="مرة ثانية")


def test_an_appeal_that_is_lost_leaves_it_away(here, client):
    taken(here)
    case = actions.appeal(case_of(here.photo), by=here.author, words="هذه سيارتي أنا")
    actions.judge(case, overturns=False, by=here.facilitator, reply="ليست سيارتك")
    assert client.get(addresses_of(here.photo)[0]).status_code == 404
    with time_machine.travel(now().replace(year=now().year + 1), tick=False), pytest.raises(Refused):
        actions.appeal(case, by=here.author, words="بعد سنة")


def test_who_added_it_is_its_author_whoever_voiced_the_need(here):
    SupportFactory(need=here.need, user=here.citizen)
    hers = add_photo(here.need, by=here.citizen, file=files.image(), description="وجه جار")
    taken(here, hers, here.photo)
    assert (case_of(hers).author, case_of(here.photo).author) == (here.citizen, here.author)
    actions.appeal(case_of(hers), by=here.citizen, words="الجار موافق")
    with pytest.raises(PermissionDenied):
        actions.appeal(case_of(here.photo), by=here.citizen, words="ليست لي")


def test_it_needs_a_reason_words_and_a_picture_that_is_there(here):
    for said, field in (({"ground": ""}, "ground"), ({"note": ""}, "note")):
        with pytest.raises(Unfit) as refusal:
            taken(here, **said)
        assert refusal.value.field == field
    elsewhere = place()
    far = post(
        elsewhere.space, by=elsewhere.author, title="بعيد جدا", text="هناك", theme="roads", place="الدوار",
        photos=[(files.image(), "")],
    )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        taken(here, far.photos.get())
    assert refusal.value.code == "gone"
    assert Case.objects.get(kind="need").state == "open"  # nothing of it was done
    taken(here)
    again = actions.report("need", here.need.pk, by=here.facilitator, ground=Ground.PRIVATE).case
    named = [("need_photo", here.photo.pk)]
    with pytest.raises(Refused) as refusal:
        actions.decide(again, outcome=Outcome.KEPT, by=here.moderator, takes_pictures=named, **WHY)
    assert refusal.value.code == "gone"


def test_only_who_moderates_there_takes_it_and_nobody_her_own(here, client):
    elsewhere = UserFactory()
    MembershipFactory(user=elsewhere, role=Role.MODERATOR)
    for who in (here.citizen, here.author, elsewhere):
        with pytest.raises(PermissionDenied):
            taken(here, by=who)
        with pytest.raises(PermissionDenied):
            move_photo(here.photo, "hide", by=who, note="تجربة")
    hers = add_photo(here.need, by=here.moderator, file=files.image(), description="صورة المشرفة")
    with pytest.raises(Refused) as refusal:
        taken(here, hers)
    assert refusal.value.code == "own"
    assert Photo.objects.filter(visibility="visible").count() == 3
    client.force_login(elsewhere)
    case = reported(here)
    said = {"outcome": "kept", "takes_pictures": [f"need_photo.{here.photo.pk}"], **WHY}
    assert client.post(reverse("moderation:decide", args=[case.pk]), said).status_code == 404


def test_a_warning_is_one_step_for_two_pictures_of_one_author(here):
    taken(here, here.photo, here.other, warns=True)
    (step,) = Sanction.objects.all()
    assert (step.user, step.case.kind) == (here.author, "need_photo")
    case = actions.appeal(step.case, by=here.author, words="لم أنتبه إلى اللوحة")
    actions.judge(case, overturns=True, by=here.facilitator, reply="نعم")
    step.refresh_from_db()
    assert step.lifted_at


def test_the_form_of_a_case_takes_it(here, client):
    case = reported(here)
    client.force_login(here.moderator)
    page = client.get(case.get_absolute_url()).text
    assert page.count('name="takes_pictures"') == 2
    said = {"outcome": "kept", "ground": "private", "note": WHY["note"]}
    for wrong in ("need_photo.99999", "need_photo", "x.y"):
        answer = client.post(reverse("moderation:decide", args=[case.pk]), said | {"takes_pictures": [wrong]})
        assert answer.status_code == 422, wrong
    answer = client.post(
        reverse("moderation:decide", args=[case.pk]), said | {"takes_pictures": [f"need_photo.{here.photo.pk}"]}
    )
    assert answer.status_code == 302
    here.photo.refresh_from_db()
    here.need.refresh_from_db()
    assert (here.photo.visibility, here.need.visibility) == ("hidden", "visible")
    its_own = case_of(here.photo)
    assert 'name="takes_pictures"' not in client.get(its_own.get_absolute_url()).text
    assert 'name="takes_pictures"' not in client.get(reverse("moderation:queue", args=[here.space.commune.slug])).text


def test_another_takes_the_place_of_one_that_was_taken_away(here):
    for _more in range(2):
        add_photo(here.need, by=here.author, file=files.image())
    with pytest.raises(Unfit):
        add_photo(here.need, by=here.author, file=files.image())
    taken(here)
    assert add_photo(here.need, by=here.author, file=files.image(), description="بلا لوحة").is_shown


def test_it_stays_away_when_its_need_is_hidden_and_shown_again(here, client):
    taken(here)
    hide(here.need, by=here.facilitator, note="تجربة")
    case = actions.appeal(Case.objects.filter(kind="need").latest("pk"), by=here.author, words="لا سبب لذلك")
    actions.judge(case, overturns=True, by=here.moderator, reply="نعم")
    assert client.get(addresses_of(here.other)[0]).status_code == 200
    assert client.get(addresses_of(here.photo)[0]).status_code == 404
