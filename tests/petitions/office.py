"""A council with its people, and petitions before it in each state, led there by the acts themselves."""

import datetime
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.utils.timezone import localdate

from councils.enums import Role
from petitions import secrets
from petitions.actions import deciding, depositing, hearing, ruling, time
from petitions.models import Petition
from tests.debates.papers import paper
from tests.factories.accounts import UserFactory
from tests.factories.councils import CommitteeFactory, CouncilFactory, MandateFactory
from tests.factories.petitions import PetitionFactory
from tests.factories.spaces import SpaceFactory

LONG_AGO = datetime.date(2020, 1, 1)
WORDS = "اللائحة لا تحمل توقيعات كافية."


def hold(council, role, **more):
    """A mandate since long ago, so that a test may travel."""
    return MandateFactory(council=council, role=role, starts_on=LONG_AGO, **more)


def office():
    """A commune's council and one person of each kind; `ended` was president until yesterday."""
    space = SpaceFactory()
    council = CouncilFactory(territory=space.commune)
    committee = CommitteeFactory(council=council)
    held = {
        "president": hold(council, Role.PRESIDENT),
        "director": hold(council, Role.DIRECTOR),
        "officer": hold(council, Role.OFFICER),
        "secretary": hold(council, Role.SECRETARY),
        "member": hold(council, Role.MEMBER, committee=committee),
        "ended": hold(council, Role.PRESIDENT, ends_on=localdate() - datetime.timedelta(days=1)),
    }
    people = {name: mandate.user for name, mandate in held.items()}
    return SimpleNamespace(
        space=space, council=council, committee=committee, mandates=held, stranger=UserFactory(), **people
    )


def in_order(team, *, handed_in=True, **more):
    """A petition that lacks nothing before its deposit, handed in unless told otherwise; `of_association=True` and so
    on as its factory says."""
    fields = {"reached": True} | more
    petition = PetitionFactory(space=team.space, council=team.council, **fields)
    who = {"name": "فاطمة المثال", "address": "الدوار", "born_on": "1990-01-01"}
    petition.particulars = secrets.seal(petition.pk, who)
    petition.started_at -= datetime.timedelta(days=20)
    petition.handed_in_at = petition.started_at if handed_in else None
    petition.save()
    return petition


def filed(petition, digest="ab" * 32):
    """The petition, its deposit file made: nobody looks into it here."""
    petition.filings.create(language="ar", digest=digest, pages=3, made_by=petition.author, file="none.pdf.sealed")
    return petition


def receipt(name="receipt.pdf"):
    return ContentFile(paper(), name=name)


STEPS = ["deposited", "bureau_check", "accepted", "scheduled", "in_committee", "deliberated", "decided", "followed_up"]


def before(team, state, **more):
    """A petition led to a state by the acts, on days that fit: call it under `time_machine` where it matters."""
    petition = in_order(team, **more)
    path = STEPS[: STEPS.index(state) + 1] if state in STEPS else ["deposited", "bureau_check", state]
    for step in path:
        step_to(team, petition, step)
        petition = Petition.objects.get(pk=petition.pk)
    return petition


def step_to(team, petition, state):
    by = team.president
    acts = {
        "deposited": lambda: depositing.deposit(petition, by=team.officer),
        "bureau_check": lambda: ruling.check(petition, by=by),
        "accepted": lambda: ruling.accept(petition, by=by),
        "rejected": lambda: ruling.reject(petition, by=by, grounds=["signatures"], reasons=WORDS),
        "scheduled": lambda: hearing.schedule(petition, by=by),
        "in_committee": lambda: hearing.to_committee(petition, by=by, committee=team.committee),
        "deliberated": lambda: hearing.deliberate(petition, by=by, on=session_opens(petition)),
        "decided": lambda: deciding.decide(petition, by=by, outcome="adopted", text="صادق المجلس."),
        "followed_up": lambda: deciding.follow_up(petition, by=by, text="بدأت الأشغال."),
        "lapsed": lambda: _lapse(petition),
    }
    return acts[state]()


def session_opens(petition) -> datetime.date:
    """Let the session of a petition open today: what is tested is not when."""
    row = petition.hearing
    row.session_on = row.session_by = localdate()
    row.save()
    return localdate()


def _lapse(petition):
    Petition.objects.filter(pk=petition.pk).update(notify_by=localdate() - datetime.timedelta(days=2))
    time.lapse_due()
