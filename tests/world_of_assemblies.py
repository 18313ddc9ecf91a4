"""The assemblies of the small world (`tests.world`): before everyone, and among the members of an association.

With them, how to fill their addresses, and which of these name a secret.
"""

import datetime
from types import SimpleNamespace

from django.utils.timezone import now

from assemblies import actions
from assemblies.enums import AssemblyKind, Presence
from assemblies.models import Assembly, Vote, Voter
from tests.factories.accounts import UserFactory
from tests.factories.networks import NetworkFactory
from tests.factories.spaces import AssociationFactory, AssociationMemberFactory

RULES = {"notice_days": 0, "quorum_first": "third", "quorum_second": "any", "proxies_max": 2}
# Each secret's own word, and the roles that read it somewhere.
SECRETS = {
    "canarydraftassembly": {"author", "superuser"},
    "canaryinternalassembly": {"author", "superuser"},
    "canarybackassembly": {"author", "facilitator", "coordinator", "superuser"},
    "canaryminutesdraft": {"author", "superuser"},
    "canaryrollname": {"author", "superuser"},
    "canarypreparedvote": {"author", "superuser"},
}


def make(world) -> SimpleNamespace:
    """Make the assemblies; `secret` are those that strangers may not see."""
    author, made = world.who["author"], SimpleNamespace(by=world.who["author"])
    made.association = AssociationFactory(seat=world.space.commune, representative=author)
    made.network = NetworkFactory()
    for name in ("chair", "canaryrollname", "canaryrollname"):  # who presides is named to everyone
        user = UserFactory(display_name=name)
        AssociationMemberFactory(association=made.association, user=user, position="member")
    author.__dict__.pop("_positions", None)
    for kind in AssemblyKind.values:
        actions.set_bylaws(made.association, kind, by=author, **RULES)
    made.draft = asked(made, "canarydraftassembly", openness="public")
    made.open = begun(made, "open assembly", openness="public")
    made.internal = begun(made, "canaryinternalassembly")
    made.held = begun(made, "canarybackassembly", openness="public")
    made.ended = ended(made, "ended assembly")
    actions.write_minutes(made.ended, by=author, text="canaryminutesdraft")
    made.published = ended(made, "published assembly")
    actions.write_minutes(made.published, by=author, text="دار نقاش.")
    second = made.published.voters.select_related("speaker").get(number=2).speaker
    Assembly.objects.filter(pk=made.published.pk).update(chair=second)
    made.published = actions.publish(actions.approve(made.published, by=second), by=author)
    made.held = actions.hold(made.held, by=world.who["facilitator"], note="held")
    made.secret = [made.draft, made.internal, made.held]
    made.votes = {
        name: Vote.objects.filter(item__assembly=getattr(made, name)).latest("pk")
        for name in ("draft", "open", "internal", "held", "published")
    }
    item = made.open.items.last()
    made.prepared = actions.prepare_vote(item, by=author, question="canarypreparedvote", way="named")
    author.__dict__.pop("_positions", None)
    return made


def asked(made, word: str, **said) -> Assembly:
    """Write a draft whose every word tells which one it is."""
    said = {"starts_at": now() + datetime.timedelta(hours=1), "place": f"{word} place", "words": f"{word} words"} | said
    row = actions.create_assembly(made.association, by=made.by, title=f"{word} title", **said)
    for number in (1, 2):
        item = actions.add_item(row, by=made.by, title=f"{word} item {number}", text=f"{word} text")
    actions.prepare_vote(item, by=made.by, question=f"{word} question", way="secret")
    return row


def begun(made, word: str, **said) -> Assembly:
    """Convene, gather two of four and one proxy, open the session and a secret vote."""
    row = actions.convene(asked(made, word, **said), by=made.by)
    Assembly.objects.filter(pk=row.pk).update(starts_at=now())
    voters = list(row.voters.select_related("speaker"))
    for voter in voters[:2]:
        actions.mark(voter, Presence.PRESENT, by=made.by)
    actions.give_proxy(voters[2], voters[1], by=voters[2].speaker)
    row = actions.open_assembly(row, by=made.by)
    actions.name_bureau(row, by=made.by, chair=voters[0], rapporteur=None)
    actions.open_vote(Vote.objects.get(item__assembly=row), by=made.by)
    return Assembly.objects.get(pk=row.pk)


def ended(made, word: str) -> Assembly:
    """Hold an assembly before everyone, to its end."""
    row = begun(made, word, openness="public")
    vote = Vote.objects.get(item__assembly=row)
    for right in vote.rights.select_related("voter__speaker"):
        actions.cast(vote, right, by=right.voter.speaker, choice="for")
    actions.count(vote, by=made.by)
    return actions.close(row, by=made.by)


def values(world, turn: int) -> dict:
    """Return what to fill the addresses of assemblies with, as `tests.doors.values` does."""
    made = world.assemblies
    secret = made.secret[turn % len(made.secret)]
    kept = ("draft", "internal", "held")[turn % len(made.secret)]
    pages = [{"pk": row.pk} for row in (made.open, made.ended, made.published, secret)]
    both = [made.open, secret]
    bodies = {"network": made.network, "association": made.association}
    votes = [{"pk": vote.pk} for vote in (made.votes["open"], made.prepared, made.votes["published"], made.votes[kept])]
    proxies = [row.proxies.first() for row in both]
    names = ("vote", "vote-edit", "vote-discard", "vote-open", "vote-count", "vote-annul", "vote-say", "vote-cast")
    return {
        ("assembly", ("pk",)): pages,
        ("assemblies", ("slug",)): [{"slug": space.commune.slug} for space in (world.space, world.draft_space)],
        ("assemblies", ("pk",)): pages,
        **{(f"assemblies:{name}", ("pk",)): votes for name in names},
        ("assemblies", ("item", "pk")): [{"pk": row.pk, "item": row.items.first().pk} for row in both],
        ("assemblies", ("number", "pk")): [{"pk": row.pk, "number": number} for row in both for number in (1, 2)],
        ("assemblies", ("language", "pk")): [one | {"language": name} for one in pages for name in ("fr", "xx")],
        ("assemblies:withdraw-proxy", ("pk", "proxy")): [
            {"pk": row.pk, "proxy": proxy.pk if proxy else 1} for row, proxy in zip(both, proxies, strict=True)
        ],
        ("assemblies:move", ("action", "pk")): [
            {"pk": row.pk, "action": action} for row in both for action in (*Assembly.MOVES, "fly")
        ],
        **{(f"assemblies:{name}-{kind}", ("pk",)): [{"pk": body.pk}]
           for name in ("of", "new") for kind, body in bodies.items()},
        **{(f"assemblies:bylaws-{kind}", ("of", "pk")): [{"pk": body.pk, "of": of} for of in ("ordinary", "x")]
           for kind, body in bodies.items()},
    }  # fmt: skip


def is_secret(world, role: str, name: str, kwargs: dict) -> bool | None:
    """Tell whether an address of assemblies names what a stranger may not see; None for no such one."""
    made, pk = world.assemblies, kwargs.get("pk")
    if name.startswith("assembly-"):
        return pk in {row.pk for row in made.secret}
    if not name.startswith("assemblies:"):
        return None
    act = name.partition(":")[2]
    if act in {"mine", "in-space"} or act.endswith(("-network", "-association")):
        return kwargs.get("slug") == world.draft_space.commune.slug
    if act.startswith("vote") and act != "vote-new":
        return pk in {made.prepared.pk, *(made.votes[name].pk for name in ("draft", "internal", "held"))}
    if act in {"minutes", "minutes-write", "minutes-pdf"} and pk == made.ended.pk:
        return act != "minutes-write"
    return pk in {row.pk for row in made.secret}


def grow(world, number: int) -> None:
    """Make one more of everything that the pages of assemblies list."""
    made = world.assemblies
    begun(made, f"more {number}", openness="public")
    for row in (made.open, made.ended, made.published):
        last = row.voters.count()
        user = UserFactory()
        Voter.objects.create(
            assembly=row, number=last + 1, kind="person", source=10_000 + number, speaker=user, presence="present"
        )
    giver = Voter.objects.create(
        assembly=made.open, number=made.open.voters.count() + 1, kind="person", source=20_000 + number,
        speaker=UserFactory(),
    )  # fmt: skip
    actions.give_proxy(giver, made.open.voters.order_by("-number")[1], by=giver.speaker)
    for item in made.open.items.all():
        actions.prepare_vote(item, by=made.by, question=f"more question {number}")
    actions.add_item(made.draft, by=made.by, title=f"more {number}")
