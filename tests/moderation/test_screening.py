"""The automatic rules: what they hold, what they let through, and that nothing is lost."""

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now

from accounts.enums import Trust
from consultations.actions.proposing import propose
from consultations.models import Statement
from core.folding import fold
from debates.actions import contribute, edit_contribution
from events import actions as events
from moderation import actions
from moderation.enums import Outcome, Rule
from moderation.models import Act, Case, ListedWord
from moderation.screening import LONG_RUN, has_a_listed_word, repeats, screen
from needs import actions as needs
from needs.actions import post
from notices.actions import follow
from notices.enums import Topic
from notices.models import Notice
from resources import actions as resources
from tests.factories.accounts import UserFactory
from tests.factories.consultations import ConsultationFactory, PartFactory
from tests.factories.events import EventFactory
from tests.factories.resources import ResourceFactory
from tests.factories.spaces import AssociationFactory
from tests.moderation.people import place

pytestmark = pytest.mark.django_db
LONG = "نطالب بإصلاح الطريق المؤدية إلى المدرسة قبل الشتاء"


@pytest.fixture
def here():
    return place()


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("هذا ولد القحبة لا يعمل", True),
        ("يا زااااامل", True),
        ("والقحبة", True),
        ("T’es qu’un CONNARD", True),
        ("wld l9a7ba", True),
        ("la députée a été réputée calme", False),
        ("طريق الحمير مقطوعة", False),
        ("ils disputent la pute", True),
    ],
)
def test_a_listed_word_is_found_as_a_word(text, held):
    assert has_a_listed_word(fold(LONG_RUN.sub(r"\1", text))) is held


def test_a_new_account_puts_no_link_and_an_older_or_vouched_one_does(here):
    link = "شاهدوا https://exemple.ma/promo"
    assert screen(link, by=here.citizen) == Rule.LINKS
    assert screen("عندنا 3.5 كلم من الطريق", by=here.citizen) is None
    assert screen(link, by=UserFactory(trust=Trust.VOUCHED)) is None
    with time_machine.travel(now() + timedelta(days=8)):
        assert screen(link, by=here.citizen) is None


def test_repeating_is_the_third_time_within_minutes_and_not_a_thank_you():
    assert repeats(LONG, [LONG, LONG.replace("قبل", "قبل،") + "!!"])
    assert not repeats(LONG, [LONG, "شيء آخر تماما عن الماء في الدوار"])
    assert not repeats("شكرا لكم", ["شكرا لكم"] * 5)


def test_a_held_contribution_is_kept_told_and_shown_again_by_a_person(here):
    said = contribute(here.said.thread, by=here.citizen, text="اشتروا من www.exemple.com")
    assert said.visibility == "held"
    case = Case.objects.get()
    assert (case.origin, case.rule, case.key) == ("rule", Rule.LINKS, said.pk)
    (notice,) = Notice.objects.filter(user=here.citizen)
    assert notice.url == f"/moderation/cases/{case.pk}/"
    assert Act.objects.get().by is None
    here.said.thread.refresh_from_db()
    assert (here.said.thread.held_count, here.said.thread.shown_count) == (1, 1)
    actions.decide(case, outcome=Outcome.KEPT, by=here.moderator)
    said.refresh_from_db()
    assert said.visibility == "visible"
    assert Notice.objects.filter(user=here.citizen).count() == 2


def test_a_moderator_is_not_held_and_a_space_has_its_own_words(here):
    ListedWord.objects.create(space=here.space, language="ary", word="Bouzbal")
    ListedWord.objects.create(space=here.space, language="fr", word="pute", is_allowed=True)
    assert contribute(here.said.thread, by=here.moderator, text="bouzbal").visibility == "visible"
    assert contribute(here.said.thread, by=here.citizen, text="BOUZBAL dyal nass").visibility == "held"
    assert contribute(here.said.thread, by=here.citizen, text="on en dispute la pute").visibility == "visible"
    other = place()
    assert contribute(other.said.thread, by=other.citizen, text="bouzbal").visibility == "visible"


def test_an_edit_does_not_bring_in_what_would_have_been_held(here):
    said = contribute(here.said.thread, by=here.citizen, text="كلام عادي")
    changed = edit_contribution(said, by=here.citizen, text="يا زامل")
    assert changed.visibility == "held"
    assert Case.objects.get().rule == Rule.WORDS


def test_the_third_same_text_waits(here):
    with time_machine.travel(now(), tick=False) as clock:
        said = []
        for _time in range(3):
            said.append(contribute(here.said.thread, by=here.citizen, text=LONG).visibility)
            clock.shift(timedelta(seconds=70))
    assert said == ["visible", "visible", "held"]


def test_writing_costs_no_query_more_for_being_screened(here, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        contribute(here.said.thread, by=here.citizen, text="الماء مقطوع منذ يومين")


def test_a_need_is_held_with_its_discussion_and_everything_is_there(here):
    need = post(here.space, by=here.citizen, title="بيع الهواتف www.promo.com", theme="roads", place="الدوار")
    assert (need.visibility, need.thread.__class__.objects.get(pk=need.thread_id).visibility) == ("held", "held")
    assert Case.objects.get().kind == "need"
    assert Notice.objects.filter(user=here.citizen).count() == 1
    assert actions.decide(Case.objects.get(), outcome=Outcome.KEPT, by=here.facilitator)
    need.refresh_from_db()
    assert need.visibility == "visible"


def test_a_need_held_as_it_was_written_is_announced_once_when_it_is_shown(here, work):
    follower = UserFactory()
    follow(Topic.COMMUNE, here.space.commune.slug, by=follower)
    need = post(here.space, by=here.citizen, title="بيع الهواتف www.promo.com", theme="roads", place="الدوار")
    work()
    told = Notice.objects.filter(user=follower, is_shown=True)
    assert not told.exists()
    actions.decide(Case.objects.get(), outcome=Outcome.KEPT, by=here.moderator)
    work()
    assert told.get().key == f"need.{need.pk}.voiced"
    needs.hold(need, by=here.moderator, note="شرح")
    assert not told.exists()
    needs.show(need, by=here.moderator)
    work()
    assert told.count() == 1


def test_a_statement_to_be_read_with_care_has_its_case(here):
    part = PartFactory(consultation=ConsultationFactory(space=here.space, opened=True), opinions=True)
    propose(part, "نريد حديقة", by=here.citizen)
    assert not Case.objects.exists()
    propose(part, "انظروا www.promo.com", by=here.citizen)
    case = Case.objects.get()
    assert (case.kind, case.rule, case.origin) == ("statement", Rule.LINKS, "rule")
    actions.decide(case, outcome=Outcome.KEPT, by=here.moderator)
    assert Statement.objects.get(pk=case.key).visibility == "visible"


def test_an_event_that_an_association_announces_waits_when_a_rule_says_so(here):
    association = AssociationFactory(seat=here.space.commune)
    event = EventFactory(space=here.space, association=association, author=association.representative)
    event.about = "يا زامل"
    event.save()
    row = events.publish(event, by=association.representative)
    assert (row.state, row.visibility) == ("published", "held")
    assert Case.objects.get().rule == Rule.WORDS
    actions.decide(Case.objects.get(), outcome=Outcome.KEPT, by=here.moderator)
    row.refresh_from_db()
    assert row.visibility == "visible"
    clean = EventFactory(space=here.space)
    clean.about = "يا زامل"  # whoever looks after the space is never held
    clean.save()
    assert events.publish(clean, by=here.facilitator).visibility == "visible"


def test_a_resource_of_an_association_is_withdrawn_until_a_person_has_read_it(here):
    association = AssociationFactory(seat=here.space.commune)
    keeper = association.representative
    resource = ResourceFactory(space=None, association=association, keeper=keeper, summary_fr="Espèce de connard")
    row = resources.publish(resource, by=keeper)
    assert row.state == "withdrawn"
    case = Case.objects.get()
    assert (case.kind, case.rule) == ("resource", Rule.WORDS)
    assert Notice.objects.filter(user=keeper).count() == 1  # once: by moderation, not by its room too
    actions.decide(case, outcome=Outcome.KEPT, by=here.facilitator)
    row.refresh_from_db()
    assert row.state == "published"
