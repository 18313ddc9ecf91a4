"""The pages of consultations that everyone reads: list, fragment, a council's, one consultation; what they cost."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from core.folding import fold
from spaces.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.consultations import (
    CandidateFactory,
    ConsultationFactory,
    OptionFactory,
    PartFactory,
    QuestionFactory,
    StatementFactory,
)
from tests.factories.councils import CouncilFactory
from tests.factories.spaces import MembershipFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def town():
    space = SpaceFactory()
    space.council = CouncilFactory(territory=space.commune)
    return space


def asked(town, title="تشخيص", **fields):
    return ConsultationFactory(space=town, title=title, folded=fold(title), **({"opened": True} | fields))


def listing(town, query=""):
    return reverse("consultations:list", args=[town.commune.slug]) + query


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_for_one_and_three(client, town, count, django_assert_num_queries):
    for number in range(count):
        asked(town, f"تشخيص {number}", council=town.council)
    with django_assert_num_queries(2):
        page = client.get(listing(town))
    assert len(page.context["page"].rows) == count
    with django_assert_num_queries(2):
        client.get(reverse("consultations:in-space", args=[town.commune.slug]))
    with django_assert_num_queries(2):
        client.get(reverse("consultations:of-council", args=[town.commune.slug]))


@pytest.mark.parametrize("count", [1, 3])
def test_a_facilitators_list_costs_the_same(client, town, count, django_assert_num_queries):
    for _n in range(count):
        asked(town, opened=False)
    client.force_login(MembershipFactory(space=town, role=Role.FACILITATOR).user)
    with django_assert_num_queries(6):
        page = client.get(listing(town))
    assert len(page.context["page"].rows) == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("signed_in", "queries"), [(False, 6), (True, 10)])
def test_a_page_costs_the_same_whatever_it_asks(client, town, count, signed_in, queries, django_assert_num_queries):
    consultation = asked(town)
    for _n in range(count):
        OptionFactory.create_batch(count, question__part__consultation=consultation)
        StatementFactory(part__consultation=consultation)
        CandidateFactory(part__consultation=consultation)
    if signed_in:
        client.force_login(UserFactory())
    client.get(asked(town, "أخرى").get_absolute_url())  # what the house keeps in memory is there
    with django_assert_num_queries(queries):
        page = client.get(consultation.get_absolute_url())
    assert len(page.context["parts"]) == count * (count + 2)
    with django_assert_num_queries(queries):
        client.get(reverse("consultations:preview", args=[consultation.pk]))


def test_the_list_filters_and_searches(client, town):
    first, second = asked(town, "تشخيص الحاجيات"), asked(town, "خدمة الحالة المدنية", theme="water", closed=True)
    for query, found in (
        ("", [second, first]), ("?state=open", [first]), ("?state=closed", [second]), ("?theme=water", [second]),
        ("?q=المدنيه", [second]), ("?q=ميناء", []),
    ):  # fmt: skip
        assert client.get(listing(town, query)).context["page"].rows == found, query


def test_the_list_gives_a_part_to_htmx(htmx, town):
    consultation = asked(town)
    text = htmx.get(listing(town)).text
    assert consultation.title in text
    assert "<html" not in text


def test_drafts_and_hidden_ones_are_for_those_who_prepare_them(client, town):
    draft, hidden = asked(town, "مسودة", opened=False), asked(town, "محجوبة", visibility="hidden")
    for person, seen in ((None, False), (MembershipFactory(space=town, role=Role.FACILITATOR).user, True)):
        if person:
            client.force_login(person)
        text = client.get(listing(town)).text
        assert (draft.title in text, hidden.title in text) == (seen, seen)
        assert draft.title not in client.get(reverse("consultations:in-space", args=[town.commune.slug])).text
        assert client.get(draft.get_absolute_url()).status_code == (200 if seen else 404)


def test_the_page_says_why_what_for_who_until_when_and_how_many(client, town):
    consultation = asked(town, council=town.council, online_count=1234, desk_count=7, audience="residents")
    PartFactory(consultation=consultation, priorities=True, title_ar="أولويات الحي")
    page = client.get(consultation.get_absolute_url())
    for words in (consultation.title, consultation.purpose, consultation.use, str(town.council), "أولويات الحي"):
        assert words in page.text
    assert [(way.value, count) for way, count in page.context["ways"]] == [("online", 1234), ("desk", 7)]
    assert page.context["thread"] == consultation.thread


def test_signed_out_the_page_holds_nothing_of_a_session(client, town):
    page = client.get(asked(town).get_absolute_url())
    assert not page.cookies
    assert "csrf" not in page.text.lower()


def test_who_proposed_a_statement_is_told_nowhere(client, town):
    consultation = asked(town)
    author = UserFactory(display_name="canaryauthor")
    StatementFactory(part__consultation=consultation, author=author)
    client.force_login(MembershipFactory(space=town, role=Role.MODERATOR).user)
    for name in ("detail", "preview", "statements"):
        assert "canaryauthor" not in client.get(reverse(f"consultations:{name}", args=[consultation.pk])).text


@pytest.mark.parametrize("state", [{"opened": False}, {"closed": True}, {"published": True}])
def test_every_state_has_its_page(client, town, state):
    consultation = asked(town, **state)
    QuestionFactory(part__consultation=consultation)
    client.force_login(MembershipFactory(space=town, role=Role.FACILITATOR).user)
    for name in ("detail", "build", "preview", "documents"):
        assert client.get(reverse(f"consultations:{name}", args=[consultation.pk])).status_code == 200, name


def test_the_space_leads_to_its_consultations(client, town):
    text = client.get(town.get_absolute_url()).text
    assert reverse("consultations:in-space", args=[town.commune.slug]) in text
    assert f'href="{listing(town)}"' in text
