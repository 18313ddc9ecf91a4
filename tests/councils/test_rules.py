"""Who may do what, and list and object in agreement."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils.timezone import now

from accounts.models import User
from councils.enums import ReferralState as S
from councils.models import Answer, AnswerTemplate, Referral
from councils.rules import holds_mandate, may_publish, moves_for
from tests.factories.accounts import UserFactory
from tests.factories.councils import AnswerFactory, AnswerTemplateFactory, ReferralFactory

PEOPLE = [
    "president", "vice", "delegate", "director", "officer", "chair", "member", "ended", "foreign", "citizen", "visitor",
    "referrer", "superuser", "system", "closed",
]  # fmt: skip


def person(who, team, referral):
    if who == "closed":
        team.president.is_active = False
        team.president.save()
        return team.president
    made = {
        "visitor": AnonymousUser,
        "referrer": lambda: referral.referred_by,
        "superuser": lambda: UserFactory(is_superuser=True),
        "system": User.objects.system,
    }
    return made[who]() if who in made else getattr(team, who)


def matter(team, state=S.RECEIVED, **more):
    return ReferralFactory(
        council=team.council, state=state, answered_at=now() if state == S.ANSWERED else None, **more
    )


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("who", PEOPLE)
def test_list_and_object_agree_on_who_sees_a_matter(team, who, state):
    referral = matter(team, state)
    user = person(who, team, referral)
    listed = Referral.objects.visible_to(user).filter(pk=referral.pk).exists()
    assert listed == user.has_perm("councils.view_referral", referral)
    assert listed == (state != S.WITHDRAWN or who not in {"ended", "foreign", "citizen", "visitor", "system", "closed"})


@pytest.mark.parametrize("who", PEOPLE)
def test_list_and_object_agree_on_who_sees_a_draft(team, who):
    draft = AnswerFactory(referral=matter(team, S.DRAFTED))
    user = person(who, team, draft.referral)
    listed = Answer.objects.visible_to(user).filter(pk=draft.pk).exists()
    assert listed == user.has_perm("councils.view_drafts", draft.referral)
    assert listed == (who in {"president", "vice", "delegate", "director", "officer", "chair", "member", "superuser"})


@pytest.mark.parametrize("who", PEOPLE)
def test_everyone_sees_a_published_answer(team, who):
    answer = AnswerFactory(published=True)
    assert Answer.objects.visible_to(person(who, team, answer.referral)).filter(pk=answer.pk).exists()


@pytest.mark.parametrize("who", PEOPLE)
def test_list_and_object_agree_on_who_sees_a_template(team, who):
    """One list of them all gives what each one answers by itself: her council's, another's, those that all share."""
    councils = {"own": team.council, "foreign": team.mandates["foreign"].council, "shared": None}
    templates = {name: AnswerTemplateFactory(council=council) for name, council in councils.items()}
    templates["unknown"] = AnswerTemplateFactory()
    user = person(who, team, matter(team))
    listed = set(AnswerTemplate.objects.visible_to(user))
    assert listed == {template for template in templates.values() if user.has_perm("councils.view_template", template)}
    seen = {"foreign": {"foreign", "shared"}, "superuser": set(templates)}
    if who in {"president", "vice", "delegate", "director", "officer", "chair", "member"}:
        seen[who] = {"own", "shared"}
    assert listed == {templates[name] for name in seen.get(who, ())}


# Each right, and who has it on a matter given to nobody. Everyone else must not.
RIGHTS = {
    "assign_referral": {"president", "delegate", "director", "officer"},
    "draft_answer": {"president", "delegate", "director", "officer"},
    "validate_answer": {"president", "delegate", "director"},
    "publish_answer": {"president", "delegate"},
    "pause_referral": {"president", "delegate", "director"},
    "withdraw_referral": {"system"},
    "reopen_referral": {"system"},
}


@pytest.mark.parametrize("name", RIGHTS)
@pytest.mark.parametrize("who", PEOPLE)
def test_rights_on_a_matter_given_to_nobody(team, who, name):
    referral = matter(team)
    user = person(who, team, referral)
    assert user.has_perm(f"councils.{name}", referral) is (who in RIGHTS[name] | {"superuser"})


@pytest.mark.parametrize(
    ("who", "name", "has"),
    [
        ("chair", "draft_answer", True),
        ("chair", "validate_answer", True),
        ("member", "draft_answer", True),
        ("member", "validate_answer", False),
        ("chair", "publish_answer", False),
    ],
)
def test_rights_come_with_the_committee(team, who, name, has):
    referral = matter(team, committee=team.committee)
    assert getattr(team, who).has_perm(f"councils.{name}", referral) is has


def test_rights_come_with_the_assignment(team):
    referral = matter(team, mandate=team.mandates["officer"])
    assert team.officer.has_perm("councils.pause_referral", referral)
    assert not team.second.has_perm("councils.pause_referral", referral)
    given = matter(team, mandate=team.mandates["vice"])
    assert team.vice.has_perm("councils.draft_answer", given)


@pytest.mark.parametrize("who", ["president", "delegate", "director", "officer", "vice", "ended", "foreign", "citizen"])
def test_may_publish(team, who):
    assert may_publish(team.council, getattr(team, who)) is (who in {"president", "delegate"})
    assert holds_mandate(team.council, getattr(team, who)) is (who not in {"ended", "foreign", "citizen"})


def test_visitor_holds_no_mandate(team):
    assert not may_publish(team.council, AnonymousUser())


@pytest.mark.parametrize(
    ("who", "state", "moves"),
    [
        ("president", S.RECEIVED, ["assign", "draft", "pause"]),
        ("officer", S.RECEIVED, ["assign", "draft"]),
        ("president", S.DRAFTED, ["draft", "return", "validate", "publish", "pause"]),
        ("director", S.DRAFTED, ["draft", "return", "validate", "pause"]),
        ("officer", S.VALIDATED, []),
        ("president", S.ANSWERED, ["report"]),
        ("officer", S.ANSWERED, []),
        ("president", S.WITHDRAWN, []),
        ("foreign", S.RECEIVED, []),
        ("ended", S.RECEIVED, []),
        ("superuser", S.DRAFTED, []),
        ("visitor", S.RECEIVED, []),
    ],
)
def test_moves_offered(team, who, state, moves):
    referral = matter(team, state)
    assert moves_for(referral, person(who, team, referral)) == moves


def test_late_matter_offers_no_pause(team):
    assert "pause" not in moves_for(matter(team, overdue=True), team.president)


def test_paused_matter_offers_to_resume(team):
    assert moves_for(matter(team, paused_for="field"), team.director) == ["assign", "draft", "resume"]


@pytest.mark.parametrize("who", ["president", "director", "officer", "foreign", "ended", "citizen"])
def test_managers_edit_the_council(team, who):
    assert getattr(team, who).has_perm("councils.edit_council", team.council) is (who in {"president", "director"})


def test_mandates_are_read_once(team, django_assert_num_queries):
    referrals = [matter(team) for _ in range(3)]
    officer = User.objects.get(pk=team.officer.pk)
    with django_assert_num_queries(1):
        for referral in referrals:
            moves_for(referral, officer)
