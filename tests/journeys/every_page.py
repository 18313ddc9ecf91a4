"""The one list of all pages: who visits each, and what she does there first."""

from allauth.mfa.models import Authenticator

from councils.models import AnswerTemplate, Mandate
from spaces.models import Membership
from tests.journeys import (
    assembly_pages,
    association_pages,
    call_pages,
    consultation_pages,
    debate_pages,
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
from tests.journeys.small_world import World
from tests.journeys.visit import (
    FEW,
    Visit,
    asks_for_a_code,
    asks_nothing,
    confirms,
    finds_the_citizen,
    gives_a_wrong_code,
    makes_a_key,
    replies_nothing,
    sends_nothing,
    signs_in,
)


def visits(world: World) -> list[Visit]:
    """Return every page of Agraw (the administration's own pages are not ours)."""
    return [
        *public(world), *door(), *citizen(world), *space_staff(world), *council_staff(world), *account(),
        *deliberation_pages.visits(world),
        *debate_pages.visits(world), *petition_pages.visits(world), *consultation_pages.visits(world),
        *resource_pages.visits(world), *association_pages.visits(world), *call_pages.visits(world),
        *assembly_pages.visits(world), *plan_pages.visits(world), *event_pages.visits(world),
        *training_pages.visits(world), *network_pages.visits(world), *plain_pages.visits(world),
        *notices_pages.visits(world), *moderation_pages.visits(world),
        *opendata_pages.visits(world), *search_pages.visits(world),
        *programme_pages.visits(world),
        *observatory_pages.visits(world),
        *presidency_pages.visits(world), *mediation_pages.visits(world),
    ]  # fmt: skip


def public(world) -> list[Visit]:
    space, merged = "spaces/tiznit/", world.need(merged_into__isnull=False)
    states = [f"needs/{world.need(state=state)}/" for state in ("heard", "planned", "confirmed", "declined")]
    return [
        Visit(""), Visit("about/"), Visit("help/"), Visit("privacy/"), Visit("accessibility/"), Visit("glossary/"),
        Visit("offline/"), Visit(f"{space}needs/new/blank/"), Visit("status/"),
        Visit("house/", languages=("ar", "fr", "en")), Visit("communes/"), Visit("communes/?q=tiznit"),
        Visit("communes/?q=qqqqq", languages=FEW), Visit("territories/tiznit/"),
        Visit("territories/region-09/", languages=FEW), Visit("spaces/"), Visit(space), Visit("spaces/empty/"),
        Visit(f"{space}charter/"), Visit(f"{space}needs/"), Visit(f"{space}needs/?q=qqqqq&sort=joined"),
        Visit(f"{space}needs/latest/", languages=FEW), Visit(f"{space}needs/map/"), Visit(f"needs/{world.rich.pk}/"),
        Visit(f"needs/{world.relayed.pk}/"), *(Visit(path, languages=FEW) for path in states),
        Visit(f"needs/{merged}/", languages=FEW), Visit("needs/latest/"), Visit("councils/answers/latest/"),
        Visit("councils/overdue/"), Visit("councils/tiznit/"), Visit("councils/tata/", languages=FEW),
        Visit(f"referrals/{world.referral('assigned')}/"),
        Visit(f"referrals/{world.referral('answered')}/", languages=FEW), Visit("nowhere/", status=404),
        Visit("communes/here/?lat=0&lon=0", status=404, languages=FEW), Visit("/api/v1/docs/", languages=FEW),
    ]  # fmt: skip


def door() -> list[Visit]:
    return [
        Visit("accounts/login/"), Visit("accounts/login/", does=sends_nothing, status=0),
        Visit("accounts/login/", does=asks_for_a_code), Visit("accounts/login/", does=gives_a_wrong_code, status=0),
        Visit("accounts/login/password/"), Visit("accounts/login/password/", does=sends_nothing, status=0),
        Visit("accounts/login/password/", does=signs_in), Visit("accounts/inactive/"), Visit("welcome/", "newcomer"),
        Visit("welcome/", "newcomer", sends_nothing, 0), Visit("accounts/password/set/", "inhabitant"),
    ]  # fmt: skip


def citizen(world) -> list[Visit]:
    space, asked, done = "spaces/tiznit/", f"needs/{world.rich.pk}/", f"needs/{world.need(state='said_done')}/"
    return [
        Visit("", "citizen", languages=FEW), Visit("work/", "citizen"), Visit(space, "citizen"),
        Visit(f"{space}join/", "citizen"), Visit(f"{space}needs/new/", "citizen"),
        Visit(f"{space}needs/new/", "citizen", sends_nothing, 0), Visit(asked, "citizen"),
        Visit(f"{asked}photos/", "citizen"), Visit(f"{asked}photos/", "citizen", sends_nothing, 0, FEW),
        Visit(asked, "citizen", replies_nothing, 0, FEW), Visit("inbox/", "citizen"), Visit(done, "citizen"),
        Visit(done, "inhabitant", languages=FEW), Visit(f"{done}moves/confirm/", "inhabitant", languages=FEW),
        Visit(f"{done}moves/contest/", "inhabitant", languages=FEW),
        Visit(f"{done}moves/contest/", "inhabitant", sends_nothing, 0, FEW),
        Visit("coordination/", "citizen", status=403), Visit("workbench/", "citizen", status=403, languages=FEW),
    ]  # fmt: skip


def space_staff(world) -> list[Visit]:
    space, voiced = "spaces/tiznit/", f"needs/{world.relayed.pk}/"
    held, declined = world.need(visibility="held"), world.need(state="declined")
    role = Membership.objects.get(space=world.space, role="facilitator").pk
    looked_at = (
        "inbox/", "work/", space, f"{space}manage/", f"{space}members/", f"{space}members/{role}/end/",
        f"{space}charter/edit/", f"{space}leave/", f"{space}vouch/", f"{space}needs/desk/",
        f"{space}needs/new/for-someone/", voiced, f"{voiced}moves/refer/", f"{voiced}merge/", f"needs/{held}/",
    )  # fmt: skip
    moves = (
        f"{voiced}moves/hold/", f"{voiced}moves/hide/", f"needs/{held}/moves/show/", f"needs/{declined}/moves/reopen/",
    )  # fmt: skip
    sent_empty = (
        f"{space}needs/new/for-someone/", f"{voiced}merge/", f"{voiced}moves/hold/", f"{space}charter/edit/",
        f"{space}members/", f"{space}vouch/",
    )  # fmt: skip
    return [
        *(Visit(path, "facilitator") for path in looked_at),
        *(Visit(path, "facilitator", languages=FEW) for path in moves),
        *(Visit(path, "facilitator", sends_nothing, 0, FEW) for path in sent_empty),
        Visit(f"{space}vouch/", "facilitator", finds_the_citizen),
        Visit(f"needs/{world.rich.pk}/", "facilitator", asks_nothing, 0, FEW),
        Visit("coordination/", "coordinator"), Visit("coordination/?q=espace", "coordinator"),
        Visit("coordination/empty/", "coordinator"), Visit("spaces/draft/", "coordinator"),
        Visit("spaces/draft/manage/", "coordinator"), Visit("spaces/", "coordinator", languages=("ar",)),
    ]  # fmt: skip


def council_staff(world) -> list[Visit]:
    fresh, drafted, answered = (world.referral(state) for state in ("received", "drafted", "answered"))
    text, council = AnswerTemplate.objects.earliest("pk").pk, "councils/tiznit/"
    return [
        Visit("workbench/", "officer"), Visit("workbench/?tab=open", "president"),
        Visit("workbench/?tab=late", "officer", languages=FEW), Visit("inbox/", "president"),
        Visit(f"referrals/{fresh}/", "president"), Visit(f"referrals/{fresh}/moves/assign/", "president"),
        Visit(f"referrals/{fresh}/moves/draft/", "officer"),
        Visit(f"referrals/{fresh}/moves/draft/", "officer", sends_nothing, 0),
        Visit(f"referrals/{fresh}/moves/pause/", "president"),
        Visit(f"referrals/{world.paused}/", "president", languages=FEW),
        Visit(f"referrals/{world.paused}/moves/resume/", "president", languages=FEW),
        Visit(f"referrals/{drafted}/", "officer"),
        *(Visit(f"referrals/{drafted}/moves/{act}/", "president") for act in ("validate", "publish", "return")),
        Visit(f"referrals/{drafted}/moves/return/", "president", sends_nothing, 0, FEW),
        Visit(f"referrals/{answered}/moves/report/", "president"), Visit(council, "president"),
        Visit(f"{council}settings/", "president"), Visit(f"{council}templates/", "president"),
        Visit(f"{council}templates/new/", "president"),
        Visit(f"{council}templates/new/", "president", sends_nothing, 0, FEW),
        Visit(f"{council}templates/{text}/", "president", languages=FEW),
        Visit("workbench/calendar/", "president"), Visit("workbench/brief/", "officer"),
        Visit(f"{council}people/", "president"),
        Visit(f"{council}people/{Mandate.objects.filter(council__territory__slug='tiznit').earliest('pk').pk}/",
              "president", languages=FEW),
    ]  # fmt: skip


def account() -> list[Visit]:
    key = Authenticator.objects.get(type="webauthn").pk
    of_citizen = (
        "me/", "me/declarations/", "me/contact/phone/", "me/contact/email/", "me/sessions/", "me/tokens/",
        "me/tokens/new/", "me/data/", "me/readings/", "me/erase/", "me/confirm/", "welcome/", "accounts/logout/",
        "accounts/password/change/", "accounts/reauthenticate/", "accounts/2fa/", "accounts/2fa/totp/activate/",
        "accounts/2fa/keys/add/",
    )  # fmt: skip
    of_officer = (
        "accounts/2fa/", "accounts/2fa/reauthenticate/", "accounts/2fa/totp/deactivate/",
        "accounts/2fa/recovery-codes/", "accounts/2fa/recovery-codes/generate/", "accounts/2fa/keys/",
        "accounts/2fa/keys/reauthenticate/", f"accounts/2fa/keys/{key}/edit/", f"accounts/2fa/keys/{key}/remove/",
    )  # fmt: skip
    wrong = (
        "me/", "me/contact/phone/", "me/tokens/new/", "me/erase/", "accounts/password/change/",
        "accounts/2fa/totp/activate/",
    )  # fmt: skip
    return [
        *(Visit(path, "citizen") for path in of_citizen), *(Visit(path, "officer") for path in of_officer),
        *(Visit(path, "citizen", sends_nothing, 0, FEW) for path in wrong),
        Visit("me/contact/phone/", "citizen", asks_for_a_code, languages=FEW),
        Visit("me/confirm/", "citizen", confirms, languages=FEW), Visit("me/tokens/new/", "citizen", makes_a_key),
        Visit("me/suspension/", "suspended"), Visit("readings/", "coordinator"),
    ]  # fmt: skip
