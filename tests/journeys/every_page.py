"""A small world with something on every page, and the one list of all pages."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.gis.geos import Point
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from accounts.actions import make_token
from accounts.models import User
from config.demo import people, story
from councils.actions import pause, save_template
from councils.enums import Verdict
from councils.models import AnswerTemplate, Council, Referral
from needs.actions import ask_detail, post, post_for, refer, reply_detail
from needs.models import Need
from spaces.actions import open_from_template
from spaces.models import Membership, Space
from tests.factories.territories import TerritoryFactory, square
from tests.needs import files

LONG = (
    "Réparer la route de l’école des douars du haut، إصلاح الطريق المؤدية إلى المدرسة الابتدائية بالدوار الفوقاني قرب"
)
REGIONS = {"08": ("درعة-تافيلالت", "Drâa-Tafilalet"), "09": ("سوس-ماسة", "Souss-Massa"), "10": ("كلميم", "Guelmim")}
COMMUNES = [("09.581.01.07", "tiznit", "تيزنيت", "Tiznit", -9.73), ("09.551.01.07", "tata", "طاطا", "Tata", -7.97)]


@dataclass(frozen=True)
class Visit:
    """One page: its address without the language, who visits it, what she does there first, the status expected."""

    path: str
    who: str = ""  # an account of the demonstration; empty: a visitor
    does: Callable | None = None  # given playwright's page
    status: int = 200
    languages: tuple[str, ...] = ("ar", "fr", "zgh", "en")

    def __str__(self) -> str:
        return f"{self.path or 'home'}{' after ' + self.does.__name__ if self.does else ''} as {self.who or 'visitor'}"


class World:
    """What is told to make the pages: `needs`, `referrals` and others by the name of what they show."""

    def __init__(self, monkeypatch):
        call_command("load_law", verbosity=0)
        regions = {
            code: TerritoryFactory(
                code=code, level="region", slug=f"region-{code}", name_ar=name_ar, name_fr=name_fr, parent=None,
                boundary=None, point=None, kind="",
            )
            for code, (name_ar, name_fr) in REGIONS.items()
        }  # fmt: skip
        for code, slug, name_ar, name_fr, lon in COMMUNES:
            province = TerritoryFactory(
                code=code[:6], level="province", slug=f"province-{slug}", name_ar=f"إقليم {name_ar}",
                name_fr=f"Province de {name_fr}", parent=regions[code[:2]], boundary=None, point=None, kind="",
            )  # fmt: skip
            TerritoryFactory(
                code=code, slug=slug, name_ar=name_ar, name_fr=name_fr, population=86_595, households=23_860,
                boundary=square(lon, 29.7), point=Point(lon, 29.7, srid=4326), parent=province,
            )  # fmt: skip
        self.empty = TerritoryFactory(slug="empty", name_ar="جماعة بلا فضاء", name_fr="Commune sans espace")
        self.draft = TerritoryFactory(slug="draft", name_ar="جماعة قيد الإعداد", name_fr="Commune en préparation")
        self._tell(monkeypatch)
        self._add()

    def _tell(self, monkeypatch) -> None:
        """Tell the demonstration of the two communes, with few supporters: each costs a request to the database."""
        keys = {key for _code, key, *_names in COMMUNES}
        kept = [dict(need, supports=min(need["supports"], 3)) for need in story.CONTENT["needs"]]
        content = {
            "communes": [one for one in story.CONTENT["communes"] if one["key"] in keys],
            "needs": [one for one in kept if one["commune"] in keys],
        }
        monkeypatch.setattr(story, "CONTENT", story.CONTENT | content)
        story.Story().tell()
        self.people = {one.key: User.objects.get(email=one.email) for one in people.ACCOUNTS}
        self.space = Space.objects.get(commune__slug="tiznit")
        self.council = Council.objects.get(territory__slug="tiznit")

    def _add(self) -> None:
        """Add what the demonstration has not: media, questions, a desk, a key, a text of an answer, empty places."""
        citizen, facilitator, president, officer = (
            people.fresh(self.people[key]) for key in ("citizen", "facilitator", "president", "officer")
        )
        photo = (SimpleUploadedFile("a.jpg", files.photo_of_a_phone().read()), "الطريق قرب المدرسة")
        voice = SimpleUploadedFile("a.webm", files.webm(12))
        told = {"theme": "roads", "place": "الدوار الفوقاني"}
        self.rich = post(self.space, by=citizen, title=LONG, text=f"{LONG}.\n\nPrès de la mosquée.",
                         photos=[photo], voice=voice, location=Point(-9.73, 29.7, srid=4326), **told)  # fmt: skip
        ask_detail(self.rich, by=facilitator, question="من أي جهة من الطريق؟")
        reply_detail(ask_detail(self.rich, by=facilitator, question="Depuis quand ?"), by=citizen, reply="منذ الشتاء.")
        self.relayed = post_for(self.space, by=facilitator, desk="مكتب الجمعية", consent="spoken",
                                title="كرسي متحرك لباب المستوصف", **told)  # fmt: skip
        referred = refer(post(self.space, by=citizen, title="نافورة", text="نص", **told), by=facilitator)
        pause(referred.referral, by=president, reason="field", detail="زيارة المكان")
        save_template(self.council, by=president, name_ar="قيد البرمجة", name_fr="À programmer",
                      verdict=Verdict.PLANNED, text_ar="ستتم البرمجة.", text_fr="Ce sera programmé.")  # fmt: skip
        open_from_template(self.draft, by=people.fresh(self.people["coordinator"]))
        make_token(citizen, name="عداد الجمعية", scopes=["read"], by=citizen)
        RecoveryCodes.activate(officer)
        Authenticator.objects.create(user=officer, type="webauthn", data={"name": "المفتاح الأزرق"})

    def need(self, **where) -> int:
        return Need.objects.filter(space=self.space, **where).earliest("pk").pk

    def referral(self, state: str) -> int:
        return Referral.objects.filter(council=self.council, state=state, paused_for="").earliest("pk").pk

    def cookie_of(self, key: str) -> str:
        """Open a session of an account that has just proved its second factor, and return its key."""
        user = self.people[key]
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[1]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session["account_authentication_methods"] = [
            {"method": method, "at": time.time(), "reauthenticated": True} for method in ("code", "mfa")
        ]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        return session.session_key

    def visits(self) -> list[Visit]:
        """Return every page of Agraw (the administration's own pages and the API's reference are not ours)."""
        return [*self._public(), *self._citizen(), *self._space_staff(), *self._council_staff(), *self._account()]

    def _public(self) -> list[Visit]:
        space, merged = "spaces/tiznit/", self.need(merged_into__isnull=False)
        states = [f"needs/{self.need(state=state)}/" for state in ("heard", "planned", "confirmed", "declined")]
        overdue, answered = self.referral("assigned"), self.referral("answered")
        few = ("ar", "fr")
        return [
            Visit(""), Visit("about/"), Visit("help/"), Visit("privacy/"), Visit("accessibility/"), Visit("glossary/"),
            Visit("house/", languages=("ar", "fr", "en")), Visit("communes/"), Visit("communes/?q=tiznit"),
            Visit("communes/?q=qqqqq", languages=few), Visit("territories/tiznit/"),
            Visit("territories/region-09/", languages=few), Visit("spaces/"), Visit(space), Visit("spaces/empty/"),
            Visit(f"{space}charter/"), Visit(f"{space}needs/"), Visit(f"{space}needs/?q=qqqqq&sort=joined"),
            Visit(f"{space}needs/map/"), Visit(f"needs/{self.rich.pk}/"), Visit(f"needs/{self.relayed.pk}/"),
            *(Visit(path, languages=few) for path in states), Visit(f"needs/{merged}/", languages=few),
            Visit("needs/latest/"), Visit("councils/answers/latest/"), Visit("councils/overdue/"),
            Visit("councils/tiznit/"), Visit("councils/tata/", languages=few), Visit(f"referrals/{overdue}/"),
            Visit(f"referrals/{answered}/", languages=few), Visit("accounts/login/"),
            Visit("accounts/login/", does=sends_nothing, status=0), Visit("accounts/login/", does=asks_for_a_code),
            Visit("accounts/login/password/"), Visit("accounts/login/password/", does=sends_nothing, status=0),
            Visit("accounts/inactive/"), Visit("nowhere/", status=404),
            Visit("communes/here/?lat=0&lon=0", status=404, languages=few),
        ]  # fmt: skip

    def _citizen(self) -> list[Visit]:
        space, asked, few = "spaces/tiznit/", f"needs/{self.rich.pk}/", ("ar", "fr")
        return [
            Visit("", "citizen", languages=("ar", "fr")), Visit("work/", "citizen"), Visit(space, "citizen"),
            Visit(f"{space}join/", "citizen"), Visit(f"{space}needs/new/", "citizen"),
            Visit(f"{space}needs/new/", "citizen", sends_nothing, 0), Visit(asked, "citizen"),
            Visit(f"{asked}photos/", "citizen"), Visit(asked, "citizen", replies_nothing, 0, few),
            Visit("inbox/", "citizen"), Visit(f"needs/{self.need(state='said_done')}/", "citizen"),
            Visit("coordination/", "citizen", status=403), Visit("workbench/", "citizen", status=403),
        ]  # fmt: skip

    def _space_staff(self) -> list[Visit]:
        space, voiced = "spaces/tiznit/", self.relayed.pk
        held = self.need(visibility="held")
        role = Membership.objects.get(space=self.space, role="facilitator").pk
        return [Visit(path, "facilitator") for path in (
            "inbox/", "work/", space, f"{space}manage/", f"{space}members/", f"{space}members/{role}/end/",
            f"{space}charter/edit/", f"{space}leave/", f"{space}vouch/", f"{space}needs/desk/",
            f"{space}needs/new/for-someone/",
            f"needs/{voiced}/", f"needs/{voiced}/moves/refer/", f"needs/{voiced}/merge/", f"needs/{held}/",
        )] + [
            Visit(f"{space}needs/new/for-someone/", "facilitator", sends_nothing, 0, ("ar", "fr")),
            Visit(f"needs/{voiced}/merge/", "facilitator", sends_nothing, 0, ("ar", "fr")),
            Visit(f"{space}charter/edit/", "facilitator", sends_nothing, 0, ("ar", "fr")),
            Visit("coordination/", "coordinator"), Visit("coordination/?q=espace", "coordinator"),
            Visit("coordination/empty/", "coordinator"), Visit("spaces/draft/", "coordinator"),
            Visit("spaces/draft/manage/", "coordinator"), Visit("spaces/", "coordinator", languages=("ar",)),
        ]  # fmt: skip

    def _council_staff(self) -> list[Visit]:
        fresh, drafted, answered = (self.referral(state) for state in ("received", "drafted", "answered"))
        text = AnswerTemplate.objects.earliest("pk").pk
        return [
            Visit("workbench/", "officer"), Visit("workbench/?tab=open", "president"),
            Visit("workbench/?tab=late", "officer", languages=("ar", "fr")), Visit("inbox/", "president"),
            Visit(f"referrals/{fresh}/", "president"), Visit(f"referrals/{fresh}/moves/assign/", "president"),
            Visit(f"referrals/{fresh}/moves/draft/", "officer"),
            Visit(f"referrals/{fresh}/moves/draft/", "officer", sends_nothing, 0),
            Visit(f"referrals/{fresh}/moves/pause/", "president"), Visit(f"referrals/{drafted}/", "officer"),
            Visit(f"referrals/{drafted}/moves/publish/", "president"),
            Visit(f"referrals/{drafted}/moves/return/", "president"),
            Visit(f"referrals/{answered}/moves/report/", "president"), Visit("councils/tiznit/", "president"),
            Visit("councils/tiznit/settings/", "president"), Visit("councils/tiznit/templates/", "president"),
            Visit("councils/tiznit/templates/new/", "president"),
            Visit("councils/tiznit/templates/new/", "president", sends_nothing, 0),
            Visit(f"councils/tiznit/templates/{text}/", "president", languages=("ar", "fr")),
        ]  # fmt: skip

    def _account(self) -> list[Visit]:
        key = Authenticator.objects.get(type="webauthn").pk
        of_citizen = (
            "me/", "me/declarations/", "me/contact/phone/", "me/contact/email/", "me/sessions/", "me/tokens/",
            "me/tokens/new/", "me/data/", "me/erase/", "me/confirm/", "welcome/", "accounts/logout/",
            "accounts/password/change/", "accounts/reauthenticate/", "accounts/2fa/", "accounts/2fa/totp/activate/",
            "accounts/2fa/keys/add/",
        )  # fmt: skip
        of_officer = (
            "accounts/2fa/", "accounts/2fa/reauthenticate/", "accounts/2fa/totp/deactivate/",
            "accounts/2fa/recovery-codes/", "accounts/2fa/recovery-codes/generate/", "accounts/2fa/keys/",
            f"accounts/2fa/keys/{key}/edit/", f"accounts/2fa/keys/{key}/remove/",
        )  # fmt: skip
        wrong = ("me/", "me/contact/phone/", "me/tokens/new/", "accounts/2fa/totp/activate/")
        return [
            *(Visit(path, "citizen") for path in of_citizen), *(Visit(path, "officer") for path in of_officer),
            *(Visit(path, "citizen", sends_nothing, 0, ("ar", "fr")) for path in wrong),
        ]  # fmt: skip


def sends_nothing(page, form: str = "main form.stack[method=post], main form[method=post]") -> None:
    """Empty a form and send it, past the browser's own checks."""
    with page.expect_navigation():
        page.locator(form).first.evaluate("""(form) => {
            for (const one of form.querySelectorAll("input:not([type=hidden]), textarea")) {
                if (["radio", "checkbox"].includes(one.type)) one.checked = false;
                else one.value = "";
            }
            HTMLFormElement.prototype.submit.call(form);
        }""")


def replies_nothing(page) -> None:
    sends_nothing(page, "main form[action*='/questions/']")


def asks_for_a_code(page) -> None:
    page.fill("input[name=contact]", "06 61 23 45 67")
    with page.expect_navigation():
        page.locator("main form button.button").first.click()
