"""The council's decision (مقرر) on a petition, and what is done of it."""

import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import dates, journal
from core.fitness import Unfit, fits
from core.text import clean_line, clean_text, has_words, isolate
from core.workflow import is_open, perform
from councils.guards import no_election_is_near
from councils.models import ElectionPeriod
from petitions import news
from petitions.actions.announcing import announce
from petitions.actions.locking import lock
from petitions.actions.standing import acting, signs
from petitions.enums import Outcome, PetitionState
from petitions.models import Decision, Hearing, Petition, Report
from petitions.workflow import DECIDE, FOLLOW_UP

NUMBER_MAX, TEXT_MAX, REPORT_MAX = 40, 10_000, 4_000  # characters


def decide(
    petition: Petition,
    *,
    by: User,
    outcome: str,
    text: str,
    number: str = "",
    on: datetime.date | None = None,
    votes_for: int | None = None,
    votes_against: int | None = None,
    abstentions: int | None = None,
) -> Petition:
    """Publish what the council decided on a petition, and return it: outcome, words, number, votes (people).

    `on` is the day of the vote, that of the deliberation by default. Locks the petition. Raises `PermissionDenied`, or
    `Refused` for a decision that cannot be: no words, a day that does not fit, votes that do not.
    """
    number = fits(clean_line(number), NUMBER_MAX, "number")
    text = fits(clean_text(text), TEXT_MAX, "text")
    votes = {"votes_for": votes_for, "votes_against": votes_against, "abstentions": abstentions}
    with transaction.atomic():
        row = lock(petition.pk)
        mandate = acting(row, by, signs)
        if not is_open(row, DECIDE):
            return perform(row, DECIDE, by=by)  # which says why not
        if outcome not in Outcome.values:
            raise Unfit(_("Say what the council decided: choose one of the four."), "outcome")
        if not has_words(text):
            raise Unfit(_("Write the decision in words: everyone will read it."), "text")
        on = _day(row, on)
        _votes_fit(row, outcome, votes)
        row = perform(row, DECIDE, by=by, data={"outcome": outcome, "number": number, "on": on.isoformat()} | votes)
        Decision.objects.create(
            petition=row, outcome=outcome, number=number, text=text, decided_on=on, signed_by=mandate,
            signed_role=mandate.role, **votes,
        )  # fmt: skip
        announce(
            row,
            news.DECIDED,
            lambda: (
                gettext("The council decided on “%(title)s”: %(outcome)s.")
                % {"title": isolate(row.title), "outcome": Outcome(outcome).label}
            ),
        )
    return row


def _day(petition: Petition, on: datetime.date | None) -> datetime.date:
    sat_on = Hearing.objects.get(petition=petition).deliberated_on
    on = on or sat_on
    if on > localdate():
        raise Unfit(_("This day is still to come: publish the decision once it is taken."), "on")
    if on < sat_on:
        raise Unfit(
            _("The council deliberated on %(day)s: it did not decide before.")
            % {"day": dates.day(sat_on, get_language())},
            "on",
        )
    return on


def _votes_fit(petition: Petition, outcome: str, votes: dict[str, int | None]) -> None:
    given = {name: number for name, number in votes.items() if number is not None}
    if any(number < 0 for number in given.values()):
        raise Unfit(_("A number of votes is 0 or more."), "votes_for")
    seats = petition.council.seats
    if seats and sum(given.values()) > seats:
        raise Unfit(
            _("These are more votes than the council has seats (%(seats)s): count again.") % {"seats": seats},
            "votes_for",
        )
    both = votes["votes_for"] is not None and votes["votes_against"] is not None
    if both and outcome in {Outcome.ADOPTED, Outcome.PARTLY} and votes["votes_for"] < votes["votes_against"]:
        raise Unfit(_("More voted against than for: this does not fit the outcome."), "votes_for")


def follow_up(petition: Petition, *, by: User, text: str) -> Petition:
    """Tell what was done of a decision, and return the petition: the first report moves it, later ones are added.

    Not owed by law: refused during an election period, with its reason. Locks the petition. Raises `PermissionDenied`,
    `Refused`.
    """
    text = fits(clean_text(text), REPORT_MAX, "text")
    with transaction.atomic():
        row = lock(petition.pk)
        mandate = acting(row, by, signs)
        is_first = row.state != PetitionState.FOLLOWED_UP
        if is_first and not is_open(row, FOLLOW_UP):
            return perform(row, FOLLOW_UP, by=by, note=text)  # which says why not
        if not has_words(text):
            raise Unfit(_("Say in words what was done."), "text")
        no_election_is_near(ElectionPeriod.objects.running())
        if is_first:
            row = perform(row, FOLLOW_UP, by=by, note=text)
        else:
            journal.record(row, "report", by=by, note=text)
        report = Report.objects.create(petition=row, text=text, signed_by=mandate, signed_role=mandate.role)
        announce(row, news.FOLLOWED_UP, mark=f".{report.pk}")
    return row
