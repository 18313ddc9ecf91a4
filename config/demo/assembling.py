"""The general assemblies of the demonstration, told by the real actions at real dates: one held, one to come."""

import datetime

import time_machine
from django.utils import timezone

from accounts.models import User
from assemblies import actions
from assemblies.enums import AssemblyKind, Openness, Presence, VoteKind, VoteWay
from assemblies.models import Assembly, Vote
from config.demo import people
from networks.models import Network
from spaces.models import Association

CONVENED, HELD, PUBLISHED, TO_COME = 80, 60, 55, 20  # days ago, but for the last
RULES = {"notice_days": 15, "quorum_first": "majority", "quorum_second": "third", "proxies_max": 1}
REPORT, ACCOUNTS, BOARD = "التقرير الأدبي", "التقرير المالي", "انتخاب لجنة القيادة"
CANDIDATES = ("مترشحة أولى (تجربة)", "مترشح ثان (تجربة)", "مترشحة ثالثة (تجربة)")
SAID = (
    "قُدم التقرير الأدبي ونوقشت حصيلة التكوينات. طلبت الجمعيات القروية برمجة اللقاءات يوم السوق.\n"
    "قُدم التقرير المالي، وأجابت أمانة المال عن أسئلة الأعضاء."
)


def days_ago(days: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() - datetime.timedelta(days=days), tick=True)


def tell(accounts: dict[str, User]) -> None:
    """Tell the assembly of the network, when there is one with three members, and that of its founder's association."""
    founder = people.fresh(accounts["association"])
    network = Network.objects.filter(is_demo=True, founder=founder).order_by("pk").first()
    if network and network.members.active().count() >= 3:
        _hold(network, founder)
    if own := Association.objects.filter(representative=founder).order_by("pk").first():
        _convene(own, founder)


def _asked(body, by: User, *, days: int, title: str, items) -> Assembly:
    """Write the rules and the agenda, and convene: the assembly is held at ten in the morning, `days` from now."""
    for kind in AssemblyKind.values:
        actions.set_bylaws(body, kind, by=by, **RULES)
    morning = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
    assembly = actions.create_assembly(
        body,
        by=by,
        title=title,
        words="جمع عام للتجربة: كل ما فيه مختلق.",
        starts_at=morning + datetime.timedelta(days=days),
        place="دار الشباب بتيزنيت (تجربة)",
        openness=Openness.PUBLIC,
    )
    for item in items:
        actions.add_item(assembly, by=by, title=item)
    return actions.convene(assembly, by=by)


def _hold(network: Network, founder: User) -> None:
    """The network's assembly: one voter is represented, a show of hands, a secret ballot, an election, the minutes."""
    with days_ago(CONVENED):
        title = "الجمع العام العادي للشبكة (تجربة)"
        assembly = _asked(network, founder, days=CONVENED - HELD, title=title, items=(REPORT, ACCOUNTS, BOARD))
    voters = [voter for voter in assembly.voters.select_related("speaker") if voter.speaker_id]
    giver, here = voters[2], [voter for voter in voters if voter != voters[2]]
    with days_ago(CONVENED - 3):
        actions.give_proxy(giver, here[0], by=people.fresh(giver.speaker))
    with time_machine.travel(assembly.starts_at + datetime.timedelta(minutes=10), tick=True):
        for voter in here:
            actions.mark(voter, Presence.PRESENT, by=founder)
        assembly = actions.open_assembly(assembly, by=founder)
        actions.name_bureau(assembly, by=founder, chair=here[0], rapporteur=here[1])
        vote = _vote(assembly, founder, REPORT, "يصادق الجمع العام على التقرير الأدبي.")
        actions.count(vote, by=founder, votes_for=vote.voices - 1, against=0, abstained=1)
        vote = _vote(assembly, founder, ACCOUNTS, "يصادق الجمع العام على التقرير المالي.", way=VoteWay.SECRET)
        for number, right in enumerate(_rights(vote)):
            choice = "against" if number == 1 else "for"
            actions.cast(vote, right, by=people.fresh(right.voter.speaker), choice=choice)
        actions.count(vote, by=founder)
        vote = _vote(assembly, founder, BOARD, BOARD, kind=VoteKind.ELECTION, seats=2, candidates=CANDIDATES)
        standing = [one.pk for one in vote.candidates.all()]
        for number, right in enumerate(_rights(vote)):
            chosen = standing[:2] if number % 2 == 0 else standing[1:2]
            actions.cast(vote, right, by=people.fresh(right.voter.speaker), chosen=chosen)
        actions.count(vote, by=founder)
        assembly = actions.close(assembly, by=founder)
        actions.write_minutes(assembly, by=people.fresh(here[1].speaker), text=SAID)
    with days_ago(PUBLISHED):
        by = people.fresh(here[0].speaker)
        actions.publish(actions.approve(assembly, by=by), by=founder)


def _vote(assembly: Assembly, by: User, item: str, question: str, **said) -> Vote:
    vote = actions.prepare_vote(assembly.items.get(title=item), by=by, question=question, **said)
    return actions.open_vote(vote, by=by)


def _rights(vote: Vote):
    return vote.rights.select_related("voter__speaker")


def _convene(association: Association, by: User) -> None:
    """An assembly to come: its members were told yesterday."""
    with days_ago(1):
        title = "الجمع العام العادي للجمعية (تجربة)"
        _asked(association, by, days=TO_COME + 1, title=title, items=(REPORT, ACCOUNTS, "برنامج السنة المقبلة"))
