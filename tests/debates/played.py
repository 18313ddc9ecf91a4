"""A debate played through the acts themselves, minute by minute, for the tests of conclusions and minutes."""

import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import time_machine

from councils.enums import Theme
from debates import actions
from debates.actions import Declared
from debates.models import Debate, FloorRequest
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.councils import ClockRuleFactory, CouncilFactory, MandateFactory
from tests.factories.debates import AgendaPointFactory, DebateFactory, SittingFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory
from tests.factories.territories import TerritoryFactory

DAY = datetime.datetime(2026, 8, 9, 15, 0, tzinfo=ZoneInfo("Africa/Casablanca"))


def at(minutes: float):
    """Travel to so many minutes after the sitting was to begin."""
    return time_machine.travel(DAY + datetime.timedelta(minutes=minutes), tick=False)


def staged(**fields) -> SimpleNamespace:
    """Return an open debate with its council, its people, its agenda and a planned sitting."""
    ClockRuleFactory()
    commune = TerritoryFactory(name_ar="جماعة آيت ملول", name_fr="Aït Melloul")
    space = SpaceFactory(commune=commune)
    people = {
        "facilitator": MembershipFactory(space=space, role=Role.FACILITATOR, user__display_name="فاطمة الزهراء").user,
        "other": MembershipFactory(space=space, role=Role.FACILITATOR, user__display_name="Jean-Marc Amzil").user,
        "rapporteur": MembershipFactory(space=space, role=Role.RAPPORTEUR, user__display_name="إبراهيم المقرر").user,
        "khadija": UserFactory(display_name="خديجة من الدوار الفوقاني"),
        "paul": UserFactory(display_name="Paul (Tassoumt)"),
        "hassan": UserFactory(display_name="حسن 2"),
        "nobody": UserFactory(display_name=""),
        "follower": UserFactory(display_name="متابعة"),
    }
    council = CouncilFactory(territory=commune)
    debate = DebateFactory(
        **{
            "open": True,
            "space": space,
            "title": "ماء الشرب بالدوار الفوقاني: من يوزع، وكيف؟",
            "question": "كيف نوزع ماء الساقية بين الدواوير هذا الصيف دون أن يعطش أحد؟",
            "opened_at": DAY - datetime.timedelta(days=7),
            "announced_at": DAY - datetime.timedelta(days=14),
        }
        | fields
    )
    debate.interests.create(user=people["follower"])
    points = [
        AgendaPointFactory(debate=debate, number=number, title=title, minutes=minutes)
        for number, (title, minutes) in enumerate(
            [("عرض حول حالة الآبار", 10), ("Répartition de l’eau de la séguia", 20), ("أسئلة إلى المجلس", 15)], 1
        )
    ]
    sitting = SittingFactory(debate=debate, number=1, starts_at=DAY, place="قاعة الاجتماعات، Dar Chabab")
    return SimpleNamespace(
        debate=debate, space=space, council=council, points=points, sitting=sitting,
        president=MandateFactory(council=council, president=True), **people,
    )  # fmt: skip


def sit(place: SimpleNamespace) -> None:
    """Hold the sitting: an hour, two who preside, five turns, a poll, the hall counted, words written and pinned."""
    boss, other, sitting = place.facilitator, place.other, place.sitting
    with at(2):
        sitting = actions.start(sitting, by=boss)
        place.debate.refresh_from_db()
        thread = place.debate.thread
        thread.refresh_from_db()
        actions.count_hall(sitting, by=boss, people=64, women=21, youth=3)
        actions.call_point(sitting, place.points[0], by=boss)
        for person in (place.khadija, place.paul, place.hassan):
            actions.attend(sitting, by=person)
    _speak(place, place.khadija, 3, 6, Declared(is_woman=True, is_youth=False, district="الدوار الفوقاني"))
    with at(14):
        actions.call_point(sitting, place.points[1], by=boss)
        first = actions.contribute(thread, by=place.khadija, text="الماء لا يصل إلينا منذ 12 يوما.\nنطلب صهريجا مؤقتا.")
        second = actions.contribute(thread, by=place.paul, text="Le puits n° 3 est à sec (relevé du 2/8).")
        place.said = [first, second]
    _speak(place, place.paul, 15, 17, Declared(is_woman=False, is_youth=True, district="Tassoumt"))
    _speak(place, "الحاج محمد", 18, 22, Declared(is_woman=False, district="الدوار الفوقاني"))
    with at(30):
        sitting.refresh_from_db()
        actions.hand_over(sitting, other, by=boss)
        poll = actions.make_poll(
            sitting, by=other, question="هل نؤجل الأشغال إلى ما بعد الصيف؟", options=["نعم", "لا", "Sans avis"]
        )
        poll = actions.open_poll(poll, by=other)
        options = list(poll.options.order_by("number"))
        actions.vote(poll, options[0].pk, by=place.khadija)
        actions.vote(poll, options[1].pk, by=place.paul)
        actions.vote(poll, options[1].pk, by=place.hassan)
        actions.count_hands(poll, {options[0].pk: 12, options[1].pk: 40, options[2].pk: 0}, by=other)
        actions.close_poll(poll, by=other)
        place.poll = poll
    _speak(place, place.hassan, 31, 36, Declared(is_woman=False, is_youth=True))
    _speak(place, place.nobody, 37, 38, Declared(is_woman=True, is_youth=True))
    with at(40):
        sitting.refresh_from_db()
        actions.call_point(sitting, place.points[2], by=other)
        place.said.append(
            actions.contribute(thread, by=other, text="نريد جدولا زمنيا مكتوبا.", channel="hall", said_by="الحاج محمد")
        )
        place.said.append(actions.contribute(thread, by=place.nobody, text="شكرا للجميع."))
        actions.pin(place.said[0], by=other)
    with at(62):
        actions.end(sitting, by=other)
        place.debate.refresh_from_db()


def _speak(place: SimpleNamespace, who, start: float, stop: float, declared: Declared) -> None:
    """Let a person (or, by a name, someone in the hall) have the floor from a minute to another."""
    with at(start):
        place.sitting.refresh_from_db()
        lead = place.sitting.lead
        if isinstance(who, str):
            request = actions.ask_for_hall(place.sitting, by=lead, name=who, declared=declared)
        else:
            request = actions.ask(place.sitting, by=who, about="الماء", declared=declared)
        actions.give(request, by=lead)
    with at(stop):
        actions.end_turn(FloorRequest.objects.get(pk=request.pk), by=lead)


def write(place: SimpleNamespace) -> None:
    """Close the debate and write its conclusion: one point of each kind, and a second question."""
    debate, by = place.debate, place.rapporteur
    with at(3 * 24 * 60):
        place.debate = debate = actions.move_debate(Debate.objects.get(pk=debate.pk), "close", by=place.facilitator)
        actions.write_words(
            debate, by=by, words="اجتمع سكان الدواوير الثلاثة، واتفقوا على الأهم.\n\nIl reste un désaccord sur le prix."
        )
        place.agreement = actions.add_point(
            debate, by=by, kind="agreement", text="نتفق على صهريج مؤقت كل أسبوع حتى نهاية شتنبر.", sources=[1]
        )
        place.disagreement = actions.add_point(
            debate, by=by, kind="disagreement", text="Le prix du mètre cube : 7 DH ou 9 DH ?", sources=[2, 3]
        )
        place.question = actions.add_point(
            debate, by=by, kind="question", text="متى تصلح البئر رقم 3، وبأي ميزانية؟", theme=Theme.WATER, sources=[2]
        )
        place.second = actions.add_point(
            debate, by=by, kind="question", text="من يراقب توزيع ماء الساقية؟", theme=Theme.WATER,
            place="الساقية الكبرى",
        )  # fmt: skip
        place.need = actions.add_point(
            debate, by=by, kind="need", text="عداد ماء في مدخل كل دوار.", theme=Theme.WATER, place="Tassoumt"
        )


def played(**fields) -> SimpleNamespace:
    """Return a debate that was held, closed and written up, ready to be concluded."""
    place = staged(**fields)
    sit(place)
    write(place)
    return place


def conclude(place: SimpleNamespace) -> None:
    """Publish its conclusion, and with it the first minutes (`place.minutes`)."""
    with at(3 * 24 * 60 + 30):
        place.debate = actions.conclude(place.debate, by=place.rapporteur)
    place.minutes = place.debate.minutes.get()
