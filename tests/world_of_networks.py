"""The networks of the small world (`tests.world`): an open one, one in preparation; partners, supports, offers.

With them, how to fill their addresses, and which of these name a secret.
"""

from types import SimpleNamespace

from networks import actions
from networks.enums import MemberState
from networks.models import Member, Offer, Partner, Publication, Support
from tests.factories.accounts import UserFactory
from tests.factories.networks import MandateFactory, MemberFactory, days
from tests.factories.spaces import AssociationFactory
from tests.factories.territories import region

# The API's names for the things of networks.
OF_NETWORKS = ("network-", "networks:")
# Each secret's own word, and the roles that read it somewhere. The author steers, an officer applies and has a partner.
SECRETS = {
    "canarypreparednet": {"author", "coordinator", "superuser"},
    "canaryletterwords": {"author", "officer", "superuser"},
    "canarysuspendwhy": {"author", "superuser"},
    "canaryunlisted": {"author", "superuser"},
    "canaryhidpublication": {"author", "coordinator", "superuser"},
    "canaryquietdecision": {"author", "superuser"},
    "canaryplannedcampaign": {"author", "superuser"},
    "canarywaitingpartner": {"officer", "coordinator", "superuser"},
    "canaryproposedsupport": {"author", "officer", "superuser"},
    "canaryhidoffer": {"author", "coordinator", "superuser"},
}


def named(word: str) -> dict:
    return {"name_ar": f"{word} ar", "name_fr": f"{word} fr"}


def make(world) -> SimpleNamespace:
    """Make the networks, all steered by the author."""
    who, made = world.who, SimpleNamespace(by=world.who["author"], officer=world.who["officer"])
    made.open = opened(world, "open network")
    made.draft = prepared(world, "canarypreparednet")
    author = made.by
    made.association = joined(
        made.open, association=AssociationFactory(seat=world.space.commune, representative=author)
    )
    made.space = joined(made.open, space=world.space, by=who["facilitator"])
    made.unlisted = joined(made.open, by=UserFactory(display_name="canaryunlisted"), is_listed=False)
    made.suspended = joined(made.open, association=AssociationFactory())
    made.suspended = actions.decide(made.suspended, "suspend", by=made.by, note="canarysuspendwhy")
    made.condition = actions.add_condition(made.open, by=author, text_ar="شرط", text_fr="condition")
    made.applied = actions.apply(made.open, by=made.officer, version=1, letter="canaryletterwords", is_listed=True)
    actions.tick(made.applied, made.condition, by=author)
    MandateFactory(network=made.open)
    made.mandate = made.open.mandates.get(user=author)
    decided(made, "open decision")
    decided(made, "canaryquietdecision", is_public=False)
    made.campaign, made.planned = (campaigning(made, word) for word in ("open campaign", "canaryplannedcampaign"))
    made.campaign = actions.move_campaign(made.campaign, "open", by=author)
    made.publication = published(made, "open publication")
    made.hidden = actions.moderate(
        published(made, "canaryhidpublication"), "hide", by=who["coordinator"], note="hidden"
    )
    made.hidden = Publication.objects.get(pk=made.hidden.pk)
    _partners(world, made)
    for user in who.values():
        for kept in ("_steered", "_partner_offices", "_positions"):
            user.__dict__.pop(kept, None)
    return made


def _partners(world, made) -> None:
    made.partner = partnered(made, "open partner")
    actions.move_partner(made.partner, "list", by=world.who["coordinator"])
    made.partner.refresh_from_db()
    made.waiting = partnered(made, "canarywaitingpartner")
    made.proposed = supported(made, "canaryproposedsupport")
    made.confirmed = actions.move_support(supported(made, "open support"), "confirm", by=made.by)
    made.ask = posted(made, "open ask")
    made.offer = posted(made, "open offer", kind="offer", side=made.partner, by=made.officer)
    hidden = posted(made, "canaryhidoffer")
    made.back = Offer.objects.get(pk=actions.moderate(hidden, "hide", by=world.who["coordinator"], note="hidden").pk)


def prepared(world, word: str):
    """Register a network whose every word tells which one it is, with its charter."""
    by = world.who["author"]
    network = actions.register_network(
        by=by,
        kind="network",
        presentation_ar=f"{word} text",
        takes=["space", "association", "person"],
        applications_from=days(-1),
        regions=[region()],
        **named(word),
    )
    actions.publish_charter(network, by=by, clauses=[(f"{word} بند", f"{word} clause", "")], based_on=0)
    return network


def opened(world, word: str):
    network = prepared(world, word)
    return actions.move_network(network, "open", by=world.who["author"])


def joined(network, *, by=None, **who) -> Member:
    """Apply and be admitted: an association by its representative, a space, a person."""
    by = by or who["association"].representative
    by.__dict__.pop("_positions", None)
    member = actions.apply(network, by=by, version=1, **who)
    Member.objects.filter(pk=member.pk).update(state=MemberState.ACTIVE, joined_at=member.applied_at)
    return Member.objects.get(pk=member.pk)


def decided(made, word: str, **more):
    return actions.record_decision(
        made.open, by=made.by, taken_on=days(0), title=f"{word} title", text=word, took_part=[made.mandate], **more
    )


def campaigning(made, word: str):
    row = actions.prepare_campaign(
        made.open, by=made.by, title=f"{word} title", target=f"{word} target", asks=f"{word} ask"
    )
    actions.add_step(row, by=made.by, on=days(1), text=f"{word} step")
    return row


def published(made, word: str) -> Publication:
    return actions.publish(made.association, by=made.by, title=f"{word} title", text=f"{word} text")


def partnered(made, word: str) -> Partner:
    return actions.register_partner(by=made.officer, kind="donor", presentation=word, **named(word))


def supported(made, word: str) -> Support:
    return actions.propose_support(made.partner, by=made.officer, to=made.open, subject=word, starts_on=days(0))


def posted(made, word: str, kind: str = "ask", side=None, by=None) -> Offer:
    said = {"theme": "water", "title": f"{word} title", "text": word, "until": days(9)}
    return actions.post_offer(by=by or made.by, kind=kind, side=side or made.association.association, **said)


def values(world, turn: int) -> dict:
    """Return what to fill the addresses of networks with, as `tests.doors.values` does."""
    made = world.networks
    networks = [{"pk": row.pk} for row in (made.open, made.draft)]
    people = (made.association, made.space, made.suspended, made.unlisted, made.applied)
    members = [{"pk": made.open.pk, "member": row.pk} for row in people]

    def keys(*rows):
        return [{"pk": row.pk} for row in rows]

    things = {
        "partner": keys(made.partner, made.waiting),
        "partner-edit": keys(made.partner, made.waiting),
        "support-new": keys(made.partner, made.waiting),
        "offer": keys(made.offer, made.ask, made.back),
        "publication": keys(made.publication, made.hidden),
        "publication-edit": keys(made.publication, made.hidden),
        "publication-take-away": keys(made.publication, made.hidden),
        "document": keys(made.publication, made.hidden),
        "campaign": keys(made.campaign, made.planned),
        "campaign-edit": keys(made.campaign, made.planned),
        "campaign-step": keys(made.campaign, made.planned),
        "campaign-step-done": keys(made.campaign.steps.first(), made.planned.steps.first()),
    }
    moving = {
        "network-move": [made.open, made.draft],
        "partner-move": [made.partner, made.waiting],
        "support-move": [made.confirmed, made.proposed],
        "offer-move": [made.offer, made.back],
        "publication-move": [made.publication, made.hidden],
        "campaign-move": [made.campaign, made.planned],
    }
    return {
        ("networks", ("pk",)): networks,
        ("network", ("pk",)): networks,
        ("networks", ("member", "pk")): members,
        ("networks:member-move", ("action", "member", "pk")): [
            one | {"action": action} for one in members for action in (*Member.MOVES, "fly")
        ],
        ("networks:mandate-end", ("mandate", "pk")): [
            {"pk": row.pk, "mandate": row.mandates.first().pk} for row in (made.open, made.draft)
        ],
        **{(f"networks:{name}", ("pk",)): filled for name, filled in things.items()},
        **{
            (f"networks:{name}", ("action", "pk")): [
                {"pk": row.pk, "action": action} for row in rows for action in (*row.MOVES, "fly")
            ]
            for name, rows in moving.items()
        },
    }


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address of networks names what a stranger may not see; None for no such one."""
    if not name.startswith(OF_NETWORKS):
        return None
    made, pk = world.networks, kwargs.get("pk")
    if "member" in kwargs:
        return kwargs["member"] in {made.unlisted.pk, made.applied.pk}
    act = name.partition(":")[2]
    secret = {
        "partner": made.waiting, "support-new": made.waiting, "support": made.proposed, "offer": made.back,
        "publication": made.hidden, "document": made.hidden, "campaign": made.planned,
        "campaign-step-done": made.planned.steps.first(),
    }  # fmt: skip
    if act in {"campaign-new", "decision-new", "mandate-new", "mandate-end", "publish"} or not act:
        return pk == made.draft.pk
    thing = secret.get(act) or secret.get(act.partition("-")[0])
    return pk == (thing or made.draft).pk if pk else False


def grow(world, number: int) -> None:
    """Make one more of everything that the pages of networks list."""
    made, word = world.networks, f"more {number}"
    opened(world, f"{word} network")
    joined(made.open, association=AssociationFactory(seat=world.space.commune))
    joined(made.open, association=AssociationFactory(representative=made.by))
    joined(made.open, by=UserFactory())
    MemberFactory(network=made.open, state=MemberState.APPLIED)
    MemberFactory(network=made.open, state=MemberState.SUSPENDED)
    condition = actions.add_condition(made.open, by=made.by, text_ar="شرط آخر", text_fr=f"condition {number}")
    actions.tick(made.applied, condition, by=made.by)
    MandateFactory(network=made.open)
    MandateFactory(network=made.open, ends_on=days(-1))
    decided(made, word)
    row = actions.move_campaign(campaigning(made, word), "open", by=made.by)
    for campaign in (made.campaign, made.planned, row):
        actions.add_step(campaign, by=made.by, on=days(2), text=word)
    published(made, word)
    actions.move_partner(partnered(made, word), "list", by=world.who["coordinator"])
    supported(made, f"{word} proposed")
    actions.move_support(supported(made, word), "confirm", by=made.by)
    posted(made, f"{word} ask")
    posted(made, f"{word} offer", kind="offer", side=made.partner, by=made.officer)
