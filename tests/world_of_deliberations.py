"""The sessions of the small world (`tests.world`): one being held, with what nobody but the council's people may see.

With them, how to fill their addresses, and which of these name a secret.
"""

from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate, now

from councils.enums import Role
from deliberations import actions
from deliberations.models import SessionRequest, Vote
from deliberations.views import acts
from tests.debates.papers import paper
from tests.factories.councils import MandateFactory, ReferralFactory
from tests.factories.deliberations import (
    AgendaItemFactory,
    AttendanceFactory,
    DecisionFactory,
    DeliberationFactory,
    MinutesFactory,
    SessionFactory,
    SittingFactory,
)

OF_THE_COUNCIL = {"officer", "president", "superuser"}
SECRETS = {
    "canarydecisiondraft": OF_THE_COUNCIL,
    "canaryproposedpoint": OF_THE_COUNCIL,
    "canarycouncilminutes": OF_THE_COUNCIL,
    "canaryshadowpoint": OF_THE_COUNCIL,
}
# The API's names for the things of this room.
OF_SESSIONS = ("session-", "decision-")


def make(world) -> SimpleNamespace:
    """Make a session in preparation, one being held and one that ended, with what is hidden in each."""
    made, council = SimpleNamespace(), world.council
    made.member = MandateFactory(council=council, role=Role.MEMBER, user=None)
    made.coming = SessionFactory(council=council)
    made.proposed = AgendaItemFactory(
        session=made.coming, state="proposed", number=None, title_ar="canaryproposedpoint", title_fr=""
    )
    made.open = SessionFactory(council=council, sitting=True)
    made.sitting = SittingFactory(session=made.open, held=True)
    AttendanceFactory(sitting=made.sitting, mandate=made.member)
    made.referral = ReferralFactory(council=council, title="asked", referred_by=world.who["author"])
    made.item = AgendaItemFactory(session=made.open, referral=made.referral, url="needs/latest/")
    actions.add_document(
        made.open, by=world.who["president"], title="document", file=SimpleUploadedFile("a.pdf", paper())
    )
    made.hidden_referral = ReferralFactory(
        council=council, title="canaryshadowpoint matter", is_shown=False, referred_by=world.who["president"]
    )
    made.hidden = AgendaItemFactory(
        session=made.open, referral=made.hidden_referral, title_ar="canaryshadowpoint", title_fr=""
    )
    made.hidden_document = actions.add_document(
        made.open, by=world.who["president"], title="canaryshadowpoint document", item=made.hidden,
        file=SimpleUploadedFile("a.pdf", paper()),
    )  # fmt: skip
    made.decision = decided(made, published=True)
    made.draft = decided(made, title_ar="canarydecisiondraft", text_ar="canarydecisiondraft", title_fr="", text_fr="")
    made.minutes = MinutesFactory(session=made.open, text="canarycouncilminutes")
    made.ended = SessionFactory(council=council, sitting=True, state="closed", closed_at=now())
    written = MinutesFactory(session=made.ended)
    actions.approve_minutes(written, by=world.who["president"])
    made.request = SessionRequest.objects.create(
        council=council, caller="governor", purpose="budget", asked_on=localdate(), answer_by=localdate()
    )
    return made


def decided(made, **more):
    """Return a decision of the session that is being held, with a vote by name."""
    item = AgendaItemFactory(session=made.open, state="deliberated")
    voted = DeliberationFactory(item=item, sitting=made.sitting, is_by_name=True, for_count=1, against_count=0)
    Vote.objects.create(deliberation=voted, mandate=made.member, stance="for")
    return DecisionFactory(deliberation=voted, **more)


def values(world, turn: int) -> dict:
    """Return what to fill the addresses of sessions with, as `tests.doors.values` does."""
    made = world.deliberations
    sessions = [{"pk": row.pk} for row in (made.coming, made.open)]
    items = [{"pk": row.pk} for row in (made.item, made.hidden, made.proposed)]
    sittings = [{"pk": made.sitting.pk}]
    decisions = [{"address": row.address} for row in (made.decision, made.draft)]
    town = [{"slug": "town"}]

    def named(rows, table):
        return [row | {"name": name} for row in rows for name in (*table, "fly")]

    return {
        **{(f"deliberations:{name}", ("pk",)): sessions for name in ("session", "desk")},
        ("deliberations:minutes", ("pk",)): [{"pk": made.ended.pk}, {"pk": made.open.pk}],
        ("deliberations:minutes-pdf", ("language", "pk")): [
            {"pk": row.pk, "language": code} for row in (made.ended, made.open) for code in ("fr", "xx")
        ],
        ("deliberations:sitting", ("pk",)): sittings,
        ("deliberations:report", ("pk",)): items[:2],
        ("deliberations:document", ("pk",)): [
            {"pk": made.open.documents.filter(item=None).latest("pk").pk}, {"pk": made.hidden_document.pk},
        ],
        ("deliberations:of-referral", ("pk",)): [{"pk": made.referral.pk}, {"pk": made.hidden_referral.pk}],
        **{(f"deliberations:{name}", ("slug",)): town for name in ("of-council", "calendar", "decisions", "atom")},
        ("deliberations:decision", ("address",)): decisions,
        ("deliberations:act-on-council", ("name", "slug")): named(town, acts.OF_COUNCIL),
        ("deliberations:act-on-session", ("name", "pk")): named(sessions, acts.OF_SESSION),
        ("deliberations:act-on-request", ("name", "pk")): named([{"pk": made.request.pk}], acts.OF_REQUEST),
        ("deliberations:act-on-sitting", ("name", "pk")): named(sittings, acts.OF_SITTING),
        ("deliberations:act-on-item", ("name", "pk")): named(items, acts.OF_ITEM),
        ("deliberations:act-on-decision", ("address", "name")): named(decisions, acts.OF_DECISION),
        ("session", ("pk",)): sessions,
        ("decision", ("address",)): decisions,
    }  # fmt: skip


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address names what a stranger may not see; None for no address of this room."""
    made, pk = world.deliberations, kwargs.get("pk")
    if not name.startswith(("deliberations:", *OF_SESSIONS)):
        return None
    if "address" in kwargs:
        return kwargs["address"] == made.draft.address
    page = name.removeprefix("deliberations:")
    hidden = {
        "act-on-item": {made.hidden.pk, made.proposed.pk},
        "report": {made.hidden.pk, made.proposed.pk},
        "document": {made.hidden_document.pk},
        "of-referral": {made.hidden_referral.pk},
        "minutes": {made.open.pk},
        "minutes-pdf": {made.open.pk},
    }
    return pk in hidden.get(page, set())


def plant(world) -> None:
    """Put one point on the agenda that is being prepared, with who supports it, and announce a sitting."""
    made = world.deliberations
    AgendaItemFactory(session=made.coming).supporters.add(made.member)
    SittingFactory(session=made.coming)


def grow(world, number: int) -> None:
    """Make one more of everything that the pages of this room list."""
    made, council = world.deliberations, world.council
    MandateFactory(council=council, role=Role.MEMBER, user=None)
    SessionFactory(council=council)
    SessionFactory(council=council, sitting=True, state="closed", closed_at=now())
    sitting = SittingFactory(session=made.open, held=True)
    AttendanceFactory(sitting=sitting, mandate=made.member)
    AttendanceFactory(sitting=made.sitting, mandate=MandateFactory(council=council, role=Role.MEMBER, user=None))
    for session in (made.coming, made.open):
        referral = ReferralFactory(council=council, referred_by=world.who["author"])
        item = AgendaItemFactory(session=session, referral=referral, committee=council.committees.first())
        item.supporters.add(made.member)
        AgendaItemFactory(session=session, state="proposed", number=None)
        AgendaItemFactory(session=session, state="refused", number=None, reason="no")
    actions.add_document(
        made.open, by=world.who["president"], title=f"document {number}", file=SimpleUploadedFile("a.pdf", paper())
    )
    decided(made, published=True)
    Vote.objects.create(
        deliberation=made.decision.deliberation, mandate=MandateFactory(council=council, role=Role.MEMBER, user=None),
        stance="against",
    )  # fmt: skip
    AgendaItemFactory(session=SessionFactory(council=council), referral=made.referral)
    SessionRequest.objects.create(
        council=council, caller="governor", purpose=f"budget {number}", asked_on=localdate(), answer_by=localdate()
    )
