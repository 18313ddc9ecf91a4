"""The pages of general assemblies: who visits each, and what she does there first."""

import datetime
from types import SimpleNamespace

from django.utils import timezone

from assemblies import actions
from assemblies.enums import Presence
from assemblies.models import Assembly, Vote
from config.demo import people
from tests.factories.accounts import UserFactory
from tests.factories.networks import MandateFactory, NetworkFactory
from tests.factories.spaces import AssociationFactory, AssociationMemberFactory
from tests.journeys.visit import FEW, Visit, sends, sends_nothing

RULES = {"notice_days": 0, "quorum_first": "third", "quorum_second": "any", "proxies_max": 1}
WORDS = "المصادقة على التقرير الأدبي والمالي وبرنامج السنة المقبلة مع الشركاء في الدوار الفوقاني"


def make(world) -> SimpleNamespace:
    """Make what the demonstration has not: a draft, one in session with a vote of each kind, one with its minutes."""
    by = people.fresh(world.people["association"])
    association = AssociationFactory(
        representative=by, seat=world.space.commune, name_ar="جمعية الجموع", name_fr="Association des assemblées"
    )
    names = ("رقية", "Mohammed", "إيزة")
    for name in names:
        AssociationMemberFactory(association=association, user=UserFactory(display_name=name), position="member")
    citizen = people.fresh(world.people["citizen"])
    AssociationMemberFactory(association=association, user=citizen, position="member")
    for kind in ("ordinary", "extraordinary"):
        actions.set_bylaws(association, kind, by=by, **RULES)
    made = SimpleNamespace(association=association, by=by, citizen=citizen)
    made.network = NetworkFactory(name_ar="شبكة الجموع", name_fr="Réseau des assemblées")
    MandateFactory(network=made.network, user=by)
    made.draft = asked(made, f"مسودة {WORDS}")
    made.coming = actions.convene(asked(made, f"قادم {WORDS}"), by=by)
    made.open = opened(made, f"منعقد {WORDS}")
    made.hands = said(made, made.open, way="hands")
    made.prepared = actions.prepare_vote(made.open.items.last(), by=by, question="نقطة ثانية.", way="named")
    made.secret = said(made, opened(made, f"سري {WORDS}"), way="secret")
    made.named = said(made, opened(made, f"بالأسماء {WORDS}"), way="named")
    lost = opened(made, f"بلا نصاب {WORDS}")
    made.refused = actions.prepare_vote(lost.items.last(), by=by, question="لا نصاب.")
    for voter in lost.voters.filter(presence=Presence.PRESENT):
        actions.mark(voter, Presence.LEFT, by=by)
    made.held = opened(made, f"مغلق {WORDS}")
    closing = said(made, made.held, way="hands")
    actions.count(closing, by=by, votes_for=2, against=0, abstained=0)
    board = {
        "kind": "election",
        "question": "انتخاب المكتب",
        "seats": 1,
        "candidates": ["رقية المثال", "Ali l’Exemple"],
    }
    election = said(made, made.held, **board)
    for right in election.rights.select_related("voter__speaker"):
        actions.cast(election, right, by=right.voter.speaker, chosen=[election.candidates.first().pk])
    actions.count(election, by=by)
    made.election, made.resolution = election.pk, closing.pk
    actions.close(made.held, by=by)
    actions.write_minutes(made.held, by=by, text=f"{WORDS}.\nLe rapport a été discuté.")
    made.published = opened(made, f"منشور {WORDS}")
    made.published = actions.close(made.published, by=by)
    Assembly.objects.filter(pk=made.published.pk).update(chair=citizen)
    made.published = actions.publish(actions.approve(made.published, by=citizen), by=by)
    return made


def asked(made, title: str) -> Assembly:
    row = actions.create_assembly(
        made.association, by=made.by, title=title[:160], words=WORDS, place="دار الشباب", openness="public",
        starts_at=timezone.now() + datetime.timedelta(hours=1),
    )  # fmt: skip
    for number in (1, 2):
        actions.add_item(row, by=made.by, title=f"{number} {WORDS}", text="Lecture, puis débat.")
    return row


def opened(made, title: str) -> Assembly:
    """Open one with the representative and the citizen there, and one proxy."""
    row = actions.convene(asked(made, title), by=made.by)
    Assembly.objects.filter(pk=row.pk).update(starts_at=timezone.now())
    mine, hers = (row.voters.get(speaker=user) for user in (made.by, made.citizen))
    giver = row.voters.exclude(pk__in=[mine.pk, hers.pk]).select_related("speaker").first()
    actions.give_proxy(giver, mine, by=giver.speaker)
    for voter in (mine, hers):
        actions.mark(voter, Presence.PRESENT, by=made.by)
    return actions.open_assembly(row, by=made.by)


def said(made, assembly: Assembly, **what) -> Vote:
    vote = actions.prepare_vote(assembly.items.first(), by=made.by, **({"question": f"{WORDS}."} | what))
    return actions.open_vote(vote, by=made.by)


def opens_it(page) -> None:
    """Open a vote, when there is no quorum any more."""
    sends(page, "main form[action$='/open/']")


def vote(row) -> str:
    return f"assemblies/votes/{row.pk}/"


def visits(world) -> list[Visit]:
    made = world.assemblies
    draft, coming, here, held, published = (
        f"assemblies/{row.pk}/" for row in (made.draft, made.coming, made.open, made.held, made.published)
    )
    body, hands = f"associations/{made.association.pk}/assemblies/", vote(made.hands)
    network = f"networks/{made.network.pk}/assemblies/"
    item, mine = made.draft.items.first().pk, made.coming.voters.get(speaker=made.citizen).number
    whose = "association"
    return [
        Visit(body), Visit("spaces/tiznit/assemblies/"), Visit("spaces/tata/assemblies/", languages=FEW),
        Visit(coming), Visit(here), Visit(published), Visit(f"{published}minutes/"),
        Visit(f"assemblies/votes/{made.resolution}/"), Visit(f"assemblies/votes/{made.election}/"),
        Visit("assemblies/mine/", "citizen"), Visit("assemblies/mine/", "president", languages=FEW),
        Visit(coming, "citizen"), Visit(f"{coming}voters/{mine}/proxy/", "citizen"),
        Visit(f"{coming}voters/{mine}/proxy/", "citizen", sends_nothing, 0, FEW), Visit(f"{here}roll/", "citizen"),
        Visit(body, whose), Visit(f"{body}rules/ordinary/", whose),
        Visit(f"{body}rules/extraordinary/", whose, sends_nothing, 0, FEW), Visit(f"{body}new/", whose),
        Visit(f"{body}new/", whose, sends_nothing, 0, FEW), Visit(draft, whose), Visit(f"{draft}edit/", whose),
        Visit(f"{draft}agenda/", whose), Visit(f"{draft}agenda/", whose, sends_nothing, 0, FEW),
        Visit(f"{draft}agenda/{item}/", whose), Visit(f"{draft}agenda/{item}/vote/", whose),
        Visit(f"{draft}agenda/{item}/vote/", whose, sends_nothing, 0, FEW),
        Visit(f"{draft}discard/", whose, languages=FEW), Visit(f"{draft}moves/convene/", whose),
        Visit(f"{coming}desk/", whose), Visit(f"{here}desk/", whose), Visit(hands, whose),
        Visit(network, whose, languages=FEW), Visit(f"{network}new/", whose, languages=FEW),
        Visit(f"{network}rules/ordinary/", whose, languages=FEW), Visit(vote(made.named), whose),
        Visit(vote(made.prepared), whose, languages=FEW), Visit(f"{vote(made.prepared)}edit/", whose, languages=FEW),
        Visit(vote(made.secret), "citizen"), Visit(vote(made.refused), whose, opens_it, 0, FEW),
        Visit(f"{hands}annul/", whose), Visit(f"{here}moves/adjourn/", whose), Visit(f"{held}minutes/", whose),
        Visit(f"{held}minutes/write/", whose), Visit(f"{held}moves/approve/", whose),
        Visit(f"{coming}moves/cancel/", whose, sends_nothing, 0, FEW),
    ]  # fmt: skip
