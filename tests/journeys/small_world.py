"""A small world with something on every page: two communes of the demonstration, and what it has not."""

import datetime
import time
from importlib import import_module

import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.gis.geos import Point
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from fido2.cose import CoseKey
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from accounts.actions import make_token, suspend
from accounts.models import User
from accounts.views.door import NEWCOMER
from config.demo import debating, people, story
from councils.actions import pause, save_template
from councils.enums import Verdict
from councils.models import Council, Referral
from debates import actions as debates
from debates.models import Debate, Poll, Sitting
from needs.actions import ask_detail, post, post_for, refer, reply_detail
from needs.models import Need
from spaces.actions import open_from_template
from spaces.models import Space
from tests.debates.papers import paper
from tests.factories.territories import TerritoryFactory, square
from tests.journeys import (
    assembly_pages,
    association_pages,
    call_pages,
    consultation_pages,
    deliberation_pages,
    event_pages,
    mediation_pages,
    moderation_pages,
    network_pages,
    notices_pages,
    observatory_pages,
    opendata_pages,
    petition_pages,
    plain_pages,
    plan_pages,
    presidency_pages,
    programme_pages,
    resource_pages,
    search_pages,
    training_pages,
)
from tests.needs import files

LONG = (
    "Réparer la route de l’école des douars du haut، إصلاح الطريق المؤدية إلى المدرسة الابتدائية بالدوار الفوقاني قرب"
)
REGIONS = {"08": ("درعة-تافيلالت", "Drâa-Tafilalet"), "09": ("سوس-ماسة", "Souss-Massa"), "10": ("كلميم", "Guelmim")}
COMMUNES = [("09.581.01.07", "tiznit", "تيزنيت", "Tiznit", -9.73), ("09.551.01.07", "tata", "طاطا", "Tata", -7.97)]

PEOPLE = {"tiznit": 86_595, "tata": 18_000}  # the smaller one asks for 100 signatures


def credential_of_a_key() -> dict:
    """Return what a security key answers when it is added, as the browser writes it."""
    point = {1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)}  # an ES256 key (RFC 9053)
    held = AttestedCredentialData.create(bytes(16), b"blue", CoseKey.parse(point))
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    made = AttestationObject.create("none", AuthenticatorData.create(bytes(32), flags, 0, held), {})
    said = CollectedClientData.create("webauthn.create", bytes(32), "http://localhost")
    answer = {"clientDataJSON": websafe_encode(said), "attestationObject": websafe_encode(made)}
    return {"id": websafe_encode(b"blue"), "rawId": websafe_encode(b"blue"), "type": "public-key", "response": answer}


class World:
    """What the pages show. `people` by the name of their part, `rich` a need with everything, `paused` a matter whose
    clock stands still.
    """

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
                code=code, slug=slug, name_ar=name_ar, name_fr=name_fr, population=PEOPLE[slug], households=23_860,
                boundary=square(lon, 29.7), point=Point(lon, 29.7, srid=4326), parent=province,
            )  # fmt: skip
        self.empty = TerritoryFactory(slug="empty", name_ar="جماعة بلا فضاء", name_fr="Commune sans espace")
        self.draft = TerritoryFactory(slug="draft", name_ar="جماعة قيد الإعداد", name_fr="Commune en préparation")
        self._tell(monkeypatch)
        self._add()
        self._debate()
        self.petitions = petition_pages.make(self)
        self.associations = association_pages.make(self)
        self.consultations = consultation_pages.make(self)
        self.resources = resource_pages.make(self)
        self.calls = call_pages.make(self)
        self.assemblies = assembly_pages.make(self)
        self.plans = plan_pages.make(self)
        self.mediation = mediation_pages.make(self)
        self.events = event_pages.make(self)
        self.training = training_pages.make(self)
        self.networks = network_pages.make(self)
        self.plain = plain_pages.make(self)
        self.notices = notices_pages.make(self)
        self.deliberations = deliberation_pages.make(self)
        presidency_pages.make(self)
        opendata_pages.make(self)
        self.programmes = programme_pages.make(self)
        self.moderation = moderation_pages.make(self)
        self.search = search_pages.make(self)
        observatory_pages.make(self)
        self.cookies = {key: self._cookie_of(key) for key in [*self.people, "newcomer"]}

    def _tell(self, monkeypatch) -> None:
        """Tell the demonstration of the two communes, with few supporters: each costs a request to the database."""
        keys = {key for _code, key, *_names in COMMUNES}
        kept = [dict(need, supports=min(need["supports"], 3)) for need in story.CONTENT["needs"]]
        content = {
            "communes": [one for one in story.CONTENT["communes"] if one["key"] in keys],
            "needs": [one for one in kept if one["commune"] in keys],
        }
        monkeypatch.setattr(story, "CONTENT", story.CONTENT | content)
        held = [one | {"commune": "tiznit"} for one in debating.CONTENT["debates"]]
        monkeypatch.setattr(debating, "CONTENT", {"debates": held})
        story.Story().tell()
        self.people = {one.key: User.objects.get(email=one.email) for one in people.ACCOUNTS}
        self.people["inhabitant"] = Need.objects.get(space__commune__slug="tiznit", state="said_done").author
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
        self.paused = referred.referral.pk
        pause(referred.referral, by=president, reason="field", detail="زيارة المكان")
        save_template(self.council, by=president, name_ar="قيد البرمجة", name_fr="À programmer",
                      verdict=Verdict.PLANNED, text_ar="ستتم البرمجة.", text_fr="Ce sera programmé.")  # fmt: skip
        open_from_template(self.draft, by=people.fresh(self.people["coordinator"]))
        make_token(citizen, name="عداد الجمعية", scopes=["read"], by=citizen)
        RecoveryCodes.activate(officer)
        self.people["suspended"] = User.objects.create(display_name="موقوفة", email="suspended@demo.invalid")
        suspend(self.people["suspended"], until=timezone.now() + datetime.timedelta(days=7), by=User.objects.system(),
                reason="تكرار السب بعد تنبيهين.")  # fmt: skip
        key = {"name": "المفتاح الأزرق", "credential": credential_of_a_key()}
        Authenticator.objects.create(user=officer, type="webauthn", data=key)

    def _debate(self) -> None:
        """Add a debate whose conclusion is being written, a document, what the citizen has just said, what is held."""
        citizen, facilitator = people.fresh(self.people["citizen"]), people.fresh(self.people["facilitator"])
        told = {"question": "متى يفتح السوق؟", "text": "", "theme": "markets", "audience": "everyone"}
        closed = debates.create_debate(self.space, by=facilitator, title="السوق الأسبوعي", **told)
        for move in ("announce", "open"):
            closed = debates.move_debate(closed, move, by=facilitator)
        said = debates.contribute(closed.thread, by=citizen, text="يوم الخميس أنسب.")
        closed = debates.move_debate(closed, "close", by=facilitator)
        closed = debates.write_words(closed, by=facilitator, words="اتفق الحاضرون على يوم الخميس.")
        debates.add_point(closed, by=facilitator, kind="agreement", text="يوم الخميس", sources=[said.seq])

        self.debates = {debate.state: debate for debate in Debate.objects.filter(space=self.space)}
        self.sittings = {one.debate.state: one.pk for one in Sitting.objects.filter(debate__space=self.space)}
        thread, draft = self.debates["open"].thread, self.debates["draft"]
        self.point, self.poll = draft.agenda.earliest("number").pk, Poll.objects.get(sitting=self.sittings["live"]).pk
        paper_of_the_commune = SimpleUploadedFile("a.pdf", paper())
        self.document = debates.add_document(draft, by=facilitator, title="التصميم", file=paper_of_the_commune).pk
        held = debates.contribute(thread, by=citizen, text="كلام يحتاج إلى مراجعة.")
        self.held = debates.move_contribution(held, "hold", by=facilitator, note="أرقام هاتف").pk
        with time_machine.travel(timezone.now() + datetime.timedelta(hours=2)):  # it may be changed for ten minutes
            self.said = debates.contribute(thread, by=citizen, text="Le ramassage passe à 7 h, trop tôt pour le souk.")

    def need(self, **where) -> int:
        return Need.objects.filter(space=self.space, **where).earliest("pk").pk

    def referral(self, state: str) -> int:
        return Referral.objects.filter(council=self.council, state=state, paused_for="").earliest("pk").pk

    def _cookie_of(self, key: str) -> str:
        """Open a session and return its key: a newcomer's, or a person's who has just proved her second factor."""
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        just_now = time.time() + 3600  # however long the tests take
        if key == "newcomer":
            session[NEWCOMER] = {"contact": ["sms", "+212661234567"], "at": just_now}
        else:
            user = self.people[key]
            session[SESSION_KEY] = str(user.pk)
            session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[1]
            session[HASH_SESSION_KEY] = user.get_session_auth_hash()
            session["account_authentication_methods"] = [
                {"method": method, "at": just_now, "reauthenticated": True} for method in ("code", "mfa")
            ]
            session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        return session.session_key
