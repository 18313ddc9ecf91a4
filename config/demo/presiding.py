"""Orders, written questions, the information report and the equality body of the first commune, told by the real acts.

Everything is made up, and says so: no real person is named.
"""

import datetime
from typing import Any

import time_machine
from django.utils import timezone

from accounts.models import User
from config.demo import people
from councils import actions as councils
from councils.enums import Role, Verdict
from councils.models import Council, Mandate
from deliberations.models import Session
from equality import actions as equality
from equality.models import Body, Opinion
from needs.models import Need
from presidency import actions as presidency
from presidency.models import Order
from spaces.models import Association, Space

SET_UP = 250  # days ago
# Days ago, kind, titles, texts, article; the last one replaces the first.
ORDERS = (
    (
        200, "traffic", "تنظيم الوقوف قرب السوق الأسبوعي (تجربة)", "Stationnement près du souk (démonstration)",
        "المادة الأولى: يمنع الوقوف في الطريق المؤدية إلى السوق يوم انعقاده من 6:00 إلى 14:00.",
        "Article premier : le stationnement est interdit sur la route du souk, le jour du souk, de 6 h à 14 h.",
        "loi organique 113-14, art. 100",
    ),
    (
        150, "delegation", "تفويض الإمضاء في الحالة المدنية (تجربة)",
        "Délégation de signature, état civil (démonstration)",
        "المادة الأولى: يفوض الإمضاء في شواهد الحالة المدنية إلى الموظف المكلف بالمصلحة.",
        "Article premier : la signature des actes d’état civil est déléguée à l’agent chargé du service.",
        "loi organique 113-14, art. 102",
    ),
    (
        40, "traffic", "الوقوف قرب السوق الأسبوعي (تجربة)", "Stationnement et passages du souk (démonstration)",
        "المادة الأولى: يعوض هذا القرار القرار السابق.\n\nالمادة الثانية: يخصص مكانان للأشخاص في وضعية إعاقة.",
        "Article premier : le présent arrêté remplace le précédent.\n\nArticle 2 : deux places vont aux "
        "personnes en situation de handicap.",
        "loi organique 113-14, art. 100",
    ),
)  # fmt: skip
MEMBERS = (
    ("سعاد (شخصية تجريبية)", "Souad (personnage fictif)", "association", "chair", "woman", False),
    ("إدريس (شخصية تجريبية)", "Driss (personnage fictif)", "disability", "rapporteur", "man", False),
    ("هند (شخصية تجريبية)", "Hind (personnage fictif)", "youth", "member", "woman", True),
    ("زينب (شخصية تجريبية)", "Zineb (personnage fictif)", "women", "member", "woman", False),
    ("يونس (شخصية تجريبية)", "Younes (personnage fictif)", "research", "member", "man", True),
)


def days_ago(days: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() - datetime.timedelta(days=days), tick=True)


def tell(space: Space, staff: dict[str, User]) -> None:
    """Tell them in a commune whose council has a president and an officer with accounts."""
    council = Council.objects.filter(territory=space.commune_id).first()
    if council is not None:
        Telling(space, council, staff).tell()


class Telling:
    """Tells it once. `president` and `officer` are those of the council."""

    def __init__(self, space: Space, council: Council, staff: dict[str, User]):
        self.space, self.council = space, council
        self.president, self.officer = people.fresh(staff["president"]), people.fresh(staff["officer"])

    def tell(self) -> None:
        self._orders()
        self._questions()
        self._reports()
        self._body()

    def _orders(self) -> None:
        made: list[Order] = []
        for ago, kind, title_ar, title_fr, text_ar, text_fr, article in ORDERS:
            with days_ago(ago):
                today = timezone.localdate()
                order = presidency.write_order(
                    self.council, by=self.officer, number=presidency.next_number(self.council, today.year),
                    year=today.year, signed_on=today, kind=kind, title_ar=title_ar, title_fr=title_fr, text_ar=text_ar,
                    text_fr=text_fr, article=article, repeals=made[:1] if len(made) == len(ORDERS) - 1 else [],
                )  # fmt: skip
                made.append(presidency.publish_order(order, by=self.president))

    def _questions(self) -> None:
        (asker,) = people.make_inhabitants(["عضو المجلس، المعارضة"])
        start = timezone.localdate() - datetime.timedelta(days=300)
        Mandate.objects.create(
            council=self.council, user=asker, role=Role.MEMBER, name_ar="عمر (شخصية تجريبية)",
            name_fr="Omar (personnage fictif)", starts_on=start,
        )  # fmt: skip
        need = Need.objects.filter(space=self.space, referral__isnull=False).order_by("pk").first()
        source = f"/needs/{need.pk}/" if need else ""
        asked = (
            (260, "تعبيد الطرق نحو الدواوير", "متى تنطلق أشغال الطرق المبرمجة نحو الدواوير؟", "roads", "", 200),
            (170, "ما تطلبه الساكنة من المجلس", "ما الذي تم بخصوص هذه الحاجة وما هو الأجل؟", "water", source, None),
            (
                20,
                "إنارة محيط المؤسسات التعليمية",
                "كم عدد المؤسسات التي ما زال محيطها بلا إنارة؟",
                "lighting",
                "",
                None,
            ),
        )
        for ago, title, text, theme, came_from, answered in asked:
            with days_ago(ago):
                question = presidency.ask_question(
                    self.council, by=people.fresh(asker), title=f"{title} (تجربة)", text=text, theme=theme,
                    came_from=came_from,
                )  # fmt: skip
            if answered:
                with days_ago(answered):
                    reply = "انطلقت الأشغال في مقطعين، وينتهي الثالث قبل نهاية السنة (جواب تجريبي)."
                    question = presidency.save_reply(question, by=self.officer, text=reply, version=0)
                    presidency.publish_reply(question, by=self.president)

    def _reports(self) -> None:
        """Tell the reports of the last two sessions; that of an earlier one is missing, and shown so."""
        presidency.join_sessions()
        held = Session.objects.ordinary().filter(council=self.council, opens_from__lt=timezone.localdate())
        for session in sorted(held.order_by("-opens_from")[:2], key=lambda one: one.opens_from):
            with days_ago((timezone.localdate() - session.day).days + 2):
                report = presidency.write_report(
                    session, by=self.officer,
                    executed_ar="نفذ مقرران من مقررات الدورة السابقة، والثالث في طور الصفقة (تقرير تجريبي).",
                    executed_fr="Deux décisions de la session précédente sont exécutées, la troisième est en cours de "
                    "marché (rapport de démonstration).",
                    contracts_ar="اتفاقية واحدة مع جمعية للنقل المدرسي.",
                    contracts_fr="Une convention avec une association de transport scolaire.",
                )  # fmt: skip
                presidency.publish_report(report, by=self.president)

    # --- the equality body ---
    def _body(self) -> None:
        with days_ago(SET_UP):
            first = timezone.localdate()
            body = equality.set_up_body(
                self.council, by=self.officer, starts_on=first, ends_on=first + datetime.timedelta(days=5 * 365),
                decided_by="النظام الداخلي للمجلس، المادة 62 (تجربة)", is_demo=True,
            )  # fmt: skip
            chair, rapporteur = self._seat(body)
        heard = self._opinion(
            body, chair, rapporteur, 90,
            title_ar="برنامج عمل الجماعة ومقاربة النوع (تجربة)",
            title_fr="Le programme d’action et le genre (démonstration)",
            question="ما رأي الهيئة في مشروع برنامج عمل الجماعة؟",
            text_ar="توصي الهيئة بإنارة الطرق المؤدية إلى المدارس، وبنقل مدرسي للفتيات، وبولوج البنايات العمومية.",
            text_fr="L’instance recommande d’éclairer les chemins des écoles, un transport scolaire des filles et "
            "l’accès aux bâtiments publics.",
            subject="plan",
        )  # fmt: skip
        with days_ago(60):
            councils.save_draft(
                heard.referral, by=self.officer, verdict=Verdict.PLANNED,
                text="أدرج المجلس الإنارة والنقل المدرسي في المحور الأول من البرنامج (جواب تجريبي).",
            )  # fmt: skip
            councils.publish(heard.referral, by=self.president)
        self._opinion(
            body, chair, rapporteur, 20, title_ar="ولوجيات بناية الجماعة (تجربة)",
            title_fr="L’accès au bâtiment de la commune (démonstration)",
            text_ar="تقترح الهيئة ممرا مائلا وشباكا منخفضا في مكتب الاستقبال.",
            text_fr="L’instance propose une rampe et un guichet bas à l’accueil.", subject="services",
        )  # fmt: skip

    def _seat(self, body: Body) -> list[User]:
        led = people.make_inhabitants(["رئيسة هيئة المساواة", "مقرر هيئة المساواة"])
        associations = Association.objects.filter(seat=self.space.commune_id, is_demo=True).order_by("pk")
        for number, (name_ar, name_fr, background, seat, gender, is_young) in enumerate(MEMBERS):
            association = associations.first() if background == "association" else None
            equality.add_member(
                body, by=self.officer, name_ar=name_ar, name_fr=name_fr, gender=gender, is_young=is_young, seat=seat,
                background=background if association or background != "association" else "women",
                association=association, user=led[number] if number < len(led) else None,
            )  # fmt: skip
        return led

    def _opinion(self, body: Body, chair: User, rapporteur: User, ago: int, **said: Any) -> Opinion:
        """Tell an opinion from its beginning to its publication; with a question it was asked for by the president."""
        words = {name: said.pop(name) for name in ("text_ar", "text_fr")}
        with days_ago(ago):
            if "question" in said:
                by = timezone.localdate() + datetime.timedelta(days=30)
                opinion = equality.ask_opinion(body, by=self.president, answer_by=by, **said)
            else:
                opinion = equality.propose_opinion(body, by=people.fresh(rapporteur), **said)
        with days_ago(ago - 5):
            opinion = equality.write_opinion(opinion, by=people.fresh(rapporteur), version=0, **words)
        with days_ago(ago - 10):
            seats = list(body.members.all())
            opinion = equality.adopt_opinion(
                opinion, by=people.fresh(chair), held_on=timezone.localdate(), place="دار الشباب", present=seats,
                votes_for=len(seats) - 1, abstentions=1,
            )  # fmt: skip
            return equality.publish_opinion(opinion, by=people.fresh(chair))
