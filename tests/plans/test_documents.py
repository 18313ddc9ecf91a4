"""A reference document: written by several, published, discussed paragraph by paragraph, adopted."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from core.fitness import Unfit
from core.workflow import Refused
from debates.models import Contribution
from notices.models import Notice
from plans import actions
from plans.models import Paragraph, Passage, ReferenceDocument, Remark
from plans.reading import changes, passages_of, sources
from spaces.models import Coordination
from tests.factories.accounts import UserFactory
from tests.factories.needs import NeedFactory
from tests.factories.plans import PassageFactory, VersionFactory
from tests.factories.spaces import AssociationFactory, MembershipFactory, SpaceFactory
from tests.factories.territories import region
from tests.plans.people import facilitator, person
from tests.races import refusals, together

ONE = {"title_ar": "وثيقة مرجعية للتضامن", "title_fr": ""}


def begun(by=None):
    """A document with two paragraphs and a heading, in preparation; its facilitator is `document.boss`."""
    space = SpaceFactory()
    boss = by or facilitator(space)
    document = actions.begin_document(space, by=boss, **ONE)
    document.boss = boss
    draft = document.versions.get()
    for kind, text in (("heading", "المبادئ"), ("principle", "الماء حق للجميع"), ("paragraph", "نصلح الآبار معا")):
        actions.add_passage(draft, by=boss, kind=kind, text_ar=text)
    return document, draft


@pytest.mark.django_db
def test_a_first_version_is_published_and_its_members_told_once():
    document, draft = begun()
    member = MembershipFactory(space=document.space).user
    assert document.published_at is None

    actions.publish_version(draft, by=document.boss)

    document.refresh_from_db()
    assert document.published_at
    numbers = [(one.number, one.kind, bool(one.paragraph.thread)) for one in passages_of(draft)]
    assert numbers == [(0, "heading", False), (1, "principle", True), (2, "paragraph", True)]
    assert [n.url for n in Notice.objects.filter(user=member)] == [f"/reference-documents/{document.pk}/"]
    assert not Notice.objects.filter(user=document.boss).exists()
    with pytest.raises(Refused):
        actions.publish_version(draft, by=document.boss)


@pytest.mark.django_db
def test_a_published_version_never_changes():
    document, draft = begun()
    actions.publish_version(draft, by=document.boss)
    passage = draft.passages.last()
    for act in (
        lambda: actions.edit_passage(passage, by=document.boss, revision=1, kind="paragraph", text_ar="غير ذلك"),
        lambda: actions.remove_passage(passage, by=document.boss, revision=1),
        lambda: actions.move_passage(passage, by=document.boss, up=True),
        lambda: actions.add_passage(draft, by=document.boss, kind="paragraph", text_ar="جديد"),
        lambda: actions.summarize(draft, by=document.boss, summary_ar="جديد"),
        lambda: actions.discard_draft(draft, by=document.boss),
    ):
        with pytest.raises(Refused) as found:
            act()
        assert found.value.code == "published"
    # The database says so too, whoever writes.
    for write in (
        lambda: Passage.objects.filter(pk=passage.pk).update(text_ar="زور"),
        lambda: Passage.objects.filter(pk=passage.pk).delete(),
        lambda: PassageFactory(version=draft, paragraph__document=document),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


@pytest.mark.django_db
def test_the_difference_follows_paragraphs_wherever_they_stand():
    document, first = begun()
    actions.publish_version(first, by=document.boss)
    second = actions.begin_version(document, by=document.boss)
    assert actions.begin_version(document, by=document.boss) == second  # one draft at a time
    _heading, principle, paragraph = second.passages.all()
    actions.remove_passage(principle, by=document.boss, revision=1)
    actions.edit_passage(paragraph, by=document.boss, revision=1, kind="paragraph", text_ar="نصلح كل الآبار معا")
    actions.add_passage(second, by=document.boss, kind="paragraph", text_ar="ونحمي العين", after=0)
    actions.publish_version(second, by=document.boss)

    found = [(one.kind, one.parts) for one in changes(first, second)]

    assert found == [
        ("added", (("added", "ونحمي العين"),)),
        ("same", (("same", "المبادئ"),)),
        ("removed", (("removed", "الماء حق للجميع"),)),
        ("changed", (("same", "نصلح"), ("added", "كل"), ("same", "الآبار معا"))),
    ]
    assert [one.kind for one in changes(second, first)] == ["removed", "same", "added", "changed"]
    assert Paragraph.objects.filter(pk=principle.paragraph_id).exists()


@pytest.mark.django_db
def test_who_read_an_older_revision_overwrites_nothing():
    document, draft = begun()
    passage = draft.passages.last()
    other = person("editor", document)
    actions.edit_passage(passage, by=other, revision=1, kind="paragraph", text_ar="نصلح الآبار قبل الصيف")

    with pytest.raises(actions.Overtaken) as found:
        actions.edit_passage(passage, by=document.boss, revision=1, kind="paragraph", text_ar="نصلح البئر الكبير")
    assert found.value.current.text_ar == "نصلح الآبار قبل الصيف"
    assert found.value.current.edited_by == other
    with pytest.raises(actions.Overtaken):
        actions.remove_passage(passage, by=document.boss, revision=1)
    # The same words twice are no conflict.
    actions.edit_passage(passage, by=document.boss, revision=1, kind="paragraph", text_ar="نصلح الآبار قبل الصيف")

    actions.remove_passage(passage, by=document.boss, revision=2)
    with pytest.raises(Refused) as gone:
        actions.edit_passage(passage, by=other, revision=2, kind="paragraph", text_ar="نصلح")
    assert gone.value.code == "taken_out"
    assert [one.position for one in draft.passages.all()] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_two_editors_at_the_same_moment_one_keeps_one_is_told():
    document, draft = begun()
    passage = draft.passages.last()
    texts = ("نصلح الآبار في الربيع", "نصلح الآبار في الصيف")

    results = together(
        *(
            lambda text=text: actions.edit_passage(
                Passage.objects.get(pk=passage.pk), by=document.boss, revision=1, kind="paragraph", text_ar=text
            )
            for text in texts
        )
    )

    (refusal,) = refusals(results)
    passage.refresh_from_db()
    assert passage.revision == 2
    assert refusal.current.text_ar == passage.text_ar
    assert passage.text_ar in texts


@pytest.mark.django_db
def test_a_remark_stays_with_its_paragraph_when_it_is_taken_out_meanwhile():
    document, first = begun()
    actions.publish_version(first, by=document.boss)
    paragraph = first.passages.last().paragraph
    second = actions.begin_version(document, by=document.boss)
    actions.remove_passage(second.passages.last(), by=document.boss, revision=1)
    actions.publish_version(second, by=document.boss)  # while somebody writes
    citizen = UserFactory()

    said = actions.remark(paragraph, first, by=citizen, text="لا تحذفوا هذه الفقرة", client_key=None)

    assert Remark.objects.get(contribution=said).version == first
    assert Contribution.objects.get(pk=said.pk).thread_id == paragraph.thread_id
    elsewhere = VersionFactory(published=True)
    with pytest.raises(Refused):
        actions.remark(paragraph, elsewhere, by=citizen, text="رأي")


@pytest.mark.django_db
def test_reading_a_version_takes_one_query_however_long_it_is(django_assert_num_queries):
    for count in (1, 3):
        version = VersionFactory()
        PassageFactory.create_batch(count, version=version)
        with django_assert_num_queries(1):
            assert [row.remark_count for row in passages_of(version)] == [0] * count


@pytest.mark.django_db
def test_an_origin_is_the_address_of_a_page_that_may_be_seen():
    document, draft = begun()
    paragraph = draft.passages.last().paragraph
    need = NeedFactory(space=document.space)
    hidden = NeedFactory(visibility="hidden")
    assert actions.found_at(f"/ar/needs/{need.pk}/", by=document.boss) == need
    for address in (
        "",
        "/ar/",
        f"/ar/needs/{hidden.pk}/",
        "https://example.org/needs/1/",
        "//x/needs/1/",
        "/needs/99999999/",
    ):
        with pytest.raises(Unfit):
            actions.found_at(address, by=document.boss)

    actions.name_origin(paragraph, need, by=document.boss)
    actions.name_origin(paragraph, need, by=document.boss)

    (row,) = paragraph.origins.all()
    assert [one.title for one in sources([row], person("visitor", document))] == [need.title]
    with pytest.raises(PermissionDenied):
        actions.remove_origin(row, by=UserFactory())
    type(need).objects.filter(pk=need.pk).update(visibility="hidden")
    assert sources([row], person("visitor", document)) == []


@pytest.mark.django_db
def test_a_region_s_document_is_begun_by_its_coordinator_and_told_to_all_its_spaces():
    space, other = SpaceFactory(), SpaceFactory()
    with pytest.raises(PermissionDenied):
        actions.begin_document(space, by=facilitator(space), for_region=True, **ONE)
    salma = UserFactory()
    Coordination.objects.create(user=salma, territory=region())
    member = MembershipFactory(space=other).user

    document = actions.begin_document(space, by=salma, for_region=True, **ONE)
    draft = document.versions.get()
    actions.add_passage(draft, by=salma, kind="paragraph", text_ar="نعمل معا")
    actions.publish_version(draft, by=salma)

    assert document.region == region()
    assert Notice.objects.filter(user=member).count() == 1


@pytest.mark.django_db
def test_only_the_version_in_force_is_adopted_by_a_legal_representative():
    document, first = begun()
    association = AssociationFactory()
    with pytest.raises(PermissionDenied):  # nobody outside sees it
        actions.adopt(first, association, by=association.representative)
    actions.publish_version(first, by=document.boss)
    with pytest.raises(PermissionDenied):
        actions.adopt(first, association, by=document.boss)
    adoption = actions.adopt(first, association, by=association.representative)
    assert actions.adopt(first, association, by=association.representative) == adoption

    second = actions.begin_version(document, by=document.boss)
    actions.publish_version(second, by=document.boss)

    assert Notice.objects.filter(user=association.representative, url__endswith="/adopt/").count() == 1
    with pytest.raises(Refused) as found:
        actions.adopt(first, association, by=association.representative)
    assert found.value.code == "newer"
    assert actions.withdraw_adoption(adoption, by=association.representative).withdrawn_at


@pytest.mark.django_db
def test_a_hidden_document_hides_its_discussions_and_news():
    document, draft = begun()
    member = MembershipFactory(space=document.space).user
    actions.publish_version(draft, by=document.boss)

    actions.move_document(document, "hide", by=document.boss, note="يخالف الميثاق")

    threads = {one.thread.visibility for one in document.paragraphs.exclude(thread=None)}
    assert threads == {"hidden"}
    assert not Notice.objects.filter(user=member, is_shown=True).exists()
    actions.move_document(document, "show", by=document.boss)
    assert {one.thread.visibility for one in document.paragraphs.exclude(thread=None)} == {"visible"}


@pytest.mark.django_db
def test_what_is_typed_is_refused_in_words():
    document, draft = begun()
    boss = document.boss
    with pytest.raises(Unfit) as found:
        actions.begin_document(document.space, by=boss, title_ar=" ", title_fr="12")
    assert found.value.field == "title_ar"
    with pytest.raises(Unfit) as found:
        actions.add_passage(draft, by=boss, kind="paragraph", text_ar="…")
    assert found.value.field == "text_ar"
    with pytest.raises(Unfit) as found:
        actions.add_passage(draft, by=boss, kind="song", text_ar="كلام")
    assert found.value.field == "kind"
    day = document.created_at.date()
    with pytest.raises(Unfit):
        actions.set_phase(document, "plan", by=boss, starts_on=day, ends_on=day.replace(year=day.year - 1))
    actions.set_phase(document, "plan", by=boss, starts_on=day, ends_on=day, text_ar="نكتب الخطة")
    actions.set_phase(document, "plan", by=boss, starts_on=day, ends_on=day, text_ar="نكتب الخطة معا")
    assert [phase.text_ar for phase in document.phases.all()] == ["نكتب الخطة معا"]
    actions.discard_draft(draft, by=boss)
    assert not ReferenceDocument.objects.filter(pk=document.pk).exists()
    assert not Paragraph.objects.exists()


@pytest.mark.django_db
def test_a_named_editor_writes_until_her_place_ends():
    document, draft = begun()
    hayat = UserFactory()
    editor = actions.name_editor_of(document, hayat, by=document.boss)
    assert actions.name_editor_of(document, hayat, by=document.boss) == editor
    actions.add_passage(draft, by=hayat, kind="paragraph", text_ar="فقرة من لجنة القيادة")
    with pytest.raises(PermissionDenied):
        actions.publish_version(draft, by=hayat)
    with pytest.raises(PermissionDenied):
        actions.end_editor(editor, by=UserFactory())
    actions.end_editor(editor, by=hayat)
    with pytest.raises(PermissionDenied):
        actions.add_passage(draft, by=hayat, kind="paragraph", text_ar="بعد النهاية")
