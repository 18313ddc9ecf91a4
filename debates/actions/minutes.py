"""The minutes of a debate: versions that never change, each made into a PDF in Arabic and one in French."""

import hashlib
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import journal, pdf
from core.codes import code_of
from core.fitness import Unfit, fits
from core.queue import defer
from core.text import clean_line, clean_text, has_words
from core.workflow import Refused
from debates.actions.debates import named, tell
from debates.actions.locking import lock_debate
from debates.enums import DebateState, Visibility
from debates.minutes import digest_of, facts_of, left, people_in
from debates.models import Contribution, Debate, Minutes
from debates.report import told
from notices.paths import absolute

PRINT = "debates.print_minutes"  # the task's name
LANGUAGES = ("ar", "fr")  # of the PDFs: those of the council's acts and of most readers
NOTE_MAX, REMARKS_MAX = 400, 4_000  # characters


def publish_minutes(debate: Debate, *, by: User, note: str = "", remarks: str = "") -> Minutes:
    """Make the next version of the minutes from what is recorded now, and return it; its PDFs are made by the worker.

    Part of an act that holds the lock of the debate.
    """
    facts = facts_of(debate, remarks=remarks)
    last = debate.minutes.order_by("-version").first()
    if last is not None and last.facts == facts:
        raise Refused(
            _("Nothing has changed since the last version. Correct what is wrong first, or write a remark."), "same"
        )
    minutes = Minutes.objects.create(
        debate=debate,
        version=last.version + 1 if last else 1,
        facts=facts,
        people=sorted({person["person"] for person in people_in(facts)}),
        note=note,
        published_by=by,
    )
    data = {"version": minutes.version, "facts": digest_of(facts)}
    journal.record(debate, "publish_minutes", by=by, note=note, data=data)
    _ask_for_pdfs(minutes)
    return minutes


def correct_minutes(debate: Debate, *, by: User, note: str, remarks: str = "") -> Minutes:
    """Publish a corrected version of the minutes of a concluded debate, with what changed, and return it.

    Everything recorded is read anew (a hall counted wrong may be counted again); `remarks` are the rapporteur's own
    words, in place of those of the version before. Those who follow the debate are told. Locks the thread, then the
    debate. Raises `PermissionDenied`, or `Refused` when nothing has changed or the note is missing.
    """
    note, remarks = clean_line(note), clean_text(remarks)
    if not has_words(note):
        raise Unfit(_("Say what changed: it is shown to everyone with the new version."), "note")
    fits(note, NOTE_MAX, "note")
    fits(remarks, REMARKS_MAX, "remarks")
    with transaction.atomic():
        _thread, row = lock_debate(debate.pk, debate.thread_id)
        if not by.has_perm("debates.conclude_debate", row):
            raise PermissionDenied
        if row.state not in {DebateState.CONCLUDED, DebateState.ARCHIVED}:
            raise Refused(_("Minutes are published with the conclusion, and corrected afterwards."), "not_concluded")
        minutes = publish_minutes(row, by=by, note=note, remarks=remarks)
        tell(
            row,
            f"minutes.{minutes.version}",
            lambda: gettext("The minutes of “%(title)s” were corrected.") % named(row),
            by=by,
        )
    return minutes


def print_minutes(minutes: Minutes, language: str) -> bool:
    """Make the PDF of a version in a language and keep it; return whether one was made. Run again, it is made once.

    The journal keeps its SHA-256. Raises `core.pdf.NotHere` on a machine without Pango.
    """
    if getattr(minutes, f"pdf_{language}"):
        return False
    gone = _gone_from(minutes)
    data = pdf.render(_page(minutes, language))
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        row = Minutes.objects.select_for_update(no_key=True).get(pk=minutes.pk)
        field = getattr(row, f"pdf_{language}")
        if field or row.facts != minutes.facts or _gone_from(row) != gone:
            # Another worker was faster, or what it tells changed meanwhile: that change has asked for another one.
            return False
        field.save(f"{row.debate_id}-{row.version}-{language}-{digest[:12]}.pdf", ContentFile(data), save=False)
        row.save(update_fields=[f"pdf_{language}"])
        facts = {"version": row.version, "language": language, "sha256": digest}
        journal.record(row, "print", by=User.objects.system(), data=facts)
    return True


def print_missing() -> int:
    """Ask for each PDF that is missing, and return how many are: for a machine that could not make them before."""
    count = 0
    for language in LANGUAGES:
        for pk in Minutes.objects.filter(**{f"pdf_{language}": ""}).order_by("pk").values_list("pk", flat=True):
            defer(PRINT, minutes_id=pk, language=language)
            count += 1
    return count


def print_again(contribution: Contribution) -> None:
    """Make the PDFs anew that tell a contribution which is not shown any more, or is again. The versions stand: a page
    leaves out the words of what is not shown, whatever its facts hold."""
    rows = Minutes.objects.filter(debate__thread=contribution.thread_id)
    _discard_pdfs(row for row in rows if any(told["id"] == contribution.pk for told in row.facts["chosen"]))


def forget_in_minutes(user: User) -> int:
    """Take the name of a person who leaves out of every version that has it, and return how many had; called inside
    her erasure. What she said stays, as it does in the discussion; what she withdrew goes."""
    withdrawn = Contribution.objects.filter(author=user, visibility=Visibility.WITHDRAWN)
    emptied = set(withdrawn.values_list("pk", flat=True))
    rows = list(Minutes.objects.select_for_update(no_key=True).filter(people__contains=[user.pk]).order_by("pk"))
    for row in rows:
        for said in row.facts["chosen"]:
            if said["id"] in emptied:
                said["text"] = ""
        for person in list(people_in(row.facts)):
            if person["person"] == user.pk:
                person.clear()
                person.update(left())
        row.people.remove(user.pk)
        row.save(update_fields=["facts", "people"])
    _discard_pdfs(rows)
    return len(rows)


def _page(minutes: Minutes, language: str) -> str:
    """Return the HTML that a PDF is made of."""
    with translation.override(language):
        address = absolute(minutes.get_absolute_url(), language)
        context = {
            "minutes": minutes,
            "told": told(minutes),
            "lang": language,
            "address": address,
            "code": code_of(address),
        }
        return render_to_string("debates/minutes_pdf.html", context)


def _gone_from(minutes: Minutes) -> set[int]:
    """Return the contributions chosen that are not shown now."""
    chosen = [row["id"] for row in minutes.facts["chosen"]]
    return set(Contribution.objects.gone().filter(pk__in=chosen).values_list("pk", flat=True))


def _discard_pdfs(rows: Iterable[Minutes]) -> None:
    """Forget the PDFs of some versions, delete their files after commit, and ask for new ones."""
    for row in rows:
        files = [(file.storage, file.name) for file in (row.pdf_ar, row.pdf_fr) if file]
        row.pdf_ar = row.pdf_fr = ""
        row.save(update_fields=["pdf_ar", "pdf_fr"])
        transaction.on_commit(lambda files=files: _delete(files))
        _ask_for_pdfs(row)


def _delete(files: list[tuple[Storage, str]]) -> None:
    for storage, name in files:
        storage.delete(name)


def _ask_for_pdfs(minutes: Minutes) -> None:
    for language in LANGUAGES:
        defer(PRINT, minutes_id=minutes.pk, language=language)
