"""One small world with everything in it: each kind of person, what some may not see, a word in each secret."""

import datetime
import io
from types import SimpleNamespace

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils.timezone import localdate

from accounts import actions as people
from accounts.enums import Scope, Trust
from accounts.models import User
from councils import actions as councils
from councils.enums import Role as Office
from councils.enums import Verdict
from councils.models import Council
from needs import actions as needs
from needs.models import Need, VoiceNote
from notices.actions import notify
from spaces import actions as spaces
from spaces.enums import Role
from spaces.models import Charter, Clause, Coordination
from tests import world_rooms
from tests.doors import browser_of
from tests.factories.accounts import UserFactory
from tests.factories.councils import AnswerTemplateFactory, ClockRuleFactory, CommitteeFactory, MandateFactory
from tests.factories.spaces import MembershipFactory
from tests.factories.territories import TerritoryFactory, region
from tests.needs.files import image, wav

ROLES = [
    "visitor", "citizen", "supporter", "author", "member", "facilitator", "moderator", "desk", "facilitator_elsewhere",
    "officer", "president", "president_elsewhere", "ended", "coordinator", "superuser",
]  # fmt: skip
STRANGERS = {"visitor", "citizen", "member", "desk", "facilitator_elsewhere", "president_elsewhere", "ended"}
COUNCIL = {"officer", "president", "superuser"}
MODERATING = {"facilitator", "moderator", "coordinator", "superuser"}

# Each secret's own word, and the roles that read it somewhere; contacts have their own search (`tests.doors`).
SECRETS = {
    "canarytoken": {"author"},
    "canarynotice": {"author"},
    "canaryvoucher": {"author"},
    "canarybrowser": {"author"},
    "203.0.113.77": {"author"},
    "canaryrole": {"ended"},
    "canarysupporter": {"supporter"},
    "canarymember": {"member", "desk"} | MODERATING,
    "canarycharter": set(),
    "canaryhidden": MODERATING | {"author"},
    "canaryheld": MODERATING | {"author"},
    "canaryreferred": MODERATING | COUNCIL | {"author"},
    "canaryanswered": MODERATING | COUNCIL | {"author"},
    "canarydraftspace": {"coordinator", "superuser"},
    "canarydraftanswer": COUNCIL,
    "canaryreturned": COUNCIL,
    "canarytemplate": COUNCIL,
    "canaryunsurewords": MODERATING | {"author"},
    "canarygonewords": MODERATING | {"author"},
    "canarydraftdebate": MODERATING | {"desk"},
    "canarycloseddebate": MODERATING | {"desk"},
    "canaryclosedtalk": MODERATING,
    "canarydraftpoll": MODERATING - {"moderator"},
    "canarydistrict": {"author"},
    "canarydraftpetition": {"author", "superuser"},
    "canarydraftaddress": {"author"},
    "canarypetitionheld": MODERATING | {"author"},
    "canarytakenpetition": MODERATING | COUNCIL | {"author"},
    "canarypetitiontalk": MODERATING,
    "canarypurpose": {"author", "facilitator", "coordinator", "superuser"},
    "canarypaper": set(),
    "canaryscan": set(),
    # Whoever handles the sheets reads what another person typed, to compare it, or to type it again.
    "canaryentered": {"desk", "facilitator", "superuser"},
    "canarytypedback": {"author", "desk", "facilitator", "superuser"},
    "canarycounted": set(),
    "canarylisted": set(),
    "canaryonlinename": {"supporter"},
    "canarynetwork": set(),
    # In the deposit file: whoever leads the petition, and the council once it was handed in.
    "canarydepositlist": COUNCIL | {"author"},
    "canaryaddress": COUNCIL | {"author"},
    "canarydraftasking": MODERATING | {"desk"},
    "canarybackasking": MODERATING | {"desk"},
    "canarystatementheld": MODERATING | {"author"},
    # Whoever groups the texts under themes reads them, and nobody else but who wrote.
    "canaryanswertext": (MODERATING | {"supporter"}),
    "canarydesktext": MODERATING,
    "canaryreplypoint": COUNCIL,
    "canarydraftresource": {"facilitator", "coordinator", "superuser"},
    "canarywithdrawntext": MODERATING,
    "canarynextpassage": MODERATING - {"moderator"},
    "canaryeditorname": MODERATING - {"moderator"},
    "canaryfirstdocument": MODERATING,
    "canarybackdocument": MODERATING | {"author"},  # she remarked on it, and has a copy of her own words
    "canarydraftplan": MODERATING,
    "canarybackplan": MODERATING,
    "canarytypedtext": set(),  # shown once two persons have typed a sheet differently
    **world_rooms.secrets(),
}


def posted(space, author, word, **more) -> Need:
    """State a need whose every word tells which one it is, with a photo and a voice note."""
    said = {"title": f"{word} title", "text": f"{word} text", "place": f"{word} place", "theme": "water"}
    photos = [(image(size=(40, 30)), f"{word} photo")]
    need = needs.post(space, by=author, photos=photos, voice=io.BytesIO(wav(1)), **(said | more))
    VoiceNote.objects.filter(need=need).update(transcript=f"{word} transcript")
    return need


def opened(commune, *, by, facilitator):
    space = spaces.open_from_template(commune, by=by)
    spaces.appoint(space, facilitator, Role.FACILITATOR, by=by)
    spaces.describe(space, by=by, welcome_ar="مرحبا", welcome_fr="Bienvenue", contact="دار الشباب")
    return spaces.open_space(space, by=by)


def person(number: int, **fields) -> User:
    """Make a person whose number and address are secrets."""
    return UserFactory(phone=f"+2126777777{number:02}", email=f"canarymail{number}@example.org", **fields)


def set_keys_apart() -> None:
    """Let each table count from a number of its own: no key of one kind is the key of another.

    An address answered by the wrong kind of thing, or a test that compares two kinds, then never passes by chance.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(name, GREATEST(last, 10000 * number)) FROM (SELECT last_value AS last, "
            "format('%I.%I', schemaname, sequencename)::regclass AS name, "
            "row_number() OVER (ORDER BY sequencename) AS number FROM pg_sequences WHERE schemaname = 'public') AS each"
        )


def make() -> SimpleNamespace:
    """Make the world. `who` holds its people by role, `secret_needs` the needs that strangers may not see."""
    set_keys_apart()
    ClockRuleFactory()
    names = {role: f"canary{role}" for role in ("supporter", "member")}
    who = {
        role: person(number, display_name=names.get(role, role))
        for number, role in enumerate(ROLES)
        if role != "visitor"
    }
    who["visitor"] = AnonymousUser()
    who["superuser"].is_superuser = who["superuser"].is_staff = True
    who["superuser"].save()
    for agent in (who["facilitator"], who["desk"]):
        agent.trust = Trust.SEEN
        agent.save()
    Coordination.objects.create(user=who["coordinator"], territory=region())
    town, village, hamlet = (TerritoryFactory(slug=slug) for slug in ("town", "village", "hamlet"))
    by = who["coordinator"]
    space = opened(town, by=by, facilitator=who["facilitator"])
    elsewhere = opened(village, by=by, facilitator=who["facilitator_elsewhere"])
    draft_space = spaces.open_from_template(hamlet, by=by)
    words = dict.fromkeys(("welcome_ar", "welcome_fr", "contact"), "canarydraftspace")
    spaces.describe(draft_space, by=by, **words)
    for role in ("member", "moderator", "desk"):
        MembershipFactory(space=space, user=who[role], role=role)
    spaces.end_role(MembershipFactory(space=space, user=who["ended"], role="desk"), by=by, note="canaryrole")
    draft = Charter.objects.create(space=space, version=99)
    Clause.objects.create(charter=draft, number=1, text_ar="canarycharter", text_fr="canarycharter")
    council, other = Council.objects.get(territory=town), Council.objects.get(territory=village)
    MandateFactory(council=council, user=who["president"], president=True)
    officer = MandateFactory(council=council, user=who["officer"], role=Office.OFFICER)
    MandateFactory(council=council, user=who["ended"], president=True, ended=True)
    MandateFactory(council=other, user=who["president_elsewhere"], president=True)
    CommitteeFactory(council=council)
    for user in who.values():
        for kept in ("_space_roles", "_current_mandates"):
            if hasattr(user, kept):
                delattr(user, kept)
    world = SimpleNamespace(
        who=who, space=space, elsewhere=elsewhere, draft_space=draft_space, council=council, officer=officer
    )
    _needs(world)
    world_rooms.make(world)
    world.secret_referrals.append(world.petitions.hidden.referral_id)
    _about_the_author(world)
    return world


def _needs(world) -> None:
    who, space = world.who, world.space
    author, facilitator, officer, president = (who[r] for r in ("author", "facilitator", "officer", "president"))
    world.open = posted(space, author, "open")
    needs.join(world.open, by=who["supporter"])
    world.question = needs.ask_detail(world.open, by=facilitator, question="منذ متى؟")
    world.waiting = needs.refer(posted(space, author, "waiting"), by=facilitator)
    answer = {"verdict": Verdict.DONE, "planned_for": None}
    councils.save_draft(world.waiting.referral, by=officer, text="canarydraftanswer", **answer)
    councils.send_back(world.waiting.referral, by=president, note="canaryreturned")
    world.done = needs.refer(posted(space, author, "done"), by=facilitator)
    needs.join(world.done, by=who["supporter"])
    councils.save_draft(world.done.referral, by=officer, text="أنجز.", **answer)
    councils.publish(world.done.referral, by=president)
    world.template = AnswerTemplateFactory(council=world.council, name_fr="canarytemplate", text_fr="canarytemplate")

    hidden = posted(space, author, "canaryhidden")
    world.merged = posted(space, author, "merged")
    needs.merge(world.merged, into=hidden, by=facilitator)
    needs.join(hidden, by=who["supporter"])
    needs.ask_detail(hidden, by=facilitator, question="canaryhidden question")
    referred = needs.refer(posted(space, author, "canaryreferred"), by=facilitator)
    answered = needs.refer(posted(space, author, "canaryanswered"), by=facilitator)
    councils.save_draft(answered.referral, by=officer, text="canaryanswered", **answer)
    councils.publish(answered.referral, by=president)
    held = posted(space, author, "canaryheld")
    needs.hold(held, by=facilitator, note="canaryheld note")
    for need in (hidden, referred, answered):
        needs.hide(need, by=facilitator, note="canaryhidden note")
    late = localdate() - datetime.timedelta(days=1)
    type(referred.referral).objects.filter(pk=referred.referral_id).update(due_on=late)
    world.secret_needs = [Need.objects.get(pk=need.pk) for need in (hidden, held, referred, answered)]
    world.secret_referrals = [referred.referral_id, answered.referral_id]


def _about_the_author(world) -> None:
    author = world.who["author"]
    people.declare(author, birth_year=1931, gender="woman", has_disability=True, by=author)
    world.token, _key = people.make_token(author, name="canarytoken", scopes=[Scope.READ], by=author)
    UserSession.objects.create(
        user=author,
        session_key=browser_of("author", world).session.session_key,
        ip="203.0.113.77",
        user_agent="canarybrowser",
    )
    agent = UserFactory(is_superuser=True, is_staff=True, trust=Trust.SEEN)
    people.vouch(author, by=agent, level=Trust.VOUCHED, on_behalf_of="canaryvoucher")
    notify([author], key="canary", text="canarynotice", url="/needs/1/")
    world.notice = author.notices.get(key="canary")
