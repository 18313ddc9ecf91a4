"""The charter: its versions, and people's adherence to one of them."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import trust
from accounts.models import User
from core import journal
from core.text import clean_text, has_words, isolate
from core.workflow import Refused
from notices.actions import notify
from spaces.models import Adherence, Charter, Clause, Space
from spaces.models.charter import CharterVersion

MOST_CLAUSES = 30
CLAUSE_LENGTH = 2000  # characters


@transaction.atomic
def publish_charter(space: Space, *, by: User, clauses: Sequence[tuple[str, str]], based_on: int) -> Charter:
    """Publish a new version of the charter and ask every member to adhere to it.

    `clauses` are pairs of an Arabic and a French text, in order; `based_on` is the version that was changed. Raises
    `Refused` when another version was published meanwhile, when nothing changed, or when a text is missing or too long.
    """
    row = Space.objects.locked().get(pk=space.pk)
    if not by.has_perm("spaces.edit_charter", row):
        raise PermissionDenied
    current = row.charters.in_force()
    check_base(current, based_on)
    texts = [(clean_text(ar), clean_text(fr)) for ar, fr in clauses]
    check_clauses(texts)
    if current and texts == [(clause.text_ar, clause.text_fr) for clause in current.clauses.all()]:
        raise nothing_changed()
    charter = Charter.objects.create(space=row, version=current.version + 1 if current else 1, published_at=now())
    Clause.objects.bulk_create(
        Clause(charter=charter, number=number, text_ar=ar, text_fr=fr) for number, (ar, fr) in enumerate(texts, start=1)
    )
    journal.record(row, "publish_charter", by=by, data={"version": charter.version})
    notify(
        User.objects.filter(memberships__space=row, memberships__ended_at__isnull=True).distinct(),
        key=f"charter.{charter.pk}",
        text=lambda: (
            gettext("The charter of the space of %(place)s has changed: read it and say whether you adhere to it.")
            % {"place": isolate(row.commune.name)}
        ),
        url=reverse("spaces:join", args=[row.commune.slug]),
    )
    return charter


def check_base(current: CharterVersion | None, based_on: int) -> None:
    """Raise `Refused` when the version that was changed (0: none) is not the one in force any more."""
    if (current.version if current else 0) != based_on:
        raise Refused(
            _("Someone published another version while you were writing: read it, then make your changes again."),
            "changed",
        )


def nothing_changed() -> Refused:
    return Refused(_("Nothing has changed: this is the version in force."), "same")


def check_version(current: CharterVersion, version: int) -> None:
    """Raise `Refused` when the version that a person read is not the one in force any more."""
    if current.version != version:
        raise Refused(_("The charter changed while you were reading: read the new version, then adhere."), "changed")


def check_clauses(texts: Sequence[tuple[str, str]]) -> None:
    """Raise `Refused` when a charter has no clause, too many, or one that is empty or too long in a language."""
    if not texts:
        raise Refused(_("A charter has at least one clause."), "empty")
    if len(texts) > MOST_CLAUSES:
        raise Refused(_("A charter has at most %(count)s clauses.") % {"count": MOST_CLAUSES}, "too_many")
    for number, pair in enumerate(texts, start=1):
        if not all(has_words(text) for text in pair):
            raise Refused(_("Write clause %(number)s in Arabic and in French.") % {"number": number}, "clause_missing")
        if any(len(text) > CLAUSE_LENGTH for text in pair):
            raise Refused(
                _("Clause %(number)s is too long: at most %(count)s characters.")
                % {"number": number, "count": CLAUSE_LENGTH},
                "clause_too_long",
            )


@transaction.atomic
def adhere(space: Space, *, by: User, version: int) -> Adherence:
    """Adhere to `version` of the charter, which must be the one in force; twice is once."""
    row = Space.objects.locked().get(pk=space.pk)
    if not by.has_perm("spaces.join_space", row):
        raise PermissionDenied
    trust.require(by, "spaces.adhere")
    current = row.charters.in_force()
    if current is None:
        raise Refused(_("This space has no charter yet."), "no_charter")
    check_version(current, version)
    adherence, created = Adherence.objects.get_or_create(charter=current, user=by)
    if created:
        journal.record(row, "adhere", by=by, data={"version": current.version})
    return adherence
