"""What an evaluator does: declare, then score. Her own association's file she neither sees nor scores."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from calls.actions.locking import lock_application
from calls.enums import ApplicationState, CallState
from calls.models import Application, Evaluator, Mark, Review
from calls.ties import refuse_tied
from core import journal
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words
from core.workflow import Refused

WORDS_MAX, COMMENT_MAX = 500, 2_000  # characters


def declare(application: Application, *, by: User, has_conflict: bool, words: str = "") -> Review:
    """Declare whether one has a conflict of interest about a project, and return the review.

    One that is declared takes back what she scored, and closes the file to her. It is not taken back: who leads the
    call names another person. Whoever is tied to the association is refused, whatever she declares.
    """
    with transaction.atomic():
        row, seat = _seated(application, by)
        words = fits(clean_line(words), WORDS_MAX, "words")
        if has_conflict and not has_words(words):
            raise Unfit(_("Say in a few words what ties you to it; only the organisers read it."), "words")
        review = Review.objects.filter(evaluator=seat, application=row).first()
        if review is not None and review.has_conflict and not has_conflict:
            raise Refused(_("You declared a conflict of interest about this project: it stays."), "declared")
        if review is None:
            review = Review(evaluator=seat, application=row)
        review.has_conflict, review.conflict_words = has_conflict, words if has_conflict else ""
        if has_conflict:
            review.given_at, review.comment = None, ""
        review.save()
        if has_conflict:
            review.marks.all().delete()
        # Without her words, nor whose file it is beyond its key: the journal keeps for ever.
        journal.record(row, "declare", by=by, data={"conflict": has_conflict})
    return review


def give(application: Application, *, by: User, marks: Mapping[int, int], comment: str) -> Review:
    """Give one's marks for every criterion (by its key), with a comment, and return the review; the last ones count.

    Raises `PermissionDenied`, `Unfit` (field `c<key>`) for points outside the grid, `Refused` before the declaration,
    in a conflict of interest, or once the scoring is closed. Locks the application.
    """
    with transaction.atomic():
        row, seat = _seated(application, by)
        review = Review.objects.filter(evaluator=seat, application=row).first()
        if review is None:
            raise Refused(_("Declare first whether anything ties you to this project."), "undeclared")
        if review.has_conflict:
            raise Refused(
                _("You declared a conflict of interest about this project: another person scores it."), "conflict"
            )
        comment = fits(clean_text(comment), COMMENT_MAX, "comment")
        grid = list(row.call.criteria.all())
        for criterion in grid:
            points = marks.get(criterion.pk)
            if points is None or not 0 <= points <= criterion.most:
                raise Unfit(
                    _("Outside the grid: give points from 0 to %(most)s. Your other marks are kept on the page.")
                    % {"most": criterion.most},
                    f"c{criterion.pk}",
                )
        if not has_words(comment):
            raise Unfit(_("Say why: the jury reads it, without your name."), "comment")
        for criterion in grid:
            Mark.objects.update_or_create(review=review, criterion=criterion, defaults={"points": marks[criterion.pk]})
        review.comment, review.given_at = comment, now()
        review.save(update_fields=["comment", "given_at"])
    return review


def _seated(application: Application, by: User) -> tuple[Application, Evaluator]:
    """Return the application, locked, and the seat of the evaluator who may score it now."""
    row = lock_application(application.pk)
    seat = row.call.evaluators.current().filter(user=by).first() if by.is_authenticated and by.is_active else None
    if seat is None:
        raise PermissionDenied
    refuse_tied(by, [row.association_id])
    if row.call.state != CallState.SCORING or row.state != ApplicationState.ELIGIBLE:
        raise Refused(_("This project is not being scored now."), "not_scoring")
    return row, seat
