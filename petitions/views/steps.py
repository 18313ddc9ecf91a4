"""The steps of the procedure, as a petition's page offers them: one page each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from councils.models import Mandate
from petitions.actions import deciding, depositing, hearing, ruling, standing, withdrawing
from petitions.forms import procedure as forms
from petitions.models import Petition
from petitions.workflow import (
    ACCEPT,
    CHECK,
    DECIDE,
    DELIBERATE,
    DEPOSIT,
    FOLLOW_UP,
    REJECT,
    SCHEDULE,
    TO_COMMITTEE,
    WITHDRAW,
)

HAND_IN, REPORT = "hand_in", "report"


@dataclass(frozen=True)
class Step:
    """One step: its words, its form, what it runs, and what a mandate must give (None: the mandatary alone does it)."""

    label: Any
    lead: Any
    form: type[forms.StepForm]
    run: Callable
    done: Any
    gives: Callable[[Mandate, object], bool] | None = None
    is_final: bool = False


STEPS = {
    HAND_IN: Step(
        _("Hand in the file"),
        _("The council’s people are told that the file is here, and that they owe its receipt at once."),
        forms.PlainForm,
        depositing.hand_in,
        _("The file is handed in. The council owes its receipt at once."),
    ),
    DEPOSIT: Step(
        _("Give the receipt"),
        _("Agraw numbers the receipt. The time limit of the law runs from this day."),
        forms.DepositForm,
        depositing.deposit,
        _("The petition is deposited, and its receipt is numbered."),
        standing.receives,
    ),
    CHECK: Step(
        _("Refer to the bureau"),
        _("The bureau of the council checks the conditions of the law, and nothing else."),
        forms.PlainForm,
        ruling.check,
        _("The petition is before the bureau."),
        standing.signs,
    ),
    ACCEPT: Step(
        _("Accept"),
        _("The petition goes on the agenda of the next ordinary session. Everyone who signed is told."),
        forms.AcceptForm,
        ruling.accept,
        _("The petition is accepted. Everyone who signed is told."),
        standing.signs,
        is_final=True,
    ),
    REJECT: Step(
        _("Reject by a reasoned decision"),
        _("Only a condition of the law that is not met is a reason to reject. Everyone who signed is told."),
        forms.RejectForm,
        ruling.reject,
        _("The rejection is notified, with its reasons."),
        standing.signs,
        is_final=True,
    ),
    SCHEDULE: Step(
        _("Put on the agenda"),
        _("An accepted petition goes on the agenda of the next ordinary session after the bureau’s decision."),
        forms.PlainForm,
        hearing.schedule,
        _("The petition is on the agenda."),
        standing.schedules,
    ),
    TO_COMMITTEE: Step(
        _("Send to the standing committee"),
        _("The committee studies the petition before the session. Its members are told."),
        forms.CommitteeForm,
        hearing.to_committee,
        _("The petition is before the committee."),
        standing.schedules,
    ),
    DELIBERATE: Step(
        _("The council has deliberated"),
        _("Give the day of the sitting. The decision is published after it."),
        forms.DeliberateForm,
        hearing.deliberate,
        _("The deliberation is recorded."),
        standing.records,
    ),
    DECIDE: Step(
        _("Publish the decision"),
        _("What the council decided, under your name and in your capacity. It cannot be taken back."),
        forms.DecideForm,
        deciding.decide,
        _("The decision is published. Everyone who signed is told."),
        standing.signs,
        is_final=True,
    ),
    FOLLOW_UP: Step(
        _("Tell what was done"),
        _("What became of the decision: it is published at once, under your name."),
        forms.FollowUpForm,
        deciding.follow_up,
        _("The report is published."),
        standing.signs,
    ),
    WITHDRAW: Step(
        _("Withdraw the petition"),
        _("The petition is taken back for good: the council owes nothing more, and nobody can sign it any more."),
        forms.WithdrawForm,
        withdrawing.withdraw,
        _("The petition is withdrawn."),
        is_final=True,
    ),
}
STEPS[REPORT] = STEPS[FOLLOW_UP]
# The mandatary enters the receipt that the council gave on paper.
PAPER_DEPOSIT = Step(
    _("Enter the council’s receipt"),
    _("The council gave a receipt on paper: with its number and a scan of it, the time limit of the law runs."),
    forms.PaperDepositForm,
    depositing.deposit,
    _("The receipt is kept. The time limit of the law runs from its date."),
)


def step_of(petition: Petition, name: str, user) -> Step:
    """Return a step as this person does it. Raises `KeyError` for a name that is none."""
    if name == DEPOSIT and petition.author_id == user.pk:
        return PAPER_DEPOSIT
    return STEPS[name]
