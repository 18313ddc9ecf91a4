"""The sessions of the demonstration's first council, told by the real actions at real dates.

The last two ordinary sessions were held, with a point that came from a need, votes by name, decisions and minutes; the
agenda of the next one is being prepared. Its members are made up, as their names say.
"""

import datetime
from zoneinfo import ZoneInfo

import time_machine
from django.contrib.gis.geos import Point
from django.utils import timezone

from accounts.models import User
from config.demo import people
from councils import actions as councils
from councils.enums import Role as Office
from councils.enums import Verdict
from councils.models import Committee, Council, Mandate
from deliberations import actions
from deliberations.enums import ItemKind, Origin, Presence, Stance
from deliberations.members import in_office
from deliberations.models import AgendaItem, Session, Sitting
from needs import actions as needs
from needs.models import Need
from spaces.models import Space

ZONE = ZoneInfo("Africa/Casablanca")
DAY = datetime.timedelta(days=1)
PLACE = "قاعة الاجتماعات بمقر الجماعة (تجربة)"
SECRETARY = ("رشيد (شخصية تجريبية)", "Rachid (personnage fictif)")
MEMBERS = [
    ("فاطنة (شخصية تجريبية)", "Fatna (personnage fictif)"),
    ("إبراهيم (شخصية تجريبية)", "Brahim (personnage fictif)"),
    ("زهرة (شخصية تجريبية)", "Zahra (personnage fictif)"),
    ("عبد الله (شخصية تجريبية)", "Abdellah (personnage fictif)"),
    ("كلثوم (شخصية تجريبية)", "Keltoum (personnage fictif)"),
    ("ياسين (شخصية تجريبية)", "Yassine (personnage fictif)"),
]
GARDEN = {
    "title": "حديقة صغيرة بمقاعد وظل قرب المستوصف",
    "text": "ينتظر المرضى وكبار السن في الشمس، ولا مكان للجلوس قرب المستوصف.",
    "theme": "green",
    "place": "قرب المستوصف",
    "beneficiary": "elders",
}


def tell(spaces: dict[str, Space], staff: dict[str, dict[str, User]], inhabitants: list[User]) -> None:
    """Tell the sessions of the council of Tiznit."""
    space = spaces["tiznit"]
    council = Council.objects.select_related("territory").get(territory=space.commune)
    _seat(council)
    today = timezone.localdate()
    for year in (today.year - 1, today.year, today.year + 1):
        actions.plan_year(council, year)
    past = Session.objects.ordinary().filter(council=council, opens_by__lt=today).order_by("-opens_from")
    first, last = reversed(past[:2])
    past.filter(opens_from__lt=first.opens_from).delete()  # nobody tells of what came before
    House(space, council, staff["tiznit"]).tell(first, last, people.fresh(inhabitants[3]))


def _seat(council: Council) -> None:
    """Seat the members whom the story of needs does not know: a secretary and six members, without accounts."""
    start = council.mandates.earliest("starts_on").starts_on
    Mandate.objects.create(
        council=council, role=Office.SECRETARY, name_ar=SECRETARY[0], name_fr=SECRETARY[1], starts_on=start
    )
    for name_ar, name_fr in MEMBERS:
        Mandate.objects.create(council=council, role=Office.MEMBER, name_ar=name_ar, name_fr=name_fr, starts_on=start)


class House:
    """Leads the sessions of one council in the name of its people."""

    def __init__(self, space: Space, council: Council, staff: dict[str, User]):
        self.space, self.council, self.staff = space, council, staff
        self.committee = Committee.objects.filter(council=council).earliest("pk")

    def by(self, key: str) -> User:
        return people.fresh(self.staff[key])

    def on(self, day: datetime.date, hour: int = 10) -> time_machine.travel:
        return time_machine.travel(datetime.datetime.combine(day, datetime.time(hour), ZONE), tick=True)

    def tell(self, first: Session, last: Session, inhabitant: User) -> None:
        self._budget(first)
        need = self._garden_asked_for(last, inhabitant)
        self._garden_decided(last, need)
        self._next(last)

    def _budget(self, session: Session) -> None:
        """A session with two points of the bureau's: one adopted, one postponed."""
        with self.on(session.opens_from - 30 * DAY):
            kept = self._item(session, "الدراسة والتصويت على اتفاقية شراكة للنقل المدرسي",
                              "Examen et vote d’une convention de transport scolaire",
                              kind=ItemKind.AGREEMENT)  # fmt: skip
            other = self._item(session, "تسمية ساحات وأزقة", "Dénomination de places et de ruelles",
                               kind=ItemKind.NAMING)  # fmt: skip
        sitting = self._convened(session, [kept, other])
        with self.on(session.opens_from, 12):
            self._vote(kept, sitting, "+++++++-0")
            actions.postpone_item(other, by=self.by("president"), reason="في انتظار استشارة الساكنة حول الأسماء.")
        self._closed(session, kept, "الموافقة على اتفاقية النقل المدرسي",
                     "Approbation de la convention de transport scolaire")  # fmt: skip

    def _garden_asked_for(self, session: Session, inhabitant: User) -> Need:
        """An inhabitant asks for a garden two months before the session; the facilitator refers it."""
        middle = self.space.commune.point
        point = Point(middle.x + 0.0095, middle.y + 0.0032, srid=4326)
        with self.on(session.opens_from - 60 * DAY):
            need = needs.post(self.space, by=people.fresh(inhabitant), location=point, **GARDEN)
        with self.on(session.opens_from - 57 * DAY):
            return needs.refer(need, by=self.by("facilitator"))

    def _garden_decided(self, session: Session, need: Need) -> None:
        with self.on(session.opens_from - 30 * DAY):
            item = self._item(session, "إحداث حديقة قرب المستوصف", "Création d’un jardin près du dispensaire",
                              origin=Origin.REFERRAL, referral=need.referral)  # fmt: skip
            goes_on = list(AgendaItem.objects.ahead().filter(session=session).exclude(pk=item.pk))
        sitting = self._convened(session, [item])
        with self.on(session.opens_from, 12):
            self._vote(item, sitting, "+++++++0-")
            for one in goes_on:
                self._vote(one, sitting, "+++++----", takes_up=True)
        decision = self._closed(session, item, "إحداث حديقة قرب المستوصف", "Création d’un jardin près du dispensaire")
        with self.on(session.opens_from + 2 * DAY):
            words = f"صادق المجلس على إحداث الحديقة بالمقرر رقم {decision.reference}. تبدأ الأشغال بعد الصفقة."
            referral = need.referral
            referral.refresh_from_db()
            draft = councils.save_draft(referral, by=self.by("officer"), verdict=Verdict.PLANNED, text=words)
            referral.refresh_from_db()
            councils.publish(referral, by=self.by("president"), version=getattr(draft, "version", 1))

    def _next(self, last: Session) -> None:
        """The next session's agenda, as it is being prepared: one point kept, one that waits for an answer."""
        session = (
            Session.objects.ordinary()
            .filter(council=self.council, opens_from__gt=last.opens_from)
            .earliest("opens_from")
        )
        kept = self._item(session, "برمجة الفائض", "Programmation de l’excédent", kind=ItemKind.BUDGET)
        actions.to_committee(kept, by=self.by("president"), committee=Committee.objects.filter(
            council=self.council).latest("pk"))  # fmt: skip
        member = Mandate.objects.get(council=self.council, name_fr=MEMBERS[0][1])
        actions.propose_item(
            session, by=self.by("officer"), title_ar="توقيت حافلات النقل الحضري",
            title_fr="Horaires des bus urbains", origin=Origin.MEMBER, asked_by=member,
        )  # fmt: skip

    def _item(self, session: Session, title_ar: str, title_fr: str, **more) -> AgendaItem:
        item = actions.propose_item(session, by=self.by("officer"), title_ar=title_ar, title_fr=title_fr, **more)
        return actions.keep_item(item, by=self.by("president"))

    def _convened(self, session: Session, studied: list[AgendaItem]) -> Sitting:
        """Have the points studied, close the agenda in time, convene the members, call the roll."""
        opens = session.opens_from + (DAY if session.opens_from.weekday() == 6 else 0 * DAY)
        with self.on(session.opens_from - 24 * DAY):
            for item in studied:
                actions.to_committee(item, by=self.by("president"), committee=self.committee)
                actions.report_of_committee(
                    item, by=self.by("president"), summary="درست اللجنة النقطة وتوصي بالموافقة عليها."
                )
            actions.choose_day(session, by=self.by("officer"), on=opens)
            actions.close_agenda(session, by=self.by("officer"))
        with self.on(session.opens_from - 22 * DAY):
            actions.send_agenda(session, by=self.by("officer"))
        with self.on(session.opens_from - 12 * DAY):
            at = datetime.datetime.combine(opens, datetime.time(10), ZONE)
            sitting = actions.plan_sitting(session, by=self.by("officer"), starts_at=at, place=PLACE)
            actions.convene(session, by=self.by("president"))
        with self.on(opens):
            members = in_office(self.council, opens)
            there = {member.pk: Presence.PRESENT for member in members}
            there[members[-1].pk] = Presence.EXCUSED if len(members) > 9 else Presence.PRESENT
            self.opens = opens
            return actions.open_sitting(sitting, by=self.by("president"), roll=there)

    def _vote(self, item: AgendaItem, sitting: Sitting, voices: str, **more) -> None:
        stances = {"+": Stance.FOR, "-": Stance.AGAINST, "0": Stance.ABSTAIN}
        members = in_office(self.council, self.opens)
        votes = {member.pk: stances[voice] for member, voice in zip(members, voices, strict=False)}
        with self.on(self.opens, 13):
            actions.deliberate(
                item, by=self.by("president"), sitting=sitting, votes=votes,
                summary="قدم رئيس اللجنة تقريرها، ثم فتح باب المناقشة.", **more,
            )  # fmt: skip

    def _closed(self, session: Session, item: AgendaItem, title_ar: str, title_fr: str):
        """Publish the decision, write and approve the minutes, close the session, send everything."""
        president = self.by("president")
        with self.on(self.opens + DAY):
            item = AgendaItem.objects.select_related("deliberation").get(pk=item.pk)
            decision = actions.write_decision(
                item.deliberation, by=president, title_ar=title_ar, title_fr=title_fr,
                text_ar=f"{title_ar}: وافق المجلس في دورته العادية، بأغلبية الأصوات المعبر عنها. (تجربة)",
                text_fr=f"{title_fr} : adopté par le conseil en session ordinaire. (démonstration)",
            )  # fmt: skip
            secretary = Mandate.objects.current().get(council=self.council, role=Office.SECRETARY)
            decision = actions.publish_decision(decision, by=president, countersigned_by=secretary)
            actions.close_session(session, by=president)
        with self.on(self.opens + 5 * DAY):
            minutes = actions.write_minutes(
                session, by=president, text="افتتحت الجلسة بعد التأكد من النصاب القانوني، ثم عرضت نقط جدول الأعمال."
            )
            minutes = actions.approve_minutes(minutes, by=president)
            actions.send_minutes(minutes, by=president)
            actions.send_to_governor(session, by=president)
        return decision
