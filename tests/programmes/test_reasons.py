"""Why inhabitants say that a project is not done is public words: reported, held, hidden; their voices count all the
same (`programmes.voices`).
"""

import pytest

from core.models import Entry
from moderation import actions as moderation
from moderation.enums import Ground, Outcome
from moderation.models import Case
from programmes import actions
from programmes.models import Voice
from programmes.voices import voices_of
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.programmes import AxisFactory, ProgrammeFactory, ProjectFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.programmes.people import president

pytestmark = pytest.mark.django_db
WORDS = "المقاول فلان سرق الإسمنت"


@pytest.fixture
def done():
    programme = ProgrammeFactory(running=True)
    space = SpaceFactory(commune=programme.council.territory)
    project = ProjectFactory(axis=AxisFactory(programme=programme))
    boss = president(programme)
    project = actions.move_project(project, "start", by=boss)
    project = actions.move_project(project, "finish", by=boss)
    project.moderator = MembershipFactory(space=space, role=Role.MODERATOR).user
    project.sayer = UserFactory(commune=space.commune)
    project.space = space
    return project


def test_a_reason_is_reported_and_hidden_and_the_voice_counts(done, client):
    voice = actions.say_not_done(done, by=done.sayer, reason=WORDS)
    assert WORDS in client.get(done.get_absolute_url()).text
    case = moderation.report("project_voice", voice.pk, by=UserFactory(), ground=Ground.PRIVATE).case
    assert (case.author, case.space) == (done.sayer, done.space)
    moderation.decide(case, outcome=Outcome.HIDDEN, by=done.moderator, ground=Ground.PRIVATE, note="اسم شخص")
    assert WORDS not in client.get(done.get_absolute_url()).text
    assert voices_of(done).no == 1
    assert not Entry.objects.filter(note=WORDS).exists()  # what is hidden does not come back in a history
    client.force_login(done.sayer)
    assert WORDS in client.get(done.get_absolute_url()).text
    client.force_login(UserFactory())
    assert WORDS not in client.get(done.get_absolute_url()).text


def test_a_reason_that_a_rule_stops_waits(done, client):
    voice = actions.say_not_done(done, by=done.sayer, reason="انظروا www.boutique-amina.ma")
    assert voice.visibility == "held"
    assert voices_of(done).no == 1
    assert "boutique-amina" not in client.get(done.get_absolute_url()).text
    again = actions.say_not_done(done, by=done.sayer, reason="الصنبور جاف")
    assert again.visibility == "held"  # the case that waits is read with her last words
    moderation.decide(Case.objects.get(), outcome=Outcome.KEPT, by=done.moderator)
    assert "الصنبور جاف" in client.get(done.get_absolute_url()).text


def test_every_version_of_a_project_loses_what_is_hidden(done):
    voice = actions.say_not_done(done, by=done.sayer, reason=WORDS)
    later = ProjectFactory(axis=AxisFactory(programme=done.programme), earlier=done)
    twin = Voice.objects.create(project=later, user=done.sayer, round=voice.round, is_done=False, reason=WORDS)
    case = moderation.report("project_voice", twin.pk, by=UserFactory(), ground=Ground.PRIVATE).case
    moderation.decide(case, outcome=Outcome.HIDDEN, by=done.moderator, ground=Ground.PRIVATE, note="اسم شخص")
    assert set(Voice.objects.values_list("visibility", flat=True)) == {"hidden"}
    assert Case.objects.count() == 1
    moderation.appeal(case, by=done.sayer, words="ليس اسما")
    moderation.judge(case, overturns=True, by=UserFactory(is_superuser=True), reply="صحيح")
    assert set(Voice.objects.values_list("visibility", flat=True)) == {"visible"}
