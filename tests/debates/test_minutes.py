"""Minutes tell what happened, stand as they were published, and are corrected by a new version."""

import datetime
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import translation

from accounts import actions as accounts
from core.fitness import Unfit
from core.hiding import under
from core.journal import history
from core.workflow import Refused
from debates import actions
from debates.minutes import digest_of, facts_of, people_in
from debates.models import Debate, Minutes, Sitting
from debates.report import told, way_of
from notices.models import Notice
from spaces.enums import Role
from tests.debates.played import conclude, played
from tests.factories.accounts import UserFactory
from tests.factories.debates import ContributionFactory, DebateFactory, PointFactory
from tests.factories.spaces import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    place = played()
    conclude(place)
    return place


def person(user):
    return {"person": user.pk, "name": user.display_name}


def instant(day, hour, minute=0):
    return datetime.datetime(2026, 8, day, hour - 1, minute, tzinfo=datetime.UTC).isoformat()  # Morocco is at +1


def test_the_facts_of_a_played_sitting_are_exact(place):
    """Written by hand from the story in tests/debates/played.py."""
    facts, said = place.minutes.facts, place.said
    referrals = list(place.debate.points.filter(kind="question").values_list("referral", flat=True))
    assert facts | {"points": None, "chosen": None, "sittings": None} == {
        "form": 1,
        "debate": place.debate.pk,
        "title": "ماء الشرب بالدوار الفوقاني: من يوزع، وكيف؟",
        "question": "كيف نوزع ماء الساقية بين الدواوير هذا الصيف دون أن يعطش أحد؟",
        "theme": "water",
        "commune": {"ar": "جماعة آيت ملول", "fr": "Aït Melloul"},
        "is_demo": False,
        "announced_at": "2026-07-26T14:00:00+00:00",
        "opened_at": instant(2, 15),
        "closed_at": instant(12, 15),
        "concluded_at": instant(12, 15, 30),
        "agenda": [
            {"title": "عرض حول حالة الآبار", "planned": 10, "spent": 12},
            {"title": "Répartition de l’eau de la séguia", "planned": 20, "spent": 26},
            {"title": "أسئلة إلى المجلس", "planned": 15, "spent": 22},
        ],
        "sittings": None,
        # 3, 2, 4, 5 and 1 minutes; of five who said it, two women spoke for 4 minutes of 15; four only gave their age.
        "shares": {"seconds": 900, "people": 5, "women": 27, "youth": None, "districts": []},
        "contributions": {"count": 4, "hall": 1, "people": 3},
        "chosen": None,
        "conclusion": "اجتمع سكان الدواوير الثلاثة، واتفقوا على الأهم.\n\nIl reste un désaccord sur le prix.",
        "points": None,
        "remarks": "",
    }
    assert facts["sittings"] == [
        {
            "number": 1,
            "place": "قاعة الاجتماعات، Dar Chabab",
            "planned_at": instant(9, 15),
            "started_at": instant(9, 15, 2),
            "ended_at": instant(9, 16, 2),
            "presided": [person(place.facilitator), person(place.other)],
            "online": 4,
            "hall": 64,
            "women": 21,
            "youth": {"under": 5},
            "turns": 5,
            "procedural": 0,
            "seconds": 900,
            "polls": [
                {
                    "question": "هل نؤجل الأشغال إلى ما بعد الصيف؟",
                    "opened_at": instant(9, 15, 30),
                    "closed_at": instant(9, 15, 30),
                    "options": [
                        {"text": "نعم", "online": 1, "hall": 12},
                        {"text": "لا", "online": 2, "hall": 40},
                        {"text": "Sans avis", "online": 0, "hall": 0},
                    ],
                }
            ],
        }
    ]
    assert [(row["id"], row["seq"], row["who"], row["office"], row["channel"]) for row in facts["chosen"]] == [
        (said[0].pk, 1, person(place.khadija), "", "online"),
        (said[1].pk, 2, person(place.paul), "", "online"),
        (said[2].pk, 3, {"name": "الحاج محمد"}, "", "hall"),
    ]
    assert facts["chosen"][0]["text"] == "الماء لا يصل إلينا منذ 12 يوما.\nنطلب صهريجا مؤقتا."
    assert [(row["kind"], row["sources"], row["referral"]) for row in facts["points"]] == [
        ("agreement", [1], None),
        ("disagreement", [2, 3], None),
        ("question", [2], {"id": referrals[0], "due_on": "2026-10-11"}),
        ("question", [], {"id": referrals[1], "due_on": "2026-10-11"}),
        ("need", [], None),
    ]


def test_the_facts_hold_no_count_that_tells_people_apart():
    assert [under(count) for count in (None, 0, 1, 4, 5, 64)] == [
        None,
        {"under": 5},
        {"under": 5},
        {"under": 5},
        5,
        64,
    ]


def test_a_masked_count_is_said_in_words(place):
    with translation.override("en"):
        sitting = told(place.minutes)["sittings"][0]
    assert (sitting["women"], sitting["youth"]) == ("21", "fewer than 5")
    assert "3" not in json.dumps(place.minutes.facts["sittings"][0]["youth"])


def test_facts_cost_the_same_however_much_was_said(place, django_assert_num_queries):
    debate = Debate.objects.select_related("space__commune", "thread").get(pk=place.debate.pk)
    with django_assert_num_queries(11):
        facts_of(debate)
    for number in range(100, 110):
        PointFactory(debate=debate, number=number).sources.add(ContributionFactory(thread=debate.thread))
    with django_assert_num_queries(11):
        assert len(facts_of(debate)["chosen"]) == 13


def test_facts_survive_being_stored(place):
    stored = Minutes.objects.get(pk=place.minutes.pk).facts
    debate = Debate.objects.select_related("space__commune", "thread").get(pk=place.debate.pk)
    assert stored == facts_of(debate)
    assert digest_of(stored) == digest_of(json.loads(json.dumps(stored)))
    assert history(place.debate).get(action="publish_minutes").data == {"version": 1, "facts": digest_of(stored)}


def test_who_is_named_is_known_beside_the_facts(place):
    named = {place.facilitator.pk, place.other.pk, place.khadija.pk, place.paul.pk}
    assert set(place.minutes.people) == named == {one["person"] for one in people_in(place.minutes.facts)}


def test_a_version_is_told_in_each_language_with_its_names_set_apart(place):
    with translation.override("ar"):
        arabic = told(place.minutes)
    with translation.override("fr"):
        french = told(place.minutes)
    assert (arabic["commune"], french["commune"]) == ("جماعة آيت ملول", "Aït Melloul")
    assert arabic["sittings"][0]["by"] == ["\u2068فاطمة الزهراء\u2069", "\u2068Jean-Marc Amzil\u2069"]
    assert french["sittings"][0]["length"] == 60
    assert [point["number"] for point in french["sections"][2]["points"]] == [1, 2]
    assert [row["seq"] for row in french["sections"][1]["points"][0]["from"]] == [2, 3]
    assert [line["way"] for line in french["words"]] == ["rtl", "ltr"]
    poll = french["polls"][0]
    assert [(option["total"], option["share"]) for option in poll["options"]] == [(13, 24), (42, 76), (0, 0)]
    assert (poll["online"], poll["hall"], poll["total"]) == (3, 52, 55)


@pytest.mark.parametrize(
    ("text", "way"),
    [("ماء", "rtl"), ("Eau", "ltr"), ("12 ماء", "rtl"), ("«Eau» ماء", "ltr"), ("12", "ltr"), ("", "ltr")],
)
def test_a_text_runs_as_its_first_letter(text, way):
    assert way_of(text) == way


def test_telling_does_not_change_the_facts(place):
    before = digest_of(place.minutes.facts)
    told(place.minutes)
    assert digest_of(place.minutes.facts) == before


def test_a_correction_is_a_new_version_and_says_what_changed(place):
    Notice.objects.all().delete()
    actions.count_hall(Sitting.objects.get(), by=place.facilitator, people=66, women=21, youth=7)
    second = actions.correct_minutes(
        place.debate, by=place.rapporteur, note="عدد الحاضرين في القاعة", remarks="حضر ممثل عن\nجمعية الماء."
    )
    assert (second.version, second.note, second.published_by) == (2, "عدد الحاضرين في القاعة", place.rapporteur)
    sitting = second.facts["sittings"][0]
    assert (sitting["hall"], sitting["youth"], second.facts["remarks"]) == (66, 7, "حضر ممثل عن\nجمعية الماء.")
    first = Minutes.objects.get(version=1)
    assert (first.facts["sittings"][0]["hall"], first.facts["remarks"]) == (64, "")
    entry = history(place.debate).filter(action="publish_minutes").last()
    assert (entry.note, entry.data["version"]) == ("عدد الحاضرين في القاعة", 2)
    assert Notice.objects.filter(user=place.follower, key=f"debate.{place.debate.pk}.minutes.2").exists()


def test_a_correction_that_changes_nothing_is_refused(place):
    with pytest.raises(Refused):
        actions.correct_minutes(place.debate, by=place.rapporteur, note="لا شيء")
    assert Minutes.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"note": ""}, "note"),
        ({"note": " 12 \u202e"}, "note"),
        ({"note": "ا" * 401}, "note"),
        ({"remarks": "ا" * 100_000}, "remarks"),
    ],
)
def test_a_correction_says_what_changed_in_few_words(place, given, field):
    with pytest.raises(Unfit) as refusal:
        actions.correct_minutes(place.debate, by=place.rapporteur, **{"note": "ملاحظة", "remarks": "ملاحظة"} | given)
    assert refusal.value.field == field


@pytest.mark.parametrize("role", [Role.MEMBER, Role.MODERATOR, None])
def test_only_those_who_conclude_correct(place, role):
    by = MembershipFactory(space=place.space, role=role).user if role else UserFactory()
    with pytest.raises(PermissionDenied):
        actions.correct_minutes(place.debate, by=by, note="ملاحظة", remarks="ملاحظة")


def test_there_is_nothing_to_correct_before_the_conclusion():
    debate = DebateFactory(closed=True)
    by = MembershipFactory(space=debate.space, role=Role.RAPPORTEUR).user
    with pytest.raises(Refused):
        actions.correct_minutes(debate, by=by, note="ملاحظة")


@pytest.mark.parametrize(
    "change",
    [
        {"facts": {}},
        {"version": 9},
        {"note": "غير ذلك"},
        {"people": [1, 2, 3, 4, 999_999]},
        {"published_at": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)},
    ],
)
def test_the_database_lets_no_version_change(place, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Minutes.objects.filter(pk=place.minutes.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        place.minutes.delete()
    assert Minutes.objects.get().facts == place.minutes.facts


def test_whoever_leaves_is_taken_out_of_every_version(place):
    actions.correct_minutes(place.debate, by=place.rapporteur, note="ملاحظة", remarks="ملاحظة")
    accounts.erase(place.khadija, by=place.khadija)
    for row in Minutes.objects.all():
        assert "خديجة" not in json.dumps(row.facts, ensure_ascii=False)
        assert place.khadija.pk not in row.people
        assert row.facts["chosen"][0]["who"] == {"name": "", "left": True}
        assert row.facts["chosen"][0]["text"].startswith("الماء لا يصل")
        with translation.override("en"):
            assert told(row)["chosen"][0]["by"] == "\u2068A person who has left\u2069"
    assert "Paul" in json.dumps(Minutes.objects.first().facts)


def test_the_words_that_she_withdrew_go_with_her(place):
    actions.move_contribution(place.said[1], "withdraw", by=place.paul, note="")
    accounts.erase(place.paul, by=place.paul)
    assert Minutes.objects.get().facts["chosen"][1]["text"] == ""


@pytest.mark.parametrize(
    ("act", "why"), [("hide", "It has been hidden since."), ("withdraw", "Its author has withdrawn")]
)
def test_what_is_not_shown_any_more_is_left_out_of_the_page(place, act, why):
    by = place.facilitator if act == "hide" else place.khadija
    actions.move_contribution(place.said[0], act, by=by, note="سبب واضح")
    with translation.override("en"):
        row = told(Minutes.objects.get())["chosen"][0]
    assert row["paragraphs"] == []
    assert row["why"].startswith(why)
    if act == "hide":
        actions.move_contribution(place.said[0], "show", by=by, note="")
        assert told(Minutes.objects.get())["chosen"][0]["paragraphs"]


def test_a_hidden_contribution_is_not_chosen_for_the_next_version(place):
    actions.move_contribution(place.said[0], "hide", by=place.facilitator, note="سبب واضح")
    second = actions.correct_minutes(place.debate, by=place.rapporteur, note="مساهمة أخفيت")
    assert [row["seq"] for row in second.facts["chosen"]] == [2, 3]
    assert second.facts["points"][0]["sources"] == []
