"""What the tests of signing share: papers of councils and operators, signers, rows."""

import datetime

from django.utils.timezone import localdate

from petitions import actions
from petitions.models import ListRequirement, OnlineAcceptance, Petition, Processing
from tests.factories.accounts import UserFactory


def accept_online(petition: Petition, **fields) -> OnlineAcceptance:
    """Let the council have accepted signatures made online, yesterday."""
    values = {"reference": "12/2026", "accepted_on": localdate() - datetime.timedelta(days=1)}
    return OnlineAcceptance.objects.create(council=petition.council, entered_by=UserFactory(), **values | fields)


def ask_for_cards(petition: Petition, **fields) -> Processing:
    """Let the council's list need the number of the card, and the CNDP have authorised it."""
    ListRequirement.objects.create(council=petition.council, reference="13/2026", entered_by=UserFactory())
    values = {"number": "A-123", "granted_on": localdate() - datetime.timedelta(days=1)}
    return Processing.objects.create(entered_by=UserFactory(), **values | fields)


def signed_by(petition: Petition, *people, **fields) -> list:
    """Let each of these people sign, and return what each was answered."""
    return [actions.sign(petition, by=one, attests=True, **fields) for one in people]


def shown(petition: Petition) -> tuple[int, int, int]:
    """Return support, online and paper as the petition shows them."""
    petition.refresh_from_db()
    return petition.support_count, petition.online_count, petition.paper_count
