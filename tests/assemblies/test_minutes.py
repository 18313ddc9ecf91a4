"""Minutes: made from what was recorded, approved by another person, published and printed in two languages."""

import hashlib
import io

import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.signals import erasing
from assemblies import actions
from assemblies.models import Assembly, Proxy
from core import journal
from core.fitness import Unfit
from core.workflow import Refused
from tests.assemblies.hall import Hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    """An assembly that was held and closed: four of five voices, a resolution and an election."""
    with Hall(5) as hall:
        hall.gives(4, 1)
        hall.opens(1, 2, 3)
        actions.count(hall.vote(), by=hall.by, votes_for=3, against=0, abstained=1)
        vote = hall.vote(
            2, kind="election", seats=1, question="انتخاب الرئيسة", candidates=["فلانة المثال", "علان المثال"]
        )
        for number in (1, 2, 3):
            hall.casts(vote, number, chosen=[vote.candidates.first().pk] if number < 3 else [])
        actions.count(vote, by=hall.by)
        actions.name_bureau(hall.assembly, by=hall.by, chair=hall.voter(1), rapporteur=hall.voter(2))
        hall.leave(3)
        hall.assembly = actions.close(hall.assembly, by=hall.by)
        yield hall


def test_the_draft_holds_quorum_presence_votes_and_resolutions(held):
    facts = held.assembly.minutes.facts
    assert (facts["roll"], facts["present"], facts["represented"], facts["left"]) == (5, 3, 1, 1)
    assert [line["how"] for line in facts["organisations"]] == [
        "present", "present", "present", "represented", "absent",
    ]  # fmt: skip
    resolution, election = (item["votes"][0] for item in facts["items"])
    assert (resolution["for"], resolution["of"], resolution["voices"], resolution["resolution"]) == (3, 3, 4, 1)
    assert election["blank"] == 1
    assert [(one["votes"], one["elected"]) for one in election["candidates"]] == [(3, True), (0, False)]


def test_written_by_the_rapporteur_approved_by_another_published_and_changed_no_more(held):
    rapporteur, chair = held.voter(2).speaker, held.voter(1).speaker
    with pytest.raises(PermissionDenied):
        actions.write_minutes(held.assembly, by=held.voter(3).speaker, text="كلام")
    actions.write_minutes(held.assembly, by=rapporteur, text="دار نقاش حول الميزانية.")
    with pytest.raises(PermissionDenied):
        actions.approve(held.assembly, by=rapporteur)
    assembly = actions.approve(held.assembly, by=chair)
    with pytest.raises(Refused):
        actions.write_minutes(assembly, by=rapporteur, text="تغيير")
    assembly = actions.rewrite(assembly, by=chair, note="ينقص اسم الحي")
    actions.write_minutes(assembly, by=held.by, text="دار نقاش حول ميزانية الحي.")
    with pytest.raises(Refused) as refusal:
        actions.approve(assembly, by=held.by)
    assert refusal.value.code == "alone"
    assembly = actions.publish(actions.approve(assembly, by=chair), by=held.by)
    assert assembly.state == "published"
    jobs = ProcrastinateJob.objects.filter(task_name="assemblies.print_minutes")
    assert sorted(job.args["language"] for job in jobs) == ["ar", "fr"]


def test_the_pdf_says_it_in_both_languages_and_names_no_person(held, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for voter in held.assembly.voters.select_related("speaker"):
        voter.speaker.display_name = f"Personne{voter.number}"
        voter.speaker.save()
    actions.write_minutes(held.assembly, by=held.voter(2).speaker, text="دار نقاش.")
    actions.publish(actions.approve(held.assembly, by=held.by), by=held.by)
    for language in ("ar", "fr"):
        row = actions.print_minutes(held.assembly.minutes.pk, language)
        data = getattr(row, f"pdf_{language}").read()
        assert getattr(row, f"digest_{language}") == hashlib.sha256(data).hexdigest()
        words = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
        assert "Personne" not in words
        assert actions.print_minutes(held.assembly.minutes.pk, language) is None
    assert held.body.name_fr in words
    assert journal.history(held.assembly).filter(action="print_minutes").count() == 2


def test_one_person_does_not_preside_and_write(held):
    with pytest.raises(Unfit):
        actions.name_bureau(held.assembly, by=held.by, chair=held.voter(1), rapporteur=held.voter(1))


def test_when_a_person_leaves_nobody_speaks_for_her_lines_to_come_and_what_was_held_stands(held):
    coming = Hall(body=held.body, by=held.by)
    coming.gives(2, 1)
    leaver = coming.voter(1).speaker
    erasing.send(sender=None, user=leaver, by=leaver)
    assert coming.voter(1).speaker is None
    assert not Proxy.objects.current().filter(assembly=coming.assembly).exists()
    assert held.voter(1).presence == "present"
    assert Assembly.objects.get(pk=held.assembly.pk).minutes.facts["present"] == 3
