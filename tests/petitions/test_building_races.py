"""The builder at the same moment: one draft, one start, never a sixth annex, one association of a name."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from core.journal import history
from petitions import actions
from petitions.enums import PetitionState
from petitions.models import Annex, Petition
from spaces.actions import register_association
from spaces.models import Association
from tests.debates.papers import paper
from tests.factories.accounts import UserFactory
from tests.factories.councils import CouncilFactory
from tests.factories.petitions import PetitionFactory
from tests.factories.spaces import SpaceFactory
from tests.races import refusals, together

pytestmark = pytest.mark.django_db(transaction=True)
WHO = {"name": "فاطمة المثال", "address": "الدوار", "born_on": datetime.date(1990, 1, 1)}


@pytest.fixture(autouse=True)
def _law(transactional_db):
    call_command("load_law", verbosity=0)


def test_the_first_answer_sent_eight_times_is_one_draft():
    space, author = SpaceFactory(), UserFactory()
    council = CouncilFactory(territory=space.commune)
    drafts = together(*[lambda: actions.begin(space, by=author, council=council)] * 8)
    assert len({draft.pk for draft in drafts}) == 1
    assert Petition.objects.count() == 1


def test_it_starts_once_and_never_with_words_written_meanwhile():
    petition = PetitionFactory()
    author = petition.author
    actions.name_mandatary(petition, by=author, **WHO)
    acts = [lambda: actions.start(petition, by=author)] * 4
    acts += [lambda: actions.write(petition, by=author, title="عنوان آخر")] * 4
    answers = together(*acts)
    row = Petition.objects.get()
    assert row.state == PetitionState.COLLECTING
    assert len(refusals(answers[:4])) == 3
    assert row.thread.title == row.title  # what was written after the start was refused
    assert history(row).filter(action="start").count() == 1


def test_there_is_never_a_sixth_annex():
    petition = PetitionFactory()
    act = lambda: actions.add_annex(  # noqa: E731
        petition, by=petition.author, title="وثيقة", file=ContentFile(paper(), "a.pdf")
    )
    assert len(refusals(together(*[act] * 8))) == 3
    assert Annex.objects.count() == 5


def test_a_name_is_registered_once():
    space = SpaceFactory()
    people = [UserFactory() for _n in range(6)]
    said = {"name_ar": "جمعية الأفق", "name_fr": "Association Horizon", "founded_on": datetime.date(2017, 3, 4)}
    answers = together(*[lambda who=who: register_association(by=who, seat=space.commune, **said) for who in people])
    assert len(refusals(answers)) == 5
    assert Association.objects.count() == 1
